"""Whom the defence defends: "Defence lawyer X said", "advocate X told the court", where one person alone stands accused.

Told only where the words before name a single person as charged, tried, arrested or convicted; of two accused neither
is told to have the lawyer. Counsel with a client of their own ("for the Crown", "his lawyer") are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Maître|Me|Avv|Adv|Advocate)\.? ){0,2}"
_DEFENDS = re.compile(
    rf"\b(?:[Dd]efen[cs]e (?:lawyer|attorney|counsel|solicitor|barrister|advocate)|[Cc]ounsel for the defen[cs]e|[Ff]or the defen[cs]e)[,:]? {_TITLE}$"
)
_PLEADS = re.compile(
    rf"(?:^|[\"”'’.,!?] |\n)(?:[Ll]awyer|[Aa]dvocate|[Aa]ttorney|[Bb]arrister|[Dd]efender) {_TITLE}$"
)
_IN_COURT = re.compile(
    r" (?:told|asked|assured|reminded|addressed) the (?:[a-z]+ )?(?:court|judges?|jury|hearing|tribunal|bench|magistrates?)\b"
)
_ACCUSED = frozenset(
    {"charge", "indict", "convict", "acquit", "arrest", "detain", "sentence", "jail", "prosecute", "try", "remand", "accuse", "plead", "arraign", "clear"}
)  # fmt: skip
_ENDS = {"nsubjpass": None, "dobj": None, "nsubj": ("plead",)}
_BEFORE = 90


def defence(context: Context, told: Iterable[Found]) -> Iterator[Found]:
    """All such ties, in order of place.

    Args:
        context: The document.
        told: The ties told already: who has a client needs no other.
    """
    if not context.tokens:
        return
    lawyers = [m for m in context.document.mentions if _is_lawyer(context.text, m)]
    if not lawyers:
        return
    cluster = context.document.cluster_of
    busy = {
        context.document.entity_of.get(one.relation.subject.id)
        for one in told
        if one.relation.predicate is Predicate.REPRESENTS
    }
    accused = list(_accused(context))
    for lawyer in lawyers:
        before = {cluster(m): m for m in accused if m.end <= lawyer.start}
        before.pop(cluster(lawyer), None)
        if len(before) != 1 or cluster(lawyer) in busy:
            continue
        busy.add(cluster(lawyer))
        client = next(iter(before.values()))
        relation = Relation(
            Predicate.REPRESENTS, Reference(lawyer.id, lawyer.text), Reference(client.id, client.text), detail="defence counsel"
        )  # fmt: skip
        head = min(context.token_at(lawyer.start), len(context.tokens) - 1)
        yield Found(relation, *context.content(lawyer.start, lawyer.end), head)


def _is_lawyer(text: str, mention: Mention) -> bool:
    if mention.type != MentionType.PERSON:
        return False
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    if _DEFENDS.search(before):
        return True
    return _PLEADS.search(before) is not None and _IN_COURT.match(text, mention.end) is not None


def _accused(context: Context) -> Iterator[Mention]:
    """The named persons whom verbs of proceedings concern, in order of place."""
    for token in context.tokens:
        verb = context.tokens[token.head]
        if token.dep not in _ENDS or verb.lemma.lower() not in _ACCUSED:
            continue
        verbs = _ENDS[token.dep]
        if verbs is not None and verb.lemma.lower() not in verbs:
            continue
        yield from _named(context, token)


def _named(context: Context, token: Token) -> Iterator[Mention]:
    for part in (token, *context.tree.children(token.index, "conj", "appos")):
        mention = context.document.mention_at(part.start, part.end)
        if mention is not None and mention.type == MentionType.PERSON:
            yield mention
