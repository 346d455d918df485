"""What every way to start a run takes, said once, and the bodies made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from agent_server_api.models import (
    Durability,
    IfNotExists,
    MultitaskStrategy,
    OnCompletion,
    OnDisconnect,
    RunCreateStateful,
    RunCreateStateless,
    RunCreateStreamingStateful,
    RunCreateStreamingStateless,
    StreamMode,
)

from . import fields
from .errors import InvalidArgumentError
from .guards.warn import warn
from .options import Options
from .reserved import refuse_reserved

if TYPE_CHECKING:
    from .fields import Id, Input, Object

Body = TypeVar(
    "Body", RunCreateStateful, RunCreateStateless, RunCreateStreamingStateful, RunCreateStreamingStateless
)


class NoEffectWarning(UserWarning):
    """An argument that the server does nothing with, for a run of this kind."""


class RunCreated(TypedDict):
    """What the server tells of a run as soon as it is made."""

    run_id: str
    thread_id: str | None


class RunArguments(Options, total=False):
    """What a run is made of; what is not given is as the server has it.

    A field that is of no use for a run of its kind, such as `multitask_strategy` without a thread, is not
    sent, and a NoEffectWarning says so.
    """

    input: Input | None
    """The graph's input: an object, or a list of them."""
    command: Object | None
    """What to do in place of an input: {"resume": value}, {"update": {...}}, {"goto": node}."""
    stream_mode: StreamMode | Sequence[StreamMode] | None
    """Which events the run gives, "values" unless told; one or several."""
    stream_subgraphs: bool | None
    """Whether the events of subgraphs are among them."""
    stream_resumable: bool | None
    """Whether the server keeps the events, so that a stream that broke off is taken up without loss."""
    metadata: Object | None
    """The run's metadata; names that the server keeps for itself are an error."""
    config: Object | None
    """`tags`, `recursion_limit`, `configurable`."""
    context: Object | None
    """The graph's static context; not together with `config["configurable"]`."""
    checkpoint: Object | None
    """The state of the thread to go on from, as a state shows it."""
    checkpoint_id: str | None
    """Its older form."""
    checkpoint_during: bool | None
    """Deprecated: True is durability "async", False is "exit"."""
    durability: Durability | None
    """When checkpoints are written: "sync", "async" or at the "exit" alone."""
    interrupt_before: str | Sequence[str] | None
    """Nodes to stop before, "*" for all."""
    interrupt_after: str | Sequence[str] | None
    """Nodes to stop after, "*" for all."""
    feedback_keys: Sequence[str] | None
    """Keys for which the run gives links for feedback."""
    webhook: str | None
    """An http(s) URL that the server calls when the run has ended."""
    multitask_strategy: MultitaskStrategy | None
    """What becomes of the run on a busy thread: "enqueue" unless told."""
    if_not_exists: IfNotExists | None
    """Whether a thread that does not exist is made ("create") or an error ("reject", unless told)."""
    on_completion: OnCompletion | None
    """Whether the thread of a run without one of yours is deleted or kept; "delete" unless told."""
    after_seconds: float | None
    """How many seconds to wait before the run."""
    langsmith_tracing: Object | None
    """{"project_name", "example_id"}: where LangSmith traces the run."""
    on_run_created: Callable[[RunCreated], None] | None
    """Called with the run's id as soon as the server tells it."""
    strict_resume: bool | None
    """Taken for code of the official SDK; no server knows it."""


class WaitArguments(RunArguments, total=False):
    """What a run takes that is waited for, or read as it goes."""

    on_disconnect: OnDisconnect | None
    """What becomes of the run when the connection is lost: "cancel" or "continue"."""


