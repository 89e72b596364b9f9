"""Write a bundle: dossiers, their exhibits, and the proofs that bind both to the ledger.

What may leave is decided in ``dossier/leaving.py``. Claims rest on exhibits: an exhibit that may not
leave takes its claims with it. In a bundle for the public an exhibit that names a masked person is left
out and counted, since its bytes cannot be masked. Format: docs/reference/bundle-format.md.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

from dalil import __version__
from dalil.casework.audience import seen_by
from dalil.casework.casefolder import Case
from dalil.casework.compose import compose_dossier, material_for
from dalil.casework.opened import says
from dalil.casework.origins import KIND as ORIGIN
from dalil.casework.origins import around, origins
from dalil.casework.outputs import new_file, slug
from dalil.casework.record import record
from dalil.casework.spellings import Spellings
from dalil.casework.targets import REGIME, examine, mark_target
from dalil.casework.view import find_entity, load_view
from dalil.claims.ports import Batch, Record
from dalil.custody import bundles
from dalil.custody.ports import Checkpoint, OpenedRow, RowProofs
from dalil.custody.seals import canonical, erase_line
from dalil.dossier.leaving import Leaving
from dalil.errors import BadInput, StorageFailed
from dalil.evidence import Claim, Exhibit, Tier
from dalil.matching.ports import ListSearch

_EPOCH = (1980, 1, 1, 0, 0, 0)
_README = """A bundle of Dalil: dossiers, the exhibits on which they rest, and proofs.

Check it, offline:  dalil verify THIS-FILE
With a checkpoint that you received earlier or elsewhere:  dalil verify THIS-FILE --checkpoint FILE

By hand: every file below is listed with its SHA-256 in bundle.json; the name of each file in exhibits/ is
the SHA-256 of its bytes, which is the hash that the footnotes of the dossiers cite.
"""


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle that was written.

    Attributes:
        path: The file.
        sha256: Of its bytes.
        exhibits: How many exhibits it holds.
        claims: How many claims.
        withheld: Exhibits that the dossiers may cite and whose bytes could not leave.
        state: What stands on every export.
        without_dossier: Marked targets whom nothing that may be shown names.
    """

    path: Path
    sha256: str
    exhibits: int
    claims: int
    withheld: tuple[str, ...]
    state: Mapping[str, object]
    without_dossier: int = 0


@dataclass(frozen=True)
class _Parts:
    """What goes into a bundle, chosen before anything is written."""

    exhibits: Sequence[Exhibit]
    withheld: tuple[str, ...]
    claims: Sequence[Claim]
    rows: Sequence[OpenedRow]
    dossiers: Mapping[str, bytes]
    checkpoint: Checkpoint
    state: Mapping[str, object]


def bundle_targets(
    case: Case,
    proofs: RowProofs,
    lists: Sequence[ListSearch],
    targets: Sequence[str],
    made_for: tuple[Tier, Path | None],
) -> Bundled:
    """Compose the dossiers of targets for one audience and bundle them.

    Args:
        case: Open for writing.
        proofs: Opens the seals of its rows.
        lists: What the targets are screened against.
        targets: Names or ids; all that are marked when empty.
        made_for: The audience, and the file; in the case's exports when None.

    Raises:
        BadInput: No target is named, and none is marked.
        NotFound: A name that nobody in the case bears.
    """
    audience, output = made_for
    view = load_view(case)
    entities = [find_entity(view, name) for name in targets or view.targets]
    if not entities:
        raise BadInput("The case has no target to bundle a dossier of.", "Name one with --target.")
    for entity in entities:
        view = mark_target(case, view, entity)
    seen = seen_by(view, audience)
    # Of the marked ones, whom nothing that may be shown names has no dossier; a named one is refused.
    shown = [
        seen.part(entity.id, name) for entity, name in zip(entities, targets, strict=False)
    ] or [seen.view.entities[key] for key in seen.view.targets]
    examined = [(entity, examine(case, seen, entity, lists, None)) for entity in shown]
    material = replace(material_for(seen, case.store), checkpoint=case.ledger.checkpoint())
    dossiers: dict[str, bytes] = {}
    for entity, parts in examined:
        cited = replace(parts, checkpoint=material.checkpoint)
        made = compose_dossier(seen, case.store, entity.id, cited)
        stem = f"{slug(entity.name)}_{REGIME}"
        dossiers |= {f"{stem}.{form}": content for form, content in made.files.items()}
    leaving = Leaving(material)
    stem = f"{slug(str(leaving.state['case']))}_{audience}"
    done = write_bundle(
        case, proofs, dossiers, leaving, output or case.exports / f"{stem}.bundle.zip"
    )
    return replace(done, without_dossier=len(entities) - len(shown))


