"""Bodies that are said to be somebody's: "his company, Y", "whose firm Y", "Y, which was X's firm", "behind Y stands X".

Beside them: stakes and convictions that a possessive tells, a relative clause that says who heads a body, where
somebody belongs by "of" alone. A possessive says that somebody has a firm; it says neither since when nor how much of it. Only firms and the like are
read so: "his bank" and "his newspaper" may be where he has an account or what he reads. Brothers and sisters who are
named together are read here too. No owner is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.shares import share_in
from dalil.claims.parse import Token
from dalil.claims.wordlists import words
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)


def possessed(context: Context, ends: Ends) -> Iterator[Found]:
    """All such ties, in order of place."""
    firms = frozenset(load(FILE)["own_firms"])
    for token in context.tokens:
        lemma = token.lemma.lower()
        if token.pos == "NOUN" and lemma in firms:
            yield from _own(context, ends, token)
        elif token.pos == "NOUN" and lemma in _STAKES:
            yield from _stake(context, ends, token)
        elif token.pos == "VERB" and token.dep == "relcl" and lemma in _RULING:
            yield from _ruled(context, ends, token)
        elif token.pos == "NOUN" and lemma in _SIBLINGS and token.tag == "NNS":
            yield from _siblings(context, token, lemma)
        elif lemma == "behind" and token.pos in ("ADP", "ADV", "SCONJ"):
            yield from _behind(context, ends, token)


def _own(context: Context, ends: Ends, noun: Token) -> Iterator[Found]:
    """The body that a possessed noun stands for, by its apposition or by the clause that says so."""
    tree = context.tree
    owner = tree.child(noun.index, "poss")
    if owner is None:
        return
    bodies = _apposed(context, noun)
    head = context.tokens[noun.head]
    if not bodies and noun.dep == "attr" and head.lemma == "be":
        bodies = [m for m in ends.all(tree.subject(head.index)) if m.type in _PARTIES]
    if not bodies and noun.dep == "appos":  # "Y, his company"
        bodies = [m for m in ends.all(head) if head.index < noun.index]
    owners = [m for m in ends.all(owner) if m.type == MentionType.PERSON]
    for body in bodies:
        if body.type != MentionType.ORGANISATION:
            continue
        start = min(context.tokens[tree.left[noun.index]].start, body.start)
        end = max(noun.end, body.end)
        negated = head.pos in ("VERB", "AUX") and noun.dep == "attr" and context.negated(head.index)
        for one in owners:
            yield _tie(context, Predicate.OWNS, one, body, (start, end), noun.index, negated)


_STAKES = frozenset({"stake", "shareholding", "share", "holding", "ownership", "interest"})
_RULING = {
    "chair": Predicate.ROLE_AT, "head": Predicate.ROLE_AT, "lead": Predicate.ROLE_AT, "run": Predicate.ROLE_AT,
    "direct": Predicate.ROLE_AT, "found": Predicate.ROLE_AT, "manage": Predicate.ROLE_AT, "own": Predicate.OWNS,
    "control": Predicate.CONTROLS,
}  # fmt: skip


def _stake(context: Context, ends: Ends, noun: Token) -> Iterator[Found]:
    """A pronoun's stake: "his 34 per cent stake in Y", "her ownership of Y"."""
    tree = context.tree
    owner = tree.child(noun.index, "poss")
    if owner is None or owner.tag != "PRP$":
        return
    owners = [m for m in ends.all(owner) if m.type in _PARTIES][:1]
    for kid in tree.children(noun.index, "prep"):
        inner = tree.child(kid.index, "pobj")
        if kid.lemma not in ("in", "of") or inner is None:
            continue
        for body in ends.all(inner):
            if body.type == MentionType.ORGANISATION and inner.pos == "PROPN":
                span = (context.tokens[tree.left[noun.index]].start, body.end)
                for one in owners:
                    yield _tie(context, Predicate.OWNS, one, body, span, noun.index)


