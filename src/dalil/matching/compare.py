"""Two names and what qualifies them, to a score with one line of reason a feature.

A plain matcher of stated rules: words are paired by likeness, then every pair, every word left
over and every qualifier moves the score by an amount named in this file. Words left over on both
sides contradict each other; a surname alone never reaches the line where a person should look. The
score is not a probability of identity: whether it is the person is somebody's judgement.
"""

from __future__ import annotations

from dataclasses import dataclass

from dalil.evidence import PartialDate, Precision
from dalil.matching.words import SAME, Likeness, likeness
from dalil.names.fold import fold, words
from dalil.names.orgforms import OrgName, compatible, parse_org
from dalil.names.parts import PersonName, is_initial, is_patronymic, parse_person
from dalil.names.tables import ORG_GENERIC, ORG_STOP_WORDS, PARTICLES

MATCH = 0.9
REVIEW = 0.7
TYPES = ("person", "company", "vessel", "aircraft", "any")

_BASE = 0.98  # the same words in another order or script are just below the same name
_CONTRADICTED = 0.6  # most that a name reaches when both sides hold a word that the other lacks
_ALONE = 0.55  # most that a single word reaches beside a fuller name
_MONONYM = 0.8  # most that two single words reach
_EXTRA_PATRONYMIC = 0.02
_EXTRA_WORD = 0.08
_EXTRA_GENERIC = 0.06
_OTHER_FORM = 0.1
_INITIAL = 0.85  # what an initial in place of a word costs
_READING = 0.97  # likeness from which two words are one word written twice
_SLOPE = 1.3  # how fast an unlike pair pulls the whole name down


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What is known beside a name.

    Attributes:
        birth_dates: Any of them may be right.
        countries: As printed.
    """

    birth_dates: tuple[PartialDate, ...] = ()
    countries: tuple[str, ...] = ()


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


NOTHING_KNOWN = Qualifiers()


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
        type: One of :data:`TYPES`; ``any`` compares both as persons and as organisations and
            takes the lower of the two where a legal form tells that one is an organisation.
        left_facts: What is known of the first.
        right_facts: What is known of the second.

    Returns:
        The score, the decision and the reasons.
    """
    name, why = _names(left, right, type)
    score = name
    for change, line in _qualify(left_facts, right_facts):
        score += change
        why = (*why, line)
    if name >= MATCH > REVIEW > score:
        score, why = (
            REVIEW,
            (*why, "the name alone matches: always shown, the contradiction with it"),
        )
    score = round(min(max(score, 0.0), 1.0), 4)
    return Comparison(score, decide(score), why)


def decide(score: float) -> str:
    """The decision at the documented thresholds."""
    return "match" if score >= MATCH else "review" if score >= REVIEW else "no"


def _names(left: str, right: str, kind: str) -> tuple[float, tuple[str, ...]]:
    if not words(left) or not words(right):
        return 0.0, (f"name: {left!r} or {right!r} holds no word to compare",)
    if kind == "person":
        return _persons(left, right)
    forms = parse_org(left).form, parse_org(right).form
    if kind == "any" and not any(forms):
        return _persons(left, right)
    return _organisations(left, right)


# Persons


def _persons(left: str, right: str) -> tuple[float, tuple[str, ...]]:
    if " ".join(left.split()).casefold() == " ".join(right.split()).casefold():
        alone = len(_person_words(parse_person(left))) < 2
        return (_MONONYM if alone else 1.0), (f"name: {left} = {right}, letter for letter",)
    one, other = parse_person(left), parse_person(right)
    pairs, left_over, right_over = _pair(_person_words(one), _person_words(other))
    why = [_line(a, b, like) for a, b, like in pairs]
    score = _BASE
    for _, _, like in pairs:
        score *= _factor(like)
    score, lines = _left_over(score, left_over, right_over)
    strong = [p for p in pairs if not is_initial(p[0]) and not is_initial(p[1])]
    whole = _joined(one, other)
    if whole is not None and whole.value > score:
        return whole.value, (f"name: {left} ~ {right}, {whole.why}",)
    if len(strong) < 2:
        fuller = max(len(_person_words(one)), len(_person_words(other))) > 1
        most = _ALONE if fuller else _MONONYM
        if len(strong) == 1 and len(pairs) > 1:
            most = REVIEW + 0.09  # one whole word and an initial: a person should look
        if score > most:
            lines.append("one whole word in common only" if strong else "no whole word in common")
        score = min(score, most if strong else 0.3)
    return max(score, 0.0), (*why, *lines)


def _factor(like: Likeness) -> float:
    """What a pair of words does to the score of the whole name."""
    if like.why == "initial fits":
        return _INITIAL
    return 1 - (0.5 if like.value >= _READING else _SLOPE) * (1 - like.value)


def _person_words(name: PersonName) -> list[str]:
    found = [*name.given, *name.patronymic, *name.family]
    parts = [word for whole in found for word in words(whole)]
    plain = [word for word in parts if word not in PARTICLES]
    return plain or parts


Pair = tuple[str, str, Likeness]


