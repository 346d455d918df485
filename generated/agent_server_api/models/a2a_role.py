from typing import Literal, TypeAlias

A2ARole: TypeAlias = Literal["agent", "user"]
