"""Ties that stand between names without a verb of their own: seats, parties to a case, agreements.

"Y Limited, a company in Jersey", "the Lund law firm Y", "X v Y", "an agreement between X and Y". Each
is read from the words between and beside the names; a public body is in no seat by its name alone
("the Ministry of Trade of Z").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.ties.between import TITLE
from dalil.claims.frames.ties.shares import share_in
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation, Share

_BODY = (
    r"(?:company|firm|foundation|bank|partnership|trust|corporation|entity|business|vehicle|group|agency"
    r"|consultancy|holding|charity|publisher|broker|association|non-governmental organisation|NGO"
    r"|non-governmental association|shell company|newspaper|think[- ]tank|shipowner|supplier|trader)"
)
_SEATED = (
    re.compile(
        rf",? (?:(?:which |that )?(?:is|was) )?(?:an?|the) (?:[a-z-]+ ){{0,3}}{_BODY}"
        r"(?: (?:registered|incorporated|based|established|domiciled|organised|organized|headquartered))?"
        r" (?:in|of|under the laws? of)(?: the)?(?: [a-z]+){0,3}(?: of)? ",
        re.IGNORECASE,
    ),
    re.compile(
        r",? (?:which is |that is |is |was )?(?:registered|incorporated|based|established|domiciled"
        r"|headquartered|located) in(?: the)? ",
        re.IGNORECASE,
    ),
)
_OF = re.compile(r" of(?: the)? ")
_BRACKET = re.compile(r" \((?:the )?")
_BEFORE = re.compile(
    rf"(?:-based|-registered|-incorporated|-domiciled|-headquartered)? (?:[a-z-]+ ){{0,3}}{_BODY}[ ,]+(?:the )?"
    r"|(?:-based|-registered|-incorporated|-domiciled|-headquartered) ",
    re.IGNORECASE,
)
_PLACED_BODY = re.compile(
    rf"(?:-(?:based|registered|incorporated|domiciled|headquartered))? (?:[a-z-]+ ){{0,3}}{_BODY}\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"(?: has| have| had)?(?: been| is| are| was| were|,)? ?under(?: the)? ", re.IGNORECASE
)
_ADDED = re.compile(
    r",? (?:is|was|were|has been|had been|have been) (?:added|put|placed|included|listed|named|entered)"
    r"(?: [a-z]+){0,2} (?:to|on|in|under|onto)(?: the)? ",
    re.IGNORECASE,
)
_SANCTIONS = re.compile(r"(?:['’]s?)? (?:[a-z]+ ){0,2}sanctions\b", re.IGNORECASE)
_BLACKLIST = re.compile(
    r"(?:['’]s?)? (?:[a-z]+ ){0,2}(?:sanctions|blacklist|list)\b", re.IGNORECASE
)
_VERSUS = re.compile(r",? (?:v\.?|vs\.?|versus|-v-) (?:the )?")
_OTHERS = re.compile(r" and (?:another|others|\w+ others)\b|(?: & (?:Anor|Ors)\b)")
_REPORTED = re.compile(
    r"[,.]? ?(?:\([^()\n]{0,40}\) ?)?(?:[\[(]\d{4}|\d{4}\b|\(No\.? ?\d|unreported|at \[|,? (?:above|supra|cited)|['’]s case)",
)
_CITED = re.compile(
    r"\b(?:[Ss]ee|[Cc]f\.?|[Cc]iting|[Ff]ollowing|[Aa]pplying|(?:relied|relies|rely|based) (?:up)?on|decisions? in|authority of"
    r"|judgments? in|guidance in|principles? in|test in|said in|held in|considered in|explained in|case of|cases of"
    r"|approach in|reasoning in|set out in)(?: the (?:case|decision) (?:of|in))? (?:the )?$"
)
_BETWEEN = re.compile(r"\bbetween (?:the )?$")
_AND = re.compile(r",? and (?:the )?")
_DEED = re.compile(
    r"[“\"‘'](?P<quoted>[^”\"’'\n]{3,90}?(?:agreement|contract|treaty|memorandum|deed|lease)[^”\"’'\n]{0,30})[”\"’']"
    r"|(?P<plain>(?:\b[A-Za-z-]+ ){0,4}\b(?:agreement|contract|treaty|memorandum of understanding|deed|lease"
    r"|settlement|joint venture))\b",
    re.IGNORECASE,
)
_ENDS = (MentionType.PERSON, MentionType.ORGANISATION)
_NEIGHBOUR = 110


_HOLDERS = re.compile(
    r"\b(?:shareholders?|stockholders?|co-owners?|beneficial owners?|owners|participants|held by|owned by)\b",
    re.IGNORECASE,
)
_STAKE = re.compile(
    r"(?:, [A-Z][\w'’ -]{1,24})?\s*[(:,–|-]?\s*(?P<share>\d{1,3}(?:[.,]\d+)?) ?(?:%|(?i:per ?cent))"
)
_LISTED = 900
"""Code points behind "shareholders" in which their names and shares are read."""


def stakes(context: Context, body: Mention | None) -> Iterator[Found]:
    """Shares that stand behind the holders' names: "has two shareholders: X (60 per cent) and Y (40%)".

    Args:
        context: The document.
        body: The body that the document, a form or an extract, is about; used where the words before
            the list name none.
    """
    if not context.tokens:
        return
    document, told = context.document, set[int]()
    for match in _HOLDERS.finditer(context.text):
        low = max(context.text.rfind("\n\n", 0, match.start()) + 1, match.start() - _LISTED)
        before = [m for m in document.mentions_in(low, match.end()) if m.start <= match.start()]
        owned = next((m for m in reversed(before) if m.type == MentionType.ORGANISATION), body)
        for mention in document.mentions_in(match.end(), match.end() + _LISTED):
            if mention.start < match.end() or mention.start in told or mention.type not in _ENDS:
                continue
            stake = _STAKE.match(context.text, mention.end, mention.end + 56)
            share = share_in(stake.group()) if stake is not None else None
            if stake is None or share is None:
                first = not told or max(told) < match.start()
                owned = mention if first and mention.type == MentionType.ORGANISATION else owned
                continue
            if owned is None or document.cluster_of(owned) == document.cluster_of(mention):
                continue
            told.add(mention.start)
            yield _stake(context, mention, owned, share, stake.end())


def _stake(context: Context, holder: Mention, owned: Mention, share: Share, end: int) -> Found:
    ends = Reference(holder.id, holder.text), Reference(owned.id, owned.text)
    relation = Relation(Predicate.OWNS, *ends, share=share)
    head = min(context.token_at(holder.start), len(context.tokens) - 1)
    return Found(relation, holder.start, end, head)


def settings(context: Context) -> Iterator[Found]:
    """All such ties, in order of place."""
    if not context.tokens:
        return
    names = [m for m in context.document.mentions if m.type in (*_ENDS, MentionType.LOCATION)]
    for one, other in pairwise(names):
        if other.start - one.end <= _NEIGHBOUR and _one_sentence(context, one, other):
            yield from _pair(context, one, other)


def _one_sentence(context: Context, one: Mention, other: Mention) -> bool:
    head = min(context.token_at(one.start), len(context.tokens) - 1)
    low, high = context.tree.sentence_extent(head)
    return low <= one.start and other.end <= high


def _pair(context: Context, one: Mention, other: Mention) -> Iterator[Found]:
    said = TITLE.sub("", context.text[one.end : other.start].replace("\n", " "))
    yield from _listed_by(context, one, other, said)
    if one.type == MentionType.ORGANISATION and other.type == MentionType.LOCATION:
        closes = context.text[other.end : other.end + 1]
        behind = context.text[other.end : other.end + 60]
        if re.fullmatch(r",? (?:an?|the) (?:[a-z-]+ ){0,2}", said) and _PLACED_BODY.match(behind):
            yield _found(context, one, other, Predicate.LOCATED_IN)
        of = _OF.fullmatch(said) or (_BRACKET.fullmatch(said) and closes == ")")
        if any(p.fullmatch(said) for p in _SEATED) or (of and _is_company(one)):
            yield _found(context, one, other, Predicate.LOCATED_IN)
    elif one.type == MentionType.LOCATION and other.type == MentionType.ORGANISATION:
        if _BEFORE.fullmatch(said):
            yield _found(context, other, one, Predicate.LOCATED_IN)
    elif one.type in _ENDS and other.type in _ENDS:
        if _VERSUS.fullmatch(said):
            yield from _case(context, one, other)
        elif _AND.fullmatch(said):
            yield from _agreement(context, one, other)
            yield from _meeting(context, one, other)
        else:
            yield from _deal(context, one, other, said)
            yield from _affiliated(context, one, other, said)


def _listed_by(context: Context, one: Mention, other: Mention, said: str) -> Iterator[Found]:
    """Sanctions by the words behind their maker: "under United States sanctions", "to the EU's list"."""
    if one.type not in _ENDS or other.type == MentionType.PERSON:
        return
    under = _UNDER.fullmatch(said) and _SANCTIONS.match(context.text, other.end)
    if under or (_ADDED.fullmatch(said) and _BLACKLIST.match(context.text, other.end)):
        yield _found(context, one, other, Predicate.SANCTIONED_BY)


def _is_company(mention: Mention) -> bool:
    """Whether a name is a company's or a foundation's by one of its words, not a public body's."""
    bodies = load("proceedings_en.yaml")["bodies"]
    fits = {w for key in ("company", "foundation", "firm", "bank") for w in bodies[key]["fits"]}
    words = [w.strip(".,()").lower() for w in mention.text.split()]
    return len(words) > 1 and bool(set(words) & fits) and words[-1] not in ("bank", "fund")


