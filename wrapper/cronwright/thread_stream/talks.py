"""The dialogues of what a thread stream is told to do: start a run, answer, wait for the output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..dialogue import Dialogue, Policy
from ..errors import RunFailedError
from .commands import Command, commanded, input_respond, input_respond_many
from .errors import ThreadStreamError
from .follow import Outcome
from .lookups import look_for_interrupts, state_of
from .reading import details
from .state import ThreadState


def start(thread: ThreadState, request: Command, policy: Policy) -> Dialogue[dict[str, Any]]:
    """Start a run; what is read from now on is its own."""
    thread.sending()
    try:
        result = yield from commanded(request, policy)
        if isinstance(run_id := result.get("run_id"), str) and run_id:
            thread.started(run_id)
        return result
    finally:
        thread.sent()


def respond(
    thread: ThreadState, policy: Policy, response: Any, interrupt_id: str | None, options: Mapping[str, Any]
) -> Dialogue[dict[str, Any]]:
    """Answer one interrupt."""
    yield from _ask(thread, policy)
    request = input_respond(thread, thread.to_answer(interrupt_id), response, **options)
    return (yield from _answered(thread, request, policy))


def respond_many(
    thread: ThreadState, policy: Policy, responses: Mapping[str, Any]
) -> Dialogue[dict[str, Any]]:
    """Answer several interrupts at once."""
    yield from _ask(thread, policy)
    answers = [(thread.to_answer(interrupt_id), response) for interrupt_id, response in responses.items()]
    return (yield from _answered(thread, input_respond_many(thread, answers), policy))


def _ask(thread: ThreadState, policy: Policy) -> Dialogue[None]:
    if not thread.settled:
        yield from look_for_interrupts(thread, policy)


def _answered(thread: ThreadState, request: Command, policy: Policy) -> Dialogue[dict[str, Any]]:
    thread.sending()
    try:
        result = yield from commanded(request, policy)
        thread.responded()
        return result
    finally:
        thread.sent()


def output(thread: ThreadState, policy: Policy) -> Dialogue[tuple[bool, Any]]:
    """(True, the thread's values) when its run is over, or (False, beyond): a run is to be read first.

    `beyond` is the interrupted run after which that one comes, or None.
    """
    if thread.unstarted and not thread.busy:
        raise ThreadStreamError("there is no output: no run was started on this new thread")
    if not thread.made and not thread.started_any:
        state = yield from state_of(thread, policy)
        if not state.get("next") and not state.get("tasks"):
            return True, state.get("values")
    outcome = thread.outcome(thread.followed)
    if outcome is None:
        return False, None
    if outcome.ending == "interrupted":
        return False, outcome.run_id
    if outcome.ending != "completed":
        raise _failed(thread, outcome)
    state = yield from state_of(thread, policy)
    return True, state.get("values")


def _failed(thread: ThreadState, outcome: Outcome) -> RunFailedError:
    said = {"run_id": outcome.run_id, "status": outcome.ending, "error": outcome.error}
    return RunFailedError(outcome.error or f"the run {outcome.ending}", body=said, **details(thread))
