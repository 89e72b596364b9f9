"""How likely two single words, in any two scripts, are spellings of one name.

Two learned channels (:mod:`dalil.names.channel`) say how well one word explains the other in both
directions, a letter model says how common either word is by chance, and a logistic line learned on
labelled pairs makes one log-likelihood ratio of them. The prior is left to those who ask: the ratio
says what the letters say, not how many people bear the name (:mod:`dalil.names.rarity`), nor whether
two bearers are one person.
"""

from __future__ import annotations

import math
from functools import lru_cache

from dalil.names.families import FAMILIES, calibration, latin_letters, reader
from dalil.names.latin import plain
from dalil.names.reading import ruled_readings, weighted_readings
from dalil.names.scripts import clean
from dalil.names.symbols import family_of

BOUND = 12.0
_LONGEST = 32
_READINGS = 4
_RULED = 2.5  # a spelling that a system of romanisation or the custom of families gives


@lru_cache(maxsize=1 << 16)
def token_likeness(one: str, other: str) -> float:
    """Give the log-likelihood ratio that two words are spellings of one name.

    Args:
        one: A word of a name in any script.
        other: Another. The order of the two does not matter.

    Returns:
        Natural logarithm, between -12 and 12: above 0 the letters speak for one name, below 0
        against. 0.0 where nothing is known: an empty word, a script without a channel.
    """
    left, right = sorted((clean(one).lower(), clean(other).lower()))
    if not left or not right:
        return 0.0
    if left == right:
        return BOUND
    return _bounded(_between(left, right))


def token_probability(one: str, other: str, prior: float = 1 / 3) -> float:
    """Give the probability that two words are spellings of one name, from a prior share of pairs."""
    odds = token_likeness(one, other) + math.log(prior / (1.0 - prior))
    return 1.0 / (1.0 + math.exp(-odds))


def _between(left: str, right: str) -> float:
    native = [word for word in (left, right) if family_of(word) != "Latin"]
    if not native:
        return _same_script(plain(left), plain(right))
    if len(native) == 1:
        return _crossed(native[0], plain(right if native[0] is left else left))
    return _through_latin(left, right)


def _same_script(left: str, right: str) -> float:
    """Two Latin words: the better of the two ways through the channel of spelling variants."""
    if not left or not right:
        return 0.0
    if left == right:
        return BOUND
    return 0.5 * (ratio("Latin", left, right) + ratio("Latin", right, left))


def _crossed(native: str, latin: str) -> float:
    """A native word against a Latin one, by the best of the families and rules that may read it."""
    if not latin:
        return 0.0
    found = [
        ratio(name, signs, latin)
        for name in families_of(native)
        if (signs := FAMILIES[name].symbols(native))
    ]
    if latin in ruled_readings(native):
        found.append(_RULED)
    return max(found, default=0.0)


def _through_latin(left: str, right: str) -> float:
    """Two native words meet in their Latin readings, weighed by how likely each reading is."""
    total = 0.0
    for reading, share in weighted_readings(left, _READINGS):
        value = _crossed(right, reading) if family_of(right) != family_of(left) else None
        if value is None:
            value = max(
                (_same_script(reading, other) for other, _ in weighted_readings(right, _READINGS)),
                default=0.0,
            )
        total += share * math.exp(_bounded(value))
    return math.log(total) if total > 0.0 else 0.0


def families_of(native: str) -> tuple[str, ...]:
    """Name the families whose channels can read a word that is not Latin."""
    name = family_of(native)
    if name == "Han":
        return ("Han", "Kanji")
    return (name,) if name in FAMILIES else ()


def evidence(name: str, signs: str, latin: str) -> tuple[float, float, float, float]:
    """Give what the two channels of a family say of a pair.

    Args:
        name: The family.
        signs: The native word as the family's symbols.
        latin: The Latin word in plain letters.

    Returns:
        Both log-likelihood ratios against chance, and how far each falls short of the best that its
        source could have been rewritten as.
    """
    learned, family = reader(name), FAMILIES[name]
    signs, latin = signs[:_LONGEST], latin[:_LONGEST]
    back = family.sounds(signs)[: 2 * _LONGEST]
    ahead_p, back_p = learned.ahead.logp(signs, latin), learned.back.logp(latin, back)
    return (
        (ahead_p - latin_letters().logp(latin)),
        (back_p - learned.native.logp(back)),
        (ahead_p - learned.ahead.peak(signs)),
        (back_p - learned.back.peak(latin)),
    )


@lru_cache(maxsize=1 << 16)
def ratio(name: str, signs: str, latin: str) -> float:
    """Give the calibrated log-likelihood ratio of a native word's symbols and a plain Latin word."""
    *weights, constant = calibration(name)
    said = features(evidence(name, signs, latin))
    return constant + sum(weight * value for weight, value in zip(weights, said, strict=True))


def features(said: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Bound the evidence: past a point more of it says nothing more, and some labels are wrong."""
    ahead, back, short_ahead, short_back = said
    return (
        max(-8.0, min(25.0, ahead)),
        max(-8.0, min(25.0, back)),
        max(-15.0, min(0.0, short_ahead)),
        max(-15.0, min(0.0, short_back)),
    )


def _bounded(value: float) -> float:
    return max(-BOUND, min(BOUND, value))
