"""Gather all that a case holds into one view that the question rooms and the dossier ask."""

from __future__ import annotations

from collections.abc import Iterable

from dalil.casework.casefolder import Case
from dalil.casework.claim_marks import marked, standing_marks
from dalil.casework.marks import effective, shown_by, told_tiers
from dalil.casework.origins import KIND, origins
from dalil.casework.protection import marked_as_targets, protection, targets_of
from dalil.casework.read import with_description
from dalil.casework.versions import known_versions
from dalil.claims.entities import assemble, counted_mentions
from dalil.claims.reviews import counted, reviewed
from dalil.claims.view import CaseView, Entity
from dalil.errors import AmbiguousName, NotFound
from dalil.names.fold import fold


def load_view(case: Case) -> CaseView:
    """The whole case as a frozen view: entities assembled from mentions under all judgements."""
    store = case.store
    exhibits = {exhibit.sha256: exhibit for exhibit in store.exhibits()}
    order = {sha256: index for index, sha256 in enumerate(exhibits)}
    judgements = tuple(store.judgements())
    mentions = {mention.id: mention for mention in counted_mentions(store.mentions(), judgements)}
    entities = assemble(mentions.values(), judgements, order)
    marks = list(store.records("mark"))
    told, shown = {entry.key: entry.body for entry in marks}, shown_by(marks)
    further = origins(store.records(KIND))
    heads = list(store.layer_heads())
    read = {
        head.exhibit for head in heads
    }  # a refusal before it stays on record and counts no longer
    versions = known_versions(store)
    as_shown = effective(exhibits, shown, further)
    claims = {claim.id: claim for claim in filter(counted(judgements), store.claims())}
    gone = store.claims_by_id([key for key in marked(shown) if key not in claims])
    closed = protection(marks, entities.by_id, entities.redirects).closed
    standing = standing_marks(shown, claims, gone, as_shown, judgements)
    return CaseView(
        name=case.settings.name,
        exhibits=as_shown,
        infos={h.exhibit: with_description(h.info, told.get(h.exhibit)) for h in heads},
        notes={head.exhibit: head.notes for head in heads if head.notes},
        refusals={
            refusal.exhibit: refusal for refusal in store.refusals() if refusal.exhibit not in read
        },
        mentions=mentions,
        claims=claims,
        aside=standing.aside,
        rosters=tuple(store.rosters()),
        judgements=judgements,
        entities=entities.by_id,
        entity_of=entities.entity_of,
        redirects=entities.redirects,
        questions={question.id: question for question in store.questions()},
        interests=tuple(store.interests()),
        reviewed=reviewed(judgements),
        targets=targets_of(marks, entities.redirects, closed),
        marked=marked_as_targets(marks),
        tiers=told_tiers(exhibits, standing.shown, further),
        privileges=standing.shown.privileges,
        versions={sha256: versions[sha256] for sha256 in exhibits if sha256 in versions},
    )


def find_entity(view: CaseView, wanted: str) -> Entity:
    """The entity that an id or a name means.

    Raises:
        NotFound: No entity bears the name.
        AmbiguousName: Several do; the message lists them with ids.
    """
    wanted_id = view.redirects.get(wanted, wanted)
    if wanted_id in view.entities:
        return view.entities[wanted_id]
    parties = [one for one in view.entities.values() if one.type in ("PER", "ORG")]
    whole = bearing(parties, wanted)
    if not whole:
        raise NotFound(
            f"No person or organisation in the case {view.name!r} is named {wanted!r}.",
            "See the people and organisations with: dalil serve --case DIR",
        )
    if len(whole) > 1:
        lines = "; ".join(f"{e.id} ({e.type}, {len(e.members)} mentions): {e.name}" for e in whole)
        raise AmbiguousName(f"The name {wanted!r} fits {len(whole)} entities: {lines}.")
    return whole[0]


def bearing(entities: Iterable[Entity], wanted: str) -> list[Entity]:
    """The entities that bear a name: in that spelling, and only where none is, in one that folds to it.

    Of several, those whose main name it is. A run-together word ("AnnaKorn") folds to the same key as
    a name, so that somebody would be taken for a company that is written so.
    """
    plain, key, known = _plain(wanted), fold(wanted), list(entities)

    def spelt(name: str) -> bool:
        return _plain(name) == plain

    def folded(name: str) -> bool:
        return fold(name) == key

    for fits in (spelt, folded):
        if named := [one for one in known if any(map(fits, one.names))]:
            return [one for one in named if fits(one.name)] or named
    return []


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
