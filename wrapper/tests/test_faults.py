"""What a user sees of faults that the real server cannot be made to show."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import socket
import time
from typing import Any

import httpx
import pytest

import cronwright
from cronwright import get_client, get_sync_client
from cronwright.errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    ClientClosedError,
    CronwrightError,
    InternalServerError,
    RateLimitError,
)

from .either import SHELLS, Shell, connected
from .faulty import faulty_server, http

KEY = "lsv2_a-key-that-must-stay-secret"
EITHER = pytest.mark.parametrize("shell", SHELLS)


def _refused(shell: Shell, answer: bytes | None, **options: object) -> APIError:
    with faulty_server(lambda number, request: answer) as server:
        with connected(shell, server.url, api_key=KEY, max_retries=0, **options) as client:
            with pytest.raises(APIError) as caught:
                client.crons.count()
    return caught.value


@EITHER
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("400 Bad Request", cronwright.BadRequestError),
        ("401 Unauthorized", AuthenticationError),
        ("403 Forbidden", cronwright.PermissionDeniedError),
        ("404 Not Found", cronwright.NotFoundError),
        ("409 Conflict", cronwright.ConflictError),
        ("418 Teapot", APIStatusError),
        ("422 Unprocessable", cronwright.UnprocessableEntityError),
        ("429 Too Many Requests", RateLimitError),
        ("503 Unavailable", InternalServerError),
        ("599 Nobody Knows", InternalServerError),
    ],
)
def test_each_status_is_an_error_of_its_class(shell: Shell, status: str, kind: type[APIError]) -> None:
    """A status has the official SDK's class, and the error says what was called and what came back."""
    error = _refused(shell, http(status, b'{"detail": "the reason"}'))
    assert type(error) is kind
    assert (error.operation, error.method, error.path) == ("crons_count", "POST", "/runs/crons/count")
    assert error.status == error.status_code == int(status[:3])
    assert error.body == {"detail": "the reason"}
    assert error.request_id is not None
    assert str(error) == (
        f"crons_count (POST /runs/crons/count): {status[:3]} the reason [request {error.request_id}]"
    )


@EITHER
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"message": "m"}', "m"),
        (b'{"error": {"message": "deep"}}', '{"message":"deep"}'),
        (b'{"detail": [{"loc": ["body"], "msg": "m"}]}', '[{"loc":["body"],"msg":"m"}]'),
        (b"<html>gateway</html>", "<html>gateway</html>"),
        (b"", "Bad Gateway"),
        (b"[]", "Bad Gateway"),
        (b"\xff\xfe", "\ufffd\ufffd"),
    ],
)
def test_the_reason_is_found_in_any_body(shell: Shell, body: bytes, said: str) -> None:
    """An error shows the server's own words wherever they stand, and the status's where there are none."""
    assert _refused(shell, http("502 Bad Gateway", body)).message == said


@EITHER
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (http(body=b""), "the answer is empty; the server did accept the call"),
        (
            http(body=b"<html>", content_type="text/html"),
            "the answer is not JSON (text/html); the server did",
        ),
        (http(body=b'{"a": 1}'), "the answer is not of the shape that the contract gives; the server did"),
    ],
)
def test_an_unusable_answer_is_not_a_refusal(shell: Shell, answer: bytes, said: str) -> None:
    """An answer of success that cannot be read is an error of its own, as the call did succeed."""
    error = _refused(shell, answer)
    assert type(error) is APIResponseValidationError
    assert error.message.startswith(said)
    assert error.status == 200


@EITHER
def test_a_redirect_names_its_target(shell: Shell) -> None:
    """A redirect is an error that shows where to, without user and query."""
    error = _refused(shell, http("307 T", b"", "text/plain", "location: https://u:p@elsewhere/runs?k=v"))
    assert type(error) is APIStatusError
    assert "redirects to elsewhere/runs;" in str(error)


@EITHER
def test_another_2xx_is_still_success(shell: Shell) -> None:
    """A status of success that the contract does not name does not make a call that succeeded fail."""
    with faulty_server(lambda number, request: http("201 Created", b"7")) as server:
        with connected(shell, server.url) as client:
            assert client.crons.count() == 7


@EITHER
def test_a_refused_connection(shell: Shell) -> None:
    """No server: an error of ours that says where, and that nothing was sent."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with (
        connected(shell, url) as client,
        pytest.raises(APIConnectionError, match="nothing was sent") as caught,
    ):
        client.crons.count()
    assert url in str(caught.value)
    assert caught.value.status is None


@EITHER
def test_a_broken_connection(shell: Shell) -> None:
    """A connection that ends before the answer: the call may have been done, and the error says so."""
    error = _refused(shell, None)
    assert type(error) is APIConnectionError
    assert "look before sending it again" in str(error)


@EITHER
def test_a_late_answer(shell: Shell) -> None:
    """No answer in time is an APITimeoutError."""

    def late(number: int, request: bytes) -> bytes:
        time.sleep(0.5)
        return http(body=b"1")

    with faulty_server(late) as server, connected(shell, server.url, timeout=0.1) as client:
        with pytest.raises(APITimeoutError, match=r"no answer from .* in time") as caught:
            client.crons.count()
    assert isinstance(caught.value, APIConnectionError)


def _lower_errors() -> list[type[Exception]]:
    """Every error that the HTTP library can raise while it sends."""
    found: list[type[Exception]] = [httpx.InvalidURL]
    kinds: list[type[Exception]] = [httpx.TransportError, httpx.DecodingError, httpx.TooManyRedirects]
    while kinds:
        kind = kinds.pop()
        found.append(kind)
        kinds += kind.__subclasses__()
    return sorted(found, key=lambda kind: kind.__name__)


@EITHER
@pytest.mark.parametrize("kind", _lower_errors())
def test_no_error_of_the_http_library_reaches_a_caller(shell: Shell, kind: type[Exception]) -> None:
    """Each becomes one of ours, which says whether the call can have arrived."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise kind("lower")

    transport = httpx.MockTransport(fail)
    options: dict[str, Any] = {"url": "http://127.0.0.1:1", "api_key": None, "max_retries": 0}
    with pytest.raises(APIConnectionError) as caught:
        if shell == "sync":
            get_sync_client(**options, http_client=httpx.Client(transport=transport)).crons.count()
        else:
            client = get_client(**options, http_client=httpx.AsyncClient(transport=transport))
            asyncio.run(client.crons.count())
    assert isinstance(caught.value, APITimeoutError) == issubclass(kind, httpx.TimeoutException)
    unsent = issubclass(
        kind, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol
    )
    assert ("nothing was sent" in str(caught.value)) == unsent
    assert ("look before sending it again" in str(caught.value)) != unsent


