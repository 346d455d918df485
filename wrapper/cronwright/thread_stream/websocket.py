"""The events over a WebSocket, by the package `websockets` (extra `websocket`).

A talk as any other, but that what it opens is a WebSocket: the call's body becomes a subscription, and each
message is read as one chunk. The handshake carries what a request does, the key too, and follows no redirect.
"""

from __future__ import annotations

import asyncio
import inspect
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from ..dialogue import READ, Answer, Open
from ..errors import InvalidArgumentError
from ..settings import checked_key
from ..talk import AsyncTalk, SyncTalk
from ..trip import Trip

try:
    from websockets.asyncio.client import connect as _aconnect
    from websockets.sync import client as _sync

    from .handshake import ERRORS, as_bytes, broke_off, handshake, refused, subscription
except ImportError as missing:
    raise InvalidArgumentError(
        'transport="websocket" needs the package websockets: install cronwright[websocket], or leave the '
        "transport out"
    ) from missing

if TYPE_CHECKING:
    from ..call import Call
    from ..wire import AsyncWire, SyncWire

# As long as the heartbeat of server-sent events (facts T7): then the other side is asked whether it lives.
_QUIET, _PONG = 5.0, 10.0
_ALIVE = b" "


class WebSocketTalk(SyncTalk):
    """A talk that waits, whose stream is a WebSocket."""

    __slots__ = ("_open_socket", "_socket", "_trip")

    def __init__(self, wire: SyncWire) -> None:
        super().__init__(wire)
        self._open_socket = ExitStack()
        self._socket: Any = None
        self._trip: Trip | None = None

    def do(self, step: Any) -> Any:
        """Do a step and give what it is told."""
        if isinstance(step, Open):
            self.close()
            return self._open(step.call)
        return self._read() if step is READ else super().do(step)

    def close(self) -> None:
        """Close what is open."""
        super().close()
        self._socket = None
        self._open_socket.close()

    def _open(self, call: Call[Any]) -> Answer:
        self._wire.pool.sender()  # which is an error where the client is closed
        trip = self._trip = Trip(call, self._wire.settings, _key(self._wire))
        how = handshake(trip, self._wire.pool.given)
        try:
            self._socket = self._open_socket.enter_context(_connected(how))
            self._socket.send(subscription(call))
        except ERRORS as error:
            return refused(trip, error)
        return trip.head(200, {})

    def _read(self) -> bytes:
        if (socket := self._socket) is None or self._trip is None:
            return b""
        try:
            try:
                return as_bytes(socket.recv(timeout=_QUIET))
            except TimeoutError:
                if not socket.ping().wait(_PONG):
                    raise
                return _ALIVE
        except ERRORS as error:
            broke_off(self._trip, error)


class AsyncWebSocketTalk(AsyncTalk):
    """A talk that awaits, whose stream is a WebSocket; asyncio alone has one."""

    __slots__ = ("_socket", "_trip")

    def __init__(self, wire: AsyncWire) -> None:
        super().__init__(wire)
        self._socket: Any = None
        self._trip: Trip | None = None

    async def do(self, step: Any) -> Any:
        """Do a step and give what it is told."""
        if isinstance(step, Open):
            await self.close()
            return await self._open(step.call)
        return await self._read() if step is READ else await super().do(step)

    async def close(self) -> None:
        """Close what is open."""
        await super().close()
        if self._socket is not None:
            socket, self._socket = self._socket, None
            await socket.close()

    async def _open(self, call: Call[Any]) -> Answer:
        self._wire.pool.sender(_running_loop())
        trip = self._trip = Trip(call, self._wire.settings, await _akey(self._wire))
        how = handshake(trip, self._wire.pool.given)
        try:
            self._socket = await _AsyncNoRedirects(**how)
            await self._socket.send(subscription(call))
        except ERRORS as error:
            return refused(trip, error)
        return trip.head(200, {})

    async def _read(self) -> bytes:
        if (socket := self._socket) is None or self._trip is None:
            return b""
        try:
            try:
                async with asyncio.timeout(_QUIET):
                    return as_bytes(await socket.recv())
            except TimeoutError:
                async with asyncio.timeout(_PONG):
                    await (await socket.ping())
                return _ALIVE
        except ERRORS as error:
            broke_off(self._trip, error)


class _AsyncNoRedirects(_aconnect):
    def process_redirect(self, exc: Exception) -> Exception:
        """Follow none: what the handshake carries goes to the client's own server."""
        return exc


def _connected(how: dict[str, Any]) -> Any:
    # Since 17 this one follows redirects as well.
    reconnect: Any = getattr(_sync, "reconnect", None)
    if reconnect is None:
        return _sync.connect(**how)
    return type("_NoRedirects", (reconnect,), {"process_redirect": lambda self, error: error})(**how)


def _key(wire: SyncWire) -> str | None:
    if (source := wire.settings.key_source) is not None and wire.key is None:
        wire.key = checked_key(source())
    return wire.key


async def _akey(wire: AsyncWire) -> str | None:
    if (source := wire.settings.key_source) is not None and wire.key is None:
        key = source()
        wire.key = checked_key(await key if inspect.isawaitable(key) else key)
    return wire.key


def _running_loop() -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise InvalidArgumentError(
            'transport="websocket" needs asyncio; under trio use transport="sse"'
        ) from None
