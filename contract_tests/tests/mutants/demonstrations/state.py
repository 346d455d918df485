"""Breaches of states and histories, seen by hand; no graph runs."""

from __future__ import annotations

from typing import Any

from mutants import state

from .api import NOWHERE, Api, Demonstrations


def thread_of(api: Api, *said: str) -> str:
    """A thread with a state for each of these."""
    thread = api.thread(metadata=api.tag | {"graph_id": "agent"})
    for words in said:
        say(api, thread, words)
    return thread


def say(api: Api, thread: str, words: str) -> Any:
    values = {"messages": [{"role": "user", "content": words}]}
    return api.post(f"/threads/{thread}/state", {"values": values, "as_node": "answer"})


def read(api: Api, thread: str) -> Any:
    return api.get(f"/threads/{thread}/state")


def heard(shown: dict[str, Any]) -> list[str]:
    return [message["content"] for message in shown["values"].get("messages", [])]


def history(api: Api, thread: str, limit: int = 10) -> list[dict[str, Any]]:
    return list(api.get(f"/threads/{thread}/history?limit={limit}"))


def values_are_anothers(api: Api) -> bool:
    first = thread_of(api, "one")
    thread_of(api, "two")
    return heard(read(api, first)) != ["one"]


def checkpoint_is_the_newest(api: Api) -> bool:
    thread = thread_of(api)
    old = say(api, thread, "one")["checkpoint"]
    say(api, thread, "two")
    by_body = api.post(f"/threads/{thread}/state/checkpoint", {"checkpoint": old})
    by_path = api.get(f"/threads/{thread}/state/{old['checkpoint_id']}")
    return bool(heard(by_body) == heard(by_path) == ["one", "two"])


def update_names_the_parent(api: Api) -> bool:
    thread = thread_of(api, "one")
    made = say(api, thread, "two")["checkpoint"]["checkpoint_id"]
    return bool(made != read(api, thread)["checkpoint"]["checkpoint_id"])


def told(api: Api) -> list[list[str]]:
    return [heard(shown) for shown in history(api, thread_of(api, "one", "two", "three"))]


ONE, TWO, THREE = ["one"], ["one", "two"], ["one", "two", "three"]

STATE: Demonstrations = {
    state.GetDropsNext: lambda api: "next" not in read(api, thread_of(api, "one")),
    state.NextIsText: lambda api: isinstance(history(api, thread_of(api, "one"))[0]["next"], str),
    state.UpdateAnswersNoCheckpoint: lambda api: "checkpoint" not in say(api, thread_of(api), "one"),
    state.UpdateIsIgnored: lambda api: heard(read(api, thread_of(api, "one", "two"))) != TWO,
    state.ValuesAreEmpty: lambda api: heard(read(api, thread_of(api, "one"))) == [],
    state.ValuesAreAnothers: values_are_anothers,
    state.CheckpointIsTheNewest: checkpoint_is_the_newest,
    state.UpdateNamesTheParent: update_names_the_parent,
    state.HistoryIsReversed: lambda api: told(api) == [ONE, TWO, THREE],
    state.HistoryIgnoresLimit: lambda api: len(history(api, thread_of(api, "one", "two"), limit=1)) > 1,
    state.HistoryLosesTheOldest: lambda api: told(api) == [THREE, TWO],
    state.HistoryDoublesAState: lambda api: told(api) == [THREE, THREE, TWO],
    state.MissingIsEmpty: lambda api: api("GET", f"/threads/{NOWHERE}/state").is_success,
}
