"""Find items below a namespace, by their fields or by meaning.

``POST /store/items/search``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.search_items_response import SearchItemsResponse
from ...models.store_search_request import StoreSearchRequest
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="store_search_items", method="POST", path="/store/items/search", success=(200,)
)


def _get_kwargs(*, body: StoreSearchRequest) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> SearchItemsResponse:
    if status_code == 200:
        return from_json(OPERATION, content, view(SearchItemsResponse))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: StoreSearchRequest
) -> Response[SearchItemsResponse]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: StoreSearchRequest) -> SearchItemsResponse:
    """Find items below a namespace, by their fields or by meaning.

    ``POST /store/items/search``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: StoreSearchRequest
) -> Response[SearchItemsResponse]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: StoreSearchRequest) -> SearchItemsResponse:
    """Find items below a namespace, by their fields or by meaning.

    ``POST /store/items/search``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
