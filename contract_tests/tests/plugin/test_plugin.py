"""The suite under pytest: by `--pyargs`, and as a plugin in someone else's project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from cronwright.embedded import EmbeddedServer

from ..small import agent_like, small_server

PYARGS = ("--pyargs", "cronwright_contract")


def run_pytest(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """pytest in a folder of someone else's: nothing of this project's configuration holds there."""
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("LANG", "PYTEST"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={**outside, "XDG_STATE_HOME": str(folder / "state"), **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_0_where_nothing_is_found(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """An item for each check, and the summary of the run at the end."""
    done = run_pytest(
        tmp_path, *PYARGS, "--base-url", agent_server.url, "--check", "system.*", "--seed", "7", "-v"
    )
    assert done.returncode == 0, done.stdout
    assert "test_contract.py::test_contract[system.answers] PASSED" in done.stdout
    assert "cronwright contract: quick, seed 7" in done.stdout
    assert re.search(r"0 findings in \d+ cases, 4 operations reached, \d+ s, seed 7", done.stdout)


def test_1_where_the_server_breaks_the_contract(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """The failure is the finding, in words and as a line of curl, with no frames of ours."""
    (tmp_path / "none.yaml").write_text("deviations: []\n")
    done = run_pytest(
        *(tmp_path, *PYARGS, "--base-url", agent_server.url, "--check", "operations.system"),
        *("--baseline", "none.yaml", "--report", "out"),
    )
    assert done.returncode == 1, done.stdout
    assert "What the contract forbids is refused. (accepts_bad, operations.system)" in done.stdout
    assert "curl -sS" in done.stdout
    assert "Traceback" not in done.stdout
    assert (tmp_path / "out" / "junit.xml").is_file()


def test_known_deviations_are_notes(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """They fail nothing, and stand in the summary with their reasons."""
    done = run_pytest(tmp_path, *PYARGS, "--base-url", agent_server.url, "--check", "operations.system")
    assert done.returncode == 0, done.stdout
    assert re.search(r"^known: [\w-]+, \d+ times: .+", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--base-url", "http://127.0.0.1:9"), "http://127.0.0.1:9 does not answer"),
        (("--header", "x-api-key: s3cret"), "LANGGRAPH_API_KEY"),
    ],
)
def test_2_where_it_could_not_be_run(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    """Not a failure: the reason is in the last lines."""
    done = run_pytest(tmp_path, *PYARGS, *arguments)
    assert done.returncode == 2, done.stdout
    assert says in done.stdout
    assert "s3cret" not in done.stdout + done.stderr


def test_what_is_not_allowed_is_skipped_with_its_reason(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """A read-only run of a check that writes."""
    done = run_pytest(
        *(tmp_path, *PYARGS, "--base-url", agent_server.url, "--profile", "read-only", "-rs"),
        *("--check", "threads.stored", "--check", "system.*"),
    )
    assert done.returncode == 0, done.stdout
    assert "not allowed: writes" in done.stdout


def test_the_command_and_pytest_send_the_same_requests(tmp_path: Path) -> None:
    """With the same seed, on two fresh servers: each method, path and body, ids apart.

    Also where the one runs in CI, for which hypothesis has settings of its own.
    """
    asked = ("--seed", "11", "--check", "system.*", "--check", "threads.stored", "--check", "store.stored")
    command = Path(sys.executable).with_name("cronwright")
    done = subprocess.run(
        [command, "contract", "run", *asked, "--report", tmp_path / "by the command"],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
    )
    assert done.returncode == 0, done.stdout
    done = run_pytest(tmp_path, *PYARGS, *asked, "--report", "by pytest", CI="true")
    assert done.returncode == 0, done.stdout
    first, second = (requests(tmp_path / name) for name in ("by the command", "by pytest"))
    assert len(first) > 50
    assert first == second


def requests(report: Path) -> list[tuple[str, str, str]]:
    """What a run sent, by its HAR, without what differs from run to run: ids, ports and the run's name."""
    entries = orjson.loads((report / "run.har").read_bytes())["log"]["entries"]
    sent = [entry["request"] for entry in entries]
    return [
        (request["method"], same(request["url"]), same(request.get("postData", {}).get("text", "")))
        for request in sent
    ]


def same(text: str) -> str:
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", text)
    text = re.sub(r"\b[0-9a-f]{12}\b", "RUN", text)
    return re.sub(r"127\.0\.0\.1:\d+", "SERVER", text)


