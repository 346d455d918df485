"""The HTML page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cronwright_contract.finding import Breach, Finding
from cronwright_contract.reports import write
from cronwright_contract.reports.html import page
from cronwright_contract.reports.source import Source
from cronwright_contract.result import Result
from cronwright_contract.rules import RULES
from cronwright_contract.shipped import contract_path
from cronwright_contract.wire.exchange import Answer, Exchange, Request

from .browser import MISSING, Browser, chromium
from .sample import ROUTES, sample

in_browser = pytest.mark.skipif(
    bool(MISSING), reason=f"{' and '.join(MISSING)} missing: sudo apt install chromium chromium-driver"
)

COUNTS = (0, 3, 200)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A page with none, few and many findings, hostile ones among them."""
    made: dict[int, Path] = {}
    for count in COUNTS:
        folder = tmp_path_factory.mktemp(f"with-{count}")
        write(sample(7, count), [], folder)
        made[count] = folder / "report.html"
    return made


def written(result: Result) -> str:
    return page(result, ids=[finding.id for finding in result.findings], contract=contract_path())


@in_browser
@pytest.mark.parametrize("count", COUNTS)
def test_a_page_needs_nothing_and_lets_nothing_act(
    count: int, browser: Browser, pages: dict[int, Path]
) -> None:
    """No part from elsewhere, no violation of its policy, one script, and the title is its own."""
    browser.open(pages[count])
    assert browser.log() == []
    assert browser.run("return document.title").startswith("✓ Contract of" if count == 0 else "✗ Contract of")
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert (
        browser.run("return document.querySelectorAll('[src],link,iframe,object,embed,base,img').length") == 0
    )
    assert browser.run("return document.scripts.length") == (1 if count else 0)
    assert browser.run("return document.querySelectorAll('details.finding').length") == count
    assert (
        browser.run(
            "const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
            "return ids.filter((id, i) => ids.indexOf(id) !== i)"
        )
        == []
    )
    assert (
        browser.run(
            "return [...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
            ".filter(href => href[0] !== '#' || !document.getElementById(href.slice(1)))"
        )
        == []
    )


@in_browser
def test_the_policy_holds_against_what_gets_in(browser: Browser, pages: dict[int, Path]) -> None:
    """Were markup of a server's to get into the page, neither script, style nor picture of it would work."""
    browser.open(pages[3])
    browser.run(
        "document.body.insertAdjacentHTML('beforeend',"
        ' \'<img src="http://127.0.0.1:9/x" onerror="document.title=1">\''
        " + '<p id=styled style=\"color: rgb(1, 2, 3)\">x</p>');"
        "const script = document.createElement('script');"
        "script.textContent = 'document.title = `owned`'; document.body.append(script);"
    )
    assert browser.run("return document.title").startswith("✗ Contract")
    assert browser.run("return getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
    said = "\n".join(browser.log())
    for directive in ("default-src", "style-src", "script-src"):
        assert f"{directive} " in said


@in_browser
def test_hostile_bytes_are_shown(browser: Browser, pages: dict[int, Path]) -> None:
    """Control and direction characters stand there by their numbers; tags stand there as text."""
    browser.open(pages[200])
    text: str = browser.run("return document.body.textContent")
    for shown in (
        "</script><script>",
        "\\x00",
        "\\x1b[31m",
        "\\u202e",
        "\\xff\\xfe",
        "{{ 7 * 7 }}",
        "\\ud800",
    ):
        assert shown in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200b\ufeff]", text)


