"""What reading 1,000 crons costs, as a ratio to `orjson.loads` of the same bytes."""

from __future__ import annotations

import json

import orjson
from bench_answers import ONE, THOUSAND
from bench_tools import Table, in_microseconds, in_turn, processor_time

from agent_server_api.api.crons import crons_get, crons_search
from agent_server_api.models import Cron
from agent_server_api.types import Field

FIELDS = [name for name, value in vars(Cron).items() if isinstance(value, Field)]


def _parsed() -> list[Cron]:
    return crons_search._parse_response(200, THOUSAND)


def _two() -> None:
    for each in _parsed():
        _ = each.cron_id, each.next_run_date


def _every() -> None:
    for each in _parsed():
        for name in FIELDS:
            getattr(each, name)


def reading() -> Table:
    """Models made of bytes, and fields read of them."""
    many = in_turn(
        {
            "orjson.loads": lambda: orjson.loads(THOUSAND),
            "json.loads": lambda: json.loads(THOUSAND),
            "list[Cron]": _parsed,
            "list[Cron], two fields of each read": _two,
            f"list[Cron], all {len(FIELDS)} fields of each read": _every,
        },
        rounds=60,
        clock=processor_time,
    )
    one = in_turn(
        {
            "one cron, orjson.loads": lambda: orjson.loads(ONE),
            "one Cron": lambda: crons_get._parse_response(200, ONE),
        },
        rounds=40,
        repeat=1000,
        clock=processor_time,
    )
    wanted = {"list[Cron], two fields of each read": "at most 1.5"}
    how = f"1,000 crons of {len(ONE)} bytes each, made models without HTTP; processor time."
    return Table("Reading", how, in_microseconds(many, wanted) + in_microseconds(one, {}))
