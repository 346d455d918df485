"""What a dialogue asks of its shell, and what it is told.

A dialogue is a generator that knows what to do and does none of it. It yields steps; either shell does
them, one by waiting and one by awaiting, and sends back what came of each or throws the error.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .call import Call

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back: the status, the headers by their names in any case, the body's bytes.

    `tries` counts the requests that it took.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    request_id: str
    tries: int = 1

    @property
    def success(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Open:
    """Send a call; of a success its body stays unread, to be had by READ. Told: an `Answer`."""

    call: Call[Any]


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many seconds. Told: nothing."""

    seconds: float


class Signal(Enum):
    """The steps that say nothing but themselves."""

    READ = "the next bytes of the open body; told b'' at its end"
    CLOSE = "close the open body; told nothing"
    RENEW_KEY = "ask for the API key anew before the next call; told nothing"


READ, CLOSE, RENEW_KEY = Signal.READ, Signal.CLOSE, Signal.RENEW_KEY

Step = "Call[Any] | Open | Pause | Signal"
"""A call is sent and told its `Answer`; any of them may be told an APIConnectionError."""

Dialogue = Generator[Any, Any, T]
"""Steps, and in the end a value."""

Flow = Generator[Any, Any, None]
"""Steps, and between them lists of items for the caller."""


@dataclass(slots=True)
class Server:
    """What a client has learnt of its server: its version, once it was asked for."""

    asked: bool = False
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What a dialogue may do when something goes wrong, and what it must know of its client."""

    origin: str = "http://localhost"
    """The server's URL without user, password and path."""
    max_retries: int = 2
    renewable_key: bool = False
    server: Server = field(default_factory=Server)
    dice: Callable[[], float] = random.random
    """Draws from 0 to 1, for the jitter."""


Walk = Callable[[Policy], Flow]
"""Many items, asked for one by one: begun by the shell with the client's policy."""
