"""One test body for both shells: a client whose calls wait, whichever shell makes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from inspect import iscoroutine
from typing import Any, Literal

from cronwright import get_client, get_sync_client
from cronwright.operation import Resource

END = object()

Shell = Literal["sync", "async"]
SHELLS: tuple[Shell, ...] = ("sync", "async")


class Waiting:
    """Stands before a client or a resource; what a method gives is waited for."""

    def __init__(self, target: Any, runner: asyncio.Runner) -> None:
        self._target = target
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if not callable(found):
            return Waiting(found, self._runner)

        def call(*args: Any, **kwargs: Any) -> Any:
            result = found(*args, **kwargs)
            if isinstance(result, Resource):
                return Waiting(result, self._runner)
            if isinstance(result, AsyncIterator):
                return self._rows(result)
            return self._runner.run(result, context=copy_context()) if iscoroutine(result) else result

        return call

    def _rows(self, rows: AsyncIterator[Any]) -> Iterator[Any]:
        async def following() -> list[Any]:
            # `async for` would close the connection after the first.
            return [row] if (row := await anext(rows, END)) is not END else []

        while found := self._runner.run(following()):
            yield from found


@contextmanager
def connected(shell: Shell, url: str, **options: Any) -> Iterator[Any]:
    """A client of either kind, closed at the end."""
    with asyncio.Runner() as runner:
        if shell == "sync":
            with get_sync_client(url=url, **options) as client:
                yield Waiting(client, runner)
        else:
            asynchronous = get_client(url=url, **options)
            try:
                yield Waiting(asynchronous, runner)
            finally:
                runner.run(asynchronous.aclose())