@EITHER
def test_a_connection_dropped_after_a_500_does_not_fail_the_next_call(shell: Shell) -> None:
    """The server ends a connection after a 500 without a word; the next call takes a new one."""

    def answerer(number: int, request: bytes) -> bytes:
        return http("500 Oops", b"x", "text/plain") if number % 2 else http(body=b"1")

    with faulty_server(answerer, close_after=lambda answer: b"500 Oops" in answer) as server:
        with connected(shell, server.url) as client:
            for _ in range(20):
                with pytest.raises(InternalServerError):
                    client.crons.count()
                assert client.crons.count() == 1
        # A 200 keeps its connection, so that each 500 costs one and no more.
        assert server.connections <= 21


@EITHER
def test_a_connection_is_kept_after_other_answers(shell: Shell) -> None:
    """Only a 5xx costs the connection."""
    with faulty_server(lambda number, request: http("404 No" if number % 2 else "200 OK", b"1")) as server:
        with connected(shell, server.url) as client:
            for _ in range(3):
                with pytest.raises(cronwright.NotFoundError):
                    client.threads.get("t")
                client.crons.count()
        assert server.connections == 1


@EITHER
def test_a_closed_client_says_so(shell: Shell) -> None:
    """A call on a closed client is an error of ours, not the HTTP library's."""
    with connected(shell, "http://127.0.0.1:1") as client:
        client.close() if shell == "sync" else client.aclose()
        with pytest.raises(ClientClosedError, match="crons_count"):
            client.crons.count()


@EITHER
def test_no_secret_is_in_an_error_or_a_log(shell: Shell, caplog: pytest.LogCaptureFixture) -> None:
    """A proxy that reports what it was sent does not bring the key or a header's value into an error."""
    token = "Bearer another-secret"

    def echo(number: int, request: bytes) -> bytes:
        return http("502 Bad Gateway", json.dumps({"detail": request.decode()}).encode())

    caplog.set_level(logging.DEBUG)
    with faulty_server(echo) as server:
        with connected(shell, server.url, api_key=KEY, headers={"authorization": token}) as client:
            with pytest.raises(InternalServerError) as caught:
                client.crons.count(headers={"x-mine": "a third secret"})
    assert b"a third secret" in server.requests[0]
    assert KEY.encode() in server.requests[0]
    for place in (str(caught.value), repr(caught.value), repr(caught.value.body), caplog.text):
        assert KEY not in place
        assert "another-secret" not in place
        assert "a third secret" not in place
    assert "[redacted]" in str(caught.value)


@EITHER
def test_each_call_is_logged_with_its_request_id(shell: Shell, caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG the log tells operation, verb, path, status, time and the id that the server logs too."""
    caplog.set_level(logging.DEBUG, logger="cronwright")
    with faulty_server(lambda number, request: http(body=b"1")) as server:
        with connected(shell, server.url) as client:
            client.crons.count(headers={"X-Request-Id": "mine"})
    assert server.requests[0].lower().count(b"x-request-id: ") == 1
    assert "crons_count POST /runs/crons/count: 200 in" in caplog.text
    assert "[request mine]" in caplog.text


def test_an_error_survives_pickling() -> None:
    """An error can cross a process boundary with all that it knows."""
    error = _refused("sync", http("404 Not Found", b'{"detail": "gone"}'))
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)


def test_a_very_long_reason_is_cut() -> None:
    """An error's text stays readable; the whole body is in `body`."""
    error = _refused("sync", http("400 Bad", json.dumps({"detail": "x" * 10_000}).encode()))
    assert len(str(error)) < 2_200
    assert len(error.body["detail"]) == 10_000


@pytest.mark.parametrize("body", [b"[1]", b"7", b"", b"{}", b'{"detail": ""}'])
def test_a_status_that_nobody_has_named(body: bytes) -> None:
    """Where neither the body nor the status says why, the error says that."""
    error = _refused("sync", http("499 ", body))
    assert error.status_code == 499
    assert "the server gives no reason" in str(error)


def test_every_error_is_a_cronwright_error() -> None:
    """One except clause catches all that this client raises."""
    errors = [getattr(cronwright, name) for name in cronwright.__all__ if name.endswith("Error")]
    assert len(errors) == 22
    assert all(issubclass(error, CronwrightError) for error in errors)
