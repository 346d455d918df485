from typing import Literal, TypeAlias

A2ATextKind: TypeAlias = Literal["text"]
