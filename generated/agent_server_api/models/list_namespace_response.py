from __future__ import annotations

from ..types import Field, Model, given, listed, text


class ListNamespaceResponse(Model):
    """Namespaces."""

    __slots__ = ()

    namespaces: Field[list[list[str]]] = Field("namespaces", listed(listed(text)))
    """The namespaces, each from the outside in."""

    def __init__(self, *, namespaces: list[list[str]]) -> None:
        self._json = given({"namespaces": namespaces})
