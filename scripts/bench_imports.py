"""What a program pays before its first call: time and memory to import, distributions to install."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution

from bench_tools import Row, Table
from packaging.requirements import Requirement

# Httpx loads these for its command line, where another package brought them; a base install has them not.
_HIDDEN = "import sys; sys.modules.update(dict.fromkeys(['click', 'rich', 'pygments']))"
_MEASURED = """
import time
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
before, begin = resident(), time.process_time()
{work}
print(time.process_time() - begin, resident() - before)
"""
_WORKS = {
    "import httpx": "import httpx",
    "cronwright, a client made": "from cronwright import get_sync_client; get_sync_client()",
    "cronwright, ready to send": "from cronwright import get_sync_client; get_sync_client().crons._shell",
    "langgraph_sdk, a client made": "from langgraph_sdk import get_sync_client; get_sync_client()",
}
_WANTED = {"cronwright, a client made": "at most 1.15, and a third of the SDK's"}
ROUNDS = 15


def _run(work: str) -> tuple[float, int]:
    program = f"{_HIDDEN}\n{_MEASURED.format(work=work)}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seconds, taken = done.stdout.split()
    return float(seconds), int(taken)


def imports() -> Table:
    """Processor time and memory in fresh interpreters, in turn."""
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in _WORKS}
    for _ in range(ROUNDS):
        for name, work in _WORKS.items():
            found[name].append(_run(work))
    seconds = {name: statistics.median(s for s, _ in each) for name, each in found.items()}
    memory = {name: statistics.median(k for _, k in each) for name, each in found.items()}
    base = seconds["import httpx"]
    rows = [
        Row(
            name,
            f"{each * 1000:.0f} ms, {memory[name] / 1e6:.0f} MB",
            f"{each / base:.2f}",
            _WANTED.get(name, ""),
        )
        for name, each in seconds.items()
    ]
    how = f"Processor time and memory in a fresh interpreter; the median of {ROUNDS}, in turn."
    return Table("Import", how, rows)


def weight() -> Table:
    """The distributions that an install brings, and the size of their files."""
    rows = []
    for name in ("httpx", "cronwright", "langgraph-sdk"):
        brought = set(_closure(name))
        size = sum(_size(each) for each in brought)
        wanted = "below 10" if name == "cronwright" else ""
        rows.append(Row(name, f"{len(brought)} distributions, {size / 1e6:.1f} MB", "", wanted))
    how = "What `pip install` of each brings, itself included, by the metadata of what is installed here."
    return Table("Weight", how, rows)


def _closure(name: str) -> Iterator[str]:
    waiting, seen = [Requirement(name)], set()
    while waiting:
        requirement = waiting.pop()
        key = requirement.name.lower().replace("_", "-")
        if key in seen:
            continue
        seen.add(key)
        yield key
        for text in distribution(key).requires or ():
            needed = Requirement(text)
            extras = requirement.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed)


def _size(name: str) -> int:
    # The project itself is installed editable here; its files are counted where they are.
    if name == "cronwright":
        from pathlib import Path

        root = Path(__file__).parents[1]
        folders = [root / "wrapper" / "cronwright", root / "generated" / "agent_server_api"]
        return sum(file.stat().st_size for folder in folders for file in folder.rglob("*.py"))
    files = distribution(name).files or ()
    return sum(file.locate().stat().st_size for file in files if file.locate().exists())  # type: ignore[attr-defined]
