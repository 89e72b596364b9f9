"""What two aligned names show, one number a feature.

Every feature is a function of a :class:`Pair` with a public name; :data:`FEATURES` fixes their order,
in which the weights are learned and a compiled kernel computes the same numbers. A feature measures;
what it is worth, :mod:`dalil.matching.model` says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dalil.matching.alignment import Alignment, Link, form_key
from dalil.matching.analysis import Kind, Name, Word
from dalil.names.forms import forms
from dalil.names.similarity import CERTAIN, How, edits

_MOST_BITS = 60.0
_MOST_DISTANCE = 6.0
_MOST_WORDS = 4.0
_ACRONYM_AT_LEAST = 3
_TWO = 2
_INITIAL = How.INITIAL
_ONE_READING = frozenset({How.SAME, How.MARKS, How.READING, How.ANOTHER_READING})
_IN_USE = 14.0  # bits below which a word was counted, not guessed


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, how their words met, and sums that several features use.

    Attributes:
        left: The first name.
        right: The second.
        alignment: Which words met.
        full: Links of whole words, initials left aside.
        met: Bits of the full links, each weighed with its value.
        contrary: Words left over on both sides, the lesser of the two sums.
        contrary_bits: The same in bits.
        extra: Words that only one side has beyond those, patronymics left aside.
        extra_bits: The same in bits.
    """

    left: Name
    right: Name
    alignment: Alignment
    full: tuple[Link, ...]
    met: float
    contrary: float
    contrary_bits: float
    extra: float
    extra_bits: float


def pair(left: Name, right: Name, alignment: Alignment) -> Pair:
    """Sum up what several features use."""
    full = tuple([link for link in alignment.links if link.how != _INITIAL])
    met = sum([link.value * link_bits(left, right, link) for link in full])
    if not (alignment.left_over or alignment.right_over):
        return Pair(left, right, alignment, full, met, 0.0, 0.0, 0.0, 0.0)
    one = [left.words[i] for i in alignment.left_over]
    other = [right.words[j] for j in alignment.right_over]
    both = bool(one) and bool(other)
    sums = [(sum(map(_share, side)), sum(word.bits for word in side)) for side in (one, other)]
    if not both:
        kept = [word for word in (*one, *other) if not word.patronymic]
        extra, extra_bits = sum(map(_share, kept)), sum(word.bits for word in kept)
        contrary, contrary_bits = 0.0, 0.0
    else:
        contrary, contrary_bits = min(sums[0][0], sums[1][0]), min(sums[0][1], sums[1][1])
        extra, extra_bits = abs(sums[0][0] - sums[1][0]), abs(sums[0][1] - sums[1][1])
    return Pair(left, right, alignment, full, met, contrary, contrary_bits, extra, extra_bits)


def link_bits(left: Name, right: Name, link: Link) -> float:
    """Bits of a link: the mean of its two sides."""
    if len(link.left) == len(link.right) == 1:
        return (left.words[link.left[0]].bits + right.words[link.right[0]].bits) / 2
    one = sum(left.words[i].bits for i in link.left)
    other = sum(right.words[j].bits for j in link.right)
    return (one + other) / 2


def literal(pair: Pair) -> float:
    """1 where the two names are letter for letter the same, case aside."""
    return float(pair.left.literal == pair.right.literal)


def worst(pair: Pair) -> float:
    """Value of the whole words that met worst; 0 where none met."""
    return min((link.value for link in pair.full), default=0.0)


def mean(pair: Pair) -> float:
    """Mean value of the whole words that met, the rarer counting more."""
    total = sum(link_bits(pair.left, pair.right, link) for link in pair.full)
    return pair.met / total if total else 0.0


def distance(pair: Pair) -> float:
    """Letters that differ in all words that met, about."""
    return min(_MOST_DISTANCE, sum(link.distance for link in pair.full))


def rarity(pair: Pair) -> float:
    """Bits of the words that met: a shared rare surname says more than a common one."""
    return min(_MOST_BITS, pair.met)


def met_words(pair: Pair) -> float:
    """Number of whole words that met."""
    return min(_MOST_WORDS, float(len(pair.full)))


def contradicted(pair: Pair) -> float:
    """Words for which each name has another one."""
    return min(3.0, pair.contrary)


def contradicted_share(pair: Pair) -> float:
    """Share of what the names tell that is contradicted, in bits."""
    return pair.contrary_bits / (pair.contrary_bits + pair.met) if pair.contrary_bits else 0.0


def left_out(pair: Pair) -> float:
    """Words that only one name has, halves of compounds with them; patronymics are counted apart."""
    halves = sum(link.how == How.HALF for link in pair.full)
    return min(_MOST_WORDS, pair.extra + halves)


