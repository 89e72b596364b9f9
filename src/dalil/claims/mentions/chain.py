"""The last decision on names: a chain of labels over words, weighed by what rules and model said of them.

Rules and model propose (:mod:`dalil.claims.mentions.rules`, :mod:`dalil.claims.mentions.model`), votes type
(:mod:`dalil.claims.mentions.types`); this module decides what of it stands, where it begins and ends, and what it is.
The weights (a linear-chain conditional random field, Lafferty and others 2001) are text that anybody can read, learned
by ``tools/learn_names.py`` from invented documents. Names that the user gave, sums, dates and text in Cyrillic are
left as they are. Nothing is joined to an entity here.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.features import Group, Line, about, features, segments
from dalil.claims.mentions.words import Word
from dalil.claims.parse import Parse
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

FILE = "mentions_chain.tsv"
UNIT = 100
"""A whole number in the file is a hundredth of a weight."""
METHOD = "learned:names"
_NEVER = -(10**8)
DECIDED = frozenset(
    {
        MentionType.PERSON,
        MentionType.ORGANISATION,
        MentionType.LOCATION,
        MentionType.GROUP,
        MentionType.LAW,
        MentionType.ASSET,
    }
)
"""What is decided on; sums and dates are not."""
_STANDS = 60
"""Hundredths for every word that stays what it was taken for: texts of other kinds than those learned from are read
too, and there rules and model are the surer guides."""
_AGREED = 40
"""The same beside it, where the votes of the document took a name for what the model did: a person who is named once
would become a body too easily."""
_AGREED_ON = re.compile(r"b=([BI]-\w+):model(?:\+[\w-]+/\d+)?")
_BEAM = 2500
"""Hundredths; what lies so far behind the best label of a word is not followed: e to the 25th less likely."""
Said = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Labels, what each feature says for each label, and what each label says for the next one.

    Attributes:
        labels: ``O``, ``B-PER``, ``I-PER`` and so on.
        features: Of each feature, the places of labels with their weights in hundredths.
        after: Of each label, the places of labels that may stand behind it, with the weight of the step.
        first: What each label has at the beginning.
        groups: Sums of groups of features that were weighed already.
    """

    labels: tuple[str, ...]
    features: Mapping[str, Said]
    after: tuple[Said, ...]
    first: tuple[int, ...]
    groups: dict[Group, Said] = field(default_factory=dict)

    def of(self, group: Group) -> Said:
        """What a group of features says for each label, to be found in ``groups`` from then on."""
        sums: dict[int, int] = {}
        for one in group:
            for label, weight in self.features.get(one, ()):
                sums[label] = sums.get(label, 0) + weight
        known = tuple(sums.items())
        if len(self.groups) < _MOST:
            self.groups[group] = known
        return known


_MOST = 1 << 16
"""Groups of features whose sums are kept."""


def read(content: str) -> Weights:
    """Read a file of weights: its labels, the steps between them, and a line for each feature."""
    lines = [line for line in content.splitlines() if line[:2] != "# "]
    labels = tuple(lines[0].split("\t"))
    steps = [[int(value) for value in line.split("\t")] for line in lines[1 : len(labels) + 1]]
    after = tuple(
        tuple(
            (place, step)
            for place, step in enumerate(row)
            if labels[place][0] != "I" or labels[place][1:] == label[1:]
        )
        for label, row in zip(labels, steps, strict=True)
    )
    told: dict[str, Said] = {}
    for line in lines[len(labels) + 1 :]:
        name, *said = line.split("\t")
        pairs = (one.rpartition(":") for one in said)
        told[name] = tuple((int(place), int(value)) for place, _, value in pairs)
    for place, label in enumerate(labels):
        told[f"t={label}"] = (*told.get(f"t={label}", ()), (place, _STANDS))
    places = {label: place for place, label in enumerate(labels)}
    for name in [
        one for one in told if (found := _AGREED_ON.fullmatch(one)) and found[1] in places
    ]:
        told[name] = (*told[name], (places[name[2:].partition(":")[0]], _AGREED))
    first = tuple(_NEVER if label[0] == "I" else 0 for label in labels)
    return Weights(labels, told, after, first)


