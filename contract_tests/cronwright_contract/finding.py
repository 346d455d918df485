"""A finding: one way in which a server breaks the contract, with the requests that show it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cronwright_contract.wire.exchange import Exchange

_VARYING = re.compile(
    r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}"  # ids
    r"|0x[0-9a-fA-F]+|'[^']*'|\"[^\"]*\"|\d+"
)


@dataclass(frozen=True, slots=True)
class Breach:
    """What an answer breaks, before anyone knows how it came about.

    `rule` is a name of `rules.RULES`; `place` is where in the answer or the request, so that two faults of
    one operation are two findings; `message` says what was expected and what came.
    """

    rule: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach with the requests that lead to it, the last of them the one that shows it.

    `replay` is what the check needs to do the same again. `repeatable` is False where the same requests
    did not show it a second time.
    """

    check: str
    operation: str
    breach: Breach
    exchanges: tuple[Exchange, ...]
    at: float
    replay: Mapping[str, Any] = field(default_factory=dict)
    repeatable: bool = True

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it one finding and not another: values that vary from run to run are left out."""
        return self.operation, self.breach.rule, self.breach.place, self.signature

    @property
    def signature(self) -> str:
        """The status and the words of the answer, with ids, numbers and quoted values taken out."""
        if not self.exchanges or (answer := self.exchanges[-1].answer) is None:
            return ""
        if answer.ok:
            return str(answer.status)
        text = answer.content[:400].decode(errors="replace")
        return f"{answer.status} {_VARYING.sub('*', text)}"[:160]

    @property
    def id(self) -> str:
        """A short name, the same in every run that finds the same."""
        return hashlib.sha256("\0".join(self.key).encode()).hexdigest()[:10]
