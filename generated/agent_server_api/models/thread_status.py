from typing import Literal, TypeAlias

ThreadStatus: TypeAlias = Literal["busy", "error", "idle", "interrupted"]
"""How a thread stands."""
