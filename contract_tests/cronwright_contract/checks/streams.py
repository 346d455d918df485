"""Streams of runs: whole, in order, well formed, and the same when they are read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from cronwright_contract.broken import GivenUp
from cronwright_contract.check import check
from cronwright_contract.checks import ran, threads
from cronwright_contract.checks.compare import Row, good
from cronwright_contract.checks.runs import header, path_of
from cronwright_contract.checks.state import history, said
from cronwright_contract.events import Event, decode
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.wire.exchange import Exchange

MODES = ["values", "updates", "checkpoints"]
# A stream of a run ends with the run; that of a thread never does.
_RUN_SECONDS = 20.0
# The second time is for a machine that is busy, or far away.
_THREAD_SECONDS = (0.5, 4.0)
_FROM_FIRST = {"last-event-id": "-"}


def events_of(ground: Ground, exchange: Exchange, *, ends: bool = True) -> list[Event]:
    """The events of a stream; ends the example where there is none, or it is malformed in a known way."""
    good(ground, exchange)
    answer = exchange.answer
    if answer is None or answer.media_type != "text/event-stream":
        raise GivenUp("an answer is no stream")
    events, faults = decode(answer.content)
    if answer.cut:
        # It was left in the middle of whatever was coming.
        faults = [fault for fault in faults if "not ended" not in fault.what]
        _must(ground, not ends, "a run's stream does not end", "end")
    for fault in faults:
        _must(ground, False, f"line {fault.line}: {fault.what}", fault.what)
    for event in events:
        _must(ground, event.name != "message", "an event does not say what it is", "name")
        try:
            _ = event.json
        except ValueError:
            _must(ground, False, f"data of {event.name}: {event.data:.200}", "data")
    return events


def _must(ground: Ground, holds: bool, message: str, place: str) -> None:
    """Expect what a stream cannot be read without; ends the example where it breaks in a known way."""
    if not ground.expect(holds, "stream", message, place=place):
        raise GivenUp(message)


def data_of(events: Sequence[Event], name: str) -> list[Any]:
    """The data of the events of a name."""
    return [event.json for event in events if event.name == name]


def _judge_frame(ground: Ground, exchange: Exchange, events: Sequence[Event]) -> None:
    """Expect that the events begin with the one that names the run, and that none comes twice in a row."""
    first = events[0] if events else None
    begins = first is not None and first.name == "metadata" and isinstance(first.json, dict)
    _must(ground, begins, "it does not begin with `metadata`", "metadata")
    where = header(exchange, "content-location")
    run_id = events[0].json.get("run_id")
    told = not where or where.endswith(f"/{run_id}")
    ground.expect(told, "stream", f"`metadata` names another run than {where}", place="run_id")
    doubled = any(one == other for one, other in pairwise(events))
    _must(ground, not doubled, "an event comes twice", "twice")


@check(
    "streams.run",
    "The stream of a run is whole, in order, and the same when it is read again",
    needs=("runs",),
)
def run(hunter: Hunter) -> None:
    ground = hunter.ground

    def whole() -> None:
        path = {"thread_id": threads.make(ground)["thread_id"]}
        told = ran.saying("first\r\nsecond\u2028: third")
        body = ran.body_of(ground, told, stream_mode=MODES, stream_resumable=True)
        exchange = ground.send("runs_stream", path, body=body, stream_seconds=_RUN_SECONDS)
        events = events_of(ground, exchange)
        _judge_frame(ground, exchange, events)
        now = ran.ended(ground, {**path, "run_id": events[0].json["run_id"]})
        if now["status"] != "success":
            # A graph that is not ours may fail at what was said to it.
            return
        _judge_ids(events)
        with ground.part():
            _judge_past(path["thread_id"], events)
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

    def _judge_past(thread_id: str, events: Sequence[Event]) -> None:
        past = history(ground, thread_id, limit=1000)[::-1]
        thread = threads.read(ground, thread_id)
        at = "runs_stream"
        ids = [(row["checkpoint"] or {}).get("checkpoint_id") for row in past]
        came = [_checkpoint_id(data) for data in data_of(events, "checkpoints")]
        message = f"{len(came)} checkpoints, {len(ids)} in the history, not one by one the same"
        ground.expect(came == ids, "stream", message, place="checkpoints", operation=at)
        nodes = [name for data in data_of(events, "updates") for name in sorted(data)]
        wanted = [name for row in past if _of_loop(row) for name in sorted(row["next"])]
        message = f"updates of {nodes}, the history has {wanted}"
        ground.expect(sorted(nodes) == sorted(wanted), "stream", message, place="updates", operation=at)
        # A state that is empty still is not told.
        values = _without_repeats(list(filter(None, data_of(events, "values"))))
        told = _without_repeats([row["values"] for row in past if _of_loop(row) and row["values"]])
        message = f"{len(values)} different values, the history has {len(told)}, not one by one the same"
        ground.expect(values == told, "stream", message, place="values", operation=at)
        last = bool(values) and values[-1] == thread["values"]
        ground.expect(last, "stream", "the last values are not the thread's", place="last", operation=at)

    def _judge_again(run: Row, events: list[Event]) -> None:
        ids = [event.id for event in events]
        # After an id that two events share nobody could say what is due.
        once = [index for index, id in enumerate(ids) if ids.count(id) == 1][:2]
        values = [event for event in events if event.name == "values"]
        for place, after, query, due in (
            ("again", "-", {}, events),
            ("again", "-", {}, events),
            *(("resumed", ids[index] or "", {}, events[index + 1 :]) for index in once),
            ("stream_mode", "-", {"stream_mode": "values"}, values),
        ):
            headers = {"last-event-id": after}
            answer = ground.send(
                "runs_join_stream", path_of(run), query=query, headers=headers, stream_seconds=_RUN_SECONDS
            )
            with ground.part():
                came = events_of(ground, answer)
                message = f"{len(came)} events, not one by one the {len(due)} that were due"
                ground.expect(came == due, "stream", message, place=place)

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
        _judge_frame(ground, exchange, events)
        if ours:
            came = [[text for _, text in said(data) or []] for data in data_of(events, "values")]
            told = [["hello"], ["hello", "no model: hello"]]
            ground.expect(came == told, "stream", f"the values are {came!r:.300}", place="values")

    def failed() -> None:
        path = {"thread_id": threads.make(ground)["thread_id"]}
        body = ran.body_of(ground, {"fail": "as it was told to"})
        exchange = ground.send("runs_stream", path, body=body, stream_seconds=_RUN_SECONDS)
        events = events_of(ground, exchange)
        _judge_frame(ground, exchange, events)
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
        if ran.ended(ground, made)["status"] != "success":
            return
        path = {"thread_id": made["thread_id"]}
        joined = ground.send(
            "runs_join_stream", path_of(made), headers=_FROM_FIRST, stream_seconds=_RUN_SECONDS
        )
        of_run: list[Event] = []
        with ground.part():
            of_run = events_of(ground, joined)
        with ground.part():
            _judge_thread(path, of_run)
        if of_run:
            _judge_protocol(path, of_run)

    def _judge_thread(path: Mapping[str, str], of_run: Sequence[Event]) -> None:
        of_thread: list[Event] = []
        for seconds in _THREAD_SECONDS:
            answer = ground.send("threads_join_stream", path, headers=_FROM_FIRST, stream_seconds=seconds)
            of_thread = events_of(ground, answer, ends=False)
            if "run_done" in _statuses(of_thread):
                break
        if of_run:
            part, rest = of_thread[: len(of_run)], of_thread[len(of_run) :]
            ground.expect(part == of_run, "stream", "other events than the run's", place="run_modes")
            done = _statuses(rest)
            ground.expect(done == ["run_done"], "stream", f"after the run comes {done}", place="run_done")

    def _judge_protocol(path: Mapping[str, str], of_run: Sequence[Event]) -> None:
        def read(since: int) -> list[Row]:
            body = {"channels": ["values", "lifecycle", "updates"], "since": since}
            events: list[Row] = []
            for seconds in _THREAD_SECONDS:
                answer = ground.send("threads_stream_events", path, body=body, stream_seconds=seconds)
                events = [event.json for event in events_of(ground, answer, ends=False)]
                if events and _stage(events[-1]) == "completed":
                    break
            return events

        events = read(0)
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
        wanted = [event for event in events if event["seq"] > middle]
        message = f"after number {middle} come {[event['seq'] for event in rest]}"
        if ground.expect(_timeless(rest) == _timeless(wanted), "stream", message, place="since"):
            ground.expect(rest == wanted, "same_read", "an event has another time when read again")

    hunter.once("followed", followed)


def _statuses(events: Sequence[Event]) -> list[Any]:
    told = data_of(events, "metadata")
    return [data.get("status") if isinstance(data, dict) else None for data in told]


def _stage(event: Any) -> Any:
    data: Any = event["params"]["data"] if event["method"] == "lifecycle" else None
    return data.get("event") if isinstance(data, dict) else None


def _timeless(events: Sequence[Row]) -> list[Row]:
    return [{**event, "params": {**event["params"], "timestamp": None}} for event in events]
