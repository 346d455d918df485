"""Read which namespaces there are.

``POST /store/namespaces``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.list_namespace_response import ListNamespaceResponse
from ...models.store_list_namespaces_request import StoreListNamespacesRequest
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="store_list_namespaces", method="POST", path="/store/namespaces", success=(200,)
)


def _get_kwargs(*, body: StoreListNamespacesRequest) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> ListNamespaceResponse:
    if status_code == 200:
        return from_json(OPERATION, content, view(ListNamespaceResponse))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: StoreListNamespacesRequest
) -> Response[ListNamespaceResponse]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: StoreListNamespacesRequest) -> ListNamespaceResponse:
    """Read which namespaces there are.

    ``POST /store/namespaces``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: StoreListNamespacesRequest
) -> Response[ListNamespaceResponse]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(
    *, client: AuthenticatedClient | Client, body: StoreListNamespacesRequest
) -> ListNamespaceResponse:
    """Read which namespaces there are.

    ``POST /store/namespaces``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
