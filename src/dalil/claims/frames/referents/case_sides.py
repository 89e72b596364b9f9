"""Who is who in a case: the claimant, the second defendant, the respondents, the accused of "R v X", "A2".

Read from words beside a name ("the appellant, X", "X (First Defendant)"), from the head of a judgment and its numbered
lists, and last from the sides of "X v Y". A part that two have is nobody's alone; its plural is all of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from dalil.claims.document import Document
from dalil.claims.frames.basis.lexicon import load
from dalil.evidence import Mention, MentionType

FILE = "relations_en.yaml"
HEAD = 1800
"""Code points at the head of a judgment in which its parties stand."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
"""Numbers of parties, as they are written out."""
_KINDS = (MentionType.ORGANISATION, MentionType.PERSON)
_NUMBER = r"(?P<number>first|second|third|fourth|fifth|sixth|\d(?:st|nd|rd|th))"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Hon)\.? )"
_BEHIND = re.compile(
    rf"\s*,?\s*\(\s*(?:the )?[“\"‘']?(?:{_NUMBER} )?(?:lead )?(?P<part>[A-Za-z]+)[”\"’']?\s*\)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b[Tt]he (?:(?i:{_NUMBER}) )?(?P<part>[A-Za-z]+)(?:,? (?:the )?| is (?:one |an? [a-z]+ called )?|, namely ){_TITLE}?$"
)
_OF_COUNSEL = re.compile(
    r"(?:(?<!judgment )(?<!judgement )(?<!found )(?<!order )\b(?:[Ff]or|to)|\b(?:counsel|lawyers?|solicitors?|attorneys?|advocates?|agents?|behalf|expert|witness|director|owner|chairman) of) $"
)
"""What stands before "the claimant, X" where X is the claimant's lawyer or somebody else of his."""
_PARTIES = r"(?P<part>claimant|plaintiff|appellant|applicant|petitioner|respondent|defendant|accused|defender|pursuer)s?"
_IN_HEADING = re.compile(
    rf"[ \t]*,?(?: Trustee[a-z ]{{0,25}},?)?[ \t(\-–—.…]{{1,60}}(?:and (?:another|others)[ \t]+)?(?:{_NUMBER} )?{_PARTIES}(?:[-/](?:appellant|appellee|respondent|applicant))?\)?[ \t.]*(?:\n|$)",
    re.IGNORECASE,
)
_PART_LABEL = re.compile(
    rf"(?:^|\n)[ \t]*(?:{_NUMBER} )?{_PARTIES}[ \t]*:[ \t]*{_TITLE}?$", re.IGNORECASE
)
_ITEM = re.compile(rf"(?:^|\n)[ \t]*\(?(?P<place>[1-8])[.)][ \t]*{_TITLE}?$", re.IGNORECASE)
_AGAINST = re.compile(rf"\b(?:v\.?|vs\.?|versus|-v-)[\s:]{{1,20}}(?:\(?1[.)] ?)?{_TITLE}?$", re.IGNORECASE)  # fmt: skip
_STATES = (
    r"(?:R|Rex|Regina|The King|The Queen|(?:The )?Crown|HMA|HM Advocate|(?:The )?United States(?: of America)?|(?:The )?People(?: of [A-Z][\w ]{2,40})?"
    r"|The State(?: of [A-Z][\w ]{2,30})?|(?:The )?Republic(?: of [A-Z][\w ]{2,30})?|(?:The )?(?:Public|State|Special|General)? ?Prosecutor|(?:The )?Police|(?:The )?Commonwealth)"
)
_STATE_BEFORE = re.compile(
    rf"(?:^|[\s:\[(]){_STATES}\s*,?(?: \(?(?:Plaintiff|Prosecutor)[\w-]*\)?,?)?[\s.…]*(?:PROSECUTOR\s*)?$",
    re.IGNORECASE,
)
_STATE_BEHIND = re.compile(rf"\s*,?\s*(?:v\.?|vs\.?|versus|-v-)\s+{_STATES}(?!\w)", re.IGNORECASE)
_VERSUS = re.compile(
    r"\s*,?\s*(?:\([^()\n]{2,40}\)\s*)?(?:(?:and|&) (?:others|another|\d+ (?:other )?[a-z]+)\s*)?(?:\(Claimants?\)\s*)?(?:v\.?|vs\.?|versus|-v-)\s+"
)
_IN_PETITION = re.compile(
    r"(?:^|\n)\s*in the (?P<kind>petition|cause|action) of\s+$", re.IGNORECASE
)
_AGAINST_LINE = re.compile(r"(?:^|\n)\s*against\s+$", re.IGNORECASE)
_OPENS_LINE = re.compile(r"(?:^|\n)[^\na-z]{0,40}(?:[A-Z][\w ]{2,30}: ?)?(?:[A-Z][\w.]* ){0,2}$")
_TITLED = 700
"""Code points at the head of a document in which "X v Y" is its own case, not one that it cites."""
OF_THE_ACCUSED = ("defendant", "accused", "prisoner", "appellant", "applicant")
_BRINGS = ("claimant", "plaintiff", "applicant", "petitioner", "pursuer")
_ANSWERS = ("defendant", "respondent", "defender")
Told = tuple[str, str, Mention]
"""A number ("" for none), a part and its bearer."""


