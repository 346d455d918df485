"""What calls travel over: a caller's own client, proxies, certificates; how long they may take."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from cronwright import (
    APIConnectionError,
    APITimeoutError,
    ClientClosedError,
    InvalidArgumentError,
    Timeout,
    get_client,
    get_sync_client,
)
from cronwright.embedded import EmbeddedServer

from ..either import SHELLS, Shell, connected
from ..fault_proxy import Cut, Garbage, Slow, Status, always, fault_proxy
from ..faulty import faulty_server, http
from ..listening import listening

EITHER = pytest.mark.parametrize("shell", SHELLS)
KEY = "lsv2_a-key-that-must-stay-secret"
COUNT = http(body=b"3")
PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """None but those that a test names."""
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


def test_a_sync_client_of_ones_own(agent_server: EmbeddedServer) -> None:
    """Keeps its headers, cookies, hooks and time limits, and is not closed by us."""
    seen: list[httpx.Request] = []
    own = httpx.Client(
        headers={"x-mine": "1"}, cookies={"c": "2"}, params={"p": "3"}, event_hooks={"request": [seen.append]}
    )
    with own:
        with get_sync_client(url=agent_server.url, api_key=KEY, http_client=own) as client:
            client.crons.count()
            client.crons.count(timeout=7.0)
        assert not own.is_closed
        assert own.get(agent_server.url + "/ok").status_code == 200
    first, second = seen[:2]
    assert (first.headers["x-mine"], first.headers["cookie"], first.url.params["p"]) == ("1", "c=2", "3")
    assert first.headers["x-api-key"] == KEY
    assert first.extensions["timeout"]["read"] == 5.0
    assert second.extensions["timeout"]["read"] == 7.0
    with get_sync_client(url=agent_server.url, http_client=own) as client:
        with pytest.raises(ClientClosedError, match="http_client"):
            client.crons.count()


def test_an_async_client_of_ones_own(agent_server: EmbeddedServer) -> None:
    """As the sync one."""

    async def body() -> None:
        async with httpx.AsyncClient(headers={"x-mine": "1"}) as own:
            async with get_client(url=agent_server.url, api_key=None, http_client=own) as client:
                await client.crons.count()
            assert not own.is_closed
            assert (await own.get(agent_server.url + "/ok")).status_code == 200

    asyncio.run(body())


@pytest.mark.parametrize("given", [object(), httpx.AsyncClient, "client"])
def test_what_is_no_client(given: Any) -> None:
    """Is refused before anything is sent."""
    with pytest.raises(InvalidArgumentError, match="http_client"):
        get_sync_client(url="http://server", http_client=given)


@EITHER
def test_a_proxy_of_the_environment(shell: Shell, no_proxies: pytest.MonkeyPatch) -> None:
    """HTTP_PROXY is asked for all but what NO_PROXY names."""
    with faulty_server(lambda number, request: COUNT) as proxy, faulty_server(lambda *_: COUNT) as server:
        no_proxies.setenv("HTTP_PROXY", proxy.url)
        with connected(shell, "http://agents.example/base", api_key=None) as client:
            assert client.crons.count() == 3
        assert proxy.requests[0].startswith(b"POST http://agents.example/base/runs/crons/count HTTP/1.1")
        no_proxies.setenv("NO_PROXY", "127.0.0.1")
        with connected(shell, server.url, api_key=None) as client:
            client.crons.count()
        assert (len(proxy.requests), len(server.requests)) == (1, 1)


@EITHER
def test_a_proxy_for_https(shell: Shell, no_proxies: pytest.MonkeyPatch) -> None:
    """Is asked for a tunnel; the key is not told to it."""
    with faulty_server(lambda *_: http("403 Forbidden")) as proxy:
        no_proxies.setenv("HTTPS_PROXY", proxy.url.removeprefix("http://"))
        with connected(shell, "https://agents.example", api_key=KEY, max_retries=0) as client:
            with pytest.raises(APIConnectionError):
                client.crons.count()
        assert proxy.requests[0].startswith(b"CONNECT agents.example:443 HTTP/1.1")
        assert KEY.encode() not in proxy.requests[0]


@EITHER
def test_certificates_of_the_environment(
    shell: Shell, tmp_path: Path, no_proxies: pytest.MonkeyPatch
) -> None:
    """SSL_CERT_FILE says whom to trust; nobody else is."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def serve(connection: socket.socket, number: int) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            while secure.recv(65536):
                secure.sendall(COUNT)

    with listening(serve) as port:
        url = port.url.replace("http://", "https://")
        with connected(shell, url, api_key=None, max_retries=0) as client:
            with pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
                client.crons.count()
        no_proxies.setenv("SSL_CERT_FILE", str(certificate))
        with connected(shell, url, api_key=None, max_retries=0) as client:
            assert client.crons.count() == 3


