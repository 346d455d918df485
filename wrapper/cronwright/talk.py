"""A dialogue under way: its steps are done here, the only place that waits."""

from __future__ import annotations

import time
from typing import Any

from .call import Call
from .dialogue import CLOSE, READ, Open, Pause
from .wire import AsyncBody, AsyncWire, SyncBody, SyncWire


class SyncTalk:
    """Does the steps of one dialogue, and keeps what it has open."""

    __slots__ = ("_body", "_wire")

    def __init__(self, wire: SyncWire) -> None:
        self._wire = wire
        self._body: SyncBody | None = None

    def do(self, step: Any) -> Any:
        """Do a step and give what it is told."""
        if isinstance(step, Call):
            return self._wire.open(step).whole()
        if isinstance(step, Open):
            self.close()
            body = self._wire.open(step.call)
            if not body.head.success:
                return body.whole()
            self._body = body
            return body.head
        if step is READ:
            return self._body.read() if self._body is not None else b""
        if isinstance(step, Pause):
            time.sleep(step.seconds)
        elif step is CLOSE:
            self.close()
        else:
            self._wire.key = None
        return None

    def close(self) -> None:
        """Close what is open."""
        if self._body is not None:
            body, self._body = self._body, None
            body.close()


class AsyncTalk:
    """Does the steps of one dialogue, and keeps what it has open."""

    __slots__ = ("_body", "_wire")

    def __init__(self, wire: AsyncWire) -> None:
        self._wire = wire
        self._body: AsyncBody | None = None

    async def do(self, step: Any) -> Any:
        """Do a step and give what it is told."""
        if isinstance(step, Call):
            return await (await self._wire.open(step)).whole()
        if isinstance(step, Open):
            await self.close()
            body = await self._wire.open(step.call)
            if not body.head.success:
                return await body.whole()
            self._body = body
            return body.head
        if step is READ:
            return await self._body.read() if self._body is not None else b""
        if isinstance(step, Pause):
            from anyio import sleep  # under asyncio and trio

            await sleep(step.seconds)
        elif step is CLOSE:
            await self.close()
        else:
            self._wire.key = None
        return None

    async def close(self) -> None:
        """Close what is open."""
        if self._body is not None:
            body, self._body = self._body, None
            await body.close()
