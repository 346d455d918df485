"""Plain JSON from what people put into input, metadata, config and context.

What it takes is what the official SDK takes, attrs classes and paths besides; it differs where
the SDK changes a value without a word (NaN to null). Nothing is imported to recognise a type:
an object can only be of a library that its owner has imported already.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import math
import numbers
import re
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, TypeAlias

from cronwright.errors import InvalidArgumentError

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | bool | None"

# The server stores what nests deeper, answers 500 (orjson writes 254 levels, its own wrapping
# included), and from then on 500 to every search that meets that cron. Measured on 0.16.7:
# 251 levels are safe in input. Runs and checkpoints wrap once more, so stay well below.
MAX_DEPTH = 200
# Measured on 0.16.7: stored as U+FFFD, the character as well as the six letters of its escape.
_NUL = re.compile(r"\x00|\\u0000")
_INTEGERS = range(-(2**63), 2**64)
_STARS = "*" * 10
_SCALARS = (str, int, float, datetime.date, datetime.time, uuid.UUID, PurePath)

_WAYS_OUT: tuple[tuple[type | tuple[type, ...], str], ...] = (
    ((bytes, bytearray, memoryview), "decode it, or write base64.b64encode(value).decode()"),
    (datetime.timedelta, "write value.total_seconds()"),
    (complex, "write [value.real, value.imag]"),
    (numbers.Number, "write str(value), or float(value)"),
    (Iterable, "write list(value)"),
)


def to_json(value: object, where: str) -> JSON:
    """`value` as plain JSON that shares nothing mutable with it; `where` begins the path in errors.

    Takes JSON, tuples, sets (sorted), mappings with the keys that orjson takes, UUIDs, enums (by
    value), datetimes, dates and times (ISO 8601), paths, dataclasses and attrs classes (fields
    that start with an underscore stay private), Pydantic models (their JSON mode, aliases as the
    model says), NumPy numbers and arrays, and models of the generated client.
    Raises InvalidArgumentError that names the place and the way out, and never shows the value.
    """
    return _Writer().write(value, where, 1)


def check_mapping(value: object, where: str) -> dict[str, JSON]:
    """`to_json` for `metadata`, `config` and `context`: a mapping, or a model or class that becomes one."""
    written = to_json(value, where)
    if not isinstance(written, dict):
        raise InvalidArgumentError(f"{where} must be a mapping, not {_kind(value)}")
    return written


def check_input(value: object) -> dict[str, JSON] | list[JSON]:
    """`to_json` for `input`: a mapping, or a model or class that becomes one, or a list."""
    written = to_json(value, "input")
    if not isinstance(written, dict | list):
        raise InvalidArgumentError(
            f"input must be a mapping or a list, not {_kind(value)}; input={{}} starts a graph with nothing"
        )
    return written


class _Writer:
    """One conversion. It remembers the containers that are open on the way down, to see a circle."""

    def __init__(self) -> None:
        self._open: set[int] = set()

    def write(self, value: object, where: str, depth: int) -> JSON:
        # What most values are, at once.
        if type(value) is str:
            return _text(value, where)
        if value is None or type(value) is bool:
            return value
        # One frame a level: a caller may be deep in a stack of its own.
        while isinstance(value, enum.Enum):  # before str and int, which an enum may be
            if isinstance(value, _unset()):
                raise InvalidArgumentError(f"{_short(where)}: UNSET is not JSON; leave it out")
            value = value.value
        if value is None or isinstance(value, _SCALARS):
            return _scalar(value, where)
        if depth > MAX_DEPTH:
            raise InvalidArgumentError(f"{_short(where)}: more than {MAX_DEPTH} levels deep; flatten it")
        if id(value) in self._open:
            raise InvalidArgumentError(f"{_short(where)}: it contains itself")
        self._open.add(id(value))
        try:
            if isinstance(value, list | tuple | set | frozenset):
                items: list[JSON] = []
                for index, item in enumerate(value):
                    items.append(self.write(item, f"{where}[{index}]", depth + 1))
                return _sorted(items) if isinstance(value, set | frozenset) else items
            if (members := _members(value, where)) is not None:
                names: dict[str, JSON] = {}
                for name, place, item in members:
                    if name in names:
                        raise InvalidArgumentError(f"{_short(where)}: two keys become {name!r} in JSON")
                    names[name] = self.write(item, place, depth + 1)
                return names
            written = self.write(_opened(value, where), where, depth)
            _no_secret(value, written, where)
            return written
        finally:
            self._open.discard(id(value))


def _scalar(value: object, where: str) -> JSON:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(value, where)
    if isinstance(value, float):
        return _number(value, where)
    if isinstance(value, datetime.date | datetime.time):
        return _moment(value, where)
    return _text(value if isinstance(value, str) else str(value), where)


def _members(value: object, where: str) -> Iterator[tuple[str, str, object]] | None:
    """Name, place and value of what becomes a JSON object: a mapping, a dataclass, an attrs class."""
    if isinstance(value, Mapping):
        names = ((_key(key, where), value[key]) for key in value)
        return ((name, f'{where}["{name}"]', item) for name, item in names)
    if isinstance(value, type):
        raise InvalidArgumentError(f"{_short(where)}: the class {value.__name__} itself; pass an instance")
    if (fields := _fields(type(value))) is not None:
        return ((name, f"{where}.{name}", _attribute(value, name, where)) for name in fields)
    return None


def _attribute(value: object, name: str, where: str) -> object:
    try:
        return getattr(value, name)
    except AttributeError:
        raise InvalidArgumentError(f"{_short(where)}.{name}: the field has no value yet") from None


def _opened(value: Any, where: str) -> object:
    """What a library's object says that it holds, still to be written."""
    kind = type(value)
    if hasattr(kind, "model_dump"):
        return _dumped(value, where, "model_dump", mode="json")
    if hasattr(kind, "__fields__") and hasattr(kind, "dict"):  # Pydantic 1
        return _dumped(value, where, "dict")
    if kind.__module__ == "numpy" and hasattr(kind, "tolist"):
        # Datetimes become bare integers in tolist; long doubles and records do not become plain.
        if value.dtype.kind not in "biufUO" or value.dtype.char == "g":
            raise InvalidArgumentError(
                f"{_short(where)}: numpy {value.dtype.name} is not JSON; write str values"
            )
        return value.tolist()
    raise InvalidArgumentError(f"{_short(where)}: {_kind(value)} is not JSON; {_way_out(value)}")


