"""Near-identical versions of one page, article or file, told by their words; exact copies are one exhibit.

Runs of five words are hashed; the lowest hashes of a document are its sketch (Broder 1997, "On the
resemblance and containment of documents"). Documents with much of a sketch in common are compared
whole. Precision comes first: two articles on one event, two articles that print one press release
in part, and two filled-in copies of one form with other names are no versions. Nothing is merged:
a version is a link with its reason, and both documents keep their claims.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from dalil.evidence import Passage, TextLayer

RUN = 5
"""Words of a run."""
SKETCH = 32
"""Runs of a sketch. Where 40 % of the runs of two texts are the same, their sketches share a dozen of
them or more; fewer than four once in a thousand pairs where one text is much longer."""
LEAST_WORDS = 40
"""Shorter texts are not compared: two short letters of thanks are alike and no versions."""
SAME = 0.8
"""Share of runs in common (Jaccard) from which two texts are versions of one."""
SAME_PLACE = 0.4
"""The share that is enough where title or address is the same as well."""
_SHARED = 4
CROWD = 50
"""A run that more documents share is of a form or a banner, and leads to no comparison."""
_COMPARED = 20
_MAIN = frozenset(("paragraph", "item", "heading", "cell", "quoted"))
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_NOTE = re.compile(r"\[e?\d{1,4}\]")


@dataclass(frozen=True, slots=True)
class Version:
    """A document that is a version of another that came in before it.

    Attributes:
        exhibit: sha256 of the later one.
        of: sha256 of the one that came first.
        same: Percent of runs of five words that both have, of all that either has.
        reason: Why they are held to be versions, in words.
    """

    exhibit: str
    of: str
    same: int
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage that stands in one version and not in the other.

    Attributes:
        passage: Its place.
        here: It stands in the document that was asked about, else only in the other.
        text: Its words.
    """

    passage: Passage
    here: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Text:
    """What is compared of a document."""

    words: tuple[str, ...]
    runs: frozenset[int]
    title: str
    address: str


def find_versions(
    exhibits: Iterable[str], load: Callable[[str], TextLayer | None]
) -> Iterator[Version]:
    """Versions among documents; each later document is linked to the first that it is a version of.

    Args:
        exhibits: In the order in which they came in.
        load: Gives the text layer of an exhibit.
    """
    index: defaultdict[int, list[str]] = defaultdict(list)
    first: dict[str, str] = {}
    for exhibit in exhibits:
        layer = load(exhibit)
        lowest = sketch_of(layer) if layer is not None else ()
        shared = Counter(
            other for run in lowest if len(index[run]) <= CROWD for other in index[run]
        )
        found = link_of(exhibit, shared, first, load)
        if found is not None:
            first[exhibit] = found.of
            yield found
        for run in lowest:
            index[run].append(exhibit)


def sketch_of(layer: TextLayer) -> tuple[int, ...]:
    """The lowest runs of a text, ascending; none of a table or a text that is too short."""
    text = None if layer.table else _text(layer)
    return tuple(sorted(text.runs)[:SKETCH]) if text is not None else ()


def link_of(
    exhibit: str,
    shared: Mapping[str, int],
    first: Mapping[str, str],
    load: Callable[[str], TextLayer | None],
) -> Version | None:
    """The link of a document to an earlier one, or None.

    Args:
        exhibit: The later document.
        shared: Earlier documents and how many runs of the sketch they share.
        first: What an earlier document is a version of itself, where it is one.
        load: Gives the text layer of an exhibit.
    """
    ranked = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:_COMPARED]
    near = [other for other, count in ranked if count >= _SHARED]
    layer = load(exhibit) if near else None
    own = _text(layer) if layer is not None else None
    if own is None:
        return None
    for other in near:
        found = _compared(exhibit, own, other, load)
        if found:
            root = first.get(other, other)
            again = found if root == other else _compared(exhibit, own, root, load)
            return again or found
    return None


