"""The clients: one per shell, each a bundle of resources."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

from .assistants import Assistants
from .crons import Crons
from .runs import Runs
from .settings import DEFAULT_URL, FROM_ENVIRONMENT, ApiKey, settings
from .shells import Awaiting, Blocking
from .threads import Threads

if TYPE_CHECKING:
    from .settings import Timeout


class SyncClient:
    """The Agent Server's resources, each call waiting for its answer; safe to share between threads."""

    def __init__(self, shell: Blocking) -> None:
        self._shell = shell
        self.assistants = Assistants(shell)
        self.crons = Crons(shell)
        self.runs = Runs(shell)
        self.threads = Threads(shell)

    def close(self) -> None:
        """Close the client's connections; calls after it raise ClientClosedError."""
        self._shell.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<SyncClient of {self._shell.settings.place}>"


class AsyncClient:
    """The Agent Server's resources, each call a coroutine."""

    def __init__(self, shell: Awaiting) -> None:
        self._shell = shell
        self.assistants = Assistants(shell)
        self.crons = Crons(shell)
        self.runs = Runs(shell)
        self.threads = Threads(shell)

    async def aclose(self) -> None:
        """Close the client's connections; calls after it raise ClientClosedError."""
        await self._shell.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<AsyncClient of {self._shell.settings.place}>"


def get_sync_client(
    *,
    url: str | None = None,
    api_key: ApiKey = FROM_ENVIRONMENT,
    headers: Mapping[str, str] | None = None,
    timeout: Timeout | None = None,
) -> SyncClient:
    """A client whose calls wait for their answers.

    `url` is `http://localhost:8123` where it is None. `api_key` travels as `x-api-key`; not given, it is
    the first of LANGGRAPH_API_KEY, LANGSMITH_API_KEY and LANGCHAIN_API_KEY that is set; None sends none.
    `headers` go with every call. `timeout` is in seconds: one number, (connect, read) or
    (connect, read, write, pool); by default 5, 300, 300 and 5.

    Raises InvalidArgumentError.
    """
    return SyncClient(Blocking(settings(url or DEFAULT_URL, api_key, headers, timeout)))


def get_client(
    *,
    url: str | None = None,
    api_key: ApiKey = FROM_ENVIRONMENT,
    headers: Mapping[str, str] | None = None,
    timeout: Timeout | None = None,
) -> AsyncClient:
    """A client whose calls are coroutines.

    As `get_sync_client`, but where `url` is None the client speaks to the Agent Server that this code
    runs in, without a network: for a graph's own nodes. Outside a server its calls then raise
    InvalidArgumentError.

    Raises InvalidArgumentError.
    """
    if url is None:
        from .loopback import LOOPBACK_URL, Loopback

        return AsyncClient(Awaiting(settings(LOOPBACK_URL, api_key, headers, timeout), Loopback()))
    return AsyncClient(Awaiting(settings(url, api_key, headers, timeout)))
