"""What the generator would break without a word, refused before it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """The contract cannot be generated; `problems` says where and why, each on a line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def check(contract: Mapping[str, Any]) -> None:
    """Raise `Refused` with all that cannot be generated."""
