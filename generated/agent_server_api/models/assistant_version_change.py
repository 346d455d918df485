from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer


class AssistantVersionChange(Model):
    """``AssistantVersionChange`` of the contract."""

    __slots__ = ()

    version: Field[int | Unset] = Field("version", integer, required=False)

    def __init__(self, *, version: int | Unset = UNSET) -> None:
        self._json = given({"version": version})
