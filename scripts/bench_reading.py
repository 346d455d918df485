"""What reading 1,000 crons costs, as a ratio to `orjson.loads` of the same bytes, measured in one process.

Ratios, since times differ from machine to machine; each round measures everything once, in turn, so that
a noisy neighbour hits all rows alike; the median round counts. No test asserts a time.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from agent_server_api.api.crons import crons_get, crons_search
from agent_server_api.models import Cron
from agent_server_api.types import Field

ALLOWED = 1.5


def cron(number: int) -> dict[str, Any]:
    """A cron as the server shows it: about 880 bytes, every field that the contract knows."""
    cron_id = f"1efc3b6a-{number:04x}-6d4e-8a51-0242ac12{number:04x}"
    return {
        "cron_id": cron_id,
        "assistant_id": "fe096781-5601-53d2-b2f6-0d3403f7e9ca",
        "thread_id": f"7d1c9a3e-{number:04x}-4b6b-9f0e-3a5b8e2c4d71",
        "on_run_completed": None,
        "end_time": "2030-01-01T00:00:00+00:00",
        "schedule": "27 15 * * *",
        "timezone": "America/New_York",
        "created_at": "2026-01-02T03:04:05.678901+00:00",
        "updated_at": "2026-01-02T03:04:05.678901+00:00",
        "user_id": "",
        "payload": {
            "input": {"messages": [{"role": "user", "content": "hello! " * 12}]},
            "config": {"configurable": {"cron_id": cron_id}},
            "assistant_id": "fe096781-5601-53d2-b2f6-0d3403f7e9ca",
            "schedule": "27 15 * * *",
            "stream_mode": ["values", "updates"],
            "durability": "async",
            "interrupt_before": ["node_to_stop_before_1"],
            "webhook": "https://example.com/hook",
        },
        "next_run_date": "2026-01-03T20:27:00+00:00",
        "metadata": {"name": "my_run", "team": "reports"},
        "enabled": True,
    }


def rows(body: bytes, one: bytes) -> Mapping[str, tuple[str, Callable[[], object]]]:
    """What is measured, by its name: what is included, and how it is done."""
    names = [name for name, value in vars(Cron).items() if isinstance(value, Field)]

    def parsed() -> list[Cron]:
        return crons_search._parse_response(200, body)

    def two() -> None:
        for each in parsed():
            _ = each.cron_id, each.next_run_date

    def every() -> None:
        for each in parsed():
            for name in names:
                getattr(each, name)

    return {
        "orjson.loads": ("bytes to dicts", lambda: orjson.loads(body)),
        "json.loads": ("bytes to dicts", lambda: json.loads(body)),
        "list[Cron]": ("bytes to models: orjson.loads and a view of each", parsed),
        "list[Cron], two fields": ("and cron_id and next_run_date (a datetime) read of each", two),
        "list[Cron], every field": (f"and all {len(names)} fields read of each, datetimes made", every),
        "one Cron": ("one answer of one cron, to a model", lambda: crons_get._parse_response(200, one)),
        "one, orjson.loads": ("the same bytes to a dict", lambda: orjson.loads(one)),
    }


def measure(work: Mapping[str, tuple[str, Callable[[], object]]], rounds: int) -> dict[str, float]:
    """Seconds of the median round for each row."""
    times: dict[str, list[float]] = {name: [] for name in work}
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for name, (_, do) in work.items():
            repeat = 1000 if name.startswith("one") else 1
            begin = time.perf_counter()
            for _ in range(repeat):
                do()
            times[name].append((time.perf_counter() - begin) / repeat)
    return {name: statistics.median(each) for name, each in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="What reading 1,000 crons costs.")
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    crons = [cron(number) for number in range(1000)]
    body, one = orjson.dumps(crons), orjson.dumps(crons[0])
    work = rows(body, one)
    found = measure(work, rounds)
    print(f"1,000 crons of {len(one)} bytes, {len(body) / 1000:.0f} kB; the median of {rounds} rounds\n")
    print(f"{'':25} {'time':>10} {'ratio':>6}  included")
    for name, (included, _) in work.items():
        base = found["one, orjson.loads" if name.startswith("one") else "orjson.loads"]
        print(f"{name:25} {found[name] * 1e6:7.0f} µs {found[name] / base:6.2f}  {included}")
    ratio = found["list[Cron], two fields"] / found["orjson.loads"]
    print(f"\nReading (to models, two fields of each) costs {ratio:.2f}; at most {ALLOWED} is wanted.")


if __name__ == "__main__":
    main()
