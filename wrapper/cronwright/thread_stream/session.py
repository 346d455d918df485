"""A thread stream under way: its client's shell, what is known of the thread, and the readers."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from ..call import call
from ..dialogue import Dialogue
from ..exchange import exchange
from ..talk import AsyncTalk, SyncTalk
from .async_reader import AsyncReader
from .place import Frames, Place, ServerSentEvents
from .reader import Reader
from .state import ThreadState

if TYPE_CHECKING:
    from ..shells import Awaiting, Blocking
    from .projections import Projection
    from .subscription import Subscription

T = TypeVar("T")
Transport = Literal["sse", "websocket"]


def graph_call(state: ThreadState, xray: int | bool, options: dict[str, Any]) -> Any:
    """The call that reads the graph of the stream's assistant."""
    from agent_server_api.api.assistants import assistants_get_graph
    from agent_server_api.types import UNSET

    request = call(assistants_get_graph, state.assistant_id, xray=xray or UNSET)
    return request.options(**options)


class Session:
    """What the parts of a thread stream that waits have in common."""

    def __init__(
        self, shell: Blocking, state: ThreadState, headers: Mapping[str, str] | None, transport: Transport
    ) -> None:
        # With every request of the stream, and in none of its errors.
        self.shell = shell.changed(shell.wire.settings.changed(headers, None, None)) if headers else shell
        self.state = state
        self._readers: weakref.WeakSet[Reader] = weakref.WeakSet()
        self._talk: Callable[[], SyncTalk] = lambda: SyncTalk(self.shell.wire)
        self._decoder: Any = ServerSentEvents
        if transport == "websocket":
            from .websocket import WebSocketTalk

            self._talk, self._decoder = lambda: WebSocketTalk(self.shell.wire), Frames

    def reader(self, wanted: Subscription, make: Callable[[Reader], Projection], **place: Any) -> Reader:
        """A reader of a subscription; it opens its connection when it is read."""
        self.state.check_usable()
        made = Reader(self.state, Place(wanted, self._decoder, **place), make, self.shell.policy, self._talk)
        self._readers.add(made)
        return made

    def finish(self, dialogue: Dialogue[T]) -> T:
        """What a dialogue ends with."""
        self.state.check_usable()
        return self.shell.finish(dialogue)

    def graph(self, xray: int | bool, options: dict[str, Any]) -> Any:
        """The graph of the stream's assistant."""
        return self.finish(exchange(graph_call(self.state, xray, options), self.shell.policy))

    def close(self) -> None:
        """Close every connection of the stream."""
        self.state.closed = True
        for reader in list(self._readers):
            reader.close()


class AsyncSession:
    """What the parts of a thread stream that awaits have in common."""

    def __init__(
        self, shell: Awaiting, state: ThreadState, headers: Mapping[str, str] | None, transport: Transport
    ) -> None:
        self.shell = shell.changed(shell.wire.settings.changed(headers, None, None)) if headers else shell
        self.state = state
        self._readers: weakref.WeakSet[AsyncReader] = weakref.WeakSet()
        self._talk: Callable[[], AsyncTalk] = lambda: AsyncTalk(self.shell.wire)
        self._decoder: Any = ServerSentEvents
        if transport == "websocket":
            from .websocket import AsyncWebSocketTalk

            self._talk, self._decoder = lambda: AsyncWebSocketTalk(self.shell.wire), Frames

    def reader(
        self, wanted: Subscription, make: Callable[[AsyncReader], Projection], **place: Any
    ) -> AsyncReader:
        """A reader of a subscription; it opens its connection when it is read."""
        self.state.check_usable()
        made = AsyncReader(
            self.state, Place(wanted, self._decoder, **place), make, self.shell.policy, self._talk
        )
        self._readers.add(made)
        return made

    async def finish(self, dialogue: Dialogue[T]) -> T:
        """What a dialogue ends with."""
        self.state.check_usable()
        return await self.shell.finish(dialogue)

    async def graph(self, xray: int | bool, options: dict[str, Any]) -> Any:
        """The graph of the stream's assistant."""
        return await self.finish(exchange(graph_call(self.state, xray, options), self.shell.policy))

    async def close(self) -> None:
        """Close every connection of the stream."""
        self.state.closed = True
        for reader in list(self._readers):
            await reader.close()
