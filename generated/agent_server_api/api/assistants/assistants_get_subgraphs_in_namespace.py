"""Read the schemas of one subgraph.

``GET /assistants/{assistant_id}/subgraphs/{namespace}``

Args:
    assistant_id: The assistant's id.
    namespace: The subgraph, by the name of its node.
    recurse: Whether to go into the subgraphs of subgraphs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.graph_schema_no_id import GraphSchemaNoId
from ...types import UNSET, Operation, Unset, from_json, mapped, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="assistants_get_subgraphs_in_namespace",
    method="GET",
    path="/assistants/{assistant_id}/subgraphs/{namespace}",
    success=(200,),
)


def _get_kwargs(assistant_id: str, namespace: str, *, recurse: bool | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request(
        {"assistant_id": assistant_id, "namespace": namespace}, params={"recurse": recurse}
    )


def _parse_response(status_code: int, content: bytes) -> Mapping[str, GraphSchemaNoId]:
    if status_code == 200:
        return from_json(OPERATION, content, mapped(view(GraphSchemaNoId)))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    assistant_id: str, namespace: str, *, client: AuthenticatedClient | Client, recurse: bool | Unset = UNSET
) -> Response[Mapping[str, GraphSchemaNoId]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(assistant_id, namespace, recurse=recurse), _parse_response)


def sync(
    assistant_id: str, namespace: str, *, client: AuthenticatedClient | Client, recurse: bool | Unset = UNSET
) -> Mapping[str, GraphSchemaNoId]:
    """Read the schemas of one subgraph.

    ``GET /assistants/{assistant_id}/subgraphs/{namespace}``, told of at the top of this module.
    """
    return sync_detailed(assistant_id, namespace, recurse=recurse, client=client).parsed


async def asyncio_detailed(
    assistant_id: str, namespace: str, *, client: AuthenticatedClient | Client, recurse: bool | Unset = UNSET
) -> Response[Mapping[str, GraphSchemaNoId]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(assistant_id, namespace, recurse=recurse), _parse_response)


async def asyncio(
    assistant_id: str, namespace: str, *, client: AuthenticatedClient | Client, recurse: bool | Unset = UNSET
) -> Mapping[str, GraphSchemaNoId]:
    """Read the schemas of one subgraph.

    ``GET /assistants/{assistant_id}/subgraphs/{namespace}``, told of at the top of this module.
    """
    return (await asyncio_detailed(assistant_id, namespace, recurse=recurse, client=client)).parsed
