from typing import Literal, TypeAlias

CancelStatus: TypeAlias = Literal["all", "pending", "running"]
