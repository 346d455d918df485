"""The checks, a module for each matter."""

from importlib import import_module

MODULES: tuple[str, ...] = (
    "crons",
    "crons_found",
    "crons_refused",
    "cron_time",
    "crons_machine",
    "crons_pages",
    "threads",
    "threads_found",
    "threads_machine",
    "store",
    "store_found",
    "store_machine",
    "assistants",
    "assistants_found",
    "assistants_machine",
    "state",
    "state_shared",
    "runs",
    "runs_found",
    "runs_machine",
    "outcomes",
    "streams",
    "system",
    "operations",
    "cron_firing",
    "links",
    "client",
)
"""In the order in which they are run: what finds most in the least time first."""


def load() -> None:
    """Register every check."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
