"""A warning points at the line of the person who can change it."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from types import FrameType

import pytest

from cronwright.guards.schedule import ScheduleWarning, check_schedule
from cronwright.guards.warn import warn

_RELAY = "def relay(call):\n    return call()\n"


def _inside(package: str, call: Callable[[], object]) -> Callable[[], object]:
    """`call`, made from a frame of another package."""
    space: dict[str, Callable[[Callable[[], object]], object]] = {"__name__": package}  # type: ignore[dict-item]
    exec(_RELAY, space)
    return lambda: space["relay"](call)


def test_a_warning_of_a_guard_names_the_line_that_called_it() -> None:
    """However deep the guard is, the line is the caller's."""
    line = sys._getframe().f_lineno + 2
    with pytest.warns(ScheduleWarning) as caught:
        check_schedule("* * * * * *", zone=None)
    assert [(w.filename, w.lineno) for w in caught] == [(__file__, line)]


@pytest.mark.parametrize("package", ["cronwright", "cronwright.crons", "agent_server_api.api.crons"])
def test_frames_of_this_client_are_passed_over(package: str) -> None:
    """Shells and descriptors lie between the guard and the caller; none of them is named."""
    with pytest.warns(UserWarning, match="hello") as caught:
        _inside(package, lambda: _inside(package, _warn_from_the_core)())()
    assert all(w.filename == __file__ for w in caught)


def test_a_package_whose_name_only_begins_alike_is_a_caller() -> None:
    """cronwright_contract is a user of the client."""
    with pytest.warns(UserWarning, match="hello") as caught:
        _from("cronwright_contract.suite")
    assert [w.filename for w in caught] == ["<string>"]


def test_a_call_without_a_caller_outside_names_the_outermost_frame() -> None:
    """A thread may start inside the client: the warning is given all the same."""
    with pytest.warns(UserWarning, match="hello") as caught:
        _outermost("cronwright.thread")
    assert len(caught) == 1


def test_a_line_is_warned_of_once() -> None:
    """The filter `default` reports each line once, as it does for any library."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            warn("once", UserWarning)
    assert len(caught) == 1


def _warn_from_the_core() -> None:
    warn("hello", UserWarning)


def _from(package: str) -> None:
    exec("warn('hello', UserWarning)", {"__name__": package, "warn": warn})


def _outermost(package: str) -> None:
    """Run in a thread whose every Python frame is of this client."""
    import _thread
    import threading

    done = threading.Event()
    space: dict[str, object] = {"__name__": package, "warn": warn, "done": done}
    exec(
        "def run():\n    try:\n        warn('hello', UserWarning)\n    finally:\n        done.set()\n", space
    )
    run = space["run"]
    assert callable(run)
    _thread.start_new_thread(run, ())
    assert done.wait(5)


def test_the_walk_ends_at_a_frame_without_a_name() -> None:
    """Code run by exec may have no module name; it is nobody's of ours."""
    seen: list[FrameType] = []
    exec("seen.append(frame())", {"seen": seen, "frame": sys._getframe})
    with pytest.warns(UserWarning, match="hello"):
        exec("warn('hello', UserWarning)", {"warn": warn})
    assert "__name__" not in seen[0].f_globals
