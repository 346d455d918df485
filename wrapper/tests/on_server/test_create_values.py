"""Python's own kinds of values inside input, metadata, config and context arrive as plain JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum, IntEnum
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

import attrs
import pydantic
import pytest

from cronwright import SyncClient

from .made import quiet

ID = UUID("0192f1c0-0000-7000-8000-000000000001")
MOMENT = datetime(2031, 5, 6, 7, 8, 9, 10, tzinfo=UTC)


class Color(Enum):
    RED = "red"


class Level(IntEnum):
    HIGH = 3


class Message(pydantic.BaseModel):
    role: str
    at: datetime
    ref: UUID | None = None


@dataclass
class Point:
    x: int
    color: Color
    inner: Any = None


@attrs.frozen
class Box:
    level: Level
    point: Point


# Each is given under the name `model`, and stands there as this JSON.
VALUES: list[tuple[Any, Any]] = [
    (
        Message(role="user", at=MOMENT, ref=ID),
        {"role": "user", "at": "2031-05-06T07:08:09.000010Z", "ref": str(ID)},
    ),
    (
        Point(1, Color.RED, inner=[Point(2, Color.RED)]),
        {"x": 1, "color": "red", "inner": [{"x": 2, "color": "red", "inner": None}]},
    ),
    (Box(Level.HIGH, Point(1, Color.RED)), {"level": 3, "point": {"x": 1, "color": "red", "inner": None}}),
    (ID, str(ID)),
    (Color.RED, "red"),
    (Level.HIGH, 3),
    (MOMENT, "2031-05-06T07:08:09.000010+00:00"),
    (date(2031, 5, 6), "2031-05-06"),
    (PurePosixPath("a/b"), "a/b"),
    (("tuple", {"set"}), ["tuple", ["set"]]),
    (
        {"ü": "é\U0001f600", "n": [None, True, 1.5, 2**62]},
        {"ü": "é\U0001f600", "n": [None, True, 1.5, 2**62]},
    ),
]


@pytest.mark.parametrize(("value", "plain"), VALUES, ids=[type(value).__name__ for value, _ in VALUES])
def test_a_value_is_stored_as_json(value: Any, plain: Any, client: SyncClient, thread: str) -> None:
    """The same value in all four places is the same JSON in the stored cron."""
    context = {"model": value}
    cron = quiet(
        client, thread, input={"deep": [{"model": value}]}, metadata={"model": value}, context=context
    )
    stored = client.crons.get(cron.cron_id)
    assert stored.payload["input"] == {"deep": [{"model": plain}]}
    assert stored.metadata == stored.payload["metadata"] == {"model": plain}
    assert stored.payload["context"] == {"model": plain}
    cron = quiet(client, thread, config={"configurable": {"model": value}})
    assert client.crons.get(cron.cron_id).payload["config"]["configurable"]["model"] == plain


@pytest.mark.parametrize(("value", "plain"), VALUES[:3], ids=["pydantic", "dataclass", "attrs"])
def test_a_model_may_be_the_whole(value: Any, plain: Any, client: SyncClient, thread: str) -> None:
    """A model in the place of a mapping becomes that mapping, and a list of models an input of several."""
    cron = quiet(client, thread, input=value, metadata=value, context=value)
    stored = client.crons.get(cron.cron_id)
    assert stored.payload["input"] == stored.metadata == stored.payload["context"] == plain
    cron = quiet(client, thread, input=[value, value])
    assert client.crons.get(cron.cron_id).payload["input"] == [plain, plain]


def test_an_update_takes_the_same_values(client: SyncClient, thread: str) -> None:
    """`update` writes them as `create_for_thread` does."""
    cron = quiet(client, thread)
    value, plain = VALUES[2]
    client.crons.update(cron.cron_id, input=[value], metadata={"model": value}, context=value)
    stored = client.crons.get(cron.cron_id)
    assert stored.payload["input"] == [plain]
    assert stored.metadata == {"model": plain}
    assert stored.payload["context"] == plain
