"""What fires, when, and with what; what does not. All crons of this file share one waiting period."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from cronwright import InvalidArgumentError, NoInputWarning, ScheduleWarning
from cronwright.embedded import EmbeddedServer
from cronwright.guards.schedule import next_fire_times

from ..either import SHELLS, Shell, connected
from .watching import Watch, until, watch

OFTEN = "* * * * * *"
EVERY_4 = "* * * * * */4"
# The tick is a second; the rest is for a busy machine. It must be less than the 4 seconds between two fires.
LATE = timedelta(seconds=3)
HELLO = {"messages": [{"role": "user", "content": "hello!"}]}
METADATA = {"name": "my_run", "deep": {"n": [1, 2]}}
NEVER: dict[str, Any] = {"config": {"configurable": {"a": 1}}, "context": {"model_name": "m"}, "input": {}}


def _made(make: Callable[..., None], name: str, *also: type[Warning], **fields: Any) -> None:
    """Make a cron; it fires more than once a minute, of which the client warns, and of these things also."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        make(name, **{"schedule": EVERY_4, **fields})
    assert {warning.category for warning in told} == {ScheduleWarning, *also}


def _make_crons(watch: Watch) -> None:
    _made(watch.on_thread, "predicted", input=HELLO, metadata=METADATA)
    _made(watch.on_thread, "zone", input={}, timezone="Asia/Kolkata")
    _made(watch.on_thread, "stopped", schedule=OFTEN, input={})
    _made(watch.on_thread, "disabled", schedule=OFTEN, input={}, enabled=False)
    _made(watch.on_thread, "context", input=HELLO, context={"model_name": "openai"})
    _made(watch.on_thread, "interrupted", input=HELLO, interrupt_before=["answer"])
    _made(watch.on_thread, "merged", input={}, metadata={"a": 1, "b": 1}, enabled=False)
    _made(watch.on_thread, "no input", NoInputWarning)
    for given in (True, False):
        _made(watch.on_thread, f"during {given}", DeprecationWarning, input={}, checkpoint_during=given)
        watch.raw_on_thread(f"raw during {given}", schedule=EVERY_4, input={}, checkpoint_during=given)
    for choice in ("keep", "delete"):
        _made(watch.without_thread, choice, input={}, on_run_completed=choice)
    watch.client.crons.update(watch.crons["merged"].cron.cron_id, metadata={"b": 2}, enabled=True)
    watch.raw_on_thread("never", schedule=OFTEN, **NEVER)


@pytest.fixture(scope="module")
def watches(agent_server: EmbeddedServer, raw: httpx.Client) -> Iterator[dict[Shell, Watch]]:
    """Two fires of each cron, watched for both clients at once."""
    with ExitStack() as stack:
        made: dict[Shell, Watch] = {}
        for shell in SHELLS:
            client = stack.enter_context(connected(shell, agent_server.url, api_key=None))
            made[shell] = stack.enter_context(watch(client, raw))
            _make_crons(made[shell])
        began = time.monotonic()
        until(lambda: all(one.has_fired("stopped") for one in made.values()))
        for one in made.values():
            one.disable("stopped")
        time.sleep(max(0.0, began + 8 + LATE.total_seconds() - time.monotonic()))
        for one in made.values():
            one.end()
        yield made


@pytest.fixture(params=SHELLS)
def watched(request: pytest.FixtureRequest, watches: dict[Shell, Watch]) -> Watch:
    """The crons that one of the clients made."""
    shell: Shell = request.param
    return watches[shell]


@pytest.mark.parametrize(
    "name", ["predicted", "zone", "context", "interrupted", "during False", "no input", "keep"]
)
def test_a_cron_fires_at_the_predicted_seconds(name: str, watched: Watch) -> None:
    """Each predicted time has its run, created within a tick of it, and no run comes at another time."""
    found = watched.crons[name]
    assert found.until is not None
    predicted = next_fire_times(EVERY_4, zone=found.cron.timezone, after=found.cron.created_at, count=60)
    due = [moment for moment in predicted if moment < found.until - LATE]
    fired = [run.created_at for run in found.runs]
    # One more may have fired after the last that must have.
    assert len(due) <= len(fired) <= len(due) + 1
    assert len(due) >= 2
    for moment, run in zip(predicted, fired, strict=False):
        assert moment <= run < moment + LATE


