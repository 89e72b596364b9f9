"""Check a bundle offline and name what does not fit; nothing of the sender is trusted.

The envelopes of the ledger give the tree's root, which the checkpoint signs; they bind the seals of
batches, those bind the rows, the rows name exhibits by hash and claims by place, and the words of every
claim are looked up in the text. The JSON twin of each dossier is held against all of it: each footnote's
quote, place and hash. Who signed is another question: compare the key with one received elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dalil.casework.verify import Outside, Problem, VerifyReport
from dalil.custody import bundles
from dalil.custody.merkle import CompactRange, leaf_hash, root_of
from dalil.custody.ports import Checkpoint, Cover, OpenedRow
from dalil.custody.seals import open_line, row_seal
from dalil.custody.signing import read_checkpoint, signature_holds
from dalil.errors import BadInput, DalilError, NotFound

LARGEST = 2 << 30
"""Bytes of one member that are read at most."""
_MOST = 1000
_QUOTE = "claims"


@dataclass(slots=True)
class _Found:
    """What the proofs of a bundle bind."""

    covers: dict[int, Cover] = field(default_factory=dict)
    roots: dict[int, str] = field(default_factory=dict)
    exhibits: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)


def is_bundle(path: Path) -> bool:
    """Whether a file is a ZIP archive with the manifest of a bundle."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return bundles.MANIFEST in archive.namelist()


def verify_bundle(path: Path, outside: Outside | None = None) -> VerifyReport:
    """Check a bundle whole.

    Args:
        path: The file.
        outside: A checkpoint and a key that the recipient has from elsewhere.

    Raises:
        NotFound: No such file.
        BadInput: It is no bundle.
    """
    if not path.is_file():
        raise NotFound(f"{path} does not exist.", "Check the spelling.")
    if not is_bundle(path):
        raise BadInput(
            f"{path} is no bundle: {bundles.MANIFEST} is not in it.",
            "Give a bundle made by dalil export bundle, or a case folder.",
        )
    with zipfile.ZipFile(path) as archive:
        check = _Check(archive, outside or Outside())
        problems = []
        for problem in check.run():
            problems.append(problem)
            if len(problems) == _MOST:
                break
    return VerifyReport(dict(check.checks), tuple(problems), tuple(check.notes))


