"""Breaches of streams, seen by hand."""

from __future__ import annotations

import json
from typing import Any

import httpx

from mutants import streams

from .api import Api, Demonstrations

SAY = {"messages": [{"role": "user", "content": "hello"}]}
BODY = {"assistant_id": "agent", "input": SAY, "stream_mode": ["values"], "stream_resumable": True}


def streamed(api: Api, thread: str | None = None) -> httpx.Response:
    return api("POST", f"/threads/{thread or api.thread()}/runs/stream", BODY)


def events(answer: httpx.Response) -> list[dict[str, str]]:
    """Each event by the names of its lines."""
    pieces = answer.text.replace("\r\n", "\n").split("\n\n")
    lines = [[line.split(": ", 1) for line in piece.splitlines()] for piece in pieces if piece]
    return [{pair[0]: pair[-1] for pair in event} for event in lines]


def names(api: Api) -> list[str | None]:
    return [event.get("event") for event in events(streamed(api))]


def values(api: Api, thread: str | None = None) -> list[Any]:
    return [
        json.loads(event["data"]) for event in events(streamed(api, thread)) if event.get("event") == "values"
    ]


def is_no_json(api: Api) -> bool:
    try:
        values(api)
    except ValueError:
        return True
    return False


def goes_backwards(api: Api) -> bool:
    numbers = [event["id"] for event in events(streamed(api))]
    return numbers != sorted(numbers)


def resumes_from_the_start(api: Api) -> bool:
    first = streamed(api)
    last = events(first)[-2]["id"]
    again = api("GET", first.headers["location"], headers={"last-event-id": last})
    return len(events(again)) > 1


def is_of_old_values(api: Api) -> bool:
    thread = api.thread()
    last = values(api, thread)[-1]
    return bool(last != api.get(f"/threads/{thread}/state")["values"])


WHOLE = ["metadata", "values", "values"]

STREAMS: Demonstrations = {
    streams.LosesTheLastEvent: lambda api: names(api) == WHOLE[:-1],
    streams.LosesTheFirstEvent: lambda api: names(api) == WHOLE[1:],
    streams.LosesAnEvent: lambda api: names(api) == WHOLE[:-1],
    streams.DoublesAnEvent: lambda api: len(names(api)) == 2 * len(WHOLE),
    streams.SwapsEvents: goes_backwards,
    streams.DataIsNoJson: is_no_json,
    streams.EventsHaveNoName: lambda api: None in names(api),
    streams.IdsAreTheSame: lambda api: len({event["id"] for event in events(streamed(api))}) == 1,
    streams.LastEventIsCut: lambda api: not streamed(api).text.endswith("\r\n\r\n"),
    streams.ComesAsJson: lambda api: streamed(api).headers["content-type"] == "application/json",
    streams.ResumesFromTheStart: resumes_from_the_start,
    streams.IsOfOldValues: is_of_old_values,
}
