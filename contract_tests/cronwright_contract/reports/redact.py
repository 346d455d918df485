"""Takes secrets out of everything that is written, also where a server sent them back in another form."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from cronwright_contract.wire.exchange import Answer, Exchange, Request

T = TypeVar("T")

MARK = "[redacted]"

SECRET_HEADERS = frozenset(
    {
        "authorization",
        "cookie",
        "proxy-authenticate",
        "proxy-authorization",
        "set-cookie",
        "www-authenticate",
        "x-amz-security-token",
        "x-api-key",
        "x-auth-token",
        "x-csrf-token",
        "x-service-key",
        "x-tenant-token",
        "x-xsrf-token",
    }
)
"""Headers whose value stands nowhere, whoever sent it."""

# A shorter value ("1") is no secret, and to blank it would garble every report.
_SHORTEST = 6


class Redactor:
    """Replaces secrets by a mark: as they are, percent-encoded, in JSON, HTML, hexadecimal and base64."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # The longest first: what is left of one must not be taken for another.
        told = sorted({secret for secret in secrets if len(secret) >= _SHORTEST}, key=len, reverse=True)
        forms = {form for secret in told for form in _forms(secret)}
        self._texts = sorted(forms, key=lambda form: (-len(form), form))
        self._bytes = [text.encode() for text in self._texts]
        escaped = "|".join("".join(map(_escapes, secret)) for secret in told)
        self._escaped = re.compile(escaped) if told else None
        self._escaped_bytes = re.compile(escaped.encode()) if told else None

    def text(self, text: str) -> str:
        """A text without the secrets."""
        for secret in self._texts:
            if secret in text:
                text = text.replace(secret, MARK)
        # The pattern is slow; most texts escape nothing.
        if self._escaped is not None and any(sign in text for sign in "%\\&"):
            text = self._escaped.sub(MARK, text)
        return text

    def content(self, content: bytes) -> bytes:
        """A body without the secrets; bytes that are no text are searched as well."""
        for secret in self._bytes:
            if secret in content:
                content = content.replace(secret, MARK.encode())
        if self._escaped_bytes is not None and any(sign in content for sign in b"%\\&"):
            content = self._escaped_bytes.sub(MARK.encode(), content)
        return content

    def exchange(self, exchange: Exchange) -> Exchange:
        """An exchange without secrets and without the values of headers that carry them."""
        return self.clean(exchange)

    def clean(self, value: T) -> T:
        """A copy of a value, of whatever it is made, without the secrets."""
        cleaned: Any = self._clean(value)
        return cleaned  # type: ignore[no-any-return]

    def _clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bytes):
            return self.content(value)
        if isinstance(value, Mapping):
            return {self._clean(key): self._clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            items = [self._clean(item) for item in value]
            return items if isinstance(value, list) else tuple(items)
        if is_dataclass(value) and not isinstance(value, type):
            cleaned = {field.name: self._clean(getattr(value, field.name)) for field in fields(value)}
            if isinstance(value, Request | Answer):
                cleaned["headers"] = _without_values(cleaned["headers"])
            return replace(value, **cleaned)
        return value


def _without_values(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: MARK if name.lower() in SECRET_HEADERS else value for name, value in headers.items()}


def _forms(secret: str) -> Iterator[str]:
    yield secret
    yield secret.encode().hex()
    yield secret.encode().hex().upper()
    yield from _in_base64(secret.encode())


def _escapes(character: str) -> str:
    """A pattern of a character as URLs, JSON and HTML may write it."""
    percent = "".join(f"%{byte:02x}" for byte in character.encode())
    code = ord(character)
    escapes = [
        re.escape(character),
        re.escape(html.escape(character)),
        f"(?i:{percent}|u{code:04x}|x{code:02x}|&#x0*{code:x};)",
        f"&#0*{code};",
    ]
    # JSON within JSON doubles the backslashes, each time.
    return rf"\\{{0,15}}(?:{'|'.join(dict.fromkeys(escapes))})"


def _in_base64(secret: bytes) -> Iterator[str]:
    """The part of its base64 that does not depend on what stands before and after, at each alignment."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + secret)
        first = (before * 8 + 5) // 6
        last = (before + len(secret)) * 8 // 6
        middle = whole[first:last].decode()
        if len(middle) >= _SHORTEST:
            yield middle
            yield middle.replace("+", "-").replace("/", "_")
