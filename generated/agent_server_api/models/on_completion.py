from typing import Literal, TypeAlias

OnCompletion: TypeAlias = Literal["delete", "keep"]
