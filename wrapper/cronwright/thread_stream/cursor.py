"""Where a reader of a thread stands, so that after a drop it goes on with the next event."""

from __future__ import annotations

from .events import Event


class Renumbered(Exception):
    """The events no longer have the numbers that they had: all must be sent again."""


class Cursor:
    """The last event that was read, and whether it is being looked for on a new connection.

    A new connection is asked for events from the last one on, that one included: when it comes with the
    id that it had, what follows it is new. When it does not, the server numbers the events otherwise by
    now (facts T10): then all of them are asked for, and skipped up to that id. Nothing else of what was
    read is remembered, so that a million events take no more room than one.
    """

    def __init__(self) -> None:
        self._seq: int | None = None
        self._id: str | None = None
        self._by_id = False
        self.seeking = False
        """Whether events are skipped, up to the last that was read."""

    @property
    def resumable(self) -> bool:
        """Whether a new connection can go on from here."""
        return self._seq is None or self._id is not None

    @property
    def renumbered(self) -> bool:
        """Whether the last event that was read is looked for among all events."""
        return self.seeking and self._by_id

    def check_found(self) -> None:
        """The server has sent what it had: raise Renumbered if the last event was not among it, once."""
        if self.seeking and not self._by_id:
            self._by_id = True
            raise Renumbered

    def reopen(self) -> int | None:
        """What to ask a new connection for: `since`, or None for everything."""
        self.seeking = self._id is not None
        return None if self._by_id or self._seq is None else max(self._seq - 1, 0)

    def takes(self, event: Event) -> bool:
        """Whether an event is new. Raises Renumbered, once; then reopen."""
        if not self.seeking:
            self._seq, self._id = event.seq, event.event_id
            return True
        if event.event_id == self._id:
            self._seq, self.seeking, self._by_id = event.seq, False, False
        elif not self._by_id and self._seq is not None and (event.seq or 0) >= self._seq:
            self._by_id = True
            raise Renumbered
        return False
