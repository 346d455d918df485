"""A server that answers at once, with the same bytes each time: what a client costs is then all that shows.

It prints its port and runs until it is told to stop. A path that ends in /stream gets a stream of events, in
/search 1,000 crons, in /count a number after 50 ms, and any other one cron.
"""

from __future__ import annotations

import asyncio

from bench_answers import COUNT, ONE, STREAM, THOUSAND


def _answer(body: bytes, kind: bytes = b"application/json") -> bytes:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\ncontent-length: %d\r\n\r\n"
    return head % (kind, len(body)) + body


_STREAM, _MANY, _CRON, _NUMBER = (
    _answer(STREAM, b"text/event-stream"),
    _answer(THOUSAND),
    _answer(ONE),
    _answer(COUNT),
)


class Canned(asyncio.Protocol):
    """One connection."""

    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._data = b""

    def data_received(self, data: bytes) -> None:
        self._data += data
        while b"\r\n\r\n" in self._data:
            head, _, rest = self._data.partition(b"\r\n\r\n")
            length = next(
                (
                    int(line[15:])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length:")
                ),
                0,
            )
            if len(rest) < length:
                return
            self._data = rest[length:]
            self._reply(head.split(b" ", 2)[1])

    def _reply(self, path: bytes) -> None:
        if path.endswith(b"/stream"):
            self._write(_STREAM)
        elif path.endswith(b"/search"):
            self._write(_MANY)
        elif path.endswith(b"/count"):
            # Many calls at once wait for the server, as they do in life.
            asyncio.get_running_loop().call_later(0.05, self._write, _NUMBER)
        else:
            self._write(_CRON)

    def _write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Canned, "127.0.0.1", 0, backlog=2000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
