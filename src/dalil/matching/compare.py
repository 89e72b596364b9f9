"""Two names and what qualifies them, to a calibrated score with one line of reason a feature.

The score is the probability, learned from labelled pairs, that the two are one name, moved by what
is known beside the names. It is not a probability of guilt, and whether it is the person is
somebody's judgement. Thresholds and what they were measured to be worth: docs/concepts/matching.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from dalil.matching.alignment import align
from dalil.matching.analysis import Name, analyse, analyse_vessel
from dalil.matching.bounds import UNSURE, bounds
from dalil.matching.explain import reasons
from dalil.matching.features import NAMES, Pair, pair, vector
from dalil.matching.model import log_odds, probability, settled
from dalil.matching.qualifiers import (
    NOTHING_KNOWN,
    Evidence,
    Qualifiers,
    of_kin,
    speak_of_two,
    tell_two,
    weigh,
)
from dalil.names.how import How
from dalil.names.orgforms import has_form

MATCH = 0.9
REVIEW = 0.7
TYPES = ("person", "company", "vessel", "aircraft", "any")

_DECIDED = 3.5  # log-odds that a strong identifier in common gives at least
_SHOWN = 1.1  # log-odds that a number in common gives at least where it does not decide
_TELLING = 3.5  # a day of birth, an address: what few share may make a match of a bounded name
_A_BIT = 0.4  # a bit of rarity is worth .69; bits order names and are no census
_RARE = 32.0  # bits from which a whole name that matches is shown against one contradiction
_CLEARED = -6.0  # more than one qualifier says by itself: two that contradict clear a rare name
_READS_THE_SAME = frozenset(
    {How.SAME, How.MARKS, How.READING, How.ANOTHER_READING, How.CUT, How.LISTED, How.FATHER}
)
_RARITY, _LEFT_OUT = NAMES.index("rarity"), NAMES.index("left_out")
_CONTRADICTED = NAMES.index("contradicted")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A score with its reasons.

    Attributes:
        score: 0 to 1.
        decision: ``match`` from .9, ``review`` from .7, else ``no``.
        why: One line a feature, naming the values used.
    """

    score: float
    decision: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameScore:
    """What two names say by themselves.

    Attributes:
        odds: Log-odds, bounded, that they are one name.
        pair: The names and how their words met.
        features: In the order of :data:`dalil.matching.features.FEATURES`.
    """

    odds: float
    pair: Pair
    features: tuple[float, ...]


def compare(
    left: str,
    right: str,
    type: str = "any",  # noqa: A002  the word that the command line and the lists use
    left_facts: Qualifiers = NOTHING_KNOWN,
    right_facts: Qualifiers = NOTHING_KNOWN,
) -> Comparison:
    """Hold two names against each other.

    Args:
        left: A name in any script.
        right: Another.
        type: One of :data:`TYPES`; ``any`` reads both as organisations where one carries a legal
            form, else as persons.
        left_facts: What is known of the first.
        right_facts: What is known of the second.

    Returns:
        The score, the decision and the reasons.
    """
    one, other = prepared(left, right, type)
    if not one.words or not other.words:
        return Comparison(0.0, "no", (f"name: {left!r} or {right!r} holds no word to compare",))
    return judge(score_names(one, other), weigh(left_facts, right_facts))


def prepared(left: str, right: str, kind: str) -> tuple[Name, Name]:
    """Take two names apart as what they are compared as."""
    if kind == "vessel":
        return analyse_vessel(left), analyse_vessel(right)
    person = read_as_person(left, right, kind)
    return analyse(left, person), analyse(right, person)


def read_as_person(left: str, right: str, kind: str) -> bool:
    """Whether two names are compared as persons' names."""
    return kind == "person" or (kind == "any" and not (has_form(left) or has_form(right)))


def score_names(left: Name, right: Name) -> NameScore:
    """Log-odds that two names are one name, with all that they rest on."""
    found = pair(left, right, align(left, right))
    features = vector(found)
    odds = log_odds(features, "person" if left.person else "organisation")
    most = min((bound.most for bound in bounds(found, features)), default=odds)
    return NameScore(settled(min(odds, most)), found, features)


