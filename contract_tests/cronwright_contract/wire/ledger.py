"""What a run made, on disk before it is sent: what is left of a run that was killed can be found."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit, urlunsplit

from cronwright_contract.broken import Blocked

_SUFFIX = ".jsonl"


def ledger_folder() -> Path:
    """Where ledgers stand unless told otherwise: the user's folder for state."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "cronwright" / "contract"


def bare_url(url: str) -> str:
    """A URL as a ledger names a server by it: no user, password, query, and one form of the rest."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme.lower(), host + port, parts.path.rstrip("/"), "", ""))


class Ledger:
    """The ledger of a run under way: a file of JSON lines that is locked for as long as the run lives.

    A line is written, and handed to the system, before what it tells of is sent: it outlives the process,
    however that ends. It need not reach the disk: if the machine itself goes down, `sweep --older-than`
    finds by the tag what the ledger would have named.

    No line holds a header, a body or a URL with a password.
    """

    def __init__(self, folder: Path | None, run: str, url: str) -> None:
        self.run = run
        self.path = (folder or ledger_folder()) / f"{run}{_SUFFIX}"
        self.ids: dict[str, str] = {}
        """What is not known to be gone, each with its kind."""
        self._guard = threading.Lock()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = self.path.open("x", encoding="utf-8")
        except OSError as error:
            raise Blocked(
                f"what the run makes cannot be noted in {self.path}: {error.strerror}. "
                "XDG_STATE_HOME may name another folder"
            ) from None
        _lock(self._file)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._write({"server": bare_url(url), "run": run, "pid": os.getpid(), "at": now})

    def intends(self, kind: str, id: str | None) -> None:
        """Something is about to be made; `id` where the request itself names it."""
        if id is not None:
            self.ids[id] = kind
        self._write({"intends": kind, "id": id})

    def made(self, kind: str, id: str) -> None:
        self.ids[id] = kind
        self._write({"made": kind, "id": id})

    def gone(self, kind: str, id: str) -> None:
        self.ids.pop(id, None)
        self._write({"gone": kind, "id": id})

    def close(self) -> None:
        """Let go of the file: it stays, for a later sweep."""
        self._file.close()

    def remove(self) -> None:
        """Nothing is left to sweep."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _write(self, line: Mapping[str, Any]) -> None:
        with self._guard:
            self._file.write(json.dumps(line, separators=(",", ":")) + "\n")
            self._file.flush()


@dataclass(slots=True)
class Kept:
    """The ledger of a run that is over; `ids` are what is not known to be gone, each with its kind."""

    path: Path
    server: str
    run: str
    ids: dict[str, str] = field(default_factory=dict)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def kept_ledgers(folder: Path | None, url: str) -> Iterator[Kept]:
    """The ledgers of runs against a server which are over: nobody holds the lock."""
    for path in sorted((folder or ledger_folder()).glob(f"*{_SUFFIX}")):
        with suppress(FileNotFoundError), path.open("r+", encoding="utf-8") as file:
            if not _lock(file):
                continue
            kept = _read(path, file)
            if kept is not None and kept.server == bare_url(url):
                yield kept


def _read(path: Path, lines: IO[str]) -> Kept | None:
    kept: Kept | None = None
    for text in lines:
        try:
            line = json.loads(text)
        except ValueError:
            continue  # the last line of a killed run may be cut
        if not isinstance(line, dict):
            continue
        if kept is None:
            kept = Kept(path, str(line.get("server")), str(line.get("run")))
        elif "gone" in line:
            kept.ids.pop(line["id"], None)
        elif line.get("id"):
            kept.ids[line["id"]] = line.get("made") or line["intends"]
    return kept


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        # Far behind the end: a locked part can be neither read nor written by others.
        at = file.tell()
        file.seek(2**30)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(at)
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        """Whether the lock is ours now. The system takes it from a process that ends, however it ends.

        A process number would not do: it is used again, and a container counts its own.
        """
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
