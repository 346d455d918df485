"""Every operation of the contract is there, is what the contract says, and loads alone."""

from __future__ import annotations

import inspect
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

import agent_server_api
from agent_server_api.errors import AgentServerError, InvalidArgumentError, UnexpectedStatus, UnreadableAnswer
from agent_server_api.types import Operation
from cronwright_openapi.build import CONTRACT, load
from cronwright_openapi.dialect import translate

PACKAGE = Path(agent_server_api.__path__[0])
FILES = sorted(path for path in (PACKAGE / "api").glob("*/*.py") if path.stem != "__init__")
NAMES = [f"agent_server_api.api.{path.parent.name}.{path.stem}" for path in FILES]
WITH_PATH = [name for name in NAMES if "{" in import_module(name).OPERATION.path]
ID = "1efc3b6a-0b0e-6d4e-8a51-0242ac120002"


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    found: dict[str, Any] = load(CONTRACT)
    return found


def dummies(function: Callable[..., Any]) -> dict[str, Any]:
    """An argument for each parameter that has no default."""
    parameters = inspect.signature(function).parameters.values()
    needed = [each.name for each in parameters if each.default is inspect.Parameter.empty]
    return {name: {} if name == "body" else ID for name in needed}


def test_all_operations_of_the_server_are_there() -> None:
    """The paths and verbs of the server's own document, not one lost on the way."""
    upstream = json.loads((CONTRACT.parent / "upstream.json").read_bytes())
    verbs = {"get", "put", "post", "delete", "patch"}
    published = {
        # The overlay takes the slash from the end of /mcp/, which the server redirects.
        (verb.upper(), path.rstrip("/"))
        for path, item in upstream["paths"].items()
        for verb in item.keys() & verbs
    }
    operations = [import_module(name).OPERATION for name in NAMES]
    assert {(each.method, each.path) for each in operations} == published
    assert len(operations) == 64


def _success(responses: dict[str, Any]) -> tuple[int, ...]:
    # A 2xx that comes with an error is marked as the failure that it is.
    return tuple(
        sorted(
            int(status)
            for status, response in responses.items()
            if str(status)[0] == "2" and not response.get("x-failure")
        )
    )


def test_an_operation_is_what_the_contract_says(contract: dict[str, Any]) -> None:
    """Id, verb, path, and the statuses that mean success."""
    expected = {
        Operation(
            item[verb]["operationId"],
            verb.upper(),
            path,
            _success(item[verb]["responses"]),
        )
        for path, item in contract["paths"].items()
        for verb in item.keys() & {"get", "put", "post", "delete", "patch"}
    }
    assert {import_module(name).OPERATION for name in NAMES} == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_request_is_built_without_io(name: str) -> None:
    """Verb and address, with every id in its place, and nothing that was not given."""
    module = import_module(name)
    arguments = dummies(module._get_kwargs)
    kwargs = module._get_kwargs(**arguments)
    assert kwargs["method"] == module.OPERATION.method
    assert kwargs["url"].count(ID) == len(path_names(module))
    assert "{" not in kwargs["url"]
    assert ("json" in kwargs) == ("body" in arguments)
    asked = arguments.keys() - {"body", *path_names(module)}
    assert len(asked) <= len(kwargs.get("params", {})) + len(kwargs.get("headers", {}))
    assert asked or "params" not in kwargs
    assert json.loads(json.dumps(kwargs)) == kwargs


def path_names(module: ModuleType) -> list[str]:
    return [part[1:-1] for part in module.OPERATION.path.split("/") if part.startswith("{")]


CLIMBING = ["", ".", "..", "a/b", "a\\b", "../x", "a\nb", "a\0", "a\x7f", "a\u2028b", "\ud800", None, 5, b"a"]


@pytest.mark.parametrize("name", WITH_PATH)
def test_a_path_value_that_would_leave_the_path_is_refused(name: str) -> None:
    """`..` once deleted a thread in the place of a run: nothing is sent."""
    module = import_module(name)
    for part, value in itertools.product(path_names(module), CLIMBING):
        with pytest.raises(InvalidArgumentError, match=f"^{part} ") as refused:
            module._get_kwargs(**dummies(module._get_kwargs) | {part: value})
        assert isinstance(refused.value, ValueError)
        assert isinstance(refused.value, AgentServerError)


def test_any_other_path_value_is_quoted() -> None:
    """An id is opaque text; a UUID is one too."""
    from agent_server_api.api.crons import crons_get

    assert (
        crons_get._get_kwargs("a b?c#d%2e\u00e9;...")["url"] == "/runs/crons/a%20b%3Fc%23d%252e%C3%A9%3B..."
    )
    assert crons_get._get_kwargs(UUID(ID))["url"] == f"/runs/crons/{ID}"  # type: ignore[arg-type]  # pyright: ignore


