"""Speed and recall of the index: ``python -m benchmarks.engines [--entities 200000] [--queries 4000] [--check]``.

Single-query latency is the minimum of repeats, then percentiles over queries; throughput is by CPU
second of this process. rapidfuzz runs over the same names in the same run. With ``--check`` the pinned
minima of ``minima.json`` are held (recall always, speed only where the machine is idle enough to
measure). Corpora are invented with fixed seeds and named by digest.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.engines.generate import Person, Query, digest, entities, queries
from benchmarks.engines.pairs import AGREED, measured, pairs_of

if TYPE_CHECKING:
    from dalil.engines.kernel.index import KernelIndex
    from dalil.matching.values import ListEntry

MINIMA = Path(__file__).with_name("minima.json")
REPEATS = 3
CALM = 1.5
"""Load up to which speed is held to its minima."""


def main() -> int:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entities", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=2_000)
    parser.add_argument("--home", type=Path, help="where compiled kernels and the index are kept")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    from dalil.engines.kernel import jit

    with tempfile.TemporaryDirectory() as name:
        home = Path(given.home or name)
        jit.prepare(home / "cache" / "kernel", compile=True)
        report = measure(given.entities, given.queries, home / "index" / "bench")
        for kind, few in (("one name", True), ("many names", False)):
            report[f"process start to first score, {kind}: CPU s, MB"] = first_score(home, few)
    print(json.dumps(report, indent=1))
    return held(report) if given.check else 0


def measure(count: int, asked: int, folder: Path) -> dict[str, Any]:
    """Everything about one size of index."""
    from dalil.engines.kernel import index
    from dalil.matching.values import ListEntry, ListName

    made = entities(count)
    questions = queries(made, asked)
    listed = [
        ListEntry(one.id, one.type, tuple(ListName(name) for name in one.names)) for one in made
    ]
    begun = time.perf_counter()
    index.warm()
    report: dict[str, Any] = {
        "entities": count,
        "queries": asked,
        "corpus": digest(made, questions),
        "load": round(os.getloadavg()[0], 1),
        "compile or load kernels, s": round(time.perf_counter() - begun, 2),
    }
    begun, used = time.perf_counter(), cpu()
    index.create(folder, listed, {}, workers=workers_of(count))
    report["build, entities per s"] = round(count / (time.perf_counter() - begun))
    spent = cpu() - used
    report["build, CPU s"] = round(spent, 1)
    report["build, entities per CPU s"] = round(count / spent)
    report["index, MB"] = round(
        sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6, 1
    )
    report["open, ms"] = round(1000 * timed(lambda: index.KernelIndex(folder)), 1)
    report |= searched(index.KernelIndex(folder), made, questions)
    report |= explained(index.KernelIndex(folder), listed, questions[:500])
    report |= measured(pairs_of(made, questions))
    report["memory, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return report


def workers_of(count: int) -> int:
    """As many processes as the program takes for a list of this size."""
    from dalil.engines.kernel.home import SHARED_FROM

    return (os.cpu_count() or 1) if count >= SHARED_FROM else 1


def cpu() -> float:
    """CPU seconds of this process and of its ended children."""
    ours, theirs = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime


def timed(work: Callable[[], object]) -> float:
    """The least wall time of some runs."""
    found = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def searched(
    index: KernelIndex, made: Sequence[Person], questions: Sequence[Query]
) -> dict[str, Any]:
    """Recall of candidates, of decisions; speed of batches and of single queries."""
    from dalil.engines.kernel.index import ask
    from dalil.engines.kernel.lists import judge_names

    lines = [((one.name,), one.type) for one in questions]
    begun = time.process_time()
    first = judge_names(index, lines)
    report: dict[str, Any] = {
        "first batch, queries per CPU s": round(len(lines) / (time.process_time() - begun)),
        "first batch, verdicts": sum(map(len, first)),
    }
    begun = time.process_time()
    asked = ask(lines)
    warm = time.process_time() - begun
    index.candidates(asked)
    begun = time.process_time()
    found = index.candidates(asked)
    report |= {
        "analysis of a query, us warm": round(1e6 * warm / len(lines)),
        "candidates, queries per CPU s": round(len(lines) / (time.process_time() - begun)),
    }
    report |= recall(found, questions)
    judge_names(index, lines)
    begun = time.process_time()
    verdicts = judge_names(index, lines)
    report["scored and decided, queries per CPU s"] = round(
        len(lines) / (time.process_time() - begun)
    )
    right = [
        any(v.id == q.truth for v in line) for line, q in zip(verdicts, questions, strict=True)
    ]
    best = [line[:1] and line[0].id == q.truth for line, q in zip(verdicts, questions, strict=True)]
    report["decided: the right one reviewed / first"] = (
        round(sum(right) / len(right), 4),
        round(sum(map(bool, best)) / len(best), 4),
    )
    times = [
        1000 * timed(lambda q=q: judge_names(index, [((q.name,), q.type)])) for q in questions[:500]
    ]
    report["one query, ms p50 / p99"] = percentiles(times)
    names = [name for one in made[:200_000] for name in one.names]
    report["peer: rapidfuzz token_sort over the same names, ms a query"] = peer(
        names, questions[:20]
    )
    return report


class Shelf:
    """Entries in memory, given by their places: what is measured is the engine, not the store."""

    def __init__(self, entries: Sequence[ListEntry]) -> None:
        self._entries = entries

    def at(self, list_id: str, version: str, positions: Sequence[int]) -> list[ListEntry]:
        """Entries at their places; there is one list and one version."""
        return [self._entries[place] for place in positions]


def explained(
    index: KernelIndex, listed: Sequence[ListEntry], questions: Sequence[Query]
) -> dict[str, Any]:
    """One query at a time as a screening makes it: found, scored, judged, with reasons."""
    from dalil.engines.kernel.lists import ListKernel
    from dalil.matching.screen import Subject
    from dalil.matching.values import ListVersion

    version = ListVersion("bench", "1", "0" * 64, "P", "L", len(listed), "2026-01-01T00:00:00Z")
    kernel = ListKernel(version, index, Shelf(listed))  # type: ignore[arg-type]
    subjects = [Subject((one.name,), one.type) for one in questions]
    first, begun = [], time.perf_counter()
    for subject in subjects:
        kernel.screen(subject)
        first.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
    times = [1000 * timed(lambda s=s: kernel.screen(s)) for s in subjects]
    return {
        "one query with reasons, ms p50 / p99": percentiles(times),
        "one query with reasons, asked the first time, ms p50 / p99": percentiles(first),
    }


def percentiles(times: Sequence[float]) -> tuple[float, ...]:
    """The 50th and the 99th."""
    return tuple(np.percentile(times, [50, 99]).round(2).tolist())


def recall(
    found: Sequence[Sequence[tuple[str, float]]], questions: Sequence[Query]
) -> dict[str, Any]:
    """Share of queries whose entity is among the first 1, 10 and 50 candidates, by noise."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for line, query in zip(found, questions, strict=True):
        ids = [id_ for id_, _ in line]
        place = ids.index(query.truth) if query.truth in ids else 1 << 30
        for key in (query.noise, "all"):
            for at, most in enumerate((1, 10, 50)):
                counts[key][at] += place < most
            counts[key][3] += 1
    return {
        "recall @1 / @10 / @50": {
            key: [round(hits / line[3], 4) for hits in line[:3]]
            for key, line in sorted(counts.items())
        }
    }


