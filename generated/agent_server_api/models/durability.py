from typing import Literal, TypeAlias

Durability: TypeAlias = Literal["async", "exit", "sync"]
"""When a run's state is saved: before the next step (sync), during it (async), at the end (exit)."""
