"""What each operation of the contract does to a server, whatever a document says of it.

By verb and path, not by the document that a run is given: an operation that stands here does what it does
under any name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple
from urllib.parse import unquote


class Effect(Enum):
    """What an operation does.

    `whole` may reach beyond what this run made, `speaks` does what its body says.
    """

    reads = "reads"
    creates = "creates"
    changes = "changes"
    deletes = "deletes"
    starts = "starts"
    whole = "whole"
    speaks = "speaks"


@dataclass(frozen=True, slots=True)
class Does:
    """What one operation does, and to which kind of resource."""

    id: str
    effect: Effect
    kind: str
    method: str
    path: str

    @property
    def own(self) -> tuple[str, ...]:
        """The path parameters that must name something of our own."""
        # An agent that is spoken to stays as it is; what it is told may start something.
        if self.effect is Effect.reads or self.id == "a2a_send":
            return ()
        return tuple(re.findall(r"\{(\w+)\}", self.path))

    @property
    def pattern(self) -> re.Pattern[str]:
        parts = re.split(r"\{(\w+)\}", self.path)
        return re.compile("".join(f"(?P<{p}>[^/]+)" if i % 2 else re.escape(p) for i, p in enumerate(parts)))


class Match(NamedTuple):
    """An operation and the values that a path gives to its parameters."""

    does: Does
    values: Mapping[str, str]


READING_VERBS = frozenset({"GET", "HEAD", "OPTIONS"})

_TABLE = """
a2a_send                              speaks   run        POST    /a2a/{assistant_id}
assistants_create                     creates  assistant  POST    /assistants
assistants_count                      reads    assistant  POST    /assistants/count
assistants_search                     reads    assistant  POST    /assistants/search
assistants_delete                     deletes  assistant  DELETE  /assistants/{assistant_id}
assistants_get                        reads    assistant  GET     /assistants/{assistant_id}
assistants_update                     changes  assistant  PATCH   /assistants/{assistant_id}
assistants_get_graph                  reads    assistant  GET     /assistants/{assistant_id}/graph
assistants_set_latest                 changes  assistant  POST    /assistants/{assistant_id}/latest
assistants_get_schemas                reads    assistant  GET     /assistants/{assistant_id}/schemas
assistants_get_subgraphs              reads    assistant  GET     /assistants/{assistant_id}/subgraphs
assistants_get_subgraphs_in_namespace reads    assistant  GET /assistants/{assistant_id}/subgraphs/{namespace}
assistants_get_versions               reads    assistant  POST    /assistants/{assistant_id}/versions
system_docs                           reads    system     GET     /docs
system_info                           reads    system     GET     /info
system_metrics                        reads    system     GET     /metrics
system_health                         reads    system     GET     /ok
mcp_delete                            speaks   run        DELETE  /mcp
mcp_get                               reads    run        GET     /mcp
mcp_post                              speaks   run        POST    /mcp
runs_create_stateless                 starts   run        POST    /runs
runs_create_batch                     starts   run        POST    /runs/batch
runs_cancel_many                      whole    run        POST    /runs/cancel
runs_stream_stateless                 starts   run        POST    /runs/stream
runs_wait_stateless                   starts   run        POST    /runs/wait
crons_create                          creates  cron       POST    /runs/crons
crons_count                           reads    cron       POST    /runs/crons/count
crons_search                          reads    cron       POST    /runs/crons/search
crons_delete                          deletes  cron       DELETE  /runs/crons/{cron_id}
crons_get                             reads    cron       GET     /runs/crons/{cron_id}
crons_update                          changes  cron       PATCH   /runs/crons/{cron_id}
store_delete_item                     whole    item       DELETE  /store/items
store_get_item                        reads    item       GET     /store/items
store_put_item                        creates  item       PUT     /store/items
store_search_items                    reads    item       POST    /store/items/search
store_list_namespaces                 reads    item       POST    /store/namespaces
threads_create                        creates  thread     POST    /threads
threads_count                         reads    thread     POST    /threads/count
threads_prune                         whole    thread     POST    /threads/prune
threads_search                        reads    thread     POST    /threads/search
threads_delete                        deletes  thread     DELETE  /threads/{thread_id}
threads_get                           reads    thread     GET     /threads/{thread_id}
threads_update                        changes  thread     PATCH   /threads/{thread_id}
threads_send_command                  speaks   run        POST    /threads/{thread_id}/commands
threads_copy                          creates  thread     POST    /threads/{thread_id}/copy
threads_get_history                   reads    thread     GET     /threads/{thread_id}/history
threads_search_history                reads    thread     POST    /threads/{thread_id}/history
runs_list                             reads    run        GET     /threads/{thread_id}/runs
runs_create                           starts   run        POST    /threads/{thread_id}/runs
crons_create_for_thread               creates  cron       POST    /threads/{thread_id}/runs/crons
runs_stream                           starts   run        POST    /threads/{thread_id}/runs/stream
runs_wait                             starts   run        POST    /threads/{thread_id}/runs/wait
runs_delete                           deletes  run        DELETE  /threads/{thread_id}/runs/{run_id}
runs_get                              reads    run        GET     /threads/{thread_id}/runs/{run_id}
runs_cancel                           changes  run        POST    /threads/{thread_id}/runs/{run_id}/cancel
runs_join                             reads    run        GET     /threads/{thread_id}/runs/{run_id}/join
runs_join_stream                      reads    run        GET     /threads/{thread_id}/runs/{run_id}/stream
threads_get_state                     reads    thread     GET     /threads/{thread_id}/state
threads_update_state                  changes  thread     POST    /threads/{thread_id}/state
threads_get_state_by_checkpoint       reads    thread     POST    /threads/{thread_id}/state/checkpoint
threads_get_state_at_checkpoint       reads    thread     GET     /threads/{thread_id}/state/{checkpoint_id}
threads_get_storage                   reads    thread     GET     /threads/{thread_id}/storage
threads_join_stream                   reads    thread     GET     /threads/{thread_id}/stream
threads_stream_events                 reads    thread     POST    /threads/{thread_id}/stream/events
"""


def _rows() -> dict[str, Does]:
    rows = (line.split() for line in _TABLE.strip().splitlines())
    return {name: Does(name, Effect(effect), kind, method, path) for name, effect, kind, method, path in rows}


OPERATIONS: Mapping[str, Does] = _rows()
"""By the operation's id in the contract."""

