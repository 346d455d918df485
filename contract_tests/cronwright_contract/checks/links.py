"""What one operation answers, the next one uses: by the links of the contract, and by inferred ones."""

from __future__ import annotations

from typing import Any

from schemathesis import Case
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.generation.stateful.state_machine import RecordingStateMachine, StepInput, StepOutput
from schemathesis.specs.openapi.checks import use_after_free

from cronwright_contract.cases import Generator, send
from cronwright_contract.check import check
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.narrow import narrow
from cronwright_contract.own import Own

_LINKED = (
    "assistants_create",
    "assistants_delete",
    "assistants_get",
    "crons_create",
    "crons_create_for_thread",
    "crons_delete",
    "crons_get",
    "crons_update",
    "threads_create",
    "threads_delete",
    "threads_get",
    "threads_update",
)


@check("links.followed", "What an operation answers leads to what it made, until that is deleted")
def followed(hunter: Hunter) -> None:
    own = Own(hunter.ground)
    document = narrow(hunter.ground.document, hunter.ground, own)
    schema = Generator(document, GenerationMode.POSITIVE).schema.include(operation_id=list(_LINKED))
    machine = schema.as_state_machine()
    assert issubclass(machine, RecordingStateMachine)
    hunter.machine(_machine(machine, hunter.ground, own), examples=12, steps=10)


def _machine(base: type[RecordingStateMachine], ground: Ground, own: Own) -> type[RecordingStateMachine]:
    class Links(base):  # type: ignore[valid-type, misc]
        def step(self, input: StepInput) -> StepOutput:
            """A path that no link led to is pointed at what is the run's own."""
            if not input.is_applied:
                for name in list(input.case.path_parameters or ()):
                    input.case.path_parameters[name] = own[name.removesuffix("_id")]
            done: StepOutput = super().step(input)
            return done

        def call(self, case: Case[Any], **kwargs: Any) -> Response:
            response = send(ground, case)
            if response.is_success and case.method == "DELETE":
                own.renew("assistant", "cron", "run", "thread")
            return Response.from_any(response)

        def validate_response(
            self, response: Response, case: Case[Any], additional_checks: Any = None, **kwargs: Any
        ) -> None:
            # That what was made is there says another check: here threads vanish, and their crons with them.
            try:
                case.validate_response(response, checks=[use_after_free], recorder=self.recorder)
            except FailureGroup as failures:
                told = "; ".join(failure.title for failure in failures.exceptions)
                ground.expect(False, "deleted", told)

    return Links
