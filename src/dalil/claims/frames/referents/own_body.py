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

_WRITERS = frozenset({"unit", "office", "bureau", "embassy", "mission", "ministry", "agency", "department", "service",
                      "organisation", "organization", "newspaper", "directorate", "inspectorate", "secretariat"})  # fmt: skip
_OWN_PEOPLE = frozenset({"staff", "team", "teams", "supervisors", "inspectors", "investigators", "examiners",
                         "researchers", "delegation", "secretariat", "fieldworkers"})  # fmt: skip
"""Those through whom a body acts, never one of them alone: "our supervisor" may be whom it speaks of."""
_BY_THEM = frozenset({"find", "note", "conclude", "discover", "establish", "identify", "document", "verify", "confirm",
                      "determine", "request", "recommend", "consider", "reiterate", "regret", "wish"})  # fmt: skip
"""What such people do for the writer; what they say, claim, believe or deny is told of them."""
_OF_OTHERS = frozenset({"claim", "allege", "deny", "dispute", "accuse", "admit"})
"""Verbs by which nobody speaks of himself."""
OPENING = 5000
"""Code points in which a body acts by the paper."""
_HEREBY = re.compile(r"\b[Tt]he (?P<body>[A-Z][a-z]+) hereby\b")
_OF_TRADE = frozenset({"company", "bank", "group", "network"})
"""Bodies that a contract names so as its parties."""
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
    verb = context.tokens[head.head].lemma.lower()
    if _own_people(context, head) and verb in _BY_THEM:
        return True
    if verb not in _OF_OTHERS and _this_body(context, head):
        return True
    if kind not in _KINDS or not _bare(context, head):
        return False
    if kind in _COURTS and context.of_court:
        return _of_this_court(context, head)
    if not head.text[0].isupper() or kind not in issuing(context):
        return False
    named = kind in _titled(context)
    if not named and verb in _OF_OTHERS:
        return False  # a party of a contract: "The Authority claims"
    return not _another(context, head, kind)


def _own_people(context: Context, head: Token) -> bool:
    """Whether words name those through whom the writer acts: "our supervisors", "my Government"."""
    owner = context.tree.child(head.index, "poss")
    if owner is None or context.tree.child(head.index, "appos") is not None:
        return False  # "our team, Orsk and Venn, found"
    if owner.text.lower() == "my":
        return head.text == "Government"
    return owner.text.lower() == "our" and head.text.lower() in _OWN_PEOPLE


def _this_body(context: Context, head: Token) -> bool:
    """Whether words point at the writer: "this unit", "this Office"."""
    article = context.tree.child(head.index, "det")
    this = article is not None and article.text.lower() == "this"
    written = this and head.text.lower() in _WRITERS and _bare(context, head)
    return written and not _named_before(context, head)


def _named_before(context: Context, head: Token) -> bool:
    """Whether "this office" points back at one of the paragraph: "Orsk runs the Office of Ports. This office says"."""
    kind, passage = head.text.lower(), context.passage_of(head.start)
    for token in reversed(context.tokens[: head.index]):
        if context.passage_of(token.start) != passage:
            return False
        article = context.tree.child(token.index, "det")
        this = article is not None and article.text.lower() == "this"
        if token.text.lower() == kind and not this:
            return True
    return False


def issuing(context: Context) -> frozenset[str]:
    """Nouns of the kind of body that the head names on a line of its own, or that acts by the paper: "hereby"."""
    words = _titled(context)
    opening = context.text[:OPENING]
    found = _HEREBY.finditer(opening) if " hereby " in opening else ()
    acting = {m.group("body").lower() for m in found if not context.quoted(m.start())} - _OF_TRADE
    return frozenset(word for word in (*words, *acting) if word in _KINDS)


def _titled(context: Context) -> frozenset[str]:
    """Nouns of a kind of body in the titles at the head."""
    lines = (_OTHERS.sub("", line) for line in _heads(context))
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line))


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
        alone = mention.text.lower().removeprefix("the ") == kind
        if named and not alone and not any(mention.text.lower() in line for line in own):
            return True
    return False