@cache
def weights() -> Weights:
    """The weights beside this module's word lists."""
    return read(files("dalil.claims").joinpath("lexicons", FILE).read_text(encoding="utf-8"))


def chain(model: Weights, said: Sequence[Sequence[Group]]) -> list[str]:
    """The likeliest chain of labels for some words (Viterbi 1967).

    Args:
        model: The weights.
        said: The features of each word, of one at least.
    """
    best = list(model.first)
    back: list[list[int]] = []
    for place, told in enumerate(said):
        if place:
            best, came = _stepped(model, best)
            back.append(came)
        for group in told:
            known = model.groups.get(group)
            for label, weight in model.of(group) if known is None else known:
                best[label] += weight
    label = best.index(max(best))
    found = [label]
    for came in reversed(back):
        label = came[label]
        found.append(label)
    return [model.labels[one] for one in reversed(found)]


def _stepped(model: Weights, best: Sequence[int]) -> tuple[list[int], list[int]]:
    """The best way to each label of the next word, and the label that it comes from."""
    least = max(best) - _BEAM
    ahead = [_NEVER] * len(best)
    came = [0] * len(best)
    for row, value in enumerate(best):
        if value > least:
            for place, step in model.after[row]:
                if value + step > ahead[place]:
                    ahead[place] = value + step
                    came[place] = row
    return ahead, came


def decide(
    plain: str,
    lines: Sequence[Line],
    parse: Parse,
    chosen: Sequence[Candidate],
    model: Weights | None = None,
) -> list[Candidate]:
    """Decide which names stand, where they end and what they are.

    Args:
        plain: Shadow of the text.
        lines: The words that are decided on, with the kind of their passage; in order of place.
        parse: What the model found.
        chosen: What rules, model and votes chose, in order of place.
        model: Other weights than those of this room.

    Returns:
        In order of place, not overlapping.
    """
    document = about(plain, parse, chosen)
    model = model or weights()
    # What the parser did not read stays as it was found: the half of what is weighed would be missing.
    lines = [one for one in lines if any(word.start in document.tokens for word in one.words)]
    fixed = [c for c in chosen if c.type not in DECIDED or c.method.startswith("gazetteer:")]
    found: list[Candidate] = []
    for line in lines:
        told = features(plain, line, document)
        fixed.extend(_in_compounds(line.words, told.tags))
        for first, last in segments(line.words, told.tags):
            labels = chain(model, told.said[first:last])
            spans = _spans(line.words, told.tags, first, labels)
            named = (one for one in spans if plain[one.start : one.end] not in _RANKS)
            found.extend(_without_paper(plain, one) for one in named)
    fixed.extend(_run_together(plain, found, chosen))
    return _beside(found, fixed, chosen, lines)


Tag = tuple[str, Candidate | None]


def _in_compounds(line: Sequence[Word], tags: Sequence[Tag]) -> Iterator[Candidate]:
    """Names that are the first part of a word, and so no part of a longer name: "Olt" in "Olt-based"."""
    for word, (_, one) in zip(line, tags, strict=True):
        if one and one.end < word.end and one.type in DECIDED:
            yield one