class _Check:
    """One pass over a bundle."""

    def __init__(self, archive: zipfile.ZipFile, outside: Outside) -> None:
        self.archive = archive
        self.outside = outside
        self.checks: Counter[str] = Counter()
        self.notes: list[str] = []
        self.found = _Found()
        self.manifest: dict[str, Any] = {}
        self.checkpoint: Checkpoint | None = None

    def run(self) -> Iterator[Problem]:
        """Every step; a step whose ground is gone says so and ends."""
        for step in (self._open, self._members, self._ledger, self._rows, self._quotes, self._told):
            try:
                yield from step()
            except (
                DalilError,
                zipfile.BadZipFile,
                zlib.error,
                KeyError,
                ValueError,
                EOFError,
            ) as error:
                what = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
                yield Problem("bundle", f"The bundle cannot be read on: {what}")
                return

    def _read(self, name: str) -> bytes:
        info = self.archive.getinfo(name)
        if info.file_size > LARGEST:
            raise BadInput(f"{name} states {info.file_size:,} bytes; at most {LARGEST:,} are read.")
        with self.archive.open(info) as file:
            return file.read(LARGEST)

    def _open(self) -> Iterator[Problem]:
        manifest = json.loads(self._read(bundles.MANIFEST))
        if not isinstance(manifest, dict) or manifest.get("format") != bundles.FORMAT:
            raise BadInput(f"{bundles.MANIFEST} is not of the format {bundles.FORMAT}.")
        self.manifest = manifest
        content = json.dumps(manifest["checkpoint"]).encode()
        self.checkpoint = read_checkpoint(content, bundles.MANIFEST)
        self.checks["checkpoints"] += 1
        if not signature_holds(self.checkpoint):
            yield Problem("checkpoint", "The signature of the checkpoint does not hold.")
        key = self.outside.key.lower()
        if key and not self.checkpoint.key.startswith(key):
            yield Problem(
                "checkpoint", "The bundle is signed with another key.", key, self.checkpoint.key
            )
        if not key:
            self.notes.append(
                f"signed with the key {self.checkpoint.key}: compare it with one that you have from "
                "elsewhere (--key), or anybody could have signed"
            )
        self.notes.append(
            "without a timestamp by an outside authority the checkpoint proves order only"
        )

    def _members(self) -> Iterator[Problem]:
        """Every file against the manifest, and exhibits against their names."""
        listed: dict[str, str] = self.manifest["files"]
        names = self.archive.namelist()
        for name in sorted(set(names)):
            if names.count(name) > 1:
                yield Problem("bundle", f"{name} stands in the archive twice.")
        for name in sorted(listed.keys() | set(names) - {bundles.MANIFEST}):
            if name not in names:
                yield Problem("bundle", f"{name} is missing.", listed[name], "")
            elif name not in listed:
                yield Problem("bundle", f"{name} was added: the manifest does not name it.")
            else:
                yield from self._member(name, listed[name])

    def _member(self, name: str, expected: str) -> Iterator[Problem]:
        try:
            found = hashlib.sha256(self._read(name)).hexdigest()
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            yield Problem("bundle", f"{name} cannot be read: {error}.")
            return
        self.checks["files"] += 1
        if found != expected:
            yield Problem("bundle", f"{name} was changed.", expected, found)
        if name.startswith(bundles.EXHIBITS):
            self.checks["exhibits"] += 1
            if found != name.removeprefix(bundles.EXHIBITS):
                yield Problem("vault", f"The bytes of {name} are not those of its name.", "", found)

    def _ledger(self) -> Iterator[Problem]:
        """The envelopes against the checkpoint, and against one that came from elsewhere."""
        tree, size = CompactRange(()), 0
        other = self.outside.checkpoint
        wanted = {one.size for one in (self.checkpoint, other) if one is not None}
        for size, line in enumerate(self._read(bundles.ENTRIES).splitlines(), 1):
            entry = open_line(line, size - 1)
            self.checks["ledger entries"] += 1
            tree.append(bytes.fromhex(entry.leaf))
            if size in wanted:
                self.found.roots[size] = tree.root().hex()
            if entry.covers is not None:
                self.found.covers[entry.covers.batch] = entry.covers
        for name, one in (("the bundle's", self.checkpoint), ("the given", other)):
            if one is not None:
                yield from self._head(name, one, size)
        if other is not None and self.checkpoint is not None and other.key != self.checkpoint.key:
            yield Problem(
                "checkpoint",
                "The given checkpoint is signed with another key.",
                other.key,
                self.checkpoint.key,
            )

    def _head(self, name: str, checkpoint: Checkpoint, size: int) -> Iterator[Problem]:
        if checkpoint.size > size:
            if checkpoint is self.checkpoint:
                yield Problem("ledger", f"{checkpoint.size - size} entries are missing at the end.")
            else:
                self.notes.append("the given checkpoint is younger than the bundle: not compared")
        elif self.found.roots.get(checkpoint.size) != checkpoint.root:
            found = self.found.roots.get(checkpoint.size, "")
            yield Problem(
                "ledger", f"The entries do not give {name} checkpoint.", checkpoint.root, found
            )

    def _rows(self) -> Iterator[Problem]:
        """Seals against the ledger, rows against their seals."""
        seals: dict[int, list[bytes]] = {}
        for line in self._read(bundles.SEALS).splitlines():
            one = json.loads(line)
            seals[one["batch"]] = [bytes.fromhex(seal) for seal in one["seals"]]
        for batch, of_batch in seals.items():
            self.checks["batches"] += 1
            cover = self.found.covers.get(batch)
            root = root_of(leaf_hash(seal) for seal in of_batch).hex()
            if cover is None or cover.root != root:
                expected = cover.root if cover else "an entry that covers it"
                yield Problem("ledger", f"The seals of batch {batch} do not fit.", expected, root)
        for number, line in enumerate(self._read(bundles.ROWS).splitlines(), 1):
            row = bundles.open_row(line, number)
            self.checks["rows"] += 1
            of_row = seals.get(row.batch, [])
            now = row_seal(row.salt, row.table, row.values)
            if not 0 <= row.place < len(of_row) or of_row[row.place] != now:
                yield Problem("database", f"Row {number} ({row.table}) does not fit its seal.")
            self._keep(row)

    def _keep(self, row: OpenedRow) -> None:
        values = row.values
        if row.table == "exhibits":
            self.found.exhibits.add(str(values[1]))
        elif row.table == "layers" and isinstance(values[5], bytes):
            text = zlib.decompressobj().decompress(values[5], LARGEST)
            self.found.texts[str(values[2])] = text.decode("utf-8", "surrogatepass")
        elif row.table == "claims":
            self.found.claims[str(values[2])] = json.loads(str(values[5]))

    def _quotes(self) -> Iterator[Problem]:
        """The words of every claim at their place; every exhibit against its row."""
        names = {
            n.removeprefix(bundles.EXHIBITS)
            for n in self.archive.namelist()
            if n.startswith(bundles.EXHIBITS)
        }
        for sha256 in sorted(names ^ self.found.exhibits):
            state = "has no row" if sha256 in names else "is not in the bundle"
            yield Problem("vault", f"The exhibit {sha256} {state}.")
        for key, claim in self.found.claims.items():
            self.checks["quotes"] += 1
            place = claim["locator"]
            text = self.found.texts.get(claim["exhibit"], "")
            if text[place["start"] : place["end"]] != place["exact"]:
                yield Problem("claims", f"The quote of claim {key} does not stand in its text.")

    def _told(self) -> Iterator[Problem]:
        """Every footnote of every dossier's twin against the claim that it names."""
        for name in self.archive.namelist():
            if name.startswith(bundles.DOSSIERS) and name.endswith(".json"):
                dossier = json.loads(self._read(name))
                for section in dossier["sections"]:
                    for note in section.get("notes", ()):
                        yield from self._note(name, note)
        if any(n.startswith(bundles.DOSSIERS) for n in self.archive.namelist()):
            self.notes.append(
                "quotes and places of the JSON dossiers are held against the exhibits; the HTML and Word "
                "files against their hash alone"
            )

    def _note(self, name: str, note: Mapping[str, Any]) -> Iterator[Problem]:
        where = f"Footnote {note['number']} of {name}"
        if note["sha256"] in self.manifest["withheld"]:
            self.checks["footnotes on withheld exhibits"] += 1
            return
        self.checks["footnotes"] += 1
        claim = self.found.claims.get(note["claim"])
        if claim is None:
            yield Problem("claims", f"{where} names a claim that is not in the bundle.")
            return
        place = claim["locator"]
        said = (note["quote"], note["start"], note["end"], note["sha256"])
        if said != (place["exact"], place["start"], place["end"], claim["exhibit"]):
            yield Problem(
                "claims",
                f"{where} does not say what its claim says.",
                place["exact"],
                note["quote"],
            )
