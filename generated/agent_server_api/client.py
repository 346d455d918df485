"""Two HTTP clients, which wait for what the endpoint modules ask: with a token, and without."""

from __future__ import annotations

import codecs
import io
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

import httpx

from .errors import UnexpectedStatus
from .types import Operation, Response

T = TypeVar("T")

# A run may be waited for, so reading takes longer than connecting.
_TIMEOUT = httpx.Timeout(connect=5, read=300, write=300, pool=5)


@dataclass
class Client:
    """Where the server is, and how to reach it.

    ``base_url`` is the root of the server, ``headers`` go with every request, ``timeout`` is in
    seconds, and ``httpx_args`` are given to ``httpx.Client`` and ``httpx.AsyncClient`` as they are
    (``verify``, ``transport``, ``cookies``, ``follow_redirects``). Connections are opened by the
    first call, and closed with the ``with`` (or ``async with``) block.
    """

    base_url: str
    headers: Mapping[str, str] = field(default_factory=dict, kw_only=True, repr=False)
    timeout: httpx.Timeout | float | None = field(default_factory=lambda: _TIMEOUT, kw_only=True)
    httpx_args: Mapping[str, Any] = field(default_factory=dict, kw_only=True, repr=False)
    _client: httpx.Client | None = field(default=None, init=False, repr=False, compare=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False, compare=False)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """Another client, with these headers too and connections of its own."""
        return replace(self, headers={**self.headers, **headers})

    def with_timeout(self, timeout: httpx.Timeout | float | None) -> Self:
        """Another client, with this timeout and connections of its own."""
        return replace(self, timeout=timeout)

    def send(self, kwargs: Mapping[str, Any], read: Callable[[int, bytes], T]) -> Response[T]:
        """Send a request, and read its answer."""
        return _response(self.get_httpx_client().request(**kwargs), read)

    async def asend(self, kwargs: Mapping[str, Any], read: Callable[[int, bytes], T]) -> Response[T]:
        """Send a request, and read its answer."""
        return _response(await self.get_async_httpx_client().request(**kwargs), read)

    @contextmanager
    def stream(self, operation: Operation, kwargs: Mapping[str, Any]) -> Iterator[Iterator[str]]:
        """Send a request, and give the lines of its answer as they arrive."""
        with self.get_httpx_client().stream(**kwargs) as response:
            if response.status_code not in operation.success:
                raise UnexpectedStatus(operation, response.status_code, response.read())
            yield _lines(response)

    @asynccontextmanager
    async def astream(
        self, operation: Operation, kwargs: Mapping[str, Any]
    ) -> AsyncIterator[AsyncIterator[str]]:
        """Send a request, and give the lines of its answer as they arrive."""
        async with self.get_async_httpx_client().stream(**kwargs) as response:
            if response.status_code not in operation.success:
                raise UnexpectedStatus(operation, response.status_code, await response.aread())
            yield _alines(response)

    def get_httpx_client(self) -> httpx.Client:
        """The HTTP client, made when it is first asked for."""
        if self._client is None:
            self._client = httpx.Client(**self._settings())
        return self._client

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The asynchronous HTTP client, made when it is first asked for."""
        if self._async_client is None:
            self._async_client = httpx.AsyncClient(**self._settings())
        return self._async_client

    def _settings(self) -> dict[str, Any]:
        settings = {"base_url": self.base_url, "headers": dict(self.headers), "timeout": self.timeout}
        return {**settings, **self.httpx_args}

    def __enter__(self) -> Self:
        self.get_httpx_client().__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.get_httpx_client().__exit__(*error)

    async def __aenter__(self) -> Self:
        await self.get_async_httpx_client().__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self.get_async_httpx_client().__aexit__(*error)


@dataclass
class AuthenticatedClient(Client):
    """A client that sends a token, in ``auth_header_name`` and after ``prefix`` if there is one."""

    token: str = field(kw_only=True, repr=False)
    prefix: str = field(default="", kw_only=True)
    auth_header_name: str = field(default="x-api-key", kw_only=True)

    def _settings(self) -> dict[str, Any]:
        settings = super()._settings()
        settings["headers"][self.auth_header_name] = f"{self.prefix} {self.token}".strip()
        return settings


def _response(response: httpx.Response, read: Callable[[int, bytes], T]) -> Response[T]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=read(response.status_code, response.content),
    )


class _Splitter:
    """Bytes to lines that end as those of an event stream do: U+2028 and its like are data within JSON."""

    def __init__(self) -> None:
        self._decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")("replace"), True)
        self._rest = ""

    def feed(self, chunk: bytes) -> list[str]:
        *lines, self._rest = (self._rest + self._decoder.decode(chunk)).split("\n")
        return lines

    def end(self) -> list[str]:
        rest = self._rest + self._decoder.decode(b"", final=True)
        return [rest] if rest else []


def _lines(response: httpx.Response) -> Iterator[str]:
    splitter = _Splitter()
    for chunk in response.iter_bytes():
        yield from splitter.feed(chunk)
    yield from splitter.end()


async def _alines(response: httpx.Response) -> AsyncIterator[str]:
    splitter = _Splitter()
    async for chunk in response.aiter_bytes():
        for line in splitter.feed(chunk):
            yield line
    for line in splitter.end():
        yield line
