from __future__ import annotations

from ..types import Field, Model, given, listed, text


class ListNamespaceResponse(Model):
    """``ListNamespaceResponse`` of the contract."""

    __slots__ = ()

    namespaces: Field[list[list[str]]] = Field("namespaces", listed(listed(text)))

    def __init__(self, *, namespaces: list[list[str]]) -> None:
        self._json = given({"namespaces": namespaces})
