"""The same seed, the same draws, whatever else is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants


@contextmanager
def steady_draws() -> Iterator[None]:
    """Keep hypothesis from drawing constants out of the source of modules that it takes for the user's own.

    It reads them from whatever is loaded (hypothesis/internal/conjecture/providers.py), so that the same seed
    drew other cases under pytest than by the command: measured. There is no setting for it.
    """
    theirs = providers._get_local_constants
    providers._get_local_constants = Constants
    # Of what was drawn from before, also by tests that have nothing to do with us.
    providers.CONSTANTS_CACHE.cache.clear()
    try:
        yield
    finally:
        providers._get_local_constants = theirs
        providers.CONSTANTS_CACHE.cache.clear()
