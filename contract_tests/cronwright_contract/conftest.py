"""Brings the plugin where pytest is given this folder as a path; `--pyargs` is seen to by `pyargs.py`."""

pytest_plugins = ["cronwright_contract.plugin"]
