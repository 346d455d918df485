"""State that is refused, copied, searched for, or made with its thread."""

from __future__ import annotations

from cronwright_contract.check import check
from cronwright_contract.checks import threads
from cronwright_contract.checks.compare import Row, accepted, agree, gone, good, good_row, good_rows, same
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
        say(ground, thread_id, 0, "good")
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
        after = good(ground, ground.send("threads_get_state", path))
        message = "a refused update is seen in the state"
        at = "threads_update_state"
        ground.expect(before.json == after, "refusal_changes", message, operation=at)

    def no_graph() -> None:
        path = {"thread_id": threads.make(ground)["thread_id"]}
        answer = ground.send("threads_update_state", path, body={"values": {}})
        message = f"the state of a thread without a graph is written: {answer.status}"
        ground.expect(answer.status == 400, "accepts_bad", message)
        empty = good(ground, ground.send("threads_get_state", path))
        agree(ground, "stored", {"values": {}, "next": [], "checkpoint": None}, empty)

    def before() -> None:
        thread_id = started(ground)
        first, second = say(ground, thread_id, 0, "a"), say(ground, thread_id, 1, "b")
        ground.cause = "before"
        older = history(ground, thread_id, limit=10, before={"checkpoint_id": second, "checkpoint_ns": ""})
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
        for number in range(2):
            with ground.part():
                say(ground, thread_id, number, f"text {number}")
        original = threads.read(ground, thread_id)
        past = history(ground, thread_id, limit=10)
        made = good_row(ground, ground.send("threads_copy", {"thread_id": thread_id}))
        twin = made["thread_id"]
        if not ground.expect(twin != thread_id, "fresh_id", "a copy has the id of its original"):
            return
        agree(ground, "stored", {"metadata": original["metadata"]}, made)
        ground.expect(
            same(made.get("values"), original["values"]),
            "stored",
            "a copy shows no state",
            place="values",
        )
        with ground.part():
            came = [said(row["values"]) for row in history(ground, twin, limit=10)]
            told = [said(row["values"]) for row in past]
            ground.expect(came == told, "stored", f"the copy's states are {came!r:.300}", place="history")
        # What happens to the copy does not happen to the original, and the other way round.
        with ground.part():
            say(ground, twin, 7, "to the copy")
        ground.send("threads_update", {"thread_id": twin}, body={"metadata": {"mark": {"b": 2}}})
        _as_before(thread_id, original, past)
        accepted(ground, ground.send("threads_delete", {"thread_id": twin}))
        _as_before(thread_id, original, past)

    def _as_before(thread_id: str, original: Row, past: list[Row]) -> None:
        agree(ground, "isolated", original, threads.read(ground, thread_id))
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
            say(ground, thread_id, number, f"text {number}")
        where = {"metadata": {"mark": mark}, "values": threads.read(ground, ids[0])["values"]}
        with ground.part():
            found = good_rows(ground, ground.send("threads_search", body=where))
            came = [row.get("thread_id") for row in found]
            ground.expect(came == ids[:1], "filter", f"{len(came)} threads of one state", place="values")
        count = ground.send("threads_count", body=where)
        if accepted(ground, count):
            ground.expect(count.json == 1, "count", f"count is {count.json}, 1 thread fits", place="values")
        extract = {"mine": "metadata.n", "text": "values.messages[0].content"}
        answer = ground.send("threads_search", body={"ids": ids[:1], "extract": extract})
        if rows := good_rows(ground, answer):
            agree(ground, "stored", {"mine": 0, "text": "text 0"}, rows[0].get("extracted"))

    def supersteps() -> None:
        steps = [
            {"updates": [{"values": {"messages": [message]}, "as_node": "__start__"}]}
            for message in (
                {"role": "user", "content": "a", "id": "m0"},
                {"role": "user", "content": "b", "id": "m1"},
            )
        ]
        made = threads.make(ground, {"graph_id": ground.assistant}, supersteps=steps)
        came = [said(row["values"]) for row in history(ground, made["thread_id"], limit=10)]
        message = f"after two steps the states say {came!r:.300}"
        told = [[("m0", "a"), ("m1", "b")], [("m0", "a")]]
        ground.expect(came == told, "stored", message, place="supersteps")

    if takes_messages(ground):
        hunter.once("by_values", by_values)
        hunter.once("supersteps", supersteps)
