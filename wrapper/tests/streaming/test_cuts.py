"""A real run's stream, cut anywhere: no event is lost, and none comes twice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

import pytest

from cronwright import StreamGapWarning, StreamPart, get_client
from cronwright.embedded import EmbeddedServer

from ..either import SHELLS, Shell, connected
from ..fault_proxy import Cut, FaultProxy, always, fault_proxy, in_turn
from ..faults import End, Record
from .conftest import Kept

EITHER = pytest.mark.parametrize("shell", SHELLS)
ENDS: tuple[End, ...] = ("reset", "close", "end")


def is_stream(record: Record) -> bool:
    """A request for events."""
    return "/stream" in record.path


def read(client: Any, kept: Kept) -> list[StreamPart]:
    """All events of a run that is over."""
    return list(client.runs.join_stream(kept.thread_id, kept.run_id, last_event_id="-1"))


def drawn(dice: random.Random) -> Iterator[tuple[Any, Any, int]]:
    """Ways to cut one stream, once or several times."""
    for number in range(dice.choice([1, 1, 2, 4])):
        how = dice.choice(ENDS if number < 2 else ENDS[:2])
        yield how, dice.choice(["body", "wire"]), dice.choice([0, 50])


def size_of(client: Any, proxy: FaultProxy, kept: Kept) -> int:
    """How many bytes the events are, and they are all there."""
    assert read(client, kept) == kept.events
    return next(record.sent for record in proxy.records if is_stream(record))


@EITHER
def test_cut_at_every_byte_of_its_first_events(shell: Shell, kept: Kept) -> None:
    """After each byte of the first two events and of their ends, by a reset."""
    with fault_proxy(kept.url) as proxy, connected(shell, proxy.url, api_key=None) as client:
        size_of(client, proxy, kept)
        first = sum(len(str(event)) for event in kept.events[:2])
        for after in range(first):
            proxy.plan = in_turn(Cut(after), where=is_stream)
            assert read(client, kept) == kept.events, after


@EITHER
def test_cut_at_a_thousand_drawn_places(shell: Shell, kept: Kept) -> None:
    """Once or several times, anywhere in what is sent, head and framing too, and in each way to end.

    An end that is clean can be told from the true one if it does not come again and again.
    """
    dice = random.Random(shell)
    options: Any = {"api_key": None, "max_retries": 5}
    with fault_proxy(kept.url) as proxy, connected(shell, proxy.url, **options) as client:
        size = size_of(client, proxy, kept)
        cuts = 0
        while cuts < 500:
            faults = [Cut(dice.randrange(size), how, of, piece) for how, of, piece in drawn(dice)]
            proxy.plan = in_turn(*faults, where=is_stream)
            assert read(client, kept) == kept.events, faults
            cuts += len(faults)


def test_runs_under_way_cut_at_drawn_places(agent_server: EmbeddedServer) -> None:
    """From the POST that starts them, many at once; each is as whole as one that is not cut."""
    dice = random.Random(7)
    names = ["metadata", "values", "updates", "updates", "values"]

    async def one(url: str) -> list[str]:
        async with get_client(url=url, api_key=None) as client:
            thread_id = (await client.threads.create()).thread_id
            modes: Any = ["values", "updates"]
            told = {"messages": [{"role": "user", "content": "hello"}]}
            made = client.runs.stream(
                thread_id, "agent", input=told, stream_mode=modes, stream_resumable=True
            )
            events = [event async for event in made]
            assert all(event.id for event in events)
            await client.threads.delete(thread_id)
            return [event.event for event in events]

    async def many(url: str) -> list[list[str]]:
        return await asyncio.gather(*(one(url) for _ in range(40)))

    def cut_first(record: Record) -> Cut | None:
        if record.method != "POST" or not is_stream(record):
            return None
        return Cut(dice.randrange(800), dice.choice(ENDS))

    with fault_proxy(agent_server.url, cut_first) as proxy:
        assert asyncio.run(many(proxy.url)) == [names] * 40
        assert sum(record.cut for record in proxy.records) > 30


@EITHER
def test_a_stream_that_is_always_cut_is_given_up(shell: Shell, kept: Kept) -> None:
    """After five tries without a new event; what had come is told before."""
    with fault_proxy(kept.url, always(Cut(0), where=is_stream)) as proxy:
        with connected(shell, proxy.url, api_key=None) as client:
            with pytest.raises(Exception, match="broke off"):
                read(client, kept)
            assert len(proxy.records) <= 12


@EITHER
def test_a_run_that_keeps_nothing_is_followed_with_a_warning(
    shell: Shell, agent_server: EmbeddedServer
) -> None:
    """Its later events come; of those that are lost a StreamGapWarning tells."""
    slow = {"messages": [{"role": "user", "content": "hello"}], "sleep": 0.5}
    plan = in_turn(Cut(60), where=lambda record: record.method == "POST" and is_stream(record))
    with fault_proxy(agent_server.url, plan) as proxy, connected(shell, proxy.url, api_key=None) as client:
        thread_id = client.threads.create().thread_id
        with pytest.warns(StreamGapWarning, match="stream_resumable=True"):
            events = list(client.runs.stream(thread_id, "agent", input=slow))
        assert events[-1].event == "values"
        client.threads.delete(thread_id)


@EITHER
def test_without_retries_a_cut_is_an_error(shell: Shell, kept: Kept) -> None:
    """max_retries=0 means once."""
    with fault_proxy(kept.url, in_turn(Cut(100), where=is_stream)) as proxy:
        with connected(shell, proxy.url, api_key=None, max_retries=0) as client:
            with pytest.raises(Exception, match="broke off"):
                read(client, kept)
            assert sum(map(is_stream, proxy.records)) == 1
