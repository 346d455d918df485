"""Going on after a drop: no event is lost and none comes twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cronwright.thread_stream.cursor import Cursor, Renumbered
from cronwright.thread_stream.events import Event

from .golden import NAMES, golden


def connection(tape: list[Event], since: int | None) -> list[Event]:
    """What the server sends on a new connection (facts T9)."""
    return [event for event in tape if since is None or (event.seq or 0) > since]


def read(cursor: Cursor, tape: list[Event], upto: int) -> list[Event]:
    """Read so many events of one connection, opened anew where the cursor asks for it."""
    while True:
        sent = connection(tape, cursor.reopen())
        try:
            new = [event for event in sent[:upto] if cursor.takes(event)]
            if upto >= len(tape):
                cursor.check_found()
            return new
        except Renumbered:
            continue


def renumbered(tape: list[Event], by: int) -> list[Event]:
    """The same events with other numbers."""
    return [Event({**event, "seq": (event.seq or 0) + by}) for event in tape]


def ids(events: list[Event]) -> list[str | None]:
    return [event.event_id for event in events]


@pytest.mark.parametrize("name", NAMES)
def test_a_drop_at_any_event(name: str) -> None:
    """Dropped once, after any number of events: what comes then is what was to come."""
    tape = golden(name)
    for cut in range(len(tape) + 1):
        cursor = Cursor()
        first = read(cursor, tape, cut)
        rest = read(cursor, tape, len(tape))
        assert ids(first + rest) == ids(tape)


@given(st.lists(st.integers(0, 12), max_size=30), st.sampled_from(NAMES))
def test_drops_one_after_another(cuts: list[int], name: str) -> None:
    """Each connection brings at most so many events; together they bring each one once."""
    tape, cursor, got = golden(name), Cursor(), []
    for cut in [*cuts, len(tape)]:
        got += read(cursor, tape, cut)
    assert ids(got) == ids(tape)


@given(st.data())
def test_numbers_that_move(data: st.DataObject) -> None:
    """The server numbers its events otherwise on each connection: they are known by their ids (facts T10)."""
    tape, cursor, got = golden("child"), Cursor(), []
    for _ in range(4):
        moved = renumbered(tape, data.draw(st.integers(-3, 3)))
        cut = data.draw(st.integers(0, len(tape)))
        # A renumbered stream is read from its start, so that a short connection may bring nothing new.
        got += read(cursor, moved, cut)
    assert ids(got + read(cursor, tape, len(tape))) == ids(tape)


def test_only_what_is_new_is_asked_for() -> None:
    """A new connection is asked for the last event that was read and for what follows it."""
    tape = golden("two_runs")
    cursor = Cursor()
    read(cursor, tape, 10)
    assert cursor.reopen() == 9
    assert next(iter(connection(tape, 9))).seq == 10


def test_an_event_that_is_forgotten_is_looked_for_among_all() -> None:
    """Where the last event does not come again, all are asked for, and until it comes none is new."""
    tape = golden("two_runs")
    cursor = Cursor()
    read(cursor, tape, 10)
    shorter = renumbered(tape[12:], -12)
    with pytest.raises(Renumbered):
        for event in [*connection(shorter, cursor.reopen()), Event({**tape[-1], "seq": 99})]:
            cursor.takes(event)
    assert cursor.reopen() is None
    assert cursor.renumbered
    assert not any(cursor.takes(event) for event in shorter)


def test_what_has_no_id_cannot_be_gone_on_from() -> None:
    """Without ids a reader cannot tell what it has read."""
    cursor = Cursor()
    assert cursor.resumable
    assert cursor.takes(Event({"method": "values", "seq": 1}))
    assert not cursor.resumable


def test_the_recordings_are_numbered_in_order() -> None:
    """So that these tests mean something: seq rises, and no id comes twice."""
    for name in NAMES:
        tape = golden(name)
        assert all((one.seq or 0) < (next_one.seq or 0) for one, next_one in pairwise(tape))
        assert len(set(ids(tape))) == len(tape)
