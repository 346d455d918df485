from typing import Literal, TypeAlias

A2ADataKind: TypeAlias = Literal["data"]
