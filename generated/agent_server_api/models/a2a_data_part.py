from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, mapping, text

if TYPE_CHECKING:
    from ..models.a2a_data_kind import A2ADataKind


class A2ADataPart(Model):
    """A part of a message that is an object."""

    __slots__ = ()

    data: Field[Mapping[str, Any]] = Field("data", mapping)
    """The object."""
    kind: Field[A2ADataKind | str] = Field("kind", text, const="data")
    """Always `data`."""

    def __init__(self, *, data: Mapping[str, Any], kind: A2ADataKind) -> None:
        self._json = given({"data": data, "kind": kind})
