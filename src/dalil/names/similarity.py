"""How alike two names are, and which words met how: a score with its reasons in words.

The score orders pairs for a person to look at: about 0.7 and above is worth a look, 0.9 and above is
almost surely the same name. It says nothing of whether the bearers are one person, and knows no
rarity of names; both are for those who ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dalil.names.fold import fold, folds, words
from dalil.names.inflect import base_forms
from dalil.names.orgforms import OrgName, compatible, parse_org
from dalil.names.parts import PersonName, is_initial, masculine, parse_person

_SAME, _READING, _DECLINED, _GENDERED, _NEAR, _FAR, _BARE, _INITIAL = (
    1.0,
    0.98,
    0.95,
    0.9,
    0.88,
    0.8,
    0.78,
    0.72,
)
_VOWELS = str.maketrans("", "", "aeiou")
_EXTRA, _CONTRARY = 0.25, 2.0
_FAMILY, _GIVEN, _PATRONYMIC = 1.3, 1.0, 0.7
_ONE_WORD = 0.78


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that met, and how well.

    Attributes:
        left: Word of the first name.
        right: Word of the second.
        degree: 0 to 1.
        how: In words: ``same word``, ``same reading``, ``initial`` ...
    """

    left: str
    right: str
    degree: float
    how: str


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike two names are.

    Attributes:
        score: 0 to 1.
        pairs: The words that met, best first.
        left_only: Words of the first name that met none.
        right_only: Words of the second name that met none.
        reasons: One line each, naming the words.
    """

    score: float
    pairs: tuple[Pair, ...]
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]
    reasons: tuple[str, ...]


def compare(left: str, right: str, kind: str = "any") -> Similarity:
    """Compare two names.

    Args:
        left: A name in any script.
        right: Another.
        kind: ``person``, ``company`` (any organisation, vessel or thing) or ``any``: then the better
            of both readings, where neither name carries a legal form.
    """
    if kind == "person":
        return compare_persons(left, right)
    if kind != "any" or parse_org(left).form or parse_org(right).form:
        return compare_organisations(left, right)
    return max(
        compare_persons(left, right),
        compare_organisations(left, right),
        key=lambda found: found.score,
    )


def compare_persons(left: str, right: str) -> Similarity:
    """Compare two names of persons, word by word in any order."""
    one, other = _weighted(parse_person(left)), _weighted(parse_person(right))
    pairs, rest_left, rest_right = _align(one, other)
    if not pairs:
        return _result(0.0, pairs, rest_left, rest_right)
    score = _weigh(pairs, rest_left, rest_right)
    alone = min(len(one), len(other)) == 1 and max(len(one), len(other)) > 1
    whole = [pair for _, pair in pairs if pair.how != "initial"]
    if alone or len(whole) < min(2, len(one), len(other)):
        score = min(score, _ONE_WORD if not alone else _ONE_WORD - 0.1)
    return _result(score, pairs, rest_left, rest_right)


def compare_organisations(left: str, right: str) -> Similarity:
    """Compare two names of organisations: translated words meet, legal forms confirm or contradict."""
    one, other = parse_org(left), parse_org(right)
    form = _form_reason(one, other)
    if one.key and one.key == other.key:
        score = 1.0 if compatible(one, other) else 0.85
        how = Pair(
            " ".join(one.core), " ".join(other.core), 1.0, "same words, read or translated alike"
        )
        return Similarity(score, (how,), (), (), (_line(how), *form))
    pairs, rest_left, rest_right = _align(_org_words(one), _org_words(other))
    score = _weigh(pairs, rest_left, rest_right) if pairs else 0.0
    if not any(weight >= 1 for weight, _ in pairs):
        score *= 0.6  # only words that say what kind of body it is
    if not compatible(one, other):
        score *= 0.85
    found = _result(score, pairs, rest_left, rest_right)
    return Similarity(
        found.score, found.pairs, found.left_only, found.right_only, (*found.reasons, *form)
    )


@lru_cache(maxsize=1 << 16)
def meet(left: str, right: str) -> Pair | None:
    """Say how two single words meet, or None when they do not."""
    if left.lower() == right.lower():
        return Pair(left, right, _SAME, "same word")
    one, other = fold(left), fold(right)
    if not one or not other:
        return None
    if is_initial(left) or is_initial(right):
        hit = one[0] == other[0] and (is_initial(left) != is_initial(right) or one == other)
        return Pair(left, right, _INITIAL, "initial") if hit else None
    if one == other:
        return Pair(left, right, _READING, "same reading")
    if folds(left) & folds(right):
        return Pair(left, right, _READING - 0.01, "one of its readings")
    return _meet_by_form(left, right) or _meet_nearly(left, right, one, other)


def _meet_by_form(left: str, right: str) -> Pair | None:
    if {*map(fold, base_forms(left))} & {*map(fold, base_forms(right))}:
        return Pair(left, right, _DECLINED, "declined form")
    if fold(masculine(left)) == fold(masculine(right)):
        return Pair(left, right, _GENDERED, "masculine and feminine form")
    return None


def _meet_nearly(left: str, right: str, one: str, other: str) -> Pair | None:
    shorter = min(len(one), len(other))
    if shorter >= 5:
        distance = edits(one, other, 2)
        if distance == 1:
            return Pair(left, right, _NEAR, "one letter apart")
        if distance == 2 and shorter >= 7:
            return Pair(left, right, _FAR, "two letters apart")
    bare = one.translate(_VOWELS)
    if len(bare) >= 4 and bare == other.translate(_VOWELS):
        return Pair(left, right, _BARE, "same consonants")
    return None


def edits(one: str, other: str, limit: int) -> int:
    """Count edits (insert, drop, replace, swap of neighbours) up to a limit.

    Returns:
        The optimal string alignment distance, or ``limit + 1`` when it is larger.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        above, row = row, [i]
        for j, sign in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (char != sign))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == sign:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
        before = above
    return min(row[-1], limit + 1)


