"""Contested questions by rule: claims that disagree about the same matter, precision first.

A question names its matter in words neutral between the sides, and says why the claims concern the
same matter. It never says who is right. Claims meet only through what they themselves name: the
same person or organisation and the same offence, asset, relation or dated event. What a person
rejected in review is left out. A false contradiction is worse than a missed one, so a pair that may
speak of two different things is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from dalil.claims.figures import apart
from dalil.claims.overruled import tied_by_rules
from dalil.claims.questions.deeds import RULES as DEEDS
from dalil.claims.questions.matters import (
    Said,
    casualties,
    denies_owning,
    gather,
    of_proceedings,
    speaks_for_another,
)
from dalil.claims.questions.parts import by_party, fits, is_about, make, speaker
from dalil.claims.view import CaseView
from dalil.evidence import Claim, Kind, Predicate, Question, Relation, Stage

_HELD = frozenset({Predicate.OWNS, Predicate.CONTROLS, Predicate.NOMINEE_FOR})
_ONE_SUM = frozenset({Predicate.OWNS, Predicate.PAYS, Predicate.FUNDS, Predicate.TRANSFERRED_TO})


def find_questions(view: CaseView) -> list[Question]:
    """Find what the claims of a case disagree about.

    Returns:
        Questions with claims on two or more sides, in a fixed order, none with the sides of another.
    """
    said = gather(view)
    found: dict[tuple[frozenset[str], ...], Question] = {}
    for rule in RULES:
        for question in rule(view, said):
            sides = tuple(sorted((frozenset(side.claims) for side in question.sides), key=sorted))
            found.setdefault(sides, question)
    return list(found.values())


def fairness(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """A conviction that some report and others call unfair."""
    for subject, own in by_party(said):
        convicted = [one for one in own if one.convicts and subject in one.accused | one.parties]
        for event in _events(convicted):
            within = {one.claim.id for one in event}
            against = [
                one
                for one in own
                if (one.claim.id in within and one.challenges and not _held_inside(one, own))
                or (
                    one.claim.id not in within
                    and (one.challenges or one.disputes)
                    and fits(one, event)
                    and _calls_unfair(one, event, subject)
                    and not speaks_for_another(view, one, (subject,))
                )
            ]
            contrary = {one.claim.id for one in against}
            reported = [one for one in event if one.claim.id not in contrary]
            if reported and against:
                name = view.entities[subject].name
                yield make(
                    view,
                    f"Was the conviction of {name} justified?",
                    subject,
                    [("conviction reported", reported), ("called unfair or disputed", against)],
                    f"all speak of the conviction of {name}{_when(event)}",
                    "fairness",
                )


def _held_inside(one: Said, own: Sequence[Said]) -> bool:
    """Whether the words by which a report calls itself unfair are somebody else's: a claim inside it.

    "Was convicted on what he says were trumped-up charges" reports a conviction; he disputes it.
    """
    here = one.claim.locator
    return any(
        other.disputes
        and other.claim.exhibit == one.claim.exhibit
        and other.claim.id != one.claim.id
        and here.start <= other.claim.locator.start
        and other.claim.locator.end <= here.end
        and speaker(other) != speaker(one)
        for other in own
    )


def _calls_unfair(one: Said, event: Sequence[Said], subject: str) -> bool:
    """Whether a claim disputes a conviction: by its words, or by its stance on that offence."""
    if one.clears or subject not in one.parties:
        return False
    if one.challenges:
        return is_about(one, subject)
    offences = frozenset().union(*(other.offences for other in event))
    return (
        one.disputes
        and one.claim.stage in (Stage.CONVICTION, Stage.CHARGE)
        and of_proceedings(one)
        and (not one.offences or bool(one.offences & offences))
    )


def offence(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """A conviction told with different offences."""
    for subject, own in by_party(said):
        convicted = [one for one in own if one.convicts and one.offences and is_about(one, subject)]
        for event in _events(convicted):
            classes = sorted({name for one in event for name in one.offences})
            if len(classes) < 2 or any(len(one.offences) > 1 for one in event):
                continue
            acquitted = [one for one in own if one.clears and is_about(one, subject)]
            sides = [
                (f"convicted of {name}", [one for one in event if name in one.offences])
                for name in classes
            ]
            sides += [
                (f"acquitted of {name}", [one for one in acquitted if one.offences == {name}])
                for name in classes
            ]
            name = view.entities[subject].name
            yield make(
                view,
                f"Of what was {name} convicted?",
                subject,
                [side for side in sides if side[1]],
                f"all report one conviction of {name}{_when(event)}; none of them names two offences",
                "offence",
            )


def acquittal(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """A conviction and an acquittal of one offence, in the same year or without a year."""
    for subject, own in by_party(said):
        convicted = [one for one in own if one.convicts and is_about(one, subject)]
        cleared = [one for one in own if one.claim.stage == Stage.ACQUITTAL and one.clears]
        names = {name for one in convicted for name in one.offences}
        for name in sorted(names & {name for one in cleared for name in one.offences}):
            event = [one for one in convicted if name in one.offences]
            freed = [
                one
                for one in cleared
                if name in one.offences and is_about(one, subject) and fits(one, event)
            ]
            if freed and len(_events(event)) == 1:
                who = view.entities[subject].name
                yield make(
                    view,
                    f"Was {who} convicted or acquitted of {name}?",
                    subject,
                    [(f"convicted of {name}", event), (f"acquitted of {name}", freed)],
                    f"all speak of {who} and {name}{_when(event)}",
                    "acquittal",
                )


def accusation(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """An accusation that is denied, disputed or was dismissed, of one offence."""
    for subject, own in by_party(said):
        accusing = [
            one for one in own if subject in one.accused and one.accuses and not one.convicts
        ]
        against = [
            one
            for one in own
            if (one.rejects or one.claim.stage == Stage.DISMISSAL) and is_about(one, subject)
        ]
        names = {name for one in accusing for name in one.offences}
        for name in sorted(names & {name for one in against for name in one.offences}):
            alleged = [one for one in accusing if name in one.offences]
            denied = [one for one in against if name in one.offences and fits(one, alleged)]
            if alleged and denied and {*map(speaker, alleged)} != {*map(speaker, denied)}:
                who = view.entities[subject].name
                yield make(
                    view,
                    f"Is {who} rightly accused of {name}?",
                    subject,
                    [("accusation", alleged), ("denied, disputed or dismissed", denied)],
                    f"all speak of {who} and {name}",
                    "accusation",
                )


def asset(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """Allegations over an asset beside proceedings over the same asset that were dismissed."""
    assets: dict[str, list[Said]] = {}
    for one in said:
        for thing in sorted(one.assets):
            assets.setdefault(thing, []).append(one)
    for thing, own in assets.items():
        dismissed = [one for one in own if one.claim.stage == Stage.DISMISSAL and one.clears]
        alleged = [one for one in own if one.accuses]
        parties = sorted(
            {p for one in alleged for p in one.accused} & {p for one in own for p in one.parties}
        )
        if dismissed and alleged and parties:
            name = view.entities[thing].name
            yield make(
                view,
                f"What is to be made of the allegations over {name}?",
                parties[0],
                [("alleged", alleged), ("proceedings dismissed", dismissed)],
                f"all name {name}",
                "asset",
            )


def relation(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """The same relation between the same two, stated by some and denied by others."""
    told: dict[tuple[str, str, str], tuple[list[Said], list[Said]]] = {}
    for one in said:
        for link, subject, target in _links(view, one.claim):
            key = ("holds" if link.predicate in _HELD else str(link.predicate), subject, target)
            told.setdefault(key, ([], []))[one.rejects].append(one)
    for (predicate, subject, target), (stated, denied) in told.items():
        if not stated or not denied:
            continue
        left, right = view.entities[subject].name, view.entities[target].name
        words = "hold" if predicate == "holds" else predicate.replace("_", " ")
        yield make(
            view,
            f"Does the relation '{words}' join {left} and {right}?",
            subject,
            [(_stated_by(stated), stated), ("denied or disputed", denied)],
            f"all speak of one relation ({words}) between {left} and {right}",
            "relation",
        )


def holding(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """A holding stated by some, and the holder's denial of owning that very thing in words."""
    stated: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        if not one.rejects:
            for link, subject, target in _links(view, one.claim):
                if link.predicate in _HELD:
                    stated.setdefault((subject, target), []).append(one)
    denials: dict[str, list[Said]] = {}
    for one in said:
        if denies_owning(one):
            for party in one.parties:
                denials.setdefault(party, []).append(one)
    for (subject, target), holds in stated.items():
        denied = [
            one
            for one in denials.get(subject, ())
            if target in (one.assets | one.parties)
            and not any(link.predicate in _HELD for link in tied_by_rules(one.claim))
        ]
        if denied:
            one_name, other = view.entities[subject].name, view.entities[target].name
            yield make(
                view,
                f"Does {one_name} hold {other}?",
                subject,
                [(_stated_by(holds), holds), ("denied", denied)],
                f"all name {one_name} and {other}, and speak of owning",
                "holding",
            )


