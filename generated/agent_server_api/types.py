"""What endpoints and models are made of: ``UNSET``, operations, models as views of their JSON, and readers.

A reader turns a JSON value into a typed one, and raises ``Mismatch`` when it cannot.
"""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, NoReturn, Self, TypeVar, cast, overload
from urllib.parse import quote
from uuid import UUID

import orjson

from .errors import DriftError, InvalidArgumentError, UnreadableAnswer

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
M = TypeVar("M", bound="Model")


class Unset(enum.Enum):
    """The type of ``UNSET``. A member of an enum, so that identity survives copying and pickling."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Not given, or not there: something else than ``None``."""


# Operations


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the contract: its id, its verb and path, and the statuses that mean success."""

    id: str
    method: str
    path: str
    success: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.id} ({self.method} {self.path})"

    def request(
        self,
        path: Mapping[str, object],
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        body: object = UNSET,
    ) -> dict[str, Any]:
        """The keyword arguments of an HTTP request, in plain JSON; whatever is ``UNSET`` is left out."""
        kwargs: dict[str, Any] = {"method": self.method, "url": self.url(path)}
        if params and (query := given(params)):
            kwargs["params"] = query
        if headers and (lines := {k: header(k, v) for k, v in headers.items() if v is not UNSET}):
            kwargs["headers"] = lines
        if body is not UNSET:
            kwargs["json"] = to_json(body)
        return kwargs

    def url(self, path: Mapping[str, object]) -> str:
        """The path with each of its values quoted."""
        return re.sub(r"\{(\w+)\}", lambda match: segment(match[1], path[match[1]]), self.path)


@dataclass(frozen=True, slots=True)
class Response(Generic[T_co]):
    """An answer: its status, body and headers, and what was read from it."""

    status_code: int
    content: bytes
    headers: Mapping[str, str]
    parsed: T_co


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def segment(name: str, value: object) -> str:
    """A path value, quoted.

    Dots and slashes would leave the path (``..`` is not quoted, and HTTP libraries collapse it), and
    an empty value would name another operation: they are refused.
    """
    if isinstance(value, UUID):
        value = str(value)
    if not isinstance(value, str):
        raise InvalidArgumentError(f"{name} must be text, not {type(value).__name__}")
    if value in ("", ".", ".."):
        raise InvalidArgumentError(f"{name} must not be {value!r}")
    if "/" in value or "\\" in value or _CONTROL.search(value):
        raise InvalidArgumentError(f"{name} must not hold a slash, a backslash or a control character")
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        raise InvalidArgumentError(f"{name} is not valid Unicode") from None


def header(name: str, value: object) -> str:
    """The value of a header, which must be text on one line."""
    if not isinstance(value, str) or _CONTROL.search(value):
        raise InvalidArgumentError(f"the header {name} must be text on one line")
    return value


def from_json(operation: Operation, content: bytes, read: Callable[[Any], T]) -> T:
    """Read the body of an answer."""
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise UnreadableAnswer(operation, content) from None
    try:
        return read(value)
    except Mismatch as mismatch:
        raise DriftError(operation.id, "", value, value, str(mismatch)) from None


# Readers


class Mismatch(Exception):
    """A JSON value is not what the contract says; the message names types, never the value."""

    def __init__(self, expected: str, value: object) -> None:
        super().__init__(f"expected {expected}, found {_JSON_NAMES.get(type(value), type(value).__name__)}")


_JSON_NAMES: Final[Mapping[type, str]] = {
    type(None): "null",
    bool: "a boolean",
    dict: "an object",
    float: "a number",
    int: "an integer",
    list: "an array",
    str: "text",
}


def anything(value: Any) -> Any:
    """Any JSON value."""
    return value


def text(value: Any) -> str:
    """A string, which is all that an id or an enum is."""
    if isinstance(value, str):
        return value
    raise Mismatch("text", value)


def boolean(value: Any) -> bool:
    """``true`` or ``false``."""
    if value is True or value is False:
        return value
    raise Mismatch("a boolean", value)


def integer(value: Any) -> int:
    """An integer."""
    if type(value) is int:
        return value
    raise Mismatch("an integer", value)


def number(value: Any) -> float:
    """A number, whole or not."""
    if type(value) is float or type(value) is int:
        return value
    raise Mismatch("a number", value)


def nothing(value: Any) -> None:
    """``null``."""
    if value is not None:
        raise Mismatch("null", value)


def moment(value: Any) -> datetime:
    """A moment: a date and time with its offset from UTC."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Mismatch("a date-time", value) from None
    if found.tzinfo is None:
        raise Mismatch("a date-time with an offset", value)
    return found


