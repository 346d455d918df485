"""Assistants and their versions: each change makes one, each can be gone back to, and none is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from cronwright_contract.check import check
from cronwright_contract.checks import drawn
from cronwright_contract.checks.compare import (
    Row,
    accepted,
    agree,
    gone,
    good,
    good_row,
    holds,
    is_list,
    judge_taken,
    moment,
)
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.strategies import CONFIG, JSON, NAME, TEXT

SELECT = (
    "assistant_id", "graph_id", "name", "description", "config", "context", "created_at", "updated_at",
    "metadata", "version",
)  # fmt: skip
SORTS = ("assistant_id", "created_at", "updated_at", "name", "graph_id")
# What a version says of an assistant; `created_at` is the version's own.
_VERSIONED = ("graph_id", "name", "description", "config", "context", "metadata", "version")

_VALUES = st.dictionaries(TEXT.filter(bool), JSON, min_size=1, max_size=2)
# What both say is the same, so that both at once are refused; an empty one says nothing.
_SETTINGS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"context": _VALUES}),
    st.fixed_dictionaries({"config": CONFIG.filter(bool)}),
    st.builds(lambda config, own: {"config": {**config, "configurable": own}}, CONFIG, _VALUES),
)
_TELLING = st.fixed_dictionaries({}, optional={"name": NAME, "description": TEXT, "metadata": drawn.METADATA})


def make(ground: Ground, body: Mapping[str, Any]) -> Row:
    """An assistant of ours as the server answered it; ends the example where that is a known breach."""
    sent = {
        "assistant_id": ground.new_id("assistant"),
        "graph_id": ground.assistant,
        **body,
        "metadata": {**body.get("metadata", {}), **ground.tag},
    }
    made = good_row(ground, ground.send("assistants_create", body=sent))
    agree(ground, "stored", {name: sent[name] for name in sent if name != "config"}, made)
    _agree_settings(ground, sent, made)
    return made


def read(ground: Ground, assistant_id: str) -> Row:
    """An assistant as it is read; ends the example where that is a known breach."""
    return good_row(ground, ground.send("assistants_get", {"assistant_id": assistant_id}))


def _agree_settings(ground: Ground, sent: Mapping[str, Any], row: Row) -> None:
    config = sent.get("config", {})
    message = f"config: expected {config!r:.300}, came {row['config']!r:.300}"
    ground.expect(holds(row["config"], config), "stored", message, place="config")
    context = sent.get("context", config.get("configurable"))
    if context:
        agree(ground, "stored", {"context": context}, row)
        agree(ground, "stored", {"configurable": context}, row["config"])


def change_of(ground: Ground, before: Row, change: Mapping[str, Any]) -> Row:
    """Change an assistant and judge the answer; ends the example where that is a known breach."""
    path = {"assistant_id": before["assistant_id"]}
    after = good_row(ground, ground.send("assistants_update", path, body=dict(change)))
    wanted = {**before, **change, "metadata": {**before["metadata"], **change.get("metadata", {})}}
    moved = ["updated_at", "version"]
    if "config" in change or "context" in change:
        moved += ["config", "context"]
        _agree_settings(ground, change, after)
    agree(ground, "untouched", wanted, after, but=moved)
    if "context" in change:
        beside = {name: value for name, value in before["config"].items() if name != "configurable"}
        message = f"config: {beside!r:.200} was there, and {after['config']!r:.200} is"
        ground.expect(holds(after["config"], beside), "untouched", message, place="config beside context")
    ground.expect(
        moment(after["updated_at"]) > moment(before["updated_at"]),
        "stamped",
        f"updated_at was {before['updated_at']} and is {after['updated_at']} after a change",
        place="updated_at",
    )
    return after


@check("assistants.stored", "An assistant reads as it was written, and each change makes a version")
def stored(hunter: Hunter) -> None:
    ground = hunter.ground

    def written(telling: dict[str, Any], settings: dict[str, Any], changes: list[dict[str, Any]]) -> None:
        made = make(ground, {**telling, **settings})
        assistant_id = made["assistant_id"]
        agree(ground, "stored", {"version": 1}, made, operation="assistants_create")
        history = [made]
        for change in changes:
            now = change_of(ground, history[-1], change)
            agree(ground, "stored", {"version": len(history) + 1}, now)
            history.append(now)
        once, again = read(ground, assistant_id), read(ground, assistant_id)
        agree(ground, "stored", history[-1], once)
        agree(ground, "same_read", once, again)
        listed = ground.send("assistants_get_versions", {"assistant_id": assistant_id}, body={"limit": 1000})
        if accepted(ground, listed) and is_list(listed):
            _judge_versions(listed.json, history)
        _go_back(assistant_id, history)

    def _judge_versions(listed: list[Row], history: list[Row]) -> None:
        numbers = [row["version"] for row in listed]
        told = [row["version"] for row in reversed(history)]
        if ground.expect(sorted(numbers) == sorted(told), "filter", f"versions {numbers} of {told}"):
            ground.expect(numbers == told, "sort", f"the versions come as {numbers}, not the newest first")
            for row in listed:
                then = history[row["version"] - 1]
                agree(ground, "stored", {name: then[name] for name in _VERSIONED}, row)

    def _go_back(assistant_id: str, history: list[Row]) -> None:
        answer = ground.send("assistants_set_latest", {"assistant_id": assistant_id}, body={"version": 1})
        back = good_row(ground, answer)
        first = {name: history[0][name] for name in _VERSIONED}
        agree(ground, "stored", first, back, but=("context",))
        # The assistant of version 1 runs with the context of version 1.
        agree(ground, "stored", {"context": first["context"]}, back)
        agree(ground, "stored", back, read(ground, assistant_id))

    hunter.each(
        written,
        examples=25,
        telling=_TELLING,
        settings=_SETTINGS,
        changes=st.lists(st.builds(lambda a, b: {**a, **b}, _TELLING, _SETTINGS), min_size=1, max_size=3),
    )


@check("assistants.refused", "What is taken, unknown or unfit is refused, and changes nothing")
def refused(hunter: Hunter) -> None:
    ground = hunter.ground

    def taken() -> None:
        made = make(ground, {"name": "first"})
        judge_taken(ground, "assistant", made, {"graph_id": ground.assistant, "name": "second"})

    def unknown() -> None:
        path = {"assistant_id": ground.new_id("assistant")}
        for operation in ("get", "delete", "get_graph", "get_schemas", "get_subgraphs"):
            gone(ground, ground.send(f"assistants_{operation}", path))
        gone(ground, ground.send("assistants_update", path, body={"name": "x"}))
        gone(ground, ground.send("assistants_get_versions", path, body={}))
        gone(ground, ground.send("assistants_set_latest", path, body={"version": 1}))

    def bad_change() -> None:
        made = make(ground, {"name": "good", "context": {"a": 1}})
        path = {"assistant_id": made["assistant_id"]}
        both = {"config": {"configurable": {"a": 1}}, "context": {"a": 2}, "name": "bad"}
        for status, bad in (
            (422, {"name": 5, "description": "bad"}),
            (422, {"name": "bad", "metadata": 5}),
            (400, both),
            (404, {"graph_id": "no such graph", "name": "bad"}),
        ):
            answer = ground.send("assistants_update", path, body=bad)
            message = f"a bad change is answered with {answer.status}, not {status}"
            ground.expect(answer.status == status, "accepts_bad", message, place=" ".join(bad))
        answer = ground.send("assistants_set_latest", path, body={"version": 99})
        ground.expect(answer.status == 404, "accepts_bad", f"a version that never was: {answer.status}")
        now = read(ground, made["assistant_id"])
        agree(ground, "refusal_changes", made, now, operation="assistants_update")

    def lacking() -> None:
        path = {"assistant_id": ground.new_id("assistant")}
        body = {**path, "metadata": ground.tag}
        for bad in ({}, {"graph_id": ground.assistant, "name": 5}):
            answer = ground.send("assistants_create", body={**body, **bad})
            message = f"an assistant of {bad} is answered with {answer.status}"
            ground.expect(answer.status == 422, "accepts_bad", message, place=" ".join(bad))
        gone(ground, ground.send("assistants_get", path), "refused")

    def emptied() -> None:
        made = make(ground, {"config": {"tags": ["a"]}})
        path = {"assistant_id": made["assistant_id"]}
        config = good(ground, ground.send("assistants_update", path, body={"config": {}}))["config"]
        message = f"config: expected {{}}, came {config!r}"
        ground.expect(config == {}, "stored", message, place="config emptied")

    for body in (taken, unknown, bad_change, lacking, emptied):
        hunter.once(body.__name__, body)


def fits(row: Row, where: Mapping[str, Any]) -> bool:
    named: str = where.get("name", "")
    return holds(row["metadata"], where["metadata"]) and named.casefold() in row["name"].casefold()
