"""`cronwright contract run`: its exit codes with their reasons, and what it shows to nobody."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import yaml

from cronwright.embedded import EmbeddedServer
from cronwright_contract.shipped import contract_path

from ..small import agent_like, small_server
from .conftest import Run

KEY = "lsv2_pt_5ecret5ecret5ecret_0123456789"


@pytest.fixture
def no_baseline(tmp_path: Path) -> Path:
    """A baseline that knows of nothing: the real server then has findings enough."""
    path = tmp_path / "none.yaml"
    path.write_text("deviations: []\n")
    return path


def test_0_where_nothing_is_found(contract: Run, agent_server: EmbeddedServer) -> None:
    """The last line is the verdict, with the seed by which the run is repeated."""
    done = contract("run", "--base-url", agent_server.url, "--check", "system.*", "--seed", "77")
    assert done.exit_code == 0, done.output
    verdict = done.output.splitlines()[-1]
    assert verdict.startswith("green")
    assert "0 findings" in verdict
    assert "seed 77" in verdict


def test_1_where_the_server_breaks_the_contract(
    contract: Run, agent_server: EmbeddedServer, no_baseline: Path
) -> None:
    """Each finding has its rule in words, and a line of curl that repeats it."""
    done = contract(
        *("run", "--base-url", agent_server.url, "--check", "operations.system"),
        *("--baseline", str(no_baseline), "--seed", "1"),
    )
    assert done.exit_code == 1, done.output
    assert "What the contract forbids is refused." in done.output
    assert "curl -sS -i" in done.output
    assert f"{agent_server.url}/metrics" in done.output
    assert done.output.splitlines()[-1].startswith("red")


def test_the_first_finding_is_enough(contract: Run, agent_server: EmbeddedServer, no_baseline: Path) -> None:
    """`--fail-fast` stops there: one finding, and no word about what was not reached."""
    done = contract(
        *("run", "--base-url", agent_server.url, "--check", "operations.s*", "--fail-fast", "--json"),
        *("--baseline", str(no_baseline), "--seed", "1"),
    )
    assert done.exit_code == 1, done.output
    result = orjson.loads(done.stdout)
    assert len(result["findings"]) == 1
    assert result["blocked"] == []


def test_2_where_nobody_listens(contract: Run) -> None:
    """The reason names the server."""
    done = contract("run", "--base-url", "http://127.0.0.1:9")
    assert done.exit_code == 2
    assert "http://127.0.0.1:9 does not answer" in done.output


@pytest.mark.parametrize("status", [401, 403])
def test_2_where_the_key_is_refused(contract: Run, status: int) -> None:
    """The reason says where a key is taken from."""
    with small_server(lambda *_: (status, {"detail": "no"})) as small:
        done = contract("run", "--base-url", small.url)
    assert done.exit_code == 2
    assert f"{status}: set LANGGRAPH_API_KEY" in done.output


def test_2_where_there_is_no_such_assistant(contract: Run, agent_server: EmbeddedServer) -> None:
    """The reason names those that there are."""
    done = contract("run", "--base-url", agent_server.url, "--assistant", "nobody")
    assert done.exit_code == 2
    assert "no graph 'nobody' on the server; it has agent" in done.output


def test_2_where_it_is_no_agent_server(contract: Run) -> None:
    """Any web server answers something."""
    with small_server(lambda *_: (404, "nothing here")) as small:
        done = contract("run", "--base-url", small.url)
    assert done.exit_code == 2
    assert "is it an Agent Server?" in done.output


@pytest.mark.parametrize(
    ("search", "says"),
    [
        ((200, []), "the server has no assistant; deploy a graph"),
        ((500, {"detail": "out of order"}), 'POST /assistants/search answers 500: {"detail":"out of order"}'),
        ((200, {"rows": []}), "POST /assistants/search answers 200"),
    ],
)
def test_2_where_no_assistant_can_be_found(contract: Run, search: tuple[int, object], says: str) -> None:
    """The reason is what the server said."""
    usual = agent_like()
    with small_server(lambda *asked: search if asked[1] == "/assistants/search" else usual(*asked)) as small:
        done = contract("run", "--base-url", small.url)
    assert done.exit_code == 2
    assert says in done.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--header", "x-api-key: " + KEY), "LANGGRAPH_API_KEY"),
        (("--header", "authorization: " + KEY), "${VARIABLE}"),
        (("--budget", "soon"), "--budget soon"),
        (("--rate", "fast"), "--rate fast"),
        (("--base-url", "localhost:8123"), "no http:// or https:// URL"),
    ],
)
def test_2_where_an_option_cannot_be(contract: Run, arguments: tuple[str, str], says: str) -> None:
    """Before anything is started or sent, and without the key."""
    done = contract("run", *arguments)
    assert done.exit_code == 2
    assert says in done.output
    assert KEY not in done.output


@pytest.mark.parametrize("content", ["{", "[]", "paths: 1", "openapi: 3.1.0", "\0", "paths: {/x: {get: {}}}"])
def test_2_where_the_document_is_none(contract: Run, tmp_path: Path, content: str) -> None:
    """One sentence, no traceback."""
    path = tmp_path / "document.yaml"
    path.write_text(content)
    done = contract("run", "--base-url", "http://127.0.0.1:9", "--document", str(path))
    assert done.exit_code == 2
    assert "no OpenAPI document to judge by" in done.output


def test_2_where_the_baseline_is_none(contract: Run, agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """The reason says what is wrong with it."""
    path = tmp_path / "baseline.yaml"
    path.write_text("deviations: [{id: x}]\n")
    done = contract("run", "--base-url", agent_server.url, "--baseline", str(path))
    assert done.exit_code == 2
    assert "the baseline cannot be used: baseline.yaml" in done.output


@pytest.mark.parametrize(
    ("pattern", "says"),
    [("nothing.*", "none has a name like that"), ("crons.fires", "crons.fires is not allowed: firing, runs")],
)
def test_2_where_no_check_was_run(
    contract: Run, agent_server: EmbeddedServer, pattern: str, says: str
) -> None:
    """What looked at nothing is not green."""
    done = contract("run", "--base-url", agent_server.url, "--check", pattern)
    assert done.exit_code == 2, done.output
    assert says in done.output


def test_2_where_no_report_can_be_written(contract: Run, tmp_path: Path) -> None:
    """Before anything is sent."""
    path = tmp_path / "file"
    path.write_text("")
    with small_server(agent_like()) as small:
        done = contract("run", "--base-url", small.url, "--report", str(path / "in a file"))
        assert done.exit_code == 2, done.output
        assert "--report" in done.output
        assert small.asked == []


def test_the_key_is_sent_and_shown_to_nobody(
    contract: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on the screen, in no report and in no JSON, though the server answers with it."""
    monkeypatch.setenv("LANGGRAPH_API_KEY", KEY)
    monkeypatch.setenv("TOKEN", "t0ken-t0ken-t0ken")
    like = agent_like()

    def telling(method: str, path: str, headers: dict[str, str]) -> tuple[int, object]:
        if path in ("/info", "/assistants/search"):
            return like(method, path, headers)
        token = headers.get("x-tenant-auth", "").removeprefix("Bearer ")
        return 500, {"detail": f"{headers.get('x-api-key')} and {token}"}

    report = tmp_path / "report"
    with small_server(telling) as small:
        done = contract(
            *("run", "--base-url", small.url, "--check", "system.*", "--report", str(report), "--json"),
            *("--header", "x-tenant-auth: Bearer ${TOKEN}", "--seed", "1"),
        )
        sent = [headers for _, path, headers in small.asked if path == "/ok"]
    assert done.exit_code == 1, done.output
    assert sent[0]["x-api-key"] == KEY
    assert sent[0]["x-tenant-auth"] == "Bearer t0ken-t0ken-t0ken"
    written = [file for file in report.rglob("*") if file.is_file()]
    assert len(written) > 4
    for text in (done.stdout, done.stderr, *(file.read_text() for file in written)):
        assert KEY not in text
        assert "t0ken-t0ken-t0ken" not in text


