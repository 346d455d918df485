"""The clients: one per shell, each a bundle of resources, each resource loaded when it is first used."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .call import Call, call
from .logs import follow_environment
from .operation import Resource, Shell, operation
from .options import Options
from .settings import (
    DEFAULT_URL,
    FROM_ENVIRONMENT,
    LOOPBACK_URL,
    ApiKey,
    Auth,
    Settings,
    check_http_client,
    settings,
)
from .timeouts import AnyTimeout

if TYPE_CHECKING:
    import httpx

    from agent_server_api.models import HealthCheckDepth, MetricsFormat, ServerHealth, ServerInfo

    from .a2a import A2A
    from .assistants import Assistants
    from .crons import Crons
    from .mcp import MCP
    from .runs import Runs
    from .shells import Awaiting, Blocking, RawAwaiting, RawBlocking
    from .store import Store
    from .threads import Threads


class Client(Resource[Shell]):
    """The Agent Server's resources."""

    def __init__(self, made: Settings, make: Callable[[], Shell]) -> None:
        self._settings = made
        self._make: Callable[[], Shell] = make
        self._made: Shell | None = None
        self._lock = threading.Lock()

    @property
    def _shell(self) -> Shell:  # type: ignore[override]
        # Made at the first call, and once: HTTP takes longer to import than all of this package.
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = self._make()
        return self._made

    @cached_property
    def assistants(self) -> Assistants[Shell]:
        """Graphs with their configuration."""
        from .assistants import Assistants

        return Assistants(self._shell)

    @cached_property
    def crons(self) -> Crons[Shell]:
        """Runs that the server starts on a schedule."""
        from .crons import Crons

        return Crons(self._shell)

    @cached_property
    def runs(self) -> Runs[Shell]:
        """Single invocations of a graph."""
        from .runs import Runs

        return Runs(self._shell)

    @cached_property
    def threads(self) -> Threads[Shell]:
        """The state that runs share."""
        from .threads import Threads

        return Threads(self._shell)

    @cached_property
    def store(self) -> Store[Shell]:
        """What is remembered beyond threads."""
        from .store import Store

        return Store(self._shell)

    @cached_property
    def a2a(self) -> A2A[Shell]:
        """Assistants by the agent-to-agent protocol."""
        from .a2a import A2A

        return A2A(self._shell)

    @cached_property
    def mcp(self) -> MCP[Shell]:
        """The server's graphs as tools, by the Model Context Protocol."""
        from .mcp import MCP

        return MCP(self._shell)

    @operation
    def ok(self, *, check_db: bool = False, **options: Unpack[Options]) -> Call[ServerHealth]:
        """Tell that the server is well; with `check_db` its database too.

        `GET /ok`

        Raises InternalServerError where it is not, APIConnectionError where there is none.
        """
        from agent_server_api.api.system import system_health

        from . import fields

        depth: HealthCheckDepth = 1 if fields.flag("check_db", check_db) else 0
        return call(system_health, check_db=depth).options(**options)

    @operation
    def metrics(self, *, format: MetricsFormat = "prometheus", **options: Unpack[Options]) -> Call[Any]:
        """Read the server's metrics: a text as Prometheus reads it, or with format="json" a dict.

        `GET /metrics`

        Raises InvalidArgumentError.
        """
        from agent_server_api.api.system import system_metrics
        from agent_server_api.models import MetricsFormat

        from . import fields

        request = call(system_metrics, format=fields.one_of("format", format, MetricsFormat))
        if format == "json":
            return request.options(**options)
        return request.options(**options).reading(lambda answer: answer.content.decode(errors="replace"))

    @operation
    def info(self, **options: Unpack[Options]) -> Call[ServerInfo]:
        """Tell the server's version and what it can do.

        `GET /info`
        """
        from agent_server_api.api.system import system_info

        return call(system_info).options(**options)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._settings.place}>"


# The shells are loaded when a client is made, and the types of its methods are for a checker alone.
if TYPE_CHECKING:
    _SyncClient = Client[Blocking]
    _AsyncClient = Client[Awaiting]
else:
    _SyncClient = _AsyncClient = Client


