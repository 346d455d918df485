"""Crons that are not kept or not read as they were written."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from mutants.crons.base import CREATE, SHOWN, _Cron
from mutants.message import Answer, Request


class EnabledIsIgnored(_Cron):
    """A cron that is created disabled is enabled."""

    operations = CREATE
    rule = "stored"

    def before(self, request: Request) -> None:
        request.drop("enabled")


class TimezoneIsDropped(_Cron):
    """A cron forgets the time zone that it was created with."""

    operations = CREATE
    rule = "stored"

    def before(self, request: Request) -> None:
        request.drop("timezone")


class EndTimeIsDropped(_Cron):
    """A cron forgets the end that it was created with."""

    operations = CREATE
    rule = "stored"

    def before(self, request: Request) -> None:
        request.drop("end_time")


class EndTimeIsShifted(_Cron):
    """`end_time` is read two hours later, as if it had been written in a local time."""

    operations = SHOWN
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        def shift(cron: dict[str, Any]) -> None:
            if cron["end_time"] is not None:
                cron["end_time"] = _later(cron["end_time"], hours=2)

        answer.edit(shift)


class OnRunCompletedIsDefault(_Cron):
    """A cron that is to keep its threads is created as one that deletes them."""

    operations = ("crons_create",)
    rule = "stored"

    def before(self, request: Request) -> None:
        if request.fields.get("on_run_completed") in ("keep", "delete"):
            request.drop("on_run_completed")


class PayloadLosesInput(_Cron):
    """A cron that is read has an empty input, though one was written."""

    operations = ("crons_get",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        def empty(cron: dict[str, Any]) -> None:
            if cron["payload"].get("input"):
                cron["payload"]["input"] = {}

        answer.edit(empty)


class ThreadIsAnother(_Cron):
    """A cron of a thread shows the id of some other thread."""

    operations = ("crons_create_for_thread",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda cron: cron.update(thread_id=str(uuid.uuid4())))


class ScheduleChangesOnRead(_Cron):
    """A cron that is read has minute and hour of its schedule swapped."""

    operations = ("crons_get",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        def swap(cron: dict[str, Any]) -> None:
            fields: list[str] = cron["schedule"].split()
            if len(fields) >= 5:
                fields[:2] = [fields[1], "5" if fields[0] == fields[1] else fields[0]]
                cron["schedule"] = " ".join(fields)

        answer.edit(swap)


class MetadataKeyIsLost(_Cron):
    """A cron that is read lacks one key of its metadata."""

    operations = ("crons_get",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda cron: cron["metadata"] and cron["metadata"].popitem())


class MetadataIsAnothers(_Cron):
    """A cron that is read shows the metadata of the one that was created before it."""

    operations = (*CREATE, "crons_get")
    rule = "isolated"

    def __init__(self) -> None:
        super().__init__()
        self._others: dict[str, Any] = {}
        self._last: Any = None

    def after(self, request: Request, answer: Answer) -> None:
        def mix(cron: dict[str, Any]) -> None:
            with self.lock:
                if request.operation != "crons_get":
                    self._others[cron["cron_id"]], self._last = self._last, cron["metadata"]
                elif (other := self._others.get(cron["cron_id"])) is not None:
                    cron["metadata"] = other

        answer.edit(mix)


class IdIsReused(_Cron):
    """Every second create answers with the id of the one before."""

    operations = CREATE
    rule = "fresh_id"

    def __init__(self) -> None:
        super().__init__()
        self._last: str | None = None

    def after(self, request: Request, answer: Answer) -> None:
        def reuse(cron: dict[str, Any]) -> None:
            with self.lock:
                if self._last is None:
                    self._last = cron["cron_id"]
                else:
                    cron["cron_id"], self._last = self._last, None

        answer.edit(reuse)


class CreateMakesTwo(_Cron):
    """One create leaves two crons, and only one of them is answered."""

    operations = CREATE
    rule = "filter"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            self.server.ask("POST", request.target, request.fields)


class ReadsDiffer(_Cron):
    """Every second read of a cron gives its times without the fraction of the second."""

    operations = ("crons_get",)
    rule = "same_read"

    def __init__(self) -> None:
        super().__init__()
        self._reads = 0

    def after(self, request: Request, answer: Answer) -> None:
        def cut(cron: dict[str, Any]) -> None:
            for name in ("created_at", "updated_at"):
                cron[name] = datetime.fromisoformat(cron[name]).replace(microsecond=0).isoformat()

        with self.lock:
            self._reads += 1
            if self._reads % 2 == 0:
                answer.edit(cut)


def _later(text: str, *, hours: int) -> str:
    try:
        return (datetime.fromisoformat(text) + timedelta(hours=hours)).isoformat()
    except ValueError:
        return text  # the server takes any text
