"""Planted breaches of what a server says of itself."""

from __future__ import annotations

from mutants.message import Answer, Request
from mutants.mutant import Mutant


class _System(Mutant):
    resource = "system"


class InfoDropsLibraryVersion(_System):
    """`/info` has no `langgraph_py_version`."""

    operations = ("system_info",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda info: info.pop("langgraph_py_version", None))


class FlagsAreText(_System):
    """The flag `assistants` of `/info` is a text."""

    operations = ("system_info",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda info: info["flags"].update(assistants="true"))


class HealthIsText(_System):
    """`/ok` says `"yes"` instead of true."""

    operations = ("system_health",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda health: health.update(ok="yes"))


class HealthIsEmpty(_System):
    """`/ok` answers 204 and nothing."""

    operations = ("system_health",)
    rule = "status"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.status, answer.content = 204, b""
            answer.headers.remove("content-type")


class DocsAreJson(_System):
    """`/docs` says of itself that it is application/json."""

    operations = ("system_docs",)
    rule = "content_type"

    def after(self, request: Request, answer: Answer) -> None:
        answer.headers.set("content-type", "application/json")


class MetricsFail(_System):
    """`/metrics` as JSON makes the server fail."""

    operations = ("system_metrics",)
    rule = "server_error"

    def after(self, request: Request, answer: Answer) -> None:
        if request.query.get("format") == "json":
            answer.status, answer.body = 500, {"detail": "Internal Server Error"}
