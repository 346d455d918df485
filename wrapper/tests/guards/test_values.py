"""Values: what becomes JSON, what does not, and how the error finds the place."""

from __future__ import annotations

import collections
import copy
import dataclasses
import datetime as dt
import decimal
import enum
import types
import uuid
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import orjson
import pydantic
import pydantic.dataclasses
import pytest

from agent_server_api.models import Cron, SearchItemsResponse
from agent_server_api.types import UNSET
from cronwright.errors import InvalidArgumentError
from cronwright.guards.values import MAX_DEPTH, check_input, check_mapping, to_json

from ..naming import shown

ID = uuid.UUID("01890a5d-ac96-774b-bcce-b302099a8057")
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("America/New_York"))


class Colour(enum.Enum):
    RED = "red"
    NESTED = ("a", {"b": 1})


class Level(enum.IntEnum):
    HIGH = 3


class Name(enum.StrEnum):
    BOB = "bob"


class Alias(enum.Enum):
    """An enum whose value is an enum."""

    COLOUR = Colour.RED


@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    when: object = None
    _hidden: int = 7
    kind: dataclasses.InitVar[str] = "unused"


@dataclasses.dataclass(slots=True)
class Late:
    value: int = dataclasses.field(init=False)


@attrs.define
class Box:
    label: str
    points: list[Point] = attrs.field(factory=list)
    _hidden: int = 7


class Pair(NamedTuple):
    left: int
    right: object


class Message(pydantic.BaseModel):
    role: str
    sent: object = None
    kind: Colour = Colour.RED
    ids: list[uuid.UUID] = []
    alias: str = pydantic.Field(default="a", serialization_alias="alsoKnownAs")


