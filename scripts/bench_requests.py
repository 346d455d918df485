"""How many requests a second are drawn, made and judged against the contract, for each method of the wrapper.

What contract_tests/tests/test_requests.py does with each case, counted: hypothesis draws a value for each
argument, 100 subsets of the optional ones follow, and each subset is made a request and judged. Processor
time of one process, so that a busy machine tells the same.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

from bench_tools import Row, Table
from hypothesis import HealthCheck, given, settings

from cronwright_contract.arguments import Method, drawn, methods
from cronwright_contract.document import Contract

CONTRACT = Contract.load(Path(__file__).parents[1] / "openapi" / "agent-server.yaml")
EXAMPLES, SUBSETS = 20, 100
SLOW = [HealthCheck.too_slow]


def seconds(method: Method) -> float:
    """What all cases of one method take, drawing included."""

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=SLOW)
    @given(drawn(method))
    def judge(case: tuple[dict[str, Any], dict[str, Any], random.Random]) -> None:
        required, optional, dice = case
        for _ in range(SUBSETS):
            call = method.call(method.some_of(required, optional, dice))
            assert not CONTRACT.faults_of(call)

    before = time.process_time()
    judge()
    return time.process_time() - before


def requests() -> Table:
    """For each method of the wrapper."""
    rows, cases, total = [], 0, 0.0
    for method in methods():
        taken = seconds(method)
        cases, total = cases + EXAMPLES * SUBSETS, total + taken
        rows.append(Row(method.name, f"{EXAMPLES * SUBSETS / taken:,.0f} a second", "", "at least 2,000"))
    rows.append(Row("all", f"{cases / total:,.0f} a second"))
    how = f"Drawn, made and judged against the contract: {EXAMPLES} examples of {SUBSETS} subsets each."
    return Table("The contract suite's requests", how, rows)