@in_browser
def test_the_filter_and_the_index(browser: Browser, pages: dict[int, Path]) -> None:
    """Words, rule and check narrow the findings down, and a link opens its finding."""
    run = sample(7, 200)
    browser.open(pages[200])
    count = "return [...document.querySelectorAll('details.finding')].filter(f => f.checkVisibility()).length"
    assert browser.run(count) == 200
    fill = "const e = document.getElementById('{}'); e.value = '{}'; e.dispatchEvent(new Event('input'))"
    browser.run(fill.format("filter-rule", "sort"))
    of_rule = sum(finding.breach.rule == "sort" for finding in run.findings)
    assert browser.run(count) == of_rule > 0
    assert browser.run("return document.getElementById('filter-count').textContent") == f"{of_rule} of 200"
    browser.run(
        fill.format("filter-check", "crons.fires")
        + ";"
        + fill.format("filter-text", "nowhere").replace("const e", "const f").replace("e.", "f.")
    )
    assert browser.run(count) == 0
    assert browser.run("return document.getElementById('nothing').checkVisibility()")
    assert browser.run("return [...document.querySelectorAll('.operation')].every(o => !o.checkVisibility())")

    id = run.findings[100].id
    browser.open(pages[200], f"f-{id}")
    assert browser.run(
        "return [...document.querySelectorAll('details.finding[open] > .inside')].map(f => f.id)"
    ) == [f"f-{id}"]
    top = browser.run(f"return document.getElementById('f-{id}').getBoundingClientRect().top")
    assert 0 <= top < 400


@in_browser
def test_what_is_copied_is_what_is_shown(browser: Browser, pages: dict[int, Path]) -> None:
    """The button puts the snippet on the clipboard."""
    browser.open(pages[3])
    browser.devtools(
        "Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"]
    )
    browser.run(
        "document.querySelectorAll('details').forEach(d => d.open = true);"
        "document.querySelector('.copy').click()"
    )
    shown = browser.run(
        "return document.querySelector('.copy').parentElement.querySelector('pre').textContent"
    )
    assert shown.startswith(("curl", "printf"))
    copied = browser.command(
        "execute/async", script="navigator.clipboard.readText().then(arguments[0])", args=[]
    )
    assert copied == shown
    assert browser.run("return document.querySelector('.copy').textContent") == "Copied"


@in_browser
@pytest.mark.parametrize("count", COUNTS)
def test_nothing_is_wider_than_the_screen(count: int, browser: Browser, pages: dict[int, Path]) -> None:
    """On a telephone and on a desk, folded and unfolded, the page itself does not scroll sideways."""
    browser.open(pages[count])
    for width in (360, 800, 1400):
        browser.size(width)
        for act in ("return", "document.querySelectorAll('details').forEach(d => d.open = true); return"):
            assert browser.run(f"{act} document.documentElement.scrollWidth") <= width


CONTRAST = """
const channel = c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
const parse = text => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
const below = e => { for (; e; e = e.parentElement) {
  const found = parse(getComputedStyle(e).backgroundColor);
  if (found.length < 4 || found[3] > 0) return found; } return [255, 255, 255]; };
document.querySelectorAll('details').forEach(d => d.open = true);
const poor = new Set();
for (const e of document.body.querySelectorAll('*')) {
  const words = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!words || !e.checkVisibility() || e.closest('svg, script, select')) continue;
  const [a, b] = [light(parse(getComputedStyle(e).color)), light(below(e))].sort((x, y) => y - x);
  const ratio = (a + .05) / (b + .05);
  if (ratio < 4.5) poor.add(`${e.tagName}.${e.className}: ${ratio.toFixed(2)}`);
}
return [...poor];
"""


