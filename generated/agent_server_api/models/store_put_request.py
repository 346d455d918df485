from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, boolean, either, given, listed, mapping, number, text


class StorePutRequest(Model):
    """``StorePutRequest`` of the contract."""

    __slots__ = ()

    key: Field[str] = Field("key", text)
    namespace: Field[list[str]] = Field("namespace", listed(text))
    value: Field[Mapping[str, Any]] = Field("value", mapping)
    index: Field[bool | list[str] | None | Unset] = Field(
        "index", either(boolean, listed(text)), null=True, required=False
    )
    ttl: Field[float | None | Unset] = Field("ttl", number, null=True, required=False)

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
