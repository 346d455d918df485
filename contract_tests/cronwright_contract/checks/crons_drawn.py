"""Crons to draw: every field that the wrapper can send, in such combinations as no server starts by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from cronwright.reserved import METADATA as RESERVED
from cronwright_contract.strategies import END, NAME, OBJECT, SCHEDULE, ZONE, strategies

_PLAIN = (
    "config",
    "context",
    "interrupt_before",
    "interrupt_after",
    "multitask_strategy",
    "on_run_completed",
    "stream_mode",
    "stream_subgraphs",
    "stream_resumable",
    "durability",
)
"""What may stand beside anything else. No webhook: a server would call it."""

_OWN = OBJECT.filter(lambda value: not RESERVED & value.keys())
# A name as people give them, beside whatever else: there is no metadata without one.
METADATA = st.builds(lambda name, more: {**more, "name": name}, NAME, _OWN)
LEAP_DAYS = st.builds("{} {} 29 2 *".format, st.integers(0, 59), st.integers(0, 23))
"""Years ahead, so that a cron may be enabled and rests all the same."""
SCHEDULES = st.one_of(
    SCHEDULE, LEAP_DAYS, st.sampled_from(["0 0 1,15 * *", "30 6 * * mon,wed", "*/20 1-5 31 1,3 *", "@hourly"])
)


@st.composite
def creations(draw: st.DrawFn, method: str) -> dict[str, Any]:
    """The arguments of `crons.create` or `crons.create_for_thread`, but the thread and the assistant."""
    arguments = draw(_plain(method, required=("input",))) | {"metadata": draw(METADATA)}
    enabled = draw(st.sampled_from([False, True, None]))
    arguments["schedule"] = draw(SCHEDULES if enabled is False else LEAP_DAYS)
    if enabled is not None:
        arguments["enabled"] = enabled
    if draw(st.booleans()):
        arguments["timezone"] = draw(ZONE)
    # An enabled cron with an end stops the in-memory scheduler for everyone (docs/server-facts.md, D28).
    if enabled is False and draw(st.booleans()):
        arguments["end_time"] = draw(END)
    return arguments


@st.composite
def changes(draw: st.DrawFn, *, enabled: bool) -> dict[str, Any]:
    """The arguments of `crons.update` for a cron that is enabled or not; never none."""
    arguments: dict[str, Any] = draw(_plain("crons.update", optional=("input",)))
    timed = st.fixed_dictionaries(
        {}, optional={"schedule": LEAP_DAYS if enabled else SCHEDULES, "timezone": ZONE}
    )
    arguments |= draw(timed)
    if not enabled and draw(st.booleans()):
        arguments["end_time"] = draw(st.none() | END)
    if not arguments or draw(st.booleans()):
        arguments["metadata"] = draw(METADATA)
    if enabled and draw(st.booleans()):
        arguments["enabled"] = False
    return arguments


def _plain(
    method: str, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> st.SearchStrategy[dict[str, Any]]:
    known: Mapping[str, st.SearchStrategy[Any]] = strategies(method)
    names = [*_PLAIN, *optional]
    if method == "crons.create_for_thread":
        names.remove("on_run_completed")
    return st.fixed_dictionaries(
        {name: known[name] for name in required}, optional={name: known[name] for name in names}
    )