NEEDS_RUNS = frozenset(
    {
        "a2a_send",
        "runs_join",
        "runs_join_stream",
        "runs_stream",
        "runs_stream_stateless",
        "runs_wait",
        "runs_wait_stateless",
        "threads_get_state_at_checkpoint",
        "threads_get_state_by_checkpoint",
        "threads_send_command",
        "threads_update_state",
    }
)
"""Operations that reach nothing unless a run may start."""

_PATTERNS = tuple((does, does.pattern) for does in OPERATIONS.values())

_UNCLEAR = re.compile(r"[\x00-\x1f\x7f/\\%;?#]")
"""In a part of a path once decoded: what some server or proxy on the way reads as something else."""


def find(method: str, path: str) -> Match | None:
    """The operation of a verb and a raw path; None also for a path that could be read in two ways."""
    parts = [unicodedata.normalize("NFKC", unquote(part)) for part in path.split("/")[1:]]
    if not path.startswith("/") or any(
        not p.strip() or p in (".", "..") or _UNCLEAR.search(p) for p in parts
    ):
        return None
    for does, pattern in _PATTERNS:
        # One at most: of no verb do two paths of the table fit one another.
        if does.method == method and (found := pattern.fullmatch(path)):
            return Match(does, {name: unquote(value) for name, value in found.groupdict().items()})
    return None
