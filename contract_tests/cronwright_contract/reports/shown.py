"""A finding as the page shows it: its requests and answers, cut to what a person reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from cronwright_contract.finding import Finding
from cronwright_contract.reports.sent import json_body, told_headers
from cronwright_contract.reports.snippets import curl, python
from cronwright_contract.reports.source import Passage, Source
from cronwright_contract.rules import RULES
from cronwright_contract.wire.exchange import Exchange

_SNIPPET_LIMIT = 8 * 1024
_PRETTY_LIMIT = 256 * 1024
_OPEN_LINES = 26
# Of a long way to a finding, the first and the last steps.
_HEAD, _TAIL = 4, 8
_TITLE = 240


@dataclass(frozen=True, slots=True)
class Body:
    """A body as text. `folded`: it is long; `note` says what was left away."""

    text: str
    kind: str
    size: str
    folded: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One exchange of a finding, the last of those that asked the same `times` times in a row."""

    times: int
    number: int
    method: str
    target: str
    status: str
    ok: bool
    took: str
    sent_headers: Sequence[tuple[str, str]]
    sent: Body | None
    came_headers: Sequence[tuple[str, str]]
    came: Body | None
    error: str | None
    curl: str | None
    python: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding. `message` is what its title leaves over; after `head` steps, `left_away` are not shown."""

    id: str
    number: int
    check: str
    operation: str
    rule: str
    sentence: str
    title: str
    message: str
    place: str
    at: str
    repeatable: bool
    head: int
    left_away: int
    steps: Sequence[Step]
    passage: Passage | None


def shown(
    finding: Finding, id: str, number: int, base_url: str, source: Source | None, body_limit: int
) -> Shown:
    """What the page says of a finding; `body_limit` is in characters."""
    breach = finding.breach
    turns = _turns(finding.exchanges)
    left_away = turns[_HEAD:-_TAIL] if len(turns) > _HEAD + _TAIL else []
    kept = [*turns[:_HEAD], *turns[-_TAIL:]] if left_away else turns
    steps = [_step(exchange, times, base_url, body_limit) for exchange, times in kept]
    first, _, rest = breach.message.strip().partition("\n")
    title = first or RULES.get(breach.rule, breach.rule)
    return Shown(
        id=id,
        number=number,
        check=finding.check,
        operation=finding.operation,
        rule=breach.rule,
        sentence=RULES.get(breach.rule, breach.rule),
        title=title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…",
        message=_cut(rest if len(title) <= _TITLE else breach.message, body_limit),
        place=breach.place[:500],
        at=f"{finding.at:.1f} s",
        repeatable=finding.repeatable,
        head=_HEAD,
        left_away=sum(times for _, times in left_away),
        steps=steps,
        passage=None if source is None else source.passage(finding),
    )


def size(count: int) -> str:
    """A number of bytes for people."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _turns(exchanges: Sequence[Exchange]) -> list[tuple[Exchange, int]]:
    """The exchanges, those in a row that asked the same as one."""
    turns: list[tuple[Exchange, int]] = []
    for exchange in exchanges:
        times = 1
        if turns and turns[-1][0].request == exchange.request and turns[-1][0].status == exchange.status:
            times += turns.pop()[1]
        turns.append((exchange, times))
    return turns


def _step(exchange: Exchange, times: int, base_url: str, limit: int) -> Step:
    request, answer = exchange.request, exchange.answer
    # A long one serves nobody to copy: the finding's file is replayed instead.
    short = len(request.content or b"") + len(request.target) <= _SNIPPET_LIMIT
    return Step(
        times=times,
        number=exchange.number,
        method=request.method,
        target=_cut(request.target, 2000),
        status=_status(exchange.status),
        ok=exchange.ok,
        took="" if answer is None else f"{answer.seconds * 1000:.0f} ms",
        sent_headers=list(told_headers(request).items()),
        sent=_body(request.content, request.headers.get("content-type", ""), limit),
        came_headers=[] if answer is None else [(k, _cut(v, 2000)) for k, v in answer.headers.items()],
        came=None if answer is None else _body(answer.content, answer.media_type, limit),
        error=exchange.error
        if answer is None
        else "the stream was left before its end"
        if answer.cut
        else None,
        curl=curl(exchange, base_url) if short else None,
        python=python(exchange, base_url) if short else None,
    )


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status) if status else "no answer"


def _body(content: bytes | None, media_type: str, limit: int) -> Body | None:
    if content is None:
        return None
    text, kind = _text(content, media_type)
    kept = text[:limit]
    lines = kept.count("\n") + 1
    return Body(
        text=kept,
        kind=kind,
        size=f"{lines} lines, {size(len(content))}" if lines > 1 else size(len(content)),
        folded=lines > _OPEN_LINES or len(kept) > 2500,
        note=f"cut after {limit:,} of {len(text):,} characters" if len(kept) < len(text) else None,
    )


def _text(content: bytes, media_type: str) -> tuple[str, str]:
    if not content:
        return "", "empty"
    if len(content) <= _PRETTY_LIMIT:
        try:
            return json.dumps(json_body(content), indent=2, ensure_ascii=False), "JSON"
        except (ValueError, RecursionError):
            pass
    try:
        return content.decode(), media_type or "text"
    except UnicodeDecodeError:
        return content.decode(errors="backslashreplace"), "bytes that are not UTF-8"


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]}… (cut: {len(text)} characters)"
