"""What the body of each writing operation must be, for the guard to let it pass."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from cronwright_contract.wire.bodies import objects
from cronwright_contract.wire.firing import CronState
from cronwright_contract.wire.ids import as_id

FAR_SECONDS = 86_400
"""A run that waits at least this long is not started by the suite, which removes it before."""


class Unsafe(Exception):
    """Why a request may do harm."""


class Own:
    """What a run may touch: the ids that it made, its tag, its namespace, and what it is allowed besides."""

    def __init__(self, tag: dict[str, str], allow: frozenset[str]) -> None:
        self.tag = tag
        self.allow = allow
        self.ids: set[UUID] = set()
        self.graphs: set[str] = set()
        """Names of graphs: to some servers each is the id of an assistant, which belongs to all."""

    @property
    def namespace(self) -> list[str]:
        """How each namespace begins: of the run, or of the whole suite where the tag names no run."""
        return ["cronwright-contract", *filter(None, [self.tag.get("cronwright_run")])]

    def is_tagged(self, metadata: Any) -> bool:
        return isinstance(metadata, dict) and all(metadata.get(k) == v for k, v in self.tag.items())

    def check(self, name: str, value: Any) -> None:
        """Raises for an id that this run did not make; what can be no id names nothing, and passes."""
        named = as_id(value)
        is_graph = name == "assistant_id" and isinstance(value, str) and value in self.graphs
        if named not in self.ids and (named is not None or is_graph):
            raise Unsafe(f"{name} {value!r} is nothing that this run made")

    def check_namespace(self, namespace: Any) -> None:
        if not isinstance(namespace, list) or namespace[: len(self.namespace)] != self.namespace:
            raise Unsafe(f"namespace {namespace!r} does not begin with {self.namespace}")

    def check_tag(self, metadata: Mapping[str, Any]) -> None:
        """Raises for a change of metadata that takes the tag away."""
        for name, value in self.tag.items():
            if metadata.get(name, value) != value:
                raise Unsafe(f"it changes the tag {name}, by which a sweep finds what is left")

    def check_allowed(self, what: str, because: str) -> None:
        if what not in self.allow:
            raise Unsafe(f"{because}, and {what!r} is not allowed")


Demand = Callable[[Own, Any], None]
"""Raises `Unsafe`, or `Refused` with it, for a body that may do harm."""


def _made_tagged(own: Own, body: Mapping[str, Any]) -> None:
    # A metadata of the wrong type is refused by the server; a check must be able to try.
    metadata = body.get("metadata")
    if "metadata" in body and not isinstance(metadata, dict):
        return
    if not own.is_tagged(metadata):
        raise Unsafe("what it makes would not carry the run's tag in its metadata")


def _creates(kind: str) -> Demand:
    def demand(own: Own, body: Any) -> None:
        for each in objects(body):
            _made_tagged(own, each)
            # With `if_exists: do_nothing` a known id would be answered as if it were made.
            own.check(f"{kind}_id", each.get(f"{kind}_id"))

    return demand


def _creates_cron(own: Own, body: Any) -> None:
    for each in objects(body):
        _made_tagged(own, each)
        _aimed_at_own(own, each)
        _webhook(each)
        own.check("cron_id", each.get("cron_id"))
        if "firing" not in own.allow and (fault := CronState.made_with(each).fault()):
            raise Unsafe(f"{fault}, and 'firing' is not allowed")


def _changes(own: Own, body: Any) -> None:
    for each in objects(body):
        _aimed_at_own(own, each)
        _webhook(each)
        if isinstance(metadata := each.get("metadata"), dict):
            own.check_tag(metadata)


def _starts(own: Own, body: Any) -> None:
    for each in objects(body):
        _made_tagged(own, each)
        _aimed_at_own(own, each)
        _webhook(each)
        # No server starts a run of nothing.
        if isinstance(each.get("assistant_id"), str) and not _is_far(each.get("after_seconds")):
            own.check_allowed("runs", f"the run would start within {FAR_SECONDS} seconds")


def _is_far(seconds: Any) -> bool:
    return isinstance(seconds, int | float) and seconds >= FAR_SECONDS


def _aimed_at_own(own: Own, body: Mapping[str, Any]) -> None:
    """Wherever a body can name the thread that is written to, it names ours."""
    config = body.get("config")
    inner = config.get("configurable") if isinstance(config, dict) else None
    for place in (body, body.get("checkpoint"), inner, body.get("context")):
        if isinstance(place, dict):
            for name in ("thread_id", "run_id"):
                own.check(name, place.get(name))


def _webhook(body: Mapping[str, Any]) -> None:
    """A webhook reaches a listener on this machine, or nobody: see `_reaches_nobody`."""
    webhook = body.get("webhook")
    if not isinstance(webhook, str):
        return
    try:
        parts = urlsplit(webhook.strip())
        host = parts.hostname
    except ValueError:
        raise Unsafe(f"webhook {webhook!r} can be read in more than one way") from None
    if parts.scheme.lower() not in ("http", "https", "") or not (parts.scheme or parts.netloc):
        return  # relative, or of another protocol: no server calls it
    if any(letter in webhook for letter in "\\@\t\r\n ") or not _reaches_nobody(host or ""):
        raise Unsafe(f"webhook {webhook!r} may reach somebody")


_DOCUMENTATION = tuple(
    ipaddress.ip_network(each)
    for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)


def _reaches_nobody(host: str) -> bool:
    """A loopback address; one kept for documentation (RFC 5737, 3849); a name that never is (RFC 6761).

    A server refuses loopback, so that a webhook which is stored can only be one of the others.
    """
    if host == "localhost" or host.endswith(".invalid"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or any(address in net for net in _DOCUMENTATION)


def _puts_item(own: Own, body: Any) -> None:
    for each in objects(body):
        # Without a key it names no item.
        if "key" in each:
            own.check_namespace(each.get("namespace"))


def _deletes_item(own: Own, body: Any) -> None:
    if "global" not in own.allow:
        _puts_item(own, body)


def _searches_items(own: Own, body: Any) -> None:
    for each in objects(body):
        if each.get("refresh_ttl"):
            own.check_namespace(each.get("namespace_prefix"))


def _prunes(own: Own, body: Any) -> None:
    for each in objects(body):
        if not _all_own(own, "thread_id", each.get("thread_ids")):
            own.check_allowed("global", "it prunes threads that this run did not make")


def _cancels(own: Own, body: Any) -> None:
    for each in objects(body):
        named = _all_own(own, "thread_id", each.get("thread_id"))
        named = named and _all_own(own, "run_id", each.get("run_ids"))
        if each.get("status") or not named:
            own.check_allowed("global", "it cancels runs that this run did not make")


def _all_own(own: Own, name: str, value: Any) -> bool:
    if value is None:
        return False
    try:
        for each in value if isinstance(value, list) else [value]:
            own.check(name, each)
    except Unsafe:
        return False
    return True


_ACTING = ("call", "cancel", "create", "delete", "input", "push", "run", "send", "set", "stream", "subscribe")
"""In the name of a method that does more than read; none of the readers' names holds one."""


