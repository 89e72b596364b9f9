"""Features of words for the last decision on names: what rules and model said, how words look, what stands beside them.

Each word of a line gets short texts ("k0=G": people bear it as a given name; "b0=B-PER:title": a rule of titles
begins a person here). :mod:`dalil.claims.mentions.chain` weighs them; the tool that learns the weights reads the same.
No word is named here: a word itself is a feature, and only those that many documents share have a weight.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.context import around, by_form, kinds_of
from dalil.claims.mentions.likeness import kind_of
from dalil.claims.mentions.places import is_country, is_listed_place
from dalil.claims.mentions.types import person_context
from dalil.claims.mentions.words import Word
from dalil.claims.parse import Parse, Token
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
_NAMES, _HEADS = "mentions_names", "mentions_heads"
Group = tuple[str, ...]
"""Features that come together often enough to be weighed once."""
_LISTS = (
    ("T", _NAMES, "titles"),
    ("P", _NAMES, "postnominals"),
    ("R", _NAMES, "roles"),
    ("H", _NAMES, "heads_after"),
    ("B", _NAMES, "heads_before"),
    ("D", _NAMES, "document_words"),
    ("L", _NAMES, "law_heads"),
    ("S", _NAMES, "suffixes"),
    ("X", _NAMES, "prefixes"),
    ("p", _NAMES, "particles"),
    ("c", _NAMES, "common"),
    ("V", _NAMES, "vessels"),
    ("O", _NAMES, "org_nouns"),
    ("F", _HEADS, "place_first"),
    ("E", _HEADS, "place_last"),
    ("U", _HEADS, "buildings"),
    ("f", _HEADS, "foreign_first"),
    ("N", _HEADS, "nobody_last"),
)


@lru_cache(maxsize=1 << 13)
def _shape(text: str) -> str:
    """Shape of a word: "X" and "x" for letters, "d" for figures, runs made short."""
    shape = re.sub(r"[^\W\d_]", lambda m: "X" if m.group().isupper() else "x", text)
    return re.sub(r"(X|x|d)\1+", r"\1\1", re.sub(r"\d", "d", shape))[:8]


@lru_cache(maxsize=1 << 13)
def _looks(text: str) -> tuple[Group, ...]:
    """What a word says by itself: for its own label, for that of the word after, for that of the word before."""
    low = text.lower().rstrip(".")
    shape = _shape(text)
    held = [f"l={mark}" for mark, file, key in _LISTS if low in words(file, key)]
    held.extend(f"n={kind}" for kind in kinds_of(low))
    if text[:1].isupper():
        if is_country(text):
            held.append("country")
        elif is_listed_place(text):
            held.append("place")
        held.append(f"k={kind_of(text)}")
    if any(low.endswith(e) and len(low) > len(e) + 2 for e in lexicon(_HEADS)["place_endings"]):
        held.append("town")
    if any(low.endswith(e) and len(low) > len(e) + 2 for e in lexicon(_HEADS)["firm_endings"]):
        held.append("firm")
    held.append(f"s={shape}")
    own = [*held, f"w={low}", f"3={low[-3:]}", f"2={low[-2:]}", f"^={low[:3]}"]
    if not text.isascii():
        own.append("marks")
    near = [*held, f"w={low}"]
    return (
        tuple(f"0{one}" for one in own),
        tuple(f"-{one}" for one in near),
        tuple(f"+{one}" for one in near),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one passage, and the kind of the passage."""

    words: Sequence[Word]
    kind: str


@dataclass(frozen=True, slots=True)
class About:
    """What a whole document says of its words.

    Attributes:
        tokens: Token of the parse by where it starts.
        chosen: Names that rules and model chose, in order of place.
        kinds: Features of each word of a name: in what places of names of which types it stands, how often.
        lower: Words that stand in lower case.
    """

    tokens: Mapping[int, Token]
    chosen: Sequence[Candidate]
    kinds: Mapping[str, Group]
    lower: frozenset[str]


Tag = tuple[str, Candidate | None]


@dataclass(frozen=True, slots=True)
class Told:
    """Of each word of a line: its mark ("B", "I", "O") with the name that it stands in, and its features in groups."""

    tags: Sequence[Tag]
    said: Sequence[Sequence[Group]]


