"""Apply an OpenAPI Overlay 1.0 to a document.

Our own, because the one library on offer (oas-patch 0.6.0) queries in another dialect than RFC 9535, takes
`remove: false` for a removal, passes over a target that has gone, and brings twenty distributions.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from jsonpath_rfc9535 import JSONPathError, JSONPathNode, find


class OverlayError(Exception):
    """An overlay that cannot be applied; the message names the action by its number and target."""


def apply(document: Any, overlay: Mapping[str, Any]) -> Any:
    """The document with the overlay's actions applied in their order; neither argument is changed."""
    if not str(overlay.get("overlay", "")).startswith("1.0."):
        raise OverlayError(f"not an Overlay 1.0 document: overlay is {overlay.get('overlay')!r}")
    actions = overlay.get("actions")
    if not isinstance(actions, Sequence) or isinstance(actions, str) or not actions:
        raise OverlayError("an overlay needs a list of at least one action")
    result = deepcopy(document)
    for number, action in enumerate(actions, start=1):
        try:
            _apply_action(result, action)
        except OverlayError as error:
            raise OverlayError(f"action {number}, {action.get('target')}: {error}") from None
    return result


def _apply_action(document: Any, action: Mapping[str, Any]) -> None:
    nodes = _select(document, action.get("target"))
    if action.get("remove", False) is True:
        # From the end, so that no removal moves an array item that is still to go.
        for node in sorted(nodes, key=lambda node: _order(node.location), reverse=True):
            _remove(node)
    elif "update" in action:
        for node in nodes:
            _update(node.value, deepcopy(action["update"]))
    else:
        raise OverlayError("has neither update nor remove")


def _select(document: Any, target: object) -> list[JSONPathNode]:
    if not isinstance(target, str):
        raise OverlayError("target is not text")
    try:
        nodes = list(find(target, document))
    except JSONPathError as error:
        raise OverlayError(f"not an RFC 9535 query: {error}") from None
    # The specification lets this pass. For us it means that the document has moved under a correction.
    if not nodes:
        raise OverlayError("selects nothing: the document has changed, or the query is wrong")
    for node in nodes:
        if not isinstance(node.value, dict | list):
            raise OverlayError(f"selects {node.path()}, which is neither an object nor an array")
    # A query may choose a node twice, as $['a','a'] does.
    return list({node.location: node for node in nodes}.values())


def _remove(node: JSONPathNode) -> None:
    if node.parent is None:
        raise OverlayError("the root cannot be removed")
    container: Any = node.parent.value
    del container[node.location[-1]]


def _update(target: Any, update: Any) -> None:
    """An array takes the update as one more entry; an object takes it in, member by member."""
    if isinstance(target, list):
        target.append(update)
    elif isinstance(update, dict):
        _merge(target, update)
    else:
        raise OverlayError("an object can only be updated by an object")


def _merge(target: dict[str, Any], update: Mapping[str, Any]) -> None:
    for name, value in update.items():
        present = target.get(name)
        if isinstance(present, dict) and isinstance(value, dict):
            _merge(present, value)
        elif isinstance(present, list) and isinstance(value, list):
            present.extend(value)
        else:
            target[name] = value


def _order(location: Sequence[int | str]) -> list[tuple[int, str]]:
    """A key by which locations of names and indices sort, the deeper and the later ones last."""
    return [(step, "") if isinstance(step, int) else (0, step) for step in location]
