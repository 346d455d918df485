"""One finding again: is it still there?"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from cronwright_contract.check import Check, every_check
from cronwright_contract.finding import Finding
from cronwright_contract.given import Unusable
from cronwright_contract.options import Options, Profile
from cronwright_contract.result import Result
from cronwright_contract.running import opened

_MOST_BYTES = 64 << 20
_MOST_CHOICES = 16 << 20

# What is used of the file. It may come from anyone: nothing of it is run, opened or sent as it stands.
_SCHEMA = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "required": ["id", "check", "operation", "rule", "place", "message", "replay"],
        "properties": {
            "id": {"type": "string", "pattern": "^[0-9a-f]{10}$"},
            "check": {"type": "string"},
            "operation": {"type": "string"},
            "rule": {"type": "string"},
            "place": {"type": "string"},
            "message": {"type": "string"},
            "replay": {
                "type": "object",
                "required": ["property", "seed", "profile"],
                "properties": {
                    "property": {"type": "string"},
                    "choices": {"type": "string", "maxLength": _MOST_CHOICES},
                    "seed": {"type": "integer", "minimum": 0},
                    "profile": {"enum": [profile.value for profile in Profile]},
                },
            },
        },
    }
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a finding's file says of how to repeat it."""

    id: str
    check: str
    operation: str
    rule: str
    place: str
    message: str
    how: Mapping[str, Any]

    def is_shown_by(self, found: Finding) -> bool:
        """Whether it is the same breach; the server may put it in other words now."""
        breach = found.breach
        return (found.operation, breach.rule, breach.place) == (self.operation, self.rule, self.place)

    def options(self, options: Options) -> Options:
        """The options under which its case is made again."""
        return replace(options, seed=self.how["seed"], profile=Profile(self.how["profile"]))


class Verdict(Enum):
    """What a replay came to; the value is the exit code."""

    GONE = 0
    STILL_THERE = 1
    COULD_NOT_RUN = 2


def locate(finding: str, report: Path | None) -> Path:
    """The file of a finding: its path, or its id in a folder of reports. Raises `Unusable`."""
    if re.fullmatch(r"[0-9a-f]{10}", finding) and not Path(finding).is_file():
        if report is None:
            raise Unusable(f"{finding} is the id of a finding: name the folder of its reports with --report")
        path = report / "findings" / f"{finding}.json"
        if not path.is_file():
            raise Unusable(f"{path} is not there")
        return path
    return Path(finding)


def recorded(path: Path) -> Recorded:
    """Read a finding's file; raises `Unusable`."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from None
    if len(content) > _MOST_BYTES:
        raise Unusable(f"{path} is too large for a finding")
    try:
        written = orjson.loads(content)
        _SCHEMA.validate(written)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{path} is no finding of this suite: {str(error)[:200]}") from None
    if "choices" in written["replay"]:
        _check_choices(written["replay"]["choices"], path)
    return Recorded(
        id=written["id"],
        check=written["check"],
        operation=written["operation"],
        rule=written["rule"],
        place=written["place"],
        message=written["message"],
        how=written["replay"],
    )


def repeat(options: Options, finding: Recorded) -> tuple[Verdict, Result]:
    """Make the finding's case again and send it; raises `Unusable`."""
    check = _check(finding.check)
    session = opened(options)
    result = session.replay(check, finding.how, finding.id)
    if any(map(finding.is_shown_by, result.findings)):
        return Verdict.STILL_THERE, result
    return Verdict.COULD_NOT_RUN if result.blocked else Verdict.GONE, result


def _check(name: str) -> Check:
    for check in every_check():
        if check.name == name:
            return check
    raise Unusable(f"this release has no check {name!r}")


def _check_choices(text: str, path: Path) -> None:
    """Refuse what is no blob of hypothesis, or grows beyond measure when it is unpacked."""
    try:
        packed = base64.b64decode(text, validate=True)
        if packed[:1] == b"\1":
            unpacking = zlib.decompressobj()
            unpacking.decompress(packed[1:], _MOST_CHOICES)
            if unpacking.unconsumed_tail:
                raise Unusable(f"{path}: its choices are too many")
        elif packed[:1] != b"\0":
            raise Unusable(f"{path}: its choices are not of a kind that this release can read")
    except (binascii.Error, zlib.error):
        raise Unusable(f"{path}: its choices are damaged") from None
