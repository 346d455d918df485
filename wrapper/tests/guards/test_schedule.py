"""Schedules: what is refused, in which words, and what is warned of."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from cronwright.errors import InvalidArgumentError
from cronwright.guards.schedule import MAX_LENGTH, ScheduleWarning, check_schedule, schedule_warnings

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

REFUSED = {
    "61 * * * *": "minute 61 is not in 0-59",
    "60 * * * *": "minute 60 is not in 0-59 (the full hour is minute 0)",
    "061 * * * *": "minute 061 is not in 0-59",
    "-5 * * * *": "minute -5 is not in 0-59",
    "50-70 * * * *": "minute 70 is not in 0-59",
    "1,2,99 * * * *": "minute 99 is not in 0-59",
    "* 24 * * *": "hour 24 is not in 0-23 (midnight is hour 0)",
    "* * 0 * *": "day of month 0 is not in 1-31",
    "* * 32 * *": "day of month 32 is not in 1-31",
    "* * * 0 *": "month 0 is not in 1-12",
    "* * * 13 *": "month 13 is not in 1-12",
    "* * * foo *": "month 'foo' is not a number in 1-12 or jan-dec",
    "* * * january *": "did you mean jan?",
    "* * * * 8": "day of week 8 is not in 0-7",
    "* * * * tuesday": "did you mean tue?",
    "* * * * mon-frid": "day of week 'frid' is not a number in 0-7 or sun-sat; did you mean fri?",
    "* * * * * 60": "second 60 is not in 0-59 (the full minute is second 0)",
    "* * * * * 0 1969": "year 1969 is not in 1970-2099",
    "0 0 9 * * ?": "the order is minute, hour, day of month, month, day of week, and after them",
    "x * * * *": "minute 'x' is not a number in 0-59",
    "1.5 * * * *": "minute '1.5' is not a number in 0-59",
    "1,,2 * * * *": "minute '1,,2' has an empty item",
    "*/0 * * * *": "minute '*/0': a step is a number from 1, not '0'",
    "59/0 * * * *": "minute '59/0': a step is a number from 1, not '0'",
    "*/x * * * *": "a step is a number from 1, not 'x'",
    "5/1/2 * * * *": "a step is a number from 1, not '1/2'",
    "1-2-3 * * * *": "minute '1-2-3' is not a value, a range (1-5) or a step (*/5)",
    "* * * * mon-": "day of week 'mon-' is not a value, a range",
    "? * * * *": "minute '?': ? means any value, and only day of month and day of week take it",
    "0 0 ?/2 * *": "day of month '?/2': ? means any value, and it stands alone",
    "H * * * *": "minute 'H': a hashed value (H) has no place here",
    "* h(0-5)/2 * * *": "hour 'h(0-5)/2': a hashed value",
    "r,5 * * * *": "minute 'r,5': a random value (R) has no place here",
    "5#2 * * * *": "minute '5#2': # belongs to day of week",
    "0 0 * * 5#6": "day of week '5#6': the number after # says which one of the month, 1 to 5",
    "0 0 * * 9#1": "day of week 9 is not in 0-7",
    "0 0 * * 1-5#2": "# takes one day, or a range of names such as mon-fri#2",
    "0 0 * * 5#2,1": "day of week '5#2,1' mixes days with and without #",
    "0 0 * * L": "say which last day, for example L5",
    "0 0 l-5 * *": "day of month 'l-5' is not a value",
    "0 0 15w,3 * *": "W takes a single day, not a list",
    "0 0 lw * *": "day of month 'lw' is not a number in 1-31",
    "": "it is empty; the fields are minute, hour, day of month, month, day of week",
    " \n": "it is empty",
    "*": "it has 1 field, and needs 5, 6 or 7: minute, hour, day of month, month, day of week",
    "* * * *": "it has 4 fields, and needs 5, 6 or 7",
    "* * * * * * * *": "it has 8 fields",
    "@reboot": "@reboot has no meaning on a server",
    "@every 5m": "write */5 * * * *",
    "@every 1 minute": "write * * * * *",
    "@every 1h": "write 0 * * * *",
    "@every 6h": "write 0 */6 * * *",
    "@every 1d": "write 0 0 * * *",
    "@every 7m": "an interval must divide the hour or the day",
    "@every 30s": "an interval must divide the hour or the day",
    "@every 2d": "an interval must divide the hour or the day",
    "@every": "@every is not known to the server; write a step",
    " @daily": "@daily must stand alone, without white space around it",
    "@dayly": "'@dayly' is not one of @hourly, @daily",
    "\u0663 * * * *": "U+0663 (ARABIC-INDIC DIGIT THREE)",
    "0\u00a09 * * *": "U+00A0 (NO-BREAK SPACE)",
    "0 9 * * *\x00": "U+0000 (a control character)",
}
NEVER = {
    "0 0 31 2 *": "day of month 31 does not occur in month 2",
    "0 0 30 2 *": "day of month 30 does not occur in month 2",
    "0 0 31 4,6,9,11 *": "day of month 31 does not occur in month 4,6,9,11",
    "0 0 1-7 * 1#2": "no date has the day of month, the day of week and the month",
    "0 9 * * * 0 2020": "year 2020 is past",
    "0 9 1 1 * 0 2026": "no date has",
    "0 9 * * * 0 2090": "year 2090 is more than 50 years ahead",
    "0 9 1 1 * 0 2025,2090": "year 2090 is more than 50 years ahead",
    "0 0 29 2 * 0 2027": "day of month 29 does not occur in month 2",
}
RANDOM = ["R * * * *", "0 r * * *", "r(1-5) * * * *", "r/15 * * * *", "0 0 * * R(1-5)/2"]
TAKEN = [
    "27 15 * * *",
    "*/5 * * * *",
    "0 9-17 * * mon-fri",
    "0 0 1,15 * *",
    "0 0 * JAN sun",
    "5-1 * * * *",
    "0 22-2 * * *",
    "0 0 * nov-feb *",
    "0 0 * * 5-1",
    "0 0 * * 7",
    "0 0 * * 0-7",
    "0 0 ? * *",
    "0 0 * * ?",
    "0 0 L * *",
    "0 0 5-l * *",
    "0 0 * * l5",
    "0 0 * * 5#2",
    "0 0 * * mon-fri#1",
    "0 0 15w * *",
    "0 0 31 2 1",
    "0 0 29 2 *",
    "\n0 9\t* * * ",
    "0 9 * * * 0",
    "0 9 * * * 0 *",
    "0 9 * * * 0 *,2027",
    "*,5 * * * *",
    "@daily",
    "@Hourly",
    "@midnight",
    "@weekly",
    "@monthly",
    "@yearly",
    "@annually",
]
WARNED = {
    "* * * * * *": "fires more than once a minute",
    "0 9 * * * 0,30": "fires more than once a minute",
    "0 9 * * * */20 *": "fires more than once a minute",
    "0 0 9 * * *": "if the second was meant to stand first, write '0 9 * * * 0'",
    "* * * * * *,0": "fires more than once a minute",
    "0 9 * * * 0 2027": "ends with the year 2027: after its last time the server may start a run",
    "5-5 * * * *": "minute '5-5' is read as every minute; for one value write '5'",
    "0 9-09/2 * * *": "hour '9-09/2' is read as every hour",
    "0 0 * * Sun-sun": "day of week 'Sun-sun' is read as every day of week",
    "0 0 1 jan-01 *": "month 'jan-01' is read as every month; for one value write 'jan'",
    "*/61 * * * *": "minute '*/61' is minute 0 alone: no step fits its range",
    "0 0 5,20-22/5 * *": "day of month '20-22/5' is day of month 20 alone",
    "50/15 * * * *": "minute '50/15' is minute 50 alone",
}


def _message(schedule: object, *, zone: str | None = "America/New_York") -> str:
    with pytest.raises(InvalidArgumentError) as caught:
        check_schedule(schedule, zone=zone, now=NOW)  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize("schedule", REFUSED)
def test_what_the_server_refuses_is_an_error_in_words_of_the_field(schedule: str) -> None:
    """The words name the field at fault and what it takes."""
    message = _message(schedule)
    assert message.startswith(f"schedule {schedule!r}: ")
    assert REFUSED[schedule] in message


@pytest.mark.parametrize("schedule", NEVER)
def test_what_never_fires_is_an_error(schedule: str) -> None:
    """A PATCH stores such a schedule, and from then on runs at every tick; so it is never sent."""
    assert f"never fires: {NEVER[schedule]}" in _message(schedule)


@pytest.mark.parametrize("schedule", RANDOM)
def test_what_is_random_is_an_error(schedule: str) -> None:
    """The server draws again after each run."""
    assert "is random" in _message(schedule)


@pytest.mark.parametrize("schedule", TAKEN)
@pytest.mark.parametrize("zone", [None, "Asia/Kathmandu"])
def test_what_the_server_takes_is_sent_unchanged(schedule: str, zone: str | None) -> None:
    """No warning either: warnings are errors in this suite."""
    assert check_schedule(schedule, zone=zone, now=NOW) is schedule


@pytest.mark.parametrize("schedule", WARNED)
def test_what_does_something_else_than_it_seems_to_say_is_warned_of(schedule: str) -> None:
    """The schedule is sent all the same."""
    with pytest.warns(ScheduleWarning) as caught:
        assert check_schedule(schedule, zone=None, now=NOW) == schedule
    assert any(WARNED[schedule] in str(warning.message) for warning in caught)


def test_each_thing_is_told_once_and_in_order() -> None:
    """A schedule may be odd in several ways, and in one way several times."""
    told = schedule_warnings("7-7,7-7 */99 * * * * 2030", zone=None, now=NOW)
    for text, part in zip(told, ["more than once a minute", "year 2030", "'7-7'", "'*/99'"], strict=True):
        assert text.startswith("schedule '7-7,7-7 */99 * * * * 2030': ")
        assert part in text


def test_the_zone_decides_whether_a_last_time_is_past() -> None:
    """At 02:00 UTC on new year's day the old year still lasts in New York."""
    now = datetime(2027, 1, 1, 2, tzinfo=UTC)
    with pytest.raises(InvalidArgumentError, match="never fires"):
        check_schedule("0 23 31 12 * 0 2026", zone=None, now=now)
    assert len(schedule_warnings("0 23 31 12 * 0 2026", zone="America/New_York", now=now)) == 1