def case_sides(document: Document) -> dict[str, tuple[Mention, ...]]:
    """Who bears each part of a case, by the words for it in small letters.

    Args:
        document: The document.

    Returns:
        "defendant" and "second defendant" for one, "defendants" for all of theirs, "a2" for the accused by
        number; a part that two have is left out in the singular.
    """
    found: dict[str, tuple[Mention, ...]] = {}
    for told in (_beside(document), _headed(document), _opposed(document), _sued(document)):
        fresh = _gathered(document, told)
        found |= {
            words: bearers
            for words, bearers in fresh.items()
            if words not in found and words.removesuffix("s") not in found
        }
    return {
        words: bearers for words, bearers in found.items() if len(bearers) == 1 or words[-1] == "s"
    }


def _gathered(document: Document, told: Iterator[Told]) -> Mapping[str, tuple[Mention, ...]]:
    """Bearers by the words for their part, each entity once."""
    found: dict[str, dict[str, Mention]] = {}
    for number, part, mention in told:
        keys = [part, f"{part}s"]
        if number:
            keys.append(f"{number} {part}")
            if part == "accused" and number in ORDINALS:
                keys.append(f"a{ORDINALS.index(number) + 1}")
        for key in keys:
            found.setdefault(key, {}).setdefault(document.cluster_of(mention), mention)
    return {key: tuple(bearers.values()) for key, bearers in found.items()}


def ordinal(said: str | None) -> str:
    """A party's number as a word: "2nd" is "second"; "" for none."""
    said = (said or "").lower()
    if said[:1].isdigit():
        return ORDINALS[int(said[0]) - 1] if 1 <= int(said[0]) <= len(ORDINALS) else ""
    return said


def _beside(document: Document) -> Iterator[Told]:
    """Parts beside a name: "Y SA (Second Claimant)", "the claimants, Y SA and X, are ..."."""
    parts, text = frozenset(load(FILE)["case_parts"]), document.text
    for mention in document.mentions:
        if mention.type not in _KINDS:
            continue
        behind = _BEHIND.match(text, mention.end)
        if behind is not None and behind["part"].lower() in parts:
            yield ordinal(behind["number"]), behind["part"].lower(), mention
        low = max(0, mention.start - 60)
        before = _BEFORE.search(text[low : mention.start])
        if before is None or _OF_COUNSEL.search(text[max(0, low - 14) : low + before.start()]):
            continue
        part = before["part"].lower()
        if part in parts:
            yield ordinal(before["number"]), part, mention
        elif part.endswith("s") and part[:-1] in parts:
            for one in (mention, *_joined(document, mention)):
                yield "", part[:-1], one


def _joined(document: Document, first: Mention) -> Iterator[Mention]:
    """The names that commas and "and" join to the first."""
    last = first
    for mention in document.mentions_in(first.end, first.end + 300):
        gap = document.text[last.end : mention.start]
        if mention.start < last.end or mention.type not in _KINDS:
            continue
        if (
            re.fullmatch(
                rf"(?:, (?:and )?| and )(?:the |(?:its|his|her|their) (?:[a-z]+ ){{0,2}}[a-z]+, )?{_TITLE}?",
                gap,
            )
            is None
        ):
            return
        yield mention
        last = mention