def run_body(kind: type[Body], assistant_id: Id, given: RunArguments) -> Body:
    """The body of a run; raises InvalidArgumentError, warns of what has no effect."""
    written: dict[str, Any] = {
        name: _WRITERS[name](name, value)
        for name, value in given.items()
        if name in _WRITERS and value is not None
    }
    if given.get("checkpoint_during") is not None:
        _deprecate(given, written)
    if (tracing := given.get("langsmith_tracing")) is not None:
        written["langsmith_tracer"] = fields.json_object("langsmith_tracing", tracing)
    _drop_what_has_no_effect(kind, given, written)
    body = kind(assistant_id=fields.assistant_id(assistant_id), **written)
    refuse_reserved(body, config=False)
    return body


def options_of(given: RunArguments) -> Options:
    """The options of the call among the arguments of a run; raises TypeError for unknown ones."""
    rest: Any = {name: value for name, value in given.items() if name not in _OWN}
    return rest  # type: ignore[no-any-return]


def created(given: RunArguments) -> Callable[[Mapping[str, str]], None] | None:
    """Tells `on_run_created` of the run that an answer's headers name."""
    tell = given.get("on_run_created")
    if tell is None:
        return None
    if not callable(tell):
        raise InvalidArgumentError(f"on_run_created must be a function, not {type(tell).__name__}")

    def heard(headers: Mapping[str, str]) -> None:
        *_, first, second, third, run_id = ["", "", "", "", *headers.get("content-location", "").split("/")]
        if third == "runs" and run_id:
            tell({"run_id": run_id, "thread_id": second if first == "threads" else None})

    return heard


def _deprecate(given: RunArguments, written: dict[str, Any]) -> None:
    during = given.get("checkpoint_during")
    if "durability" in written:
        raise InvalidArgumentError("give durability alone: checkpoint_during is its deprecated form")
    if not isinstance(during, bool):
        raise InvalidArgumentError(f"checkpoint_during must be True or False, not {during!r}")
    written["durability"] = "async" if during else "exit"
    warn(
        f'checkpoint_during is deprecated; durability="{written["durability"]}" is what {during} stands for',
        DeprecationWarning,
    )


def _drop_what_has_no_effect(kind: type[Body], given: RunArguments, written: dict[str, Any]) -> None:
    stateless = kind in (RunCreateStateless, RunCreateStreamingStateless)
    if stateless and (name := next((n for n in ("checkpoint", "checkpoint_id") if n in written), "")):
        raise InvalidArgumentError(f"{name} is a state of a thread: give thread_id too")
    useless = ["multitask_strategy", "if_not_exists"] if stateless else ["on_completion"]
    for name in useless:
        # A thread that is made for the run is always made anew.
        if written.pop(name, None) not in (None, "create"):
            warn(f"{name} has no effect on a run {_KIND[stateless]}", NoEffectWarning)
    if given.get("strict_resume") is not None:
        warn("strict_resume has no effect: no server knows it", NoEffectWarning)


_KIND = {True: "without a thread_id: it has a thread of its own", False: "on a thread of yours, which stays"}
_WRITERS: Mapping[str, Callable[[str, Any], Any]] = {
    "input": lambda _, value: fields.json_input(value),
    "command": fields.json_object,
    "stream_mode": lambda name, value: fields.several_of(name, value, StreamMode),
    "stream_subgraphs": fields.flag,
    "stream_resumable": fields.flag,
    "metadata": fields.json_object,
    "config": fields.json_object,
    "context": fields.json_object,
    "checkpoint": fields.checkpoint,
    "checkpoint_id": fields.text,
    "durability": lambda name, value: fields.one_of(name, value, Durability),
    "interrupt_before": fields.nodes,
    "interrupt_after": fields.nodes,
    "feedback_keys": fields.texts,
    "webhook": lambda _, value: fields.webhook_url(value),
    "multitask_strategy": lambda name, value: fields.one_of(name, value, MultitaskStrategy),
    "if_not_exists": lambda name, value: fields.one_of(name, value, IfNotExists),
    "on_completion": lambda name, value: fields.one_of(name, value, OnCompletion),
    "on_disconnect": lambda name, value: fields.one_of(name, value, OnDisconnect),
    "after_seconds": fields.number,
}
_OWN = WaitArguments.__annotations__.keys() - Options.__annotations__.keys()
