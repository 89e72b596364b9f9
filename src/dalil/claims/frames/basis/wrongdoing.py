"""Predicates of wrongdoing: "stole the money", "took bribes", "money stolen from ...".

Said of somebody in a finite clause or as a participle they make an accusation. An infinitive ("to
stop money laundering"), a condition or a bare noun beside a policy goal makes none. Whether the
accusation is true is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token

_NO_ONE = frozenset({"anybody", "anyone", "nobody", "none", "no-one"})
"""Subjects that accuse no one: "anybody" stands where something is denied or asked."""
_FINITE = ("VBD", "VBZ", "VBP")


def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load("proceedings_en.yaml")["wrongdoing"]
    return found


def wrongs(context: Context) -> list[Token]:
    """Verbs that accuse, in order of place."""
    if context.wrongs is None:
        verbs = (t for t in context.tokens if t.pos in ("VERB", "AUX"))
        context.wrongs = [t for t in verbs if accuses(context, t)]
    return context.wrongs


def accuses(context: Context, verb: Token) -> bool:
    """Whether a verb says that somebody did wrong."""
    words = _words()
    lemma = verb.lemma.lower()
    if any(t.lemma.lower() in ("if", "unless") for t in context.tree.children(verb.index, "mark")):
        return False
    subject = context.tree.child(verb.index, "nsubj", "nsubjpass")
    if subject is not None and subject.lemma.lower() in _NO_ONE:
        return False
    if _of_a_kind(context, verb):
        return False
    if lemma == "threaten" and _may_threaten(context, verb):
        return False
    if _involves(context, verb) or _is_wrongdoer(context, verb):
        return _happened(context, verb)
    found = context.tree.child(verb.index, "dobj", "nsubjpass")
    if found is None and verb.dep == "acl" and verb.tag == "VBN":
        found = context.tokens[verb.head]  # "money diverted from the fund"
    of_object = found is not None and found.lemma.lower() in words["objects"].get(lemma, ())
    return (of_object or lemma in words["verbs"]) and _happened(context, verb)


def _of_a_kind(context: Context, verb: Token) -> bool:
    """Whether it describes people of a kind and nobody: "officials who steal public money"."""
    noun = context.tokens[verb.head]
    if verb.dep != "relcl" or verb.tag not in ("VBP", "VBZ") or noun.tag not in ("NNS", "DT"):
        return False
    return not context.tree.children(noun.index, "det", "poss", "nummod", "appos")


_LAWFUL = frozenset(
    {"sue", "appeal", "resign", "quit", "leave", "strike", "complain", "litigate", "withdraw", "veto", "boycott",
     "report", "walk", "prosecute", "challenge", "take", "pull", "close", "cancel", "terminate", "impose", "sanction"}
)  # fmt: skip


def _may_threaten(context: Context, verb: Token) -> bool:
    """Whether what is threatened is within anybody's rights: "threatened to sue"."""
    clause = context.tree.child(verb.index, "xcomp")
    return clause is not None and clause.lemma.lower() in _LAWFUL


def _is_wrongdoer(context: Context, verb: Token) -> bool:
    """Whether it calls somebody a wrongdoer or a thing unlawful: "is a front for", "was a sham"."""
    if verb.lemma != "be":
        return False
    words = _words()
    subject = context.tree.child(verb.index, "nsubj")
    if subject is not None and subject.lemma.lower() in load("proceedings_en.yaml")["deniable"]:
        return False  # "the charge was theft" tells of what was charged
    for kid in context.tree.children(verb.index, "attr"):
        if kid.lemma.lower() in words["roles"]:
            return True
    return any(
        k.lemma.lower() in words["adjectives"] for k in context.tree.children(verb.index, "acomp")
    )


def _involves(context: Context, verb: Token) -> bool:
    """Whether it says "involved in", "responsible for" or the like, of a noun of wrongdoing."""
    words, tree = _words(), context.tree
    for place in (verb, *tree.children(verb.index, "acomp", "attr", "oprd")):
        prepositions = words["involvement"].get(place.lemma.lower())
        if prepositions is None:
            continue
        ends = tree.children(place.index, "dobj", "nsubjpass") if not prepositions else []
        for kid in tree.children(place.index, "prep"):
            inner = tree.child(kid.index, "pobj", "pcomp")
            if kid.lemma in prepositions and inner is not None:
                ends.append(inner)
        if any(_wrong_inside(context, end) for end in ends):
            return True
    return False


def _wrong_inside(context: Context, head: Token) -> bool:
    """Whether a noun of wrongdoing stands in a phrase, near its head."""
    nouns = set(_words()["nouns"])
    last = min(context.tree.right[head.index], head.index + 12)
    phrase = context.tokens[context.tree.left[head.index] : last + 1]
    return any(t.pos == "NOUN" and t.lemma.lower() in nouns for t in phrase)


def _happened(context: Context, verb: Token) -> bool:
    """Finite, perfect, or a participle that describes a noun; no infinitive of purpose."""
    tree = context.tree
    auxiliaries = tree.children(verb.index, "aux", "auxpass")
    if any(a.tag in ("TO", "MD") for a in auxiliaries):
        return _supposedly(context, verb, auxiliaries)
    if verb.tag in _FINITE or auxiliaries:
        return True
    if verb.tag in ("VBN", "VBG") and verb.dep in ("acl", "relcl", "conj", "pcomp"):
        return verb.tag == "VBN" or verb.dep != "pcomp"
    return False


def _supposedly(context: Context, verb: Token, auxiliaries: Sequence[Token]) -> bool:
    """Whether somebody may have done it, or appears or is said to: "may have taken bribes", "is said to have stolen"."""
    if not any(a.lemma == "have" for a in auxiliaries):
        return False
    modal = next((a for a in auxiliaries if a.tag == "MD"), None)
    if modal is not None:
        return modal.lemma.lower() in ("may", "might", "must") and not context.negated(verb.index)
    above = context.tokens[verb.head]
    if verb.dep != "xcomp" or context.negated(above.index):
        return False
    lemma = above.lemma.lower()
    if lemma in context.lexicon.hedge_verbs:
        return True
    passive = context.tree.child(above.index, "auxpass") is not None
    return passive and (lemma in context.lexicon.hearsay_passives or lemma == "allege")


def accusing_nouns(context: Context, verb: Token) -> Iterator[Token]:
    """Nouns of wrongdoing that are subject or predicate of a clause: "the corruption is ..."."""
    nouns = set(_words()["nouns"])
    for kid in context.tree.children(verb.index, "nsubj", "nsubjpass", "attr", "dobj"):
        if kid.lemma.lower() in nouns:
            yield kid
