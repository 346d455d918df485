from __future__ import annotations

from collections.abc import Iterator

import pytest

from cronwright.embedded import EmbeddedServer


@pytest.fixture(scope="session")
def upstream() -> Iterator[str]:
    """The address of a real server of these tests' own: planted breaches leave debris."""
    with EmbeddedServer() as server:
        yield server.url
