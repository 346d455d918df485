"""What is typed becomes options, or one sentence that says what to give instead."""

from __future__ import annotations

import pytest

from cronwright_contract.given import Given, Unusable, headers, per_second, seconds
from cronwright_contract.options import Profile


@pytest.mark.parametrize(
    ("text", "value"), [("90", 90), ("90s", 90), ("1.5m", 90), ("1h", 3600), ("2d", 172800)]
)
def test_a_time_is_seconds_or_has_a_unit(text: str, value: float) -> None:
    """`90`, `15m`, `1h`, `2d`."""
    assert seconds(text, "--budget") == value


@pytest.mark.parametrize("text", ["", "0", "-1", "soon", "1w", "nan", "inf", "1e999", "9" * 400])
def test_what_is_no_time_is_refused_with_its_option(text: str) -> None:
    """The text names the option and what it takes."""
    with pytest.raises(Unusable, match=r"--older-than .*15m"):
        seconds(text, "--older-than")


@pytest.mark.parametrize(("text", "value"), [("20/s", 20), ("20", 20), ("600/m", 10), ("36/h", 0.01)])
def test_a_rate_is_per_second(text: str, value: float) -> None:
    """`20/s`, `600/m`."""
    assert per_second(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["0/s", "fast", "20/d", "20/", "-5/s", "nan/s"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    """A rate of nothing would wait for ever."""
    with pytest.raises(Unusable, match="--rate"):
        per_second(text)


def test_a_header_is_a_name_and_a_value() -> None:
    """Names are lower case, a value keeps its colons."""
    assert headers(["X-Tenant: a:b", "x-trace:1"]) == {"x-tenant": "a:b", "x-trace": "1"}


def test_a_secret_header_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """`${NAME}`, which the shell leaves alone in single quotes, is looked up here."""
    monkeypatch.setenv("STAGING_TOKEN", "t0p-s3cret")
    assert headers(["Authorization: Bearer ${STAGING_TOKEN}"]) == {"authorization": "Bearer t0p-s3cret"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("x-api-key: lsv2_s3cret", "LANGGRAPH_API_KEY"),
        ("X-Api-Key: ${MY_KEY}", "LANGGRAPH_API_KEY"),
        ("authorization: Bearer s3cret", r"\$\{VARIABLE\}"),
        ("cookie: session=s3cret", r"\$\{VARIABLE\}"),
        ("x-auth-token: s3cret", r"\$\{VARIABLE\}"),
        ("authorization: Bearer ${NOT_SET_S3}", "NOT_SET_S3 is not set"),
        ("no colon s3cret", "name: value"),
        ("x\u00fc: s3cret", "header name"),
        ("x-a: a\r\nx-b: s3cret", "line break"),
    ],
)
def test_a_header_that_cannot_be_is_refused_and_its_value_not_shown(line: str, says: str) -> None:
    """A key on the command line would stand in the shell's history and in the list of processes."""
    with pytest.raises(Unusable, match=says) as refused:
        headers([line])
    assert "s3cret" not in str(refused.value)


def test_the_key_comes_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables are those of the wrapper, and the first that is set counts."""
    monkeypatch.setenv("LANGCHAIN_API_KEY", "third")
    monkeypatch.setenv("LANGSMITH_API_KEY", "second")
    with Given(base_url="http://127.0.0.1:9").options() as options:
        assert options.api_key == "second"
        assert "second" not in repr(options)


def test_the_password_of_a_url_becomes_a_header() -> None:
    """So that no exchange, no report and no screen shows the URL with it."""
    with Given(base_url="https://us%40er:p%3Aw@staging.example.com/api/").options() as options:
        assert options.url == "https://staging.example.com/api"
        assert options.headers == {"authorization": "Basic dXNAZXI6cDp3"}


@pytest.mark.parametrize("url", ["", "staging.example.com", "ftp://x", "http://x?y=1", "http://a b"])
def test_what_is_no_url_is_refused(url: str) -> None:
    """Before anything is sent."""
    with pytest.raises(Unusable, match="url"), Given(base_url=url).options():
        pass


def test_a_damaged_key_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names its variable."""
    monkeypatch.setenv("LANGGRAPH_API_KEY", "lsv2 s3cret")
    with pytest.raises(Unusable, match="LANGGRAPH_API_KEY") as refused, Given(base_url="http://x").options():
        pass
    assert "s3cret" not in str(refused.value)


def test_a_server_of_others_allows_nothing_by_itself() -> None:
    """Firing, runs and what is global are asked for one by one."""
    with Given(base_url="http://127.0.0.1:9").options() as options:
        assert options.allow == frozenset()


def test_a_read_only_run_is_allowed_nothing() -> None:
    """What is only read neither fires nor starts, whatever else is given."""
    given = Given(base_url="http://127.0.0.1:9", profile=Profile.read_only, allow=frozenset({"runs"}))
    with given.options() as options:
        assert options.allow == frozenset()


def test_a_seed_is_drawn_when_none_is_given() -> None:
    """And is not the same each time."""
    drawn = set()
    for _ in range(5):
        with Given(base_url="http://127.0.0.1:9").options() as options:
            drawn.add(options.seed)
    assert len(drawn) > 1
