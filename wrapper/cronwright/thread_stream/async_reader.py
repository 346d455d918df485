"""A reader that awaits: as `reader.py` has it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from ..errors import CronwrightError
from .reader import ReaderState

if TYPE_CHECKING:
    from anyio import Lock

    from ..dialogue import Policy
    from ..talk import AsyncTalk
    from .place import Place
    from .projections import Projection
    from .state import ThreadState


class AsyncReader(ReaderState):
    """A reader that awaits; safe to be used from several tasks of one event loop."""

    def __init__(
        self,
        thread: ThreadState,
        place: Place,
        make: Callable[[AsyncReader], Projection],
        policy: Policy,
        talk: Callable[[], AsyncTalk],
    ) -> None:
        super().__init__(thread, place, policy)
        # Items that read on need their reader.
        self.projection = make(self)
        self._begin = talk
        self._talk: AsyncTalk | None = None
        self._lock = _lock()

    async def __aiter__(self) -> AsyncIterator[Any]:
        async with self.used():
            while True:
                while self.items:
                    yield self.items.popleft()
                if self.ended:
                    if self.error is not None:
                        raise self.error
                    return
                await self.pull(lambda: bool(self.items))

    @asynccontextmanager
    async def used(self) -> AsyncIterator[None]:
        """Keep the connection open meanwhile."""
        self.users += 1
        try:
            yield
        finally:
            self.users -= 1
            if not self.users:
                await self._leave()

    async def pull(self, ready: Callable[[], bool]) -> None:
        """Read on until something came, unless what is wanted is there by now."""
        async with self._lock:
            if not ready() and not self.ended:
                await self._read()

    async def close(self) -> None:
        """Close the connection, whoever reads."""
        if (talk := self._talk) is not None:
            await talk.close()

    async def _read(self) -> None:
        try:
            flow = self.flow or self.steps()
            talk = self._talk = self._talk or self._begin()
            step = next(flow)
            while not isinstance(step, list):
                try:
                    told = await talk.do(step)
                except CronwrightError as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(told)
            if self.feed(step):
                await self._leave()
        except StopIteration:
            self.end(None)
            await self._leave()
        except Exception as error:
            self.end(error)
            await self._leave()
        except BaseException:
            await self._leave()
            raise

    async def _leave(self) -> None:
        flow, talk = self.flow, self._talk
        self.flow = self._talk = None
        if flow is not None:
            flow.close()
        if talk is not None:
            await talk.close()


def _lock() -> Lock:
    from anyio import Lock  # under asyncio and trio

    return Lock()
