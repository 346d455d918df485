"""Streams of runs: whole, in order, well formed, and the same when they are read again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks import ran, threads
from cronwright_contract.checks.compare import Row, accepted, is_list
from cronwright_contract.checks.state import said
from cronwright_contract.events import Event, decode
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.wire.exchange import Exchange

MODES = ["values", "updates", "checkpoints"]
# A stream of a run ends with the run; that of a thread never does.
_RUN_SECONDS = 20.0
# The second time is for a machine that is busy, or far away.
_THREAD_SECONDS = (0.5, 4.0)


def events_of(ground: Ground, exchange: Exchange, *, ends: bool = True) -> list[Event] | None:
    """The events of a stream; None where there is none, or it is malformed in a known way."""
    answer = exchange.answer
    if not accepted(ground, exchange) or answer is None or answer.media_type != "text/event-stream":
        return None
    events, faults = decode(answer.content)
    if answer.cut:
        # It was left in the middle of whatever was coming.
        faults = [fault for fault in faults if "not ended" not in fault.what]
        if ends and not ground.expect(False, "stream", "a run's stream does not end", place="end"):
            return None
    for fault in faults:
        if not ground.expect(False, "stream", f"line {fault.line}: {fault.what}", place=fault.what):
            return None
    for event in events:
        named = event.name != "message"
        if not ground.expect(named, "stream", "an event does not say what it is", place="name"):
            return None
        try:
            _ = event.json
        except ValueError:
            ground.expect(False, "stream", f"data of {event.name}: {event.data:.200}", place="data")
            return None
    return events


def data_of(events: Sequence[Event], name: str) -> list[Any]:
    """The data of the events of a name."""
    return [event.json for event in events if event.name == name]


def _judge_frame(ground: Ground, exchange: Exchange, events: Sequence[Event]) -> bool:
    """The events begin with the one that names the run, and none comes twice in a row."""
    first = events[0] if events else None
    begins = first is not None and first.name == "metadata" and isinstance(first.json, dict)
    if not ground.expect(begins, "stream", "it does not begin with `metadata`", place="metadata"):
        return False
    where = "" if exchange.answer is None else exchange.answer.headers.get("content-location", "")
    run_id = events[0].json.get("run_id")
    told = not where or where.endswith(f"/{run_id}")
    ground.expect(told, "stream", f"`metadata` names another run than {where}", place="run_id")
    doubled = any(one == other for one, other in pairwise(events))
    return ground.expect(not doubled, "stream", "an event comes twice", place="twice")


@check(
    "streams.run",
    "The stream of a run is whole, in order, and the same when it is read again",
    needs=("runs",),
)
def run(hunter: Hunter) -> None:
    ground = hunter.ground

    def whole() -> None:
        thread = threads.make(ground)
        if thread is None:
            return
        path = {"thread_id": thread["thread_id"]}
        told = ran.saying("first\r\nsecond\u2028: third")
        body = ran.body_of(ground, told, stream_mode=MODES, stream_resumable=True)
        exchange = ground.send("runs_stream", path, body=body, stream_seconds=_RUN_SECONDS)
        events = events_of(ground, exchange)
        if not events or not _judge_frame(ground, exchange, events):
            return
        now = ran.ended(ground, {**path, "run_id": events[0].json["run_id"]})
        if now is None or now["status"] != "success":
            # A graph that is not ours may fail at what was said to it.
            return
        _judge_ids(events)
        _judge_past(path, events)
        _judge_again(now, events)

    def _judge_ids(events: Sequence[Event]) -> None:
        ids = [event.id for event in events]
        kinds = set(ids)
        for place, holds, message in (
            ("id", None not in kinds, "an event has no id to resume after"),
            ("ids the same", len(kinds) > 1, "all ids are the same"),
            ("ids shared", len(kinds) == len(ids), "events share an id"),
        ):
            if not ground.expect(holds, "stream", message, place=place, operation="runs_stream"):
                return

    def _judge_past(path: dict[str, str], events: Sequence[Event]) -> None:
        answer = ground.send("threads_search_history", path, body={"limit": 1000})
        thread = threads.read(ground, path["thread_id"])
        if not accepted(ground, answer) or not is_list(answer) or thread is None:
            return
        past: list[Row] = answer.json[::-1]
        at = "runs_stream"
        ids = [(row["checkpoint"] or {}).get("checkpoint_id") for row in past]
        came = [_checkpoint_id(data) for data in data_of(events, "checkpoints")]
        message = f"{len(came)} checkpoints, {len(ids)} in the history, not one by one the same"
        ground.expect(came == ids, "stream", message, place="checkpoints", operation=at)
        nodes = [name for data in data_of(events, "updates") for name in sorted(data)]
        wanted = [name for row in past if _of_loop(row) for name in sorted(row["next"])]
        message = f"updates of {nodes}, the history has {wanted}"
        ground.expect(sorted(nodes) == sorted(wanted), "stream", message, place="updates", operation=at)
        values = _without_repeats(data_of(events, "values"))
        told = _without_repeats([row["values"] for row in past if _of_loop(row)])
        message = f"{len(values)} different values, the history has {len(told)}, not one by one the same"
        ground.expect(values == told, "stream", message, place="values", operation=at)
        last = bool(values) and values[-1] == thread["values"]
        ground.expect(last, "stream", "the last values are not the thread's", place="last", operation=at)

    def _judge_again(run: Row, events: list[Event]) -> None:
        def join(after: str, **query: str) -> list[Event] | None:
            path = {"thread_id": run["thread_id"], "run_id": run["run_id"]}
            headers = {"last-event-id": after}
            answer = ground.send(
                "runs_join_stream", path, query=query, headers=headers, stream_seconds=_RUN_SECONDS
            )
            return events_of(ground, answer)

        for again in (join("-"), join("-")):
            if again is not None:
                message = f"{len(again)} events when read again, {len(events)} at first"
                ground.expect(again == events, "stream", message, place="again")
        # After an id that two events share nobody could say what is due.
        ids = [event.id for event in events]
        for index in [index for index, id in enumerate(ids) if ids.count(id) == 1][:2]:
            rest = join(events[index].id or "")
            if rest is not None:
                message = f"after event {index} of {len(events)} come {len(rest)}"
                ground.expect(rest == events[index + 1 :], "stream", message, place="resumed")
        only = join("-", stream_mode="values")
        if only is not None:
            wanted = [event for event in events if event.name == "values"]
            ground.expect(only == wanted, "stream", "other events than `values`", place="stream_mode")

    hunter.once("whole", whole)


def _of_loop(row: Row) -> bool:
    return (row.get("metadata") or {}).get("source") != "input"


def _checkpoint_id(data: Any) -> Any:
    config = data.get("config") if isinstance(data, dict) else None
    return (config or {}).get("configurable", {}).get("checkpoint_id")


def _without_repeats(values: Sequence[Any]) -> list[Any]:
    return [value for index, value in enumerate(values) if index == 0 or value != values[index - 1]]


@check(
    "streams.alone",
    "A stream without a thread ends as its run does, and a failure is its last event",
    needs=("runs",),
)
def alone(hunter: Hunter) -> None:
    ground = hunter.ground
    ours = ran.echoes(ground)

    def answered() -> None:
        body = ran.body_of(ground, ran.saying("hello"), stream_mode=["values"])
        exchange = ground.send("runs_stream_stateless", body=body, stream_seconds=_RUN_SECONDS)
        events = events_of(ground, exchange)
        if not events or not _judge_frame(ground, exchange, events) or not ours:
            return
        came = [[text for _, text in said(data) or []] for data in data_of(events, "values")]
        told = [["hello"], ["hello", "no model: hello"]]
        ground.expect(came == told, "stream", f"the values are {came!r:.300}", place="values")

    def failed() -> None:
        thread = threads.make(ground)
        if thread is None:
            return
        path = {"thread_id": thread["thread_id"]}
        body = ran.body_of(ground, {"fail": "as it was told to"})
        exchange = ground.send("runs_stream", path, body=body, stream_seconds=_RUN_SECONDS)
        events = events_of(ground, exchange)
        if events and _judge_frame(ground, exchange, events):
            last = events[-1]
            fails = last.name == "error" and last.json.get("message") == "as it was told to"
            ground.expect(fails, "stream", f"the last event is {last.name}", place="error")

    hunter.once("answered", answered)
    if ours:
        hunter.once("failed", failed)


@check("streams.thread", "The streams of a thread have the events of its runs", needs=("runs",))
def thread(hunter: Hunter) -> None:
    ground = hunter.ground

    def followed() -> None:
        made = ran.start(ground, ran.saying("hello"), stream_mode=MODES, stream_resumable=True)
        if made is None or (now := ran.ended(ground, made)) is None or now["status"] != "success":
            return
        path = {"thread_id": made["thread_id"]}
        own = {**path, "run_id": made["run_id"]}
        headers = {"last-event-id": "-"}
        of_run = events_of(
            ground, ground.send("runs_join_stream", own, headers=headers, stream_seconds=_RUN_SECONDS)
        )
        of_thread: list[Event] | None = None
        for seconds in _THREAD_SECONDS:
            answer = ground.send("threads_join_stream", path, headers=headers, stream_seconds=seconds)
            of_thread = events_of(ground, answer, ends=False)
            if of_thread is None or "run_done" in [_status(data) for data in data_of(of_thread, "metadata")]:
                break
        if of_run and of_thread is not None:
            part = of_thread[: len(of_run)]
            ground.expect(part == of_run, "stream", "other events than the run's", place="run_modes")
            done = [_status(data) for data in data_of(of_thread[len(of_run) :], "metadata")]
            ground.expect(done == ["run_done"], "stream", f"after the run comes {done}", place="run_done")
        if of_run:
            _judge_protocol(path, of_run)

    def _judge_protocol(path: dict[str, str], of_run: Sequence[Event]) -> None:
        def read(since: int) -> list[Row] | None:
            body = {"channels": ["values", "lifecycle", "updates"], "since": since}
            events: list[Event] | None = None
            for seconds in _THREAD_SECONDS:
                answer = ground.send("threads_stream_events", path, body=body, stream_seconds=seconds)
                events = events_of(ground, answer, ends=False)
                if events is None or (events and _stage(events[-1].json) == "completed"):
                    break
            return None if events is None else [event.json for event in events]

        events = read(0)
        if events is None:
            return
        numbers = [event["seq"] for event in events]
        ordered = sorted(set(numbers)) == numbers and bool(numbers)
        if not ground.expect(ordered, "stream", f"the numbers are {numbers}", place="seq"):
            return
        for channel in ("values", "updates"):
            count = sum(event["method"] == channel for event in events)
            due = len(data_of(of_run, channel))
            message = f"{count} events of {channel}, the run has {due}"
            ground.expect(count == due, "stream", message, place=f"channel {channel}")
        stages = [_stage(event) for event in events if event["method"] == "lifecycle"]
        began_and_ended = stages[:1] == ["running"] and stages[-1:] == ["completed"]
        ground.expect(began_and_ended, "stream", f"the run's stages are {stages}", place="lifecycle")
        middle = numbers[len(numbers) // 2]
        rest = read(middle)
        if rest is None:
            return
        wanted = [event for event in events if event["seq"] > middle]
        message = f"after number {middle} come {[event['seq'] for event in rest]}"
        if ground.expect(_timeless(rest) == _timeless(wanted), "stream", message, place="since"):
            ground.expect(rest == wanted, "same_read", "an event has another time when read again")

    hunter.once("followed", followed)


def _status(data: Any) -> Any:
    return data.get("status") if isinstance(data, dict) else None


def _stage(event: Any) -> Any:
    data: Any = event["params"]["data"] if event["method"] == "lifecycle" else None
    return data.get("event") if isinstance(data, dict) else None


def _timeless(events: Sequence[Row]) -> list[Row]:
    return [{**event, "params": {**event["params"], "timestamp": None}} for event in events]
