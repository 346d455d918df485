"""Read an item.

``GET /store/items``

null where there is none.

Args:
    key: The item's key.
    namespace: The item's namespace, its labels joined by dots.
    refresh_ttl: Whether reading starts the item's time to live again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.item import Item
from ...types import UNSET, Operation, Unset, from_json, nullable, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="store_get_item", method="GET", path="/store/items", success=(200,))


def _get_kwargs(*, key: str, namespace: str, refresh_ttl: bool | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({}, params={"key": key, "namespace": namespace, "refresh_ttl": refresh_ttl})


def _parse_response(status_code: int, content: bytes) -> Item | None:
    if status_code == 200:
        answer: Item | None = from_json(OPERATION, content, nullable(view("Item")))
        return answer
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, key: str, namespace: str, refresh_ttl: bool | Unset = UNSET
) -> Response[Item | None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(key=key, namespace=namespace, refresh_ttl=refresh_ttl), _parse_response)


def sync(
    *, client: AuthenticatedClient | Client, key: str, namespace: str, refresh_ttl: bool | Unset = UNSET
) -> Item | None:
    """Read an item.

    ``GET /store/items``, told of at the top of this module.
    """
    return sync_detailed(key=key, namespace=namespace, refresh_ttl=refresh_ttl, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, key: str, namespace: str, refresh_ttl: bool | Unset = UNSET
) -> Response[Item | None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(
        _get_kwargs(key=key, namespace=namespace, refresh_ttl=refresh_ttl), _parse_response
    )


async def asyncio(
    *, client: AuthenticatedClient | Client, key: str, namespace: str, refresh_ttl: bool | Unset = UNSET
) -> Item | None:
    """Read an item.

    ``GET /store/items``, told of at the top of this module.
    """
    return (
        await asyncio_detailed(key=key, namespace=namespace, refresh_ttl=refresh_ttl, client=client)
    ).parsed
