"""A finding in words, for the screen and for pytest."""

from __future__ import annotations

from cronwright_contract.finding import Finding
from cronwright_contract.reports.snippets import curl
from cronwright_contract.reports.visible import visible
from cronwright_contract.rules import RULES

LONGEST = 300


def told(id: str, finding: Finding, server: str) -> list[str]:
    """Its name and message, the rule that is broken, how it shows, and a line of curl; safe to be printed.

    The id is that of the finding as it was, before secrets were taken out of it.
    """
    breach = finding.breach
    lines = [
        f"{id} {finding.operation}: {short(breach.message)}",
        f"{RULES.get(breach.rule, '')} ({breach.rule}, {finding.check})",
    ]
    if not finding.repeatable:
        lines.append("seen once: the same requests did not show it a second time")
    if finding.exchanges:
        if before := len(finding.exchanges) - 1:
            lines.append(f"after {counted(before, 'request')}, and then:")
        lines.append(curl(finding.exchanges[-1], server))
    return [visible(line) for line in lines]


def in_short(finding: Finding) -> str:
    """The request that shows it, and the status of its answer."""
    if not finding.exchanges:
        return ""
    last = finding.exchanges[-1]
    body = (last.request.content or b"").decode(errors="replace")
    sent = short(f"{last.request.method} {last.request.target} {body}".strip())
    return visible(f"{sent} -> {last.status or 'no answer'}")


def counted(number: int, noun: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def short(text: str) -> str:
    """A text that stays within a few lines."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
