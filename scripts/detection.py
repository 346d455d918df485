"""Measure the suite: each planted breach in front of the real server, and the server as it is, ten seeds.

    scripts/detection --seeds 10                 every mutant, with the profile quick
    scripts/detection --unmodified --seeds 10    the server as it is: what is found there is false
    scripts/detection --st                       plain `st run` on the same mutants
    scripts/detection --write                    put the table of the last runs into docs/contract.md

Results are kept in .detection/, so that the three can be run one after another, or a part again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from detection_table import KEPT, ST_SECONDS, keep, write

from cronwright.embedded import EmbeddedServer
from cronwright_contract.options import Options
from cronwright_contract.result import Result
from cronwright_contract.run import Session
from mutants.mutant import Mutant, every, named
from mutants.proxy import Proxy

ALL = frozenset({"firing", "runs", "global"})
ON_ONE_SERVER = 12


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", default=["*"], help="mutants to plant (patterns)")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="with the seeds 1 to N")
    parser.add_argument("--first", type=int, default=1, metavar="M", help="begin with the seed M")
    parser.add_argument("--unmodified", action="store_true", help="run the server without any mutant")
    parser.add_argument("--st", action="store_true", help="run schemathesis' own command on the mutants")
    parser.add_argument("--write", action="store_true", help="write docs/contract.md from what is kept")
    options = parser.parse_args()
    if options.write:
        write()
        return 0
    seeds = range(options.first, options.seeds + 1)
    if options.unmodified:
        return unmodified(seeds)
    chosen = [m for m in every() if any(fnmatchcase(m.name(), pattern) for pattern in options.names)]
    return plain(chosen) if options.st else planted(chosen, seeds)


def planted(chosen: list[type[Mutant]], seeds: range) -> int:
    """Run the suite on each mutant until its first finding."""
    wrong: list[str] = []
    for seed in seeds:
        for first in range(0, len(chosen), ON_ONE_SERVER):
            group = chosen[first : first + ON_ONE_SERVER]
            with EmbeddedServer() as server:
                wrong += [f"{each.name()} ({seed})" for each in group if not plant(server.url, each, seed)]
    right = len(chosen) * len(seeds) - len(wrong)
    print(f"{right} of {right + len(wrong)} as they should be; not: {', '.join(wrong) or 'none'}")
    return bool(wrong)


def plant(url: str, mutant: type[Mutant], seed: int) -> bool:
    """Plant one and run until the first finding; whether it is as it should be."""
    begun = time.monotonic()
    # The cases of a check hang on the seed alone, so its own checks find what the whole profile would.
    result = hunted(url, mutant, seed, OF[mutant.resource])
    if not result.findings and mutant.rule is not None:
        result = hunted(url, mutant, seed, ())
    found = result.findings[0] if result.findings else None
    row: dict[str, Any] = {"seconds": round(time.monotonic() - begun, 1), "rule": None, "check": None}
    if found is not None:
        row |= {"seconds": round(found.at, 1), "rule": found.breach.rule, "check": found.check}
        row |= {"operation": found.operation, "message": found.breach.message[:200]}
    keep("suite", f"{mutant.name()} {seed}", row)
    right = (found is not None) == (mutant.rule is not None)
    told = f"{row['check']}: {row['rule']}" if found else "; ".join(result.blocked) or "nothing"
    mark = "ok   " if right else "WRONG"
    print(f"{mark} {seed:3} {mutant.name():48} {row['seconds']:6.1f} s  {told}", flush=True)
    return right


def hunted(url: str, mutant: type[Mutant], seed: int, checks: tuple[str, ...]) -> Result:
    with Proxy(url, named(mutant.name())) as proxy:
        options = Options(proxy.url, seed=seed, allow=ALL, stop_at_first=True, checks=checks, ledgers=KEPT)
        return Session(options).run()


def unmodified(seeds: range) -> int:
    """Run the suite on the server as it is; whatever is found is false."""
    false = 0
    for seed in seeds:
        with EmbeddedServer() as server:
            result = Session(Options(server.url, seed=seed, allow=ALL, ledgers=KEPT)).run()
        false += len(result.findings) + len(result.blocked)
        sent = sum(tally.sent for tally in result.operations.values())
        row = {
            "seconds": round(result.seconds, 1),
            "requests": sent,
            "found": [
                f"{f.check}: {f.operation} {f.breach.rule} {f.breach.place}: {f.breach.message[:200]}"
                for f in result.findings
            ],
            "blocked": list(result.blocked),
            "known": len(result.known),
            "vanished": [known.id for known in result.vanished],
            "cut": [check.name for check in result.checks if check.cut],
        }
        keep("unmodified", str(seed), row)
        print(f"seed {seed}: {row}", flush=True)
    return bool(false)


def plain(chosen: list[type[Mutant]]) -> int:
    """Run `st run` as its own documentation has it: the served document, all phases, no configuration."""
    usual: dict[str, set[str]] = {}
    for mutant in chosen:
        tag = mutant.resource
        if tag not in usual:
            # Longer, so that what is new with a mutant is the mutant's.
            usual[tag] = st_failures(tag, None, ST_SECONDS * 3)
        begun = time.monotonic()
        new = st_failures(tag, mutant, ST_SECONDS) - usual[tag]
        row = {"seconds": round(time.monotonic() - begun, 1), "found": sorted(new)}
        keep("st", mutant.name(), row)
        told = "; ".join(sorted(new))[:150]
        mark = "found " if new else "missed"
        print(f"{mark} {mutant.name():48} {row['seconds']:6.1f} s  {told}", flush=True)
    return 0


OF = {
    "crons": ("crons.*", "operations.crons"),
    "threads": ("threads.*", "state.copied", "operations.threads"),
    "state": ("state.*", "operations.threads"),
    "assistants": ("assistants.*", "operations.assistants"),
    "runs": ("runs.*", "operations.runs"),
    "streams": ("streams.*", "operations.runs", "operations.threads"),
    "store": ("store.*", "operations.store"),
    "system": ("system.*", "operations.system"),
}
PATHS = {
    "crons": "crons",
    "threads": "^/threads(/search|/count|/prune|/\\{thread_id\\}(/copy)?)?$",
    "state": "/(state|history)",
    "assistants": "^/assistants",
    "runs": "/runs",
    "streams": "stream",
    "store": "^/store",
    "system": "^/(ok|info|metrics|docs)$",
}


def st_failures(resource: str, mutant: type[Mutant] | None, seconds: int) -> set[str]:
    """The unique failures of one run, on a server of its own: the run deletes what it meets."""
    KEPT.mkdir(exist_ok=True)
    report = KEPT / "st.ndjson"
    with (
        EmbeddedServer() as server,
        Proxy(server.url, None if mutant is None else named(mutant.name())) as proxy,
    ):
        command = [
            *(
                str(Path(sys.executable).with_name("st")),
                "run",
                f"{proxy.url}/openapi.json",
                "--url",
                proxy.url,
            ),
            *("--include-path-regex", PATHS[resource], "-n", "10", "--seed", "1", "--continue-on-failure"),
            *("--request-timeout", "2", "--max-time", str(seconds), "--report-ndjson-path", str(report)),
        ]
        subprocess.run(command, cwd=KEPT, capture_output=True, timeout=seconds * 4, check=False)
    failures = set()
    for line in report.read_text(encoding="utf-8").splitlines():
        failures |= set(_failures(json.loads(line)))
    return failures


def _failures(node: Any, operation: str = "") -> list[str]:
    """Every failure in an event, as operation, check and title."""
    if isinstance(node, list):
        return [failure for item in node for failure in _failures(item, operation)]
    if not isinstance(node, dict):
        return []
    label = node.get("label")
    operation = label if isinstance(label, str) else operation
    found = []
    if node.get("status") == "failure" and isinstance(node.get("failure_info"), dict):
        failure = node["failure_info"].get("failure", {})
        found.append(
            f"{operation} {node.get('name', '')} {failure.get('title', '')} {failure.get('status_code', '')}"
        )
    return found + [each for value in node.values() for each in _failures(value, operation)]


if __name__ == "__main__":
    sys.exit(main())
