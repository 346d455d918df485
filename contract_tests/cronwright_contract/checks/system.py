"""The server's own operations."""

from __future__ import annotations

from cronwright_contract.check import check
from cronwright_contract.checks.compare import accepted, good
from cronwright_contract.hunt import Hunter


@check("system.answers", "The server tells its health, its version and its metrics", needs=())
def answers(hunter: Hunter) -> None:
    ground = hunter.ground

    def health() -> None:
        accepted(ground, ground.send("system_health"))
        accepted(ground, ground.send("system_health", query={"check_db": "1"}))

    def info() -> None:
        first, second = ground.send("system_info"), ground.send("system_info")
        ground.expect(good(ground, first) == good(ground, second), "same_read", "two reads of /info differ")

    def metrics() -> None:
        for form in ("json", "prometheus"):
            answer = ground.send("system_metrics", query={"format": form})
            if accepted(ground, answer) and answer.answer is not None:
                told = bool(answer.answer.content.strip())
                ground.expect(told, "stored", f"no metrics as {form}", place=form)

    def docs() -> None:
        accepted(ground, ground.send("system_docs"))

    for body in (health, info, metrics, docs):
        hunter.once(body.__name__, body)
