"""The screen: a stranger's text acts on nothing, and each terminal gets what it can show."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_contract.console import Screen
from cronwright_contract.finding import Breach, Finding
from cronwright_contract.options import Options
from cronwright_contract.result import CheckRun, Known, Result, Tally
from cronwright_contract.wire.exchange import Answer, Exchange, Request

COMMAND = Path(sys.executable).with_name("cronwright")
EVIL = "\x1b[31m[bold red]pwned[/] \u202e\x07 [link=file:///etc/passwd]"


def finding(message: str) -> Finding:
    request = Request("crons_create", "POST", f"/runs/{message}", content=message.encode())
    exchange = Exchange(1, 0.1, request, Answer(500, {}, message.encode(), 0.01))
    return Finding("crons.stored", "crons_create", Breach("server_error", "500", message), (exchange,), 0.1)


def result(*findings: Finding) -> Result:
    made = Result("http://server", "0.16.7", "quick", 7, {}, "2026-01-01T00:00:00+00:00", seconds=2.0)
    made.findings = list(findings)
    made.operations = {"crons_create": Tally(3, 2, len(findings), 1), EVIL: Tally(1, 0)}
    made.known = [Known(EVIL, EVIL, 2)]
    made.vanished = [Known("mended", "was broken once", 0)]
    made.checks = [CheckRun("crons.fires", "A cron fires", 0.0, skipped="not allowed: firing")]
    made.left_out = {"runs_wait": "not allowed: runs"}
    made.blocked = [EVIL]
    return made


def test_text_of_a_server_acts_on_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """No escape sequence, no markup, no link and no character that turns the text around."""
    screen = Screen()
    screen.sketch(finding(EVIL))
    screen.finding(finding(EVIL))
    screen.summary(result(finding(EVIL)))
    screen.failed(EVIL)
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "\x07" not in said
    assert r"\x1b[31m[bold red]pwned[/]" in said


def test_a_finding_stands_there_when_it_is_first_met(capsys: pytest.CaptureFixture[str]) -> None:
    """Before it is made small: the operation, what came, and the rule in words."""
    Screen().sketch(finding("the server failed with 500"))
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "finding  crons_create: the server failed with 500",
        "         No request makes the server fail (5xx).",
    ]


def test_the_summary_tells_all_that_a_person_must_know(capsys: pytest.CaptureFixture[str]) -> None:
    """The table, the finding, what was skipped, known, vanished and blocked, and the verdict last."""
    Screen().summary(result(finding("the server failed with 500")))
    said = capsys.readouterr().out
    for expected in (
        r"crons_create +3 +2 +1 +1",
        r"runs_wait +0 +0 +not allowed: runs",
        r"[0-9a-f]{10} crons_create: the server failed with 500",
        r"No request makes the server fail \(5xx\)\. \(server_error, crons\.stored\)",
        r"curl -sS",
        r"skipped +not allowed: firing: crons\.fires",
        r"known +.*\(2\)",
        r"vanished +mended",
        r"red +the server breaks the contract: 1 finding in 4 cases, 1 operation reached, 2 s, seed 7\n$",
    ):
        assert re.search(expected, said), expected


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (
            CheckRun("crons.found", "", 0.0, seconds=1.5, cases=1200),
            "ok       crons.found .* 1,200 cases,   1.5 s",
        ),
        (CheckRun("crons.found", "", 0.0, cut=True), "cut      crons.found .* its time was over"),
        (CheckRun("crons.found", "", 0.0, broke="Traceback"), "broke    crons.found "),
        (
            CheckRun("crons.found", "", 0.0, operations={"crons_get": Tally(findings=2, known=1)}),
            "found    crons.found .* 2 findings, known deviations on 1 operation",
        ),
    ],
)
def test_each_check_has_a_line(run: CheckRun, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What it sent, how long it took, and what came of it."""
    Screen().ends(run)
    assert re.match(said, capsys.readouterr().out)


def test_a_finding_without_a_request_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What the client would send is judged before there is an operation or a request."""
    bare = Finding("client.requests", "", Breach("client", "", "it is no body"), (), 0.0, repeatable=False)
    screen = Screen()
    screen.finding(bare)
    screen.summary(result(bare))
    said = capsys.readouterr().out
    assert "it is no body" in said
    assert "seen once" in said


def test_a_slow_rate_has_the_time_that_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    """Unless a budget is given: a run that is cut everywhere reaches nothing."""
    for options in (Options("", rate=20.0), Options("", rate=500.0), Options("", rate=20.0, budget=60.0)):
        Screen().starts(options, [])
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition(", ")[2] for line in said] == ["at most 750 s", "at most 110 s", "at most 60 s"]


def test_no_bar_and_no_colour_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A log gets one line for each check, and none is folded."""
    screen = Screen()
    screen.starts(Options("http://server", seed=7), ["crons_create"])
    check = CheckRun("crons.stored", "t", 0.0, seconds=1.5, cases=1234)
    screen.begins(check, 0, 3)
    screen.ends(check)
    screen.stops()
    assert capsys.readouterr().out.splitlines() == [
        "run      quick, seed 7, http://server, at most 110 s",
        "ok       crons.stored                1,234 cases,   1.5 s",
    ]


@pytest.mark.parametrize(
    ("columns", "environment"),
    [(100, {}), (40, {}), (80, {"NO_COLOR": "1"}), (80, {"TERM": "dumb"})],
    ids=["wide", "narrow", "no colour", "dumb"],
)
def test_on_a_terminal(agent_server: EmbeddedServer, columns: int, environment: dict[str, str]) -> None:
    """Bars by resource while it runs; no line is wider than the terminal, but what is there to be copied."""
    said = on_terminal(
        columns, environment, "--base-url", agent_server.url, "--check", "system.*", "--seed", "1"
    )
    bars = "━" in said
    assert bars == (environment.get("TERM") != "dumb")
    colours = re.search(r"\x1b\[[0-9;]*3[0-9]m", said) is not None
    assert colours == (not environment)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said).replace("\r", "\n")
    assert re.search(r"0 findings in \d+ cases", " ".join(plain.split()))
    assert max(len(line) for line in plain.splitlines()) <= columns
    if bars:
        # The cursor was hidden for the bars, and is there again.
        assert said.rindex("\x1b[?25h") > said.rindex("\x1b[?25l")


def on_terminal(columns: int, environment: dict[str, str], *arguments: str) -> str:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    outside = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "CI")}
    process = subprocess.Popen(
        [COMMAND, "contract", "run", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**outside, "TERM": "xterm-256color", **environment},
    )
    os.close(slave)
    said = b""
    try:
        while part := os.read(master, 65536):
            said += part
    except OSError:
        pass  # so Linux tells the end
    finally:
        os.close(master)
    assert process.wait(30) == 0, said.decode(errors="replace")
    return said.decode(errors="replace")
