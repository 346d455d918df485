"""Server-sent events from bytes, to the letter of the WHATWG specification; no I/O.

https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from __future__ import annotations

from typing import NamedTuple

_BOM = b"\xef\xbb\xbf"

# Four times what the server puts into one event at most (MAX_STREAM_CHUNK_SIZE_BYTES, 128 MiB).
_LIMIT = 512 * 1024 * 1024
_LONGEST_RETRY = 10**18

# With `stream_subgraphs` a name holds the id of a task, so that there is no end of names.
_NAMES_KEPT = 64
_NAME_KEPT = 256


class RawEvent(NamedTuple):
    """One event as it was sent.

    `data` has its lines joined by LF and is else as it came; `text` has U+FFFD in place of what is not UTF-8.
    `id` is the last id that the stream gave, with this event or before it; None where it gave none, or an
    empty one.
    """

    event: str
    data: bytes
    id: str | None

    @property
    def text(self) -> str:
        return _text(self.data)


# A NamedTuple made by its own class takes twice as long, a frozen dataclass four times.
_new = tuple.__new__


class EventTooLargeError(Exception):
    """The server began an event and did not end it within the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"an event of the stream is larger than {limit:,} bytes and has not ended")


class EventDecoder:
    """Turns the bytes of one stream into its events, however the bytes are split.

    `last_event_id` is the id to resume after: that of the last block that ended, also of one without data.
    The decoder of a resumed stream is given the one before. `retry` is how long the server wants a client to
    wait before it connects again, in milliseconds; None until it says so.

    An event that the stream ends in is dropped: nothing is to be called at the end. `limit` bounds the bytes
    of an event that has not ended; above it, `feed` raises `EventTooLargeError`.
    """

    def __init__(self, last_event_id: str | None = None, *, limit: int = _LIMIT) -> None:
        self.last_event_id = last_event_id or None
        self.retry: int | None = None
        self._limit = limit
        self._names: dict[bytes, str] = {}
        # Between two blocks, with nothing held back.
        self._idle = False
        self._at_start = True
        self._after_cr = False
        self._line = bytearray()
        self._event = ""
        self._data: bytes | bytearray | None = None
        self._id = self.last_event_id

    def feed(self, chunk: bytes) -> list[RawEvent]:
        """The events that end in these bytes."""
        # The server sends each event as a chunk of its own: event, data, perhaps id. All else is `_read`'s.
        if self._idle:
            line, _, rest = chunk.partition(b"\r\ndata: ")
            event = self._names.get(line)
            if event is not None:
                data, _, rest = rest.partition(b"\r")
                if 10 not in data and (rest == b"\n\r\n" or self._read_id(rest)):
                    return [_new(RawEvent, (event, data, self.last_event_id))]
        return self._read(chunk)

    def _read_id(self, rest: bytes) -> bool:
        """Read `id: value` after the LF of the line before; false for anything else, and nothing is read."""
        value, _, rest = rest[5:].partition(b"\r") if rest[:5] == b"\nid: " else (b"", b"", b"")
        if rest != b"\n\r\n" or 10 in value or 0 in value:
            return False
        self._id = self.last_event_id = _text(value) or None
        return True

    def _read(self, chunk: bytes) -> list[RawEvent]:
        """Read lines of any kind, with short cuts for those that the server sends."""
        events: list[RawEvent] = []
        event, data, names = self._event, self._data, self._names
        for line in self._lines(chunk):
            if not line:
                self.last_event_id = self._id
                if data is not None:
                    data = bytes(data) if isinstance(data, bytearray) else data
                    events.append(_new(RawEvent, (event or "message", data, self._id)))
                event, data = "", None
            elif data is None and line[:6] == b"data: ":
                data = line[6:]
            elif line in names:
                event = names[line]
            else:
                name, value = _field(line)
                if name == b"data":
                    data = _joined(data, value)
                elif name == b"event":
                    event = self._name(line, value)
                else:
                    self._take(name, value)
        self._event, self._data = event, data
        self._idle = not (self._after_cr or self._line or self._at_start or event or data is not None)
        self._idle = self._idle and self._id == self.last_event_id
        if len(self._line) + len(data or b"") > self._limit:
            raise EventTooLargeError(self._limit)
        return events

    def _lines(self, chunk: bytes) -> list[bytes]:
        """The lines that end in the chunk, without their ends."""
        if self._at_start:
            chunk = self._past_bom(chunk)
        if self._after_cr and chunk:
            self._after_cr = False
            chunk = chunk.removeprefix(b"\n")
        # For bytes, other than for str, these are CR, LF and CRLF alone.
        lines = chunk.splitlines()
        rest = b"" if chunk.endswith((b"\r", b"\n")) or not lines else lines.pop()
        if lines and self._line:
            self._line += lines[0]
            lines[0] = bytes(self._line)
            self._line = bytearray()
        self._line += rest
        self._after_cr = self._after_cr or chunk.endswith(b"\r")
        return lines

    def _past_bom(self, chunk: bytes) -> bytes:
        """The chunk without the mark, after what was held back; nothing while all of it may be the mark."""
        chunk = bytes(self._line) + chunk
        self._line.clear()
        if len(chunk) < len(_BOM) and _BOM.startswith(chunk):
            self._line += chunk
            return b""
        self._at_start = False
        return chunk.removeprefix(_BOM)

    def _name(self, line: bytes, value: bytes) -> str:
        name = _text(value)
        if len(line) <= _NAME_KEPT and name:
            if len(self._names) == _NAMES_KEPT:
                self._names.clear()
            self._names[line] = name
        return name

    def _take(self, name: bytes, value: bytes) -> None:
        if name == b"id" and 0 not in value:
            self._id = _text(value) or None
        elif name == b"retry" and value.isdigit():
            digits = value.lstrip(b"0")
            # int() refuses more than 4,300 digits.
            self.retry = int(digits or b"0") if len(digits) < 19 else _LONGEST_RETRY


def _field(line: bytes) -> tuple[bytes, bytes]:
    colon = line.find(b":")
    if colon < 0:
        return line, b""
    # By one slice: a line may be large.
    return line[:colon], line[colon + (2 if line[colon + 1 : colon + 2] == b" " else 1) :]


def _joined(data: bytes | bytearray | None, value: bytes) -> bytes | bytearray:
    if data is None:
        return value
    # One copy for each event, not for each line.
    joined = data if isinstance(data, bytearray) else bytearray(data)
    joined += b"\n"
    joined += value
    return joined


def _text(value: bytes) -> str:
    return value.decode(errors="replace")
