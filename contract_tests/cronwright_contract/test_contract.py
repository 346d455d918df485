"""The suite as one test, for `--pyargs` and for a module that says

from cronwright_contract.test_contract import test_contract
"""

from __future__ import annotations

from cronwright_contract.check import Check
from cronwright_contract.plugin import Suite


def test_contract(contract_suite: Suite, contract_check: Check | None) -> None:
    """The server passes this check."""
    contract_suite.verify(contract_check)
