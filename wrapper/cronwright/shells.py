"""The two shells: the only places that wait, and the only module that sends by httpx."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from typing import Any, NoReturn, TypeVar
from urllib.parse import unquote, urlsplit

import httpx

from .call import Call
from .errors import APIConnectionError, APITimeoutError, ClientClosedError
from .exchange import Answer, exchange
from .operation import Pages
from .settings import Settings

T = TypeVar("T")

log = logging.getLogger("cronwright")

# A request that failed before a connection stood was not sent; any other may have arrived.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class Blocking:
    """Sends a call and waits for the answer."""

    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None = None) -> None:
        self.settings = settings
        self._http = httpx.Client(
            **_client_arguments(settings), transport=transport, event_hooks={"response": [_drop_after_5xx]}
        )

    def run(self, call: Call[T]) -> T:
        steps = exchange(call)
        request: Call[Any] = next(steps)
        try:
            while True:
                try:
                    answer = self._send(request)
                except APIConnectionError as error:
                    request = steps.throw(error)
                else:
                    request = steps.send(answer)
        except StopIteration as done:
            value: T = done.value
            return value

    def walk(self, pages: Pages[T]) -> Iterator[T]:
        step = next(pages, None)
        while step is not None:
            rows: list[T] = []
            if isinstance(step, Call):
                rows = self.run(step)
            else:
                yield from step
            step = _next_step(pages, rows)

    def close(self) -> None:
        self._http.close()

    def _send(self, call: Call[Any]) -> Answer:
        trip = _Trip(call, self.settings)
        if self._http.is_closed:
            trip.closed()
        try:
            return trip.answer(self._http.request(**trip.arguments))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            trip.failed(error)


class Awaiting:
    """Sends a call and awaits the answer."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.settings = settings
        self._http = httpx.AsyncClient(
            **_client_arguments(settings), transport=transport, event_hooks={"response": [_adrop_after_5xx]}
        )

    async def run(self, call: Call[T]) -> T:
        steps = exchange(call)
        request: Call[Any] = next(steps)
        try:
            while True:
                try:
                    answer = await self._send(request)
                except APIConnectionError as error:
                    request = steps.throw(error)
                else:
                    request = steps.send(answer)
        except StopIteration as done:
            value: T = done.value
            return value

    async def walk(self, pages: Pages[T]) -> AsyncIterator[T]:
        step = next(pages, None)
        while step is not None:
            rows: list[T] = []
            if isinstance(step, Call):
                rows = await self.run(step)
            else:
                for row in step:
                    yield row
            step = _next_step(pages, rows)

    async def close(self) -> None:
        await self._http.aclose()

    async def _send(self, call: Call[Any]) -> Answer:
        trip = _Trip(call, self.settings)
        if self._http.is_closed:
            trip.closed()
        try:
            return trip.answer(await self._http.request(**trip.arguments))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            trip.failed(error)


