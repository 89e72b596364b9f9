"""The system's clock, never going backwards within one process."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """UTC to the second; where the system's clock jumps back, the last answer is given again."""

    def __init__(self) -> None:
        self._last = ""

    def now(self) -> str:
        """UTC as ``2026-11-22T10:15:00Z``."""
        text = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251 - this is the clock
        self._last = max(self._last, text)
        return self._last
