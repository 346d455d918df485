"""What the wrapper makes of arguments, before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
import pytest

from agent_server_api.models import Cron
from cronwright import (
    APIConnectionError,
    InvalidArgumentError,
    NeverRunsWarning,
    NoInputWarning,
    get_client,
    get_sync_client,
)
from cronwright.call import Call
from cronwright.cron_rules import ignored_settings
from cronwright.crons import Crons
from cronwright.dialogue import Policy
from cronwright.fields import webhook_url

NOWHERE = "http://127.0.0.1:1"
EITHER = pytest.mark.parametrize("shell", ["sync", "async"])
ID = "01a20502-7137-755c-9304-413fb1b818f7"
DAILY: dict[str, Any] = {"schedule": "0 9 * * *", "input": {}}

# The method as it was written needs no shell.
NO_SHELL: Any = None
crons: Any = Crons(NO_SHELL)


def create(**arguments: Any) -> Call[Cron]:
    made: Call[Cron] = Crons.create.make(crons, "agent", **{**DAILY, **arguments})
    return made


def update(**arguments: Any) -> Call[Cron]:
    made: Call[Cron] = Crons.update.make(crons, ID, **arguments)
    return made


def body(call: Call[Any]) -> Any:
    assert call.content is not None
    return orjson.loads(call.content)


def test_nothing_travels_that_was_not_given() -> None:
    """A call with what is required has just that in its body: no default of the contract is sent."""
    assert body(create()) == {"assistant_id": "agent", "schedule": "0 9 * * *", "input": {}}
    assert body(update(enabled=False)) == {"enabled": False}
    assert body(Crons.count.make(crons)) == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"schedule": "61 * * * *"}, "minute 61 is not in 0-59"),
        ({"schedule": "0 0 31 2 *"}, "never"),
        ({"timezone": timezone(timedelta(hours=2))}, "IANA"),
        ({"timezone": "america/new_york"}, "did you mean America/New_York"),
        ({"end_time": datetime(2030, 1, 1)}, "no time zone"),
        ({"end_time": datetime(2020, 1, 1, tzinfo=UTC)}, "past"),
        ({"input": "hello"}, "input"),
        ({"input": [{}, 1]}, "input[1] must be a mapping, not int"),
        ({"input": {"a": "b\x00"}}, 'input["a"]: the server would store a NUL'),
        ({"input": {"a": "\\u0000"}}, "U+FFFD"),
        ({"context": {"\x00": 1}}, "U+FFFD"),
        ({"metadata": [1]}, "metadata"),
        (
            {"metadata": {"run_id": "x", "cron_id": "y"}},
            "metadata: the server keeps cron_id, run_id",
        ),
        ({"context": {"__after_seconds__": 1}}, "context: the server keeps __after_seconds__"),
        (
            {"config": {"configurable": {"langgraph_request_id": 1}}},
            'config["configurable"]: the server keeps',
        ),
        ({"config": {"metadata": {"run_id": 1}}}, 'config["metadata"]: the server keeps run_id'),
        ({"metadata": {"a": {1, object()}}}, "metadata"),
        ({"interrupt_before": "node"}, 'interrupt_before must be "*" or a list of node names'),
        ({"interrupt_after": [1]}, "interrupt_after must name nodes by str"),
        ({"webhook": "/hook"}, "absolute http"),
        ({"webhook": "ftp://host"}, "absolute http"),
        ({"webhook": 7}, "absolute http"),
        ({"webhook": "https://[oops"}, "absolute http"),
        ({"multitask_strategy": "bogus"}, "multitask_strategy 'bogus' is not one of 'enqueue'"),
        ({"on_run_completed": "xyz"}, "on_run_completed 'xyz' is not one of"),
        ({"stream_mode": "tools"}, "stream_mode 'tools' is not one of"),
        ({"stream_mode": ["values", "tools"]}, "stream_mode 'tools' is not one of"),
        ({"stream_mode": 7}, "stream_mode must be a list"),
        ({"durability": "asinc"}, "durability 'asinc' is not one of 'async', 'exit', 'sync'"),
        ({"enabled": 1}, "enabled must be True or False, not 1"),
        ({"stream_subgraphs": "no"}, "stream_subgraphs must be True or False"),
        ({"checkpoint_during": 1}, "checkpoint_during must be True or False"),
        ({"checkpoint_during": True, "durability": "async"}, "give durability alone"),
        ({"context": {"a": 1}, "config": {"configurable": {"b": 2}}}, "no run ever"),
    ],
)
def test_a_wrong_argument_is_an_error_before_anything_is_sent(arguments: dict[str, Any], said: str) -> None:
    """Each wrong argument is an InvalidArgumentError, and so a ValueError, that names it."""
    with pytest.raises(InvalidArgumentError) as caught:
        create(**arguments)
    assert said in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_a_cron_that_ends_before_it_first_fires_is_an_error() -> None:
    """The server takes it, and it never fires."""
    soon = datetime.now(UTC) + timedelta(days=2)
    distant = f"0 0 1 {(soon.month + 5) % 12 + 1} *"
    for method in (create, update):
        with pytest.raises(InvalidArgumentError, match="comes before the schedule first fires, at 20"):
            method(schedule=distant, end_time=soon)
    assert body(create(end_time=soon))["end_time"] == soon.isoformat()


def test_context_beside_a_harmless_config() -> None:
    """Context and a config without configurable do run, and are no error."""
    sent = body(create(context={"a": 1}, config={"tags": ["t"], "configurable": {}}))
    assert sent["context"] == {"a": 1}


@pytest.mark.parametrize(
    "name", sorted({"input", "metadata", "config", "context", "webhook", "timezone", "enabled", "schedule"})
)
def test_what_cannot_be_cleared_is_an_error_with_a_way_out(name: str) -> None:
    """None for a field that the server cannot clear is never dropped silently."""
    with pytest.raises(InvalidArgumentError, match=f"{name} cannot be cleared: .+") as caught:
        update(**{name: None}, stream_subgraphs=True)
    assert len(str(caught.value)) > len(f"{name} cannot be cleared: ")


def test_end_time_can_be_cleared() -> None:
    """None for end_time travels as null."""
    assert body(update(end_time=None)) == {"end_time": None}


def test_an_empty_update_is_an_error() -> None:
    """An update that changes nothing is refused, as the server would."""
    with pytest.raises(InvalidArgumentError, match="nothing to update"):
        update()


@EITHER
@pytest.mark.parametrize(("during", "durability"), [(True, "async"), (False, "exit")])
def test_checkpoint_during_warns_at_the_callers_line_and_works(
    shell: str, during: bool, durability: str
) -> None:
    """The deprecated argument points at who uses it, and means what the server makes of it."""
    client: Any = get_sync_client(url=NOWHERE) if shell == "sync" else get_client(url=NOWHERE)
    with pytest.warns(DeprecationWarning, match=f'durability="{durability}"') as caught:
        line = _attempt(lambda: client.crons.create("agent", checkpoint_during=during, **DAILY))
    assert (caught[0].filename, caught[0].lineno) == (__file__, line)
    with pytest.warns(DeprecationWarning, match="checkpoint_during is deprecated"):
        sent = body(create(checkpoint_during=during))
    assert sent["durability"] == durability
    assert "checkpoint_during" not in sent


@EITHER
def test_a_cron_without_input_warns(shell: str) -> None:
    """The server takes a cron without input and each of its runs fails; the caller's line is told."""
    client: Any = get_sync_client(url=NOWHERE) if shell == "sync" else get_client(url=NOWHERE)
    with pytest.warns(NoInputWarning, match="input={}") as caught:
        line = _attempt(lambda: client.crons.create("agent", schedule="@daily"))
    assert (caught[0].filename, caught[0].lineno) == (__file__, line)


