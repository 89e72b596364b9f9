"""Whether a document is a court's own judgment, by its head or by its words.

A judgment tells what parties submit and what its court finds in one voice, so the rules of speech read it
otherwise than a report. A part of one has no head and is told by its words: citations, parties, pleading,
the bench, law, a judge's "I". It decides nothing about what the judgment holds.
"""

from __future__ import annotations

import re
from collections import Counter

HEAD = 3000
"""Code points at the head of a document in which a court names itself."""
_COURT_HEAD = re.compile(
    r"neutral citation|before\s*:|\b(?:mr|mrs|lord|lady) justice\b|approved judgment"
    r"|\bgave judgment\b|^\W*in the [\w ]{0,30}(?:court|tribunal)\b|\broyal courts? of justice\b"
    r"|^\W*(?:upper|first-tier|employment(?: appeal)?|competition appeal|investigatory powers) tribunals?\b(?: ?\([^()\n]{3,60}\))?\W*$"
    r"|^\W*(?:european court of human rights|judgment of the (?:general )?court(?: \([^()\n]{3,40}\))?)\W*$",
    re.IGNORECASE | re.MULTILINE,
)


_PAPER_OF_PARTY = re.compile(
    r"^\W*(?:(?:first|second|third|\w+th) )?(?:witness statement|affidavit|affirmation|statutory declaration|particulars of claim"
    r"|defence and counterclaim|skeleton argument|amicus brief|indictment|complaint|verified complaint|plea agreement|charge sheet"
    r"|criminal complaint|statement of facts|agreed statement of facts|superseding indictment|the grand jury (?:further )?charges)\b(?!.{0,200}\bjudgment\b)"
    r"|^I, [^\n]{3,200}\b(?:will say|say|state|declare|make oath|swear)\b",
    re.IGNORECASE | re.MULTILINE,
)


_JUDGES = re.compile(
    r"(?P<i>\bI (?:do not |cannot |therefore |also |would |prefer )?(?:find|hold|accept|reject|conclude|decide[d]?|am (?:not )?(?:satisfied|persuaded)|have (?:concluded|decided)|consider|direct|order|allow|dismiss)\b|\b[Ii]n my (?:judgment|view)\b)"
    r"|(?P<counsel>\b(?:Mr|Mrs|Ms|Miss|Sir|Lord) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,? (?:KC|QC|SC)\b|\bcounsel for the\b|, for the (?:claimant|defendant|appellant|respondent|applicant)s?\b|\b(?:Mr|Mrs|Ms|Miss) [A-Z][\w'’-]+ (?:submit|submits|submitted|contended|relied)\b)"
    r"|(?P<party>\bthe (?:[Cc]laimants?|[Aa]ppellants?|[Rr]espondents?|[Dd]efendants?|[Aa]pplicants?)\b)"
    r"|(?P<paper>\b(?:particulars of claim|skeleton argument|witness statement|the (?:application|appeal) (?:is|was)|interim payment|permission to appeal|cross-examination|paragraph \d+ (?:of|above|below))\b)"
)
BODY = 40_000
"""Code points of a text in which the words of a judgment are looked for."""


def of_court(text: str) -> bool:
    """Whether a document is a court's own judgment: as its head says, or all its words together.

    A witness statement or a pleading bears the court's name too and is none. A part of a judgment has no head;
    there a judge's own "I find", counsel, parties and the papers of a case must occur, or the words of
    litigation stand as thick as they do in no report about a case.

    Args:
        text: The text of the document.
    """
    if _PAPER_OF_PARTY.search(text[:HEAD]) is not None:
        return False
    if _COURT_HEAD.search(text[:HEAD]) is not None:
        return True
    body = text[:BODY]
    found = {m.lastgroup for m in _JUDGES.finditer(body)}
    if found >= {"i", "counsel", "paper"} or found >= {"i", "counsel", "party"}:
        return True
    return _litigates(body) or _reasons(body)


_LITIGATION = re.compile(
    r"\b(?P<party>appellants?|respondents?|claimants?|defendants?|applicants?|plaintiffs?|petitioners?)\b"
    r"|\b(?P<pleads>submits?|submitted|submissions?|contends?|contended|argues that|argued that|grounds? of appeal|skeleton argument)\b"
    r"|\b(?P<bench>the tribunal|the (?:learned )?judge|this court|upper tribunal|the arbitrators|court of appeal|(?:my|our) judge?ment)\b"
    r"|\b(?P<law>paragraph \d+|section \d+|s\.? ?\d+\(\d|rule \d+|article \d+|permission to appeal|jurisdiction|error of law|costs|burden of proof)\b",
    re.IGNORECASE,
)
_KINDS_OF_WORDS = 3
"""Kinds of words of litigation, of four, that a part of a judgment has at least."""
_DENSITY = 15
"""Words of litigation in a thousand that it has at least."""
_TOLD_ABOUT = re.compile(r"\bpress (?:notice|release|office)\b|\btold reporters\b", re.IGNORECASE)


