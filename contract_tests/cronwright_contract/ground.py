"""What a check stands on: a guarded way to the server, a judge, and a note of what went before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import orjson

from cronwright_contract.answers import Answers
from cronwright_contract.broken import Broken, GivenUp, OutOfTime, Undeclared
from cronwright_contract.document import Contract
from cronwright_contract.finding import Breach, Finding
from cronwright_contract.options import Options
from cronwright_contract.wire.client import client_over
from cronwright_contract.wire.exchange import Exchange, Request
from cronwright_contract.wire.transport import Transport

ABSENT: Any = object()
"""No body at all, where None is the JSON value null."""


def _never(finding: Finding) -> bool:
    return False


class Ground:
    """The ground of one run; `check` is the name of the check that stands on it now.

    Every answer is judged as it arrives: status, content type, headers, body. A breach raises `Broken`,
    unless it is known: excused by the baseline, or found before in this run.
    """

    def __init__(
        self,
        options: Options,
        document: Mapping[str, Any],
        contract: Contract,
        answers: Answers,
        transport: Transport,
        run: str,
        new_id: Callable[[str], str],
        *,
        is_excused: Callable[[Finding], bool] = _never,
        is_found: Callable[[Finding], bool] = _never,
        assistant: str = "agent",
    ) -> None:
        self.options = options
        self.document = document
        self.contract = contract
        self.run = run
        self.new_id = new_id
        """A fresh id for a `thread` or an `assistant`, noted as ours before it is used."""
        self.assistant = assistant
        self.check = ""
        self.cause = ""
        self.replay: Callable[[], Mapping[str, Any]] = dict
        self.deadline: float | None = None
        self._answers = answers
        self._is_excused = is_excused
        self._is_found = is_found
        self._trail: list[Exchange] = []
        self.spoilt = False
        """Whether this example met a breach that was found before."""
        self._quiet = 0
        self.started = time.monotonic()
        transport.observers.append(self._observe)
        # Without its path, which stands before each path that is asked for: httpx would put it there twice.
        origin = urlsplit(options.url)._replace(path="", query="").geturl()
        self.http = httpx.Client(transport=transport, base_url=origin, trust_env=False)
        # No key: it joins in the transport, below everything that remembers.
        self.client = client_over(transport, options.url)
        """The wrapper's own client, over the same guarded transport."""
        self._url = options.url.rstrip("/")

    @property
    def tag(self) -> dict[str, str]:
        """The metadata that everything carries which this run makes."""
        return {"cronwright_suite": "contract", "cronwright_run": self.run}

    @property
    def namespace(self) -> list[str]:
        """How every namespace of the store begins that this run writes to."""
        return ["cronwright-contract", self.run]

    def send(
        self,
        operation: str,
        path: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = ABSENT,
        headers: Mapping[str, str] | None = None,
        stream_seconds: float | None = None,
    ) -> Exchange:
        """Send an operation of the contract by its id, with any body at all, and judge the answer."""
        known = self.contract.operations.get(operation)
        if known is None:
            raise Undeclared(operation)
        where = known.path
        for name, value in (path or {}).items():
            where = where.replace(f"{{{name}}}", quote(value, safe=""))
        sent = dict(headers or {})
        if body is not ABSENT:
            sent.setdefault("content-type", "application/json")
        return self.request(
            known.method,
            where,
            query=query,
            content=None if body is ABSENT else orjson.dumps(body),
            headers=sent,
            stream_seconds=stream_seconds,
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        stream_seconds: float | None = None,
    ) -> Exchange:
        """Send any request and judge the answer; the exchange where none came has no answer."""
        before = len(self._trail)
        extensions = {} if stream_seconds is None else {"stream_seconds": stream_seconds}
        try:
            self.http.request(
                method,
                f"{self._url}{path}",
                params=dict(query) if query else None,
                content=content,
                headers=dict(headers or {}),
                extensions=extensions,
            )
        except httpx.ReadError:
            if len(self._trail) == before:
                raise
        return self._trail[-1]

    def would_send(self, request: Request) -> None:
        """Note a request that is judged without being sent."""
        at = time.monotonic() - self.started
        self._trail.append(Exchange(0, at, request, None, "not sent: the request itself is at fault"))

    def expect(
        self, holds: bool, rule: str, message: str, *, place: str = "", operation: str | None = None
    ) -> bool:
        """Whether it holds; a breach of `rule` that is not known raises `Broken`.

        `operation` is the one that is at fault where that is not the last one sent. `message` says what was
        expected and what came; `place` tells one fault of an operation from another, and holds no value that
        varies from run to run.
        """
        if not holds:
            self._breach(Breach(rule, place, message), operation)
        return holds

    @contextmanager
    def example(self) -> Iterator[None]:
        """One example of a check: what it sends is noted together, and nothing of the one before it.

        Where a check cannot read an answer, and the example met a breach that was found before, `GivenUp` is
        raised: a server that answers nonsense must break off no check.
        """
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise OutOfTime
        self._trail = []
        self.cause = ""
        self.spoilt = False
        with self._reading():
            yield

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of an example that stands for itself: where it gives up, the example goes on."""
        with suppress(GivenUp), self._reading():
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            if not self.spoilt:
                raise
            raise GivenUp(f"an answer cannot be read: {error!r}") from error

    @contextmanager
    def unjudged(self) -> Iterator[None]:
        """What is sent here is noted, but nobody judges the answers: set-up and clearing away."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    def seconds_left(self) -> float:
        """How long the check may still take; infinite where nothing bounds it."""
        return float("inf") if self.deadline is None else self.deadline - time.monotonic()

    @property
    def trail(self) -> tuple[Exchange, ...]:
        """The exchanges of this example so far."""
        return tuple(self._trail)

    def close(self) -> None:
        self.http.close()

    def _observe(self, exchange: Exchange) -> None:
        self._trail.append(exchange)
        if self._quiet:
            return
        for breach in self._answers.breaches(exchange):
            place = f"{breach.place} {self.cause}".strip()
            self._breach(Breach(breach.rule, place, breach.message), exchange.request.operation)

    def _breach(self, breach: Breach, operation: str | None) -> None:
        last = self._trail[-1].request.operation if self._trail else None
        finding = Finding(
            check=self.check,
            operation=operation or last or "",
            breach=breach,
            exchanges=tuple(self._trail),
            at=time.monotonic() - self.started,
            # The cases of some checks are made by these two.
            replay={"seed": self.options.seed, "profile": self.options.profile.value, **self.replay()},
        )
        if self._is_excused(finding):
            return
        if not self._is_found(finding):
            raise Broken(finding)
        self.spoilt = True
