from typing import Literal, TypeAlias

OnDisconnect: TypeAlias = Literal["cancel", "continue"]
"""What happens to a run whose reader is gone: it is cancelled (cancel) or goes on (continue)."""
