"""What goes wrong with a thread stream, beside the errors of any call.

ThreadStreamError                 the stream cannot do this (also a RuntimeError, as the official SDK raises)
├── RunNotStartedError            no run was started in time (also a TimeoutError)
├── ToolFailedError               a tool ended in an error
└── EventsLostError               the server has no longer what is still to be read
CommandError                      the server refused a command (an APIError, also a RuntimeError)
"""

from __future__ import annotations

from typing import Any

from ..errors import APIError, CronwrightError


class ThreadStreamError(CronwrightError, RuntimeError):
    """The stream cannot do this: it was closed, nothing waits for an answer, a message was never ended."""


class RunNotStartedError(ThreadStreamError, TimeoutError):
    """Nothing can be read: no run was started on the stream in time."""


class ToolFailedError(ThreadStreamError):
    """A tool ended in an error; the text is what the server says of it."""


class EventsLostError(ThreadStreamError):
    """The server has no longer what is still to be read; `output` and the thread's state are as ever."""


class CommandError(APIError, RuntimeError):
    """The server refused a command; `code` is the kind, such as "no_such_interrupt"."""

    def __init__(self, message: str, *, code: str, **details: Any) -> None:
        super().__init__(message, **details)
        self.code = code