def write_bundle(
    case: Case, proofs: RowProofs, dossiers: Mapping[str, bytes], leaving: Leaving, output: Path
) -> Bundled:
    """Write a bundle and record that it was made.

    Args:
        case: Open for writing.
        proofs: Opens the seals of its rows.
        dossiers: Rendered for the same audience, by file name.
        leaving: What may leave; its material cites the checkpoint.
        output: The file; it appears whole or not at all.

    Raises:
        BadInput: The case has no checkpoint to cite.
        StorageFailed: The disk refused; no half file is left.
    """
    parts = _choose(case, proofs, dossiers, leaving)
    draft = output.with_name(f".{output.name}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with new_file(draft) as out, zipfile.ZipFile(out, "w") as archive:
            hashes: dict[str, str] = {}
            for name, content in _files(case, proofs, parts):
                hashes[name] = hashlib.sha256(content).hexdigest()
                _put(archive, name, content)
            _put(archive, bundles.MANIFEST, _manifest(case, parts, hashes))
        sha256 = _hash_of(draft)
        draft.replace(output)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise StorageFailed(f"{output} could not be written: {error.strerror}.") from error
    _keep(case, str(parts.state["audience"]), output.name, sha256)
    counts = len(parts.exhibits), len(parts.claims)
    return Bundled(output, sha256, *counts, parts.withheld, parts.state)


def _choose(
    case: Case, proofs: RowProofs, dossiers: Mapping[str, bytes], leaving: Leaving
) -> _Parts:
    checkpoint = leaving.material.checkpoint
    if checkpoint is None:
        raise BadInput("A bundle needs a checkpoint of the ledger to rest on.")
    held = _held_back(case, leaving)
    exhibits = [one for one in leaving.exhibits if one.sha256 not in held]
    shown = {one.sha256 for one in exhibits}
    withheld = tuple(one.sha256 for one in leaving.exhibits if one.sha256 not in shown)
    claims = [one for one in leaving.claims if one.exhibit in shown]
    keys = [one.sha256 for one in exhibits]
    rows = [
        *_newest(proofs.opened("layers", "exhibit", keys), key=2),
        *_newest(proofs.opened("refusals", "exhibit", keys), key=2),
        *_newest(proofs.opened("claims", "id", [one.id for one in claims]), key=2),
    ]
    return _Parts(exhibits, withheld, claims, rows, dossiers, checkpoint, leaving.state)


def _held_back(case: Case, leaving: Leaving) -> set[str]:
    """Exhibits whose bytes may not leave, and every container that holds one of them.

    Bytes leave whole or not at all: what is sealed, privileged or masked elsewhere must not stand in
    them, whether as a member of a container, as the words of one claim, or as a name. A container
    counts whether its member came out of it first or was in the case before.
    """
    view, shown = leaving.material.whole, {one.sha256 for one in leaving.exhibits}
    held = set(view.exhibits) - shown
    held |= {
        claim.exhibit
        for claim in view.claims.values()
        if not leaving.draft.allowed(view.exhibits.get(claim.exhibit), claim)
    }
    if leaving.masking.names:
        names = Spellings(leaving.masking.names, person=False)
        held |= {one.sha256 for one in leaving.exhibits if _names_masked(case, leaving, one, names)}
    parents = {one.sha256: one.parent for one in view.exhibits.values()}
    further = origins(case.store.records(ORIGIN))
    return held.union(*(around(parents, further, sha256) for sha256 in held))


def _names_masked(case: Case, leaving: Leaving, exhibit: Exhibit, names: Spellings) -> bool:
    """Whether an exhibit names somebody masked: in its text, its name, what it says of itself, its bytes."""
    layer = leaving.material.layer(exhibit.sha256)
    told = [exhibit.name, exhibit.address or "", repr(layer.info) if layer else ""]
    if any(names.named_in(text) or leaving.words(text) != text for text in told):
        return True
    if layer is not None and (
        names.named_in(layer.text) or leaving.words(layer.text) != layer.text
    ):
        return True
    return layer is None or says(case.vault.get(exhibit.sha256), names)


def _newest(rows: Iterator[OpenedRow], key: int) -> list[OpenedRow]:
    """The last row for each value of a column: reading again writes a claim or a text anew."""
    return list({row.values[key]: row for row in rows}.values())


def _files(case: Case, proofs: RowProofs, parts: _Parts) -> Iterator[tuple[str, bytes]]:
    """Every file but the manifest."""
    yield bundles.README, _README.encode()
    for name, content in sorted(parts.dossiers.items()):
        yield f"{bundles.DOSSIERS}{name}", content
    for exhibit in parts.exhibits:
        yield f"{bundles.EXHIBITS}{exhibit.sha256}", case.vault.get(exhibit.sha256)
    envelopes = islice(case.ledger.lines(), parts.checkpoint.size)
    yield bundles.ENTRIES, b"".join(erase_line(line) + b"\n" for line in envelopes)
    batches = sorted({row.batch for row in parts.rows})
    seals = ({"batch": one, "seals": [s.hex() for s in proofs.batch_seals(one)]} for one in batches)
    yield bundles.SEALS, b"".join(canonical(one) + b"\n" for one in seals)
    yield bundles.ROWS, b"".join(bundles.row_line(row) + b"\n" for row in parts.rows)


def _manifest(case: Case, parts: _Parts, hashes: Mapping[str, str]) -> bytes:
    manifest: dict[str, object] = {
        "format": bundles.FORMAT,
        "dalil": __version__,
        "state": {**parts.state, "checkpoint": None},
        "checkpoint": asdict(parts.checkpoint),
        "withheld": list(parts.withheld),
        "files": dict(hashes),
    }
    return canonical({**manifest, "signature": case.ledger.sign(bundles.signed_part(manifest))})


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
    archive.writestr(entry, content, compresslevel=6)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(case: Case, audience: str, name: str, sha256: str) -> None:
    body = {"kind": "bundle", "audience": audience, "files": {name: sha256}}
    key = f"bundle {audience} {name}"
    known = case.store.records("export", key)
    if not known or dict(known[-1].body) != body:
        made = Record("export", key, case.clock.now(), body)
        record(case, Batch(records=(made,)), "export", {"key": key, **body})