_LOWER = re.compile(r"(?<![\w'])[a-z\u00df-\u00ff]{3,}(?!\w)")
_PART = re.compile(r"[^\W\d_][\w'-]*")


def about(plain: str, parse: Parse, chosen: Sequence[Candidate]) -> About:
    """Gather what a document says of its words.

    Args:
        plain: Shadow of the text.
        parse: What the model found.
        chosen: Names that rules and model chose, in order of place.
    """
    kinds: dict[str, Counter[str]] = {}
    for candidate in chosen:
        parts = _PART.findall(plain, candidate.start, candidate.end)
        for place, part in enumerate(parts, 1):
            if part[0].isupper():
                mark = ("$" if place == len(parts) else "") + ("1" if len(parts) == 1 else "")
                kinds.setdefault(part.lower(), Counter())[f"{candidate.type}{mark}"] += 1
    lower = frozenset(m.group() for m in _LOWER.finditer(plain))
    groups = {low: _stands(tally) for low, tally in kinds.items()}
    return About({token.start: token for token in parse.tokens}, chosen, groups, lower)


def _stands(tally: Mapping[str, int]) -> Group:
    """In what places of names a word of the document stands."""
    return (
        *(f"doc={of}{min(count, 3)}" for of, count in sorted(tally.items())),
        f"docs={'/'.join(sorted(tally))}",
    )


def tagged(line: Sequence[Word], chosen: Sequence[Candidate]) -> list[Tag]:
    """Mark of each word ("B", "I", "O") and the chosen name that it stands in."""
    found: list[Tag] = []
    begun: Candidate | None = None
    first = bisect.bisect_right(chosen, line[0].start, key=lambda c: c.end) if line else 0
    rest = itertools.islice(chosen, first, None)
    one = next(rest, None)
    for word in line:
        while one and one.end <= word.start:
            one = next(rest, None)
        if one and one.start < word.end:
            found.append(("I" if begun is one else "B", one))
            begun = one
        else:
            found.append(("O", None))
    return found


_REACH = 2
"""Words before and behind a capital letter that a name may take along: "court of Olt"."""


