"""Who owns what a passive tells: "owned in equal parts by Y's godson, X, and by Z", "a showroom belonging to his cousin X".

The parser finds what is owned; the owners are read from the words behind "by" and "to", with the descriptions that
stand before their names, since a parse of several of them is often wrong. Things without a name keep their words.
Existing ties are not told again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.shares import share_in
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_SHARED = (
    r"(?: (?:(?:in|by) (?:equal )?(?:parts|halves|shares|thirds|equal shares)|in (?:part|turn|full|whole)|half|partly|jointly|wholly|in (?:19|20)\d\d"
    r"|and (?:controlled|managed|run|operated)|or (?:indirectly )?(?:controlled|managed)|directly|indirectly|(?:\d{1,3}(?:[.,]\d+)? ?(?:%|per ?cent)))){0,3}"
)
_BY = re.compile(rf"{_SHARED},? by (?:(?:both|one) )?")
_TO = re.compile(r"(?: (?:in part|in fact|in truth|once|wholly|partly|now))? to ")
_NAMED = re.compile(r" (?:in the name of|to) ")
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|General|Gen|Colonel|Captain|Professor|Prof|Senator|Sheikh|Haji|Alhaji|Chief|Don|Doña)\.? ){0,2}"
_DESCRIBED = re.compile(
    rf"(?:(?:the|an?|his|her|its|their|our|my|one|two) )?(?:[A-Z]?[a-z][a-z'’-]* ){{0,6}}(?:[a-z-]+, (?:the )?)?(?:(?:company|firm|fund|foundation|group|trust) )?{_TITLE}"
)
_POSSESSED = re.compile(rf"['’]s? (?:[a-z-]+ ){{0,4}}[a-z-]+,? {_TITLE}")
_NEXT = re.compile(
    r"(?: \([^()]{2,40}\))?(?:,(?! and)[^,.;:()]{2,60}(?=,))?(?:,? and(?: \d{1,3}(?:[.,]\d+)? ?(?:%|per ?cent))?(?: (?:by|to))? |, (?:by |to )?)"
)
_MOST = 6
_FURTHEST = 300
"""Code points behind the verb in which its owners stand."""
_CLOSED = re.compile(
    r"(?<!\b[A-Z])(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Dr)(?<!St)(?<!Gen)(?<!Prof)(?<!Ltd)(?<!Inc)(?<!Co)\.\s|[;!?]\s|\n\s*\n"
)
"""Where their sentence ends; a parse of wrapped lines ends it too early."""
_HOLDING = frozenset({"own", "hold", "co-own", "control"})


def owned(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """All such ties that nothing else has told, in order of place."""
    known = {_key(context, one.relation) for one in told}
    plain = context.text.replace("\n", " ")
    for token in context.tokens:
        lemma = token.lemma.lower()
        if token.pos != "VERB" or lemma not in {*_HOLDING, "belong", "register"}:
            continue
        behind = _behind(plain, token, lemma)
        if behind is None or context.negated(token.index):
            continue
        bodies, thing = _what(context, ends, token)
        if lemma in ("hold", "register") and not thing and not _is_held(context, token, bodies):
            continue
        for owner in _owners(context, plain, behind) if bodies or thing else ():
            for one in _ties(context, token, owner, (bodies, thing)):
                if _key(context, one.relation) not in known:
                    yield one


def _behind(plain: str, verb: Token, lemma: str) -> int | None:
    """Where the owners of a verb begin; None where it is active or names none."""
    if lemma == "belong":
        match = _TO.match(plain, verb.end)
    elif verb.tag not in ("VBN", "VBD"):
        match = None
    else:
        match = (_NAMED if lemma == "register" else _BY).match(plain, verb.end)
    return match.end() if match is not None else None


def _what(context: Context, ends: Ends, verb: Token) -> tuple[list[Mention], str | None]:
    """What is owned: the subject, or what the participle describes; bodies and ships by name, a thing in words."""
    tree = context.tree
    noun = tree.child(verb.index, "nsubjpass", "nsubj")
    if noun is not None and noun.text.lower() in ("which", "that", "who") and verb.dep == "relcl":
        noun = context.tokens[verb.head]
    if noun is None and verb.dep in ("acl", "relcl", "appos", "advcl"):
        noun = context.tokens[verb.head]
    if noun is None and verb.dep == "conj":
        noun = tree.subject(verb.head)
    if noun is None or noun.pos == "PRON":
        return [], None
    named = [m for m in ends.all(noun) if m.type in (MentionType.ORGANISATION, MentionType.ASSET)]
    if named:
        return named, None
    if noun.lemma.lower() in {*load(FILE)["property"], *_THINGS} and noun.pos == "NOUN":
        start = context.tokens[tree.left[noun.index]].start
        end = min(context.tokens[tree.right[noun.index]].end, verb.start)
        return [], context.text[start : max(end, noun.end)].strip(" ,")
    return [], None


_THINGS = frozenset(
    {"showroom", "shop", "tower", "clinic", "greenhouse", "hectare", "terminal", "café", "cafe", "depot", "restaurant", "garage",
     "ranch", "island", "winery", "quarry", "garden", "meadow", "forest", "pharmacy", "station", "bakery", "car", "truck", "van",
     "lorry", "horse", "racehorse", "jewel", "diamond", "artwork", "sculpture", "collection", "orchard", "lodge", "pier", "marina"}
)  # fmt: skip


def _is_held(context: Context, verb: Token, bodies: list[Mention]) -> bool:
    """Whether "held by" is ownership: of a firm, not of a meeting, a quarter or a title."""
    if verb.lemma == "register" or not bodies:
        return bool(bodies) and verb.lemma == "hold"
    forms = set(load("proceedings_en.yaml")["bodies"]["company"]["fits"])
    return any(
        m.method.startswith("rule:legal-form")
        or {w.strip(".,()").lower() for w in m.text.split()} & forms
        for m in bodies
    )


def _owners(context: Context, plain: str, place: int) -> Iterator[Mention]:
    """The owners that are named from a place on, joined by "and" and commas."""
    count = 0
    closed = _CLOSED.search(context.text, place, place + _FURTHEST)
    high = closed.start() if closed is not None else min(place + _FURTHEST, len(plain))
    while count < _MOST:
        found = _owner_at(context, plain, (place, high))
        if found is None:
            return
        yield found
        count += 1
        joint = _NEXT.match(plain, found.end, high)
        if joint is None or "and" not in plain[found.end : found.end + 90]:
            return
        place = joint.end()


def _owner_at(context: Context, plain: str, span: tuple[int, int]) -> Mention | None:
    """The owner whose description begins a span: "X", "his driver, X", "Y's godson, X"."""
    place, high = span
    for mention in context.document.mentions_in(place, min(high, place + 160)):
        if mention.start < place or mention.type not in (*_PARTIES, MentionType.LOCATION):
            continue
        described = _DESCRIBED.fullmatch(plain, place, mention.start)
        if described is None or " of " in described.group():
            return None  # "the family of the minister, Y": not Y
        possessed = _POSSESSED.match(plain, mention.end, high)
        if possessed is None:
            own = plain[mention.end : mention.end + 2] in ("'s", "’s")
            return mention if mention.type in _PARTIES and not own else None
        place = possessed.end()
        if context.document.mention_at(place, place + 1) is None:
            return None  # "Y's brother": not Y
    return None


def _ties(
    context: Context, verb: Token, owner: Mention, what: tuple[list[Mention], str | None]
) -> Iterator[Found]:
    bodies, thing = what
    first = min([verb.start, *(m.start for m in bodies)])
    span = context.content(max(first, verb.start - 200), owner.end)
    control = verb.lemma == "control"
    predicate = Predicate.CONTROLS if control else Predicate.OWNS
    share = None if control else share_in(context.text[verb.start : owner.end])
    subject = Reference(owner.id, owner.text)
    for body in bodies:
        if context.document.cluster_of(body) != context.document.cluster_of(owner):
            target = Reference(body.id, body.text)
            yield Found(Relation(predicate, subject, target, share=share), *span, verb.index)
    if not bodies and thing and not control:
        yield Found(Relation(predicate, subject, value=thing), *span, verb.index)


def _key(context: Context, relation: Relation) -> tuple[str, str, str]:
    entity_of = context.document.entity_of
    other = relation.object
    what = entity_of.get(other.id, other.id) if other is not None else "thing"
    subject = entity_of.get(relation.subject.id, relation.subject.id)
    return str(relation.predicate), subject, what