def test_a_server_that_becomes_ill_ends_the_run(contract: Run) -> None:
    """Exit 2 with the reason: what it asks for is more patience than the suite has."""

    def tired(method: str, path: str, headers: dict[str, str]) -> tuple[int, object]:
        return (429, None) if path == "/ok" else agent_like()(method, path, headers)

    with small_server(tired) as small:
        done = contract("run", "--base-url", small.url, "--check", "system.answers")
    assert done.exit_code == 2, done.output
    assert "429 and asks to wait 3600 s" in done.output


def test_a_document_with_fewer_operations_leaves_out_their_checks(
    contract: Run, agent_server: EmbeddedServer, tmp_path: Path
) -> None:
    """A user's own document: what it does not speak of is skipped, and said."""
    document = yaml.load(contract_path().read_text(), Loader=yaml.CSafeLoader)
    document["paths"] = {path: item for path, item in document["paths"].items() if "/store" not in path}
    path = tmp_path / "document.json"
    path.write_bytes(orjson.dumps(document))
    done = contract(
        *("run", "--base-url", agent_server.url, "--document", str(path), "--json"),
        *("--check", "store.*", "--check", "system.*"),
    )
    assert done.exit_code == 0, done.output
    skipped = {check["name"]: check["skipped"] for check in orjson.loads(done.stdout)["checks"]}
    assert skipped["store.stored"] == "the document has no store_put_item"
    assert skipped["system.answers"] is None


def test_one_json_document_on_stdout(contract: Run, agent_server: EmbeddedServer) -> None:
    """All else is on stderr, so that a program can read it."""
    done = contract("run", "--base-url", agent_server.url, "--check", "system.*", "--seed", "5", "--json")
    result = orjson.loads(done.stdout)
    assert result["exit_code"] == done.exit_code == 0
    assert result["seed"] == 5
    assert result["operations"]["system_info"]["accepted"] == 2
    assert "green" in done.stderr


def test_what_is_not_allowed_is_said(contract: Run, agent_server: EmbeddedServer) -> None:
    """On a server of others an operation that starts runs is left out, with the reason."""
    done = contract("run", "--base-url", agent_server.url, "--check", "system.*", "--seed", "1", "--json")
    result = orjson.loads(done.stdout)
    assert result["options"]["allow"] == []
    assert result["left_out"]["runs_wait"] == "not allowed: runs"
    assert result["left_out"]["threads_prune"] == "not allowed: global"


def test_without_a_url_a_server_is_started_and_all_is_allowed(contract: Run) -> None:
    """It is ours: firing, runs and what is global are part of the run."""
    done = contract("run", "--check", "system.*", "--seed", "1", "--json")
    assert done.exit_code == 0, done.output
    assert orjson.loads(done.stdout)["options"]["allow"] == ["firing", "global", "runs"]


def test_without_a_server_to_start_it_says_how_to_have_one(
    contract: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Exit 2, with the two ways out."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    done = contract("run")
    assert done.exit_code == 2, done.output
    assert "--base-url" in done.output
