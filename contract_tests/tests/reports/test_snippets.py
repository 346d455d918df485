"""The lines that repeat a request send the request that was recorded."""

from __future__ import annotations

import io
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cronwright.embedded import EmbeddedServer
from cronwright_contract.arguments import drawn, methods
from cronwright_contract.reports.sent import json_body, same, told_headers
from cronwright_contract.reports.snippets import curl, python
from cronwright_contract.reports.visible import visible
from cronwright_contract.wire.exchange import Answer, Exchange, Request

from .relay import Relay, relay
from .sample import exchanges

METHODS = {method.name: method for method in methods()}
ID = "01a20502-7137-755c-9304-413fb1b818f7"
JSON = {"content-type": "application/json"}

pytestmark = [
    pytest.mark.filterwarnings("ignore::cronwright.NoInputWarning"),
    pytest.mark.filterwarnings("ignore::cronwright.NoEffectWarning"),
    pytest.mark.filterwarnings("ignore:checkpoint_during is deprecated:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def listener() -> Iterator[Relay]:
    with relay() as listening:
        yield listening


@pytest.fixture(scope="module")
def real(agent_server: EmbeddedServer) -> Iterator[Relay]:
    """A listener with the real server behind it."""
    with relay(agent_server.url) as listening:
        yield listening


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGGRAPH_API_KEY", "LANGSMITH_API_KEY", "LANGCHAIN_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def exchange(request: Request, answer: Answer | None = None) -> Exchange:
    return Exchange(1, 0.0, request, answer)


def recorded(sent: httpx.Request, operation: str | None) -> Request:
    """A request as the transport records it."""
    return Request(
        operation,
        sent.method,
        sent.url.raw_path.partition(b"?")[0].decode(),
        tuple(sent.url.params.multi_items()),
        dict(sent.headers),
        sent.read() or None,
    )


def by_curl(line: str) -> str:
    done = subprocess.run(["sh"], input=line.encode(), capture_output=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode(errors="replace")


def by_python(code: str) -> str:
    """What it prints; an error of what came back is the snippet's to show."""
    said = io.StringIO()
    with redirect_stdout(said), suppress(Exception):
        exec(compile(code, "snippet", "exec"), {})
    return said.getvalue()


def assert_same(came: Request, request: Request, *, exactly: bool) -> None:
    built = httpx.Request(
        came.method,
        f"http://server{came.target}",
        headers={**told_headers(came)},
        content=came.content,
    )
    assert built.method == request.method
    assert told_headers(came) == told_headers(request)
    if exactly:
        assert (came.content or None) == (request.content or None)
        assert came.path == request.path
        assert came.query == request.query
    else:
        try:
            json_body(request.content or b"{}")
        except (ValueError, RecursionError):
            assert came.content == request.content
        else:
            assert same(request, built)


# What JSON says in two ways, what no client has, what a shell and a URL could take amiss.
REQUESTS = {
    "wrapper": Request("crons_get", "GET", f"/runs/crons/{ID}"),
    "wrapper, body": Request(
        "crons_search", "POST", "/runs/crons/search", (), JSON, b'{"limit": 3,"offset":0, "enabled":true}'
    ),
    "wrapper, date": Request(
        "crons_create",
        "POST",
        "/runs/crons",
        (),
        JSON,
        b'{"assistant_id":"a","schedule":"0 0 1 1 *","end_time":"2199-01-01T00:00:00+00:00"}',
    ),
    "wrapper, headers": Request("crons_get", "GET", f"/runs/crons/{ID}", (), {"x-a": 'it\'s "b" $HOME'}),
    "wrapper, select": Request(
        "runs_list", "GET", f"/threads/{ID}/runs", (("limit", "1"), ("offset", "0"), ("select", "run_id"))
    ),
    "client": Request("crons_create", "POST", "/runs/crons", (), JSON, b'{"schedule": 5, "x": 1e300}'),
    "client, date": Request(
        "crons_create",
        "POST",
        "/runs/crons",
        (),
        JSON,
        b'{"assistant_id":"a","schedule":"0 0 1 1 *","end_time":"2199-01-01T00:00:00Z"}',
    ),
    "client, list": Request("runs_create_batch", "POST", "/runs/batch", (), JSON, b'[{"assistant_id":"a"}]'),
    "client, query": Request("threads_get_history", "GET", f"/threads/{ID}/history", (("limit", "0"),)),
    "client, header": Request(
        "threads_join_stream", "GET", f"/threads/{ID}/stream", (), {"last-event-id": "7", "x-b": "c"}
    ),
    "wrapper, path": Request("crons_get", "GET", "/runs/crons/a%20b%C3%A4%27"),
    "httpx, no JSON": Request("crons_create", "POST", "/runs/crons", (), JSON, b'{"a": 1, "a": 2'),
    "httpx, twice": Request("crons_create", "POST", "/runs/crons", (), JSON, b'{"a": 1, "a": 2}'),
    "httpx, null": Request("crons_create", "POST", "/runs/crons", (), JSON, b"null"),
    "httpx, bytes": Request("crons_create", "POST", "/runs/crons", (), JSON, bytes(range(256))),
    "httpx, lines": Request("crons_create", "POST", "/runs/crons", (), JSON, b"a\r\nb\n\n'c' \\n $x `y` !z"),
    "httpx, file": Request("crons_create", "POST", "/runs/crons", (), JSON, b"@/etc/passwd"),
    "httpx, no type": Request("crons_create", "POST", "/runs/crons", (), {}, b"{}"),
    "httpx, other type": Request("crons_create", "POST", "/runs/crons", (), {"content-type": "text/x"}, b"x"),
    "httpx, verb": Request(None, "BREW", "/runs/crons"),
    "httpx, query": Request(
        "crons_get", "GET", f"/runs/crons/{ID}", (("a", "1"), ("a", "ä&=#' "), ("b", ""))
    ),
    "httpx, long": Request("crons_create", "POST", "/runs/crons", (), JSON, b'"' + b"x" * 300_000),
    "httpx, deep": Request("crons_create", "POST", "/runs/crons", (), JSON, b"[" * 5000 + b"]" * 5000),
    "httpx, dots": Request("crons_get", "GET", "/runs/crons/..%2Fx"),
    "httpx, up": Request("crons_get", "GET", "/runs/crons/%2E%2E/x"),
    "wrapper, odd path": Request("crons_get", "GET", "/runs/crons/%5B1-3%5D%7Ba,b%7D"),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_what_is_sent_again_is_what_was_sent(name: str, listener: Relay) -> None:
    """curl sends the same bytes; Python the same method, path, query, headers and JSON."""
    request = REQUESTS[name]
    by_curl(curl(exchange(request), listener.url))
    assert_same(listener.first(), request, exactly=True)
    code = python(exchange(request), listener.url)
    by_python(code)
    assert_same(listener.first(), request, exactly=False)
    how = {"wrapper": "from cronwright import", "client": "from agent_server_api import"}
    assert how.get(name.partition(",")[0], "# By httpx: ") in code


# What they take is written otherwise than the contract's fields; their snippets are of the generated client.
OTHERWISE = frozenset(
    {
        "runs.create_batch",
        "runs.join_stream",
        "runs.stream",
        "store.get_item",
        "threads.get",
        "threads.get_history",
        "threads.join_stream",
    }
)


# The answer to it has no end.
ENDLESS = frozenset({"threads.join_stream"})


@pytest.mark.parametrize("name", sorted(METHODS.keys() - ENDLESS))
def test_the_wrappers_own_requests_come_back_as_its_calls(name: str, real: Relay) -> None:
    """Drawn calls -> what the wrapper sends -> snippets of the wrapper, which send it to the real server."""
    method = METHODS[name]

    @settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
    @given(drawn(method))
    def holds(case: Any) -> None:
        required, optional, dice = case
        arguments = METHODS[name].some_of(required, optional, dice)
        call = method.call(arguments)
        built = httpx.Request(
            call.operation.method,
            real.url + call.path,
            params=dict(call.query) or None,
            headers=dict(call.headers),
            content=call.content,
        )
        request = recorded(built, call.operation.id)
        code = python(exchange(request), real.url)
        of_wrapper = call.operation.id == name.replace(".", "_") and name not in OTHERWISE
        assert ("from cronwright import get_sync_client" in code) or not of_wrapper
        by_python(code)
        assert_same(real.first(), request, exactly=False)
        by_curl(curl(exchange(request), real.url))
        assert_same(real.first(), request, exactly=True)

    holds()


def test_a_life_on_the_real_server(real: Relay, agent_server: EmbeddedServer) -> None:
    """Snippets create, read, change, count and delete on the real server, and print what came back."""
    body = {"assistant_id": "agent", "schedule": "0 0 29 2 *", "enabled": False, "input": {}}
    create = Request("crons_create", "POST", "/runs/crons", (), JSON, orjson.dumps(body))
    assert "'enabled': False" in by_python(python(exchange(create), real.url))
    said = by_curl(curl(exchange(create), real.url))
    ids = [row["cron_id"] for row in httpx.post(f"{agent_server.url}/runs/crons/search", json={}).json()]
    assert ids
    assert any(id in said for id in ids)
    real.came.clear()
    for id in ids:
        patch = Request("crons_update", "PATCH", f"/runs/crons/{id}", (), JSON, b'{"enabled":false}')
        assert id in by_python(python(exchange(patch), real.url))
        delete = Request("crons_delete", "DELETE", f"/runs/crons/{id}")
        assert "204" in by_curl(curl(exchange(delete), real.url))
    assert httpx.post(f"{agent_server.url}/runs/crons/search", json={}).json() == []
    bad = replace(create, content=b'{"schedule": 5}')
    assert "HTTP/1.1 4" in by_curl(curl(exchange(bad), real.url))


TEXT = st.text(max_size=12)
PATH = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="?#"), max_size=12)
DRAWN = st.builds(
    Request,
    operation=st.none() | st.sampled_from(["crons_create", "crons_get", "runs_list", "import os", "x y"]),
    method=st.sampled_from(["GET", "POST", "PATCH", "X'"]),
    path=PATH.map(lambda path: f"/{path}"),
    query=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    headers=st.dictionaries(st.sampled_from(["content-type", "accept", "x-a", "x-api-key", "cookie"]), TEXT),
    content=st.none()
    | st.binary(max_size=40)
    | TEXT.map(str.encode)
    | TEXT.map(lambda text: orjson.dumps([text])),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DRAWN)
def test_every_snippet_compiles(request_: Request) -> None:
    """Whatever was sent, the Python is Python, the line is a shell's, and no key stands in them."""
    code = python(exchange(request_), "http://user:password@127.0.0.1:1")
    compile(code, "snippet", "exec")
    line = curl(exchange(request_), "http://user:password@127.0.0.1:1")
    assert visible(line) == line
    assert {"curl", "x-api-key: $LANGGRAPH_API_KEY"} <= set(shlex.split(line))
    assert "password" not in code + line
    for name in ("x-api-key", "cookie"):
        if len(value := request_.headers.get(name, "")) > 6 and value not in request_.target:
            assert f"{name}: {value}" not in line
            assert f'"{name}": {value!r}' not in code


def test_every_snippet_of_a_hostile_run_compiles() -> None:
    """The same of a run's own exchanges."""
    for each in exchanges(9, 400):
        compile(python(each, "http://127.0.0.1:1"), "snippet", "exec")


@pytest.mark.parametrize("name", ["wrapper", "client", "httpx, no JSON"])
def test_the_key_comes_from_the_environment(
    name: str, listener: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key stands in no line, and is sent by each."""
    monkeypatch.setenv("LANGGRAPH_API_KEY", "a-key-of-mine")
    request = replace(REQUESTS[name], headers={**REQUESTS[name].headers, "x-api-key": "a-key-of-mine"})
    line, code = curl(exchange(request), listener.url), python(exchange(request), listener.url)
    assert "a-key" not in line + code
    by_curl(line)
    assert listener.first().headers["x-api-key"] == "a-key-of-mine"
    by_python(code)
    assert listener.first().headers["x-api-key"] == "a-key-of-mine"


def test_dots_stay_in_a_path(listener: Relay) -> None:
    """A path is sent as it was, and not as one that means the same."""
    request = Request(None, "GET", "/runs/crons/./../x")
    by_curl(curl(exchange(request), listener.url))
    assert listener.first().path == request.path


def test_a_stream_that_was_left_is_left_again() -> None:
    """curl does not wait for the end of a stream that has none."""
    stream = Request("threads_join_stream", "GET", f"/threads/{ID}/stream")
    assert "--max-time" in curl(exchange(stream, Answer(200, {}, b"", 1.0, cut=True)), "http://x")
    assert "--max-time" not in curl(exchange(stream, Answer(200, {}, b"", 1.0)), "http://x")
