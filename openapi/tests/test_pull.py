"""The pull: whatever the source, the same facts; whatever goes wrong, nothing is written."""

from __future__ import annotations

import hashlib
import json
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_openapi.pull import LARGEST, UPSTREAM, PullError, Source, distil, main, pull

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Theirs", "version": "0.1.0", "description": "Their sentence."},
    "servers": [{"url": "https://theirs.example"}],
    "security": [{"key": []}],
    "paths": {
        "/b": {
            "get": {"summary": "Theirs.", "security": [], "responses": {"200": {"description": "Theirs."}}}
        },
        "/a": {"get": {"responses": {"200": {"content": {"application/json": {"example": {"a": 1}}}}}}},
    },
    "components": {
        "securitySchemes": {"key": {"type": "http", "scheme": "basic"}},
        "schemas": {
            "Assistant": {"properties": {"graph_id": {"type": "string", "enum": ["agent"]}}},
            "Page": {
                "title": "Page",
                "properties": {
                    "title": {"type": "string", "title": "Title", "examples": ["x"]},
                    "description": {"type": "string", "default": {"title": "kept", "description": "kept"}},
                    "properties": {"properties": {"summary": {"description": "Theirs."}}},
                },
                "required": ["title", "example"],
            },
        },
    },
}
SOURCE = json.dumps(DOCUMENT).encode()
DEEP = b'{"openapi": "3.1.0", "paths": {"/": ' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"}}"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A document that a pull that fails has to leave alone."""
    path = tmp_path / "upstream.json"
    path.write_text('{"x-source": {"version": "1.2.3"}}')
    return path


@contextmanager
def serving(answers: dict[str, tuple[int, bytes]]) -> Iterator[str]:
    """A server of these answers; its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.get(self.path, (404, b"{}"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test is quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_facts_stay_and_words_go() -> None:
    """A property named title is a fact, as is what stands in a default; the title of a schema is not."""
    facts = distil(Source(SOURCE, "1.2.3"))
    page = facts["components"]["schemas"]["Page"]
    assert page == {
        "properties": {
            "title": {"type": "string"},
            "description": {"type": "string", "default": {"title": "kept", "description": "kept"}},
            "properties": {"properties": {"summary": {}}},
        },
        "required": ["title", "example"],
    }
    assert facts["info"] == {"version": "0.1.0"}
    assert facts["paths"]["/a"]["get"]["responses"]["200"]["content"] == {"application/json": {}}


def test_what_varies_with_the_deployment_goes() -> None:
    """Its address, its kind of key, and the names of its graphs."""
    facts = distil(Source(SOURCE, "1.2.3"))
    assert facts.keys() == {"openapi", "info", "paths", "components", "x-source"}
    assert facts["components"].keys() == {"schemas"}
    assert facts["components"]["schemas"]["Assistant"] == {"properties": {"graph_id": {"type": "string"}}}
    assert facts["paths"]["/b"]["get"] == {"responses": {"200": {}}}


def test_a_file_gives_its_digest_and_the_version_it_is_told(tmp_path: Path, target: Path) -> None:
    """The digest is that of the source's bytes; the text is sorted and ends in a newline."""
    (tmp_path / "theirs.json").write_bytes(SOURCE)
    facts = pull(str(tmp_path / "theirs.json"), version="0.16.7", target=target)
    digest = hashlib.sha256(SOURCE).hexdigest()
    assert facts["x-source"] == {"package": "langgraph-api", "version": "0.16.7", "sha256": digest}
    text = target.read_text()
    assert text == json.dumps(facts, indent=2, sort_keys=True) + "\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["theirs.json", "upstream.json"]
    assert target.stat().st_mode & 0o777 == 0o644


def test_the_real_server_gives_what_is_committed(agent_server: EmbeddedServer, target: Path) -> None:
    """All but the digest, whether its address is given or that of the document."""
    committed = json.loads(UPSTREAM.read_bytes())
    for url in (agent_server.url, f"{agent_server.url}/", f"{agent_server.url}/openapi.json"):
        facts = pull(url, target=target)
        assert facts.pop("x-source")["version"] == committed["x-source"]["version"]
        assert facts == {name: value for name, value in committed.items() if name != "x-source"}


def test_a_wheel_is_read_without_being_installed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pip brings it, by the version asked for or the one recorded."""
    commands: list[list[str]] = []

    def download(command: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        folder = Path(command[command.index("--dest") + 1])
        with zipfile.ZipFile(folder / "theirs.whl", "w") as wheel:
            wheel.writestr("openapi.json", SOURCE)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", download)
    assert pull("langgraph-api==0.16.7", target=target)["x-source"]["version"] == "0.16.7"
    assert pull(None, target=target)["x-source"]["version"] == "0.16.7"
    for command in commands:
        assert command[1:4] == ["-m", "pip", "download"]
        assert {"--no-deps", "--only-binary"} < set(command)
        assert command[-1] == "langgraph-api==0.16.7"


def no_wheel(command: list[str], folder: Path) -> int:
    return 1


def two_wheels(command: list[str], folder: Path) -> int:
    (folder / "a.whl").touch()
    (folder / "b.whl").touch()
    return 0


def broken_wheel(command: list[str], folder: Path) -> int:
    (folder / "a.whl").write_bytes(b"no archive")
    return 0


def empty_wheel(command: list[str], folder: Path) -> int:
    zipfile.ZipFile(folder / "a.whl", "w").close()
    return 0


def swollen_wheel(command: list[str], folder: Path) -> int:
    with zipfile.ZipFile(folder / "a.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr("openapi.json", b" " * (LARGEST + 1))
    return 0


@pytest.mark.parametrize(
    ("bring", "reason"),
    [
        (no_wheel, r"pip found no wheel of langgraph-api==0\.0\.0"),
        (two_wheels, "pip brought 2 wheels instead of one"),
        (broken_wheel, r"a\.whl holds no openapi\.json"),
        (empty_wheel, r"a\.whl holds no openapi\.json"),
        (swollen_wheel, f"has more than {LARGEST} bytes"),
    ],
)
def test_a_bad_wheel_is_refused(
    bring: Callable[[list[str], Path], int], reason: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small archive may hold a large file: it is read no further than the bound."""

    def download(command: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        folder = Path(command[command.index("--dest") + 1])
        return subprocess.CompletedProcess(command, bring(command, folder))

    monkeypatch.setattr(subprocess, "run", download)
    refused("langgraph-api==0.0.0", reason, target)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not JSON"),
        (b"<html>", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON|nested too deeply"),
        (DEEP, "nested too deeply|is not JSON"),
        (b"[]", "is a JSON list, not an object"),
        (b"null", "is a JSON NoneType, not an object"),
        (b"{}", "not an OpenAPI 3 document: openapi is None"),
        (b'{"openapi": "2.0", "paths": {"/": {}}}', "not an OpenAPI 3 document"),
        (b'{"openapi": "3.1.0"}', "has no paths"),
        (b'{"openapi": "3.1.0", "paths": []}', "has no paths"),
        (b" " * (LARGEST + 1), f"has more than {LARGEST} bytes"),
    ],
)
def test_a_bad_document_is_refused(content: bytes, reason: str, tmp_path: Path, target: Path) -> None:
    """Whatever a file holds, the error says what is wrong with it."""
    (tmp_path / "theirs.json").write_bytes(content)
    refused(str(tmp_path / "theirs.json"), reason, target, version="0.16.7")


def test_odd_shapes_are_passed_on() -> None:
    """Where a document is not what it should be, the build says so; the pull does not fall over it."""
    shapes: list[dict[str, Any]] = [
        {"paths": {"/a": []}},
        {"paths": {"/a": {"get": []}}},
        {"components": []},
        {"components": {"schemas": []}},
        {
            "components": {
                "schemas": {"A": [], "B": {"properties": []}, "C": {"properties": {"graph_id": []}}}
            }
        },
    ]
    for odd in shapes:
        document = {"openapi": "3.1.0", "paths": {"/b": {}}} | odd
        facts = distil(Source(json.dumps(document).encode(), "1.2.3"))
        del facts["x-source"]
        assert facts == document


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, "/openapi.json answered 404"),
        ({"/openapi.json": (307, b"")}, "/openapi.json answered 307"),
        ({"/openapi.json": (200, SOURCE)}, "/info answered 404"),
        ({"/openapi.json": (200, SOURCE), "/info": (200, b"{}")}, "does not tell the server's version"),
        ({"/openapi.json": (200, SOURCE), "/info": (200, b"[]")}, "does not tell the server's version"),
        ({"/openapi.json": (200, SOURCE), "/info": (200, b"<")}, "does not tell the server's version"),
        ({"/openapi.json": (200, SOURCE), "/info": (200, b'{"version": "../x"}')}, "'../x' is not a version"),
        ({"/openapi.json": (200, SOURCE), "/info": (200, b'{"version": 1}')}, "1 is not a version"),
        ({"/openapi.json": (200, b" " * (LARGEST + 1))}, f"answered more than {LARGEST} bytes"),
    ],
)
def test_a_bad_server_is_refused(answers: dict[str, tuple[int, bytes]], reason: str, target: Path) -> None:
    """A redirect is not followed, since it may lead anywhere."""
    with serving(answers) as url:
        refused(url, reason, target)