class Aliased(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(serialize_by_alias=True)
    alias: str = pydantic.Field(default="a", serialization_alias="alsoKnownAs")


class Numbers(pydantic.RootModel[list[float]]): ...


class Login(pydantic.BaseModel):
    user: str = "bob"
    password: object = pydantic.SecretStr("hunter2")


class Opened(pydantic.BaseModel):
    password: pydantic.SecretStr = pydantic.SecretStr("hunter2")

    @pydantic.field_serializer("password", when_used="json")
    def open(self, value: pydantic.SecretStr) -> str:
        return value.get_secret_value()


@pydantic.dataclasses.dataclass
class Checked:
    n: int


class Old:
    """The shape of a Pydantic 1 model."""

    __fields__: Mapping[str, object] = {}

    def dict(self) -> dict[str, object]:
        return {"when": NOON.date(), "deep": Old.__mro__ and {"x": (1, 2)}}


class Text(str):
    """A str that shows itself in another way."""

    def __str__(self) -> str:
        return "shown"


class Count(int):
    def __str__(self) -> str:
        return "shown"


class View(Mapping[str, object]):
    """A mapping of the caller's own."""

    def __getitem__(self, key: str) -> object:
        return {"a": (1,)}[key]

    def __iter__(self) -> Iterator[str]:
        return iter(["a"])

    def __len__(self) -> int:
        return 1


def _message(role: str, sent: object, *ids: str) -> dict[str, object]:
    return {"role": role, "sent": sent, "kind": "red", "ids": [*ids], "alias": "a"}


TAKEN: list[tuple[object, object]] = [
    (None, None),
    (True, True),
    (0, 0),
    (1.5, 1.5),
    ("ä😀", "ä😀"),
    ({}, {}),
    ([], []),
    (2**64 - 1, 2**64 - 1),
    (-(2**63), -(2**63)),
    (-0.0, 0.0),
    ({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}),
    (Text("real"), "real"),
    (Count(5), 5),
    (ID, str(ID)),
    (PurePosixPath("/a/b"), "/a/b"),
    (Colour.RED, "red"),
    (Colour.NESTED, ["a", {"b": 1}]),
    (Level.HIGH, 3),
    (Name.BOB, "bob"),
    (Alias.COLOUR, "red"),
    (NOON, "2026-11-22T12:00:00-05:00"),
    (dt.datetime(2026, 1, 1), "2026-01-01T00:00:00"),
    (dt.date(2026, 1, 1), "2026-01-01"),
    (dt.time(9, 30, tzinfo=dt.UTC), "09:30:00+00:00"),
    ((1, (2,)), [1, [2]]),
    (Pair(1, ID), [1, str(ID)]),
    ({"b", "a", "c"}, ["a", "b", "c"]),
    (frozenset([(2, 1), (1, 2)]), [[1, 2], [2, 1]]),
    ({"a", 1, None}, ["a", 1, None]),
    (types.MappingProxyType({"a": 1}), {"a": 1}),
    (collections.ChainMap({"a": 1}, {"b": 2}), {"a": 1, "b": 2}),
    (collections.OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
    (View(), {"a": [1]}),
    (Point(1, ID), {"x": 1, "when": str(ID)}),
    (Box("l", [Point(1)]), {"label": "l", "points": [{"x": 1, "when": None}]}),
    (Checked(1), {"n": 1}),
    (Message(role="u", sent=NOON, ids=[ID]), _message("u", "2026-11-22T12:00:00-05:00", str(ID))),
    (Message(role="u", sent=Message(role="v")), _message("u", _message("v", None))),
    (Aliased(), {"alsoKnownAs": "a"}),
    (Numbers([1.5]), [1.5]),
    (Opened(), {"password": "hunter2"}),
    (Login(password="*" * 10), {"user": "bob", "password": "*" * 10}),
    (Old(), {"when": "2026-11-22", "deep": {"x": [1, 2]}}),
    ({"model": Numbers([1.0])}, {"model": [1.0]}),
]
KEYS: list[object] = [
    *[
        "a",
        "",
        Text("real"),
        1,
        -5,
        True,
        False,
        None,
        1.5,
        1e16,
        1e-7,
        -0.0,
        ID,
        Colour.RED,
        Level.HIGH,
        Name.BOB,
    ],
    *[Alias.COLOUR, NOON, dt.datetime(2026, 1, 1, 0, 0, 0, 5), dt.date(2026, 1, 1), dt.time(9, 30)],
]
REFUSED: list[tuple[object, str]] = [
    (b"x", "bytes is not JSON; decode it, or write base64"),
    (bytearray(b"x"), "bytearray is not JSON; decode it"),
    (dt.timedelta(1), "timedelta is not JSON; write value.total_seconds()"),
    (1j, "complex is not JSON; write [value.real, value.imag]"),
    (iter([1]), "list_iterator is not JSON; write list(value)"),
    ({}.keys(), "dict_keys is not JSON; write list(value)"),
    (collections.deque([1]), "deque is not JSON; write list(value)"),
    (decimal.Decimal("1.5"), "Decimal is not JSON; write str(value), or float(value)"),
    (object(), "object is not JSON; convert it to a dict, list, str or number first"),
    (types.SimpleNamespace(a=1), "SimpleNamespace is not JSON"),
    (ZoneInfo("UTC"), "ZoneInfo is not JSON"),
    (len, "builtin_function_or_method is not JSON"),
    (float("nan"), "nan is not JSON; send None or a str"),
    (float("-inf"), "-inf is not JSON"),
    (2**64, "an int beyond 64 bits loses digits; send it as a str"),
    (-(2**63) - 1, "an int beyond 64 bits"),
    ("\ud800", "text with a lone surrogate cannot be sent as UTF-8"),
    (Message, "the class Message itself; pass an instance"),
    (Point, "the class Point itself; pass an instance"),
    (Colour, "the class Colour itself; pass an instance"),
    (int, "the class int itself; pass an instance"),
    (pydantic.SecretStr("x"), "SecretStr is not JSON"),
    (Login(), "a secret of Login would be sent as stars; give the field a serializer"),
    (Message(role="u", sent=object()), "Message.model_dump fails (PydanticSerializationError)"),
    (Numbers([float("nan")]), "[0]: nan is not JSON"),
]


@pytest.mark.parametrize(("value", "written"), TAKEN, ids=shown)
def test_what_people_put_in_becomes_plain_json(value: object, written: object) -> None:
    """Equal to what is expected, made of plain types alone, and readable by orjson."""
    made = to_json(value, "input")
    assert made == written
    assert type(made) is type(written)
    assert orjson.loads(orjson.dumps(made)) == written
    assert to_json({"a": [value]}, "input") == {"a": [written]}


@pytest.mark.parametrize("key", KEYS, ids=shown)
def test_keys_are_written_as_the_official_sdk_writes_them(key: object) -> None:
    """By orjson, under OPT_NON_STR_KEYS."""
    if key == "real":
        assert to_json({key: 1}, "metadata") == {"real": 1}
        return
    assert to_json({key: 1}, "metadata") == orjson.loads(
        orjson.dumps({key: 1}, option=orjson.OPT_NON_STR_KEYS)
    )


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ((1, 2), "a key of type tuple is not JSON; use a str"),
        (b"a", "a key of type bytes is not JSON"),
        (PurePosixPath("a"), "a key of type PurePosixPath is not JSON"),
        (float("nan"), "nan is not JSON"),
        (2**64, "an int beyond 64 bits"),
        ("\udfff", "a lone surrogate"),
    ],
    ids=shown,
)
def test_other_keys_are_errors(key: object, why: str) -> None:
    """orjson would write NaN as null."""
    with pytest.raises(InvalidArgumentError, match=r"^metadata") as caught:
        to_json({key: 1}, "metadata")
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("value", "name"),
    [({1: "a", "1": "b"}, "'1'"), ({None: 1, "null": 2}, "'null'"), ({Colour.RED: 1, "red": 2}, "'red'")],
    ids=shown,
)
def test_keys_that_fall_together_are_an_error(value: object, name: str) -> None:
    """One of the two values would be lost."""
    with pytest.raises(InvalidArgumentError, match=f"config: two keys become {name} in JSON"):
        to_json(value, "config")


