"""The decoder reads server-sent events to the letter of the specification, however they are split."""

from __future__ import annotations

import json
import re
import tracemalloc
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cronwright.streaming.decoder import EventDecoder, EventTooLargeError, RawEvent

from .reference import read

RECORDED = Path(__file__).with_name("recorded")
BOM = b"\xef\xbb\xbf"


def decoded(*chunks: bytes) -> list[RawEvent]:
    decoder = EventDecoder()
    return [event for chunk in chunks for event in decoder.feed(chunk)]


@pytest.mark.parametrize(
    ("stream", "events"),
    [
        (b"data: a\n\n", [("message", b"a", None)]),
        (b"data:a\n\n", [("message", b"a", None)]),
        (b"data:  a \n\n", [("message", b" a ", None)]),
        (b"data: a:b\n\n", [("message", b"a:b", None)]),
        (b"data: a\ndata\ndata: b\n\n", [("message", b"a\n\nb", None)]),
        (b"data\n\n", [("message", b"", None)]),
        (b"data:\n\n", [("message", b"", None)]),
        (b"data\ndata\n\n", [("message", b"\n", None)]),
        (
            b"data: \xe2\x80\xa8\x0b\x0c\x1c\xc2\x85\n\n",
            [("message", b"\xe2\x80\xa8\x0b\x0c\x1c\xc2\x85", None)],
        ),
        (b"event: e\ndata: a\n\ndata: b\n\n", [("e", b"a", None), ("message", b"b", None)]),
        (b"event: e\nevent\ndata: a\n\n", [("message", b"a", None)]),
        (b"event: e\n\ndata: a\n\n", [("message", b"a", None)]),
        (b": a comment\n:\ndata: a\n:data: b\n\n", [("message", b"a", None)]),
        (b"Data: a\n data: b\nother: c\n\n", []),
        (b"\n\n\r\r\r\n\r\n", []),
        (b"data: a\n", []),
        (b"data: a", []),
        (b"data: a\n\ndata: b\n", [("message", b"a", None)]),
    ],
)
def test_fields(stream: bytes, events: list[tuple[str, bytes, str | None]]) -> None:
    """One space after the colon goes; lines of data are joined; no data, no end: no event."""
    assert decoded(stream) == events


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_each_kind_of_line_end(end: bytes) -> None:
    """CR, LF and CRLF end a line, the last line of a chunk at once."""
    stream = end.join([b"event: e", b"data: a", b"data: b", b"", b"data: c", b"", b""])
    expected = [("e", b"a\nb", None), ("message", b"c", None)]
    assert decoded(stream) == expected
    assert decoded(*(stream[n : n + 1] for n in range(len(stream)))) == expected


def test_a_cr_waits_for_nothing() -> None:
    """The event is there with the CR; an LF that follows belongs to that CR, and one more does not."""
    decoder = EventDecoder()
    assert decoder.feed(b"data: a\r\n\r") == [("message", b"a", None)]
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\ndata: b\r") == []
    assert decoder.feed(b"\n") == []
    assert decoder.feed(b"\n") == [("message", b"b", None)]


def test_one_mark_at_the_start_is_removed() -> None:
    """A second one, or one further down, is part of the field's name; less than a mark is not one."""
    assert decoded(BOM + b"data: a\n\n") == [("message", b"a", None)]
    assert decoded(BOM[:1], BOM[1:2], BOM[2:] + b"data: a\n\n") == [("message", b"a", None)]
    assert decoded(BOM + BOM + b"data: a\n\n") == []
    assert decoded(b"\n" + BOM + b"data: a\n\n") == []
    assert decoded(BOM[:2], b"data: a\n\n") == []
    assert decoded(BOM[:2], b"\ndata: a\n\n") == [("message", b"a", None)]


def test_what_is_not_utf8_is_replaced() -> None:
    """In `text`, in names and in ids."""
    decoder = EventDecoder()
    (event,) = decoder.feed(b"id: \xff\nevent: \xf0\x9f\ndata: \xe4\xb8\n\n")
    assert (event.event, event.text, event.id) == ("�", "�", "�")


def test_the_last_id_is_kept() -> None:
    """It counts from the end of its block, also of one without data; NUL voids it, and "" resets it."""
    decoder = EventDecoder()
    ids = []
    for chunk in (b"data\n\n", b"id: 1\n", b"data\n\n", b"data\n\n", b"id: 2\n\n", b"data\n\nid: \0\n\n"):
        ids += [event.id for event in decoder.feed(chunk)] + [decoder.last_event_id]
    assert ids == [None, None, None, "1", "1", "1", "1", "2", "2", "2"]
    decoder.feed(b"id: 3\ndata: never ended\n")
    assert decoder.last_event_id == "2"
    assert decoder.feed(b"\nid\ndata\n\n") == [("message", b"never ended", "3"), ("message", b"", None)]
    assert decoder.last_event_id is None


