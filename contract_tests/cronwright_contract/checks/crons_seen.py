"""What a check has seen of all its crons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cronwright_contract.checks.crons_model import Row


@dataclass(slots=True)
class Seen:
    """The ids of its crons, and what the server adds to the metadata of each.

    A deployment that tells its users apart puts an owner there, always the same one.
    """

    ids: set[str] = field(default_factory=set)
    added: dict[str, Any] | None = None

    def learn(self, sent: Row, shown: Any) -> None:
        """What the first cron's metadata has beyond what was sent."""
        if self.added is None and isinstance(shown, Mapping):
            self.added = {name: value for name, value in shown.items() if name not in sent}

    def plain(self, shown: Row) -> Row:
        """A cron, or what was selected of it, without what the server adds."""
        if not self.added:
            return shown
        plain = self._without(shown)
        if isinstance(shown.get("payload"), Mapping):
            plain["payload"] = self._without(shown["payload"])
        return plain

    def _without(self, shown: Row) -> dict[str, Any]:
        metadata, added = shown.get("metadata"), self.added or {}
        if not isinstance(metadata, Mapping):
            return dict(shown)
        own = {name: value for name, value in metadata.items() if name not in added or added[name] != value}
        return {**shown, "metadata": own}