def _headed(document: Document) -> Iterator[Told]:
    """Parts that the head of a judgment gives: "Y LTD      Claimant", "Applicant: X", "(1) X (2) Y   Defendants"."""
    text = document.text
    listed: list[tuple[str, Mention]] = []
    for mention in document.mentions:
        if mention.start > HEAD:
            return
        if mention.type not in _KINDS:
            continue
        item = _ITEM.search(text[max(0, mention.start - 20) : mention.start])
        place = ORDINALS[int(item["place"]) - 1] if item is not None else ""
        if place == "first" or not place or not listed:
            listed = []
        if place:
            listed.append((place, mention))
        match = _IN_HEADING.match(text, mention.end) or _PART_LABEL.search(
            text[max(0, mention.start - 50) : mention.start]
        )
        if match is None:
            continue
        for number, one in listed or [(ordinal(match["number"]), mention)]:
            yield number, match["part"].lower(), one
        listed = []


def _opposed(document: Document) -> Iterator[Told]:
    """The sides of "X v Y" in a document's own title; where one is the state the other is the accused."""
    text = document.text
    named = [m for m in document.mentions if m.start <= HEAD and m.type in _KINDS]
    for mention in named:
        before = text[max(0, mention.start - 40) : mention.start]
        against = _AGAINST.search(before)
        if against is not None:
            low = mention.start - len(before) + against.start()
            if _STATE_BEFORE.search(text[max(0, low - 60) : low].rstrip()):
                yield from _accused(document, mention)
                return
    for mention in named:
        if mention.start > _TITLED or not _opens(text, mention):
            continue
        if _STATE_BEHIND.match(text, mention.end):
            for part in OF_THE_ACCUSED:
                yield "", part, mention
            return
        versus = _VERSUS.match(text, mention.end)
        other = document.mention_at(versus.end(), versus.end() + 12) if versus else None
        if other is not None and other.type in _KINDS and other.start < _TITLED + 200:
            yield from _civil(mention, other)
            return
    yield from _scottish(document, named)


def _opens(text: str, mention: Mention) -> bool:
    """Whether a name opens its line, as parties do in a title."""
    return _OPENS_LINE.search(text[max(0, mention.start - 80) : mention.start]) is not None


def _accused(document: Document, first: Mention) -> Iterator[Told]:
    """The accused of a title with those listed below: "1. X", "2. Y"."""
    places = [first]
    for mention in document.mentions_in(first.end, first.end + 300):
        gap = document.text[places[-1].end : mention.start]
        if mention.start >= places[-1].end and re.fullmatch(
            rf"[\s,;]*(?:and )?\s*\(?\d[.)]\s*{_TITLE}?", gap, re.IGNORECASE
        ):
            places.append(mention)
    for number, mention in zip(ORDINALS, places, strict=False):
        for part in OF_THE_ACCUSED:
            yield number if len(places) > 1 else "", part, mention


def _civil(brings: Mention, answers: Mention) -> Iterator[Told]:
    for part in _BRINGS:
        yield "", part, brings
    for part in _ANSWERS:
        yield "", part, answers


_SUED = re.compile(rf"(?:,[^,.;\n]{{2,60}},)? (?:has |have )?(?:sued|is suing|brought (?:an action|a claim|proceedings) against) (?:the )?{_TITLE}?$")  # fmt: skip


def _sued(document: Document) -> Iterator[Told]:
    """The sides of the first sentence of a paper of a court that says who sued whom."""
    text = document.text
    named = [m for m in document.mentions if m.start <= HEAD and m.type in _KINDS]
    for brings, answers in pairwise(named):
        if _SUED.fullmatch(text, brings.end, answers.start) is None:
            continue
        yield from _civil(brings, answers)
        for other in _joined(document, answers):
            yield from (("", part, other) for part in _ANSWERS)
        return


def _scottish(document: Document, named: list[Mention]) -> Iterator[Told]:
    """The sides of "in the petition of X against Y", each on a line of its own."""
    text = document.text
    for mention in named:
        before = text[max(0, mention.start - 40) : mention.start]
        if _IN_PETITION.search(before):
            yield from (("", part, mention) for part in _BRINGS)
        elif _AGAINST_LINE.search(before):
            yield from (("", part, mention) for part in _ANSWERS)
