"""The real Agent Server on loopback, for tests, the demo and a first try: offline, and gone at the end."""

from cronwright.embedded.errors import EmbeddedServerError, ServerDied, ServerNotInstalled, ServerNotStarted
from cronwright.embedded.server import EmbeddedServer

__all__ = ["EmbeddedServer", "EmbeddedServerError", "ServerDied", "ServerNotInstalled", "ServerNotStarted"]
