"""Check a bundle offline and name what does not fit; nothing of the sender is trusted but the sentences around the quotes.

The envelopes of the ledger give the tree's root, which the checkpoint signs; they bind the seals of
batches, those bind the rows, the rows name exhibits by hash and claims by place, and the words of every
claim are looked up in the text. The JSON twin of each dossier is held against all of it: each footnote's
quote, place and hash. Who signed is another question: compare the key with one received elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dalil import __version__
from dalil.casework.verify import Outside, Problem, VerifyReport
from dalil.custody import bundles
from dalil.custody.merkle import CompactRange, leaf_hash, root_of
from dalil.custody.ports import Checkpoint, Cover, OpenedRow
from dalil.custody.seals import open_line, row_seal
from dalil.custody.signing import holds, read_checkpoint, signature_holds
from dalil.errors import BadInput, NotFound

LARGEST = 64 << 30
"""Bytes of all members together, as stated."""
MEMBERS = 500_000
RATIO = 300
"""From this ratio of unpacked to packed bytes an archive is taken for a bomb."""
TABLES = 512 << 20
"""Bytes of one member that is read whole."""
MANIFEST_BYTES = 64 << 20
_MOST = 1000
_HEADER = 30
"""Bytes of the head of a file in a ZIP archive, without its name."""
_END = 22
"""Bytes of the end of a ZIP archive, without its comment."""
_LENGTHS = 26
"""Where in that head the lengths of name and extra fields stand."""
_DESCRIPTOR = 24
"""Bytes of what follows a file that was written as a stream."""
_EXTRA = 64
"""Bytes of extra fields that a writer of ZIP archives needs."""
BACKUP = "backup.json"
"""In a backup, what the manifest is in a bundle (dalil.store.backup)."""


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
    try:
        with zipfile.ZipFile(path) as archive:
            return bundles.MANIFEST in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


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
        raise _no_bundle(path)
    with zipfile.ZipFile(path) as archive:
        check = _Check(archive, outside or Outside())
        problems = []
        for problem in check.run():
            problems.append(problem)
            if len(problems) == _MOST:
                break
    return VerifyReport(dict(check.checks), tuple(problems), tuple(check.notes))


def _no_bundle(path: Path) -> BadInput:
    """The refusal of a file that is no bundle, with the way out that fits what it is."""
    head = b""
    names: list[str] = []
    with suppress(OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        with path.open("rb") as file:
            head = file.read(32)
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    if BACKUP in names:
        return BadInput(
            f"{path} is a backup, which is verified as it is restored, not a bundle for others.",
            "Of a case: dalil export restore FILE --case NEW; of a due-diligence file: "
            "dalil diligence restore FILE --client NEW",
        )
    if head.startswith(b"age-encryption.org/"):
        return BadInput(
            f"{path} is encrypted, so that nothing in it can be verified.",
            "Of a locked case: dalil unlock FILE --case NEW; what is sealed is verified with its case.",
        )
    return BadInput(
        f"{path} is neither a bundle nor a case: there is no {bundles.MANIFEST} in it.",
        "Give a bundle (dalil export bundle, dalil diligence export --for others), the folder of a "
        "case, or the folder of a due-diligence file.",
    )


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
        steps = (self._open, self._members, self._ledger, self._rows, self._quotes, self._told)
        for step in steps:
            try:
                yield from step()
            except Exception as error:  # noqa: BLE001 - a hostile file may break anything it is read with
                what = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
                yield Problem("bundle", f"The bundle cannot be read on: {what}")
                return

    def _read(self, name: str, most: int = TABLES) -> bytes:
        """A member whole, in memory, within a bound that its own head cannot talk away."""
        info = self.archive.getinfo(name)
        with self.archive.open(info) as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise BadInput(f"{name} has more than {most:,} bytes: it is not read.")
        return content

    def _open(self) -> Iterator[Problem]:
        listed = self.archive.infolist()
        total = sum(info.file_size for info in listed)
        packed = sum(info.compress_size for info in listed)
        if len(listed) > MEMBERS or total > LARGEST or total > max(RATIO * packed, TABLES):
            raise BadInput(
                f"it states {len(listed):,} members of {total:,} bytes packed in {packed:,}: a bomb, or "
                "too large to be checked."
            )
        manifest = json.loads(self._read(bundles.MANIFEST, MANIFEST_BYTES))
        if not isinstance(manifest, dict) or manifest.get("format") != bundles.FORMAT:
            raise BadInput(f"{bundles.MANIFEST} is not of the format {bundles.FORMAT}.")
        self.manifest = manifest
        self._shape(manifest)
        self.checkpoint = read_checkpoint(
            json.dumps(manifest["checkpoint"]).encode(), bundles.MANIFEST
        )
        yield from self._signed(self.checkpoint)

    @staticmethod
    def _shape(manifest: dict[str, Any]) -> None:
        files, withheld = manifest.get("files"), manifest.get("withheld")
        fits = (
            isinstance(files, dict)
            and all(isinstance(value, str) for value in files.values())
            and isinstance(withheld, list)
            and all(isinstance(value, str) for value in withheld)
            and isinstance(manifest.get("signature"), str)
        )
        if not fits:
            raise BadInput(f"{bundles.MANIFEST} lacks files, withheld or signature.")

    def _signed(self, checkpoint: Checkpoint) -> Iterator[Problem]:
        self.checks["signatures"] += 2
        if not signature_holds(checkpoint):
            yield Problem("checkpoint", "The signature of the checkpoint does not hold.")
        if not holds(
            checkpoint.key, self.manifest["signature"], bundles.signed_part(self.manifest)
        ):
            yield Problem(
                "bundle",
                "The signature of the bundle does not hold: files, counts or dossiers were changed after "
                "it was made.",
            )
        key = self.outside.key.lower()
        if key and not checkpoint.key.startswith(key):
            yield Problem(
                "checkpoint", "The bundle is signed with another key.", key, checkpoint.key
            )
        if not key:
            self.notes.append(
                f"WHO MADE IT IS NOT CHECKED: signed with the key {checkpoint.key}; compare it with one that "
                "you have from elsewhere (--key), or anybody could have made this bundle"
            )
        self.notes.append(
            "the sentences around the quotes are the sender's: quotes, places and exhibits are proved, "
            "the words that lead to them are not"
        )
        self.notes.append(
            "without a timestamp by an outside authority the checkpoint proves order only"
        )

    def _members(self) -> Iterator[Problem]:
        """Every file against the manifest, and exhibits against their names."""
        listed: dict[str, str] = self.manifest["files"]
        names = Counter(self.archive.namelist())
        for name in sorted(name for name, count in names.items() if count > 1):
            yield Problem("bundle", f"{name} stands in the archive twice.")
        for name in sorted(listed.keys() | names.keys() - {bundles.MANIFEST}):
            if name not in names:
                yield Problem("bundle", f"{name} is missing.", listed[name], "")
            elif name not in listed:
                yield Problem("bundle", f"{name} was added: the manifest does not name it.")
            else:
                yield from self._member(name, listed[name])
        yield from self._between()

    def _between(self) -> Iterator[Problem]:
        """Bytes of the archive that belong to no file: nobody who unpacks it would see them."""
        if self.archive.comment:
            size = len(self.archive.comment)
            yield Problem("bundle", f"A comment of {size:,} bytes was added to the archive.")
        place = slack = 0
        with Path(str(self.archive.filename)).open("rb") as file:
            for info in sorted(self.archive.infolist(), key=lambda one: one.header_offset):
                if info.header_offset - place > slack:
                    count = info.header_offset - place
                    what = f"{count:,} bytes before {info.filename} belong to no file."
                    yield Problem("bundle", what)
                file.seek(info.header_offset + _LENGTHS)
                name, extra = struct.unpack("<HH", file.read(4))
                if max(extra, len(info.extra)) > _EXTRA or info.comment:
                    yield Problem("bundle", f"Bytes were added to the head of {info.filename}.")
                place = info.header_offset + _HEADER + name + extra + info.compress_size
                slack = _DESCRIPTOR if info.flag_bits & 8 else 0
            if self.archive.start_dir - place > slack:
                count = self.archive.start_dir - place
                yield Problem("bundle", f"{count:,} bytes behind the last file belong to none.")
            file.seek(-len(self.archive.comment) - _END, 2)
            if file.read(4) != b"PK\x05\x06":
                yield Problem("bundle", "Bytes were added behind the end of the archive.")

    def _member(self, name: str, expected: str) -> Iterator[Problem]:
        try:
            with self.archive.open(name) as file:
                digest = hashlib.sha256()
                while piece := file.read(1 << 20):
                    digest.update(piece)
            found = digest.hexdigest()
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
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
        if row.table == "layers" and isinstance(values[5], bytes):
            text = zlib.decompressobj().decompress(values[5], TABLES)
            self.found.exhibits.add(str(values[2]))
            self.found.texts[str(values[2])] = text.decode("utf-8", "surrogatepass")
        elif row.table == "refusals":
            self.found.exhibits.add(str(values[2]))
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
        """Every dossier's twin against the claims, and its other renderings against the twin."""
        names = [name for name in self.archive.namelist() if name.startswith(bundles.DOSSIERS)]
        for name in names:
            if not name.endswith(".json"):
                if f"{name.rpartition('.')[0]}.json" not in names:
                    what = (
                        f"{name} has no JSON twin beside it: nothing that it says can be checked."
                    )
                    yield Problem("bundle", what)
                continue
            content = self._read(name)
            for section in json.loads(content)["sections"]:
                for note in section.get("notes", ()):
                    yield from self._note(name, note)
            yield from self._renderings(name.removesuffix("json"), content, names)
        if self.checks["footnotes on withheld exhibits"]:
            self.notes.append(
                f"{self.checks['footnotes on withheld exhibits']} footnotes rest on exhibits that were "
                "withheld: nothing of them can be checked"
            )

    def _renderings(self, stem: str, content: bytes, names: list[str]) -> Iterator[Problem]:
        """HTML and Word, rendered again from the twin by this version of Dalil."""
        from dalil.casework.compose import render_dossier
        from dalil.dossier.json import parse

        if self.manifest.get("dalil") != __version__:
            self.notes.append(
                f"the bundle was made by another version of Dalil ({self.manifest.get('dalil')!r}): its HTML "
                "and Word files are held against their hash alone"
            )
            return
        dossier = parse(content)
        for form in ("html", "docx"):
            name = f"{stem}{form}"
            if name in names:
                self.checks["renderings"] += 1
                if self._read(name) != render_dossier(dossier, form):
                    yield Problem("bundle", f"{name} does not say what {stem}json says.")

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
