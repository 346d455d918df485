"""The moment at which a cron ends, as text for the wire."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cronwright.errors import InvalidArgumentError

_WAY_OUT = "give a datetime that says where it counts, for example datetime(2030, 1, 1, tzinfo=UTC)"


def end_time_text(value: datetime, *, now: datetime | None = None) -> str:
    """`end_time` as ISO 8601 in UTC, microseconds kept; it must lie after `now`.

    Raises InvalidArgumentError for a naive or a past datetime, for a date and for text.
    """
    if not isinstance(value, datetime):
        raise InvalidArgumentError(_no_datetime(value))
    if value.utcoffset() is None:
        raise InvalidArgumentError(
            f"end_time {datetime.isoformat(value)} has no time zone; {_WAY_OUT}, "
            "or value.replace(tzinfo=ZoneInfo('America/New_York'))"
        )
    _localized(value)
    if value <= (datetime.now(UTC) if now is None else now):
        raise InvalidArgumentError(
            f"end_time {datetime.isoformat(value)} is past: the cron would never fire; "
            "leave it out, or give enabled=False for a cron that waits"
        )
    try:
        moment = value.astimezone(UTC)
    except OverflowError:
        raise InvalidArgumentError(
            f"end_time {datetime.isoformat(value)} is beyond the year 9999 in UTC; leave it out"
        ) from None
    # In UTC both runtimes take it: one compares the text that it stored, the other parses it into
    # a Timestamp, and the offset of some zones has seconds, which RFC 3339 does not know.
    # By the base class, since a pandas Timestamp writes nanoseconds.
    return datetime.isoformat(moment)


def _no_datetime(value: object) -> str:
    if isinstance(value, str):
        return f"end_time must be a datetime, not a str; write datetime.fromisoformat(...), or {_WAY_OUT}"
    if isinstance(value, date):
        return (
            "end_time must be a datetime, not a date, which names no moment; write "
            "datetime.combine(value, time.max, tzinfo=ZoneInfo('America/New_York')) for the end of that day"
        )
    return f"end_time must be a datetime, not {type(value).__name__}; {_WAY_OUT}"


def _localized(value: datetime) -> None:
    """Refuse a pytz zone that was put in by hand: it counts in local mean time, minutes off."""
    normalize = getattr(value.tzinfo, "normalize", None)
    if normalize is None:
        return
    try:
        right = normalize(value)
    except OverflowError:
        return
    if right.utcoffset() != value.utcoffset():
        raise InvalidArgumentError(
            f"end_time {datetime.isoformat(value)} has a pytz zone that was not localized; "
            "write zone.localize(datetime(...)), or use ZoneInfo"
        )