@pytest.mark.parametrize("value", [None, 5, b"0 9 * * *", ["0", "9"]])
def test_a_schedule_is_text(value: object) -> None:
    """Anything else is named by its type."""
    assert _message(value) == f"schedule must be a str such as '27 15 * * *', not {type(value).__name__}"


def test_without_a_moment_given_the_clock_is_asked() -> None:
    """What fires always fires from now on."""
    assert check_schedule("* * * * *", zone=None) == "* * * * *"


def test_a_schedule_that_spells_out_every_value_fits() -> None:
    """The longest useful one is well within the bound."""
    bounds = [(0, 60), (0, 24), (1, 32), (1, 13), (0, 7), (0, 1), (2027, 2077)]
    schedule = " ".join(",".join(map(str, range(*bound))) for bound in bounds)
    assert len(schedule) < MAX_LENGTH / 2
    assert schedule_warnings(schedule, zone=None, now=NOW)


HOSTILE = {
    "far too long": "*/1," * 100_000 + "* * * * *",
    "one word": "x" * 10_000_000,
    "many steps": ",".join(["*/1"] * 600) + " * * * *",
    "many faults": ",".join(["61"] * 800) + " * * * *",
    "fault at the end": "* * * * " + ",".join(["5#1"] * 600 + ["x"]),
    "long number": "9" * 2_400 + " * * * *",
    "long step": "*/" + "9" * 2_400 + " * * * *",
    "long sign": "-" * 2_400 + " * * * *",
    "brackets": "(" * 2_000 + " * * * *",
    "long hash": "h(" + "9" * 2_000 + " * * * *",
    "long interval": "@every " + "9" * 2_000 + "m",
    "never, slowly": "0 0 30 2 " + ",".join(["mon-fri#5"] * 200),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_schedules_take_bounded_work(hostile: str) -> None:
    """Some are taken, most are refused; none takes long, and no message is as long."""
    begin = time.process_time()
    try:
        told = schedule_warnings(HOSTILE[hostile], zone=None, now=NOW)
    except InvalidArgumentError as error:
        told = [str(error)]
    assert time.process_time() - begin < 2
    assert max(map(len, told), default=0) < 1_000
