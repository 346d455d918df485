"""What a user gives, on the command line or to pytest, made into the options of a run."""

from __future__ import annotations

import math
import os
import re
import secrets
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from cronwright.embedded import EmbeddedServer, EmbeddedServerError
from cronwright.errors import InvalidArgumentError
from cronwright.options import checked_headers
from cronwright.settings import FROM_ENVIRONMENT, settings, shown_url
from cronwright_contract.options import Options, Profile

ALL = frozenset({"firing", "runs", "global"})
"""What may be allowed on top; on a server that the run started itself, all of it is."""

_SEEDS = 1_000_000
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_SECRET_NAME = re.compile(r"auth|cookie|credential|key|password|secret|token", re.IGNORECASE)


class Unusable(ValueError):
    """What was given cannot be used; the text says what to give instead, and shows no secret."""


@dataclass(frozen=True, slots=True)
class Given:
    """The options of `cronwright contract run` as they are typed; pytest's have the same names."""

    base_url: str | None = None
    assistant: str | None = None
    profile: Profile = Profile.quick
    seed: int | None = None
    budget: str | None = None
    rate: str | None = None
    baseline: Path | None = None
    document: Path | None = None
    headers: Sequence[str] = ()
    checks: Sequence[str] = ()
    allow: frozenset[str] = frozenset()
    fail_fast: bool = False

    def wants(self, check: str) -> bool:
        """Whether a check of this name is asked for."""
        return not self.checks or any(fnmatchcase(check, pattern) for pattern in self.checks)

    @contextmanager
    def options(self) -> Iterator[Options]:
        """The options of the run; without `base_url` for an embedded server, which runs as long.

        Raises `Unusable`, before anything is started or sent where it can.
        """
        options = Options(
            url="",
            assistant=self.assistant,
            profile=self.profile,
            seed=drawn_seed() if self.seed is None else self.seed,
            budget=None if self.budget is None else seconds(self.budget, "--budget"),
            rate=None if self.rate is None else per_second(self.rate),
            allow=self._allowed(self.allow),
            checks=tuple(self.checks),
            stop_at_first=self.fail_fast,
            baseline=self.baseline,
            document=self.document,
            headers=headers(self.headers),
        )
        if self.base_url is not None:
            yield _at(self.base_url, options)
            return
        try:
            # The server goes at the end, however that comes, and so may the ledger of what was made on it.
            with TemporaryDirectory(prefix="cronwright-") as ledgers, EmbeddedServer() as server:
                allow = self._allowed(ALL)
                yield replace(options, url=server.url, allow=allow, ledgers=Path(ledgers))
        except EmbeddedServerError as error:
            raise Unusable(f"{error}\nOr name a server that runs already with --base-url.") from None

    def _allowed(self, named: frozenset[str]) -> frozenset[str]:
        # What is only read neither fires nor starts.
        return frozenset() if self.profile is Profile.read_only else named


def drawn_seed() -> int:
    """A seed for a run that was given none; short enough to be typed."""
    return secrets.randbelow(_SEEDS)


def seconds(text: str, option: str) -> float:
    """The seconds of `90`, `90s`, `15m`, `1h` or `2d`. Raises `Unusable`."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd]?)", text.strip())
    value = float(match[1]) * _SECONDS[match[2]] if match else 0.0
    if not 0 < value < math.inf:
        raise Unusable(f"{option} {text}: give seconds, or minutes, hours or days such as 15m, 1h, 2d")
    return value


def per_second(text: str) -> float:
    """The rate of `20/s`, `20` or `600/m`. Raises `Unusable`."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:/([smh]))?", text.strip())
    value = float(match[1]) / _SECONDS[match[2] or "s"] if match else 0.0
    if not 0 < value < math.inf:
        raise Unusable(f"--rate {text}: give requests per second such as 20/s, or 600/m")
    return value


def headers(lines: Sequence[str]) -> dict[str, str]:
    """The headers of `name: value` lines; `${NAME}` in a value stands for an environment variable.

    A key as such is refused: on a command line it stands in the shell's history and in the list of
    processes. Raises `Unusable`.
    """
    given: dict[str, str] = {}
    for line in lines:
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon:
            raise Unusable("--header takes 'name: value'")
        if name.lower() == "x-api-key":
            raise Unusable(
                "--header x-api-key: give the key by the environment, in LANGGRAPH_API_KEY, and never on the "
                "command line, where others can read it"
            )
        if _SECRET_NAME.search(name) and not re.search(r"\$\{\w+\}", value):
            raise Unusable(
                f"--header {name}: it looks like a secret, and others can read a command line; set it in the "
                f"environment and write '{name}: ${{VARIABLE}}' in single quotes"
            )
        given[name.lower()] = re.sub(r"\$\{(\w+)\}", partial(_variable, header=name), value)
    try:
        return checked_headers(given)
    except InvalidArgumentError as error:
        raise Unusable(f"--header: {error}") from None


def _variable(match: re.Match[str], *, header: str) -> str:
    variable = match[1]
    value = os.environ.get(variable, "").strip()
    if not value:
        raise Unusable(f"--header {header}: the environment variable {variable} is not set")
    return value


def _at(base_url: str, options: Options) -> Options:
    """The options for a server that is there: its key from the environment, no secret in its URL."""
    try:
        checked = settings(base_url.rstrip("/"), FROM_ENVIRONMENT, None, None)
    except InvalidArgumentError as error:
        raise Unusable(str(error)) from None
    sent = dict(options.headers)
    parts = urlsplit(checked.url)
    if parts.username is not None:
        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        sent.setdefault("authorization", f"Basic {b64encode(user.encode()).decode()}")
    return replace(
        options, url=shown_url(checked.url), headers=sent, api_key=checked.headers.get("x-api-key")
    )
