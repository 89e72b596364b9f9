"""What the Kazakh model of names sees of a word: its letters, its case, its neighbours, what is listed.

Kazakh puts its cases behind a word one after another, so a word is shown whole, cut of its case, and by
its first and last letters. The words of the lists (given names, places, head nouns of bodies, callings)
are those of the rules; what the rules themselves find is shown too. The model is learned with these
features by ``tools/learn_kazakh_names.py``: a change here asks for learning it anew. Nothing is decided
here, and nothing is read but word lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.cyrillic import cyrillic
from dalil.claims.mentions.kazakh import CASE
from dalil.claims.mentions.words import split
from dalil.claims.wordlists import lexicon

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W_]+)*|\d+(?:[.,]\d+)*(?:-?[^\W\d_]+)?|[^\w\s]|_+")
_SENTENCE = re.compile(
    r"(?<![\s\"(][А-ЯЁӘІҢҒҮҰҚӨҺA-Z])[.!?…]+[\")\]]*\s+(?=[\"(–-]*\s?[А-ЯЁӘІҢҒҮҰҚӨҺA-Z\d])|\n\s*\n"
)
_CASE = re.compile(rf"{CASE[:-1]}$")
_STEM = 3
"""Fewest letters that a stem keeps when its case is cut off."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark at its place in a text."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[list[Token]]:
    """The tokens of each sentence of a text."""
    place = 0
    for cut in (*_SENTENCE.finditer(text), None):
        stop = cut.end() if cut else len(text)
        found = [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, place, stop)]
        if found:
            yield found
        place = stop


def features(text: str, tokens: Sequence[Token]) -> list[list[str]]:
    """The features of each token of one sentence.

    Args:
        text: Shadow of the text that holds the sentence.
        tokens: Its tokens.
    """
    ruled = _ruled(text, tokens)
    quoted = _quoted(tokens)
    far = _far(tokens)
    own = [_word(token.text) for token in tokens]
    lows = ["<s>", "<s>", *(token.text.lower() for token in tokens), "</s>", "</s>"]
    edge = _Word("<s>", "<s>", "<s>", "<s>", (), ())
    around = [edge, edge, *own, edge, edge]
    found = []
    for index in range(len(tokens)):
        place = index + 2
        here, before, after = around[place], around[place - 1], around[place + 1]
        found.append(
            [
                *here.own,
                f"q={quoted[index]}{here.shape[:1]}",
                f"r={ruled[index]}",
                f"r-={ruled[index - 1] if index else '<s>'}|{ruled[index]}",
                f"r+={ruled[index]}|{ruled[index + 1] if index + 1 < len(tokens) else '</s>'}",
                f"w-={lows[place - 1]}",
                f"w+={lows[place + 1]}",
                f"w--={lows[place - 2]}",
                f"w++={lows[place + 2]}",
                f"w-w={lows[place - 1]}|{lows[place]}",
                f"ww+={lows[place]}|{lows[place + 1]}",
                f"e-={before.ending}",
                f"e+={after.ending}",
                f"m-={before.stem}",
                f"m+={after.stem}",
                f"m++={around[place + 2].stem}",
                f"s={before.shape}|{here.shape}|{after.shape}",
                f"s-={before.shape}|{here.shape}",
                f"s+={here.shape}|{after.shape}",
                f"sc={here.shape}|{before.case}",
                f"c={before.case}|{here.case}",
                *(f"l-={name}" for name in before.listed),
                *(f"l+={name}" for name in after.listed),
                *(f"l++={name}" for name in around[place + 2].listed),
                *(f"l--={name}" for name in around[place - 2].listed),
                *far[index],
            ]
        )
    return found


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word shows by itself: its stem, its case, its last letters, its shape, where it is listed."""

    stem: str
    case: str
    ending: str
    shape: str
    listed: tuple[str, ...]
    own: tuple[str, ...]


@lru_cache(maxsize=1 << 14)
def _word(text: str) -> _Word:
    low = text.lower()
    shape = _shape(text)
    cut = _CASE.search(low, _STEM)
    stem, case = (low[: cut.start()].rstrip("-"), cut.group()) if cut else (low, "")
    listed = _listed(text, low, stem)
    own = (
        "b",
        f"w={low}",
        f"m={stem}",
        f"c={case}",
        f"sh={shape}",
        *(f"f{size}={low[:size]}" for size in (2, 3, 4) if len(low) > size),
        *(f"e{size}={low[-size:]}" for size in (1, 2, 3, 4, 5) if len(low) > size),
        *(f"t{size}={stem[-size:]}" for size in (2, 3, 4) if len(stem) > size and case),
        *(f"l={name}" for name in listed),
        f"ls={shape}|{'+'.join(listed)}",
        *(("hyphen",) if "-" in text[1:] else ()),
        *(("latin",) if re.search("[A-Za-z]", text) else ()),
    )
    return _Word(stem, case, low[-3:], shape, listed, own)


def _shape(text: str) -> str:
    first = text[0]
    if first.isdigit():
        return "0"
    if not first.isalpha():
        return text if text in ',."–-():;!?' else "."
    if len(text) > 1 and text.isupper():
        return "XX"
    if first.isupper():
        return "Xx" if len(text) > 1 else "X"
    return "xX" if any(c.isupper() for c in text) else "x"


def _listed(text: str, low: str, stem: str) -> tuple[str, ...]:
    """Names of the word lists that hold a word, as it stands or cut of its case."""
    found = []
    capital = text[0].isupper()
    for name, held in _lists().items():
        if (capital or name in _LOWER) and (low in held or stem in held):
            found.append(name)
    if capital and (match := _family().search(low)):
        found.append(f"family:{match['end']}")
    return tuple(found)


_LOWER = frozenset({"title", "head", "place_kind", "body_kind"})
"""Lists whose words tell something in lower case too."""


@cache
def _lists() -> dict[str, frozenset[str]]:
    cyrillic_words, kazakh_words = lexicon("mentions_cyrillic"), lexicon("names_kazakh")
    countries = lexicon("mentions_countries").values()
    places = (*cyrillic_words["kk_places"], *lexicon("mentions_cities")["ru"])
    lists = {
        "given": kazakh_words["given"],
        "country": [name for entry in countries for name in (*entry["kk"], *entry["ru"])],
        "place": places,
        "direction": cyrillic_words["kk_directions"],
        "title": cyrillic_words["kk_titles"],
        "head": (*cyrillic_words["kk_heads"], *cyrillic_words["kk_bare_heads"]),
        "body": cyrillic_words["kk_bodies"],
        "body_adjective": cyrillic_words["kk_adjectives"],
        "place_kind": kazakh_words["places_kinds"],
        "body_kind": kazakh_words["bodies_kinds"],
    }
    return {
        name: frozenset(word for entry in held for word in entry.lower().split() if len(word) > 1)
        for name, held in lists.items()
    }


@cache
def _family() -> re.Pattern[str]:
    """Ends that family names and names after a father have, with a case behind them."""
    return re.compile(
        rf"\w{{2}}(?P<end>[оеё]ва?|[иы]на?|ұлы|қызы|тегі|[оеё]вич|[оеё]вна|ский|ская|бае?в|енко|ян|швили|дзе){CASE}$"
    )


def _quoted(tokens: Sequence[Token]) -> list[str]:
    """Whether each token stands within quotation marks, and how near their beginning."""
    found, inside = [], 0
    for token in tokens:
        if token.text == '"':
            inside = 0 if inside else 1
            found.append("q")
        else:
            found.append(str(min(inside, 3)))
            inside += bool(inside)
    return found if not inside else ["q" if t.text == '"' else "?" for t in tokens]


_REACH = 7
"""How many words on a head noun is looked for that would end a body's name."""