def judge(name: NameScore, evidence: tuple[Evidence, ...]) -> Comparison:
    """The score of names together with what qualifies them, and the reasons."""
    if evidence:
        evidence = weighed(name, evidence)
    against = sum([one.change for one in evidence if one.change < 0])
    numbers = [one for one in evidence if one.feature == "identifier" and one.change > 0]
    shared = sum([one.change for one in numbers])
    odds = name.odds + sum([one.change for one in evidence]) - shared
    held = bounds(name.pair, name.features)
    if held and not any(one.change >= _TELLING for one in evidence if one not in numbers):
        odds = min(odds, UNSURE)
    if numbers:
        decides = any(one.decides for one in numbers)
        if decides and speak_of_two(evidence):
            decides, odds = False, min(odds, UNSURE)
            why_two = "number: it does not outweigh what else is known, which speaks of two: a person is to judge"
            evidence = (*evidence, Evidence("identifier", 0.0, why_two))
        if decides:
            odds = max(odds + shared, _DECIDED)
        else:
            odds = max(odds, min(odds + shared, UNSURE))
            odds = max(odds, _SHOWN) if any(one.shows for one in numbers) else odds
    score = probability(odds)
    why = reasons(name.pair, name.features)
    if held or evidence:
        why = (*why, *[bound.why for bound in held], *[one.why for one in evidence])
    rare = name.features[_RARITY] >= _RARE and not name.features[_LEFT_OUT]
    if score < REVIEW and rare and against > _CLEARED and probability(name.odds) >= MATCH:
        score = REVIEW
        why = (*why, "the name alone matches: always shown, the contradiction with it")
    elif score < REVIEW and evidence and _only_places_against(name, evidence):
        score = REVIEW
        why = (
            *why,
            "the name alone matches, and people move: always shown, the other place with it",
        )
    score = round(score, 4)
    return Comparison(score, decide(score), why)


def _only_places_against(name: NameScore, evidence: tuple[Evidence, ...]) -> bool:
    """Whether a name that matches by itself has nothing against it but where somebody lives."""
    if not name.pair.left.person or name.features[_LEFT_OUT]:
        return False
    return probability(name.odds) >= MATCH and not tell_two(evidence)


def weighed(name: NameScore, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence as these two names let it count: relatives share much, and namesakes are many."""
    return borne_by_many(name, shared_by_kin(name, evidence))


def shared_by_kin(name: NameScore, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence, weighed as relatives share it where the names do not say the same.

    An address is weighed so where the names contradict each other, a country also where one name
    leaves out a word or is bounded: of such pairs of one list nearly all share their country, the
    same person or not.
    """
    contrary = bool(name.features[_CONTRADICTED])
    kin = contrary or bool(name.features[_LEFT_OUT]) or bool(bounds(name.pair, name.features))
    shared = ("address" if contrary else "", "country" if kin else "")
    return tuple(of_kin(one) if one.feature in shared else one for one in evidence)


def borne_by_many(name: NameScore, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence, and with it, where it speaks against one person, how many bear the name.

    How likely two bearers of one name are two people depends on how common the name is; a name alone
    is shown however common, but where dates or places differ a namesake is the likelier reason.
    """
    bits = name.features[_RARITY]
    if (
        not (name.pair.left.person and bits)
        or bits >= _RARE
        or sum(one.change for one in evidence) >= 0
    ):
        return evidence
    if not tell_two(evidence):
        most = UNSURE - name.odds - sum(one.change for one in evidence)
        why = f"namesakes: a name of {bits:.0f} bits is borne by others too, and this one lives elsewhere"
        return (*evidence, Evidence("namesakes", round(min(0.0, most), 2), why, moves=True))
    change = round(-_A_BIT * (_RARE - bits), 2)
    why = (
        f"namesakes: a name of {bits:.0f} bits is borne by others, and what is known speaks against"
    )
    return (*evidence, Evidence("namesakes", change, why))


def reads_the_same(name: NameScore) -> bool:
    """Whether every word of each name met one of the other that reads the same, and nothing contradicts.

    Likeness, a short form, another ending are none of this: they are a person's to judge.
    """
    alignment = name.pair.alignment
    if alignment.left_over or alignment.right_over or bounds(name.pair, name.features):
        return False
    return all(link.how in _READS_THE_SAME for link in alignment.links)


def decide(score: float) -> str:
    """The decision at the documented thresholds."""
    return "match" if score >= MATCH else "review" if score >= REVIEW else "no"


__all__ = [
    "MATCH",
    "NOTHING_KNOWN",
    "REVIEW",
    "TYPES",
    "Comparison",
    "NameScore",
    "Qualifiers",
    "compare",
    "decide",
    "judge",
    "prepared",
    "reads_the_same",
    "score_names",
    "weighed",
]
