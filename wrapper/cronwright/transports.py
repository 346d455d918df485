"""What requests are sent over, and what they are there: a transport of our own, or a caller's client.

A client speaks to one origin and follows no redirect, so one transport is all that it needs: the proxy is
chosen once, and nothing is spent on each call for what a browser would need, cookies and such.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from .errors import InvalidArgumentError
from .pool import Pool
from .settings import Settings
from .spread import EACH, AsyncSpreadTransport, SpreadTransport
from .timeouts import Timeout
from .trip import Trip

# Of one of the pools that the requests are spread over.
_LIMITS = httpx.Limits(max_connections=EACH, max_keepalive_connections=EACH, keepalive_expiry=30)
_DEFAULTS = {"accept": "*/*", "accept-encoding": "gzip, deflate", "connection": "keep-alive"}
_DEFAULT_TIMEOUT = Timeout()
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})

SyncSender = httpx.Client | httpx.BaseTransport
AsyncSender = httpx.AsyncClient | httpx.AsyncBaseTransport


def sync_pool(
    settings: Settings, given: httpx.Client | None = None, transport: httpx.BaseTransport | None = None
) -> Pool[SyncSender]:
    """The connections of a sync client; proxy and certificates come from the environment."""

    def make() -> SyncSender:
        how = {} if transport else _surroundings(settings)
        made = transport or SpreadTransport(lambda: httpx.HTTPTransport(**how))
        return made if settings.credentials is None else httpx.Client(transport=made, trust_env=False)

    return Pool(make, given)


def async_pool(
    settings: Settings,
    given: httpx.AsyncClient | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Pool[AsyncSender]:
    """The connections of an async client; proxy and certificates come from the environment."""

    def make() -> AsyncSender:
        how = {} if transport else _surroundings(settings)
        made = transport or AsyncSpreadTransport(lambda: httpx.AsyncHTTPTransport(**how))
        return made if settings.credentials is None else httpx.AsyncClient(transport=made, trust_env=False)

    return Pool(make, given)


def request_over(sender: object, trip: Trip) -> httpx.Request:
    """The request of a trip, as its sender takes it."""
    call = trip.call
    limits = call.timeout or trip.settings.timeout
    if isinstance(sender, httpx.Client | httpx.AsyncClient):
        # It adds its own headers, parameters and cookies, and has its own time limits.
        return sender.build_request(
            call.operation.method,
            trip.url,
            params=call.query or None,
            headers=trip.headers,
            content=call.content,
            timeout=httpx.USE_CLIENT_DEFAULT if limits is None else httpx.Timeout(**_seconds(limits)),
        )
    method, content = call.operation.method, call.content or b""
    url = httpx.URL(trip.url, params=call.query) if call.query else httpx.URL(trip.url)
    headers = {"host": url.netloc.decode(), **_DEFAULTS, **trip.headers}
    if content or method in _WITH_BODY:
        headers["content-length"] = str(len(content))
    # Given as lines and as a stream, they are not looked through for what might be missing: that takes long.
    return httpx.Request(
        method,
        url,
        headers=[(name.encode(), value.encode()) for name, value in headers.items()],
        stream=httpx.ByteStream(content),
        extensions={"timeout": _seconds(limits or _DEFAULT_TIMEOUT)},
    )


def _seconds(limits: Timeout) -> dict[str, Any]:
    return {"connect": limits.connect, "read": limits.read, "write": limits.write, "pool": limits.pool}


def _surroundings(settings: Settings) -> dict[str, Any]:
    proxy = _proxy(settings)
    # Certificates take most of the time that a transport takes to make; plain HTTP has none to verify.
    secure = proxy is not None or settings.base.startswith("https:")
    verify = httpx.create_ssl_context() if secure else False
    try:
        return {"limits": _LIMITS, "verify": verify, "proxy": proxy and httpx.Proxy(proxy)}
    except (ValueError, httpx.InvalidURL) as error:
        raise InvalidArgumentError(f"the environment names a proxy that is no URL: {error}") from None


def _proxy(settings: Settings) -> str | None:
    """The proxy to the server: of HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY or the system's settings."""
    parts = urlsplit(settings.base)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
