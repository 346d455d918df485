from __future__ import annotations

from ..types import Field, Model, boolean, given


class ServerHealth(Model):
    """``ServerHealth`` of the contract."""

    __slots__ = ()

    ok: Field[bool] = Field("ok", boolean)

    def __init__(self, *, ok: bool) -> None:
        self._json = given({"ok": ok})
