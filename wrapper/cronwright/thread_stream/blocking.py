"""Thread streams that wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .blocking_items import Message, Subgraph, ToolCall, interleaved_by, subgraphs_below
from .commands import run_start
from .events import Event
from .interleaving import checked_names, wanted
from .projected import Extensions, Projected
from .projections import Data, Events, Extension, Messages, ToolCalls
from .subscription import CHANNELS, Subscription, checked, exactly
from .talks import output, respond, respond_many, start

if TYPE_CHECKING:
    from agent_server_api.models import MultitaskStrategy

    from ..fields import Object
    from ..options import Options
    from .session import Session
    from .state import InterruptPayload

# What is read where only the end of a run is waited for.
_LIFE = Subscription(("lifecycle", "input"))


class ThreadStream:
    """One thread, its runs and what they say, over the protocol of thread streams.

    A context manager. Each loop over a projection has a connection of its own, which is closed when the
    loop is left; it reads the run that is followed from its first event, and ends with it, or where the run
    waits for an answer. Nothing is read in between: `interrupted` and `interrupts` are what was read.

    Every loop raises what any call raises; APIConnectionError where the connection is lost and cannot be had
    again, EventsLostError where the server has forgotten what was to come, RunNotStartedError where no run
    was started within `run_start_timeout`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.run = ThreadRuns(session)
        self.agent = ThreadAgent(session)
        self.values = Values(session, self._output)
        self.messages: Projected[Message] = Projected(
            lambda: session.reader(exactly(("messages",)), lambda reader: Messages(Message.by(reader)))
        )
        self.tool_calls: Projected[ToolCall] = Projected(
            lambda: session.reader(exactly(("tools",)), lambda reader: ToolCalls(ToolCall.by(reader)))
        )
        self.subgraphs: Projected[Subgraph] = subgraphs_below(session)
        self.subagents = self.subgraphs
        self.extensions: Extensions[Projected[dict[str, Any]]] = Extensions(
            lambda name: Projected(
                lambda: session.reader(Subscription((f"custom:{name}",)), lambda _: Extension(name))
            )
        )

    @property
    def thread_id(self) -> str:
        """The thread."""
        return self._session.state.thread_id

    @property
    def assistant_id(self) -> str:
        """Whose runs are started: an assistant's id, or a graph's name."""
        return self._session.state.assistant_id

    @property
    def interrupted(self) -> bool:
        """Whether the run waits for an answer, as far as was read."""
        return self._session.state.interrupted

    @property
    def interrupts(self) -> list[InterruptPayload]:
        """What waits for an answer, as far as was read: `interrupt_id`, `value`, `namespace`."""
        return list(self._session.state.interrupts)

    @property
    def output(self) -> Any:
        """The thread's values, when the run that is followed is over.

        An interrupted run has none until it was answered: this waits. Raises RunFailedError for a run that
        failed or was cancelled, ThreadStreamError where none was started on a new thread.
        """
        return self._output()

    @property
    def events(self) -> Iterator[Event]:
        """Every event of the run."""
        return self.subscribe(CHANNELS)

    def subscribe(
        self,
        channels: Sequence[str],
        *,
        namespaces: Sequence[Sequence[str]] | None = None,
        depth: int | None = None,
    ) -> Iterator[Event]:
        """The run's events of some channels.

        `POST /threads/{thread_id}/stream/events`

        `namespaces` are subgraphs, from the outside in, all unless told; "node" stands for each of its
        tasks, "node:task" for one. `depth` is how many levels below them, from the root where there are none.

        Raises InvalidArgumentError.
        """
        subscription = checked(channels, namespaces, depth)
        return iter(self._session.reader(subscription, lambda _: Events(subscription)))

    def interleave_projections(self, channels: Sequence[str]) -> Iterator[tuple[str, Any]]:
        """(name, item) of several projections as they come, over one connection.

        `channels` are "values", "messages", "tool_calls", "subgraphs", "updates", "checkpoints", "tasks", and
        names of extensions.

        Raises InvalidArgumentError.
        """
        names = checked_names(channels)
        session = self._session
        return iter(session.reader(wanted(names), lambda reader: interleaved_by(names, session, reader)))

    def close(self) -> None:
        """Close every connection; loops end, and what was not read to its end raises ThreadStreamError."""
        self._session.close()

    def __enter__(self) -> Self:
        self._session.state.enter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<ThreadStream of {self.thread_id}>"

    def _output(self) -> Any:
        session = self._session
        while True:
            done, found = session.finish(output(session.state, session.shell.policy))
            if done:
                return found
            for _ in session.reader(_LIFE, lambda _: Events(_LIFE), beyond=found):
                pass


class Values:
    """The thread's values: as they are now, then after each step of the run."""

    def __init__(self, session: Session, output: Callable[[], Any]) -> None:
        self._session = session
        self._output = output

    def __iter__(self) -> Iterator[Any]:
        return iter(self._session.reader(exactly(("values",)), lambda _: Data("values"), snapshot=True))

    def get(self) -> Any:
        """The values that the run ends with, as `output`."""
        return self._output()


class ThreadAgent:
    """The stream's assistant."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_tree(self, *, xray: int | bool = False, **options: Unpack[Options]) -> Any:
        """The assistant's graph: `nodes` and `edges`.

        `GET /assistants/{assistant_id}/graph`

        `xray` opens the subgraphs too: True for all, or how many levels.
        """
        return self._session.graph(xray, dict(options))


class ThreadRuns:
    """The runs of the stream."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(
        self,
        *,
        input: Any = None,
        config: Object | None = None,
        metadata: Object | None = None,
        langsmith_tracing: Object | None = None,
        multitask_strategy: MultitaskStrategy | None = None,
    ) -> dict[str, Any]:
        """Start a run, which is what is read from now on; {"run_id"}.

        `POST /threads/{thread_id}/commands`

        On a thread that waits for an answer, the input is the answer. While another run is under way,
        `multitask_strategy` says what happens ("enqueue", the server's default), and the server takes up to
        5 s to answer.

        Raises InvalidArgumentError, CommandError.
        """
        state = self._session.state
        request = run_start(state, input, config, metadata, langsmith_tracing, multitask_strategy)
        return self._session.finish(start(state, request, self._session.shell.policy))

    def respond(
        self,
        response: Any,
        *,
        interrupt_id: str | None = None,
        update: Object | None = None,
        goto: Any = None,
        config: Object | None = None,
        metadata: Object | None = None,
    ) -> dict[str, Any]:
        """Answer what the run waits for; it goes on, and that is what is read from now on.

        `POST /threads/{thread_id}/commands`

        Without `interrupt_id` there must be one interrupt alone. `update` changes the state and `goto` names
        the node to go on with, both in the same step.

        Raises ThreadStreamError, InvalidArgumentError, CommandError.
        """
        options = {"update": update, "goto": goto, "config": config, "metadata": metadata}
        policy = self._session.shell.policy
        return self._session.finish(respond(self._session.state, policy, response, interrupt_id, options))

    def respond_all(self, responses: Mapping[str, Any]) -> dict[str, Any]:
        """Answer several interrupts at once, by their ids.

        `POST /threads/{thread_id}/commands`

        Raises ThreadStreamError, InvalidArgumentError, CommandError.
        """
        return self._session.finish(respond_many(self._session.state, self._session.shell.policy, responses))
