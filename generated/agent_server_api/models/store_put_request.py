from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, boolean, either, given, listed, mapping, number, text


class StorePutRequest(Model):
    """An item to put in."""

    __slots__ = ()

    key: Field[str] = Field("key", text)
    """Its name within the namespace."""
    namespace: Field[list[str]] = Field("namespace", listed(text))
    """Where it is to lie, from the outside in; not below langgraph."""
    value: Field[Mapping[str, Any]] = Field("value", mapping)
    """What is to be kept."""
    index: Field[bool | list[str] | None | Unset] = Field(
        "index", either(boolean, listed(text)), null=True, required=False
    )
    """The fields to find it by meaning by; false for none, null for what the store does unless told."""
    ttl: Field[float | None | Unset] = Field("ttl", number, null=True, required=False)
    """The time to live in minutes; null for ever."""

    def __init__(
        self,
        *,
        key: str,
        namespace: list[str],
        value: Mapping[str, Any],
        index: bool | list[str] | None | Unset = UNSET,
        ttl: float | None | Unset = UNSET,
    ) -> None:
        self._json = given({"key": key, "namespace": namespace, "value": value, "index": index, "ttl": ttl})