def test_a_resumed_stream_goes_on_from_the_id_before() -> None:
    """An event without an id of its own has the one that the decoder was given."""
    decoder = EventDecoder("7")
    assert decoder.feed(b"data\n\n") == [("message", b"", "7")]
    assert decoder.last_event_id == "7"
    assert EventDecoder("").last_event_id is None


@pytest.mark.parametrize(
    ("value", "retry"),
    [
        (b"3000", 3000),
        (b"0", 0),
        (b"0" * 5000 + b"5", 5),
        (b"9" * 5000, 10**18),
        (b"", 1),
        (b"-1", 1),
        (b"1.5", 1),
        (b" 2", 1),
        (b"2 ", 1),
        (b"1_000", 1),
        ("٣".encode(), 1),
    ],
)
def test_retry_is_digits_alone(value: bytes, retry: int) -> None:
    """Anything else leaves it as it was; it counts at once, and what nobody can wait for is cut down."""
    decoder = EventDecoder()
    assert decoder.retry is None
    decoder.feed(b"retry: 1\nretry: " + value + b"\n")
    assert decoder.retry == retry


@pytest.mark.parametrize("step", [1, 7, 1000, 65536])
@pytest.mark.parametrize("path", sorted(RECORDED.iterdir()), ids=lambda path: path.stem)
def test_recorded_streams(path: Path, step: int) -> None:
    """Streams of a real server (0.16.7) give each event that they hold, with JSON for its data."""
    stream = path.read_bytes()
    blocks = re.findall(rb"event: (.*)\r\ndata: (.*)\r\n(?:id: (.*)\r\n)?\r\n", stream)
    assert len(blocks) == stream.count(b"event: ") >= 2
    events = decoded(*(stream[n : n + step] for n in range(0, len(stream), step)))
    assert events == [(event.decode(), data, id.decode() or None) for event, data, id in blocks]
    assert all(isinstance(json.loads(data), dict) for _, data, _ in events)


def test_what_the_server_sends() -> None:
    """Lines end with CRLF, each event has data, and a stream ends after its last one: no `end` comes."""
    streams = {path.stem: path.read_bytes() for path in RECORDED.iterdir()}
    names = {stem: [event for event, _, _ in decoded(stream)] for stem, stream in streams.items()}
    assert names["stateless"] == names["stateful"] == names["heartbeat"] == ["metadata", "values", "values"]
    assert names["resumable"] == ["metadata", "values", "updates", "updates", "values"]
    assert names["error"] == ["metadata", "values", "error"]
    assert b"\r\n\r\n: heartbeat\r\n\r\n" in streams["heartbeat"]
    for stream in streams.values():
        assert stream.count(b"\n") == stream.count(b"\r") == stream.count(b"\r\n")


_PIECES = [b":", b" ", b"\r", b"\n", b"\0", b"1", b"\xf0\x9f\x98\x80", b"\xc3", b"\x80", b"\xe2\x80\xa8", BOM]
_END = st.sampled_from([b"\r\n"] * 8 + [b"\n", b"\n", b"\r", b"", b"\n\r\n", b"\r\r\n", b"\n\n"])
_VALUE = st.one_of(st.just(b"{}"), st.lists(st.sampled_from(_PIECES), max_size=3).map(b"".join))


def _line(*fields: bytes) -> st.SearchStrategy[bytes]:
    return st.tuples(st.sampled_from(fields), _VALUE, _END).map(b"".join)


_HEADS = [b"event: values", b"event: values", b"event: ", b"event:e", b"event", b"event: \xff", b": c", b"\n"]
# A block as the server sends it, or nearly so: the short cuts are taken, and left half way.
_BLOCK = st.tuples(
    st.tuples(st.sampled_from(_HEADS), _END).map(b"".join),
    _line(b"data: ", b"data: ", b"data: ", b"data:", b"data"),
    st.one_of(st.just(b""), _line(b"id: ", b"id: ", b"id:", b"idx ", b"retry: 1", b"retry:", b"data: ")),
    _END,
    st.sampled_from([b""] * 4 + [b"\n", b"data", b"event: values\r\ndata: ", b"id: 3\r\n"]),
).map(b"".join)
_WARM = b"event: values\r\ndata: {}\r\n\r\n"


