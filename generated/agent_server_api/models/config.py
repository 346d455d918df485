from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, integer, listed, mapping, text


class Config(Model):
    """The configuration of a run."""

    __slots__ = ()

    configurable: Field[Mapping[str, Any] | Unset] = Field("configurable", mapping, required=False)
    """Values for the graph; `context` is their newer place."""
    recursion_limit: Field[int | Unset] = Field("recursion_limit", integer, required=False)
    """After how many steps a run fails."""
    tags: Field[list[str] | Unset] = Field("tags", listed(text), required=False)
    """Tags for tracing."""

    def __init__(
        self,
        *,
        configurable: Mapping[str, Any] | Unset = UNSET,
        recursion_limit: int | Unset = UNSET,
        tags: list[str] | Unset = UNSET,
    ) -> None:
        self._json = given({"configurable": configurable, "recursion_limit": recursion_limit, "tags": tags})
