from typing import Literal, TypeAlias

AssistantSortBy: TypeAlias = Literal["assistant_id", "created_at", "graph_id", "name", "updated_at"]