@pytest.mark.parametrize(("value", "why"), REFUSED, ids=lambda value: shown(value)[:50])
def test_what_is_not_json_is_an_error_at_its_place(value: object, why: str) -> None:
    """The path leads to it, the words lead out, and the value is not shown."""
    with pytest.raises(InvalidArgumentError) as caught:
        to_json({"messages": [{"when": value}]}, "input")
    assert str(caught.value).startswith('input["messages"][0]["when"]')
    assert why in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_the_place_within_an_object_is_an_attribute() -> None:
    """A dataclass within an attrs class within a list."""
    with pytest.raises(
        InvalidArgumentError, match=r'^input\["box"\]\.points\[1\]\.when: set_iterator is not JSON'
    ):
        to_json({"box": Box("l", [Point(1), Point(2, iter({1}))])}, "input")


def test_a_long_place_is_shortened() -> None:
    """Its ends say enough."""
    value: object = object()
    for _ in range(50):
        value = {"a long key": value}
    with pytest.raises(InvalidArgumentError) as caught:
        to_json(value, "input")
    assert len(str(caught.value)) < 300
    assert str(caught.value).startswith('input["a long key"]')


def test_a_field_that_was_never_set_is_an_error() -> None:
    """A dataclass may leave one open."""
    with pytest.raises(InvalidArgumentError, match=r"^input\.value: the field has no value yet"):
        to_json(Late(), "input")


def _circles() -> dict[str, object]:
    row: list[object] = []
    row.append(row)
    ring: dict[str, object] = {}
    ring["a"] = [{"b": ring}]
    box = Box("l")
    box.points.append(box)  # type: ignore[arg-type]
    return {"list": row, "dict": ring, "attrs": box}


@pytest.mark.parametrize("kind", ["list", "dict", "attrs"])
def test_a_circle_is_an_error(kind: str) -> None:
    """At the place where it closes."""
    with pytest.raises(InvalidArgumentError, match=r"^input[^:]+: it contains itself$"):
        to_json(_circles()[kind], "input")


def test_a_value_that_is_shared_is_written_each_time() -> None:
    """Only what contains itself is a circle; and the copies share nothing."""
    shared = {"n": [1]}
    made = to_json({"a": shared, "b": [shared, shared]}, "input")
    assert made == {"a": {"n": [1]}, "b": [{"n": [1]}, {"n": [1]}]}
    assert isinstance(made, dict)
    assert made["a"] is not shared


def test_the_value_is_left_as_it_was() -> None:
    """And a later change of it does not reach what was written."""
    value = {"a": [1, {"b": {2, 3}}], "p": Point(1, [4])}
    before = copy.deepcopy(value)
    made = to_json(value, "input")
    assert value == before
    value["a"].append(5)  # type: ignore[attr-defined]
    assert made == {"a": [1, {"b": [2, 3]}], "p": {"x": 1, "when": [4]}}


WRAPS: dict[str, Any] = {
    "list": lambda value: [value],
    "dict": lambda value: {"a": value},
    "tuple": lambda value: (value,),
    "dataclass": lambda value: Point(1, value),
}


@pytest.mark.parametrize("kind", WRAPS)
def test_nesting_is_bounded(kind: str) -> None:
    """200 levels pass, 201 and 20,000 do not; none meets the limit of the interpreter."""
    value: object = 1
    for _ in range(MAX_DEPTH):
        value = WRAPS[kind](value)
    assert to_json(value, "input")
    for more in (1, 20_000):
        for _ in range(more):
            value = WRAPS[kind](value)
        with pytest.raises(InvalidArgumentError, match="more than 200 levels deep"):
            to_json(value, "input")


