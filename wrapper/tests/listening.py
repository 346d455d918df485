"""A loopback port with a thread for each connection to it, all of which end with the block."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Port:
    """Where a server of the tests listens; `connections` are those that it took, in order."""

    listener: socket.socket
    connections: list[socket.socket] = field(default_factory=list)
    open: threading.Event = field(default_factory=threading.Event)
    ended: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Refuse new connections within the block; those that stand go on."""
        # Bound without listening, it refuses and yet keeps the port from others.
        self.open.clear()
        self.listener.shutdown(socket.SHUT_RDWR)
        try:
            yield
        finally:
            self.listener.listen()
            self.open.set()


@contextmanager
def listening(serve: Callable[[socket.socket, int], None]) -> Iterator[Port]:
    """Call `serve` with each connection and its number (from 1), in a thread of its own.

    An `OSError` that it raises is let pass.
    """
    port = Port(_listener())
    threads: list[threading.Thread] = []

    def run(connection: socket.socket, number: int) -> None:
        with connection, suppress(OSError):
            serve(connection, number)

    def accept() -> None:
        while port.open.wait() and not port.ended:
            with suppress(OSError):
                connection, _ = port.listener.accept()
                port.connections.append(connection)
                number = len(port.connections)
                threads.append(threading.Thread(target=run, args=(connection, number), daemon=True))
                threads[-1].start()

    port.open.set()
    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield port
    finally:
        port.ended = True
        port.open.set()
        # shutdown() wakes accept() and recv() on Linux; close() alone does not.
        with suppress(OSError):
            port.listener.shutdown(socket.SHUT_RDWR)
        accepting.join(5)
        port.listener.close()
        for connection in port.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(5)


def reset(connection: socket.socket) -> None:
    """End a connection with RST instead of FIN."""
    with suppress(OSError):
        _linger(connection)
    connection.close()


def hang_up(connection: socket.socket) -> None:
    """As `reset`, for a connection that another thread serves: that one sees an end, and closes it."""
    with suppress(OSError):
        _linger(connection)
        connection.shutdown(socket.SHUT_RD)


def _linger(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _listener() -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Only a port that was asked for by its number stays bound through a shutdown().
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 0))
        listener.bind(probe.getsockname())
    listener.listen(128)
    return listener
