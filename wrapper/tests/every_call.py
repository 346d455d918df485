"""Every method of the wrapper with every parameter that it has: what can be sent by it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

THREAD, RUN, ASSISTANT, CRON = (f"01a2193d-321a-7103-9865-6a8fed904e0{n}" for n in "1234")
CHECKPOINT = {"thread_id": THREAD, "checkpoint_ns": "", "checkpoint_id": CRON}
META = {"metadata": {"a": 1}}
PAGE = {"limit": 5, "offset": 5}
SORT = {"sort_by": "created_at", "sort_order": "asc"}

_GRAPH_RUN: dict[str, Any] = {
    "metadata": {"a": 1},
    "config": {"tags": ["a"], "recursion_limit": 5, "configurable": {"a": 1}},
    "interrupt_before": ["a"],
    "interrupt_after": "*",
    "webhook": "https://example.com/hook",
    "multitask_strategy": "enqueue",
    "stream_mode": ["values", "updates"],
    "stream_subgraphs": True,
    "stream_resumable": True,
}
RUN_GIVEN: dict[str, Any] = {
    **_GRAPH_RUN,
    "input": {"a": 1},
    "checkpoint": CHECKPOINT,
    "durability": "sync",
    "feedback_keys": ["good"],
    "if_not_exists": "create",
    "after_seconds": 5,
    "langsmith_tracing": {"project_name": "p", "example_id": RUN},
    "on_run_created": lambda created: None,
    "strict_resume": False,
}
RUN_OTHERWISE: dict[str, Any] = {
    "command": {"resume": "yes", "goto": "a", "update": {"a": 1}},
    "context": {"a": 1},
    "checkpoint_id": CRON,
    "checkpoint_during": True,
    "on_completion": "keep",
}
_CRON: dict[str, Any] = {
    **_GRAPH_RUN,
    "schedule": "0 9 * * *",
    "input": {"a": 1},
    "end_time": datetime(2100, 1, 1, tzinfo=UTC),
    "enabled": False,
    "timezone": ZoneInfo("Europe/Berlin"),
    "durability": "sync",
}
MESSAGE = {"role": "user", "parts": [{"kind": "text", "text": "hello"}], "messageId": "1"}
TASK = {"context_id": THREAD}


class Sent(NamedTuple):
    """One call: the method by its path below the client, and what it is given."""

    method: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


def sent(method: str, *args: Any, **kwargs: Any) -> Sent:
    return Sent(method, args, kwargs)


_RUN_METHODS: list[tuple[str, dict[str, Any]]] = [
    ("runs.create", {}),
    ("runs.wait", {"on_disconnect": "cancel", "raise_error": False}),
    ("runs.stream", {"on_disconnect": "cancel", "version": "v2"}),
]
_RUNS = [
    sent(method, thread_id, ASSISTANT, **{**given, **more})
    for method, more in _RUN_METHODS
    for thread_id in (THREAD, None)
    for given in (
        {
            name: value
            for name, value in RUN_GIVEN.items()
            # Nothing of these is taken without a thread.
            if thread_id or name not in ("multitask_strategy", "if_not_exists", "checkpoint", "strict_resume")
        },
        {name: value for name, value in RUN_OTHERWISE.items() if thread_id or name != "checkpoint_id"},
    )
]
EVERY_CALL: list[Sent] = [
    *_RUNS,
    sent("ok", check_db=True),
    sent("info"),
    sent("metrics", format="json"),
    sent("assistants.count", **META, graph_id="g", name="n"),
    sent(
        "assistants.create",
        "g",
        {"tags": ["a"]},
        **META,
        assistant_id=ASSISTANT,
        if_exists="do_nothing",
        name="n",
        description="d",
    ),
    sent("assistants.create", "g", context={"a": 1}),
    sent("assistants.delete", ASSISTANT, delete_threads=True),
    sent("assistants.get", ASSISTANT),
    sent("assistants.get_graph", ASSISTANT, xray=2),
    sent("assistants.get_schemas", ASSISTANT),
    sent("assistants.get_subgraphs", ASSISTANT, "child", True),
    sent("assistants.get_subgraphs", ASSISTANT, recurse=True),
    sent("assistants.get_versions", ASSISTANT, {"a": 1}, 5, 5),
    sent("assistants.iterate", **META, graph_id="g", name="n", page_size=5),
    sent("assistants.iterate_versions", ASSISTANT, **META, page_size=5),
    sent(
        "assistants.search",
        **META,
        **PAGE,
        **SORT,
        graph_id="g",
        name="n",
        select=["name"],
        response_format="object",
    ),
    sent("assistants.set_latest", ASSISTANT, 2),
    sent(
        "assistants.update",
        ASSISTANT,
        **META,
        graph_id="g",
        config={"tags": ["a"]},
        name="n",
        description="d",
    ),
    sent("assistants.update", ASSISTANT, context={"a": 1}),
    sent("threads.copy", THREAD),
    sent("threads.count", **META, values={"a": 1}, status="idle"),
    sent(
        "threads.create",
        **META,
        thread_id=THREAD,
        if_exists="do_nothing",
        graph_id="g",
        ttl={"strategy": "delete", "ttl": 5},
        supersteps=[{"updates": [{"values": {"a": 1}, "as_node": "a", "command": {"goto": "b"}}]}],
    ),
    sent("threads.delete", THREAD),
    sent("threads.get", THREAD, include=["ttl"]),
    sent(
        "threads.get_history",
        THREAD,
        limit=5,
        before=CHECKPOINT,
        **META,
        checkpoint=CHECKPOINT,
        select=["values"],
    ),
    sent("threads.get_history", THREAD, limit=5, before=CRON),
    sent("threads.get_state", THREAD, subgraphs=True, select=["values"]),
    sent("threads.get_state", THREAD, CHECKPOINT, subgraphs=True),
    sent("threads.get_state", THREAD, checkpoint_id=CRON, subgraphs=True),
    sent("threads.get_storage", THREAD),
    sent(
        "threads.iterate",
        **META,
        values={"a": 1},
        ids=[THREAD],
        status="idle",
        extract={"a": "b"},
        page_size=5,
    ),
    sent("threads.iterate_history", THREAD, **META, checkpoint=CHECKPOINT, page_size=5),
    sent("threads.join_stream", THREAD, last_event_id="1-0", stream_mode=["lifecycle"]),
    sent("threads.prune", [THREAD], strategy="keep_latest"),
    sent(
        "threads.search",
        **META,
        **PAGE,
        **SORT,
        values={"a": 1},
        ids=[THREAD],
        status="idle",
        select=["values"],
        extract={"a": "values.b"},
    ),
    sent("threads.update", THREAD, **META, ttl=5, return_minimal=True),
    sent("threads.update_state", THREAD, {"a": 1}, as_node="a", checkpoint=CHECKPOINT),
    sent("threads.update_state", THREAD, {"a": 1}, checkpoint_id=CRON),
    sent("runs.cancel", THREAD, RUN, wait=True, action="rollback"),
    sent("runs.cancel_many", thread_id=THREAD, run_ids=[RUN], action="rollback"),
    sent("runs.cancel_many", status="pending"),
    sent(
        "runs.create_batch",
        [
            {"assistant_id": ASSISTANT, **given}
            for given in (
                {
                    name: value
                    for name, value in RUN_GIVEN.items()
                    if name
                    not in (
                        "multitask_strategy",
                        "if_not_exists",
                        "checkpoint",
                        "strict_resume",
                        "on_run_created",
                    )
                },
                {name: value for name, value in RUN_OTHERWISE.items() if name != "checkpoint_id"},
            )
        ],
    ),
    sent("runs.delete", THREAD, RUN),
    sent("runs.get", THREAD, RUN),
    sent("runs.iterate", THREAD, status="success", page_size=5),
    sent("runs.join", THREAD, RUN, cancel_on_disconnect=True),
    sent(
        "runs.join_stream", THREAD, RUN, cancel_on_disconnect=True, stream_mode="values", last_event_id="1-0"
    ),
    sent("runs.list", THREAD, **PAGE, status="success", select=["run_id"]),
    sent("crons.count", assistant_id=ASSISTANT, thread_id=THREAD, **META),
    sent("crons.create", ASSISTANT, **_CRON, on_run_completed="keep"),
    sent("crons.create", ASSISTANT, schedule="0 9 * * *", context={"a": 1}, checkpoint_during=True),
    sent("crons.create_for_thread", THREAD, ASSISTANT, **_CRON),
    sent(
        "crons.create_for_thread",
        THREAD,
        ASSISTANT,
        schedule="0 9 * * *",
        context={"a": 1},
        checkpoint_during=True,
    ),
    sent("crons.delete", CRON),
    sent("crons.get", CRON),
    sent("crons.iterate", assistant_id=ASSISTANT, thread_id=THREAD, enabled=True, **META, page_size=5),
    sent(
        "crons.search",
        assistant_id=ASSISTANT,
        thread_id=THREAD,
        enabled=True,
        **META,
        **PAGE,
        **SORT,
        select=["cron_id"],
    ),
    sent("crons.update", CRON, **_CRON, on_run_completed="keep"),
    sent("crons.update", CRON, context={"a": 1}),
    sent("store.delete_item", ["a"], "k"),
    sent("store.get_item", ["a"], "k", refresh_ttl=True),
    sent("store.iterate_items", ["a"], filter={"a": 1}, query="q", refresh_ttl=True, page_size=5),
    sent("store.iterate_namespaces", prefix=["a"], suffix=["b"], max_depth=2, page_size=5),
    sent("store.list_namespaces", ["a"], ["b"], 2, 5, 5),
    sent("store.put_item", ["a"], "k", {"a": 1}, ["a"], 5),
    sent("store.search_items", ["a"], {"a": 1}, 5, 5, "q", True),
    sent("a2a.send_message", ASSISTANT, MESSAGE, context_id=THREAD, task_id=RUN),
    sent("a2a.stream_message", ASSISTANT, MESSAGE, context_id=THREAD, task_id=RUN),
    sent("a2a.get_task", ASSISTANT, RUN, **TASK, history_length=1),
    sent("a2a.cancel_task", ASSISTANT, RUN, **TASK),
    sent("mcp.call_tool", "agent", {"a": 1}),
    sent("mcp.list_tools", cursor="c"),
    sent("mcp.notify", "notifications/initialized", {"a": 1}),
    sent("mcp.request", "tools/list", {"a": 1}),
]
