"""The bytes that the benchmarks' servers answer, in another process or in a mock transport."""

from __future__ import annotations

import orjson
from bench_tools import fixed

ONE = orjson.dumps(fixed(0))
THOUSAND = orjson.dumps([fixed(number) for number in range(1000)])
COUNT = b"1000"
EVENTS = 20_000
_TOKEN = {
    "content": " word",
    "type": "AIMessageChunk",
    "id": "run-1",
    "response_metadata": {},
    "tool_calls": [],
}
_EVENT = b"event: messages\r\ndata: " + orjson.dumps(
    [_TOKEN, {"langgraph_step": 1, "langgraph_node": "model"}]
)
STREAM = b"".join(
    [
        b'event: metadata\r\ndata: {"run_id":"1"}\r\n\r\n',
        *(_EVENT + b"\r\nid: 1795675046804-%d\r\n\r\n" % number for number in range(EVENTS)),
        b"event: end\r\ndata: null\r\n\r\n",
    ]
)
"""Tokens of a model, as a run's stream in the mode "messages-tuple" tells them."""