def _ruled(context: Context, ends: Ends, verb: Token) -> Iterator[Found]:
    """Who heads or owns what a relative clause describes: "Y, which X chairs"."""
    tree = context.tree
    head = context.tokens[verb.head]
    subject, thing = tree.child(verb.index, "nsubj"), tree.child(verb.index, "dobj")
    if subject is None or thing is None or thing.text.lower() not in ("which", "that"):
        return
    if any(a.tag == "MD" for a in tree.children(verb.index, "aux")):
        return
    bodies = [m for m in ends.all(head) if m.type == MentionType.ORGANISATION]
    predicate = _RULING[verb.lemma.lower()]
    kinds = (MentionType.PERSON,) if predicate is Predicate.ROLE_AT else _PARTIES
    for one in ends.all(subject):
        for body in bodies if one.type in kinds else []:
            span = (min(one.start, body.start), max(verb.end, body.end))
            yield _tie(context, predicate, one, body, span, verb.index, context.negated(verb.index))


def affiliated(context: Context, told: Iterable[Found]) -> Iterator[Found]:
    """Where somebody belongs by "of" or a bracket alone: "X of the Y Institute", "X (Green Front)", "Y's X said".

    Read only where nothing else ties the two. A court, a hotel or a prison behind "of" is none.
    """
    document, text = context.document, context.text
    known = {_pair(context, one.relation) for one in told}
    names = [m for m in document.mentions if m.type in _PARTIES]
    for one, other in pairwise(names):
        gap, behind = (
            text[one.end : other.start].replace("\n", " "),
            text[other.end : other.end + 12],
        )
        if one.type == MentionType.PERSON and other.type == MentionType.ORGANISATION:
            predicate = _belonging(text, one, other, gap, behind)
            person, body = one, other
        elif one.type == MentionType.ORGANISATION and other.type == MentionType.PERSON:
            predicate = Predicate.EMPLOYED_BY if _SPOKE.fullmatch(gap) else None
            person, body = other, one
        else:
            continue
        ends = frozenset({document.cluster_of(person), document.cluster_of(body)})
        if predicate is not None and ends not in known and len(ends) == 2 and context.tokens:
            head = min(context.token_at(person.start), len(context.tokens) - 1)
            yield _tie(context, predicate, person, body, (one.start, other.end), head)


def _pair(context: Context, relation: Relation) -> frozenset[str]:
    entity_of = context.document.entity_of
    ends = (relation.subject, relation.object)
    return frozenset(entity_of.get(e.id, e.id) for e in ends if e is not None)


_OF = re.compile(
    r"(?: (?:KC|QC|SC))?,? (?:now |then |formerly |previously |once |late )?(?:of|from|with)(?: the)?"
    r"(?: (?:(?:law |audit |farmers' |women's |human rights )?(?:firm|company|group|newspaper|charity|agency|practice|chambers|weekly|daily|magazine|bank|union|broadcaster|station|association|organisation|organization|movement|party|non-profit|campaign|network|think tank)))? "
)
_SPOKE = re.compile(r"['’]s? (?:(?:Mr|Mrs|Ms|Dr)\.? )?")
_GOVERNS = re.compile(
    r"\b(?:of|from|against|by|to|for|between|and)(?: Mr\.?| Ms\.?| Mrs\.?| Dr\.?)? $", re.IGNORECASE
)
_IN_TURN = re.compile(
    r" of (?:the )?[A-Z][\w&’'-]*(?: [A-Z&][\w&’'-]*){0,5},? and (?:(?:Mr|Ms|Mrs|Dr)\.? )?$"
)
"""What stands before the second of "X of Y and Z of W"."""
_LONG = 90
_POLITICIAN = re.compile(
    r"\b(?:lawmaker|deputy|senator|councillor|politician|MP|MEP|TD|MK|congressman|congresswoman|assemblyman|parliamentarian"
    r"|alderman|candidate|leader) $",
    re.IGNORECASE,
)
"""Words before a name behind which a bracket names a party."""
_SEATS = frozenset(
    {"court", "tribunal", "hotel", "hospital", "prison", "airport", "house", "street", "square"}
)