def _compared(
    exhibit: str, own: _Text, other: str, load: Callable[[str], TextLayer | None]
) -> Version | None:
    layer = load(other)
    theirs = _text(layer) if layer is not None else None
    if theirs is None:
        return None
    common = len(own.runs & theirs.runs)
    share = common / len(own.runs | theirs.runs)
    place = _same_place(own, theirs)
    if share < (SAME_PLACE if place else SAME):
        return None
    if place != "address" and _other_names(own, theirs):
        return None
    percent = int(100 * share)
    words = f"{percent} % of their runs of {RUN} words are the same"
    reason = f"{words}, and so is their {place}" if place else words
    return Version(exhibit, other, percent, reason)


def _same_place(own: _Text, theirs: _Text) -> str:
    """What says besides the words that two texts are one work: ``address``, ``title`` or nothing."""
    if own.address and own.address == theirs.address:
        return "address"
    return "title" if len(own.title.split()) >= 3 and own.title == theirs.title else ""


def _other_names(own: _Text, theirs: _Text) -> bool:
    """One form, filled in for two: names or numbers stand in each other's place, and nowhere else.

    A corrected figure or a respelt name is no such thing: two unlike names at least have to differ.
    """
    ours, others = set(own.words), set(theirs.words)
    swapped: set[tuple[str, ...]] = set()
    matcher = SequenceMatcher(None, own.words, theirs.words, autojunk=True)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "replace" or b - a > 8 or d - c > 8:
            continue
        here, there = own.words[a:b], theirs.words[c:d]
        named = [w for w in here if _is_name(w) and w not in others]
        in_place = [w for w in there if _is_name(w) and w not in ours]
        if named and in_place and not _alike(" ".join(named), " ".join(in_place)):
            swapped.add((*named, "/", *in_place))
    return len(swapped) >= 2


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= 0.6


def _text(layer: TextLayer) -> _Text | None:
    """The words of the main passages, their runs, and where the text says that it stands."""
    words = tuple(word for passage in _main(layer) for word in _words(layer, passage))
    if len(words) < LEAST_WORDS:
        return None
    folded = [word.casefold() for word in words]
    runs = frozenset(_hash(" ".join(folded[i : i + RUN])) for i in range(len(folded) - RUN + 1))
    title = " ".join(_WORD.findall(layer.info.title or "")).casefold()
    return _Text(words, runs, title, _address(layer.info.address))


def _main(layer: TextLayer) -> Iterator[Passage]:
    return (passage for passage in layer.passages if passage.kind in _MAIN)


def _words(layer: TextLayer, passage: Passage) -> list[str]:
    return _WORD.findall(_NOTE.sub(" ", layer.text[passage.start : passage.end]))


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest())


def _address(address: str | None) -> str:
    """An address without what does not make it another page: scheme, www, query, last stroke."""
    plain = re.sub(r"^https?://(?:www\.|m\.|amp\.)?", "", (address or "").strip().lower())
    return re.split(r"[?#]", plain)[0].rstrip("/") if "/" in plain else ""


def differences(layer: TextLayer, other: TextLayer) -> tuple[Difference, ...]:
    """The main passages that stand in one of two versions only, those of ``layer`` first."""
    return (*_missing(layer, other, here=True), *_missing(other, layer, here=False))


def _missing(layer: TextLayer, other: TextLayer, *, here: bool) -> Iterator[Difference]:
    known = {_key(other, passage) for passage in _main(other)}
    for passage in _main(layer):
        key = _key(layer, passage)
        if key and key not in known:
            yield Difference(passage, here, layer.text[passage.start : passage.end])


def _key(layer: TextLayer, passage: Passage) -> str:
    return " ".join(_words(layer, passage)).casefold()


def groups(versions: Mapping[str, Version]) -> dict[str, str]:
    """The first document of its group for every document that has or is a version."""
    found: dict[str, str] = {}
    for exhibit, version in versions.items():
        root, seen = version.of, {exhibit}
        while root in versions and root not in seen:
            seen.add(root)
            root = versions[root].of
        found[exhibit] = root
        found[root] = root
    return found
