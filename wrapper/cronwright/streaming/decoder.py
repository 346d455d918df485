"""Server-sent events from bytes, to the letter of the WHATWG specification; no I/O.

https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

_BOM = b"\xef\xbb\xbf"

# Four times what the server puts into one event at most (MAX_STREAM_CHUNK_SIZE_BYTES, 128 MiB).
_LIMIT = 512 * 1024 * 1024
_LONGEST_RETRY = 10**18

_BLANK, _BEFORE_ID = b"\r\n\r\n", b"\r\nid: "
# From so many bytes on it pays to look at many events at once.
_MANY = 2048
_AFTER_DATA, _AFTER_ID = itemgetter(slice(6, None)), itemgetter(slice(4, None))

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


class Columns(NamedTuple):
    """Events by what they have: as many names as data and ids."""

    names: list[str]
    datas: list[bytes]
    ids: list[str | None]

    def rows(self) -> list[RawEvent]:
        return [_new(RawEvent, event) for event in zip(*self, strict=True)]

    def by(self, count: int) -> Iterator[Columns]:
        """So many events at a time."""
        if len(self.names) <= count:
            yield self
            return
        for first in range(0, len(self.names), count):
            some = slice(first, first + count)
            yield Columns(self.names[some], self.datas[some], self.ids[some])

    def append(self, raw: RawEvent) -> None:
        self.names.append(raw.event)
        self.datas.append(raw.data)
        self.ids.append(raw.id)

    def __add__(self, other: Columns) -> Columns:  # type: ignore[override]
        return Columns(self.names + other.names, self.datas + other.datas, self.ids + other.ids)


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

    @property
    def within_event(self) -> bool:
        """Whether the bytes so far end within an event."""
        return bool(self._line or self._event or self._data is not None or self._id != self.last_event_id)

    def feed(self, chunk: bytes) -> list[RawEvent]:
        """The events that end in these bytes."""
        return self.columns(chunk).rows()

    def columns(self, chunk: bytes) -> Columns:
        """The same by columns, which of many events are made faster than the events."""
        if len(chunk) >= _MANY:
            return self._feed_many(chunk)
        # The server sends each event as a chunk of its own: event, data, perhaps id. All else is `_read`'s.
        if self._idle:
            line, _, rest = chunk.partition(b"\r\ndata: ")
            event = self._names.get(line)
            if event is not None:
                data, _, rest = rest.partition(b"\r")
                if 10 not in data and (rest == b"\n\r\n" or self._read_id(rest)):
                    return Columns([event], [data], [self.last_event_id])
        return self._read(chunk)

    def _read_id(self, rest: bytes) -> bool:
        """Read `id: value` after the LF of the line before; false for anything else, and nothing is read."""
        value, _, rest = rest[5:].partition(b"\r") if rest[:5] == b"\nid: " else (b"", b"", b"")
        if rest != b"\n\r\n" or 10 in value or 0 in value:
            return False
        self._id = self.last_event_id = _text(value) or None
        return True

    def _feed_many(self, chunk: bytes) -> Columns:
        """A large chunk: the end of an event, many whole ones, the beginning of another."""
        last = chunk.rfind(_BLANK) + len(_BLANK)
        if last < len(_BLANK):
            return self._read(chunk)
        first = 0 if self._idle else chunk.find(_BLANK) + len(_BLANK)
        before = self._read(chunk[:first]) if first else Columns([], [], [])
        alike: Columns | None = None
        if self._idle and first < last:
            blocks = chunk[first:last]
            alike = self._read_one_kind(blocks) or self._read_alike(blocks)
        if alike is None:
            return before + self._read(chunk[first:])
        return before + alike + self._read(chunk[last:])

    def _read_one_kind(self, blocks: bytes) -> Columns | None:
        """Whole events of one name, as of a model's tokens, with an id or without; None for any other.

        What stands between two of them is always the same, so that one split gives them all. Where anything
        else is among them, an end of a line is left.
        """
        line = blocks[: blocks.find(b"\r\n")]
        head = line + b"\r\ndata: "
        if not self._know([line]) or not blocks.startswith(head):
            return None
        pieces = blocks[len(head) : -len(_BLANK)].split(_BLANK + head)
        names, datas = [self._names[line]] * len(pieces), pieces
        ids: list[str | None] = [self.last_event_id] * len(pieces)
        if _BEFORE_ID in pieces[0]:
            # Of several in one piece the last is found, and the others stay in its data.
            first, between, last = zip(*map(bytes.rpartition, pieces, repeat(_BEFORE_ID)), strict=True)
            datas, told = [*first], _ids(last)
            if told is None or len(told) != len(pieces) or between.count(_BEFORE_ID) != len(pieces):
                return None
            ids = [*told]
        rest = b"".join(datas)
        if b"\n" in rest or b"\r" in rest:
            return None
        self._id = self.last_event_id = ids[-1]
        return Columns(names, datas, ids)

    def _read_alike(self, blocks: bytes) -> Columns | None:
        """Whole events, each of the lines event, data and, in all or in none, id; None for any other."""
        lines = blocks.split(b"\r\n")
        ends = len(lines) - 1
        each = 4 if lines[2][:4] == b"id: " else 3
        if ends % each or any(lines[each - 1 : ends : each]):
            return None
        rest = b"".join(lines)
        names, datas = lines[0:ends:each], lines[1:ends:each]
        odd = b"\r" in rest or b"\n" in rest or b"\0" in rest
        if odd or not self._know(names) or not all(map(bytes.startswith, datas, repeat(b"data: "))):
            return None
        ids: list[str | None] = [self.last_event_id] * len(names)
        if each == 4:
            told = lines[2:ends:4]
            if not all(map(bytes.startswith, told, repeat(b"id: "))):
                return None
            if (values := _ids([*map(_AFTER_ID, told)])) is None:
                return None
            ids = [*values]
            self._id = self.last_event_id = values[-1]
        return Columns([*map(self._names.__getitem__, names)], [*map(_AFTER_DATA, datas)], ids)

    def _know(self, lines: list[bytes]) -> bool:
        """Learn the names of events; false where something else is among them, or there are too many."""
        found = set(lines)
        for line in found - self._names.keys():
            if line[:7] != b"event: " or not self._name(line, line[7:]):
                return False
        return found <= self._names.keys()

    def _read(self, chunk: bytes) -> Columns:
        """Read lines of any kind, with short cuts for those that the server sends."""
        found = Columns([], [], [])
        event, data, names = self._event, self._data, self._names
        for line in self._lines(chunk):
            if not line:
                self.last_event_id = self._id
                if data is not None:
                    whole = bytes(data) if isinstance(data, bytearray) else data
                    found.append(_new(RawEvent, (event or "message", whole, self._id)))
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
        return found

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


def _ids(values: Sequence[bytes]) -> list[str] | None:
    """Ids as text; none where one of them says something else: nothing, or what is to be ignored."""
    joined = b"\n".join(values)
    found = _text(joined).split("\n")
    return None if b"\0" in joined or b"\r" in joined or "" in found else found


def _text(value: bytes) -> str:
    return value.decode(errors="replace")
