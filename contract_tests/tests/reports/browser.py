"""A real headless Chromium, driven by its own driver over HTTP (W3C WebDriver): no library in between."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]

MISSING = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]


class Browser:
    """One window."""

    def __init__(self, http: httpx.Client, session: str) -> None:
        self._http = http
        self._session = session

    def open(self, page: Path, anchor: str = "") -> None:
        """Load a page from a file, anew."""
        self.command("url", url="about:blank")
        self.command("url", url=page.as_uri() + (f"#{anchor}" if anchor else ""))

    def size(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        """Be a screen of this size and colour scheme."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.devtools("Emulation.setEmulatedMedia", features=[scheme])

    def run(self, script: str) -> Any:
        """What a function with this body gives in the page."""
        return self.command("execute/sync", script=script, args=[])

    def devtools(self, method: str, **parameters: Any) -> Any:
        return self.command("goog/cdp/execute", cmd=method, params=parameters)

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """A picture of what the screen shows, or of the whole page."""
        found = self.devtools("Page.captureScreenshot", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(found["data"]))

    def log(self) -> list[str]:
        """What the page wrote to the console since the last look: a violation of its policy, an error."""
        return [entry["message"] for entry in self.command("se/log", type="browser")]

    def command(self, name: str, **body: Any) -> Any:
        answer = self._http.post(f"/session/{self._session}/{name}", json=body)
        value = answer.json()["value"]
        if answer.is_error:
            raise RuntimeError(f"{name}: {value}")
        return value


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with a profile of its own, which goes with it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            assert driver.stdout is not None
            port = next(
                found[1]
                for line in driver.stdout
                if (found := re.search(r"successfully on port (\d+)", line))
            )
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as http:
                wanted = {
                    "goog:chromeOptions": {
                        "binary": shutil.which("chromium"),
                        "args": [*OPTIONS, f"--user-data-dir={profile}"],
                    },
                    "goog:loggingPrefs": {"browser": "ALL"},
                }
                answer = http.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
                session = answer.json()["value"]
                assert answer.is_success, session
                try:
                    yield Browser(http, session["sessionId"])
                finally:
                    http.delete(f"/session/{session['sessionId']}")
        finally:
            driver.terminate()
            driver.communicate(timeout=20)