def _attempt(action: Callable[[], Any]) -> int:
    """Make a call that reaches no server; the line that makes it."""
    with suppress(APIConnectionError):
        action().close()
    return action.__code__.co_firstlineno


@pytest.mark.parametrize("cron_id", ["", ".", "..", "a/b", "a\\b", "\x00", None, 7])
def test_an_id_that_would_leave_the_path_is_an_error(cron_id: Any) -> None:
    """`..` once deleted a thread; every such id is refused."""
    for method in (Crons.get, Crons.delete):
        with pytest.raises(InvalidArgumentError, match="cron_id must"):
            method.make(crons, cron_id)


@pytest.mark.parametrize("form", [UUID(ID), UUID(ID).hex, ID.upper()])
def test_a_uuid_takes_its_usual_form(form: str | UUID) -> None:
    """Some operations of the server know an id in no other form, and answer 404."""
    assert Crons.delete.make(crons, form).path == f"/runs/crons/{ID}"
    assert body(Crons.create.make(crons, form, **DAILY))["assistant_id"] == ID


def test_an_update_that_leaves_a_cron_which_never_runs_warns() -> None:
    """What an update does not name is known from the answer: context there and configurable here."""
    call = update(config={"configurable": {"a": 1}})
    stored = {"context": {"b": 1}, "config": {"configurable": {"a": 1, "cron_id": ID}}}
    with pytest.warns(NeverRunsWarning, match="no run ever starts; the cron has both now"):
        assert call.ignored(Cron.from_dict({"payload": stored})) == {}
    harmless = {"context": {"b": 1}, "config": {"configurable": {"cron_id": ID}}}
    assert call.ignored(Cron.from_dict({"payload": harmless})) == {}


