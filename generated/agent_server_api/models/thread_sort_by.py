from typing import Literal, TypeAlias

ThreadSortBy: TypeAlias = Literal["created_at", "state_updated_at", "status", "thread_id", "updated_at"]
