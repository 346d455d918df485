"""Read the nodes and edges of the assistant's graph.

``GET /assistants/{assistant_id}/graph``

Args:
    assistant_id: The assistant's id.
    xray: Whether to draw subgraphs too; a number (1 or more) says how deep.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...types import UNSET, Operation, Unset, from_json, listed, mapped, mapping

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="assistants_get_graph", method="GET", path="/assistants/{assistant_id}/graph", success=(200,)
)


def _get_kwargs(assistant_id: str, *, xray: bool | int | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({"assistant_id": assistant_id}, params={"xray": xray})


def _parse_response(status_code: int, content: bytes) -> Mapping[str, list[Mapping[str, Any]]]:
    if status_code == 200:
        return from_json(OPERATION, content, mapped(listed(mapping)))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, xray: bool | int | Unset = UNSET
) -> Response[Mapping[str, list[Mapping[str, Any]]]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(assistant_id, xray=xray), _parse_response)


def sync(
    assistant_id: str, *, client: AuthenticatedClient | Client, xray: bool | int | Unset = UNSET
) -> Mapping[str, list[Mapping[str, Any]]]:
    """Read the nodes and edges of the assistant's graph.

    ``GET /assistants/{assistant_id}/graph``, told of at the top of this module.
    """
    return sync_detailed(assistant_id, xray=xray, client=client).parsed


async def asyncio_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, xray: bool | int | Unset = UNSET
) -> Response[Mapping[str, list[Mapping[str, Any]]]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(assistant_id, xray=xray), _parse_response)


async def asyncio(
    assistant_id: str, *, client: AuthenticatedClient | Client, xray: bool | int | Unset = UNSET
) -> Mapping[str, list[Mapping[str, Any]]]:
    """Read the nodes and edges of the assistant's graph.

    ``GET /assistants/{assistant_id}/graph``, told of at the top of this module.
    """
    return (await asyncio_detailed(assistant_id, xray=xray, client=client)).parsed
