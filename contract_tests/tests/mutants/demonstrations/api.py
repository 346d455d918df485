"""Requests by hand: what a demonstration sends."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

import httpx

from mutants import Mutant

NOWHERE = "01a20b78-0000-7000-8000-000000000000"


class Api:
    """A server by its address, without a wrapper and without a check.

    `tag` is in the metadata of all that one demonstration makes, so that its searches find nothing else.
    """

    def __init__(self, url: str) -> None:
        # After a failure of its own the server closes the connection without a word.
        limits = httpx.Limits(max_keepalive_connections=0)
        # Without certificates, which nobody needs here and which take the longest.
        self._client = httpx.Client(base_url=url, limits=limits, timeout=30, verify=False)
        self.renew()

    def renew(self) -> None:
        """A tag that nothing has yet."""
        self.tag = {"demonstration": uuid.uuid4().hex}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def __call__(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return self._client.request(method, path, json=body, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self("GET", path, **options).json()

    def post(self, path: str, body: Any, **options: Any) -> Any:
        return self("POST", path, body, **options).json()

    # Crons: none of them fires.

    def cron(self, *, thread: str | None = None, **fields: Any) -> dict[str, Any]:
        return dict(self.creating(thread=thread, **fields).json())

    def creating(self, *, thread: str | None = None, **fields: Any) -> httpx.Response:
        path = "/runs/crons" if thread is None else f"/threads/{thread}/runs/crons"
        plain = {"assistant_id": "agent", "schedule": "0 0 29 2 *", "enabled": False, "metadata": self.tag}
        return self("POST", path, plain | fields)

    def read(self, cron: Mapping[str, Any]) -> Any:
        return self.get(f"/runs/crons/{cron['cron_id']}")

    def reading(self, cron: Mapping[str, Any]) -> int:
        """The status of a read."""
        return self("GET", f"/runs/crons/{cron['cron_id']}").status_code

    def patch(self, cron: Mapping[str, Any], **fields: Any) -> httpx.Response:
        return self("PATCH", f"/runs/crons/{cron['cron_id']}", fields)

    def delete(self, cron: Mapping[str, Any]) -> httpx.Response:
        return self("DELETE", f"/runs/crons/{cron['cron_id']}")

    def searching(self, **fields: Any) -> httpx.Response:
        return self("POST", "/runs/crons/search", fields)

    def found(self, **fields: Any) -> list[dict[str, Any]]:
        return list(self.searching(**{"metadata": self.tag} | fields).json())

    def count(self, **fields: Any) -> Any:
        return self.post("/runs/crons/count", {"metadata": self.tag} | fields)

    # What others stand on.

    def thread(self, **fields: Any) -> str:
        return str(self.post("/threads", {"metadata": self.tag} | fields)["thread_id"])


Demonstrations = Mapping[type[Mutant], Callable[[Api], bool]]


def ids(rows: list[dict[str, Any]], name: str = "cron_id") -> list[Any]:
    """The ids of rows, in their order."""
    return [row[name] for row in rows]
