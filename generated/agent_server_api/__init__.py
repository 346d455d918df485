"""The low-level client of the Agent Server: one module for each operation, one for each model.

Generated from the contract; every import but the one that is asked for waits until it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .client import AuthenticatedClient as AuthenticatedClient
    from .client import Client as Client

_WHERE: Final[dict[str, str]] = {"AuthenticatedClient": "client", "Client": "client"}

__all__ = ("AuthenticatedClient", "Client")


if not TYPE_CHECKING:  # a type checker would take any name for one of this package

    def __getattr__(name: str) -> Any:
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return globals().setdefault(name, getattr(import_module(f".{_WHERE[name]}", __name__), name))


def __dir__() -> list[str]:
    return [*globals(), *_WHERE]
