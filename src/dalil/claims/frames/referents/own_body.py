"""A document that speaks of its own author in the third person: "The Ministry rejects", under that ministry's head.

A notice, a release or a resolution opens with the name of the body that issues it, on a line of its own, and
then says "the Ministry" where a letter says "we". A court does so in the present tense: "The Tribunal considers".
A body of that kind that the text names in between is meant instead. It names nobody and reads no claim.
"""

from __future__ import annotations

import re

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Source
from dalil.claims.parse import Token
from dalil.evidence import MentionType

HEAD_LINES = 4
"""Lines at the head among which the name of the issuing body stands."""
HEAD = 600
"""Code points of the head."""
LONGEST = 90
"""Code points of such a line at most."""
NEAR = 400
"""Code points before "the Ministry" in which another ministry named is meant instead."""
_KINDS = frozenset(
    {"ministry", "department", "authority", "commission", "office", "committee", "council", "chamber", "agency",
     "ombudsman", "treasury", "inspectorate", "directorate", "secretariat", "registry", "supervisor", "regulator",
     "mission", "federation", "association", "assembly", "bureau", "embassy", "observatory", "union", "board",
     "bank", "group", "company", "network", "monitor", "league", "delegation", "panel", "tribunal", "court"}
)  # fmt: skip
_PERSONS = frozenset(
    {"commissioner", "ombudsperson", "rapporteur", "monitor", "auditors", "auditor"}
)
"""Offices that write of themselves by their name."""
_COURTS = frozenset({"tribunal", "court", "panel", "chamber"})
_SMALL = re.compile(r"(?:of|the|and|for|on|in|de|des|du|la|le|to|by|against|with|at|from|a|an)\b")
_OTHERS = re.compile(
    r"\b(?:audits?|reviews?|inspection|evaluation|examination|investigation|inquiry|assessment|scrutiny) (?:of|into|at|in)\b.*"
    r"|\b(?:to|against|into|concerning|regarding|about|on|v\.?|versus) .*",
    re.IGNORECASE,
)
"""What a head tells of others: "Audit of the Embassy in Korl", "Complaint against the Bank"."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def speaks_of_itself(context: Context, source: Source) -> bool:
    """Whether the words of a holder stand for the body in whose voice the document is written.

    Args:
        context: The document.
        source: The words: "The Ministry", "this court".
    """
    head = context.tokens[source.head]
    kind = head.text.lower()
    if kind not in _KINDS or not _bare(context, head):
        return False
    if kind in _COURTS and context.of_court:
        return _of_this_court(context, head)
    if not head.text[0].isupper() or kind not in issuing(context):
        return False
    return not _another(context, head, kind)


def issuing(context: Context) -> frozenset[str]:
    """Nouns of the kind of body that the head of a document names on a line of its own."""
    lines = (_OTHERS.sub("", line) for line in _heads(context))
    words = (word.lower() for line in lines for word in _WORD.findall(line))
    return frozenset(word for word in words if word in _KINDS)


def _heads(context: Context) -> list[str]:
    """Lines at the head that may name a body: no sentence, no label, every word of weight in capitals."""
    lines = [line.strip() for line in context.text[:HEAD].split("\n") if line.strip()]
    return [line for line in lines[:HEAD_LINES] if _is_title(line)]


def _is_title(line: str) -> bool:
    words = _WORD.findall(line)
    if len(line) > LONGEST or line.endswith((".", "?", "!")) or ":" in line or len(words) < 2:
        return False
    return all(word[0].isupper() or _SMALL.fullmatch(word) for word in words)


def _bare(context: Context, head: Token) -> bool:
    """Whether nothing but an article stands beside the noun."""
    tree = context.tree
    if tree.children(
        head.index, "poss", "compound", "amod", "prep", "appos", "relcl", "nummod", "conj"
    ):
        return False
    article = tree.child(head.index, "det")
    return article is not None and article.lemma.lower() in ("the", "this")


def bare_body(context: Context, head: Token) -> bool:
    """Whether a noun phrase is a kind of body with an article alone, which may be whoever writes: "the Committee"."""
    return head.text.lower() in _KINDS | _PERSONS and _bare(context, head)


def _of_this_court(context: Context, head: Token) -> bool:
    """Whether a court speaks of itself: "this court", or "the Tribunal" in the present tense."""
    article = context.tree.child(head.index, "det")
    if article is not None and article.lemma.lower() == "this":
        return True
    verb = context.tokens[head.head]
    finite = [verb, *context.tree.children(verb.index, "aux", "auxpass")]
    return any(t.tag == "VBZ" for t in finite) and not any(t.tag == "VBD" for t in finite)


def _another(context: Context, head: Token, kind: str) -> bool:
    """Whether another body of that kind is named shortly before."""
    begins = max(head.start - NEAR, 0)
    own = [line.lower() for line in _heads(context)]
    for mention in context.document.mentions_in(begins, head.start):
        named = mention.type == MentionType.ORGANISATION and kind in mention.text.lower().split()
        if named and not any(mention.text.lower() in line for line in own):
            return True
    return False
