"""The exchanges of a run as an HTTP Archive (HAR 1.2) that is whole after each entry."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from http import HTTPStatus
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import harfile

from cronwright import __version__
from cronwright_contract.wire.exchange import Exchange

BODY_LIMIT = 64 * 1024
"""Bytes of an answer's body that the archive keeps."""

_END = b"\n        ]\n    }\n}\n"


class Archive:
    """Writes entries as they come. The end of the document stands behind each of them, so that a run which is
    killed leaves an archive that can be read."""

    def __init__(self, file: Path, base_url: str, started: datetime) -> None:
        self._base_url = base_url.rstrip("/")
        self._started = started
        self._text = StringIO()
        creator = harfile.Creator("cronwright contract", __version__)
        self._har = harfile.HarFile(self._text, creator=creator)
        self._file = file.open("wb", buffering=0)
        self._end = 0
        empty = StringIO()
        harfile.HarFile(empty, creator=creator).close()
        self._file.write(empty.getvalue().encode())

    def add(self, exchange: Exchange) -> None:
        """Write one exchange."""
        answer = exchange.answer
        milliseconds = 0.0 if answer is None else answer.seconds * 1000
        self._har.add_entry(
            startedDateTime=self._started + timedelta(seconds=exchange.at),
            time=milliseconds,
            request=self._request(exchange),
            response=_response(exchange),
            timings=harfile.Timings(send=0, wait=milliseconds, receive=0),
            comment=f"{exchange.number} {exchange.request.operation or 'no operation of the contract'}",
        )
        written = self._text.getvalue().encode()
        self._text.seek(0)
        self._text.truncate()
        self._file.seek(self._end)
        self._file.write(written + _END)
        self._end += len(written)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _request(self, exchange: Exchange) -> harfile.Request:
        request = exchange.request
        headers = [harfile.Record(name, value) for name, value in request.headers.items()]
        return harfile.Request(
            method=request.method,
            url=self._base_url + request.path + (f"?{urlencode(request.query)}" if request.query else ""),
            httpVersion="HTTP/1.1",
            headers=headers,
            queryString=[harfile.Record(name, value) for name, value in request.query],
            postData=_posted(request.content, request.headers.get("content-type", "")),
            bodySize=len(request.content or b""),
        )


def _posted(content: bytes | None, mime_type: str) -> harfile.PostData | None:
    if content is None:
        return None
    try:
        return harfile.PostData(mimeType=mime_type, text=content.decode())
    except UnicodeDecodeError:
        # HAR 1.2 has no encoding for what is posted.
        return harfile.PostData(
            mimeType=mime_type, text=base64.b64encode(content).decode(), comment="the text is base64"
        )


def _response(exchange: Exchange) -> harfile.Response:
    answer = exchange.answer
    if answer is None:
        return harfile.Response(
            status=0, statusText="", httpVersion="", comment=exchange.error or "no answer came"
        )
    kept = answer.content[:BODY_LIMIT]
    cut = f"cut after {BODY_LIMIT} bytes" if len(kept) < len(answer.content) else None
    try:
        text, encoding = kept.decode(), None
    except UnicodeDecodeError:
        text, encoding = base64.b64encode(kept).decode(), "base64"
    return harfile.Response(
        status=answer.status,
        statusText=_phrase(answer.status),
        httpVersion="HTTP/1.1",
        headers=[harfile.Record(name, value) for name, value in answer.headers.items()],
        content=harfile.Content(
            size=len(answer.content),
            mimeType=answer.headers.get("content-type", ""),
            text=text,
            encoding=encoding,
            comment=cut,
        ),
        redirectURL=answer.headers.get("location", ""),
        bodySize=len(answer.content),
        comment="the stream was left before its end" if answer.cut else None,
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
