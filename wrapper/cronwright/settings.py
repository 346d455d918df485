"""What a client is made of: where the server is, the key, headers, time limits."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from .errors import InvalidArgumentError
from .options import checked_headers

if TYPE_CHECKING:
    import httpx

    Timeout = (
        float
        | tuple[float | None, float | None]
        | tuple[float | None, float | None, float | None, float | None]
        | httpx.Timeout
    )

DEFAULT_URL = "http://localhost:8123"
KEY_VARIABLES = ("LANGGRAPH_API_KEY", "LANGSMITH_API_KEY", "LANGCHAIN_API_KEY")


class _FromEnvironment(Enum):
    FROM_ENVIRONMENT = "the first of LANGGRAPH_API_KEY, LANGSMITH_API_KEY, LANGCHAIN_API_KEY that is set"

    def __repr__(self) -> str:
        return self.name


FROM_ENVIRONMENT: Final = _FromEnvironment.FROM_ENVIRONMENT
ApiKey = str | _FromEnvironment | None


@dataclass(frozen=True, slots=True)
class Settings:
    """A client's settings, checked; keys, header values and the URL's password stay out of its repr."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    timeout: Timeout | None

    @property
    def place(self) -> str:
        """The URL without user, password and query, fit to be shown."""
        return shown_url(self.url)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that must stand in no error, longest first."""
        parts = urlsplit(self.url)
        password = parts.password or ""
        texts = {*self.headers.values(), password, unquote(password)} - {self.headers.get("user-agent", "")}
        # A short value ("1") is no secret, and to blank it would garble every message.
        return tuple(sorted((text for text in texts if len(text) >= 6), key=len, reverse=True))


def settings(
    url: str, api_key: ApiKey, headers: Mapping[str, str] | None, timeout: Timeout | None
) -> Settings:
    """Check what a client is made of.

    Raises InvalidArgumentError; it never shows the key or a header's value.
    """
    from . import __version__

    merged = {"user-agent": f"cronwright/{__version__}", **checked_headers(headers)}
    if key := _key(api_key):
        merged["x-api-key"] = key
    _check_timeout(timeout)
    return Settings(url=_checked_url(url), headers=merged, timeout=timeout)


def shown_url(url: str) -> str:
    """A URL without user, password, query and fragment."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _key(api_key: ApiKey) -> str | None:
    origin = "api_key"
    if api_key is FROM_ENVIRONMENT:
        origin = next((name for name in KEY_VARIABLES if os.environ.get(name)), "")
        api_key = os.environ.get(origin, "").strip().strip("\"'")
    if api_key is None or api_key == "":
        return None
    if not isinstance(api_key, str):
        raise InvalidArgumentError(f"api_key must be a str or None, not {type(api_key).__name__}")
    if not re.fullmatch(r"[\x21-\x7e]+", api_key):
        raise InvalidArgumentError(
            f"{origin} holds white space, a control character or one beyond ASCII: was it pasted whole?"
        )
    return api_key


def _checked_url(url: str) -> str:
    if not isinstance(url, str):
        raise InvalidArgumentError(f"url must be a str, not {type(url).__name__}")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError as error:
        raise InvalidArgumentError(f"url is not a URL: {error}") from None
    if not usable or re.search(r"[\x00-\x20\x7f]", url):
        raise InvalidArgumentError(
            f"url {shown_url(url)!r} is no http:// or https:// URL, such as {DEFAULT_URL!r}"
        )
    if parts.query or parts.fragment:
        raise InvalidArgumentError(f"url {shown_url(url)!r} must have neither query nor fragment")
    return url


def _check_timeout(timeout: Any) -> None:
    values = timeout if isinstance(timeout, tuple) else (timeout,)
    if isinstance(timeout, tuple) and len(timeout) not in (2, 4):
        raise InvalidArgumentError("timeout as a tuple is (connect, read) or (connect, read, write, pool)")
    for value in values:
        if isinstance(value, bool) or (isinstance(value, int | float) and not value > 0):
            raise InvalidArgumentError(f"timeout must be seconds greater than 0, not {value!r}")
        if not isinstance(value, int | float | None) and not hasattr(value, "connect"):
            raise InvalidArgumentError(f"timeout must be seconds, a tuple of them or None, not {value!r}")
