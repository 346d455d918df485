from __future__ import annotations

from ..types import Field, Model, given, integer


class AssistantVersionChange(Model):
    """Which version to use."""

    __slots__ = ()

    version: Field[int] = Field("version", integer)
    """The number of the version."""

    def __init__(self, *, version: int) -> None:
        self._json = given({"version": version})
