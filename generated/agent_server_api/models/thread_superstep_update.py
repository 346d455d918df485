from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, either, given, listed, mapping, text, view

if TYPE_CHECKING:
    from ..models.command import Command


class ThreadSuperstepUpdate(Model):
    """What one node would have answered."""

    __slots__ = ()

    as_node: Field[str] = Field("as_node", text)
    """The node."""
    command: Field[Command | None | Unset] = Field("command", view("Command"), null=True, required=False)
    """What it would have asked for."""
    values: Field[list[Mapping[str, Any]] | Mapping[str, Any] | None | Unset] = Field(  # type: ignore[assignment]
        "values", either(listed(mapping), mapping), null=True, required=False
    )
    """What it would have added to the state."""

    def __init__(
        self,
        *,
        as_node: str,
        command: Command | Mapping[str, Any] | None | Unset = UNSET,
        values: list[Mapping[str, Any]] | Mapping[str, Any] | None | Unset = UNSET,
    ) -> None:
        self._json = given({"as_node": as_node, "command": command, "values": values})
