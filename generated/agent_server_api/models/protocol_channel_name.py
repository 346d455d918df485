from typing import Literal, TypeAlias

ProtocolChannelName: TypeAlias = Literal[
    "custom", "input", "lifecycle", "messages", "tasks", "tools", "updates", "values"
]
