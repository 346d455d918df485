"""What ends an example, a check or a run before its time."""

from __future__ import annotations

from cronwright_contract.finding import Finding


class Broken(Exception):
    """A check met a breach that was not known before."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.breach.message)
        self.finding = finding


class NoExample(Exception):
    """An example came to nothing, by no fault of the server that is new."""


class Refused(NoExample):
    """The guard refused a request of ours: it would touch what the run did not make, or start something."""


class GivenUp(NoExample):
    """The example cannot go on: what it needs broke in a way that is known."""


class OutOfTime(BaseException):
    """The time of a check is over. No `Exception`, so that no engine takes it for a failure of the server."""


class Blocked(BaseException):
    """The run cannot go on: the server is out of reach, refuses the key, is ill or lacks what is needed."""


class Undeclared(BaseException):
    """A check asked for an operation that the document does not have."""