def _case(context: Context, one: Mention, other: Mention) -> Iterator[Found]:
    """Both parties of a named case: "X v Y and another"."""
    more = _OTHERS.match(context.text, other.end)
    end = more.end() if more else other.end
    before = context.text[max(0, one.start - 40) : one.start]
    if _REPORTED.match(context.text, end) or _CITED.search(before):
        return  # an authority that is cited: its parties are not this document's matter
    yield _found(context, one, other, Predicate.PARTY_TO, (one.start, end))


def _agreement(context: Context, one: Mention, other: Mention) -> Iterator[Found]:
    """Both sides of an agreement that stands right before "between X and Y"."""
    low = context.tree.sentence_extent(context.token_at(one.start))[0]
    before = context.text[max(low, one.start - 140) : one.start]
    if not _BETWEEN.search(before):
        return
    deeds = list(_DEED.finditer(before))
    if not deeds:
        return
    name = (deeds[-1]["quoted"] or deeds[-1]["plain"]).strip()
    start = one.start - len(before) + deeds[-1].start()
    for party in (one, other):
        yield _found(context, party, None, Predicate.SIGNED, (start, other.end), name)


_DEAL = re.compile(
    r"(?: has| had| have)? (?:entered into|signed|concluded|made|struck|agreed on) (?:an? |the |two |several )?"
    r"(?P<deed>(?:[a-z-]+ ){0,4}(?:agreement|contract|treaty|memorandum|deed|lease|settlement)s?)"
    r"(?: of [a-z ]{3,30})? with (?:the )?",
    re.IGNORECASE,
)
_MET = re.compile(r" (?:had |have )?(?:first |last |also )?met\b(?! (?:the|its|all|with) )")
_MEETING = re.compile(
    r"\b(?:meetings?|talks|negotiations|lunch|dinner|conversations?)(?: [a-z]+){0,3} between (?:the )?$"
)


