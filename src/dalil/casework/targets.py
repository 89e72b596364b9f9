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
from dalil.casework.audience import Seen, seen_by
from dalil.casework.casefolder import Case
from dalil.casework.compose import FORMATS, Parts, compose_dossier
from dalil.casework.marks import mark_entity
from dalil.casework.outputs import check_places, slug, write_whole
from dalil.casework.record import record
from dalil.casework.view import find_entity, load_view
from dalil.claims.ports import Batch, Record
from dalil.claims.view import CaseView, Entity
from dalil.evidence import Tier
from dalil.matching.ports import ListSearch
from dalil.matching.values import Screening
from dalil.sources.independence import origin_groups

REGIME = "uk-gac"
AUDIENCE = Tier.RECIPIENT
"""For whom the dossiers in the exports are made."""


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
    case: Case, seen: Seen, entity: Entity, lists: Sequence[ListSearch], as_of: str | None
) -> Parts:
    """Screen, trace and assess a target for an audience, and keep what was answered.

    Every answer is of what the audience sees: the names that are screened, the holdings, the states of
    the elements. Where it does not see all, the answers for the whole case are kept too, under the id
    in the case; those for the audience bear its name.

    Args:
        case: Open for writing.
        seen: What the audience sees of it.
        entity: The target as it is seen.
        lists: What to screen against.
        as_of: ISO date of law and facts; the day of the newest exhibit when None.
    """
    if seen.whole:
        return _examine(case, seen.view, entity.id, lists, as_of)
    _examine(case, seen.case, seen.origin(entity.id), lists, as_of)
    return _examine(case, seen.view, entity.id, lists, as_of, f" {seen.audience}")


def _examine(
    case: Case,
    view: CaseView,
    target: str,
    lists: Sequence[ListSearch],
    as_of: str | None,
    made_for: str = "",
) -> Parts:
    """Ask every question of one view; ``made_for`` ends the keys of what is kept."""
    day = as_of or latest_day(view)
    screened = _keep_screening(
        case,
        f"{target}{made_for}",
        screening_.screen_target(view, target, lists, case.clock),
    )
    # A name on a list is not the person: until somebody judges them the same, "if designated".
    traced = tracing.trace(view, target, day)
    _keep(case, "trace", f"{target}{made_for}", tracing.to_json(traced, view))
    answers = assessing.Answers(origin_groups, traced.outcomes, screened)
    assessed = assessing.assess(view, target, REGIME, day, answers)
    _keep(case, "assess", f"{target} {REGIME}{made_for}", assessing.to_json(assessed, view))
    return Parts((assessed,), (screened,), traced.outcomes)


def write_dossier(
    case: Case,
    seen: Seen,
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
        seen: What the audience sees of it.
        entity: The target as it is seen.
        parts: As :func:`examine` gives them.
        outputs: File by format (``html``, ``json``, ``docx``, ``pdf``).
        replacing: Files outside of the exports that are there may go.
        printer: Makes a PDF of the HTML page; needed for ``pdf``.

    Raises:
        BadInput: A place inside a case but for its exports, or a file that is there.
    """
    cited = replace(parts, checkpoint=case.ledger.checkpoint())
    wanted = dict.fromkeys("html" if name == "pdf" else name for name in outputs)
    files = dict(compose_dossier(seen, case.store, entity.id, cited, tuple(wanted)).files)
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
    seen = seen_by(view, AUDIENCE)
    shown = [seen.part(one.id, name) for one, name in zip(entities, names, strict=True)]
    # All are examined before the first is written: each dossier then cites the same checkpoint, and
    # composing again gives the same bytes.
    examined = [(entity, examine(case, seen, entity, lists, None)) for entity in shown]
    found = []
    for entity, parts in examined:
        stem = f"{slug(entity.name)}_{REGIME}"
        outputs = {name: case.exports / f"{stem}.{name}" for name in FORMATS}
        found.append(write_dossier(case, seen, entity, parts, outputs))
    return found


def see_target(case: Case, name: str, audience: Tier) -> tuple[Seen, Entity]:
    """Mark a target by its name or id, and find what an audience sees of it.

    Raises:
        NotFound: Nobody bears the name, or nothing that the audience may see names them.
        AmbiguousName: Several bear it.
    """
    view = load_view(case)
    entity = find_entity(view, name)
    seen_by(view, audience).part(entity.id, name)  # refused before anything is marked
    seen = seen_by(mark_target(case, view, entity), audience)
    return seen, seen.part(entity.id, name)


def latest_day(view: CaseView) -> str:
    """The day on which the newest exhibit came in: the same case gives the same day."""
    return max(
        (exhibit.received_at[:10] for exhibit in view.exhibits.values()), default="1970-01-01"
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
