"""Denials: contents that take an accusation back, by their words or as "has never taken a bribe".

Three kinds: a word that denies said of an accusation ("the charges are fabricated"), a phrase that
denies by itself ("there is no truth in it"), and a negated deed that a speaker says of itself or of
the one for whom it speaks. A negation about something else is no denial; a court's finding is none
either.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import prosecutes
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.wrongdoing import accuses
from dalil.claims.frames.referents.holders import OWN, Resolver
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

_FILE = "proceedings_en.yaml"
_PARTY = (MentionType.PERSON, MentionType.ORGANISATION)
_POINTING = frozenset({"it", "this", "that", "these", "those", "they", "what", "which"})
_BACKING = frozenset(
    {"pay", "fund", "finance", "instruct", "influence", "bribe", "employ", "sponsor"}
)
FAR = 600
"""Code points of a content in which a phrase of denial is looked for."""
NEAR = 60
"""Tokens of a content in which the error of a decision is looked for."""
MOST = 6
"""Clauses of a quotation that are looked at."""


def takes_back(context: Context, frame: Frame) -> bool:
    """Whether the words of a content deny an accusation of which they speak.

    That a prosecutor finds no crime ends a case; it is no denial.
    """
    if frame.head < 0:
        return False
    speaker = context.tokens[frame.source.head] if frame.source is not None else None
    if prosecutes(context, speaker):
        return False
    text = context.text[frame.start : min(frame.end, frame.start + FAR)].lower()
    words = load(_FILE)
    if any(phrase in text for phrase in words["denying_phrases"]["whole"]):
        return True
    head = context.tokens[frame.head]
    if frame.method == "cue:see-as" and _called(context, frame):
        return True
    if not _speaks_of_accusation(context, head) and not _clears_person(context, head):
        return False
    if any(phrase in text for phrase in words["denying_phrases"]["of_accusations"]):
        return True
    return bool(_said_of(context, head) & set(words["denying"])) and not context.negated(head.index)


def finds_fault(context: Context, frame: Frame) -> bool:
    """Whether a content says that a court erred, or that there is an error in what was decided.

    "The judge had failed to recognise that", "there were factual errors in the decision", "this was an
    error of law", "the tribunal should have realised".
    """
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    tokens = context.tokens[first : min(last, first + NEAR)]
    words, head = load(_FILE)["faults"], context.tokens[frame.head]
    subject = context.tree.subject(frame.head)
    decided = subject is not None and (
        context.is_court(subject) or subject.lemma.lower() in words["decisions"]
    )
    if decided and not context.negated(frame.head):
        if {head.lemma.lower()} & set(words["verbs"]):
            return True
        if any(t.lemma.lower() in words["adverbs"] for t in context.tree.children(frame.head)):
            return True
        auxiliaries = {t.lemma.lower() for t in context.tree.children(frame.head, "aux")}
        if {"should", "have"} <= auxiliaries or {"ought", "have"} <= auxiliaries:
            return True
    lemmas = {t.lemma.lower() for t in tokens}
    erroneous = bool(lemmas & {"error", "misdirection"}) and not context.negated(frame.head)
    return erroneous and bool(lemmas & {"law", *words["decisions"]})


def ends_case(context: Context, frame: Frame) -> bool:
    """Whether somebody who investigates says that there was no crime: a decision not to go on."""
    if frame.source is None or not prosecutes(context, context.tokens[frame.source.head]):
        return False
    text = context.text[frame.start : min(frame.end, frame.start + FAR)].lower()
    return any(phrase in text for phrase in load(_FILE)["denying_phrases"]["no_case"])


def _called(context: Context, frame: Frame) -> bool:
    """Whether an accusation is called something that denies: "called the charges baseless"."""
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    words = context.tokens[first : min(last, first + 10)]
    nouns, denying = set(load(_FILE)["deniable"]), set(load(_FILE)["denying"])
    said = {t.lemma.lower() for t in words} | {t.text.lower() for t in words}
    return bool(said & denying) and any(t.lemma.lower() in nouns for t in words)


def _said_of(context: Context, head: Token) -> set[str]:
    """What a clause says of its subject: predicate words and what describes them."""
    tree = context.tree
    near = [head.index, *(t.index for t in tree.children(head.index, "attr", "acomp", "oprd"))]
    near += [t.index for place in near for t in tree.children(place, "amod", "advmod", "acomp")]
    tokens = [context.tokens[i] for i in near if context.tokens[i].lemma != "lie"]
    return {t.lemma.lower() for t in tokens} | {t.text.lower() for t in tokens}


def _speaks_of_accusation(context: Context, head: Token) -> bool:
    """Whether a content's head or its subject is an accusation, a report or a verdict, or points to one."""
    nouns = set(load(_FILE)["deniable"])
    subject = context.tree.child(head.index, "nsubj", "nsubjpass")
    attribute = context.tree.child(head.index, "attr")
    for token in (head, subject, attribute):
        if token is not None and token.lemma.lower() in nouns:
            return True
    return subject is not None and subject.text.lower() in _POINTING