@pytest.mark.parametrize("name", NAMES)
def test_any_other_status_raises(name: str) -> None:
    """Known to some registry or not, documented or not: the status and the body are in the error."""
    module = import_module(name)
    for status in {199, 206, 302, 401, 404, 422, 499, 500, 599} - set(module.OPERATION.success):
        with pytest.raises(UnexpectedStatus) as raised:
            module._parse_response(status, b"<html>secret</html>")
        assert (raised.value.status_code, raised.value.content) == (status, b"<html>secret</html>")
        assert str(raised.value) == f"{module.OPERATION}: status {status}"
        assert "secret" not in repr(raised.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_success_is_read_or_told_to_be_unreadable(name: str, contract: dict[str, Any]) -> None:
    """Without a body it is None, text is text, and what should be JSON and is not is an error of ours."""
    module = import_module(name)
    path, verb = module.OPERATION.path, module.OPERATION.method.lower()
    for status in module.OPERATION.success:
        kinds = list(contract["paths"][path][verb]["responses"][str(status)].get("content", {}))
        if not kinds:
            assert module._parse_response(status, b"") is None
        elif kinds[0].startswith("text/"):
            assert module._parse_response(status, b"data: \xff") == "data: \ufffd"
        else:
            for content in (b"", b"<html>", b"{"):
                with pytest.raises(UnreadableAnswer) as raised:
                    module._parse_response(status, content)
                assert raised.value.content == content
                assert (
                    str(raised.value) == f"{module.OPERATION}: the answer of {len(content)} bytes is not JSON"
                )
                assert "html" not in repr(raised.value)


IMPORTS = """
import importlib, json, sys
said = {}
for name in sys.argv[1:]:
    importlib.import_module(name)
    said[name] = [each for each in sys.modules if each.split(".")[0] == "agent_server_api"]
    said[name] += [each for each in ("httpx", "attrs") if each in sys.modules]
    for each in said[name]:
        del sys.modules[each]
print(json.dumps(said))
"""


def imported(*names: str) -> dict[str, set[str]]:
    """For each name, what its import alone has loaded, in another process."""
    done = subprocess.run([sys.executable, "-c", IMPORTS, *names], capture_output=True, text=True, check=True)
    return {name: set(loaded) for name, loaded in json.loads(done.stdout).items()}


def named(schema: Any, schemas: dict[str, Any]) -> set[str]:
    """The components with a class of their own that a schema names, through arrays and alternatives."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        whole = schemas[name]
        return {name} if {"properties", "enum"} & whole.keys() else named(whole, schemas)
    inner = [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]
    return {name for each in inner for name in named(each, schemas)}


def test_an_operation_loads_itself_and_its_models_only() -> None:
    """Those of its arguments, its body and its answers: no other operation or model, no HTTP library."""
    dialect = translate(load(CONTRACT))
    around = {"", ".api", ".errors", ".types"}
    loaded = imported(*NAMES)
    for item in dialect["paths"].values():
        for operation in item.values():
            holders = [*operation["responses"].values(), operation.get("requestBody", {})]
            schemas = [media["schema"] for each in holders for media in each.get("content", {}).values()]
            schemas += [parameter["schema"] for parameter in operation["parameters"]]
            classes = {name for each in schemas for name in named(each, dialect["components"]["schemas"])}
            own = {re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() for name in classes}
            tag = f".api.{operation['tags'][0]}"
            name = f"{tag}.{operation['operationId']}"
            expected = {*around, tag, name, *(f".models.{module}" for module in own)}
            expected |= {".models"} if own else set()
            assert loaded[f"agent_server_api{name}"] == {f"agent_server_api{each}" for each in expected}


def test_the_packages_load_nothing_until_asked() -> None:
    """PEP 562: the root and the models are names until one is used."""
    loaded = imported("agent_server_api", "agent_server_api.models", "agent_server_api.models.cron")
    assert loaded["agent_server_api"] == {"agent_server_api"}
    assert loaded["agent_server_api.models"] == {"agent_server_api", "agent_server_api.models"}
    assert {each for each in loaded["agent_server_api.models.cron"] if ".models." in each} == {
        "agent_server_api.models.cron"
    }


def test_every_name_of_a_lazy_package_is_there() -> None:
    """`__all__` and `dir` tell what can be had, and what cannot is an AttributeError."""
    from agent_server_api import models

    for package in (agent_server_api, models):
        assert package.__all__ == tuple(sorted(package.__all__))
        assert set(package.__all__) <= set(dir(package))
        for name in package.__all__:
            assert getattr(package, name) is not None
        with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
            package.Nothing  # noqa: B018  # pyright: ignore
    with pytest.raises(AttributeError):
        models.Nothing  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore
    assert len(models.__all__) == len(list((PACKAGE / "models").glob("*.py"))) - 1


def test_the_package_is_typed() -> None:
    """PEP 561's marker travels with it."""
    assert (PACKAGE / "py.typed").is_file()