@in_browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_word_can_be_read(dark: bool, browser: Browser, pages: dict[int, Path]) -> None:
    """Words have the contrast of WCAG AA, by day and by night, and the two differ."""
    browser.size(1400, dark=dark)
    browser.open(pages[3])
    assert browser.run(CONTRAST) == []
    ground = browser.run("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground))) < 200) is dark


@in_browser
def test_the_grid_is_a_table_for_everyone(browser: Browser, pages: dict[int, Path]) -> None:
    """Headers have a scope, cells a name and a symbol; what was never accepted stands out."""
    run = sample(7, 200)
    browser.open(pages[200])
    assert browser.run("return [...document.querySelectorAll('th:not(.rest)')].every(th => th.scope)")
    cells = browser.run(
        "return [...document.querySelectorAll('.grid td.cell:not(.none)')].map(td =>"
        " [td.className, td.textContent.trim(), td.firstElementChild.getAttribute('aria-label')])"
    )
    assert all(text and name for _, text, name in cells)
    assert len({kind for kind, _, _ in cells}) == len({text[0] for _, text, _ in cells}) == 4
    bad = [(text, name) for kind, text, name in cells if "bad" in kind]
    assert sum(int(text.split()[1]) for text, _ in bad) == 200
    assert all("findings" in name for _, name in bad)
    unreached = browser.run("return [...document.querySelectorAll('tr.unreached')].map(tr => tr.innerText)")
    assert len(unreached) == sum(not tally.accepted for tally in run.operations.values())
    assert browser.run("return document.querySelectorAll('.grid th.first[scope=row]').length") == len(ROUTES)
    assert any("--allow global" in row for row in unreached)
    for part in ("svg[role=img]", "[role=region]", "nav"):
        assert browser.run(
            f"return [...document.querySelectorAll('{part}')].every(e =>"
            " e.hasAttribute('aria-label') || e.hasAttribute('aria-labelledby'))"
        )


@in_browser
def test_paper_has_everything(browser: Browser, tmp_path: Path) -> None:
    """Before it is printed, each finding is unfolded."""
    write(sample(7, 8), [], tmp_path)
    browser.open(tmp_path / "report.html")
    assert browser.run("return document.querySelectorAll('details.finding[open]').length") == 0
    browser.devtools("Page.printToPDF")
    assert browser.run("return document.querySelectorAll('details.finding[open]').length") == 8


@in_browser
def test_the_page_serves_without_its_script(browser: Browser, pages: dict[int, Path]) -> None:
    """With scripts off nothing is missing but the filter and the copy buttons, and these are not shown."""
    text = pages[200].read_text(encoding="utf-8")
    bare = pages[200].with_name("bare.html")
    bare.write_text(re.sub('<script>"use strict.*?</script>', "", text, flags=re.DOTALL), encoding="utf-8")
    browser.open(bare)
    assert browser.run("return document.scripts.length") == 0
    assert browser.run(
        "return [...document.querySelectorAll('.filter, .copy')].every(e => !e.checkVisibility())"
    )
    assert (
        browser.run(
            "return [...document.querySelectorAll('details.finding')].filter(f => f.checkVisibility()).length"
        )
        == 200
    )


def test_a_finding_tells_all() -> None:
    """Rule, message, request, answer, contract line, curl, Python and the replay are on the page."""
    request = Request(
        "crons_create", "POST", "/runs/crons", (), {"content-type": "application/json"}, b'{"schedule":"x"}'
    )
    answer = Answer(500, {"content-type": "text/plain", "x-told": "<b>"}, b"Internal <i>error</i>", 0.0123)
    finding = Finding(
        "crons.stored",
        "crons_create",
        Breach("server_error", "500", "the server failed\nand said why"),
        (Exchange(7, 1.0, request, answer),),
        1.0,
        repeatable=False,
    )
    result = replace(sample(1, 0), findings=[finding])
    text = written(result)
    line = Source(contract_path()).passage(finding)
    assert line is not None
    for told in (
        RULES["server_error"],
        "the server failed</span>",
        "and said why",
        "500 Internal Server Error",
        "12 ms",
        "Internal &lt;i&gt;error&lt;/i&gt;",
        "x-told: &lt;b&gt;",
        f"agent-server.yaml, line {line.first}",
        line.lines[0].strip().replace("'", "&#39;"),
        "--data-raw &#39;{&#34;schedule&#34;:&#34;x&#34;}&#39;",
        "crons_create.sync_detailed(",
        f"cronwright contract replay findings/{finding.id}.json",
        "did not show it a second time",
    ):
        assert told in text, told


def test_a_long_way_to_a_finding_is_told_short() -> None:
    """The same request in a row stands once; of many requests the first and the last stand there."""
    answer = Answer(200, {}, b"[]", 0.01)
    asked = [Request("runs_list", "GET", f"/threads/{number}/runs") for number in (*range(30), *[30] * 9)]
    finding = Finding(
        "crons.fires",
        "runs_list",
        Breach("fires", "", "no run came"),
        tuple(Exchange(number, 0.1, request, answer) for number, request in enumerate(asked, 1)),
        1.0,
    )
    text = written(replace(sample(1, 0), findings=[finding]))
    assert "10 ms, 9 times" in text
    assert "19 requests between these" in text
    shown = {int(number) for number in re.findall(r"</b> /threads/(\d+)/runs", text)}
    assert shown == {*range(4), *range(23, 31)}


def test_a_huge_body_is_cut_and_says_so() -> None:
    """A body of 5 MB leaves a page of a size that can be sent, with a note of what is not on it."""
    body = b'{"detail": "' + b"x" * 5_000_000 + b'"}'
    request = Request("crons_get", "POST", "/runs/crons/1", (), {}, body)
    finding = Finding(
        "crons.stored",
        "crons_get",
        Breach("body", "", body.decode()),
        (Exchange(1, 1.0, request, Answer(200, {}, body, 0.1)), Exchange(2, 1.0, request, None, "gone")),
        1.0,
    )
    text = written(replace(sample(1, 0), findings=[finding]))
    assert len(text) < 400_000
    assert "cut after 16,000 of 5,000,014 characters" in text
    assert "5.0 MB" in text
    assert "too long to be copied" in text


def test_two_hundred_findings_are_a_page_that_can_be_sent(pages: dict[int, Path]) -> None:
    """The weight of the page stays below 3 MB."""
    assert pages[200].stat().st_size < 3_000_000


def test_a_run_that_could_not_be_made_says_why() -> None:
    """Exit code 2 in words, with the reasons; a finding beside them is exit code 1."""
    blocked = replace(sample(1, 0), blocked=["no <assistant> of that graph"], checks=[], operations={})
    text = written(blocked)
    assert "exit code 2" in text
    assert "no &lt;assistant&gt; of that graph" in text
    both = written(replace(sample(1, 1), blocked=["never accepted: crons_create"]))
    assert "1 finding (exit code 1)" in both
    assert "never accepted: crons_create" in both


PLACES = [
    (
        "crons_get",
        "body",
        "200 next_run_date type",
        200,
        "next_run_date:",
        "Cron > properties > next_run_date",
    ),
    (
        "crons_search",
        "body",
        "200 */payload/input type",
        200,
        "payload:",
        "CronPartial > properties > payload",
    ),
    ("crons_create", "status", "500", 500, "responses:", "/runs/crons > post > responses"),
    ("crons_create", "accepts_bad", "body schedule", 200, "schedule:", "CronCreate > properties > schedule"),
    ("runs_list", "accepts_bad", "query limit", 200, "- description", "runs > get > parameters > limit"),
    ("crons_search", "header", "x-pagination-next", 200, "x-pagination-next", "headers > X-Pagination-Next"),
    ("crons_get", "stored", "metadata", 200, "metadata:", "Cron > properties > metadata"),
    ("threads_get", "deleted", "", 200, "get:", "/threads/{thread_id} > get"),
]


@pytest.mark.parametrize(("operation", "rule", "place", "status", "starts", "trail"), PLACES)
def test_the_contracts_line(
    operation: str, rule: str, place: str, status: int, starts: str, trail: str
) -> None:
    """The passage is the one of the operation, its response, or the field that the place names."""
    exchange = Exchange(1, 0.0, Request(operation, "GET", "/"), Answer(status, {}, b"", 0.0))
    source = Source(contract_path())
    passage = source.passage(Finding("c", operation, Breach(rule, place, ""), (exchange,), 0.0))
    assert passage is not None
    assert passage.trail.endswith(trail)
    assert passage.lines[0].strip().lower().startswith(starts)
    lines = contract_path().read_text(encoding="utf-8").splitlines()
    assert lines[passage.first - 1] == passage.lines[0]


def test_every_operation_and_rule_has_a_line() -> None:
    """Whatever is found, the page can say where the contract speaks of it; of what is not in it, nowhere."""
    source = Source(contract_path())
    for operation in source.routes:
        for rule in RULES:
            assert (
                source.passage(Finding("c", operation, Breach(rule, "404 detail", ""), (), 0.0)) is not None
            )
    assert source.passage(Finding("c", "nope", Breach("body", "", ""), (), 0.0)) is None
