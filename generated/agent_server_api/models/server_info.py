from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, text, view

if TYPE_CHECKING:
    from ..models.server_flags import ServerFlags
    from ..models.server_host import ServerHost


class ServerInfo(Model):
    """What the server says of itself."""

    __slots__ = ()

    flags: Field[ServerFlags] = Field("flags", view("ServerFlags"))
    """What it can do."""
    host: Field[ServerHost] = Field("host", view("ServerHost"))
    """Where it runs."""
    langgraph_py_version: Field[str] = Field("langgraph_py_version", text)
    """The version of LangGraph."""
    version: Field[str] = Field("version", text)
    """The server's own version."""

    def __init__(
        self,
        *,
        flags: ServerFlags | Mapping[str, Any],
        host: ServerHost | Mapping[str, Any],
        langgraph_py_version: str,
        version: str,
    ) -> None:
        self._json = given(
            {"flags": flags, "host": host, "langgraph_py_version": langgraph_py_version, "version": version}
        )
