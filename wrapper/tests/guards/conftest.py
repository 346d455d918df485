"""Time, measured where a bound is stated."""

import time
from collections.abc import Callable

import pytest


@pytest.fixture
def benchmark_seconds() -> Callable[[Callable[[], object]], float]:
    """The best of five, in seconds of this process: what else the machine does is not counted."""

    def measure(run: Callable[[], object]) -> float:
        spent = []
        for _ in range(5):
            begin = time.process_time()
            run()
            spent.append(time.process_time() - begin)
        return min(spent)

    return measure
