"""Read the server's metrics.

``GET /metrics``

Args:
    format: The form of the metrics.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.metrics_format import MetricsFormat
from ...types import UNSET, Operation, Unset, from_json, mapping

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="system_metrics", method="GET", path="/metrics", success=(200,))


def _get_kwargs(*, format: MetricsFormat | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({}, params={"format": format})


def _parse_response(status_code: int, content: bytes) -> Mapping[str, Any]:
    if status_code == 200:
        return from_json(OPERATION, content, mapping)
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, format: MetricsFormat | Unset = UNSET
) -> Response[Mapping[str, Any]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(format=format), _parse_response)


def sync(*, client: AuthenticatedClient | Client, format: MetricsFormat | Unset = UNSET) -> Mapping[str, Any]:
    """Read the server's metrics.

    ``GET /metrics``, told of at the top of this module.
    """
    return sync_detailed(format=format, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, format: MetricsFormat | Unset = UNSET
) -> Response[Mapping[str, Any]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(format=format), _parse_response)


async def asyncio(
    *, client: AuthenticatedClient | Client, format: MetricsFormat | Unset = UNSET
) -> Mapping[str, Any]:
    """Read the server's metrics.

    ``GET /metrics``, told of at the top of this module.
    """
    return (await asyncio_detailed(format=format, client=client)).parsed
