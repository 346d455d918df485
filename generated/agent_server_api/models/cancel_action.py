from typing import Literal, TypeAlias

CancelAction: TypeAlias = Literal["interrupt", "rollback"]