def _pair(left: list[str], right: list[str]) -> tuple[list[Pair], list[str], list[str]]:
    """Pair words one to one, the most alike first."""
    ranked = sorted(
        (
            (like.value, -i, -j)
            for i, a in enumerate(left)
            for j, b in enumerate(right)
            if (like := likeness(a, b)).value >= SAME or like.why == "initial fits"
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    taken = set(pairs.values())
    return (
        [(left[i], right[j], likeness(left[i], right[j])) for i, j in sorted(pairs.items())],
        [word for i, word in enumerate(left) if i not in pairs],
        [word for j, word in enumerate(right) if j not in taken],
    )


def _left_over(score: float, left: list[str], right: list[str]) -> tuple[float, list[str]]:
    if left and right:
        share = _CONTRADICTED * score
        return share, [f"contradicted: {' '.join(left)} against {' '.join(right)}"]
    lines = []
    for word in [*left, *right]:
        patronymic = is_patronymic(word)
        score -= _EXTRA_PATRONYMIC if patronymic else _EXTRA_WORD
        kind = "patronymic" if patronymic else "word"
        lines.append(f"{kind} on one side only: {word}")
    return score, lines


def _joined(one: PersonName, other: PersonName) -> Likeness | None:
    """Names that differ only in where words are cut: Abd al Rahman, Abdulrahman."""
    left, right = (fold("".join(_person_words(name))) for name in (one, other))
    if left and left == right:
        return Likeness(0.94, "the same when written together")
    return None


def _line(left: str, right: str, like: Likeness) -> str:
    sign = "=" if like.value == 1.0 else "~"
    return f"word: {left} {sign} {right}, {like.why} ({like.value:.2f})"


# Organisations


def _organisations(left: str, right: str) -> tuple[float, tuple[str, ...]]:
    if " ".join(left.split()).casefold() == " ".join(right.split()).casefold():
        return 1.0, (f"name: {left} = {right}, letter for letter",)
    one, other = parse_org(left), parse_org(right)
    if (one.form and not one.core) or (other.form and not other.core):
        return 0.0, ("legal form without a name",)
    if one.key == other.key and one.specific:
        score, why = 0.97, [f"name: {left} ~ {right}, same words or translations of them"]
    else:
        score, why = _organisation_words(one, other)
    if not compatible(one, other):
        score -= _OTHER_FORM
        why.append(f"legal forms of different kinds: {one.form} against {other.form}")
    elif one.form != other.form:
        score -= 0.01
        why.append(f"legal form: {one.form or 'not stated'} against {other.form or 'not stated'}")
    return max(score, 0.0), tuple(why)


def _organisation_words(one: OrgName, other: OrgName) -> tuple[float, list[str]]:
    left, right = (_core_words(name) for name in (one, other))
    pairs, left_over, right_over = _pair(left, right)
    pairs, broken = _numbers_apart(pairs)
    left_over += [a for a, _ in broken]
    right_over += [b for _, b in broken]
    why = [_line(a, b, like) for a, b, like in pairs]
    score = _BASE
    for _, _, like in pairs:
        score *= _factor(like)
    if left_over and right_over:
        why.append(f"contradicted: {' '.join(left_over)} against {' '.join(right_over)}")
        return _CONTRADICTED * score, why
    for word in [*left_over, *right_over]:
        generic = _generic(word)
        digits = any(char.isdigit() for char in word)
        score -= 0.3 if digits else _EXTRA_GENERIC if generic else 2 * _EXTRA_WORD
        why.append(f"word on one side only: {word}")
    own = [a for a, _, _ in pairs if not _generic(a)]
    if not own:
        why.append("only common words in common")
        score = min(score, _ALONE)
    elif len(pairs) == 1 and max(len(left), len(right)) > 1:
        score = min(score, REVIEW + 0.05)
    return score, why


def _core_words(name: OrgName) -> list[str]:
    found = [part for word in name.core for part in words(word)]
    return [word for word in found if word not in ORG_STOP_WORDS] or found


def _generic(word: str) -> bool:
    return word in ORG_GENERIC or fold(word) in _generic_keys()


def _generic_keys() -> frozenset[str]:
    return frozenset(map(fold, ORG_GENERIC))


def _numbers_apart(pairs: list[Pair]) -> tuple[list[Pair], list[tuple[str, str]]]:
    """A number is the same or another one; it is never nearly the same."""
    kept, broken = [], []
    for a, b, like in pairs:
        if any(char.isdigit() for char in a + b) and a != b:
            broken.append((a, b))
        else:
            kept.append((a, b, like))
    return kept, broken


# Qualifiers


def _qualify(left: Qualifiers, right: Qualifiers) -> list[tuple[float, str]]:
    found = []
    if left.birth_dates and right.birth_dates:
        found.append(_births(left.birth_dates, right.birth_dates))
    if left.countries and right.countries:
        one, other = ({fold(c) for c in side.countries} for side in (left, right))
        named = f"{', '.join(left.countries)} against {', '.join(right.countries)}"
        found.append(
            (0.01, f"country: shared ({named})") if one & other else (-0.05, f"country: {named}")
        )
    return found


def _births(left: tuple[PartialDate, ...], right: tuple[PartialDate, ...]) -> tuple[float, str]:
    """The best fit of any two dates: one right date is enough."""
    return max(_birth(a, b) for a in left for b in right)


def _birth(left: PartialDate, right: PartialDate) -> tuple[float, str]:
    shared = min(len(left.value), len(right.value))
    words_used = f"birth: {left.value} against {right.text or right.value}"
    about = any(d.text.upper().startswith("APPROX") for d in (left, right))
    years = abs(int(left.value[:4]) - int(right.value[:4]))
    if left.value[:shared] == right.value[:shared]:
        full = left.precision == right.precision == Precision.DAY
        return (0.04 if full else 0.01), f"{words_used}, agrees"
    if about and years <= 3:
        return 0.0, f"{words_used}, within an approximate date"
    if years == 0:
        return -0.08, f"{words_used}, same year, another day"
    if years <= 2:
        return -0.15, f"{words_used}, {years} years apart"
    return -0.32, f"{words_used}, {years} years apart"
