"""A copy of a client file for others: its steps, its evidence and its inspection, with their proofs.

A bundle in the format of docs/reference/bundle-format.md, checked offline with ``dalil verify``. It holds
neither the key of the ledger nor one byte of the sealed compartment; of the ledger it holds the envelopes,
in which every entry looks like every other of its kind.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from dalil import __version__
from dalil.casework.casefolder import Case
from dalil.casework.diligence_file import KIND, keep, read_file
from dalil.casework.outputs import new_file
from dalil.custody import bundles
from dalil.custody.ports import OpenedRow, RowProofs
from dalil.custody.seals import canonical, erase_line
from dalil.diligence.values import ClientFile
from dalil.errors import BadInput, StorageFailed

EVIDENCE = "evidence/"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_README = """A due-diligence file of Dalil: its steps, the evidence that they cite, its inspection, and proofs.

Check it, offline:  dalil verify THIS-FILE
With a checkpoint that you received earlier or elsewhere:  dalil verify THIS-FILE --checkpoint FILE

file.json holds every step in order; the names of the files in evidence/ are the SHA-256 of their bytes,
which is how steps cite them. rows.jsonl binds both to the ledger.
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy for others that was written.

    Attributes:
        path: The file.
        sha256: Of its bytes.
        steps: How many steps it holds.
        exhibits: How many pieces of evidence.
    """

    path: Path
    sha256: str
    steps: int
    exhibits: int


_LICENCES = """
It holds entries of lists whose licences forbid or ask something; keep to them when you pass it on:
"""


def copy_for_others(
    case: Case,
    proofs: RowProofs,
    output: Path,
    reports: Mapping[str, bytes],
    licences: Sequence[str] = (),
) -> Copy:
    """Write the copy and record that it was made.

    Args:
        case: Open for writing.
        proofs: Opens the seals of its rows.
        output: The file; it appears whole or not at all.
        reports: The inspection, by file name.
        licences: What the licences of the lists in it forbid or ask; said in its README.

    Raises:
        BadInput: The file is there already, or lies inside the client file.
        StorageFailed: The disk refused; no half file is left.
    """
    if output.exists() or output.resolve().is_relative_to(case.folder.resolve()):
        raise BadInput(
            f"{output} is there already, or lies inside the client file.", "Name another file."
        )
    file = read_file(case)
    checkpoint = case.ledger.checkpoint()
    # The rows of exhibits stay: steps name evidence by hash, which binds it as well.
    rows = list(proofs.opened("records", "kind", [KIND]))
    draft = output.with_name(f".{output.name}.part")
    try:
        with new_file(draft) as out, zipfile.ZipFile(out, "w") as archive:
            hashes = {}
            for name, content in (
                (bundles.README, _readme(licences)),
                *_files(case, proofs, file, (rows, checkpoint.size)),
            ):
                hashes[name] = _put(archive, name, content)
            for name, content in reports.items():
                hashes[name] = _put(archive, name, content)
            manifest: dict[str, object] = {
                "format": bundles.FORMAT,
                "dalil": __version__,
                "state": {"kind": "due-diligence file", "checkpoint": None},
                "checkpoint": asdict(checkpoint),
                "withheld": [],
                "files": hashes,
            }
            _put(archive, bundles.MANIFEST, canonical(_signed(case, manifest)))
        digest = hashlib.sha256(draft.read_bytes()).hexdigest()
        draft.replace(output)
    except OSError as error:
        raise StorageFailed(f"{output} could not be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    keep(case, "export", {"file": output.name, "sha256": digest, "for": "others"})
    return Copy(output, digest, len(file.steps), len(file.evidence))


def _files(
    case: Case, proofs: RowProofs, file: ClientFile, proved: tuple[list[OpenedRow], int]
) -> Iterator[tuple[str, bytes]]:
    rows, size = proved
    steps = [
        {
            "step": s.number,
            "kind": s.kind,
            "at": s.dated or s.at,
            "entry": s.entry,
            "body": dict(s.body),
        }
        for s in file.steps
    ]
    told = {"client": file.name, "type": file.type, "steps": steps}
    yield "file.json", json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
    for sha256 in file.evidence:
        yield f"{EVIDENCE}{sha256}", case.vault.get(sha256)
    envelopes = islice(case.ledger.lines(), size)
    yield bundles.ENTRIES, b"".join(_envelope(line) + b"\n" for line in envelopes)
    batches = sorted({row.batch for row in rows})
    seals = ({"batch": one, "seals": [s.hex() for s in proofs.batch_seals(one)]} for one in batches)
    yield bundles.SEALS, b"".join(canonical(one) + b"\n" for one in seals)
    yield bundles.ROWS, b"".join(bundles.row_line(row) + b"\n" for row in rows)


def _readme(licences: Sequence[str]) -> bytes:
    said = _LICENCES + "".join(f"- {line}\n" for line in licences) if licences else ""
    return f"{_README}{said}".encode()


def _signed(case: Case, manifest: dict[str, object]) -> dict[str, object]:
    """The manifest with the signature of the ledger's key."""
    return {**manifest, "signature": case.ledger.sign(bundles.signed_part(manifest))}


def _envelope(line: bytes) -> bytes:
    return erase_line(line) if b'"salt"' in line else line


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> str:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
    archive.writestr(entry, content, compresslevel=6)
    return hashlib.sha256(content).hexdigest()
