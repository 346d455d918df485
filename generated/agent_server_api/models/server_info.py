from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import Field, Model, given, mapping, text


class ServerInfo(Model):
    """``ServerInfo`` of the contract."""

    __slots__ = ()

    flags: Field[Mapping[str, Any]] = Field("flags", mapping)
    langgraph_py_version: Field[str] = Field("langgraph_py_version", text)
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    version: Field[str] = Field("version", text)

    def __init__(
        self,
        *,
        flags: Mapping[str, Any],
        langgraph_py_version: str,
        metadata: Mapping[str, Any],
        version: str,
    ) -> None:
        self._json = given(
            {
                "flags": flags,
                "langgraph_py_version": langgraph_py_version,
                "metadata": metadata,
                "version": version,
            }
        )
