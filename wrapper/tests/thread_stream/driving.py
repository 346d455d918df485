"""One test body for streams that wait and streams that await, over either transport.

What an async stream gives is put behind a `Driven`, which has the members of the sync one: it is looped over
with `for`, its `output` is the value, `str()` and `get()` are the whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from cronwright import AsyncClient, SyncClient, get_client, get_sync_client

from ..either import Shell

Transport = Literal["sse", "websocket"]
KINDS: tuple[tuple[Shell, Transport], ...] = (
    ("sync", "sse"),
    ("async", "sse"),
    ("sync", "websocket"),
    ("async", "websocket"),
)


@dataclass
class Streams:
    """Opens thread streams of one kind."""

    open: Callable[..., Any]
    client: SyncClient | AsyncClient
    runner: asyncio.Runner
    transport: Transport

    def __call__(self, thread_id: str | None = None, **options: Any) -> Any:
        """A stream on the assistant `busy`, to be used in a `with` block."""
        return self.open(thread_id, **options)

    def started(self, thread_id: str | None = None, **turn: Any) -> Any:
        """A context manager: a stream on which a run of this turn was started."""
        return _started(self(thread_id), turn)


@contextmanager
def _started(stream: Any, turn: dict[str, Any]) -> Iterator[Any]:
    with stream as thread:
        thread.run.start(input={"turn": turn})
        yield thread


class Driven:
    """An async object by its sync members."""

    def __init__(self, target: Any, runner: asyncio.Runner) -> None:
        self._target = target
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if name == "output":
            return self._wait(found)
        if callable(found):
            return lambda *args, **kwargs: self._given(found(*args, **kwargs))
        return self._given(found)

    def __getitem__(self, name: str) -> Any:
        return self._given(self._target[name])

    def __iter__(self) -> Iterator[Any]:
        items = aiter(self._target)
        try:
            while True:
                try:
                    item = self._wait(anext(items))
                except StopAsyncIteration:
                    return
                yield self._given(item)
        finally:
            self._wait(items.aclose())

    def __str__(self) -> str:
        return str(self.get())

    def __bool__(self) -> bool:
        return bool(self._target)

    def __enter__(self) -> Driven:
        return Driven(self._wait(self._target.__aenter__()), self._runner)

    def __exit__(self, *details: Any) -> None:
        self._wait(self._target.__aexit__(*details))

    def get(self) -> Any:
        """What it is when it is awaited."""
        return self._wait(self._target)

    def _given(self, found: Any) -> Any:
        if isinstance(found, tuple):
            return tuple(self._given(each) for each in found)
        if asyncio.iscoroutine(found):
            return self._wait(found)
        plain = isinstance(found, dict | Exception)
        ours = type(found).__module__.startswith("cronwright.thread_stream") and not plain
        return Driven(found, self._runner) if ours or isinstance(found, AsyncIterable) else found

    def _wait(self, found: Awaitable[Any]) -> Any:
        async def waiting() -> Any:
            return await found

        return self._runner.run(waiting())


@contextmanager
def streams(url: str, shell: Shell, transport: Transport, **options: Any) -> Iterator[Streams]:
    """Streams of one kind, their client closed at the end."""

    def opened(client: Any, thread_id: str | None, **given: Any) -> Any:
        given.setdefault("assistant_id", "busy")
        return client.threads.stream(thread_id, transport=transport, **given)

    options.setdefault("api_key", None)
    with asyncio.Runner() as runner:
        if shell == "sync":
            with get_sync_client(url=url, **options) as client:
                yield Streams(
                    lambda thread_id, **given: opened(client, thread_id, **given),
                    client,
                    runner,
                    transport,
                )
            return
        awaiting = get_client(url=url, **options)
        try:
            yield Streams(
                lambda thread_id, **given: Driven(opened(awaiting, thread_id, **given), runner),
                awaiting,
                runner,
                transport,
            )
        finally:
            runner.run(awaiting.aclose())
