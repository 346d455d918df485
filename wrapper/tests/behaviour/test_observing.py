"""What can be seen of a client from outside: its log, its spans; and no secret in either."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from cronwright import APIError, NotFoundError, get_sync_client
from cronwright.embedded import EmbeddedServer

from ..either import SHELLS, Shell, connected
from ..fault_proxy import Drop, Status, fault_proxy, in_turn

EITHER = pytest.mark.parametrize("shell", SHELLS)
KEY = "lsv2_a-key-that-must-stay-secret"
TOKEN = "a-token-that-must-stay-secret"


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    """All spans of this process; a provider can be set but once."""
    made = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(made))
    trace.set_tracer_provider(provider)
    return made


@pytest.fixture
def spans(exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """Those of one test."""
    monkeypatch.setattr("cronwright.retry.backoff", lambda tries, policy: 0.0)
    exporter.clear()
    return exporter


@EITHER
def test_the_span_of_a_call(shell: Shell, spans: InMemorySpanExporter, agent_server: EmbeddedServer) -> None:
    """By the semantic conventions for HTTP clients; its context travels with the request."""
    with fault_proxy(agent_server.url) as proxy, connected(shell, proxy.url, api_key=KEY) as client:
        with trace.get_tracer("test").start_as_current_span("outer"):
            client.runs.list(client.threads.create().thread_id, limit=3)
        _, span, outer = spans.get_finished_spans()
        attributes = dict(span.attributes or {})
        path = proxy.records[-1].path.partition("?")[0]
        assert span.name == "GET /threads/{thread_id}/runs"
        assert span.kind is trace.SpanKind.CLIENT
        assert attributes == {
            "http.request.method": "GET",
            "url.template": "/threads/{thread_id}/runs",
            "url.full": proxy.url + path,
            "server.address": "127.0.0.1",
            "server.port": int(proxy.url.rpartition(":")[2]),
            "http.response.status_code": 200,
        }
        assert span.parent is not None
        assert span.context is not None
        assert outer.context is not None
        assert span.parent.span_id == outer.context.span_id
        told = proxy.records[-1].headers["traceparent"].split("-")
        assert told[1:3] == [f"{span.context.trace_id:032x}", f"{span.context.span_id:016x}"]


@EITHER
def test_the_spans_of_failures(
    shell: Shell, spans: InMemorySpanExporter, agent_server: EmbeddedServer
) -> None:
    """Each try has one of its own, with what failed, and which one it is."""
    with fault_proxy(agent_server.url, in_turn(Status(503), Drop())) as proxy:
        with connected(shell, proxy.url, api_key=None) as client:
            client.crons.count()
            first, second, third = spans.get_finished_spans()
            told = [dict(span.attributes or {}) for span in (first, second, third)]
            assert told[0]["error.type"] == "503"
            assert told[1]["error.type"] in ("httpx.RemoteProtocolError", "httpx.ReadError")
            assert told[1]["http.request.resend_count"] == 1
            assert told[2]["http.request.resend_count"] == 2
            assert [span.status.is_ok for span in (first, second, third)] == [False, False, True]
            spans.clear()
            with pytest.raises(NotFoundError):
                client.crons.get("00000000-0000-4000-8000-000000000000")
            # After it the server's version is asked for.
            refused = spans.get_finished_spans()[0]
            assert dict(refused.attributes or {})["error.type"] == "404"


def test_without_opentelemetry_nothing_is_traced_or_imported() -> None:
    """It is not a dependency."""
    code = "import sys, cronwright; c = cronwright.get_sync_client(url='http://127.0.0.1:9', max_retries=0)\n"
    code += "try: c.crons.count()\nexcept cronwright.APIConnectionError: pass\n"
    code += "assert not any(name.startswith('opentelemetry') for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@EITHER
def test_no_secret_is_told(
    shell: Shell, caplog: pytest.LogCaptureFixture, spans: InMemorySpanExporter, agent_server: EmbeddedServer
) -> None:
    """Neither the key, nor a header's value, nor a password: in log, spans, errors and reprs."""
    caplog.set_level(logging.DEBUG)
    seen: list[str] = []
    faults = in_turn(Status(400, body=f'{{"detail":"you sent {KEY} and {TOKEN}"}}'.encode()), Drop(), Drop())
    with fault_proxy(agent_server.url, faults) as proxy:
        url = proxy.url.replace("http://", f"http://user:{TOKEN}@")
        with connected(shell, url, api_key=KEY, headers={"authorization": TOKEN}, max_retries=1) as client:
            for _ in range(2):
                with pytest.raises(APIError) as caught:
                    client.crons.count(headers={"x-token": TOKEN})
                seen += [str(caught.value), repr(caught.value), repr(vars(caught.value))]
            client.crons.count()
            seen += [repr(client._target), repr(client._target.crons), repr(client._target._settings)]
        assert any("[redacted]" in text for text in seen)
    seen += [record.getMessage() for record in caplog.records if not record.name.startswith("httpcore")]
    seen += [span.to_json() for span in spans.get_finished_spans()]
    for text in seen:
        assert KEY not in text
        assert TOKEN not in text


def _program(environment: dict[str, str], url: str, more: str = "") -> str:
    made = f"cronwright.get_sync_client(url={url!r}, api_key={KEY!r})"
    code = f"{more}\nimport cronwright\nwith {made} as client:\n    client.crons.count()\n"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment
    )
    return done.stdout + done.stderr


def test_the_log_is_switched_on_from_outside(agent_server: EmbeddedServer) -> None:
    """CRONWRIGHT_LOG=debug writes to stderr; without it there is nothing; a program's own set-up stands."""
    said = _program({"CRONWRIGHT_LOG": "debug"}, agent_server.url)
    assert "crons_count POST /runs/crons/count: 200 in" in said
    assert KEY not in said
    assert _program({}, agent_server.url) == ""
    assert _program({"CRONWRIGHT_LOG": "nonsense"}, agent_server.url) == ""
    own = "import logging; logging.getLogger('cronwright').addHandler(logging.NullHandler())"
    assert _program({"CRONWRIGHT_LOG": "debug"}, agent_server.url, own) == ""


def test_a_try_more_is_told(
    caplog: pytest.LogCaptureFixture, spans: Any, agent_server: EmbeddedServer
) -> None:
    """At level info, with its reason."""
    caplog.set_level(logging.INFO, "cronwright")
    with fault_proxy(agent_server.url, in_turn(Status(503))) as proxy:
        with get_sync_client(url=proxy.url, api_key=None) as client:
            client.crons.count()
    assert "crons_count: try 2 of 3" in caplog.text
    assert "503" in caplog.text
