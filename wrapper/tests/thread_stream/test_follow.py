"""Which events are a run's, and how it ends."""

from __future__ import annotations

import pytest

from cronwright.thread_stream.events import Event
from cronwright.thread_stream.follow import Follower, Outcome, Outcomes, outcome_of

from .golden import golden


def lifecycle(word: str, run_id: str | None, **data: str) -> Event:
    """A root lifecycle event, of a run if the server tells."""
    event_id = "1-0" if run_id is None else f"synth:{run_id}:lc||{word}"
    params = {"namespace": [], "data": {"event": word, **data}}
    return Event({"type": "event", "method": "lifecycle", "event_id": event_id, "params": params})


def said(text: str) -> Event:
    return Event({"type": "event", "method": "custom", "event_id": text, "params": {"data": text}})


def runs_of(name: str) -> list[str]:
    return [str(event.run_id) for event in golden(name) if event.begins_run]


def test_each_of_two_runs_has_its_own_events() -> None:
    """A thread's events are all of its runs'; each reader gets one (facts T9)."""
    events = golden("two_runs")
    one, two = runs_of("two_runs")
    for run_id, others in ((one, events[:14]), (two, events[14:])):
        follower = Follower(run_id)
        assert [event for event in events if follower.takes(event)] == others
        assert follower.outcome == Outcome(run_id, "completed")


def test_without_an_id_the_first_run_is_followed() -> None:
    """A thread that has no runs yet is read from its first."""
    events = golden("two_runs")
    follower = Follower(None)
    assert [event for event in events if follower.takes(event)] == events[:14]
    assert follower.run_id == runs_of("two_runs")[0]


def test_a_failed_run_says_why() -> None:
    """The error of the run, not that of its subgraph before it."""
    events = golden("failed_child")
    follower = Follower(runs_of("failed_child")[0])
    assert all(follower.takes(event) for event in events)
    assert follower.outcome == Outcome(runs_of("failed_child")[0], "failed", "broken")


def test_a_run_ends_once() -> None:
    """What comes after the word that it is over is not read (facts T13)."""
    events = golden("asks")
    follower = Follower(runs_of("asks")[0])
    taken = [event for event in events if follower.takes(event)]
    assert taken == events[:11]
    assert taken[-1].ends_run
    assert follower.outcome == Outcome(follower.run_id, "interrupted")


def test_the_word_of_another_run_ends_nothing() -> None:
    """The server may turn from one run to another and back, and tell again that each runs."""
    follower = Follower("b")
    events = [
        lifecycle("running", "a"),
        said("a1"),
        lifecycle("running", "b"),
        said("b1"),
        lifecycle("completed", "a"),
        lifecycle("running", "a"),
        said("a2"),
        lifecycle("running", "b"),
        said("b2"),
        lifecycle("completed", "b"),
        said("b3"),
    ]
    taken = [event for event in events if follower.takes(event)]
    assert taken == [events[2], events[3], events[8], events[9]]
    assert follower.outcome == Outcome("b", "completed")


def test_a_server_whose_ids_name_no_run() -> None:
    """The next run that begins is taken for the one to follow, and its end for its own."""
    follower = Follower("b")
    events = [said("0"), lifecycle("running", None), said("1"), lifecycle("failed", None, error="no")]
    assert [follower.takes(event) for event in events] == [False, True, True, True]
    assert follower.outcome == Outcome("b", "failed", "no")


@pytest.mark.parametrize(
    ("status", "ending"),
    [
        ("pending", None),
        ("running", None),
        ("success", "completed"),
        ("error", "failed"),
        ("timeout", "failed"),
        ("interrupted", "interrupted"),
        ("of a later server", None),
    ],
)
def test_how_a_run_ended_by_its_status(status: str, ending: str | None) -> None:
    """For a run whose end no event tells (facts T12)."""
    outcome = outcome_of("a", status)
    assert (outcome.ending if outcome else None) == ending


def test_a_hundred_ends_are_remembered() -> None:
    """A stream that lives for long does not grow."""
    outcomes = Outcomes()
    for number in range(150):
        outcomes.add(Outcome(str(number), "completed"))
    assert [number for number in range(150) if outcomes.get(str(number))] == list(range(50, 150))
    assert outcomes.get(None) is None
