"""What goes out, and what comes back: the only module that sends."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any, TypeVar

import httpx

from .call import Call
from .dialogue import Answer
from .errors import APIConnectionError, ClientClosedError, InvalidArgumentError
from .pool import Pool
from .settings import Settings, checked_key
from .transports import AsyncSender, SyncSender, request_over
from .trip import Trip

T = TypeVar("T")

_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError)
# A request that failed before a connection stood was not sent; any other may have arrived.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class SyncWire:
    """Sends requests over a pool of connections, and waits."""

    def __init__(self, settings: Settings, pool: Pool[SyncSender], *, owner: bool = True) -> None:
        self.settings = settings
        self.pool = pool
        self.owner = owner
        self.key: str | None = None
        self._how = _how(settings)

    def open(self, call: Call[Any]) -> SyncBody:
        """Send a call; what it answers is still to be read."""
        sender = _sender(self.pool, call, None)
        source = self.settings.key_source
        if source is not None and self.key is None:
            key = source()
            if inspect.isawaitable(key):
                if inspect.iscoroutine(key):
                    key.close()
                raise InvalidArgumentError("api_key gives an awaitable, which only get_client awaits")
            self.key = checked_key(key)
        trip = Trip(call, self.settings, self.key)
        try:
            request = request_over(sender, trip)
            if isinstance(sender, httpx.Client):
                response = sender.send(request, **self._how)
            else:
                response = sender.handle_request(request)
        except _ERRORS as error:
            raise _failure(trip, error) from error
        if response.status_code >= 500:
            response.stream = _Closing(response)
        return SyncBody(trip, response)

    def close(self) -> None:
        """Close the connections, if they are this wire's own."""
        if self.owner and (sender := self.pool.take()) is not None:
            sender.close()


class AsyncWire:
    """Sends requests over a pool of connections, and awaits."""

    def __init__(self, settings: Settings, pool: Pool[AsyncSender], *, owner: bool = True) -> None:
        self.settings = settings
        self.pool = pool
        self.owner = owner
        self.key: str | None = None
        self._how = _how(settings)

    async def open(self, call: Call[Any]) -> AsyncBody:
        """Send a call; what it answers is still to be read."""
        sender = _sender(self.pool, call, _loop())
        source = self.settings.key_source
        if source is not None and self.key is None:
            key = source()
            self.key = checked_key(await key if inspect.isawaitable(key) else key)
        trip = Trip(call, self.settings, self.key)
        try:
            request = request_over(sender, trip)
            if isinstance(sender, httpx.AsyncClient):
                response = await sender.send(request, **self._how)
            else:
                response = await sender.handle_async_request(request)
        except _ERRORS as error:
            raise _failure(trip, error) from error
        if response.status_code >= 500:
            response.stream = _AsyncClosing(response)
        return AsyncBody(trip, response)

    async def close(self) -> None:
        """Close the connections, if they are this wire's own."""
        if self.owner and (sender := self.pool.take()) is not None:
            await sender.aclose()


class SyncBody:
    """The answer to a call, its body still to be read."""

    def __init__(self, trip: Trip, response: httpx.Response) -> None:
        self.head = trip.head(response.status_code, response.headers)
        self._trip = trip
        self._response = response
        self._chunks: Iterator[bytes] | None = None

    def whole(self) -> Answer:
        """The whole answer."""
        try:
            content = self._response.read()
        except _ERRORS as error:
            raise _failure(self._trip, error) from error
        finally:
            self._response.close()
        return self._trip.answer(self.head, content)

    def read(self) -> bytes:
        """The next bytes, or none at the end."""
        if self._chunks is None:
            # Past httpx where it has nothing to decode.
            stream: Any = self._response.stream
            encoded = "content-encoding" in self._response.headers
            self._chunks = self._response.iter_bytes() if encoded else iter(stream)
        try:
            for chunk in self._chunks:
                if chunk:
                    return chunk
        except _ERRORS as error:
            raise _failure(self._trip, error) from error
        return b""

    def close(self) -> None:
        """Close the connection, unless the body was read to its end."""
        self._response.close()


class AsyncBody:
    """The answer to a call, its body still to be read."""

    def __init__(self, trip: Trip, response: httpx.Response) -> None:
        self.head = trip.head(response.status_code, response.headers)
        self._trip = trip
        self._response = response
        self._chunks: AsyncIterator[bytes] | None = None

    async def whole(self) -> Answer:
        """The whole answer."""
        try:
            content = await self._response.aread()
        except _ERRORS as error:
            raise _failure(self._trip, error) from error
        finally:
            await self._response.aclose()
        return self._trip.answer(self.head, content)

    async def read(self) -> bytes:
        """The next bytes, or none at the end."""
        if self._chunks is None:
            stream: Any = self._response.stream
            encoded = "content-encoding" in self._response.headers
            self._chunks = self._response.aiter_bytes() if encoded else aiter(stream)
        try:
            async for chunk in self._chunks:
                if chunk:
                    return chunk
        except _ERRORS as error:
            raise _failure(self._trip, error) from error
        return b""

    async def close(self) -> None:
        """Close the connection, unless the body was read to its end."""
        await self._response.aclose()


class _Closing(httpx.SyncByteStream):
    """A body whose connection is closed with it.

    After a 500 the server drops the connection without saying so, and the next request on it would fail
    (facts D11). Closed by us before it goes back to the pool, it is replaced instead.
    """

    def __init__(self, response: httpx.Response) -> None:
        self._body: Any = response.stream
        self._network = response.extensions.get("network_stream")

    def __iter__(self) -> Iterator[bytes]:
        yield from self._body

    def close(self) -> None:
        if self._network is not None:
            self._network.close()
        self._body.close()


class _AsyncClosing(httpx.AsyncByteStream):
    """A body whose connection is closed with it, as `_Closing`."""

    def __init__(self, response: httpx.Response) -> None:
        self._body: Any = response.stream
        self._network = response.extensions.get("network_stream")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._body:
            yield chunk

    async def aclose(self) -> None:
        if self._network is not None:
            await self._network.aclose()
            # The pool asks whether it can be read, which means that it is to be dropped. Under trio httpcore
            # (1.0.9) cannot tell of a socket that is closed.
            self._network.get_extra_info = _dropped
        await self._body.aclose()


def _dropped(info: str) -> bool:
    return info == "is_readable"


def _sender(pool: Pool[T], call: Call[Any], loop: asyncio.AbstractEventLoop | None) -> T:
    try:
        sender = pool.sender(loop)
    except ClientClosedError as error:
        raise ClientClosedError(f"{call.operation.id}: {error}") from None
    if pool.given is not None and pool.given.is_closed:  # type: ignore[attr-defined]
        raise ClientClosedError(f"{call.operation.id}: the `http_client` that was handed in is closed")
    return sender


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:  # trio
        return None


def _how(settings: Settings) -> dict[str, Any]:
    how: dict[str, Any] = {"stream": True, "follow_redirects": False}
    if (credentials := settings.credentials) is not None:
        how["auth"] = credentials
    return how


def _failure(trip: Trip, error: Exception) -> APIConnectionError:
    place = trip.settings.place
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
    late = isinstance(error, httpx.TimeoutException)
    return trip.failed(error, problem, late=late, sent=not isinstance(error, _NOT_SENT))
