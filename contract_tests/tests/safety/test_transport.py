"""The one way to the server leads to that server, and under its path."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from cronwright_contract.broken import Refused
from cronwright_contract.options import Options
from cronwright_contract.run import Session
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.pace import Pace
from cronwright_contract.wire.transport import Transport

from ..small import agent_like, small_server

HOME = "http://127.0.0.1:8123/base"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8124/base/info",
        "http://localhost:8123/base/info",
        "https://127.0.0.1:8123/base/info",
        "http://127.0.0.1:8123/info",
        "http://127.0.0.1:8123/based/info",
        "http://127.0.0.1:8123/base/../info",
    ],
)
def test_nothing_is_sent_elsewhere(url: str) -> None:
    """Not even a read: the key would go with it."""
    sent: list[httpx.Request] = []

    def serve(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    guard = Guard(None, {}, frozenset(), read_only=True)
    transport = Transport(
        route=lambda method, path: None,
        warden=guard,
        pacer=Pace(None),
        url=HOME,
        inner=httpx.MockTransport(serve),
    )
    with pytest.raises(Refused):
        transport.handle_request(httpx.Request("GET", url))
    assert not sent
    transport.handle_request(httpx.Request("GET", f"{HOME}/info"))
    assert [request.url.path for request in sent] == ["/base/info"]


def test_a_server_under_a_path_is_asked_there(tmp_path: Path) -> None:
    """Every request, those of the sweep among them, has the path once."""
    agent = agent_like()

    with small_server(
        lambda method, path, headers: agent(method, path.removeprefix("/base"), headers)
    ) as small:
        Session(Options(f"{small.url}/base", checks=("system.answers",), ledgers=tmp_path)).run()
    assert {path.split("/")[1] for _, path, _ in small.asked} == {"base"}
    assert not [path for _, path, _ in small.asked if path.startswith("/base/base")]
    assert {"/base/info", "/base/ok", "/base/threads/search"} <= {path for _, path, _ in small.asked}
