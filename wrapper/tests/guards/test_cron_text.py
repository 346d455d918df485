"""What a schedule says, by our reader and by croniter, the server's."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from croniter import croniter
from hypothesis import given, settings

from cronwright.guards.cron_text import DAY, HOUR, KINDS, MINUTE, MONTH, SECOND, WEEKDAY, YEAR, read_schedule

from .drawn import MACROS, NO_MACROS, ODD, OWN, texts

OPEN, DRAWN = "open", "drawn"

# Field, text, values.
FACTS = [
    (MINUTE, "5", [5]),
    (MINUTE, "05,7", [5, 7]),
    (MINUTE, "10-50/15", [10, 25, 40]),
    (MINUTE, "50/15", [50]),
    (MINUTE, "59/15", [59]),
    (MINUTE, "*/61", [0]),
    (MINUTE, "5-5", OPEN),
    (MINUTE, "5-5/20", [0, 20, 40]),
    (MINUTE, "0-59", OPEN),
    (MINUTE, "*,5", OPEN),
    (HOUR, "22-2", [0, 1, 2, 22, 23]),
    (HOUR, "22-5/2", [0, 2, 4, 22]),
    (HOUR, "23-5/2", [2, 4, 23]),  # 23, 1, 3 and 5 would be every second hour
    (HOUR, "20-10/7", [4, 20]),  # every seventh would be 20, 3 and 10
    (HOUR, "20-5/4", [0, 4, 20]),
    (HOUR, "5-1/99", [5]),
    (DAY, "L", ["l"]),
    (DAY, "15,l", [15, "l"]),
    (DAY, "28-l", [28, 29, 30, 31]),
    (DAY, "25-0", [25, 26, 27, 28, 29, 30, 31]),
    (DAY, "0-0", OPEN),
    (DAY, "1-30,l", OPEN),  # 31 things, so all
    (DAY, "1-31,l", [*range(1, 32), "l"]),
    (DAY, "?", OPEN),
    (DAY, "15w", [15, "w"]),
    (DAY, "W31", [31, "w"]),
    (MONTH, "nov-feb", [1, 2, 11, 12]),
    (MONTH, "Dec/3", [12]),
    (MONTH, "1-dec", OPEN),
    (WEEKDAY, "7", [0]),
    (WEEKDAY, "5-7", [0, 5, 6]),
    (WEEKDAY, "0-7", OPEN),
    (WEEKDAY, "sat-mon", [0, 1, 6]),
    (WEEKDAY, "5#2", [5, (5, 2)]),
    (WEEKDAY, "7#02", [0, (0, 2)]),
    (WEEKDAY, "sat-mon#1", [0, 1, 6, (0, 1), (1, 1), (6, 1)]),
    (WEEKDAY, "l5", [5, (5, -1)]),
    (WEEKDAY, "5#2,5#4,5", [5, (5, 2), (5, 4)]),
    (WEEKDAY, "5#2,*,0-5", [OPEN, (5, 2)]),  # seven things, so no mix of days with # and without
    (SECOND, "*/20", [0, 20, 40]),
    (YEAR, "2098/3", [2098]),
    (YEAR, "2099-1", [2099]),
    (YEAR, "1970-2099", OPEN),
    (MINUTE, "r(5-9)/3", DRAWN),
]


def we_read(text: str) -> list[Any] | None:
    """Each field as what it holds: values, `l`, `w`, pairs for `#`; or that it is open; None if refused."""
    try:
        fields = read_schedule(text)
    except ValueError:
        return None
    found: list[Any] = []
    for kind, field in zip(KINDS, fields, strict=False):
        nth = sorted(field.nth)
        if field.open:
            assert list(field.values) == list(range(kind.low, kind.high + 1))
            found.append(DRAWN if field.drawn else [OPEN, *nth] if nth else OPEN)
        else:
            found.append([*field.values, *["l"] * field.last, *["w"] * field.nearest, *nth])
    return found


def croniter_reads(text: str) -> list[Any] | None:
    """The same of croniter, in the same form."""
    if not croniter.is_valid(text):
        return None
    read = vars(croniter(text))
    found = [OPEN if "*" in values else list(values) for values in read["expanded"]]
    if read["nearest_weekday"]:
        found[DAY] = [*found[DAY], "w"]
    places = read["nth_weekday_of_month"].items()
    nth = sorted((day, -1 if place == "l" else place) for day, given in places for place in given)
    if nth:
        found[WEEKDAY] = [OPEN, *nth] if found[WEEKDAY] == OPEN else [*found[WEEKDAY], *nth]
    return found


def assert_same(text: str) -> None:
    """Both refuse it, or both read the same, but for what is drawn by chance."""
    ours, theirs = we_read(text), croniter_reads(text)
    if ours is not None and theirs is not None:
        theirs = [DRAWN if mine == DRAWN else other for mine, other in zip(ours, theirs, strict=True)]
    assert ours == theirs, text


def among_stars(index: int, text: str) -> str:
    """A schedule in which one field says something."""
    fields = ["*"] * max(5, index + 1)
    fields[index] = text
    return " ".join(fields)


@pytest.mark.parametrize(("index", "text", "values"), FACTS)
def test_a_field_holds_what_croniter_reads_in_it(index: int, text: str, values: Any) -> None:
    """What croniter makes of it is odd in places; it is what the server does."""
    schedule = among_stars(index, text)
    assert_same(schedule)
    read = we_read(schedule)
    assert read is not None
    assert read[index] == values


@pytest.mark.parametrize(
    ("schedule", "day", "weekday"),
    [
        ("0 0 1-31 * 1", list(range(1, 32)), [1]),
        ("0 0 1-31 * *", OPEN, OPEN),
        ("0 0 1-31 * */2", OPEN, [0, 2, 4, 6]),
        ("0 0 5 * 0-6", [5], list(range(7))),
        ("0 0 */9 * 0-6", [1, 10, 19, 28], OPEN),
        ("0 0 ? * 0-6", OPEN, list(range(7))),
        ("0 0 1-30,l * ?", [*range(1, 31), "l"], OPEN),
    ],
)
def test_all_days_one_by_one_are_a_star_beside_a_star_only(schedule: str, day: Any, weekday: Any) -> None:
    """So `1-31` beside `1` is every day, as either will do, and beside `*/2` it is Sunday, Tuesday ..."""
    assert_same(schedule)
    read = we_read(schedule)
    assert read is not None
    assert (read[DAY], read[WEEKDAY]) == (day, weekday)


@pytest.mark.parametrize("text", [*MACROS, *NO_MACROS])
def test_a_macro_is_read_in_any_case_and_alone(text: str) -> None:
    """The Kelvin sign is a k in lower case."""
    assert_same(text)
    assert (read_of := we_read(text)) is None or len(read_of) == 5
    assert (read_of is None) == (text in NO_MACROS)


def test_each_odd_item_is_judged_alike_in_each_field_alone_and_in_a_list() -> None:
    """Whatever is odd in one field may be right in another."""
    own = [item for each in OWN.values() for item in each]
    for index, item, form in product(range(7), [*ODD, *own], ["{0}", "{0},1", "3,{0}", "{0},{0}"]):
        assert_same(among_stars(index, form.format(item)))


@pytest.mark.parametrize("index", [MONTH, WEEKDAY])
def test_every_range_with_every_step_is_read_alike(index: int) -> None:
    """Forward, reversed, of one value and out of range, with `*` and with a start alone."""
    bounds = range(KINDS[index].high + 3)
    for low, high, step in product(
        bounds, bounds, ["", "/0", "/1", "/2", "/3", "/4", "/5", "/7", "/11", "/14"]
    ):
        assert_same(among_stars(index, f"{low}-{high}{step}"))
    for start, pace in product([*bounds, "*"], range(16)):
        assert_same(among_stars(index, f"{start}/{pace}"))


@pytest.mark.parametrize("index", range(7))
def test_short_fields_are_judged_alike(index: int) -> None:
    """All of up to three signs, of those that mean something somewhere."""
    signs = "*07-/,l#w?r"
    for size in (1, 2, 3):
        for word in product(signs, repeat=size):
            assert_same(among_stars(index, "".join(word)))


@settings(max_examples=1_500, deadline=None)
@given(texts)
def test_any_text_is_judged_and_read_alike(text: str) -> None:
    """The same verdict, and the same values in each field."""
    assert_same(text)


def test_what_is_read_cannot_be_changed() -> None:
    """It is shared: the same few schedules are read again and again."""
    fields = read_schedule("0 9 1,15 * 5#2")
    assert read_schedule("0 9 1,15 * 5#2") is fields
    assert hash(fields)
    with pytest.raises(AttributeError):
        fields[0].values = (1,)  # type: ignore[misc]