@pytest.mark.parametrize(
    ("origin", "version", "reason"),
    [
        ("http://127.0.0.1:1", None, "http://127.0.0.1:1/openapi.json: "),
        ("http://[", None, r"http://\[/openapi.json: "),
        ("nowhere.json", None, "give --version"),
        ("nowhere.json", "1.0", "nowhere.json: No such file"),
        ("langgraph-api==", None, "'' is not a version"),
        ("langgraph-api==1.0 --index-url=x", None, "is not a version"),
        ("langgraph-api==latest", None, "'latest' is not a version"),
        ("langgraph-api==1" + "0" * 40, None, "is not a version"),
    ],
)
def test_a_bad_origin_is_refused(origin: str, version: str | None, reason: str, target: Path) -> None:
    """Before anything is asked of anybody, where that is possible."""
    refused(origin, reason, target, version=version)


def test_without_a_record_the_version_has_to_be_said(tmp_path: Path) -> None:
    """The first pull of all has nothing to go by."""
    for content in (None, "{}", "[", '{"x-source": 1}'):
        if content is not None:
            (tmp_path / "upstream.json").write_text(content)
        with pytest.raises(PullError, match="records no version; say which"):
            pull(None, target=tmp_path / "upstream.json")


def test_a_write_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    """Neither the document nor a half of it."""
    (tmp_path / "theirs.json").write_bytes(SOURCE)
    taken = tmp_path / "upstream.json"
    taken.mkdir()
    (taken / "inside").touch()
    with pytest.raises(OSError, match="upstream"):
        pull(str(tmp_path / "theirs.json"), version="1.0", target=taken)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["theirs.json", "upstream.json"]


def test_the_command_says_what_it_has_and_what_went_wrong(
    tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line each, with the status that a script goes by."""
    (tmp_path / "theirs.json").write_bytes(SOURCE)
    theirs = str(tmp_path / "theirs.json")
    assert main([theirs, "--version", "0.16.7"], target) == 0
    digest = hashlib.sha256(SOURCE).hexdigest()[:12]
    assert capsys.readouterr().out == f"upstream.json: langgraph-api 0.16.7, 2 operations, sha256 {digest}\n"
    assert main([theirs], target) == 1
    assert capsys.readouterr().err == "pull: a file does not tell the server's version; give --version\n"


def refused(origin: str, reason: str, target: Path, *, version: str | None = None) -> None:
    """Assert that the pull fails for this reason and leaves everything as it was."""
    before = {path: path.read_bytes() for path in target.parent.iterdir()}
    with pytest.raises(PullError, match=reason):
        pull(origin, version=version, target=target)
    assert {path: path.read_bytes() for path in target.parent.iterdir()} == before
