from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import UNSET, Field, Model, Unset, given, listed, text

if TYPE_CHECKING:
    from ..models.cancel_status import CancelStatus


class RunsCancel(Model):
    """Which runs to cancel: some of a thread, or all in a status."""

    __slots__ = ()

    run_ids: Field[list[str] | Unset] = Field("run_ids", listed(text), required=False)
    """The runs."""
    status: Field[CancelStatus | str | Unset] = Field("status", text, required=False)
    """The status; of every thread."""
    thread_id: Field[str | Unset] = Field("thread_id", text, required=False)
    """The runs' thread."""

    def __init__(
        self,
        *,
        run_ids: list[str] | Unset = UNSET,
        status: CancelStatus | Unset = UNSET,
        thread_id: str | Unset = UNSET,
    ) -> None:
        self._json = given({"run_ids": run_ids, "status": status, "thread_id": thread_id})
