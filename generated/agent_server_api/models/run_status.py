from typing import Literal, TypeAlias

RunStatus: TypeAlias = Literal["error", "interrupted", "pending", "running", "success", "timeout"]
"""How a run stands."""
