"""Whether a content says that what another told, found or decided is wrong: its speaker disputes it.

"The report is unreliable", "the verdict ignores the evidence", "the judge reversed the burden of proof",
"called the listing a farce". Every clause of a content is looked at, since pleaders join what they complain
of. In a judgment a party that speaks of what a court did complains of it, unless its words commend it. That
somebody is wrong is never concluded from another's saying so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import MentionType

FILE = "proceedings_en.yaml"
TABLES = "decisions_en.yaml"
MOST = 4
"""Clauses of a content that are looked at."""
SHORT = 12
"""Tokens of what somebody is called at most."""
_EXCESS = re.compile(
    r"\b(?:too|so|unduly|excessively|insufficient(?:ly)?|inadequate(?:ly)?) (?:much|little|high|low|great|heavy|heavily|strict|far|quickly|lightly|narrow\w*|broad\w*|weight|regard|attention|reasons?)\b",
    re.IGNORECASE,
)


def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load(FILE)["parts"]
    return found


def rejects(context: Context, frame: Frame) -> bool:
    """Whether a content says that what another told, found or decided is wrong.

    Args:
        context: The document.
        frame: A content that is asserted by its cue, with a head.
    """
    if context.of_court and frame.own:
        return False
    if _of_grounds(context, frame):
        return True
    called = ("cue:see-as", "cue:voice", "quote:called")
    if frame.method in called and not _is_clause(context, frame):
        return _called_wrong(context, frame) or _called_names(context, frame)
    return any(_wrong(context, frame, head) for head in _clauses(context, frame))


def _of_grounds(context: Context, frame: Frame) -> bool:
    """Whether grounds of appeal say it: they are put forward against a decision, whatever their words."""
    if frame.source is None or not _is_clause(context, frame):
        return False
    words = context.text[frame.source.start : frame.source.end].lower()
    return _GROUNDS.search(words) is not None


_GROUNDS = re.compile(
    r"\b(?:grounds? (?:of|for|in) (?:appeal|challenge|review|the application|application|permission)|grounds of application"
    r"|(?:first|second|third|fourth|last|this|that|next) ground|notice of appeal|(?:the|these|those|his|her|their) grounds)\b"
)


def _is_clause(context: Context, frame: Frame) -> bool:
    """Whether a content is a clause with a subject of its own."""
    return context.tree.child(frame.head, "nsubj", "nsubjpass") is not None


def _clauses(context: Context, frame: Frame) -> list[Token]:
    """The predicate of a content and those joined to it."""
    head = context.tokens[frame.head]
    joined = [
        t
        for t in context.tree.children(head.index, "conj", "ccomp")
        if t.pos in ("VERB", "AUX") and t.start < frame.end
    ]
    return [head, *joined][:MOST]


def _wrong(context: Context, frame: Frame, head: Token) -> bool:
    words = _words()
    subject = context.tree.child(head.index, "nsubj", "nsubjpass")
    if subject is None:
        return False
    told = subject.lemma.lower() in words["told"]
    court = court_of(context, subject) is not None
    decides = court or subject.lemma.lower() in words["deciding"]
    if (told or decides) and _regretted(context, head):
        return True
    if context.negated(head.index):
        return False
    if head.lemma.lower() in words["faulting"]:
        return told or decides
    if court and frame.source is not None and context.of_court:
        return _complains(context, head)
    if head.lemma != "be":
        return False
    said = context.tree.children(head.index, "acomp", "attr")
    faults = [t for t in said if {t.lemma.lower(), t.text.lower()} & set(words["wrong"])]
    if any(t.lemma.lower() in ("wrong", "mistaken") for t in faults):
        mention = context.document.mention_at(subject.start, subject.end)
        person = mention is not None and mention.type is MentionType.PERSON
        return told or decides or person or subject.lemma.lower() in words["speakers"]
    return bool(faults) and (told or decides)


def _regretted(context: Context, head: Token) -> bool:
    """Whether a decision is told that ought to have been another: "should never have been brought"."""
    auxiliaries = {t.lemma.lower() for t in context.tree.children(head.index, "aux")}
    if {"should", "have"} <= auxiliaries or {"ought", "have"} <= auxiliaries:
        return True
    low, high = context.tree.extent(head.index)
    return _EXCESS.search(context.text, low, high) is not None


def _complains(context: Context, head: Token) -> bool:
    """Whether a party tells what a court did with the case, neither what it found nor that it did well."""
    words = load(FILE)
    if head.pos != "VERB" or head.lemma.lower() in {
        *words["findings"],
        *_words()["tells"],
        *_PROCEDURE,
    }:
        return False
    low, high = context.tree.extent(head.index)
    said = {t.lemma.lower() for t in context.document.tokens_in(low, high)}
    return not said & _COMMENDING


_PROCEDURE = frozenset(
    {"hear", "adjourn", "list", "sit", "make", "grant", "give", "allow", "dismiss", "refuse", "convict", "acquit", "have",
     "sentence", "award", "direct", "refer", "ask", "begin", "set", "quote", "cite", "see", "read", "know", "address"}
)  # fmt: skip
"""Verbs by which a court goes on with a case: to tell of them is no complaint."""
_COMMENDING = frozenset(
    {"entitle", "entitled", "correct", "correctly", "right", "rightly", "proper", "properly", "careful", "carefully", "clear",
     "clearly", "adequate", "adequately", "open", "fair", "fairly", "full", "fully", "sufficient"}
)  # fmt: skip


def _called_wrong(context: Context, frame: Frame) -> bool:
    """Whether something told or decided is called wrong: "described the ruling as a farce"."""
    words = _words()
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    tokens = context.tokens[first : min(last, first + SHORT)]
    table = load(TABLES)
    nouns = {*words["told"], *table["belittled"], *_POINTING}
    told = any(t.lemma.lower() in nouns for t in tokens)
    wrong = {*words["wrong"], *table["belittling"]}
    return told and any({t.lemma.lower(), t.text.lower()} & wrong for t in tokens)


_POINTING = frozenset({"it", "this", "that", "them", "they"})
_TURNED_AGAINST = frozenset(
    {"charge", "indictment", "accusation", "allegation", "verdict", "conviction", "prosecution", "sanction", "designation",
     "listing", "fine", "ban"}
)  # fmt: skip
_COMMENDED = frozenset(
    {"serious", "grave", "credible", "historic", "fair", "just", "justified", "victory", "vindication", "welcome", "step",
     "milestone", "important", "overdue", "right", "correct", "well-founded", "necessary", "proportionate", "warning", "signal",
     "shocking", "damning", "devastating", "disturbing", "detailed", "substantial", "extensive", "message", "justice", "triumph",
     "relief", "success", "unprecedented", "significant", "tough", "strong", "powerful", "legal", "lawful", "targeted", "good",
     "best", "long-awaited", "deserved", "alarming", "troubling"}
)  # fmt: skip


def _called_names(context: Context, frame: Frame) -> bool:
    """Whether a charge or a verdict is called something in marks that does not commend it: "a tale of my creditors"."""
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    tokens = context.tokens[first:last][: 3 * SHORT]
    noun = next((t for t in tokens if t.lemma.lower() in _TURNED_AGAINST), None)
    marked = [t for t in tokens if context.quoted(t.start)]
    if noun is None or not marked or noun in marked or marked[0].index < noun.index:
        return False
    return not any({t.lemma.lower(), t.text.lower()} & _COMMENDED for t in marked)
