"""Who appears for whom by words of courts and hearings: "For the Claimant, Ms X KC", "Mr Y, for the respondent".

The client is a name, or a part of the case that one party alone has ("the appellant", "the second defendant").
Where the words give a part to nobody no client is told. A lawyer "for" a place is told only for a state's own
name; whether somebody may appear is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.referents.ends import Ends
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_CLIENTS = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION)
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Dame|Professor|Prof|Maître|Me|Adv|Advocate|Encik|Puan|Cik|Shri|Smt|Barrister|Atty|Attorney)\.? ){0,2}"
_SILK = r"(?:,? (?:KC|QC|SC|SCL|SAN|PC)\b)?"
_LAWYER = (
    r"(?:(?:[Tt]he |[Aa]n? |his |her |its |leading |lead |defen[cs]e |senior |junior |learned |Learned )*"
    r"(?:[Cc]ounsel|[Ll]awyers?|[Ss]olicitors?|[Aa]ttorneys?|[Bb]arristers?|[Aa]dvocates?|[Aa]gent))"
)
_BEHIND = re.compile(
    rf"{_SILK}(?:,? | \()(?:{_LAWYER},? )?(?:who (?:appears|appeared|acts|acted) |appearing |who (?:is|was) )?(?:for|on behalf of) (?=\S)"
)
_COUNSEL_TO = re.compile(rf"{_SILK}(?:,| \() ?{_LAWYER} (?:for|to|of) (?=\S)")
_BEFORE = re.compile(
    rf"(?:^|[\n.;:(]\s*|\bthat )(?:(?:Appearing |{_LAWYER} )?(?:[Ff]or|[Oo]n behalf of)|{_LAWYER} (?:to|for)) (?P<the>[Tt]he )?(?P<part>(?:(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|\d(?:st|nd|rd|th)) )?[A-Za-z]+)?(?:, | \(|: ?){_TITLE}$"
)
_NAMED_BEFORE = re.compile(
    rf"(?:^|[\n.;:(]\s*)(?:(?:Appearing |{_LAWYER} )?(?:[Ff]or|[Oo]n behalf of)|{_LAWYER} (?:to|for)) (?:the |The )?{_TITLE}(?:, | \(|: ?){_TITLE}$"
)
"""What stands before a lawyer with the client's name taken out: "For Miss , Mr "."""
_THE = re.compile(r"(?:the |The )")
_PART = re.compile(
    r"(?P<part>(?:(?:first|second|third|fourth|fifth|sixth|\d(?:st|nd|rd|th)) )?[a-z]+)\b",
    re.IGNORECASE,
)
_FURTHEST = 90


def counsel(context: Context, ends: Ends) -> Iterator[Found]:
    """Every such mandate, in order of place."""
    if not context.tokens:
        return
    for mention in context.document.mentions:
        if mention.type == MentionType.PERSON:
            yield from _of(context, ends, mention)
    for token in context.tokens:
        if token.lemma == "client" and token.tag == "NN":
            yield from _owned(context, ends, token)


_APART = re.compile(rf",? (?:is )?{_TITLE}")


def _owned(context: Context, ends: Ends, token: Token) -> Iterator[Found]:
    """The client of an owner: "our client, X" of whoever writes, "Y's client X"; no client of a bank."""
    owner = context.tree.child(token.index, "poss")
    if owner is None:
        return
    behind = context.document.mentions_in(token.end, token.end + 40)
    named = [m for m in behind if m.start >= token.end and m.type in _CLIENTS[:2]]
    if not named or _APART.fullmatch(context.text, token.end, named[0].start) is None:
        return
    speaker = ends.one(owner)
    if speaker is not None and speaker.type in _CLIENTS[:2] and _pleads(speaker):
        yield from _found(context, speaker, [named[0]], (token.start, named[0].end))


_PRACTICE = frozenset({"bank", "fund", "capital", "trust", "asset", "management", "insurance", "brokers", "holdings", "wealth"})  # fmt: skip


def _pleads(speaker: Mention) -> bool:
    """Whether who has a client may be a lawyer: no bank."""
    return not _PRACTICE & {w.strip(".,()").lower() for w in speaker.text.split()}


def _of(context: Context, ends: Ends, mention: Mention) -> Iterator[Found]:
    text = context.text
    for pattern in (_BEHIND, _COUNSEL_TO):
        match = pattern.match(text, mention.end)
        if match is not None and _is_spoken(context, mention, match):
            clients, end = _clients(context, ends, match.end())
            if clients:
                yield from _found(context, mention, clients, (mention.start, end))
                return
    low = max(0, mention.start - _FURTHEST)
    before, start = _named_before(context, ends, mention, low)
    yield from _found(context, mention, before, (start, mention.end))


def _is_spoken(context: Context, mention: Mention, match: re.Match[str]) -> bool:
    """Whether "X, for Y" stands as counsel are named: with a comma, a bracket or the word for a lawyer."""
    said = match.group()
    if "(" in said or "," in said:
        return True
    return re.search(_LAWYER, said) is not None or ("behalf" in said and "KC" in said)


def _clients(context: Context, ends: Ends, place: int) -> tuple[list[Mention], int]:
    """The clients at a place: a name, or those with a part of the case; with where the words end."""
    text = context.text
    the = _THE.match(text, place)
    first = the.end() if the else place
    titled = re.compile(_TITLE).match(text, first)
    if titled is not None and titled.end() > first:
        first = titled.end()
    named = context.document.mention_at(first, first + 1) or context.document.mention_at(
        place, place + 1
    )
    if named is not None:
        owned = text[named.end : named.end + 2] in ("'s", "’s")
        return ([named], named.end) if named.type in _CLIENTS and not owned else ([], place)
    part = _PART.match(text, first)
    if part is None or the is None or text[part.end() : part.end() + 2] in ("'s", "’s"):
        return [], place
    found = [m for m in ends.part(part["part"]) if m.type in _CLIENTS]
    if not found:
        token = context.tokens[min(context.token_at(first), len(context.tokens) - 1)]
        one = ends.one(token) if token.start == first and token.tag != "NNS" else None
        if one is None or one.type not in _CLIENTS:
            return [], place
        end = token.end
        return ([], place) if text[end : end + 2] in ("'s", "’s") else ([one], end)
    return found, part.end()


def _named_before(
    context: Context, ends: Ends, mention: Mention, low: int
) -> tuple[list[Mention], int]:
    """The clients of "For Miss X, Mr Y KC" and "Counsel to Dr X, Mr Y", with where the words begin."""
    text, document = context.text, context.document
    clients = [m for m in document.mentions_in(low, mention.start) if m.end <= mention.start]
    last = clients[-1] if clients else None
    if last is not None and last.type in _CLIENTS:
        marked = text[low : last.start] + text[last.end : mention.start]
        match = _NAMED_BEFORE.search(marked)
        if match is not None:
            return [last], last.start
    match = _BEFORE.search(text[low : mention.start])
    if match is None or not match["part"] or not match["the"]:
        return [], low
    return ends.part(match["part"]), low + match.start("part")


def _found(
    context: Context, lawyer: Mention, clients: list[Mention], place: tuple[int, int]
) -> Iterator[Found]:
    head = min(context.token_at(lawyer.start), len(context.tokens) - 1)
    for client in clients:
        if context.document.cluster_of(lawyer) == context.document.cluster_of(client):
            continue
        relation = Relation(
            Predicate.REPRESENTS, Reference(lawyer.id, lawyer.text), Reference(client.id, client.text), detail="counsel"
        )  # fmt: skip
        yield Found(relation, *context.content(*place), head)
