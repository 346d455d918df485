"""The items of thread streams that wait: messages, tool calls, subgraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .interleaving import Makers, interleaved
from .items import MessageView, SubgraphView, ToolCallView
from .messages import AssembledMessage, MessageState
from .parts import Part, TextPart
from .projected import Extensions, Projected
from .projections import Extension, Interleaved, Messages, OneSubgraph, Projection, Subgraphs, ToolCalls
from .subgraphs import SubgraphState
from .subscription import Subscription, exactly
from .tools import ToolCallState

if TYPE_CHECKING:
    from .reader import Reader
    from .session import Session


class Message(MessageView):
    """A message, given at its start; what of it is asked for is read on."""

    def __init__(self, state: MessageState, reader: Reader) -> None:
        super().__init__(state)
        self._reader = reader

    @classmethod
    def by(cls, reader: Reader) -> Callable[[MessageState], Message]:
        """Makes messages that are read on by a reader."""
        return lambda state: cls(state, reader)

    @property
    def text(self) -> TextPart:
        """The text, token by token; `str()` is all of it."""
        return TextPart(self._state.sink.text, self._reader)

    @property
    def reasoning(self) -> TextPart:
        """What the model thinks, token by token; `str()` is all of it."""
        return TextPart(self._state.sink.reasoning, self._reader)

    @property
    def tool_calls(self) -> Part[dict[str, Any]]:
        """The calls that it asks for, in pieces of their arguments; `get()` is a list of them."""
        return Part(self._state.sink.tool_calls, self._reader)

    @property
    def output(self) -> AssembledMessage:
        """The whole message, when it is there; raises ThreadStreamError where it was not ended."""
        found: AssembledMessage = Part[Any](self._state.output, self._reader).get()
        return found

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(Part(self._state.events, self._reader))


class ToolCall(ToolCallView):
    """A tool call, given at its start; what of it is asked for is read on."""

    def __init__(self, state: ToolCallState, reader: Reader) -> None:
        super().__init__(state)
        self._reader = reader

    @classmethod
    def by(cls, reader: Reader) -> Callable[[ToolCallState], ToolCall]:
        """Makes tool calls that are read on by a reader."""
        return lambda state: cls(state, reader)

    @property
    def output(self) -> Any:
        """What the tool gave, when it is there; raises ToolFailedError, and ThreadStreamError."""
        return Part[Any](self._state.output, self._reader).get()

    @property
    def deltas(self) -> Part[Any]:
        """What the tool tells of while it runs."""
        return Part(self._state.deltas, self._reader)


class Subgraph(SubgraphView):
    """A subgraph, given at its start. Each loop over a part of it has a connection of its own."""

    def __init__(self, state: SubgraphState, session: Session) -> None:
        super().__init__(state)
        self._session = session
        self.messages: Projected[Message] = self._projected(
            exactly(("messages",), state.path), lambda reader: Messages(Message.by(reader), state.path)
        )
        self.tool_calls: Projected[ToolCall] = self._projected(
            exactly(("tools",), state.path), lambda reader: ToolCalls(ToolCall.by(reader), state.path)
        )
        self.subgraphs: Projected[Subgraph] = self._projected(
            Subscription(("lifecycle", "tasks"), (state.path,), 1),
            lambda reader: Subgraphs(
                lambda found: Subgraph(found, session), lambda: reader.run_id, state.path
            ),
        )
        self.subagents = self.subgraphs
        self.extensions: Extensions[Projected[dict[str, Any]]] = Extensions(
            lambda name: self._projected(
                Subscription((f"custom:{name}",), (state.path,)), lambda _: Extension(name, state.path)
            )
        )

    def _projected(self, wanted: Subscription, make: Callable[[Reader], Projection]) -> Projected[Any]:
        state, session = self._state, self._session
        return Projected(
            lambda: session.reader(
                wanted, lambda reader: OneSubgraph(state, make(reader)), run_id=state.run_id
            )
        )


def subgraphs_below(session: Session) -> Projected[Subgraph]:
    """The subgraphs of the graph itself."""
    wanted = Subscription(("lifecycle", "tasks"), ((),), 1)
    return Projected(
        lambda: session.reader(
            wanted,
            lambda reader: Subgraphs(lambda found: Subgraph(found, session), lambda: reader.run_id),
        )
    )


def interleaved_by(names: Sequence[str], session: Session, reader: Reader) -> Interleaved:
    """Projections by their names, read by one reader."""
    makers = Makers(
        message=Message.by(reader),
        tool_call=ToolCall.by(reader),
        subgraph=lambda state: Subgraph(state, session),
        run_id=lambda: reader.run_id,
    )
    return interleaved(names, makers)
