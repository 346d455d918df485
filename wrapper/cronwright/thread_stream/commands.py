"""The commands of the protocol, as calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from agent_server_api.api.threads import threads_send_command
from agent_server_api.models import MultitaskStrategy, ProtocolCommand, ProtocolError, ProtocolSuccess

from .. import fields
from ..call import Call, call
from ..dialogue import Dialogue, Policy
from ..exchange import answered, parsed
from ..guards.values import check_mapping, to_json
from .errors import CommandError
from .state import InterruptPayload

if TYPE_CHECKING:
    from ..fields import Object
    from .state import ThreadState

Command = Call[ProtocolSuccess | ProtocolError]


def run_start(
    thread: ThreadState,
    input: Any = None,
    config: Object | None = None,
    metadata: Object | None = None,
    langsmith_tracing: Object | None = None,
    multitask_strategy: MultitaskStrategy | None = None,
) -> Command:
    """Start a run of the stream's assistant; raises InvalidArgumentError."""
    params: dict[str, Any] = {"assistant_id": thread.assistant_id}
    if input is not None:
        params["input"] = to_json(input, "input")
    params |= _objects(config=config, metadata=metadata, langsmith_tracer=langsmith_tracing)
    if multitask_strategy is not None:
        # Camel case on the wire, and a value that the server does not know is "enqueue" to it (facts T2).
        params["multitaskStrategy"] = fields.one_of(
            "multitask_strategy", multitask_strategy, MultitaskStrategy
        )
    return command(thread, "run.start", params)


def input_respond(
    thread: ThreadState,
    asked: InterruptPayload,
    response: Any,
    update: Object | None = None,
    goto: Any = None,
    config: Object | None = None,
    metadata: Object | None = None,
) -> Command:
    """Answer one interrupt; raises InvalidArgumentError."""
    params = {**_answer(asked, response), **_objects(update=update, config=config, metadata=metadata)}
    if goto is not None:
        params["goto"] = to_json(goto, "goto")
    return command(thread, "input.respond", params)


def input_respond_many(thread: ThreadState, answers: list[tuple[InterruptPayload, Any]]) -> Command:
    """Answer several interrupts at once; raises InvalidArgumentError."""
    return command(thread, "input.respond", {"responses": [_answer(*each) for each in answers]})


def command(thread: ThreadState, method: str, params: Mapping[str, Any]) -> Command:
    """A command by its name."""
    body = ProtocolCommand(id=thread.command_id(), method=method, params=params)
    return call(threads_send_command, thread.thread_id, body=body)


def commanded(request: Command, policy: Policy) -> Dialogue[dict[str, Any]]:
    """Send a command and return its result; raises CommandError, and what any call raises."""
    answer = yield from answered(request, policy)
    said = parsed(request, answer)
    if isinstance(said, ProtocolError):
        raise CommandError(
            str(said.message),
            code=str(said.error),
            operation=request.operation,
            path=request.path,
            status=answer.status,
            request_id=answer.request_id,
            body=said.to_dict(),
            tries=answer.tries,
        )
    return dict(said.result)


def _answer(asked: InterruptPayload, response: Any) -> dict[str, Any]:
    return {
        "interrupt_id": asked["interrupt_id"],
        "namespace": asked["namespace"],
        "response": to_json(response, "response"),
    }


def _objects(**given: Object | None) -> dict[str, Any]:
    return {name: check_mapping(value, name) for name, value in given.items() if value is not None}
