"""Delete an assistant with its versions and crons.

``DELETE /assistants/{assistant_id}``

A graph without its own assistant cannot be named by its name until the server starts again.

Args:
    assistant_id: The assistant's id.
    delete_threads: Whether the assistant's threads go with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...types import UNSET, Operation, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="assistants_delete", method="DELETE", path="/assistants/{assistant_id}", success=(204,)
)


def _get_kwargs(assistant_id: str, *, delete_threads: bool | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({"assistant_id": assistant_id}, params={"delete_threads": delete_threads})


def _parse_response(status_code: int, content: bytes) -> None:
    if status_code == 204:
        return None
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, delete_threads: bool | Unset = UNSET
) -> Response[None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(assistant_id, delete_threads=delete_threads), _parse_response)


def sync(
    assistant_id: str, *, client: AuthenticatedClient | Client, delete_threads: bool | Unset = UNSET
) -> None:
    """Delete an assistant with its versions and crons.

    ``DELETE /assistants/{assistant_id}``, told of at the top of this module.
    """
    return sync_detailed(assistant_id, delete_threads=delete_threads, client=client).parsed


async def asyncio_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, delete_threads: bool | Unset = UNSET
) -> Response[None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(assistant_id, delete_threads=delete_threads), _parse_response)


async def asyncio(
    assistant_id: str, *, client: AuthenticatedClient | Client, delete_threads: bool | Unset = UNSET
) -> None:
    """Delete an assistant with its versions and crons.

    ``DELETE /assistants/{assistant_id}``, told of at the top of this module.
    """
    return (await asyncio_detailed(assistant_id, delete_threads=delete_threads, client=client)).parsed
