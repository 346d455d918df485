"""Server-sent events, read to the letter: what a stream says, and where it is not well formed.

https://html.spec.whatwg.org/multipage/server-sent-events.html, sections 9.2.5 and 9.2.6. A reader forgives
all that stands under `Fault`; a server that is judged has no need of it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `id` is the one that stands in the event itself, None where there is none."""

    name: str
    data: str
    id: str | None = None
    retry: int | None = None

    @property
    def json(self) -> Any:
        """The JSON value of the data; raises ValueError where it is none."""
        return orjson.loads(self.data)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a stream is not well formed; `what` holds no value that varies."""

    line: int
    what: str


@dataclass(slots=True)
class _Event:
    """The event that is being read; `lines` are the lines of its data."""

    lines: list[str]
    name: str = ""
    id: str | None = None
    retry: int | None = None
    fields: int = 0


class Decoder:
    """Bytes in, events out, wherever the bytes are cut. `faults` grows as they are met."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        # Bytes that are no UTF-8 become lone surrogates here, and U+FFFD in what is read.
        self._text = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
        self._begun = self._after_return = False
        self._partial = ""
        self._lines = 0
        self._event = _Event([])

    def feed(self, part: bytes) -> Iterator[Event]:
        """The events that these bytes complete."""
        yield from self._read(self._text.decode(part))

    def close(self) -> Iterator[Event]:
        """The end of the stream; what is not ended by a blank line is no event."""
        yield from self._read(self._text.decode(b"", final=True))
        if self._partial or self._event.fields:
            self._fault("the last event is not ended by a blank line", self._lines + bool(self._partial))

    def _read(self, text: str) -> Iterator[Event]:
        if text and not self._begun:
            self._begun = True
            text = text.removeprefix("\ufeff")
        for letter in text:
            if letter == "\n" and self._after_return:
                self._after_return = False
            elif letter in "\r\n":
                self._after_return = letter == "\r"
                self._lines += 1
                line, self._partial = self._partial, ""
                yield from self._line(line)
            else:
                self._after_return = False
                self._partial += letter

    def _line(self, line: str) -> Iterator[Event]:
        if any("\udc80" <= letter <= "\udcff" for letter in line):
            self._fault("a line is no UTF-8")
            line = "".join("\ufffd" if "\udc80" <= letter <= "\udcff" else letter for letter in line)
        if line == "":
            yield from self._dispatch()
        elif not line.startswith(":"):
            field, colon, value = line.partition(":")
            self._field(field, value.removeprefix(" "), bool(colon))

    def _field(self, field: str, value: str, colon: bool) -> None:
        event = self._event
        event.fields += 1
        if not colon:
            self._fault("a field has no colon")
        if field == "data":
            event.lines.append(value)
        elif field == "event":
            if event.name:
                self._fault("an event has two names")
            event.name = value
        elif field == "id":
            if "\0" in value:
                self._fault("an id holds NUL")
            elif event.id is not None:
                self._fault("an event has two ids")
            else:
                event.id = value
        elif field == "retry":
            if value.isascii() and value.isdecimal():
                event.retry = int(value)
            else:
                self._fault("retry is no number")
        else:
            self._fault("a field has no known name")

    def _dispatch(self) -> Iterator[Event]:
        event, self._event = self._event, _Event([])
        if event.lines:
            yield Event(event.name or "message", "\n".join(event.lines), event.id, event.retry)
        elif event.name:
            self._fault("an event has a name and no data")

    def _fault(self, what: str, line: int | None = None) -> None:
        self.faults.append(Fault(self._lines if line is None else line, what))


def decode(content: bytes) -> tuple[list[Event], list[Fault]]:
    """The events of a whole stream, and its faults."""
    decoder = Decoder()
    events = [*decoder.feed(content), *decoder.close()]
    return events, decoder.faults
