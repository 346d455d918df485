"""A run as JUnit XML: a suite for each check, a case for each operation that it reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from cronwright_contract.finding import Finding
from cronwright_contract.reports.visible import visible
from cronwright_contract.result import CheckRun, Result
from cronwright_contract.rules import RULES

Findings = dict[tuple[str, str], list[tuple[str, Finding]]]
"""Findings with their ids, by check and operation."""


def write_junit(result: Result, file: Path, *, ids: Sequence[str]) -> None:
    """Write the file that CI systems read; characters that XML cannot hold are written out.

    `ids` are the names of the findings, in their order.
    """
    root = ElementTree.Element("testsuites", name="cronwright contract", time=f"{result.seconds:.3f}")
    findings: Findings = defaultdict(list)
    for finding, id in zip(result.findings, ids, strict=True):
        findings[finding.check, finding.operation].append((id, finding))
    suites = [_check_suite(run, findings) for run in result.checks]
    suites += [_suite(check, _stray(check, findings)) for check in sorted({check for check, _ in findings})]
    suites += [suite for suite in (_blocked_suite(result), _baseline_suite(result)) if len(suite)]
    for suite in suites:
        suite.set("timestamp", result.started)
        root.append(suite)
    for total in ("tests", "failures", "errors", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in suites)))
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)


def _check_suite(run: CheckRun, findings: Findings) -> ElementTree.Element:
    cases = [
        _case(run.name, operation, findings.pop((run.name, operation), ())) for operation in run.operations
    ]
    cases += _stray(run.name, findings)
    if run.skipped is not None:
        case = _element("testcase", classname=run.name, name=run.title)
        case.append(_element("skipped", message=run.skipped))
        cases.append(case)
    suite = _suite(run.name, cases)
    suite.set("time", f"{run.seconds:.3f}")
    return suite


def _stray(check: str, findings: Findings) -> list[ElementTree.Element]:
    """The cases of findings on operations that the check did not count."""
    keys = [key for key in findings if key[0] == check]
    return [_case(check, operation, findings.pop((check, operation))) for _, operation in keys]


def _case(check: str, operation: str, findings: Sequence[tuple[str, Finding]]) -> ElementTree.Element:
    case = _element("testcase", classname=check, name=operation)
    if findings:
        # One failure each case: several readers show the first only.
        rules = ", ".join(sorted({finding.breach.rule for _, finding in findings}))
        first = findings[0][1].breach.message.partition("\n")[0]
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        failure = _element("failure", type=rules, message=f"{first}{more}"[:500])
        failure.text = visible("\n\n".join("\n".join(_lines(id, finding)) for id, finding in findings))
        case.append(failure)
    return case


def _lines(id: str, finding: Finding) -> Iterator[str]:
    breach = finding.breach
    yield f"{id}  {RULES.get(breach.rule, breach.rule)}"
    yield f"{breach.message[:2000]}"
    for exchange in finding.exchanges[-5:]:
        came = f"{exchange.status}" if exchange.answer else exchange.error or "no answer"
        yield f"  {exchange.request.method} {exchange.request.target[:500]}  ->  {came}"


def _blocked_suite(result: Result) -> ElementTree.Element:
    cases: list[ElementTree.Element] = []
    for reason in result.blocked:
        case = _element("testcase", classname="run", name=reason[:200])
        case.append(_element("error", message=reason))
        cases.append(case)
    return _suite("run", cases)


def _baseline_suite(result: Result) -> ElementTree.Element:
    cases: list[ElementTree.Element] = []
    for known in result.known:
        case = _element("testcase", classname="baseline", name=known.id)
        text = _element("system-out")
        text.text = visible(f"known, met {known.seen} times: {known.reason}")
        case.append(text)
        cases.append(case)
    for known in result.vanished:
        case = _element("testcase", classname="baseline", name=known.id)
        case.append(_element("skipped", message=f"known, and not met in this run: {known.reason}"))
        cases.append(case)
    return _suite("baseline", cases)


def _suite(name: str, cases: Sequence[ElementTree.Element]) -> ElementTree.Element:
    suite = _element("testsuite", name=name, tests=str(len(cases)))
    suite.extend(cases)
    for total, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(total, str(len(suite.findall(f"testcase/{tag}"))))
    return suite


def _element(tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(tag, {name: visible(value) for name, value in attributes.items()})