def test_a_model_of_the_generated_client_is_written_by_its_json() -> None:
    """A cron that was read can be put into the input of another, unknown fields and all."""
    answer: dict[str, object] = {"cron_id": str(ID), "unknown": [1]}
    made = to_json({"cron": Cron.from_dict(answer)}, "input")
    assert made == {"cron": answer}
    answer["unknown"] = 2
    assert made != {"cron": answer}


def test_a_model_with_a_field_of_a_mapping_method_s_name_is_written_by_its_json() -> None:
    """A field hides the method: `items` of found items is their list."""
    answer = {"items": [{"key": "k", "value": {"a": 1}}]}
    assert to_json(SearchItemsResponse.from_dict(answer), "input") == answer


def test_a_value_that_was_not_given_is_an_error() -> None:
    """UNSET is an enum, but no value."""
    with pytest.raises(InvalidArgumentError, match=r'^input\["a"\]: UNSET is not JSON; leave it out$'):
        to_json({"a": UNSET}, "input")


class _Type:
    def __init__(self, kind: str, char: str, name: str) -> None:
        self.kind, self.char, self.name = kind, char, name


def _numpy(dtype: _Type, plain: object) -> object:
    """An object of numpy as far as it is looked at; the real ones are in the test below."""
    kind = type("ndarray", (), {"__module__": "numpy", "dtype": dtype, "tolist": lambda self: plain})
    made: object = kind()
    return made


def test_arrays_are_written_as_lists() -> None:
    """Numbers and text; what NumPy itself cannot make plain is an error."""
    assert to_json(_numpy(_Type("f", "d", "float64"), [[1.5], [2.5]]), "input") == [[1.5], [2.5]]
    assert to_json({"n": _numpy(_Type("i", "l", "int64"), 3)}, "input") == {"n": 3}
    with pytest.raises(InvalidArgumentError, match=r"^input\[1\]: nan is not JSON"):
        to_json(_numpy(_Type("f", "d", "float64"), [1.0, float("nan")]), "input")
    for dtype in (_Type("M", "M", "datetime64[ns]"), _Type("f", "g", "float128"), _Type("V", "V", "void32")):
        with pytest.raises(InvalidArgumentError, match=r"^input: numpy .* is not JSON; write str values"):
            to_json(_numpy(dtype, [0]), "input")


def test_real_arrays_are_written_as_the_official_sdk_writes_them() -> None:
    """By orjson, under OPT_SERIALIZE_NUMPY."""
    value = {"m": np.array([[1, 2], [3, 4]]), "x": np.float64(1.5), "n": np.int64(-3), "b": np.bool_(True)}
    assert to_json(value, "input") == orjson.loads(orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY))


def test_a_table_has_its_own_way_out() -> None:
    """`list` of a data frame would give the names of its columns."""
    table = type("DataFrame", (), {"__iter__": lambda self: iter("ab"), "to_dict": lambda self: {}})()
    with pytest.raises(InvalidArgumentError, match=r"DataFrame is not JSON; write value\.to_dict\(\)"):
        to_json(table, "input")


def test_a_time_that_is_none_is_an_error() -> None:
    """pandas has a datetime that is no time, and differs from itself."""

    class NaT(dt.datetime):
        def __ne__(self, other: object) -> bool:
            return True

        def __str__(self) -> str:
            return "NaT"

    with pytest.raises(InvalidArgumentError, match=r"^input: NaT is not a time; send None"):
        to_json(NaT(1, 1, 1), "input")


@pytest.mark.parametrize(
    "value", [{}, {"a": 1}, View(), Point(1), Box("l"), Message(role="u"), Old()], ids=shown
)
def test_what_becomes_an_object_is_a_mapping_and_an_input(value: object) -> None:
    """metadata, config and context take nothing else."""
    assert check_mapping(value, "config") == to_json(value, "config")
    assert check_input(value) == to_json(value, "input")


@pytest.mark.parametrize("value", [[], [{"a": 1}], (1, 2), Numbers([1.5])], ids=shown)
def test_an_input_may_be_a_list_too(value: object) -> None:
    """But metadata may not."""
    assert check_input(value) == to_json(value, "input")
    with pytest.raises(
        InvalidArgumentError, match=f"^metadata must be a mapping, not {type(value).__name__}$"
    ):
        check_mapping(value, "metadata")


@pytest.mark.parametrize("value", [None, "text", 5, True, Colour.RED, ID], ids=shown)
def test_a_scalar_is_neither(value: object) -> None:
    """The error names the parameter."""
    with pytest.raises(InvalidArgumentError, match=r"^input must be a mapping or a list, not "):
        check_input(value)
    with pytest.raises(InvalidArgumentError, match=r"^context must be a mapping, not "):
        check_mapping(value, "context")