@settings(max_examples=1000)
@given(
    start=st.sampled_from([_WARM * 2, _WARM + b"id: 9\r\n\r\n", BOM, BOM + _WARM, b""]),
    chunks=st.lists(st.one_of(_BLOCK, _BLOCK, st.binary(max_size=4)), max_size=8),
    cuts=st.lists(st.integers(0, 300)),
)
def test_any_stream_split_anywhere(start: bytes, chunks: list[bytes], cuts: list[int]) -> None:
    """After each chunk there is what the specification, read step by step, makes of all bytes so far."""
    stream = start + b"".join(chunks)
    for pieces in ([start, *chunks], _split(stream, cuts), [stream]):
        decoder, events, fed = EventDecoder(), list[RawEvent](), b""
        for piece in pieces:
            events += decoder.feed(piece)
            fed += piece
            expected = read(fed)
            assert [(event.event, event.text, event.id or "") for event in events] == expected.events
            assert (decoder.last_event_id or "", decoder.retry) == (expected.last_event_id, expected.retry)


def _split(stream: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    return [stream[start:end] for start, end in pairwise(places)]


def test_a_large_event_is_held_no_more_than_three_times() -> None:
    """50 MB on one line, 64 KiB at a time: the line, its value, and what its buffer grew by."""
    piece, count = b"x" * 65536, 800
    tracemalloc.start()
    try:
        decoder = EventDecoder()
        assert not decoder.feed(b"data: ")
        for _ in range(count):
            assert not decoder.feed(piece)
        (event,) = decoder.feed(b"\n\n")
        assert len(event.data) == count * len(piece)
        assert tracemalloc.get_traced_memory()[1] < 3 * len(event.data)
    finally:
        tracemalloc.stop()


def test_memory_stays_flat() -> None:
    """Ten thousand events, each with a name of its own, leave nothing behind."""

    def block(n: int) -> bytes:
        return b"event: values|node:%d\r\ndata: %d\r\nid: %d\r\n\r\n" % (n, n, n)

    decoder = EventDecoder()
    tracemalloc.start()
    try:
        for n in range(1000):
            decoder.feed(block(n))
        before = tracemalloc.get_traced_memory()[0]
        for n in range(10_000):
            decoder.feed(block(n))
        assert tracemalloc.get_traced_memory()[0] - before < 16 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("piece", [b"x" * 10, b"\ndata: xx"])
def test_an_event_without_end_is_bounded(piece: bytes) -> None:
    """A line that goes on, or line after line, is an error above the limit; what has ended is not counted."""
    decoder = EventDecoder(limit=100)
    for _ in range(100):
        decoder.feed(b"data: xxx\r\n\r\n: a comment\r\n")
    decoder.feed(b"data: ")
    with pytest.raises(EventTooLargeError, match="larger than 100 bytes"):
        for _ in range(40):
            decoder.feed(piece)


_ODD = st.sampled_from(
    [b"", b": beat\r\n\r\n", b"\r\n", b"id\r\n\r\n", b"retry: 5\r\n\r\n", b"data: alone\n\n"]
)


# Names that take turns, each with an id, or with a line that only looks like one.
_IN_TURN: dict[str, Any] = {
    "names": [b"event: values\r\n", b"event: updates\r\n"],
    "end": b"\r\n",
    "data": b"{}",
    "odd": [],
    "cuts": [],
}


@settings(max_examples=300, deadline=None)
@example(ids=b"id: %d-0\r\n", **_IN_TURN)
@example(ids=b"ix: %d-0\r\n", **_IN_TURN)
@given(
    ids=st.sampled_from([b"id: %d-0\r\n", b"", b"id: \xff%d\r\n", b"id: %d\0\r\n", b"id:%d\r\n"]),
    names=st.lists(
        st.sampled_from([b"event: values\r\n", b"event: e\xc2\x85\r\n", b"event:x\r\n", b"evil: x\r\n", b""]),
        min_size=1,
        max_size=3,
    ),
    end=st.sampled_from([b"\r\n", b"\n"]),
    data=st.sampled_from([b'{"a":1}', b"a\nb", b"", b"x" * 300]),
    odd=st.lists(st.tuples(st.integers(0, 200), _ODD), max_size=3),
    cuts=st.lists(st.integers(0, 9000), max_size=4),
)
def test_many_events_in_one_chunk(
    ids: bytes, names: list[bytes], end: bytes, data: bytes, odd: list[tuple[int, bytes]], cuts: list[int]
) -> None:
    """Large chunks have a way of their own, which sees only what is alike; all else is read as ever."""
    events = [
        name + b"data: " + data + b"\r\n" + (ids % number if b"%" in ids else ids) + b"\r\n"
        for number, name in zip(range(200), cycle(names), strict=False)
    ]
    for place, text in odd:
        events[place:place] = [text]
    stream = b"".join(events).replace(b"\r\n", end)
    decoder = EventDecoder()
    found = [event for chunk in _split(stream, cuts) for event in decoder.feed(chunk)]
    told = [(event.event, event.text, event.id or "") for event in found]
    assert told == read(stream).events
