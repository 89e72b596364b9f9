"""A browser driven by its own protocol over two pipes: keys, clicks, pictures; nothing to install."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from pathlib import Path
from typing import Any

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]


class Page:
    """One page of a headless Chromium (Chrome DevTools Protocol, over file descriptors 3 and 4)."""

    def __init__(self, chromium: str, profile: Path, width: int = 1300, height: int = 1200) -> None:
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        os.set_inheritable(to_browser, True)
        os.set_inheritable(from_browser, True)

        def arrange() -> None:
            # The pipes must be 3 and 4 in the browser; neither may be overwritten before it is moved.
            low = os.dup2(to_browser, 20), os.dup2(from_browser, 21)
            os.dup2(low[0], 3)
            os.dup2(low[1], 4)

        self._process = subprocess.Popen(
            [chromium, *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"],
            preexec_fn=arrange,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self._loads = 0
        self.failures: list[str] = []
        self.keys = 0
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.send(f"{domain}.enable")
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def close(self) -> None:
        """End the browser."""
        self._process.kill()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command; its result."""
        self._number += 1
        message: dict[str, object] = {
            "id": self._number,
            "method": method,
            "params": parameters,
        }
        if self._session and not method.startswith("Target."):
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                return dict(told["result"])

    def go(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        before = self._loads
        self.send("Page.navigate", url=address)
        self._loaded(before)

    def press(self, *keys: str, loads: bool = False) -> None:
        """Press keys as a person does; with ``loads`` wait for the page that follows the last."""
        before = self._loads
        for key in keys:
            self.keys += 1
            text = {"Enter": "\r", "Escape": "", "Tab": ""}.get(key, key)
            code = {"Enter": 13, "Escape": 27, "Tab": 9}.get(key, ord(key[0].upper()))
            common = {"key": key, "windowsVirtualKeyCode": code}
            extra = {"text": text} if text else {}
            self.send("Input.dispatchKeyEvent", type="keyDown", **common, **extra)
            self.send("Input.dispatchKeyEvent", type="keyUp", **common)
        if loads:
            self._loaded(before)

    def type(self, text: str) -> None:
        """Write text into what has the focus."""
        self.keys += len(text)
        self.send("Input.insertText", text=text)

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"])
        return found["result"].get("value")

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """A picture of the page."""
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def wide(self, width: int, height: int = 1200) -> None:
        """Another width of the window."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.send("Emulation.setDeviceMetricsOverride", **size)

    def _loaded(self, before: int) -> None:
        while self._loads <= before:
            self._next()

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            part = os.read(self._in, 1 << 16)
            if not part:
                raise RuntimeError("the browser ended")
            self._buffer += part
        line, self._buffer = self._buffer.split(b"\0", 1)
        told: dict[str, Any] = json.loads(line)
        if told.get("method") == "Page.loadEventFired":
            self._loads += 1
        elif told.get("method") == "Runtime.exceptionThrown":
            self.failures.append(str(told["params"]))
        elif told.get("method") == "Log.entryAdded":
            entry = told["params"]["entry"]
            # A browser asks for a favicon by itself; we have none.
            if entry["level"] == "error" and not entry.get("url", "").endswith("/favicon.ico"):
                self.failures.append(entry["text"])
        return told
