"""What goes out by httpx, and what comes back: the only module that sends.

`loopback.py` has a way of its own, to a server in the same process.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx

from .call import Call
from .dialogue import Answer
from .errors import APIConnectionError, ClientClosedError, InvalidArgumentError
from .pool import Pool
from .settings import Settings, checked_key
from .timeouts import Timeout
from .trip import Trip

_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError)
# A request that failed before a connection stood was not sent; any other may have arrived.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
# A thousand calls at once wait for the server, not for each other.
_LIMITS = httpx.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=30)


def sync_pool(
    given: httpx.Client | None = None, transport: httpx.BaseTransport | None = None
) -> Pool[httpx.Client]:
    """The connections of a sync client; proxies and certificates come from the environment."""
    return Pool(lambda: httpx.Client(transport=transport, **_defaults()), given)


def async_pool(
    given: httpx.AsyncClient | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> Pool[httpx.AsyncClient]:
    """The connections of an async client; proxies and certificates come from the environment."""
    return Pool(lambda: httpx.AsyncClient(transport=transport, **_defaults()), given)


class SyncWire:
    """Sends requests over a pool of connections, and waits."""

    def __init__(self, settings: Settings, pool: Pool[httpx.Client], *, owner: bool = True) -> None:
        self.settings = settings
        self.pool = pool
        self.owner = owner
        self.key: str | None = None

    def open(self, call: Call[Any]) -> SyncBody:
        """Send a call; what it answers is still to be read."""
        client = _client(self.pool, call, None)
        source = self.settings.key_source
        if source is not None and self.key is None:
            key = source()
            if inspect.isawaitable(key):
                raise InvalidArgumentError("api_key gives an awaitable, which only get_client awaits")
            self.key = checked_key(key)
        trip = Trip(call, self.settings, self.key)
        try:
            response = client.send(client.build_request(**_request(trip)), **_how(self.settings))
        except _ERRORS as error:
            raise _failure(trip, error) from error
        if response.status_code >= 500:
            response.stream = _Closing(response)
        return SyncBody(trip, response)

    def close(self) -> None:
        """Close the connections, if they are this wire's own."""
        if self.owner and (client := self.pool.take()) is not None:
            client.close()


class AsyncWire:
    """Sends requests over a pool of connections, and awaits."""

    def __init__(self, settings: Settings, pool: Pool[httpx.AsyncClient], *, owner: bool = True) -> None:
        self.settings = settings
        self.pool = pool
        self.owner = owner
        self.key: str | None = None

    async def open(self, call: Call[Any]) -> AsyncBody:
        """Send a call; what it answers is still to be read."""
        client = _client(self.pool, call, _loop())
        source = self.settings.key_source
        if source is not None and self.key is None:
            key = source()
            self.key = checked_key(await key if inspect.isawaitable(key) else key)
        trip = Trip(call, self.settings, self.key)
        try:
            response = await client.send(client.build_request(**_request(trip)), **_how(self.settings))
        except _ERRORS as error:
            raise _failure(trip, error) from error
        if response.status_code >= 500:
            response.stream = _AsyncClosing(response)
        return AsyncBody(trip, response)

    async def close(self) -> None:
        """Close the connections, if they are this wire's own."""
        if self.owner and (client := self.pool.take()) is not None:
            await client.aclose()


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
            self._chunks = self._response.iter_bytes()
        try:
            return next((chunk for chunk in self._chunks if chunk), b"")
        except _ERRORS as error:
            raise _failure(self._trip, error) from error

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
            self._chunks = self._response.aiter_bytes()
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
        await self._body.aclose()


def _client(pool: Pool[Any], call: Call[Any], loop: asyncio.AbstractEventLoop | None) -> Any:
    try:
        client = pool.client(loop)
    except ClientClosedError as error:
        raise ClientClosedError(f"{call.operation.id}: {error}") from None
    if client.is_closed:
        raise ClientClosedError(f"{call.operation.id}: the `http_client` that was handed in is closed")
    return client


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:  # trio
        return None


def _defaults() -> dict[str, Any]:
    return {"timeout": _seconds(Timeout()), "limits": _LIMITS}


def _request(trip: Trip) -> dict[str, Any]:
    call = trip.call
    arguments: dict[str, Any] = {
        "method": call.operation.method,
        "url": trip.url,
        "headers": trip.headers,
        "content": call.content,
    }
    if call.query:
        arguments["params"] = dict(call.query)
    if (limits := call.timeout or trip.settings.timeout) is not None:
        arguments["timeout"] = _seconds(limits)
    return arguments


def _how(settings: Settings) -> dict[str, Any]:
    how: dict[str, Any] = {"stream": True, "follow_redirects": False}
    if (credentials := settings.credentials) is not None:
        how["auth"] = credentials
    return how


def _seconds(limits: Timeout) -> httpx.Timeout:
    return httpx.Timeout(connect=limits.connect, read=limits.read, write=limits.write, pool=limits.pool)


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
