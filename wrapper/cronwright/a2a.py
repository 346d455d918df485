"""The agent-to-agent protocol: messages to an assistant, and the tasks that they become."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Unpack

import orjson

from agent_server_api.api.a2a import a2a_send
from agent_server_api.models import A2AMethod, A2ARequest

from . import fields
from .call import Call, call
from .errors import InvalidArgumentError
from .jsonrpc import by_result
from .operation import Items, Resource, Shell, operation, streamed
from .options import Options
from .streaming.decoder import Columns
from .streaming.follow import follow

if TYPE_CHECKING:
    from .fields import Id, Object


class A2A(Resource[Shell]):
    """Assistants of one Agent Server, by the agent-to-agent protocol."""

    __slots__ = ()

    @operation
    def send_message(
        self,
        assistant_id: Id,
        message: str | Object,
        *,
        context_id: Id | None = None,
        task_id: str | None = None,
        **options: Unpack[Options],
    ) -> Call[Mapping[str, Any]]:
        """Send a message to an assistant and wait for its answer, a task or a message.

        `POST /a2a/{assistant_id}`, method `message/send`

        `message` is a text of the user, or a message of the protocol: {"role", "parts", "messageId"}.
        `context_id` is the conversation to go on with, a thread's id; `task_id` a task of it.

        Raises InvalidArgumentError, NotFoundError, JSONRPCError for what fails within the protocol.
        """
        params = {"message": _message(message, context_id, task_id)}
        return _sent(assistant_id, "message/send", params).options(**options)

    @streamed
    def stream_message(
        self,
        assistant_id: Id,
        message: str | Object,
        *,
        context_id: Id | None = None,
        task_id: str | None = None,
        **options: Unpack[Options],
    ) -> Items[Mapping[str, Any]]:
        """Send a message to an assistant, and give what comes of it as it comes.

        `POST /a2a/{assistant_id}`, method `message/stream`

        As `send_message`; an item is a task, or a change of its status or of what it has made. An error
        within the protocol comes as an item {"error": {"code", "message"}}.

        Raises InvalidArgumentError, NotFoundError.
        """
        params = {"message": _message(message, context_id, task_id)}
        request = _request(assistant_id, "message/stream", params, "text/event-stream")
        return Items(follow(request.options(**options), _results))

    @operation
    def get_task(
        self,
        assistant_id: Id,
        task_id: str,
        *,
        context_id: Id,
        history_length: int | None = None,
        **options: Unpack[Options],
    ) -> Call[Mapping[str, Any]]:
        """Get a task, with so many of its last messages.

        `POST /a2a/{assistant_id}`, method `tasks/get`

        Raises InvalidArgumentError, NotFoundError, JSONRPCError.
        """
        params: dict[str, Any] = {"id": task_id, "contextId": str(context_id)}
        if history_length is not None:
            params["historyLength"] = fields.whole("history_length", history_length)
        return _sent(assistant_id, "tasks/get", params).options(**options).safe_to_repeat()

    @operation
    def cancel_task(
        self, assistant_id: Id, task_id: str, *, context_id: Id, **options: Unpack[Options]
    ) -> Call[Mapping[str, Any]]:
        """Cancel a task.

        `POST /a2a/{assistant_id}`, method `tasks/cancel`

        Raises InvalidArgumentError, NotFoundError, JSONRPCError, also where the server cannot do it.
        """
        params = {"id": task_id, "contextId": str(context_id)}
        return _sent(assistant_id, "tasks/cancel", params).options(**options)


def _sent(assistant_id: Id, method: A2AMethod, params: Mapping[str, Any]) -> Call[Mapping[str, Any]]:
    return by_result(_request(assistant_id, method, params, "application/json"))


def _request(assistant_id: Id, method: A2AMethod, params: Mapping[str, Any], accept: str) -> Call[Any]:
    body = A2ARequest(id=1, jsonrpc="2.0", method=method, params=params)
    return call(a2a_send, fields.opaque_id(assistant_id), body=body, accept=accept)


def _message(message: str | Object, context_id: Id | None, task_id: str | None) -> dict[str, Any]:
    if isinstance(message, str):
        message = {"role": "user", "parts": [{"kind": "text", "text": message}]}
    written = dict(fields.json_object("message", message) or {})
    if not isinstance(written.get("parts"), list):
        raise InvalidArgumentError('message must be a text, or {"role": "user", "parts": [...]}')
    written.setdefault("messageId", uuid.uuid4().hex)
    if context_id is not None:
        written["contextId"] = str(context_id)
    if task_id is not None:
        written["taskId"] = task_id
    return written


def _results(events: Columns) -> list[Mapping[str, Any]]:
    answers: list[Any] = [orjson.loads(data) for data in events.datas if data]
    return [{"error": each["error"]} if "error" in each else each["result"] for each in answers]
