"""`iterate` gives all that is there, each once, lazily, and while others write."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from cronwright import Cron, SyncClient
from cronwright.wire import AsyncWire, SyncWire

from .made import MARK, ids, quiet


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The calls that a client sends."""
    calls: list[Any] = []

    def listen(wire: type[Any]) -> None:
        send = wire.open

        def listening(self: Any, call: Any) -> Any:
            calls.append(call)
            return send(self, call)

        monkeypatch.setattr(wire, "open", listening)

    listen(SyncWire)
    listen(AsyncWire)
    return calls


@pytest.mark.parametrize("page_size", [2, 3, 5, 6, 1000])
def test_iterate_gives_all(page_size: int, client: SyncClient, crons: list[Cron]) -> None:
    """Every cron once, the oldest first, whatever the size of a page."""
    assert list(client.crons.iterate(metadata=MARK, page_size=page_size)) == crons


def test_iterate_fetches_no_page_too_many(client: SyncClient, crons: list[Cron], sent: list[Any]) -> None:
    """Nothing is sent before the first row is asked for, and the next page only when it is needed."""
    rows = iter(client.crons.iterate(metadata=MARK, page_size=3))
    assert sent == []
    assert ids(islice(rows, 2)) == ids(crons[:2])
    assert len(sent) == 1
    assert ids(rows) == ids(crons[2:])
    # Each page begins with the last row of the one before: rows 0-2, 2-4, and one that only shows the end.
    assert len(sent) == 3
    assert {call.operation.id for call in sent} == {"crons_search"}
    sent.clear()
    assert ids(islice(client.crons.iterate(metadata=MARK, page_size=2), 1)) == ids(crons[:1])
    assert len(sent) == 1


def test_iterate_sends_headers_and_params_with_each_page(
    client: SyncClient, crons: list[Cron], sent: list[Any]
) -> None:
    """A caller's own headers and parameters go with every request of a walk."""
    found = client.crons.iterate(metadata=MARK, page_size=3, headers={"x-mine": "1"}, params={"mine": 2})
    assert list(found) == crons
    assert [(call.headers["x-mine"], call.query["mine"]) for call in sent] == [("1", 2)] * 3


@pytest.mark.parametrize("page_size", [2, 3])
@pytest.mark.parametrize("taken", [1, 2, 3, 4])
def test_iterate_while_crons_are_deleted(
    taken: int, page_size: int, client: SyncClient, crons: list[Cron]
) -> None:
    """What was given already may go, the last row of a page too: none of the rest is lost."""
    rows = iter(client.crons.iterate(metadata=MARK, page_size=page_size))
    first = list(islice(rows, taken))
    for cron in first:
        client.crons.delete(cron.cron_id)
    assert ids(first) + ids(rows) == ids(crons)


@pytest.mark.parametrize("page_size", [2, 3])
def test_iterate_while_crons_come_and_go(
    page_size: int, client: SyncClient, crons: list[Cron], thread: str
) -> None:
    """After each row one cron is deleted or one is made: each that stays comes once, the new ones too."""
    made: list[Cron] = []
    found: list[str] = []
    for turn, cron in enumerate(client.crons.iterate(metadata=MARK, page_size=page_size)):
        found.append(cron.cron_id)
        if turn % 2:
            client.crons.delete(cron.cron_id)
        elif turn < 6:
            made.append(quiet(client, thread, metadata=MARK))
    assert found == ids(crons) + ids(made)


def test_iterate_with_a_deletion_ahead(client: SyncClient, crons: list[Cron]) -> None:
    """A cron that is deleted before its page is fetched does not come, and hides no other."""
    rows = iter(client.crons.iterate(metadata=MARK, page_size=2))
    first = next(rows)
    client.crons.delete(crons[3].cron_id)
    assert [first, *rows] == [*crons[:3], crons[4]]


def test_a_walk_can_be_given_up(client: SyncClient, crons: list[Cron]) -> None:
    """A loop that is left early leaves nothing behind: the client works on."""
    for _ in client.crons.iterate(metadata=MARK, page_size=2):
        break
    assert client.crons.count(metadata=MARK) == len(crons)
