"""Start several runs, each on a thread of its own, and answer at once.

``POST /runs/batch``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.run import Run
from ...models.run_create_stateless import RunCreateStateless
from ...types import Operation, from_json, listed, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="runs_create_batch", method="POST", path="/runs/batch", success=(200,))


def _get_kwargs(*, body: list[RunCreateStateless]) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> list[Run]:
    if status_code == 200:
        return from_json(OPERATION, content, listed(view(Run)))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: list[RunCreateStateless]
) -> Response[list[Run]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: list[RunCreateStateless]) -> list[Run]:
    """Start several runs, each on a thread of its own, and answer at once.

    ``POST /runs/batch``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: list[RunCreateStateless]
) -> Response[list[Run]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: list[RunCreateStateless]) -> list[Run]:
    """Start several runs, each on a thread of its own, and answer at once.

    ``POST /runs/batch``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
