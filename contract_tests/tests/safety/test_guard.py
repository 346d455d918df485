"""The guard without a server: what passes, what is refused, and what is learned from answers that may lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest

from cronwright_contract.broken import Refused
from cronwright_contract.wire.exchange import Answer, Exchange, Request
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.ledger import Ledger

from .requests_to_judge import CRON, FOREIGN, HARMFUL, MADE, READS, RUN, TAG, request


def names(asked: list[Request]) -> list[str]:
    return [f"{number} {each.method} {each.path}" for number, each in enumerate(asked)]


def guard_of(*allow: str, read_only: bool = False, ledger: Ledger | None = None) -> Guard:
    return Guard(ledger, TAG, frozenset(allow), read_only=read_only)


def answered(asked: Request, status: int, value: Any = None) -> Exchange:
    return Exchange(1, 0.0, asked, Answer(status, {}, orjson.dumps(value), 0.0))


def passes(guard: Guard, asked: Request) -> bool:
    try:
        guard.before(asked)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("asked", READS, ids=names(READS))
def test_reads_pass_also_where_nothing_else_may(asked: Request) -> None:
    assert passes(guard_of(), asked)
    assert passes(guard_of(read_only=True), asked)


@pytest.mark.parametrize("asked", MADE, ids=names(MADE))
def test_what_is_tagged_and_starts_nothing_passes_but_not_where_only_reads_do(asked: Request) -> None:
    assert passes(guard_of(), asked)
    assert not passes(guard_of(read_only=True), asked)


@pytest.mark.parametrize("asked", HARMFUL, ids=names(HARMFUL))
def test_what_may_do_harm_is_refused(asked: Request) -> None:
    assert not passes(guard_of(), asked)


@pytest.mark.parametrize("asked", HARMFUL, ids=names(HARMFUL))
def test_an_allowance_opens_nothing_but_what_it_names(asked: Request) -> None:
    """With everything allowed, no foreign id passes but in the operations that are global."""
    global_ones = ("/threads/prune", "/runs/cancel", "/store/items")
    if FOREIGN in f"{asked.path} {asked.content!r}" and asked.path not in global_ones:
        assert not passes(guard_of("firing", "runs", "global"), asked)


def test_a_refusal_says_what_and_why() -> None:
    with pytest.raises(
        Refused, match=f"DELETE /threads/{FOREIGN} is not sent: thread_id '{FOREIGN}' is nothing"
    ):
        guard_of().before(request("DELETE", f"/threads/{FOREIGN}"))


def test_an_id_made_here_is_ours_in_every_form() -> None:
    guard = guard_of()
    mine = guard.new_id("thread")
    for form in (mine, mine.replace("-", ""), mine.upper(), f"%7B{mine}%7D"):
        assert passes(guard, request("DELETE", f"/threads/{form}"))


def test_each_allowance_allows_what_it_names() -> None:
    soon = request("POST", "/runs/crons", {**CRON, "schedule": "* * * * *"})
    now = request("POST", "/runs/wait", {"assistant_id": "agent", "metadata": TAG})
    whole = request("POST", "/runs/cancel", {"status": "all"})
    assert [passes(guard_of("firing"), each) for each in (soon, now, whole)] == [True, False, False]
    assert [passes(guard_of("runs"), each) for each in (soon, now, whole)] == [False, True, False]
    assert [passes(guard_of("global"), each) for each in (soon, now, whole)] == [False, False, True]


def test_what_our_create_was_answered_with_is_ours() -> None:
    guard = guard_of()
    asked = request("POST", "/runs/crons", CRON)
    guard.before(asked)
    guard.after(answered(asked, 200, {"cron_id": FOREIGN, "metadata": TAG}))
    assert passes(guard, request("DELETE", f"/runs/crons/{FOREIGN}"))


@pytest.mark.parametrize(
    "answer",
    [
        {"cron_id": FOREIGN, "metadata": {}},
        {"cron_id": FOREIGN},
        {"cron_id": FOREIGN, "metadata": {**TAG, "cronwright_run": "another"}},
        {"cron_id": FOREIGN, "metadata": str(TAG)},
        [[{"cron_id": FOREIGN, "metadata": TAG}]],
    ],
)
def test_an_answer_without_our_tag_teaches_nothing(answer: Any) -> None:
    """A server that answers a create with somebody else's cron."""
    guard = guard_of()
    guard.after(answered(request("POST", "/runs/crons", CRON), 200, answer))
    assert not passes(guard, request("DELETE", f"/runs/crons/{FOREIGN}"))


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_refusal_teaches_nothing(status: int) -> None:
    guard = guard_of()
    guard.after(answered(request("POST", "/runs/crons", CRON), status, {"cron_id": FOREIGN, "metadata": TAG}))
    assert not passes(guard, request("DELETE", f"/runs/crons/{FOREIGN}"))


def test_a_read_teaches_nothing() -> None:
    """A server that mixes up metadata shows our tag on somebody else's cron."""
    guard = guard_of()
    row = {"cron_id": FOREIGN, "metadata": TAG}
    guard.after(answered(request("GET", f"/runs/crons/{FOREIGN}"), 200, row))
    guard.after(answered(request("POST", "/runs/crons/search", {}), 200, [row]))
    guard.after(answered(request("PATCH", f"/runs/crons/{FOREIGN}", {}), 200, row))
    assert not passes(guard, request("DELETE", f"/runs/crons/{FOREIGN}"))


