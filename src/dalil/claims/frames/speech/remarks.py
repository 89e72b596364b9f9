"""Where a content ends before words that the document adds: ", which ...", ", the old mayor", "... - a charge that stung".

Reads the end of a content that follows its cue. What stands in quotation marks is the speaker's own and
stays, and so does an accusation. It finds no claim itself.
"""

from __future__ import annotations

from dalil.claims.frames.basis.clause import without_addition
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import Cue
from dalil.claims.frames.basis.wrongdoing import wrongs
from dalil.claims.parse import Token
from dalil.evidence import MentionType


def without_remark(context: Context, token: Token, cue: Cue, part: tuple[int, int]) -> int:
    """Last token of a content without ", which ..." at its end: such a remark is the document's, not the speaker's.

    A noun that the content itself brings in ("she was a nurse, who had ...") keeps what is told of it.
    """
    head, last = part
    last = _without_apposition(context, head, last)
    if cue.id in _PLANS and context.tokens[head].tag == "VB":
        last = _without_deed(context, head, last)
    cut = without_addition(context, head - 1, last)
    if cut == last:
        return last
    shown = cue.id not in _JUDGED or _shows(context, token, head)
    if context.tokens[head].pos not in ("VERB", "AUX") and shown:
        return last  # "cited the case of X, who ...": an example is given with what it shows
    if any(cut < verb.index <= last for verb in wrongs(context)):
        return last  # an accusation stays with whoever utters it
    opening = context.tokens[cut + 2] if cut + 2 <= last else context.tokens[last]
    clause = next((t for t in context.tree.ancestors(opening.index) if t.dep == "relcl"), None)
    if clause is None or opening.lemma.lower() not in _RELATIVES:
        return last
    noun = context.tokens[clause.head]
    article = context.tree.child(noun.index, "det")
    told = noun.dep == "attr" or (article is not None and article.lemma.lower() in ("a", "an"))
    return last if told else cut


def _without_apposition(context: Context, head: int, last: int) -> int:
    """Last token of a content without what the document says of the name at its end: "met Orla Venn, the old mayor".

    A name in apposition ("his brother, Milo Brandt") says who is meant, and words that bring in somebody new
    ("paid Lantern Advice, a firm of her stepson's") say what is told: both stay.
    """
    tree, tokens = context.tree, context.tokens
    for index in range(max(head + 1, last - LONGEST), last + 1):
        token = tokens[index]
        first = tree.left[index]
        if token.dep != "appos" or tree.right[index] < last - 1 or first - 2 <= head:
            continue
        mark = tokens[first - 1].text
        if mark not in _PARTED or context.quoted(token.start) or tokens[first].pos != "DET":
            continue
        known = tokens[first].lemma == "the" and _is_party(context, tokens[token.head])
        known = known or token.lemma.lower() in _SUMMING
        if (known or mark != ",") and not any(index <= v.index <= last for v in wrongs(context)):
            return first - 2
    return last


def _is_party(context: Context, token: Token) -> bool:
    found = context.document.mention_at(token.start, token.end)
    return found is not None and found.type in (MentionType.PERSON, MentionType.ORGANISATION)


LONGEST = 60
"""Tokens of an addition at the end of a content in which its first word is looked for."""
_SUMMING = frozenset(
    {"move", "step", "decision", "charge", "claim", "sign", "shift", "change", "practice", "position", "reference",
     "metaphor", "argument", "assertion", "contention", "notion", "idea", "theme", "feat", "figure", "rate",
     "development", "result", "trend", "tactic", "strategy", "scenario", "prospect", "milestone"}
)  # fmt: skip
"""Nouns with which a text sums up what somebody says: "..., a move that could cost jobs"."""
_PARTED = frozenset({",", "-", "--", "–", "—"})


def _shows(context: Context, token: Token, head: int) -> bool:
    """Whether a noun is given as an example, with what is told of it."""
    return token.lemma.lower() in _CITING or context.tokens[head].lemma.lower() in _EXAMPLES


_JUDGED = frozenset({"judge", "dispute", "voice"})
_CITING = frozenset(
    {"cite", "mention", "name", "recall", "list", "recount", "describe", "note", "reveal", "tell"}
)
_EXAMPLES = frozenset({"case", "example", "instance", "list", "story", "account"})
_PLANS = frozenset({"intend", "willing"})


def _without_deed(context: Context, head: int, last: int) -> int:
    """Last token of a plan without what is done by announcing it: "pledged to pay, ending a long quarrel"."""
    for clause in context.tree.children(head, "advcl"):
        first = context.tree.left[clause.index]
        behind = clause.index > head and clause.tag == "VBG" and first > head + 1
        if behind and context.tokens[first - 1].text in (",", "—", "–") and first == clause.index:
            last = min(last, first - 2)
    return last


_RELATIVES = frozenset({"which", "who", "whose", "whom", "where"})
