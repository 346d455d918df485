"""Time zones: whatever names a place is sent by its IANA name; all else is an error with a way out."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zoneinfo
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import dateutil.tz
import pytest
import pytz

from cronwright.errors import InvalidArgumentError
from cronwright.guards import timezone
from cronwright.guards.timezone import zone_name

from ..naming import shown

_PARIS = resources.files("tzdata").joinpath("zoneinfo", "Europe", "Paris")


class Seasonal(dt.tzinfo):
    """A zone of the caller's own, without an offset where there is no date."""

    def utcoffset(self, date: dt.datetime | None) -> dt.timedelta | None:
        return None

    def tzname(self, date: dt.datetime | None) -> str | None:
        return None

    def dst(self, date: dt.datetime | None) -> dt.timedelta | None:
        return None


class Nameless(Seasonal):
    """A zone of the caller's own, which needs a date to tell its offset."""

    def utcoffset(self, date: dt.datetime | None) -> dt.timedelta:
        assert date is not None
        return dt.timedelta(hours=date.month)


def _keyless() -> ZoneInfo:
    with _PARIS.open("rb") as file:
        return ZoneInfo.from_file(file)


def _keyed(key: str) -> ZoneInfo:
    with _PARIS.open("rb") as file:
        return ZoneInfo.from_file(file, key=key)


NAMED = [
    ("Europe/Paris", "Europe/Paris"),
    ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("Etc/GMT+2", "Etc/GMT+2"),
    ("UTC", "UTC"),
    (ZoneInfo("Asia/Tokyo"), "Asia/Tokyo"),
    (dt.UTC, "UTC"),
    (dt.timezone(dt.timedelta(0), "GMT"), "UTC"),
    (pytz.timezone("Europe/Paris"), "Europe/Paris"),
    (dt.datetime(2026, 7, 1, tzinfo=dt.UTC).astimezone(pytz.timezone("US/Pacific")).tzinfo, "US/Pacific"),
    (pytz.UTC, "UTC"),
    (pytz.timezone("Etc/GMT+3"), "Etc/GMT+3"),
    (dateutil.tz.gettz("Europe/Paris"), "Europe/Paris"),
    (dateutil.tz.tzfile(str(_PARIS)), "Europe/Paris"),
    (dateutil.tz.UTC, "UTC"),
]
OFFSETS = [
    (dt.timezone(dt.timedelta(hours=2)), "UTC+02:00 is a fixed offset", "'Etc/GMT-2', its sign reversed"),
    (
        dt.timezone(dt.timedelta(hours=-5), "EST"),
        "UTC-05:00 is a fixed offset",
        "'Etc/GMT+5', its sign reversed",
    ),
    (dt.timezone(dt.timedelta(hours=14)), "UTC+14:00", "'Etc/GMT-14'"),
    (dt.timezone(dt.timedelta(hours=-12)), "UTC-12:00", "'Etc/GMT+12'"),
    (pytz.FixedOffset(60), "UTC+01:00", "'Etc/GMT-1'"),
    (dateutil.tz.tzoffset("x", -3600), "UTC-01:00", "'Etc/GMT+1'"),
    ("UTC+2", "UTC+02:00", "'Etc/GMT-2'"),
    ("-05:00", "UTC-05:00", "'Etc/GMT+5'"),
    ("gmt-0300", "UTC-03:00", "'Etc/GMT+3'"),
]
UNNAMED_OFFSETS = [
    (dt.timezone(dt.timedelta(hours=5, minutes=30)), "UTC+05:30"),
    (dt.timezone(dt.timedelta(hours=15)), "UTC+15:00"),
    (dt.timezone(dt.timedelta(hours=-13)), "UTC-13:00"),
    (dt.timezone(dt.timedelta(seconds=7)), "UTC+00:00"),
    ("UTC+05:30", "UTC+05:30"),
]
KEYLESS = [_keyless(), dateutil.tz.tzlocal(), dateutil.tz.tzstr("EST5EDT"), Nameless(), Seasonal()]
MISSES = {
    "america/new_york": "did you mean America/New_York?",
    "Europe/Pari": "did you mean Europe/Paris?",
    "Asia/Tokio": "did you mean Asia/Tokyo?",
    "New York": "did you mean America/New_York?",
    "Europe/Zürich": "did you mean Europe/Zurich?",
    "kolkata": "did you mean Asia/Kolkata?",
    "utc": "did you mean UTC?",
    "Z": "did you mean UTC?",
    "EDT": "did you mean America/New_York?",
    "cst": "did you mean America/Chicago or Asia/Shanghai?",
    "right/Europe/Paris": "did you mean Europe/Paris?",
    "America": "name a place in it, such as America/Adak",
    "Mars/Base": "pass an IANA name such as 'America/New_York'",
    "../etc/passwd": "pass an IANA name",
    "/etc/passwd": "pass an IANA name",
    "/usr/share/zoneinfo/Europe/Paris": "did you mean Europe/Paris?",
}


def _message(zone: object) -> str:
    with pytest.raises(InvalidArgumentError, match="timezone") as caught:
        zone_name(zone)  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(("zone", "name"), NAMED, ids=lambda value: repr(value)[:60])
def test_a_zone_with_a_known_name_is_sent_by_it(zone: dt.tzinfo | str, name: str) -> None:
    """zoneinfo, pytz and dateutil alike."""
    assert zone_name(zone) == name


@pytest.mark.parametrize(("zone", "offset", "advice"), OFFSETS, ids=lambda value: repr(value)[:60])
def test_a_fixed_offset_is_an_error(zone: object, offset: str, advice: str) -> None:
    """It would not follow daylight saving. The names for ever the same bear the other sign."""
    message = _message(zone)
    assert offset in message
    assert "does not follow daylight saving; pass an IANA name such as 'America/New_York'" in message
    assert advice in message


