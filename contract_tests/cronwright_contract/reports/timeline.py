"""The page's time line: a bar for each check, a tick for each finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cronwright_contract.result import Result


@dataclass(frozen=True, slots=True)
class Lane:
    """One check; `left`, `width` and `ticks` are in percent of the run, ticks with their finding's number."""

    name: str
    left: float
    width: float
    ticks: Sequence[tuple[float, int]]
    said: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lanes, and the seconds to write under them with their places in percent."""

    lanes: Sequence[Lane]
    marks: Sequence[tuple[float, str]]


def timeline(result: Result) -> Timeline:
    """Draw the checks that ran, in the order in which they began."""
    ran = sorted((run for run in result.checks if run.skipped is None), key=lambda run: run.started)
    ends = [run.started + run.seconds for run in ran]
    whole = max([result.seconds, *ends, *(finding.at for finding in result.findings), 0.001])
    lanes: list[Lane] = []
    for run in ran:
        ticks = [
            (round(100 * finding.at / whole, 2), index)
            for index, finding in enumerate(result.findings)
            if finding.check == run.name
        ]
        said = f"{run.name}: from {run.started:.1f} s, for {run.seconds:.1f} s, {run.cases} cases"
        said += f", findings: {len(ticks)}" + ("; its time was over before its end" if run.cut else "")
        lanes.append(
            Lane(run.name, round(100 * run.started / whole, 2), _width(run.seconds / whole), ticks, said)
        )
    step = _step(whole)
    marks = [(round(100 * step * i / whole, 2), f"{step * i:g} s") for i in range(int(whole / step) + 1)]
    return Timeline(lanes, marks)


def _width(share: float) -> float:
    return max(round(100 * share, 2), 0.2)


def _step(whole: float) -> float:
    """A round number of seconds, so that there are five marks or so."""
    power = 1e-3
    while True:
        for factor in (1, 2, 5):
            if whole / (power * factor) <= 6:
                return power * factor
        power *= 10
