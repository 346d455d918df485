"""What the embedded server's graph does, seen from outside: the tests and the demo rely on it."""

import json
import time
import urllib.request
from typing import Any

import pytest

from cronwright.embedded import EmbeddedServer


class Thread:
    def __init__(self, url: str) -> None:
        self.url = url
        self.path = f"/threads/{self.call('POST', '/threads', {})['thread_id']}"

    def call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, {"content-type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def run(self, given: object, **fields: object) -> Any:
        return self.call(
            "POST", self.path + "/runs/wait", {"assistant_id": "agent", "input": given, **fields}
        )

    @property
    def status(self) -> str:
        return str(self.call("GET", self.path)["status"])


@pytest.fixture
def thread(agent_server: EmbeddedServer) -> Thread:
    return Thread(agent_server.url)


def said(state: Any) -> list[str]:
    return [message["content"] for message in state["messages"]]


HELLO = {"messages": [{"role": "user", "content": "hello!"}]}


def test_echoes_the_last_message_and_names_the_model(thread: Thread) -> None:
    """The answer shows both what came in as input and what came in as context."""
    assert said(thread.run(HELLO, context={"model_name": "openai"})) == ["hello!", "openai: hello!"]


def test_needs_no_context_and_no_message(thread: Thread) -> None:
    """An empty mapping is an input that runs, and a thread's messages add up over its runs."""
    assert said(thread.run(HELLO)) == ["hello!", "no model: hello!"]
    assert said(thread.run({"sleep": 0}))[2:] == ["no model: no model: hello!"]


def test_sleeps_as_long_as_it_is_told(thread: Thread) -> None:
    """{"sleep": seconds} makes this run slow, and not the next on the thread."""
    before = time.monotonic()
    thread.run({"sleep": 1.5, **HELLO})
    slow = time.monotonic() - before
    thread.run(HELLO)
    assert slow >= 1.5
    assert time.monotonic() - before < slow + 1.5


def test_fails_as_it_is_told(thread: Thread) -> None:
    """{"fail": text} makes this run fail, and not the next on the thread."""
    assert thread.run({"fail": "out of paper"})["__error__"]["message"] == "out of paper"
    assert thread.status == "error"
    assert said(thread.run(HELLO))[-1] == "no model: hello!"
    assert thread.status == "idle"


def test_interrupts_and_resumes(thread: Thread) -> None:
    """{"interrupt": value} stops at the node `prepare` until the run is resumed."""
    assert thread.run({"interrupt": {"question": "go on?"}, **HELLO})["__interrupt__"][0]["value"] == {
        "question": "go on?"
    }
    assert thread.status == "interrupted"
    assert said(thread.run(None, command={"resume": True}))[-1] == "no model: hello!"


@pytest.mark.parametrize("node", ["prepare", "answer"])
def test_has_nodes_to_stop_before(thread: Thread, node: str) -> None:
    """`interrupt_before` works with the two names that the documentation gives."""
    thread.run(HELLO, interrupt_before=[node])
    assert thread.call("GET", thread.path + "/state")["next"] == [node]
