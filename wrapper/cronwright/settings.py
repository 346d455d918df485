"""What a client is made of: where the server is, the key, headers, time limits, tries."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from .errors import InvalidArgumentError
from .options import checked_headers, checked_retries
from .timeouts import AnyTimeout, Timeout, timeout_of

DEFAULT_URL = "http://localhost:8123"
LOOPBACK_URL = "http://api"
"""Stands for the server that this code runs in."""
KEY_VARIABLES = ("LANGGRAPH_API_KEY", "LANGSMITH_API_KEY", "LANGCHAIN_API_KEY")


class _FromEnvironment(Enum):
    FROM_ENVIRONMENT = "the first of LANGGRAPH_API_KEY, LANGSMITH_API_KEY, LANGCHAIN_API_KEY that is set"

    def __repr__(self) -> str:
        return self.name


FROM_ENVIRONMENT: Final = _FromEnvironment.FROM_ENVIRONMENT
KeySource = Callable[[], "str | Awaitable[str]"]
"""Gives the key: called before the first call, and again when the server answers 401."""
ApiKey = str | KeySource | _FromEnvironment | None
Auth = Any
"""What httpx takes for `auth`: (user, password), a function of the request, or an `httpx.Auth`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A client's settings, checked; keys, header values and the URL's password stay out of its repr."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: Timeout | None = None
    max_retries: int = 2
    key_source: KeySource | None = field(default=None, repr=False)
    auth: Auth = field(default=None, repr=False)
    base: str = field(init=False, repr=False)
    """What stands before each path: in the URL itself, user and password would stand in a log."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", self.place.rstrip("/"))

    @property
    def place(self) -> str:
        """The URL without user, password and query, fit to be shown."""
        return shown_url(self.url)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.place)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that must stand in no error, longest first."""
        parts = urlsplit(self.url)
        password = parts.password or ""
        texts = {*self.headers.values(), password, unquote(password)} - {self.headers.get("user-agent", "")}
        # A short value ("1") is no secret, and to blank it would garble every message.
        return tuple(sorted((text for text in texts if len(text) >= 6), key=len, reverse=True))

    @property
    def credentials(self) -> Auth:
        """`auth`, or user and password of the URL; None for neither."""
        parts = urlsplit(self.url)
        if self.auth is not None or not (parts.username or parts.password):
            return self.auth
        return unquote(parts.username or ""), unquote(parts.password or "")

    def changed(
        self,
        headers: Mapping[str, str] | None,
        timeout: AnyTimeout | None,
        max_retries: int | None,
    ) -> Settings:
        """These settings with what is given; `headers` are added. Raises InvalidArgumentError."""
        return replace(
            self,
            headers={**self.headers, **checked_headers(headers)},
            timeout=self.timeout if timeout is None else timeout_of(timeout),
            max_retries=self.max_retries if max_retries is None else checked_retries(max_retries),
        )


def settings(
    url: str,
    api_key: ApiKey = None,
    headers: Mapping[str, str] | None = None,
    timeout: AnyTimeout | None = None,
    max_retries: int = 2,
    auth: Auth = None,
) -> Settings:
    """Check what a client is made of.

    Raises InvalidArgumentError; it never shows the key or a header's value.
    """
    from . import __version__

    merged = {"user-agent": f"cronwright/{__version__}", **checked_headers(headers)}
    source = api_key if callable(api_key) else None
    if source is None and (key := _key(api_key)):
        merged["x-api-key"] = key
    return Settings(
        url=_checked_url(url),
        headers=merged,
        timeout=None if timeout is None else timeout_of(timeout),
        max_retries=checked_retries(max_retries),
        key_source=source,
        auth=auth,
    )


def shown_url(url: str) -> str:
    """A URL without user, password, query and fragment."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def checked_key(key: Any, origin: str = "api_key") -> str:
    """A key that a header can carry; raises InvalidArgumentError, which does not show it."""
    if not isinstance(key, str):
        raise InvalidArgumentError(f"{origin} must be a str or None, not {type(key).__name__}")
    if not re.fullmatch(r"[\x21-\x7e]+", key):
        raise InvalidArgumentError(
            f"{origin} holds white space, a control character or one beyond ASCII: was it pasted whole?"
        )
    return key


def _key(api_key: Any) -> str | None:
    origin = "api_key"
    if api_key is FROM_ENVIRONMENT:
        origin = next((name for name in KEY_VARIABLES if os.environ.get(name)), "")
        api_key = os.environ.get(origin, "").strip().strip("\"'")
    return None if api_key is None or api_key == "" else checked_key(api_key, origin)


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


def check_http_client(given: Any, kind: str) -> None:
    """Refuse an `http_client` that is no httpx client of this kind; raises InvalidArgumentError."""
    # Nobody has one who has not imported httpx.
    if given is not None and not isinstance(given, getattr(sys.modules.get("httpx"), kind, ())):
        raise InvalidArgumentError(f"http_client must be an httpx.{kind}, not {type(given).__name__}")
