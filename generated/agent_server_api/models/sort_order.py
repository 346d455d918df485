from typing import Literal, TypeAlias

SortOrder: TypeAlias = Literal["asc", "desc"]
