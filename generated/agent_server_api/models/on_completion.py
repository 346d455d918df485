from typing import Literal, TypeAlias

OnCompletion: TypeAlias = Literal["delete", "keep"]
"""What happens to a run's own thread at its end: it goes (delete) or stays (keep)."""
