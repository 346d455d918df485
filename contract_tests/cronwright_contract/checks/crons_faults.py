"""What is wrong with a cron or a search for crons, each fault with a name of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cronwright_contract.ground import ABSENT

NOBODY = "00000000-0000-4000-8000-00000000dead"
"""An id that nothing has."""

Kinds = Mapping[str, Mapping[str, Any]]
"""What is wrong, and the fields that make it so."""

SCHEDULES: Kinds = {
    f"schedule {kind}": {"schedule": value}
    for kind, value in {
        "empty": "",
        "of blanks": "   ",
        "of words": "every day",
        "of four fields": "0 9 * *",
        "of eight fields": "0 9 * * * * * *",
        "minute 60": "60 * * * *",
        "hour 24": "0 24 * * *",
        "day 0": "0 0 0 * *",
        "day 32": "0 0 32 * *",
        "month 13": "0 0 * 13 *",
        "weekday 8": "0 0 * * 8",
        "weekday by no name": "0 0 * * foo",
        "step 0": "*/0 * * * *",
        "empty item": "0,,5 * * * *",
        "reboot": "@reboot",
        "every": "@every 5m",
        "that never fires": "0 0 31 2 *",
        "number": 5,
        "null": None,
        "list": ["0 9 * * *"],
    }.items()
}
TIMEZONES: Kinds = {
    f"timezone {kind}": {"timezone": value}
    for kind, value in {
        "unknown": "Mars/Olympus_Mons",
        "misspelt": "Europe/Berln",
        "offset": "UTC+02:00",
        "empty": "",
        "path": "../etc/passwd",
        "absolute path": "/etc/passwd",
        "folder": "America",
        "endless": "A" * 300,
        "number": 2,
        "null": None,
        "object": {"name": "UTC"},
    }.items()
}
END_TIMES: Kinds = {
    f"end_time {kind}": {"end_time": value}
    for kind, value in {
        "of words": "next year",
        "empty": "",
        "date alone": "2090-01-01",
        "without offset": "2090-01-01T00:00:00",
        "number": 3787171200,
    }.items()
}
TYPES: Kinds = {
    "enabled text": {"enabled": "false"},
    "enabled number": {"enabled": 0},
    "enabled null": {"enabled": None},
    "metadata null": {"metadata": None},
    "metadata text": {"metadata": "none"},
    "metadata list": {"metadata": []},
    "input text": {"input": "hello"},
    "input null": {"input": None},
    "input list of text": {"input": ["hello"]},
    "config text": {"config": "fast"},
    "config tags": {"config": {"tags": "one"}},
    "config recursion_limit": {"config": {"recursion_limit": "many"}},
    "context list": {"context": []},
    "interrupt_before number": {"interrupt_before": 1},
    "interrupt_after list of numbers": {"interrupt_after": [1]},
    "stream_mode unknown": {"stream_mode": "nothing"},
    "stream_mode list with unknown": {"stream_mode": ["values", "nothing"]},
    "stream_subgraphs text": {"stream_subgraphs": "yes"},
    "stream_resumable number": {"stream_resumable": 1},
    "durability unknown": {"durability": "sometimes"},
    "multitask_strategy unknown": {"multitask_strategy": "hope"},
}
COMPLETED: Kinds = {
    "on_run_completed unknown": {"on_run_completed": "archive"},
    "on_run_completed null": {"on_run_completed": None},
}
ASSISTANTS: Kinds = {
    "assistant number": {"assistant_id": 5},
    "assistant null": {"assistant_id": None},
    "assistant list": {"assistant_id": []},
    "assistant missing": {"assistant_id": ABSENT},
    "schedule missing": {"schedule": ABSENT},
}
UNKNOWN: Kinds = {
    "assistant of no name": {"assistant_id": "cronwright-no-such-graph"},
    "assistant of no id": {"assistant_id": NOBODY},
}
SEARCHES: Kinds = {
    "limit 0": {"limit": 0},
    "limit below": {"limit": -1},
    "limit above": {"limit": 1001},
    "limit text": {"limit": "10"},
    "limit fraction": {"limit": 1.5},
    "limit null": {"limit": None},
    "offset below": {"offset": -1},
    "offset text": {"offset": "0"},
    "sort_by unknown": {"sort_by": "schedule"},
    "sort_by number": {"sort_by": 1},
    "sort_order unknown": {"sort_by": "cron_id", "sort_order": "up"},
    "select unknown": {"select": ["cron_id", "now"]},
    "select text": {"select": "cron_id"},
    "enabled text": {"enabled": "true"},
}
FILTERS: Kinds = {
    "metadata list": {"metadata": ["a"]},
    "metadata text": {"metadata": "a"},
    "assistant graph": {"assistant_id": "agent"},
    "assistant empty": {"assistant_id": ""},
    "assistant number": {"assistant_id": 1},
    "thread text": {"thread_id": "nobody"},
    "thread empty": {"thread_id": ""},
    "thread number": {"thread_id": 1},
}

CREATES = {**SCHEDULES, **TIMEZONES, **END_TIMES, **TYPES, **ASSISTANTS}
UPDATES = {**SCHEDULES, **TIMEZONES, **END_TIMES, **TYPES, **COMPLETED}
