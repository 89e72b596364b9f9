"""Relations that the words state: family, offices, ownership, mandates, payments, signatures.

Nouns that name a tie ("X, the bank's former chairman", "Y's daughter X"), verbs ("X owns Y"), and the
words between two names. Both ends are mentions or, for offices and things signed, the words themselves.
An allegation stays in the claim that holds it; nothing here turns speech into fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.unreal import denied, stated
from dalil.claims.frames.referents.designations import designations
from dalil.claims.frames.referents.ends import Ends
from dalil.claims.frames.referents.holders import Resolver
from dalil.claims.frames.referents.salience import Salience
from dalil.claims.frames.ties.addresses import addresses
from dalil.claims.frames.ties.beside import beside
from dalil.claims.frames.ties.between import between
from dalil.claims.frames.ties.case_nouns import case_nouns
from dalil.claims.frames.ties.counsel import counsel
from dalil.claims.frames.ties.deed_nouns import deed_nouns
from dalil.claims.frames.ties.deeds import deeds
from dalil.claims.frames.ties.defence import defence
from dalil.claims.frames.ties.dwelling import dwelling
from dalil.claims.frames.ties.given import given
from dalil.claims.frames.ties.joining import joining
from dalil.claims.frames.ties.kin import family
from dalil.claims.frames.ties.left import left
from dalil.claims.frames.ties.offices import offices
from dalil.claims.frames.ties.owned import owned
from dalil.claims.frames.ties.possessed import affiliated, convictions, possessed, seated
from dalil.claims.frames.ties.posts import of_organs, settled_posts
from dalil.claims.frames.ties.remainders import remainders
from dalil.claims.frames.ties.sales import sales
from dalil.claims.frames.ties.settings import settings, stakes
from dalil.claims.frames.ties.shaped import shaped
from dalil.claims.frames.ties.succession import succession
from dalil.claims.frames.ties.unfit import fit
from dalil.evidence import Predicate, Reference, Relation


def relations(context: Context, resolver: Resolver) -> Iterator[Found]:
    """All relations of a document, in order of their words."""
    ends = Ends(context, resolver)
    exact = list(stakes(context, ends.form_body))
    shared = {_key(context, one.relation) for one in exact}
    told = [*offices(context, ends), *family(context, ends), *deeds(context, ends)]
    told += [*possessed(context, ends), *convictions(context), *given(context, ends)]
    told = [
        one for one in settled_posts(context, told) if _key(context, one.relation) not in shared
    ]
    told = [_as_denied(context, one) for one in told if stated(context, one.head)]
    near = [_as_denied(context, one) for one in between(context) if stated(context, one.head)]
    near += affiliated(context, [*told, *exact, *near])
    near += seated(context, [*told, *exact, *near])
    rest = list(remainders(context, [*told, *exact, *near]))
    told = [one for one in told if not _takes_the_rest(context, one, rest)]
    rest += settings(context)
    more = [
        one
        for one in shaped(context, ends, [*told, *exact, *near, *rest])
        if stated(context, one.head)
    ]
    near += counsel(context, ends)
    near += defence(context, [*told, *near])
    near += designations(context)
    salience = Salience(context)
    told = [one for one in told if fit(context, salience, one)]
    near += beside(context, ends, [*told, *exact, *near, *rest, *more])
    near += dwelling(context, [*told, *exact, *near, *rest, *more])
    near += joining(context, ends, [*told, *exact, *near, *rest, *more])
    near += [
        one
        for one in owned(context, ends, [*told, *exact, *near, *rest, *more])
        if stated(context, one.head)
    ]
    near += [
        one
        for told_by in (deed_nouns, sales, case_nouns)
        for one in told_by(context, ends, [*told, *exact, *near, *rest, *more])
        if stated(context, one.head)
    ]
    near += succession(context, ends, [*told, *exact, *near, *rest, *more])
    near += addresses(context, [*told, *exact, *near, *rest, *more])
    near += left(context, ends, [*told, *exact, *near, *rest, *more])
    found = _once(context, [*told, *exact], (*near, *rest, *(_as_denied(context, m) for m in more)))
    kept = of_organs(context, (one for one in found if fit(context, salience, one)))
    yield from sorted(kept, key=lambda one: (one.head, one.start, one.end))


def _as_denied(context: Context, one: Found) -> Found:
    """A tie in what somebody denies: "X denied that he had been a director or had met Y"."""
    return replace(one, negated=True) if denied(context, one.head) else one


def _takes_the_rest(context: Context, one: Found, rest: Iterable[Found]) -> bool:
    """Whether what seems owned is who holds the rest: "owns half of Y and Z the other half"."""
    owned = one.relation.object
    if one.relation.predicate is not Predicate.OWNS or owned is None:
        return False
    entity_of = context.document.entity_of
    mine = entity_of.get(owned.id, owned.id)
    holders = {entity_of.get(r.relation.subject.id, r.relation.subject.id) for r in rest}
    return mine in holders and one.relation.subject.id != owned.id


def _once(context: Context, told: Iterable[Found], ties: Iterable[Found]) -> Iterator[Found]:
    """What verbs and nouns state, then what they missed between two names."""
    known: set[tuple[str, str, str | None]] = set()
    for one in told:
        known.add(_key(context, one.relation))
        yield one
    for tie in ties:
        key = _key(context, tie.relation)
        if key not in known:
            known.add(key)
            yield tie


def _key(context: Context, relation: Relation) -> tuple[str, str, str | None]:
    entity_of = context.document.entity_of

    def cluster(reference: Reference | None) -> str | None:
        return entity_of.get(reference.id, reference.id) if reference is not None else None

    target = cluster(relation.object) or relation.value
    return str(relation.predicate), cluster(relation.subject) or "", target