def _text(value: str, where: str) -> str:
    if _NUL.search(value):
        raise InvalidArgumentError(
            f"{_short(where)}: the server would store a NUL character, and its escape, as U+FFFD"
        )
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidArgumentError(
            f"{_short(where)}: text with a lone surrogate cannot be sent as UTF-8"
        ) from None
    return str.__str__(value)


def _integer(value: int, where: str) -> int:
    if (plain := int(value)) not in _INTEGERS:
        raise InvalidArgumentError(f"{_short(where)}: an int beyond 64 bits loses digits; send it as a str")
    return plain


def _number(value: float, where: str) -> float:
    if not math.isfinite(value):
        raise InvalidArgumentError(f"{_short(where)}: {float(value)} is not JSON; send None or a str")
    return float(value)


def _moment(value: datetime.date | datetime.time, where: str) -> str:
    if value != value:  # the "not a time" of pandas
        raise InvalidArgumentError(f"{_short(where)}: {value} is not a time; send None")
    return value.isoformat()


def _key(key: object, where: str) -> str:
    """The name that orjson gives a key under OPT_NON_STR_KEYS, as the official SDK sends it."""
    while isinstance(key, enum.Enum):
        key = key.value
    place = f"{where} (a key)"
    if key is None or isinstance(key, bool | float):
        import orjson

        return orjson.dumps(_scalar(key, place)).decode()
    if isinstance(key, _SCALARS) and not isinstance(key, PurePath):
        return str(_scalar(key, place))
    raise InvalidArgumentError(f"{_short(where)}: a key of type {_kind(key)} is not JSON; use a str")


def _sorted(items: list[JSON]) -> list[JSON]:
    # A set has another order in each process; a request should not.
    import orjson

    return sorted(items, key=orjson.dumps)


def _fields(kind: type) -> list[str] | None:
    """The public fields of a dataclass or of an attrs class."""
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
    elif (attributes := getattr(kind, "__attrs_attrs__", None)) is not None:
        names = [attribute.name for attribute in attributes]
    else:
        return None
    return [name for name in names if not name.startswith("_")]


def _unset() -> type[Any] | tuple[()]:
    """The type of UNSET; nothing is of it while its module is not loaded."""
    kind: type[Any] | tuple[()] = getattr(sys.modules.get("agent_server_api.types"), "Unset", ())
    return kind


def _dumped(value: Any, where: str, method: str, **options: str) -> object:
    dump: Callable[..., object] = getattr(value, method)
    try:
        return dump(**options)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(
            f"{_short(where)}: {_kind(value)}.{method} fails ({type(error).__name__}); "
            "give the field a serializer, or pass plain JSON"
        ) from error


def _no_secret(value: object, written: JSON, where: str) -> None:
    # Pydantic writes a SecretStr as ten stars: the cron would run with those, and say nothing.
    if not hasattr(type(value), "model_dump") or _STARS not in _leaves(written):
        return
    leaves = _leaves(_dumped(value, where, "model_dump"))
    if any(hasattr(type(leaf), "get_secret_value") for leaf in leaves):
        raise InvalidArgumentError(
            f"{_short(where)}: a secret of {_kind(value)} would be sent as stars; "
            "give the field a serializer that calls get_secret_value(), or keep it on the server"
        )


def _leaves(value: object) -> Iterator[object]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            waiting += (item[key] for key in item)
        elif isinstance(item, list | tuple | set | frozenset):
            waiting += item
        else:
            yield item


def _kind(value: object) -> str:
    return type(value).__name__


def _way_out(value: object) -> str:
    if hasattr(type(value), "to_dict"):  # a table of pandas, say
        return "write value.to_dict()"
    for types, text in _WAYS_OUT:
        if isinstance(value, types):
            return text
    return "convert it to a dict, list, str or number first"


def _short(where: str) -> str:
    return where if len(where) <= 200 else f"{where[:100]}...{where[-80:]}"
