"""A server that asks for a key: it travels as `x-api-key`, and 401 and 403 are errors of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cronwright import AuthenticationError, PermissionDeniedError
from cronwright.embedded import EmbeddedServer

from ..either import SHELLS, Shell, connected

KEY = "lsv2_the-key-that-fits"
# Anybody with the key may do all but delete a cron.
AUTH = f'''
from langgraph_sdk import Auth
auth = Auth()

@auth.authenticate
async def authenticate(headers: dict) -> str:
    if headers.get(b"x-api-key") != b"{KEY}":
        raise Auth.exceptions.HTTPException(status_code=401, detail="unknown key")
    return "somebody"

@auth.on.crons.delete
async def nobody(ctx, value):
    return False
'''
EITHER = pytest.mark.parametrize("shell", SHELLS)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of such a server."""
    file = tmp_path_factory.mktemp("auth") / "auth.py"
    file.write_text(AUTH)
    with EmbeddedServer(settings={"auth": {"path": f"{file}:auth"}}) as server:
        yield server.url


@EITHER
@pytest.mark.parametrize("key", [None, "", "lsv2_another-key"])
def test_without_the_key_nothing_is_done(shell: Shell, key: str | None, guarded: str) -> None:
    """No key, or a wrong one, is an AuthenticationError that does not show it."""
    with connected(shell, guarded, api_key=key) as client:
        with pytest.raises(AuthenticationError, match="unknown key") as caught:
            client.crons.count()
    assert (caught.value.status, caught.value.body) == (401, {"detail": "unknown key"})
    assert "another-key" not in repr(caught.value) + str(caught.value)


@EITHER
def test_the_key_may_come_from_the_environment(
    shell: Shell, guarded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given or found in a variable, the key opens the server."""
    with connected(shell, guarded, api_key=KEY) as client:
        assert client.crons.count() == 0
    for name in ("LANGCHAIN_API_KEY", "LANGSMITH_API_KEY", "LANGGRAPH_API_KEY"):
        monkeypatch.setenv(name, KEY)
        with connected(shell, guarded) as client:
            assert client.crons.count() == 0
        monkeypatch.setenv(name, "lsv2_another-key")  # the next one goes before it


@EITHER
def test_what_the_key_does_not_allow(shell: Shell, guarded: str) -> None:
    """A 403 is a PermissionDeniedError, and what it was about is still there, with the user that made it."""
    with connected(shell, guarded, api_key=KEY) as client:
        thread = client.threads.create()
        made = client.crons.create_for_thread(
            thread.thread_id, "agent", schedule="@daily", input={}, enabled=False
        )
        with pytest.raises(PermissionDeniedError) as caught:
            client.crons.delete(made.cron_id)
        assert (caught.value.status, caught.value.operation) == (403, "crons_delete")
        assert client.crons.get(made.cron_id).user_id == "somebody"
        client.threads.delete(thread.thread_id)  # and its cron with it
        assert client.crons.count() == 0
