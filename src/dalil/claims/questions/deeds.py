"""Contested questions over deeds and denials that name no offence: precision first.

A denial meets an accusation only where both texts settle that they speak of one matter: the same two
parties and the same kind of deed; one document that tells both; a denial of everything by the one who
is accused; the same statement once with and once without "not". What may be two matters is left alone,
or asked as such ("open"). Nothing here says who is right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dalil.claims.overruled import tied_by_rules
from dalil.claims.questions.matters import Said, classes, plain, words
from dalil.claims.questions.parts import by_party, is_about, make, same_years, speaker
from dalil.claims.view import CaseView
from dalil.evidence import MentionType, Predicate, Question, Stage, Stance

_PAYING = frozenset(
    {
        Predicate.PAYS,
        Predicate.FUNDS,
        Predicate.REPRESENTS,
        Predicate.LOBBIES_FOR,
        Predicate.TRANSFERRED_TO,
    }
)
_TIED = (Predicate.ROLE_AT, Predicate.EMPLOYED_BY, Predicate.OWNS, Predicate.CONTROLS)
_UNPAID = re.compile(
    r"\b(?:nobody|no one|no-one|never|not)\b[^.]{0,30}\b(?:pays?|paid|payment)\b[^.]{0,20}\b(?:me|us)\b"
    r"|\b(?:i|we)\b[^.]{0,25}\b(?:not|never|no)\b[^.]{0,20}\b(?:paid|payment|fee)\b"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
MOST_PARTIES = 4
"""Parties of a claim at most: one that names more tells of several matters."""
STEM = 5
"""Letters by which two word forms are held to be one word."""
MORE_WORDS = 3
"""Words that one of two statements may have and the other not, if they are to be one statement."""


def deeds_of(one: Said) -> frozenset[str]:
    """Kinds of deeds that a claim's words speak of: payment, holding, steering, ..."""
    text = plain(one.claim.quote)
    found = {name for name, stems in classes("deeds").items() if _has(text, stems)}
    return frozenset(found)


def _has(text: str, stems: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(stem)}\b", text) for stem in stems)


