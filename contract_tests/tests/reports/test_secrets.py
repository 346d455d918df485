"""No secret stands in anything that is written, in whatever form a server sent it back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cronwright_contract.finding import Breach, Finding
from cronwright_contract.reports import read_finding, write
from cronwright_contract.reports.redact import SECRET_HEADERS, Redactor
from cronwright_contract.wire.exchange import Answer, Exchange, Request

from .sample import sample

SECRET = "lsv2_pt_9f/8+e7~\"d6'c5&b4<a3"

FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "percent-encoded": quote,
    "percent-encoded wholly": lambda secret: quote(secret, safe=""),
    "percent-encoded in small letters": lambda secret: quote(secret, safe="").replace("%2F", "%2f"),
    "form": quote_plus,
    "JSON": lambda secret: json.dumps(secret)[1:-1],
    "base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "base64 after one letter": lambda secret: base64.b64encode(f"u{secret}".encode()).decode(),
    "base64 within": lambda secret: base64.b64encode(f"user:{secret}\n".encode()).decode(),
    "base64 for URLs": lambda secret: base64.urlsafe_b64encode(f"us{secret}e".encode()).decode(),
    "hexadecimal": lambda secret: secret.encode().hex(),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_taken_out(form: str) -> None:
    """Each form in which a server may echo a key goes, and what stands around it stays."""
    found = Redactor([SECRET]).text(f"before {FORMS[form](SECRET)} after")
    assert found.startswith("before ")
    assert found.endswith(" after")
    assert "[redacted]" in found
    for letters in ("lsv2_pt", "9f/8", FORMS[form](SECRET)):
        assert letters not in found


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=60),
    st.sampled_from(list(FORMS)),
)
def test_no_form_of_a_drawn_secret_is_left(secret: str, form: str) -> None:
    """Whatever letters a key has, its encoded form is not there any more."""
    encoded = FORMS[form](secret)
    assert encoded not in Redactor([secret]).text(f"x {encoded} x")
    assert encoded.encode() not in Redactor([secret]).content(b"\xff" + encoded.encode() + b"\xfe")


def test_nothing_written_holds_a_secret(tmp_path: Path) -> None:
    """A server that echoes the key everywhere: no file of the report has it."""
    echo = " ".join(form(SECRET) for form in FORMS.values())
    headers = {name: f"Bearer value-of-{name}" for name in SECRET_HEADERS} | {"x-echo": SECRET}
    request = Request(
        "crons_get", "GET", f"/runs/crons/{quote(SECRET, safe='')}", (("q", SECRET),), headers, echo.encode()
    )
    bodies = [json.dumps({"detail": echo}).encode(), b"\xff" + SECRET.encode(), echo.encode()]
    exchanges = [
        Exchange(number, 0.1, request, Answer(500, headers, body, 0.1), error=echo)
        for number, body in enumerate(bodies, 1)
    ]
    result = sample(1, 2)
    found = [
        Finding(
            "crons.stored", "crons_get", Breach("body", SECRET, f"was {echo}"), (exchange,), 1.0, {"k": echo}
        )
        for exchange in exchanges
    ]
    result = replace(
        result,
        server=f"http://127.0.0.1:1/{SECRET}",
        options={"header": SECRET, SECRET: [SECRET]},
        findings=[*result.findings, *found],
        blocked=[echo],
        left_out={**result.left_out, "x": echo},
    )
    files = write(result, exchanges, tmp_path, redact=[SECRET])
    assert len(files) == 4 + 5
    for file in files:
        text = file.read_text()
        for form in FORMS.values():
            assert form(SECRET) not in text, file.name
        assert "lsv2_pt" not in text, file.name
        assert "value-of-" not in text, file.name
    for file in (tmp_path / "findings").iterdir():
        for exchange in read_finding(json.loads(file.read_text())).exchanges:
            assert exchange.answer is not None
            assert b"lsv2" not in exchange.answer.content


def test_what_is_too_short_to_be_a_secret_stays() -> None:
    """A header's value such as "1" is no secret: to blank it would garble every number."""
    assert Redactor(["1", "", "true"]).text("11 of 1 true") == "11 of 1 true"
