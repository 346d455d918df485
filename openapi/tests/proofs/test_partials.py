"""Searches: what `select` leaves of an answer, and where paging travels."""

from __future__ import annotations

import pytest

from .judge import OURS, PUBLISHED, Server

CRON = {"assistant_id": "agent", "schedule": "0 9 * * *", "enabled": False}


def test_select_answers_parts(server: Server, thread: str) -> None:
    """Only the fields asked for are answered, where the document promises whole objects (facts D4)."""
    server.call("POST", f"/threads/{thread}/runs/crons", CRON)
    server.call("POST", f"/threads/{thread}/runs", {"assistant_id": "agent", "input": {}})
    answers = {
        "name": server.call("POST", "/assistants/search", {"select": ["name"]}),
        "cron_id": server.call("POST", "/runs/crons/search", {"select": ["cron_id"]}),
        "status": server.call("POST", "/threads/search", {"select": ["status"]}),
        "run_id": server.call("GET", f"/threads/{thread}/runs", params={"select": "run_id"}),
    }
    for field, answer in answers.items():
        assert list(answer.json[0]) == [field]
        answer.corrects("is a required property")


@pytest.mark.parametrize("path", ["/assistants/search", "/runs/crons/search", "/threads/search"])
def test_paging_travels_in_headers(server: Server, path: str, thread: str) -> None:
    """Where the next page starts is told while there is one; the "total" is no total (facts D7)."""
    made = [server.http.post("/threads", json={}).json()["thread_id"]]
    extra = server.http.post("/assistants", json={"graph_id": "agent"}).json()["assistant_id"]
    for _ in range(2):
        server.call("POST", f"/threads/{thread}/runs/crons", CRON)
    page = server.call("POST", path, {"limit": 1}).response.headers
    assert (page["X-Pagination-Next"], page["X-Pagination-Total"]) == ("1", "2")
    for document, declared in ((PUBLISHED, set()), (OURS, {"X-Pagination-Next", "X-Pagination-Total"})):
        assert document.operation("POST", path)["responses"]["200"].get("headers", {}).keys() == declared
    assert "X-Pagination-Next" not in server.call("POST", path, {"limit": 1000}).response.headers
    server.http.delete(f"/threads/{made[0]}")
    server.http.delete(f"/assistants/{extra}")