_OWNING_UP = frozenset(
    {"accept", "acknowledge", "admit", "agree", "concede", "recognise", "recognize"}
)


def given_up(context: Context, frame: Frame) -> bool:
    """Whether another's accusation is given up: whoever says so is not the one it was made of."""
    return frame.cue >= 0 and context.tokens[frame.cue].lemma.lower() in _OWNING_UP


_DECISIONS = frozenset(
    {"verdict", "sentence", "judgment", "judgement", "ruling", "decision", "trial", "conviction", "sanction", "listing", "designation"}
)  # fmt: skip
_POLITICAL = frozenset({"political", "politically-motivated", "politically", "absurd", "nonsense"})


def against_decision(context: Context, frame: Frame) -> bool:
    """Whether what is taken back is a decision called political: that disputes it and denies no act."""
    head = context.tokens[frame.head]
    near = (head, *context.tree.children(head.index, "nsubj", "nsubjpass", "attr"))
    words = set(load(_FILE)["denying"])
    said = _said_of(context, head) & words
    return any(t.lemma.lower() in _DECISIONS for t in near) and bool(said) and said <= _POLITICAL


def _clears_person(context: Context, head: Token) -> bool:
    """Whether it says that somebody is innocent."""
    near = (head, *context.tree.children(head.index, "acomp", "attr", "oprd"))
    return any(t.lemma.lower() in ("innocent", "innocence", "blameless") for t in near)


def exculpates(context: Context, resolver: Resolver, frame: Frame) -> bool | None:
    """Whether a speaker says that itself, its client or somebody named did not do a deed.

    Returns:
        True of wrongdoing, False of another tie or deed (owning, receiving, knowing), None where it
        exculpates nobody.
    """
    if frame.source is None:
        return None
    for verb in _predicates(context, frame):
        if not context.negated(verb.index) or _to_come(context, verb):
            continue
        if accuses(context, verb):
            return True if _of_party(context, resolver, verb, frame) else None
        if _of_self(context, resolver, verb, frame) and (
            _deed(context, verb) or _never_did(context, verb)
        ):
            return False
        if _by_agent(context, resolver, frame) and _past(context, verb):
            if _by_authority(context, verb):
                continue  # "the police never questioned him": held against them, no denial
            return False
    return None


def _by_agent(context: Context, resolver: Resolver, frame: Frame) -> bool:
    """Whether a lawyer or spokesman speaks: what such a one says did not happen is a denial."""
    principals = resolver.principals
    return principals is not None and principals.speaks_for_others(frame.source)


def _by_authority(context: Context, verb: Token) -> bool:
    """Whether it is told of a court, of those who investigate, or of another authority."""
    subject = _subject(context, verb)
    if subject is None:
        return False
    known = subject.lemma.lower() in load(_FILE)["authorities"]
    return known or prosecutes(context, subject) or context.is_court(subject)


def _past(context: Context, verb: Token) -> bool:
    """Whether a predicate tells of what was or has been, not of what will be or is hoped."""
    auxiliaries = context.tree.children(verb.index, "aux", "auxpass")
    if any(t.tag == "MD" for t in auxiliaries):
        return False
    return verb.tag == "VBD" or any(
        t.lemma in ("have", "do") or t.tag == "VBD" for t in auxiliaries
    )


