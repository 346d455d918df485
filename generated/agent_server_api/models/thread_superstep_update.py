from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, either, given, listed, mapping, text, view

if TYPE_CHECKING:
    from ..models.command import Command


class ThreadSuperstepUpdate(Model):
    """``ThreadSuperstepUpdate`` of the contract."""

    __slots__ = ()

    as_node: Field[str] = Field("as_node", text)
    command: Field[Command | None | Unset] = Field("command", view("Command"), null=True, required=False)
    values: Field[list[Mapping[str, Any]] | Mapping[str, Any] | None | Unset] = Field(
        "values", either(listed(mapping), mapping), null=True, required=False
    )

    def __init__(
        self,
        *,
        as_node: str,
        command: Command | Mapping[str, Any] | None | Unset = UNSET,
        values: list[Mapping[str, Any]] | Mapping[str, Any] | None | Unset = UNSET,
    ) -> None:
        self._json = given({"as_node": as_node, "command": command, "values": values})
