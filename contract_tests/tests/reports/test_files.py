"""NDJSON, HAR, JUnit and the findings' files: whole, readable, and the same as what was found."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cronwright_contract.finding import Breach, Finding
from cronwright_contract.reports import Recorder, finding_json, read_finding, write
from cronwright_contract.reports.payload import dump
from cronwright_contract.reports.visible import visible
from cronwright_contract.result import Result
from cronwright_contract.wire.exchange import Answer, Exchange, Request

from .sample import SERVER, exchanges, sample

STARTED = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def run() -> Result:
    return sample(3, 200)


@pytest.fixture(scope="module")
def folder(run: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write(run, exchanges(4, 300), folder)
    return folder


def test_write_names_every_file(run: Result, folder: Path) -> None:
    """What `write` gives is what lies in the folder, and nothing else does."""
    again = write(run, exchanges(4, 300), folder)
    assert sorted(again) == sorted(file for file in folder.rglob("*") if file.is_file())
    assert {file.name for file in again[:4]} == {"junit.xml", "report.html", "run.ndjson", "run.har"}


def test_every_line_is_an_event(run: Result, folder: Path) -> None:
    """Each line of run.ndjson parses, has a type, and the last one sums the run up."""
    events = [orjson.loads(line) for line in (folder / "run.ndjson").read_bytes().splitlines()]
    kinds = [event["type"] for event in events]
    assert kinds == ["start", *["exchange"] * 300, *["finding"] * 200, "end"]
    assert events[-1]["exit_code"] == 1
    assert events[-1]["findings"] == [finding.id for finding in run.findings]
    assert events[-1]["operations"]["crons_get"]["sent"] == run.operations["crons_get"].sent
    assert [event["number"] for event in events[1:301]] == list(range(1, 301))


def test_the_archive_is_har(folder: Path) -> None:
    """Each entry has the fields that HAR 1.2 requires, and the bodies that went over the wire."""
    log = json.loads((folder / "run.har").read_bytes())["log"]
    assert log["version"] == "1.2"
    assert log["creator"]["name"] == "cronwright contract"
    sent = list(exchanges(4, 300))
    assert len(log["entries"]) == 300
    for entry, exchange in zip(log["entries"], sent, strict=True):
        assert entry.keys() >= {"startedDateTime", "time", "request", "response", "cache", "timings"}
        assert datetime.fromisoformat(entry["startedDateTime"]).tzinfo is not None
        wanted = {
            "method",
            "url",
            "httpVersion",
            "cookies",
            "headers",
            "queryString",
            "headersSize",
            "bodySize",
        }
        assert entry["request"].keys() >= wanted
        wanted = {"status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL"}
        assert entry["response"].keys() >= wanted | {"headersSize", "bodySize"}
        assert entry["response"]["content"].keys() >= {"size", "mimeType"}
        assert entry["timings"].keys() >= {"send", "wait", "receive"}
        assert entry["request"]["url"] == SERVER + exchange.request.target
        assert entry["response"]["status"] == exchange.status
        if exchange.answer is not None and "encoding" not in entry["response"]["content"]:
            assert entry["response"]["content"]["text"] == exchange.answer.content.decode()


def test_an_empty_archive_is_har(tmp_path: Path) -> None:
    """A run that sent nothing leaves an archive without entries."""
    recorder = Recorder(tmp_path, server=SERVER, started=STARTED)
    assert json.loads((tmp_path / "run.har").read_bytes())["log"]["entries"] == []
    recorder.close()
    recorder.close()
    recorder.exchange(next(exchanges(1, 1)))
    assert json.loads((tmp_path / "run.har").read_bytes())["log"]["entries"] == []


def test_what_was_written_can_be_read_at_any_moment(tmp_path: Path) -> None:
    """After each exchange, before anything is closed, both files are whole."""
    recorder = Recorder(tmp_path, server=SERVER, started=STARTED)
    for exchange in exchanges(5, 20):
        recorder.exchange(exchange)
        assert len(json.loads((tmp_path / "run.har").read_bytes())["log"]["entries"]) == exchange.number
        lines = (tmp_path / "run.ndjson").read_bytes().splitlines()
        assert orjson.loads(lines[-1])["number"] == exchange.number
    recorder.close()


def test_a_killed_run_leaves_what_it_wrote(tmp_path: Path) -> None:
    """SIGKILL in the midst: the archive and each line can be read."""
    script = textwrap.dedent(
        """
        import sys, itertools
        from datetime import UTC, datetime
        from pathlib import Path
        from cronwright_contract.reports.recorder import Recorder
        from cronwright_contract.wire.exchange import Answer, Exchange, Request
        recorder = Recorder(Path(sys.argv[1]), server="http://x", started=datetime.now(UTC))
        print("on", flush=True)
        for number in itertools.count(1):
            request = Request("crons_get", "GET", "/runs/crons/1")
            recorder.exchange(Exchange(number, 0.1, request, Answer(200, {}, b"{}" * 200, 0.1)))
        """
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.Random(1).uniform(0.2, 0.4))
        process.send_signal(signal.SIGKILL)
    entries = json.loads((tmp_path / "run.har").read_bytes())["log"]["entries"]
    events = [orjson.loads(line) for line in (tmp_path / "run.ndjson").read_bytes().splitlines()]
    assert len(entries) > 10
    assert len(events) - 1 in (len(entries), len(entries) - 1)


def test_findings_of_an_earlier_run_are_gone(tmp_path: Path) -> None:
    """A folder that is written again holds one run."""
    write(sample(1, 5), [], tmp_path)
    write(sample(2, 1), [], tmp_path)
    assert len(list((tmp_path / "findings").iterdir())) == 1


def test_junit_tells_what_failed(run: Result, folder: Path) -> None:
    """A case for each check and operation; those with findings fail; the totals add up."""
    root = ElementTree.parse(folder / "junit.xml").getroot()
    cases = root.findall("testsuite/testcase")
    failed = {(case.get("classname"), case.get("name")) for case in cases if case.find("failure") is not None}
    assert failed == {(finding.check, finding.operation) for finding in run.findings}
    assert root.get("tests") == str(len(cases))
    assert root.get("failures") == str(len(failed))
    for check in run.checks:
        if check.skipped is None:
            mine = {case.get("name") for case in cases if case.get("classname") == check.name}
            assert mine >= check.operations.keys()
    text = (folder / "junit.xml").read_text()
    assert all(finding.id in text for finding in run.findings)
    skipped = {case.get("name") for case in cases if case.find("skipped") is not None}
    assert skipped == {"A cron that is due leaves a run", "crons_update/status/timezone"}


def test_junit_tells_what_could_not_be_run(tmp_path: Path) -> None:
    """A blocked run is an error of the suite, with the reason."""
    run = sample(1, 0)
    run.blocked = ["no assistant\x00 of that graph"]
    write(run, [], tmp_path)
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert root.get("errors") == "1"
    assert [error.get("message") for error in root.iter("error")] == ["no assistant\\x00 of that graph"]


TEXT = st.text(max_size=20)
REQUEST = st.builds(
    Request,
    operation=st.none() | st.just("crons_get"),
    method=st.sampled_from(["GET", "POST"]),
    path=TEXT,
    query=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    headers=st.dictionaries(st.sampled_from(["accept", "x-a"]), TEXT),
    content=st.none() | st.binary(max_size=30),
)
ANSWER = st.builds(
    Answer,
    status=st.integers(100, 599),
    headers=st.dictionaries(st.sampled_from(["date", "x-b"]), TEXT),
    content=st.binary(max_size=30) | TEXT.map(str.encode),
    seconds=st.floats(0, 9),
    cut=st.booleans(),
)
EXCHANGE = st.builds(
    Exchange,
    number=st.integers(1, 9),
    at=st.floats(0, 9),
    request=REQUEST,
    answer=st.none() | ANSWER,
    error=st.none() | TEXT,
)
FINDING = st.builds(
    Finding,
    check=TEXT,
    operation=TEXT,
    breach=st.builds(Breach, TEXT, TEXT, TEXT),
    exchanges=st.lists(EXCHANGE, max_size=3).map(tuple),
    at=st.floats(0, 9),
    replay=st.dictionaries(TEXT, st.integers() | TEXT | st.lists(st.booleans())),
    repeatable=st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(FINDING)
def test_a_finding_comes_back_from_its_file(finding: Finding) -> None:
    """What is written of a finding is all of it: the same finding is read, of the same name."""
    back = read_finding(json.loads(dump(finding_json(finding), indent=True)))
    assert back == finding
    assert back.id == finding.id


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2**70, 2**70),
        ("\ud800", "\\ud800"),
        ({1: float("nan"), "big": 2**70}, {"1": None, "big": 2**70}),
        ({"set": {2, 1}, "bytes": b"\xff", "at": STARTED}, None),
        ({"big": 2**70, "set": {1}, "answer": Answer(200, {}, b"", 0.1)}, None),
    ],
)
def test_whatever_a_check_left_is_written(value: object, written: object) -> None:
    """A finding's replay may hold what JSON has no word for; it is written all the same."""
    found = json.loads(dump({"replay": value}))["replay"]
    assert written is None or found == written


@given(st.text(st.characters()))
def test_text_that_acts_is_written_out(text: str) -> None:
    """What is shown holds no control, no half pair and nothing that turns it round, and XML takes it."""
    shown = visible(text)
    assert not set(shown) & set("\0\x08\x1b\r\u202e\u2066\ufeff\ufffe")
    root = ElementTree.Element("x", a=shown)
    root.text = shown
    assert ElementTree.fromstring(ElementTree.tostring(root)).text == (shown or None)
