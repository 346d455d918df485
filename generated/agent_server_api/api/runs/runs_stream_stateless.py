"""Start a run on a thread of its own and read what it sends, as it happens.

``POST /runs/stream``
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.run_create_streaming_stateless import RunCreateStreamingStateless
from ...types import Operation

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="runs_stream_stateless", method="POST", path="/runs/stream", success=(200,))


def _get_kwargs(*, body: RunCreateStreamingStateless) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> str:
    if status_code == 200:
        return content.decode(errors="replace")
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless
) -> Response[str]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless) -> str:
    """Start a run on a thread of its own and read what it sends, as it happens.

    ``POST /runs/stream``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless
) -> Response[str]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless) -> str:
    """Start a run on a thread of its own and read what it sends, as it happens.

    ``POST /runs/stream``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed


def stream(
    *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless
) -> AbstractContextManager[Iterator[str]]:
    """The lines of the event stream, each as it arrives: ``with stream(...) as lines: ...``."""
    return client.stream(OPERATION, _get_kwargs(body=body))


def astream(
    *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateless
) -> AbstractAsyncContextManager[AsyncIterator[str]]:
    """The lines of the event stream, each as it arrives: ``async with astream(...) as lines: ...``."""
    return client.astream(OPERATION, _get_kwargs(body=body))
