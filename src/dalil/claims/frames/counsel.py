"""Who appears for whom by words of courts and hearings: "For the Claimant, Ms X KC", "Mr Y, for the respondent".

The client is a name, or a part of the case that one party alone has ("the appellant", "the second defendant").
Where the words give a part to nobody no client is told. A lawyer "for" a place is told only for a state's own
name; whether somebody may appear is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.frames.context import Context
from dalil.claims.frames.ends import Ends
from dalil.claims.frames.found import Found
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_CLIENTS = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION)
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Dame|Professor|Prof|Maître|Me|Adv|Advocate|Encik|Puan|Cik|Shri|Smt|Barrister|Atty|Attorney)\.? ){0,2}"
_SILK = r"(?:,? (?:KC|QC|SC|SCL|SAN|PC)\b)?"
_LAWYER = (
    r"(?:(?:the |an? |his |her |its |leading |lead |defen[cs]e |senior |junior |learned |Learned )*"
    r"(?:[Cc]ounsel|[Ll]awyers?|[Ss]olicitors?|[Aa]ttorneys?|[Bb]arristers?|[Aa]dvocates?|[Aa]gent))"
)
_BEHIND = re.compile(
    rf"{_SILK}(?:,? | \()(?:{_LAWYER},? )?(?:who (?:appears|appeared|acts|acted) |appearing |who (?:is|was) )?(?:for|on behalf of) (?=\S)"
)
_COUNSEL_TO = re.compile(rf"{_SILK}(?:,| \() ?{_LAWYER} (?:for|to|of) (?=\S)")
_BEFORE = re.compile(
    rf"(?:^|[\n.;:(]\s*|\bthat )(?:(?:Appearing |{_LAWYER} )?(?:[Ff]or|[Oo]n behalf of)|{_LAWYER} (?:to|for)) (?P<the>[Tt]he )?(?P<part>(?:(?:first|second|third|fourth|First|Second|Third|Fourth) )?[A-Za-z]+)?(?:, | \(|: ?){_TITLE}$"
)
_NAMED_BEFORE = re.compile(
    rf"(?:^|[\n.;:(]\s*)(?:(?:Appearing |{_LAWYER} )?(?:[Ff]or|[Oo]n behalf of)|{_LAWYER} (?:to|for)) (?:the |The )?{_TITLE}(?:, | \(|: ?){_TITLE}$"
)
"""What stands before a lawyer with the client's name taken out: "For Miss , Mr "."""
_THE = re.compile(r"(?:the |The )")
_FURTHEST = 90


def counsel(context: Context, ends: Ends) -> Iterator[Found]:
    """Every such mandate, in order of place."""
    if not context.tokens:
        return
    for mention in context.document.mentions:
        if mention.type == MentionType.PERSON:
            yield from _of(context, ends, mention)


def _of(context: Context, ends: Ends, mention: Mention) -> Iterator[Found]:
    text = context.text
    for pattern in (_BEHIND, _COUNSEL_TO):
        match = pattern.match(text, mention.end)
        if match is not None and _is_spoken(context, mention, match):
            client, end = _client(context, ends, match.end())
            if client is not None:
                yield from _found(context, mention, client, (mention.start, end))
                return
    low = max(0, mention.start - _FURTHEST)
    before = _named_before(context, ends, mention, low)
    if before is not None:
        yield from _found(context, mention, before[0], (before[1], mention.end))


def _is_spoken(context: Context, mention: Mention, match: re.Match[str]) -> bool:
    """Whether "X, for Y" stands as counsel are named: with a comma, a bracket or the word for a lawyer."""
    said = match.group()
    if "(" in said or "," in said:
        return True
    return re.search(_LAWYER, said) is not None or ("behalf" in said and "KC" in said)


def _client(context: Context, ends: Ends, place: int) -> tuple[Mention | None, int]:
    """The client at a place: a name, or a part of the case; with where it ends."""
    text = context.text
    the = _THE.match(text, place)
    first = the.end() if the else place
    named = context.document.mention_at(first, first + 1) or context.document.mention_at(
        place, place + 1
    )
    if named is not None:
        owned = text[named.end : named.end + 2] in ("'s", "’s")
        return (named, named.end) if named.type in _CLIENTS and not owned else (None, place)
    token = context.tokens[min(context.token_at(first), len(context.tokens) - 1)]
    if token.start != first or the is None:
        return None, place
    following = context.tokens[min(token.index + 1, len(context.tokens) - 1)]
    word = following if token.text.lower() in ("first", "second", "third", "fourth") else token
    if text[word.end : word.end + 2] in ("'s", "’s"):
        return None, place
    found = ends.one(word)
    return (found, word.end) if found is not None and found.type in _CLIENTS else (None, place)


def _named_before(
    context: Context, ends: Ends, mention: Mention, low: int
) -> tuple[Mention, int] | None:
    """The client of "For Miss X, Mr Y KC" and "Counsel to Dr X, Mr Y"."""
    text, document = context.text, context.document
    clients = [m for m in document.mentions_in(low, mention.start) if m.end <= mention.start]
    last = clients[-1] if clients else None
    marked = text[low : mention.start]
    if last is not None and last.type in _CLIENTS:
        marked = text[low : last.start] + text[last.end : mention.start]
        match = _NAMED_BEFORE.search(marked)
        if match is not None:
            return last, last.start
    match = _BEFORE.search(text[low : mention.start])
    if match is None or not match["part"] or not match["the"]:
        return None
    found = ends.part(match["part"].lower())
    return (found, low + match.start("part")) if found is not None else None


def _found(
    context: Context, lawyer: Mention, client: Mention, place: tuple[int, int]
) -> Iterator[Found]:
    if context.document.cluster_of(lawyer) == context.document.cluster_of(client):
        return
    relation = Relation(
        Predicate.REPRESENTS, Reference(lawyer.id, lawyer.text), Reference(client.id, client.text), detail="counsel"
    )  # fmt: skip
    head = min(context.token_at(lawyer.start), len(context.tokens) - 1)
    yield Found(relation, *context.content(*place), head)
