"""Hold a real answer against the contract and against the document that the server publishes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs

from cronwright_openapi.build import CONTRACT, load
from cronwright_openapi.pull import UPSTREAM


class Document:
    """An OpenAPI document that can say what is wrong with an answer."""

    def __init__(self, path: Path) -> None:
        self.content: dict[str, Any] = json.loads(path.read_bytes()) if path.suffix == ".json" else load(path)

    def faults(self, method: str, path: str, answer: httpx.Response) -> list[str]:
        """Each way in which the answer is not as the document says, in a line; none if it is."""
        responses = self.operation(method, path).get("responses", {})
        if str(answer.status_code) not in responses:
            return [f"status {answer.status_code} is not declared"]
        declared = responses[str(answer.status_code)]
        return [
            *self._body_faults(declared.get("content", {}), answer),
            *self._header_faults(declared, answer),
        ]

    def operation(self, method: str, path: str) -> dict[str, Any]:
        """What the document says of this method on this path; empty if nothing."""
        fitting = [template for template in self.content["paths"] if _pattern(template).fullmatch(path)]
        # As the server does it: /threads/search is no thread.
        for template in sorted(fitting, key=lambda template: template.count("{")):
            if method.lower() in self.content["paths"][template]:
                operation: dict[str, Any] = self.content["paths"][template][method.lower()]
                return operation
        return {}

    def schema(self, name: str) -> dict[str, Any]:
        """A component by its name."""
        component: dict[str, Any] = self.content["components"]["schemas"][name]
        return component

    def media(self, method: str, path: str, status: int) -> Any:
        """The schema of a JSON answer."""
        return self.operation(method, path)["responses"][str(status)]["content"]["application/json"]["schema"]

    def accepts(self, name: str, body: object) -> bool:
        """Whether the body fits the component of this name."""
        return not self._schema_faults({"$ref": f"#/components/schemas/{name}"}, body)

    def _body_faults(self, content: dict[str, Any], answer: httpx.Response) -> list[str]:
        labelled = "content-type" in answer.headers
        if not content or not (labelled or answer.content):
            sent = labelled or bool(answer.content)
            return [] if bool(content) == sent else ["a body, or none, against the declaration"]
        # What the server sends without a label is text: what it says of a bad label in a namespace.
        kind = answer.headers.get("content-type", "text/plain").split(";")[0]
        if kind not in content:
            return [f"content type {kind} is not declared"]
        value = answer.json() if kind == "application/json" else answer.text
        return self._schema_faults(content[kind].get("schema", {}), value)

    def _header_faults(self, declared: dict[str, Any], answer: httpx.Response) -> Iterator[str]:
        for name, header in declared.get("headers", {}).items():
            if name not in answer.headers:
                if header.get("required"):
                    yield f"header {name} is missing"
                continue
            text: str = answer.headers[name]
            value = int(text) if header["schema"]["type"] == "integer" and text.isdigit() else text
            yield from self._schema_faults(header["schema"], value)

    def _schema_faults(self, schema: dict[str, Any], value: object) -> list[str]:
        whole = {**schema, "components": self.content["components"]}
        validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        return [f"{'/'.join(map(str, e.instance_path))}: {e.message}" for e in validator.iter_errors(value)]


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(re.escape(part) for part in re.split(r"\{[^}]+\}", template)))


PUBLISHED = Document(UPSTREAM)
OURS = Document(CONTRACT)


@dataclass(frozen=True)
class Answer:
    """What the server answered; that it keeps the contract is already known."""

    response: httpx.Response
    published_faults: list[str]

    @property
    def status(self) -> int:
        return self.response.status_code

    @cached_property
    def json(self) -> Any:
        return self.response.json()

    def corrects(self, fault: str) -> None:
        """Assert that this very answer breaks the published document, in this way."""
        assert any(fault in each for each in self.published_faults), self.published_faults or "it was right"


@dataclass(frozen=True)
class Server:
    """Calls a server and holds each answer against the contract."""

    http: httpx.Client

    def call(self, method: str, path: str, body: object = None, **how: Any) -> Answer:
        """Send, and assert that the answer is as the contract says."""
        if body is not None:
            how["json"] = body
        response = self.http.request(method, path, **how)
        faults = OURS.faults(method, path, response)
        assert not faults, f"{method} {path} -> {response.status_code} {response.text[:500]}: {faults}"
        return Answer(response, PUBLISHED.faults(method, path, response))


def declares_anew(component: str, field: str) -> None:
    """Assert that the contract declares a field that the published document does not."""
    assert field in OURS.schema(component)["properties"]
    assert field not in PUBLISHED.schema(component)["properties"]


def refuses_anew(component: str, body: object) -> None:
    """Assert that the contract refuses a body that the published document takes."""
    assert PUBLISHED.accepts(component, body)
    assert not OURS.accepts(component, body)


def takes_anew(component: str, body: object) -> None:
    """Assert that the contract takes a body that the published document refuses."""
    assert OURS.accepts(component, body)
    assert not PUBLISHED.accepts(component, body)
