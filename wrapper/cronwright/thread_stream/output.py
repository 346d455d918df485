"""What a run ends with, awaited."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator
from typing import Any


class Output:
    """The values that the run ends with, awaited."""

    def __init__(self, wait: Callable[[], Coroutine[Any, Any, Any]], seconds: float | None = None) -> None:
        self._wait = wait
        self._seconds = seconds

    def with_timeout(self, timeout: float) -> Output:
        """The same, raising TimeoutError after so many seconds."""
        return Output(self._wait, timeout)

    def __await__(self) -> Generator[Any, None, Any]:
        return self._bounded().__await__()

    async def _bounded(self) -> Any:
        if self._seconds is None:
            return await self._wait()
        from anyio import fail_after  # under asyncio and trio

        with fail_after(self._seconds):
            return await self._wait()
