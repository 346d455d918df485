"""The command `cronwright`: its parts come by the entry-point group `cronwright.commands`."""

from __future__ import annotations

import sys
import traceback
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

GROUP = "cronwright.commands"
COULD_NOT_RUN = 2


def main() -> None:
    """Run the command; what an extra would bring and is missing is one sentence, and exit 2.

    A fault of our own is exit 2 as well, after its traceback: 1 is what a command says of a server.
    """
    parts = sorted(entry_points(group=GROUP), key=lambda part: part.name)
    try:
        app = _app(parts)
        app()
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        part = next((part for part in parts if part.name in sys.argv[1:2]), None)
        if missing in {
            "",
            "agent_server_api",
            "cronwright",
            *(part.module.partition(".")[0] for part in parts),
        }:
            traceback.print_exc()
        else:
            print(_advice(missing, part), file=sys.stderr)
        sys.exit(COULD_NOT_RUN)
    except Exception:
        traceback.print_exc()
        print("This is a fault of cronwright itself.", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)


def _app(parts: list[EntryPoint]) -> typer.Typer:
    import typer

    from . import __version__

    app = typer.Typer(
        help="Tools beside the Python client for the LangGraph Agent Server.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )

    def version(asked: bool) -> None:
        if asked:
            typer.echo(f"cronwright {__version__}")
            raise typer.Exit

    @app.callback()
    def options(
        version: bool = typer.Option(
            False, "--version", callback=version, is_eager=True, help="Show the version and exit."
        ),
    ) -> None:
        pass

    for part in parts:
        app.add_typer(part.load(), name=part.name)
    return app


def _advice(missing: str, part: EntryPoint | None) -> str:
    name = "cronwright" if part is None or part.dist is None else part.dist.name
    extra = "cli" if part is None else part.name
    command = "cronwright" if part is None else f"cronwright {part.name}"
    return f'{command} needs the package {missing}: pip install "{name}[{extra}]"'
