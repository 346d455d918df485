from typing import Literal, TypeAlias

PruneStrategy: TypeAlias = Literal["delete", "keep_latest"]