class SyncClient(_SyncClient):
    """The Agent Server's resources, each call waiting for its answer; safe to share between threads."""

    @cached_property
    def with_raw_response(self) -> Client[RawBlocking]:
        """The same client, whose calls give the answer as it came: status, headers, and `parse()`."""

        def make() -> RawBlocking:
            from .shells import RawBlocking

            return RawBlocking(self._shell.wire)

        return Client(self._settings, make)

    def with_options(
        self,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: AnyTimeout | None = None,
        max_retries: int | None = None,
    ) -> SyncClient:
        """The same client with other settings, over the same connections; `headers` are added to its own.

        Raises InvalidArgumentError.
        """
        changed = self._settings.changed(headers, timeout, max_retries)
        return SyncClient(changed, lambda: self._shell.changed(changed))

    def close(self) -> None:
        """Close the connections, of a client that made them; calls after it raise ClientClosedError."""
        self._shell.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(_AsyncClient):
    """The Agent Server's resources, each call a coroutine; under asyncio and trio."""

    @cached_property
    def with_raw_response(self) -> Client[RawAwaiting]:
        """The same client, whose calls give the answer as it came: status, headers, and `parse()`."""

        def make() -> RawAwaiting:
            from .shells import RawAwaiting

            return RawAwaiting(self._shell.wire)

        return Client(self._settings, make)

    def with_options(
        self,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: AnyTimeout | None = None,
        max_retries: int | None = None,
    ) -> AsyncClient:
        """The same client with other settings, over the same connections; `headers` are added to its own.

        Raises InvalidArgumentError.
        """
        changed = self._settings.changed(headers, timeout, max_retries)
        return AsyncClient(changed, lambda: self._shell.changed(changed))

    async def aclose(self) -> None:
        """Close the connections, of a client that made them; calls after it raise ClientClosedError."""
        await self._shell.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def get_sync_client(
    *,
    url: str | None = None,
    api_key: ApiKey = FROM_ENVIRONMENT,
    headers: Mapping[str, str] | None = None,
    timeout: AnyTimeout | None = None,
    max_retries: int = 2,
    auth: Auth = None,
    http_client: httpx.Client | None = None,
) -> SyncClient:
    """A client whose calls wait for their answers.

    `url` is `http://localhost:8123` where it is None. `api_key` travels as `x-api-key`; not given, it is
    the first of LANGGRAPH_API_KEY, LANGSMITH_API_KEY and LANGCHAIN_API_KEY that is set; None sends none;
    a function is asked for it before the first call, and again when the server answers 401. `auth` is for
    other schemes, as httpx takes it. `headers` go with every call.

    `timeout` is in seconds: one number for each part, a `Timeout`, or a tuple (connect, read) or (connect,
    read, write, pool); by default 5, 300, 300 and 60. `max_retries` is how many times more a call is
    tried, where that is safe. `http_client` is used as it is, with its own proxies, certificates and
    limits, and never closed; without it those come from the environment (HTTPS_PROXY, NO_PROXY,
    SSL_CERT_FILE). CRONWRIGHT_LOG=debug writes a line to stderr for each request.

    Raises InvalidArgumentError.
    """
    follow_environment()
    made = settings(url or DEFAULT_URL, api_key, headers, timeout, max_retries, auth)
    check_http_client(http_client, "Client")

    def make() -> Blocking:
        from .shells import Blocking
        from .transports import sync_pool
        from .wire import SyncWire

        return Blocking(SyncWire(made, sync_pool(made, http_client)))

    return SyncClient(made, make)


def get_client(
    *,
    url: str | None = None,
    api_key: ApiKey = FROM_ENVIRONMENT,
    headers: Mapping[str, str] | None = None,
    timeout: AnyTimeout | None = None,
    max_retries: int = 2,
    auth: Auth = None,
    http_client: httpx.AsyncClient | None = None,
) -> AsyncClient:
    """A client whose calls are coroutines.

    As `get_sync_client`, but where `url` is None the client speaks to the Agent Server that this code
    runs in, without a network: for a graph's own nodes. Outside a server its calls then raise
    InvalidArgumentError. `api_key` may be a coroutine function.

    Raises InvalidArgumentError.
    """
    follow_environment()
    inside = url is None and http_client is None
    made = settings(
        LOOPBACK_URL if inside else url or DEFAULT_URL, api_key, headers, timeout, max_retries, auth
    )
    check_http_client(http_client, "AsyncClient")

    def make() -> Awaiting:
        from .shells import Awaiting
        from .transports import async_pool
        from .wire import AsyncWire

        transport = None
        if inside:
            from .loopback import Loopback

            transport = Loopback()
        return Awaiting(AsyncWire(made, async_pool(made, http_client, transport)))

    return AsyncClient(made, make)


# As langgraph_sdk.client has them.
LangGraphClient = AsyncClient
SyncLangGraphClient = SyncClient
