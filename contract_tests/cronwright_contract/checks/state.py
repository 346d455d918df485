"""The state of threads: each update makes a checkpoint, and every one of them can be read again.

No graph runs here: an update is written as if a node had done it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from cronwright_contract.check import check
from cronwright_contract.checks import threads
from cronwright_contract.checks.compare import (
    Row,
    accepted,
    agree,
    good_row,
    good_rows,
    is_list,
    is_row,
    moment,
)
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.strategies import TEXT

Said = list[tuple[str, str]]
"""The messages of a state, each by its id and its text."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is known of one checkpoint: what it holds, and the one that it was made from."""

    id: str
    said: Said
    parent: str | None
    named: bool = False
    """Whether the update named the one that it was made from."""


def takes_messages(ground: Ground) -> bool:
    """Whether the graph's state has messages, which is all that is written here."""
    schema = of_graph(ground, "assistants_get_schemas").get("state_schema")
    if not isinstance(schema, Mapping):
        return True
    properties = schema.get("properties")
    return isinstance(properties, Mapping) and "messages" in properties


def of_graph(ground: Ground, operation: str) -> Row:
    """What an operation of assistants tells of the run's graph; an empty object where it tells nothing."""
    # Asked before there is an example that a breach could be shown with; the checks of assistants judge.
    with ground.unjudged():
        found = ground.send("assistants_search", body={"graph_id": ground.assistant, "limit": 1})
        if not is_list(found) or not found.json:
            return {}
        told = ground.send(operation, {"assistant_id": str(found.json[0].get("assistant_id"))})
    return told.json if is_row(told) else {}


def started(ground: Ground, **metadata: Any) -> str:
    """A thread that the graph's state can be written to."""
    return str(threads.make(ground, {"graph_id": ground.assistant, **metadata})["thread_id"])


def said(values: Any) -> Said | None:
    """The messages of a state; None where they are none."""
    messages = values.get("messages") if isinstance(values, Mapping) else None
    if messages is None and isinstance(values, Mapping):
        return []
    if not isinstance(messages, list) or not all(isinstance(message, Mapping) for message in messages):
        return None
    return [(message.get("id"), message.get("content")) for message in messages]


def say(ground: Ground, thread_id: str, number: int, text: str, **more: Any) -> str:
    """Add a message to the state; the new checkpoint's id. Ends the example where that is a known breach."""
    message = {"role": "user", "content": text, "id": f"m{number}"}
    body = {"values": {"messages": [message]}, **more}
    answer = ground.send("threads_update_state", {"thread_id": thread_id}, body=body)
    return str(good_row(ground, answer)["checkpoint"].get("checkpoint_id"))


def agree_state(ground: Ground, rule: str, state: Row, checkpoint: Checkpoint) -> bool:
    """Expect a state as it is at a checkpoint."""
    at = (state["checkpoint"] or {}).get("checkpoint_id")
    before = (state.get("parent_checkpoint") or {}).get("checkpoint_id")
    came = said(state["values"])
    return (
        ground.expect(at == checkpoint.id, rule, "the state is of another checkpoint", place="checkpoint")
        and ground.expect(
            came == checkpoint.said,
            rule,
            f"expected {checkpoint.said!r:.300}, came {came!r:.300}",
            place="values",
        )
        and ground.expect(
            before == checkpoint.parent, rule, "it has another parent", place="parent_checkpoint"
        )
    )


def history(ground: Ground, thread_id: str, **body: Any) -> list[Row]:
    """The states of a thread; ends the example where that is a known breach."""
    return good_rows(ground, ground.send("threads_search_history", {"thread_id": thread_id}, body=body))


