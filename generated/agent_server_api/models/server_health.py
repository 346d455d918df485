from __future__ import annotations

from collections.abc import Mapping

from ..types import Field, Model, boolean, given, mapped, text


class ServerHealth(Model):
    """``ServerHealth`` of the contract."""

    __slots__ = ()

    ok: Field[bool] = Field("ok", boolean)
    services: Field[Mapping[str, str]] = Field("services", mapped(text))

    def __init__(self, *, ok: bool, services: Mapping[str, str]) -> None:
        self._json = given({"ok": ok, "services": services})
