"""The ground of one example with crons: a thread and crons of its own, each write and read compared."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any

from cronwright.errors import CronwrightError, InvalidArgumentError
from cronwright_contract.broken import GivenUp
from cronwright_contract.checks.crons_model import (
    STAMPS,
    Row,
    changed,
    differences,
    due,
    moment,
    same,
    written,
)
from cronwright_contract.checks.crons_seen import Seen
from cronwright_contract.ground import Ground
from cronwright_contract.wire.exchange import Exchange

# A header Date has whole seconds, and a cluster's clocks differ a little.
_CLOCK = timedelta(seconds=10)
# Between reading its clock for `next_run_date` and for `updated_at`, a server may be busy.
_BUSY = timedelta(seconds=3)


class Case:
    """Crons of one example; `rows` are those that are there, as they must be shown."""

    def __init__(self, ground: Ground, seen: Seen) -> None:
        self.ground = ground
        self.seen = seen
        self.rows: dict[str, dict[str, Any]] = {}
        self._threads: list[str] = []
        self._assistants: list[str] = []
        self.key = ground.new_id("thread")
        self.tag = {**ground.tag, "case": self.key}
        """The metadata of this example's crons and of no other one's."""

    @cached_property
    def thread(self) -> str:
        """The example's own thread, made when it is first asked for."""
        return self.new_thread(self.key)

    def new_thread(self, made: str | None = None) -> str:
        made = made or self.ground.new_id("thread")
        self._threads.append(made)
        body = {"thread_id": made, "metadata": self.ground.tag}
        return str(self.good("thread", self.ground.send("threads_create", body=body))["thread_id"])

    def new_assistant(self) -> str:
        made = self.ground.new_id("assistant")
        self._assistants.append(made)
        body = {"assistant_id": made, "graph_id": self.ground.assistant, "metadata": self.ground.tag}
        return str(self.good("assistant", self.ground.send("assistants_create", body=body))["assistant_id"])

    def create(
        self, arguments: Mapping[str, Any], *, thread: str | None, assistant: str, assistant_id: str
    ) -> dict[str, Any]:
        """Create a cron by the wrapper and compare the answer with what was sent.

        `assistant` is the graph's name or an id, `assistant_id` the id that it stands for.
        """
        crons = self.ground.client.crons
        given = {**arguments, "metadata": {**arguments.get("metadata", {}), **self.tag}}
        if thread is None:
            exchange = self.call(lambda: crons.create(assistant, **given))
        else:
            exchange = self.call(lambda: crons.create_for_thread(thread, assistant, **given))
        shown = self.good("create", exchange)
        body = exchange.request.json
        self.seen.learn(body["metadata"], shown.get("metadata"))
        # Where no assistant says that it stands for the graph, the first answer does.
        row = written(body, shown, thread_id=thread, assistant_id=assistant_id or str(shown["assistant_id"]))
        self.fresh(row["cron_id"])
        self.rows[row["cron_id"]] = row
        self.compare(row, shown, operation=exchange.request.operation)
        self.stamped(exchange, row, moves=None)
        self.due(row)
        return row

    def update(self, row: Row, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Change a cron by the wrapper and compare the answer with what was sent and what was there."""
        exchange = self.call(lambda: self.ground.client.crons.update(row["cron_id"], **arguments))
        shown, body = self.good("update", exchange), exchange.request.json
        after = changed(row, body, shown)
        self.rows[row["cron_id"]] = after
        self.compare(after, shown, operation="crons_update", touched={*body, *STAMPS, "payload"})
        self.stamped(exchange, after, moves=row)
        if {"schedule", "timezone"} & body.keys():
            self.due(after)
        return after

    def read(self, row: Row) -> Any:
        """Read a cron by the wrapper; it must be shown as it is."""
        get = self.ground.client.crons.get
        shown = self.good("get", self.call(lambda: get(row["cron_id"])))
        self.compare(row, shown)
        return shown

    def get(self, row: Row) -> None:
        """Read a cron twice; the two must be the same."""
        first, second = self.read(row), self.read(row)
        self.ground.expect(same(first, second), "same_read", f"first {first!r}, then {second!r}"[:500])

    def delete(self, row: Row) -> None:
        """Delete a cron; a second time there is nothing to delete, nor to read or to change."""
        path = {"cron_id": row["cron_id"]}
        self.ground.send("crons_delete", path)
        del self.rows[row["cron_id"]]
        self.missing(row)
        again = self.ground.send("crons_delete", path)
        self.ground.expect(again.status == 404, "deleted", f"a second delete answers {again.status}, not 404")

    def goes_with(self, row: Row, deletion: Exchange) -> None:
        """What a cron stood on was deleted: it is gone as well, and the others are there."""
        self.ground.expect(deletion.ok, "refuses_good", f"a deletion answers {deletion.status}")
        del self.rows[row["cron_id"]]
        self.missing(row)
        self.all_there()

    def missing(self, row: Row) -> None:
        """A cron that is not there is neither read nor changed."""
        path = {"cron_id": row["cron_id"]}
        read = self.ground.send("crons_get", path)
        self.ground.expect(read.status == 404, "deleted", f"it is gone, and a read answers {read.status}")
        change = self.ground.send("crons_update", path, body={"metadata": self.tag})
        self.ground.expect(
            change.status == 404, "deleted", f"it is gone, and a PATCH answers {change.status}"
        )

    def all_there(self, **query: Any) -> None:
        """A search for this example's crons finds each as it must be, and no other; a count agrees."""
        wanted = {"metadata": {"case": self.key}, **query}
        found = self.good("search", self.ground.send("crons_search", body={**wanted, "limit": 1000}))
        self.agree(found)
        counted = self.good("count", self.ground.send("crons_count", body=wanted))
        self.ground.expect(
            counted == len(self.rows), "count", f"counted {counted}, there are {len(self.rows)}"
        )

    def agree(self, found: Any) -> None:
        """The rows of a search are this example's, all of them, as they must be."""
        shown = {row.get("cron_id"): row for row in found}
        self.ground.expect(len(shown) == len(found), "page", "a search gives a row twice")
        lost, strange = self.rows.keys() - shown.keys(), shown.keys() - self.rows.keys()
        self.ground.expect(not lost, "filter", f"a search does not find {sorted(lost)}", place="lost")
        gone = strange & self.seen.ids
        self.ground.expect(not gone, "deleted", f"a search finds {sorted(gone)}, which is gone", place="gone")
        self.ground.expect(
            not strange - gone,
            "filter",
            f"a search finds {sorted(strange - gone)}, which does not fit",
            place="strange",
        )
        for key in self.rows.keys() & shown.keys():
            self.compare(self.rows[key], shown[key], touched=frozenset())

    def compare(
        self, row: Row, shown: Row, *, operation: str | None = None, touched: Set[str] | None = None
    ) -> None:
        """Each field as it must be; with `touched`, one that is not among them was to stay."""
        for name, message in differences(row, self.seen.plain(shown)):
            if name in ("created_at", "updated_at"):
                rule = "stamped"
            elif name == "next_run_date":
                rule = "next_run"
            else:
                rule = "stored" if touched is None or name in touched else "untouched"
            self.ground.expect(False, rule, message, place=name, operation=operation)

    def stamped(self, exchange: Exchange, row: Row, *, moves: Row | None) -> None:
        """The stamps of a write are of now, by the server's clock; `moves` is the cron before a PATCH."""
        at, since = moment(row["updated_at"]), moment(row["created_at"])
        if at is None or since is None or exchange.answer is None:
            raise GivenUp("the answer has no stamps")
        self.ground.expect(
            at >= since, "stamped", f"updated {at} before it was created, {since}", place="order"
        )
        if (clock := exchange.answer.headers.get("date")) is not None:
            told = parsedate_to_datetime(clock)
            self.ground.expect(abs(at - told) < _CLOCK, "stamped", f"updated_at {at} at {told}", place="now")
        if moves is not None:
            before = moment(moves["updated_at"])
            self.ground.expect(
                before is not None and at > before,
                "stamped",
                f"updated_at {at} after {before}",
                place="moves",
            )

    def due(self, row: Row) -> None:
        """`next_run_date` is the schedule's next time after the write, by a calendar of our own."""
        at, told = moment(row["updated_at"]), moment(row["next_run_date"])
        if at is None or (wanted := due(row, at)) is None:
            return
        right = told in (wanted, due(row, at - _BUSY))
        what = f"{row['schedule']!r} in {row['timezone']} after {at} is due at {wanted}, not {told}"
        self.ground.expect(right, "next_run", what)

    def fresh(self, cron_id: Any) -> None:
        self.ground.expect(cron_id not in self.seen.ids, "fresh_id", f"{cron_id} was the id of another cron")
        if not isinstance(cron_id, str) or cron_id in self.seen.ids:
            raise GivenUp("the cron has no id of its own")
        self.seen.ids.add(cron_id)

    def good(self, what: str, exchange: Exchange) -> Any:
        """The JSON of an answer to what the contract allows."""
        words = b"" if exchange.answer is None else exchange.answer.content[:300]
        message = f"status {exchange.status}: {words.decode(errors='replace')}"
        self.ground.expect(
            exchange.ok, "refuses_good", message, place=what, operation=exchange.request.operation
        )
        if not exchange.ok or exchange.json is None:
            raise GivenUp(f"{what} answers {exchange.status}")
        return exchange.json

    def call(self, send: Callable[[], object]) -> Exchange:
        """Have the wrapper send something; what it says of the answer is not what is asked here."""
        before = len(self.ground.trail)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                send()
            except InvalidArgumentError:
                raise
            except CronwrightError:
                pass
        return self.ground.trail[before]

    def clear(self) -> None:
        """Take away what is left of the example."""
        with self.ground.unjudged():
            for thread in self._threads:
                self.ground.send("threads_delete", {"thread_id": thread})
            for assistant in self._assistants:
                self.ground.send("assistants_delete", {"assistant_id": assistant})
            for key, row in self.rows.items():
                if row["thread_id"] is None:
                    self.ground.send("crons_delete", {"cron_id": key})


@contextmanager
def case(ground: Ground, seen: Seen) -> Iterator[Case]:
    """One example's crons, which go with it."""
    made = Case(ground, seen)
    try:
        yield made
    finally:
        made.clear()


def system_assistant(ground: Ground) -> str:
    """The id of the assistant that stands for the graph where a cron is made by the graph's name."""
    with ground.unjudged(), ground.example():
        body = {"graph_id": ground.assistant, "metadata": {"created_by": "system"}}
        found = ground.send("assistants_search", body=body)
        rows = found.json if found.ok and isinstance(found.json, list) else []
    return str(rows[0]["assistant_id"]) if rows else ""