def _far(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    """What stands farther off: the head noun that a name may end in, what is around quotation marks."""
    words = [_word(token.text) for token in tokens]
    marks = [index for index, token in enumerate(tokens) if token.text == '"']
    beside: dict[int, list[str]] = {}
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        before = words[first - 1].stem if first else "<s>"
        after = words[last + 1] if last + 1 < len(words) else None
        said = [
            f"Q-={before}",
            f"Q+={after.stem if after else '</s>'}",
            f"Qn={min(last - first, 6)}",
        ]
        said += [f"Ql={name}" for name in (after.listed if after else ())]
        for index in range(first + 1, last):
            beside[index] = said
    found = []
    for index in range(len(tokens)):
        head = ""
        for step in range(1, _REACH + 1):
            place = index + step
            if place >= len(tokens) or words[place].shape in _STOPS:
                break
            if "head" in words[place].listed:
                head = f"h={words[index].shape}|{words[place].stem}|{min(step, 4)}"
                break
        more = (
            (head, head.rpartition("|")[0], f"hc={words[index].case}|{head[-1]}")
            if head
            else ("h0",)
        )
        found.append((*more, *beside.get(index, ())))
    return found


_STOPS = frozenset('.:;!?"')


def _ruled(text: str, tokens: Sequence[Token]) -> list[str]:
    """What the rules say of each token: the kind of its name, by which rule, beginning or going on."""
    line = split(text, tokens[0].start, tokens[-1].end)
    best: list[Candidate | None] = [None] * len(tokens)
    starts = {token.start: index for index, token in enumerate(tokens)}
    for candidate in sorted(cyrillic(text, line), key=lambda c: (c.rank, c.end - c.start)):
        index = starts.get(candidate.start)
        while index is not None and index < len(tokens) and tokens[index].start < candidate.end:
            best[index] = candidate
            index += 1
    found = []
    for token, one in zip(tokens, best, strict=True):
        first = "B" if one and one.start == token.start else "I"
        found.append(f"{first}{one.type}{one.rank // 10}" if one else "O")
    return found
