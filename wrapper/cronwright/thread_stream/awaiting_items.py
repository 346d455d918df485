"""The items of thread streams that await: messages, tool calls, subgraphs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any

from .interleaving import Makers, interleaved
from .items import MessageView, SubgraphView, ToolCallView
from .messages import AssembledMessage, MessageState
from .parts import AsyncPart, AsyncTextPart
from .projected import AsyncProjected, Extensions
from .projections import Extension, Interleaved, Messages, OneSubgraph, Projection, Subgraphs, ToolCalls
from .subgraphs import SubgraphState
from .subscription import Subscription, exactly
from .tools import ToolCallState

if TYPE_CHECKING:
    from .async_reader import AsyncReader
    from .session import AsyncSession


class AsyncMessage(MessageView):
    """A message, given at its start; what of it is asked for is read on."""

    def __init__(self, state: MessageState, reader: AsyncReader) -> None:
        super().__init__(state)
        self._reader = reader

    @classmethod
    def by(cls, reader: AsyncReader) -> Callable[[MessageState], AsyncMessage]:
        """Makes messages that are read on by a reader."""
        return lambda state: cls(state, reader)

    @property
    def text(self) -> AsyncTextPart:
        """The text, token by token; awaited, all of it."""
        return AsyncTextPart(self._state.sink.text, self._reader)

    @property
    def reasoning(self) -> AsyncTextPart:
        """What the model thinks, token by token; awaited, all of it."""
        return AsyncTextPart(self._state.sink.reasoning, self._reader)

    @property
    def tool_calls(self) -> AsyncPart[dict[str, Any]]:
        """The calls that it asks for, in pieces of their arguments; awaited, a list of them."""
        return AsyncPart(self._state.sink.tool_calls, self._reader)

    @property
    def output(self) -> AsyncPart[Any]:
        """Awaited, the whole message; raises ThreadStreamError where it was not ended."""
        return AsyncPart(self._state.output, self._reader)

    def __await__(self) -> Generator[Any, None, AssembledMessage]:
        return self.output.__await__()

    def __aiter__(self) -> AsyncIterator[dict[str, Any]]:
        return aiter(AsyncPart(self._state.events, self._reader))


class AsyncToolCall(ToolCallView):
    """A tool call, given at its start; what of it is asked for is read on."""

    def __init__(self, state: ToolCallState, reader: AsyncReader) -> None:
        super().__init__(state)
        self._reader = reader

    @classmethod
    def by(cls, reader: AsyncReader) -> Callable[[ToolCallState], AsyncToolCall]:
        """Makes tool calls that are read on by a reader."""
        return lambda state: cls(state, reader)

    @property
    def output(self) -> AsyncPart[Any]:
        """Awaited, what the tool gave; raises ToolFailedError, and ThreadStreamError."""
        return AsyncPart(self._state.output, self._reader)

    @property
    def deltas(self) -> AsyncPart[Any]:
        """What the tool tells of while it runs."""
        return AsyncPart(self._state.deltas, self._reader)


class AsyncSubgraph(SubgraphView):
    """A subgraph, given at its start. Each loop over a part of it has a connection of its own."""

    def __init__(self, state: SubgraphState, session: AsyncSession) -> None:
        super().__init__(state)
        self._session = session
        self.messages: AsyncProjected[AsyncMessage] = self._projected(
            exactly(("messages",), state.path), lambda reader: Messages(AsyncMessage.by(reader), state.path)
        )
        self.tool_calls: AsyncProjected[AsyncToolCall] = self._projected(
            exactly(("tools",), state.path), lambda reader: ToolCalls(AsyncToolCall.by(reader), state.path)
        )
        self.subgraphs: AsyncProjected[AsyncSubgraph] = self._projected(
            Subscription(("lifecycle", "tasks"), (state.path,), 1),
            lambda reader: Subgraphs(
                lambda found: AsyncSubgraph(found, session), lambda: reader.run_id, state.path
            ),
        )
        self.subagents = self.subgraphs
        self.extensions: Extensions[AsyncProjected[dict[str, Any]]] = Extensions(
            lambda name: self._projected(
                Subscription((f"custom:{name}",), (state.path,)), lambda _: Extension(name, state.path)
            )
        )

    def _projected(
        self, wanted: Subscription, make: Callable[[AsyncReader], Projection]
    ) -> AsyncProjected[Any]:
        state, session = self._state, self._session
        return AsyncProjected(
            lambda: session.reader(
                wanted, lambda reader: OneSubgraph(state, make(reader)), run_id=state.run_id
            )
        )


def subgraphs_below(session: AsyncSession) -> AsyncProjected[AsyncSubgraph]:
    """The subgraphs of the graph itself."""
    wanted = Subscription(("lifecycle", "tasks"), ((),), 1)
    return AsyncProjected(
        lambda: session.reader(
            wanted,
            lambda reader: Subgraphs(lambda found: AsyncSubgraph(found, session), lambda: reader.run_id),
        )
    )


def interleaved_by(names: Sequence[str], session: AsyncSession, reader: AsyncReader) -> Interleaved:
    """Projections by their names, read by one reader."""
    makers = Makers(
        message=AsyncMessage.by(reader),
        tool_call=AsyncToolCall.by(reader),
        subgraph=lambda state: AsyncSubgraph(state, session),
        run_id=lambda: reader.run_id,
    )
    return interleaved(names, makers)
