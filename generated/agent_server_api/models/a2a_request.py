from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, either, given, integer, text, variant

if TYPE_CHECKING:
    from ..models.a2a_cancel_task_params import A2ACancelTaskParams
    from ..models.a2a_get_task_params import A2AGetTaskParams
    from ..models.a2a_method import A2AMethod
    from ..models.a2a_send_params import A2ASendParams
    from ..models.a2a_version import A2AVersion


class A2ARequest(Model):
    """A request."""

    __slots__ = ()

    id: Field[str | int] = Field("id", either(text, integer))
    """An id of one's own, by which the answer is known."""
    jsonrpc: Field[A2AVersion | str] = Field("jsonrpc", text, const="2.0")
    """The version of JSON-RPC."""
    method: Field[A2AMethod | str] = Field("method", text)
    """What to do."""
    params: Field[A2ASendParams | A2AGetTaskParams | A2ACancelTaskParams | Unset] = Field(
        "params", variant("A2ASendParams", "A2AGetTaskParams", "A2ACancelTaskParams"), required=False
    )
    """What the method needs."""

    def __init__(
        self,
        *,
        id: str | int,
        jsonrpc: A2AVersion,
        method: A2AMethod,
        params: A2ASendParams | A2AGetTaskParams | A2ACancelTaskParams | Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"id": id, "jsonrpc": jsonrpc, "method": method, "params": params})
