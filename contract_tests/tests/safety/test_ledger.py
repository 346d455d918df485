"""The ledger: what a run made, for whoever comes after it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from cronwright_contract.broken import Blocked
from cronwright_contract.wire.ledger import Ledger, bare_url, kept_ledgers, ledger_folder

URL = "http://127.0.0.1:8123"


def test_a_ledger_stands_in_the_user_s_folder_for_state(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert ledger_folder() == tmp_path / "cronwright" / "contract"
    monkeypatch.delenv("XDG_STATE_HOME")
    assert ledger_folder() == Path.home() / ".local" / "state" / "cronwright" / "contract"


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("http://user:pass@host:8123/", "http://host:8123"),
        ("HTTPS://Host/base/?key=secret#x", "https://host/base"),
        ("http://[::1]:8123", "http://[::1]:8123"),
    ],
)
def test_a_url_is_named_without_secrets_and_in_one_form(url: str, bare: str) -> None:
    assert bare_url(url) == bare


def test_a_ledger_of_a_run_that_lives_is_left_alone(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, "run", URL)
    assert list(kept_ledgers(tmp_path, URL)) == []
    ledger.close()
    assert [kept.run for kept in kept_ledgers(tmp_path, URL)] == ["run"]


def test_the_ledger_of_another_process_counts_as_over_once_that_is_dead(tmp_path: Path) -> None:
    """Also if it was killed: the system lets go of its lock."""
    code = (
        "import sys, time; from pathlib import Path; from cronwright_contract.wire.ledger import Ledger\n"
        f"ledger = Ledger(Path(sys.argv[1]), 'other', {URL!r}); ledger.intends('thread', 'x')\n"
        "print(flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert list(kept_ledgers(tmp_path, URL)) == []
        other.kill()
        other.wait()
    assert [kept.ids for kept in kept_ledgers(tmp_path, URL)] == [{"x": "thread"}]


def test_ledgers_of_other_servers_are_left_alone(tmp_path: Path) -> None:
    Ledger(tmp_path, "one", URL).close()
    Ledger(tmp_path, "two", "http://elsewhere").close()
    assert [kept.run for kept in kept_ledgers(tmp_path, URL + "/")] == ["one"]


def test_what_is_gone_is_not_kept(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, "run", URL)
    ledger.intends("cron", None)
    ledger.made("cron", "a")
    ledger.intends("thread", "b")
    ledger.made("thread", "b")
    ledger.gone("thread", "b")
    assert ledger.ids == {"a": "cron"}
    ledger.close()
    (kept,) = kept_ledgers(tmp_path, URL)
    assert kept.ids == {"a": "cron"}


def test_a_last_line_that_was_cut_does_not_matter(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, "run", URL)
    ledger.made("cron", "a")
    ledger.close()
    with ledger.path.open("a") as file:
        file.write('{"made":"cr')
    (kept,) = kept_ledgers(tmp_path, URL)
    assert kept.ids == {"a": "cron"}


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "other.jsonl").write_bytes(b"[1]\nnull\n")
    assert list(kept_ledgers(tmp_path, URL)) == []
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_is_not_there_holds_no_ledgers(tmp_path: Path) -> None:
    assert list(kept_ledgers(tmp_path / "none", URL)) == []


def test_a_line_takes_little_time(tmp_path: Path) -> None:
    """Before each create: it must not be what a run waits for."""
    ledger = Ledger(tmp_path, "run", URL)
    begun = time.perf_counter()
    for number in range(1000):
        ledger.intends("cron", str(number))
    assert time.perf_counter() - begun < 0.5
    ledger.remove()
    assert not ledger.path.exists()


def test_without_a_ledger_there_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Blocked, match="cannot be noted in"):
        Ledger(tmp_path / "file" / "folder", "run", URL)


def test_no_line_holds_a_secret(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, "run", "http://user:secret@host/?api_key=secret")
    ledger.close()
    assert b"secret" not in ledger.path.read_bytes()
    assert orjson.loads(ledger.path.read_bytes())["pid"]
