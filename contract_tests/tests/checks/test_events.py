"""The decoder of server-sent events: what the standard says, wherever the bytes are cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cronwright_contract.events import Decoder, Event, decode

# One line of a field: no end of line, and no space that would be taken for the one after the colon.
_LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=8)
_ENDS = st.sampled_from(["\n", "\r", "\r\n"])


@st.composite
def streams(draw: st.DrawFn) -> tuple[bytes, list[Event]]:
    """A well-formed stream, written in one of the ways that the standard allows, and its events."""
    end, text = draw(_ENDS), draw(st.sampled_from(["", "\ufeff"]))
    events = []
    for _ in range(draw(st.integers(0, 4))):
        lines = draw(st.lists(_LINE, min_size=1, max_size=3))
        name = draw(st.none() | st.sampled_from(["values", "error"]))
        id = draw(st.none() | _LINE)
        retry = draw(st.none() | st.integers(0, 10**6))
        events.append(Event(name or "message", "\n".join(lines), id, retry))
        fields = [f"data: {line}" for line in lines]
        fields += [] if name is None else [f"event: {name}"]
        fields += [] if id is None else [f"id:{' ' if id.startswith(' ') else ''}{id}"]
        fields += [] if retry is None else [f"retry: {retry}"]
        fields += draw(st.lists(st.just(": ping"), max_size=1))
        text += "".join(field + end for field in fields) + end
    return text.encode(), events


@settings(deadline=None, derandomize=True)
@given(streams(), st.data())
def test_events_are_the_same_wherever_the_bytes_are_cut(
    stream: tuple[bytes, list[Event]], data: st.DataObject
) -> None:
    """LF, CR, CRLF, a BOM, comments, and cuts within a character or between CR and LF."""
    content, events = stream
    cuts = sorted(data.draw(st.lists(st.integers(0, len(content)), max_size=6)))
    decoder = Decoder()
    found: list[Event] = []
    for start, stop in pairwise([0, *cuts, len(content)]):
        found += [*decoder.feed(content[start:stop])]
    assert [*found, *decoder.close()] == events
    assert decoder.faults == []


@settings(deadline=None, derandomize=True)
@given(streams())
def test_every_byte_by_itself_gives_the_same(stream: tuple[bytes, list[Event]]) -> None:
    """The finest cut of all."""
    content, events = stream
    decoder = Decoder()
    found = [event for byte in content for event in decoder.feed(bytes([byte]))]
    assert [*found, *decoder.close()] == events


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b"data: 1\n", "the last event is not ended by a blank line", 1),
        (b"data: 1\n\ndata: 2", "the last event is not ended by a blank line", 3),
        (b"data: 1\n\nevent: a\n\n", "an event has a name and no data", 4),
        (b"data\n\n", "a field has no colon", 1),
        (b"date: 1\ndata: 1\n\n", "a field has no known name", 1),
        (b"data: 1\nretry: soon\n\n", "retry is no number", 2),
        (b"data: 1\nid: 1\nid: 2\n\n", "an event has two ids", 3),
        (b"data: 1\nid: a\0b\n\n", "an id holds NUL", 2),
        (b"event: a\nevent: b\ndata: 1\n\n", "an event has two names", 2),
        (b"data: \xff\n\n", "a line is no UTF-8", 1),
    ],
)
def test_what_is_malformed_is_named_with_its_line(content: bytes, what: str, line: int) -> None:
    """Each of these a forgiving reader passes over in silence."""
    _, (fault,) = decode(content)
    assert (fault.what, fault.line) == (what, line)


@pytest.mark.parametrize(
    ("content", "events"),
    [
        (b"data: YHOO\ndata: +2\ndata: 10\n\n", [Event("message", "YHOO\n+2\n10")]),
        (b": a comment\n\ndata: first\nid: 1\n\ndata:second\nid\n\n", ["first", "second"]),
        (b"data:  third event\n\n", [Event("message", " third event")]),
        (b"data\n\ndata\ndata\n\ndata:", ["", "\n"]),
        (b"data:test\n\ndata: test\n\n", ["test", "test"]),
        (b"data: \xff\n\n", ["\ufffd"]),
    ],
)
def test_the_examples_of_the_standard(content: bytes, events: list[Event | str]) -> None:
    """From section 9.2.6, and the replacement of bytes that are no UTF-8."""
    found, _ = decode(content)
    assert [
        event if isinstance(wanted, Event) else event.data
        for event, wanted in zip(found, events, strict=True)
    ] == events


def test_data_is_read_as_json() -> None:
    """And an event that holds none says so."""
    (good, bad), _ = decode(b'data: {"a":1}\n\ndata: {a}\n\n')
    assert good.json == {"a": 1}
    with pytest.raises(ValueError, match="unexpected"):
        _ = bad.json
