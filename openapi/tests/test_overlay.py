"""The applier: the specification's own examples, then what only shows at the edges."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import yaml

from cronwright_openapi.overlay import OverlayError, apply

PETS = yaml.safe_load(
    """
    openapi: 3.1.0
    info: {title: Pets, version: 1.0.0}
    tags: [{name: a}]
    paths:
      /:
        get: {}
      /pets:
        x-oai-traits: [paged]
        get:
          parameters:
            - {name: dummy, in: query}
            - {name: filter, in: query, schema: {type: string}}
            - {name: dummy, in: header}
            - {name: filter, in: header}
            - {name: dummy, in: cookie}
        post: {x-safe: true}
    """
)
GET = "$.paths['/pets'].get"


def overlaid(*actions: dict[str, Any], document: Any = PETS) -> Any:
    return apply(document, {"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": actions})


def test_a_structured_overlay_mirrors_the_document() -> None:
    """The specification's first example: an update of the root is merged all the way down."""
    update = {
        "info": {"x-overlay-applied": "structured-overlay"},
        "paths": {
            "/": {"summary": "The root", "get": {"x-rate-limit": 100}},
            "/pets": {"get": {"x-rate-limit": 1}},
        },
    }
    result = overlaid({"target": "$", "update": update})
    assert result["info"] == PETS["info"] | {"x-overlay-applied": "structured-overlay"}
    assert result["paths"]["/"] == {"summary": "The root", "get": {"x-rate-limit": 100}}
    assert result["paths"]["/pets"]["get"]["x-rate-limit"] == 1
    assert result["paths"]["/pets"]["get"]["parameters"] == PETS["paths"]["/pets"]["get"]["parameters"]


def test_targeted_overlays_see_what_those_before_have_done() -> None:
    """The specification's second example: a value is replaced, then another, in the actions' order."""
    result = overlaid(
        {"target": GET, "update": {"description": "new"}},
        {"target": GET, "update": {"description": "updated"}},
        {"target": "$.paths['/pets']", "update": {"post": {"x-safe": False}}},
    )
    assert result["paths"]["/pets"]["get"]["description"] == "updated"
    assert result["paths"]["/pets"]["post"] == {"x-safe": False}


def test_a_wildcard_updates_many_nodes() -> None:
    """The specification's third example: a wildcard and a filter."""
    filtered = "$.paths.*.get.parameters[?@.name=='filter' && @.in=='query']"
    result = overlaid(
        {"target": "$.paths.*.get", "update": {"x-safe": True}},
        {"target": filtered, "update": {"schema": {"$ref": "#/components/schemas/filterSchema"}}},
    )
    assert [item["get"]["x-safe"] for item in result["paths"].values()] == [True, True]
    parameters = result["paths"]["/pets"]["get"]["parameters"]
    assert parameters[1]["schema"] == {"type": "string", "$ref": "#/components/schemas/filterSchema"}
    assert "schema" not in parameters[3]


def test_an_array_takes_one_more_entry() -> None:
    """The specification's fourth example: the update of an array is an entry, whatever it is."""
    result = overlaid({"target": f"{GET}.parameters", "update": {"name": "newParam", "in": "query"}})
    assert result["paths"]["/pets"]["get"]["parameters"][5:] == [{"name": "newParam", "in": "query"}]
    assert overlaid({"target": "$.tags", "update": ["b", "c"]})["tags"] == [{"name": "a"}, ["b", "c"]]


def test_all_array_items_that_fit_are_removed() -> None:
    """The specification's fifth example, with more than one: no removal spoils the next."""
    result = overlaid({"target": "$.paths.*.get.parameters[?@.name == 'dummy']", "remove": True})
    names = [parameter["name"] for parameter in result["paths"]["/pets"]["get"]["parameters"]]
    assert names == ["filter", "filter"]


def test_removal_by_several_names_and_at_several_depths() -> None:
    """What is chosen twice, or lies in what is removed with it, is no error."""
    assert overlaid({"target": "$['tags','info']", "remove": True}).keys() == {"openapi", "paths"}
    assert overlaid({"target": "$.paths['/','/']", "remove": True})["paths"].keys() == {"/pets"}
    assert (
        overlaid({"target": "$.paths..*[?@.name || @.parameters]", "remove": True})["paths"]["/pets"].get(
            "get"
        )
        is None
    )