def blanket(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """Accusations against somebody who, or whose counsel, denies all of them."""
    for subject, own in by_party(said):
        denials = [one for one in own if _denies_all(one, subject)]
        accusing = [
            one
            for one in own
            if subject in one.accused
            and one.accuses
            and not one.convicts
            and speaker(one) != subject
        ]
        if denials and accusing:
            name = view.entities[subject].name
            yield make(
                view,
                f"Is {name} rightly accused?",
                subject,
                [("accusation", accusing), ("all of it denied", denials)],
                f"all speak of wrongdoing of {name}; the denial is of all wrongdoing, by {name} or on behalf",
                "blanket",
            )


def _denies_all(one: Said, subject: str) -> bool:
    if one.claim.stance is not Stance.DENIES or one.offences or one.parties != {subject}:
        return False
    text = plain(one.claim.quote)
    return any(phrase in text for phrase in words("blanket_denials"))


def deed(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """A deed between the same two, or in one document of the same person, told by some and denied by others."""
    told: dict[tuple[str, ...], tuple[list[Said], list[Said]]] = {}
    for one in said:
        if one.clears or one.claim.stance is Stance.CALLS_FOR or one.claim.hedged:
            continue
        for kind in sorted(deeds_of(one)):
            for key in _keys(view, one, kind):
                told.setdefault(key, ([], []))[one.rejects].append(one)
    for key, (stated, denied) in told.items():
        if not stated or not denied or {*map(speaker, stated)} & {*map(speaker, denied)}:
            continue
        if not same_years(stated, denied):
            continue
        names = [view.entities[e].name for e in key[2:]]
        where = "of"
        yield make(
            view,
            f"Was there {_A[key[1]]} {where} {' and '.join(names)}?",
            key[2],
            [("stated", stated), ("denied", denied)],
            f"all speak of {_A[key[1]]} and name {' and '.join(names)}"
            + ("" if len(names) == 2 else ", in one document"),
            "deed",
        )


_A = {
    "payment": "a payment to, by or for the benefit",
    "holding": "a holding",
    "steering": "control",
    "meeting": "a meeting",
    "knowledge": "knowledge",
}


def _keys(view: CaseView, one: Said, kind: str) -> Iterator[tuple[str, ...]]:
    """What a claim of a deed can be compared by: each pair of parties; the person within one document."""
    parties = sorted(one.parties - ({one.holder} if one.holder and not one.rejects else set()))
    if len(parties) > MOST_PARTIES:
        return
    first = view.entity_of.get(one.claim.about[0].id) if one.claim.about else None
    for place, left in enumerate(parties):
        for right in parties[place + 1 :]:
            if not one.rejects or first in (left, right):
                yield ("pair", kind, left, right)
    people = [p for p in parties if view.entities[p].type == MentionType.PERSON]
    if kind == "payment" and len(people) == 1 and (not one.rejects or people[0] == first):
        yield (one.claim.exhibit, kind, people[0])


def unpaid(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """Somebody says that nobody pays them; others state a payment to them or to their firm."""
    firms: dict[str, set[str]] = defaultdict(set)
    paid: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        for link in () if one.rejects else tied_by_rules(one.claim):
            subject = view.entity_of.get(link.subject.id)
            target = view.entity_of.get(link.object.id) if link.object else None
            if subject and target and link.predicate in _TIED:
                firms[subject].add(target)
            if subject and target and link.predicate in _PAYING:
                for end in (subject, target):
                    paid[end].append(one)
    denied: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        if not one.rejects or not one.holder or "payment" not in deeds_of(one):
            continue
        if not _speaks_of_self(one):
            continue
        for payee in (one.holder, *sorted(firms.get(one.holder, ()))):
            if any(speaker(c) != one.holder for c in paid.get(payee, ())):
                denied[one.holder, payee].append(one)
                break
    for (holder, payee), own in denied.items():
        stated = [c for c in paid[payee] if speaker(c) != holder]
        name = view.entities[holder].name
        firm = "" if payee == holder else f" or {view.entities[payee].name}"
        yield make(
            view,
            f"Is {name} paid for it?",
            holder,
            [("a payment or mandate is stated", stated), ("denied", own)],
            f"{name} says that nobody pays; the others state who pays or mandates {name}{firm}",
            "unpaid",
        )


def _speaks_of_self(one: Said) -> bool:
    """Whether a speaker says that nobody pays "me" or "us"; what counsel says of a client is none."""
    return bool(_UNPAID.search(plain(one.claim.quote)))


def flat(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """One statement about the same body or person, once with and once without a negation.

    What a court is reported to have held is a statement about that court: "cleared the family".
    """
    held: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if one.claim.stance is Stance.REPORTS_COURT_HELD and one.holder and not one.rejects:
            held[one.holder].append(one)
    for subject, own in by_party(said):
        negated = [
            one for one in own if one.claim.negated and one.claim.stance is not Stance.CALLS_FOR
        ]
        stated = [one for one in own if not one.rejects and not one.claim.hedged]
        for one in negated:
            stems = _stems(view, one)
            if len(stems) < 2:
                continue
            same = [
                other
                for other in stated
                if _same_words(stems, _stems(view, other))
                and not _overlap(one, other)
                and other.claim.stance is not Stance.CALLS_FOR
                and other.parties == one.parties
                and speaker(other) != speaker(one)
                and other.claim.stage == one.claim.stage
            ]
            same += [
                other
                for other in held.get(subject, ())
                if _same_words(stems, _stems(view, other))
                and other.parties <= one.parties
                and _teller(view, other) != _teller(view, one)
                and other not in same
            ]
            if same:
                name = view.entities[subject].name
                yield make(
                    view,
                    f"Is it so of {name}: “{' '.join(same[0].claim.quote.split())}”?",
                    subject,
                    [("stated", same), ("negated", [one])],
                    f"the same words about {name}, once with a negation",
                    "flat",
                )


def _teller(view: CaseView, one: Said) -> str:
    """Who tells a claim in the end: the author as an entity or in words, else the document."""
    last = one.claim.holders[-1]
    known = view.entity_of.get(last.reference.id) if last.reference else None
    return known or last.text or one.claim.exhibit


def _same_words(stems: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two statements share their words; one that says much more speaks of something else."""
    return stems <= others and len(others) <= len(stems) + MORE_WORDS


def _overlap(one: Said, other: Said) -> bool:
    """Whether two claims stand at one place: a quotation and what it quotes are no two voices."""
    here, there = one.claim.locator, other.claim.locator
    return (
        one.claim.exhibit == other.claim.exhibit
        and here.start < there.end
        and there.start < here.end
    )


def _stems(view: CaseView, one: Said) -> frozenset[str]:
    """First letters of a claim's own words: no names, no little words."""
    named = " ".join(view.entities[p].name for p in one.parties).lower()
    left_out = {*words("little"), *named.split()}
    found = _WORD.findall(plain(one.claim.quote))
    return frozenset(w[:STEM] for w in found if w not in left_out and w[:STEM] not in named)


def nothing_held(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """A holding stated of somebody who is said, by or for them, to hold nothing at all: "no company whatever"."""
    for subject, own in by_party(said):
        denied = [
            one
            for one in own
            if one.rejects
            and one.parties == {subject}
            and any(phrase in plain(one.claim.quote) for phrase in words("holds_nothing"))
        ]
        stated = [
            one
            for one in own
            if not one.rejects
            and not one.claim.hedged
            and speaker(one) != subject
            and any(
                link.predicate in _HOLDING and view.entity_of.get(link.subject.id) == subject
                for link in tied_by_rules(one.claim)
            )
        ]
        if denied and stated:
            name = view.entities[subject].name
            yield make(
                view,
                f"Does {name} hold anything?",
                subject,
                [("a holding is stated", stated), ("all of it denied", denied)],
                f"all speak of what {name} holds; the denial is of anything at all",
                "nothing-held",
            )


_HOLDING = frozenset({Predicate.OWNS, Predicate.CONTROLS})


def release(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """How somebody came free: by mercy or on parole, told in two ways."""
    for subject, own in by_party(said):
        sides: dict[str, list[Said]] = {}
        for one in own:
            for name, stems in classes("releases").items():
                if _has(plain(one.claim.quote), stems) and is_about(one, subject):
                    sides.setdefault(name, []).append(one)
        single = {
            name: [one for one in told if sum(one in other for other in sides.values()) == 1]
            for name, told in sides.items()
        }
        single = {name: told for name, told in single.items() if told}
        both = [one for told in sides.values() for one in told]
        speakers = [{*map(speaker, told)} for told in single.values()]
        if len(single) == 2 and not speakers[0] & speakers[1] and same_years(*single.values()):
            name = view.entities[subject].name
            yield make(
                view,
                f"How did {name} come free?",
                subject,
                sorted(single.items()),
                f"all speak of the release of {name} ({len(both)} claims)",
                "release",
            )


def leaving(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """Somebody left an office: dismissed according to some, of their own will according to others."""
    told: dict[str, tuple[list[Said], list[Said]]] = {}
    for one in said:
        for link in () if one.rejects else tied_by_rules(one.claim):
            subject = view.entity_of.get(link.subject.id)
            if subject and link.predicate in (Predicate.DISMISSED_FROM, Predicate.RESIGNED_FROM):
                side = link.predicate is Predicate.RESIGNED_FROM
                told.setdefault(subject, ([], []))[side].append(one)
    for subject, (dismissed, resigned) in told.items():
        if not dismissed or not resigned or not same_years(dismissed, resigned):
            continue
        dated = [one for one in (*dismissed, *resigned) if one.years]
        if {*map(speaker, dismissed)} & {*map(speaker, resigned)} or len(dated) < 2:
            continue
        name = view.entities[subject].name
        yield make(
            view,
            f"Was {name} dismissed, or did {name} resign?",
            subject,
            [("dismissed", dismissed), ("resigned", resigned)],
            f"all speak of {name} leaving an office in {sorted(dated[0].years)[0]}",
            "leaving",
        )


def proceeding(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """Convictions of one person told with different years: one proceeding or two is open.

    Open only where the offences do not tell them apart and no document names both years: then the texts
    leave it unsettled whether one year is wrong.
    """
    for subject, own in by_party(said):
        convicted = [one for one in own if one.convicts and one.years and is_about(one, subject)]
        years: dict[str, list[Said]] = defaultdict(list)
        for one in convicted:
            years[min(one.years)].append(one)
        if len(years) != 2:
            continue
        (first, left), (second, right) = sorted(years.items())
        settled = {o.claim.exhibit for o in left} & {o.claim.exhibit for o in right}
        offences = [frozenset().union(*(o.offences for o in side)) for side in (left, right)]
        courts = [
            {o.claim.proceedings.court for o in side if o.claim.proceedings} - {None}
            for side in (left, right)
        ]
        differ = offences[0] and offences[1] and not offences[0] & offences[1]
        apart = courts[0] and courts[1] and not courts[0] & courts[1]
        if settled or differ or apart:
            continue
        name = view.entities[subject].name
        yield make(
            view,
            f"One conviction of {name} or two: {first}, {second}? (open)",
            subject,
            [(f"of {first}", left), (f"of {second}", right)],
            f"both report a conviction of {name}; no document on file names both years, and neither court nor "
            "offence tells them apart, so whether they are one is open",
            "proceeding-open",
        )


def cleared(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """An allegation about somebody, beside a dismissal or closed inquiry in the same matter.

    The same matter: the dismissal's words and the allegation's share an offence, a sum or an asset.
    """
    for subject, own in by_party(said):
        closed = [
            one
            for one in own
            if one.claim.stage is Stage.DISMISSAL and one.clears and subject in one.parties
        ]
        alleged = [
            one for one in own if subject in one.accused and one.accuses and not one.convicts
        ]
        for one in alleged:
            amounts = {(a.value, a.currency) for a in one.claim.amounts if a.value is not None}
            same = [
                other
                for other in closed
                if amounts & {(a.value, a.currency) for a in other.claim.amounts}
                or one.assets & other.assets
            ]
            if same:
                name = view.entities[subject].name
                yield make(
                    view,
                    f"What is to be made of the allegation against {name}?",
                    subject,
                    [("alleged", [one]), ("dismissed or closed", same)],
                    f"all speak of {name} and name the same sum or asset",
                    "cleared",
                )


RULES = (blanket, deed, unpaid, flat, nothing_held, release, leaving, proceeding, cleared)
"""The rules of this module, in the order in which they are tried."""
