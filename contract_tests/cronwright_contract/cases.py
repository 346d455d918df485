"""Requests generated from the contract by schemathesis: its boundary values, and what its strategies draw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
import schemathesis
from hypothesis.strategies import SearchStrategy
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NotSet
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.meta import CoverageScenario
from schemathesis.generation.overrides import Override
from schemathesis.schemas import APIOperation, BaseSchema

from cronwright_contract.ground import Ground

STREAM_SECONDS = 0.15
"""How long a stream that a generated request opened is read."""

_CONFIG: dict[str, Any] = {
    # Verbs that a path does not have are no operation of the contract: nothing there says what they do.
    "phases": {"coverage": {"unexpected-methods": []}},
    # The contract leaves objects open, so that a field it does not name is no fault.
    "generation": {"allow-extra-parameters": False},
}


class Generator:
    """Cases of the operations of one document."""

    def __init__(self, document: Mapping[str, Any], *modes: GenerationMode) -> None:
        config = SchemathesisConfig.from_dict(_CONFIG)
        config.projects.default.generation.update(modes=list(modes or GenerationMode))
        self.schema: BaseSchema = schemathesis.openapi.from_dict(dict(document), config=config)
        self._operations: dict[str, APIOperation[Any, Any, Any, Any]] = {}
        for found in self.schema.get_all_operations():
            if not isinstance(found, Ok):
                raise ValueError(f"the document has an operation that cannot be read: {found.err()}")
            operation = found.ok()
            self._operations[operation.definition.raw["operationId"]] = operation

    @property
    def operations(self) -> list[str]:
        """The ids of the operations."""
        return list(self._operations)

    def boundaries(self, operation: str, mode: GenerationMode) -> list[Case[Any]]:
        """One case for each bound, type and omission that an operation's contract has; always the same."""
        made = self._operations[operation]
        generator = CoverageGenerator(
            operation=made,
            generation_modes=[mode],
            generation_config=self.schema.config.generation_for(operation=made, phase="coverage"),
            auth_storage=None,
            override=Override(),
            feedback=NO_FEEDBACK,
        )
        return [case for case in generator if _meaningful(case)]

    def drawn(self, operation: str, mode: GenerationMode) -> SearchStrategy[Case[Any]]:
        """Cases for hypothesis to draw."""
        strategy: SearchStrategy[Case[Any]] = self._operations[operation].as_strategy(generation_mode=mode)
        return strategy


def _meaningful(case: Case[Any]) -> bool:
    """Whether the contract says what shall come of a case."""
    data = case.meta.phase.data if case.meta is not None else None
    scenario = getattr(data, "scenario", None)
    if scenario is CoverageScenario.UNSUPPORTED_CONTENT_TYPE:
        return not isinstance(case.body, NotSet)
    return scenario not in _SAYS_NOTHING


_SAYS_NOTHING = frozenset(
    {CoverageScenario.MALFORMED_CONTENT_TYPE, CoverageScenario.OBJECT_UNEXPECTED_PROPERTIES}
)


def fault(case: Case[Any]) -> str:
    """What a case is about: the place in the contract, and how it is met or broken there."""
    data = case.meta.phase.data if case.meta is not None else None
    if data is None:
        return ""
    scenario = getattr(data, "scenario", None)
    place = [re.sub(r"(allOf/\d+/)+", "", str(data.location or "").strip("/"))]
    if data.parameter_location not in (None, ParameterLocation.BODY):
        place = [data.parameter_location.value, data.parameter or "", *place]
    if scenario is CoverageScenario.OBJECT_MISSING_REQUIRED_PROPERTY:
        place.append(str(data.description).rpartition(" ")[2])
    return " ".join(filter(None, (*place, str(scenario or ""))))


def must_be_refused(case: Case[Any]) -> bool:
    """Whether a case breaks the contract."""
    return case.meta is not None and case.meta.generation.mode is GenerationMode.NEGATIVE


def wrong_in(case: Case[Any], location: ParameterLocation) -> bool:
    """Whether that is where a case breaks the contract. What else is odd in it is a mere filling."""
    data = case.meta.phase.data if case.meta is not None else None
    return must_be_refused(case) and getattr(data, "parameter_location", None) is location


def send(ground: Ground, case: Case[Any]) -> httpx.Response:
    """Send a case; what the client itself would add to its headers stays out."""
    how = case.as_transport_kwargs(base_url=ground.options.url)
    request = ground.http.build_request(
        how["method"],
        how["url"],
        params=how.get("params") or None,
        headers=how["headers"],
        json=how.get("json"),
        content=how.get("data"),
        extensions={"stream_seconds": STREAM_SECONDS},
    )
    for name in ("accept", "user-agent", "x-schemathesis-testcaseid"):
        if name not in (case.headers or {}):
            request.headers.pop(name, None)
    response = ground.http.send(request)
    # The checks of schemathesis want to know how long it took; none that we ask for judges it.
    response.elapsed = timedelta(0)
    return response
