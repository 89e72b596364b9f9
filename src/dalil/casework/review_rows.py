"""Claims as a reviewer sees them: what was read, what was decided by whom, and what the program had read.

A row is JSON-ready and the same for the command line, the API and the pages. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count as count_from
from itertools import islice

from dalil.casework.casefolder import Case
from dalil.casework.review_fields import held
from dalil.casework.review_state import Named, newest_of
from dalil.claims.index import Wanted
from dalil.claims.overruled import rules_said, told_ties
from dalil.claims.reviews import adds, in_effect, on_elements, standing
from dalil.errors import BadInput, NotFound
from dalil.evidence import Claim, Judgement, Verdict

Row = dict[str, object]
STATES = ("unreviewed", "accepted", "rejected", "corrected", "added")
"""How a claim stands; ``reviewed`` as a filter means all but the first."""
NO_LONGER_READ = "its claim is no longer read"
"""What is said of a decision whose claim a newer reader does not read."""
_MOST = 1 << 60
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are listed; what is empty does not narrow.

    Attributes:
        document: sha256.
        about: Entity id of whom they speak.
        element: ``uk-gac:E2``: on it by the newest assessment of a target, or put there by a person.
        state: One of :data:`STATES`, or ``reviewed``.
    """

    document: str = ""
    about: str = ""
    element: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much is reviewed: of the whole case, and of what is listed."""

    reviewed: int
    claims: int

    @property
    def words(self) -> str:
        """``3 of 40 claims reviewed``."""
        return f"{self.reviewed:,} of {self.claims:,} claims reviewed"


def progress(case: Case, about: Filter | None = None) -> Progress:
    """How many claims a person has reviewed, of those that a filter lists without its state."""
    every = _wanted(case, about or Filter(), None)
    index = case.store.index
    return Progress(index.count_claims(replace(every, reviewed=True)), index.count_claims(every))


def listed(case: Case, chosen: Filter, first: int = 0, count: int = _MOST) -> list[Claim]:
    """Claims that fit a filter: of one document in order of place, else in the order of the case.

    Raises:
        BadInput: A state that is not known.
        NotFound: No such document.
    """
    if chosen.state not in ("", "reviewed", *STATES):
        raise BadInput(
            f"{chosen.state!r} is no state.", f"One of: {', '.join((*STATES, 'reviewed'))}."
        )
    index = case.store.index
    if chosen.document and not index.shelved([chosen.document]):
        raise NotFound(f"The case holds no exhibit {chosen.document[:12]}.")
    plain = chosen.state in ("", STATES[0], "reviewed")
    wanted = _wanted(case, chosen, {"": None, STATES[0]: False}.get(chosen.state, True))
    if plain and not chosen.document:
        return list(index.claims(wanted, first, count))
    if not chosen.document:
        return list(islice(_in_state(case, wanted, chosen.state), first, first + count))
    found = list(index.claims(wanted, 0, _MOST) if plain else _in_state(case, wanted, chosen.state))
    found.sort(key=lambda one: (one.locator.start, -one.locator.end, one.id))
    return found[first : first + count]


def _wanted(case: Case, chosen: Filter, reviewed: bool | None) -> Wanted:
    among = _on_element(case, chosen.element) if chosen.element else None
    about = _now(case, chosen.about)
    return Wanted(exhibit=chosen.document, about=about, reviewed=reviewed, among=among)


def _in_state(case: Case, wanted: Wanted, state: str) -> Iterator[Claim]:
    """Reviewed claims that stand so, looked at some hundred at a time, no more than are asked for."""
    for first in count_from(0, _LOOKED_AT):
        part = case.store.index.claims(wanted, first, _LOOKED_AT)
        told = {str(row["id"]): row["state"] for row in rows(case, part)}
        yield from (claim for claim in part if told[claim.id] == state)
        if len(part) < _LOOKED_AT:
            return


def rows(case: Case, claims: Sequence[Claim]) -> list[Row]:
    """Claims with what was decided on them."""
    ids = [claim.id for claim in claims]
    index = case.store.index
    judged = _by_left(index.judgements_on(ids))
    made = [key for key in ids if any(map(adds, judged.get(key, ())))]
    replacing = in_effect(index.corrections_to(made))
    swaps = {one.right: one for one in replacing if one.by_person}
    before = {claim.id: claim for claim in case.store.claims_by_id(one.left for one in replacing)}
    shelf = index.shelved(claim.exhibit for claim in claims)
    names = Named(case, (*claims, *before.values()))
    found = []
    for claim in claims:
        swap = swaps.get(claim.id)
        row = fields(claim, names)
        exhibit = shelf.get(claim.exhibit)
        row["title"] = (
            ((exhibit.info.title if exhibit.info else None) or exhibit.exhibit.name)
            if exhibit
            else claim.exhibit[:12]
        )
        row |= _review(claim, judged.get(claim.id, []), swap)
        row["was_read"] = fields(before[swap.left], names) if swap and swap.left in before else None
        row["read_otherwise"] = [
            {**fields(before[one.left], names), "differs": one.value}
            for one in replacing
            if one.right == claim.id and not one.by_person and one.left in before
        ]
        found.append(row)
    return found


def row(case: Case, what: str) -> Row:
    """One claim, with every decision ever made on it.

    Raises:
        NotFound: No such claim, in any reading.
    """
    found = next(iter(case.store.index.claims_by_id([what])), None)
    counts = found is not None
    if found is None:
        found = next(iter(case.store.claims_by_id([what])), None)
    if found is None:
        raise NotFound(f"The case has no claim {what}.")
    index = case.store.index
    whole = rows(case, [found])[0]
    history = [*index.judgements_on([what]), *index.corrections_to([what])]
    return {
        **whole,
        "counts": counts,
        "history": [_judgement(one) for one in {one.id: one for one in history}.values()],
    }


def fields(claim: Claim, names: Named) -> Row:
    """What a claim says, under the names by which it is corrected."""
    state = claim.proceedings
    return {
        "id": claim.id,
        "document": claim.exhibit,
        "start": claim.locator.start,
        "end": claim.locator.end,
        "place": claim.locator.place,
        "quote": claim.quote,
        "holders": held(claim.holders, names),
        "stance": str(claim.stance),
        "kind": str(claim.kind),
        "about": [names(one) for one in claim.about],
        "stage": str(state.stage) if state and state.stage else None,
        "forum": str(state.forum) if state and state.forum else None,
        "finality": str(state.finality) if state and state.finality else None,
        "court": state.court if state else None,
        "offence": state.offence if state else None,
        "negated": claim.negated,
        "hedged": claim.hedged,
        "calls_for": claim.calls_for,
        "relations": [
            {
                "subject": names(one.subject),
                "predicate": str(one.predicate),
                "object": names(one.object) or None,
                "value": one.value,
                "detail": one.detail,
                "weighed": weighed,
            }
            for one, weighed in told_ties(claim)
        ],
        "method": claim.method,
        "rules_said": rules_said(claim.method),
    }


def lost(case: Case) -> list[Row]:
    """Decisions of persons whose claim is no longer read, with what is read at its place now."""
    index = case.store.index
    reviews = index.reviews()
    held_ = {key: one for key, one in standing(reviews).items() if key.startswith("c_")}
    here = {claim.id for claim in index.claims_by_id(held_)}
    kept = {
        one.left for one in in_effect(index.judgements_on(here)) if adds(one) and not one.by_person
    }
    # What was put on the same words as they are read now is not lost.
    moved = {_act(one) for key, one in held_.items() if key in here}
    names, found = Named(case), []
    gone = [
        key
        for key, one in held_.items()
        if key in kept or (key not in here and one.right is None and _act(one) not in moved)
    ]
    for claim in case.store.claims_by_id(gone):
        place = claim.locator
        now = index.claims_at(claim.exhibit, place.start, place.end)
        found.append(
            {
                **fields(claim, names),
                "decision": _judgement(held_[claim.id]),
                "note": NO_LONGER_READ,
                "kept": claim.id in kept,
                "read_there_now": [one.id for one in now if one.id != claim.id],
            }
        )
    return found


# -- inside --------------------------------------------------------------------------------------


def _act(one: Judgement) -> tuple[str, ...]:
    return one.author, one.made_at, str(one.verdict), one.reason, one.value or ""


def _review(claim: Claim, judged: list[Judgement], swap: Judgement | None) -> Row:
    """How a claim stands: the state, who decided, when, why, and what to name as seen."""
    held_ = standing(judged).get(claim.id)
    effective = [one for one in in_effect(judged) if one.by_person]
    put_in = next((one for one in reversed(effective) if adds(one)), None)
    newer = newest_of(judged)
    by = swap or put_in
    state = STATES[0]
    if held_ is not None and held_.by_person:
        state = {
            Verdict.ACCEPT: "accepted", Verdict.REJECT: "rejected", Verdict.CORRECT: "corrected"
        }[held_.verdict]  # fmt: skip
        by = held_
        if state == "accepted" and swap is not None:
            state, by = "corrected", swap
    elif swap is not None:
        state = "corrected"
    elif put_in is not None:
        state = "added"
    on = [element for element, claims in on_elements(judged).items() if claim.id in claims]
    kept = any(adds(one) and not one.by_person for one in in_effect(judged))
    return {
        "state": state,
        "note": NO_LONGER_READ if kept else None,
        "by": by.author.removeprefix("person:") if by else None,
        "at": by.made_at if by else None,
        "why": (by.reason or None) if by else None,
        "correction": swap.value if swap else (held_.value if held_ else None),
        "elements": on,
        "seen": newer.id if newer else "",
    }


def _judgement(one: Judgement) -> Row:
    return {
        "id": one.id,
        "verdict": str(one.verdict),
        "by": one.author.removeprefix("person:"),
        "at": one.made_at,
        "why": one.reason or None,
        "value": one.value,
        "claim": one.left,
        "becomes": one.right,
        "after": one.after,
    }


def _by_left(judgements: Iterable[Judgement]) -> Mapping[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for one in judgements:
        found.setdefault(one.left, []).append(one)
    return found


def _now(case: Case, entity: str) -> str:
    """The id under which an entity stands now."""
    found = case.store.index.named([entity]).get(entity) if entity else None
    return found.id if found else entity


def _on_element(case: Case, element: str) -> frozenset[str]:
    """Claims that the newest assessments put on an element, and those that persons did."""
    regime, _, key = element.partition(":")
    index = case.store.index
    judged = {one.left for one in index.judgements_saying(element)}
    found = set(on_elements(index.judgements_on(judged)).get(element, {}))
    newest = {one.key: one.body for one in case.store.records("assess")}
    for name, body in newest.items():
        elements = body.get("elements")
        if not name.endswith(f" {regime}") or not isinstance(elements, list | tuple):
            continue
        for one in elements:
            if isinstance(one, Mapping) and one.get("element") == key:
                found |= {*one.get("claims_for", ()), *one.get("claims_against", ())}
    return frozenset(found)
