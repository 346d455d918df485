"""Planted breaches of the Agent Server's contract, and the proxy that plants them; see README.md."""

from mutants import assistants, runs, state, store, streams, system, threads
from mutants.crons import changes, deletes, form, refusals, searches, stored, time
from mutants.mutant import Kind, Mutant, every, named
from mutants.proxy import Proxy

__all__ = ["Kind", "Mutant", "Proxy", "every", "named"]

# To import a module of mutants registers them.
_CRONS = (changes, deletes, form, refusals, searches, stored, time)
_OTHERS = (assistants, runs, state, store, streams, system, threads)
