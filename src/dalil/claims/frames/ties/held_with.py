"""What is held besides, and who holds it too: "owns X and half of Y", "owns X together with his sister, Y".

Each is named by words of its own. "Together with" tells of whoever holds; a bare "with" may tell anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_WITH = re.compile(
    r"[^.;:]{0,90}?,? (?:together|jointly|in common|along) with "
    r"(?P<who>(?:(?:his|her|its|their|the|an?) (?:[A-Za-z-]+ ){1,5}|(?:his|her) [a-z-]+, )?)(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?"
)
_FURTHEST = 160
_POSSESSIVE = ("'s", "’s")


def also_held(context: Context, ends: Ends, thing: Token) -> list[Mention]:
    """The companies of stakes that are joined to what is held: Y of "owns X and a third of Y".

    Args:
        context: The document.
        ends: Finds the mentions behind words.
        thing: What is held.
    """
    tree, stakes = context.tree, frozenset(load(FILE)["stakes"])
    found: list[Mention] = []
    if any(t.lemma.lower() not in ("and", ",") for t in tree.children(thing.index, "cc")):
        return []  # "owns X but not a third of Y"
    for stake in tree.children(thing.index, "conj"):
        if stake.lemma.lower() not in stakes:
            continue
        for kid in tree.children(stake.index, "prep"):
            inner = tree.child(kid.index, "pobj")
            if kid.lemma in ("of", "in") and inner is not None:
                found += [m for m in ends.all(inner) if m.type == MentionType.ORGANISATION]
    return found


def holders_beside(context: Context, verb: Token, holders: Sequence[Mention]) -> list[Mention]:
    """Who holds the same together with those told.

    Args:
        context: The document.
        verb: The verb of holding.
        holders: Who is told as a holder.
    """
    if context.negated(verb.index):
        return []
    high = context.tree.sentence_extent(verb.index)[1]
    cluster = context.document.cluster_of
    known = {cluster(m) for m in holders}
    for mention in context.document.mentions_in(verb.end, min(high, verb.end + _FURTHEST)):
        if mention.type not in _PARTIES or mention.start < verb.end:
            continue
        said = _WITH.fullmatch(context.text[verb.end : mention.start].replace("\n", " "))
        if said and context.text[mention.end : mention.end + 2] not in _POSSESSIVE:
            beside = _holds_too(context, (verb.end, verb.end + said.start("who")), mention)
            return [mention] if beside and cluster(mention) not in known else []
    return []


def _holds_too(context: Context, with_it: tuple[int, int], mention: Mention) -> bool:
    """Whether somebody behind "together with" shares in the holding, in no other deed and not in what is held.

    "Owns X and lives together with Y", "bought X together with its subsidiary Y", "a villa, jointly with the wife of Y"
    tell of no holder Y; of a firm only "jointly with" does, since "bought X along with Y" buys both.
    """
    start, end = with_it
    between, who = (
        context.document.tokens_in(start, end),
        context.document.tokens_in(end, mention.start),
    )
    if any(t.pos in ("VERB", "AUX") or t.tag in _RELATIVE for t in between):
        return False
    if any(t.pos in ("VERB", "AUX", "ADP") or t.lemma.lower() == "its" for t in who):
        return False
    bought_too = mention.type == MentionType.ORGANISATION and not any(
        t.lemma.lower() in _JOINTLY for t in between
    )
    return not bought_too


_RELATIVE = ("WDT", "WP", "WP$")
_JOINTLY = frozenset({"jointly", "common"})
