"""Requests drawn to do harm to what somebody else has, in as many forms as a server may take them."""

from __future__ import annotations

import json
from typing import Any

import httpx
from hypothesis import strategies as st

from cronwright_contract.operations import OPERATIONS, Does, Effect

from .world import FAR, World

WAITING = frozenset({"runs_join", "runs_wait", "runs_wait_stateless"})
"""Answered when a run ends, which those of the world do not."""

_TAG = {"cronwright_suite": "contract", "cronwright_run": "hostile00000"}


def forms(id: str) -> list[str]:
    """One id as the server may be told it."""
    return [
        id,
        id.upper(),
        id.replace("-", ""),
        f"{{{id}}}",
        f"urn:uuid:{id}",
        f" {id}",
        f"{id}/",
        f"{id}\x00",
    ]


def requests(world: World) -> st.SearchStrategy[httpx.Request]:
    """A request of some operation at somebody else's things."""
    bodies = {name: _bodies(does, world) for name, does in OPERATIONS.items()}
    writing = [does for does in OPERATIONS.values() if does.effect is not Effect.reads]
    every = [does for does in (*OPERATIONS.values(), *writing * 3) if does.id not in WAITING]

    @st.composite
    def request(draw: st.DrawFn) -> httpx.Request:
        does = draw(st.sampled_from(every))
        method = draw(st.sampled_from([does.method] * 20 + ["POST", "PATCH", "DELETE", "PUT", "delete"]))
        return httpx.Request(
            method,
            f"{world.url}{_path(draw, does, world)}{draw(_QUERIES)}",
            content=None if method == "GET" else draw(bodies[does.id]),
            headers={"content-type": "application/json", **draw(_HEADERS)},
            extensions={"stream_seconds": 0.02},
        )

    return request()


_HEADERS = st.sampled_from([{}] * 8 + [{"x-http-method-override": "DELETE"}, {"content-encoding": "gzip"}])
_QUERIES = st.sampled_from(
    ["", "", "", "?delete_threads=true", "?cancel_on_disconnect=true", "?action=rollback&wait=0"]
)


def _path(draw: st.DrawFn, does: Does, world: World) -> str:
    path = does.path
    thread, run = draw(st.sampled_from(world.runs))
    named = {"thread_id": thread, "run_id": run, "namespace": "x", "checkpoint_id": thread}
    for name in ("thread_id", "run_id", "cron_id", "assistant_id", "namespace", "checkpoint_id"):
        if f"{{{name}}}" in path:
            id = named.get(name) or draw(st.sampled_from(world.ids[name.removesuffix("_id")]))
            form = draw(st.sampled_from([id] * 6 + forms(id)))
            path = path.replace(
                f"{{{name}}}", httpx.URL("http://h/" + form.replace("\x00", "%00")).raw_path.decode()[1:]
            )
    tricks = [lambda p: p] * 40 + [
        lambda p: p + "/",
        lambda p: "/" + p,
        lambda p: p.replace("/", "//", 2),
        lambda p: p.replace("e", "%65", 1),
        lambda p: p + ";x=1",
        lambda p: p + "%2f",
        lambda p: "/info/.." + p,
        lambda p: "/info/%2e%2e" + p,
        lambda p: "/" + p[1:].replace("/", "%2F"),
        lambda p: p.upper(),
    ]
    return str(draw(st.sampled_from(tricks))(path))


def _bodies(does: Does, world: World) -> st.SearchStrategy[bytes | None]:
    return st.one_of(
        _objects(does, world).map(lambda body: json.dumps(body).encode()),
        st.lists(_objects(does, world), max_size=2).map(lambda body: json.dumps(body).encode()),
        _objects(does, world).map(_twice),
        st.sampled_from([None, b"", b"null", b"[]", b"{", b"\xff", b'{"status":"all"}']),
    )


def _twice(body: dict[str, Any]) -> bytes:
    """Each key twice, with two values: which of them counts is the reader's affair."""
    pairs = [f"{json.dumps(key)}:{json.dumps(value)}" for key, value in body.items()]
    harmless = [f"{json.dumps(key)}:null" for key in body]
    return ("{" + ",".join([*pairs, *harmless]) + "}").encode()


