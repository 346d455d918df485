"""Resources of the run's own, made when a check first needs one: what generated requests are aimed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cronwright_contract.ground import Ground

FAR_SECONDS = 10_000_000
"""When a run that shall not start is due: in about four months."""
FAR_SCHEDULE = "0 0 29 2 *"


class Lacking(Exception):
    """The server did not give what is needed; the checks of creating say why, this one cannot go on."""


class Own:
    """A thread, a cron, an assistant, runs and a store item that this run made.

    Each is the same one until it is renewed, so that generated requests meet something that is there.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._made: dict[str, str] = {}

    def __getitem__(self, kind: str) -> str:
        """The id of the present one of a kind."""
        if kind not in self._made:
            self._made[kind] = _MAKERS[kind](self)
        return self._made[kind]

    def renew(self, *kinds: str) -> None:
        """Have another one made when it is next asked for; what stands on it goes with it."""
        for kind in kinds:
            for gone in (kind, *_STAND_ON.get(kind, ())):
                self._made.pop(gone, None)

    def answer(self, operation: str, path: Mapping[str, str] | None = None, **how: Any) -> Any:
        """The JSON of an answer that must be one of success."""
        with self._ground.unjudged():
            exchange = self._ground.send(operation, path, **how)
        if not exchange.ok:
            raise Lacking(f"{operation} answers {exchange.status}")
        return exchange.json

    def _thread(self) -> str:
        body = {"thread_id": self._ground.new_id("thread"), "metadata": self._ground.tag}
        return str(self.answer("threads_create", body=body)["thread_id"])

    def _assistant(self) -> str:
        body = {
            "assistant_id": self._ground.new_id("assistant"),
            "graph_id": self._ground.assistant,
            "metadata": self._ground.tag,
        }
        return str(self.answer("assistants_create", body=body)["assistant_id"])

    def _cron(self) -> str:
        body = {
            "assistant_id": self._ground.assistant,
            "schedule": FAR_SCHEDULE,
            "enabled": False,
            "metadata": self._ground.tag,
            "input": {},
        }
        return str(
            self.answer("crons_create_for_thread", {"thread_id": self["thread"]}, body=body)["cron_id"]
        )

    def _run(self) -> str:
        body = {
            "assistant_id": self._ground.assistant,
            "metadata": self._ground.tag,
            "after_seconds": FAR_SECONDS,
            "input": {},
        }
        return str(self.answer("runs_create", {"thread_id": self["thread"]}, body=body)["run_id"])

    def _finished_thread(self) -> str:
        thread = self._thread()
        body = {"assistant_id": self._ground.assistant, "metadata": self._ground.tag, "input": {}}
        self.answer("runs_wait", {"thread_id": thread}, body=body)
        return thread

    def _finished_run(self) -> str:
        return str(self.answer("runs_list", {"thread_id": self["finished_thread"]})[0]["run_id"])

    def _checkpoint(self) -> str:
        state = self.answer("threads_get_state", {"thread_id": self["finished_thread"]})
        return str(state["checkpoint"]["checkpoint_id"])


_MAKERS: Mapping[str, Callable[[Own], str]] = {
    "thread": Own._thread,
    "idle_thread": Own._thread,
    "assistant": Own._assistant,
    "cron": Own._cron,
    "run": Own._run,
    "finished_thread": Own._finished_thread,
    "finished_run": Own._finished_run,
    "checkpoint": Own._checkpoint,
}
_STAND_ON: Mapping[str, tuple[str, ...]] = {
    "thread": ("cron", "run"),
    "finished_thread": ("finished_run", "checkpoint"),
}


class Seen(Own):
    """The first of each kind that the server shows: for a run that may make nothing."""

    def __getitem__(self, kind: str) -> str:
        if kind not in self._made:
            operation, name = _SHOWN.get(kind, ("", ""))
            rows = self.answer(operation, body={"limit": 1}) if operation else []
            if not rows:
                raise Lacking(f"the server has no {kind} to look at")
            self._made[kind] = str(rows[0][name])
        return self._made[kind]


_SHOWN: Mapping[str, tuple[str, str]] = {
    "assistant": ("assistants_search", "assistant_id"),
    "cron": ("crons_search", "cron_id"),
    "thread": ("threads_search", "thread_id"),
    "finished_thread": ("threads_search", "thread_id"),
}