def _belonging(text: str, one: Mention, other: Mention, gap: str, behind: str) -> Predicate | None:
    """By which tie a person belongs to the body behind his name; None for none."""
    said = {w.strip(".,()").lower() for w in other.text.split()}
    joined = bool(said & frozenset(load(FILE)["joined"]))
    if gap == ", " and _own_line(text, one, other):
        return Predicate.MEMBER_OF if joined else Predicate.EMPLOYED_BY
    if gap == " (" and behind.startswith((")", ",")):
        seated = _POLITICIAN.search(text[max(0, one.start - 30) : one.start]) is not None
        if joined or seated or other.method.startswith("rule:party"):
            return Predicate.MEMBER_OF
        return Predicate.EMPLOYED_BY if " " in one.text and not said & _SEATS else None
    if not _OF.fullmatch(gap) or said & _SEATS or " " not in one.text:
        return None
    if gap.strip(" ,").startswith(("from", "with")) and not said & _TAUGHT:
        return None
    governed = _GOVERNS.search(text[max(0, one.start - 14) : one.start])
    in_turn = governed and _IN_TURN.search(text[max(0, one.start - _LONG) : one.start])
    if not gap.startswith(",") and governed and not in_turn:
        return None
    return Predicate.MEMBER_OF if joined else Predicate.EMPLOYED_BY


_LINE = re.compile(r"[ \t]*(?:[-–•*]|\d{1,2}[.)])?[ \t]*(?:[A-Z][a-z]{1,12}\.? ){0,3}")


def _own_line(text: str, one: Mention, other: Mention) -> bool:
    """Whether a person and a body are all of a line: "Prof. X, University of Y" below a letter."""
    start = text.rfind("\n", 0, one.start) + 1
    rest = text[other.end :].split("\n", 1)[0]
    return (
        start > 0 and _LINE.fullmatch(text, start, one.start) is not None and not rest.strip(" .,;")
    )


_TAUGHT = frozenset(
    {"university", "institute", "college", "academy", "school", "foundation", "centre", "center"}
)


_SEATED = re.compile(r"(?: \([A-Z][\w&.-]{1,12}\))?,? (?:of|in|at|near)(?: the)? ")
_COMMA = re.compile(r"(?: \([A-Z][\w&.-]{1,12}\))?, (?:of )?|,? \(")
_LISTED = re.compile(r"(?:[,;.)\n|]|$| (?:and|which|who|whose|was|is|has|had)\b)")


def seated(context: Context, told: Iterable[Found]) -> Iterator[Found]:
    """Where a firm sits, by "of" and "in" alone: "Karsu Trading of Olt"; public bodies are none."""
    document, text = context.document, context.text
    known = {_pair(context, one.relation) for one in told}
    names = [
        m for m in document.mentions if m.type in (MentionType.ORGANISATION, MentionType.LOCATION)
    ]
    for one, other in pairwise(names):
        if one.type != MentionType.ORGANISATION or other.type != MentionType.LOCATION:
            continue
        gap = text[one.end : other.start].replace("\n", " ")
        ends = frozenset({document.cluster_of(one), document.cluster_of(other)})
        if ends in known or not context.tokens:
            continue
        if not _sits(text, one, other, gap) and not _placed(context, one, other, gap):
            continue
        head = min(context.token_at(one.start), len(context.tokens) - 1)
        yield _tie(context, Predicate.LOCATED_IN, one, other, (one.start, other.end), head)


_UNSEATED = frozenset(
    {"court", "tribunal", "department", "secretariat", "board", "diocese", "division", "chamber", "council", "police"}
)  # fmt: skip
"""Words of bodies whose place only tells which of many they are."""


