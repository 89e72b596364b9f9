"""The noisy channel between two ways of writing a name: how likely is one, given the other.

A channel rewrites each symbol of the source as a chunk of the target (none to six letters), and
knows from its neighbours which chunk to expect. Probabilities were learned by expectation
maximisation over alignments (tools/learn_name_channels.py); what was never seen backs off to
shorter contexts (Witten and Bell 1991) and in the end to a floor, so nothing is impossible. Pairs of
words are not remembered, only correspondences of letters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

EDGE = "^"
STEP = 8  # a code q stands for the probability exp(-q / STEP)
CODE = 0xF100
_CACHED = 1 << 14
_OPTIONS = 10
_CHANCES = {chr(CODE + step): math.exp(-step / STEP) for step in range(256)}
_CODED = re.compile(f"([^{chr(CODE)}-{chr(CODE + 255)}]*)([{chr(CODE)}-{chr(CODE + 255)}])")


class Lines:
    """A sorted table in one string, looked up by bisection, so that it costs what its text costs."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __len__(self) -> int:
        return self._text.count("\n")

    def find(self, key: str) -> str | None:
        """Give what stands behind the key, or None."""
        text, low, high = self._text, 0, len(self._text)
        while low < high:
            start = text.rfind("\n", low, (low + high) // 2) + 1 or low
            end = text.index("\n", start)
            tab = text.index("\t", start, end)
            here = text[start:tab]
            if here == key:
                return text[tab + 1 : end]
            if here < key:
                low = end + 1
            else:
                high = start
        return None


class Channel:
    """Rewrite probabilities from source symbols to chunks of target letters.

    Args:
        lines: Context to codes: the weight of the shorter context, then each chunk with its code.
        longest: The longest chunk.
        letters: Size of the target alphabet, for the floor.
        kind: Gives the class of a source symbol that its first context is ("" for none).
    """

    __slots__ = ("_cache", "_floors", "_kind", "_lines", "_options", "_peaks", "_wider", "longest")

    def __init__(
        self, lines: Lines, longest: int, letters: int, kind: Callable[[str], str] | None = None
    ) -> None:
        self._lines = lines
        self.longest = longest
        self._kind = kind
        self._floors = [0.25 * (0.5 / letters) ** size for size in range(longest + 1)]
        self._cache: dict[tuple[str, str, str], tuple[dict[str, float], float]] = {}
        self._wider: dict[str, tuple[dict[str, float], float]] = {}
        self._options: dict[tuple[str, str, str], list[tuple[str, float]]] = {}
        self._peaks: dict[tuple[str, str, str], float] = {}

    def rewrites(self, before: str, symbol: str, after: str) -> tuple[dict[str, float], float]:
        """Give the chunks seen in a place with their probabilities, and the weight of the floor."""
        key = (before, symbol, after)
        if (known := self._cache.get(key)) is not None:
            return known
        if len(self._cache) >= _CACHED:
            self._cache.clear()
            self._wider.clear()
        *wider, narrowest = contexts(before, symbol, after, self._kind)
        said: tuple[dict[str, float], float] = ({}, 1.0)
        for context in wider:  # what all places of a symbol share, and the longest lines
            held = self._wider.get(context)
            if held is None:
                held = self._wider[context] = narrowed(self._lines, said, context)
            said = held
        found = self._cache[key] = narrowed(self._lines, said, narrowest)
        return found

    def logp(self, source: str, target: str) -> float:
        """Give the natural logarithm of P(target | source), summed over all alignments."""
        size = len(target)
        row = [0.0] * (size + 1)
        row[0] = 1.0
        longest, floors = self.longest, self._floors
        pieces = _pieces(target, longest)
        left = len(source)
        for place, symbol in enumerate(source):
            left -= 1
            seen, rest = self.rewrites(
                source[place - 1] if place else EDGE, symbol, source[place + 1] if left else EDGE
            )
            after = [0.0] * (size + 1)
            chances = [rest * floor for floor in floors]
            value_of = seen.get
            for start in range(max(0, size - (left + 1) * longest), size + 1):
                base = row[start]
                if base < 1e-250:
                    continue
                end = start
                for piece, chance in zip(pieces[start], chances, strict=False):
                    value = value_of(piece)
                    after[end] += base * (chance if value is None else chance + value)
                    end += 1
            row = after
        return math.log(row[size]) if row[size] > 0.0 else -700.0

    def best(self, source: str, count: int, width: int = 48) -> list[tuple[str, float]]:
        """Give the likeliest targets of a source with their log-probabilities (a beam search)."""
        beam: list[tuple[str, float]] = [("", 1.0)]
        for place, symbol in enumerate(source):
            options = self._choices(
                source[place - 1] if place else EDGE,
                symbol,
                source[place + 1] if place + 1 < len(source) else EDGE,
            )
            grown: dict[str, float] = {}
            held = grown.get
            for text, chance in beam:
                for chunk, value in options:
                    longer = text + chunk
                    grown[longer] = held(longer, 0.0) + chance * value
            beam = _likeliest(grown, width)
        return [(text, math.log(chance)) for text, chance in beam[:count] if text]

    def _choices(self, before: str, symbol: str, after: str) -> list[tuple[str, float]]:
        """The likeliest chunks in a place, which every beam takes."""
        key = (before, symbol, after)
        found = self._options.get(key)
        if found is None:
            if len(self._options) >= _CACHED:
                self._options.clear()
            found = self._options[key] = _likeliest(self.rewrites(*key)[0], _OPTIONS)
        return found

    def peak(self, source: str) -> float:
        """Give the logarithm of the product of the likeliest chunks, place by place."""
        total, last = 0.0, len(source) - 1
        for place, symbol in enumerate(source):
            key = (
                source[place - 1] if place else EDGE,
                symbol,
                source[place + 1] if place < last else EDGE,
            )
            log = self._peaks.get(key)
            if log is None:
                if len(self._peaks) >= _CACHED:
                    self._peaks.clear()
                seen = self.rewrites(*key)[0].values()
                log = self._peaks[key] = math.log(max(seen, default=1e-3))
            total += log
        return total


class Letters:
    """A letter model: how likely a word is at all, by trigrams."""

    __slots__ = ("_cache", "_floor", "_lines", "_logs")

    def __init__(self, lines: Lines, letters: int) -> None:
        self._lines = lines
        self._floor = 1.0 / (letters + 1)
        self._cache: dict[str, tuple[dict[str, float], float]] = {}
        self._logs: dict[str, float] = {}

    def logp(self, word: str) -> float:
        """Give the natural logarithm of the probability of a word, its end included."""
        text = EDGE + EDGE + word + EDGE
        total, known = 0.0, self._logs
        for place in range(2, len(text)):
            three = text[place - 2 : place + 1]
            log = known.get(three)
            if log is None:
                seen, rest = self._next(three[:2])
                log = math.log(seen.get(three[2], 0.0) + rest * self._floor)
                if len(known) >= _CACHED:
                    known.clear()
                known[three] = log
            total += log
        return total

    def _next(self, before: str) -> tuple[dict[str, float], float]:
        """What follows two letters: what their table says, and what those of fewer letters say."""
        if (known := self._cache.get(before)) is not None:
            return known
        if len(self._cache) >= _CACHED:
            self._cache.clear()
        wide = self._next(before[1:]) if before else ({}, 1.0)
        found = self._cache[before] = narrowed(self._lines, wide, "~" + before)
        return found


def narrowed(
    lines: Lines, wide: tuple[dict[str, float], float], context: str
) -> tuple[dict[str, float], float]:
    """What a context makes of what a wider one says; that itself where it was never seen.

    Args:
        lines: What was learned.
        wide: Probabilities of what may stand in a place, and the weight of the floor.
        context: The narrower one.
    """
    line = lines.find(context)
    if line is None:
        return wide
    weight = math.exp((CODE - ord(line[0])) / STEP)
    found = {chunk: value * weight for chunk, value in wide[0].items()}
    held = found.get
    for chunk, value in decode(line[1:]):
        found[chunk] = held(chunk, 0.0) + value
    return found, wide[1] * weight


@lru_cache(maxsize=1 << 10)
def _pieces(target: str, longest: int) -> tuple[tuple[str, ...], ...]:
    """All chunks of a target that begin in each of its places, the empty one first."""
    size = len(target)
    return tuple(
        tuple(target[start:end] for end in range(start, min(size, start + longest) + 1))
        for start in range(size + 1)
    )


def _likeliest(found: dict[str, float], most: int) -> list[tuple[str, float]]:
    """So many at most, by falling probability, then by the alphabet."""
    least = sorted(found.values(), reverse=True)[most - 1] if len(found) > most else 0.0
    order = sorted([(-chance, text) for text, chance in found.items() if chance >= least])
    return [(text, -chance) for chance, text in order[:most]]


def contexts(
    before: str, symbol: str, after: str, kind: Callable[[str], str] | None
) -> tuple[str, ...]:
    """Give the contexts of a symbol from the widest class to the narrowest place."""
    if kind is None:
        return (symbol, symbol + after, before + symbol + after)
    left, right = (kind(char) if char != EDGE else EDGE for char in (before, after))
    own = kind(symbol)
    return (f"={own}", symbol, f"{symbol}>{right}", f"{left}<{symbol}>{right}")


def decode(line: str) -> list[tuple[str, float]]:
    """Read chunks with their probabilities: each chunk stands before its code."""
    return [(chunk, _CHANCES[code]) for chunk, code in _CODED.findall(line)]


def encode(weight: float, chunks: dict[str, float]) -> str:
    """Write a line that :func:`decode` reads, chunks in alphabetical order."""
    return code(weight) + "".join(chunk + code(chunks[chunk]) for chunk in sorted(chunks))


def code(value: float) -> str:
    """Write a probability as one character."""
    return chr(CODE + min(255, max(0, round(-math.log(max(value, 1e-13)) * STEP))))
