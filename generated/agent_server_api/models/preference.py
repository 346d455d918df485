from typing import Literal, TypeAlias

Preference: TypeAlias = Literal["return=minimal"]
"""Asks for no answer."""
