"""What the mutants of crons have in common."""

from __future__ import annotations

from typing import Any

from mutants.message import Answer, Request
from mutants.mutant import Mutant

CREATE = ("crons_create", "crons_create_for_thread")
SHOWN = (*CREATE, "crons_get", "crons_update")  # answers that show one cron
ROWS = (*SHOWN, "crons_search")  # answers that show crons


class _Cron(Mutant):
    resource = "crons"

    def real(self, request: Request) -> Answer:
        """The cron of this path as the server has it."""
        return self.server.ask("GET", f"/runs/crons/{request.ids['cron_id']}")

    def search(self, **fields: Any) -> list[dict[str, Any]]:
        """Crons as the server has them."""
        found = self.server.ask("POST", "/runs/crons/search", {"limit": 1000} | fields)
        return found.body if found.ok else []
