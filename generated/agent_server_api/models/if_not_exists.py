from typing import Literal, TypeAlias

IfNotExists: TypeAlias = Literal["create", "reject"]