def _sits(text: str, one: Mention, other: Mention, gap: str) -> bool:
    """Whether the words between a body and a place say where it sits."""
    behind = text[other.end : other.end + 12]
    if {w.strip(".,()").lower() for w in one.text.split()} & _UNSEATED:
        return False
    if _COMMA.fullmatch(gap):
        closed = behind.startswith(")") or not gap.endswith("(")
        return (
            closed
            and _LISTED.match(behind) is not None
            and (_is_firm(one) or len(one.text.split()) > 1)
        )
    if not _SEATED.fullmatch(gap):
        return False
    if gap.endswith(("in ", "at ", "near ")) and behind[:1] not in ",.;)\n":
        return False
    return _is_firm(one) or (not gap.strip(" ,").startswith("of") and not _governs_body(text, one))


def _placed(context: Context, one: Mention, other: Mention, gap: str) -> bool:
    """Whether a place belongs to a body's name where more is told behind it: "Karsu Optics of Olt told us".

    "of" behind a proper name of its own, which no word for a kind of body makes one of many; "in" where the parser
    hangs it on the name and no verb has the name as its object.
    """
    if re.fullmatch(r",? of ", gap):
        table = load(FILE)
        named = ("generic", "public_bodies", "press", "joined")
        kinds = {w for name in named for w in table[name]} | {*_UNSEATED, *_PUBLIC}
        own = not kinds & {w.strip(".,()").lower() for w in one.text.split()}
        return own and (gap[:1] == "," or len(one.text.split()) > 1)
    if gap not in (" in ", " at ") or _governs_body(context.text, one):
        return False
    if {w.strip(".,()").lower() for w in one.text.split()} & {*_UNSEATED, *load(FILE)["joined"]}:
        return False
    tie = context.tokens[min(context.token_at(one.end), len(context.tokens) - 1)]
    head = context.tokens[tie.head]
    return one.start <= head.start < one.end and head.dep not in ("dobj", "dative", "ROOT")


def _governs_body(text: str, one: Mention) -> bool:
    """Whether the words before a body make the place that of an event: "met X in Y"."""
    before = text[max(0, one.start - 30) : one.start]
    return (
        re.search(
            r"\b(?:met|joined|told|by|with|against|to|sued|left|paid|accused)(?: the)? $", before
        )
        is not None
    )


def _is_firm(mention: Mention) -> bool:
    """Whether a name is a firm's: a legal form, or a last word that firms and no public bodies have."""
    last = mention.text.split()[-1].strip(".,").lower()
    private = words("mentions_names", "heads_after") - words("mentions_names", "heads_before")
    return mention.method.startswith("rule:legal-form") or last in private - _PUBLIC


_PUBLIC = frozenset({"police", "government", "guard", "army", "navy", "forces", "force", "customs", "tax", "treasury", "prosecutors",
                     "library", "museum", "theatre", "stadium", "airport", "port", "parliament", "campaign", "mission", "embassy"})  # fmt: skip


_CONVICTED = re.compile(
    r"(?P<in>['’]s? (?:[a-z]+ ){0,2}convictions?|) for (?P<what>[a-z][a-z -]{3,60}?)(?= (?:was|is|were|in|by|had|has|and)\b|[.,;])"
)
_OF_WHOM = re.compile(r"\bconvictions? of (?:the )?(?:(?:Mr|Mrs|Ms|Dr)\.? )?$")
_UNDONE = re.compile(
    r"\b(?:quash|overturn|set aside|annul|revers|vacat|unsafe|appeal)", re.IGNORECASE
)


def convictions(context: Context) -> Iterator[Found]:
    """Convictions that a noun tells: "X's conviction for fraud", "the conviction of X for fraud"; none that was undone."""
    if not context.tokens:
        return
    text = context.text
    for mention in context.document.mentions:
        if mention.type != MentionType.PERSON:
            continue
        told = _CONVICTED.match(text, mention.end)
        before = _OF_WHOM.search(text[max(0, mention.start - 40) : mention.start])
        if told is None or not (told["in"] or before):
            continue
        start = mention.start - (len(before.group()) if before else 0)
        if _UNDONE.search(text, max(0, start - 40), told.end() + 60):
            continue
        head = min(context.token_at(mention.start), len(context.tokens) - 1)
        relation = Relation(
            Predicate.CONVICTED_OF, Reference(mention.id, mention.text), value=told["what"].strip()
        )
        yield Found(relation, *context.content(start, told.end()), head)