def test_traits_mark_where_an_overlay_applies() -> None:
    """The specification's sixth example, in RFC 9535: the marked operations get the parameters of paging."""
    paging = [{"name": "top", "in": "query"}, {"name": "skip", "in": "query"}]
    marked = "$.paths[?@['x-oai-traits'][?@ == 'paged']].get"
    result = overlaid({"target": marked, "update": {"parameters": paging}})
    assert result["paths"]["/pets"]["get"]["parameters"][5:] == paging
    assert result["paths"]["/"]["get"] == {}


def test_arrays_within_a_merged_object_are_joined() -> None:
    """Objects merge, arrays follow one another, all else is replaced, also by another kind."""
    before = {"a": {"list": [1], "object": {"x": 1}, "text": "old", "both": [1]}}
    update = {"list": [2], "object": {"y": 2}, "text": "new", "both": {"now": "an object"}, "more": None}
    after = overlaid({"target": "$.a", "update": update}, document=before)
    assert after == {
        "a": {
            "list": [1, 2],
            "object": {"x": 1, "y": 2},
            "text": "new",
            "both": {"now": "an object"},
            "more": None,
        }
    }


def test_remove_goes_before_update_and_false_is_no_removal() -> None:
    """As the specification says of an action that has both."""
    assert "tags" not in overlaid({"target": "$.tags", "remove": True, "update": {"name": "b"}})
    kept = overlaid({"target": "$.tags", "remove": False, "update": {"name": "b"}})
    assert kept["tags"] == [{"name": "a"}, {"name": "b"}]


def test_nothing_is_shared_with_the_arguments() -> None:
    """Neither the document nor the overlay changes, nor do two places that got the same update."""
    document, update = deepcopy(PETS), {"x-list": [1]}
    result = overlaid(
        {"target": "$.paths.*.get", "update": update},
        {"target": "$.paths['/'].get['x-list']", "update": 2},
        document=document,
    )
    assert document == PETS
    assert update == {"x-list": [1]}
    assert result["paths"]["/"]["get"]["x-list"] == [1, 2]
    assert result["paths"]["/pets"]["get"]["x-list"] == [1]


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ({"target": "$.paths['/gone']", "update": {}}, "selects nothing"),
        ({"target": "$.paths.*.get.parameters[?@.name == 'gone']", "remove": True}, "selects nothing"),
        ({"target": "$.info.title", "update": {}}, r"selects \$\['info'\]\['title'\], which is neither"),
        ({"target": "$.info.title", "remove": True}, "neither an object nor an array"),
        ({"target": "$", "remove": True}, "the root cannot be removed"),
        ({"target": "$.info", "update": "text"}, "only be updated by an object"),
        ({"target": "$.info"}, "neither update nor remove"),
        ({"target": "$.paths[?(@.length-1)]", "remove": True}, "not an RFC 9535 query"),
        ({"target": "paths", "remove": True}, "not an RFC 9535 query"),
        ({"update": {}}, "target is not text"),
    ],
)
def test_an_action_that_cannot_be_applied_is_named(action: dict[str, Any], reason: str) -> None:
    """By its number and target; the specification would pass over a target that has gone."""
    fine = {"target": "$.info", "update": {"x": 1}}
    with pytest.raises(OverlayError, match=rf"^action 2, .*{reason}"):
        overlaid(fine, action)


@pytest.mark.parametrize(
    ("overlay", "reason"),
    [
        ({"overlay": "1.1.0", "actions": [{"target": "$", "update": {}}]}, "not an Overlay 1.0 document"),
        ({"actions": [{"target": "$", "update": {}}]}, "not an Overlay 1.0 document"),
        ({"overlay": "1.0.0"}, "at least one action"),
        ({"overlay": "1.0.0", "actions": []}, "at least one action"),
        ({"overlay": "1.0.0", "actions": "all"}, "at least one action"),
    ],
)
def test_what_is_no_overlay_is_refused(overlay: dict[str, Any], reason: str) -> None:
    """Another version may mean something else by the same words."""
    with pytest.raises(OverlayError, match=reason):
        apply(PETS, overlay)
