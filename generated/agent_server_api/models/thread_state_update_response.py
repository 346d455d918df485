from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping


class ThreadStateUpdateResponse(Model):
    """``ThreadStateUpdateResponse`` of the contract."""

    __slots__ = ()

    checkpoint: Field[Mapping[str, Any] | Unset] = Field("checkpoint", mapping, required=False)

    def __init__(self, *, checkpoint: Mapping[str, Any] | Unset = UNSET) -> None:
        self._json = given({"checkpoint": checkpoint})
