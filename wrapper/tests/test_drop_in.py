"""Code that is written for langgraph-sdk finds here what it calls, held against the real package."""

from __future__ import annotations

import collections.abc
import inspect
import re
import typing
from typing import Any

import langgraph_sdk
import langgraph_sdk.client
import langgraph_sdk.errors
import langgraph_sdk.schema
import pytest

import cronwright
import cronwright.client
import cronwright.errors
import cronwright.schema

PLACED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
RESOURCES = ("assistants", "threads", "runs", "crons", "store")
PAIRS: dict[str, tuple[Any, Any]] = {
    "sync": (
        langgraph_sdk.get_sync_client(url="http://server", api_key="key"),
        cronwright.get_sync_client(url="http://server", api_key="key"),
    ),
    "async": (
        langgraph_sdk.get_client(url="http://server", api_key="key"),
        cronwright.get_client(url="http://server", api_key="key"),
    ),
}


def _methods(client: Any) -> list[str]:
    return [
        f"{resource}.{name}"
        for resource in RESOURCES
        for name in dir(getattr(client, resource))
        if not name.startswith("_") and callable(getattr(getattr(client, resource), name)) and name != "http"
    ]


def _signature(client: Any, method: str) -> inspect.Signature:
    resource, _, name = method.partition(".")
    return inspect.signature(getattr(getattr(client, resource), name))


@pytest.mark.parametrize(
    ("shell", "method"), [(shell, method) for shell, (sdk, _) in PAIRS.items() for method in _methods(sdk)]
)
def test_each_method_takes_what_that_of_the_sdk_takes(shell: str, method: str) -> None:
    """The same names, the same places; what can be left out there can be left out here."""
    theirs, ours = (_signature(client, method).parameters for client in PAIRS[shell])
    names = list(ours)
    by_place = [name for name, each in ours.items() if each.kind in PLACED]
    for place, (name, parameter) in enumerate(theirs.items()):
        assert name in names
        # The async store.list_namespaces of the SDK takes these by place too, its sync one does not.
        if parameter.kind in PLACED and name not in ("headers", "params"):
            assert by_place[place : place + 1] == [name]
        if parameter.default is not inspect.Parameter.empty:
            assert ours[name].default is not inspect.Parameter.empty


@pytest.mark.parametrize("name", ["get_client", "get_sync_client"])
def test_a_client_is_made_in_the_same_way(name: str) -> None:
    """With the names that the SDK has."""
    theirs, ours = (inspect.signature(getattr(module, name)) for module in (langgraph_sdk, cronwright))
    assert set(theirs.parameters) <= set(ours.parameters)


def test_clients_are_had_by_the_names_of_the_sdk() -> None:
    """For annotations and isinstance."""
    assert isinstance(PAIRS["sync"][1], cronwright.client.SyncLangGraphClient)
    assert isinstance(PAIRS["async"][1], cronwright.client.LangGraphClient)


def _public(module: Any) -> set[str]:
    return {
        name
        for name, value in vars(module).items()
        if re.match("[A-Z]", name) and getattr(value, "__module__", module.__name__) == module.__name__
    }


def test_errors_have_the_names_of_the_sdk() -> None:
    """And the same ancestors among themselves."""
    for name in _public(langgraph_sdk.errors):
        theirs, ours = getattr(langgraph_sdk.errors, name), getattr(cronwright.errors, name)
        for other in _public(langgraph_sdk.errors):
            if issubclass(theirs, getattr(langgraph_sdk.errors, other)):
                assert issubclass(ours, getattr(cronwright.errors, other)), (name, other)


def test_types_have_the_names_of_the_sdk() -> None:
    """Each of langgraph_sdk.schema is in cronwright.schema."""
    theirs = {name for name in dir(langgraph_sdk.schema) if re.match("[A-Z]", name)}
    borrowed = {*dir(typing), *dir(collections.abc), "Field"}
    assert theirs - borrowed - set(cronwright.schema.__all__) == set()


@pytest.mark.parametrize(
    "name", ["StreamMode", "MultitaskStrategy", "RunStatus", "ThreadStatus", "CancelAction"]
)
def test_values_of_a_literal_are_those_of_the_sdk(name: str) -> None:
    """None that the SDK has is missing, but for two modes that the server refuses (0.16.7: 422)."""
    theirs, ours = (getattr(module, name).__args__ for module in (langgraph_sdk.schema, cronwright.schema))
    assert set(theirs) - {"tools", "lifecycle"} <= set(ours)
