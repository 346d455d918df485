"""What comes of runs that really run: their status, the thread's state, and what is told of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks import ran, threads
from cronwright_contract.checks.compare import Row, agree, gone, good, good_row, same
from cronwright_contract.checks.runs import header, path_of, read
from cronwright_contract.checks.state import Said, said
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter


def _state(ground: Ground, run: Row) -> Row:
    return good_row(ground, ground.send("threads_get_state", {"thread_id": run["thread_id"]}))


def _texts(said: Said | None) -> list[str]:
    return [text for _, text in said or []]


@check(
    "runs.ended", "A run that ends leaves its status, its values and the state of its thread", needs=("runs",)
)
def ended(hunter: Hunter) -> None:
    ground = hunter.ground
    ours = ran.echoes(ground)

    def waited() -> None:
        path = {"thread_id": threads.make(ground)["thread_id"]}
        answer = ground.send("runs_wait", path, body=ran.body_of(ground, ran.saying("hello")))
        values = good_row(ground, answer)
        where = header(answer, "content-location") or ""
        run = read(ground, {**path, "run_id": where.rpartition("/")[2]})
        if not (ours or run["status"] == "success"):
            # A graph that is not ours may fail at what was said to it.
            return
        agree(ground, "stored", {"status": "success"}, run)
        state, now = _state(ground, run), threads.read(ground, run["thread_id"])
        at = "runs_wait"
        agree(ground, "stored", {"values": state["values"], "status": "idle"}, now)
        told = same(values, state["values"])
        ground.expect(told, "stored", "other values than the thread's", place="values", operation=at)
        joined = ground.send("runs_join", path_of(run))
        told = same(joined.json, state["values"])
        ground.expect(told, "stored", "other values than the thread's", place="values")
        if ours:
            came = _texts(said(state["values"]))
            message = f"the thread says {came!r:.300}"
            ground.expect(came == ["hello", "no model: hello"], "stored", message, place="answer")
        _deleted(run, state)

    def _deleted(run: Row, state: Row) -> None:
        good(ground, ground.send("runs_delete", path_of(run)))
        gone(ground, ground.send("runs_get", path_of(run)))
        kept = same(_state(ground, run)["values"], state["values"])
        message = "with the run goes what it did to the thread"
        ground.expect(kept, "untouched", message, place="state", operation="runs_delete")

    def alone() -> None:
        body = ran.body_of(ground, ran.saying("hello"), context={"model_name": "model"})
        came = _texts(said(good(ground, ground.send("runs_wait_stateless", body=body))))
        told = ["hello", "model: hello"]
        ground.expect(came == told, "stored", f"the answer is {came!r:.300}", place="answer")

    def several() -> None:
        """Each on a thread of its own, and two that wait for each other, all begun before any is read."""
        fails, asks, sleeps, turns = _failed(), _asked(), _cancelled(), _in_turn()
        for part in (fails, asks, sleeps, turns, sleeps, fails, asks, turns):
            with ground.part():
                next(part, None)

    def _failed() -> Iterator[None]:
        run = ran.start(ground, {"fail": "as it was told to"})
        yield
        agree(ground, "stored", {"status": "error"}, ran.ended(ground, run))
        told = {"error": "RuntimeError", "message": "as it was told to"}
        thread = threads.read(ground, run["thread_id"])
        agree(ground, "stored", {"status": "error", "error": told}, thread)

    def _asked() -> Iterator[None]:
        told = {"question": [1, "ü"]}
        run = ran.start(ground, {"interrupt": told})
        yield
        ran.ended(ground, run)
        thread = threads.read(ground, run["thread_id"])
        agree(ground, "stored", {"status": "interrupted"}, thread)
        asks = [each["value"] for some in thread.get("interrupts", {}).values() for each in some]
        ground.expect(same(asks, [told]), "stored", f"the thread asks {asks!r:.300}", place="interrupts")
        path = {"thread_id": run["thread_id"]}
        body: dict[str, Any] = {"assistant_id": ground.assistant, "metadata": ground.tag}
        answer = ground.send("runs_create", path, body={**body, "command": {"resume": "answered"}})
        ran.ended(ground, good_row(ground, answer))
        thread = threads.read(ground, run["thread_id"])
        agree(ground, "stored", {"status": "idle", "interrupts": {}}, thread)

    def _cancelled() -> Iterator[None]:
        run = ran.start(ground, {"sleep": 60.0})
        yield
        ran.running(ground, run)
        body = {**ran.body_of(ground, {}), "multitask_strategy": "reject"}
        refused = ground.send("runs_create", {"thread_id": run["thread_id"]}, body=body)
        message = f"a run on a busy thread under `reject` is answered with {refused.status}"
        ground.expect(refused.status == 409, "accepts_bad", message, place="reject")
        good(ground, ground.send("runs_cancel", path_of(run), query={"wait": "true"}))
        agree(ground, "stored", {"status": "interrupted"}, ran.ended(ground, run))

    def _in_turn() -> Iterator[None]:
        first = ran.start(ground, {**ran.saying("one", 1), "sleep": 0.3})
        second = ran.start(ground, ran.saying("two", 2), first["thread_id"])
        yield
        for run in (first, second):
            agree(ground, "stored", {"status": "success"}, ran.ended(ground, run))
        came = _texts(said(_state(ground, second)["values"]))
        told = ["one", "no model: one", "two", "no model: two"]
        message = f"two runs, one after the other, leave {came!r:.300}"
        ground.expect(came == told, "stored", message, place="in turn")

    hunter.once("waited", waited)
    if ours:
        hunter.once("several", several)
        hunter.once("alone", alone)
