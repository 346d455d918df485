"""Figures, as ratios measured side by side in one process; `--write` puts them into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import platform
import warnings
from importlib.metadata import version
from pathlib import Path

import bench_calls
import bench_imports
import bench_reading
import bench_requests
import bench_streams
import bench_together
from bench_tools import without_environment

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
TABLES = {
    "imports": bench_imports.imports,
    "weight": bench_imports.weight,
    "mock": bench_calls.on_a_mock,
    "loopback": bench_calls.on_loopback,
    "search": bench_calls.searched,
    "reading": bench_reading.reading,
    "streams": bench_streams.streams,
    "together": bench_together.together,
    "requests": bench_requests.requests,
}
_HEAD = """# Benchmarks

Made by `scripts/bench --write`; `scripts/bench NAME...` measures some of: {names}.
What is compared is measured in one process, in turn, round by round, and the median round counts: so the
ratios hold from machine to machine, which the times do not. No test asserts any of them.

Measured on {machine}, Python {python}, httpx {httpx}, orjson {orjson}, langgraph-sdk {sdk}.

"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(TABLES)}; all, if none")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md, from all of them")
    given = parser.parse_args()
    if unknown := set(given.names) - set(TABLES):
        parser.error(f"no such table: {', '.join(sorted(unknown))}")
    if given.write and given.names:
        parser.error("--write takes all of the tables")
    warnings.simplefilter("ignore")
    without_environment()
    texts = []
    for name in given.names or TABLES:
        texts.append(TABLES[name]().text())
        print(texts[-1], flush=True)
    if given.write:
        head = _HEAD.format(
            names=", ".join(f"`{name}`" for name in TABLES),
            machine=f"{platform.machine()}, {platform.system()}",
            python=platform.python_version(),
            httpx=version("httpx"),
            orjson=version("orjson"),
            sdk=version("langgraph-sdk"),
        )
        PAGE.write_text(head + "\n".join(texts), encoding="utf-8")
        print(f"Written to {PAGE.name}")


if __name__ == "__main__":
    main()
