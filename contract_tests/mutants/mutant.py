"""`Mutant`: one planted breach of the contract, and the register of all of them."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from enum import IntEnum
from typing import ClassVar, Literal

from mutants.message import Answer, Request
from mutants.upstream import Upstream

Resource = Literal["crons", "threads", "state", "assistants", "runs", "streams", "store", "system"]


class Kind(IntEnum):
    """The ten kinds of fault in `rest-faults`, by the numbers in its source.

    Zhang and Arcuri, "Open Problems in Fuzzing RESTful APIs: A Comparison of Tools", TOSEM 32(6), 2023,
    https://doi.org/10.1145/3597205. Read in the repository rest-faults (org.evomaster:rest-faults 1.0.0,
    Endpoints.java with the comments #1 to #10 and schema.json for #4 to #6) as github.com/garghub/rest-faults
    keeps it, with the history of the paper's authors.
    """

    THROWN_EXCEPTION = 1
    NULL_FOR_BOOLEAN = 2
    UNDECLARED_STATUS = 3
    MAXIMUM_UNCHECKED = 4
    REQUIRED_UNCHECKED = 5
    ENUM_UNCHECKED = 6
    LOCATION_LEADS_NOWHERE = 7
    DELETE_DOES_NOTHING = 8
    PUT_IS_PARTIAL = 9
    PUT_IS_NOT_IDEMPOTENT = 10


class Mutant:
    """One planted breach; a subclass's docstring says it in one sentence, as a client would notice it.

    It sees the requests for its `operations` alone. `rule` is the name in `cronwright_contract.rules.RULES`
    that it breaks; a control breaks none. `needs` says what a client must be allowed to do to see it: `runs`
    (the graph runs) or `firing` (a cron fires); without it, crons that never fire and runs that never start
    are enough. A class whose name begins with an underscore is a base of mutants and none itself.
    """

    resource: ClassVar[Resource]
    operations: ClassVar[tuple[str, ...]] = ()
    rule: ClassVar[str | None] = None
    kind: ClassVar[Kind | None] = None
    needs: ClassVar[Literal["runs", "firing"] | None] = None

    #: The real server, once the mutant stands in a proxy.
    server: Upstream

    def __init__(self) -> None:
        # Requests arrive at once, each in a thread of its own.
        self.lock = threading.Lock()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.operations and not cls.__name__.startswith("_"):
            assert cls.name() not in _REGISTER, cls
            _REGISTER[cls.name()] = cls

    @classmethod
    def name(cls) -> str:
        """`DeleteDoesNothing` of the crons is `crons.delete_does_nothing`."""
        return f"{cls.resource}.{re.sub(r'(?<!^)(?=[A-Z])', '_', cls.__name__).lower()}"

    def before(self, request: Request) -> Answer | None:
        """Change the request in place; an answer is given at once, and the server never hears of it."""
        return None

    def after(self, request: Request, answer: Answer) -> None:
        """Change the server's answer in place."""

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        """Change a stream; each piece is one event with the blank line that ends it."""
        return events


_REGISTER: dict[str, type[Mutant]] = {}


def every() -> tuple[type[Mutant], ...]:
    """All mutants, by their names."""
    return tuple(_REGISTER[name] for name in sorted(_REGISTER))


def named(name: str) -> Mutant:
    """A new mutant of this name; KeyError where there is none."""
    return _REGISTER[name]()
