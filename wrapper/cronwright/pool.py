"""What a client sends over: made at the first call, made anew in another process or event loop."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from .errors import ClientClosedError, ClientForkedError

S = TypeVar("S")


class Pool(Generic[S]):
    """Hands out one sender, which it makes when it is first asked, or which it was given.

    A sender that it made is not shared with a forked process, where another is made: two processes must
    not read from one connection. One that it was given is kept whole, and its use after a fork is an error.
    """

    def __init__(self, make: Callable[[], S], given: S | None = None) -> None:
        self.given = given
        self.closed = False
        self._make = make
        self._sender = given
        self._process = os.getpid()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()

    def sender(self, loop: asyncio.AbstractEventLoop | None = None) -> S:
        """The sender, for calls in this event loop; raises ClientClosedError, ClientForkedError."""
        if self._process != os.getpid():
            self._forked()
        if self._sender is not None and (loop is self._loop or self._usable(loop)):
            return self._sender
        if self.closed:
            raise ClientClosedError("this client was closed; make a new one")
        with self._lock:
            if self._sender is None:
                self._sender, self._loop = self._make(), loop
            return self._sender

    def take(self) -> S | None:
        """The sender that is to be closed now, if this pool made one; none is handed out any more."""
        self.closed = True
        made, self._sender = self._sender, None
        return None if self.given is not None or self._process != os.getpid() else made

    def _usable(self, loop: asyncio.AbstractEventLoop | None) -> bool:
        # Connections die with their event loop: `asyncio.run` twice over one client is no mistake.
        if self.given is None and self._loop is not None and self._loop.is_closed():
            self._sender = None
        return self._sender is not None

    def _forked(self) -> None:
        if self.given is not None:
            raise ClientForkedError(
                "this process was forked from the one that made `http_client`: make another one in it"
            )
        # The lock may have been held when the process was forked.
        self._process, self._sender, self._lock = os.getpid(), None, threading.Lock()
