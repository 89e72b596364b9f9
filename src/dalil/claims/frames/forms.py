"""Parts that a form, an extract or a definition gives: "Name of Registrant: X", "X (the “Agent”)", "Company name: X".

What a word such as "the Registrant" or "the Company" stands for in one document. A part that is given to two
stands for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dalil.claims.document import Document
from dalil.claims.frames.lexicon import load
from dalil.evidence import Mention, MentionType

FILE = "relations_en.yaml"
_FORM = re.compile(r"\bname of (?:the )?(?P<part>[a-z]+(?: [a-z]+)?)\s*:\s*", re.IGNORECASE)
_BODY_LABEL = re.compile(
    r"^\W*(?:(?:company|entity|business|firm|legal|registered|full)(?: legal)? name"
    r"|name of (?:the )?(?:company|entity|firm)|company|legal entity|(?:corporate|company|entity) (?:profile|report|extract)(?: on)?)\s*[:|\t]\s*",
    re.IGNORECASE | re.MULTILINE,
)
_IN_CASE = re.compile(
    r"\s*,?\s*\(\s*(?:the )?[“\"‘']?(?:(?:first|second|third|lead) )?(?P<part>[A-Za-z]+)[”\"’']?\s*\)",
    re.IGNORECASE,
)
_BESIDE_NAME = re.compile(
    r"(?<![Ff]or )(?<!of )(?<!to )\b[Tt]he (?P<part>(?:[Ff]irst |[Ss]econd |[Tt]hird |[Ff]ourth )?[A-Za-z]+),? (?:the )?(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.? )?$"
)
_PARTIES = r"(?P<part>claimant|plaintiff|appellant|applicant|petitioner|respondent|defendant|accused|defender|pursuer)"
_IN_HEADING = re.compile(
    rf"[ \t]*,?(?: Trustee[a-z ]{{0,25}},?)?[ \t(\-–—.]{{1,60}}(?:and (?:another|others)[ \t]+)?(?:(?P<number>first|second|third|\d(?:st|nd|rd)) )?{_PARTIES}(?:[-/](?:appellant|appellee|respondent|applicant))?\)?[ \t.]*(?:\n|$)",
    re.IGNORECASE,
)
_PART_LABEL = re.compile(
    rf"(?:^|\n)[ \t]*(?:(?P<number>first|second|third) )?{_PARTIES}[ \t]*:[ \t]*(?:(?:Mr|Mrs|Ms|Dr)\.? )?$",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:v\.?|vs\.?|versus|-v-)[\s:]{1,20}(?:1\. )?(?:Dr\.? )?$")
_CROWN = re.compile(
    r"(?:^|[\s:\[(])(?:R|Rex|Regina|The King|The Queen|HMA|HM Advocate|(?:The )?United States(?: of America)?|(?:The )?People(?: of [A-Z][\w ]{2,40})?"
    r"|The State(?: of [A-Z][\w ]{2,30})?|(?:The )?Republic(?: of [A-Z][\w ]{2,30})?|Public Prosecutor|The Prosecutor|(?:The )?Commonwealth)\s*,?(?: \(?Plaintiff[\w-]*\)?,?)?\s*$",
    re.IGNORECASE,
)
_OF_THE_ACCUSED = ("defendant", "accused", "prisoner", "appellant", "applicant")
HEAD = 1800
"""Code points at the head of a judgment in which its parties stand."""
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
    r"\s*[,]?\s*\(?(?:hereinafter |hereafter |herein |together )?(?:referred to as |called |known as )?"
    r"[“\"‘'(]?\s*the [“\"‘']?(?P<part>[A-Z][a-z]+)[”\"’']?\s*[)”\"’']"
)


def _case_parts(document: Document) -> Iterator[tuple[str, Mention]]:
    """Parts in a case: "Y SA (Claimant)", "the claimant, Y SA, is ..."; one letter for each name."""
    parts, text = frozenset(load(FILE)["case_parts"]), document.text
    for mention in document.mentions:
        if mention.type not in (MentionType.ORGANISATION, MentionType.PERSON):
            continue
        behind = _IN_CASE.match(text, mention.end)
        before = _BESIDE_NAME.search(text[max(0, mention.start - 40) : mention.start])
        for match in (behind, before):
            if match is not None and match["part"].lower().split()[-1] in parts:
                yield match["part"].lower(), mention


def _headed_parts(document: Document) -> Iterator[tuple[str, Mention]]:
    """Parts that the head of a judgment gives: "Y LTD      Claimant", "Applicant: X", and the accused of "R v X"."""
    text = document.text
    for mention in document.mentions:
        if mention.start > HEAD:
            return
        if mention.type not in (MentionType.ORGANISATION, MentionType.PERSON):
            continue
        match = _IN_HEADING.match(text, mention.end) or _PART_LABEL.search(
            text[max(0, mention.start - 50) : mention.start]
        )
        if match is not None:
            number = f"{match['number'].lower()} " if match["number"] else ""
            yield number + match["part"].lower(), mention
        against = _AGAINST.search(text[max(0, mention.start - 30) : mention.start])
        if against is None or mention.type != MentionType.PERSON:
            continue
        versus = mention.start - len(against.group())
        if _CROWN.search(text[max(0, versus - 60) : versus].rstrip()):
            for part in _OF_THE_ACCUSED:
                yield part, mention


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
    """Parts given by a form's label ("Name of Registrant: X") or a definition ("X (the “Agent”)")."""
    found: dict[str, Mention | None] = {}
    for match in _FORM.finditer(document.text):
        mention = document.mention_at(match.end(), match.end() + 1)
        if mention is not None and mention.start <= match.end() + 4:
            found.setdefault(match["part"].lower(), mention)
    for mention in document.mentions:
        if mention.type not in (MentionType.ORGANISATION, MentionType.PERSON):
            continue
        defined = _DEFINED.match(document.text, mention.end)
        if defined is not None:
            part = defined["part"].lower()
            known = found.get(part)
            other = known is not None and document.cluster_of(known) != document.cluster_of(mention)
            found[part] = None if other else mention  # defined twice: nobody
    for part, mention in _case_parts(document):
        known = found.get(part, mention)
        same = known is not None and document.cluster_of(known) == document.cluster_of(mention)
        found[part] = mention if same else None
    headed: dict[str, Mention | None] = {}
    for part, mention in _headed_parts(document):
        known = headed.get(part, mention)
        same = known is not None and document.cluster_of(known) == document.cluster_of(mention)
        headed[part] = known if same else None
    for part, one in headed.items():
        found.setdefault(part, one)
    return {part: mention for part, mention in found.items() if mention is not None}
