"""Where a finding's rule stands in documents of all kinds: as near as can be, and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from cronwright_contract.finding import Breach, Finding
from cronwright_contract.reports.source import Source
from cronwright_contract.wire.exchange import Answer, Exchange, Request

DOCUMENT = """\
openapi: 3.1.0
paths:
  /things:
    summary: no operation
    post:
      operationId: things_create
      parameters:
      - $ref: '#/components/parameters/Dry~1Run'
      - $ref: '#/components/parameters/nowhere'
      requestBody:
        content:
          application/json:
            schema:
              anyOf:
              - type: object
                properties:
                  name: {type: string}
              - $ref: '#/components/schemas/Thing'
      responses:
        '200':
          headers:
            X-Total: {schema: {type: integer}}
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Thing'}
    delete: {responses: {}}
  /odd: []
components:
  parameters:
    Dry/Run: {name: dry, in: query, schema: {type: boolean}}
  schemas:
    Thing:
      type: object
      properties:
        size: {type: integer}
        parent: {$ref: '#/components/schemas/Thing'}
"""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "things.yaml"
    path.write_text(DOCUMENT)
    return Source(path)


def finding(rule: str, place: str, status: int = 200, operation: str = "things_create") -> Finding:
    request = Request(operation, "POST", "/things")
    exchange = Exchange(1, 0.0, request, Answer(status, {}, b"", 0.0))
    return Finding("any", operation, Breach(rule, place, "it broke"), (exchange,), 0.0)


@pytest.mark.parametrize(
    ("rule", "place", "line"),
    [
        ("body", "200 */size type", "size: {type: integer}"),
        ("body", "200 */parent/parent/size type", "size: {type: integer}"),
        ("body", "200 */unheard type", "schema:"),
        ("header", "x-total", "X-Total: {schema: {type: integer}}"),
        ("header", "x-other", "'200':"),
        ("accepts_bad", "query dry type", "Dry/Run: {name: dry"),
        ("accepts_bad", "properties/name/type", "name: {type: string}"),
        ("accepts_bad", "properties/size/type", "size: {type: integer}"),
        ("accepts_bad", "properties/unheard", "schema:"),
        ("stored", "size", "size: {type: integer}"),
        ("stored", "unheard", "post:"),
    ],
)
def test_the_line_is_as_near_as_the_place_tells(source: Source, rule: str, place: str, line: str) -> None:
    """Through references, branches, items and what refers to itself."""
    passage = source.passage(finding(rule, place))
    assert passage is not None
    assert line in passage.lines[0] or passage.trail.endswith("dry")


def test_an_undeclared_status_leads_to_the_responses(source: Source) -> None:
    passage = source.passage(finding("status", "418", status=418))
    assert passage is not None
    assert passage.trail.endswith("responses")


def test_what_is_not_there_has_no_line(source: Source) -> None:
    """An operation without an id, or of another document."""
    assert set(source.routes) == {"things_create"}
    assert source.passage(finding("body", "", operation="elsewhere")) is None


@pytest.mark.parametrize("text", ["paths: []", "openapi: 3.1.0", "just words"])
def test_a_document_without_operations_has_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    assert not Source(path).routes


def test_an_empty_document_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("")
    with pytest.raises(ValueError, match="is empty"):
        Source(path)