def mapping(value: Any) -> Mapping[str, Any]:
    """A free-form object, as it is."""
    if isinstance(value, dict):
        return value
    raise Mismatch("an object", value)


_AS_IS: Final[Mapping[Callable[[Any], Any], type]] = {text: str, boolean: bool, integer: int, mapping: dict}
"""What a reader gives back as it is, if it is of exactly this type."""


def nullable(read: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """``null``, or what the reader reads."""
    return lambda value: None if value is None else read(value)


def listed(read: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """An array of what the reader reads."""

    def read_list(value: Any) -> list[T]:
        if not isinstance(value, list):
            raise Mismatch("an array", value)
        return [read(item) for item in value]

    return read_list


def mapped(read: Callable[[Any], T]) -> Callable[[Any], Mapping[str, T]]:
    """An object whose values are what the reader reads."""
    return lambda value: {name: read(item) for name, item in mapping(value).items()}


def either(*reads: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What the first reader reads that can."""

    def read_either(value: Any) -> Any:
        for read in reads:
            try:
                return read(value)
            except Mismatch:
                continue
        raise Mismatch("another type", value)

    return read_either


@overload
def view(model: type[M]) -> Callable[[Any], M]: ...
@overload
def view(model: str) -> Callable[[Any], Any]: ...
def view(model: type[M] | str) -> Callable[[Any], Any]:
    """An object as a model. A model given by its name is imported when it is first read."""
    if isinstance(model, str):
        return variant(model)
    blank = model.__new__

    def read_view(value: Any) -> M:
        if not isinstance(value, dict):
            raise Mismatch("an object", value)
        # What `from_dict` does, without its call: lists are long.
        instance = blank(model)
        instance._json = value
        return instance

    return read_view


def named(model: str) -> type[Model]:
    """The model of this name."""
    return cast("type[Model]", getattr(import_module(f"{__package__}.models"), model))


def variant(*names: str) -> Callable[[Any], Any]:
    """An object as the first of these models whose constants and required fields it has, else the last."""

    def read_variant(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Mismatch("an object", value)
        models = [named(name) for name in names]
        return next((model for model in models[:-1] if fits(model, value)), models[-1]).from_dict(value)

    return read_variant


def fits(model: type[Model], value: Mapping[str, Any]) -> bool:
    """Whether an object has what this model requires."""
    fields = [field for field in vars(model).values() if isinstance(field, Field)]
    return all(
        (field.name in value or not field.required)
        and (field.const is UNSET or value.get(field.name, field.const) == field.const)
        for field in fields
    )


# Models


class Field(property, Generic[T_co]):
    """A typed, read-only attribute that reads one field of a model's JSON, each time it is asked for.

    Reading is most of what an answer costs, so it is one call: a property, whose function knows the JSON
    type that needs no reader.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[Any], T_co],
        *,
        required: bool = True,
        null: bool = False,
        const: object = UNSET,
    ) -> None:
        self.name = name
        self.required = required
        self.const = const
        as_is = _AS_IS.get(read)

        def get(instance: Model) -> Any:
            try:
                value = instance._json[name]
            except KeyError:
                if not required:
                    return UNSET
                reason = "required, and not in the answer"
                raise DriftError(type(instance).__name__, name, UNSET, instance, reason) from None
            if type(value) is as_is or (value is None and null):
                return value
            try:
                return read(value)
            except Mismatch as mismatch:
                raise DriftError(type(instance).__name__, name, value, instance, str(mismatch)) from None

        super().__init__(get)

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type, /) -> Self: ...
        @overload
        def __get__(self, instance: Any, owner: type | None = None, /) -> T_co: ...
        def __get__(self, instance: Any, owner: Any = None, /) -> Any: ...
        def __set__(self, instance: Any, value: NoReturn, /) -> NoReturn: ...