def left_out_share(pair: Pair) -> float:
    """Share of what the names tell that only one has, in bits."""
    return pair.extra_bits / (pair.extra_bits + pair.met) if pair.extra_bits else 0.0


def patronymic_left_out(pair: Pair) -> float:
    """1 where only one name has a patronymic and nothing else is contradicted."""
    one, other = _rests(pair)
    return float(any(w.patronymic for w in (*one, *other)) and not (one and other))


def patronymic_contradicted(pair: Pair) -> float:
    """1 where each name has another patronymic."""
    one, other = _rests(pair)
    return float(any(w.patronymic for w in one) and any(w.patronymic for w in other))


def initials(pair: Pair) -> float:
    """Words that one name gives as a fitting initial only."""
    return min(3.0, float(sum(link.how == How.INITIAL for link in pair.alignment.links)))


def order(pair: Pair) -> float:
    """0 for words in the same order, 1 where the family name moved to the other end, 2 otherwise."""
    places = [link.right[0] for link in pair.alignment.links]
    if places == sorted(places):
        return 0.0
    turned = any(places[at:] + places[:at] == sorted(places) for at in range(1, len(places)))
    return 1.0 if turned or places[::-1] == sorted(places) else 2.0


def kinship_turned(pair: Pair) -> float:
    """1 where the son of one name is the father of the other: A bin B against B bin A, or B al-C."""
    left, right = pair.left.words, pair.right.words
    if any(word.son for word in left) and any(word.son for word in right):
        return float(any(left[link.left[0]].son != right[link.right[0]].son for link in pair.full))
    return float(any(_is_father(pair, link) for link in pair.full))


def whole(pair: Pair) -> float:
    """Likeness of the names written without spaces; 0 below one half."""
    one, other = pair.left.flat, pair.right.flat
    longest = max(len(one), len(other))
    if not longest:
        return 0.0
    limit = longest // 2
    if one and other and not pair.left.person and _reads_alike(pair):
        return 1.0
    found = edits(one, other, limit)
    return 0.0 if found > limit else 1 - found / longest


def across_scripts(pair: Pair) -> float:
    """Share of the words that met across two scripts."""
    if not pair.full:
        return 0.0
    return sum(_crosses(pair, link) for link in pair.full) / len(pair.full)


def transliterated(pair: Pair) -> float:
    """Learned log-likelihood ratio of the worst transliteration; 6 where readings agree."""
    return min((link.ratio for link in pair.full), default=CERTAIN)


def nicknames(pair: Pair) -> float:
    """Words that met as short forms or variants of one name."""
    return min(2.0, float(sum(link.how == How.NICKNAME for link in pair.full)))


def gendered(pair: Pair) -> float:
    """Words that met as masculine and feminine forms."""
    return min(2.0, float(sum(link.how == How.GENDERED for link in pair.full)))


def other_gender(pair: Pair) -> float:
    """Words that met as a man's name against a woman's (Valery, Valeria)."""
    return min(2.0, float(sum(link.how == How.ENDING for link in pair.full)))


def generation(pair: Pair) -> float:
    """1 where the names state different generations (junior against senior, II against III)."""
    one, other = pair.left.generation, pair.right.generation
    return float(bool(one and other and one != other))


def alone(pair: Pair) -> float:
    """0 for two names of several words or initials, 1 where one is a single word, 2 where both are."""
    sizes = (len(pair.left.words), len(pair.right.words))
    if min(sizes) > 1:
        return 0.0
    return 2.0 if max(sizes) == 1 else 1.0


def letters(pair: Pair) -> float:
    """Letters of the shorter name, at most 24: short names meet by chance."""
    return float(min(24, len(pair.left.flat), len(pair.right.flat)))


def written_together(pair: Pair) -> float:
    """Words that one name writes as two."""
    return min(2.0, float(sum(link.how == How.CUT for link in pair.full)))


def first_letters(pair: Pair) -> float:
    """Words that met although they begin with different letters."""
    return min(2.0, float(sum(_first_differs(pair, link) for link in pair.full)))


def names_in_use(pair: Pair) -> float:
    """Words that met although each is a name that many bear, and another one (Jones, James)."""
    return min(2.0, float(sum(_both_used(pair, link) for link in pair.full)))


def shortest(pair: Pair) -> float:
    """Letters of the word that met worst, at most 8; 8 where all words are the same."""
    apart = [link for link in pair.full if link.distance >= _SPELLED_OTHERWISE]
    if not apart:
        return 8.0
    link = min(apart, key=lambda found: (found.value, found.left))
    sizes = (
        sum(len(name.words[i].spelling.plain) for i in places)
        for name, places in ((pair.left, link.left), (pair.right, link.right))
    )
    return float(min(8, *sizes))


