"""Start a run on a thread of its own and wait for the state that it leaves.

``POST /runs/wait``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.run_create_streaming_stateless import RunCreateStreamingStateless
from ...types import Operation, anything, from_json

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="runs_wait_stateless", method="POST", path="/runs/wait", success=(200,))


def _get_kwargs(*, body: RunCreateStreamingStateless) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> Any:
    if status_code == 200:
        return from_json(OPERATION, content, anything)
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless
) -> Response[Any]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless) -> Any:
    """Start a run on a thread of its own and wait for the state that it leaves.

    ``POST /runs/wait``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless
) -> Response[Any]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless) -> Any:
    """Start a run on a thread of its own and wait for the state that it leaves.

    ``POST /runs/wait``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
