"""The IANA name of a time zone, whatever form it was given in.

The server takes a name and nothing else, and tells cases apart. pytz and dateutil zones carry
their name with them; neither library is imported here.
"""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from functools import cache

from cronwright.errors import InvalidArgumentError

# No name in the database is half as long; the server answers 300 characters with a 500.
_MAX_LENGTH = 64
# Files beside the zones: what they hold depends on the machine that reads them.
_LOCAL = frozenset({"localtime", "posixrules", "Factory"})
_WAY_OUT = "pass an IANA name such as 'America/New_York', or ZoneInfo of one"
# Zones where people use the abbreviation, the best known first. Ambiguous ones have several.
_ABBREVIATIONS = {
    "ACST": ("Australia/Adelaide",),
    "AEDT": ("Australia/Sydney",),
    "AEST": ("Australia/Sydney", "Australia/Brisbane"),
    "AKST": ("America/Anchorage",),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "AWST": ("Australia/Perth",),
    "BRT": ("America/Sao_Paulo",),
    "BST": ("Europe/London",),
    "CDT": ("America/Chicago",),
    "CEST": ("Europe/Berlin", "Europe/Paris"),
    "CST": ("America/Chicago", "Asia/Shanghai"),
    "EDT": ("America/New_York",),
    "EEST": ("Europe/Helsinki", "Europe/Kyiv"),
    "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    "MDT": ("America/Denver",),
    "MSK": ("Europe/Moscow",),
    "NZST": ("Pacific/Auckland",),
    "PDT": ("America/Los_Angeles",),
    "PST": ("America/Los_Angeles",),
    "SAST": ("Africa/Johannesburg",),
    "SGT": ("Asia/Singapore",),
    "WEST": ("Europe/Lisbon",),
    "Z": ("UTC",),
}


def zone_name(zone: str | datetime.tzinfo) -> str:
    """The IANA name to send for a name or a tzinfo; `datetime.timezone.utc` is UTC.

    The name is checked against the installed tz database, case included. Raises
    InvalidArgumentError for a fixed offset, a zone that does not know its name, a name that is
    not in the database (with near misses), and the machine's own zone.
    """
    if isinstance(zone, str):
        return _checked(zone)
    if not isinstance(zone, datetime.tzinfo):
        raise InvalidArgumentError(
            f"timezone must be a str or a tzinfo, not {type(zone).__name__}; {_WAY_OUT}"
        )
    name = _name_of(zone)
    if name is not None:
        return _checked(name)
    kind = f"{type(zone).__module__}.{type(zone).__qualname__}"
    if (offset := _offset_of(zone)) is None:
        raise InvalidArgumentError(f"timezone: this {kind} does not know its IANA name; {_WAY_OUT}")
    raise InvalidArgumentError(f"timezone {_fixed(offset)}")


def _name_of(zone: datetime.tzinfo) -> str | None:
    if isinstance(zone, datetime.timezone):
        return None if zone.utcoffset(None) else "UTC"
    # `key` is zoneinfo's, `zone` pytz's; a fixed offset of pytz has a `zone` of None.
    for attribute in ("key", "zone"):
        if isinstance(name := getattr(zone, attribute, None), str):
            return name
    if type(zone).__module__.partition(".")[0] == "dateutil":
        if type(zone).__name__ == "tzutc":
            return "UTC"
        # The path of the file that it was read from, or the name within dateutil's own archive.
        path = getattr(zone, "_filename", None)
        if isinstance(path, str):
            name = re.sub(r".*zoneinfo[^/\\]*[/\\]", "", path).replace("\\", "/")
            return None if name.startswith("/") or name in _LOCAL else name
    return None


def _offset_of(zone: datetime.tzinfo) -> datetime.timedelta | None:
    # Without a date only a fixed offset has one, and the zones of dateutil that hold no change.
    if type(zone).__module__.startswith("dateutil.") and type(zone).__name__ != "tzoffset":
        return None
    with suppress(Exception):  # a class of the caller's own may raise anything
        return zone.utcoffset(None)
    return None


def _checked(name: str) -> str:
    if name in _LOCAL:
        raise InvalidArgumentError(
            f"timezone {name!r} names no place: it is what the machine makes of it; {_WAY_OUT}"
        )
    if not 0 < len(name) <= _MAX_LENGTH or not name.isprintable():
        shown = repr(name) if len(name) <= _MAX_LENGTH else f"of {len(name)} characters"
        raise InvalidArgumentError(f"timezone {shown} is not the name of a zone; {_WAY_OUT}")
    if name in _listed() or name in _installed():
        return name
    if not _installed():
        raise InvalidArgumentError("no tz database is installed to check timezone with: pip install tzdata")
    raise InvalidArgumentError(f"timezone {name!r} is not in the tz database; {_advice(name)}")


def _advice(name: str) -> str:
    if match := re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", name, re.IGNORECASE):
        sign, hours, minutes = match.groups(default="0")
        offset = datetime.timedelta(hours=int(hours), minutes=int(minutes))
        return _fixed(offset if sign == "+" else -offset)
    if places := sorted(zone for zone in _installed() if zone.startswith(f"{name}/")):
        return f"name a place in it, such as {places[0]}"
    if near := _near(name):
        return "did you mean " + " or ".join(near) + "?"
    return f"{_WAY_OUT} (a new zone needs a new database: pip install --upgrade tzdata)"


def _near(name: str) -> list[str]:
    from difflib import get_close_matches
    from unicodedata import normalize

    # Names in the database have no accents and no blanks.
    letters = normalize("NFKD", name.strip()).encode("ascii", "ignore").decode()
    wanted = re.sub(r"^(.*zoneinfo/)?((posix|right)/)?", "", letters).replace(" ", "_").casefold()
    known = {zone.casefold(): zone for zone in sorted(_installed() - _LOCAL)}
    if wanted in known:
        return [known[wanted]]
    if zones := _ABBREVIATIONS.get(wanted.upper()):
        return list(zones)
    # A city without its region, then a slip of the finger.
    cities = [zone for key, zone in known.items() if key.rpartition("/")[2] == wanted]
    return cities[:3] or [known[key] for key in get_close_matches(wanted, known, n=3, cutoff=0.85)]


def _fixed(offset: datetime.timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    ahead, size = minutes >= 0, abs(minutes)
    text = (
        f"UTC{'+' if ahead else '-'}{size // 60:02}:{size % 60:02} is a fixed offset, which does not follow "
    )
    text += f"daylight saving; {_WAY_OUT}"
    if minutes and minutes % 60 == 0 and size <= (14 if ahead else 12) * 60:
        # POSIX counts west of Greenwich, so these names bear the other sign.
        text += f" (an offset for ever is 'Etc/GMT{'-' if ahead else '+'}{size // 60}', its sign reversed)"
    return text


@cache
def _listed() -> frozenset[str]:
    """The names that the tzdata package lists: one file, where the whole database is 600."""
    from importlib.resources import files

    try:
        return frozenset(files("tzdata").joinpath("zones").read_text("ascii").split())
    except (ImportError, OSError):
        return frozenset()


@cache
def _installed() -> frozenset[str]:
    """The names in the system's database and in the tzdata package."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())
