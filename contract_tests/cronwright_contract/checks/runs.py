"""Runs that wait for a time that does not come: stored, listed, cancelled and deleted; no graph runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from cronwright_contract.check import check
from cronwright_contract.checks import drawn, threads
from cronwright_contract.checks.compare import (
    Row,
    agree,
    gone,
    good,
    good_row,
    good_rows,
    holds,
    is_row,
    moment,
)
from cronwright_contract.checks.threads import FAR
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.strategies import CONFIG, OBJECT
from cronwright_contract.wire.exchange import Exchange

SELECT = (
    "run_id", "thread_id", "assistant_id", "created_at", "updated_at", "status", "metadata", "kwargs",
    "multitask_strategy", "langsmith_session_name",
)  # fmt: skip
# Both say the same, so that both at once are refused.
_SETTINGS = st.one_of(
    st.fixed_dictionaries({}, optional={"context": OBJECT}),
    st.fixed_dictionaries({"config": CONFIG}),
    st.builds(lambda config, own: {"config": {**config, "configurable": own}}, CONFIG, OBJECT),
)
_TELLING = st.fixed_dictionaries(
    {"input": OBJECT, "metadata": drawn.METADATA},
    optional={
        "multitask_strategy": st.sampled_from(["reject", "enqueue", "interrupt", "rollback"]),
        "durability": st.sampled_from(["sync", "async", "exit"]),
        "stream_mode": st.lists(
            st.sampled_from(["values", "updates", "messages"]), min_size=1, max_size=2, unique=True
        ),
        "interrupt_before": st.just("*") | st.lists(st.sampled_from(["a", "b"]), max_size=2),
    },
)
# Fields that stand in the run's kwargs under their own names.
_KWARGS = ("input", "context", "stream_mode", "interrupt_before", "durability")


def body_of(ground: Ground, **more: Any) -> dict[str, Any]:
    """What makes a run of ours that does not start."""
    metadata = {**more.pop("metadata", {}), **ground.tag}
    return {
        "assistant_id": ground.assistant,
        "after_seconds": FAR,
        "input": {},
        **more,
        "metadata": metadata,
    }


def make(ground: Ground, thread_id: str, **more: Any) -> Row:
    """A run that waits, as the server answered it; ends the example where that is a known breach."""
    body = body_of(ground, **more)
    return good_row(ground, ground.send("runs_create", {"thread_id": thread_id}, body=body))


def path_of(run: Row) -> dict[str, str]:
    return {"thread_id": run["thread_id"], "run_id": run["run_id"]}


def read(ground: Ground, run: Row) -> Row:
    """A run as it is read; ends the example where that is a known breach."""
    return good_row(ground, ground.send("runs_get", path_of(run)))


def listed(ground: Ground, thread_id: str, **query: Any) -> list[Row]:
    """The runs of a thread; ends the example where that is a known breach."""
    return good_rows(ground, ground.send("runs_list", {"thread_id": thread_id}, query=query))


def header(exchange: Exchange, name: str) -> str | None:
    return None if exchange.answer is None else exchange.answer.headers.get(name)


@check("runs.stored", "A run reads as it was made, where its thread and its location say")
def stored(hunter: Hunter) -> None:
    ground = hunter.ground

    def written(telling: dict[str, Any], settings: dict[str, Any]) -> None:
        path = {"thread_id": threads.make(ground, {"of": "thread"})["thread_id"]}
        sent = body_of(ground, **telling, **settings)
        answer = ground.send("runs_create", path, body=sent)
        made = good_row(ground, answer)
        strategy = sent.get("multitask_strategy", "enqueue")
        agree(ground, "stored", {**path, "status": "pending", "multitask_strategy": strategy}, made)
        _judge_kwargs(sent, made)
        _judge_location(answer, made)
        once, again = read(ground, made), read(ground, made)
        agree(ground, "stored", made, once)
        agree(ground, "same_read", once, again)
        with ground.part():
            ids = [row.get("run_id") for row in listed(ground, path["thread_id"])]
            ground.expect(ids == [made["run_id"]], "filter", f"{len(ids)} runs of a thread with one")
        _delete(made)

    def _judge_kwargs(sent: Mapping[str, Any], made: Row) -> None:
        message = f"metadata: expected {sent['metadata']!r:.300}, came {made['metadata']!r:.300}"
        ground.expect(holds(made["metadata"], sent["metadata"]), "stored", message, place="metadata")
        told = {name: sent[name] for name in _KWARGS if name in sent}
        agree(ground, "stored", told, made["kwargs"])
        config = sent.get("config", {})
        message = f"config: expected {config!r:.300}, came {made['kwargs'].get('config')!r:.300}"
        ground.expect(holds(made["kwargs"].get("config"), config), "stored", message, place="config")
        start = moment(made["created_at"]) - moment(made["updated_at"])
        message = f"a run that waits {FAR} s is to start in {start}"
        about = abs(start - timedelta(seconds=FAR)) < timedelta(seconds=5)
        ground.expect(about, "stored", message, place="after_seconds")

    def _judge_location(answer: Exchange, made: Row) -> None:
        where = header(answer, "content-location")
        if where is not None:
            there = ground.request("GET", where)
            message = f"Content-Location leads to {there.status}"
            ground.expect(
                is_row(there) and there.json.get("run_id") == made["run_id"],
                "header",
                message,
                place="content-location",
                operation="runs_create",
            )

    def _delete(made: Row) -> None:
        good(ground, ground.send("runs_delete", path_of(made)))
        if gone(ground, ground.send("runs_get", path_of(made))):
            gone(ground, ground.send("runs_delete", path_of(made)), "twice")
            gone(ground, ground.send("runs_cancel", path_of(made)), "cancelled")
            left = listed(ground, made["thread_id"])
            ground.expect(not left, "deleted", "a run that was deleted is listed")

    hunter.each(written, examples=20, telling=_TELLING, settings=_SETTINGS)


@check("runs.refused", "What is unknown or unfit is refused, and makes no run")
def refused(hunter: Hunter) -> None:
    ground = hunter.ground

    def unknown() -> None:
        nobody = ground.new_id("thread")
        thread = {"thread_id": nobody}
        gone(ground, ground.send("runs_create", thread, body=body_of(ground)))
        gone(ground, ground.send("runs_list", thread))
        path = {"thread_id": threads.make(ground)["thread_id"], "run_id": nobody}
        for operation in ("runs_get", "runs_delete", "runs_cancel"):
            gone(ground, ground.send(operation, path))

    def unfit() -> None:
        path = {"thread_id": threads.make(ground)["thread_id"]}
        for bad in (
            {"multitask_strategy": "whatever"},
            {"metadata": 5},
            {"stream_mode": "everything"},
            {"durability": "never"},
            {"config": {"configurable": {"a": 1}}, "context": {"b": 1}},
            {"assistant_id": "no such graph"},
        ):
            answer = ground.send("runs_create", path, body={**body_of(ground), **bad})
            message = f"a run with a bad {', '.join(bad)} is answered with {answer.status}"
            # Which refusal it is, is not for the contract to say.
            refused = 400 <= answer.status < 500
            ground.expect(refused, "accepts_bad", message, place=" ".join(bad))
        with ground.part():
            left = listed(ground, path["thread_id"])
            ground.expect(not left, "refusal_changes", "a refused run is listed", operation="runs_create")
        answer = ground.send("runs_list", path, query={"select": "nothing"})
        ground.expect(answer.status == 422, "accepts_bad", "a bad select", place="select")

    hunter.once("unknown", unknown)
    hunter.once("unfit", unfit)
