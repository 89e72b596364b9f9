"""Who holds what the rules gave to the document itself: somebody named in sight, where a model is sure of it.

"Mirel was heard on Monday. The bags had been empty. Nobody had counted them.": rules that look for a word of saying
leave the second and the third sentence to the author. A model that learned from labelled documents tells whom such
words belong to; here its word is taken only where one name in sight has most of what it is sure of, and nowhere is a
claim taken from somebody to whom the rules gave it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from dalil.claims.document import Document, refer
from dalil.claims.told import OWN, HeldBy
from dalil.evidence import Claim, Holder, HolderRole, Kind, Mention, MentionType, Stage

SURE = 0.5
"""What one name must have, of 1, to take a claim from the document: more than all others together."""
_SPEAKS = (MentionType.PERSON, MentionType.ORGANISATION)
_COURTS = frozenset({"court", "tribunal"})
_OF_ONE = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)
"""Words for somebody told of before, who may be whoever spoke last: "He took four million" behind his own denial."""


def held_by(document: Document, claim: Claim, held: HeldBy) -> Claim:
    """A claim with the holder that a model is sure of, before those it had; itself where it is the document's, or somebody's.

    Args:
        document: The document that the claim was read from.
        claim: As the rules made it.
        held: What the model says of its holder.
    """
    if claim.holders[0].role not in OWN or held.own > 1 - SURE or _is_apart(claim):
        return claim
    named = _named(document, claim, held)
    if named is None:
        return claim
    head = named.text.lower().partition(" of ")[0].rpartition(" ")[2]
    role = HolderRole.COURT if head in _COURTS else HolderRole.SPEAKER
    first = Holder(role, refer(named), named.text, start=named.start, end=named.end)
    kind = Kind.INDIRECT if claim.kind is Kind.AUTHOR else claim.kind
    return replace(claim, holders=(first, *claim.holders), kind=kind)


def _is_apart(claim: Claim) -> bool:
    """Whether a claim stays the document's whatever weights say: a step of proceedings, or what tells of "him".

    A denial in the words of whoever is told of ("He had never met her") may be his.
    """
    step = claim.stage is not None and claim.stage is not Stage.ALLEGATION
    return step or (not claim.negated and _OF_ONE.search(claim.quote) is not None)


def _named(document: Document, claim: Claim, held: HeldBy) -> Mention | None:
    """The name of whoever has enough of what the model is sure of, as it stands last before the claim."""
    shares: defaultdict[str, float] = defaultdict(float)
    places: dict[str, list[Mention]] = {}
    for start, end, share in held.words:
        for mention in document.mentions_in(start, end):
            if mention.type in _SPEAKS:
                cluster = document.cluster_of(mention)
                shares[cluster] += share
                places.setdefault(cluster, []).append(mention)
    best = max(shares, key=lambda cluster: shares[cluster], default="")
    if not best or shares[best] <= SURE or best in _own(document) | _concerned(document, claim):
        return None
    within = document.mentions_in(claim.locator.start, claim.locator.end)
    if any(document.cluster_of(mention) == best for mention in within):
        return None  # who speaks of himself by name is seldom who is heard
    before = [one for one in places[best] if one.end <= claim.locator.start]
    return before[-1] if before else places[best][0]


def _concerned(document: Document, claim: Claim) -> set[str]:
    """The clusters of those whom a claim is about, or ties."""
    ends = [end for tie in claim.relations for end in (tie.subject, tie.object) if end is not None]
    return {document.entity_of.get(one.id, one.id) for one in (*claim.about, *ends)}


def _own(document: Document) -> set[str]:
    """The clusters of those in whose voice the document speaks."""
    voices = (document.author, *document.signatories)
    known = (one.reference.id for one in voices if one.reference is not None)
    return {document.entity_of.get(id_, id_) for id_ in known}