def _objects(does: Does, world: World) -> st.SearchStrategy[dict[str, Any]]:
    def ids(kind: str) -> st.SearchStrategy[str]:
        return st.sampled_from([form for id in world.ids[kind] for form in [id] * 4 + forms(id)])

    metadata = st.sampled_from([_TAG, {}, {"owner": "me"}, {**_TAG, "cronwright_run": None}, "x", None])
    schedule = st.sampled_from([FAR, "* * * * *", "* * * * * *", "@hourly", "nope", "0 0 31 2 *"])
    namespaces = [*world.namespaces, *(n[:1] for n in world.namespaces), [], ["cronwright-contract"]]
    fields: dict[str, st.SearchStrategy[Any]] = {
        "metadata": metadata,
        "thread_id": ids("thread"),
        "run_id": ids("run"),
        "cron_id": ids("cron"),
        "assistant_id": ids("assistant") | st.just("agent"),
        "graph_id": st.just("agent"),
        "if_exists": st.sampled_from(["do_nothing", "raise", "x"]),
        "if_not_exists": st.just("create"),
        "schedule": schedule,
        "enabled": st.sampled_from([True, False, None, "false"]),
        "input": st.just({}),
        "name": st.just("mine now"),
        "values": st.just({"messages": [{"role": "user", "content": "mine now"}]}),
        "after_seconds": st.sampled_from([0, 10**7, "0"]),
        "multitask_strategy": st.sampled_from(["interrupt", "rollback", "enqueue"]),
        "thread_ids": st.lists(ids("thread"), max_size=2),
        "run_ids": st.lists(ids("run"), max_size=2),
        "status": st.sampled_from(["all", "pending"]),
        "namespace": st.sampled_from(namespaces),
        "key": st.just("k"),
        "value": st.just({"mine": "now"}),
        "version": st.just(1),
        "checkpoint": st.fixed_dictionaries({"thread_id": ids("thread")}),
        "config": st.fixed_dictionaries(
            {"configurable": st.fixed_dictionaries({"thread_id": ids("thread")})}
        ),
        "id": st.just(1),
        "method": st.sampled_from(
            ["run.start", "input.respond", "message/send", "tasks/cancel", "tools/call"]
        ),
        "refresh_ttl": st.just(True),
    }
    wanted = _FIELDS.get(does.id, ("metadata", "thread_id", "run_ids", "status"))
    return st.fixed_dictionaries(
        {}, optional={name: fields[name] for name in wanted}
    ) | st.fixed_dictionaries({name: fields[name] for name in wanted if name not in _MAY_BE_LEFT_OUT})


_MAY_BE_LEFT_OUT = frozenset({"config", "checkpoint", "cron_id", "run_id", "status"})
_RUN = (
    "assistant_id", "metadata", "input", "after_seconds", "multitask_strategy", "if_not_exists", "thread_id",
    "config", "checkpoint",
)  # fmt: skip
_CRON = ("assistant_id", "metadata", "schedule", "enabled", "input", "thread_id", "cron_id", "config")
_FIELDS = {
    "assistants_create": ("assistant_id", "graph_id", "metadata", "if_exists", "name"),
    "assistants_update": ("graph_id", "metadata", "name"),
    "assistants_set_latest": ("version",),
    "crons_create": _CRON,
    "crons_create_for_thread": _CRON,
    "crons_update": ("schedule", "enabled", "metadata", "input", "thread_id"),
    "runs_cancel_many": ("thread_id", "run_ids", "status"),
    "runs_create": _RUN,
    "runs_create_batch": _RUN,
    "runs_create_stateless": _RUN,
    "runs_stream": _RUN,
    "runs_stream_stateless": _RUN,
    "store_delete_item": ("namespace", "key"),
    "store_put_item": ("namespace", "key", "value"),
    "store_search_items": ("namespace", "refresh_ttl"),
    "threads_create": ("thread_id", "metadata", "if_exists"),
    "threads_prune": ("thread_ids",),
    "threads_send_command": ("id", "method"),
    "threads_update": ("metadata",),
    "threads_update_state": ("values", "checkpoint", "config"),
    "a2a_send": ("id", "method"),
    "mcp_post": ("id", "method"),
}