def _run_together(
    plain: str, found: Sequence[Candidate], chosen: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Names that were taken for one: "Ada Mirel, Bern Olt", "Olt Mining via Karsu"; not "MIREL, Ada"."""
    for one in found:
        if one.method != METHOD or one.type not in _OWNERS:
            continue
        place = bisect.bisect_left(chosen, one.start, key=lambda c: c.start)
        inside = [c for c in chosen[place : place + 4] if c.end <= one.end]
        if len(inside) < 2:
            continue
        between = plain[inside[0].end : inside[1].start]
        listed = "," in between and not plain[inside[0].start : inside[0].end].isupper()
        gap = (inside[0].end, inside[1].start)
        seat = inside[1].type is MentionType.LOCATION and _SEAT.fullmatch(plain, *gap)
        seated = seat and inside[0].method.startswith("rule:legal-form")
        if (one.type is MentionType.PERSON and listed) or _APART.fullmatch(plain, *gap) or seated:
            yield from inside


_SEAT = re.compile(r"\s(?:of|in|at|from)\s(?:the\s)?")
"""What leads to where a company is, behind its legal form: "Olt Marine Ltd of Cyprus"."""
_APART = re.compile(
    r"\s(?:via|through|from|versus|vs?\.?)\s(?:the\s)?|(?<=\w\w\w)\.\s+(?:The\s)?|\)\s?\("
)
"""What stands between two bodies and in none; a full stop behind a whole word ends a sentence."""


def _spans(
    line: Sequence[Word], tags: Sequence[Tag], first: int, labels: Sequence[str]
) -> Iterator[Candidate]:
    """What a chain of labels takes together; an end within a word is where rules or model put it."""
    begun = [place for place, label in enumerate(labels) if label[0] == "B"]
    for place in begun:
        stop = place + 1
        while stop < len(labels) and labels[stop][0] == "I":
            stop += 1
        left, right = first + place, first + stop - 1
        (mark, own), (_, last) = tags[left], tags[right]
        start, end = line[left].start, line[right].end
        if own and mark == "B":
            start = own.start
        if last and (right + 1 == len(tags) or tags[right + 1][1] is not last):
            end = last.end
        kind = MentionType(labels[place][2:])
        if own and own is last and (own.start, own.end) == (start, end):
            yield _typed(own, kind)
        elif start < end:
            yield Candidate(start, end, kind, METHOD, own.rank if own else _RANK)


_RANK = 50
_RANKS = frozenset(
    {
        "MP",
        "MPs",
        "MEP",
        "MEPs",
        "MSP",
        "KC",
        "QC",
        "CJ",
        "LJ",
        "JSC",
        "Esq",
        "PhD",
        "CEO",
        "CFO",
        "COO",
    }
)
"""What stands behind or before names and is none."""


def _without_paper(plain: str, one: Candidate) -> Candidate:
    """A name without the paper or the step that is told to be its: "Submissions of" in "Submissions of Olt Bank"."""
    if one.type not in _OWNERS:
        return one
    paper = _paper().match(plain, one.start, one.end)
    return replace(one, start=paper.end(), method=METHOD) if paper else one


_OWNERS = (MentionType.PERSON, MentionType.ORGANISATION)


@cache
def _paper() -> re.Pattern[str]:
    nouns = "|".join(sorted(words("mentions_names", "papers")))
    return re.compile(
        rf"(?:{nouns})\s(?:of|by|from|to|on behalf of)\s(?:the\s)?(?=[A-Z\u00c0-\u024f])",
        re.IGNORECASE,
    )


def _typed(candidate: Candidate, kind: MentionType) -> Candidate:
    """A candidate of another type, with the method that gave it; a country stays what the gazetteer says."""
    if kind is candidate.type or candidate.method == "rule:country":
        return candidate
    return replace(candidate, type=kind, method=f"{candidate.method}+{METHOD}")


def _beside(
    found: Sequence[Candidate],
    fixed: Sequence[Candidate],
    chosen: Sequence[Candidate],
    lines: Sequence[Line],
) -> list[Candidate]:
    """What was decided, beside what is fixed; where the two overlap, names stay as they were."""
    starts = [line.words[0].start for line in lines]
    held = _Taken(fixed)
    lost = _Taken([one for one in found if held.meets(one)])
    kept = [*fixed, *(one for one in found if not held.meets(one))]
    taken = _Taken(kept)
    for one in chosen:
        place = bisect.bisect_right(starts, one.start) - 1
        open_ = place < 0 or one.start >= lines[place].words[-1].end
        if (open_ or lost.meets(one)) and not taken.meets(one):
            kept.append(one)
    return sorted(kept, key=lambda c: (c.start, c.end))


class _Taken:
    """Spans that do not overlap one another, to ask what meets one."""

    def __init__(self, spans: Sequence[Candidate]) -> None:
        self._spans = sorted(spans, key=lambda c: c.start)
        self._starts = [span.start for span in self._spans]

    def meets(self, one: Candidate) -> bool:
        """Whether any of the spans shares a place with one."""
        place = bisect.bisect_left(self._starts, one.end)
        return place > 0 and self._spans[place - 1].end > one.start
