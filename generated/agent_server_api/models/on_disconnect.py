from typing import Literal, TypeAlias

OnDisconnect: TypeAlias = Literal["cancel", "continue"]
