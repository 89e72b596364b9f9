"""Ties that their own words refute: "and not X", a place that is owned, a body that tried or caught somebody.

Each rule of the ties looks at its own words; what is looked at here holds for all of them. Nothing is tied anew, only
left out: a tie that the words do not tell is worse than one that is missed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE
from dalil.claims.frames.referents.salience import Salience
from dalil.claims.frames.referents.within import within_subject
from dalil.evidence import Mention, MentionType, Predicate, Reference

_BEFORE = 40
"""Code points before a name in which "and not" stands."""
_NOT = re.compile(
    r"(?:(?:,|\band|;|\(|[–—-]) (?:not|rather than|instead of)|\b(?:rather than|instead of))"
    r"(?: (?:by|to|of|for|from|the|his|her|its|their|Mr|Mrs|Ms|Miss|Dr)\.?)*\s+$"
)
_POSTS = frozenset({Predicate.ROLE_AT, Predicate.EMPLOYED_BY, Predicate.MEMBER_OF})
_DONE = frozenset(
    {Predicate.OWNS, Predicate.CONTROLS, Predicate.PAYS, Predicate.FUNDS, Predicate.TRANSFERRED_TO, Predicate.ROLE_AT,
     Predicate.REPRESENTS, Predicate.LOBBIES_FOR, Predicate.EMPLOYED_BY, Predicate.MEMBER_OF}
)  # fmt: skip
"""Ties that a verb tells of its subject."""
_LOCAL = re.compile(r"(?:\b(?:in|at|near)|,)(?: the)?\s+$", re.IGNORECASE)
_LISTS = frozenset({"list", "lists", "register", "roll", "annex", "database", "record", "records"})
_STATE_LAWYER = re.compile(r"\b(?:attorney|solicitor)\b", re.IGNORECASE)
_IN_HOUSE = re.compile(r"\b(?:general|legal|chief|corporate|in-house) counsel\b", re.IGNORECASE)
"""An office within a firm, not a mandate."""
_SECOND_BRACKET = re.compile(r"\s*\)?\s*\([^()\n]{2,24}\)")


def fit(context: Context, salience: Salience, one: Found) -> bool:
    """Whether nothing in the words of a tie refutes it.

    Args:
        context: The document.
        salience: Knows which of its bodies are public.
        one: The tie.
    """
    relation = one.relation
    subject = context.document.by_id.get(relation.subject.id)
    target = _mention(context, relation.object)
    if any(end is not None and _excluded(context.text, end) for end in (subject, target)):
        return False
    if relation.predicate in _DONE and subject is not None and target is not None:
        later = subject.end <= target.start
        if later and within_subject(context, subject, target.start):
            return False
    if relation.predicate is Predicate.DISMISSED_FROM and target is None:
        return not _LISTS & set((relation.value or "").lower().split())
    if target is None:
        return True
    if relation.predicate is Predicate.OWNS:
        return _may_be_owned(context, salience, target)
    if relation.predicate in _POSTS:
        if _of_another(context.text[one.start : target.start]):
            return False
        return not _was_done(context, target, relation.detail) and not _stands_for(
            context, subject, target
        )
    if relation.predicate is Predicate.REPRESENTS:
        if relation.detail and _IN_HOUSE.search(relation.detail):
            return False
        place = target.type == MentionType.LOCATION
        if place and not _is_client(context.text, one, target):
            return False
        return subject is None or not _is_object(context, subject, target)
    return True


def _mention(context: Context, reference: Reference | None) -> Mention | None:
    return context.document.by_id.get(reference.id) if reference is not None else None


def _excluded(text: str, mention: Mention) -> bool:
    """Whether the words before a name say that it was somebody else: "X, and not Y, signed"."""
    return _NOT.search(text[max(0, mention.start - _BEFORE) : mention.start]) is not None


def _may_be_owned(context: Context, salience: Salience, target: Mention) -> bool:
    """Whether a name may have an owner: no public body, and no place in which something lies."""
    if target.type == MentionType.ORGANISATION:
        return not salience.is_public(target)
    before = context.text[max(0, target.start - 12) : target.start]
    return target.type != MentionType.LOCATION or _LOCAL.search(before) is None


def _of_another(before: str) -> bool:
    """Whether the words of a tie before its body mean another one: "a director of a sister concern of Y"."""
    return _another().search(before) is not None


@lru_cache(maxsize=1)
def _another() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, load(FILE)["kindred"]))
    return re.compile(
        rf"\b(?:(?:{nouns})s?(?: company| firm)?|sister (?:company|firm)|rival) of (?:the )?$"
    )


def _was_done(context: Context, body: Mention, detail: str | None) -> bool:
    """Whether what was taken for an office is what a body did: "the Bureau detained Judge X"."""
    if not detail:
        return False
    first = min(context.token_at(body.end), len(context.tokens) - 1)
    word = context.tokens[first]
    if not detail.lower().startswith(word.text.lower()) or not word.text[:1].islower():
        return False
    if word.tag in ("VBD", "VBN", "VBZ"):
        return True
    return word.text.endswith("ed") and word.lemma.lower() in _deeds()


@lru_cache(maxsize=1)
def _deeds() -> frozenset[str]:
    """Verbs of what authorities do to people."""
    verbs = load("proceedings_en.yaml")["verbs"]
    return frozenset(lemma for entry in verbs for lemma in entry["lemmas"]) | frozenset(
        load(FILE)["placing"]
    )


def _stands_for(context: Context, subject: Mention | None, target: Mention) -> bool:
    """Whether a bracket names a constituency and the next one a party: "Ada Mirel (Olt West) (Green)"."""
    text = context.text
    if subject is None or text[subject.end : target.start] != " (":
        return False
    return ") (" in target.text or _SECOND_BRACKET.match(text, target.end) is not None


def _is_client(text: str, one: Found, place: Mention) -> bool:
    """Whether a place is a state that has a lawyer, not where he works: "a solicitor of Olt", "U.S. Attorney"."""
    before = text[one.start : place.start]
    if re.search(r"\bof (?:the )?$", before):
        return False
    return _STATE_LAWYER.match(text[place.end :].lstrip()) is None


def _is_object(context: Context, agent: Mention, client: Mention) -> bool:
    """Whether "on behalf of" tells of a verb's subject, not of the name before it: "paid X on behalf of Y"."""
    gap = context.text[agent.end : client.start]
    if re.fullmatch(r",?(?: [a-z]+){0,4} on behalf of(?: the)? ", gap) is None:
        return False
    tokens = context.document.tokens_in(agent.start, agent.end)[:12]
    inside = {t.index for t in tokens}
    head = next((t for t in tokens if t.head not in inside), None)
    while head is not None and head.dep in ("appos", "conj"):
        head = context.tokens[head.head]
    return head is not None and head.dep in ("dobj", "pobj", "dative")
