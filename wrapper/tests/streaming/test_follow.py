"""What is made of a server that does not do what it should while a stream is taken up again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from cronwright import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    NotFoundError,
    StreamGapWarning,
)

from ..either import SHELLS, Shell, connected
from ..faulty import faulty_server, http

EITHER = pytest.mark.parametrize("shell", SHELLS)
THREAD, RUN = "01a2193d-321a-7103-9865-6a8fed904e01", "01a2193d-321a-7103-9865-6a8fed904e02"
PLACE = f"/threads/{THREAD}/runs/{RUN}"


def events(*ids: str | None, more: bytes = b"") -> bytes:
    """Events of these ids, the stream's end, and then the connection's."""
    written = b"".join(
        b'event: values\r\ndata: {"n":%d}\r\n%s\r\n'
        % (n, b"" if one is None else b"id: %s\r\n" % one.encode())
        for n, one in enumerate(ids)
    )
    head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n"
    return f"{head}location: {PLACE}/stream\r\n\r\n".encode() + written + more


def broken(*ids: str | None) -> bytes:
    """The same, and the connection breaks."""
    answer = events(*ids).replace(b"connection: close", b"content-length: 99999")
    return answer.replace(b"text/event-stream\r\n", b"text/event-stream\r\nx-broken: 1\r\n")


def status(name: str) -> bytes:
    return http(body=orjson.dumps({"status": name}))


class Script:
    """Answers to the asks for a stream, in turn (the last again and again), and to those for its run."""

    def __init__(self, *streams: bytes | None, run: bytes | None = None) -> None:
        self.streams = list(streams)
        self.run = run if run is not None else status("success")
        self.asked: list[str | None] = []

    def __call__(self, number: int, request: bytes) -> bytes | None:
        head = request.partition(b"\r\n\r\n")[0].decode()
        if "/stream" not in head.partition("\r\n")[0]:
            return self.run
        found = [line for line in head.split("\r\n") if line.lower().startswith("last-event-id: ")]
        self.asked.append(found[0].partition(": ")[2] if found else None)
        return self.streams.pop(0) if len(self.streams) > 1 else self.streams[0]


def read(shell: Shell, script: Script, ask: Callable[[Any], Any] | None = None, **options: Any) -> list[Any]:
    """The numbers of the events that come."""
    ends = lambda answer: b"text/event-stream" in answer  # noqa: E731
    with faulty_server(script, hang_up_after=ends) as server:
        with connected(shell, server.url, api_key=None, **options) as client:
            how = ask or (lambda client: client.runs.stream(THREAD, "a", input={}, stream_resumable=True))
            return [(part.data["n"], part.id) for part in how(client)]


@EITHER
def test_it_goes_on_after_the_id_before_the_newest(shell: Shell) -> None:
    """So that a second event of the newest id is not lost; what came already is left out."""
    script = Script(broken("1-0", "2-0"), broken("2-0", "2-0", "3-0"), events("3-0"))
    assert read(shell, script) == [(0, "1-0"), (1, "2-0"), (0, "2-0"), (2, "3-0"), (0, "3-0")]
    # Twice more after it: what is due came changed, and then as it was.
    assert script.asked == [None, "1-0", "2-0", "2-0", "2-0"]


@EITHER
def test_before_any_event_it_goes_on_from_the_start(shell: Shell) -> None:
    """Of a run whose events are kept."""
    script = Script(broken(), events("1-0"), events("1-0"))
    assert read(shell, script) == [(0, "1-0")]
    assert script.asked[:2] == [None, "-1"]


@EITHER
def test_ids_of_another_form(shell: Shell) -> None:
    """Are taken as they are: the newest where there is none before it."""
    script = Script(broken("a"), broken("b", "c"), events())
    ask = lambda client: client.runs.join_stream(THREAD, RUN)  # noqa: E731
    assert read(shell, script, ask) == [(0, "a"), (0, "b"), (1, "c")]
    assert script.asked[:3] == [None, "a", "b"]


@EITHER
def test_a_run_that_keeps_nothing(shell: Shell) -> None:
    """Is followed without an id, and the warning says that something may be lost."""
    script = Script(broken(None), events(None))
    with pytest.warns(StreamGapWarning):
        assert (
            read(shell, script, lambda client: client.runs.stream(THREAD, "a", input={})) == [(0, None)] * 2
        )
    assert script.asked == [None, None]


@EITHER
def test_a_clean_end_of_a_run_under_way(shell: Shell) -> None:
    """Is none: the stream is asked for again, as often as it takes."""
    script = Script(events("1-0"), events(), events(), events("2-0"), run=status("running"))

    def over_at_last(number: int, request: bytes) -> bytes | None:
        if len(script.asked) == 4:
            script.run = status("success")
        return script(number, request)

    with faulty_server(over_at_last, hang_up_after=lambda answer: b"event-stream" in answer) as server:
        with connected(shell, server.url, api_key=None) as client:
            made = client.runs.stream(THREAD, "a", input={}, stream_resumable=True)
            assert [part.id for part in made] == ["1-0", "2-0"]


@EITHER
@pytest.mark.parametrize(
    "run", [http("404 Not Found"), http(body=b"[]"), http(body=b"no JSON")], ids=["404", "a list", "text"]
)
def test_a_run_that_cannot_be_asked_for(shell: Shell, run: bytes) -> None:
    """Is taken for over: there is nothing more to wait for."""
    assert read(shell, Script(events("1-0"), events("1-0"), run=run)) == [(0, "1-0")]


@EITHER
def test_a_run_that_is_asked_for_in_vain(shell: Shell) -> None:
    """A server that cannot answer for the moment is no reason to end."""
    script = Script(
        events("1-0"), events("2-0", more=b"event: end\r\ndata: null\r\n\r\n"), run=http("503 Busy")
    )
    ask = lambda client: client.runs.stream(THREAD, "a", input={}, stream_resumable=True, max_retries=1)  # noqa: E731
    with pytest.raises(TypeError):
        # The event `end` has no data of ours.
        read(shell, script, ask)
    assert script.asked == [None, "-1"]


@EITHER
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (http("404 Not Found"), NotFoundError),
        (http("403 Forbidden"), APIStatusError),
        (http(body=b"{}"), APIResponseValidationError),
    ],
    ids=["404", "403", "no stream"],
)
def test_a_refusal_on_the_way(shell: Shell, answer: bytes, kind: type[Exception]) -> None:
    """Ends it with the error that says so."""
    with pytest.raises(kind):
        read(shell, Script(broken("1-0"), answer))


@EITHER
def test_a_server_that_is_away_for_a_moment(shell: Shell) -> None:
    """Is asked again."""
    away = http("503 Busy")
    assert read(shell, Script(broken("1-0"), away, away, None, events("1-0"))) == [(0, "1-0")]


@EITHER
def test_a_server_that_stays_away(shell: Shell) -> None:
    """Is given up after five tries, and what it said last is the error; or more, as the caller wishes."""
    for retries, tries in ((2, 5), (7, 7)):
        script = Script(broken("1-0"), http("503 Busy"))
        with pytest.raises(APIStatusError, match="503"):
            read(shell, script, max_retries=retries)
        assert len(script.asked) == 1 + tries
    with pytest.raises(APIConnectionError):
        read(shell, Script(broken("1-0"), None))


@EITHER
@pytest.mark.parametrize("data", [b"data: {no JSON\r\n\r\n", b"event: values\r\ndata: \xff\r\n\r\n"])
def test_what_is_no_json(shell: Shell, data: bytes) -> None:
    """Is an error that says so; what came before it was told."""
    with pytest.raises(APIResponseValidationError, match="an event cannot be read"):
        read(shell, Script(events("1-0", more=data)))


@EITHER
def test_an_event_without_end(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does not fill the memory."""
    monkeypatch.setattr("cronwright.streaming.decoder.EventDecoder.__init__.__kwdefaults__", {"limit": 1000})
    with pytest.raises(APIResponseValidationError, match="larger than 1,000 bytes"):
        read(shell, Script(events("1-0", more=b"data: " + b"x" * 2000)))