def segments(line: Sequence[Word], tags: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    """Runs (first, one past the last) of words that may stand in a name; all others are in none."""
    first = last = -1
    for place, word in enumerate(line):
        if word.capital or tags[place][1] is not None:
            if last < 0:
                first = max(place - _REACH, 0)
            elif place - _REACH > last:
                yield first, last
                first = place - _REACH
            last = min(place + _REACH + 1, len(line))
    if last > 0:
        yield first, last


def features(plain: str, line: Line, document: About) -> Told:
    """The features of each word of a line that may stand in a name; of the others none.

    Args:
        plain: Shadow of the text.
        line: Words of one passage.
        document: What the document says of its words.
    """
    words = line.words
    tags = tagged(words, document.chosen)
    told = [_told(mark, one) for mark, one in tags]
    tokens = [document.tokens.get(word.start) for word in words]
    said: list[list[Group]] = [[] for _ in words]
    sort = _sort(line)
    votes: dict[Candidate, Group] = {}
    for first, last in segments(words, tags):
        for place in range(first, last):
            own = said[place]
            own.append((sort, _gap(plain, words, place, "b"), _gap(plain, words, place + 1, "a")))
            own.extend(_beside(words, told, tokens, place))
            own.extend(_own(words[place], told[place], tokens[place], document))
            if one := tags[place][1]:
                if one not in votes:
                    votes[one] = _votes(plain, one)
                own.append(votes[one])
    return Told(tags, said)


def _sort(line: Line) -> str:
    """Kind of a passage, and whether it is in capitals or most of its words begin with one."""
    capitals = sum(word.capital for word in line.words)
    shouted = sum(word.shouted for word in line.words)
    high = "!" if shouted * 2 > len(line.words) else ""
    return f"sort={line.kind[:2]}{high}{'*' if capitals * 3 > 2 * len(line.words) else ''}"


def _told(mark: str, one: Candidate | None) -> str:
    """What rules and model said of a word, with the method."""
    if one is None:
        return "O"
    first, _, rest = one.method.partition("+")
    name = "model" if first.startswith("model:") else first.removeprefix("rule:")
    return f"{mark}-{one.type}:{name}{'+' if rest else ''}{rest.rpartition(':')[2]}"


def _beside(
    line: Sequence[Word], told: Sequence[str], tokens: Sequence[Token | None], place: int
) -> Iterator[Group]:
    """What a word and its neighbours are and were taken for."""
    yield _looks(line[place].text)[0]
    inner, last = place > 0, place + 1 < len(line)
    if inner:
        yield _looks(line[place - 1].text)[1]
    if last:
        yield _looks(line[place + 1].text)[2]
    yield _marks(told[place - 1] if inner else "", told[place], told[place + 1] if last else "")
    yield _model(
        _entity(tokens[place - 1]) if inner else "",
        _entity(tokens[place]),
        _entity(tokens[place + 1]) if last else "",
    )


def _entity(token: Token | None) -> str:
    """What the model took a word for."""
    return token.entity or "O" if token else "?"


@lru_cache(maxsize=1 << 13)
def _marks(before: str, own: str, after: str) -> Group:
    """What a word and those beside it were taken for."""
    found = [f"b={own}", f"t={own[:5]}"]
    if before:
        found += [f"-b={before}", f"-bb={before[:1]}{own[:5]}"]
    if after:
        found += [f"+b={after}", f"+bb={own[:5]}{after[:5]}"]
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def _model(before: str, own: str, after: str) -> Group:
    """What the model took a word and those beside it for."""
    marked = (("-", before), ("", own), ("+", after))
    return tuple(f"{mark}m={label}" for mark, label in marked if label)


@lru_cache(maxsize=1 << 12)
def _grammar(told: str, pos: str, dep: str, kind: str) -> Group:
    """The place of a word in its sentence, with what it was taken for."""
    found = [f"bk={told}{kind}"]
    if pos:
        found += [f"pos={pos}", f"dep={dep}", f"bp={told}{pos}"]
    return tuple(found)


def _own(word: Word, told: str, token: Token | None, document: About) -> Iterator[Group]:
    """How a word stands in its sentence and in the document."""
    kind = kind_of(word.text) if word.capital else "x"
    yield _grammar(told[:5], token.pos if token else "", token.dep if token else "", kind)
    low = word.text.lower() if word.capital else ""
    yield (
        "opens" if word.opens else "",
        "poss" if word.possessive else "",
        "lower" if low in document.lower else "nolower" if low else "",
    )
    if low and (stands := document.kinds.get(low)):
        yield stands


def _gap(plain: str, line: Sequence[Word], place: int, side: str) -> str:
    """What stands between a word and the one before, in short, as a feature of the word before or behind it."""
    if place in (0, len(line)):
        return f"g{side}=end"
    text = plain[line[place - 1].end : line[place].start]
    if text == " ":
        return f"g{side}=_"
    if "\n\n" in text:
        return f"g{side}=P"
    mark = "N" if "\n" in text else ""
    return f"g{side}={text.strip()[:2] + mark or ('T' if text else '0')}"


def _votes(plain: str, one: Candidate) -> Group:
    """What the form of a name and the words around it say of its type."""
    name = plain[one.start : one.end]
    form, near = _margin(by_form(" ".join(name.split()))), around(plain, one)
    count = min(len(name.split()), 5)
    return (
        f"form={form}",
        f"near={_margin(near)}",
        f"formt={one.type}{form}",
        f"neart={one.type}{_margin(near)}",
        f"len={one.type}{count}",
        f"who={one.type}" if person_context(plain, one) else "",
        *(f"v{kind}={max(-3, min(near[kind], 4))}" for kind in (PER, ORG, LOC) if near.get(kind)),
    )


def _margin(votes: Mapping[MentionType, int]) -> str:
    """The type that leads, with its votes; "=" where none does."""
    ranked = sorted(((votes.get(kind, 0), kind.value) for kind in (PER, ORG, LOC)), reverse=True)
    best = min(max(ranked[0][0], -1), 5)
    return f"{ranked[0][1] if ranked[0][0] > ranked[1][0] else '='}{best}"
