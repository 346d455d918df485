"""What the published document gets wrong about the store."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from .judge import OURS, PUBLISHED, Server, refuses_anew

ITEM = {"namespace": ["proof", "inner"], "key": "one", "value": {"n": 1}}
BAD = ["a.b"]
LABELS = "^[^.]+([.][^.]+)*$"


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.fixture(autouse=True)
def item(server: Server) -> Iterator[None]:
    """One item in the store, which goes with the test."""
    server.call("PUT", "/store/items", ITEM)
    yield
    server.call("DELETE", "/store/items", {name: ITEM[name] for name in ("namespace", "key")})


def test_a_namespace_in_the_query_is_joined_by_dots(server: Server) -> None:
    """Repeated labels, as the document has it, find nothing; no namespace answers 422 (table 1.1)."""

    def get(namespace: object) -> object:
        return server.call("GET", "/store/items", params={"namespace": namespace, "key": "one"}).json

    assert get("proof.inner") is not None
    assert get(["proof", "inner"]) is None
    assert server.call("GET", "/store/items", params={"key": "one"}).status == 422
    repeated, joined = {"type": "array", "items": {"type": "string"}}, {"type": "string", "pattern": LABELS}
    for document, schema, required in ((PUBLISHED, repeated, False), (OURS, joined, True)):
        operation = document.operation("GET", "/store/items")
        (namespace,) = [p for p in operation["parameters"] if p["name"] == "namespace"]
        assert (namespace["schema"], namespace["required"]) == (schema, required)


def test_a_missing_item_is_null(server: Server) -> None:
    """Not 404, and no item as the document promises (table 1.1)."""
    answer = server.call("GET", "/store/items", params={"namespace": "proof", "key": "none"})
    assert (answer.status, answer.json) == (200, None)
    answer.corrects("null is not of type")
    assert OURS.media("GET", "/store/items", 200) == {"anyOf": [ref("Item"), {"type": "null"}]}


@pytest.mark.parametrize("key", [{}, {"key": ""}])
def test_a_missing_key_gets_an_error_of_its_own_form(server: Server, key: dict[str, str]) -> None:
    """Its text stands under `error`, where all other operations have `detail`."""
    answer = server.call("GET", "/store/items", params={"namespace": "proof", **key})
    assert (answer.status, answer.json) == (400, {"error": "Key is required"})
    answer.corrects('"detail" is a required property')
    assert OURS.media("GET", "/store/items", 400) == {"anyOf": [ref("ErrorText"), ref("ErrorResponse")]}
    (declared,) = [p for p in OURS.operation("GET", "/store/items")["parameters"] if p["name"] == "key"]
    assert declared["schema"]["minLength"] == 1


def test_a_bad_label_is_told_as_bare_text(server: Server) -> None:
    """Without a Content-Type, so that it is neither JSON nor anything else that the document declares."""
    for answer in (
        server.call("GET", "/store/items", params={"namespace": "a..b", "key": "one"}),
        server.call("PUT", "/store/items", ITEM | {"namespace": BAD}),
        server.call("DELETE", "/store/items", {"namespace": BAD, "key": "one"}),
        server.call("POST", "/store/items/search", {"namespace_prefix": BAD}),
        server.call("POST", "/store/namespaces", {"prefix": BAD}),
        server.call("POST", "/store/namespaces", {"suffix": [""]}),
    ):
        assert answer.status == 422
        assert "content-type" not in answer.response.headers
        answer.corrects("content type text/plain is not declared")
    refuses_anew("StorePutRequest", ITEM | {"namespace": BAD})
    refuses_anew("StoreDeleteRequest", {"namespace": BAD, "key": "one"})
    refuses_anew("StoreSearchRequest", {"namespace_prefix": BAD})
    refuses_anew("StoreListNamespacesRequest", {"prefix": BAD})
    refuses_anew("StoreListNamespacesRequest", {"suffix": [""]})


def test_an_item_needs_a_namespace(server: Server) -> None:
    """Without labels the answer is 400."""
    answer = server.call("PUT", "/store/items", ITEM | {"namespace": []})
    assert answer.status == 400
    answer.corrects("status 400 is not declared")
    refuses_anew("StorePutRequest", ITEM | {"namespace": []})


def test_a_search_needs_a_prefix(server: Server) -> None:
    """None breaks the server, an empty one finds all (contract facts, 500s)."""
    for broken in ({}, {"namespace_prefix": None}):
        answer: httpx.Response = server.http.post("/store/items/search", json=broken)
        assert answer.status_code == 500
        refuses_anew("StoreSearchRequest", broken)
    assert server.call("POST", "/store/items/search", {"namespace_prefix": []}).json["items"]


def test_an_unknown_operator_answers_400(server: Server) -> None:
    """A filter has few operators."""
    body = {"namespace_prefix": ["proof"], "filter": {"n": {"$like": 1}}}
    answer = server.call("POST", "/store/items/search", body)
    assert answer.status == 400
    answer.corrects("status 400 is not declared")


def test_a_found_item_has_a_score(server: Server) -> None:
    """It is null where no query was asked."""
    (found,) = server.call("POST", "/store/items/search", {"namespace_prefix": ["proof"]}).json["items"]
    assert found["score"] is None
    assert found.keys() == OURS.schema("Item")["properties"].keys()
    assert "score" not in PUBLISHED.schema("Item")["properties"]


def test_namespaces_stand_under_a_name(server: Server) -> None:
    """The document has the bare list (table 1.1)."""
    answer = server.call("POST", "/store/namespaces", {"prefix": ["proof"]})
    assert ITEM["namespace"] in answer.json["namespaces"]
    answer.corrects("is not of type")
    assert OURS.schema("ListNamespaceResponse").keys() == {"description", "properties", "required", "type"}
