# SPDX-License-Identifier: Apache-2.0
"""A real browser for tests: Chromium, spoken to through a pipe, with a profile of its own."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
needs_chromium = pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed here")

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-dev-shm-usage --remote-debugging-pipe"
).split()


class Browser:
    """One window; what a page says on its console is gathered in `said`."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []  # addresses of requests

    def __enter__(self) -> Self:
        """Start it."""
        assert PROGRAM is not None
        self._folder = tempfile.mkdtemp(prefix="journey-studio-browser-")
        there, self._out = os.pipe()
        self._in, back = os.pipe()
        # Chromium reads from 3 and writes to 4, whatever the numbers of our pipes are.
        script = f'exec "$0" "$@" 3<&{there} 4>&{back}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, PROGRAM, *_FLAGS, f"--user-data-dir={self._folder}"],
            pass_fds=(there, back),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(there)
        os.close(back)
        self._number, self._rest = 0, b""
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        found = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it and everything it left."""
        self._process.terminate()
        self._process.wait(30)
        os.close(self._out)
        os.close(self._in)
        shutil.rmtree(self._folder, ignore_errors=True)

    def call(self, method: str, **values: Any) -> Any:
        """One command of the DevTools protocol, and its answer."""
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": values}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._out, json.dumps(asked).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._in, 1 << 20)
            assert more, "the browser went away"
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(line)
        values = told.get("params", {})
        if told.get("method") == "Log.entryAdded":
            self.said.append(values["entry"]["text"])
        if told.get("method") == "Runtime.exceptionThrown":
            self.said.append(json.dumps(values["exceptionDetails"]))
        if told.get("method") == "Network.requestWillBeSent":
            self.asked.append(values["request"]["url"])
        return told

    def size(self, width: int, height: int, **more: Any) -> None:
        """The size of the window, CSS px."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        if more:
            features = [{"name": k.replace("_", "-"), "value": v} for k, v in more.items()]
            self.call("Emulation.setEmulatedMedia", features=features)

    def open(self, path: Path) -> None:
        """Open a file, and wait until it is there."""
        self.call("Page.navigate", url=path.as_uri())
        for _ in range(200):
            if (
                self.js("document.readyState") == "complete"
                and self.js("location.href") != "about:blank"
            ):
                return
            time.sleep(0.05)
        raise AssertionError("the page does not get ready")

    def js(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def picture(self) -> bytes:
        """The window as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    def pdf(self) -> bytes:
        """The page as it is printed."""
        made = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(made["data"])
