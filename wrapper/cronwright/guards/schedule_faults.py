"""Why the server cannot read a schedule, in the words of the field at fault.

The verdict is `read_field`'s alone; this file only finds the words.
"""

from __future__ import annotations

import re
import unicodedata

from .cron_text import DAY, KINDS, MACROS, SECOND, WEEKDAY, fields_of, read_field

ORDER = "minute, hour, day of month, month, day of week, and after them, if at all, second and year"

_HINTS = {
    ("minute", 60): " (the full hour is minute 0)",
    ("hour", 24): " (midnight is hour 0)",
    ("second", 60): " (the full minute is second 0)",
}
_NUMBER = re.compile(r"[0-9]+")
_ITEM = re.compile(r"(?P<low>[^-/]+)(?:-(?P<high>[^-/]+))?(?:/(?P<step>.*))?", re.DOTALL)
_DRAWN = re.compile(r"[hr](?![a-z])", re.IGNORECASE)
_NTH = re.compile(r"(?P<day>[^#]+)#(?P<nth>[^#]*)", re.DOTALL)
_EVERY = re.compile(r"@every\s+(?P<count>[0-9]{1,4})\s*(?P<unit>[smhd])[a-z]*", re.IGNORECASE)


def shown(text: str) -> str:
    """`text` in quotes, cut where it is longer than anyone reads."""
    return repr(text if len(text) <= 80 else f"{text[:77]}...")


def number_of(index: int, text: str) -> int | None:
    """The number that a bound stands for, by its digits or its name; None for anything else."""
    words = KINDS[index].words
    if text.lower() in words:
        return words[text.lower()]
    return int(text) if _NUMBER.fullmatch(text) else None


def why_refused(schedule: str) -> str:
    """One clause for a schedule that cannot be read, for example `minute 61 is not in 0-59`."""
    if not schedule.strip():
        return f"it is empty; the fields are {ORDER}"
    if schedule.strip().startswith("@"):
        return _macro(schedule)
    if strange := next((sign for sign in schedule if not (" " <= sign <= "~" or sign in "\t\n\r\f\v")), None):
        name = unicodedata.name(strange, "a control character")
        return f"it holds U+{ord(strange):04X} ({name}); a schedule is plain ASCII"
    fields = fields_of(schedule)
    if not 5 <= len(fields) <= 7:
        found = f"{len(fields)} field" + "s" * (len(fields) != 1)
        return f"it has {found}, and needs 5, 6 or 7: {ORDER}"
    index, text = next((index, text) for index, text in enumerate(fields) if not _is_right(index, text))
    # Quartz and Spring write the second first, so what is at fault may be the order.
    return _field(index, text) + (f"; the order is {ORDER}" if len(fields) > SECOND else "")


def _is_right(index: int, text: str) -> bool:
    try:
        read_field(index, text.lower())
    except ValueError:
        return False
    return True


def _macro(schedule: str) -> str:
    words = schedule.strip()
    if every := _EVERY.fullmatch(words):
        return _interval(int(every["count"]), every["unit"].lower())
    if words.lower() == "@reboot":
        return "@reboot has no meaning on a server; create a run instead, or write a time such as 0 9 * * *"
    if words.lower().startswith("@every"):
        return "@every is not known to the server; write a step, such as */5 * * * * for every five minutes"
    if words.lower() in MACROS:
        return f"{words} must stand alone, without white space around it"
    return f"{shown(words.split()[0])} is not one of {', '.join(MACROS)}"


def _interval(count: int, unit: str) -> str:
    minutes = {"m": 1, "h": 60, "d": 1440}.get(unit, 0) * count
    if 0 < minutes < 60 and 60 % minutes == 0:
        instead = "* * * * *" if minutes == 1 else f"*/{minutes} * * * *"
    elif minutes and minutes % 60 == 0 and minutes <= 1440 and 1440 % minutes == 0:
        instead = {60: "0 * * * *", 1440: "0 0 * * *"}.get(minutes, f"0 */{minutes // 60} * * *")
    else:
        return (
            "@every is not known to the server; a schedule names times of the clock, such as "
            "*/5 * * * * for every five minutes, so an interval must divide the hour or the day"
        )
    return f"@every is not known to the server; write {instead}"


def _field(index: int, text: str) -> str:
    items = text.split(",")
    if draws := next(filter(None, map(_DRAWN.match, items)), None):
        kind = "hashed value (H)" if draws[0] in "hH" else "random value (R)"
        return f"{KINDS[index].name} {shown(text)}: a {kind} has no place here; write a number"
    for item in items:
        if item == "?" or not _is_right(index, item):
            return _item(index, item, text)
    if index == DAY:
        return f"day of month {shown(text)}: W takes a single day, not a list; give each day a cron"
    return f"day of week {shown(text)} mixes days with and without #; give each kind a cron"


def _item(index: int, item: str, text: str) -> str:
    name = KINDS[index].name
    if not item:
        return f"{name} {shown(text)} has an empty item"
    if item.startswith("-"):
        return f"{name} {shown(item)[1:-1]} is not in {_range(index)}"
    if "?" in item:
        place = "it stands alone" if index in (DAY, WEEKDAY) else "only day of month and day of week take it"
        return f"{name} {shown(item)}: ? means any value, and {place}; write *"
    if nth := _NTH.fullmatch(item):
        return _nth(index, item, nth)
    if index == WEEKDAY and item.lower() == "l":
        return "day of week 'L': say which last day, for example L5 for the last Friday of the month"
    if parts := _ITEM.fullmatch(item):
        for bound in (parts["low"], parts["high"]):
            if bound is not None and (fault := _bound(index, bound, item)):
                return fault
        if (step := parts["step"]) is not None and not (_NUMBER.fullmatch(step) and int(step)):
            return f"{name} {shown(item)}: a step is a number from 1, not {shown(step)}"
    return f"{name} {shown(item)} is not a value, a range (1-5) or a step (*/5)"


def _nth(index: int, item: str, nth: re.Match[str]) -> str:
    if index != WEEKDAY:
        name = KINDS[index].name
        return f"{name} {shown(item)}: # belongs to day of week, for example 5#2 for the second Friday"
    if "-" in nth["day"]:
        return f"day of week {shown(item)}: # takes one day, or a range of names such as mon-fri#2"
    if fault := _bound(index, nth["day"], item):
        return fault
    return f"day of week {shown(item)}: the number after # says which one of the month, 1 to 5"


def _bound(index: int, bound: str, item: str) -> str:
    """What is wrong with one end of an item; empty where nothing is."""
    name = KINDS[index].name
    value = number_of(index, bound)
    if value is not None:
        if value in _every(index):
            return ""
        return f"{name} {shown(bound)[1:-1]} is not in {_range(index)}{_HINTS.get((name, value), '')}"
    if bound == "*" or (index == DAY and bound.lower() == "l"):
        return ""
    near = _near(index, bound.lower())
    hint = f"; did you mean {near}?" if near else ""
    return f"{name} {shown(bound)} is not a number in {_range(index)}{hint}"


def _near(index: int, word: str) -> str | None:
    # January, tues, sept: croniter knows the first three letters only.
    return next((name for name in KINDS[index].words if len(word) > 3 and word.startswith(name)), None)


def _every(index: int) -> range:
    """Every number that may be written: 7 is a Sunday too."""
    kind = KINDS[index]
    return range(kind.low, max((kind.high, *kind.same)) + 1)


def _range(index: int) -> str:
    every, words = _every(index), list(KINDS[index].words)
    return f"{every[0]}-{every[-1]}" + (f" or {words[0]}-{words[-1]}" if words else "")
