"""Arguments to draw for every operation of the wrapper, by the names of their parameters."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from agent_server_api import models
from cronwright.assistants import Assistants
from cronwright.call import Call
from cronwright.crons import Crons
from cronwright.dialogue import Policy
from cronwright.operation import Items, Resource, operation, signature_of, streamed
from cronwright.options import Options
from cronwright.runs import Runs
from cronwright.threads import Threads

RESOURCES: Mapping[str, type[Resource[Any]]] = {
    "assistants": Assistants,
    "crons": Crons,
    "runs": Runs,
    "threads": Threads,
}

Strategy = st.SearchStrategy[Any]


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the wrapper: what it needs, what it can take, and how to make its call."""

    name: str
    required: Mapping[str, Strategy]
    optional: Mapping[str, Strategy]
    make: Callable[..., Any]

    def call(self, arguments: Mapping[str, Any]) -> Call[Any]:
        """The call that the method makes; of a dialogue, its first one."""
        resource: Any = RESOURCES[self.name.partition(".")[0]](None)
        made: Any = self.make(resource, **arguments)
        return next(made.walk(Policy())) if isinstance(made, Items) else made


def methods() -> Iterator[Method]:
    """Every method of every resource; one whose parameter has no strategy here is an error."""
    for resource, kind in RESOURCES.items():
        for name, definition in vars(kind).items():
            if isinstance(definition, operation | streamed):
                yield _method(f"{resource}.{name}", definition.make)


def _method(name: str, make: Callable[..., Any]) -> Method:
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    for parameter in list(signature_of(make).parameters.values())[1:]:
        strategy = strategies(name).get(parameter.name)
        if strategy is None:
            raise LookupError(f"{name}: no strategy for {parameter.name}")
        needed = parameter.default is inspect.Parameter.empty
        (required if needed else optional)[parameter.name] = strategy
    return Method(name, required, optional, make)


@st.composite
def drawn(draw: st.DrawFn, method: Method) -> tuple[dict[str, Any], dict[str, Any], random.Random]:
    """A value for each argument, and the dice that choose which of the optional ones are given."""
    required = draw(st.fixed_dictionaries(dict(method.required)))
    optional = draw(st.fixed_dictionaries(dict(method.optional)))
    # A seed, not st.randoms(): each throw of those counts as drawn, and hypothesis drops what grows large.
    return required, optional, random.Random(draw(st.integers(0, 2**32)))


def some_of(optional: Mapping[str, Any], dice: random.Random, method: str) -> dict[str, Any]:
    """Some of the optional arguments, such as go together.

    Which of them a call has matters as much as their values, and is cheap to vary.
    """
    share = dice.random()
    chosen = {name: value for name, value in optional.items() if dice.random() < share}
    if "durability" in chosen:
        chosen.pop("checkpoint_during", None)
    if method == "crons.update" and not chosen.keys() - Options.__annotations__.keys():
        chosen["enabled"] = optional["enabled"]
    return chosen


def strategies(method: str) -> Mapping[str, Strategy]:
    """What to draw for each parameter of a method."""
    resource = method.partition(".")[0]
    return {**_common(), **_OF_RESOURCE.get(resource, {}), **_OF_METHOD.get(method, {})}


def _choice(literal: Any) -> Strategy:
    return st.sampled_from(get_args(literal))


def _several(literal: Any) -> Strategy:
    return st.lists(_choice(literal), max_size=3)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
NAME = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)
JSON = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2), max_leaves=4
)
OBJECT = st.dictionaries(TEXT, JSON, max_size=3)
ID = st.uuids() | st.uuids().map(str)
# Schedules that fire, of each form that the server takes.
SCHEDULE = st.one_of(
    st.tuples(st.integers(0, 59), st.integers(0, 23)).map(lambda at: f"{at[0]} {at[1]} * * *"),
    st.sampled_from(
        ["@daily", "*/5 * * * *", "0 9-17/2 * * mon-fri", "0 0 29 2 *", "0 0 L * *", "15 3 * jan,jul 0"]
    ),
)
ZONE = st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", ZoneInfo("Europe/Berlin"), UTC])
NODES = st.just("*") | st.lists(TEXT, max_size=2)
# After the first fire of each of the schedules.
END = st.integers(2 * 10**8, 10**9).map(lambda seconds: datetime.now(UTC) + timedelta(seconds=seconds + 60))
CONFIG = st.fixed_dictionaries(
    {}, optional={"tags": st.lists(TEXT, max_size=2), "recursion_limit": st.integers(1, 100)}
)


@cache
def _common() -> Mapping[str, Strategy]:
    flag = st.booleans()
    return {
        "thread_id": ID,
        "cron_id": ID,
        "run_id": ID,
        "assistant_id": ID | NAME,
        "schedule": SCHEDULE,
        "input": OBJECT | st.lists(OBJECT, max_size=2),
        "metadata": OBJECT,
        "config": CONFIG,
        "context": OBJECT,
        "checkpoint_during": flag,
        "interrupt_before": NODES,
        "interrupt_after": NODES,
        "webhook": st.sampled_from(["https://example.com/hook?a=b", "http://10.0.0.1"]),
        "on_run_completed": _choice(models.OnCompletion),
        "multitask_strategy": _choice(models.MultitaskStrategy),
        "end_time": END,
        "enabled": flag,
        "timezone": ZONE,
        "stream_mode": _choice(models.StreamMode) | _several(models.StreamMode),
        "stream_subgraphs": flag,
        "stream_resumable": flag,
        "durability": _choice(models.Durability),
        "limit": st.integers(1, 1000),
        "offset": st.integers(0, 10**6),
        "page_size": st.integers(2, 1000),
        "sort_order": _choice(models.SortOrder),
        "if_exists": _choice(models.IfExists),
        "graph_id": TEXT,
        "name": TEXT,
        "status": _choice(models.RunStatus),
        "headers": st.sampled_from([{}, {"x-trace": "1"}]),
        # Parameters beyond the contract are the caller's own affair.
        "params": st.just({}),
        "timeout": st.sampled_from([1, 2.5, (1, 2)]),
        "max_retries": st.just(0),
        "idempotent": flag,
    }


_OF_RESOURCE: Mapping[str, Mapping[str, Strategy]] = {
    "assistants": {
        "assistant_id": ID,
        "sort_by": _choice(models.AssistantSortBy),
        "select": _several(models.AssistantSelect),
    },
    "crons": {"sort_by": _choice(models.CronSortBy), "select": _several(models.CronSelect)},
    "runs": {"select": _several(models.RunSelect)},
}
_FILTER = {"assistant_id": ID}
_OF_METHOD: Mapping[str, Mapping[str, Strategy]] = {
    "crons.search": _FILTER,
    "crons.iterate": _FILTER,
    "crons.count": _FILTER,
    "crons.update": {"end_time": st.none() | END},
}