def _litigates(text: str) -> bool:
    """Whether a text without a court's head is a part of a judgment by its words: parties, submissions, law."""
    if _TOLD_ABOUT.search(text[:HEAD]) is not None:
        return False
    words = [m.lastgroup for m in _LITIGATION.finditer(text)]
    return len(set(words)) >= _KINDS_OF_WORDS and len(words) * 1000 >= _DENSITY * len(text.split())


_LEGAL = re.compile(
    r"(?P<cite>\[(?:19|20)\d\d\] (?:EW|UK|EA|\d|AC|QB|KB|Ch|WLR|ICR|IRLR|Lloyd|All ER|BCLC)|\b(?:WLR|ICR|IRLR|All ER|EHRR) \d+"
    r"|\b(?:UKSC|UKHL|UKUT|UKFTT|UKEAT|EWCA|EWHC) (?:Civ |Crim )?\d*|\b(?:at|para|paras|[Pp]aragraphs?) \[\d+\]|\bparas? \d+|§{1,2} ?\d+"
    r"|\b[A-Z][\w.’'&-]+ v\.? [A-Z])"
    r"|(?P<i>\bI (?:do not |cannot |therefore |also |would (?:not )?|have |am (?:not )?|was )?(?:find|hold|accept|accepted|reject|conclude|concluded"
    r"|consider|considered|direct|satisfied|persuaded|agree|turn|refer|understand|heard|note|should|prefer)\b"
    r"|\b[Ii]n my (?:judgment|view)\b|\b[Ww]e (?:find|accept|consider|conclude|agree|reject)\b)"
    r"|(?P<party>\b[Tt]he (?:first |second |third |1st |2nd )?(?:[Aa]ppellants?|[Rr]espondents?|[Cc]laimants?|[Dd]efendants?|[Aa]pplicants?"
    r"|[Pp]laintiffs?|[Pp]etitioners?|Crown|Secretary of State|[Mm]other|[Ff]ather|Sellers?|Buyers?|Landlord)\b)"
    r"|(?P<pleads>\b(?:submits?|submitted|submissions?|contends?|contended|contention|argues that|argued that|relie[sd] (?:up)?on"
    r"|grounds? of appeal|skeleton argument|pleaded case|counsel)\b)"
    r"|(?P<bench>\b(?:[Tt]he (?:[Tt]ribunal|(?:learned |trial |first instance )?[Jj]udge|FTT|UT|EAT|ET|High Court|Court of Appeal|Supreme Court"
    r"|House of Lords)|[Tt]his [Cc]ourt|[A-Z]\w+ (?:LJ|J|JA|JSC|CJ)|Lord Justice|Lord [A-Z]\w+|(?:my|our) judge?ment)\b)"
    r"|(?P<law>\b(?:[Pp]aragraphs? \d+|[Ss]ections? \d+|s\.? ?\d+\(\d|[Rr]ules? \d+|CPR|[Aa]rticles? \d+|permission to appeal|jurisdiction"
    r"|error of law|burden of proof|as a matter of law|construction|statutory|reasonable grounds|appeal)\b)"
)
"""Words of a judge's reasons, by kind."""
_REPORTED = re.compile(
    r"\b(?:said|told|announced|ruled|acquitted|convicted|heard)\b[^.\n]{0,40}\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\btold reporters\b|\byesterday\b|\bpress (?:notice|release|office)\b|^[A-Z][A-Z ,]{3,40}(?:\([A-Za-z ]+\) )?[-–—:] ",
    re.MULTILINE,
)
"""Signs of a report about a case."""
_LEAST_KINDS, _LEAST, _MOST = 3, 10.0, 14.0
"""Kinds of such words of six, words of them in a thousand at least, and what one kind counts at most."""


def _reasons(text: str) -> bool:
    """Whether a text reads as a part of a judgment: a judge's "I" or citations, and the words of a case all through."""
    counts = Counter(m.lastgroup for m in _LEGAL.finditer(text))
    thousands = max(len(text.split()), 60) / 1000
    rates = {kind: count / thousands for kind, count in counts.items()}
    if not {kind for kind, rate in rates.items() if rate >= 1.0} & {"cite", "i"}:
        return False
    kinds = sum(rate >= 1.0 for rate in rates.values())
    thick = sum(min(rate, _MOST) for rate in rates.values()) >= _LEAST
    return kinds >= _LEAST_KINDS and thick and _REPORTED.search(text) is None
