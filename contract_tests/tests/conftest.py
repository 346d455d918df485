"""A server that nobody else has used, for tests of what is left on one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cronwright.embedded import EmbeddedServer


@pytest.fixture(scope="module")
def fresh_server() -> Iterator[EmbeddedServer]:
    """A real server for one file of tests; on the shared one others may have left something."""
    with EmbeddedServer() as server:
        yield server
