"""What an answer can break, each by itself."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from cronwright_contract.answers import Answers
from cronwright_contract.shipped import contract_path, read
from cronwright_contract.wire.exchange import Answer, Exchange, Request

ANSWERS = Answers(read(contract_path()))

CRON: dict[str, Any] = {
    "cron_id": "01a20502-7137-755c-9304-413fb1b818f7",
    "assistant_id": "01a20502-7137-755c-9304-413fb1b818f8",
    "thread_id": None,
    "end_time": None,
    "schedule": "* * * * *",
    "timezone": None,
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:00Z",
    "next_run_date": "2026-01-01T00:01:00Z",
    "user_id": None,
    "payload": {},
    "metadata": {},
    "enabled": True,
    "on_run_completed": "delete",
}


def breaches(
    operation: str | None,
    status: int,
    body: Any,
    headers: dict[str, str] | None = None,
    content: bytes | None = None,
) -> list[tuple[str, str]]:
    sent = {"content-type": "application/json"} if headers is None else headers
    answer = Answer(status, sent, orjson.dumps(body) if content is None else content, 0.01)
    found = ANSWERS.breaches(Exchange(1, 0.0, Request(operation, "GET", "/"), answer))
    return [(breach.rule, breach.place) for breach in found]


def test_a_right_answer_breaks_nothing() -> None:
    """A cron as the server gives it, with a field that the contract does not name: a server may tell more."""
    assert breaches("crons_get", 200, CRON | {"of_tomorrow": 1}) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"schedule": 5}, "200 schedule type"),
        ({"next_run_date": "soon"}, "200 next_run_date format"),
        ({"enabled": None}, "200 enabled type"),
    ],
)
def test_the_place_of_a_wrong_field_is_told(change: dict[str, Any], place: str) -> None:
    """Type and format of each field, and where."""
    assert breaches("crons_get", 200, CRON | change) == [("body", place)]


def test_two_faults_of_one_body_are_two() -> None:
    """One wrong field does not hide another."""
    found = breaches("crons_get", 200, CRON | {"schedule": 5, "metadata": 7})
    assert sorted(found) == [("body", "200 metadata type"), ("body", "200 schedule type")]


def test_a_missing_field_is_found() -> None:
    """A field that the contract requires."""
    body = {name: value for name, value in CRON.items() if name != "schedule"}
    assert breaches("crons_get", 200, body) == [("body", "200  required")]


def test_rows_of_a_list_share_their_place() -> None:
    """A thousand wrong rows are one finding."""
    rows = [CRON | {"schedule": 5}] * 3
    headers = {"content-type": "application/json", "x-pagination-total": "3"}
    assert breaches("crons_search", 200, rows, headers) == [("body", "200 */schedule type")]


@pytest.mark.parametrize(
    ("status", "body", "headers", "content", "rule"),
    [
        (418, {}, None, None, "status"),
        (500, {}, None, None, "server_error"),
        (200, CRON, {"content-type": "text/html"}, None, "content_type"),
        (200, CRON, {}, None, "content_type"),
        (200, None, None, b"{", "body"),
    ],
)
def test_status_content_type_and_json(
    status: int, body: Any, headers: dict[str, str] | None, content: bytes | None, rule: str
) -> None:
    """What is not declared, what failed, and what is no JSON."""
    assert [found[0] for found in breaches("crons_get", status, body, headers, content)] == [rule]


def test_a_body_where_there_is_none() -> None:
    """204 with a body."""
    assert breaches("crons_delete", 204, None, {}, b"gone") == [("body", "")]
    assert breaches("crons_delete", 204, None, {}, b"") == []


def test_headers_that_the_contract_declares() -> None:
    """There, and of their type."""
    right = {"content-type": "application/json", "x-pagination-total": "0"}
    assert breaches("crons_search", 200, [], right) == []
    assert breaches("crons_search", 200, [], right | {"x-pagination-total": "few"}) == [
        ("header", "x-pagination-total")
    ]


def test_an_operation_that_the_contract_does_not_have() -> None:
    """Only that the server failed can be said of it."""
    assert breaches(None, 404, {}) == []
    assert breaches(None, 503, {}) == [("server_error", "503")]


def test_no_answer_is_a_breach() -> None:
    """A connection that ends without one."""
    exchange = Exchange(1, 0.0, Request("crons_get", "GET", "/"), None, "ReadError: reset")
    assert [breach.rule for breach in ANSWERS.breaches(exchange)] == ["no_answer"]
