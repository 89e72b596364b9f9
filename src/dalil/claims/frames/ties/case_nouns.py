"""Proceedings that a noun tells: "an investigation into X over bribes", "the indictment of X", "X is the target of an inquiry".

Whom the noun concerns must be named right behind its preposition: an inquiry into the sale of X's house concerns a
sale. Inquiries of newspapers and of firms into themselves, and what was only asked for, refused or never opened, tie
nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.deed_nouns import happened
from dalil.claims.parse import Token
from dalil.evidence import MentionType, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_OFFENCE = frozenset({"for", "over", "on"})
_NO_OFFENCE = (MentionType.DATE, MentionType.LOCATION)


def case_nouns(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """All such ties, one for each person and predicate, in order of place."""
    entries: Mapping[str, Any] = load(FILE)["case_nouns"]
    known = {_key(context, one.relation) for one in told}
    for token in context.tokens:
        entry = entries.get(token.lemma.lower()) if token.pos == "NOUN" else None
        if entry is None or not happened(context, token) or _private(context, ends, token):
            continue
        for one in _ties(context, ends, token, entry):
            if _key(context, one.relation) not in known:
                known.add(_key(context, one.relation))
                yield one


def _private(context: Context, ends: Ends, noun: Token) -> bool:
    """Whether an inquiry is a newspaper's or a firm's own: no public body is named as whose it is."""
    tree, words = context.tree, load(FILE)
    near = tree.children(noun.index, "amod", "compound")
    if any(t.lemma.lower() in words["private_inquiries"] for t in near):
        return True
    verb = context.tokens[noun.head]
    if noun.dep == "dobj" and verb.lemma.lower() in words["publishing"]:
        return True
    owner = tree.child(noun.index, "poss")
    if owner is None or owner.pos == "PRON":
        return owner is not None
    bodies = [m for m in ends.all(owner) if m.type == MentionType.ORGANISATION]
    said = {w.strip(".,'’").lower() for m in bodies for w in m.text.split()}
    public = set(words["public_bodies"]) - set(words["press"])
    return bool(bodies) and not said & public


def _ties(context: Context, ends: Ends, noun: Token, entry: Mapping[str, Any]) -> Iterator[Found]:
    tree = context.tree
    whom, persons = _concerned(context, noun, entry)
    offence, last = _offence(context, noun, whom)
    for one in ends.all(whom) if whom is not None else ():
        if one.type not in _PARTIES or (persons and one.type != MentionType.PERSON):
            continue
        low = min(context.tokens[tree.left[noun.index]].start, one.start)
        relation = Relation(
            Predicate(entry["predicate"]), Reference(one.id, one.text), value=offence
        )
        span = context.content(low, max(noun.end, one.end, last))
        yield Found(relation, *span, noun.index)


def _concerned(
    context: Context, noun: Token, entry: Mapping[str, Any]
) -> tuple[Token | None, bool]:
    """Whom a noun concerns, and whether that can only be a person: "of" a body is as often by it."""
    tree = context.tree
    for kid in tree.children(noun.index, "prep"):
        inner = tree.child(kid.index, "pobj")
        if inner is None or kid.lemma.lower() not in (*entry.get("into", ()), "of", "against"):
            continue
        if (named := _itself(context, inner)) is not None:
            return named, kid.lemma.lower() == "of"
    owner = tree.child(noun.index, "poss")
    if owner is not None and entry.get("owned") and owner.pos != "PRON":
        return owner, True
    above = context.tokens[noun.head]
    if above.lemma == "of" and above.dep == "prep":
        target = context.tokens[above.head]
        if target.dep == "attr" and target.lemma.lower() in load(FILE)["targets"]:
            return tree.subject(target.head), False
    return None, False


def _itself(context: Context, token: Token) -> Token | None:
    """The one named: no part or relative of him ("into the accounts of X", "into X's brother")."""
    if context.document.mention_at(token.start, token.end) is not None:
        return token
    named = [
        k
        for k in context.tree.children(token.index, "appos")
        if context.document.mention_at(k.start, k.end) is not None
    ]
    return named[0] if named else None


def _offence(context: Context, noun: Token, whom: Token | None) -> tuple[str | None, int]:
    """What for, in words, and where they end."""
    tree = context.tree
    for above in (noun, whom) if whom is not None else (noun,):
        for kid in tree.children(above.index, "prep"):
            inner = tree.child(kid.index, "pobj", "pcomp")
            if inner is None or kid.index < above.index or kid.lemma.lower() not in _OFFENCE:
                continue
            found = context.document.mention_at(inner.start, inner.end)
            if found is None or found.type not in _NO_OFFENCE:
                return context.words(inner.index), tree.extent(inner.index)[1]
    return None, noun.end


def _key(context: Context, relation: Relation) -> tuple[str, str]:
    entity_of = context.document.entity_of
    return str(relation.predicate), entity_of.get(relation.subject.id, relation.subject.id)
