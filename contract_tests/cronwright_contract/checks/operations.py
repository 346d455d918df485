"""Each operation by itself: what the contract allows is taken, what it forbids is refused."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

import httpx
from schemathesis import Case
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from cronwright_contract.cases import Generator, fault, must_be_refused, send, wrong_in
from cronwright_contract.check import Work, check
from cronwright_contract.checks.state import takes_messages
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.narrow import narrow
from cronwright_contract.operations import NEEDS_RUNS, OPERATIONS, Effect
from cronwright_contract.options import Profile
from cronwright_contract.own import Lacking, Own, Seen
from cronwright_contract.wire.exchange import Exchange

_AIMS: Mapping[str, Mapping[str, str]] = {
    "runs_join": {"thread_id": "finished_thread", "run_id": "finished_run"},
    "runs_join_stream": {"thread_id": "finished_thread", "run_id": "finished_run"},
    "runs_stream": {"thread_id": "idle_thread"},
    "runs_wait": {"thread_id": "idle_thread"},
    "threads_send_command": {"thread_id": "idle_thread"},
    "threads_get_state": {"thread_id": "finished_thread"},
    "threads_get_state_at_checkpoint": {"thread_id": "finished_thread", "checkpoint_id": "checkpoint"},
    "threads_get_state_by_checkpoint": {"thread_id": "finished_thread"},
    "threads_search_history": {"thread_id": "finished_thread"},
    "threads_get_history": {"thread_id": "finished_thread"},
    "threads_update_state": {"thread_id": "finished_thread"},
}
_BODIES: Mapping[str, Callable[[Own], Any]] = {
    "runs_cancel_many": lambda own: {"thread_id": own["thread"], "run_ids": [own["run"]]},
    "threads_prune": lambda own: {"thread_ids": [own["thread"]]},
}
"""Bodies that name what is there now."""
_USES_UP: Mapping[str, str] = {
    "assistants_delete": "assistant",
    "crons_delete": "cron",
    "runs_cancel": "run",
    "runs_cancel_many": "run",
    "runs_delete": "run",
    "runs_stream": "idle_thread",
    "runs_wait": "idle_thread",
    "threads_send_command": "idle_thread",
    "threads_delete": "thread",
    "threads_prune": "thread",
}
DRAWN = 4
FEW = 4
"""How many cases of each kind the quick profile sends to an operation that starts a run or streams."""


_SLOW = frozenset(NEEDS_RUNS | {"threads_join_stream", "threads_stream_events"})


class Operations:
    """Sends generated cases of the contract's operations."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._own = Seen(ground) if ground.options.profile is Profile.read_only else Own(ground)
        self._allowed = Generator(narrow(ground.document, ground, self._own))
        self._whole = Generator(ground.document)
        self._talks = True

    def run(self, hunter: Hunter, resource: str) -> None:
        """Every operation of a resource: first what must be taken, then what must be refused."""
        if resource == "a2a":
            # Nothing else can answer a message.
            self._talks = takes_messages(self._ground)
        for operation in self._whole.operations:
            if operation.split("_")[0] != resource or not self._may(operation):
                continue
            good = self._allowed.boundaries(operation, GenerationMode.POSITIVE)
            for index, case in self._some(operation, good):
                hunter.once(f"{operation} allowed {index}", partial(self._send, operation, case))
            required = self._required(operation)
            bad = self._whole.boundaries(operation, GenerationMode.NEGATIVE)
            for index, case in self._some(operation, bad):
                if good:
                    _graft(case, min(good, key=_size), required)
                hunter.once(f"{operation} forbidden {index}", partial(self._send, operation, case))

    @property
    def operations(self) -> list[str]:
        """Those that may be sent and are not slow."""
        return [o for o in self._whole.operations if self._may(o) and o not in _SLOW]

    def draw(self, hunter: Hunter, operation: str) -> None:
        """Send drawn data to an operation, of which half must be refused."""

        def drawn(case: Case[Any]) -> None:
            self._send(operation, case)

        for source, mode in (
            (self._allowed, GenerationMode.POSITIVE),
            (self._whole, GenerationMode.NEGATIVE),
        ):
            drawn.__name__ = f"{operation} drawn {mode.value}"
            hunter.each(drawn, examples=DRAWN, case=source.drawn(operation, mode))

    def _some(self, operation: str, cases: list[Case[Any]]) -> list[tuple[int, Case[Any]]]:
        """All the cases, or a few drawn by the run's seed where each takes its time."""
        numbered = list(enumerate(cases))
        if operation not in _SLOW or self._ground.options.profile is Profile.full or len(numbered) <= FEW:
            return numbered
        return sorted(
            random.Random(f"{self._ground.options.seed} {operation}").sample(numbered, FEW), key=itemgetter(0)
        )

    def _may(self, operation: str) -> bool:
        if operation in NEEDS_RUNS and "runs" not in self._ground.options.allow:
            return False
        reads = operation in OPERATIONS and OPERATIONS[operation].effect is Effect.reads
        return reads or self._ground.options.profile is not Profile.read_only

    def _can_succeed(self, operation: str) -> bool:
        return any(status.startswith("2") for status in self._ground.contract.operations[operation].statuses)

    def _required(self, operation: str) -> frozenset[str]:
        known = self._ground.contract.operations[operation]
        return frozenset(name for name in known.body_fields if known.body_fields[name])

    def _send(self, operation: str, case: Case[Any]) -> None:
        ground = self._ground
        try:
            self._aim(operation, case)
        except Lacking:
            return
        ground.cause = fault(case) if must_be_refused(case) else ""
        refused = must_be_refused(case)
        try:
            response = send(ground, case)
            self._judge(operation, case, response)
        finally:
            if ground.trail and ground.trail[-1].ok:
                if operation in _USES_UP:
                    self._own.renew(_USES_UP[operation])
                if refused:
                    self._discard(ground.trail[-1])

    def _discard(self, exchange: Exchange) -> None:
        """Delete a cron that should not be: what is wrong with it would show in every later answer."""
        if isinstance(exchange.json, dict) and "cron_id" in exchange.json:
            with self._ground.unjudged():
                self._ground.send("crons_delete", {"cron_id": str(exchange.json["cron_id"])})
            self._own.renew("cron")

    def _aim(self, operation: str, case: Case[Any]) -> None:
        """Point a case at what is there, unless the path is what is wrong with it."""
        if operation in _BODIES and not must_be_refused(case):
            case.body = _BODIES[operation](self._own)
        if not case.path_parameters or wrong_in(case, ParameterLocation.PATH):
            return
        aims = _AIMS.get(operation, {})
        for name in list(case.path_parameters):
            kind = aims.get(name, name.removesuffix("_id"))
            if kind != "namespace":
                case.path_parameters[name] = self._own[kind]

    def _judge(self, operation: str, case: Case[Any], response: httpx.Response) -> None:
        refused = must_be_refused(case)
        if refused and fault(case) in ("", "header", "path", "query"):
            # Broken in several places, of which some were mended to reach anything: nothing follows from it.
            return
        if not refused and not self._can_succeed(operation):
            return
        if operation == "a2a_send" and not self._talks:
            return
        if _tells_error(response):
            told = f"a good request is answered with the error {response.text[:200]}"
            self._ground.expect(refused, "refuses_good", told)
            return
        try:
            case.validate_response(
                response, checks=[negative_data_rejection if refused else positive_data_acceptance]
            )
        except FailureGroup:
            data = case.meta.phase.data if case.meta is not None else None
            told = getattr(data, "description", None) or "drawn data"
            rule, did = ("accepts_bad", "accepted") if refused else ("refuses_good", "refused")
            message = f"{did} with {response.status_code}: {told}"
            self._ground.expect(False, rule, message, place=fault(case))


