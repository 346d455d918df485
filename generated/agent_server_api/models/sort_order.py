from typing import Literal, TypeAlias

SortOrder: TypeAlias = Literal["asc", "desc"]
"""From the smallest (asc) or from the largest (desc)."""
