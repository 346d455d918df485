from typing import Literal, TypeAlias

Durability: TypeAlias = Literal["async", "exit", "sync"]
