"""The Model Context Protocol: the server's graphs as tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Unpack

from agent_server_api.api.mcp import mcp_post

from . import fields
from .call import Call, call
from .errors import InvalidArgumentError
from .jsonrpc import by_result
from .operation import Resource, Shell, operation
from .options import Options

if TYPE_CHECKING:
    from .fields import Object


class MCP(Resource[Shell]):
    """The tools of one Agent Server; it keeps no session, so none is begun or ended."""

    __slots__ = ()

    @operation
    def request(
        self, method: str, arguments: Object | None = None, **options: Unpack[Options]
    ) -> Call[Mapping[str, Any]]:
        """Send a request of the protocol, such as "initialize", and return its result.

        `POST /mcp`

        `arguments` are what the protocol calls its `params`.

        Raises InvalidArgumentError, JSONRPCError for what fails within the protocol.
        """
        return _sent(method, arguments).options(**options)

    @operation
    def notify(self, method: str, arguments: Object | None = None, **options: Unpack[Options]) -> Call[None]:
        """Send a notification, such as "notifications/initialized", which has no answer.

        `POST /mcp`

        Raises InvalidArgumentError.
        """
        return _sent(method, arguments, notifies=True).options(**options)

    @operation
    def list_tools(self, *, cursor: str | None = None, **options: Unpack[Options]) -> Call[Mapping[str, Any]]:
        """List the server's tools, in `tools`; `nextCursor` is there where there are more.

        `POST /mcp`, method `tools/list`

        Raises InvalidArgumentError, JSONRPCError.
        """
        params = {"cursor": cursor} if cursor is not None else None
        return _sent("tools/list", params).options(**options).safe_to_repeat()

    @operation
    def call_tool(
        self, name: str, arguments: Object | None = None, **options: Unpack[Options]
    ) -> Call[Mapping[str, Any]]:
        """Call a tool; the result has its `content`, and `isError` where the tool failed.

        `POST /mcp`, method `tools/call`

        Raises InvalidArgumentError, JSONRPCError, also for an unknown tool.
        """
        if not isinstance(name, str) or not name:
            raise InvalidArgumentError(f"name must be that of a tool, not {name!r}")
        params = {"name": name, "arguments": fields.json_object("arguments", arguments) or {}}
        return _sent("tools/call", params).options(**options)


def _sent(method: str, params: Object | None, *, notifies: bool = False) -> Call[Any]:
    if not isinstance(method, str) or not method:
        raise InvalidArgumentError(f"method must be the name of one, not {method!r}")
    body: dict[str, Any] = {"jsonrpc": "2.0", "method": method}
    if not notifies:
        body["id"] = 1  # one request at a time: nothing else is to be told apart by it
    if params is not None:
        body["params"] = fields.json_object("params", params)
    return by_result(call(mcp_post, body=body))
