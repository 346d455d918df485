from typing import Literal, TypeAlias

PruneStrategy: TypeAlias = Literal["delete", "keep_latest"]
"""Whether a thread is deleted (delete) or keeps its latest checkpoint (keep_latest)."""