@check("state.kept", "Each update of a state is a checkpoint of its own, and the history has them all")
def kept(hunter: Hunter) -> None:
    ground = hunter.ground

    def written(texts: list[str], bases: list[int]) -> None:
        thread_id = started(ground)
        past: list[Checkpoint] = []
        for number, text in enumerate(texts):
            base = past[-1] if past else None
            more: dict[str, Any] = {}
            if past and bases[number] < len(past):
                base = past[bases[number]]
                more = {"checkpoint": {"checkpoint_id": base.id, "checkpoint_ns": ""}}
            made = say(ground, thread_id, number, text, **more)
            fresh = made not in {checkpoint.id for checkpoint in past}
            ground.expect(fresh, "fresh_id", "two updates have the same checkpoint")
            held = [*(base.said if base else []), (f"m{number}", text)]
            past.append(Checkpoint(made, held, base.id if base else None, bool(more)))
            now = ground.send("threads_get_state", {"thread_id": thread_id})
            if accepted(ground, now) and not agree_state(ground, "stored", now.json, past[-1]):
                return
        for judge in (_judge_history, _judge_each, _judge_thread, _judge_storage):
            with ground.part():
                judge(thread_id, past)

    def _judge_history(thread_id: str, past: Sequence[Checkpoint]) -> None:
        newest = past[::-1]
        whole = history(ground, thread_id, limit=1000)
        ids = [(row["checkpoint"] or {}).get("checkpoint_id") for row in whole]
        told = [checkpoint.id for checkpoint in newest]
        if not (
            ground.expect(len(set(ids)) == len(ids), "page", "a state comes twice", place="twice")
            and ground.expect(set(ids) == set(told), "filter", f"{len(ids)} of {len(told)} states come")
            and ground.expect(ids == told, "sort", "the states are not the newest first")
        ):
            return
        for row, checkpoint in zip(whole, newest, strict=True):
            agree_state(ground, "stored", row, checkpoint)
        for limit in {1, len(past) - 1} - {0}:
            with ground.part():
                page = history(ground, thread_id, limit=limit)
                ground.expect(page == whole[:limit], "page", "other states", place="limit")
            query = {"limit": limit, "before": newest[0].id}
            older = ground.send("threads_get_history", {"thread_id": thread_id}, query=query)
            if accepted(ground, older):
                ground.expect(older.json == whole[1 : limit + 1], "page", "other states", place="before")

    def _judge_each(thread_id: str, past: Sequence[Checkpoint]) -> None:
        for checkpoint in past[-3:]:
            path = {"thread_id": thread_id, "checkpoint_id": checkpoint.id}
            then = ground.send("threads_get_state_at_checkpoint", path)
            if accepted(ground, then):
                agree_state(ground, "stored", then.json, checkpoint)
            body = {"checkpoint": {"checkpoint_id": checkpoint.id, "checkpoint_ns": ""}}
            again = ground.send("threads_get_state_by_checkpoint", {"thread_id": thread_id}, body=body)
            if accepted(ground, again) and then.ok:
                agree(ground, "same_read", then.json, again.json, but=("checkpoint",))

    def _judge_thread(thread_id: str, past: Sequence[Checkpoint]) -> None:
        say(ground, started(ground), 99, "another thread's")
        now = ground.send("threads_get_state", {"thread_id": thread_id})
        if accepted(ground, now):
            agree_state(ground, "isolated", now.json, past[-1])
        thread = threads.read(ground, thread_id)
        came = said(thread["values"])
        ground.expect(
            came == past[-1].said,
            "stored",
            f"the thread shows {came!r:.300}",
            place="values after a fork" if past[-1].named else "values",
        )
        ground.expect(
            moment(thread["state_updated_at"]) > moment(thread["created_at"]),
            "stamped",
            "state_updated_at stays when the state changes",
            place="state_updated_at",
        )

    def _judge_storage(thread_id: str, past: Sequence[Checkpoint]) -> None:
        room = good_row(ground, ground.send("threads_get_storage", {"thread_id": thread_id}))
        count = room["checkpoints"]["count"]
        ground.expect(count == len(past), "count", f"{count} checkpoints of {len(past)}")

    if takes_messages(ground):
        hunter.each(
            written,
            examples=12,
            texts=st.lists(TEXT, min_size=2, max_size=4),
            bases=st.lists(st.sampled_from([9, 9, 0, 1]), min_size=4, max_size=4),
        )
