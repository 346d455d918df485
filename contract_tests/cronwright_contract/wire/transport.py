"""The one way to the server, below every engine: guarded, paced, recorded."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

import httpx

from cronwright_contract.broken import Refused
from cronwright_contract.wire.exchange import Answer, Exchange, Request

Route = Callable[[str, str], str | None]
"""The id of the operation that a verb and a path mean, None where the contract has none."""

Observer = Callable[[Exchange], None]

PATIENCE_SECONDS = 30.0
"""How long an answer may take."""
STREAM_SECONDS = 1.0
"""How long a stream is read, unless the request's extension `stream_seconds` says otherwise."""
STREAM_BYTES = 8 * 2**20
ANSWER_SECONDS = 60.0
"""How long an answer may go on that is no stream: a server keeps some alive by a blank now and then."""
ANSWER_BYTES = 64 * 2**20


class Warden(Protocol):
    """Who may refuse a request before it is sent (by raising), and learns from what came of it."""

    def before(self, request: Request) -> None: ...
    def after(self, exchange: Exchange) -> None: ...


class Pacer(Protocol):
    """Who waits before a request, and may ask for it to be sent again."""

    def wait(self) -> None: ...
    def again(self, answer: Answer | None) -> bool: ...


class Transport(httpx.BaseTransport):
    """Sends what the warden allows, at the pacer's pace, and shows each exchange to the observers.

    `secret_headers` join below the recorder, so that no exchange holds them. Nothing is sent but to the
    server at `url`.
    """

    def __init__(
        self,
        *,
        route: Route,
        warden: Warden,
        pacer: Pacer,
        url: str,
        secret_headers: Mapping[str, str] | None = None,
        inner: httpx.BaseTransport | None = None,
    ) -> None:
        self._route = route
        self._warden = warden
        self._pacer = pacer
        self._url = httpx.URL(url)
        self._base_path = self._url.raw_path.decode("ascii").rstrip("/")
        self._secret_headers = dict(secret_headers or {})
        # Made once, as it takes some 50 ms, and connections are renewed after each failure of the server.
        self._trust = httpx.create_ssl_context()
        self._inner = inner or httpx.HTTPTransport(verify=self._trust)
        self._own = inner is None
        self._users: Counter[httpx.BaseTransport] = Counter()
        self._lock = threading.Lock()
        self._number = 0
        self._started = time.monotonic()
        self.observers: list[Observer] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._stay_home(request.url)
        sent = self._sent(request)
        self._warden.before(sent)
        request.headers.update(self._secret_headers)
        while True:
            self._pacer.wait()
            at = time.monotonic()
            answer, error = self._exchange(request)
            if not self._pacer.again(answer):
                break
        with self._lock:
            self._number += 1
            exchange = Exchange(self._number, at - self._started, sent, answer, error)
        self._warden.after(exchange)
        for observer in self.observers:
            observer(exchange)
        if answer is None:
            raise httpx.ReadError(error or "no answer", request=request)
        headers = {k: v for k, v in answer.headers.items() if k not in ("content-encoding", "content-length")}
        return httpx.Response(answer.status, headers=headers, content=answer.content, request=request)

    def is_well(self) -> bool:
        """Whether `GET /ok` is answered now, by other than a 5xx; past guard, pace and record."""
        url = self._url.copy_with(raw_path=f"{self._base_path}/ok".encode())
        request = httpx.Request("GET", url, headers=self._secret_headers)
        answer, _ = self._exchange(request, patience=5.0)
        return answer is not None and answer.status < 500

    def close(self) -> None:
        self._inner.close()

    def _stay_home(self, url: httpx.URL) -> None:
        home = self._url
        there = url.raw_path.decode("ascii")
        if (url.scheme, url.host, url.port) != (home.scheme, home.host, home.port):
            raise Refused(f"{url.scheme}://{url.host} is not the server that is tested")
        if not f"{there}/".startswith(f"{self._base_path}/"):
            raise Refused(f"{there} is outside of {self._base_path}")

    def _sent(self, request: httpx.Request) -> Request:
        raw_path = request.url.raw_path.partition(b"?")[0].decode("ascii")
        path = raw_path.removeprefix(self._base_path)
        return Request(
            operation=self._route(request.method, path),
            method=request.method,
            path=path,
            query=tuple(request.url.params.multi_items()),
            headers={
                name.lower(): value
                for name, value in request.headers.items()
                if name.lower() not in self._secret_headers
            },
            content=request.read() or None,
        )

    def _exchange(
        self, request: httpx.Request, patience: float = PATIENCE_SECONDS
    ) -> tuple[Answer | None, str | None]:
        begun = time.monotonic()
        request.extensions = {
            **request.extensions,
            "timeout": {"connect": 5.0, "read": patience, "write": patience, "pool": 30.0},
        }
        with self._connections() as inner:
            return self._exchange_over(inner, request, begun)

    def _exchange_over(
        self, inner: httpx.BaseTransport, request: httpx.Request, begun: float
    ) -> tuple[Answer | None, str | None]:
        try:
            response = inner.handle_request(request)
        except httpx.TransportError as error:
            self._renew(inner)
            return None, f"{type(error).__name__}: {error}"
        headers = {name.lower(): value for name, value in response.headers.items()}
        limit = self._stream_limit(request, headers)
        if limit is not None:
            # The transport reads this when the body begins: a silent stream is left as well.
            request.extensions["timeout"]["read"] = limit
        reading = _Reading(response, limit, begun)
        try:
            content = b"".join(reading)
        except (httpx.TransportError, httpx.StreamError) as error:
            self._renew(inner)
            if not reading.is_stream:
                return None, f"{type(error).__name__}: {error}"
            reading.cut, content = True, reading.read
        finally:
            response.close()
        if response.status_code >= 500:
            # The server closes the connection after it failed; the next request must not meet that.
            self._renew(inner)
        return Answer(response.status_code, headers, content, time.monotonic() - begun, reading.cut), None

    @staticmethod
    def _stream_limit(request: httpx.Request, headers: Mapping[str, str]) -> float | None:
        if not headers.get("content-type", "").startswith("text/event-stream"):
            return None
        return float(request.extensions.get("stream_seconds", STREAM_SECONDS))

    @contextmanager
    def _connections(self) -> Iterator[httpx.BaseTransport]:
        """The connections that stand now; once they are renewed, the last who uses them closes them."""
        with self._lock:
            inner = self._inner
            self._users[inner] += 1
        try:
            yield inner
        finally:
            with self._lock:
                self._users[inner] -= 1
                is_left = inner is not self._inner and not self._users[inner]
                if is_left:
                    del self._users[inner]
            if is_left:
                inner.close()

    def _renew(self, inner: httpx.BaseTransport) -> None:
        with self._lock:
            if self._own and inner is self._inner:
                self._inner = httpx.HTTPTransport(verify=self._trust)


class _Reading:
    """The decoded bytes of an answer; of a stream, those of its first seconds."""

    def __init__(self, response: httpx.Response, limit: float | None, begun: float) -> None:
        self._response = response
        self._limit = limit
        self._begun = begun
        self.read = b""
        self.cut = False

    @property
    def is_stream(self) -> bool:
        return self._limit is not None

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for part in self._response.iter_bytes():
            yield part
            size, seconds = size + len(part), time.monotonic() - self._begun
            if self._limit is None:
                if seconds > ANSWER_SECONDS or size > ANSWER_BYTES:
                    raise httpx.ReadError(f"the answer had no end after {seconds:.0f} s and {size} bytes")
                continue
            self.read += part
            if seconds > self._limit or size > STREAM_BYTES:
                self.cut = True
                return
