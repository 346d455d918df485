from typing import Literal, TypeAlias

ThreadStreamMode: TypeAlias = Literal["lifecycle", "run_modes", "state_update"]
"""What a thread's stream carries."""