def _predicates(context: Context, frame: Frame) -> list[Token]:
    """The head of a content and what is joined to it; the clauses of a quotation."""
    if frame.head < 0:
        return []
    head = context.tokens[frame.head]
    found = [head, *context.tree.children(head.index, "conj")]
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    for token in context.tokens[first : min(last, first + 200)]:
        if token.head == token.index and token.pos in ("VERB", "AUX"):
            found += [token, *context.tree.children(token.index, "conj", "ccomp")]
    return [t for t in dict.fromkeys(found) if t.pos in ("VERB", "AUX", "NOUN")][:MOST]


def _deed(context: Context, verb: Token) -> bool:
    """Whether a predicate names a tie or deed of which people are accused."""
    words = load(_FILE)["deeds"]
    lemma = verb.lemma.lower()
    if context.tree.child(verb.index, "auxpass", "nsubjpass") is not None:
        return lemma in ("involve", "inform", "own")
    if lemma in words["verbs"]:
        return True
    objects = context.tree.children(verb.index, "dobj", "attr", "acomp", "prep")
    nouns = {t.lemma.lower() for t in objects}
    return bool(nouns & set(words["objects"].get(lemma, ())))


def _subject(context: Context, verb: Token) -> Token | None:
    return context.tree.subject(verb.index)


def _of_party(context: Context, resolver: Resolver, verb: Token, frame: Frame) -> bool:
    subject = _subject(context, verb)
    if subject is None:
        return False
    if (
        subject.text.lower() in OWN
        or subject.pos == "PRON"
        or subject.lemma in ("client", "clients")
    ):
        return subject.text.lower() not in ("nobody", "none", "nothing", "anybody", "who")
    found = resolver.mention(subject)
    return found is not None and found.type in _PARTY


def _of_self(context: Context, resolver: Resolver, verb: Token, frame: Frame) -> bool:
    """Whether the subject is the speaker or the one for whom the speaker acts."""
    subject = _subject(context, verb)
    if subject is None or frame.source is None:
        return False
    if subject.text.lower() in ("nobody", "none") or subject.lemma.lower() == "one":
        target = context.tree.child(verb.index, "dobj", "dative")
        paying = verb.lemma.lower() in _BACKING
        purpose = context.tree.child(verb.index, "xcomp", "advcl") is not None
        return (
            paying and purpose and target is not None and target.text.lower() in OWN
        )  # "nobody pays me to say so"
    if subject.pos == "PRON" and _never(context, verb) and _is_deed(verb):
        return True  # "it has never taken money": said of whom the talk is
    if subject.text.lower() in OWN or subject.lemma in ("client", "clients"):
        return True
    resolver.speaks(frame.source)
    found = resolver.mention(subject)
    own = (resolver.mention(context.tokens[frame.source.head]), resolver.client())
    return found is not None and any(_same(context, found, other) for other in own)


_FELT_ALONE = frozenset(
    {"meet", "see", "be", "have", "think", "want", "feel", "forget", "expect", "hear"}
)


def _never_did(context: Context, verb: Token) -> bool:
    """Whether a predicate says that somebody never did a deed: no passive, nothing only felt."""
    passive = context.tree.child(verb.index, "auxpass", "nsubjpass") is not None
    return not passive and _is_deed(verb) and _never(context, verb) and _past(context, verb)


def _is_deed(verb: Token) -> bool:
    return verb.pos == "VERB" and verb.lemma.lower() not in _FELT_ALONE


def _to_come(context: Context, verb: Token) -> bool:
    """Whether a predicate tells of what will be: "we will not pay" denies no deed."""
    auxiliaries = context.tree.children(verb.index, "aux")
    return any(t.lemma.lower() in ("will", "shall", "wo") for t in auxiliaries)


def _never(context: Context, verb: Token) -> bool:
    return any(t.lemma.lower() == "never" for t in context.tree.children(verb.index))


def _same(context: Context, one: Mention, other: Mention | None) -> bool:
    cluster = context.document.cluster_of
    return other is not None and cluster(one) == cluster(other)
