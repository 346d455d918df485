"""Requests by what they do to a server: read, make something of the run's own, or do harm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from cronwright_contract.wire.exchange import Request

RUN = "0123456789ab"
TAG = {"cronwright_suite": "contract", "cronwright_run": RUN}
NAMESPACE = ["cronwright-contract", RUN]
FOREIGN = "11111111-2222-4333-8444-555555555555"
CRON = {"assistant_id": "agent", "schedule": "0 0 29 2 *", "metadata": TAG}
FAR_RUN = {"assistant_id": "agent", "after_seconds": 86_400, "metadata": TAG}


def request(
    method: str,
    path: str,
    body: Any = None,
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Request:
    content = body if isinstance(body, bytes) else None if body is None else orjson.dumps(body)
    return Request(None, method, path, tuple((query or {}).items()), headers or {}, content)


READS = [
    request("GET", "/anything/at/all"),
    request("HEAD", f"/threads/{FOREIGN}"),
    request("OPTIONS", "/runs/crons"),
    request("GET", f"/threads/{FOREIGN}/runs/{FOREIGN}/join"),
    request("GET", f"/threads/{FOREIGN}/runs/{FOREIGN}/join", query={"cancel_on_disconnect": "false"}),
    request("GET", "/store/items", query={"namespace": "other", "key": "k"}),
    request("POST", "/threads/search", {}),
    request("POST", "/runs/crons/count", {}),
    request("POST", f"/threads/{FOREIGN}/history", {}),
    request("POST", f"/threads/{FOREIGN}/state/checkpoint", {"checkpoint": {}}),
    request("POST", f"/threads/{FOREIGN}/stream/events", {"channels": ["values"]}),
    request("POST", "/store/items/search", {"namespace_prefix": []}),
]


MADE = [
    request("POST", "/threads", {"metadata": TAG}),
    request("POST", "/threads", {"metadata": {**TAG, "more": 1}, "if_exists": "do_nothing"}),
    request("POST", "/threads", {"metadata": "wrong"}),
    request("POST", "/threads", b"no json"),
    request("POST", "/threads", b""),
    request("POST", "/threads", {"metadata": TAG, "thread_id": "no id"}),
    request("POST", "/assistants", {"graph_id": "agent", "metadata": TAG}),
    request("POST", "/assistants", {"graph_id": "agent", "metadata": TAG, "assistant_id": [{}]}),
    request("POST", "/runs/crons", CRON),
    request("POST", "/runs/crons", {**CRON, "schedule": "* * * * *", "enabled": False}),
    request("POST", "/runs/crons", {**CRON, "webhook": "http://127.0.0.1:9/hook"}),
    request("POST", "/runs/crons", {**CRON, "webhook": "https://192.0.2.1/hook"}),
    request("POST", "/runs/crons", {**CRON, "webhook": "http://nobody.invalid/"}),
    request("POST", "/runs/crons", {**CRON, "webhook": "relative/hook"}),
    request("POST", "/runs", FAR_RUN),
    request("POST", "/runs/batch", [FAR_RUN, FAR_RUN]),
    request("POST", "/runs", {"metadata": TAG}),
    request("PUT", "/store/items", {"namespace": [*NAMESPACE, "a"], "key": "k", "value": {}}),
    request("DELETE", "/store/items", {"namespace": NAMESPACE, "key": "k"}),
    request("POST", "/threads/prune", {"thread_ids": []}),
    request("DELETE", "/threads/no-id"),
    request("PATCH", "/runs/crons/no-id", {"enabled": False}),
    request("POST", "/mcp", {"method": "tools/list"}),
    request("POST", "/a2a/agent", {"method": "tasks/get", "params": {"id": FOREIGN}}),
]


HARMFUL = [
    request("POST", "/threads", {}),
    request("POST", "/threads", {"metadata": {"cronwright_suite": "contract"}}),
    request("POST", "/threads", {"metadata": {**TAG, "cronwright_run": "another"}}),
    request("POST", "/threads", {"metadata": TAG, "thread_id": FOREIGN, "if_exists": "do_nothing"}),
    request("POST", "/threads", {"metadata": TAG, "thread_id": FOREIGN.replace("-", "")}),
    request("POST", "/threads", {"metadata": TAG, "thread_id": f"{{{FOREIGN}}}"}),
    request("POST", "/threads", {"metadata": TAG, "thread_id": f"urn:uuid:{FOREIGN}"}),
    request("POST", "/assistants", {"metadata": TAG, "graph_id": "agent", "assistant_id": FOREIGN}),
    request("POST", "/runs/crons", {**CRON, "metadata": {}}),
    request("POST", "/runs/crons", {**CRON, "schedule": "* * * * *"}),
    request("POST", "/runs/crons", {**CRON, "schedule": "* * * * *", "enabled": 0}),
    request("POST", "/runs/crons", {**CRON, "end_time": "2090-01-01T00:00:00Z"}),
    request("POST", "/runs/crons", {**CRON, "webhook": "https://0.com"}),
    request("POST", "/runs/crons", {**CRON, "webhook": "https://127.0.0.1@0.com/"}),
    request("POST", "/runs/crons", {**CRON, "webhook": "https://127.0.0.1.example.com/"}),
    request("POST", "/runs/crons", {**CRON, "webhook": "//0.com/hook"}),
    request("POST", "/runs/crons", {**CRON, "webhook": "http://0.com\\@127.0.0.1/hook"}),
    request("POST", f"/threads/{FOREIGN}/runs/crons", CRON),
    request("POST", "/runs/crons", b'{"metadata":{},' + orjson.dumps(CRON)[1:]),
    request("POST", "/runs/crons", orjson.dumps(CRON)[:-1] + b',"metadata":{}}'),
    request(
        "POST", "/runs/crons", orjson.dumps({**CRON, "x": [[[]]]}).replace(b"[[[]]]", b"[" * 101 + b"]" * 101)
    ),
    request("POST", "/threads", b'{"ttl": NaN}'),
    request("POST", "/threads", '{"ttl": 1}'.encode("utf-16")),
    request("POST", "/runs", {**FAR_RUN, "after_seconds": 86_399}),
    request("POST", "/runs", {**FAR_RUN, "after_seconds": True}),
    request("POST", "/runs", {**FAR_RUN, "after_seconds": "86400"}),
    request("POST", "/runs", {**FAR_RUN, "webhook": "https://example.com"}),
    request("POST", "/runs", {**FAR_RUN, "thread_id": FOREIGN}),
    request("POST", "/runs", {**FAR_RUN, "config": {"configurable": {"thread_id": FOREIGN}}}),
    request("POST", "/runs", {**FAR_RUN, "checkpoint": {"thread_id": FOREIGN}}),
    request("POST", "/runs/batch", [FAR_RUN, {**FAR_RUN, "metadata": {}}]),
    request("POST", "/runs/batch", [FAR_RUN, {**FAR_RUN, "after_seconds": 0}]),
    request("POST", "/runs/stream", {"assistant_id": "agent", "metadata": TAG}),
    request("POST", f"/threads/{FOREIGN}/runs", FAR_RUN),
    request("POST", f"/threads/{FOREIGN}/commands", {"id": 1, "method": "agent.getTree"}),
    request("POST", f"/threads/{FOREIGN}/copy"),
    request("POST", f"/threads/{FOREIGN}/state", {"values": {}}),
    request("PATCH", f"/threads/{FOREIGN}", {"metadata": TAG}),
    request("DELETE", f"/threads/{FOREIGN}"),
    request("DELETE", f"/threads/{FOREIGN.replace('-', '')}"),
    request("DELETE", f"/threads/%7B{FOREIGN}%7D"),
    request("DELETE", f"/threads/{FOREIGN}/"),
    request("DELETE", f"//threads/{FOREIGN}"),
    request("DELETE", f"/threads/x/../{FOREIGN}"),
    request("DELETE", f"/threads/x%2f..%2f{FOREIGN}"),
    request("DELETE", f"/threads/{FOREIGN};a"),
    request("DELETE", f"/threads/{FOREIGN}%20"),
    request("DELETE", f"/threads/{FOREIGN}/runs/{FOREIGN}"),
    request("POST", f"/threads/{FOREIGN}/runs/{FOREIGN}/cancel"),
    request("PATCH", f"/assistants/{FOREIGN}", {"name": "x"}),
    request("DELETE", f"/assistants/{FOREIGN}", query={"delete_threads": "true"}),
    request("POST", f"/assistants/{FOREIGN}/latest", {"version": 1}),
    request("PATCH", f"/runs/crons/{FOREIGN}", {"enabled": False}),
    request("DELETE", f"/runs/crons/{FOREIGN}"),
    request("POST", "/threads/prune", {"thread_ids": [FOREIGN]}),
    request("POST", "/threads/prune", {}),
    request("POST", "/threads/prune", b"x"),
    request("POST", "/runs/cancel", {"status": "all"}),
    request("POST", "/runs/cancel", {"thread_id": FOREIGN, "run_ids": [FOREIGN]}),
    request("POST", "/runs/cancel", {}),
    request("PUT", "/store/items", {"namespace": ["other"], "key": "k", "value": {}}),
    request("PUT", "/store/items", {"namespace": NAMESPACE[:1], "key": "k", "value": {}}),
    request("PUT", "/store/items", {"key": "k", "value": {}}),
    request("DELETE", "/store/items", {"namespace": ["other"], "key": "k"}),
    request("DELETE", "/store/items", {"namespace": NAMESPACE[1], "key": "k"}),
    request("DELETE", "/store/items", {"key": "k"}),
    request("POST", "/store/items/search", {"namespace_prefix": [], "refresh_ttl": True}),
    request("GET", "/store/items", query={"namespace": "other", "key": "k", "refresh_ttl": "True"}),
    request("GET", f"/threads/{FOREIGN}/runs/{FOREIGN}/join", query={"cancel_on_disconnect": "TRUE"}),
    request("HEAD", f"/threads/{FOREIGN}/runs/{FOREIGN}/stream", query={"cancel_on_disconnect": "1"}),
    request("GET", f"/threads/{FOREIGN}/runs/{FOREIGN}//join", query={"cancel_on_disconnect": "yes"}),
    request("POST", "/mcp", {"method": "tools/call"}),
    request("POST", "/mcp", [{"method": "tools/call"}]),
    request("POST", "/a2a/agent", {"method": "message/send", "params": {"message": {}}}),
    request("POST", "/a2a/agent", {"method": "SendMessage"}),
    request("POST", "/a2a/agent", {"method": "tasks/cancel", "params": {"id": f"{FOREIGN}:{FOREIGN}"}}),
    request("GET", "/threads", headers={"x-http-method-override": "DELETE"}),
    request("POST", "/threads", b"\x1f\x8b", headers={"content-encoding": "gzip"}),
    request("TRACE", "/threads"),
    request("POST", "/unknown", {}),
    request("DELETE", "/unknown/x"),
]
