from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, listed, mapping, moment, number, text


class Item(Model):
    """``Item`` of the contract."""

    __slots__ = ()

    created_at: Field[datetime] = Field("created_at", moment)
    key: Field[str] = Field("key", text)
    namespace: Field[list[str]] = Field("namespace", listed(text))
    updated_at: Field[datetime] = Field("updated_at", moment)
    value: Field[Mapping[str, Any]] = Field("value", mapping)
    score: Field[float | None | Unset] = Field("score", number, null=True, required=False)

    def __init__(
        self,
        *,
        created_at: datetime,
        key: str,
        namespace: list[str],
        updated_at: datetime,
        value: Mapping[str, Any],
        score: float | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "created_at": created_at,
                "key": key,
                "namespace": namespace,
                "updated_at": updated_at,
                "value": value,
                "score": score,
            }
        )