_Words = list[tuple[str, float]]
_Pairs = list[tuple[float, Pair]]


def _weighted(name: PersonName) -> _Words:
    parts = [(name.given, _GIVEN), (name.patronymic, _PATRONYMIC), (name.family, _FAMILY)]
    return [
        (word, weight * (0.5 if is_initial(word) else 1.0))
        for found, weight in parts
        for part in found
        for word in words(part)
    ]


def _org_words(name: OrgName) -> _Words:
    """Words and classes of an organisation's name; kinds of bodies count less than proper names."""
    return [
        (word.lstrip("#").replace("_", " "), 0.5 if word.startswith("#") else 1.0)
        for word in name.key.split()
    ]


def _align(one: _Words, other: _Words) -> tuple[_Pairs, _Words, _Words]:
    """Pair words greedily, best first; then two neighbours against one word written together."""
    options = [
        (pair.degree, -abs(i - j), i, j, pair)
        for i, (left, _) in enumerate(one)
        for j, (right, _) in enumerate(other)
        if (pair := meet(left, right))
    ]
    pairs: _Pairs = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, _, i, j, pair in sorted(
        options, key=lambda option: (-option[0], -option[1], option[2], option[3])
    ):
        if i not in used_left and j not in used_right:
            pairs.append((max(one[i][1], other[j][1]), pair))
            used_left.add(i)
            used_right.add(j)
    rest_left = [word for i, word in enumerate(one) if i not in used_left]
    rest_right = [word for j, word in enumerate(other) if j not in used_right]
    for rest, single, flipped in ((rest_left, rest_right, False), (rest_right, rest_left, True)):
        if joined := _joined(rest, single, flipped):
            pairs.append(joined)
    return pairs, rest_left, rest_right


def _joined(rest: _Words, single: _Words, flipped: bool) -> tuple[float, Pair] | None:
    """Take two neighbouring words that the other name writes as one out of both rests."""
    for i in range(len(rest) - 1):
        both = rest[i][0] + rest[i + 1][0]
        for j, (word, weight) in enumerate(single):
            if fold(both) == fold(word):
                left, right = (word, both) if flipped else (both, word)
                del rest[i : i + 2], single[j]
                return max(weight, 1.0), Pair(left, right, _READING, "written together")
    return None


def _weigh(pairs: _Pairs, rest_left: _Words, rest_right: _Words) -> float:
    """Weighted mean of the pairs; words that contradict count double, words left out a quarter."""
    left, right = (sum(weight for _, weight in rest) for rest in (rest_left, rest_right))
    total = sum(weight for weight, _ in pairs)
    met = sum(weight * pair.degree for weight, pair in pairs)
    contrary, extra = min(left, right), abs(left - right)
    return met / (total + _CONTRARY * contrary + _EXTRA * extra)


def _result(score: float, pairs: _Pairs, rest_left: _Words, rest_right: _Words) -> Similarity:
    found = tuple(pair for _, pair in pairs)
    left, right = tuple(word for word, _ in rest_left), tuple(word for word, _ in rest_right)
    reasons = [_line(pair) for pair in found]
    if left and right:
        reasons.append(f"{' '.join(left)} stands against {' '.join(right)}")
    elif left or right:
        reasons.append(f"only one name has {' '.join(left or right)}")
    return Similarity(round(score, 4), found, left, right, tuple(reasons))


def _line(pair: Pair) -> str:
    return f"{pair.left} ~ {pair.right}: {pair.how}"


def _form_reason(one: OrgName, other: OrgName) -> tuple[str, ...]:
    if not one.form or not other.form:
        return ()
    if one.form == other.form:
        return (f"legal form: the same ({one.form})",)
    if one.kin == other.kin:
        return (f"legal form: {one.form} and {other.form} are used for each other",)
    return (f"legal form: {one.form} against {other.form}",)
