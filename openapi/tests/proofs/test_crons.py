"""What the published document gets wrong about crons."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .judge import OURS, PUBLISHED, Answer, Server, declares_anew, refuses_anew

RESTING = {"assistant_id": "agent", "schedule": "0 9 * * *", "enabled": False}
NEVER = "0 0 31 2 *"

Create = Callable[..., Answer]


@pytest.fixture
def create(server: Server) -> Iterator[Create]:
    """Makes a stateless cron, or one of a thread; it goes with the test."""
    made = []

    def new(thread: str | None = None, **fields: Any) -> Answer:
        path = f"/threads/{thread}/runs/crons" if thread else "/runs/crons"
        answer = server.call("POST", path, RESTING | fields)
        made.append(answer)
        return answer

    yield new
    for answer in made:
        if answer.status == 200:
            server.http.delete(f"/runs/crons/{answer.json['cron_id']}")


def change(server: Server, cron: Answer, **fields: Any) -> Answer:
    return server.call("PATCH", f"/runs/crons/{cron.json['cron_id']}", fields)


def test_a_stateless_cron_has_no_thread(create: Create) -> None:
    """`thread_id` is null, and the document says text (facts D2)."""
    cron = create()
    assert cron.json["thread_id"] is None
    cron.corrects("thread_id: null is not of type")


def test_a_cron_without_an_end_has_null(create: Create, thread: str) -> None:
    """`end_time` is null, and the document says text (facts D1)."""
    cron = create(thread)
    assert cron.json["end_time"] is None
    cron.corrects("end_time: null is not of type")


def test_timezone_and_on_run_completed_are_answered(create: Create, server: Server, thread: str) -> None:
    """Both are answered by every kind of cron and found by `select`, but not declared (facts D3)."""
    assert create(thread).json["on_run_completed"] is None
    cron = create(timezone="Asia/Tokyo", on_run_completed="keep")
    assert (cron.json["timezone"], cron.json["on_run_completed"]) == ("Asia/Tokyo", "keep")
    declares_anew("Cron", "timezone")
    declares_anew("Cron", "on_run_completed")
    both = ["timezone", "on_run_completed"]
    (row,) = server.call("POST", "/runs/crons/search", {"select": both, "limit": 1}).json
    assert sorted(row) == sorted(both)


def test_every_answer_has_every_field(create: Create, server: Server, thread: str) -> None:
    """Creating, reading, changing and searching answer every declared field, and no other."""
    cron = create(thread)
    cron_id = cron.json["cron_id"]
    (found,) = server.call("POST", "/runs/crons/search", {"thread_id": thread}).json
    answers = [cron.json, change(server, cron, enabled=False).json, found, create().json]
    answers.append(server.call("GET", f"/runs/crons/{cron_id}").json)
    declared = OURS.schema("Cron")
    assert sorted(declared["required"]) == sorted(declared["properties"])
    for answer in answers:
        assert sorted(answer) == sorted(declared["properties"])


def test_an_empty_timezone_answers_400(create: Create, server: Server, thread: str) -> None:
    """An unknown name answers 422, as declared, but an empty one 400 (facts D8)."""
    for answer in (create(timezone=""), create(thread, timezone=""), change(server, create(), timezone="")):
        assert answer.status == 400
        answer.corrects("status 400 is not declared")
    assert create(timezone="Mars/Olympus").status == 422
    for component in ("CronCreate", "CronPatch", "ThreadCronCreate"):
        refuses_anew(component, RESTING | {"timezone": ""})


def test_a_schedule_that_never_fires_answers_400(create: Create, server: Server, thread: str) -> None:
    """It is well formed, so this is not the declared 422 (facts D8)."""
    for answer in (
        create(schedule=NEVER),
        create(thread, schedule=NEVER),
        change(server, create(), schedule=NEVER),
    ):
        assert answer.status == 400
        answer.corrects("status 400 is not declared")


def test_an_empty_change_answers_400(create: Create, server: Server) -> None:
    """A change changes something (facts D8)."""
    answer = change(server, create())
    assert answer.status == 400
    answer.corrects("status 400 is not declared")
    refuses_anew("CronPatch", {})


def test_checkpoint_during_is_stored_and_used(create: Create, server: Server, thread: str) -> None:
    """Without `durability`, false gives runs of durability exit, and true async (table 1.1)."""
    declares_anew("CronCreate", "checkpoint_during")
    declares_anew("ThreadCronCreate", "checkpoint_during")
    each_second = {"schedule": "* * * * * *", "enabled": True, "input": {}}
    for during, durability in ((False, "exit"), (True, "async")):
        cron = create(thread, checkpoint_during=during, **each_second)
        assert cron.json["payload"]["checkpoint_during"] is during
        run = first_run(server, f"/threads/{thread}/runs", cron)
        assert run["kwargs"]["durability"] == durability


def test_a_stateless_cron_takes_a_multitask_strategy(create: Create, server: Server) -> None:
    """It is handed to the runs, as that of a thread cron is (facts D15)."""
    declares_anew("CronCreate", "multitask_strategy")
    mark = {"proof": "multitask"}
    cron = create(
        schedule="* * * * * *", enabled=True, input={}, metadata=mark,
        on_run_completed="keep", multitask_strategy="reject",
    )  # fmt: skip
    thread = wait(lambda: server.call("POST", "/threads/search", {"metadata": mark}).json)[0]["thread_id"]
    try:
        assert first_run(server, f"/threads/{thread}/runs", cron)["multitask_strategy"] == "reject"
    finally:
        server.http.delete(f"/runs/crons/{cron.json['cron_id']}")
        for left in server.http.post("/threads/search", json={"metadata": mark}).json():
            server.http.delete(f"/threads/{left['thread_id']}")


def test_a_change_takes_a_multitask_strategy(create: Create, server: Server, thread: str) -> None:
    """It is merged into what the runs are made from (facts D25)."""
    declares_anew("CronPatch", "multitask_strategy")
    changed = change(server, create(thread, multitask_strategy="enqueue"), multitask_strategy="rollback")
    assert changed.json["payload"]["multitask_strategy"] == "rollback"


def test_a_change_leaves_alone_what_it_does_not_name(create: Create, server: Server) -> None:
    """The document gives four fields of a change a default, none of which the server applies (facts D31)."""
    told = {
        "durability": "sync",
        "stream_mode": "updates",
        "stream_resumable": True,
        "stream_subgraphs": True,
    }
    changed = change(server, create(**told), enabled=False)
    assert {name: changed.json["payload"][name] for name in told} == told
    for name in told:
        assert "default" in PUBLISHED.schema("CronPatch")["properties"][name]
        assert name in OURS.schema("CronPatch")["properties"]
    assert "default" not in str(OURS.schema("CronPatch"))


def test_a_relative_webhook_is_refused(create: Create, server: Server, thread: str) -> None:
    """The document takes any reference; the server wants a whole address (facts D22)."""
    for answer in (
        create(webhook="/hook"),
        create(thread, webhook="hook"),
        change(server, create(), webhook="/hook"),
    ):
        assert answer.status == 422
    run = server.call("POST", "/runs", {"assistant_id": "agent", "webhook": "/hook"})
    assert run.status == 422
    for component in (
        "CronCreate",
        "CronPatch",
        "ThreadCronCreate",
        "RunCreateStateful",
        "RunCreateStateless",
    ):
        refuses_anew(component, RESTING | {"webhook": "/hook"})


def test_links_lead_to_the_created_cron(server: Server, thread: str) -> None:
    """Every link names an operation, and the id that it takes from a real answer is that of what was made."""
    made = server.call("POST", "/threads", {})
    created = follow(server, "POST", "/threads", made, "create_cron", RESTING)
    paths = ("/runs/crons", f"/threads/{made.json['thread_id']}/runs/crons")
    for cron, path in ((server.call("POST", paths[0], RESTING), paths[0]), (created, paths[1])):
        assert follow(server, "POST", path, cron, "get").json["cron_id"] == cron.json["cron_id"]
        changed = follow(server, "POST", path, cron, "update", {"enabled": False})
        cron_path = f"/runs/crons/{cron.json['cron_id']}"
        assert follow(server, "PATCH", cron_path, changed, "get").json["cron_id"] == cron.json["cron_id"]
        found = server.call("POST", "/runs/crons/search", {"limit": 1})
        assert follow(server, "POST", "/runs/crons/search", found, "get").json == found.json[0]
        assert follow(server, "POST", path, cron, "delete").status == 204
        assert follow(server, "PATCH", cron_path, changed, "delete").status == 404
    assert follow(server, "POST", "/threads", made, "get").json["thread_id"] == made.json["thread_id"]
    assert follow(server, "POST", "/threads", made, "delete").status == 204


def follow(server: Server, method: str, path: str, answer: Answer, name: str, body: object = None) -> Answer:
    """Call the operation that the link leads to, with what the link takes from the answer."""
    link = OURS.operation(method, path)["responses"]["200"]["links"][name]
    ((target, verb),) = [
        (template, verb)
        for template, item in OURS.content["paths"].items()
        for verb, operation in item.items()
        if operation["operationId"] == link["operationId"]
    ]
    for parameter, expression in link["parameters"].items():
        value = answer.json
        for step in expression.removeprefix("$response.body#/").split("/"):
            value = value[int(step)] if isinstance(value, list) else value[step]
        target = target.replace(f"{{{parameter}}}", value)
    return server.call(verb.upper(), target, body)


def first_run(server: Server, path: str, cron: Answer) -> dict[str, Any]:
    """The first run that the cron has made; the cron then rests."""

    def mine() -> list[dict[str, Any]]:
        runs = server.call("GET", path).json
        return [r for r in runs if r["kwargs"]["config"]["configurable"]["cron_id"] == cron.json["cron_id"]]

    (run, *_) = wait(mine)
    change(server, cron, enabled=False)
    return run


def wait(find: Callable[[], list[dict[str, Any]]], seconds: float = 15) -> list[dict[str, Any]]:
    """Ask until something is found."""
    deadline = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < deadline, f"nothing for {seconds} s"
        time.sleep(0.2)
    return found