def test_what_was_seen_to_be_another_s_is_never_learned() -> None:
    guard = guard_of()
    guard.after(
        answered(request("POST", "/runs/crons/search", {}), 200, [{"cron_id": FOREIGN, "metadata": {}}])
    )
    guard.after(answered(request("POST", "/runs/crons", CRON), 200, {"cron_id": FOREIGN, "metadata": TAG}))
    assert not passes(guard, request("DELETE", f"/runs/crons/{FOREIGN}"))


def test_a_name_of_a_graph_is_everybody_s_assistant() -> None:
    guard = guard_of()
    guard.after(answered(request("POST", "/assistants/search", {}), 200, [{"graph_id": "mine"}]))
    assert not passes(guard, request("DELETE", "/assistants/mine"))
    assert passes(guard, request("DELETE", "/assistants/nobody"))


def made_cron(guard: Guard, **body: Any) -> str:
    id = str(uuid4())
    asked = request("POST", "/runs/crons", {**CRON, **body})
    guard.before(asked)
    guard.after(answered(asked, 200, {"cron_id": id, "metadata": TAG, **body}))
    return id


def test_a_change_of_our_cron_is_judged_with_what_it_was_made_with() -> None:
    guard = guard_of()
    daily = f"/runs/crons/{made_cron(guard, schedule='0 9 * * *', enabled=False)}"
    assert not passes(guard, request("PATCH", daily, {"enabled": True}))
    assert not passes(guard, request("PATCH", daily, b'{"enabled":true,"enabled":false}'))
    assert passes(guard, request("PATCH", daily, {"enabled": True, "schedule": "0 0 29 2 *"}))
    assert not passes(guard, request("PATCH", daily, {"metadata": {"cronwright_run": None}}))
    assert not passes(guard, request("PATCH", daily, {"webhook": "https://example.com"}))


def test_a_cron_that_turns_out_to_be_due_is_disarmed_at_once() -> None:
    """A server that ignores `enabled`: the answer shows when it will fire."""
    guard, disarmed = guard_of(), list[str]()
    guard.disarm = disarmed.append
    soon = "2020-01-01T00:00:00+00:00"
    id = made_cron(guard, schedule="* * * * *", enabled=False)
    asked = request("PATCH", f"/runs/crons/{id}", {"input": {}})
    guard.after(answered(asked, 200, {"cron_id": id, "enabled": True, "next_run_date": soon}))
    assert disarmed == [id]
    assert id in guard.notes[0]


def test_a_made_thing_without_a_tag_is_told_and_left_alone() -> None:
    guard = guard_of()
    guard.after(
        answered(request("POST", "/threads", {"metadata": 5}), 200, {"thread_id": FOREIGN, "metadata": {}})
    )
    assert FOREIGN in guard.notes[0]
    assert not passes(guard, request("DELETE", f"/threads/{FOREIGN}"))


def test_runs_are_learned_on_our_own_threads_alone() -> None:
    guard, run = guard_of(), str(uuid4())
    mine = guard.new_id("thread")
    for thread in (FOREIGN, mine):
        row = {"run_id": run, "thread_id": thread, "metadata": TAG}
        guard.after(answered(request("GET", f"/threads/{thread}/runs"), 200, [row]))
        assert passes(guard, request("DELETE", f"/threads/{mine}/runs/{run}")) is (thread == mine)


def test_cancel_many_of_our_runs_is_ours_but_not_by_a_status() -> None:
    guard = guard_of()
    body = {"thread_id": guard.new_id("thread"), "run_ids": [guard.new_id("run")]}
    assert passes(guard, request("POST", "/runs/cancel", body))
    assert not passes(guard, request("POST", "/runs/cancel", {**body, "status": "all"}))
    assert not passes(guard, request("POST", "/runs/cancel", {**body, "run_ids": [FOREIGN]}))


def test_an_agent_is_spoken_to_in_a_thread_of_ours() -> None:
    """Without one, the server makes a thread that carries no tag."""
    guard = guard_of("runs")

    def said(**message: str) -> bool:
        body = {"method": "message/send", "params": {"message": message}}
        return passes(guard, request("POST", "/a2a/agent", body))

    mine = guard.new_id("thread")
    assert said(contextId=mine)
    assert not said()
    assert not said(contextId=FOREIGN)
    assert not said(contextId=mine, taskId=f"{mine}:{FOREIGN}")


def test_the_ledger_has_a_line_before_a_create_is_sent(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, RUN, "http://user:secret@host:8123/base?x=y")
    guard = guard_of("runs", ledger=ledger)
    thread = guard.new_id("thread")
    guard.before(request("POST", "/threads", {"thread_id": thread, "metadata": TAG}))
    guard.before(request("POST", "/runs/crons", CRON))
    lines = [orjson.loads(line) for line in ledger.path.read_bytes().splitlines()]
    assert lines[0]["server"] == "http://host:8123/base"
    assert lines[1:] == [{"intends": "thread", "id": thread}, {"intends": "cron", "id": None}]
    ledger.close()


def test_what_is_refused_is_in_no_ledger(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, RUN, "http://host")
    assert not passes(guard_of(ledger=ledger), request("POST", "/threads", {}))
    assert len(ledger.path.read_bytes().splitlines()) == 1
    ledger.close()
