"""What fires, when and with what; what does not. The crons of a check share one wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cronwright_contract.broken import GivenUp, OutOfTime
from cronwright_contract.check import check
from cronwright_contract.checks.crons_case import Case, case, system_assistant
from cronwright_contract.checks.crons_model import contains, moment, same
from cronwright_contract.checks.crons_seen import Seen
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter

OFTEN = "* * * * * *"
"""Every second: at each tick of the scheduler, which comes every five seconds unless it is told otherwise."""
LATE = timedelta(seconds=8)
"""A tick, and a busy machine. A run belongs to the time that is due if it is no later."""
PASS = timedelta(seconds=3)
"""A pass of the scheduler that had begun when a cron was stopped may still start its run."""
PATIENCE_SECONDS = 25.0
AHEAD = timedelta(seconds=3)
ZONE = "Asia/Kolkata"
INPUT = {"messages": [{"role": "user", "content": "cronwright contract"}]}


@check(
    "crons.fires",
    "A cron that is due leaves a run, and one that is stopped leaves none",
    needs=("firing", "runs"),
)
def fires(hunter: Hunter) -> None:
    ground, graph = hunter.ground, system_assistant(hunter.ground)

    def one_wait() -> None:
        with case(ground, Seen()) as own:
            _watch(Crons(own, graph))

    hunter.once("one wait", one_wait)


@check(
    "crons.ends",
    "A cron that has ended starts nothing, and stands in nobody's way",
    # On an in-memory server it does stand in the way of all crons that were made after it, for some seconds
    # (docs/server-facts.md, D28): that reaches beyond what the run made.
    needs=("firing", "runs", "global"),
)
def ends(hunter: Hunter) -> None:
    ground, graph = hunter.ground, system_assistant(hunter.ground)

    def after_its_end() -> None:
        with case(ground, Seen()) as own:
            _watch_an_end(Crons(own, graph))

    hunter.once("after its end", after_its_end)


class Crons:
    """Crons by their names, each on a thread of its own."""

    def __init__(self, own: Case, graph: str) -> None:
        self.own = own
        self.ground: Ground = own.ground
        self.graph = graph
        self.rows: dict[str, dict[str, Any]] = {}

    def make(self, name: str, schedule: str, **given: Any) -> dict[str, Any]:
        """Create a cron by the wrapper, with a name in its metadata."""
        arguments = {"input": INPUT, "metadata": {"name": name}, "schedule": schedule, **given}
        thread = self.own.new_thread()
        self.rows[name] = self.own.create(
            arguments, thread=thread, assistant=self.ground.assistant, assistant_id=self.graph
        )
        return self.rows[name]

    def change(self, name: str, **given: Any) -> None:
        self.rows[name] = self.own.update(self.rows[name], given)

    def runs(self, name: str) -> list[dict[str, Any]]:
        """The runs that a cron has left, the oldest first."""
        path = {"thread_id": self.rows[name]["thread_id"]}
        found = self.own.good("runs", self.ground.send("runs_list", path, query={"limit": 100}))
        return sorted(found, key=_began)

    def until(self, holds: Callable[[], bool]) -> bool:
        """Wait for something; whether it came about in time."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not (held := holds()) and time.monotonic() < end:
            if self.ground.seconds_left() <= 0:
                raise OutOfTime  # which is not the server's fault
            time.sleep(0.25)
        return held

    def passes(self, witness: str, times: int, since: datetime) -> None:
        """Wait until the scheduler has looked at all crons so often since then; a cron that fires tells."""

        def looked() -> bool:
            return sum(_began(run) > since for run in self.runs(witness)) >= times

        message = f"not {times} runs in {PATIENCE_SECONDS} s"
        operation = "crons_create_for_thread"
        if not self.ground.expect(self.until(looked), "fires", message, place="often", operation=operation):
            raise GivenUp("the scheduler does not fire")

    def quiet(self, name: str, since: datetime, why: str, operation: str) -> None:
        """No run of a cron has begun since then."""
        late = [run["created_at"] for run in self.runs(name) if _began(run) > since]
        message = f"{why}, and still it left {len(late)} runs: {late}"[:300]
        self.ground.expect(not late, "stays_quiet", message, place=why, operation=operation)


