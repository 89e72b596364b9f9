"""``/match`` under load: ``python -m benchmarks.serving [--entities 100000] [--clients 8] [--seconds 600] [--check]``.

Serves an invented list with ``dalil serve`` as a user would, and asks from as many connections as there
are clients, each one question after another: misspelt names of the list and strangers, one a request.
Latency is wall time at the client; CPU seconds are those of all server processes. ``--check`` holds the
goal: p95 under 60 ms on two cores and no error.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.engines.generate import digest, entities, queries

GOAL_MS = 60.0
_SCHEMA = {"person": "Person", "company": "Company"}


def main() -> int:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(os.environ.get("DALIL_BENCH_HOME") or name)  # noqa: TID251
        report = measure(home, given.entities, given.clients, given.seconds, given.workers)
    print(json.dumps(report, indent=1))
    bad = report["errors"] or report["p95, ms"] > GOAL_MS
    return 1 if given.check and bad else 0


def measure(
    home: Path, count: int, clients: int, seconds: float, workers: int
) -> dict[str, object]:
    """Prepare a home, serve it, ask it."""
    made = entities(count)
    asked = queries(made, 4000)
    prepare(home, made)
    env = {**os.environ, "DALIL_HOME": str(home)}  # noqa: TID251
    words = [sys.executable, "-m", "dalil", "serve", "--port", "0", "--workers", str(workers)]
    server = subprocess.Popen(words, env=env, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    begun = time.perf_counter()
    try:
        port = next(int(s.rsplit(":", 1)[1].split("/")[0]) for s in server.stderr if "http" in s)
        for _ in range(4 * workers):  # every process opens its lists
            ask(http.client.HTTPConnection("127.0.0.1", port, timeout=300), body_of(asked[0]))
        ready = time.perf_counter() - begun
        load = os.getloadavg()[0]
        opening = served(server.pid)
        mine = time.process_time()
        times, errors = run(port, [body_of(one) for one in asked], clients, seconds)
        mine = time.process_time() - mine
        used = served(server.pid) - opening
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)
    cuts = statistics.quantiles(times, n=100)
    return {
        "entities": count,
        "corpus": digest(made, asked),
        "clients": clients,
        "server processes": workers,
        "seconds": seconds,
        "load when it began": round(load, 1),
        "ready after, s": round(ready, 1),
        "requests": len(times),
        "errors": errors,
        "requests per s": round(len(times) / seconds),
        "p50, ms": round(1000 * cuts[49], 1),
        "p95, ms": round(1000 * cuts[94], 1),
        "p99, ms": round(1000 * cuts[98], 1),
        "worst, ms": round(1000 * max(times), 1),
        "CPU ms a request, all server processes": round(1000 * used / max(len(times), 1), 2),
        "CPU s of opening, all server processes": round(opening, 1),
        "CPU ms a request, clients": round(1000 * mine / max(len(times), 1), 2),
    }


def served(parent: int) -> float:
    """CPU seconds of a process and its children, from /proc (Linux); 0 elsewhere."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if parent in (int(stat.parent.name), int(fields[1])):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def prepare(home: Path, made: list) -> None:  # type: ignore[type-arg]
    """The list on the shelf, with its index."""
    from dalil.assembly import build
    from dalil.assembly_lists import make_indexes
    from dalil.config import Config
    from dalil.matching.values import ListEntry, ListName, ListVersion

    dalil = build(Config.load({**os.environ, "DALIL_HOME": str(home)}))  # noqa: TID251
    if dalil.shelf.versions("invented"):
        make_indexes(dalil)
        return
    staging = dalil.shelf.stage()
    for one in made:
        staging.add(ListEntry(one.id, one.type, tuple(ListName(name) for name in one.names)))
    version = ListVersion(
        "invented", "2026-01-01", "0" * 64, "benchmarks", "own", len(made), "2026-01-01T00:00:00Z"
    )
    source = home / "source.txt"
    source.write_text("invented by benchmarks.engines.generate\n", encoding="utf-8")
    staging.commit(version, [("source.txt", source)])
    make_indexes(dalil)


def body_of(query) -> bytes:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A query as a request's body."""
    schema = _SCHEMA[query.type]
    example = {"schema": schema, "properties": {"name": [query.name]}}
    return json.dumps({"queries": {"q": example}}).encode()


def ask(connection: http.client.HTTPConnection, body: bytes) -> bool:
    """One request; whether it was answered as it should be."""
    headers = {"content-type": "application/json"}
    connection.request("POST", "/match/default", body, headers)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    return answer.status == 200 and content["responses"]["q"]["status"] == 200


def run(port: int, bodies: list[bytes], clients: int, seconds: float) -> tuple[list[float], int]:
    """Ask from several connections for some seconds; (seconds of each request, errors)."""
    times: list[list[float]] = [[] for _ in range(clients)]
    errors = [0] * clients
    end = time.perf_counter() + seconds

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        at = number
        while time.perf_counter() < end:
            begun = time.perf_counter()
            try:
                good = ask(connection, bodies[at % len(bodies)])
            except (OSError, ValueError, KeyError, http.client.HTTPException):
                good = False
                connection.close()
            times[number].append(time.perf_counter() - begun)
            errors[number] += not good
            at += clients

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for part in times for one in part], sum(errors)


if __name__ == "__main__":
    sys.exit(main())
