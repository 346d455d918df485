"""Hypothesis as a hunter: it finds, makes small, remembers, and goes on past what it has found.

One failure never hides another: a finding is reported, and the same examples run again with that finding
let pass, until nothing new comes up.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, reproduce_failure, seed, settings
from hypothesis import __version__ as hypothesis_version
from hypothesis.control import current_build_context, reject
from hypothesis.core import encode_failure
from hypothesis.errors import DidNotReproduce, Flaky, Unsatisfiable
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test
from hypothesis.strategies import SearchStrategy

from cronwright_contract.broken import Broken, GivenUp, NoExample
from cronwright_contract.finding import Finding
from cronwright_contract.ground import Ground

MOST_FINDINGS = 25
"""One property reports no more than this many; a server that breaks everything is not worth more time."""

MOST_UNSTEADY = 3
"""How often a property may draw otherwise from the same seed before that is the check's own fault."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: a multiple of the examples that a check asks for, and the time to make one small."""

    seed: int
    scale: float = 1.0
    shrink_seconds: float = 3.0


class Hunter:
    """Runs the properties of one check; `report` takes each finding as small as it became.

    With `replay`, what a finding gave, only that one example is run; `repeated` tells whether there was one.
    """

    def __init__(
        self,
        ground: Ground,
        effort: Effort,
        *,
        report: Callable[[Finding], None],
        sketch: Callable[[Finding], None],
        replay: Mapping[str, Any] | None = None,
    ) -> None:
        self.ground = ground
        self._effort = effort
        self._report = report
        self._sketch = sketch
        self._replay = replay
        self.repeated = False

    def each(
        self, body: Callable[..., None], *, examples: int = 20, **strategies: SearchStrategy[Any]
    ) -> None:
        """Run `body` with drawn arguments, as often as the profile asks; its name stands in the replay."""

        def example(**drawn: Any) -> None:
            body(**drawn)

        self._pursue(body.__name__, lambda how: how(given(**strategies)(example)), examples)

    def machine(self, machine: type[RuleBasedStateMachine], *, examples: int = 10, steps: int = 20) -> None:
        """Run a state machine; it finds the ground as its class attribute `ground`."""
        grounded = type(machine.__name__, (machine,), {"ground": self.ground})

        def test(how: settings) -> Callable[[], None]:
            made: Callable[[], None] = get_state_machine_test(
                grounded, settings=settings(how, stateful_step_count=steps)
            )
            return made

        self._pursue(machine.__name__, test, examples)

    def once(self, name: str, body: Callable[[], None]) -> None:
        """Run `body` as a single example that draws nothing."""
        if self._replay is not None and self._replay.get("property") != name:
            return
        for _ in range(MOST_FINDINGS):
            self.ground.replay = lambda: {"property": name}
            try:
                with self.ground.example():
                    body()
                self.repeated = True
                return
            except Broken as broken:
                self._sketch(broken.finding)
                self._report(broken.finding)
            except NoExample:
                return

    def _pursue(self, name: str, test: Callable[[settings], Any], examples: int) -> None:
        if self._replay is not None and self._replay.get("property") != name:
            return
        phases = [Phase.generate, Phase.shrink] if self._effort.shrink_seconds else [Phase.generate]
        how = settings(
            max_examples=max(1, round(examples * self._effort.scale)),
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            verbosity=Verbosity.quiet,
            # Its metaclass leaves out the members that only warn of themselves.
            suppress_health_check=list(HealthCheck),  # pyright: ignore[reportArgumentType]
            phases=phases,
        )
        run = test(how)
        chase = _Chase(self.ground, name, self._effort.shrink_seconds, self._sketch)
        run.hypothesis.inner_test = chase.over(run.hypothesis.inner_test)
        if self._replay is not None:
            run = reproduce_failure(hypothesis_version, self._replay["choices"].encode())(run)
        unsteady = 0
        for _ in range(MOST_FINDINGS):
            chase.begin()
            try:
                seed(self._effort.seed + unsteady)(run)()
                return
            except (Broken, Flaky) as error:
                if chase.best is not None:
                    self._report(chase.smallest(error))
                elif unsteady < MOST_UNSTEADY:
                    # What was drawn hung on an answer that was another one this time: look elsewhere.
                    unsteady += 1
                elif chase.spoilt:
                    return
                else:
                    raise
            except (DidNotReproduce, Unsatisfiable):
                self.repeated = chase.whole
                return
            except BaseException:
                # Out of time, stopped or blocked while it was made smaller: what was found stands.
                if chase.best is not None:
                    self._report(chase.best)
                raise


class _Chase:
    """One property's hunt for one finding: the smallest so far, and when to stop making it smaller."""

    def __init__(
        self, ground: Ground, name: str, shrink_seconds: float, sketch: Callable[[Finding], None]
    ) -> None:
        self.name = name
        self._ground = ground
        self._shrink_seconds = shrink_seconds
        self._sketch = sketch
        self.whole = False
        """Whether an example was run to its end."""
        self.spoilt = False
        """Whether an example met a breach that was found before, so that others may hang on it."""
        self.begin()

    def begin(self) -> None:
        self.best: Finding | None = None
        self._first = 0.0
        self._ground.replay = self._choices

    def over(self, inner: Callable[..., None]) -> Callable[..., None]:
        """The property with this chase over each of its examples; one that comes to nothing is none."""

        @wraps(inner)
        def example(*args: Any, **drawn: Any) -> None:
            if self.best is not None and time.monotonic() - self._first > self._shrink_seconds:
                reject()
            try:
                with self._ground.example():
                    inner(*args, **drawn)
                    self.whole = True
            except GivenUp:
                # No `reject`: ten more would be drawn in its place.
                return
            except NoExample:
                reject()
            except Broken as broken:
                self._keep(broken.finding)
                raise
            finally:
                self.spoilt |= self._ground.spoilt

        return example

    def smallest(self, error: Broken | Flaky) -> Finding:
        """What hypothesis ended with; the best so far where it could not repeat that, or had no time to."""
        assert self.best is not None
        if isinstance(error, Broken) and error.finding.key == self.best.key:
            return replace(error.finding, at=self.best.at, repeatable=self.best.repeatable)
        return self.best

    def _keep(self, finding: Finding) -> None:
        if self.best is None:
            self._first = time.monotonic()
            self._sketch(finding)
            self.best = replace(finding, repeatable=False)
        elif finding.key == self.best.key:
            smaller = min((self.best, finding), key=_size)
            self.best = replace(smaller, at=self.best.at, repeatable=True)

    def _choices(self) -> Mapping[str, Any]:
        choices = current_build_context().data.choices
        return {"property": self.name, "choices": encode_failure(choices).decode()}


def _size(finding: Finding) -> tuple[int, int]:
    requests = [exchange.request for exchange in finding.exchanges]
    return len(requests), sum(len(request.target) + len(request.content or b"") for request in requests)
