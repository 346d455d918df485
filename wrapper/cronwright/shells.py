"""The two shells: each sends what a resource makes, one by waiting and one by awaiting."""

from __future__ import annotations

from typing import Any, TypeVar

from .call import Call
from .dialogue import Dialogue, Policy, Walk
from .errors import CronwrightError
from .exchange import answered, exchange
from .raw import RawResponse
from .settings import Settings
from .streams import AsyncStream, Stream
from .talk import AsyncTalk, SyncTalk
from .wire import AsyncWire, SyncWire

T = TypeVar("T")


def policy_of(settings: Settings) -> Policy:
    """What a client's dialogues may do."""
    return Policy(
        origin=settings.origin,
        max_retries=settings.max_retries,
        renewable_key=settings.key_source is not None,
    )


class Blocking:
    """Sends a call and waits for the answer."""

    def __init__(self, wire: SyncWire) -> None:
        self.wire = wire
        self.policy = policy_of(wire.settings)

    def changed(self, settings: Settings) -> Blocking:
        """The same shell with other settings, over the same connections, which stay the first one's."""
        return Blocking(SyncWire(settings, self.wire.pool, owner=False))

    def close(self) -> None:
        """Close the connections, of the shell that made them."""
        self.wire.close()

    def run(self, call: Call[T]) -> T:
        """The value that a call answers."""
        return self.finish(exchange(call, self.policy))

    def walk(self, walk: Walk) -> Stream[Any]:
        """The items of a walk, fetched as they are asked for."""
        return Stream(walk(self.policy), self.wire)

    def finish(self, dialogue: Dialogue[T]) -> T:
        """The value that a dialogue ends with."""
        talk = SyncTalk(self.wire)
        try:
            step = next(dialogue)
            while True:
                try:
                    told = talk.do(step)
                except CronwrightError as error:
                    step = dialogue.throw(error)
                else:
                    step = dialogue.send(told)
        except StopIteration as done:
            value: T = done.value
            return value
        finally:
            talk.close()


class Awaiting:
    """Sends a call and awaits the answer."""

    def __init__(self, wire: AsyncWire) -> None:
        self.wire = wire
        self.policy = policy_of(wire.settings)

    def changed(self, settings: Settings) -> Awaiting:
        """The same shell with other settings, over the same connections, which stay the first one's."""
        return Awaiting(AsyncWire(settings, self.wire.pool, owner=False))

    async def close(self) -> None:
        """Close the connections, of the shell that made them."""
        await self.wire.close()

    async def run(self, call: Call[T]) -> T:
        """The value that a call answers."""
        return await self.finish(exchange(call, self.policy))

    def walk(self, walk: Walk) -> AsyncStream[Any]:
        """The items of a walk, fetched as they are asked for."""
        return AsyncStream(walk(self.policy), self.wire)

    async def finish(self, dialogue: Dialogue[T]) -> T:
        """The value that a dialogue ends with."""
        talk = AsyncTalk(self.wire)
        try:
            step = next(dialogue)
            while True:
                try:
                    told = await talk.do(step)
                except CronwrightError as error:
                    step = dialogue.throw(error)
                else:
                    step = dialogue.send(told)
        except StopIteration as done:
            value: T = done.value
            return value
        finally:
            await talk.close()


class RawBlocking(Blocking):
    """As `Blocking`, but the answer itself is what a call gives."""

    def run(self, call: Call[T]) -> RawResponse[T]:  # type: ignore[override]
        """The answer to a call, read when it is asked for."""
        return RawResponse(call, self.finish(answered(call, self.policy)))


class RawAwaiting(Awaiting):
    """As `Awaiting`, but the answer itself is what a call gives."""

    async def run(self, call: Call[T]) -> RawResponse[T]:  # type: ignore[override]
        """The answer to a call, read when it is asked for."""
        return RawResponse(call, await self.finish(answered(call, self.policy)))
