"""A result as one JSON document, for `--json`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from cronwright_contract.options import Options
from cronwright_contract.reports.payload import dump, finding_json
from cronwright_contract.reports.redact import Redactor
from cronwright_contract.result import Result
from cronwright_contract.rules import RULES
from cronwright_contract.secret import secrets_of


def result_json(result: Result, options: Options) -> str:
    """Every field of the result, its exit code, and each finding as its own file has it; no secret."""
    ids = [finding.id for finding in result.findings]
    clean = Redactor(secrets_of(options)).clean(result)
    told: dict[str, Any] = {field.name: getattr(clean, field.name) for field in fields(clean)}
    told["exit_code"] = clean.exit_code
    told["findings"] = [
        {**finding_json(finding, id), "sentence": RULES.get(finding.breach.rule)}
        for id, finding in zip(ids, clean.findings, strict=True)
    ]
    return dump(told, indent=True).decode()
