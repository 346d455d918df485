from typing import Literal, TypeAlias

EveryNode: TypeAlias = Literal["*"]
"""Every node."""
