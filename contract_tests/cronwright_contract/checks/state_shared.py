"""State that is refused, copied, searched for, or made with its thread."""

from __future__ import annotations

from cronwright_contract.check import check
from cronwright_contract.checks import threads
from cronwright_contract.checks.compare import (
    Row,
    accepted,
    agree,
    gone,
    is_list,
    is_row,
    same,
)
from cronwright_contract.checks.state import history, said, say, started, takes_messages
from cronwright_contract.hunt import Hunter


@check("state.refused", "There is no state of no thread, and a refused update changes nothing")
def refused(hunter: Hunter) -> None:
    ground = hunter.ground

    def unknown() -> None:
        path = {"thread_id": ground.new_id("thread")}
        gone(ground, ground.send("threads_get_state", path))
        gone(ground, ground.send("threads_update_state", path, body={"values": {}}))
        gone(ground, ground.send("threads_get_history", path))
        gone(ground, ground.send("threads_search_history", path, body={}))
        gone(ground, ground.send("threads_get_storage", path))
        body = {"checkpoint": {"checkpoint_id": path["thread_id"]}}
        gone(ground, ground.send("threads_get_state_by_checkpoint", path, body=body))
        at = {**path, "checkpoint_id": path["thread_id"]}
        gone(ground, ground.send("threads_get_state_at_checkpoint", at))

    def bad() -> None:
        thread_id = started(ground)
        if thread_id is None or say(ground, thread_id, 0, "good") is None:
            return
        path = {"thread_id": thread_id}
        before = ground.send("threads_get_state", path)
        for status, body in (
            (422, {"values": 5}),
            (422, {"values": {}, "as_node": 5}),
            (400, {"values": {}, "as_node": "no such node"}),
        ):
            answer = ground.send("threads_update_state", path, body=body)
            message = f"a bad update is answered with {answer.status}, not {status}"
            ground.expect(answer.status == status, "accepts_bad", message, place=" ".join(body))
        after = ground.send("threads_get_state", path)
        if accepted(ground, after):
            message = "a refused update is seen in the state"
            at = "threads_update_state"
            ground.expect(before.json == after.json, "refusal_changes", message, operation=at)

    def no_graph() -> None:
        made = threads.make(ground)
        if made is not None:
            path = {"thread_id": made["thread_id"]}
            answer = ground.send("threads_update_state", path, body={"values": {}})
            message = f"the state of a thread without a graph is written: {answer.status}"
            ground.expect(answer.status == 400, "accepts_bad", message)
            empty = ground.send("threads_get_state", path)
            if accepted(ground, empty):
                agree(ground, "stored", {"values": {}, "next": [], "checkpoint": None}, empty.json)

    def before() -> None:
        thread_id = started(ground)
        if thread_id is None or (first := say(ground, thread_id, 0, "a")) is None:
            return
        second = say(ground, thread_id, 1, "b")
        ground.cause = "before"
        older = history(ground, thread_id, limit=10, before={"checkpoint_id": second, "checkpoint_ns": ""})
        if older is not None:
            ids = [row["checkpoint"]["checkpoint_id"] for row in older]
            ground.expect(ids == [first], "page", "other states than those before", place="before")

    able = takes_messages(ground)
    for body in (unknown, bad, no_graph, before):
        if able or body is unknown:
            hunter.once(body.__name__, body)


@check("state.copied", "A copy has the thread's state and goes its own way")
def copied(hunter: Hunter) -> None:
    ground = hunter.ground
    able = takes_messages(ground)

    def copy() -> None:
        thread_id = started(ground, mark={"a": 1})
        if thread_id is None:
            return
        for number in range(2):
            say(ground, thread_id, number, f"text {number}")
        original = threads.read(ground, thread_id)
        past = history(ground, thread_id, limit=10)
        answer = ground.send("threads_copy", {"thread_id": thread_id})
        if not accepted(ground, answer) or not is_row(answer) or original is None or past is None:
            return
        twin = answer.json["thread_id"]
        if not ground.expect(twin != thread_id, "fresh_id", "a copy has the id of its original"):
            return
        agree(ground, "stored", {"metadata": original["metadata"]}, answer.json)
        ground.expect(
            same(answer.json.get("values"), original["values"]),
            "stored",
            "a copy shows no state",
            place="values",
        )
        theirs = history(ground, twin, limit=10)
        if theirs is not None:
            came = [said(row["values"]) for row in theirs]
            told = [said(row["values"]) for row in past]
            ground.expect(came == told, "stored", f"the copy's states are {came!r:.300}", place="history")
        # What happens to the copy does not happen to the original, and the other way round.
        say(ground, twin, 7, "to the copy")
        ground.send("threads_update", {"thread_id": twin}, body={"metadata": {"mark": {"b": 2}}})
        _as_before(thread_id, original, past)
        accepted(ground, ground.send("threads_delete", {"thread_id": twin}))
        _as_before(thread_id, original, past)

    def _as_before(thread_id: str, original: Row, past: list[Row]) -> None:
        now = threads.read(ground, thread_id)
        if now is not None:
            agree(ground, "isolated", original, now)
        ground.expect(
            history(ground, thread_id, limit=10) == past, "isolated", "the original has another past"
        )

    if able:
        hunter.once("copy", copy)


@check("state.found", "Threads are found by their state, made with one, and parts of it are answered")
def found(hunter: Hunter) -> None:
    ground = hunter.ground

    def by_values() -> None:
        mark = ground.new_id("thread")
        ids = [started(ground, mark=mark, n=n) for n in range(2)]
        for number, thread_id in enumerate(ids):
            if thread_id is None or say(ground, thread_id, number, f"text {number}") is None:
                return
        thread = threads.read(ground, str(ids[0]))
        if thread is None:
            return
        where = {"metadata": {"mark": mark}, "values": thread["values"]}
        found = ground.send("threads_search", body=where)
        if accepted(ground, found) and is_list(found):
            came = [row["thread_id"] for row in found.json]
            ground.expect(came == ids[:1], "filter", f"{len(came)} threads of one state", place="values")
        count = ground.send("threads_count", body=where)
        if accepted(ground, count):
            ground.expect(count.json == 1, "count", f"count is {count.json}, 1 thread fits", place="values")
        extract = {"mine": "metadata.n", "text": "values.messages[0].content"}
        answer = ground.send("threads_search", body={"ids": ids[:1], "extract": extract})
        if accepted(ground, answer) and answer.json:
            told = {"mine": 0, "text": "text 0"}
            agree(ground, "stored", told, answer.json[0].get("extracted"))

    def supersteps() -> None:
        steps = [
            {"updates": [{"values": {"messages": [message]}, "as_node": "__start__"}]}
            for message in (
                {"role": "user", "content": "a", "id": "m0"},
                {"role": "user", "content": "b", "id": "m1"},
            )
        ]
        made = threads.make(ground, {"graph_id": ground.assistant}, supersteps=steps)
        if made is None:
            return
        past = history(ground, made["thread_id"], limit=10)
        if past is not None:
            came = [said(row["values"]) for row in past]
            message = f"after two steps the states say {came!r:.300}"
            told = [[("m0", "a"), ("m1", "b")], [("m0", "a")]]
            ground.expect(came == told, "stored", message, place="supersteps")

    if takes_messages(ground):
        hunter.once("by_values", by_values)
        hunter.once("supersteps", supersteps)