def _acts(body: Mapping[str, Any]) -> bool:
    method = body.get("method")
    return isinstance(method, str) and any(word in method.casefold() for word in _ACTING)


def _commands(own: Own, body: Any) -> None:
    for each in objects(body):
        params = each.get("params")
        params = params if isinstance(params, dict) else {}
        if not _acts(each) or str(each.get("method")).startswith("subscription."):
            continue
        own.check_allowed("runs", f"{each['method']!r} starts or resumes a run")
        _aimed_at_own(own, params)
        _webhook(params)
        if each["method"] == "run.start":
            _made_tagged(own, params)


def _speaks_mcp(own: Own, body: Any) -> None:
    for each in objects(body):
        if _acts(each):
            own.check_allowed("runs", f"{each['method']!r} starts a run")


def _speaks_a2a(own: Own, body: Any) -> None:
    for each in objects(body):
        if not _acts(each):
            continue
        own.check_allowed("runs", f"{each['method']!r} starts or stops a run")
        if "push" in str(each["method"]).casefold() or "ushNotificationConfig" in str(each):
            raise Unsafe("it asks for calls to another place")
        for value in _named_by_a2a(each):
            own.check("contextId", value)
        if (message := _message(each)) is not None and not isinstance(message.get("contextId"), str):
            raise Unsafe("without a contextId of this run it makes a thread that carries no tag")


def a2a_context(body: Any) -> str | None:
    """The thread that an A2A message is sent to, which the server makes where it is not there."""
    message = _message(body) if isinstance(body, dict) else None
    context = message.get("contextId") if message is not None else None
    return context if isinstance(context, str) else None


def _message(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    params = body.get("params")
    message = params.get("message") if isinstance(params, dict) else None
    return message if isinstance(message, dict) else None


def _named_by_a2a(body: Mapping[str, Any]) -> Iterator[str]:
    """The threads and runs that a method names; a task is `<thread>:<run>`."""
    for place in (body.get("params"), _message(body)):
        if isinstance(place, dict):
            for name in ("contextId", "taskId", "id", "referenceTaskIds"):
                value = place.get(name)
                for text in value if isinstance(value, list) else [value]:
                    if isinstance(text, str):
                        yield from text.split(":")


DEMANDS: Mapping[str, Demand] = {
    "a2a_send": _speaks_a2a,
    "assistants_create": _creates("assistant"),
    "assistants_update": _changes,
    "crons_create": _creates_cron,
    "crons_create_for_thread": _creates_cron,
    "crons_update": _changes,
    "mcp_post": _speaks_mcp,
    "runs_cancel_many": _cancels,
    "runs_create": _starts,
    "runs_create_batch": _starts,
    "runs_create_stateless": _starts,
    "runs_stream": _starts,
    "runs_stream_stateless": _starts,
    "runs_wait": _starts,
    "runs_wait_stateless": _starts,
    "store_delete_item": _deletes_item,
    "store_put_item": _puts_item,
    "store_search_items": _searches_items,
    "threads_create": _creates("thread"),
    "threads_prune": _prunes,
    "threads_send_command": _commands,
    "threads_update": _changes,
    "threads_update_state": _changes,
}
"""By the operation's id; an operation without one does no harm by its body."""