class _Trip:
    """One request on its way: what both shells hand to httpx, and what they make of what comes of it."""

    def __init__(self, call: Call[Any], settings: Settings) -> None:
        self.call = call
        self.settings = settings
        # The server logs the id that it is given and makes one of its own otherwise, which nobody sees.
        self.request_id = call.headers.get("x-request-id") or uuid.uuid4().hex
        self.started = time.perf_counter()
        self.arguments: dict[str, Any] = {
            "method": call.operation.method,
            "url": call.path,
            "params": dict(call.query) or None,
            "headers": {"x-request-id": self.request_id, **call.headers},
            "content": call.content,
        }

    def answer(self, response: httpx.Response) -> Answer:
        elapsed = (time.perf_counter() - self.started) * 1000
        operation = self.call.operation
        log.debug(
            "%s %s %s: %d in %.0f ms [request %s]",
            operation.id,
            operation.method,
            self.call.path,
            response.status_code,
            elapsed,
            self.request_id,
        )
        content = response.content
        if not response.is_success:
            content = self._without_secrets(content)
        return Answer(response.status_code, response.headers, content, self.request_id)

    def failed(self, error: Exception) -> NoReturn:
        kind = APITimeoutError if isinstance(error, httpx.TimeoutException) else APIConnectionError
        raise kind(
            self._reason(error),
            operation=self.call.operation,
            path=self.call.path,
            request_id=self.request_id,
        ) from error

    def closed(self) -> NoReturn:
        raise ClientClosedError(f"{self.call.operation.id}: this client was closed; make a new one")

    def _reason(self, error: Exception) -> str:
        place = self.settings.place
        if isinstance(error, httpx.ConnectTimeout):
            problem = f"no connection to {place} in time"
        elif isinstance(error, httpx.PoolTimeout):
            problem = "no free connection in time: too many calls at once"
        elif isinstance(error, httpx.TimeoutException):
            problem = f"no answer from {place} in time"
        elif isinstance(error, httpx.ConnectError):
            problem = f"cannot connect to {place} ({error}): does the server run there?"
        else:
            problem = f"the exchange with {place} broke off ({type(error).__name__}: {error})"
        if isinstance(error, _NOT_SENT):
            return f"{problem}; nothing was sent"
        return f"{problem}; the server may have done what it was asked: look before sending it again"

    def _without_secrets(self, content: bytes) -> bytes:
        # A proxy that reports what it was sent would put the key into an error, and so into a log.
        for secret in (*self.settings.secrets, *(v for v in self.call.headers.values() if len(v) >= 6)):
            content = content.replace(secret.encode(), b"[redacted]")
        return content


class _Closing(httpx.SyncByteStream):
    """A body whose connection is closed with it."""

    def __init__(self, response: httpx.Response) -> None:
        self._body = response.stream
        self._network = response.extensions.get("network_stream")

    def __iter__(self) -> Iterator[bytes]:
        assert isinstance(self._body, httpx.SyncByteStream)
        yield from self._body

    def close(self) -> None:
        assert isinstance(self._body, httpx.SyncByteStream)
        if self._network is not None:
            self._network.close()
        self._body.close()


class _AsyncClosing(httpx.AsyncByteStream):
    """A body whose connection is closed with it."""

    def __init__(self, response: httpx.Response) -> None:
        self._body = response.stream
        self._network = response.extensions.get("network_stream")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        assert isinstance(self._body, httpx.AsyncByteStream)
        async for chunk in self._body:
            yield chunk

    async def aclose(self) -> None:
        assert isinstance(self._body, httpx.AsyncByteStream)
        if self._network is not None:
            await self._network.aclose()
        await self._body.aclose()


# After a 500 the server drops the connection without saying so, and the next request on it would fail
# (facts D11). Closed by us before it goes back to the pool, it is replaced instead.
def _drop_after_5xx(response: httpx.Response) -> None:
    if response.status_code >= 500:
        response.stream = _Closing(response)


async def _adrop_after_5xx(response: httpx.Response) -> None:
    if response.status_code >= 500:
        response.stream = _AsyncClosing(response)


def _client_arguments(settings: Settings) -> dict[str, Any]:
    given = settings.timeout
    # The defaults of the official SDK: a run that is waited for may take minutes.
    timeout = httpx.Timeout(connect=5, read=300, write=300, pool=5)
    if isinstance(given, tuple):
        connect, read, write, pool = given if len(given) == 4 else (*given, None, None)
        timeout = httpx.Timeout(connect=connect, read=read, write=write, pool=pool)
    elif given is not None:
        timeout = httpx.Timeout(given)
    # In the URL itself, user and password would stand in httpx's log.
    parts = urlsplit(settings.url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return {
        "base_url": settings.place,
        "auth": httpx.BasicAuth(user, password) if user or password else None,
        "headers": dict(settings.headers),
        "timeout": timeout,
    }


def _next_step(pages: Pages[T], rows: list[T]) -> Call[list[T]] | list[T] | None:
    try:
        return pages.send(rows)
    except StopIteration:
        return None