@pytest.mark.parametrize("assistant", ["", None, 7])
def test_an_impossible_assistant_is_an_error(assistant: Any) -> None:
    """A cron needs an assistant's id or a graph's name."""
    with pytest.raises(InvalidArgumentError, match="assistant_id must be an assistant"):
        Crons.create.make(crons, assistant, **DAILY)


def test_every_other_id_is_quoted() -> None:
    """An id is opaque: whatever else it holds stays in its place in the path."""
    assert Crons.get.make(crons, "a b%2F?#ü").path == "/runs/crons/a%20b%252F%3F%23%C3%BC"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"assistant_id": "agent"}, r"assistant_id 'agent' is not a UUID; client\.assistants\.search"),
        ({"thread_id": ""}, "thread_id '' is not a UUID"),
        ({"limit": 0}, "limit must be an int from 1 to 1000, not 0"),
        ({"limit": 1001}, "limit must be"),
        ({"limit": True}, "limit must be"),
        ({"offset": -1}, "offset must be an int of 0 or more, not -1"),
        ({"sort_by": "name"}, "sort_by 'name' is not one of"),
        ({"sort_order": "up"}, "sort_order 'up' is not one of"),
        ({"select": ["now"]}, "select 'now' is not one of"),
        ({"select": "cron_id"}, "select must be a list"),
        ({"enabled": "yes"}, "enabled must be True or False"),
    ],
)
def test_a_wrong_search_is_an_error(arguments: dict[str, Any], said: str) -> None:
    """What the server refuses or silently ignores in a search is an error here."""
    with pytest.raises(InvalidArgumentError, match=said):
        Crons.search.make(crons, **arguments)
    if not arguments.keys() & {"limit", "offset", "sort_by", "sort_order", "select"}:
        with pytest.raises(InvalidArgumentError, match=said):
            Crons.iterate.make(crons, **arguments)


def test_a_search_asks_for_what_is_meant() -> None:
    """A UUID takes its usual form, and an order without a field gets the field that it is meant for."""
    sent = body(Crons.search.make(crons, assistant_id=ID.replace("-", "").upper(), sort_order="asc"))
    assert sent == {
        "assistant_id": ID,
        "limit": 10,
        "offset": 0,
        "sort_by": "created_at",
        "sort_order": "asc",
    }


def test_all_crons_are_asked_for_in_the_order_of_their_ids() -> None:
    """The order that paging relies on: rising ids, the oldest first."""
    first = next(Crons.iterate.make(crons, enabled=True, page_size=5).walk(Policy()))
    assert isinstance(first, Call)
    assert body(first) == {
        "enabled": True,
        "limit": 5,
        "offset": 0,
        "sort_by": "cron_id",
        "sort_order": "asc",
    }


STORED: dict[str, Any] = {
    "timezone": "Europe/Berlin",
    "end_time": "2030-01-01T00:00:00+00:00",
    "enabled": False,
    "payload": {"durability": "exit"},
}


def compared(stored: dict[str, Any]) -> Any:
    sent = create(
        timezone=ZoneInfo("Europe/Berlin"),
        end_time=datetime(2030, 1, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")),
        enabled=False,
        durability="exit",
    )
    return sent.ignored(Cron.from_dict(stored))


def test_what_the_server_took_is_no_difference() -> None:
    """Equal settings compare equal, an end_time in any notation of the same moment."""
    assert compared(STORED) == {}
    assert compared({**STORED, "end_time": "2030-01-01T00:00:00Z"}) == {}


@pytest.mark.parametrize(
    ("change", "ignored"),
    [
        ({"timezone": None}, {"timezone": ("Europe/Berlin", None)}),
        ({"enabled": True}, {"enabled": (False, True)}),
        ({"end_time": None}, {"end_time": ("2030-01-01T00:00:00+00:00", None)}),
        ({"end_time": "nope"}, {"end_time": ("2030-01-01T00:00:00+00:00", "nope")}),
        ({"payload": {"durability": "async"}}, {"durability": ("exit", "async")}),
        ({"payload": None}, {"durability": ("exit", None)}),
    ],
)
def test_what_the_server_ignored_is_found(change: dict[str, Any], ignored: Any) -> None:
    """Each setting that an older server drops is found by comparing the answer."""
    assert compared({**STORED, **change}) == ignored


def test_a_setting_that_was_not_sent_is_not_compared() -> None:
    """What a caller left to the server can be anything."""
    assert create().ignored(Cron.from_dict({"enabled": True, "timezone": "Asia/Tokyo"})) == {}
    assert ignored_settings(Cron.from_dict({}))(Cron.from_dict(STORED)) == {}  # type: ignore[arg-type]


def test_a_webhook_is_sent_as_given() -> None:
    """A good URL is not touched; an error never shows one, as it may hold a token."""
    assert webhook_url("https://host/p?token=x#f") == "https://host/p?token=x#f"
    with pytest.raises(InvalidArgumentError) as caught:
        webhook_url("//host/secret-token")
    assert "secret-token" not in str(caught.value)
