"""What a declaration of assets states of the declarant and the relatives: posts, things owned, stakes, income.

"Position: ... / Place of work: ...", "Apartment, 88 sq. m. Owner: X. Acquired 2008.", "X: 50 % of Y LLC", "Salary, Y: 9,840,000".
Only where the head of the document is that of a declaration and says whose it is. A thing without an owner belongs to nobody
that is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.records.entries import PARTIES, ends_of
from dalil.claims.frames.ties.kin import kin
from dalil.claims.frames.ties.offices import nouns
from dalil.claims.frames.ties.relatives import subject_of
from dalil.claims.frames.ties.shares import share_in
from dalil.evidence import (
    Kind,
    Mention,
    MentionType,
    PartialDate,
    Predicate,
    Reference,
    Relation,
    Stance,
)

ENTRY = "author:declared"
_DECLARED = re.compile(
    r"\bdeclaration of (?:\w+,? (?:and )?){0,3}(?:property|assets|income|interests|wealth)|\b(?:assets?|property|income|wealth|financial) (?:and \w+ )?(?:declaration|disclosure)"
    r"|\bdeclaration of (?:property|income)|\bregister of (?:members['’] )?(?:financial )?interests|\b(?:property|income)[^\n]{0,40} declaration\b|DECLARATION OF",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^\W*(?:declarant|declaring person|full name|name|surname|name and surname|official)\b[^\n:]{0,40}:",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 500
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"[ \t]*(?:[-•*–][ \t]*|\(?\d{1,3}[.)][ \t]*)?")
_POSITION = re.compile(
    r"(?:position|office|post|function|job title)(?: held)?[ \t]*:[ \t]*(?P<said>[^\n]+)",
    re.IGNORECASE,
)
_WORKPLACE = re.compile(
    r"(?:place of work|workplace|institution|employer|body|public body|authority|organi[sz]ation|agency|place of (?:service|employment))[ \t]*:[ \t]*(?P<said>[^\n]+)",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"[.,;|(][ \t]*(?:owner|owned by|registered (?:owner|to)|title ?holder)(?:\(s\))?[ \t]*:?[ \t]+(?=[A-Z])",
    re.IGNORECASE,
)
_STAKE = re.compile(
    r"[ \t]*(?::|[-–—])[ \t]*(?P<share>\d{1,3}(?:[.,]\d+)?[ \t]?(?:%|per cent))(?: of| in| share in| stake in|,)?(?: the)?(?: shares?| capital)?(?: of| in)?[ \t]+"
)
_SINCE = re.compile(
    r"\b(?:acquired|since|bought|purchased|inherited|received)\b[^.;,\n\d]{0,20}$", re.IGNORECASE
)
_INCOME = re.compile(
    r"(?P<kind>salary|wages?|remuneration|fees?|dividends?|gift|donation|pension|rent|rental income|royalties|loan|honorarium|bonus)\b(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_FROM_KIN = re.compile(
    r"\bfrom (?:(?:his|her|the|a) )?(?P<kin>[a-z]+(?:-in-law)?),? $", re.IGNORECASE
)
_OF = re.compile(r"[ \t]+of[ \t]+$")
_PAYER = re.compile(r"(?:,|\bfrom|\bpaid by|:|\bby)[ \t]*(?:the )?$", re.IGNORECASE)


def declared(context: Context) -> Iterator[Frame]:
    """The frames of the lines of a declaration, in order of place."""
    document, text = context.document, context.text
    head = text[:_HEAD]
    if _DECLARED.search(head) is None or _WHO.search(head) is None:
        return
    whose = subject_of(document)
    if whose is None:
        return
    yield from _posts(context, whose)
    for line in _LINE.finditer(text):
        mark = _MARK.match(text, line.start(), line.end())
        low = mark.end() if mark else line.start()
        told = _owned(document, low, line.end()) or _stake(document, low, line.end())
        relations = told or tuple(_income(document, whose, low, line.end()))
        if relations:
            yield _frame(
                context, low, line.end(), document.by_id[relations[0].subject.id], relations
            )


def is_declared_row(context: Context, place: int) -> bool:
    """Whether a line that opens with a name and a colon is a row of a declaration, and nobody's speech."""
    head = context.text[:_HEAD]
    if _DECLARED.search(head) is None or _WHO.search(head) is None:
        return False
    end = context.text.find("\n", place)
    line = context.text[place : end if end >= 0 else len(context.text)]
    return re.search(r":[^\n]*\d", line) is not None


