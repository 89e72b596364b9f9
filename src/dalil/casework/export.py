"""Write what an audience may have of a case as files of another form: FtM, CSV, PROV-JSON.

What may leave is decided in one place for all forms (``dossier/leaving.py``). Every export is recorded
in the ledger with the hashes of its files and cites the checkpoint before its own entry, so that the
same case gives the same bytes. Files appear whole or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dalil.casework.audience import seen_by
from dalil.casework.casefolder import Case
from dalil.casework.compose import material_for
from dalil.casework.outputs import check_places, slug, write_whole
from dalil.casework.record import record
from dalil.casework.view import load_view
from dalil.claims.ports import Batch, Record
from dalil.dossier.leaving import Leaving
from dalil.dossier.values import Material
from dalil.errors import BadInput
from dalil.evidence import Tier

KINDS = ("ftm", "csv", "prov")


@dataclass(frozen=True, slots=True)
class Exported:
    """Files that were written, and the state that stands on them."""

    files: tuple[Path, ...]
    state: Mapping[str, object]


def export(
    case: Case, kind: str, audience: Tier, output: Path | None = None, *, replace: bool = False
) -> Exported:
    """Write one export of a case.

    Args:
        case: Open for writing.
        kind: One of :data:`KINDS`.
        audience: The widest disclosure tier that the recipient may see.
        output: The file (``ftm``, ``prov``) or folder (``csv``); by default in the case's exports.
        replace: Files outside of the exports that are there may go.

    Raises:
        BadInput: An unknown kind, an output that cannot take the export's form, a place inside a case
            but for its exports, or a file that is there.
        StorageFailed: The disk refused; no half file is left.
    """
    leaving = Leaving(material_of(case, audience))
    base = output or case.exports / _default(leaving, kind, audience)
    contents = _contents(leaving, kind, base)
    check_places(case.exports, contents, replace=replace)
    for path, content in contents.items():
        write_whole(path, content)
    _record(case, kind, audience, base, contents)
    return Exported(tuple(contents), leaving.state)


def material_of(case: Case, audience: Tier) -> Material:
    """What an audience sees of a case, as exports ask it, with the checkpoint to cite."""
    seen = seen_by(load_view(case), audience)
    return replace(material_for(seen, case.store), checkpoint=case.ledger.checkpoint())


def _default(leaving: Leaving, kind: str, audience: Tier) -> str:
    stem = f"{slug(str(leaving.state['case']))}_{audience}"
    return {"ftm": f"{stem}.ftm.json", "prov": f"{stem}.prov.json", "csv": f"{stem}_csv"}[kind]


def _contents(leaving: Leaving, kind: str, base: Path) -> dict[Path, bytes]:
    """The files of an export; renderers are loaded when they are asked for."""
    if kind == "ftm":
        from dalil.dossier.followthemoney import Graph, lines

        graph = Graph(leaving)
        name = base.name.removesuffix(".json").removesuffix(".ftm")
        return {
            base: lines(graph.entities()),
            base.with_name(f"{name}.provenance.jsonl"): lines(graph.provenance()),
        }
    if kind == "prov":
        from dalil.dossier import prov

        return {base: prov.render(leaving)}
    if kind == "csv":
        from dalil.dossier.spreadsheet import tables

        if base.exists() and not base.is_dir():
            raise BadInput(f"{base} is a file.", "A CSV export is several tables: name a folder.")
        return {base / name: content for name, content in tables(leaving).items()}
    raise BadInput(f"{kind!r} is no kind of export.", f"Choose one of: {', '.join(KINDS)}.")


def _record(
    case: Case, kind: str, audience: Tier, base: Path, contents: Mapping[Path, bytes]
) -> None:
    """Keep what was written for whom, unless the same was recorded before."""
    files = {_name(case, path): hashlib.sha256(text).hexdigest() for path, text in contents.items()}
    key = f"{kind} {audience} {_name(case, base)}"
    body = {"kind": kind, "audience": str(audience), "files": files}
    known: Sequence[Record] = case.store.records("export", key)
    if not known or dict(known[-1].body) != body:
        made = Record("export", key, case.clock.now(), body)
        record(case, Batch(records=(made,)), "export", {"key": key, **body})


def _name(case: Case, path: Path) -> str:
    """A file's name within the case's exports; of a file elsewhere, its bare name."""
    folder = case.exports.resolve()
    whole = path.resolve()
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else path.name