def peer(names: Sequence[str], questions: Sequence[Query]) -> float:
    """Rapidfuzz over all names, CPU milliseconds a query."""
    from rapidfuzz import fuzz, process

    begun = time.process_time()
    for query in questions:
        process.extract(query.name, names, scorer=fuzz.token_sort_ratio, limit=50)
    return round(1000 * (time.process_time() - begun) / len(questions), 1)


def held(report: dict[str, Any]) -> int:
    """Hold the pinned minima of this corpus; 1 where one is missed."""
    pinned = json.loads(MINIMA.read_text(encoding="utf-8")).get(report["corpus"])
    if pinned is None:
        print(f"No minima are pinned for the corpus {report['corpus']}.", file=sys.stderr)
        return 1
    got = report["recall @1 / @10 / @50"]["all"][2]
    held, worst = report["compiled against the oracle: pairs held, worst difference"]
    missed = got < pinned["recall @50"] or worst > AGREED or not held
    print(f"recall @50 {got}, pinned {pinned['recall @50']}", file=sys.stderr)
    print(f"{held} pairs held to the oracle, worst difference {worst:.1e}", file=sys.stderr)
    for name, least in pinned.get("calm", {}).items():
        if os.getloadavg()[0] <= CALM:
            missed = missed or report[name] < least
            print(f"{name}: {report[name]}, pinned {least}", file=sys.stderr)
    return int(missed)


def first_score(home: Path, few: bool) -> tuple[float, int]:
    """CPU seconds and MB (Linux) of a process from its start to its first score over an index.

    Args:
        home: Where compiled kernels and the index are kept.
        few: As ``dalil screen NAME`` does; else as a process that goes on to ask many.
    """
    code = (
        "import resource; from pathlib import Path; from dalil.engines.kernel import jit;"
        f"jit.prepare(Path({str(home / 'cache' / 'kernel')!r}), few={few});"
        "from dalil.engines.kernel.index import KernelIndex;"
        "from dalil.engines.kernel.lists import judge_names;"
        f"index = KernelIndex(Path({str(home / 'index' / 'bench')!r}));"
        "judge_names(index, [(('Orlam Vesketai',), 'person')]);"
        "used = resource.getrusage(resource.RUSAGE_SELF);"
        "lines = Path('/proc/self/status').read_text().splitlines();"  # ru_maxrss is the parent's
        "peak = next(line.split()[1] for line in lines if line.startswith('VmHWM'));"
        "print(used.ru_utime + used.ru_stime, int(peak) // 1024)"
    )
    said = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        for _ in range(REPEATS)
    ]
    found = [tuple(map(float, one.stdout.split())) for one in said]
    return round(min(cpu for cpu, _ in found), 2), round(min(memory for _, memory in found))


if __name__ == "__main__":
    sys.exit(main())
