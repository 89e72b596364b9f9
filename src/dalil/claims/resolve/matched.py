"""Names that only a calibrated matcher takes for one: joined with context, else asked.

After the rules of :mod:`dalil.claims.resolve.judging`, full names of people and names of organisations of
different documents are held against each other by the matcher that casework hands in. A very high
score joins two names only where every word of each reads the same as one of the other, and their
documents name the same other people or bodies; every other score from .7 is a question for a person. The number of comparisons is bounded: the smallest blocks of
like names come first, and what is left out is not judged. A given name is never read into an initial
here, and nothing is joined over a different type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from dalil.claims.resolve.profiles import Context, Group, Spelling, shared_names
from dalil.claims.resolve.verdicts import Verdicts
from dalil.evidence import MentionType, Verdict
from dalil.names.fold import fold
from dalil.names.skeleton import skeleton

Matcher = Callable[[str, str, str], tuple[float, Sequence[str], bool]]
"""Two names and a type (``person``, ``company``) to a score from 0 to 1, reasons, and whether every word
of each met a word of the other that reads the same: without that no score joins."""

JOINED = 0.95
ASKED = 0.7
_MOST_PAIRS = 2000
_LARGEST_BLOCK = 40
_NEEDED_NAMES = 2
_MOST_ASKED = 3
_KINDS = {str(MentionType.PERSON): "person", str(MentionType.ORGANISATION): "company"}


def judge_matched(
    groups: Sequence[Group], context: Context, verdicts: Verdicts, matcher: Matcher
) -> None:
    """Judge pairs of like names that no rule has joined.

    Args:
        groups: Of one type, people or organisations.
        context: What else each exhibit names.
        verdicts: Those made so far; joined pairs are passed over, new ones are added.
        matcher: Scores two names.
    """
    joined = _Joined(groups, verdicts)
    asked: dict[str, int] = {}
    for one, other in _pairs(groups):
        if joined.root(one.id) == joined.root(other.id) or one.exhibits & other.exhibits:
            continue
        left, right = _fullest(one), _fullest(other)
        score, why, whole = matcher(left.text, right.text, _KINDS[one.type])
        if score < ASKED:
            continue
        shared = shared_names(one, other, context, places=False)
        said = f"{left.text!r} and {right.text!r} match with {score:.2f} ({'; '.join(why[:2])})"
        if whole and score >= JOINED and len(shared) >= _NEEDED_NAMES:
            verdicts.same(
                "matched", left, right, f"{said}; both documents name {', '.join(shared[:3])}"
            )
            joined.join(one.id, other.id)
        elif max(asked.get(one.id, 0), asked.get(other.id, 0)) < _MOST_ASKED:
            places = shared_names(one, other, context, places=True)
            near = (
                f"; both documents name {', '.join((shared + places)[:3])}"
                if shared + places
                else ""
            )
            verdicts.unsure("matched", left, right, f"{said}{near}")
            for group in (one, other):
                asked[group.id] = asked.get(group.id, 0) + 1


class _Joined:
    """Which groups the verdicts so far make one."""

    def __init__(self, groups: Sequence[Group], verdicts: Verdicts) -> None:
        self._parent: dict[str, str] = {}
        known = {s.mention.id: group.id for group in groups for s in group.spellings}
        for judgement in verdicts.made:
            left, right = known.get(judgement.left), known.get(judgement.right or "")
            if judgement.verdict is Verdict.SAME and left and right:
                self.join(left, right)

    def root(self, key: str) -> str:
        """The group that stands for all that are joined with this one."""
        while (above := self._parent.get(key, key)) != key:
            key = above
        return key

    def join(self, one: str, other: str) -> None:
        """Make two one."""
        one, other = sorted((self.root(one), self.root(other)))
        if one != other:
            self._parent[other] = one


def _fullest(group: Group) -> Spelling:
    return max(group.spellings, key=lambda s: (len(s.text.split()), len(s.text), s.text))


def _pairs(groups: Sequence[Group]) -> Iterator[tuple[Group, Group]]:
    """Pairs of groups that share the sounds of one word and the first of another, so many at most."""
    blocks: dict[tuple[str, str], dict[str, Group]] = {}
    for group in groups:
        for key in _keys(_fullest(group).text):
            blocks.setdefault(key, {})[group.id] = group
    seen: set[tuple[str, str]] = set()
    ordered = sorted(blocks.items(), key=lambda block: (len(block[1]), block[0]))
    for _, block in ordered:
        if len(block) > _LARGEST_BLOCK:
            return
        for one, other in combinations(block.values(), 2):
            key = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if key in seen:
                continue
            if len(seen) >= _MOST_PAIRS:
                return
            seen.add(key)
            yield one, other


def _keys(text: str) -> Iterator[tuple[str, str]]:
    """The consonants of one word with the first sound of another; names with bare initials have none."""
    folded = [fold(word) for word in text.split()]
    parts = [word for word in folded if len(word) > 1]
    if len(parts) < 2 or len(parts) < len(folded):
        return
    sounds = [skeleton(word) for word in parts]
    for place, whole in enumerate(sounds):
        for first in {sound[:1] for at, sound in enumerate(sounds) if at != place}:
            if len(whole) > 1:
                yield whole, first
