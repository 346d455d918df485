"""`end_time`: an aware moment ahead, sent as ISO 8601 in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
import pytz
from hypothesis import given
from hypothesis import strategies as st

from cronwright.errors import InvalidArgumentError
from cronwright.guards.moments import end_time_text

from ..naming import shown

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")

offsets = st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
zones = st.sampled_from([UTC, NEW_YORK, ZoneInfo("Europe/Dublin"), ZoneInfo("Australia/Lord_Howe")])


class Nanoseconds(datetime):
    """A subclass that writes itself in its own way, as the Timestamp of pandas does."""

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        return super().isoformat(sep, timespec) + "000"


class Undecided(tzinfo):
    """A zone without an offset leaves the datetime naive."""

    def utcoffset(self, moment: datetime | None) -> None:
        return None

    def tzname(self, moment: datetime | None) -> None:
        return None

    def dst(self, moment: datetime | None) -> None:
        return None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2030, 1, 1, tzinfo=UTC), "2030-01-01T00:00:00+00:00"),
        (datetime(2030, 7, 1, tzinfo=NEW_YORK), "2030-07-01T04:00:00+00:00"),
        (datetime(2030, 1, 1, 0, 0, 0, 7, tzinfo=UTC), "2030-01-01T00:00:00.000007+00:00"),
        (datetime(2030, 11, 3, 1, 30, tzinfo=NEW_YORK), "2030-11-03T05:30:00+00:00"),
        (datetime(2030, 11, 3, 1, 30, tzinfo=NEW_YORK, fold=1), "2030-11-03T06:30:00+00:00"),
        (pytz.timezone("US/Eastern").localize(datetime(2030, 7, 1)), "2030-07-01T04:00:00+00:00"),
        (datetime(2030, 1, 1, tzinfo=timezone(timedelta(seconds=30))), "2029-12-31T23:59:30+00:00"),
        (Nanoseconds(2030, 1, 1, tzinfo=UTC), "2030-01-01T00:00:00+00:00"),
        (datetime.max.replace(tzinfo=UTC), "9999-12-31T23:59:59.999999+00:00"),
    ],
    ids=shown,
)
def test_an_aware_moment_is_sent_in_utc(value: datetime, text: str) -> None:
    """Whatever zone it was given in; both runtimes read this form."""
    assert end_time_text(value, now=NOW) == text


@given(st.datetimes(min_value=datetime(2027, 1, 3), max_value=datetime(9999, 12, 29)), offsets | zones)
def test_no_moment_is_lost_on_the_way(value: datetime, zone: tzinfo) -> None:
    """The text is read back as the same instant, to the microsecond."""
    aware = value.replace(tzinfo=zone)
    read = datetime.fromisoformat(end_time_text(aware, now=NOW))
    assert read == aware.astimezone(UTC)
    assert read.utcoffset() == timedelta(0)


@given(st.datetimes(), offsets | zones)
def test_every_aware_datetime_is_text_or_an_error_of_ours(value: datetime, zone: tzinfo) -> None:
    """The ends of the calendar do not overflow."""
    try:
        text = end_time_text(value.replace(tzinfo=zone), now=NOW)
    except InvalidArgumentError:
        assert value < datetime(2026, 11, 24) or value > datetime(9999, 12, 30)
    else:
        assert text.endswith("+00:00")


def _message(value: object, **options: datetime) -> str:
    with pytest.raises(InvalidArgumentError, match="end_time") as caught:
        end_time_text(value, **options)  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(
    "value",
    [datetime(2030, 1, 1), datetime(2030, 1, 1, tzinfo=Undecided())],
    ids=["no zone", "a zone without an offset"],
)
def test_a_naive_moment_is_an_error(value: datetime) -> None:
    """One runtime would read it as UTC, the other compare it with nothing."""
    message = _message(value, now=NOW)
    assert "end_time 2030-01-01T00:00:00 has no time zone" in message
    assert "datetime(2030, 1, 1, tzinfo=UTC)" in message


@pytest.mark.parametrize(
    "value", [NOW, NOW - timedelta(microseconds=1), datetime.min.replace(tzinfo=UTC)], ids=shown
)
def test_a_past_moment_is_an_error(value: datetime) -> None:
    """The server would store it, and the cron never fire."""
    assert "is past: the cron would never fire" in _message(value, now=NOW)


def test_without_a_moment_given_the_clock_is_asked() -> None:
    """A second ago is past, an hour ahead is not."""
    assert "is past" in _message(datetime.now(UTC) - timedelta(seconds=1))
    assert end_time_text(datetime.now(UTC) + timedelta(hours=1))


def test_a_moment_beyond_the_calendar_is_an_error() -> None:
    """The last evening of 9999 in New York is in the year 10000 in UTC."""
    assert "beyond the year 9999 in UTC" in _message(datetime(9999, 12, 31, 23, tzinfo=NEW_YORK), now=NOW)


def test_a_pytz_zone_put_in_by_hand_is_an_error() -> None:
    """It would count in the local mean time of 1883, four minutes off."""
    zone = pytz.timezone("US/Eastern")
    assert "zone.localize(datetime(...))" in _message(datetime(2030, 1, 1, tzinfo=zone), now=NOW)
    assert end_time_text(datetime(2030, 1, 1, tzinfo=pytz.UTC), now=NOW)


def test_a_pytz_zone_at_the_end_of_the_calendar_is_an_error() -> None:
    """Nothing of pytz overflows into the caller's hands."""
    zone = pytz.timezone("US/Eastern")
    assert "end_time" in _message(datetime(9999, 12, 31, 23, tzinfo=zone), now=NOW)


@pytest.mark.parametrize(
    ("value", "way_out"),
    [
        ("2030-01-01T00:00:00Z", "not a str; write datetime.fromisoformat(...)"),
        (date(2030, 1, 1), "not a date, which names no moment; write datetime.combine(value, time.max"),
        (1_893_456_000, "not int; give a datetime"),
        (None, "not NoneType; give a datetime"),
    ],
    ids=shown,
)
def test_what_is_no_datetime_is_an_error_with_the_way_out(value: object, way_out: str) -> None:
    """The way out is a line to copy."""
    assert way_out in _message(value, now=NOW)
