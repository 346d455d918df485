"""Planted breaches of the state of threads and its history."""

from __future__ import annotations

from typing import Any

from mutants.message import Answer, Request
from mutants.mutant import Mutant

_HISTORY = ("threads_get_history", "threads_search_history")
_AT = ("threads_get_state_at_checkpoint", "threads_get_state_by_checkpoint")


class _State(Mutant):
    resource = "state"

    def real(self, request: Request) -> Answer:
        """The thread's newest state as the server has it."""
        return self.server.ask("GET", f"/threads/{request.ids['thread_id']}/state")


class GetDropsNext(_State):
    """A state that is read has no `next`."""

    operations = ("threads_get_state",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda state: state.pop("next", None))


class NextIsText(_State):
    """`next` in the rows of a history is one text instead of a list."""

    operations = _HISTORY
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda state: state.update(next=",".join(state["next"])))


class UpdateAnswersNoCheckpoint(_State):
    """The answer to an update names no checkpoint."""

    operations = ("threads_update_state",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda made: made.pop("checkpoint", None))


class UpdateIsIgnored(_State):
    """An update of a state that is there answers 200 and leaves it as it was."""

    operations = ("threads_update_state",)
    rule = "stored"

    def before(self, request: Request) -> Answer | None:
        if not isinstance(request.fields.get("values"), dict):
            return None
        checkpoint = self.real(request).fields.get("checkpoint") or {}
        if "checkpoint_id" not in checkpoint:
            return None
        old = {"checkpoint": checkpoint, "checkpoint_id": checkpoint["checkpoint_id"]}
        return Answer.of(200, old | {"configurable": checkpoint})


class ValuesAreEmpty(_State):
    """A state that is read has no values."""

    operations = ("threads_get_state",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda state: state.update(values={}))


class ValuesAreAnothers(_State):
    """A state that is read shows the values of the thread that was updated last."""

    operations = ("threads_update_state", "threads_get_state")
    rule = "isolated"

    def __init__(self) -> None:
        super().__init__()
        self._last: Any = None

    def after(self, request: Request, answer: Answer) -> None:
        if request.operation == "threads_update_state" and answer.ok:
            self._last = self.real(request).fields["values"]
        elif self._last is not None:
            answer.edit(lambda state: state.update(values=self._last))


class CheckpointIsTheNewest(_State):
    """The state at an older checkpoint is the newest one."""

    operations = _AT
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok and (newest := self.real(request)).ok:
            answer.content = newest.content


class UpdateNamesTheParent(_State):
    """The answer to an update names the checkpoint before the one that it made."""

    operations = ("threads_update_state",)
    rule = "stored"

    def before(self, request: Request) -> None:
        before = self.real(request).fields.get("checkpoint") or {}
        request.notes["before"] = before.get("checkpoint_id")

    def after(self, request: Request, answer: Answer) -> None:
        def name(made: dict[str, Any]) -> None:
            made["checkpoint_id"] = made["checkpoint"]["checkpoint_id"] = before

        if before := request.notes["before"]:
            answer.edit(name)


class HistoryIsReversed(_State):
    """A history begins with its oldest state."""

    operations = _HISTORY
    rule = "sort"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = answer.body[::-1]


class HistoryIgnoresLimit(_State):
    """A history gives all its states, whatever its limit."""

    operations = _HISTORY
    rule = "page"

    def before(self, request: Request) -> None:
        if request.method == "GET":
            if request.query.get("limit", "1").isdigit():
                request.ask("limit", "1000")
        elif request.fields.get("limit", 1) in range(1, 1000):
            request.put(limit=1000)


class HistoryLosesTheOldest(_State):
    """A history lacks its oldest state."""

    operations = _HISTORY
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok and (states := answer.body) and not states[-1].get("parent_checkpoint"):
            answer.body = states[:-1]


class HistoryDoublesAState(_State):
    """A history gives its newest state twice."""

    operations = _HISTORY
    rule = "page"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok and len(states := answer.body) > 1:
            answer.body = [states[0], *states[:-1]]


class MissingIsEmpty(_State):
    """The state of a thread that is not there is an empty one."""

    operations = ("threads_get_state",)
    rule = "deleted"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 404:
            empty: dict[str, Any] = {"values": {}, "next": [], "tasks": [], "interrupts": []}
            unknown = dict.fromkeys(("checkpoint", "metadata", "created_at", "parent_checkpoint"))
            answer.status, answer.body = 200, empty | unknown
