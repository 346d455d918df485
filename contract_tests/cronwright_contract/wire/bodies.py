"""What a body says, in every way in which a server may read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson

MOST_LEVELS = 100
"""A cron that is deeper than 252 is stored, and breaks every search that meets it, everybody's (measured)."""


class TooDeep(Exception):
    """A body that is nested deeper than `MOST_LEVELS`."""


def readings(content: bytes | None) -> list[Any]:
    """The JSON values that a body may be read as; none where no reader makes JSON of it.

    The server parses with orjson, whatever the content type, and the last of two equal keys wins. Another may
    let the first one win, or take NaN or UTF-16.
    """
    if not content:
        return []
    try:
        found = [orjson.loads(content)]
        if content.count(b'"') > 2 * _texts(found[0]):
            found.append(json.loads(content, object_pairs_hook=_first_wins))
    except (ValueError, RecursionError):
        try:
            found = [json.loads(content), json.loads(content, object_pairs_hook=_first_wins)]
        except RecursionError:
            raise TooDeep from None
        except ValueError:
            return []
    if any(_levels(value) > MOST_LEVELS for value in found):
        raise TooDeep
    return found


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The object that a value is, or the objects in the array that it is."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item


def _first_wins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return dict(reversed(pairs))


def _texts(value: Any) -> int:
    """How many texts a value holds, keys among them: fewer than were sent where a key stood twice."""
    count, rest = 0, [value]
    while rest:
        item = rest.pop()
        if isinstance(item, dict):
            count += len(item)
            rest.extend(item.values())
        elif isinstance(item, list):
            rest.extend(item)
        elif isinstance(item, str):
            count += 1
    return count


def _levels(value: Any) -> int:
    deepest, rest = 0, [(value, 1)]
    while rest:
        item, level = rest.pop()
        deepest = max(deepest, level)
        inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        rest.extend((each, level + 1) for each in inner)
    return deepest
