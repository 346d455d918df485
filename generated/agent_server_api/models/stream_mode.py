from typing import Literal, TypeAlias

StreamMode: TypeAlias = Literal[
    "checkpoints", "custom", "debug", "events", "messages", "messages-tuple", "tasks", "updates", "values"
]
"""What a run sends to its readers."""
