"""The dialogue of one reader: open, read, go on after a drop, stop when the run is over.

It yields steps to its shell and lists of events to its reader. What it must remember from one connection
to the next stands in a `Place`, so that it can be left at any step and begun anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from agent_server_api.api.threads import threads_stream_events
from agent_server_api.models import ProtocolEventStreamRequest

from ..call import Call, call
from ..dialogue import CLOSE, READ, Dialogue, Flow, Pause, Policy
from ..errors import APIConnectionError, APIResponseValidationError
from ..exchange import refuse
from ..resume import TRIES
from ..retry import PASSING, backoff, sent
from ..streaming.decoder import EventTooLargeError
from .cursor import Renumbered
from .errors import EventsLostError
from .events import Event
from .follow import Follower, Outcome
from .lookups import ended, settled, state_of, target
from .place import Place, Snapshot

if TYPE_CHECKING:
    from ..dialogue import Answer
    from .state import ThreadState

# Quiet beats after which the run's status is asked for; a beat is 5 s (facts T7).
_ASK_AT = frozenset({1, 2, 4, 8})
_ASK_EACH = 12


def reading(thread: ThreadState, place: Place, policy: Policy) -> Flow:
    """Read the events of one run, up to its end.

    Raises what any call raises; APIConnectionError where the connection is lost and cannot be had again,
    EventsLostError where it can, but the server has forgotten what came between.
    """
    if place.follower is None:
        run_id = place.run_id or (yield from target(thread, policy, place.beyond))
        place.follower = Follower(run_id)
    while True:
        dropped: APIConnectionError | None = None
        try:
            yield from _opened(thread, place, policy)
            yield from _events(thread, place, policy)
            if thread.closed:
                return
            if (outcome := place.follower.outcome) is not None:
                yield CLOSE
                yield from _over(thread, policy, outcome)
                return
        except Renumbered:
            yield CLOSE
            continue
        except APIConnectionError as error:
            if thread.closed:
                return
            dropped = error
            yield CLOSE
        place.tries += 1
        limit = max(policy.max_retries, TRIES) if policy.max_retries else 0
        if place.tries > limit or not place.opened or not place.cursor.resumable:
            raise dropped or broken(thread, "the server ended it before the run was over, time and again")
        yield Pause(backoff(place.tries, policy))


def _opened(thread: ThreadState, place: Place, policy: Policy) -> Dialogue[None]:
    request = _request(thread, place.wanted.watched().body(place.cursor.reopen()))
    request = request.options(headers={"accept": "text/event-stream", "cache-control": "no-store"})
    answer: Answer = yield from sent(request, policy, opened=True)
    if not answer.success:
        if place.opened and answer.status in PASSING | {500}:
            raise broken(thread, f"the server answers {answer.status}")
        yield from refuse(request, answer, policy)
    place.opened = True
    kind = answer.headers.get("content-type", "text/event-stream")
    if not kind.startswith("text/event-stream"):
        yield CLOSE
        raise _unusable(request, answer, f"the answer is no stream of events ({kind})")
    if place.snapshot:
        place.snapshot = False
        state = yield from state_of(thread, policy)
        yield [Snapshot(state.get("values"))]


def _request(thread: ThreadState, body: ProtocolEventStreamRequest) -> Call[Any]:
    return call(threads_stream_events, thread.thread_id, body=body)


def _events(thread: ThreadState, place: Place, policy: Policy) -> Dialogue[None]:
    decoder = place.decoder()
    assert place.follower is not None
    while chunk := (yield READ):
        if thread.closed:
            break
        try:
            said = decoder.feed(chunk)
        except EventTooLargeError as error:
            raise broken(thread, str(error)) from error
        events = [event for data in said if (event := _event(data, thread, place))]
        if events:
            place.tries, place.quiet, place.maybe = 0, 0, None
            yield events
        elif chunk[:1] in b": ":
            yield from _quiet(thread, place, policy)
        if place.follower.outcome is not None:
            break


def _event(data: bytes, thread: ThreadState, place: Place) -> Event | None:
    """A new event of the run, or None."""
    try:
        event = Event(orjson.loads(data))
    except (ValueError, TypeError):
        raise broken(thread, "an event is no JSON object") from None
    if event.get("type") != "event" and not event.method:
        _check_said(event, thread)
        return None
    assert place.follower is not None
    if place.cursor.renumbered and event.ends_run and event.run_id == place.follower.run_id:
        raise _lost("what came between two connections")
    if not place.cursor.takes(event) or not place.follower.takes(event):
        return None
    thread.observe(event)
    return event


def _check_said(said: Event, thread: ThreadState) -> None:
    """The answer to a subscription by WebSocket, or the server's word that it must stop."""
    if said.get("type") == "success":
        return
    raise broken(thread, f"the server says: {said.get('message') or said.get('error') or 'it failed'}")


def _quiet(thread: ThreadState, place: Place, policy: Policy) -> Dialogue[None]:
    """Nothing comes but signs of life: is the run over, and its end was not told (facts T12)?"""
    follower = place.follower
    assert follower is not None
    place.cursor.check_found()
    place.quiet += 1
    if follower.run_id is None:
        return
    if place.maybe is None and place.quiet not in _ASK_AT and place.quiet % _ASK_EACH:
        return
    outcome = yield from ended(thread, policy, follower.run_id)
    if outcome is None:
        place.maybe = None
    elif place.maybe is None:
        # What ended it may be on its way: it is over if nothing comes up to the next sign of life.
        place.maybe = outcome
    elif place.cursor.renumbered:
        raise _lost("what came between two connections")
    elif not follower.begun and thread.started_here(follower.run_id) and outcome.ending != "gone":
        thread.over(outcome)
        raise _lost(f"the events of run {follower.run_id}")
    else:
        follower.outcome = outcome


def _over(thread: ThreadState, policy: Policy, outcome: Outcome) -> Dialogue[None]:
    if outcome.ending == "interrupted" and thread.outcome(outcome.run_id) is None:
        outcome = yield from settled(thread, policy, outcome)
    thread.over(outcome)


def _lost(what: str) -> EventsLostError:
    return EventsLostError(f"the server does not have {what} any more; the thread's state is as ever")


def broken(thread: ThreadState, problem: str) -> APIConnectionError:
    """The error for a stream that broke."""
    return APIConnectionError(f"the stream broke: {problem}", **details(thread))


def details(thread: ThreadState) -> dict[str, Any]:
    """What an error of the stream tells of where it stood."""
    request = _request(thread, ProtocolEventStreamRequest(channels=[]))
    return {"operation": request.operation, "path": request.path, "request_id": None}


def _unusable(request: Call[Any], answer: Answer, problem: str) -> APIResponseValidationError:
    return APIResponseValidationError(
        problem,
        operation=request.operation,
        path=request.path,
        status=answer.status,
        request_id=answer.request_id,
    )
