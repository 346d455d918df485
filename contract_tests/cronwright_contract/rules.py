"""The rules that a server can break, each in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    # Of every answer, whoever asked.
    "no_answer": "Every request is answered.",
    "server_error": "No request makes the server fail (5xx).",
    "status": "The status is one that the contract declares for the operation.",
    "content_type": "The content type is the one that the contract declares for the status.",
    "header": "The headers that the contract declares for the status are there and of their type.",
    "body": "The body is of the shape that the contract declares for the status.",
    "stream": "A stream is well-formed server-sent events, whole and in order.",
    # Of the client itself.
    "client": "What the client sends is what the contract takes.",
    # Of what was asked.
    "accepts_bad": "What the contract forbids is refused.",
    "refuses_good": "What the contract allows is accepted.",
    "refusal_changes": "A refused request changes nothing.",
    # Of state.
    "stored": "What was written is what is read.",
    "untouched": "A change touches what was sent and nothing else.",
    "deleted": "What was deleted is gone, and nothing else is.",
    "same_read": "Two reads with nothing between them agree.",
    "filter": "A search gives what its filter asks for: all of it, and nothing else.",
    "sort": "A search gives its rows in the order that was asked for.",
    "select": "A search with `select` gives those fields and no others.",
    "page": "Pages neither lose a row nor repeat one, and none is longer than its limit.",
    "count": "A count agrees with the search of the same filter.",
    "fresh_id": "Every new resource has an id of its own.",
    "isolated": "A resource shows nothing of another one.",
    # Of time.
    "next_run": "`next_run_date` is the schedule's next time in the cron's time zone.",
    "fires": "A cron that is due leaves a run.",
    "stays_quiet": "A cron that is disabled, ended or deleted starts nothing.",
    "stamped": "`created_at` stays, and `updated_at` moves when something changed.",
}
