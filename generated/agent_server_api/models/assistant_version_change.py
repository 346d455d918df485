from __future__ import annotations

from ..types import Field, Model, given, integer


class AssistantVersionChange(Model):
    """``AssistantVersionChange`` of the contract."""

    __slots__ = ()

    version: Field[int] = Field("version", integer)

    def __init__(self, *, version: int) -> None:
        self._json = given({"version": version})
