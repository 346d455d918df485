from typing import Literal, TypeAlias

Preference: TypeAlias = Literal["return=minimal"]
