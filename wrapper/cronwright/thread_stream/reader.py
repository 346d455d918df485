"""A reader: one connection, one projection, and whoever wants its items, one at a time.

Whoever wants an item that is not there yet takes the lock and reads on; what comes for others is kept for
them. The connection is open while somebody uses it and closed with the last; a message that was not read
to its end then is read on by a connection of its own, from where the reader stood.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..errors import CronwrightError
from .errors import ThreadStreamError
from .reading import reading

if TYPE_CHECKING:
    from ..dialogue import Flow, Policy
    from ..talk import SyncTalk
    from .follow import Outcome
    from .place import Place
    from .projections import Projection
    from .state import ThreadState


class ReaderState:
    """What both readers are: the projection's items so far, and how it went."""

    projection: Projection

    def __init__(self, thread: ThreadState, place: Place, policy: Policy) -> None:
        self.thread = thread
        self.place = place
        self.items: deque[Any] = deque()
        self.ended = False
        self.error: Exception | None = None
        self._policy = policy
        self.users = 0
        self.flow: Flow | None = None

    @property
    def run_id(self) -> str | None:
        """The run that is read, when that is known."""
        return self.place.follower.run_id if self.place.follower is not None else self.place.run_id

    def steps(self) -> Flow:
        self.thread.check_usable()
        self.place.quiet = 0
        self.flow = reading(self.thread, self.place, self._policy)
        return self.flow

    def feed(self, events: list[Any]) -> bool:
        """Hand on what was read; whether nothing more is to come."""
        for event in events:
            self.items.extend(self.projection.feed(event))
        if self.projection.over:
            self.end(None)
        return self.ended

    def end(self, error: Exception | None) -> None:
        if not self.ended:
            self.ended, self.error = True, error
            outcome = self.place.follower.outcome if self.place.follower is not None else None
            # That an interrupted run was cancelled is known by now.
            outcome = self.thread.outcome(outcome.run_id) if outcome is not None else None
            self.projection.end(outcome, error or _unfinished(outcome, self.thread.closed))


def _unfinished(outcome: Outcome | None, closed: bool) -> ThreadStreamError | None:
    """What became of that which has not ended by itself."""
    if outcome is None:
        return ThreadStreamError("the thread stream was closed") if closed else None
    why = f"the run {outcome.ending}" if outcome.ending == "failed" else f"the run is {outcome.ending}"
    return ThreadStreamError(f"{why}: {outcome.error}" if outcome.error else why)


class Reader(ReaderState):
    """A reader that waits; safe to be used from several threads."""

    def __init__(
        self,
        thread: ThreadState,
        place: Place,
        make: Callable[[Reader], Projection],
        policy: Policy,
        talk: Callable[[], SyncTalk],
    ) -> None:
        super().__init__(thread, place, policy)
        # Items that read on need their reader.
        self.projection = make(self)
        self._begin = talk
        self._talk: SyncTalk | None = None
        self._lock = threading.Lock()
        self._counting = threading.Lock()

    def __iter__(self) -> Iterator[Any]:
        with self.used():
            while True:
                while self.items:
                    yield self.items.popleft()
                if self.ended:
                    if self.error is not None:
                        raise self.error
                    return
                self.pull(lambda: bool(self.items))

    @contextmanager
    def used(self) -> Iterator[None]:
        """Keep the connection open meanwhile."""
        with self._counting:
            self.users += 1
        try:
            yield
        finally:
            with self._counting:
                self.users -= 1
                if not self.users:
                    self._leave()

    def pull(self, ready: Callable[[], bool]) -> None:
        """Read on until something came, unless what is wanted is there by now."""
        with self._lock:
            if not ready() and not self.ended:
                self._read()

    def close(self) -> None:
        """Close the connection, whoever reads."""
        if (talk := self._talk) is not None:
            talk.close()

    def _read(self) -> None:
        try:
            flow = self.flow or self.steps()
            talk = self._talk = self._talk or self._begin()
            told: Any = None
            step = next(flow)
            while not isinstance(step, list):
                try:
                    told = talk.do(step)
                except CronwrightError as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(told)
            if self.feed(step):
                self._leave()
        except StopIteration:
            self.end(None)
            self._leave()
        except Exception as error:
            self.end(error)
            self._leave()
        except BaseException:
            # Left in the middle of a step: what comes next is read by a new dialogue.
            self._leave()
            raise

    def _leave(self) -> None:
        flow, talk = self.flow, self._talk
        self.flow = self._talk = None
        if flow is not None:
            flow.close()
        if talk is not None:
            talk.close()
