"""The demo: a cron, created through the client, fires on a real server at the seconds that were predicted."""

import sys
import textwrap
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from croniter import croniter
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from agent_server_api.errors import AgentServerError
from agent_server_api.models import Run
from cronwright import SyncClient, get_sync_client
from cronwright.embedded import EmbeddedServer, EmbeddedServerError
from cronwright.embedded.errors import tail

STEP = timedelta(seconds=5)
# Six fields, the seconds last: short enough for a demo, and more often than the client lets pass in silence.
SCHEDULE = "* * * * * */5"
ZONE = ZoneInfo("America/New_York")
COLUMN = 11  # where the text of a step begins

console = Console(highlight=False)
errors = Console(highlight=False, stderr=True)


class DemoFailed(Exception):
    """The cron did not do what it should; the text says what."""


def main(*, fires: int = 3, patience_seconds: float = 20, tick_seconds: int = 1) -> int:
    """Run the demo; the exit status: 0, 1 for a failure, 130 for Ctrl-C."""
    console.print("[bold]A cron on a real Agent Server[/], offline, in half a minute\n")
    try:
        with ExitStack() as undo:
            show(undo, fires, patience_seconds, tick_seconds)
    except KeyboardInterrupt:
        errors.print("\nInterrupted; everything was removed.")
        return 130
    except (AgentServerError, DemoFailed, EmbeddedServerError) as error:
        errors.print(
            "\n[bold red]Failed[/]", escape("\n".join([str(error), *getattr(error, "__notes__", ())]))
        )
        return 1
    console.print("\nDone.")
    return 0


def show(undo: ExitStack, fires: int, patience_seconds: float, tick_seconds: int) -> None:
    """The steps, one line each; what undoes them goes onto the stack."""
    with console.status("server     starting", spinner="line"):
        started = time.monotonic()
        server = EmbeddedServer(tick_seconds=tick_seconds)
        server.start()
    undo.callback(undone, "stopped", "server", server.stop)
    step("server", f"langgraph-api {server.version} at {server.url} ({time.monotonic() - started:.1f} s)")
    client = undo.enter_context(get_sync_client(url=server.url, api_key=None))

    thread = client.threads.create(metadata={"name": "demo"})
    undo.callback(undone, "removed", "thread", lambda: client.threads.delete(thread.thread_id))
    step("thread", thread.thread_id)

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        cron = client.crons.create_for_thread(
            thread_id=thread.thread_id,
            assistant_id="agent",
            schedule=SCHEDULE,
            timezone=ZONE,
            input={"messages": [{"role": "user", "content": "hello!"}]},
            metadata={"name": "my_run"},
            context={"model_name": "openai"},
            multitask_strategy="enqueue",
            durability="async",
        )
    undo.callback(undone, "removed", "cron", lambda: client.crons.delete(cron.cron_id))
    step("cron", cron.cron_id)
    step("", f"schedule {SCHEDULE} in {ZONE.key}")
    for warning in said:
        step("warning", str(warning.message))

    predicted = predict(cron.created_at, fires)
    step("predicted", ", ".join(f"{moment:%H:%M:%S}" for moment in predicted))
    if cron.next_run_date != predicted[0]:
        raise DemoFailed(f"The server says {cron.next_run_date} for the first.")
    try:
        watch(client, thread.thread_id, predicted, patience_seconds)
    except DemoFailed as failure:
        raise DemoFailed(f"{failure}\nThe server's log ends:\n{tail(server.log)}") from None


def predict(after: datetime, count: int) -> list[datetime]:
    """The next fire times by croniter alone, in the cron's own zone."""
    times: Iterator[datetime] = croniter(SCHEDULE, after.astimezone(ZONE)).all_next(datetime)
    return list(islice(times, count))


def watch(client: SyncClient, thread_id: str, predicted: list[datetime], patience_seconds: float) -> None:
    """Wait until every predicted fire has its run and that has ended, then print the table."""
    deadline = predicted[-1] + timedelta(seconds=patience_seconds)
    with console.status("", spinner="line") as status:
        fired: dict[datetime, Run] = {}
        while any(
            moment not in fired or fired[moment].status in ("pending", "running") for moment in predicted
        ):
            now = datetime.now(ZONE)
            if now > deadline:
                break
            status.update(waiting(predicted, fired, now))
            time.sleep(0.2)
            runs = client.runs.list(thread_id, limit=100)
            for moment in predicted:
                for run in runs:
                    if moment <= run.created_at < moment + STEP:
                        if moment not in fired:
                            step("fired", f"{moment:%H:%M:%S}  run {run.run_id}")
                        fired[moment] = run
    if len(fired) < len(predicted):
        raise DemoFailed(
            f"{len(fired)} of {len(predicted)} fires came within {patience_seconds:g} s of the last due time."
        )
    console.print(table(fired), end="")
    if any(run.status != "success" for run in fired.values()):
        raise DemoFailed("A run did not succeed.")


def waiting(predicted: list[datetime], fired: dict[datetime, Run], now: datetime) -> str:
    """The line beside the spinner."""
    ahead = [moment for moment in predicted if moment not in fired]
    if not ahead:
        return "waiting    for the last run to end"
    seconds = max(0, round((ahead[0] - now).total_seconds()))
    due = f"in {seconds} s" if seconds else "now"
    return f"waiting    {len(fired)} of {len(predicted)} fired, the next {due}"


def table(fired: dict[datetime, Run]) -> Table:
    """What was predicted beside what happened."""
    result = Table(box=box.SIMPLE)
    result.add_column(f"predicted, {ZONE.key}")
    result.add_column("run created")
    result.add_column("delay", justify="right")
    result.add_column("status")
    for moment, run in sorted(fired.items()):
        created = run.created_at.astimezone(ZONE)
        delay = (created - moment).total_seconds()
        color = "green" if run.status == "success" else "red"
        result.add_row(
            f"{moment:%Y-%m-%d %H:%M:%S}",
            f"{created:%H:%M:%S.%f}"[:-3],
            f"{delay:.2f} s",
            f"[{color}]{escape(str(run.status))}[/]",
        )
    return result


def step(name: str, what: str) -> None:
    """One line of the demo: its name in a column, then what happened."""
    width = console.width - COLUMN if console.is_terminal else len(what) + 1
    first, *more = textwrap.wrap(what, width)
    console.print(f"[cyan]{name:<{COLUMN}}[/]{escape(first)}", soft_wrap=True)
    for line in more:
        console.print(" " * COLUMN + escape(line), soft_wrap=True)


def undone(how: str, what: str, undo: Callable[[], object]) -> None:
    undo()
    step(how, what)


if __name__ == "__main__":
    sys.exit(main())
