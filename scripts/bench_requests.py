"""How many requests a second are drawn, made and judged against the contract, for each method of the wrapper.

What contract_tests/tests/test_requests.py does with each case, counted: hypothesis draws a value for each
argument, 100 subsets of the optional ones follow, and each subset is made a request and judged. Processor
time of one process, so that a busy machine tells the same.
"""

from __future__ import annotations

import random
import time
import warnings
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from cronwright_contract.arguments import Method, drawn, methods, some_of
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
            call = method.call(required | some_of(optional, dice, method.name))
            assert not CONTRACT.faults_of(call)

    before = time.process_time()
    judge()
    return time.process_time() - before


def main() -> None:
    warnings.simplefilter("ignore")
    print(f"\nRequests drawn, made and judged: {EXAMPLES} examples of {SUBSETS} subsets for each method\n")
    cases, total = 0, 0.0
    for method in methods():
        taken = seconds(method)
        cases, total = cases + EXAMPLES * SUBSETS, total + taken
        print(f"{method.name:25} {EXAMPLES * SUBSETS / taken:7.0f} a second")
    print(f"{'all':25} {cases / total:7.0f} a second; at least 2000 are wanted of each")


if __name__ == "__main__":
    main()
