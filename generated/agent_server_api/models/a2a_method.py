from typing import Literal, TypeAlias

A2AMethod: TypeAlias = Literal["message/send", "message/stream", "tasks/cancel", "tasks/get"]
