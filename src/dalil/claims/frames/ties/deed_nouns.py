"""Ties that a noun of doing states: "a payment from X to Y", "X's control of Y", "the acquisition of Y by X".

Slots: the possessor and the phrases behind the noun ("by", "from", "of", "to"), as the word list ``deed_nouns`` gives
them for each noun. Both ends must be named. What is only planned, asked for, refused or possible ("a proposed sale of
X to Y", "called for the dismissal of X"), decided against, only spoken of ("warned of the takeover of Y by X") or what
fell through is no tie.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.unreal import realised
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.deeds import ends_at
from dalil.claims.frames.ties.shares import share_in
from dalil.claims.frames.ties.tie_dates import only_date
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_KINDS = {
    "person": (MentionType.PERSON,),
    "body": (MentionType.ORGANISATION,),
    "party": _PARTIES,
}
_MONEY = (Predicate.PAYS, Predicate.FUNDS)
_DEPTH = 3
_CLIMB = 5
"""How many words over a deed are looked at up to the predicate."""
Entry = Mapping[str, Any]
Slots = dict[str, Token]


@lru_cache(maxsize=1)
def _nouns() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in load(FILE)["deed_nouns"]:
        for lemma in entry["lemmas"]:
            found[lemma] = (*found.get(lemma, ()), entry)
    return found


def deed_nouns(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """All such ties that nothing else has told, in order of place."""
    nouns = _nouns()
    known = {_key(context, one.relation) for one in told}
    for token in context.tokens:
        entries = nouns.get(token.lemma.lower()) if token.pos == "NOUN" else None
        if not entries or not happened(context, token):
            continue
        slots = _slots(context, token)
        for entry in entries:
            for one in _ties(context, ends, (token, slots), entry):
                if _key(context, one.relation) not in known:
                    known.add(_key(context, one.relation))
                    yield one


def happened(context: Context, noun: Token, ended: Collection[str] = ()) -> bool:
    """Whether a deed is told as done: not planned, wished, refused, denied, and not "no payment".

    Args:
        context: The document.
        noun: The noun of doing.
        ended: Verbs that, though they undo a deed, say of this noun that it took place: an inquiry that is dropped was made.
    """
    tree, unreal = context.tree, load(FILE)["unreal_deeds"]
    if _unreal(tree.children(noun.index, "amod", "compound", "det", "nmod")):
        return False
    above = noun
    for _ in range(_CLIMB):
        below, above = above, context.tokens[above.head]
        if above.pos in ("VERB", "AUX"):
            spoken = below.dep == "prep" and below.lemma.lower() in unreal["spoken"]
            return not spoken and _carried_out(context, noun, above, ended)
        if above.lemma.lower() in unreal["prepositions"]:
            return False  # "decided against the sale of X to Y"
        if above.pos != "NOUN":
            continue
        none = any(t.lemma.lower() in ("no", "any") for t in tree.children(above.index, "det"))
        if none or above.lemma.lower() in unreal["nouns"]:
            return False  # "a plan for the sale of X to Y", "no grounds for a sale of X to Y"
    return True


def _unreal(near: Iterable[Token]) -> bool:
    """Whether a word beside a deed says that it was not done."""
    return any(t.lemma.lower() in load(FILE)["unreal_deeds"]["adjectives"] for t in near)


def _carried_out(context: Context, noun: Token, verb: Token, ended: Collection[str]) -> bool:
    """Whether a predicate over a deed says that it was done, or says something else of it."""
    tree, unreal = context.tree, load(FILE)["unreal_deeds"]
    subject = tree.child(verb.index, "nsubj", "nsubjpass")
    own = subject is not None and tree.within(noun.index, subject.index)
    if own and any(t.tag == "MD" for t in tree.children(verb.index, "aux")):
        return False
    lemma = verb.lemma.lower()
    if own and lemma in unreal["falling"] and lemma not in ended:
        return False  # "the sale of X to Y collapsed"
    undone = lemma in unreal["verbs"] and lemma not in ended
    said_of = own and tree.child(verb.index, "nsubjpass") is None
    if not said_of and (undone or not realised(context, verb)):
        return False  # "refused the sale of X to Y", "the sale of X to Y was refused"
    return not (context.negated(verb.index) and (not own or verb.lemma in unreal["carrying"]))


def _slots(context: Context, noun: Token) -> Slots:
    """The possessor and what stands behind each preposition of a noun, and of the nouns that hang on it."""
    tree = context.tree
    found: Slots = {}
    owner = tree.child(noun.index, "poss")
    if owner is not None:
        found["poss"] = owner
    level = [noun]
    for _ in range(_DEPTH):
        below: list[Token] = []
        for token in level:
            for kid in tree.children(token.index, "prep", "agent", "acl"):
                if kid.index < noun.index:
                    continue
                inner = tree.child(kid.index, "pobj")
                if inner is not None:
                    found.setdefault(kid.lemma.lower(), inner)
                    below.append(inner)
                elif kid.dep == "acl" and kid.tag == "VBN":
                    below.append(kid)
        level = below
    return found


def _ties(context: Context, ends: Ends, deed: tuple[Token, Slots], entry: Entry) -> Iterator[Found]:
    noun, slots = deed
    subject, object_ = _end(slots, entry["subject"]), _end(slots, entry["object"])
    if subject is None or object_ is None:
        return
    between = subject.index == object_.index
    if between:
        subjects, objects = _pair(ends, subject) if entry.get("both") else ([], [])
    else:
        subjects = _named(context, ends, subject, entry.get("subjects", "party"))
        objects = _named(context, ends, object_, entry.get("objects", "party"))
    predicate = Predicate(entry["predicate"])
    if entry.get("passed"):
        if "of" not in slots:
            return  # "a transfer from X to Y": of what, the words between the names may tell
        if context.document.amounts_in(*context.tree.extent(slots["of"].index)):
            predicate = Predicate.PAYS
    for one in subjects:
        for other in objects:
            if not ends.same(one, other):
                yield _found(context, noun, (predicate, entry), (one, other))


def _end(slots: Slots, names: Iterable[str]) -> Token | None:
    return next((slots[name] for name in names if name in slots), None)


def _pair(ends: Ends, token: Token) -> tuple[list[Mention], list[Mention]]:
    """The two of "between X and Y"."""
    both = [m for m in ends.all(token) if m.type in _PARTIES]
    return (both[:1], both[1:2]) if len(both) == 2 else ([], [])


def _named(context: Context, ends: Ends, token: Token, kind: str) -> list[Mention]:
    return [m for m in ends_at(context, ends, token) if m.type in _KINDS[kind]]


def _found(
    context: Context, noun: Token, told: tuple[Predicate, Entry], sides: tuple[Mention, Mention]
) -> Found:
    predicate, entry = told
    one, other = sides
    tree = context.tree
    low = min(context.tokens[tree.left[noun.index]].start, one.start, other.start)
    high = max(noun.end, one.end, other.end)
    sums = context.document.amounts_in(low, high) if predicate in _MONEY else ()
    stake = predicate in (Predicate.OWNS, Predicate.TRANSFERRED_TO)
    relation = Relation(
        predicate, Reference(one.id, one.text), Reference(other.id, other.text),
        detail=entry.get("detail"), start_date=only_date(context, low, high) if entry.get("dated") else None,
        amount=sums[0] if sums else None, share=share_in(context.text[low:high]) if stake else None,
    )  # fmt: skip
    return Found(relation, *context.content(low, high), noun.index)


def _key(context: Context, relation: Relation) -> tuple[str, frozenset[str]]:
    """A tie by its ends; those between two equals say the same both ways round."""
    entity_of = context.document.entity_of
    ends = (relation.subject, relation.object)
    return str(relation.predicate), frozenset(entity_of.get(e.id, e.id) for e in ends if e)
