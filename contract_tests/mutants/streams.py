"""Planted breaches of the streams of runs."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from mutants.message import Answer, Request
from mutants.mutant import Mutant


class _Stream(Mutant):
    resource = "streams"
    rule = "stream"
    needs = "runs"


def _all_but_the_last(events: Iterator[bytes]) -> Generator[bytes, None, bytes]:
    held = b""
    for event in events:
        if held:
            yield held
        held = event
    return held


class LosesTheLastEvent(_Stream):
    """A stream ends one event too early."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        yield from _all_but_the_last(events)


class LosesTheFirstEvent(_Stream):
    """A stream does not begin with the event that names its run."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        return (event for event in events if not event.startswith(b"event: metadata"))


class LosesAnEvent(_Stream):
    """A stream leaves out the second of its values."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        values = 0
        for event in events:
            values += event.startswith(b"event: values")
            if not (event.startswith(b"event: values") and values == 2):
                yield event


class DoublesAnEvent(_Stream):
    """A stream gives each of its events twice."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        for event in events:
            yield event
            if _is_event(event):
                yield event


class SwapsEvents(_Stream):
    """A stream gives its events in another order than they were made in."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        held: bytes | None = None
        for event in events:
            if event.startswith(b"event: metadata") or not _is_event(event):
                yield event
            elif held is None:
                held = event
            else:
                yield event
                yield held
                held = None
        if held is not None:
            yield held


class DataIsNoJson(_Stream):
    """The data of a stream's values are no JSON."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        for event in events:
            yield event.replace(b'data: {"', b"data: {'") if event.startswith(b"event: values") else event


class EventsHaveNoName(_Stream):
    """The events of a stream do not say what they are."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        return (re.sub(rb"^event:.*\r?\n", b"", event) for event in events)


class IdsAreTheSame(_Stream):
    """All events of a stream have the same id, so that nobody can resume after one."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        return (re.sub(rb"(?m)^id: [^\r\n]*", b"id: 1-0", event) for event in events)


class LastEventIsCut(_Stream):
    """The last event of a stream lacks the blank line that ends it."""

    operations = ("runs_stream", "runs_stream_stateless")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        last = yield from _all_but_the_last(events)
        yield last.rstrip()


class ComesAsJson(_Stream):
    """A stream says of itself that it is application/json."""

    operations = ("runs_stream", "runs_stream_stateless")
    rule = "content_type"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.headers.set("content-type", "application/json")


class ResumesFromTheStart(_Stream):
    """A stream that is resumed after an event gives all events again."""

    operations = ("runs_join_stream",)

    def before(self, request: Request) -> None:
        if request.headers.get("last-event-id"):
            request.headers.set("last-event-id", "-1")


class IsOfOldValues(_Stream):
    """The last values of a stream are not those that the thread then has."""

    operations = ("runs_stream",)
    rule = "stored"

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        first: bytes | None = None
        for event in events:
            data = re.search(rb"(?m)^data: [^\r\n]*", event)
            if event.startswith(b"event: values") and data:
                first = first or data[0]
                yield event.replace(data[0], first)
            else:
                yield event


def _is_event(piece: bytes) -> bool:
    """Not a comment that only keeps the connection alive."""
    return piece.startswith(b"event:")