@pytest.mark.parametrize("name", ["Etc/GMT-14", "Etc/GMT-2", "Etc/GMT+5", "Etc/GMT+12"])
def test_the_names_offered_for_offsets_are_zones_of_that_offset(name: str) -> None:
    """The sign is reversed, as POSIX has it."""
    offset = ZoneInfo(zone_name(name)).utcoffset(dt.datetime(2026, 1, 1))
    assert offset is not None
    assert name in _message(dt.timezone(offset))


@pytest.mark.parametrize(("zone", "offset"), UNNAMED_OFFSETS, ids=shown)
def test_an_offset_that_no_zone_has_for_ever_gets_no_such_name(zone: object, offset: str) -> None:
    """Half hours, and what lies beyond the date line."""
    message = _message(zone)
    assert f"{offset} is a fixed offset" in message
    assert "Etc/" not in message


@pytest.mark.parametrize("zone", KEYLESS, ids=lambda zone: type(zone).__name__)
def test_a_zone_that_does_not_know_its_name_is_an_error(zone: dt.tzinfo) -> None:
    """The machine's own zone too: it is another one on the next machine."""
    assert "does not know its IANA name; pass an IANA name" in _message(zone)


def test_the_local_file_of_dateutil_is_not_a_name(tmp_path: Path) -> None:
    """`gettz()` without a name reads /etc/localtime or the like."""
    local = tmp_path / "localtime"
    local.write_bytes(_PARIS.read_bytes())
    assert "does not know its IANA name" in _message(dateutil.tz.tzfile(str(local)))
    inside = tmp_path / "zoneinfo" / "localtime"
    inside.parent.mkdir()
    inside.write_bytes(_PARIS.read_bytes())
    assert "does not know its IANA name" in _message(dateutil.tz.tzfile(str(inside)))


def test_a_zone_of_dateutil_that_was_read_from_a_stream_is_an_error() -> None:
    """Its file name is only how the stream is shown."""
    zone = dateutil.tz.tzfile(io.BytesIO(_PARIS.read_bytes()))
    assert "is not in the tz database" in _message(zone)


@pytest.mark.parametrize("name", MISSES)
def test_a_name_that_is_not_in_the_database_is_an_error_with_near_misses(name: str) -> None:
    """Case counts, as it does for the server; a city, an abbreviation and a slip are understood."""
    message = _message(name)
    assert message.startswith(f"timezone {name!r} is not in the tz database; ")
    assert MISSES[name] in message


@pytest.mark.parametrize("names", timezone._ABBREVIATIONS.values(), ids=timezone._ABBREVIATIONS)
def test_what_is_offered_for_an_abbreviation_is_in_the_database(names: tuple[str, ...]) -> None:
    """And uses it in winter or in summer, or goes without as UTC does."""
    assert [zone_name(name) for name in names] == list(names)


@pytest.mark.parametrize("name", ["localtime", "posixrules", "Factory"])
def test_a_file_that_names_no_place_is_an_error(name: str) -> None:
    """The server would take it, and make of it what its machine does."""
    assert f"timezone {name!r} names no place" in _message(name)


@pytest.mark.parametrize("name", ["", "a\0b", "Europe/Paris\n", "x" * 300, "Europe/" + "\u0300" * 10_000_000])
def test_what_cannot_be_a_name_is_not_even_looked_up(name: str) -> None:
    """The server answers some of these with a 500. The message stays short."""
    message = _message(name)
    assert "is not the name of a zone" in message
    assert len(message) < 300


@pytest.mark.parametrize("zone", [None, 5, ZoneInfo, pytz.timezone, dt.timedelta(hours=1)], ids=shown)
def test_what_is_no_zone_at_all_is_named_by_its_type(zone: object) -> None:
    """A class or a function passed by mistake, for instance."""
    assert f"timezone must be a str or a tzinfo, not {type(zone).__name__}" in _message(zone)


def test_a_key_that_somebody_made_up_is_checked_too() -> None:
    """A zone read from a file bears whatever key it was given."""
    assert zone_name(_keyed("Europe/Paris")) == "Europe/Paris"
    assert "is not in the tz database" in _message(_keyed("Home/Office"))


def test_every_name_of_the_database_is_taken() -> None:
    """But for those that name no place."""
    names = zoneinfo.available_timezones() - {"localtime", "posixrules", "Factory"}
    assert len(names) > 400
    assert [name for name in names if zone_name(name) != name] == []


@pytest.fixture
def _fresh() -> Iterator[None]:
    for lookup in (timezone._listed, timezone._installed):
        lookup.cache_clear()
    yield
    for lookup in (timezone._listed, timezone._installed):
        lookup.cache_clear()


@pytest.fixture
def without_tzdata(_fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "tzdata"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tzdata", None)


@pytest.mark.usefixtures("without_tzdata")
def test_without_any_database_the_error_says_what_to_install() -> None:
    """As on Windows, or in a slim container."""
    paths = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    try:
        assert _message("Europe/Paris").endswith("pip install tzdata")
        assert "fixed offset" in _message(dt.timezone(dt.timedelta(hours=1)))
    finally:
        zoneinfo.reset_tzpath(to=paths)


@pytest.mark.usefixtures("without_tzdata")
def test_the_databases_of_the_system_serves_alone(tmp_path: Path) -> None:
    """The tzdata package is one of two places to look."""
    paris = tmp_path / "Europe" / "Paris"
    paris.parent.mkdir()
    paris.write_bytes(_PARIS.read_bytes())
    paths = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    try:
        assert zone_name("Europe/Paris") == "Europe/Paris"
        assert "did you mean Europe/Paris?" in _message("europe/paris")
    finally:
        zoneinfo.reset_tzpath(to=paths)
