from typing import Literal, TypeAlias

CancelAction: TypeAlias = Literal["interrupt", "rollback"]
"""interrupt keeps what the run has done, rollback takes it back."""
