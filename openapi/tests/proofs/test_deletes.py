"""Deletions."""

from __future__ import annotations

from .judge import OURS, Server


def test_a_deletion_answers_204_without_a_body(server: Server, thread: str, assistant: str) -> None:
    """Of a run, a cron, a thread and an assistant; the document declares 200 (facts D7)."""
    run = server.call("POST", f"/threads/{thread}/runs", {"assistant_id": "agent", "input": {}})
    cron = server.call(
        "POST", "/runs/crons", {"assistant_id": "agent", "schedule": "0 9 * * *", "enabled": False}
    )
    server.http.get(f"/threads/{thread}/runs/{run.json['run_id']}/join")
    for path in (
        f"/threads/{thread}/runs/{run.json['run_id']}",
        f"/runs/crons/{cron.json['cron_id']}",
        f"/threads/{thread}",
        f"/assistants/{assistant}",
    ):
        answer = server.call("DELETE", path)
        assert (answer.status, answer.response.content) == (204, b"")
        answer.corrects("status 204 is not declared")
        assert "200" not in OURS.operation("DELETE", path)["responses"]
        assert server.call("DELETE", path).status == 404
