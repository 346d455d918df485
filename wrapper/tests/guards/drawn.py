"""Schedules, zones and moments, drawn: over the whole grammar, and near each kind of change of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

BOUNDS = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7), (0, 59), (1970, 2099)]
WORDS = [[], [], [], ["jan", "Feb", "MAY", "dec"], ["sun", "Mon", "fri", "SAT"], [], []]
SHAPES = ["*", "{0}", "{0}", "{0}", "{0}-{1}", "{0}-{0}", "*/{2}", "{0}/{2}", "{0}-{1}/{2}", "{0}-{0}/{2}"]
# What only one field has, and lists that are every value, or nearly so.
OWN = {
    2: ["?", "L", "5-L", "L,15", "15w", "W1", "31w", "1-31", "1-30,l", "*,1-29,l", "2-31", "0-0", "5-0/2"],
    3: ["jan-dec", "feb", "2", "1-12", "0-0"],
    4: [
        "?",
        "L5",
        "l0,L7",
        "5#2",
        "fri#5",
        "sat-mon#1",
        "5#2,l5",
        "5#2,5",
        "5#2,*",
        "5#2,*,0-5",
        "0-6",
        "0-5,*",
    ],
    6: ["2027", "2025-2029", "*,2030", "1970-2099", "2076,2077", "2090"],
}
ODD = [
    *[
        "",
        "-1",
        "1.5",
        "60",
        "61",
        "24",
        "0",
        "32",
        "13",
        "8",
        "05",
        "1000",
        "foo",
        "january",
        "l",
        "#",
        "/",
        "-",
    ],
    *["*/", "5/", "/5", "5//2", "*/0", "59/0", "5/x", "*/5-7", "5-", "*-5", "5-*", "1-2-3", "5/2-7", "1/2/3"],
    *["l/2", "l-5", "5/l", "0-5", "7-7", "l8", "lfri", "l#2", "*#2", "5#0", "5#6", "5#02", "1-5#2", "jan#2"],
    *[
        "mon-fri#2/3",
        "mon/2#1",
        "5#2#3",
        "5#2,1",
        "w",
        "w0",
        "32w",
        "w15w",
        "1-15w",
        "15w/2",
        "15w,3",
        "?,5",
        "?/2",
    ],
    *[
        "h",
        "H/5",
        "r",
        "R/2",
        "r/0",
        "r-",
        "r,5",
        "r(1-3)",
        "r(5-7)/9",
        "r(0-5)",
        "r(3-1)",
        "r(1-99)",
        "r(1-3)/0",
    ],
    *[
        "\u0663",
        "\u00b2",
        "\uff11",
        "\x00",
        "\x1c",
        "\u00a0",
        "@daily",
        "1_0",
        "+5",
        "9" * 30,
        "*/" + "9" * 30,
    ],
]
MACROS = ["@hourly", "@Daily", "@MIDNIGHT", "@weekly", "@monthly", "@yearly", "@annually", "@wee\u212aly"]
NO_MACROS = ["@reboot", " @daily", "@daily ", "@every 5m", "@", "@daily @daily"]
LETTERS = "0123456789*/-,lLwW#?rRhH@() \t\njanfebmonfri"
GAPS = [" ", " ", " ", " ", "  ", "\t", "\n", "\r\n", "\x0b\x0c"]

# Southern and northern summers, half an hour, two hours, negative summer time, a day left out, changes at
# midnight, for Ramadan, for ever, and none.
ZONES = [
    *["UTC", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Cairo"],
    *[
        "Pacific/Apia",
        "Asia/Kathmandu",
        "America/Havana",
        "Africa/Casablanca",
        "Asia/Beirut",
        "America/Asuncion",
    ],
    *[
        "America/Sao_Paulo",
        "Pacific/Chatham",
        "Europe/Moscow",
        "America/Caracas",
        "Asia/Pyongyang",
        "Asia/Gaza",
    ],
]


@cache
def items(index: int, odd: bool) -> st.SearchStrategy[str]:
    """One item of a field, between commas."""
    low, high = BOUNDS[index]
    value = st.integers(low, high).map(str)
    if index == 6:
        value = st.integers(2020, 2060).map(str) | value
    if WORDS[index]:
        value |= st.sampled_from(WORDS[index])
    steps = st.integers(0 if odd else 1, 12) | st.integers(1, 140)
    shaped = st.builds(str.format, st.sampled_from(SHAPES), value, value, steps)
    return st.one_of(shaped, shaped, shaped, st.sampled_from(ODD)) if odd else shaped


@cache
def fields(index: int, odd: bool) -> st.SearchStrategy[str]:
    """One field of a schedule."""
    lists = st.lists(items(index, odd), min_size=1, max_size=3).map(",".join)
    rare = [st.sampled_from(OWN[index])] if index in OWN else []
    return st.one_of(st.just("*"), lists, lists, *rare)


@st.composite
def schedules(draw: st.DrawFn, odd: bool = False) -> str:
    """Schedules of 5, 6 or 7 fields; where `odd` broken ones too."""
    count = draw(st.sampled_from([5, 5, 5, 6, 7, 4, 8] if odd else [5, 5, 6, 7]))
    texts = draw(st.tuples(*(fields(index % 7, odd) for index in range(count))))
    return draw(st.sampled_from(GAPS)).join(texts)


texts = st.one_of(
    schedules(),
    schedules(odd=True),
    st.sampled_from([*MACROS, *NO_MACROS]),
    st.text(LETTERS, max_size=25),
    st.text(max_size=20),
    st.builds("{0}{1}{2}".format, st.sampled_from(["", *GAPS]), schedules(), st.sampled_from(["", *GAPS])),
)


@cache
def changes(zone: str) -> list[datetime]:
    """Each moment from 1965 to 2075 at which the clock of a zone was changed."""
    found, clock = [], ZoneInfo(zone)
    moment, step = datetime(1965, 1, 1, tzinfo=UTC), timedelta(days=4)
    while moment.year < 2075:
        before, after = moment, moment + step
        offset = before.astimezone(clock).utcoffset()
        if after.astimezone(clock).utcoffset() != offset:
            while after - before > timedelta(seconds=1):
                middle = (before + (after - before) / 2).replace(microsecond=0)
                same = middle.astimezone(clock).utcoffset() == offset
                before, after = (middle, after) if same else (before, middle)
            found.append(after)
        moment += step
    return found


@st.composite
def moments(draw: st.DrawFn, zone: str) -> datetime:
    """Moments near a change of the clock, and any others, in UTC."""
    spread = timedelta(seconds=draw(st.integers(0, 59)), microseconds=draw(st.integers(0, 999_999)))
    near = draw(st.booleans())
    if near and changes(zone):
        return draw(st.sampled_from(changes(zone))) + timedelta(minutes=draw(st.integers(-300, 300))) + spread
    base = datetime(2026, 1, 1, tzinfo=UTC)
    return (
        base
        + timedelta(minutes=draw(st.integers(-500_000, 5_000_000) | st.integers(-(10**8), 10**8)))
        + spread
    )
