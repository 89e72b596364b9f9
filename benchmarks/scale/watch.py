"""Run a command and watch its processes: memory of each over time, CPU seconds, wall time.

Reads /proc, so it measures on Linux only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Watched:
    """What a run took.

    Attributes:
        code: Exit code; negative for a signal.
        wall: Seconds.
        cpu: CPU seconds of all its processes, as far as they were seen.
        peaks: Largest resident megabytes of each process, the largest first.
        series: (second, megabytes of the largest process, megabytes of all), a sample a while.
    """

    code: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    peaks: list[int] = field(default_factory=list)
    series: list[tuple[int, int, int]] = field(default_factory=list)
    output: str = ""

    def shown(self) -> dict[str, object]:
        """For the report: at most twelve samples of the series."""
        step = max(1, len(self.series) // 12)
        return {
            "exit": self.code,
            "wall_s": round(self.wall, 1),
            "cpu_s": round(self.cpu, 1),
            "peak_mb_by_process": self.peaks[:6],
            "mb_over_time": [list(row) for row in self.series[::step]],
        }


def run(words: Sequence[str], env: Mapping[str, str], kill_after: float | None = None) -> Watched:
    """Run to the end, or kill the whole group with SIGKILL after some seconds."""
    made, begun = Watched(), time.monotonic()
    settings = [f"{name}={value}" for name, value in env.items()]
    child = subprocess.Popen(
        ["env", *settings, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    end = threading.Event()
    peaks: dict[int, int] = {}
    spent: dict[int, float] = {}

    def look() -> None:
        last = -1e9
        while not end.wait(0.5):
            sizes = {pid: _megabytes(pid) for pid in _tree(child.pid)}
            for pid, size in sizes.items():
                peaks[pid] = max(peaks.get(pid, 0), size)
                spent[pid] = max(spent.get(pid, 0.0), _seconds(pid))
            now = time.monotonic() - begun
            if sizes and now - last >= 10:
                made.series.append((round(now), max(sizes.values()), sum(sizes.values())))
                last = now

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        made.output, _ = child.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        made.output, _ = child.communicate()
    made.wall, made.code = time.monotonic() - begun, child.returncode
    end.set()
    watcher.join()
    made.peaks = sorted(peaks.values(), reverse=True)
    made.cpu = sum(spent.values())
    return made


def _tree(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parent = int(stat.rsplit(")", 1)[1].split()[1])
            parents.setdefault(parent, []).append(int(entry.name))
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue += parents.get(pid, [])
    return found


def _megabytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def _seconds(pid: int) -> float:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(parts[11]) + int(parts[12])) / _TICK
