"""What the users of one Locust process share: the guard, the ledger, the pace, and the judge of answers."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from cronwright.client import SyncClient
from cronwright_contract.answers import Answers
from cronwright_contract.baseline import Baseline, shipped
from cronwright_contract.broken import Blocked
from cronwright_contract.document import Contract
from cronwright_contract.finding import Breach, Finding
from cronwright_contract.ground import Ground
from cronwright_contract.options import Options
from cronwright_contract.reach import reach
from cronwright_contract.secret import secret_headers
from cronwright_contract.shipped import contract_path, read
from cronwright_contract.sweep import sweep_run
from cronwright_contract.wire.client import client_over
from cronwright_contract.wire.exchange import Answer, Exchange, Request
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.ledger import Ledger
from cronwright_contract.wire.pace import Pace
from cronwright_contract.wire.transport import Transport

Seen = Callable[[Exchange, Breach | None], None]
"""Told of each exchange, and of the breach that it shows; nothing that the baseline knows is one."""


class Judge:
    """The contract, read and made ready: seconds of work in which a process does nothing else."""

    def __init__(self) -> None:
        self.document = read(contract_path())
        self.contract = Contract(self.document)
        self.answers = Answers(self.document)
        # Its validators are made when the first answer is judged.
        first = Exchange(0, 0.0, Request("system_info", "GET", "/info"), Answer(200, {}, b"", 0.0))
        list(self.answers.breaches(first))


class Crew:
    """One run under load. Each worker of a cluster has its own, with its own tag and its own ledger.

    Raises `Blocked` where the server cannot be reached, refuses the key or has no assistant.
    """

    def __init__(self, options: Options, judge: Judge, seen: Seen) -> None:
        self._options = options
        self._judge = judge
        self._seen = seen
        self._started = time.monotonic()
        run = uuid.uuid4().hex[:12]
        self.tag = {"cronwright_suite": "contract", "cronwright_run": run}
        self._ledger = Ledger(options.ledgers, run, options.url)
        self._guard = Guard(self._ledger, self.tag, options.allow, read_only=False)
        self._pace = Pace(options.rate)
        self.new_id = self._guard.new_id
        self._transport = self._new_transport()
        ground = Ground(
            *(options, judge.document, judge.contract, judge.answers, self._transport, run, self.new_id)
        )
        try:
            server = reach(ground)
        except Blocked:
            ground.close()
            self._ledger.remove()
            raise
        self.assistant = server.assistant
        path = options.baseline or shipped(server.version)
        self._baseline = Baseline.load(path) if path else Baseline()

    def client(self) -> SyncClient:
        """A client of the wrapper for one user: connections of its own, and what all share."""
        transport = self._new_transport()
        transport.observers.append(self._observe)
        # No key: it joins in the transport, below everything that remembers.
        return client_over(transport, self._options.url)

    def close(self) -> list[str]:
        """Clear away what was made; gives what could not be."""
        try:
            return sweep_run(self._transport, self._guard, self._ledger, self._options.url)
        finally:
            self._transport.close()
            self._ledger.close()

    def _new_transport(self) -> Transport:
        transport = Transport(
            route=self._route,
            warden=self._guard,
            pacer=self._pace,
            url=self._options.url,
            secret_headers=secret_headers(self._options),
        )
        self._pace.probe = transport.is_well
        return transport

    def _route(self, method: str, path: str) -> str | None:
        operation = self._judge.contract.find(method, path)
        return None if operation is None else operation.id

    def _observe(self, exchange: Exchange) -> None:
        unknown = (
            breach for breach in self._judge.answers.breaches(exchange) if not self._known(exchange, breach)
        )
        self._seen(exchange, next(unknown, None))

    def _known(self, exchange: Exchange, breach: Breach) -> bool:
        operation = exchange.request.operation or ""
        at = time.monotonic() - self._started
        return self._baseline.known(Finding("load", operation, breach, (exchange,), at))
