"""A run on the screen: bars while it goes, each finding as it comes, a table at its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from cronwright_contract.finding import Finding
from cronwright_contract.options import Options
from cronwright_contract.reports.redact import Redactor
from cronwright_contract.reports.visible import visible
from cronwright_contract.result import CheckRun, Result, Tally
from cronwright_contract.rules import RULES
from cronwright_contract.run import budget_of
from cronwright_contract.sweep import Swept
from cronwright_contract.told import counted, in_short, short, told
from cronwright_contract.wire.exchange import Exchange

_COLUMN = 9
_PLAIN_WIDTH = 200
"""Where there is no terminal nothing need be folded, and a log is searched by line."""


class Screen:
    """Looks on at a run and shows it; text that came from the server is shown as text and nothing more.

    Bars are for terminals. Elsewhere, and with `NO_COLOR` or `TERM=dumb`, the same is said in lines.
    """

    def __init__(self, *, to_stderr: bool = False, secrets: Sequence[str] = ()) -> None:
        self._console = Console(stderr=to_stderr, highlight=False, emoji=False, markup=False)
        if not self._console.is_terminal:
            self._console.width = _PLAIN_WIDTH
        self._redactor = Redactor(secrets)
        self._live: Live | None = None
        self._resources: dict[str, _Resource] = {}
        self._check: CheckRun | None = None
        self._index = self._total = self._found = 0
        self._begun = time.monotonic()

    def starts(self, options: Options, operations: Iterable[str]) -> None:
        """Say what is run; from here to `stops` the bars stand on a terminal."""
        most = f"at most {budget_of(options):.0f} s"
        self.line("run", f"{options.profile.value}, seed {options.seed}, {options.url}, {most}", "cyan")
        for id in operations:
            resource = self._resources.setdefault(id.partition("_")[0], _Resource())
            resource.operations.add(id)
        self._begun = time.monotonic()
        if self._console.is_terminal and not self._console.is_dumb_terminal:
            self._live = Live(
                get_renderable=self._bars, console=self._console, refresh_per_second=8, transient=True
            )
            self._live.start()

    def stops(self) -> None:
        """Take the bars away."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def begins(self, check: CheckRun, index: int, total: int) -> None:
        self._check, self._index, self._total = check, index, total

    def exchange(self, exchange: Exchange) -> None:
        resource = self._resources.get((exchange.request.operation or "").partition("_")[0])
        if resource is not None:
            resource.cases += 1
            if exchange.ok:
                resource.accepted.add(exchange.request.operation or "")

    def sketch(self, finding: Finding) -> None:
        """Show a finding as it was first met: within seconds, before it is made small."""
        finding = self._redactor.clean(finding)
        self.line("finding", f"{finding.operation}: {short(finding.breach.message)}", "bold red")
        self.line("", RULES.get(finding.breach.rule, finding.breach.rule), "dim")

    def finding(self, finding: Finding) -> None:
        id, finding = finding.id, self._redactor.clean(finding)
        resource = self._resources.get(finding.operation.partition("_")[0])
        if resource is not None:
            resource.findings += 1
        self._found += 1
        self.line("", f"{id}: {in_short(finding)}")

    def ends(self, check: CheckRun) -> None:
        """One line for the check."""
        found = sum(tally.findings for tally in check.operations.values())
        known = sum(bool(tally.known) for tally in check.operations.values())
        word, style = ("found", "red") if found else ("ok", "green")
        if check.broke:
            word, style = "broke", "red"
        elif check.cut and not found:
            word, style = "cut", "yellow"
        said = [f"{check.cases:>6,} cases", f"{check.seconds:5.1f} s"]
        said += [counted(found, "finding")] if found else []
        said += [f"known deviations on {counted(known, 'operation')}"] if known else []
        said += ["its time was over"] if check.cut else []
        self.line(word, f"{check.name:<26} {', '.join(said)}", style)

    def line(self, word: str, text: str, style: str = "") -> None:
        """One line: a word in the first column, then what there is to say."""
        shown = Text(f"{word:<{_COLUMN}}", style=style)
        shown.append(visible(text), style="" if word else style)
        self._console.print(shown, soft_wrap=not self._console.is_terminal)

    def failed(self, reason: str) -> None:
        """Say why it could not be run."""
        self.stops()
        self.line("failed", self._redactor.text(reason), "bold red")

    def summary(self, result: Result) -> None:
        """The last table, the findings, and in one line what it comes to."""
        self.stops()
        ids, result = [finding.id for finding in result.findings], self._redactor.clean(result)
        if any(tally.sent for tally in result.operations.values()):
            self._console.print()
            self._console.print(_table(result))
        for id, finding in zip(ids, result.findings, strict=True):
            self._show(id, finding, result.server)
        self._console.print()
        skipped: dict[str, list[str]] = {}
        for check in result.checks:
            if check.skipped:
                skipped.setdefault(check.skipped, []).append(check.name)
        for reason, names in skipped.items():
            self.line("skipped", f"{reason}: {', '.join(names)}", "yellow")
        if cut := dict.fromkeys(check.name for check in result.checks if check.cut):
            self.line("cut", f"{', '.join(cut)}: a longer --budget lets them end", "yellow")
        if result.known:
            known = ", ".join(f"{known.id} ({known.seen})" for known in result.known)
            self.line("known", f"{known}: met, and named by the baseline", "dim")
        for vanished in result.vanished:
            self.line("vanished", f"{vanished.id} did not show; if it is mended, strike it from the baseline")
        for check in result.checks:
            if check.broke:
                self.line("broke", check.broke, "red")
        for reason in result.blocked:
            self.line("failed", reason, "bold red")
        self._verdict(result)

    def swept(self, swept: Swept) -> None:
        """What a sweep did."""
        for kind, number in sorted(swept.removed.items()):
            self.line("removed", counted(number, kind))
        for reason in swept.left:
            self.line("left", self._redactor.text(reason), "bold red")
        if not swept.left:
            self.line(
                "clean", f"nothing is left; {counted(swept.ledgers, 'ledger')} gone through", "bold green"
            )

    def replayed(self, result: Result, is_it: Callable[[Finding], bool]) -> None:
        """What the replay of one finding came to."""
        still = [finding for finding in result.findings if is_it(finding)]
        for reason in result.blocked:
            self.line("failed", self._redactor.text(reason), "bold red")
        if still:
            self.line("found", "it is still there", "bold red")
        elif not result.blocked:
            self.line("gone", f"the server {result.version or ''} does not show it any more", "bold green")
        if len(result.findings) > len(still):
            self.line("other", "these requests show something else", "yellow")
        for finding in result.findings:
            self._show(finding.id, self._redactor.clean(finding), result.server)

    def _verdict(self, result: Result) -> None:
        cases = sum(tally.sent for tally in result.operations.values())
        accepted = sum(bool(tally.accepted) for tally in result.operations.values())
        word, style, end = {
            0: ("green", "bold green", "the server keeps the contract"),
            1: ("red", "bold red", "the server breaks the contract"),
            2: ("not run", "bold red", "it could not be run, or not to its end"),
        }[result.exit_code]
        found = f"{counted(len(result.findings), 'finding')} in {counted(cases, 'case')}"
        reach = f"{counted(accepted, 'operation')} reached"
        self.line(word, f"{end}: {found}, {reach}, {result.seconds:.0f} s, seed {result.seed}", style)

    def _show(self, id: str, finding: Finding, server: str) -> None:
        self._console.print()
        first, *more = told(id, finding, server)
        self._console.print(Text(first, style="bold red"), soft_wrap=True)
        for line in more:
            self._console.print(Text(line), soft_wrap=True)

    def _bars(self) -> RenderableType:
        grid = Table.grid(padding=(0, 1))
        for name, resource in self._resources.items():
            reached, total = len(resource.accepted), len(resource.operations)
            grid.add_row(
                name,
                ProgressBar(total=total, completed=reached, width=20),
                f"{reached}/{total}",
                f"{resource.cases:,} cases",
                Text(counted(resource.findings, "finding"), style="red" if resource.findings else "dim"),
            )
        now = f"{time.monotonic() - self._begun:4.0f} s"
        if self._check is not None:
            now += f"  check {self._index + 1}/{self._total}  {self._check.name}: {self._check.title}"
        return Group(grid, Text(visible(now), no_wrap=True, overflow="ellipsis", style="cyan"))


class _Resource:
    """The operations of one resource, and what they have seen."""

    def __init__(self) -> None:
        self.operations: set[str] = set()
        self.accepted: set[str] = set()
        self.cases = self.findings = 0


def _table(result: Result) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("operation", no_wrap=True)
    for name in ("sent", "accepted", "findings", "known"):
        table.add_column(name, justify="right")
    table.add_column("", overflow="fold")
    names = sorted({*result.operations, *result.left_out})
    for _, group in groupby(names, lambda name: name.partition("_")[0]):
        for name in group:
            tally = result.operations.get(name, Tally())
            never = "not in the contract" if name == "unknown" else "never accepted"
            note = result.left_out.get(name, "" if tally.accepted else never)
            table.add_row(
                Text(visible(name)),
                f"{tally.sent:,}",
                f"{tally.accepted:,}",
                Text(str(tally.findings or ""), style="bold red"),
                str(tally.known or ""),
                Text(visible(note), style="dim" if name in result.left_out else "red"),
            )
        table.add_section()
    return table
