"""Arguments to draw for every operation of the wrapper, by the names of their parameters."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from cronwright.a2a import A2A
from cronwright.assistants import Assistants
from cronwright.call import Call
from cronwright.client import Client
from cronwright.crons import Crons
from cronwright.dialogue import Open, Policy
from cronwright.mcp import MCP
from cronwright.operation import Items, Resource, operation, signature_of, streamed
from cronwright.options import Options
from cronwright.runs import Runs
from cronwright.store import Store
from cronwright.threads import Threads
from cronwright_contract.strategies import Strategy, strategies

RESOURCES: Mapping[str, type[Resource[Any]]] = {
    "a2a": A2A,
    "assistants": Assistants,
    "client": Client,
    "crons": Crons,
    "mcp": MCP,
    "runs": Runs,
    "store": Store,
    "threads": Threads,
}


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the wrapper: what it needs, what it can take, and how to make its call."""

    name: str
    required: Mapping[str, Strategy]
    optional: Mapping[str, Strategy]
    make: Callable[..., Any]

    def call(self, arguments: Mapping[str, Any]) -> Call[Any]:
        """The call that the method makes; of a dialogue, its first one."""
        kind = RESOURCES[self.name.partition(".")[0]]
        _, *parameters = inspect.signature(self.make).parameters.values()
        first = [p.name for p in parameters if p.kind is p.POSITIONAL_ONLY]
        rest = {name: value for name, value in arguments.items() if name not in first}
        made: Any = self.make(object.__new__(kind), *(arguments[name] for name in first), **rest)
        if isinstance(made, Items):
            step: Any = next(made.walk(Policy()))
            return step.call if isinstance(step, Open) else step
        return made  # type: ignore[no-any-return]

    def some_of(
        self, required: Mapping[str, Any], optional: Mapping[str, Any], dice: random.Random
    ) -> dict[str, Any]:
        """The required arguments and some of the optional ones, such as go together.

        Which of them a call has matters as much as their values, and is cheap to vary.
        """
        share = dice.random()
        return self.fitting(
            required, {name: value for name, value in optional.items() if dice.random() < share}, optional
        )

    def fitting(
        self, required: Mapping[str, Any], chosen: Mapping[str, Any], optional: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The arguments without those that exclude each other, and with what the method cannot do without."""
        given = {**required, **chosen}
        for better, other in _EITHER_OR:
            if better in given:
                given.pop(other, None)
        if self.name in _STARTS_RUNS and given.get("thread_id") is None:
            for name in ("checkpoint", "checkpoint_id"):
                given.pop(name, None)
        own = chosen.keys() - Options.__annotations__.keys() - {"return_minimal"}
        if (needed := _ONE_AT_LEAST.get(self.name)) and not own:
            given[needed] = optional[needed]
        if self.name == "runs.cancel_many":
            for name in ("thread_id", "run_ids"):
                given.pop(name, None)
                if "status" not in given:
                    given[name] = optional[name]
        return given


def methods() -> Iterator[Method]:
    """Every method of every resource; one whose parameter has no strategy is an error."""
    for resource, kind in RESOURCES.items():
        for name, definition in inspect.getmembers_static(kind):
            if isinstance(definition, operation | streamed) and not name.startswith("_"):
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


# What is given in two forms, the better one first.
_EITHER_OR = (("durability", "checkpoint_during"), ("checkpoint", "checkpoint_id"))
_STARTS_RUNS = frozenset({"runs.create", "runs.stream", "runs.wait"})
_ONE_AT_LEAST = {"assistants.update": "name", "crons.update": "enabled", "threads.update": "metadata"}
