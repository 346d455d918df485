"""What there is: checks and rules in sentences, and the way to the file for Locust."""

from __future__ import annotations

from pathlib import Path

import pytest

from cronwright_contract.check import every_check
from cronwright_contract.rules import RULES

from .conftest import Run


def test_each_check_stands_with_its_sentence_and_what_it_needs(contract: Run) -> None:
    """One line for each, in the order in which they are run."""
    done = contract("checks")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [check.name for check in every_check()]
    for line, check in zip(lines, every_check(), strict=True):
        assert check.title in line
        assert ("--allow-firing" in line) == ("firing" in check.needs)


def test_each_rule_stands_with_its_sentence(contract: Run) -> None:
    """The names are those of the reports and the baselines."""
    lines = contract("rules").output.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)


def test_the_file_for_locust_is_there(contract: Run) -> None:
    """To be put into a command line."""
    assert Path(contract("locustfile").output.strip()).is_file()


@pytest.mark.parametrize("command", ["run", "replay", "sweep", "checks", "rules", "locustfile"])
def test_each_help_has_an_example(contract: Run, command: str) -> None:
    """And fits a terminal of 80 columns."""
    done = contract(command, "--help")
    assert done.exit_code == 0
    assert "Example" in done.output
    assert f"cronwright contract {command}" in done.output
    assert max(map(len, done.output.splitlines())) <= 80
