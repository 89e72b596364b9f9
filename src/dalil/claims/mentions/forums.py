"""Names by the conventions of parliaments and courts: seats, parties in brackets, titles of cases, "v.".

"Ada Mirel (Ashcombe) (Con)" and "the Member for Ashcombe" name a seat, which is a place; "CASE OF MIREL v. VELM"
names an applicant, who is a person unless a word says that it is a body (Rules of Court of the European Court of
Human Rights, form of judgments). No rule knows a particular seat, party or applicant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.mentions.candidate import UPPER, Candidate
from dalil.claims.mentions.places import is_country
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
_NAMES = "mentions_names"
_WORD = rf"[{UPPER}][\w'-]+"
_PLACE = rf"{_WORD}(?:(?:,? and | upon | on | of | under |-| ){_WORD}){{0,4}}"
_SEATED = re.compile(
    rf"\((?P<place>{_PLACE})\) ?\((?P<party>[A-Z][A-Za-z]{{1,9}}(?:[/-][A-Z][\w-]{{1,9}})?)\)"
)
_MEMBER = re.compile(
    rf"\b(?:Members?|MPs?|MSPs?|MLAs?|TDs?|Deputy) for (?:the )?(?P<place>{_PLACE})(?! \w+ and)"
)
_CASE = re.compile(
    r"(?:^|(?<=\n))\s*CASE OF (?P<who>[^\n]{2,80}?)(?: AND OTHERS)?(?:\s*\([Nn][Oo]\. ?\d+\))?\s+v\.?\s+(?P<state>[^\n]{3,60})",
)  # fmt: skip


def by_forum(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Candidates of one passage, with what stands before it on its line.

    Args:
        plain: Shadow of the whole text.
        start: First code point of the passage.
        end: One past the last.
    """
    for match in _SEATED.finditer(plain, start, end):
        if not is_country(match["place"]) and not _is_body(match["place"]):
            yield Candidate(*match.span("place"), LOC, "rule:seat", 72)
            yield Candidate(*match.span("party"), ORG, "rule:party", 66)
    for match in _MEMBER.finditer(plain, start, end):
        if not _is_body(match["place"]):
            yield Candidate(*match.span("place"), LOC, "rule:seat", 72)
    for match in _CASE.finditer(plain, start, end):
        who = match["who"]
        if len(who.split()) <= 4 and who.isupper() and not _is_body(who):
            yield Candidate(*match.span("who"), PER, "rule:case-title", 72)


_HEADER = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:From|To|Cc|CC|Bcc|Attn|Attention|FAO)[ \t]*:[ \t]*(?P<names>[^\n]{3,300})"
)
_ONE = re.compile(
    rf"(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Prof)\.? )?(?P<name>{_WORD}(?: (?:[{UPPER}]\.|(?:van|von|de|da|di|der|den|al|el|bin|ben|dos|del|la|le) |{_WORD})){{1,3}})"
    r"(?=\s*(?:$|[,;<(\[\n/]|(?:MP|KC|QC|Esq)\b))"
)


def correspondents(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Who writes and to whom, in the head of a mail, letter or memo: "To: Ada Mirel; Bern Olt"."""
    for line in _HEADER.finditer(plain, start, end):
        place = line.start("names")
        for part in re.split(r"[;,]", line["names"]):
            first = place + len(part) - len(part.lstrip())
            name = _ONE.match(plain, first, place + len(part))
            if name and not _is_body(name["name"]) and not _is_office(name["name"]):
                yield Candidate(*name.span("name"), PER, "rule:header", 74)
            place += len(part) + 1


def _is_office(text: str) -> bool:
    """Whether a word is an office's or a department's: "Legal Team", "Managing Partners"."""
    known = words(_NAMES, "titles") | words(_NAMES, "roles") | words(_NAMES, "portfolios") | _STAFF
    return any(word.lower() in known or is_country(word) for word in text.split())


_STAFF = frozenset(
    {"all", "staff", "team", "file", "members", "desk", "legal", "compliance", "finance", "accounts", "board", "directors", "files",
     "partners", "managers", "partner", "manager", "department", "editor", "editors", "sir", "madam", "whom", "head", "officer",
     "clients", "client", "shareholders", "distribution", "list", "group", "support", "press", "news", "undisclosed", "recipients"}
)  # fmt: skip


def _is_body(text: str) -> bool:
    """Whether a word tells a body: "THE MIREL FOUNDATION", "OLT BANK S.A."."""
    said = [word.strip(".,()") for word in text.lower().split()]
    forms = {form.lower().rstrip(".") for form in words(_NAMES, "suffixes")}
    heads = words(_NAMES, "heads_after") | words(_NAMES, "org_nouns") | forms
    return any(word in heads or word == "the" for word in said)
