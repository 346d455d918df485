from typing import Literal, TypeAlias

MultitaskStrategy: TypeAlias = Literal["enqueue", "interrupt", "reject", "rollback"]
"""What happens to a run whose thread is busy: it is refused (reject), waits its turn (enqueue), or
takes the place of the one that runs, which keeps what it has done (interrupt) or not
(rollback)."""
