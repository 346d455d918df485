"""Values, drawn: plain JSON comes out as it went in, everything else as orjson would write it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from cronwright.errors import InvalidArgumentError
from cronwright.guards.values import to_json

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
plain = st.recursive(
    st.none() | st.booleans() | numbers | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)
# orjson 3.13.0 writes a time of 10,000 to 99,999 microseconds one digit short, ten times as late.
times = st.times().filter(lambda time: not 10_000 <= time.microsecond < 100_000)
moments = st.datetimes(timezones=st.none() | st.just(dt.UTC)) | st.dates() | times
leaves = st.none() | st.booleans() | numbers | text | st.uuids() | moments
keys = leaves.filter(lambda key: not isinstance(key, int) or key < 2**63)
rich = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)
bad = (
    st.floats()
    | st.integers()
    | st.text()
    | st.binary()
    | st.complex_numbers()
    | st.decimals(allow_nan=False)
    | st.timedeltas()
)
hostile = st.recursive(
    leaves | bad,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | bad, inner, max_size=3),
    max_leaves=12,
)


@given(plain)
def test_plain_json_comes_out_equal_and_new(value: Any) -> None:
    """Types, too: a bool stays one, and 1.0 is not 1."""
    made = to_json(value, "input")
    assert repr(made) == repr(value)
    if isinstance(value, list | dict):
        assert made is not value
    assert orjson.loads(orjson.dumps(made)) == made


@given(rich)
def test_what_orjson_takes_is_written_as_orjson_writes_it(value: Any) -> None:
    """So that a user of the official SDK finds the same on the server."""
    try:
        made = to_json(value, "input")
    except InvalidArgumentError as error:
        assert "two keys become" in str(error)  # noqa: PT017 - the only reason that may be drawn
        return
    assert made == orjson.loads(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS))


@given(st.datetimes() | st.times())
def test_moments_keep_their_microseconds(value: dt.datetime | dt.time) -> None:
    """Also where orjson drops a digit."""
    assert to_json(value, "input") == value.isoformat()
    assert to_json({value: 1}, "input") == {value.isoformat(): 1}


@settings(max_examples=300)
@given(hostile)
def test_anything_is_json_or_an_error_of_ours(value: Any) -> None:
    """What is written can be sent; what cannot be sent is named by its place."""
    try:
        made = to_json(value, "input")
    except InvalidArgumentError as error:
        assert str(error).startswith("input")  # noqa: PT017
    else:
        orjson.dumps(made)


def test_a_thousand_messages_take_no_time_to_speak_of(
    benchmark_seconds: Callable[[Callable[[], object]], float],
) -> None:
    """Guarding costs little beside the request."""
    value = {"messages": [{"role": "user", "content": "hello " * 20, "n": [1, 2, 3]} for _ in range(1_000)]}
    assert benchmark_seconds(lambda: to_json(value, "input")) < 0.5


def test_the_guards_load_next_to_nothing() -> None:
    """Neither croniter nor a tz database is loaded before something is checked."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "import cronwright.guards.schedule, cronwright.guards.values, cronwright.guards.moments\n"
        "heavy = {'croniter', 'zoneinfo', 'difflib', 'pydantic', 'attr', 'httpx', 'orjson', 'dateutil'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
