"""Load by the wrapper's own requests, each answer judged by the contract. For Locust, on one machine or many.

    locust -f "$(cronwright contract locustfile)" --headless --users 20 --run-time 1m --host URL

With `--master` and `--worker` it runs on the workers of a cluster. The key comes from the environment of each
worker. A breach is a failure with the rule's name, so that Locust counts it, and exits with 1. Every cron is
disabled, everything carries the run's tag, and each worker clears away what it made.
"""

from __future__ import annotations

# First: importing it makes sockets and locks cooperative, below httpx as well.
from locust import User, between, events, task
from locust.env import Environment
from locust.exception import StopUser
from locust.runners import MasterRunner

# isort: split
import logging
from argparse import ArgumentParser
from functools import partial
from typing import Any

import gevent  # type: ignore[import-untyped]

from cronwright.errors import APIError, CronwrightError, NotFoundError
from cronwright_contract.broken import Blocked, Refused
from cronwright_contract.finding import Breach
from cronwright_contract.given import Given, Unusable
from cronwright_contract.load.crew import Crew, Judge
from cronwright_contract.options import Profile
from cronwright_contract.rules import RULES
from cronwright_contract.wire.exchange import Exchange

COULD_NOT_RUN = 2
FAR_SCHEDULE = "0 0 29 2 *"

log = logging.getLogger("cronwright.contract.load")
# Locust shows what is logged from INFO on, and httpx logs each request there.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Breaks(Exception):
    """An answer breaks the contract; Locust counts failures by this text, so no value is in it."""

    def __init__(self, rule: str, place: str) -> None:
        super().__init__(f"{rule}: {RULES.get(rule, '')} {place}".strip())


class Load:
    """The judge of this process, and its crew while a test runs."""

    # Now, and not when a test starts: a worker that is silent for seconds is given up by its master.
    judge = Judge()
    crew: Crew | None = None


def _options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("Contract")
    add = group.add_argument
    add("--contract-rate", default="50/s", help="No more requests per second and worker than this (50/s)")
    add("--contract-assistant", default="", help="The graph to use; default: agent, else the server's first")
    add("--contract-header", default=[], action="append", help="'NAME: ${VARIABLE}', sent with each request")


def _start(environment: Environment, **_: Any) -> None:
    if isinstance(environment.runner, MasterRunner):
        return
    given: Any = environment.parsed_options
    options = Given(
        base_url=environment.host or "",
        profile=Profile.quick,
        seed=0,
        assistant=given.contract_assistant or None,
        rate=given.contract_rate,
        headers=given.contract_header,
    )
    try:
        with options.options() as made:
            Load.crew = Crew(made, Load.judge, partial(_tell, environment))
    except (Blocked, Unusable) as reason:
        _end(environment, str(reason))


def _end(environment: Environment, reason: str) -> None:
    """The load cannot go on."""
    log.error("%s", reason)
    environment.process_exit_code = COULD_NOT_RUN
    runner: Any = environment.runner
    gevent.spawn(runner.quit)


def _stop(environment: Environment, **_: Any) -> None:
    crew, Load.crew = Load.crew, None
    if crew is not None and (left := crew.close()):
        log.error("not cleared away, cronwright contract sweep may help: %s", "; ".join(left))
        environment.process_exit_code = COULD_NOT_RUN


def _tell(environment: Environment, exchange: Exchange, breach: Breach | None) -> None:
    answer, hooks = exchange.answer, _hooks(environment)
    hooks.request.fire(
        request_type=exchange.request.method,
        name=exchange.request.operation or exchange.request.path,
        response_time=1000 * answer.seconds if answer else 0.0,
        response_length=len(answer.content) if answer else 0,
        exception=Breaks(breach.rule, breach.place) if breach else None,
        context={},
    )


def _hooks(of: Any) -> Any:
    """Locust's hooks, which it gives no types."""
    return of.events


_all: Any = events
_all.init_command_line_parser.add_listener(_options)
_all.test_start.add_listener(_start)
_all.test_stop.add_listener(_stop)


