"""Kill the real program at a random point, and hold what it acknowledged against what reopens.

A round starts ``crash_child.py`` in one of its kinds of work, waits for a random acknowledgement
and a random moment after it, kills the whole process group with SIGKILL, reopens the case as a
reader and as a writer, verifies both times and looks for everything that was acknowledged so far.
"""

from __future__ import annotations

import hashlib
import json
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from case_samples import new_case, reopen, text_of
from dalil.assembly import build
from dalil.casework import backup
from dalil.casework.verify import verify
from dalil.config import Config

TESTS = Path(__file__).resolve().parent
EXAMPLE = TESTS.parent / "src" / "dalil" / "examples" / "derbezhan"
TARGET = "Tamerjin Orjumat"
_PATIENCE = 180.0


@dataclass
class Tally:
    """What the rounds found.

    Attributes:
        kills: Children that were killed while they worked, by the kind of the last acknowledgement.
        ended: Children that were done before the blow.
        acknowledged: Things acknowledged, by kind.
        lost: Acknowledged things that did not come back.
        unsound: Verifications that found something.
    """

    kills: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)


class Rounds:
    """A series of kills.

    Args:
        room: A folder for cases.
        seed: Of the random choices.
    """

    def __init__(self, room: Path, seed: int) -> None:
        self.room = room
        self.chosen = random.Random(seed)
        self.tally = Tally()
        self._base: Path | None = None
        self._reference: dict[str, Any] | None = None

    # -- one child ---------------------------------------------------------------------------

    def kill(self, words: list[str], wait_for: str, most: int) -> tuple[list[dict[str, Any]], bool]:
        """Run a child, kill it after a random acknowledgement of a kind; what it said, and if it was killed."""
        said: list[dict[str, Any]] = []
        lines: queue.Queue[bytes | None] = queue.Queue()
        env = {**os.environ, "DALIL_USER": "Tester", "DALIL_HOME": str(self.room / "home")}
        env |= {"DALIL_WORKERS": "1", "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
        child = subprocess.Popen(
            [sys.executable, str(TESTS / "crash_child.py"), *words],
            stdout=subprocess.PIPE,
            stderr=(errors := tempfile.TemporaryFile()),  # noqa: SIM115 - closed below
            start_new_session=True,
            env=env,
        )
        reader = threading.Thread(target=_pump, args=(child, lines), daemon=True)
        reader.start()
        wanted, seen, end = self.chosen.randint(0, most), 0, time.monotonic() + _PATIENCE
        while seen <= wanted:
            line = lines.get(timeout=max(end - time.monotonic(), 0.1))
            if line is None:
                break
            said.append(json.loads(line))
            seen += said[-1]["kind"] == wait_for
        time.sleep(self.chosen.choice((0.0, 0.002, 0.01, 0.05, 0.2)) * self.chosen.random())
        killed = child.poll() is None
        if killed:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        reader.join()
        assert child.stdout is not None
        child.stdout.close()
        while not lines.empty():
            if (rest := lines.get()) is not None:
                said.append(json.loads(rest))
        if not killed and child.returncode != 0:
            errors.seek(0)
            raise AssertionError(f"the child failed by itself: {errors.read().decode()[-2000:]}")
        errors.close()
        self.tally.ended += not killed
        if killed:
            self.tally.kills[said[-1]["kind"] if said else "before the first"] += 1
        return said, killed

    # -- kinds of work -----------------------------------------------------------------------

    def documents(self) -> Path:
        """Documents of the example in four formats, and invented letters."""
        folder = self.room / "papers"
        if not folder.exists():
            (folder / "documents").mkdir(parents=True)
            shutil.copy(EXAMPLE / "case.toml", folder)
            for wanted in ("01_*", "04_*", "05_*", "08_*"):
                for path in (EXAMPLE / "documents").glob(wanted):
                    shutil.copy(path, folder / "documents")
            for number in range(12):
                letter = folder / "documents" / f"letter_{number}.txt"
                letter.write_bytes(text_of(number).encode("utf-8"))
        return folder

    def base(self) -> Path:
        """A case that was read whole and never disturbed."""
        if self._base is None:
            self._base = self.room / "base"
            subprocess.run(
                [sys.executable, str(TESTS / "crash_child.py"), "cli", *self._ingest(self._base)],
                check=True,
                capture_output=True,
                env={**os.environ, "DALIL_USER": "Tester", "DALIL_WORKERS": "1",
                     "PYTHONPATH": os.pathsep.join(map(str, sys.path))},
            )  # fmt: skip
            self._reference = self._content(self._base)
        return self._base

    def small(self) -> Path:
        """A small invented case, for work that needs no reading."""
        folder = self.room / "small"
        if not folder.exists():
            case = new_case(folder, documents=3)
            case.ledger.checkpoint()
            case.close()
        return folder

    def _ingest(self, case: Path) -> list[str]:
        return ["investigate", str(self.documents()), "--case", str(case)]

    def ingest(self, kind: str) -> None:
        """Kill ingest and reading again and again until they are done; the end is the undisturbed one."""
        self.base()
        case, said = self.room / "read", []
        shutil.rmtree(case, ignore_errors=True)
        killed, turns = True, 0
        while killed and turns < 4:
            most = {"ingest": 6, "read": 14, "claims": 14}[kind]
            fresh, killed = self.kill(["cli", *self._ingest(case)], kind, most)
            said += fresh
            turns += 1
            if (case / "dalil.toml").exists():
                self.check(case, said)
            else:
                assert not said, "acknowledged before the case stood"
        if not killed and self._content(case) != self._reference:
            self.tally.lost.append("the resumed case holds other things than the undisturbed one")

    def export(self) -> None:
        """Kill screening, assessment and the writing of the dossier."""
        case = Path(shutil.copytree(self.base(), self.room / "export"))
        said, _ = self.kill(["cli", *self._ingest(case), "--target", TARGET], "assess", 2)
        self.check(case, said)
        shutil.rmtree(case)

    def review(self, turns: int) -> None:
        """Kill the writing of judgements, several times on one case."""
        case = Path(shutil.copytree(self.small(), self.room / "review"))
        said: list[dict[str, Any]] = []
        for _ in range(turns):
            said += self.kill(["review", str(case)], "judgement", 12)[0]
            self.check(case, said)
        shutil.rmtree(case)

    def erase(self, turns: int) -> None:
        """Kill the erasure of records; what was said to be gone is nowhere in the case's files."""
        case = Path(shutil.copytree(self.small(), self.room / "erase"))
        said: list[dict[str, Any]] = []
        for _ in range(turns):
            said += self.kill(["erase", str(case)], "erase", 5)[0]
            self.check(case, said)
            gone = [each["gone"].encode() for each in said if each["kind"] == "erase"]
            for path in (case / "case.db", case / "case.db-wal", case / "ledger" / "entries.jsonl"):
                content = path.read_bytes() if path.exists() else b""
                stay = [name for name in gone if name + b'"' in content]
                if stay:
                    self.tally.lost.append(f"erased names came back in {path.name}: {stay[:3]}")
        shutil.rmtree(case)

    def backup(self) -> None:
        """Kill a backup: the file is whole or not there, and the case is untouched."""
        case, file = self.small(), self.room / "saved.zip"
        file.unlink(missing_ok=True)
        words = ["cli", "export", "backup", "--case", str(case), "--output", str(file)]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
        child = subprocess.Popen(
            [sys.executable, str(TESTS / "crash_child.py"), *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=env,
        )  # fmt: skip
        end = time.monotonic() + 30  # until it has begun to write, then a moment more
        while child.poll() is None and time.monotonic() < end:
            if any(self.room.glob(".saved.zip.*")):
                break
            time.sleep(0.002)
        time.sleep(self.chosen.uniform(0.0, 0.3))
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            self.tally.kills["backup"] += 1
        else:
            self.tally.ended += 1
        child.wait()
        if file.exists():
            again = self.room / "again"
            backups = build(Config.load()).backups
            if not backup.bring_back(file, again, backups).report.holds:
                self.tally.unsound.append("a backup at its place was not whole")
            shutil.rmtree(again)
        for draft in self.room.glob(".saved.zip.*"):
            shutil.rmtree(draft) if draft.is_dir() else draft.unlink()

    def against(self, turns: int) -> None:
        """Kill a comparison with a case: the case stays to the byte, the result is whole, the one before, or none.

        The worker that reads ends with the program, also where the program alone is killed.
        """
        case, papers, result = self.small(), self.room / "letters", self.room / "changes.jsonl"
        papers.mkdir(exist_ok=True)
        for number in range(3):
            (papers / f"letter_{number}.txt").write_bytes(text_of(number).encode("utf-8"))
        env = {
            **os.environ,
            "DALIL_WORKERS": "1",
            "PYTHONPATH": os.pathsep.join(map(str, sys.path)),
        }
        words = ["read", str(papers), "--against", str(case), "--out", str(result)]
        run = [sys.executable, str(TESTS / "crash_child.py"), "cli", *words]
        begun = time.monotonic()
        subprocess.run(run, check=True, capture_output=True, env=env)
        took, whole, before = time.monotonic() - begun, result.read_bytes(), _bytes_of(case)
        for turn in range(turns):
            if turn % 2:
                result.unlink(missing_ok=True)
            have = result.read_bytes() if turn % 2 == 0 else None
            child = subprocess.Popen(
                run,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
                env=env,
            )
            time.sleep(self.chosen.uniform(0.0, 1.1) * took)
            if child.poll() is None:
                os.kill(child.pid, signal.SIGKILL) if turn % 3 else os.killpg(
                    child.pid, signal.SIGKILL
                )
                self.tally.kills["against"] += 1
            else:
                self.tally.ended += 1
            child.communicate(timeout=_PATIENCE)  # until no worker holds the pipe any more
            after = result.read_bytes() if result.exists() else None
            if after not in (have, whole):
                self.tally.lost.append("a comparison was left in half, or lost")
            if _bytes_of(case) != before:
                self.tally.unsound.append("a comparison wrote to the case")
            self.check(case, [])
            before = _bytes_of(case)
            result.write_bytes(after if after is not None else whole)
        subprocess.run(run, check=True, capture_output=True, env=env)
        if result.read_bytes() != whole:
            self.tally.lost.append("the comparison made again tells something else")

    # -- checks ------------------------------------------------------------------------------

    def check(self, folder: Path, said: list[dict[str, Any]]) -> None:
        """Open as a reader, then as a writer; verify; find everything that was acknowledged."""
        for write in (False, True):
            case = reopen(folder, write=write)
            report = verify(case)
            if not report.holds:
                self.tally.unsound += [problem.what for problem in report.problems[:3]]
            if write and case.store.waiting():
                self.tally.unsound.append("a line still waits after the writer opened")
            if write:
                self._compare(case, said)
            case.close()

    def _compare(self, case: Any, said: list[dict[str, Any]]) -> None:
        leaves = [leaf.hex() for leaf in case.ledger.leaves()]
        claims = {claim.id for claim in case.store.claims()}
        texts = {layer.exhibit for layer in case.store.layer_heads()}
        texts |= {refusal.exhibit for refusal in case.store.refusals()}
        have: dict[str, set[Any]] = {
            "exhibits": {exhibit.sha256 for exhibit in case.store.exhibits()},
            "texts": texts,
            "claims": claims,
            "judgements": {judgement.id for judgement in case.store.judgements()},
        }
        erased = {each.get("of") for each in said if each["kind"] == "erase"}
        for each in said:
            self.tally.acknowledged["entries"] += 1
            if leaves[each["index"] : each["index"] + 1] != [each["leaf"]]:
                self.tally.lost.append(f"entry {each['index']} ({each['kind']})")
            for name, there in have.items():
                wanted = set(each.get(name, ()))
                self.tally.acknowledged[name] += len(wanted)
                self.tally.lost += [f"{name}: {missing}" for missing in wanted - there]
            if each["index"] not in erased and "gone" not in each:
                for kind, key in each.get("records", ()):
                    self.tally.acknowledged["records"] += 1
                    # a mark that was to be erased next may be gone although its erasure was not told
                    if not case.store.records(kind, key) and not key.startswith("e_gone"):
                        self.tally.lost.append(f"record {kind} {key}")
            for name, sha256 in each.get("files", {}).items():
                self.tally.acknowledged["files"] += 1
                path = case.exports / name
                if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                    self.tally.lost.append(f"export {name}")

    def _content(self, folder: Path) -> dict[str, Any]:
        case = reopen(folder)
        try:
            return {
                "exhibits": sorted(exhibit.sha256 for exhibit in case.store.exhibits()),
                "claims": sorted(claim.id for claim in case.store.claims()),
                "mentions": sorted(mention.id for mention in case.store.mentions()),
                "judgements": sorted(judgement.id for judgement in case.store.judgements()),
                "questions": sorted(question.id for question in case.store.questions()),
            }
        finally:
            case.close()


def _bytes_of(folder: Path) -> dict[str, bytes]:
    """What a case holds, file by file; without what SQLite keeps of its readers while they read (its file format, 4.2).

    A reader that is killed leaves a "-shm", which names who reads, and an empty "-wal" behind; neither holds a page.
    """
    held = (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith("-shm"))
    content = {str(p.relative_to(folder)): p.read_bytes() for p in held}
    return {name: found for name, found in content.items() if found or not name.endswith("-wal")}


def _pump(child: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    """Whole lines as they come; a torn last line was not acknowledged."""
    assert child.stdout is not None
    for line in child.stdout:
        if line.endswith(b"\n") and line.startswith(b"{"):
            lines.put(line)
    lines.put(None)
