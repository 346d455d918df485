"""What a thread stream asks the server beside its events: runs, the state, what waits for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from agent_server_api.api.runs import runs_get, runs_list
from agent_server_api.api.threads import threads_get, threads_get_state

from ..call import call
from ..dialogue import Dialogue, Pause, Policy
from ..errors import NotFoundError
from ..exchange import exchange
from .follow import Outcome, outcome_of
from .state import ThreadState

if TYPE_CHECKING:
    from agent_server_api.models import Run

# How often it is looked whether a run was started by now.
_STEP = 0.05
# An interrupted run is busy until its interrupts are stored; the server itself waits for that so long.
_SETTLE_STEP, _SETTLE_STEPS = 0.1, 50
_LOOK_FOR_NEXT = 1.0
_RECENT = 10


def target(thread: ThreadState, policy: Policy, beyond: str | None = None) -> Dialogue[str | None]:
    """The run to read, or None for the first one to come; with `beyond`, the one that comes after that.

    Waits for `run.start`: raises RunNotStartedError, and ThreadStreamError where the stream is closed.
    """
    yield from _wait_for_start(thread)
    if (run_id := thread.followed) is not None and run_id != beyond:
        return run_id
    if (after := beyond or thread.answered) is not None:
        found: str | None = yield from _next_run(thread, policy, after)
    else:
        runs = yield from recent_runs(thread, policy)
        found = runs[0].run_id if runs else None
    if found is not None:
        thread.found(found)
    return found


def _wait_for_start(thread: ThreadState) -> Dialogue[None]:
    waited = 0.0
    while thread.waiting and not thread.closed:
        if waited >= thread.start_timeout:
            raise thread.not_started()
        yield Pause(_STEP)
        waited += _STEP
    thread.check_usable()


def _next_run(thread: ThreadState, policy: Policy, after: str) -> Dialogue[str]:
    # Another client may start runs as well: the one that goes on is the oldest that is newer.
    while True:
        runs = yield from recent_runs(thread, policy)
        ids = [run.run_id for run in runs]
        newer = ids[: ids.index(after)] if after in ids else ids
        if newer:
            return newer[-1] if after in ids else newer[0]
        yield Pause(_LOOK_FOR_NEXT)
        thread.check_usable()


def recent_runs(thread: ThreadState, policy: Policy) -> Dialogue[list[Run]]:
    """The thread's newest runs, the newest first."""
    try:
        return (yield from exchange(call(runs_list, thread.thread_id, limit=_RECENT), policy))
    except NotFoundError:
        return []


def ended(thread: ThreadState, policy: Policy, run_id: str) -> Dialogue[Outcome | None]:
    """How a run ended, by its status; None while it has not."""
    try:
        run = yield from exchange(call(runs_get, thread.thread_id, run_id), policy)
    except NotFoundError:
        return Outcome(run_id, "gone", "the run was deleted")
    return outcome_of(run_id, str(run.status))


def settled(thread: ThreadState, policy: Policy, outcome: Outcome) -> Dialogue[Outcome]:
    """What an interrupted run waits for, asked of the thread; a run that waits for nothing was cancelled.

    The events tell too little: the last interrupts of a step come after the word that the run is over
    (facts T13), those of a subgraph to its own namespace alone, and a cancelled run ends in the same
    word (T12).
    """
    for _ in range(_SETTLE_STEPS):
        found = yield from exchange(call(threads_get, thread.thread_id), policy)
        if str(found.status) != "busy":
            break
        yield Pause(_SETTLE_STEP)
    else:
        # Another run is under way already.
        return outcome
    asked = found.to_dict().get("interrupts")
    if thread.settle(asked if isinstance(asked, Mapping) else {}):
        return outcome
    return Outcome(outcome.run_id, "cancelled", "the run was cancelled")


def look_for_interrupts(thread: ThreadState, policy: Policy) -> Dialogue[None]:
    """Learn what waits for an answer, where the run was not read to its end."""
    run_id = thread.followed
    if run_id is None:
        runs = yield from recent_runs(thread, policy)
        run_id = runs[0].run_id if runs else None
    outcome = yield from settled(thread, policy, Outcome(run_id, "interrupted"))
    if thread.interrupted:
        thread.over(outcome)


def state_of(thread: ThreadState, policy: Policy) -> Dialogue[Mapping[str, Any]]:
    """The thread's state."""
    found = yield from exchange(call(threads_get_state, thread.thread_id), policy)
    return found.to_dict()
