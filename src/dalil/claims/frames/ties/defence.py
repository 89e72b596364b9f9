"""Whom the defence defends: "Defence lawyer X said", "For the defence, X said", where one person alone stands accused.

Told only where the words before name a single person as charged, tried, arrested or convicted and the document speaks of
no other accused, named or not. Counsel with a client of their own ("for the Crown", "his lawyer") are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.referents.just_named import of_people
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Maître|Me|Avv|Adv|Advocate)\.? ){0,2}"
_COUNSEL = r"(?:lawyer|attorney|counsel|solicitor|barrister|advocate)"
_DEFENDS = re.compile(
    rf"(?<!of )(?<!of the )(?:\b[Dd]efen[cs]e {_COUNSEL}|\b(?:{_COUNSEL}|Counsel|appearing|acting) for the defen[cs]e|(?:^|[.”\"\n] ?)For the defen[cs]e|[Pp]ublic defender)[,:]? {_TITLE}$"
)
"""Words before a lawyer of the defence: "lawyer X told the court" may speak for victims, "a witness for the defence, X" for nobody."""
_ACCUSED = frozenset(
    {"charge", "indict", "convict", "acquit", "arrest", "detain", "sentence", "jail", "prosecute", "try", "remand", "plead", "arraign", "clear"}
)  # fmt: skip
_ENDS = {"nsubjpass": None, "dobj": None, "nsubj": ("plead",)}
_TRIALS = frozenset({"trial", "indictment", "prosecution", "conviction", "acquittal"})
_ANYBODY = frozenset({"man", "woman", "defendant", "accused", "suspect", "person"})
"""Words that may stand for the one who is named elsewhere."""
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
    accused, others = _accused(context)
    if others:
        return
    for lawyer in lawyers:
        known = {cluster(m) for m, _ in accused} - {cluster(lawyer)}
        before = [
            m for m, charged in accused if charged and m.end <= lawyer.start and cluster(m) in known
        ]
        if len(known) != 1 or not before or cluster(lawyer) in busy:
            continue
        busy.add(cluster(lawyer))
        client = before[-1]
        relation = Relation(
            Predicate.REPRESENTS, Reference(lawyer.id, lawyer.text), Reference(client.id, client.text), detail="defence counsel"
        )  # fmt: skip
        head = min(context.token_at(lawyer.start), len(context.tokens) - 1)
        yield Found(relation, *context.content(lawyer.start, lawyer.end), head)


def _is_lawyer(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    return mention.type == MentionType.PERSON and _DEFENDS.search(before) is not None


def _accused(context: Context) -> tuple[list[tuple[Mention, bool]], bool]:
    """The named persons whom proceedings concern, and whether more than an accusation does; and whether they concern others.

    In order of place. Others are firms, and people without a name.
    """
    found: list[tuple[Mention, bool]] = []
    others = False
    for token in context.tokens:
        if not _stands_accused(context, token):
            continue
        for part in (token, *context.tree.children(token.index, "conj", "appos")):
            mention = context.document.mention_at(part.start, part.end)
            if mention is None:
                others = others or _nameless(context, part)
            elif mention.type == MentionType.PERSON:
                found.append((mention, context.tokens[token.head].lemma.lower() != "accuse"))
            else:
                others = others or mention.type == MentionType.ORGANISATION
    return found, others


def _stands_accused(context: Context, token: Token) -> bool:
    """Whether a word is of whom somebody charged, tried or accused, or whose trial is told."""
    tree, above = context.tree, context.tokens[token.head]
    if token.dep == "poss" and above.lemma.lower() in _TRIALS:
        return True
    if token.dep == "pobj" and above.lemma.lower() in ("of", "against"):
        return context.tokens[above.head].lemma.lower() in _TRIALS
    preps = tree.children(above.index, "prep")
    on_trial = any(
        k.lemma.lower() == "on" and any(t.lemma == "trial" for t in tree.children(k.index, "pobj"))
        for k in preps
    )
    if token.dep == "nsubj" and on_trial:
        return True
    if token.dep not in _ENDS or above.lemma.lower() not in {*_ACCUSED, "accuse"}:
        return False
    if context.negated(above.index):
        return False
    verbs = _ENDS[token.dep]
    if verbs is None:
        return True
    return above.lemma.lower() in verbs and not any(k.lemma.lower() == "with" for k in preps)


def _nameless(context: Context, token: Token) -> bool:
    """Whether a noun is of accused people whom it does not name: "two others", "the former minister", not "the man"."""
    named = any(
        context.document.mention_at(t.start, t.end) is not None
        for t in context.tree.children(token.index, "appos", "compound")
    )
    lemma = token.lemma.lower()
    if named or token.pos not in ("NOUN", "ADJ", "NUM") or not of_people(lemma):
        return False
    return token.tag == "NNS" or lemma not in _ANYBODY
