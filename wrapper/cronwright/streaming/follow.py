"""Following a stream of events: taken up again where the connection breaks, none lost and none twice."""

from __future__ import annotations

import re
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
"""The id that asks for every event that the server has kept."""

_LAST = frozenset({"end", "error"})
_RUN = re.compile(r"(.*/threads/[^/]+/runs/[^/]+)/stream")
_ID = re.compile(r"(\d{1,19})-(\d{1,19})")
# Few enough that reading them makes no work for the garbage collector, which counts what is alive.
_AT_ONCE = 64
_LONGEST_PAUSE = 60.0


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
    last: RawEvent | None = None
    rejoined: bool = False

    def flow(self) -> Flow:
        self.decoder = EventDecoder(self.call.headers.get("last-event-id"))
        self.rejoined = self.decoder.last_event_id is not None
        answer = yield from sent(self.call, self.policy, opened=True)
        if not answer.success:
            yield from refuse(self.call, answer, self.policy)
        self.call.heard(answer.headers)
        while True:
            try:
                self._check(answer)
                self.again = self._again(answer)
                yield from self._events()
                if self.over or (yield from self._is_run_over()):
                    return
            except APIConnectionError as error:
                self._count(error)
            answer = yield from self._reopened()

    def _events(self) -> Flow:
        while chunk := (yield READ):
            try:
                events = self.decoder.columns(chunk)
                if events.names:
                    self.tries = 0
                    self.over = self.over or not _LAST.isdisjoint(events.names)
                    for some in self._fresh(events).by(_AT_ONCE):
                        yield self.reader(some)
            except (EventTooLargeError, ValueError) as error:
                self._unreadable(f"an event cannot be read: {error}", error)

    def _fresh(self, events: Columns) -> Columns:
        """The events that did not come before: the server may send one both as kept and as new."""
        if not self.rejoined:
            self.last = events.last
            return events
        fresh = Columns([], [], [])
        for raw in events.rows():
            if self.last is None or not _comes_again(raw, self.last):
                fresh.append(raw)
                self.last = raw
        return fresh

    def _reopened(self) -> Dialogue[Answer]:
        """The stream, opened again where it broke off."""
        while True:
            yield CLOSE
            pause = max(backoff(self.tries, self.policy), (self.decoder.retry or 0) / 1000)
            yield Pause(min(pause, _LONGEST_PAUSE))
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
        after = self.decoder.last_event_id
        self.decoder = EventDecoder(after)
        if after is None and self.resumable:
            after = FROM_THE_START
        if after is None:
            warn(
                "the stream broke, and events that are sent until it stands again are lost: "
                "a run keeps its events for that only if it is made with stream_resumable=True",
                StreamGapWarning,
            )
            return self.again
        return replace(self.again, headers={**self.again.headers, "last-event-id": after})

    def _again(self, answer: Answer) -> Call[Any] | None:
        found = location(self.call, answer, self.policy)
        if found is not None:
            # Which modes a reader asked for is not in the Location.
            return replace(found, query={**found.query, **self.call.query})
        return self.again or (self.call if self.call.operation.method == "GET" else None)

    def _is_run_over(self) -> Dialogue[bool]:
        """Whether a stream that ended as it should, but without saying so, did end with its run.

        A proxy that gives up and a server that restarts end it in the same way.
        """
        if self.again is None or (run := _RUN.fullmatch(self.again.path)) is None:
            return True
        asking = replace(
            self.again, path=run[1], query={}, headers={**self.call.headers, "accept": "application/json"}
        )
        answer = yield from sent(asking, self.policy)
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


def _comes_again(raw: RawEvent, last: RawEvent) -> bool:
    one, other = _order(raw.id), _order(last.id)
    if one is None or other is None or one > other:
        return False
    # An event without an id of its own has that of the one before it.
    return one < other or raw == last


def _order(event_id: str | None) -> tuple[int, int] | None:
    found = _ID.fullmatch(event_id or "")
    return (int(found[1]), int(found[2])) if found else None
