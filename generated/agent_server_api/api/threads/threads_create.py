"""Create a thread: the state that runs share.

``POST /threads``

With supersteps the state is built at once, for which `metadata.graph_id` names the graph;
without it the thread is made all the same, and the server answers 201 with an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread import Thread
from ...models.thread_create import ThreadCreate
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="threads_create", method="POST", path="/threads", success=(200,))


def _get_kwargs(*, body: ThreadCreate) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> Thread:
    if status_code == 200:
        return from_json(OPERATION, content, view(Thread))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client, body: ThreadCreate) -> Response[Thread]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: ThreadCreate) -> Thread:
    """Create a thread: the state that runs share.

    ``POST /threads``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient | Client, body: ThreadCreate) -> Response[Thread]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: ThreadCreate) -> Thread:
    """Create a thread: the state that runs share.

    ``POST /threads``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