def _apposed(context: Context, noun: Token) -> list[Mention]:
    """A body right behind a noun, whether the parser calls it an apposition or a compound."""
    document = context.document
    for mention in document.mentions_in(noun.end, noun.end + 12):
        gap = context.text[noun.end : mention.start].replace("\n", " ")
        if mention.start >= noun.end and gap in (" ", ", ", " (", ", the ", " called "):
            return [mention] if mention.type == MentionType.ORGANISATION else []
    return []


_SIBLINGS = {"brother": "brother", "sister": "sister", "sibling": "sibling", "twin": "twin"}
_NAMES = re.compile(r" |, ")


def _siblings(context: Context, noun: Token, kind: str) -> Iterator[Found]:
    """Two who are named as brothers: "the brothers X and Y"; "X and Y, who are brothers"."""
    document, text = context.document, context.text
    behind = [m for m in document.mentions_in(noun.end, noun.end + 80) if m.start >= noun.end][:2]
    before = list(document.mentions_in(max(0, noun.start - 90), noun.start))[-2:]
    for pair, gap in ((behind, text[noun.end : behind[0].start] if behind else ""), (before, None)):
        if len(pair) != 2 or any(m.type != MentionType.PERSON for m in pair):
            continue
        joined = text[pair[0].end : pair[1].start] == " and "
        tail = text[pair[1].end : noun.start] if gap is None else ""
        if joined and (_NAMES.fullmatch(gap) if gap is not None else _ARE.fullmatch(tail)):
            span = (min(noun.start, pair[0].start), max(noun.end, pair[1].end))
            yield _tie(context, Predicate.FAMILY, pair[0], pair[1], span, noun.index, False, kind)
            return


_ARE = re.compile(r",? (?:who )?(?:are|were) (?:twin )?|, (?:both )?(?:twin )?")


def _behind(context: Context, ends: Ends, preposition: Token) -> Iterator[Found]:
    """Who stands behind a body: "behind Y stands X", "the man behind Y was X"."""
    tree = context.tree
    inner = tree.child(preposition.index, "pobj")
    verb = context.tokens[preposition.head]
    if verb.dep == "attr" and verb.lemma.lower() in load(FILE)["behind"]:
        verb = context.tokens[verb.head]  # "X is the person behind Y"
    if inner is None or verb.lemma not in ("stand", "be", "sit") or verb.pos not in ("VERB", "AUX"):
        return
    if any(a.tag == "MD" for a in tree.children(verb.index, "aux")):
        return
    who = tree.child(verb.index, "nsubj", "attr", "dobj")
    bodies = [m for m in ends.all(inner) if m.type == MentionType.ORGANISATION]
    people = [m for m in ends.all(who) if m.type == MentionType.PERSON]
    for one, body in ((one, body) for one in people for body in bodies):
        span = (min(one.start, body.start), max(one.end, body.end))
        negated = context.negated(verb.index)
        yield _tie(context, Predicate.CONTROLS, one, body, span, verb.index, negated)


def _tie(
    context: Context, predicate: Predicate, one: Mention, other: Mention, span: tuple[int, int],
    head: int, negated: bool = False, kind: str | None = None,
) -> Found:  # fmt: skip
    start, end = context.content(*span)
    share = share_in(context.text[start:end]) if predicate is Predicate.OWNS else None
    ends = Reference(one.id, one.text), Reference(other.id, other.text)
    return Found(Relation(predicate, *ends, share=share, detail=kind), start, end, head, negated)
