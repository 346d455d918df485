"""Following a stream of events: taken up again where the connection breaks, none lost and none twice."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

import orjson

from ..call import Call
from ..dialogue import CLOSE, READ, Answer, Dialogue, Flow, Open, Pause, Policy, Walk
from ..errors import APIConnectionError, APIResponseValidationError
from ..exchange import details, refuse
from ..guards.warn import warn
from ..resume import TRIES, location
from ..retry import PASSING, backoff, sent
from .decoder import Columns, EventDecoder, EventTooLargeError, RawEvent
from .parts import Reader

FROM_THE_START = "-1"
"""The id that asks for every event that the server has kept of a run."""
_FROM_THE_START_OF_A_THREAD = "-"

_LAST = frozenset({"end", "error"})
_RUN = re.compile(r"(.*/threads/[^/]+/runs/[^/]+)/stream")
_ID = re.compile(r"(\d{1,19})-(\d{1,19})")
# Few enough that reading them makes no work for the garbage collector, which counts what is alive.
_AT_ONCE = 64
_LONGEST_PAUSE = 60.0
# Of chunks; a server that gives all of its events one id must not fill the memory.
_SEEN = 1000


class StreamGapWarning(UserWarning):
    """A stream broke, and what was sent until it stood again is lost: the run is not resumable."""


def follow(call: Call[Any], reader: Reader, *, resumable: bool = False) -> Walk:
    """The walk over a stream's events.

    `resumable` says that the server keeps the events of this run, so that none is lost even if the
    connection breaks before the first.
    """
    asking = replace(
        call, headers={"accept": "text/event-stream", "cache-control": "no-store", **call.headers}
    )
    return lambda policy: _Following(asking, reader, policy, resumable).flow()


@dataclass(slots=True)
class _Following:
    """One stream on its way: where it goes on, after which event, and whether it is over."""

    call: Call[Any]
    reader: Reader
    policy: Policy
    resumable: bool
    again: Call[Any] | None = None
    over: bool = False
    tries: int = 0
    decoder: EventDecoder = field(default_factory=EventDecoder)
    newest: str | None = None
    """The last id that an event had."""
    before: str | None = None
    """The one before it: that to go on after, since several events may have the newest."""
    seen: deque[Columns] = field(default_factory=lambda: deque(maxlen=_SEEN))
    """Before the first break: the chunks that brought the events of the newest id."""
    same: Counter[RawEvent] = field(default_factory=Counter)
    """After it: the events of the newest id."""
    due: Counter[RawEvent] = field(default_factory=Counter)
    """Those of them that will come again on this connection."""
    rejoined: bool = False
    news: bool = False
    """Whether this connection has brought an event."""
    quiet: int = 0
    """How many connections before it brought none."""
    late: bool | None = None
    """Whether it was opened when the run was known to be over; None where nobody has asked."""

    def flow(self) -> Flow:
        self.newest = self.before = self.call.headers.get("last-event-id")
        self.decoder = EventDecoder(self.newest)
        self.rejoined = self.newest is not None
        answer = yield from sent(self.call, self.policy, opened=True)
        if not answer.success:
            yield from refuse(self.call, answer, self.policy)
        self.call.heard(answer.headers)
        while True:
            try:
                self._check(answer)
                self.again = self._again(answer)
                yield from self._events()
                if self.over or (yield from self._is_whole()):
                    return
            except APIConnectionError as error:
                self._count(error)
            answer = yield from self._reopened()

    def _events(self) -> Flow:
        self.news = False
        while chunk := (yield READ):
            try:
                events = self.decoder.columns(chunk)
                if events.names:
                    self.tries = 0
                    self.over = self.over or not _LAST.isdisjoint(events.names)
                    fresh = (yield from self._fresh(events)) if self.rejoined else self._seen(events)
                    self.news = self.news or bool(fresh.names)
                    for some in fresh.by(_AT_ONCE):
                        yield self.reader(some)
            except (EventTooLargeError, ValueError) as error:
                self._unreadable(f"an event cannot be read: {error}", error)

    def _seen(self, events: Columns) -> Columns:
        """The events of the first connection, of which none came before."""
        last = events.ids[-1]
        if last is not None:
            if last != self.newest:
                self.before, self.newest = self.newest, last
                self.seen.clear()
            self.seen.append(events)
        return events

    def _fresh(self, events: Columns) -> Dialogue[Columns]:
        """The events that did not come before."""
        fresh = Columns([], [], [])
        for raw in events.rows():
            if not (yield from self._came(raw)):
                fresh.append(raw)
                self._note(raw)
        return fresh

    def _came(self, raw: RawEvent) -> Dialogue[bool]:
        if self.due[raw]:
            self.due[raw] -= 1
            return True
        if raw.id is None or raw.id != self.newest:
            return _is_before(raw.id, self.newest)
        if raw not in self.same:
            return False
        # While a run is under way the server may send an event both as kept and as new. Two that are alike to
        # the millisecond cannot be told from that; of a run that is over, all are kept.
        if self.late is None:
            self.late = yield from self._is_surely_over(self.again)
        return not self.late

    def _note(self, raw: RawEvent) -> None:
        if raw.id != self.newest or len(self.same) == _SEEN:
            self.same.clear()
        if raw.id != self.newest:
            self.before, self.newest = self.newest, raw.id
        if raw.id is not None:
            self.same[raw] += 1

    def _reopened(self) -> Dialogue[Answer]:
        """The stream, opened again where it broke off."""
        while True:
            yield CLOSE
            if not self.late or self.tries:
                tries = max(self.tries, self.quiet)
                pause = max(backoff(tries, self.policy), (self.decoder.retry or 0) / 1000)
                yield Pause(min(pause, _LONGEST_PAUSE))
            self.late = self.late or (yield from self._is_surely_over(self.again))
            call = self._next_call()
            try:
                answer: Answer = yield Open(call)
            except APIConnectionError as error:
                self._count(error)
                continue
            if answer.success:
                return answer
            if answer.status not in PASSING | {500} or self.tries >= self._limit:
                yield from refuse(call, answer, self.policy)
            self.tries += 1

    def _next_call(self) -> Call[Any]:
        assert self.again is not None
        self.rejoined = True
        self.decoder = EventDecoder(self.newest)
        after = self._after()
        if after is None:
            warn(
                "the stream broke, and events that are sent until it stands again are lost: "
                "a run keeps its events for that only if it is made with stream_resumable=True",
                StreamGapWarning,
            )
            return self.again
        return replace(self.again, headers={**self.again.headers, "last-event-id": after})

    def _after(self) -> str | None:
        """The id to go on after.

        The in-memory server makes ids of milliseconds, so that two events may have the same
        (langgraph-runtime-inmem 0.36.7). After the newest id the second of them would be lost: so it is
        asked for what comes after the one before.
        """
        for raw in (raw for events in self.seen for raw in events.rows()):
            if raw.id == self.newest:
                self.same[raw] += 1
            else:
                self.before = raw.id
        self.seen.clear()
        self.due = self.same.copy()
        if self.before is None and (self.resumable or _ID.fullmatch(self.newest or "")):
            assert self.again is not None
            return FROM_THE_START if _RUN.fullmatch(self.again.path) else _FROM_THE_START_OF_A_THREAD
        return self.before or self.newest

    def _again(self, answer: Answer) -> Call[Any] | None:
        found = location(self.call, answer, self.policy)
        if found is not None:
            # Which modes a reader asked for is not in the Location.
            return replace(found, query={**found.query, **self.call.query})
        return self.again or (self.call if self.call.operation.method == "GET" else None)

    def _is_whole(self) -> Dialogue[bool]:
        """Whether a stream that ended as it should, but without saying so, is whole.

        A proxy that gives up and a server that restarts end it in the same way, and the run may be over by
        the time that it is asked for: it is whole when the run is over and no event is left.
        """
        self.quiet = 0 if self.news else self.quiet + 1
        if not self.late:
            if (yield from self._is_run_over(self.again)):
                self.quiet = 0
                self.late = True
                return not self._has_kept
            return False
        if not self._has_kept:
            return True
        # What is due shows that the server did send what it keeps; it does not keep every kind of event.
        told = not self.due.total() and not self.decoder.within_event
        return not self.news and (told or self.quiet > 1)

    @property
    def _has_kept(self) -> bool:
        """Whether what came can be told from what has not: only kept events have ids."""
        return self.newest is not None or self.resumable

    def _is_surely_over(self, stream: Call[Any] | None) -> Dialogue[bool]:
        """Whether the run was over before its stream is asked for; one that cannot be asked for is not."""
        if stream is None or not _RUN.fullmatch(stream.path):
            return False
        try:
            return (yield from self._is_run_over(replace(stream, max_retries=0)))
        except APIConnectionError:
            return False

    def _is_run_over(self, stream: Call[Any] | None) -> Dialogue[bool]:
        """Whether the run of this stream is over; True as well where there is none to ask for."""
        if stream is None or (run := _RUN.fullmatch(stream.path)) is None:
            return True
        headers = {**self.call.headers, "accept": "application/json"}
        headers.pop("last-event-id", None)
        answer = yield from sent(replace(stream, path=run[1], query={}, headers=headers), self.policy)
        if not answer.success:
            return answer.status not in PASSING | {500}
        try:
            return orjson.loads(answer.content)["status"] not in ("pending", "running")
        except (ValueError, TypeError, KeyError):
            return True

    def _count(self, error: APIConnectionError) -> None:
        if self.again is None or self.tries >= self._limit:
            raise error
        self.tries += 1

    @property
    def _limit(self) -> int:
        given = self.policy.max_retries if self.call.max_retries is None else self.call.max_retries
        return 0 if given == 0 else max(given, TRIES)

    def _check(self, answer: Answer) -> None:
        kind = answer.headers.get("content-type", "no content type")
        if not kind.startswith("text/event-stream"):
            self._unreadable(f"the answer is no stream of events ({kind})", None)

    def _unreadable(self, problem: str, cause: Exception | None) -> NoReturn:
        answer = Answer(200, {}, b"", "")
        raise APIResponseValidationError(problem, **details(self.call, answer)) from cause


def _is_before(one: str | None, other: str | None) -> bool:
    first, second = _order(one), _order(other)
    return first is not None and second is not None and first < second


def _order(event_id: str | None) -> tuple[int, int] | None:
    found = _ID.fullmatch(event_id or "")
    return (int(found[1]), int(found[2])) if found else None
