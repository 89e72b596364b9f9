"""What outsiders attest, held against the case: co-signatures of witnesses, times of authorities.

Files that the ledger took in are held against the hashes that it tells; what they say is held
against the entries; who signed is told only where the user named the key or the certificate.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from dalil.casework.casefolder import Case
from dalil.casework.verify_report import Found, Problem
from dalil.custody.ports import Checkpoint
from dalil.custody.seals import canonical
from dalil.custody.times import check_stamp, read_stamp
from dalil.custody.witness import (
    Cosigned,
    WitnessKey,
    cosignature_holds,
    origin_of,
    read_cosigned,
)
from dalil.errors import BadInput, DalilError

_WITNESSES, _TIMESTAMPS = "witnesses/", "timestamps/"
Attested = Sequence[tuple[str, bytes]]


def attested_sizes(case: Case, given: Attested) -> list[int]:
    """At which sizes the tree head is wanted; what cannot be read is told later."""
    sizes = []
    try:
        for name, content in [*case.ledger.attached(), *given]:
            if not name.startswith(_TIMESTAMPS):
                sizes.append(read_cosigned(content, name).size)
    except DalilError:
        pass
    return sizes


def check_witnesses(
    case: Case,
    given: Attested,
    keys: Sequence[WitnessKey],
    read: Found,
    checks: Counter[str],
) -> Iterator[Problem]:
    """Every co-signature: kept whole, of this ledger, of these entries, by whom."""
    kept = list(case.ledger.attached())
    yield from _as_told(kept, read)
    seen: set[tuple[str, str]] = set()
    for name, content in [*((n, c) for n, c in kept if n.startswith(_WITNESSES)), *given]:
        try:
            signed = read_cosigned(content, name)
        except BadInput as error:
            yield Problem("witness", error.message)
            continue
        checks["co-signatures"] += 1
        yield from _of_these_entries(signed, read)
        known = [key for key in keys if (key.name, key.id.hex()) == (signed.name, signed.key_id)]
        seen.add((signed.name, signed.key_id))
        who = f"{signed.name} (key {signed.key_id}) co-signed the first {signed.size} entries at {signed.at}"
        if not known:
            read.shown.append(f"{who}: not checked, give the witness's key with --witness KEY")
        elif cosignature_holds(signed, known[0]):
            read.shown.append(f"{who}: the signature holds")
        else:
            yield Problem("witness", f"{who}, it says, but the signature does not hold.")
    for key in keys:
        if (key.name, key.id.hex()) not in seen:
            what = f"The witness {key.name} (key {key.id.hex()}), whose key was given, co-signed nothing here."
            yield Problem("witness", what)


def _as_told(kept: Attested, read: Found) -> Iterator[Problem]:
    there = {name: hashlib.sha256(content).hexdigest() for name, content in kept}
    for name, sha256 in read.attached.items():
        if name not in there:
            what = f"ledger/{name}, of which the ledger tells, is not there."
            yield Problem("witness", what, sha256, "")
        elif there[name] != sha256:
            what = f"ledger/{name} is not the file of which the ledger tells."
            yield Problem("witness", what, sha256, there[name])
    for name in sorted(there.keys() - read.attached.keys()):
        read.notes.append(f"The ledger does not tell of the file ledger/{name}.")


def _of_these_entries(signed: Cosigned, read: Found) -> Iterator[Problem]:
    name = f"What {signed.name} co-signed at {signed.at} over {signed.size} entries"
    if signed.origin != origin_of(read.key):
        what = f"{name} is another ledger: of another case, or rebuilt under another key."
        yield Problem("witness", what, signed.origin, origin_of(read.key))
    if signed.size > read.size:
        what = f"{name} goes beyond the {read.size} entries here: the tail was cut."
        yield Problem("witness", what, str(signed.size), str(read.size))
    elif read.roots.get(signed.size) != signed.root:
        what = f"{name} does not fit the entries: they were changed, moved or rebuilt."
        yield Problem("witness", what, signed.root, read.roots.get(signed.size, ""))


def check_stamps(
    case: Case, authorities: Sequence[bytes], read: Found, checks: Counter[str]
) -> Iterator[Problem]:
    """Every timestamp: of a checkpoint of this case, and by whom."""
    files = {hashlib.sha256(file).hexdigest(): (point, file) for point, file in _files(case)}
    for name, content in case.ledger.attached():
        if not name.startswith(_TIMESTAMPS):
            continue
        checks["timestamps"] += 1
        try:
            stamp = read_stamp(content, f"ledger/{name}")
            if stamp.digest not in files:
                what = (
                    f"The timestamp ledger/{name} of {stamp.at} is of no checkpoint of this case."
                )
                yield Problem("timestamp", what, stamp.digest, "")
                continue
            point, file = files[stamp.digest]
            told = f"an authority (policy {stamp.policy}) stamped the first {point.size} entries at {stamp.at}"
            if not authorities:
                read.shown.append(
                    f"{told}: not checked, give its certificate with --authority FILE"
                )
                continue
            wrong = check_stamp(content, file, authorities, f"ledger/{name}")
        except BadInput as error:
            yield Problem("timestamp", error.message)
            continue
        if wrong:
            yield Problem("timestamp", f"The timestamp ledger/{name} of {stamp.at}: {wrong}.")
        else:
            read.timed = True
            read.shown.append(f"{told}: it stands against the certificates given")


def _files(case: Case) -> Iterator[tuple[Checkpoint, bytes]]:
    """Every checkpoint with the bytes of its file."""
    for point in case.ledger.checkpoints():
        yield point, checkpoint_file(point)


def checkpoint_file(point: Checkpoint) -> bytes:
    """A checkpoint's file, byte for byte: what is stamped."""
    return canonical(asdict(point)) + b"\n"
