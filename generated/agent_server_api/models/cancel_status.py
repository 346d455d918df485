from typing import Literal, TypeAlias

CancelStatus: TypeAlias = Literal["all", "pending", "running"]
"""Which runs to cancel by how they stand."""