def test_a_run_belongs_to_its_cron(watched: Watch) -> None:
    """It is on the cron's thread and assistant, bears its metadata and, in its kwargs, its id."""
    found = watched.crons["predicted"]
    for run in found.runs:
        assert (run.thread_id, run.assistant_id) == (found.cron.thread_id, found.cron.assistant_id)
        assert {key: run.metadata[key] for key in METADATA} == METADATA
        assert run.kwargs["config"]["configurable"]["cron_id"] == found.cron.cron_id
        assert run.status == "success"


def test_runs_of_a_thread_share_its_state(watched: Watch) -> None:
    """Each run adds its message and its answer to those of the runs before."""
    found = watched.crons["predicted"]
    assert found.cron.thread_id is not None
    values = watched.client.threads.get(found.cron.thread_id).values
    said = [message["content"] for message in values["messages"]]  # type: ignore[index]
    assert said == ["hello!", "no model: hello!"] * len(found.runs)


def test_merged_metadata_is_on_each_run(watched: Watch) -> None:
    """Runs copy what an update merged, not what it sent."""
    runs = watched.crons["merged"].runs
    assert len(runs) >= 1
    assert [(run.metadata["a"], run.metadata["b"]) for run in runs] == [(1, 2)] * len(runs)


def test_context_reaches_the_graph(watched: Watch) -> None:
    """The graph names the model of the context that the cron was made with."""
    found = watched.crons["context"]
    assert found.cron.thread_id is not None
    values = watched.client.threads.get(found.cron.thread_id).values
    assert values["messages"][-1]["content"] == "openai: hello!"  # type: ignore[index]


def test_an_interrupt_stops_before_its_node(watched: Watch) -> None:
    """`interrupt_before` holds for the runs of a cron: the node never answers."""
    found = watched.crons["interrupted"]
    assert found.cron.thread_id is not None
    thread = watched.client.threads.get(found.cron.thread_id)
    assert thread.status == "interrupted"
    assert {message["type"] for message in thread.values["messages"]} == {"human"}  # type: ignore[index]


@pytest.mark.parametrize(("given", "durability"), [(True, "async"), (False, "exit")])
def test_checkpoint_during_is_a_durability(given: bool, durability: str, watched: Watch) -> None:
    """True is "async" and False is "exit" for each run, as for a cron made without this client."""
    for name in (f"during {given}", f"raw during {given}"):
        runs = watched.crons[name].runs
        assert [run.kwargs["durability"] for run in runs] == [durability] * len(runs), name
        assert {run.status for run in runs} == {"success"}, name


def test_a_disabled_cron_does_not_fire(watched: Watch) -> None:
    """A disabled cron that was due every second has no run, while others fired next to it."""
    assert watched.crons["disabled"].runs == []
    assert len(watched.crons["predicted"].runs) >= 2


def test_disabling_stops_a_cron_that_fired(watched: Watch) -> None:
    """After `update(enabled=False)` no run is created, though one was due every second."""
    found = watched.crons["stopped"]
    assert found.until is not None
    assert datetime.now(UTC) - found.until > timedelta(seconds=4)
    assert len(found.runs) >= 1
    # A tick that was under way may still end.
    assert max(run.created_at for run in found.runs) < found.until + timedelta(seconds=1)


def test_without_input_every_run_fails(watched: Watch) -> None:
    """What NoInputWarning says: the cron fires, and each run ends in an error; with input={} it succeeds."""
    runs = watched.crons["no input"].runs
    assert [run.status for run in runs] == ["error"] * len(runs)
    assert watched.crons["zone"].cron.payload["input"] == {}
    assert {run.status for run in watched.crons["zone"].runs} == {"success"}


def test_context_and_configurable_together_never_run(watched: Watch) -> None:
    """The server takes such a cron and never runs it; the client refuses to make it."""
    found = watched.crons["never"]
    assert found.runs == []
    assert found.cron.enabled is False
    with pytest.raises(InvalidArgumentError, match="no run ever starts"):
        watched.client.crons.create_for_thread(uuid4(), "agent", schedule="@daily", **NEVER)


def test_what_becomes_of_the_threads_of_a_stateless_cron(watched: Watch) -> None:
    """With "keep" each run leaves a thread of its own, with "delete" nothing remains."""
    kept = watched.crons["keep"]
    assert kept.cron.thread_id is None
    assert len({run.thread_id for run in kept.runs}) == len(kept.runs) >= 2
    assert {run.status for run in kept.runs} == {"success"}
    until(lambda: watched.threads(watched.crons["delete"]) == [])