@EITHER
def test_a_redirect_to_another_origin(shell: Shell) -> None:
    """Is not followed, whatever its status: the key goes nowhere else."""
    with faulty_server(lambda *_: COUNT) as other:
        for status in ("301 Moved", "302 Found", "307 Temporary", "308 Permanent"):
            there = http(status, b"", "text/plain", f"location: {other.url}/runs/crons/count")
            with faulty_server(lambda number, request, there=there: there) as server:  # type: ignore[misc]
                with connected(shell, server.url, api_key=KEY) as client:
                    with pytest.raises(Exception, match="redirects are not followed"):
                        client.crons.count()
                assert len(server.requests) == 1
        assert other.requests == []


@EITHER
@pytest.mark.parametrize(
    "given", [0.2, (5.0, 0.2), (5.0, 0.2, 5.0, 5.0), Timeout(read=0.2), httpx.Timeout(9, read=0.2)]
)
def test_a_time_limit(shell: Shell, given: Any, agent_server: EmbeddedServer) -> None:
    """In each form, of the client or of the call."""
    release = threading.Event()
    with fault_proxy(agent_server.url, always(Slow(until=release))) as proxy:
        with connected(shell, proxy.url, api_key=None, max_retries=0) as client:
            with pytest.raises(APITimeoutError):
                client.crons.count(timeout=given)
        with connected(shell, proxy.url, api_key=None, max_retries=0, timeout=given) as client:
            with pytest.raises(APITimeoutError):
                client.crons.count()
        release.set()


@pytest.mark.parametrize("given", [0, -1, True, "5", (1.0,), (1.0, 2.0, 3.0), float("nan")])
def test_what_is_no_time_limit(given: Any) -> None:
    """Is refused before anything is sent."""
    with pytest.raises(InvalidArgumentError, match="timeout"):
        get_sync_client(url="http://server", timeout=given)


@EITHER
def test_a_slow_answer_is_waited_for(shell: Shell, agent_server: EmbeddedServer) -> None:
    """The limit is of each read, not of the whole answer."""
    plan = always(Slow(piece=1, pause=0.001))
    with fault_proxy(agent_server.url, plan) as proxy, connected(shell, proxy.url, api_key=None) as client:
        assert client.info(timeout=0.5).version


@EITHER
@pytest.mark.parametrize(
    "fault",
    [Cut(5), Cut(5, "close"), Cut(5, "half"), Cut(30, "close", "wire"), Garbage(), Garbage(b"")],
    ids=repr,
)
def test_an_answer_that_breaks_off(shell: Shell, fault: Any, agent_server: EmbeddedServer) -> None:
    """Is an APIConnectionError; read again, it is whole."""
    with fault_proxy(agent_server.url, always(fault)) as proxy:
        with connected(shell, proxy.url, api_key=None, max_retries=0) as client:
            with pytest.raises(APIConnectionError):
                client.info(timeout=5)
            proxy.plan = lambda record: None
            assert client.info().version


@EITHER
def test_bursts_of_5xx(shell: Shell, agent_server: EmbeddedServer) -> None:
    """The next call is as good as new."""
    with (
        fault_proxy(agent_server.url) as proxy,
        connected(shell, proxy.url, api_key=None, max_retries=0) as client,
    ):
        for code in (500, 502, 503, 504, 599):
            proxy.plan = always(Status(code))
            for _ in range(5):
                with pytest.raises(Exception, match=str(code)):
                    client.info()
            proxy.plan = lambda record: None
            assert client.info().version
