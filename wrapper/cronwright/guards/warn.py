"""Warnings that point at the line of the caller, however deep in this client they arise."""

from __future__ import annotations

import sys
import warnings
from types import FrameType

_OURS = frozenset({"cronwright", "agent_server_api"})


def warn(message: str, category: type[Warning]) -> None:
    """Warn at the innermost line that is neither the wrapper's nor the generated client's.

    A line is reported once, as Python's filters have it, by the registry of the caller's module.
    """
    frame = _caller(sys._getframe())
    warnings.warn_explicit(
        message,
        category,
        filename=frame.f_code.co_filename,
        lineno=frame.f_lineno,
        module=frame.f_globals.get("__name__", "<unknown>"),
        registry=frame.f_globals.setdefault("__warningregistry__", {}),
    )


def _caller(frame: FrameType) -> FrameType:
    # A stacklevel counts frames, and the two shells have different depths: names do not.
    while frame.f_back is not None and _package(frame) in _OURS:
        frame = frame.f_back
    return frame


def _package(frame: FrameType) -> str:
    name: str = frame.f_globals.get("__name__", "")
    return name.partition(".")[0]
