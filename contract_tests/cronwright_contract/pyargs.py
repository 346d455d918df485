"""`pytest --pyargs cronwright_contract`: the plugin joins in time, and only then.

pytest reads the conftest of a package that `--pyargs` names only after the command line (pytest #1596), so
its options would be unknown. This module is loaded into every pytest beside which the suite is installed: it
imports nothing and adds nothing unless the suite is asked for.
"""

from __future__ import annotations

import re

import pytest

_NAMED = re.compile(r"cronwright_contract(\W|$)")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Register the plugin if the arguments name the package."""
    if "--pyargs" in args and any(_NAMED.match(argument) for argument in args):
        early_config.pluginmanager.import_plugin("cronwright_contract.plugin")
