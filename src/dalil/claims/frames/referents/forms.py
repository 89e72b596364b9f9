"""Parts that a form, an extract or a definition gives: "Name of Registrant: X", "X (the “Agent”)", "Company name: X".

What a word such as "the Registrant" or "the Company" stands for in one document. A part that is given to two
stands for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dalil.claims.document import Document
from dalil.evidence import Mention, MentionType

_FORM = re.compile(r"\bname of (?:the )?(?P<part>[a-z]+(?: [a-z]+)?)\s*:\s*", re.IGNORECASE)
_BODY_LABEL = re.compile(
    r"^[^\w\n]*(?:(?:company|entity|business|firm|legal|registered|full)(?: legal)? name"
    r"|name of (?:the )?(?:company|entity|firm)|company|legal entity|(?:corporate|company|entity) (?:profile|report|extract)(?: on)?)\s*[:|\t]\s*",
    re.IGNORECASE | re.MULTILINE,
)
_OWN_LABEL = re.compile(
    r"^[ \t]*(?:name|company|entity|firm|issuer|association|foundation|full name|present name|current name)(?:[ \t]*[:|\t][ \t]*|[ \t]{2,})",
    re.IGNORECASE | re.MULTILINE,
)
_REGISTER = re.compile(
    r"^[ \t]*(?:registered (?:office|seat|address|number|agent)|incorporated|registration (?:no|number)"
    r"|company (?:no|number|secretary)|(?:managing )?directors?|shareholders?|(?:list of )?partners|officers|members|procuration"
    r"|date of incorporation|legal form|(?:share )?capital|seat|clients|owners?|beneficial owners?)\b",
    re.IGNORECASE | re.MULTILINE,
)
_DEFINED = re.compile(
    r"[(\[]\s*(?:each,? )?(?:together(?: with [^()\"“”]{3,60})?,? )?(?:(?:hereinafter|hereafter|herein|hereby)(?: referred to as| called| known as)?,? |referred to as |called |known as )?"
    r"(?:[Tt]he )?[“\"‘'](?:[Tt]he )?(?P<part>[A-Z][a-z]+(?: [A-Z][a-z]+)?)[”\"’']\s*[)\]]"
    r"|,? (?:hereinafter|hereafter)(?: referred to as| called)?,? [“\"‘']?the [“\"‘']?(?P<named>[A-Z][a-z]+)\b[”\"’']?"
)
_DEFINED_AFTER = 260
"""Code points between a party's name and the term that is defined for it, with its seat and number between."""
_PARTY_BEGINS = re.compile(
    r"[\n;)]|\bBETWEEN\b|\b[Bb]etween(?: the)? |\band(?: the)? |\bby(?: the)? |\b[Ww]ith(?: the)? ",
    re.MULTILINE,
)
_ACTING = re.compile(r"\b(?:acting|represented|signed|executed) (?:herein )?(?:by|through)\b")
_OF_BODIES = frozenset(
    {"company", "bank", "firm", "fund", "ministry", "foundation", "corporation", "group", "association", "authority",
     "agency", "commission", "committee", "council", "government", "department", "trust", "partnership", "organisation",
     "organization", "university", "hospital", "society", "board", "bureau"}
)  # fmt: skip
"""Terms that stand for no person."""
_NO_PARTY = frozenset(
    {"agreement", "contract", "services", "report", "act", "order", "notice", "decision", "date", "term", "fee", "fees",
     "property", "properties", "shares", "project", "claim", "policy", "period", "territory", "parties", "letter", "loan", "letters",
     "judgment", "award", "treaty", "convention", "regulation", "regulations", "code", "rules", "vessel", "licence", "license"}
)  # fmt: skip
"""Terms that stand for no party at all."""


def _definitions(document: Document) -> Iterator[tuple[str, Mention]]:
    """Terms with the party that they are defined for: "X Ltd of Olt, registered under 12 ("the Consultant")"."""
    text = document.text
    for match in _DEFINED.finditer(text):
        part = (match["part"] or match["named"]).lower()
        if part.split()[-1] in _NO_PARTY:
            continue
        party = _defined_for(document, part, match.start())
        if party is not None:
            yield part, party


def _defined_for(document: Document, part: str, place: int) -> Mention | None:
    """The name right before a definition, else the one that begins the description of the party."""
    text = document.text
    low = max(0, place - _DEFINED_AFTER)
    named = [
        m
        for m in document.mentions_in(low, place)
        if m.type in (MentionType.ORGANISATION, MentionType.PERSON) and low <= m.start and m.end <= place
        and not (part.split()[-1] in _OF_BODIES and m.type == MentionType.PERSON)
    ]  # fmt: skip
    if (
        named
        and not text[named[-1].end : place].strip(" ,\n")
        and not (len(named) > 1 and _ACTING.search(text, named[-2].end, named[-1].start))
    ):
        return named[-1]
    begins = [b.end() for b in _PARTY_BEGINS.finditer(text, low, place)]
    for begin in reversed(begins):
        first = next((m for m in named if begin <= m.start), None)
        if first is not None and not text[begin : first.start].strip(" \n(0123456789.)MrDsthe"):
            return first
    return None


def entered_body(document: Document, parts: Mapping[str, Mention]) -> Mention | None:
    """The body that an extract or a form is about: "Company name: X", if it names only one."""
    found: dict[str, Mention] = {}
    text = document.text
    labels = list(_BODY_LABEL.finditer(text))
    if not labels and len(_REGISTER.findall(text)) > 1:
        labels = list(_OWN_LABEL.finditer(text))[:1]
    for match in labels:
        mention = document.mention_at(match.end(), match.end() + 1)
        if mention is not None and mention.type == MentionType.ORGANISATION:
            found.setdefault(document.cluster_of(mention), mention)
    if not found and "registrant" in parts:
        return parts["registrant"]
    return next(iter(found.values())) if len(found) == 1 else None


def endings(document: Document) -> dict[str, Mention]:
    """Bodies by the last word of their name, where only one body's name ends so."""
    found: dict[str, Mention | None] = {}
    for mention in document.mentions:
        words = mention.text.lower().split()
        if mention.type != MentionType.ORGANISATION or len(words) < 2:
            continue
        known = found.get(words[-1])
        other = words[-1] in found and (
            known is None or document.cluster_of(known) != document.cluster_of(mention)
        )
        found[words[-1]] = None if other else known or mention
    return {word: mention for word, mention in found.items() if mention is not None}


def named_parts(document: Document) -> dict[str, Mention]:
    """Parts given by a form's label ("Name of Registrant: X"), a definition ("X (the “Agent”)") or a case."""
    found: dict[str, Mention | None] = {}
    for match in _FORM.finditer(document.text):
        mention = document.mention_at(match.end(), match.end() + 1)
        if mention is not None and mention.start <= match.end() + 4:
            found.setdefault(match["part"].lower(), mention)
    for part, mention in _definitions(document):
        known = found.get(part)
        other = known is not None and document.cluster_of(known) != document.cluster_of(mention)
        found[part] = None if other else mention  # defined twice: nobody
    return {part: mention for part, mention in found.items() if mention is not None}
