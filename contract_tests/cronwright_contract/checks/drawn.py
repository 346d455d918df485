"""Values to draw that every server can take: JSON objects, and a few words for filters to meet again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from cronwright.reserved import METADATA as RESERVED
from cronwright_contract.strategies import JSON, TEXT

Strategy = st.SearchStrategy[Any]

# What the server keeps for itself, or takes a meaning from.
_TAKEN = RESERVED | {"graph_id"}
METADATA: Strategy = st.dictionaries(TEXT.filter(lambda key: key not in _TAKEN), JSON, max_size=3)
"""Metadata of any kind."""

# Few, so that searches meet what was written, and some almost the same.
FEW: Strategy = st.dictionaries(
    st.sampled_from(["a", "b"]),
    st.sampled_from([1, 2, "1", "x", None, {"n": 1}, {"n": 1, "m": 2}]),
    max_size=2,
)
"""Metadata out of few words."""


def pages(sorts: Sequence[str], fields: Sequence[str]) -> Strategy:
    """How a search is paged and sorted, and some of the fields to select, as `Query` takes them."""
    return st.fixed_dictionaries(
        {
            "limit": st.sampled_from([1000, 1000, 1, 2, 3]),
            "offset": st.sampled_from([0, 0, 0, 1, 2, 7]),
            "sort_by": st.sampled_from([None, *sorts]),
            "sort_order": st.sampled_from(["asc", "desc"]),
            "select": st.none() | st.lists(st.sampled_from(fields), min_size=1, max_size=4, unique=True),
        }
    )


_NO_DOT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00."), min_size=1, max_size=6
).filter(lambda label: label != "*")
LABELS: Strategy = st.lists(_NO_DOT, min_size=1, max_size=3)
"""The end of a namespace in the store."""
