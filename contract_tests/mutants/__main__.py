"""`python -m mutants UPSTREAM NAME`: plant a breach until Ctrl-C; `--list` names them all."""

from __future__ import annotations

import argparse
import contextlib
import threading

from mutants import Proxy, every, named


def main() -> None:
    """Print the proxy's address and stand before the server; without a NAME nothing is changed."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("upstream", nargs="?", help="address of the real server")
    parser.add_argument("name", nargs="?", help="the breach to plant")
    parser.add_argument("--list", action="store_true", help="name all breaches")
    options = parser.parse_args()
    if options.list:
        for mutant in every():
            print(f"{mutant.name():45} {(mutant.__doc__ or '').splitlines()[0]}")
        return
    if options.upstream is None:
        parser.error("UPSTREAM is missing")
    if options.name is not None and options.name not in {mutant.name() for mutant in every()}:
        parser.error(f"no mutant is named {options.name}; see --list")
    with Proxy(options.upstream, None if options.name is None else named(options.name)) as proxy:
        print(proxy.url, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