def legal_form(pair: Pair) -> float:
    """1 for the same legal form, .5 for forms used alike, 0 where one is missing, -1 for others."""
    left, right = pair.left, pair.right
    if not left.form or not right.form:
        return 0.0
    return 1.0 if left.form == right.form else 0.5 if left.kin == right.kin else -1.0


def only_general_words(pair: Pair) -> float:
    """1 where no word met but such as say what kind of body it is."""
    return float(not any(_own(pair, link) for link in pair.full))


def numbers(pair: Pair) -> float:
    """0 for the same numbers or none, 1 where only one name has a number, 2 where they differ."""
    one, other = (
        sorted(w.number for w in n.words if w.number >= 0) for n in (pair.left, pair.right)
    )
    return 0.0 if one == other else 2.0 if one and other else 1.0


def first_left_out(pair: Pair) -> float:
    """1 where one name lacks the first word of the other: a child's name before the father's."""
    alignment = pair.alignment
    if bool(alignment.left_over) == bool(alignment.right_over) or len(pair.full) < _TWO:
        return 0.0
    return float(0 in alignment.left_over or 0 in alignment.right_over)


def translated(pair: Pair) -> float:
    """1 where the names are the same once every word is read or translated."""
    return float(bool(pair.left.key) and pair.left.key == pair.right.key)


def acronym(pair: Pair) -> float:
    """1 where one name is the initials of the other."""
    return float(_abbreviates(pair.left, pair.right) or _abbreviates(pair.right, pair.left))


FEATURES: tuple[Callable[[Pair], float], ...] = (
    literal,
    worst,
    mean,
    distance,
    rarity,
    met_words,
    contradicted,
    contradicted_share,
    left_out,
    left_out_share,
    patronymic_left_out,
    patronymic_contradicted,
    initials,
    order,
    kinship_turned,
    whole,
    across_scripts,
    transliterated,
    nicknames,
    gendered,
    other_gender,
    generation,
    alone,
    letters,
    written_together,
    first_letters,
    names_in_use,
    shortest,
    legal_form,
    only_general_words,
    numbers,
    translated,
    acronym,
    first_left_out,
)
NAMES = tuple(feature.__name__ for feature in FEATURES)
_SPELLED_OTHERWISE = 0.5


def vector(pair: Pair) -> tuple[float, ...]:
    """All features of a pair, in the order of :data:`FEATURES`."""
    return tuple(feature(pair) for feature in FEATURES)


def _reads_alike(pair: Pair) -> bool:
    """Whether all words of two names met in one order, each as one reading of the other's letters."""
    alignment = pair.alignment
    if alignment.left_over or alignment.right_over or order(pair):
        return False
    return all(link.how in _ONE_READING for link in alignment.links)


def _is_father(pair: Pair, link: Link) -> bool:
    """Whether a word is a father's name in one name and the first of the other, without the child."""
    left, right = pair.left.words, pair.right.words
    i, j = link.left[0], link.right[0]
    if left[i].son and not right[j].son:
        return j == 0 and 0 in pair.alignment.left_over
    return right[j].son and not left[i].son and i == 0 and 0 in pair.alignment.right_over


def _share(word: Word) -> float:
    return 0.5 if word.kind == Kind.GENERIC else 1.0


def _rests(pair: Pair) -> tuple[list[Word], list[Word]]:
    return (
        [pair.left.words[i] for i in pair.alignment.left_over],
        [pair.right.words[j] for j in pair.alignment.right_over],
    )


def _crosses(pair: Pair, link: Link) -> bool:
    one, other = pair.left.words[link.left[0]], pair.right.words[link.right[0]]
    return one.spelling.script != other.spelling.script


def _first_differs(pair: Pair, link: Link) -> bool:
    one, other = pair.left.words[link.left[0]].spelling, pair.right.words[link.right[0]].spelling
    if link.distance < _SPELLED_OTHERWISE or not one.keys or not other.keys:
        return False
    return one.keys[0][0] != other.keys[0][0]


def _both_used(pair: Pair, link: Link) -> bool:
    if link.how == How.ANOTHER_NAME:
        return True
    words = [pair.left.words[i] for i in link.left] + [pair.right.words[j] for j in link.right]
    if link.how != How.LETTERS or any(word.bits >= _IN_USE for word in words):
        return False
    one, other = words[0].spelling, words[-1].spelling
    return set(forms(form_key(one))).isdisjoint(forms(form_key(other)))


def _own(pair: Pair, link: Link) -> bool:
    return any(pair.left.words[i].kind == Kind.NAME for i in link.left)


def _abbreviates(short: Name, long: Name) -> bool:
    if len(short.words) != 1 or len(long.words) < _ACRONYM_AT_LEAST:
        return False
    letters = "".join(w.spelling.plain[:1] for w in long.words)
    return short.words[0].spelling.plain == letters