def _tells_error(response: httpx.Response) -> bool:
    """Whether an answer with a status of success tells of an error in its body, as JSON-RPC has it."""
    if not response.is_success or response.headers.get("content-type") != "application/json":
        return False
    body = response.json()
    return isinstance(body, dict) and ("error" in body) and ("jsonrpc" in body or body.get("type") == "error")


def _graft(case: Case[Any], good: Case[Any], required: frozenset[str]) -> None:
    """Put what is wrong with a case into one that is right in all else, or that would be what is refused."""
    if not wrong_in(case, ParameterLocation.HEADER):
        case.headers = good.headers
    if not wrong_in(case, ParameterLocation.QUERY):
        case.query = good.query
    body, model = case.body, good.body
    if isinstance(body, list) and isinstance(model, list) and len(body) == len(model) == 1:
        location = _location(case).removeprefix("/items")
        case.body = [_grafted(body[0], model[0], location, required)]
    elif not wrong_in(case, ParameterLocation.BODY):
        case.body = model
    else:
        case.body = _grafted(body, model, _location(case), required)


def _size(case: Case[Any]) -> int:
    return len(repr(case.body))


def _grafted(body: Any, model: Any, location: str, required: frozenset[str]) -> Any:
    if not isinstance(body, dict) or not isinstance(model, dict):
        return body
    parts = location.split("/")
    if parts[1:2] == ["required"]:
        return {name: value for name, value in model.items() if name in body or name not in required}
    if parts[1:2] == ["properties"] and parts[2] in body:
        return {**model, parts[2]: body[parts[2]]}
    return body


def _location(case: Case[Any]) -> str:
    data = case.meta.phase.data if case.meta is not None else None
    return re.sub(r"^(/allOf/\d+)+", "", str(getattr(data, "location", None) or ""))


@lru_cache(maxsize=1)
def _operations(ground: Ground) -> Operations:
    """One for all the checks of a run: to read the contract takes longer than to send a request."""
    return Operations(ground)


def _of(resource: str) -> Work:
    def work(hunter: Hunter) -> None:
        _operations(hunter.ground).run(hunter, resource)

    return work


for _resource in ("crons", "threads", "assistants", "runs", "store", "system", "mcp", "a2a"):
    _title = f"Operations of {_resource} take what the contract allows and refuse what it forbids"
    check(f"operations.{_resource}", _title, needs=())(_of(_resource))


@check("operations.drawn", "No data makes the server fail, and good data is taken", needs=("writes", "full"))
def drawn(hunter: Hunter) -> None:
    """Data that hypothesis draws from the contract, beyond its bounds; the longest of all in a full run."""
    sender = _operations(hunter.ground)
    for operation in sender.operations:
        sender.draw(hunter, operation)
