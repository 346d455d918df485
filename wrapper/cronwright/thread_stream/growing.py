"""What grows while a stream is read: the text of a message, the output of a tool, the events of either."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Growing(Generic[T]):
    """Pieces so far; once it is done, their whole or what went wrong. Pieces stay, for each who looks."""

    __slots__ = ("done", "error", "pieces", "whole")

    def __init__(self) -> None:
        self.pieces: list[T] = []
        self.whole: Any = None
        self.done = False
        self.error: Exception | None = None

    def finish(self, whole: Any) -> None:
        """This is the whole; no piece follows."""
        if not self.done:
            self.whole, self.done = whole, True

    def fail(self, error: Exception) -> None:
        """There will be no whole."""
        if not self.done:
            self.error, self.done = error, True

    def result(self) -> Any:
        """The whole; raises what went wrong."""
        if self.error is not None:
            raise self.error
        return self.whole
