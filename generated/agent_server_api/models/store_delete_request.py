from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, listed, text


class StoreDeleteRequest(Model):
    """An item to take out."""

    __slots__ = ()

    key: Field[str] = Field("key", text)
    """Its name within the namespace."""
    namespace: Field[list[str] | Unset] = Field("namespace", listed(text), required=False)
    """Where it lies, from the outside in."""

    def __init__(self, *, key: str, namespace: list[str] | Unset = UNSET) -> None:
        self._json = given({"key": key, "namespace": namespace})
