"""What comes of runs that really run: their status, the thread's state, and what is told of both."""

from __future__ import annotations

from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks import ran, threads
from cronwright_contract.checks.compare import Row, accepted, agree, gone, is_row, same
from cronwright_contract.checks.runs import path_of, read
from cronwright_contract.checks.state import Said, said
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter


def _state(ground: Ground, run: Row) -> Row | None:
    answer = ground.send("threads_get_state", {"thread_id": run["thread_id"]})
    return answer.json if accepted(ground, answer) and is_row(answer) else None


def _texts(said: Said | None) -> list[str]:
    return [text for _, text in said or []]


@check(
    "runs.ended", "A run that ends leaves its status, its values and the state of its thread", needs=("runs",)
)
def ended(hunter: Hunter) -> None:
    ground = hunter.ground
    ours = ran.echoes(ground)

    def waited() -> None:
        thread = threads.make(ground)
        if thread is None:
            return
        path = {"thread_id": thread["thread_id"]}
        answer = ground.send("runs_wait", path, body=ran.body_of(ground, ran.saying("hello")))
        if not accepted(ground, answer) or not is_row(answer):
            return
        headers = {} if answer.answer is None else answer.answer.headers
        where = headers.get("content-location", "")
        run = read(ground, {**path, "run_id": where.rpartition("/")[2]})
        if run is None or not (ours or run["status"] == "success"):
            # A graph that is not ours may fail at what was said to it.
            return
        agree(ground, "stored", {"status": "success"}, run)
        state, now = _state(ground, run), threads.read(ground, run["thread_id"])
        if state is None or now is None:
            return
        at = "runs_wait"
        agree(ground, "stored", {"values": state["values"], "status": "idle"}, now)
        told = same(answer.json, state["values"])
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
        if accepted(ground, ground.send("runs_delete", path_of(run))):
            gone(ground, ground.send("runs_get", path_of(run)))
            left = _state(ground, run)
            if left is not None:
                message = "with the run goes what it did to the thread"
                at = "runs_delete"
                kept = same(left["values"], state["values"])
                ground.expect(kept, "untouched", message, place="state", operation=at)

    def alone() -> None:
        body = ran.body_of(ground, ran.saying("hello"), context={"model_name": "model"})
        answer = ground.send("runs_wait_stateless", body=body)
        if accepted(ground, answer):
            came = _texts(said(answer.json))
            told = ["hello", "model: hello"]
            ground.expect(came == told, "stored", f"the answer is {came!r:.300}", place="answer")

    def several() -> None:
        """Each on a thread of its own, and two that wait for each other, all begun before any is read."""
        failing = ran.start(ground, {"fail": "as it was told to"})
        asking = ran.start(ground, {"interrupt": {"question": [1, "ü"]}})
        sleeping = ran.start(ground, {"sleep": 60.0})
        first = ran.start(ground, {**ran.saying("one", 1), "sleep": 0.3})
        second = first and ran.start(ground, ran.saying("two", 2), first["thread_id"])
        if sleeping is not None:
            _cancelled(sleeping)
        if failing is not None:
            _failed(failing)
        if asking is not None:
            _asked(asking)
        if first and second:
            _in_turn(first, second)

    def _failed(run: Row) -> None:
        now = ran.ended(ground, run)
        if now is None:
            return
        agree(ground, "stored", {"status": "error"}, now)
        thread = threads.read(ground, run["thread_id"])
        if thread is not None:
            told = {"error": "RuntimeError", "message": "as it was told to"}
            agree(ground, "stored", {"status": "error", "error": told}, thread)

    def _asked(run: Row) -> None:
        now = ran.ended(ground, run)
        thread = threads.read(ground, run["thread_id"])
        if now is None or thread is None:
            return
        agree(ground, "stored", {"status": "interrupted"}, thread)
        asked = [each["value"] for some in thread.get("interrupts", {}).values() for each in some]
        message = f"the thread asks {asked!r:.300}"
        told = [{"question": [1, "ü"]}]
        ground.expect(same(asked, told), "stored", message, place="interrupts")
        path = {"thread_id": run["thread_id"]}
        body: dict[str, Any] = {"assistant_id": ground.assistant, "metadata": ground.tag}
        answer = ground.send("runs_create", path, body={**body, "command": {"resume": "answered"}})
        if accepted(ground, answer) and ran.ended(ground, answer.json) is not None:
            thread = threads.read(ground, run["thread_id"])
            if thread is not None:
                agree(ground, "stored", {"status": "idle", "interrupts": {}}, thread)

    def _cancelled(run: Row) -> None:
        if ran.running(ground, run) is None:
            return
        path = {"thread_id": run["thread_id"]}
        body = {**ran.body_of(ground, {}), "multitask_strategy": "reject"}
        refused = ground.send("runs_create", path, body=body)
        message = f"a run on a busy thread under `reject` is answered with {refused.status}"
        ground.expect(refused.status == 409, "accepts_bad", message, place="reject")
        answer = ground.send("runs_cancel", path_of(run), query={"wait": "true"})
        now = ran.ended(ground, run) if accepted(ground, answer) else None
        if now is not None:
            agree(ground, "stored", {"status": "interrupted"}, now)

    def _in_turn(first: Row, second: Row) -> None:
        for run in (first, second):
            now = ran.ended(ground, run)
            if now is not None:
                agree(ground, "stored", {"status": "success"}, now)
        state = _state(ground, second)
        if state is not None:
            came = _texts(said(state["values"]))
            told = ["one", "no model: one", "two", "no model: two"]
            message = f"two runs, one after the other, leave {came!r:.300}"
            ground.expect(came == told, "stored", message, place="in turn")

    hunter.once("waited", waited)
    if ours:
        hunter.once("several", several)
        hunter.once("alone", alone)
