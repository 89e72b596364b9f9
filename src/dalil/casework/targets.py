"""Work on one target that the user named: mark, screen, trace, assess, compose.

Every answer is kept as a record with its ledger entry; the same answer is not recorded twice, so
running again changes nothing and composing again gives the same bytes. Nobody else is screened or
written about.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dalil.casework import assess as assessing
from dalil.casework import screen as screening_
from dalil.casework import trace as tracing
from dalil.casework.casefolder import Case
from dalil.casework.compose import FORMATS, Parts, compose_dossier
from dalil.casework.marks import mark_entity
from dalil.casework.outputs import check_places, slug, write_whole
from dalil.casework.record import record
from dalil.casework.view import find_entity, load_view
from dalil.claims.ports import Batch, Record
from dalil.claims.view import CaseView, Entity
from dalil.matching.ports import ListSearch
from dalil.matching.values import Screening
from dalil.sources.independence import origin_groups

REGIME = "uk-gac"


@dataclass(frozen=True, slots=True)
class TargetWork:
    """What was found and written on one target."""

    entity: Entity
    parts: Parts
    files: tuple[Path, ...]


def mark_target(case: Case, view: CaseView, entity: Entity) -> CaseView:
    """Keep that the user named this entity as an object of the work."""
    if entity.id in view.targets:
        return view
    mark_entity(case, entity.id, entity.name, "target")
    return load_view(case)


def examine(
    case: Case, view: CaseView, entity: Entity, lists: Sequence[ListSearch], as_of: str | None
) -> Parts:
    """Screen, trace and assess a target, and keep what was answered.

    Args:
        case: Open for writing.
        view: Its view.
        entity: The target.
        lists: What to screen against.
        as_of: ISO date of law and facts; the day of the newest exhibit when None.
    """
    day = as_of or latest_day(case)
    screened = _keep_screening(
        case, entity.id, screening_.screen_target(view, entity.id, lists, case.clock)
    )
    # A name on a list is not the person: until somebody judges them the same, "if designated".
    traced = tracing.trace(view, entity.id, day)
    _keep(case, "trace", entity.id, tracing.to_json(traced, view))
    answers = assessing.Answers(origin_groups, traced.outcomes, screened)
    assessed = assessing.assess(view, entity.id, REGIME, day, answers)
    _keep(case, "assess", f"{entity.id} {REGIME}", assessing.to_json(assessed, view))
    return Parts((assessed,), (screened,), traced.outcomes)


def write_dossier(
    case: Case,
    view: CaseView,
    entity: Entity,
    parts: Parts,
    outputs: Mapping[str, Path],
    *,
    replacing: bool = False,
    printer: Callable[[bytes], bytes] | None = None,
) -> TargetWork:  # one parameter an answer of the steps before
    """Compose the dossier and write it; the export is recorded with the hashes of its files.

    Args:
        case: Open for writing.
        view: Its view.
        entity: The target.
        parts: As :func:`examine` gives them.
        outputs: File by format (``html``, ``json``, ``docx``, ``pdf``).
        replacing: Files outside of the exports that are there may go.
        printer: Makes a PDF of the HTML page; needed for ``pdf``.

    Raises:
        BadInput: A place inside a case but for its exports, or a file that is there.
    """
    cited = replace(parts, checkpoint=case.ledger.checkpoint())
    wanted = dict.fromkeys("html" if name == "pdf" else name for name in outputs)
    files = dict(compose_dossier(view, case.store, entity.id, cited, tuple(wanted)).files)
    if printer is not None:
        files["pdf"] = printer(files["html"])
    contents = {path: files[name] for name, path in outputs.items()}
    check_places(case.exports, contents, replace=replacing)
    for path, content in contents.items():
        write_whole(path, content)
    body = {
        "target": entity.id,
        "regime": REGIME,
        "files": {p.name: hashlib.sha256(content).hexdigest() for p, content in contents.items()},
    }
    _keep(case, "export", entity.id, body)
    return TargetWork(entity, cited, tuple(outputs.values()))


def work_targets(
    case: Case, view: CaseView, names: Sequence[str], lists: Sequence[ListSearch]
) -> list[TargetWork]:
    """A dossier in the case's exports for each named target.

    Raises:
        NotFound: A name that no person or organisation of the case bears.
        AmbiguousName: A name that several bear.
    """
    entities = [find_entity(view, name) for name in names]
    for entity in entities:
        view = mark_target(case, view, entity)
    # All are examined before the first is written: each dossier then cites the same checkpoint, and
    # composing again gives the same bytes.
    examined = [(entity, examine(case, view, entity, lists, None)) for entity in entities]
    found = []
    for entity, parts in examined:
        stem = f"{slug(entity.name)}_{REGIME}"
        outputs = {name: case.exports / f"{stem}.{name}" for name in FORMATS}
        found.append(write_dossier(case, view, entity, parts, outputs))
    return found


def latest_day(case: Case) -> str:
    """The day on which the newest exhibit came in: the same case gives the same day."""
    return max(
        (exhibit.received_at[:10] for exhibit in case.store.exhibits()), default="1970-01-01"
    )


def _keep_screening(case: Case, key: str, fresh: Screening) -> Screening:
    """Record a screening, unless the same names were held against the same lists with the same result."""
    body = screening_.to_json(fresh)
    known = case.store.records("screen", key)
    if known and {**known[-1].body, "at": ""} == {**_plain(body), "at": ""}:
        return replace(fresh, at=str(known[-1].body["at"]))
    _put(case, Record("screen", key, fresh.at, body))
    return fresh


def _keep(case: Case, kind: str, key: str, body: Mapping[str, object]) -> None:
    known = case.store.records(kind, key)
    if not known or dict(known[-1].body) != _plain(body):
        _put(case, Record(kind, key, case.clock.now(), body))


def _put(case: Case, made: Record) -> None:
    entry = {"key": made.key, "sha256": _digest(made.body)}
    kind = "assess" if made.kind == "trace" else made.kind
    record(case, Batch(records=(made,)), kind, entry)


def _digest(body: Mapping[str, object]) -> str:
    return hashlib.sha256(_text(body).encode("utf-8")).hexdigest()


def _text(body: Mapping[str, object]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def _plain(body: Mapping[str, object]) -> dict[str, object]:
    """As it comes back from the store: tuples are lists, keys are text."""
    found: dict[str, object] = json.loads(_text(body))
    return found
