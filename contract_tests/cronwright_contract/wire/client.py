"""The wrapper's own client over a guarded transport."""

from __future__ import annotations

import httpx

from cronwright import SyncClient, Timeout, get_sync_client


def client_over(transport: httpx.BaseTransport, url: str) -> SyncClient:
    """A client without a key, which the transport adds, and without retries, which would hide a fault."""
    http = httpx.Client(transport=transport, trust_env=False)
    return get_sync_client(url=url, api_key=None, max_retries=0, timeout=Timeout(), http_client=http)
