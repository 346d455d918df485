"""Ids as a server may read them: every resource of an Agent Server has a UUID."""

from __future__ import annotations

import unicodedata
from uuid import UUID

_SOME_ID = UUID(int=0)


def as_id(value: object) -> UUID | None:
    """The id that a value names; None where it can name nothing, whoever reads it.

    Other forms of a UUID (no dashes, braces, `urn:uuid:`) name the same resource. What only looks like one is
    taken for an id that nobody has.
    """
    if not isinstance(value, str):
        return None
    try:
        return UUID(value)
    except ValueError:
        folded = unicodedata.normalize("NFKC", value)
        digits = sum(letter in "0123456789abcdefABCDEF" for letter in folded)
        return _SOME_ID if digits >= 32 else None