class Model(Mapping[str, Any]):
    """A typed, read-only view of a JSON object, which keeps all that it holds.

    Attributes are typed and checked when they are read; ``model["name"]`` is the JSON value by its name
    on the wire. A field that is absent reads as ``UNSET`` if it is optional, and raises ``DriftError``
    if it is not. Fields that the contract does not know are kept, and enum values that it does not know
    read as plain text.

    A model is a mapping of its JSON, and equal to a dict of the same; ``json_default`` writes it. A field
    called ``items`` or ``values`` takes the place of that method: ``dict(model).items()`` is always there.
    """

    __slots__ = ("_json",)
    __hash__ = None  # type: ignore[assignment]
    _json: Mapping[str, Any]

    @classmethod
    def from_dict(cls, mapping: Mapping[str, Any]) -> Self:
        """A view of this mapping, which is neither copied nor checked."""
        self = cls.__new__(cls)
        self._json = mapping._json if isinstance(mapping, Model) else mapping
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON, as a dict of its own (what is nested is shared)."""
        return dict(self._json)

    def __getitem__(self, name: str) -> Any:
        return self._json[name]

    def __contains__(self, name: object) -> bool:
        return name in self._json

    def __iter__(self) -> Iterator[str]:
        return iter(self._json)

    def __len__(self) -> int:
        return len(self._json)

    def __bool__(self) -> Literal[True]:
        return True

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Model):
            return type(other) is type(self) and self._json == other._json
        return self._json == other

    def __or__(self, other: Mapping[str, Any]) -> dict[str, Any]:
        return {**self._json, **other} if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other: Mapping[str, Any]) -> dict[str, Any]:
        return {**other, **self._json} if isinstance(other, Mapping) else NotImplemented

    def __repr__(self) -> str:
        # Ids alone: any other field may hold a secret.
        ids = [f"{k}={v!r}" for k, v in self._json.items() if k.endswith("_id") and isinstance(v, str)]
        return f"{type(self).__name__}({', '.join([*ids, '...'])})"


# Writers


def json_default(value: object) -> Any:
    """Writes a model as its JSON and a datetime in ISO 8601, as the ``default`` of ``json`` and ``orjson``.

    ``json.dumps(thread, default=json_default)``, ``orjson.dumps(threads, default=json_default)``. Raises
    ``TypeError`` for anything else, as both ask for.
    """
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a value of type {type(value).__name__} is not JSON")


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of the fields that were given."""
    return {name: to_json(value) for name, value in fields.items() if value is not UNSET}


def to_json(value: Any) -> Any:
    """The JSON of a value: models, mappings, sequences, aware datetimes, UUIDs and enums are turned into it."""
    kind = type(value)
    if value is None or kind in (str, int, bool):
        return value
    if kind is dict or isinstance(value, Mapping):
        fields = cast("Mapping[str, Any]", value)
        if not {*map(type, fields)} <= {str} and not all(
            isinstance(key, str) for key in cast("Iterable[object]", fields)
        ):
            raise InvalidArgumentError("the keys of an object must be text")
        # Not by `items`, which a model's field may hide.
        return {str(key): to_json(fields[key]) for key in fields}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in cast("Iterable[Any]", value)]
    if isinstance(value, datetime):
        if value.tzinfo is None or value.utcoffset() is None:
            raise InvalidArgumentError("a datetime must have a time zone")
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, enum.Enum) and value is not UNSET:
        return to_json(value.value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidArgumentError(f"{value} is not a number in JSON")
        return value
    if isinstance(value, (str, int)):
        return value
    raise InvalidArgumentError(f"a value of type {type(value).__name__} has no JSON")
