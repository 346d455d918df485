from __future__ import annotations

from collections.abc import Mapping

from ..types import Field, Model, boolean, given, mapped, text


class ServerHealth(Model):
    """Whether the server is well."""

    __slots__ = ()

    ok: Field[bool] = Field("ok", boolean)
    """Always true here."""
    services: Field[Mapping[str, str]] = Field("services", mapped(text))
    """How each thing that it depends on is, by name."""

    def __init__(self, *, ok: bool, services: Mapping[str, str]) -> None:
        self._json = given({"ok": ok, "services": services})
