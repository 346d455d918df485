"""A reader's dialogue: the events of one run, whatever becomes of the connections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cronwright import (
    APIConnectionError,
    APIResponseValidationError,
    InternalServerError,
    NotFoundError,
)
from cronwright.thread_stream.errors import EventsLostError
from cronwright.thread_stream.events import Event
from cronwright.thread_stream.place import Snapshot
from cronwright.thread_stream.subscription import exactly

from .golden import NAMES, golden
from .scripted import POLICY, Line, Scripted, read, stream


def run_of(tape: list[Event]) -> str:
    return str(tape[0].run_id)


def first_run(tape: list[Event]) -> list[Event]:
    """Up to its end."""
    return tape[: next(index for index, event in enumerate(tape) if event.ends_run) + 1]


@pytest.mark.parametrize("then", ["break", "end"])
@pytest.mark.parametrize("name", NAMES)
def test_a_connection_that_is_lost_after_any_event(name: str, then: str) -> None:
    """Broken or ended: what was to come comes over the next one, once."""
    tape = golden(name)
    for cut in range(len(first_run(tape))):
        server = Scripted(tape, [Line(cut, then), Line()])
        assert read(stream(run_of(tape)), server) == first_run(tape)
        assert len(server.bodies) == 2
        assert server.bodies[1].get("since") == (cut - 1 if cut else None)


def test_many_connections_that_bring_an_event_each() -> None:
    """Tries are counted from the last that brought something."""
    tape = first_run(golden("child"))
    server = Scripted(tape, [Line(2, "break")])
    assert read(stream(run_of(tape)), server) == tape
    assert len(server.bodies) == len(tape) - 1


@pytest.mark.parametrize("by", [-30, -3, -1, 1, 3, 30])
def test_events_that_have_other_numbers_by_now(by: int) -> None:
    """They are read from the start, and known by their ids (facts T10)."""
    tape = first_run(golden("turn"))
    moved = [Event({**event, "seq": (event.seq or 0) + by}) for event in tape if (event.seq or 0) + by > 0]
    server = Scripted(tape, [Line(35, "break"), Line(tape=moved)])
    assert read(stream(run_of(tape)), server) == tape[:35] + moved[-len(tape[35:]) :]
    assert [body.get("since") for body in server.bodies] == [None, 34, None]
    assert server.asked == []


def test_events_that_are_forgotten() -> None:
    """Where the last event does not come again, what came between is lost, and that is an error."""
    tape = first_run(golden("turn"))
    shorter = [Event({**event, "seq": index}) for index, event in enumerate(tape[30:], 1)]
    later = [Event({**shorter[0], "seq": number, "event_id": str(number)}) for number in range(20, 40)]
    end = Event({**shorter[-1], "seq": 41})
    server = Scripted(tape, [Line(20, "break"), Line(tape=[*shorter[:-1], *later, end])])
    with pytest.raises(EventsLostError, match="what came between two connections"):
        read(stream(run_of(tape)), server)


def test_a_connection_that_cannot_be_had_again() -> None:
    """After five tries more without anything new it is an error, later and later."""
    tape = first_run(golden("turn"))
    server = Scripted(tape, [Line(5, "break"), Line(0, "end")])
    with pytest.raises(
        APIConnectionError, match="the server ended it before the run was over, time and again"
    ):
        read(stream(run_of(tape)), server, replace(POLICY, dice=lambda: 1.0))
    assert len(server.bodies) == 6
    assert server.paused == 0.5 + 1 + 2 + 4 + 8


def test_no_tries_where_none_are_wanted() -> None:
    """`max_retries=0` means it."""
    tape = first_run(golden("turn"))
    server = Scripted(tape, [Line(5, "break"), Line()])
    with pytest.raises(APIConnectionError, match="reset"):
        read(stream(run_of(tape)), server, replace(POLICY, max_retries=0))
    assert len(server.bodies) == 1


def test_a_server_that_is_not_there() -> None:
    """The first connection is tried as that of any call."""
    server = Scripted([], [Line(then="refuse")])
    with pytest.raises(APIConnectionError, match="refused"):
        read(stream("a"), server)
    assert len(server.bodies) == 3


def test_a_server_that_fails_for_a_while() -> None:
    """Once the stream stood, a failure that may pass is a lost connection."""
    tape = first_run(golden("turn"))
    server = Scripted(tape, [Line(5, "break"), *[Line(status=503)] * 6, Line()])
    assert read(stream(run_of(tape)), server) == tape


@pytest.mark.parametrize(("status", "error"), [(404, NotFoundError), (501, InternalServerError)])
def test_a_server_that_refuses(status: int, error: Any) -> None:
    """At first and later, a refusal is one."""
    tape = first_run(golden("turn"))
    for lines in ([Line(status=status)], [Line(5, "break"), Line(status=status)]):
        with pytest.raises(error):
            read(stream(run_of(tape)), Scripted(tape, lines))


def test_an_answer_that_is_no_stream() -> None:
    """It is not read."""
    with pytest.raises(APIResponseValidationError, match="no stream of events"):
        read(stream("a"), Scripted([], [Line(kind="text/html")]))


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (b'data: {"type":"error","id":null,"error":"unknown_error","message":"gone mad"}\n\n', "gone mad"),
        (b'event: error\ndata: {"error":"Oh"}\n\n', "Oh"),
        (b"data: nonsense\n\n", "no JSON object"),
        (b"data: [1]\n\n", "no JSON object"),
    ],
)
def test_a_stream_that_says_that_it_fails(says: bytes, words: str) -> None:
    """It is lost, and tried again; when it is lost for good, its words are the error's."""
    tape = first_run(golden("turn"))
    server = Scripted(tape, [Line(5, says=says), Line()])
    assert read(stream(run_of(tape)), server) == tape
    with pytest.raises(APIConnectionError, match=words):
        read(stream(run_of(tape)), Scripted(tape, [Line(5, says=says), Line(0, says=says)]))


def test_what_a_later_server_may_add() -> None:
    """An event of a method that is not known passes as any other."""
    tape = first_run(golden("two_runs"))
    tape[3] = Event({**tape[3], "method": "new", "more": 1})
    assert read(stream(run_of(tape)), Scripted(tape)) == tape


def test_the_values_come_first() -> None:
    """As they are when the connection stands, and not again after a drop."""
    tape = first_run(golden("two_runs"))
    server = Scripted(tape, [Line(5, "break"), Line()], values={"messages": []})
    wanted = exactly(("values",))
    got = read(stream(run_of(tape)), server, wanted=wanted, snapshot=True)
    assert got == [Snapshot({"messages": []}), *tape]
    assert server.bodies[0] == {"channels": ["values", "lifecycle", "input"], "namespaces": [[]], "depth": 0}


def test_a_stream_that_is_closed_meanwhile() -> None:
    """Its loops end, as if they had been left."""
    tape = first_run(golden("turn"))
    thread = stream(run_of(tape))
    server = Scripted(tape, [Line(5)])
    server.on_read = lambda: setattr(thread, "closed", server.asked != [])
    assert read(thread, server) == tape[:5]
