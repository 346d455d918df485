"""A recorded request as a line of curl and as a few lines of Python that send it again.

No key stands in them: both take it from the environment variable LANGGRAPH_API_KEY.
"""

from __future__ import annotations

import base64
from shlex import quote

from cronwright.settings import shown_url
from cronwright_contract.reports.calls import of_client, of_httpx, of_wrapper
from cronwright_contract.reports.sent import address, json_body, told_headers
from cronwright_contract.reports.visible import visible
from cronwright_contract.wire.exchange import Exchange, Request

# The kernel takes 128 KiB for one argument of a program; printf is the shell's own.
_ARGUMENT_LIMIT = 100_000


def curl(exchange: Exchange, base_url: str) -> str:
    """One command line for a POSIX shell that sends the request again, byte by byte."""
    request = exchange.request
    endless = ["-N --max-time 5"] if exchange.answer is not None and exchange.answer.cut else []
    # Left alone, curl takes dots out of a path, newer ones also where they are percent-encoded.
    start = ["curl -sS -i --path-as-is", *endless, *_method(request), quote(address(request, base_url))]
    parts = [" ".join(start)]
    parts.append('-H "x-api-key: $LANGGRAPH_API_KEY"')
    headers = told_headers(request)
    if request.content is not None:
        # Without it curl would call the body a form.
        headers.setdefault("content-type", "")
    for name, value in headers.items():
        empty = ":" if name not in request.headers else ";"
        # What is no text on one line cannot have been sent.
        parts.append(f"-H {quote(visible(f'{name}: {value}' if value else name + empty))}")
    feed, body = _body(request.content)
    return feed + " \\\n  ".join([*parts, *body])


def python(exchange: Exchange, base_url: str) -> str:
    """A script that sends the request again: by the wrapper, else by the generated client, else by httpx."""
    request, url = exchange.request, shown_url(base_url)
    found = of_wrapper(request, url) or of_client(request, url)
    return found or of_httpx(request, address(request, base_url), _why_httpx(request))


def _method(request: Request) -> list[str]:
    if request.method == "HEAD":
        return ["-I"]
    if request.method == "GET" and request.content is None:
        return []
    return [f"-X {quote(request.method)}"]


def _body(content: bytes | None) -> tuple[str, list[str]]:
    """What feeds curl, and how curl takes it."""
    if content is None:
        return "", []
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    # What no terminal can be given by copying goes as base64.
    if not text.replace("\n", " ").isprintable():
        return f"printf %s {base64.b64encode(content).decode()} | base64 -d | ", ["--data-binary @-"]
    if len(content) > _ARGUMENT_LIMIT:
        return f"printf %s {quote(text)} | ", ["--data-binary @-"]
    return "", [f"--data-raw {quote(text)}"]


def _why_httpx(request: Request) -> str:
    if request.operation is None:
        return "the contract has no such operation, so no client has a method for it"
    if request.content:
        try:
            json_body(request.content)
        except (ValueError, RecursionError):
            return "no client sends a body that is not JSON"
    return "both clients refuse to send what the contract forbids"
