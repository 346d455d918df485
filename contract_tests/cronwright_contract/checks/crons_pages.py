"""Pages of crons while others write."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import httpx

from cronwright.errors import CronwrightError
from cronwright_contract.broken import GivenUp
from cronwright_contract.check import check
from cronwright_contract.checks.crons_case import Case, case
from cronwright_contract.checks.crons_seen import Seen
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter

STEADY, WALKS, WRITERS = 12, 8, 2


@check("crons.pages", "Pages neither lose nor repeat what is there all along, while other crons come and go")
def pages(hunter: Hunter) -> None:
    ground = hunter.ground

    def come_and_go() -> None:
        """By id, rising, each page from the last row of the one before: so may rows go as well as come."""
        with case(ground, Seen()) as own:
            steady = {_create(own, steady=True) for _ in range(STEADY)}
            with _writing(own, deletes=True):
                for _ in range(WALKS):
                    _whole(ground, steady, _iterated(own), "iterate")

    def come() -> None:
        """By the time of creation, rising: new rows come after all others, and so no offset moves."""
        with case(ground, Seen()) as own:
            steady = {_create(own, steady=True) for _ in range(STEADY)}
            with _writing(own, deletes=False):
                for size in (1, 2, 3, 4, 5, 7, 3, 2):
                    _whole(ground, steady, _walked(own, size), "offset")

    hunter.once("come and go", come_and_go)
    hunter.once("come", come)


def _whole(ground: Ground, steady: set[str], seen: list[str], place: str) -> None:
    again = [cron for cron, times in Counter(seen).items() if times > 1]
    for fault, rows in (("lost", steady - set(seen)), ("repeated", again)):
        message = f"{fault} while others wrote: {len(rows)} of {len(steady)} crons"
        ground.expect(not rows, "page", message, place=f"{fault}, {place}", operation="crons_search")


def _iterated(own: Case) -> list[str]:
    crons = own.ground.client.crons.iterate(metadata={"case": own.key}, page_size=4)
    try:
        return [cron.cron_id for cron in crons]
    except CronwrightError as error:
        own.ground.expect(False, "page", str(error)[:300], place="iterate", operation="crons_search")
        return []


def _walked(own: Case, size: int) -> list[str]:
    seen: list[str] = []
    # Beyond, there is what was created meanwhile, and always more of it.
    while len(seen) < 2 * STEADY:
        body = {
            "metadata": {"case": own.key},
            "sort_by": "created_at",
            "sort_order": "asc",
            "limit": size,
            "offset": len(seen),
        }
        rows = _send(own, "POST", "/runs/crons/search", json=body).json()
        seen += [row["cron_id"] for row in rows]
        if len(rows) < size:
            break
    return seen


@contextmanager
def _writing(own: Case, *, deletes: bool) -> Iterator[None]:
    """Others that write as fast as they are served; a breach that they meet is raised here."""
    over, failures = threading.Event(), list[Exception]()

    def write() -> None:
        try:
            for _ in count():
                if over.wait(0.01):
                    return
                made = _create(own, steady=False)
                if deletes:
                    _send(own, "DELETE", f"/runs/crons/{made}")
                    own.rows.pop(made, None)
        except Exception as failure:
            failures.append(failure)

    writers = [threading.Thread(target=write, daemon=True) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        over.set()
        for writer in writers:
            writer.join()
    for failure in failures:
        raise failure


def _create(own: Case, *, steady: bool) -> str:
    body = {
        "assistant_id": own.ground.assistant,
        "schedule": "0 0 29 2 *",
        "enabled": False,
        "input": {},
        "metadata": {**own.tag, "steady": steady},
    }
    made: dict[str, Any] = _send(own, "POST", "/runs/crons", json=body).json()
    own.rows[made["cron_id"]] = made
    return str(made["cron_id"])


def _send(own: Case, method: str, path: str, **body: Any) -> httpx.Response:
    # Not by `ground.send`: what it takes for its own answer is the last one, and here others write as well.
    try:
        return own.ground.http.request(method, path, **body).raise_for_status()
    except httpx.HTTPError as error:
        raise GivenUp(str(error)) from None