@EITHER
def test_an_event_that_comes_as_kept_and_as_new(shell: Shell) -> None:
    """Comes once while its run is under way; of one that is over, two that are alike are two."""
    twice = events("5-0").partition(b"event: values")
    again = twice[0] + (twice[1] + twice[2]) * 2
    ask = lambda client: client.runs.join_stream(THREAD, RUN, last_event_id="4-0")  # noqa: E731
    closing = b'event: end\r\ndata: {"n":9}\r\n\r\n'
    assert read(shell, Script(again + closing, run=status("running")), ask) == [(0, "5-0"), (9, "5-0")]
    assert read(shell, Script(again + closing, run=status("success")), ask) == [
        (0, "5-0"),
        (0, "5-0"),
        (9, "5-0"),
    ]


@EITHER
def test_the_stream_of_a_thread_goes_on_too(shell: Shell) -> None:
    """From its newest events, once more where it ends; it has no run that could be over."""
    place = f"/threads/{THREAD}/stream"
    first = broken("1-0").replace(f"{PLACE}/stream".encode(), place.encode())
    then = events("1-0", "2-0").replace(f"{PLACE}/stream".encode(), place.encode())
    script = Script(first, then)
    assert read(shell, script, lambda client: client.threads.join_stream(THREAD)) == [(0, "1-0"), (1, "2-0")]
    assert script.asked == [None, "-", "1-0"]
