"""Events in, items out: what each projection makes of the events of a run.

A projection has no I/O and waits for nothing: `feed` takes one event and gives the items that are ready,
`end` ends what is still under way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from .errors import ThreadStreamError
from .events import ENDS, Event
from .follow import Outcome
from .messages import MessageState
from .place import Snapshot
from .subgraphs import SubgraphState
from .subscription import Namespace, Subscription
from .tools import ToolCallState

T = TypeVar("T")

_BREAKS = "the run was over before this was"


class Projection(Protocol):
    """What makes items of events."""

    @property
    def over(self) -> bool:
        """Whether nothing more is to come, though the run goes on."""
        ...

    def feed(self, event: Event | Snapshot) -> Iterable[Any]:
        """The items that this event makes ready."""
        ...

    def end(self, outcome: Outcome | None, error: Exception | None) -> None:
        """The run is over, or the connection is lost: end what is under way."""
        ...


class _Whole:
    """A projection whose items are whole when they are given, up to the end of the run."""

    over = False

    def end(self, outcome: Outcome | None, error: Exception | None) -> None:
        """Nothing is under way."""


class Events(_Whole):
    """The events of a subscription, as they are."""

    def __init__(self, wanted: Subscription) -> None:
        self._wanted = wanted

    def feed(self, event: Event | Snapshot) -> Iterable[Event]:
        """The event, if it belongs to the subscription."""
        return [event] if isinstance(event, Event) and self._wanted.matches(event) else []


class Data(_Whole):
    """What the events of one method and namespace carry; of `values`, what the thread had before, first."""

    def __init__(self, method: str, namespace: Namespace = ()) -> None:
        self._method = method
        self._namespace = namespace

    def feed(self, event: Event | Snapshot) -> Iterable[Any]:
        """What it carries, if it is one of these."""
        if isinstance(event, Snapshot):
            return [event.values]
        if event.method != self._method or event.namespace != self._namespace or event.data is None:
            return []
        return [event.data]


class Extension(_Whole):
    """What one extension sends, in a namespace and below it: {"name", "payload"}."""

    def __init__(self, name: str, namespace: Namespace = ()) -> None:
        self._wanted = Subscription((f"custom:{name}",), (namespace,))

    def feed(self, event: Event | Snapshot) -> Iterable[dict[str, Any]]:
        """What the extension sends, if it does."""
        return [event.data] if isinstance(event, Event) and self._wanted.matches(event) else []


class Messages(Generic[T]):
    """The messages of a namespace, each at its start.

    Their events do not say which message they are of (facts T15). While there are several, a piece could
    be of any, and is left to the end of its block, which has the whole and mostly tells whose it is.
    """

    over = False

    def __init__(self, make: Callable[[MessageState], T], namespace: Namespace = ()) -> None:
        self._make = make
        self._namespace = namespace
        self._open: list[MessageState] = []
        self._ending: MessageState | None = None

    def feed(self, event: Event | Snapshot) -> Iterable[T]:
        """A message, if one starts."""
        if isinstance(event, Snapshot) or event.method != "messages" or event.namespace != self._namespace:
            return []
        data = event.fields
        if data.get("event") == "message-start":
            self._open.append(MessageState(self._namespace, data))
            return [self._make(self._open[-1])]
        if (message := self._whose(data)) is not None:
            message.feed(data)
            self._open = [each for each in self._open if not each.done]
            ends = data.get("event") == "content-block-finish"
            self._ending = message if ends and not message.done else None
        return []

    def end(self, outcome: Outcome | None, error: Exception | None) -> None:
        """No message goes on."""
        for message in self._open:
            message.fail(error or ThreadStreamError(_BREAKS))
        self._open = []

    def _whose(self, data: Mapping[str, Any]) -> MessageState | None:
        named = data.get("id") or data.get("message_id")
        if named is not None:
            return next((each for each in self._open if each.message_id == named), None)
        if len(self._open) < 2:
            return self._open[0] if self._open else None
        what = data.get("event")
        if what == "content-block-delta":
            for message in self._open:
                message.miss(data)
            return None
        if what == "content-block-start":
            return next((each for each in reversed(self._open) if not each.begun), None)
        # Models end all blocks of a message together.
        if self._ending is not None:
            return self._ending
        return next((each for each in self._open if each.may_finish(data)), self._open[0])


class ToolCalls(Generic[T]):
    """The tool calls of a namespace, each at its start."""

    over = False

    def __init__(self, make: Callable[[ToolCallState], T], namespace: Namespace = ()) -> None:
        self._make = make
        self._namespace = namespace
        self._open: dict[str, ToolCallState] = {}

    def feed(self, event: Event | Snapshot) -> Iterable[T]:
        """A tool call, if one starts."""
        if isinstance(event, Snapshot) or event.method != "tools" or event.namespace != self._namespace:
            return []
        data = event.fields
        call_id = str(data.get("tool_call_id"))
        if data.get("event") == "tool-started":
            self._open[call_id] = ToolCallState(self._namespace, data)
            return [self._make(self._open[call_id])]
        if (call := self._open.get(call_id)) is not None:
            call.feed(data)
            if call.done:
                del self._open[call_id]
        return []

    def end(self, outcome: Outcome | None, error: Exception | None) -> None:
        """No tool call goes on."""
        for call in self._open.values():
            call.fail(error or ThreadStreamError(_BREAKS))
        self._open = {}


class Subgraphs(Generic[T]):
    """The subgraphs directly below a namespace, each at its start."""

    over = False

    def __init__(
        self, make: Callable[[SubgraphState], T], run_id: Callable[[], str | None], scope: Namespace = ()
    ) -> None:
        self._make = make
        self._run_id = run_id
        self._scope = scope
        self._known: dict[Namespace, SubgraphState] = {}

    def feed(self, event: Event | Snapshot) -> Iterable[T]:
        """A subgraph, if one starts."""
        if isinstance(event, Snapshot):
            return []
        for known in self._known.values():
            known.feed(event)
        path = event.namespace
        if path[:-1] != self._scope or not path or path in self._known:
            return []
        if event.phase != "started" and not (event.method == "tasks" and "result" not in event.fields):
            return []
        self._known[path] = SubgraphState(path, event.fields, self._run_id())
        return [self._make(self._known[path])]

    def end(self, outcome: Outcome | None, error: Exception | None) -> None:
        """No subgraph goes on."""
        for known in self._known.values():
            known.end_with(outcome)


class OneSubgraph:
    """Another projection, of one subgraph: over when that is."""

    def __init__(self, subgraph: SubgraphState, inner: Projection) -> None:
        self._subgraph = subgraph
        self._inner = inner
        self.over = False

    def feed(self, event: Event | Snapshot) -> Iterable[Any]:
        """What the other projection gives."""
        items = list(self._inner.feed(event))
        if isinstance(event, Event) and not self.over:
            self._subgraph.feed(event)
            self.over = event.namespace == self._subgraph.path and event.phase in ENDS
        return items

    def end(self, outcome: Outcome | None, error: Exception | None) -> None:
        """End the other one, and the subgraph."""
        self._inner.end(outcome, error)
        self._subgraph.end_with(outcome)


class Interleaved:
    """Several projections by their names; each item comes with the name of its projection."""

    over = False

    def __init__(self, projections: Mapping[str, Projection]) -> None:
        self._projections = projections

    def feed(self, event: Event | Snapshot) -> Iterable[tuple[str, Any]]:
        """(name, item) for each item that this event makes ready."""
        return [(name, item) for name, each in self._projections.items() for item in each.feed(event)]

    def end(self, outcome: Outcome | None, error: Exception | None) -> None:
        """End them all."""
        for each in self._projections.values():
            each.end(outcome, error)
