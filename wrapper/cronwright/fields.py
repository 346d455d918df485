"""What a caller gives for a field, made fit to send: None is "not given", a wrong value is an error."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol, TypeVar, get_args
from urllib.parse import urlsplit
from uuid import UUID

from agent_server_api.types import UNSET, Unset

from .errors import InvalidArgumentError
from .guards.values import check_input, check_mapping

T = TypeVar("T")

Id = str | UUID


class PydanticModel(Protocol):
    """A Pydantic model, by what it can do."""

    def model_dump(self) -> dict[str, Any]: ...


class Dataclass(Protocol):
    """A dataclass, by its mark."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


class AttrsClass(Protocol):
    """A class of attrs, by its mark."""

    __attrs_attrs__: ClassVar[tuple[Any, ...]]


Object = Mapping[str, Any] | PydanticModel | Dataclass | AttrsClass
"""What becomes a JSON object."""

Input = Object | Sequence[Object]
"""What a graph can be given: one object, or a list of them."""


_UUID = re.compile(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")


def opaque_id(value: Id) -> str:
    """An id as it is, but a UUID in its usual form: some operations know no other, and answer 404.

    The generated client refuses one that would leave its place in a path.
    """
    return str(UUID(str(value))) if _UUID.fullmatch(str(value)) else value  # type: ignore[return-value]


def assistant_id(value: Id) -> str:
    """An assistant's id or a graph's name, for a body."""
    if not isinstance(value, str | UUID) or not value:
        raise InvalidArgumentError(f"assistant_id must be an assistant's id or a graph's name, not {value!r}")
    return opaque_id(value)


def uuid_text(name: str, value: Id | None, otherwise: str) -> str | Unset:
    """A UUID in its usual form: without dashes the server finds nothing, and does not say so (facts D20)."""
    if value is None:
        return UNSET
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise InvalidArgumentError(f"{name} {value!r} is not a UUID; {otherwise}") from None


def given(value: T | None) -> T | Unset:
    """Leave out what was not given."""
    return UNSET if value is None else value


def flag(name: str, value: bool | Unset | None) -> bool | Unset:
    """A bool, and nothing that is merely true."""
    if value is None or value is UNSET:
        return UNSET
    if not isinstance(value, bool):
        raise InvalidArgumentError(f"{name} must be True or False, not {value!r}")
    return value


def one_of(name: str, value: T | Unset | None, allowed: Any) -> T | Unset:
    """One of the values of a Literal."""
    if value is None or value is UNSET:
        return UNSET
    if value not in (choices := get_args(allowed)):
        raise InvalidArgumentError(f"{name} {value!r} is not one of {', '.join(map(repr, choices))}")
    return value


def several_of(name: str, value: T | Sequence[T] | Unset | None, allowed: Any) -> T | list[T] | Unset:
    """One or several of the values of a Literal."""
    if value is None or value is UNSET:
        return UNSET
    if isinstance(value, str):
        return one_of(name, value, allowed)
    return list_of(name, value, allowed)  # type: ignore[arg-type]


def list_of(name: str, value: Sequence[T] | None, allowed: Any) -> list[T] | Unset:
    """A list of the values of a Literal."""
    if value is None:
        return UNSET
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise InvalidArgumentError(f"{name} must be a list, not {value!r}")
    for item in value:
        one_of(name, item, allowed)
    return list(value)


def nodes(name: str, value: str | Sequence[str] | Unset | None) -> Any:
    """`"*"` for every node, or the names of some."""
    if value is None or isinstance(value, Unset):
        return UNSET
    if value == "*":
        return value
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise InvalidArgumentError(f'{name} must be "*" or a list of node names, not {value!r}')
    if not all(isinstance(node, str) for node in value):
        raise InvalidArgumentError(f"{name} must name nodes by str, not {list(value)!r}")
    return list(value)


def json_object(name: str, value: Object | Unset | None) -> Mapping[str, Any] | Unset:
    """A mapping, or a model that becomes one, as plain JSON."""
    if value is None or isinstance(value, Unset):
        return UNSET
    return check_mapping(value, name)


def json_input(value: Input | Unset | None) -> Any:
    """A graph's input as plain JSON."""
    if value is None or isinstance(value, Unset):
        return UNSET
    written = check_input(value)
    if isinstance(written, list):
        for index, item in enumerate(written):
            if not isinstance(item, dict):
                raise InvalidArgumentError(f"input[{index}] must be a mapping, not {type(item).__name__}")
    return written


def webhook_url(value: str | Unset | None) -> str | Unset:
    """An absolute http(s) URL: the server takes no other (facts D22)."""
    if value is None or isinstance(value, Unset):
        return UNSET
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except (ValueError, AttributeError, TypeError):
        usable = False
    if not usable or len(value) > 65_536 or re.search(r"[\x00-\x20\x7f]", value):
        # The URL itself may hold a token, so it is not shown.
        raise InvalidArgumentError("webhook must be an absolute http:// or https:// URL without spaces")
    return value


def text(name: str, value: str | None) -> str | Unset:
    """A str, and nothing that could be written as one."""
    if value is None:
        return UNSET
    if not isinstance(value, str):
        raise InvalidArgumentError(f"{name} must be a str, not {type(value).__name__}")
    return value


def texts(name: str, value: Sequence[str] | None) -> list[str] | Unset:
    """Several texts."""
    if value is None:
        return UNSET
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise InvalidArgumentError(f"{name} must be a list of str, not {value!r}")
    if not all(isinstance(item, str) for item in value):
        raise InvalidArgumentError(f"{name} must hold str alone, not {list(value)!r}")
    return list(value)


def uuid_texts(name: str, value: Sequence[Id] | None, otherwise: str) -> list[str] | Unset:
    """Several UUIDs in their usual form."""
    if value is None:
        return UNSET
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise InvalidArgumentError(f"{name} must be a list of ids, not {value!r}")
    return [str(uuid_text(f"{name}[{index}]", item, otherwise)) for index, item in enumerate(value)]


def number(name: str, value: float | None, least: float = 0) -> float | Unset:
    """A finite number that is not below the least one."""
    if value is None:
        return UNSET
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value < float("inf"):
        raise InvalidArgumentError(f"{name} must be a number of {least} or more, not {value!r}")
    return value


def whole(name: str, value: int | None, least: int = 0) -> int | Unset:
    """An int that is not below the least one."""
    if value is None:
        return UNSET
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise InvalidArgumentError(f"{name} must be an int of {least} or more, not {value!r}")
    return value


def checkpoint(name: str, value: Object | None) -> Mapping[str, Any] | Unset:
    """A checkpoint as a state shows it, without what it leaves open: the server refuses null."""
    written = json_object(name, value)
    if isinstance(written, Unset):
        return UNSET
    return {key: item for key, item in written.items() if item is not None}


def ttl(value: float | Object | None) -> Mapping[str, Any] | Unset:
    """How long a thread lives: minutes, or {"ttl": minutes, "strategy": "delete"}."""
    if value is None:
        return UNSET
    if isinstance(value, int | float):
        return {"ttl": number("ttl", value), "strategy": "delete"}
    return json_object("ttl", value)


def event_id(name: str, value: str | None) -> str | Unset:
    """The id of an event, which travels in a header."""
    written = text(name, value)
    if not isinstance(written, Unset) and not re.fullmatch(r"[\x21-\x7e]+", written):
        raise InvalidArgumentError(f"{name} must be an id that an event had, or '-1' for all, not {value!r}")
    return written