def _posts(context: Context, whose: Mention) -> Iterator[Frame]:
    """The declarant's office: at the body that the position names, else at the place of work."""
    document, text = context.document, context.text
    position, work = (_labelled(text, pattern) for pattern in (_POSITION, _WORKPLACE))
    if position is None:
        return
    said = position["said"].strip(" .")
    words = [w.strip(",.").lower() for w in re.split(r"[\s-]+", said)]
    spans = [position.span("said"), *([work.span("said")] if work is not None else [])]
    bodies = (
        m
        for span in spans
        for m in document.mentions_in(*span)
        if m.type == MentionType.ORGANISATION
    )
    body = next(bodies, None)
    if body is None or not any(nouns().get(w) for w in words):
        return
    relation = Relation(Predicate.ROLE_AT, _refer(whose), _refer(body), detail=said)
    yield _frame(context, position.start(), position.end(), whose, (relation,))


def _labelled(text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first line that opens with a label."""
    found = (pattern.match(text, line.start(), line.end()) for line in _LINE.finditer(text))
    return next((match for match in found if match is not None), None)


def _owned(document: Document, low: int, high: int) -> tuple[Relation, ...]:
    """A thing and its owner: "Apartment, 88 sq. m, Bishtak, owner: X, acquired 2015"."""
    text = document.text
    match = _OWNER.search(text, low, high)
    if match is None or match.start() == low:
        return ()
    owner = _party_at(document, match.end(), high)
    thing = text[low : match.start()].strip(" ,;.|")
    if owner is None or not thing:
        return ()
    since = _since(document, low, high)
    return (Relation(Predicate.OWNS, _refer(owner), value=thing, start_date=since),)


def _since(document: Document, low: int, high: int) -> PartialDate | None:
    for date in document.dates_in(low, high):
        if date.start is not None and _SINCE.search(
            document.text[max(low, date.start - 40) : date.start]
        ):
            return date
    return None


def _stake(document: Document, low: int, high: int) -> tuple[Relation, ...]:
    """A stake: "X: 50 % of Y CJSC"."""
    owner = _party_at(document, low, high)
    match = _STAKE.match(document.text, owner.end, high) if owner is not None else None
    if owner is None or match is None:
        return ()
    firm = document.mention_at(match.end(), match.end() + 1)
    if firm is None or firm.type != MentionType.ORGANISATION or firm.start > match.end() + 1:
        return ()
    return (Relation(Predicate.OWNS, _refer(owner), _refer(firm), share=share_in(match["share"])),)


def _income(document: Document, whose: Mention, low: int, high: int) -> Iterator[Relation]:
    """Income with its payer: "Salary, Y: AMD 9,840,000", "Gift from father-in-law, X: USD 200,000", "X: dividends, Y, 12,400"."""
    text = document.text
    payee = whose
    person = _party_at(document, low, high)
    if person is not None and text[person.end : person.end + 2] == ": ":
        payee, low = person, person.end + 2
    kind = _INCOME.match(text, low, high)
    amounts = document.amounts_in(low, high)
    if kind is None or len(amounts) != 1:
        return
    payers = []
    for mention in document.mentions_in(kind.end("kind"), high):
        before = text[kind.end("kind") : mention.start]
        if mention.type not in PARTIES or mention.start < kind.end("kind"):
            continue
        if _OF.fullmatch(before):
            payee = mention
        elif _PAYER.search(before) or _FROM_KIN.search(before):
            payers.append((mention, _FROM_KIN.search(before)))
    if len(payers) != 1 or document.cluster_of(payers[0][0]) == document.cluster_of(payee):
        return
    payer, relative = payers[0]
    yield Relation(
        Predicate.PAYS, _refer(payer), _refer(payee), detail=kind["kind"].lower(), amount=amounts[0]
    )
    if (
        relative is not None
        and relative["kin"].lower().removesuffix("-in-law") in kin()
        and payer.type == MentionType.PERSON
    ):
        yield Relation(
            Predicate.FAMILY, _refer(payer), _refer(payee), detail=relative["kin"].lower()
        )


def _party_at(document: Document, place: int, high: int) -> Mention | None:
    mention = document.mention_at(place, place + 1)
    opens = mention is not None and mention.type in PARTIES and place <= mention.start <= place + 1
    return mention if mention is not None and opens and mention.end <= high else None


def _refer(mention: Mention) -> Reference:
    return Reference(mention.id, mention.text)


def _frame(
    context: Context, low: int, high: int, named: Mention, relations: tuple[Relation, ...]
) -> Frame:
    start, end = context.content(low, high)
    return Frame(
        start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, ENTRY, relations=relations,
        subjects=ends_of(context, named, relations), own=True, listed=True,
    )  # fmt: skip
