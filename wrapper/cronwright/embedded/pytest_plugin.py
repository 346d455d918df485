"""`agent_server`: one embedded server for a whole pytest session, started when a test first asks for it."""

from collections.abc import Iterator

import pytest

from cronwright.embedded import EmbeddedServer


@pytest.fixture(scope="session")
def agent_server() -> Iterator[EmbeddedServer]:
    """The real Agent Server with a one-second cron tick; tests tidy up what they create on it."""
    with EmbeddedServer() as server:
        yield server
