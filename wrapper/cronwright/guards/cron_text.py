"""What the text of a schedule says, read as the server's croniter 7 reads it.

Each field is read by itself, so each is right or wrong by itself. What looks odd here is odd there:
tests/guards/test_cron_text.py asks both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

MINUTE, HOUR, DAY, MONTH, WEEKDAY, SECOND, YEAR = range(7)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
MACROS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}

_FIELD = re.compile(r"\S+", re.ASCII)
_DRAWN = re.compile(r"r(?:\((\d+)-(\d+)\))?(?:/(\d+))?", re.ASCII)


class Kind(NamedTuple):
    """A place in a schedule: its name, its first and its last value, and the words for values."""

    name: str
    low: int
    high: int
    words: Mapping[str, int] = {}
    ends: Mapping[str, int] = {}
    """Words that a range may only end with."""
    same: Mapping[int, int] = {}
    """Numbers beyond the last that stand for another one."""


KINDS = (
    Kind("minute", 0, 59),
    Kind("hour", 0, 23),
    Kind("day of month", 1, 31, ends={"l": 31}),
    Kind("month", 1, 12, {name: number for number, name in enumerate(MONTHS, 1)}),
    Kind("day of week", 0, 6, {name: number for number, name in enumerate(WEEKDAYS)}, same={7: 0}),
    Kind("second", 0, 59),
    Kind("year", 1970, 2099),
)


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in one place: values, in their order, and what is said beyond them."""

    values: Sequence[int]
    open: bool = False
    """It restricts nothing: `*`, or all values one by one."""
    last: bool = False
    """`L`: on the last day of the month as well."""
    nearest: bool = False
    """`15W`: on the working day nearest to the one value."""
    nth: frozenset[tuple[int, int]] = frozenset()
    """`5#2`, `L5`: weekdays, each with which one of the month it is; -1 is the last."""
    drawn: bool = False
    """`R`: a value by chance."""


def fields_of(text: str) -> list[str]:
    """The fields of a schedule: what stands between white space of ASCII."""
    return _FIELD.findall(text)


@lru_cache(maxsize=256)
def read_schedule(text: str) -> tuple[Field, ...]:
    """The five, six or seven fields of a schedule. Raises ValueError for what croniter refuses."""
    lower = text.lower()
    texts = fields_of(MACROS.get(lower, lower))
    if not 5 <= len(texts) <= 7:
        raise ValueError(f"a schedule has 5, 6 or 7 fields, not {len(texts)}")
    beside = {DAY: texts[WEEKDAY], WEEKDAY: texts[DAY]}
    return tuple(read_field(index, text, beside.get(index, "*")) for index, text in enumerate(texts))


def read_field(index: int, text: str, beside: str = "*") -> Field:
    """One field, written in lower case; `beside` is the text of the other field of days.

    Raises ValueError for what croniter refuses.
    """
    kind = KINDS[index]
    every = range(kind.low, kind.high + 1)
    if (drawn := _is_drawn(kind, text)) or (text == "?" and index in (DAY, WEEKDAY)):
        return Field(every, open=True, drawn=drawn)
    if index == DAY and (text.startswith("w") or text.endswith("w")):
        return Field((_nearest(kind, text),), nearest=True)
    signs: set[str] = set()
    nth: set[tuple[int, int]] = set()
    values: set[int] = set()
    for item in text.split(","):
        if item == "*" or (item == "l" and index == DAY):
            signs.add(item)
        elif index == WEEKDAY and ("#" in item or item.startswith("l")):
            nth.update(_nth(kind, item))
        else:
            values.update(_values(kind, item))
    plain, values = values, values | {day for day, _ in nth}
    whole = len(values) + len(signs) == len(every)
    if nth and not whole and not plain <= {day for day, _ in nth}:
        raise ValueError(f"{text[:80]!r} mixes days with and without #")
    # Days that are all written out count as a star beside a star only: `1-31` and `*/2`.
    is_open = "*" in signs or (whole and "*" in beside)
    return Field(every if is_open else tuple(sorted(values)), is_open, last="l" in signs, nth=frozenset(nth))


def _is_drawn(kind: Kind, text: str) -> bool:
    match = _DRAWN.fullmatch(text)
    if match is None:
        return False
    low, high, step = match.groups()
    if low and not (int(low) < int(high) and kind.low <= min(_number(kind, low), _number(kind, high))):
        raise ValueError(f"{text[:80]!r} is out of range")
    if step and int(step) == 0:
        raise ValueError("a step is 1 or more")
    return True


def _nearest(kind: Kind, text: str) -> int:
    """The day of `15w` or `w15`."""
    day = _number(kind, text[1:] if text.startswith("w") else text[:-1])
    if day < kind.low:
        raise ValueError(f"{text!r} is out of range")
    return day


def _nth(kind: Kind, item: str) -> Iterable[tuple[int, int]]:
    """The days of `5#2`, `mon-fri#2` or `l5`."""
    days, sign, place = item.partition("#")
    if not sign:
        return [(_number(kind, item[1:]), -1)]
    if not 1 <= (nth := _digits(place)) <= 5:
        raise ValueError(f"no month has a day {nth} times")
    if all(day in kind.words for day in days.split("-")):
        return [(day, nth) for day in _values(kind, days)]
    return [(_number(kind, days), nth)]


def _values(kind: Kind, item: str) -> Iterable[int]:
    """The values of `5`, `1-5`, `5-1`, `1-5/2`, `5/2` or `*/2`."""
    bounds, slash, pace = item.partition("/")
    first, dash, second = bounds.partition("-")
    step = _digits(pace) if slash else 1
    low = kind.low if slash and bounds == "*" else _value(kind, first)
    high = kind.high if slash else low
    if dash:
        high = kind.ends[second] if second in kind.ends else _value(kind, second)
        if low == high:  # `5-5` is everything
            low, high = kind.low, kind.high
    if low < kind.low or step == 0:
        raise ValueError(f"{item[:80]!r} is out of range")
    if low <= high:
        return range(low, high + 1, step)
    # Beyond the end it goes on from the start: one too far, unless it hits the start itself.
    upper = range(low, kind.high + 1, step)
    over = step - (kind.high - upper[-1])
    return chain(upper, range(kind.low + (over if over > 1 else 0), high + 1, step))


def _value(kind: Kind, text: str) -> int:
    return kind.words[text] if text in kind.words else _number(kind, text)


def _number(kind: Kind, text: str) -> int:
    number = _digits(text)
    number = kind.same.get(number, number)
    if number > kind.high:
        raise ValueError(f"{number} is out of range")
    return number


def _digits(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"{text[:80]!r} is not a number")
    return int(text)
