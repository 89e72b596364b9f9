"""Stages told by expressions of several words: "was bound over", "neither admitted nor denied", "is at large".

The expressions lie in ``phrases_en.yaml``, each with its stage, in a notation of words and gaps; here they are
held against the words of a content, by lemma. An expression counts where it holds the content's own predicate
or is its complement, so that a word of proceedings in a phrase beside it reports nothing. It says what became
of a case, never of whom: that is the claim's own matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import Stage

FILE = "phrases_en.yaml"
GAP = 4
"""Words that may stand where an expression has a gap, at most."""
FAR = 60
"""Tokens of a content that are looked at."""
_CLAUSE_ENDS = frozenset({";", ":", "that", "who", "which", "because", "although", "while", "but", "whether"})  # fmt: skip
"""Words that a gap does not pass over: another clause begins there."""
_COMPLEMENT = frozenset({"attr", "acomp", "dobj", "prep", "xcomp", "oprd", "advmod", "dative", "prt", "auxpass", "agent", "conj"})  # fmt: skip
_NUMBERS = frozenset({"a", "an", "several", "half"})


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of the lexicon.

    Attributes:
        stage: What it tells.
        mark: "told", "held" (a court held it) or "listed" (only in a document that speaks of sanctions).
        before: What stands before its anchor, the nearest first: alternatives of each place, None for a gap.
        behind: The anchor and what stands behind it.
        order: Its place in the file: what stands first goes before.
    """

    stage: Stage
    mark: str
    before: tuple[frozenset[str] | None, ...]
    behind: tuple[frozenset[str] | None, ...]
    order: int

    @property
    def denies(self) -> bool:
        """Whether the expression has a word of negation of its own: "pleaded no contest"."""
        return any(w is not None and w & _DENYING for w in (*self.before, *self.behind))


_DENYING = frozenset({"no", "not", "neither", "without", "nolo", "nolle"})


@cache
def expressions() -> Mapping[str, tuple[Expression, ...]]:
    """All expressions by each word that may be their anchor: the first that is no mere auxiliary."""
    found: dict[str, tuple[Expression, ...]] = {}
    lines = ((s, m, line) for s, marks in load(FILE).items() for m in marks for line in marks[m])
    for order, (stage, mark, line) in enumerate(lines):
        for said in _spelled(line.split()):
            words = [None if w == "~" else frozenset(w.split("|")) for w in said]
            at = next(i for i, w in enumerate(words) if w and not w & _COMMON)
            one = Expression(Stage(stage), mark, tuple(words[:at][::-1]), tuple(words[at:]), order)
            for word in words[at] or ():
                found[word] = (*found.get(word, ()), one)
    return found


def _spelled(words: Sequence[str]) -> Iterator[list[str]]:
    """Ways in which the words of an expression stand as tokens: "time-barred" is three of them."""
    for place, word in enumerate(words):
        joined = [w for w in word.split("|") if "-" in w.strip("-")]
        if not joined:
            continue
        plain = [w for w in word.split("|") if w not in joined]
        for one in (["|".join(plain)], *([*w.replace("-", " - ").split()] for w in joined)):
            if one[0]:
                yield from _spelled([*words[:place], *one, *words[place + 1 :]])
        return
    yield list(words)


_COMMON = frozenset({"be", "have", "no", "not", "in", "on", "under", "to", "NUM"})
"""Words that are too many to be looked up."""


def told_by(context: Context, frame: Frame, marks: frozenset[str]) -> Told | None:
    """The first expression of the lexicon by which a content tells its stage, and where it stands.

    Args:
        context: The document.
        frame: A content with a head.
        marks: Which marks count in this document.
    """
    first = context.token_at(frame.start)
    if frame.method == "cue:intend":
        first = min(first, frame.cue)  # "declined to indict": the cue is part of what is told
    last = min(context.token_at(frame.end), first + FAR)
    known, tokens = expressions(), context.tokens
    best: Told | None = None
    for index in range(first, last):
        token = tokens[index]
        for word in {token.lemma.lower(), token.text.lower()}:
            for one in known.get(word, ()):
                if one.mark not in marks or (best is not None and best.said.order <= one.order):
                    continue
                low = _matched(tokens, one.before, index - 1, first - 1)
                high = _matched(tokens, one.behind, index, last) if low is not None else None
                if low is None or high is None or tokens[high - 1].dep == "compound":
                    continue  # "appeared at the court theatre"
                if not _told(context, frame.head, low + 1, high):
                    continue
                best = Told(one, low + 1, high)
    return best


@dataclass(frozen=True, slots=True)
class Told:
    """An expression and its tokens in a text, from the first to one past the last."""

    said: Expression
    first: int
    end: int


def _matched(
    tokens: Sequence[Token], words: Sequence[frozenset[str] | None], at: int, last: int
) -> int | None:
    """Where a match that begins at a place ends, one beyond it; None where there is none.

    It goes forwards where the limit lies behind the place, else backwards.
    """
    if not words:
        return at
    step, want = (1 if last >= at else -1), words[0]
    if want is not None:
        if at == last or not _is(tokens[at], want):
            return None
        return _matched(tokens, words[1:], at + step, last)
    for skipped in range(0, (GAP + 1) * step, step):
        end = _matched(tokens, words[1:], at + skipped, last)
        if end is not None:
            return end
        if at + skipped == last or tokens[at + skipped].text.lower() in _CLAUSE_ENDS:
            return None
    return None


def _is(token: Token, want: frozenset[str]) -> bool:
    if "NUM" in want:
        return token.pos == "NUM" or token.text[:1].isdigit() or token.text.lower() in _NUMBERS
    return token.lemma.lower() in want or token.text.lower() in want


def _told(context: Context, head: int, first: int, end: int) -> bool:
    """Whether a match holds the predicate of a content or hangs on it as its complement."""
    if first <= head < end:
        return True
    for token in context.tokens[first:end]:
        above = context.tokens[token.head]
        if token.dep not in _COMPLEMENT:
            continue
        if above.index == head:
            return True
        if above.head == head and above.dep in _COMPLEMENT and above.index < end:
            return True
    return False
