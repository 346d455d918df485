from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, listed, text


class StoreDeleteRequest(Model):
    """``StoreDeleteRequest`` of the contract."""

    __slots__ = ()

    key: Field[str] = Field("key", text)
    namespace: Field[list[str] | Unset] = Field("namespace", listed(text), required=False)

    def __init__(self, *, key: str, namespace: list[str] | Unset = UNSET) -> None:
        self._json = given({"key": key, "namespace": namespace})
