"""The way to the Agent Server that this code runs in: for a graph's own nodes, with no network between."""

from __future__ import annotations

from importlib import import_module

import httpx

from .errors import InvalidArgumentError


class Loopback(httpx.AsyncBaseTransport):
    """Hands each request to the server's own application.

    It is looked up at the first call, not when the client is made: a graph makes its client while the
    server is still being imported. `/noauth` is where the server takes calls from itself.
    """

    def __init__(self) -> None:
        self._inner: httpx.AsyncBaseTransport | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._inner is None:
            try:
                app = import_module("langgraph_api.server").app
            except ImportError:
                raise InvalidArgumentError(
                    "url is missing: without one, get_client() speaks to the Agent Server that it runs in, "
                    "and this is none; pass url"
                ) from None
            self._inner = httpx.ASGITransport(app, root_path="/noauth")
        return await self._inner.handle_async_request(request)
