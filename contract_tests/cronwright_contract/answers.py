"""The contract as a judge of answers: status, content type, headers and body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jsonschema_rs

from cronwright_contract.document import Validators, resolved
from cronwright_contract.finding import Breach
from cronwright_contract.wire.exchange import Answer, Exchange


@dataclass(frozen=True, slots=True)
class Response:
    """What the contract declares of one status."""

    content: Mapping[str, jsonschema_rs.Validator]
    headers: Mapping[str, tuple[bool, jsonschema_rs.Validator]]


class Answers:
    """What an answer breaks. Fields that the contract does not name are allowed: a server may tell more."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._validators = Validators(document.get("components", {}))

    def breaches(self, exchange: Exchange) -> Iterator[Breach]:
        """Each way in which an exchange breaks the contract; of an unknown operation, only 5xx."""
        answer = exchange.answer
        if answer is None:
            yield Breach("no_answer", "", exchange.error or "the connection ended without an answer")
            return
        declared = self._responses.get(exchange.request.operation or "")
        response = None if declared is None else declared.get(str(answer.status))
        if response is not None:
            yield from _header_breaches(response, answer)
            yield from _content_breaches(response, answer)
        elif answer.status >= 500:
            yield Breach("server_error", f"{answer.status}", f"the server failed with {answer.status}")
        elif declared is not None:
            known = ", ".join(sorted(declared))
            yield Breach("status", f"{answer.status}", f"status {answer.status}; declared are {known}")

    @cached_property
    def _responses(self) -> Mapping[str, Mapping[str, Response]]:
        return {
            operation["operationId"]: {
                status: self._response(resolved(self._document, response))
                for status, response in operation["responses"].items()
            }
            for item in self._document["paths"].values()
            for operation in item.values()
            if isinstance(operation, Mapping) and "responses" in operation
        }

    def _response(self, response: Mapping[str, Any]) -> Response:
        headers = {
            name.lower(): (bool(header.get("required")), self._validators.of(header.get("schema", {})))
            for name, header in response.get("headers", {}).items()
        }
        content = {
            kind: self._validators.of(media.get("schema", {}))
            for kind, media in response.get("content", {}).items()
        }
        return Response(content, headers)


def _header_breaches(response: Response, answer: Answer) -> Iterator[Breach]:
    for name, (required, validator) in response.headers.items():
        text = answer.headers.get(name)
        if text is None:
            if required:
                yield Breach("header", name, f"header {name} is missing")
        elif not any(validator.is_valid(value) for value in _readings(text)):
            yield Breach("header", name, f"header {name} is {text!r}")


def _readings(text: str) -> Iterator[Any]:
    yield text
    if re.fullmatch(r"-?\d{1,18}", text):
        yield int(text)


def _content_breaches(response: Response, answer: Answer) -> Iterator[Breach]:
    if not response.content:
        if answer.content:
            yield Breach("body", "", f"status {answer.status} has a body where the contract has none")
        return
    # What a server sends without a label is text.
    kind = answer.media_type or "text/plain"
    validator = response.content.get(kind)
    if validator is None:
        known = ", ".join(sorted(response.content))
        yield Breach("content_type", str(answer.status), f"content type {kind}; declared are {known}")
    elif kind == "application/json":
        if answer.json is None and answer.content.strip() != b"null":
            yield Breach("body", str(answer.status), "the body is not JSON")
            return
        seen = set()
        for error in validator.iter_errors(answer.json):
            place = "/".join("*" if isinstance(part, int) else str(part) for part in error.instance_path)
            rule = str(error.schema_path[-1]) if error.schema_path else ""
            if (place, rule) not in seen:
                seen.add((place, rule))
                yield Breach(
                    "body", f"{answer.status} {place} {rule}", f"body {place}: {error.message}"[:500]
                )
    elif kind.startswith("text/") and kind != "text/event-stream":
        text = answer.content.decode(errors="replace")
        if not validator.is_valid(text):
            yield Breach("body", str(answer.status), "the text is not as the contract says")
