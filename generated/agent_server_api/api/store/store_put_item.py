"""Put an item into the store, in place of the one with the same key.

``PUT /store/items``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.store_put_request import StorePutRequest
from ...types import Operation

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="store_put_item", method="PUT", path="/store/items", success=(204,))


def _get_kwargs(*, body: StorePutRequest) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> None:
    if status_code == 204:
        return None
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client, body: StorePutRequest) -> Response[None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: StorePutRequest) -> None:
    """Put an item into the store, in place of the one with the same key.

    ``PUT /store/items``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient | Client, body: StorePutRequest) -> Response[None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: StorePutRequest) -> None:
    """Put an item into the store, in place of the one with the same key.

    ``PUT /store/items``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