def _watch(crons: Crons) -> None:
    first = crons.make("often", OFTEN)
    due = (_time(first["created_at"]) + AHEAD).replace(microsecond=0)
    once, local = _once(due, UTC), _once(due, ZoneInfo(ZONE))
    crons.make("once", local, timezone=ZONE)
    crons.make("resting", OFTEN, enabled=False)
    crons.make("enabled again", once, enabled=False)
    crons.make("enabled again with its schedule", once, enabled=False)
    for name in ("disabled", "deleted"):
        crons.make(name, OFTEN)
    crons.change("disabled", enabled=False)
    deleted = crons.rows["deleted"]
    crons.ground.send("crons_delete", {"cron_id": deleted["cron_id"]})
    crons.own.rows.pop(deleted["cron_id"])
    stopped = _time(crons.rows["disabled"]["updated_at"])

    crons.until(lambda: bool(crons.runs("once")))
    _fired_once(crons, due)
    time.sleep(max(0.0, (due + PASS - datetime.now(UTC)).total_seconds() % 60))
    crons.change("enabled again", enabled=True)
    crons.change("enabled again with its schedule", enabled=True, schedule=once)
    crons.passes("often", 2, max(stopped + PASS, _time(crons.rows["enabled again"]["updated_at"])))

    crons.quiet("resting", _time(first["created_at"]), "created disabled", "crons_create_for_thread")
    crons.quiet("disabled", stopped + PASS, "disabled", "crons_update")
    crons.quiet("deleted", stopped + PASS, "deleted", "crons_delete")
    again = "enabled again with its schedule after its time"
    crons.quiet("enabled again with its schedule", due, again, "crons_update")
    crons.quiet("enabled again", due, "enabled again after its time", "crons_update")
    _is_of_its_cron(crons)


def _fired_once(crons: Crons, due: datetime) -> None:
    """At its time, by the clock of its zone, and a single time."""
    ground, row, runs = crons.ground, crons.rows["once"], crons.runs("once")
    at = [run["created_at"] for run in runs]
    operation = "crons_create_for_thread"
    ground.expect(bool(runs), "fires", f"due at {due}, no run came", place="once", operation=operation)
    in_time = all(due <= _began(run) < due + LATE for run in runs)
    ground.expect(in_time, "fires", f"due at {due}, fired at {at}", place="time", operation=operation)
    ground.expect(len(runs) < 2, "fires", f"due once, fired at {at}", place="twice", operation=operation)
    shown = crons.own.good("get", ground.send("crons_get", {"cron_id": row["cron_id"]}))
    told = moment(shown["next_run_date"])
    later = told is not None and told > due + timedelta(days=300)
    ground.expect(
        not runs or later, "next_run", f"it fired at {at}, and is due at {told}", place="after firing"
    )


def _is_of_its_cron(crons: Crons) -> None:
    """A run is on the cron's thread, of its assistant, with its input and its metadata."""
    row, operation = crons.rows["often"], "crons_create_for_thread"
    runs = crons.runs("often")
    for run in runs:
        for name in ("thread_id", "assistant_id"):
            message = f"{name} is {run[name]}, the cron's is {row[name]}"
            crons.ground.expect(run[name] == row[name], "fires", message, place=name, operation=operation)
        kept = contains(run["metadata"], row["metadata"])
        message = f"metadata {run['metadata']!r}, the cron's is {row['metadata']!r}"[:500]
        crons.ground.expect(kept, "fires", message, place="metadata", operation=operation)
        given = run["kwargs"].get("input", INPUT)
        message = f"input {given!r}, the cron's is {INPUT!r}"[:500]
        crons.ground.expect(same(given, INPUT), "fires", message, place="input", operation=operation)
    begun = {_began(run).replace(microsecond=0) for run in runs}
    crons.ground.expect(
        len(begun) >= len(runs) - 1,
        "fires",
        f"{len(runs)} runs in {len(begun)} seconds",
        place="too often",
        operation=operation,
    )


def _watch_an_end(crons: Crons) -> None:
    first = crons.make("before", OFTEN)
    thread = crons.own.new_thread()
    ended = _time(first["created_at"]) - timedelta(hours=1)
    body = {
        "assistant_id": crons.ground.assistant,
        "schedule": OFTEN,
        "end_time": ended.isoformat(),
        "input": INPUT,
        "metadata": crons.own.tag,
    }
    # The wrapper refuses an end that is past; the contract does not.
    made = crons.ground.send("crons_create_for_thread", {"thread_id": thread}, body=body)
    if not made.ok:
        return
    crons.rows["ended"] = made.json
    try:
        crons.make("after", OFTEN)
        crons.passes("before", 2, _time(crons.rows["after"]["created_at"]))
        crons.quiet("ended", ended, "ended", "crons_create_for_thread")
        crons.ground.expect(
            bool(crons.runs("after")),
            "fires",
            "a cron that was made after one that has ended leaves no run",
            place="beside one that has ended",
            operation="crons_create_for_thread",
        )
    finally:
        with crons.ground.unjudged():
            crons.ground.send("crons_delete", {"cron_id": str(made.json.get("cron_id"))})


def _once(due: datetime, zone: Any) -> str:
    """A schedule with seconds that is due at this moment, and then in a year."""
    wall = due.astimezone(zone)
    return f"{wall.minute} {wall.hour} {wall.day} {wall.month} * {wall.second}"


def _began(run: dict[str, Any]) -> datetime:
    return _time(run["created_at"])


def _time(text: Any) -> datetime:
    found = moment(text)
    if found is None:
        raise GivenUp(f"{text!r} is no moment")
    return found
