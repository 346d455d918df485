"""The `cronwright` logger, switched on from outside."""

from __future__ import annotations

import logging
import os

VARIABLE = "CRONWRIGHT_LOG"

log = logging.getLogger("cronwright")


def follow_environment() -> None:
    """Write the logger's lines to stderr where CRONWRIGHT_LOG names a level (debug, info, warning).

    What a program has set up itself stays as it is.
    """
    level = logging.getLevelNamesMapping().get(os.environ.get(VARIABLE, "").strip().upper())
    if level is None or log.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(level)
