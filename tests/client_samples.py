"""Client files for tests: invented people, complete ones and such as lack one thing."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dalil.diligence.pairs import entry_digest, pair_id, subject_digest
from dalil.diligence.values import ClientFile, Step

EXAMPLE = Path(__file__).resolve().parents[1] / "src" / "dalil" / "examples" / "client"
TODAY, NEXT_YEAR = "2031-05-04", "2032-05-04"
PASSPORT, REGISTER = "a" * 64, "b" * 64
OWNER = {"name": "Orla Venn", "role": "owner", "type": "person", "born": "1961"}
ENTRY = {"id": "X1", "type": "person", "names": [{"text": "Orla Ven"}]}


def hit(
    party: dict[str, Any] = OWNER, entry: dict[str, Any] = ENTRY, **more: Any
) -> dict[str, Any]:
    """A hit as JSON."""
    subject, digest = subject_digest(party), entry_digest(entry)
    return {
        "id": pair_id(subject, "un", str(entry["id"]), digest),
        "party": party["name"],
        "list": "un",
        "version": "2031-05-01",
        "entry_id": entry["id"],
        "name": "Orla Ven",
        "score": 0.81,
        "why": ["word: orla = orla"],
        "topics": ["sanction"],
        "subject": subject,
        "entry": digest,
        "content": entry,
        **more,
    }


class Builder:
    """Collects steps; each a minute after the one before."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(self, kind: str, at: str = "", by: str = "anna", **body: Any) -> Step:
        """Add a step."""
        number = len(self.steps) + 1
        when = at or f"2031-05-01T10:{number:02d}:00Z"
        self.steps.append(Step(number, kind, when, by, body, number * 2))
        return self.steps[-1]

    def file(self) -> ClientFile:
        """The file so far."""
        found = ClientFile.of_steps(tuple(self.steps))
        assert found is not None
        return found


def complete(type_: str = "partnership") -> Builder:
    """A file in which nothing lacks on 2031-05-04."""
    made = Builder()
    client = {"name": "Harrowmere Quay LLP", "role": "client", "type": type_}
    made.add("party", **client)
    made.add("party", **OWNER)
    made.add("evidence", sha256=PASSPORT, name="passport.txt", independent=True)
    made.add("evidence", sha256=REGISTER, name="register.txt", independent=True)
    for name, sha256 in (("Harrowmere Quay LLP", REGISTER), ("Orla Venn", PASSPORT)):
        made.add("statement", field="identity", text="Seen.", party=name, evidence=[sha256])
    for field in ("purpose", "structure", "register", "funds", "monitoring", "training"):
        made.add("statement", field=field, text=f"On {field}.", evidence=[REGISTER])
    parties = [{"name": p["name"], "subject": subject_digest(p)} for p in (client, OWNER)]
    lists = [
        {"list": name, "version": "2031-05-01", "sha256": "c" * 64, "kinds": [kind]}
        for name, kind in (("un", "sanctions"), ("ep", "peps"))
    ]
    found = hit()
    made.add("check", source="dalil", parties=parties, lists=lists, hits=[found])
    made.add("decision", hit=found["id"], verdict="different", reason="Born 1949, not 1961.")
    for trigger in (
        "pep",
        "high-risk-country",
        "unusual",
        "false-identity",
        "high-risk",
        "reliance",
    ):
        made.add("trigger", trigger=trigger, present=False, reason="Looked at, none.")
    made.add("rating", level="medium", reason="Plain structure.", evidence=[REGISTER])
    made.add("conclusion", outcome="accept", reason="All done.")
    made.add("review", next=NEXT_YEAR, reason="Yearly.")
    made.add("event", at="2031-05-02T09:00:00Z", event="relationship began", on="2031-05-02")
    made.add("event", at="2031-05-03T09:00:00Z", event="money moved", on="2031-05-03")
    return made


def without(file: ClientFile, drop: Callable[[Step], bool]) -> ClientFile:
    """The file without some steps."""
    return replace(file, steps=tuple(step for step in file.steps if not drop(step)))


def changed(file: ClientFile, kind: str, **body: Any) -> ClientFile:
    """The file with another body in every step of a kind."""
    steps = tuple(
        replace(step, body={**step.body, **body}) if step.kind == kind else step
        for step in file.steps
    )
    return replace(file, steps=steps)


def session(folder: Path, run: Callable[..., tuple[int, str]], today: str, next_year: str) -> str:
    """Run the commands of the example in a copy of its folder; returns what the last but one said."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    # The list of the example is of 2026; held against a list of years ago nobody has been screened.
    content = folder / "lists" / "sanctions.xml"
    listed = (date.fromisoformat(today) - timedelta(days=10)).isoformat()
    content.write_text(content.read_text("utf-8").replace("2026-11-20", listed), encoding="utf-8")
    said = ""
    for line in (EXAMPLE / "session.txt").read_text("utf-8").splitlines():
        if not line.startswith("dalil "):
            continue
        words = shlex.split(line.replace("TODAY", today).replace("NEXT-YEAR", next_year))[1:]
        words = [_hit_id(word, folder, run) for word in words]
        code, told = run(*words)
        assert code == 0, f"{line}: {told}"
        said += told
    return said


def list_day(folder: Path) -> str:
    """The date of the example's list of sanctions in a folder."""
    found = re.search(
        r'dateGenerated="([0-9-]{10})', (folder / "lists/sanctions.xml").read_text("utf-8")
    )
    assert found is not None
    return found[1]


def _hit_id(word: str, folder: Path, run: Callable[..., tuple[int, str]]) -> str:
    """``HIT:entry`` to the id of the hit on that entry."""
    named = re.fullmatch(r"HIT:(.+)", word)
    if named is None:
        return word
    _, shown = run("diligence", "show", "--client", "harrowmere", "--json")
    hits = {
        one["entry_id"]: one["id"]
        for step in json.loads(shown)["steps"]
        if step["kind"] == "check"
        for one in step["hits"]
    }
    return str(hits[named[1]])