class Caller(User):
    """Calls the server as the wrapper's users do; each round is a life of its own."""

    wait_time = between(0.05, 0.2)

    def on_start(self) -> None:
        if Load.crew is None:
            raise StopUser
        self.crew = Load.crew
        self.client = self.crew.client()

    def on_stop(self) -> None:
        if hasattr(self, "client"):
            self.client.close()

    @task(4)
    def cron(self) -> None:
        """Create, get, update, get, delete, get: what was written is what is read."""
        crons = self.client.crons
        with _Round(self, "crons_create"):
            made = crons.create(
                self.crew.assistant,
                schedule=FAR_SCHEDULE,
                timezone="Europe/Berlin",
                input={},
                metadata=self.crew.tag,
                enabled=False,
            )
            read = crons.get(made.cron_id)
            self.expect(read["schedule"] == FAR_SCHEDULE, "crons_get", "stored", "schedule")
            self.expect(read["timezone"] == "Europe/Berlin", "crons_get", "stored", "timezone")
            self.expect(read["enabled"] is False, "crons_get", "stored", "enabled")
            crons.update(made.cron_id, timezone="Asia/Tokyo")
            read = crons.get(made.cron_id)
            self.expect(read["timezone"] == "Asia/Tokyo", "crons_update", "stored", "timezone")
            self.expect(read["schedule"] == FAR_SCHEDULE, "crons_update", "untouched", "schedule")
            crons.delete(made.cron_id)
            self.expect(self._gone(made.cron_id), "crons_delete", "deleted", "")

    @task(2)
    def search(self) -> None:
        """Search and count this run's crons: nothing else is among them."""
        with _Round(self, "crons_search"):
            found = self.client.crons.search(metadata=self.crew.tag, limit=10)
            ours = all(self.crew.tag.items() <= cron["metadata"].items() for cron in found)
            self.expect(ours, "crons_search", "filter", "metadata")
            self.expect(len(found) <= 10, "crons_search", "page", "limit")
            self.client.crons.count(metadata=self.crew.tag)

    @task(2)
    def thread(self) -> None:
        """Create, get and delete a thread, with a cron on it."""
        with _Round(self, "threads_create"):
            id = self.crew.new_id("thread")
            self.client.threads.create(thread_id=id, metadata=self.crew.tag)
            read = self.client.threads.get(id)
            self.expect(
                self.crew.tag.items() <= read["metadata"].items(), "threads_get", "stored", "metadata"
            )
            self.client.crons.create_for_thread(
                id,
                self.crew.assistant,
                schedule=FAR_SCHEDULE,
                input={},
                metadata=self.crew.tag,
                enabled=False,
            )
            self.client.threads.delete(id)

    def expect(self, holds: bool, operation: str, rule: str, place: str) -> None:
        """A failure of an operation where something does not hold."""
        if not holds:
            self.fails(operation, Breaks(rule, place))

    def fails(self, operation: str, error: Exception) -> None:
        """A failure that no single answer shows."""
        _hooks(self.environment).request.fire(
            request_type="state",
            name=operation,
            response_time=0.0,
            response_length=0,
            exception=error,
            context={},
        )

    def _gone(self, cron_id: str) -> bool:
        try:
            self.client.crons.get(cron_id)
        except NotFoundError:
            return True
        return False


class _Round:
    """One task: an error of the wrapper ends it and is a failure; what the guard refuses is none of ours."""

    def __init__(self, user: Caller, operation: str) -> None:
        self._user = user
        self._operation = operation

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, Blocked):
            _end(self._user.environment, str(error))
            raise StopUser
        if isinstance(error, CronwrightError | Refused):
            operation = error.operation if isinstance(error, APIError) else self._operation
            status = getattr(error, "status", None)
            self._user.fails(operation, _Failed(f"{type(error).__name__} {status or ''}".strip()))
            return True
        return False


class _Failed(Exception):
    """The wrapper could not make something of an answer, or had none."""