def figures(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """Sums that differ on one relation: same two parties, same period, no different dates."""
    told: dict[tuple[str, str, str, str | None, str | None], list[tuple[Said, Relation]]] = {}
    for one in said:
        if one.rejects:
            continue
        for link, subject, target in _links(view, one.claim):
            amount = link.amount
            if amount is None or amount.value is None or link.predicate not in _ONE_SUM:
                continue
            key = (str(link.predicate), subject, target, amount.currency, amount.period)
            told.setdefault(key, []).append((one, link))
    for (_, subject, target, currency, _), rows in told.items():
        sides = _disagreeing(rows)
        if len(sides) > 1:
            one_name, other = view.entities[subject].name, view.entities[target].name
            yield make(
                view,
                f"Which sum stands between {one_name} and {other}?",
                subject,
                [
                    (f"{value:,f} {currency or ''}".strip(), claims)
                    for value, claims in sides.items()
                ],
                f"all give a sum for one relation between {one_name} and {other} at one time",
                "figures",
            )


def _disagreeing(rows: list[tuple[Said, Relation]]) -> dict[Decimal, list[Said]]:
    """Sort claims by sum, as far as every two of them differ for certain and are of one time."""
    sides: dict[Decimal, list[tuple[Said, Relation]]] = {}
    for one, link in rows:
        amount = link.amount
        if amount is None or amount.value is None:
            continue
        held = link.predicate == Predicate.OWNS
        dated = {_time(r, held) for _, r in rows if r.start_date}
        if len(dated) > 1 or not (held or link.start_date):
            return {}
        sides.setdefault(amount.value, []).append((one, link))
    values = list(sides)
    for place, value in enumerate(values):
        for other in values[place + 1 :]:
            left, right = sides[value][0][1].amount, sides[other][0][1].amount
            if left is None or right is None or not apart(left, right):
                return {}
    return {value: [one for one, _ in found] for value, found in sides.items()}


def _time(link: Relation, held: bool) -> tuple[str, str]:
    """When a tie is told: a stake by its year; a payment by its day and end, since two of one year are two payments."""
    start = link.start_date.value if link.start_date else ""
    return (start[:4], "") if held else (start, link.end_date.value if link.end_date else "")


def events(view: CaseView, said: Sequence[Said]) -> Iterator[Question]:
    """One dated event at one place, framed in different ways or with different numbers of dead."""
    by_month: dict[str, list[Said]] = {}
    told_of = {_place(one) for one in said if one.framings}
    for one in said:
        for month in sorted(one.months):
            by_month.setdefault(month, []).append(one)
    for month, own in by_month.items():
        framed = [one for one in own if len(one.framings) == 1 and not one.rejects]
        names = sorted({name for one in framed for name in one.framings})
        if len(names) > 1 and "attempted coup" in names and len({*map(speaker, framed)}) > 1:
            sides = [(name, [one for one in framed if name in one.framings]) for name in names]
            yield make(
                view,
                f"What happened in {month}: {' or '.join(names)}?",
                None,
                sides,
                f"all name an event of {month}; the words for it exclude each other",
                "framing",
            )
        counted = [
            (number, one)
            for one in own
            if (number := casualties(one)) is not None and (one.framings or _place(one) in told_of)
        ]
        numbers = sorted({number for number, _ in counted})
        if len(numbers) > 1:
            sides = [
                (f"{n} dead", [one for number, one in counted if number == n]) for n in numbers
            ]
            yield make(
                view,
                f"How many died in {month}?",
                None,
                sides,
                f"all count the dead of an event of {month}",
                "casualties",
            )


def _place(one: Said) -> tuple[str, int | None]:
    """The paragraph of a claim."""
    return one.claim.exhibit, one.claim.locator.paragraph


RULES: tuple[Callable[[CaseView, Sequence[Said]], Iterator[Question]], ...] = (
    offence,
    acquittal,
    fairness,
    accusation,
    relation,
    holding,
    asset,
    figures,
    events,
    *DEEDS,
)
"""The rules, in the order in which they are tried: name = method, docstring = explanation."""


def _events(convicted: Sequence[Said]) -> list[list[Said]]:
    """Split claims on convictions by year; a claim without a year joins the only event, else none."""
    years = sorted({min(one.years) for one in convicted if one.years})
    if len(years) <= 1:
        return [list(convicted)] if convicted else []
    return [[one for one in convicted if one.years and min(one.years) == year] for year in years]


def _when(event: Sequence[Said]) -> str:
    years = sorted({year for one in event for year in one.years})
    return f" of {years[0]}" if len(years) == 1 else ""


def _links(view: CaseView, claim: Claim) -> Iterator[tuple[Relation, str, str]]:
    for link in tied_by_rules(claim):
        subject = view.entity_of.get(link.subject.id)
        target = view.entity_of.get(link.object.id) if link.object else None
        if subject and target and subject != target:
            yield link, subject, target


def _stated_by(stated: Sequence[Said]) -> str:
    register = any(one.claim.kind == Kind.REGISTER for one in stated)
    return "stated by a register" if register else "stated"
