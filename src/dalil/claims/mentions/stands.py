"""Where a name stands: behind "in" and "at", behind what is put on people alone, in a row, as a building.

"A clerk in Olt" is no person's place, "sanctions on X" are put on people and bodies. These are signs for
:mod:`dalil.claims.mentions.context` and :mod:`dalil.claims.mentions.types`, which weigh them; nothing is decided here.
"""

from __future__ import annotations

import re
from collections import Counter

from dalil.claims.mentions.candidate import Candidate
from dalil.evidence import MentionType

PER, LOC = MentionType.PERSON, MentionType.LOCATION
Votes = Counter[MentionType]
_REACH = 64


_IN = re.compile(r"(?<!\w)(?:in|at) $", re.IGNORECASE)
_SWAYED = re.compile(
    r"\b(?:trust\w*|confidence|faith|believ\w*|belief|interest\w*|stakes?|shares?|hopes?|look\w*|shout\w*|laugh\w*|smil\w*|"
    r"yell\w*|star\w*|aim\w*|point\w*|direct\w*|anger|angry|fir\w+|found|find\w*|saw|see\w*) (?:in|at) $",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"'s\b| (?:v\.?|vs\.?|\[\d|\(\d)")


def located(plain: str, before: str, candidate: Candidate) -> Votes:
    """What "in" and "at" right before a name say: hardly ever a person, but in "trust in X" and "in X v Y"."""
    votes: Votes = Counter()
    if _IN.search(before) and not _SWAYED.search(before):
        if not _ELSEWHERE.match(plain, candidate.end):
            votes[PER] -= 3 if before[-3:-1].lower() == "in" else 2
            votes[LOC] += before[-3:-1].lower() == "in"
    elif _WRITTEN.search(before):
        votes[PER] += 3
    return votes


_WRITTEN = re.compile(
    r"\b(?:reporting|editing|edited|written|posted|translated|translation|compiled|photographs?|photos?|pictures?|words|text|story|"
    r"illustrat\w+|interviewed|drafted|witnessed|sworn|prepared and signed) by $|known to \w+ as $",
    re.IGNORECASE,
)
"""Who made a text or saw it made."""
OF_PEOPLE = re.compile(
    r" (?:famil(?:y|ies)|brothers|sisters|siblings|twins|children|clan|couple|dynasty|case|affair|trial|story|camp|regime|era|years|"
    r"household|estate|inquiry|investigation|house|home|fortune|will|letters?|papers|tapes?|brand|name|administration|government|campaign|presidency|cabinet|team|ministry|doctrine|reforms?|"
    r"dossier|file|loan|contract|deal|money|millions|scandal|trust|companies|firms|empire|business|killing|murder|interview|statement|claim)\b",
    re.IGNORECASE,
)
"""What follows somebody's name behind an article: "the Mirel brothers"."""


TAKEN = re.compile(
    r"\b(?:seiz|confiscat|stole|steal|extort|demand|borrow|took |taken |takes |recover|inherit)\w*[^.;:,]{1,60} from $"
)
"""Things are taken from somebody, not from where he is: "seized three cars from X"."""
_CONCERNED = re.compile(
    r"\b(?:(?:sanctions?|charges?|allegations?|accusations?|complaints?|(?:law)?suits?|proceedings|cases?|claims?|orders?|warrants?|fines?|"
    r"penalt(?:y|ies)|freezes?|bans?|inquir(?:y|ies)|investigations?|probes?|evidence|verdicts?|judgments?|action) (?:on|against|into|over|of)|"
    r"(?:linked|sold|paid|given|transferred|lent|granted|close|related|known|belonging) to|(?:owned|controlled|held|run) by|"
    r"(?:seized|taken|bought|stolen|received|recovered) from|accused|behalf of|guilty) $"
)


def is_concerned(plain: str, candidate: Candidate) -> bool:
    """Whether a name stands where people and bodies do: "sanctions on X", "sold to X", first in a row of a table."""
    before = plain[max(0, candidate.start - _REACH) : candidate.start]
    row = before.endswith("\n") and _COLUMN.match(plain, candidate.end)
    return bool(_CONCERNED.search(before) or TAKEN.search(before) or row)


_COLUMN = re.compile(r" {3,}\S|\t")


def is_house(name: str) -> bool:
    """Whether a name ends in a word of buildings that are seldom bodies: no museum, school or centre."""
    return name.lower().rpartition(" ")[2] in _HOUSES


_HOUSES = frozenset(
    {"house", "hotel", "hotels", "hall", "stadium", "airport", "station", "port", "tower", "towers"}
)
