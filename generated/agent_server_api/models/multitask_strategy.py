from typing import Literal, TypeAlias

MultitaskStrategy: TypeAlias = Literal["enqueue", "interrupt", "reject", "rollback"]