def _deal(context: Context, one: Mention, other: Mention, said: str) -> Iterator[Found]:
    """Both sides of "X entered into a loan agreement with Y"."""
    match = _DEAL.fullmatch(said)
    if match is None:
        return
    for party in (one, other):
        place = (one.start, other.end)
        yield _found(context, party, None, Predicate.SIGNED, place, match["deed"])


def _meeting(context: Context, one: Mention, other: Mention) -> Iterator[Found]:
    """Two who met: "X and Y met in May", "a meeting between X and Y"."""
    before = context.text[max(0, one.start - 60) : one.start]
    if _MEETING.search(before) or _MET.match(context.text, other.end):
        yield _found(context, one, other, Predicate.MET_WITH)


_OF_BODY = re.compile(r" (?:of|from|at|with)(?: the)?(?: [a-z]+){0,3} ", re.IGNORECASE)
_SAYS = re.compile(
    r"(?:[,.)]| (?:said|says|told|asked|wrote|argued|added|declined|confirmed|did not|does not|replied|explained)\b)"
)


def _affiliated(context: Context, one: Mention, other: Mention, said: str) -> Iterator[Found]:
    """Where somebody who speaks belongs: "X of the Y Foundation said"."""
    if one.type != MentionType.PERSON or other.type != MentionType.ORGANISATION:
        return
    if _OF_BODY.fullmatch(said) is None or _SAYS.match(context.text, other.end) is None:
        return
    before = context.text[max(0, one.start - 20) : one.start]
    if re.search(r"\b(?:of|from|against)(?: Mr\.?| Ms\.?| Mrs\.?| Dr\.?)? $", before):
        return  # "the arrest of X at the Y Hotel, ..."
    words = {w.strip(".,()").lower() for w in other.text.split()}
    joined = bool(words & set(load("relations_en.yaml")["joined"]))
    predicate = Predicate.MEMBER_OF if joined else Predicate.EMPLOYED_BY
    if not words & {"court", "tribunal", "hotel", "hospital", "prison", "airport"}:
        yield _found(context, one, other, predicate)


def _found(
    context: Context, subject: Mention, other: Mention | None, predicate: Predicate,
    place: tuple[int, int] | None = None, value: str | None = None,
) -> Found:  # fmt: skip
    if place is None and other is not None:
        place = min(subject.start, other.start), max(subject.end, other.end)
    start, end = place or (subject.start, subject.end)
    target = Reference(other.id, other.text) if other is not None else None
    relation = Relation(predicate, Reference(subject.id, subject.text), target, value=value)
    return Found(relation, start, end, min(context.token_at(start), len(context.tokens) - 1))