CONFTEST = """
import pytest

pytest_plugins = ["cronwright_contract.plugin"]


@pytest.fixture(scope="session")
def contract_base_url():
    return {url!r}
"""
MODULE = """
from cronwright_contract.test_contract import test_contract


def test_of_their_own():
    assert True
"""


def project(folder: Path, url: str, *more: str) -> Path:
    (folder / "conftest.py").write_text(CONFTEST.format(url=url) + "\n".join(more))
    (folder / "test_server.py").write_text(MODULE)
    return folder


def test_in_a_project_of_someone_else(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """Two lines and a fixture that names their server; their own tests run beside it."""
    done = run_pytest(project(tmp_path, agent_server.url), "--contract-check", "system.*", "-v")
    assert done.returncode == 0, done.stdout
    assert "test_server.py::test_contract[system.answers] PASSED" in done.stdout
    assert "test_server.py::test_of_their_own PASSED" in done.stdout


def test_a_project_keeps_its_own_tests_when_the_server_is_away(tmp_path: Path) -> None:
    """The suite's item fails with the reason, theirs run."""
    done = run_pytest(project(tmp_path, "http://127.0.0.1:9"), "--check", "system.*")
    assert done.returncode == 1, done.stdout
    assert "does not answer" in done.stdout
    assert "1 passed, 1 error" in done.stdout


def test_an_option_that_another_plugin_has_stays_that_ones(
    agent_server: EmbeddedServer, tmp_path: Path
) -> None:
    """`--seed` is theirs then, and ours is `--contract-seed`; theirs may come before us or after."""
    theirs = """
def pytest_addoption(parser):
    parser.addoption("--seed", dest="theirs")
    parser.addoption("--profile", dest="profile", default="theirs")
"""
    (tmp_path / "their_plugin.py").write_text(theirs)
    done = run_pytest(
        *(project(tmp_path, agent_server.url), "-p", "their_plugin", "--check", "system.*"),
        *("--contract-seed", "8", "--seed", "theirs"),
        PYTHONPATH=str(tmp_path),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "quick, seed 8" in done.stdout


@pytest.mark.parametrize("early", [True, False], ids=["we come first", "they come first"])
def test_beside_pytest_base_url(agent_server: EmbeddedServer, tmp_path: Path, early: bool) -> None:
    """Its `--base-url` serves both; it is registered by its entry point, before or after us."""
    package = tmp_path / "pytest_base_url"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "plugin.py").write_text(
        "def pytest_addoption(parser):\n    parser.addoption('--base-url', dest='base_url')\n"
    )
    info = tmp_path / "pytest_base_url-2.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pytest-base-url\nVersion: 2.1.0\n")
    (info / "entry_points.txt").write_text("[pytest11]\nbase_url = pytest_base_url.plugin\n")
    done = run_pytest(
        *(tmp_path, *(("-p", "cronwright_contract.plugin") if early else ()), *PYARGS),
        *("--base-url", agent_server.url, "--check", "system.*"),
        PYTHONPATH=str(tmp_path),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert agent_server.url in done.stdout


def test_who_merely_installs_us_gets_no_options(tmp_path: Path) -> None:
    """Nor is anything of the suite loaded into their pytest but one small module."""
    done = run_pytest(tmp_path, "--help")
    assert "--contract-seed" not in done.stdout
    (tmp_path / "test_it.py").write_text(
        "import sys\ndef test_it():\n"
        "    ours = {m for m in sys.modules if m.startswith(('cronwright', 'schemathesis.specs'))}\n"
        "    assert ours == {'cronwright_contract', 'cronwright_contract.pyargs'}\n"
    )
    done = run_pytest(tmp_path, "-p", "no:schemathesis")
    assert done.returncode == 0, done.stdout


def test_a_server_that_becomes_ill_ends_the_run(tmp_path: Path) -> None:
    """Exit 2 with the reason, and the reports of what there was."""

    def tired(method: str, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        return (429, None) if path == "/ok" else agent_like()(method, path, headers)

    with small_server(tired) as small:
        done = run_pytest(
            *(tmp_path, *PYARGS, "--base-url", small.url, "--check", "system.answers", "--report", "out"),
        )
    assert done.returncode == 2, done.stdout
    assert "429 and asks to wait 3600 s" in done.stdout
    assert (tmp_path / "out" / "report.html").is_file()
