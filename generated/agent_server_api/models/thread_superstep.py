from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, listed, view

if TYPE_CHECKING:
    from ..models.thread_superstep_update import ThreadSuperstepUpdate


class ThreadSuperstep(Model):
    """One step of building a thread's state."""

    __slots__ = ()

    updates: Field[list[ThreadSuperstepUpdate]] = Field("updates", listed(view("ThreadSuperstepUpdate")))
    """What the nodes of the step would have answered."""

    def __init__(self, *, updates: list[ThreadSuperstepUpdate | Mapping[str, Any]]) -> None:
        self._json = given({"updates": updates})
