"""Is there a server to test: does it answer, take the key, and have the assistant that the checks need?"""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from cronwright_contract.broken import Blocked
from cronwright_contract.ground import Ground
from cronwright_contract.wire.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Server:
    """What a server says of itself; `assistant` is the graph that the checks use."""

    version: str | None
    assistant: str


def reach(ground: Ground) -> Server:
    """Reach the server; raises `Blocked` with the reason and a way out."""
    with ground.unjudged(), ground.example():
        try:
            info = ground.send("system_info")
        except httpx.HTTPError as error:
            raise Blocked(f"{ground.options.url} cannot be reached: {error}") from None
        _admitted(info, ground)
        if not info.ok or not isinstance(info.json, dict):
            raise Blocked(
                f"{ground.options.url} answers GET /info with {info.status}: is it an Agent Server?"
            )
        found = ground.send("assistants_search", body={"limit": 1000})
        _admitted(found, ground)
        if not found.ok or not isinstance(found.json, list):
            raise Blocked(f"POST /assistants/search answers {found.status}: {_words(found)}")
        graphs = [row.get("graph_id") for row in found.json if isinstance(row, dict)]
        return Server(info.json.get("version"), _assistant(ground.options.assistant, graphs))


def _admitted(exchange: Exchange, ground: Ground) -> None:
    if exchange.answer is None:
        raise Blocked(f"{ground.options.url} does not answer: {exchange.error}")
    if exchange.status in (401, 403):
        raise Blocked(
            f"{ground.options.url} answers {exchange.status}: set LANGGRAPH_API_KEY (or LANGSMITH_API_KEY) "
            "to a key of a test account, or give what it needs with --header"
        )


def _assistant(wanted: str | None, graphs: list[str | None]) -> str:
    names = sorted({graph for graph in graphs if graph})
    if wanted is not None:
        if wanted not in names:
            raise Blocked(f"no graph {wanted!r} on the server; it has {', '.join(names) or 'none'}")
        return wanted
    if not names:
        raise Blocked("the server has no assistant; deploy a graph, or name one with --assistant")
    return "agent" if "agent" in names else names[0]


def _words(exchange: Exchange) -> str:
    return "" if exchange.answer is None else exchange.answer.content[:200].decode(errors="replace")
