from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, anything, either, given, listed, mapping, text, view

if TYPE_CHECKING:
    from ..models.send import Send


class Command(Model):
    """What to do in the place of an input: answer a question, change the state, or go elsewhere."""

    __slots__ = ()

    goto: Field[Send | list[Send] | str | list[str] | None | Unset] = Field(
        "goto", either(view("Send"), listed(view("Send")), text, listed(text)), null=True, required=False
    )
    """The nodes to go to."""
    resume: Field[Any | Unset] = Field("resume", anything, required=False)
    """The answer to a question."""
    update: Field[Mapping[str, Any] | list[Any] | None | Unset] = Field(
        "update", either(mapping, listed(anything)), null=True, required=False
    )
    """What to add to the state."""

    def __init__(
        self,
        *,
        goto: Send
        | list[Send | Mapping[str, Any]]
        | str
        | list[str]
        | Mapping[str, Any]
        | None
        | Unset = UNSET,
        resume: Any | Unset = UNSET,
        update: Mapping[str, Any] | list[Any] | None | Unset = UNSET,
    ) -> None:
        self._json = given({"goto": goto, "resume": resume, "update": update})
