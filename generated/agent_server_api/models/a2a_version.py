from typing import Literal, TypeAlias

A2AVersion: TypeAlias = Literal["2.0"]
