"""The guard: what a run did not make, it neither changes nor deletes, and nothing of it starts unasked."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from cronwright_contract.broken import Refused
from cronwright_contract.operations import READING_VERBS, Does, Effect, Match, find
from cronwright_contract.wire.bodies import TooDeep, readings
from cronwright_contract.wire.demands import DEMANDS, Own, Unsafe, a2a_context
from cronwright_contract.wire.exchange import Exchange, Request
from cronwright_contract.wire.firing import CronState, is_due_soon
from cronwright_contract.wire.ids import as_id
from cronwright_contract.wire.ledger import Ledger

_TRUE = frozenset({"true", "yes", "1", "on", "t", "y"})
_TRICKS = ("x-http-method-override", "x-http-method", "x-method-override", "content-encoding")


class Guard:
    """Stands below every engine: refuses by `Refused` what is not sure to be harmless.

    A request passes if it reads; if it creates something that carries `tag`; or if it changes or deletes what
    this run made. Ids are learned from the answers to our own creates, where the answer itself shows the tag,
    or were made here by `new_id`. An answer to a read teaches nothing: a server may lie.

    `allow` may name `firing` (crons that fire), `runs` (runs that start) and `global` (operations that reach
    beyond what they name). With `read_only`, only reads pass.
    """

    def __init__(
        self, ledger: Ledger | None, tag: Mapping[str, str], allow: frozenset[str], *, read_only: bool
    ) -> None:
        self._ledger = ledger
        self._own = Own(dict(tag), allow)
        self._read_only = read_only
        self._foreign: set[UUID] = set()
        self._crons: dict[UUID, CronState] = {}
        self._lock = threading.RLock()
        self.disarm: Callable[[str], None] | None = None
        """Disables or deletes a cron of ours that turns out to be due soon, against what was asked for."""
        self.notes: list[str] = []
        """What went otherwise than it was asked for, and may need a look by a person."""

    def new_id(self, kind: str) -> str:
        """A fresh id for a resource of a kind (`thread`, `assistant`), noted as ours before it is used.

        Also for what shall not exist: a change or a deletion of any other unknown id is refused.
        """
        made = uuid.uuid4()
        self._own.ids.add(made)
        return str(made)

    def owns(self, id: str) -> bool:
        """Whether this run made it."""
        return as_id(id) in self._own.ids

    def adopt(self, ids: Iterable[str]) -> None:
        """Take what the run's own ledger names, or what a sweep has seen to carry the tag, for ours."""
        self._own.ids.update(named for named in map(as_id, ids) if named is not None)

    def before(self, request: Request) -> None:
        """Raises `Refused`; notes in the ledger what is about to be made."""
        match = find(request.method, request.path)
        try:
            self._judge(request, match)
        except Unsafe as unsafe:
            raise Refused(f"{request.method} {request.path} is not sent: {unsafe}") from None
        except TooDeep:
            raise Refused(
                f"{request.method} {request.path} is not sent: a body nested that deep stays, and breaks "
                "everybody's searches"
            ) from None
        if match is not None and self._ledger is not None:
            for kind, named in _made_by(match, request):
                id = as_id(named)
                self._ledger.intends(kind, None if id is None else str(id))

    def after(self, exchange: Exchange) -> None:
        """Learns the ids of what was made, and which rows are somebody else's."""
        request = exchange.request
        match = find(request.method, request.path)
        if match is None:
            return
        does = match.does
        with self._lock:
            if does.id == "crons_update":
                self._note_change(match, exchange)
            if not exchange.ok:
                return
            if does.effect is Effect.reads:
                if does.kind in ("cron", "thread", "assistant"):
                    self._note_foreign(does.kind, exchange.json)
                elif does.id in ("runs_list", "runs_get"):
                    self._learn_runs(match, exchange.json)
            elif does.effect is Effect.deletes:
                self._note_gone(match)
            elif does.effect in (Effect.creates, Effect.starts):
                for row in _rows(exchange.json):
                    self._learn(match, request, row)

    def _judge(self, request: Request, match: Match | None) -> None:
        if any(name in request.headers for name in _TRICKS):
            raise Unsafe("by its headers a server may read something else than the guard does")
        if request.method in READING_VERBS:
            self._judge_reading(request, match)
            return
        if match is None:
            raise Unsafe("the guard knows no such operation, or the path can be read in two ways")
        does = match.does
        demand = DEMANDS.get(does.id, _nothing)
        if does.effect is not Effect.reads:
            if self._read_only:
                raise Unsafe("this run only reads")
            for name in does.own:
                self._own.check(name, match.values[name])
        bodies = readings(request.content)
        for body in bodies:
            demand(self._own, body)
        if not bodies and does.id in ("threads_prune", "runs_cancel_many", "store_delete_item"):
            demand(self._own, {})
        if does.id == "crons_update" and "firing" not in self._own.allow:
            self._judge_change(match.values["cron_id"], bodies)

    def _judge_reading(self, request: Request, match: Match | None) -> None:
        """Two readings change something: a join that cancels the run it leaves, a read that renews a TTL."""
        asked = {name.casefold() for name, value in request.query if value.strip().casefold() in _TRUE}
        if "cancel_on_disconnect" in asked:
            if match is None or self._read_only:
                raise Unsafe("it cancels the run when it is left")
            for name in ("thread_id", "run_id"):
                self._own.check(name, match.values.get(name))
        if "refresh_ttl" in asked:
            if self._read_only:
                raise Unsafe("it renews the item's time to live")
            for name, value in request.query:
                if name.casefold() == "namespace":
                    self._own.check_namespace(value.split("."))

    def _judge_change(self, cron_id: str, bodies: list[Any]) -> None:
        named = as_id(cron_id)
        known = self._crons.get(named) if named is not None else None
        for body in bodies:
            if known is not None and isinstance(body, dict) and (fault := known.fault(body)):
                raise Unsafe(f"{fault}, and nothing may fire here")

    def _learn(self, match: Match, request: Request, row: Mapping[str, Any]) -> None:
        does = match.does
        if not self._own.is_tagged(row.get("metadata")):
            self._note_stray(does, row)
            return
        names = {"run": ("run_id", "thread_id")}.get(does.kind, (f"{does.kind}_id",))
        for name in names:
            named = as_id(row.get(name))
            if named is None or named in self._own.ids or named in self._foreign:
                continue
            self._own.ids.add(named)
            if self._ledger is not None:
                self._ledger.made(name.removesuffix("_id"), str(named))
        if does.kind == "cron":
            self._watch(request, row)

    def _watch(self, request: Request, row: Mapping[str, Any]) -> None:
        named = as_id(row.get("cron_id"))
        if named is None or named not in self._own.ids:
            return
        bodies = [body for body in readings(request.content) if isinstance(body, dict)]
        if bodies:
            self._crons[named] = CronState.made_with(bodies[0])
            self._crons[named].shown(row)
        self._disarm_if_due(str(named), row)

    def _note_change(self, match: Match, exchange: Exchange) -> None:
        named = as_id(match.values["cron_id"])
        if named is None or named not in self._own.ids:
            return
        known = self._crons.get(named)
        row = exchange.json if exchange.ok and isinstance(exchange.json, dict) else None
        if known is not None:
            for body in readings(exchange.request.content):
                if isinstance(body, dict):
                    known.changed(body, taken=exchange.ok)
            if row is not None and as_id(row.get("cron_id")) == named:
                known.shown(row)
        if row is not None and as_id(row.get("cron_id")) == named:
            self._disarm_if_due(str(named), row)

    def _disarm_if_due(self, cron_id: str, row: Mapping[str, Any]) -> None:
        if "firing" in self._own.allow or self.disarm is None or not is_due_soon(row):
            return
        disarm, self.disarm = self.disarm, None  # what it sends comes by here as well
        self.notes.append(f"cron {cron_id} was due within a day, which was not asked for; it was deleted")
        try:
            disarm(cron_id)
        finally:
            self.disarm = disarm

    def _learn_runs(self, match: Match, answer: Any) -> None:
        thread = as_id(match.values["thread_id"])
        for row in _rows(answer):
            run = as_id(row.get("run_id"))
            theirs = thread not in self._own.ids or as_id(row.get("thread_id")) != thread
            if run is not None and not theirs and self._own.is_tagged(row.get("metadata")):
                self._own.ids.add(run)

    def _note_foreign(self, kind: str, answer: Any) -> None:
        for row in _rows(answer):
            named = as_id(row.get(f"{kind}_id"))
            if named is not None and "metadata" in row and not self._own.is_tagged(row["metadata"]):
                self._foreign.add(named)
            if isinstance(graph := row.get("graph_id"), str):
                self._own.graphs.add(graph)

    def _note_stray(self, does: Does, row: Mapping[str, Any]) -> None:
        """Made without our tag, so that nothing proves it ours: told to a person, and left alone."""
        named = as_id(row.get(f"{does.kind}_id"))
        if named is not None and named not in self._own.ids and named not in self._foreign:
            self.notes.append(
                f"{does.id} answered with {does.kind} {named} that does not carry the run's tag"
            )

    def _note_gone(self, match: Match) -> None:
        named = as_id(match.values.get(f"{match.does.kind}_id"))
        if self._ledger is not None and named is not None:
            self._ledger.gone(match.does.kind, str(named))


def _nothing(own: Own, body: Any) -> None:
    """The body of such an operation cannot do harm: it reads, or its path names all that it touches."""


def _rows(answer: Any) -> Iterator[Mapping[str, Any]]:
    for row in answer if isinstance(answer, list) else [answer]:
        if isinstance(row, dict):
            yield row


def _made_by(match: Match, request: Request) -> Iterator[tuple[str, Any]]:
    """What a request may make: the kind of each, and its id where the request names it."""
    does = match.does
    if does.effect is Effect.creates and does.id != "threads_copy":
        for body in readings(request.content):
            if isinstance(body, dict):
                yield does.kind, body.get(f"{does.kind}_id")
    elif does.id == "a2a_send":
        for body in readings(request.content):
            yield "thread", a2a_context(body)
    elif does.effect is Effect.starts or does.effect is Effect.speaks:
        # A run on a thread that is not there may make it.
        yield "thread", match.values.get("thread_id")
    elif does.id == "threads_copy":
        yield "thread", None
