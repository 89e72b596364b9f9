"""Relatives whom a line or a bracket tells of the person that a text is about: "Spouse: X", "former husband, X; son Y", "Z (daughter)".

Asset declarations, profiles and forms list the family of one person, who is named at the head ("Declarant: X", "Subject: X")
or of whom nearly all of the text is. Here too the relative behind whose owner: "the wife of X, Y, was". Where a form is about
nobody, its labels tie nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.ties.kin import kin
from dalil.evidence import Kind, Mention, MentionType, Predicate, Reference, Relation, Stance

HEAD = 700
"""Code points in which a form says of whom it is."""
_KIN = r"(?P<said>(?:(?:former|ex|late|elder|older|eldest|younger|youngest|second|first|half|step)[ -])*(?P<kin>[A-Za-z]+(?:-[a-z]+)*))"
_WHOSE = re.compile(
    r"^\W*(?:declarant|declaring person|(?:name of )?(?:the )?(?:subject|official|deponent|applicant|client|customer|person)"
    r"|full name|(?:name|surname)(?: and (?:first |given )?names?)?|declaration of(?: assets of)?|(?:risk |pep )?profile(?: of)?|(?:case )?file on)\s*[:|\t–—-]?\s*",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(
    rf"(?:^[ \t]*(?:[-•*–][ \t]*|\d{{1,2}}[.)][ \t]*)?|(?<=[;:] )){_KIN}(?: \([^()\n]{{2,30}}\))?(?P<tie>:[ \t]+|, |[ \t]+)(?=[A-ZÀ-Þ])",
    re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Mme|Mlle|Dr|Sir|Lady|Hon|Gen|Col)\.? )?")
_ROW = re.compile(rf", (?:(?:his|her) )?{_KIN}(?=[.,;]|[ \t]*$)", re.MULTILINE)
_HEADING = re.compile(
    r"\b(?:family|relatives?|related parties|household|connections|spouse and children|family members|close associates)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf",? \({_KIN}\)")
_ABOVE = 400
"""Code points above a line in which a heading says that it lists relatives."""
_OF = re.compile(
    rf"\b[Tt]he {_KIN} of (?:the )?(?:[a-z]+ ){{0,2}}(?:(?:Mr|Mrs|Ms|Dr|Sir|Gen|General|Colonel|President|Minister|Governor|Mayor)\.? )?$"
)
_PLURAL = re.compile(
    r"(?<!['’]s )(?<!s['’] )\b(?P<kin>[Bb]rothers|[Ss]isters|[Ss]iblings|[Tt]wins|[Cc]ousins|[Hh]alf-brothers|[Hh]alf-sisters|[Ss]pouses)"
    r"(?: named| called|,)? (?:(?:Mr|Messrs|Mrs|Ms|Dr)\.? )?$"
)
_TOGETHER = re.compile(r" and (?:(?:Mr|Mrs|Ms|Dr)\.? )?")
_TITLED = re.compile(r", (?:(?:the )?(?:[a-z]+ ){0,2})?(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.? )?")
_ENDS = re.compile(
    r"(?:,? who\b|, (?!and\b|or\b|the\b|an?\b)[a-z]|[.;:)]| and (?:his|her|their)\b|,? (?:was|is|has|had|owns|runs)\b)"
)


def relatives(context: Context) -> Iterator[Frame]:
    """The relatives of whom a form is, and those named right behind whose they are."""
    yield from _named_behind(context)
    yield from _both(context)
    whose = subject_of(context.document)
    if whose is not None:
        yield from _labelled(context, whose)
        yield from _bracketed(context, whose)


def subject_of(document: Document) -> Mention | None:
    """The person whom a form is about: of its first label, else of whom its head names alone."""
    head = document.text[:HEAD]
    for match in _WHOSE.finditer(head):
        titled = _TITLE.match(head, match.end())
        place = titled.end() if titled else match.end()
        mention = document.mention_at(place, place + 1)
        if mention is not None and mention.type == MentionType.PERSON:
            return mention
    return _alone(document, head)


def _alone(document: Document, head: str) -> Mention | None:
    """The one person whose name fills a line of the head, or ends the words over a list of relatives."""
    found: list[Mention] = []
    for mention in document.mentions_in(0, len(head)):
        if mention.type != MentionType.PERSON:
            continue
        low, high = head.rfind("\n", 0, mention.start) + 1, head.find("\n", mention.end)
        before, behind = head[low : mention.start].strip(), head[mention.end : max(high, 0)].strip()
        listed = behind == ":" and _HEADING.search(head[: mention.start]) is not None
        if listed or (not before and not behind):
            found.append(mention)
    return found[0] if len({document.cluster_of(m) for m in found}) == 1 else None


def _labelled(context: Context, whose: Mention) -> Iterator[Frame]:
    """Relatives behind a label: "Spouse: X"; without a colon only in a list that its heading says is of relatives."""
    document, text = context.document, context.text
    for match in _LABEL.finditer(text):
        if _noun(match["kin"]) is None:
            continue
        plain = not match["tie"].startswith(":")
        if plain and _HEADING.search(text, max(0, match.start() - _ABOVE), match.start()) is None:
            continue
        mention = document.mention_at(match.end(), match.end() + 1)
        if mention is None or mention.type != MentionType.PERSON or mention.start > match.end() + 1:
            continue
        if document.cluster_of(mention) != document.cluster_of(whose):
            yield _frame(context, mention, whose, match["said"], match.start("said"))


def _bracketed(context: Context, whose: Mention) -> Iterator[Frame]:
    """Relatives by a bracket or in a row of a list: "Oto Renk (son)", "Oto Renk, son."."""
    document, text = context.document, context.text
    for mention in document.mentions:
        said = _BRACKET.match(text, mention.end)
        opens = text[text.rfind("\n", 0, mention.start) + 1 : mention.start].strip(
            " -•*–0123456789.)"
        )
        if said is None and not opens:
            said = _ROW.match(text, mention.end)
        if mention.type != MentionType.PERSON or said is None or _noun(said["kin"]) is None:
            continue
        if document.cluster_of(mention) != document.cluster_of(whose):
            yield _frame(context, mention, whose, said["said"], mention.start)


def _named_behind(context: Context) -> Iterator[Frame]:
    """The relative named right behind the one whose relative it is: "the wife of X, Y, was arrested"."""
    document, text = context.document, context.text
    people = [m for m in document.mentions if m.type == MentionType.PERSON]
    for one, other in pairwise(people):
        before = _OF.search(text, max(0, one.start - 60), one.start)
        if before is None or _noun(before["kin"]) is None or _ENDS.match(text, other.end) is None:
            continue
        if _TITLED.fullmatch(text, one.end, other.start) is None or _said_of(text, before.start()):
            continue
        if document.cluster_of(one) != document.cluster_of(other):
            yield _frame(context, other, one, before["said"], before.start())


def _both(context: Context) -> Iterator[Frame]:
    """Two relatives under one word: "brothers X and Y"."""
    document, text = context.document, context.text
    people = [m for m in document.mentions if m.type == MentionType.PERSON]
    for one, other in pairwise(people):
        before = _PLURAL.search(text, max(0, one.start - 40), one.start)
        joined = _TOGETHER.fullmatch(text, one.end, other.start)
        if (
            before is None
            or joined is None
            or document.cluster_of(one) == document.cluster_of(other)
        ):
            continue
        yield _frame(context, one, other, before["kin"], before.start("kin"))


def _said_of(text: str, start: int) -> bool:
    """Whether the relative is named before: "Y, the wife of X," or "Y is the wife of X,"."""
    return (
        re.search(
            r"(?:,|\(|\b(?:is|was|became|as|and|being))\s*$", text[max(0, start - 12) : start]
        )
        is not None
    )


def _noun(words: str) -> str | None:
    word = words.lower()
    for form in (word, word.removesuffix("-in-law")):
        if form in kin():
            return form
    return None


def _frame(context: Context, one: Mention, whose: Mention, detail: str, start: int) -> Frame:
    relation = Relation(
        Predicate.FAMILY, Reference(one.id, one.text), Reference(whose.id, whose.text), detail=detail.lower()
    )  # fmt: skip
    low, high = context.content(min(start, one.start), max(one.end, start + len(detail)))
    return Frame(
        low, high, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:label", relations=(relation,),
        own=True, listed=True,
    )  # fmt: skip
