"""Runs as they could have been, drawn from a seed: what the reports are tried on."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence

import orjson

from cronwright_contract.finding import Breach, Finding
from cronwright_contract.reports.source import Source
from cronwright_contract.result import CheckRun, Known, Result, Tally
from cronwright_contract.rules import RULES
from cronwright_contract.shipped import contract_path
from cronwright_contract.wire.exchange import Answer, Exchange, Request

ROUTES = Source(contract_path()).routes

SERVER = "http://127.0.0.1:8123"

CHECKS = {
    "system.answers": "The server tells its health, its version and its metrics",
    "crons.stored": "What was written to a cron is what is read",
    "crons.search": "Searches of crons filter, sort, select and page as they are asked to",
    "crons.next_run": "next_run_date is the schedule's next time",
    "crons.fires": "A cron that is due leaves a run",
    "threads.stored": "What was written to a thread is what is read",
    "threads.state": "A thread's state and history tell what was done",
    "assistants.stored": "What was written to an assistant is what is read",
    "store.stored": "What was put into the store is what is found",
    "runs.lifecycle": "A run is what was asked for, and ends",
    "contract.positive": "What the contract allows is accepted",
    "contract.negative": "What the contract forbids is refused",
    "contract.links": "What one operation answers, another one takes",
}

HOSTILE: Sequence[bytes] = (
    b'"</script><script>document.title = `owned`</script><img src=x onerror=alert(1)>"',
    b"a\0b\x01\x1b[31mred\x1b[0m\x7f",
    b"\xff\xfe\xc3(",
    "right\u202eot tfel\u2066 \u200b hidden \ufeff".encode(),
    b"{{ 7 * 7 }}{% include 'x' %}${7*7}",
    b"]]></failure><!-- --><x>",
    b"'; DROP TABLE crons; -- $(touch owned) `touch owned`",
    b'{"a": 1, "a": 2, "n": 123456789012345678901234567890, "x": "\\ud800"}',
    b"[" * 3000,
)


def sample(seed: int, findings: int, *, hostile: bool = True) -> Result:
    """A run with so many findings."""
    dice = random.Random(seed)
    checks = list(_checks(dice))
    result = Result(
        server=SERVER,
        version="0.16.7",
        profile="quick",
        seed=seed,
        options={"budget": 110.0, "allow": [], "header_names": ["x-tenant"]},
        started="2026-11-24T03:00:00+00:00",
        seconds=checks[-1].started + checks[-1].seconds + 0.4,
        checks=checks,
        left_out={
            "threads_prune": "it reaches beyond what the run made; --allow global",
            "runs_cancel_many": "it reaches beyond what the run made; --allow global",
            "a2a_send": "it would start a graph; --allow runs",
        },
    )
    result.operations = {
        name: Tally() if name in result.left_out or dice.random() < 0.03 else _tally(dice) for name in ROUTES
    }
    result.findings = [_finding(dice, checks, hostile) for _ in range(findings)]
    for run in checks:
        run.operations = {} if run.skipped else dict(_cells(dice, run, result))
    result.known = [
        Known(
            "crons_create/server_error",
            "Two required fields of fifteen are not enforced (upstream #1113)",
            14,
        ),
        Known("crons_search/sort/end_time", "Sorting by end_time fails where some crons have none", 3),
    ]
    result.vanished = [Known("crons_update/status/timezone", "An empty time zone answers 400, not 422", 0)]
    return result


def exchanges(seed: int, count: int) -> Iterator[Exchange]:
    """Exchanges that no finding is about, hostile ones among them."""
    dice = random.Random(seed)
    for number in range(1, count + 1):
        yield _exchange(dice, number, number / 100, dice.choice(sorted(ROUTES)), hostile=True)


def _checks(dice: random.Random) -> Iterator[CheckRun]:
    at = 0.3
    for name, title in CHECKS.items():
        skipped = "the server may run nothing; --allow firing" if name == "crons.fires" else None
        seconds = 0.0 if skipped else dice.uniform(0.4, 9.0)
        yield CheckRun(name, title, at, seconds, dice.randint(20, 900), skipped, cut=name == "contract.links")
        at += seconds


def _tally(dice: random.Random) -> Tally:
    sent = dice.randint(12, 1900)
    return Tally(sent=sent, accepted=dice.randint(1, sent))


def _cells(dice: random.Random, run: CheckRun, result: Result) -> Iterator[tuple[str, Tally]]:
    about = run.name.partition(".")[0]
    for operation, total in result.operations.items():
        if total.sent and (operation.startswith(about) or about == "contract"):
            tally = _tally(dice)
            if run.name == "contract.negative":
                tally.accepted = 0
            tally.known = 3 if operation == "crons_create" else 0
            yield operation, tally


def _finding(dice: random.Random, checks: Sequence[CheckRun], hostile: bool) -> Finding:
    run = dice.choice([check for check in checks if not check.skipped])
    about = run.name.partition(".")[0]
    mine = sorted(name for name in ROUTES if name.startswith(about) or about == "contract")
    # A few operations have most of the findings.
    operation = mine[min(int(dice.expovariate(0.4)), len(mine) - 1)]
    rule = dice.choice(sorted(RULES))
    place = dice.choice(["", "200 next_run_date type", "metadata", "200 */payload/input required", "500"])
    message = dice.choice(
        [
            "body next_run_date: 5 is not of type 'string'",
            "status 500; declared are 200, 404, 422",
            "metadata was {'a': 1} when it was written and is {} now",
            "a page of limit 3 has 5 rows\nand two of them stood on the page before",
        ]
    )
    if hostile and dice.random() < 0.2:
        message += dice.choice(HOSTILE).decode(errors="surrogateescape")
    at = dice.uniform(run.started, run.started + run.seconds)
    steps = dice.choice([1, 1, 2, 3])
    return Finding(
        check=run.name,
        operation=operation,
        breach=Breach(rule, f"{place} {dice.randrange(10**6)}", message),
        exchanges=tuple(
            _exchange(dice, dice.randint(1, 9000), at, operation, hostile=hostile) for _ in range(steps)
        ),
        at=at,
        replay={"property": "stored", "seed": dice.randrange(2**64), "example": {"schedule": "0 0 29 2 *"}},
        repeatable=dice.random() > 0.1,
    )


def _exchange(dice: random.Random, number: int, at: float, operation: str, *, hostile: bool) -> Exchange:
    method, path = ROUTES[operation]
    request = Request(
        operation=operation,
        method=method,
        path="/".join(_id(dice) if part.startswith("{") else part for part in path.split("/")),
        query=(("limit", "3"), ("x", "ä & b")) if method == "GET" and dice.random() < 0.3 else (),
        headers={"content-type": "application/json", "accept": "*/*"} if method != "GET" else {},
        content=_sent(dice, hostile) if method in ("POST", "PATCH", "PUT") else None,
    )
    if dice.random() < 0.03:
        return Exchange(number, at, request, None, "ReadError: [Errno 104] Connection reset by peer")
    status = dice.choice([200, 200, 200, 404, 422, 500])
    headers = {"content-type": "application/json", "date": "Tue, 24 Nov 2026 03:00:00 GMT"}
    answer = Answer(status, headers, _came(dice, status, hostile), dice.uniform(0.001, 0.03))
    return Exchange(number, at, request, answer)


def _id(dice: random.Random) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def _sent(dice: random.Random, hostile: bool) -> bytes:
    if hostile and dice.random() < 0.1:
        return dice.choice(HOSTILE)
    return orjson.dumps(
        {
            "assistant_id": "agent",
            "schedule": dice.choice(["0 0 29 2 *", "*/5 9-17 * * mon-fri"]),
            "metadata": {"cronwright_suite": "contract", "n": dice.randrange(100)},
            "enabled": False,
        }
    )


def _came(dice: random.Random, status: int, hostile: bool) -> bytes:
    if hostile and dice.random() < 0.15:
        return dice.choice(HOSTILE)
    if status != 200:
        return orjson.dumps({"detail": f"{status} it is, for {_id(dice)}"})
    cron = {
        "cron_id": _id(dice),
        "assistant_id": _id(dice),
        "thread_id": None,
        "schedule": "0 0 29 2 *",
        "next_run_date": "2028-02-29T00:00:00+00:00",
        "metadata": {"cronwright_suite": "contract"},
        "payload": {"input": {}, "assistant_id": "agent"},
        "enabled": False,
    }
    return orjson.dumps(dice.choice([cron, [cron] * 4, 7]))
