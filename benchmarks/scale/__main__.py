"""Scale of one machine, measured by the real commands on generated material.

    python -m benchmarks.scale documents [--count 1000] [--words 1000]   ingest, read, resolve
    python -m benchmarks.scale resume [--count 1000]                     the same, killed and resumed
    python -m benchmarks.scale short [--count 100000]                    searchable before it is read
    python -m benchmarks.scale claims [--claims 1000000]                 a generated case, written in bulk
    python -m benchmarks.scale versions [--count 100000]                 ten documents linked into many
    python -m benchmarks.scale pages CASE                                the pages on such a case
    ... --room DIR (default: a temporary folder), --keep, --check

Prints one JSON object with the load of the machine beside the figures. ``--check`` exits with 1
where a figure misses its minimum in ``minima.json``. Two workers are used, as on a laptop.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.scale import documents, pages, watch

WORKERS = "2"
MINIMA = Path(__file__).with_name("minima.json")
KINDS = ("txt", "txt", "txt", "html", "eml")


def environment(room: Path) -> dict[str, str]:
    """The user's settings for a run."""
    return {"DALIL_HOME": str(room / "home"), "DALIL_WORKERS": WORKERS, "DALIL_USER": "bench"}


def dalil(*words: object) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "dalil", *map(str, words)]


def full(room: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """Read documents from files to a resolved case, in one command."""
    papers = material(room, "papers", arguments.count, arguments.words)
    case = room / "case"
    shutil.rmtree(case, ignore_errors=True)
    seen = watch.run(dalil("ingest", papers, "--case", case), environment(room))
    return {**told(papers), **seen.shown(), "said": seen.output[-400:], **pages.content(case)}


def resume(room: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """The same, killed at several moments and resumed, beside an undisturbed case."""
    papers = material(room, "papers", arguments.count, arguments.words)
    whole, case = room / "case", room / "killed"
    shutil.rmtree(case, ignore_errors=True)
    if not whole.exists():
        watch.run(dalil("ingest", papers, "--case", whole), environment(room))
    kills: list[dict[str, object]] = []
    wall = cpu = 0.0
    for seconds in arguments.kills:
        words = dalil("ingest", papers, "--case", case)
        seen = watch.run(words, environment(room), kill_after=seconds)
        state = pages.content(case) if (case / "dalil.toml").exists() else {}
        kills.append({"after_s": round(seen.wall, 1), "read": state.get("read"), "exit": seen.code})
        wall, cpu = wall + seen.wall, cpu + seen.cpu
        time.sleep(1)
    last = watch.run(dalil("ingest", papers, "--case", case), environment(room))
    verified = watch.run(dalil("verify", case), environment(room))
    first, second = pages.content(whole), pages.content(case)
    return {
        "kills": kills,
        "wall_s": round(wall + last.wall, 1),
        "cpu_s": round(cpu + last.cpu, 1),
        "undisturbed": first,
        "resumed": second,
        "same": first == second,
        "verify_exit": verified.code,
        "verify_wall_s": round(verified.wall, 1),
    }


def short(room: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """Many short documents: searchable first, then read for a while in the background."""
    papers = material(room, "short", arguments.count, 60, KINDS)
    case = room / "short_case"
    shutil.rmtree(case, ignore_errors=True)
    seen = watch.run(dalil("ingest", papers, "--case", case, "--no-read"), environment(room))
    found = watch.run(dalil("search", "minister", "--case", case, "--json"), environment(room))
    answer = json.loads(found.output) if found.code == 0 else {}
    reading = watch.run(
        dalil("read", "--case", case, "--first", "newest"),
        environment(room),
        kill_after=arguments.read_for,
    )
    status = watch.run(dalil("read", "--case", case, "--status", "--json"), environment(room))
    return {
        **told(papers),
        **seen.shown(),
        "files_per_s": round(arguments.count / seen.wall, 1),
        "search_s": round(found.wall, 2),
        "search_documents": answer.get("documents", {}).get("count"),
        "read_in_the_background": reading.shown(),
        "status": json.loads(status.output),
        "pages_ms": pages.timed(case, 5),
    }


def claims(room: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """A case of generated claims, written through the store, then its pages."""
    from benchmarks.scale import bulk

    case = room / "claims_case"
    shutil.rmtree(case, ignore_errors=True)
    begun, cpu = time.monotonic(), time.process_time()
    bulk.write_case(case, arguments.claims)
    written = {
        "written_wall_s": round(time.monotonic() - begun, 1),
        "written_cpu_s": round(time.process_time() - cpu, 1),
        "database_mb": round((case / "case.db").stat().st_size / 1e6),
    }
    return {**written, **pages.content(case), "pages_ms": pages.timed(case, arguments.turns)}


def versions(room: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """Versions of texts linked in a large case, then in ten more documents."""
    from benchmarks.scale import linking

    case = room / "versions_case"
    shutil.rmtree(case, ignore_errors=True)
    return linking.measured(case, arguments.count)


def asked(room: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """The pages of a case that is there."""
    return {"pages_ms": pages.timed(arguments.case, arguments.turns)}


def material(room: Path, name: str, count: int, words: int, kinds: tuple[str, ...] = ()) -> Path:
    """Generated documents, made once."""
    folder = room / name
    if not folder.exists():
        documents.write(folder, count, words, max(2, count // 16), kinds)
    return folder


def told(papers: Path) -> dict[str, object]:
    """What the documents are."""
    files = [path for path in papers.rglob("*") if path.is_file()]
    return {"files": len(files), "megabytes": round(sum(p.stat().st_size for p in files) / 1e6, 1)}


def missed(figures: dict[str, object], name: str) -> list[str]:
    """Figures that miss their minimum: ``most`` or ``least`` by name."""
    found = []
    for key, bounds in json.loads(MINIMA.read_text(encoding="utf-8")).get(name, {}).items():
        value: Any = figures
        for part in key.split("."):
            value = value[int(part)] if isinstance(value, list) else value[part]
        if value > bounds.get("most", value) or value < bounds.get("least", value):
            found.append(f"{key} is {value}, wanted {bounds}")
    return found


RUNS = {
    "documents": full,
    "resume": resume,
    "short": short,
    "claims": claims,
    "versions": versions,
    "pages": asked,
}


def main() -> int:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", choices=RUNS)
    parser.add_argument("case", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--words", type=int, default=1000)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--read-for", type=float, default=120.0)
    parser.add_argument("--kills", type=float, nargs="*", default=[20.0, 60.0, 150.0])
    parser.add_argument("--room", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    arguments.count = arguments.count or (
        100_000 if arguments.run in ("short", "versions") else 1000
    )
    room = arguments.room or Path(tempfile.mkdtemp(prefix="dalil-scale-"))
    room.mkdir(parents=True, exist_ok=True)
    before = os.getloadavg()
    figures = RUNS[arguments.run](room, arguments)
    load = {"load_before": before, "load_after": os.getloadavg(), "cores": os.cpu_count()}
    print(json.dumps({arguments.run: figures, **load}, indent=1, ensure_ascii=False))
    if arguments.room is None:
        shutil.rmtree(room)
    wrong = missed(figures, arguments.run) if arguments.check else []
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
