"""`cronwright contract`: run the suite, clear away after a killed run, repeat a finding, list checks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from cronwright_contract.options import Profile

if TYPE_CHECKING:
    from rich.table import Table

COULD_NOT_RUN = 2

app = typer.Typer(
    help="Does a server keep the contract? Finds out, and leaves nothing behind.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _begin() -> None:
    # Hypothesis keeps its tables in the folder where it is run, which is the user's.
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(cache / "cronwright" / "hypothesis"))


BaseUrl = Annotated[
    str | None,
    Option(
        "--base-url",
        metavar="URL",
        help="The server. Without it, the real server is started on this machine for as long as it takes "
        "(extra `server`), and everything is allowed there.",
    ),
]
Assistant = Annotated[
    str | None, Option(metavar="GRAPH", help="The graph to use. Default: agent, else the server's first.")
]
Document = Annotated[
    Path | None,
    Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Judge by this OpenAPI document. Default: the corrected contract that comes with the suite.",
    ),
]
Headers = Annotated[
    list[str] | None,
    Option(
        "--header",
        metavar="'NAME: VALUE'",
        help="Send this header too; again for more. ${VARIABLE}, in single quotes, is taken from the "
        "environment: a secret must come that way. The API key comes from LANGGRAPH_API_KEY, "
        "LANGSMITH_API_KEY or LANGCHAIN_API_KEY.",
    ),
]
AllowFiring = Annotated[bool, Option("--allow-firing", help="Allow crons that fire.")]
AllowRuns = Annotated[bool, Option("--allow-runs", help="Allow runs that start the graph, and its model.")]
AllowGlobal = Annotated[
    bool, Option("--allow-global", help="Allow what reaches beyond the run's own: prune, cancel-many.")
]
Report = Annotated[
    Path | None, Option(metavar="DIR", file_okay=False, help="Write the reports into this folder.")
]
Rate = Annotated[str | None, Option(metavar="N/s", help="No more requests per second than this; also 600/m.")]


@app.command(
    epilog="Examples:\n\n"
    "  cronwright contract run\n\n"
    "  cronwright contract run --base-url https://staging.example.com --profile read-only\n\n"
    "  cronwright contract run --base-url https://staging.example.com --rate 20/s --report out\n\n"
    "Exit 0: nothing found. 1: the server breaks the contract. 2: it could not be run, with the reason. "
    "130: stopped by Ctrl-C; what was made is cleared away first."
)
def run(
    base_url: BaseUrl = None,
    assistant: Assistant = None,
    profile: Annotated[
        Profile,
        Option(help="quick: each check once. full: again and again, deeper. read-only: nothing that writes."),
    ] = Profile.quick,
    seed: Annotated[
        int | None,
        Option(metavar="N", min=0, help="The same seed gives the same cases. Default: drawn, and told."),
    ] = None,
    budget: Annotated[
        str | None,
        Option(
            metavar="SECONDS",
            help="How long it may take; also 15m, 1h. Default: 110, full 900, read-only 60, or what "
            "its cases take at the --rate.",
        ),
    ] = None,
    rate: Rate = None,
    baseline: Annotated[
        Path | None,
        Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Known deviations, with reasons. Default: those that come for the server's version.",
        ),
    ] = None,
    report: Report = None,
    header: Headers = None,
    allow_firing: AllowFiring = False,
    allow_runs: AllowRuns = False,
    allow_global: AllowGlobal = False,
    check: Annotated[
        list[str] | None,
        Option(metavar="PATTERN", help="Only checks of this name, such as 'crons.*'; again for more."),
    ] = None,
    fail_fast: Annotated[bool, Option("--fail-fast", help="Stop at the first finding.")] = False,
    document: Document = None,
    json: Annotated[
        bool, Option("--json", help="The result as one JSON document on stdout, all else on stderr.")
    ] = False,
) -> None:
    """Run the suite against a server: what it finds, and what it reached."""
    from cronwright_contract.console import Screen
    from cronwright_contract.given import Given, Unusable
    from cronwright_contract.machine import result_json
    from cronwright_contract.running import carry_out
    from cronwright_contract.secret import secrets_of

    given = Given(
        base_url=base_url,
        assistant=assistant,
        profile=profile,
        seed=seed,
        budget=budget,
        rate=rate,
        baseline=baseline,
        document=document,
        headers=header or (),
        checks=check or (),
        allow=_allowed(allow_firing, allow_runs, allow_global),
        fail_fast=fail_fast,
    )
    outcome = None
    try:
        with given.options() as options:
            screen = Screen(to_stderr=json, secrets=secrets_of(options))
            outcome = carry_out(options, screen, report)
            screen.summary(outcome.result)
            for file in outcome.files:
                if file.suffix != ".json":
                    screen.line("written", str(file))
            if json:
                typer.echo(result_json(outcome.result, options))
    except Unusable as error:
        # Also an embedded server that died; what was found before stands.
        _say_failed(str(error))
        raise typer.Exit(outcome.exit_code if outcome and outcome.exit_code else COULD_NOT_RUN) from None
    raise typer.Exit(outcome.exit_code)


@app.command(
    epilog="Examples:\n\n"
    "  cronwright contract replay out/findings/1c8f2a90b3.json\n\n"
    "  cronwright contract replay 1c8f2a90b3 --report out --base-url https://staging.example.com\n\n"
    "Exit 0: it is gone. 1: it is still there. 2: it could not be repeated, with the reason."
)
def replay(
    finding: Annotated[
        str,
        Argument(
            metavar="FINDING", help="A finding's file, or its id with --report DIR.", show_default=False
        ),
    ],
    base_url: BaseUrl = None,
    assistant: Assistant = None,
    report: Annotated[
        Path | None, Option(metavar="DIR", file_okay=False, help="The reports among which the finding is.")
    ] = None,
    rate: Rate = None,
    header: Headers = None,
    allow_firing: AllowFiring = False,
    allow_runs: AllowRuns = False,
    allow_global: AllowGlobal = False,
    document: Document = None,
) -> None:
    """Repeat one finding, and say whether it is still there."""
    from cronwright_contract.console import Screen
    from cronwright_contract.given import Given, Unusable
    from cronwright_contract.replay import locate, recorded, repeat
    from cronwright_contract.secret import secrets_of

    given = Given(
        base_url=base_url,
        assistant=assistant,
        rate=rate,
        document=document,
        headers=header or (),
        allow=_allowed(allow_firing, allow_runs, allow_global),
    )
    try:
        sought = recorded(locate(finding, report))
        with given.options() as options:
            screen = Screen(secrets=secrets_of(options))
            screen.line("finding", f"{sought.id} {sought.operation}: {sought.message}", "cyan")
            verdict, result = repeat(sought.options(options), sought)
            screen.replayed(result, sought.is_shown_by)
    except Unusable as error:
        _say_failed(str(error))
        raise typer.Exit(COULD_NOT_RUN) from None
    raise typer.Exit(verdict.value)


@app.command(
    epilog="Examples:\n\n"
    "  cronwright contract sweep --base-url https://staging.example.com\n\n"
    "  cronwright contract sweep --base-url https://staging.example.com --older-than 1h\n\n"
    "Exit 0: nothing is left. 2: something could not be removed, with the reason."
)
def sweep(
    base_url: Annotated[str, Option("--base-url", metavar="URL", help="The server.", show_default=False)],
    older_than: Annotated[
        str | None,
        Option(
            metavar="1h",
            help="Everything older that carries the suite's tag, whoever made it, also in a run that is "
            "still under way. Without it: what killed runs on this machine left, by their ledgers.",
        ),
    ] = None,
    rate: Rate = None,
    header: Headers = None,
) -> None:
    """Clear away what killed runs left on a server, and nothing else."""
    from datetime import timedelta

    from cronwright_contract.console import Screen
    from cronwright_contract.given import Given, Unusable, seconds
    from cronwright_contract.secret import secrets_of
    from cronwright_contract.sweep import sweep as swept_by

    try:
        age = None if older_than is None else timedelta(seconds=seconds(older_than, "--older-than"))
        with Given(base_url=base_url, rate=rate, headers=header or ()).options() as options:
            swept = swept_by(
                options.url,
                older_than=age,
                headers=options.headers,
                api_key=options.api_key,
                rate=options.rate,
            )
            Screen(secrets=secrets_of(options)).swept(swept)
    except Unusable as error:
        _say_failed(str(error))
        raise typer.Exit(COULD_NOT_RUN) from None
    raise typer.Exit(COULD_NOT_RUN if swept.left else 0)


@app.command(epilog="Example:\n\n  cronwright contract checks")
def checks() -> None:
    """List the checks: what is true of a server that passes, and what each needs."""
    from rich.table import Table

    from cronwright_contract.check import every_check

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("check", "on a server that passes", "needs"):
        table.add_column(title, overflow="fold")
    for check in every_check():
        needs = ", ".join(_NEEDS[need] for need in sorted(check.needs))
        table.add_row(check.name, check.title, needs)
    _listing(table)


@app.command(epilog="Example:\n\n  cronwright contract rules")
def rules() -> None:
    """List the rules that a server can break, each in one sentence."""
    from rich.table import Table

    from cronwright_contract.rules import RULES

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for name, sentence in RULES.items():
        table.add_row(name, sentence)
    _listing(table)


@app.command(
    epilog="Example:\n\n"
    '  locust -f "$(cronwright contract locustfile)" --headless --users 20 --run-time 1m --host URL\n\n'
    "More: locust --help. With --master and --worker it runs on many machines."
)
def locustfile() -> None:
    """Print where the file for Locust lies: load on a server, each answer judged (extra `load`)."""
    from cronwright_contract.load import LOCUSTFILE

    typer.echo(LOCUSTFILE)


_NEEDS = {
    "writes": "writes",
    "full": "--profile full",
    "firing": "--allow-firing",
    "runs": "--allow-runs",
    "global": "--allow-global",
}


def _listing(table: Table) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        # Read by line, by other programs.
        console.width = 200
    console.print(table)


def _allowed(firing: bool, runs: bool, everywhere: bool) -> frozenset[str]:
    named = {"firing": firing, "runs": runs, "global": everywhere}
    return frozenset(name for name, allowed in named.items() if allowed)


def _say_failed(reason: str) -> None:
    typer.secho("failed   ", fg="red", bold=True, nl=False, err=True)
    typer.echo(reason, err=True)
