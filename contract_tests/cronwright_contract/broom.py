"""The broom: finds by the tag what the suite made, and removes it through the guard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson

from cronwright_contract.broken import Refused
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.ids import as_id
from cronwright_contract.wire.transport import Transport

NAMESPACE = "cronwright-contract"
PAGE = 1000
MOST_PAGES = 100
MOST_PASSES = 3
"""What is still there then stays, and is named: a server whose DELETE does nothing must not hold us."""
MOST_FAILURES = 6
"""As many requests in a row without an answer, and there is nothing more to try."""

_PATHS: Mapping[str, str] = {
    # Crons first, as they may fire. A thread takes its runs and crons along, an assistant its crons.
    "cron": "/runs/crons",
    "thread": "/threads",
    "assistant": "/assistants",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Something that the suite made, and what a request to delete it names."""

    kind: str
    name: str
    path: str
    content: bytes | None = None


class Broom:
    """Sweeps one server of what carries `tag` and, where `before` is given, is older."""

    def __init__(
        self,
        transport: Transport,
        guard: Guard,
        url: str,
        tag: Mapping[str, str],
        *,
        before: datetime | None = None,
    ) -> None:
        # Not closed here: the transport belongs to the caller.
        self._http = httpx.Client(transport=transport, base_url=url, trust_env=False)
        self._guard = guard
        self._tag = dict(tag)
        self._before = before
        self._failures = 0
        self._unsearched: list[str] = []
        self.removed: Counter[str] = Counter()
        self.gave_up = False

    def sweep(self, ids: Mapping[str, str]) -> list[str]:
        """Remove what is found, and what `ids` names with its kind; returns what is left, and why."""
        self._guard.adopt(ids)
        faults: dict[Found, str | None] = {}
        for _ in range(MOST_PASSES):
            found = list(self._found())
            if not found or self.gave_up:
                break
            faults |= {each: self._remove(each) for each in found}
        else:
            found = list(self._found())
        left = {each: faults.get(each) or "its deletion is answered, yet it is there" for each in found}
        for each in self._named(ids):
            # What has lost its tag is in no search; the ledger knows it all the same.
            if each not in faults and (fault := self._remove(each)) is not None:
                left[each] = fault
        if self.gave_up:
            return [f"the server does not answer; {sum(self.removed.values())} were removed before"]
        return [*self._unsearched, *(f"{each.kind} {each.name} is left: {why}" for each, why in left.items())]

    def _named(self, ids: Mapping[str, str]) -> Iterator[Found]:
        # A copy: the ledger strikes out what is deleted meanwhile.
        for name, kind in list(ids.items()):
            if kind in _PATHS and as_id(name) is not None:
                yield Found(kind, name, f"{_PATHS[kind]}/{name}")

    def _found(self) -> Iterator[Found]:
        self._unsearched = []
        for kind, path in _PATHS.items():
            fields = [f"{kind}_id", "metadata", "created_at"]
            for row in self._rows(f"{path}/search", {"metadata": self._tag, "select": fields}):
                name = row.get(f"{kind}_id")
                if isinstance(name, str) and self._is_old(row) and self._is_ours(f"{path}/{name}", name, row):
                    yield Found(kind, name, f"{path}/{name}")
        run = self._tag.get("cronwright_run")
        for row in self._rows("/store/items/search", {"namespace_prefix": [NAMESPACE, *filter(None, [run])]}):
            if self._is_old(row):
                item = {"namespace": row.get("namespace"), "key": row.get("key")}
                yield Found("item", str(row.get("key")), "/store/items", orjson.dumps(item))

    def _rows(self, path: str, body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Every row of a search; all pages are read before anything is deleted, which would move them."""
        rows: list[Mapping[str, Any]] = []
        for page in range(MOST_PAGES):
            answer = self._send("POST", path, orjson.dumps({**body, "limit": PAGE, "offset": page * PAGE}))
            if answer is None:
                self._unsearched.append(f"{path} is not answered: what it would name may be left")
                return rows
            if answer.status_code in (403, 404, 405):
                return rows  # a server without crons, or without a store, has none of ours
            found = _json(answer)
            found = found.get("items") if isinstance(found, dict) else found
            if not answer.is_success or not isinstance(found, list):
                self._unsearched.append(
                    f"{path} answers {answer.status_code}: what it would name may be left"
                )
                return rows
            rows += [row for row in found if isinstance(row, dict)]
            if len(found) < PAGE:
                break
        return rows

    def _is_ours(self, path: str, name: str, row: Mapping[str, Any]) -> bool:
        """Whether the run knows it, or two answers show the tag: one may be mixed up with another's."""
        if self._guard.owns(name):
            return True
        if not self._is_tagged(row):
            return False
        answer = self._send("GET", path)
        if answer is None or not answer.is_success or not self._is_tagged(_json(answer)):
            return False
        self._guard.adopt([name])
        return True

    def _is_tagged(self, row: Any) -> bool:
        metadata = row.get("metadata") if isinstance(row, dict) else None
        return isinstance(metadata, dict) and self._tag.items() <= metadata.items()

    def _is_old(self, row: Mapping[str, Any]) -> bool:
        if self._before is None:
            return True
        try:
            made = datetime.fromisoformat(str(row.get("created_at")))
        except ValueError:
            return False
        return (made if made.tzinfo else made.replace(tzinfo=UTC)) < self._before

    def _remove(self, found: Found) -> str | None:
        """Why it could not be removed."""
        try:
            answer = self._send("DELETE", found.path, found.content)
        except Refused as refused:
            return str(refused)
        if answer is None:
            return "the server does not answer"
        if answer.is_success:
            self.removed[found.kind] += 1
        elif answer.status_code != 404:
            return f"DELETE answers {answer.status_code}"
        return None

    def _send(self, method: str, path: str, content: bytes | None = None) -> httpx.Response | None:
        """The answer; None where there is none, and without a try once too many were missing in a row."""
        if self.gave_up:
            return None
        # Twice: a server that failed may have closed the connection. None of these does more the second time.
        for _ in range(2):
            try:
                answer = self._http.request(
                    method, path, content=content, headers={"content-type": "application/json"}
                )
            except httpx.TransportError:
                self._failures += 1
            else:
                self._failures = 0
                return answer
        self.gave_up = self._failures >= MOST_FAILURES
        return None


def _json(answer: httpx.Response) -> Any:
    try:
        return orjson.loads(answer.content)
    except ValueError:
        return None
