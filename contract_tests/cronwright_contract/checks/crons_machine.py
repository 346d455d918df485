"""Crons against a model: whatever is done in whatever order, each is as the model has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from cronwright_contract.broken import GivenUp
from cronwright_contract.check import check
from cronwright_contract.checks.crons_case import Case, case, system_assistant
from cronwright_contract.checks.crons_drawn import LEAP_DAYS, changes, creations
from cronwright_contract.checks.crons_model import differences
from cronwright_contract.checks.crons_seen import Seen
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter

# The model says what each of these may change in spite of its refusal, and the baseline what it does.
REFUSED: dict[str, dict[str, Any]] = {
    "schedule": {"schedule": "61 * * * *"},
    "time zone": {"timezone": "Mars/Olympus"},
    "enabled": {"enabled": "no"},
    "durability": {"durability": "sometimes"},
    "metadata": {"metadata": "none"},
}
_PICK = st.integers(0, 5)
_RESTS: dict[str, Any] = {"input": {}, "schedule": "15 4 29 2 *", "enabled": False}


class Crons(RuleBasedStateMachine):
    """Crons of a thread, of none and of an assistant that goes; after each write all are looked at."""

    ground: ClassVar[Ground]
    seen: ClassVar[Seen]
    graph: ClassVar[str]

    case: Case | None = None

    @initialize()
    def begin(self) -> None:
        self.case = Case(self.ground, self.seen)
        self.deleted: list[dict[str, Any]] = []
        self.other_thread: str | None = None
        self.assistant: str | None = None

    @rule(created=creations("crons.create_for_thread"))
    def create_for_thread(self, created: dict[str, Any]) -> None:
        self._create(created, self.own.thread)

    @rule(created=creations("crons.create"))
    def create(self, created: dict[str, Any]) -> None:
        self._create(created, None)

    @rule(created=creations("crons.create_for_thread"))
    def create_for_a_thread_that_goes(self, created: dict[str, Any]) -> None:
        if self.other_thread is None:
            self.other_thread = self.own.new_thread()
        self._create(created, self.other_thread)

    @rule(created=creations("crons.create"))
    def create_for_an_assistant_that_goes(self, created: dict[str, Any]) -> None:
        if self.assistant is None:
            self.assistant = self.own.new_assistant()
        self._create(created, None, self.assistant)

    @precondition(lambda self: self.case and self.case.rows)
    @rule(pick=_PICK, data=st.data())
    def update(self, pick: int, data: st.DataObject) -> None:
        row = self._row(pick)
        self.own.get(self.own.update(row, data.draw(changes(enabled=row["enabled"]))))
        self.own.all_there()

    @precondition(lambda self: self.case and self.case.rows)
    @rule(pick=_PICK)
    def enable_and_disable(self, pick: int) -> None:
        row = self._row(pick)
        if row["end_time"] is not None:
            row = self.own.update(row, {"end_time": None})
        row = self.own.update(row, {"schedule": "30 6 29 2 *"})
        row = self.own.update(row, {"enabled": True})
        self.own.get(row)
        self.own.get(self.own.update(row, {"enabled": False}))
        self.own.all_there(enabled=False) if len(self.own.rows) == 1 else self.own.all_there()

    @precondition(lambda self: self.case and self.case.rows)
    @rule(pick=_PICK, what=st.sampled_from(sorted(REFUSED)), schedule=LEAP_DAYS, beside=st.booleans())
    def refused_update(self, pick: int, what: str, schedule: str, beside: bool) -> None:
        row = self._row(pick)
        body = {"schedule": schedule, "metadata": {"refused": True}} if beside else {}
        answer = self.ground.send("crons_update", {"cron_id": row["cron_id"]}, body={**body, **REFUSED[what]})
        if not self.ground.expect(
            answer.status in (400, 422), "accepts_bad", f"a PATCH answers {answer.status}", place=what
        ):
            raise GivenUp("what it did is known")
        shown = self.own.good("get", self.ground.send("crons_get", {"cron_id": row["cron_id"]}))
        for name, message in differences(row, self.own.seen.plain(shown)):
            self.ground.expect(
                False, "refusal_changes", message, place=f"{what}: {name}", operation="crons_update"
            )
        self.own.all_there()

    @precondition(lambda self: self.case and self.case.rows)
    @rule(pick=_PICK)
    def delete(self, pick: int) -> None:
        row = self._row(pick)
        self.own.delete(row)
        self.deleted.append(row)
        self.own.all_there()

    @precondition(lambda self: self.other_thread)
    @rule()
    def delete_thread(self) -> None:
        self.ground.send("threads_delete", {"thread_id": str(self.other_thread)})
        self._gone(lambda row: row["thread_id"] == self.other_thread)
        self.other_thread = None

    @precondition(lambda self: self.assistant)
    @rule()
    def delete_assistant(self) -> None:
        self.ground.send("assistants_delete", {"assistant_id": str(self.assistant)})
        self._gone(lambda row: row["assistant_id"] == self.assistant)
        self.assistant = None

    @precondition(lambda self: self.case and self.deleted)
    @rule(pick=_PICK)
    def deleted_is_gone(self, pick: int) -> None:
        self.own.missing(self.deleted[pick % len(self.deleted)])

    def teardown(self) -> None:
        if self.case is not None:
            self.case.clear()

    @property
    def own(self) -> Case:
        assert self.case is not None
        return self.case

    def _row(self, pick: int) -> dict[str, Any]:
        rows = list(self.own.rows.values())
        return rows[pick % len(rows)]

    def _create(self, created: dict[str, Any], thread: str | None, assistant: str | None = None) -> None:
        row = self.own.create(
            created,
            thread=thread,
            assistant=assistant or self.ground.assistant,
            assistant_id=assistant or self.graph,
        )
        self.own.get(row)
        self.own.all_there()

    def _gone(self, which: Callable[[dict[str, Any]], bool]) -> None:
        gone = [row for row in self.own.rows.values() if which(row)]
        for row in gone:
            del self.own.rows[row["cron_id"]]
            self.own.missing(row)
        self.deleted += gone
        self.own.all_there()


@check("crons.states", "Crons are as their history says, whatever happens to them in whatever order")
def states(hunter: Hunter) -> None:
    ground, seen, graph = hunter.ground, Seen(), system_assistant(hunter.ground)

    def with_its_thread() -> None:
        with case(ground, seen) as own:
            thread = own.new_thread()
            row = own.create(_RESTS, thread=thread, assistant=ground.assistant, assistant_id=graph)
            own.create(_RESTS, thread=own.thread, assistant=ground.assistant, assistant_id=graph)
            own.goes_with(row, ground.send("threads_delete", {"thread_id": thread}))

    def with_its_assistant() -> None:
        with case(ground, seen) as own:
            assistant = own.new_assistant()
            row = own.create(_RESTS, thread=own.thread, assistant=assistant, assistant_id=assistant)
            own.create(_RESTS, thread=own.thread, assistant=ground.assistant, assistant_id=graph)
            own.goes_with(row, ground.send("assistants_delete", {"assistant_id": assistant}))

    # Drawn histories come upon these by chance alone.
    hunter.once("with_its_thread", with_its_thread)
    hunter.once("with_its_assistant", with_its_assistant)
    known = {"seen": seen, "graph": graph}
    hunter.machine(type("Crons", (Crons,), known), examples=20, steps=20)
