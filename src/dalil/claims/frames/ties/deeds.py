"""Ties that a verb states: who owns, pays, heads, signs, sells, by the slots of the verb.

Slots: subject (agent of a passive), object (subject of a passive), prepositional phrases. What is only
wished, asked, planned or possible ("should pay", "asked him to sell", "a plan to buy") is no tie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.unreal import realised
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.held_with import also_held, holders_beside
from dalil.claims.frames.ties.shares import share_in
from dalil.claims.frames.ties.tie_dates import only_date, span_dates
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation, Share

_PRICED = frozenset({"pays", "funds", "owns", "transferred_to", "represents", "lobbies_for"})
_STAKES = frozenset({"owns", "controls", "transferred_to"})
_FIGURES = (MentionType.MONEY, MentionType.DATE)
Entry = Mapping[str, Any]


@lru_cache(maxsize=1)
def _verbs() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in load(FILE)["verbs"]:
        for lemma in entry.get("strict", entry["lemmas"]):
            found[lemma] = (*found.get(lemma, ()), entry)
    return found


def deeds(context: Context, ends: Ends) -> Iterator[Found]:
    """Every tie that a verb states, in order of place."""
    verbs = _verbs()
    for token in context.tokens:
        entries = verbs.get(token.lemma.lower()) if token.pos == "VERB" else None
        if (
            entries
            and token.dep != "amod"
            and (realised(context, token) or _bound(context, ends, token))
        ):
            for entry in entries:
                yield from _by_verb(context, ends, token, entry)


def _bound(context: Context, ends: Ends, verb: Token) -> bool:
    """Whether a contract binds a party by a verb: "The Client shall pay the Consultant a fee"."""
    modals = [t for t in context.tree.children(verb.index, "aux") if t.tag == "MD"]
    if [t.text.lower() for t in modals] != ["shall"]:
        return False
    subject = context.tree.subject(verb.index)
    agent = context.tree.child(verb.index, "agent")
    sides = [subject, context.tree.child(agent.index, "pobj") if agent is not None else None]
    return any(side is not None and ends.contracts(side) for side in sides)


def _by_verb(context: Context, ends: Ends, verb: Token, entry: Entry) -> Iterator[Found]:
    tree = context.tree
    passive = tree.child(verb.index, "auxpass", "nsubjpass") is not None or (
        verb.tag == "VBN"
        and verb.dep in ("acl", "advcl", "conj", "relcl")
        and tree.child(verb.index, "aux", "dobj") is None
        and tree.child(verb.index, "nsubj") is None
    )
    if entry.get("passive") and not passive:
        return
    if verb.lemma == "instruct" and verb.dep == "acl":
        return  # "(instructed by Y LLP)": counsel acts for a client, not for the solicitors
    if entry["predicate"] == "represents" and _is_order(context, verb):
        return
    if entry["predicate"] == "transferred_to" and _is_message(context, verb):
        return
    slots = _slots(context, ends, verb, entry, passive=passive)
    if entry.get("stake") and not _is_stake(context, slots.get("object")):
        return
    if entry.get("priced") and not context.document.amounts_in(*predication(context, verb)):
        return
    if entry.get("money") and not _moneyed(context, verb, entry):
        return
    behalf = slots.get("object") if entry.get("behalf") else None
    if entry.get("behalf") and (behalf is None or behalf.lemma.lower() != "behalf"):
        return
    subjects = _others(context, ends, verb, slots.get("subject"))
    if subjects and entry["predicate"] in _STAKES - {"transferred_to"}:
        subjects += holders_beside(context, verb, subjects)
    objects = _objects(context, ends, verb, slots.get("object"), entry)
    thing = _thing(context, entry, slots.get("object"))
    if thing or (entry.get("value") and not entry.get("named")):
        objects = []
    if entry["predicate"] in ("owns", "role_at"):  # nobody owns a person, or is head of one
        objects = [m for m in objects if m.type != MentionType.PERSON]
    if entry.get("bodies"):
        objects = [m for m in objects if m.type == MentionType.ORGANISATION]
    if entry.get("entities") or entry.get("named"):
        objects = [m for m in objects if m.type in (MentionType.PERSON, MentionType.ORGANISATION)]
    if not subjects or not _enough(entry, subjects, objects, thing):
        return
    yield from _tied(context, verb, entry, slots, (subjects, objects, thing))


def _is_message(context: Context, verb: Token) -> bool:
    """Whether what is sent or given is words or papers: "sent a letter to Y", "gave evidence to Y"."""
    thing = context.tree.child(verb.index, "dobj", "nsubjpass")
    if thing is None:
        return False
    of = next((k for k in context.tree.children(thing.index, "prep") if k.lemma == "of"), None)
    inner = context.tree.child(of.index, "pobj") if of is not None else None
    named = [thing.lemma.lower(), *(t.lemma.lower() for t in (inner,) if t is not None)]
    return any(word in load(FILE)["messages"] for word in named)


_ORDERING = frozenset({"instruct", "commission", "contract", "engage", "hire"})
_PLEADING = frozenset(
    {"represent", "defend", "act", "appear", "argue", "plead", "advise", "lobby", "sue", "appeal", "negotiate", "speak",
     "challenge", "file", "draft", "respond", "apply"}
)  # fmt: skip


def _is_order(context: Context, verb: Token) -> bool:
    """Whether somebody is told to do something that no agent of his need do: "instructed X to move the money"."""
    if verb.lemma.lower() not in _ORDERING:
        return False
    aims = context.tree.children(verb.index, "xcomp", "ccomp", "advcl")
    aims = [a for a in aims if a.index > verb.index and a.tag == "VB"]
    return bool(aims) and not any(a.lemma.lower() in _PLEADING for a in aims)


def _stake_in(context: Context, ends: Ends, verb: Token) -> list[Mention]:
    """The company of "in which X holds 49 per cent", and of a stake that stands apart from it."""
    for kid in context.tree.children(verb.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma in ("in", "of") and inner is not None:
            found = ends.all(inner)
            named = inner.pos == "PROPN" and all(m.type == MentionType.ORGANISATION for m in found)
            nominee = any(k.lemma == "for" for k in context.tree.children(verb.index, "prep"))
            if inner.lemma.lower() == "which" or (named and kid.lemma == "in" and not nominee):
                return found  # "holds all shares in Y", whose "in" a parse hangs on the verb
    return []


def _objects(
    context: Context, ends: Ends, verb: Token, token: Token | None, entry: Entry
) -> list[Mention]:
    """The object's mentions: of a stake the company, of an office in words its body."""
    course = token is not None and token.lemma.lower() in _COURSES
    if entry["predicate"] == "role_at" and token is not None and course and not _of(context, token):
        return []  # "led the investigation": not the Investigation Department, which was named before
    found = _stake_in(context, ends, verb) if entry.get("stake") else []
    found = found or _others(context, ends, verb, token)
    if entry["predicate"] == "owns" and found and token is not None:
        found = [*found, *also_held(context, ends, token)]
    if entry.get("stake") and not found and token is not None and _measured(context, token):
        body = ends.focus.body(token)
        found = [body] if body is not None else []
    if entry.get("bare") and token is not None and not found:
        found = ends.office_at(token)
    if token is None and entry["predicate"] == "dismissed_from":  # "the board of X dismissed Y"
        own = _of_subject(context, ends, verb)
        found = [m for m in own if m.type == MentionType.ORGANISATION]
    return found


def _of(context: Context, noun: Token) -> bool:
    return any(kid.lemma == "of" for kid in context.tree.children(noun.index, "prep"))


_COURSES = frozenset(
    {"investigation", "inquiry", "enquiry", "probe", "trial", "case", "operation", "attack", "search", "raid", "audit",
     "review", "effort", "fight", "way", "talk", "talks", "negotiation", "proceeding", "prosecution", "war", "protest"}
)  # fmt: skip
"""What is led and is no body."""


def _measured(context: Context, token: Token) -> bool:
    """Whether a stake without its body is told in figures: "holds 60 per cent of the shares"."""
    return share_in(context.text[slice(*context.tree.extent(token.index))]) is not None


def _of_subject(context: Context, ends: Ends, verb: Token) -> list[Mention]:
    """The mentions of a verb's active subject."""
    passive = context.tree.child(verb.index, "auxpass", "nsubjpass") is not None
    return [] if passive else ends_at(context, ends, context.tree.child(verb.index, "nsubj"))


def _others(context: Context, ends: Ends, verb: Token, token: Token | None) -> list[Mention]:
    """The mentions at an end; of a pronoun only who is not the verb's own subject."""
    found = ends_at(context, ends, token)
    own = context.tree.subject(verb.index)
    if token is not None and token.pos == "PRON" and own is not None and own.index != token.index:
        named = ends.all(own)
        found = [m for m in found if not any(_same(context, m, n) for n in named)]
    return found


def _moneyed(context: Context, verb: Token, entry: Entry) -> bool:
    """Whether the object of "receives" and "gave" is money, by its words or a sum."""
    direct = context.tree.child(verb.index, "dobj")
    if direct is None:
        direct = context.tree.child(verb.index, "nsubjpass", "nsubj")
    if direct is None:
        return False
    low, high = context.tree.extent(direct.index)
    words = load(FILE)[entry["money"]]
    near = [direct, *context.tree.children(direct.index, "compound", "nmod")]
    for kid in context.tree.children(direct.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        near += [inner] if inner is not None and kid.lemma == "of" else []
    if any(t.lemma.lower() in words for t in near):
        return True
    if any(t.lemma.lower() in load(FILE)["given"] for t in near):
        return False  # "a donation of £300": funds, not a price
    return entry["money"] == "payments" and bool(context.document.amounts_in(low, high))


def _is_stake(context: Context, token: Token | None) -> bool:
    """Whether an object is a stake: "a 25% stake in", "30 per cent of", "the shares of"."""
    if token is None or (token.pos == "PRON" and token.lemma.lower() not in _QUANTITIES):
        return False
    near = [token, *context.tree.children(token.index, "compound", "nmod", "amod")]
    near += _chain(context, token)
    return any(t.lemma.lower() in load(FILE)["stakes"] for t in near)


def _enough(entry: Entry, subjects: list[Mention], objects: list[Mention], thing: object) -> bool:
    if not objects and not thing and not (entry.get("value") or entry.get("bare")):
        return False
    if entry.get("person") and subjects[0].type != MentionType.PERSON:
        return False
    if entry.get("place") and not all(m.type == MentionType.LOCATION for m in objects):
        return False
    return not (entry.get("body") and subjects[0].type == MentionType.LOCATION)


def _tied(
    context: Context, verb: Token, entry: Entry, slots: Mapping[str, Token | None],
    sides: tuple[list[Mention], list[Mention], str | None],
) -> Iterator[Found]:  # fmt: skip
    subjects, objects, thing = sides
    start, end = predication(context, verb)
    value, detail = _value(context, verb, entry, slots)
    value = thing or value
    if not objects and not value:
        return
    amounts = context.document.amounts_in(start, end)
    dates = span_dates(context, verb, "", verbal=True)
    if dates == (None, None):
        dates = only_date(context, start, end), None
    if entry.get("ends"):  # what takes an office ends it
        dates = dates[0] or dates[1], None
    predicate = Predicate(entry["predicate"])
    aim = slots.get("object")
    if predicate is Predicate.MEMBER_OF and aim is not None and aim.lemma.lower() == "board":
        predicate, detail = Predicate.ROLE_AT, detail or "board"
    if predicate is Predicate.TRANSFERRED_TO and amounts and _passes_money(context, verb):
        predicate = Predicate.PAYS
    if predicate is Predicate.FUNDS and _takes_money(context, verb, objects):
        predicate = Predicate.PAYS
    if verb.lemma == "join":
        if context.tree.child(verb.index, "prep") is not None and _as_office(context, verb):
            return  # "joined Y as director": the office is told
        if objects and not _has_members(context, slots.get("object"), objects[0]):
            predicate = Predicate.EMPLOYED_BY
    for subject in subjects:
        others: list[Mention | None] = [*objects]
        for other in others or [None]:
            if other is not None and _same(context, other, subject):
                continue
            relation = Relation(
                predicate, Reference(subject.id, subject.text),
                Reference(other.id, other.text) if other is not None else None,
                value=value if other is None else None, detail=detail,
                start_date=dates[0], end_date=dates[1],
                share=_share(context, verb, (start, end)) if entry["predicate"] in _STAKES else None,
                amount=amounts[0] if amounts and entry["predicate"] in _PRICED else None,
            )  # fmt: skip
            yield Found(relation, start, end, verb.index, context.negated(verb.index))


_PARTS_OF_WHOLE = frozenset({"cent", "percent", "%", "share", "stake", "rest", "half", "third"})


def _share(context: Context, verb: Token, span: tuple[int, int]) -> Share | None:
    """The stake that a clause tells: of "80% of Y belongs to X and 20% to Z" that of the subject."""
    if verb.lemma == "belong":
        subject = context.tree.subject(verb.index)
        own = (
            share_in(context.text[slice(*context.tree.extent(subject.index))]) if subject else None
        )
        if own is not None or (subject is not None and subject.lemma.lower() in _PARTS_OF_WHOLE):
            return own
    return share_in(context.text[slice(*span)])


def _passes_money(context: Context, verb: Token) -> bool:
    """Whether what is passed on is a sum: "transferred 6 million to Y" is a payment."""
    thing = context.tree.child(verb.index, "dobj", "nsubjpass")
    if thing is None:
        return False
    low, high = context.tree.extent(thing.index)
    return any(
        a.start < high and low < a.end and a.start < thing.end and thing.start < a.end + 1
        for a in context.document.amounts_in(low, high)
    )


def _takes_money(context: Context, verb: Token, takers: list[Mention]) -> bool:
    """Whether a person "took money from" somebody: that is paid to him, no funding."""
    thing = context.tree.child(verb.index, "dobj")
    money = thing is not None and thing.lemma.lower() in ("money", "cash", "sum")
    return money and bool(takers) and all(m.type == MentionType.PERSON for m in takers)


def _as_office(context: Context, verb: Token) -> bool:
    kids = context.tree.children(verb.index, "prep")
    return any(k.lemma == "as" and context.tree.child(k.index, "pobj") for k in kids)


def _has_members(context: Context, token: Token | None, body: Mention) -> bool:
    """Whether one joins a body as a member: a party, a board; a firm is joined to work there."""
    words = {w.strip(".,()").lower() for w in body.text.split()}
    if token is not None:
        words |= {token.lemma.lower()}
    forms = load("proceedings_en.yaml")["bodies"]["company"]["fits"]
    joined = {*load(FILE)["joined"], "board", "staff", "team"}
    return bool(words & joined) or not words & set(forms)


def _same(context: Context, one: Mention, other: Mention) -> bool:
    return context.document.cluster_of(one) == context.document.cluster_of(other)


def _thing(context: Context, entry: Entry, token: Token | None) -> str | None:
    """What is owned and has no name: "a flat in London"."""
    if entry["predicate"] != "owns" or token is None or token.pos not in ("NOUN", "ADJ", "PRON"):
        return None
    words = load(FILE)["property"]
    if token.pos == "PRON":
        return None
    if (
        token.lemma.lower() not in words
        or context.tree.child(token.index, "det", "nummod", "poss") is None
    ):
        return None  # "bought land" names no thing
    return context.words(token.index)


def _slots(
    context: Context, ends: Ends, verb: Token, entry: Entry, *, passive: bool
) -> dict[str, Token | None]:
    tree = context.tree
    agent = tree.child(verb.index, "agent")
    subject = tree.subject(verb.index)
    given = tree.child(verb.index, "dative")
    direct = tree.child(verb.index, "dobj")
    receiver = given if given is not None and given.pos != "ADP" else None
    others = tree.children(verb.index, "dobj") if entry.get("amount") else []
    paid = next((k for k in others if _named(ends, k)), None)
    supported = entry["predicate"] == "funds" and bool(ends_at(context, ends, direct))
    receiver = receiver or paid or (direct if supported or not entry.get("amount") else None)
    places: dict[str, Token | None] = {
        "subj": (tree.child(agent.index, "pobj") if agent is not None else None)
        if passive
        else subject,
        "obj": subject if passive else receiver,
    }
    if entry.get("passive_subject") and passive:
        places["subj"] = subject
    for kid in tree.children(verb.index, "prep", "dative", "prt"):
        inner = tree.child(kid.index, "pobj")
        if inner is not None:
            places.setdefault(kid.lemma.lower(), inner)
    for below in _chain(context, direct):
        for kid in tree.children(below.index, "prep"):
            inner = tree.child(kid.index, "pobj")
            if inner is not None and kid.lemma.lower() in ("to", "from", "for"):
                places.setdefault(kid.lemma.lower(), inner)
    if entry["object"] == "owner":
        owners = [tree.child(below.index, "poss") for below in _chain(context, subject)]
        places["owner"] = next((o for o in owners if o is not None), None)
    if entry["object"] == "led":
        places["led"] = _led(context, direct, places)
    flipped = verb.lemma in entry.get("inverse", ())
    wanted = ("obj", "subj") if flipped else (entry["subject"], entry["object"])
    slots = {"subject": places.get(wanted[0]), "object": places.get(wanted[1])}
    for other in entry.get("alternative", ()):
        if slots["object"] is None or (
            entry.get("amount") and _named(ends, slots["object"]) is None
        ):
            slots["object"] = places.get(other) or slots["object"]
    return slots


def _chain(context: Context, direct: Token | None) -> list[Token]:
    """An object and what "of" ties to it: "22 per cent of its income"."""
    found: list[Token] = []
    while direct is not None and len(found) < 3:
        found.append(direct)
        of = next((k for k in context.tree.children(direct.index, "prep") if k.lemma == "of"), None)
        direct = context.tree.child(of.index, "pobj") if of is not None else None
    return found


def _led(
    context: Context, direct: Token | None, places: Mapping[str, Token | None]
) -> Token | None:
    """What is led, for "assumed the leadership of X", "took control over X", "took over X"."""
    if direct is None or direct.lemma.lower() not in load(FILE)["leading"]:
        return None
    owner = context.tree.child(direct.index, "poss")
    for kid in context.tree.children(direct.index, "prep"):
        if kid.lemma in ("of", "over", "at"):
            return context.tree.child(kid.index, "pobj")
    return owner or places.get("over") or places.get("of")


def _named(ends: Ends, token: Token | None) -> Token | None:
    """A token, where it stands for somebody: "paid the agency", not "paid a sum"."""
    return token if token is not None and ends.all(token) else None


def ends_at(context: Context, ends: Ends, token: Token | None) -> list[Mention]:
    """The mentions at one end, with those joined to it; "30 per cent of X" is X."""
    if token is None:
        return []
    found = [m for m in ends.all(token) if m.type not in _FIGURES]
    if not found and token.pos in ("NOUN", "NUM", "SYM", "PROPN", "DET", "PRON"):
        found = _inside(context, ends, token, 0)
    if not found and token.lemma.lower() in _WHOLES:
        for kid in context.tree.children(token.index, "poss", "compound"):
            found += [m for m in ends.all(kid) if m.type not in _FIGURES]
    return found


def _inside(context: Context, ends: Ends, token: Token, depth: int) -> list[Mention]:
    """The mentions behind "of" and "in": "30 per cent of the shares of X"."""
    found: list[Mention] = []
    for kid in context.tree.children(token.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        granted = kid.lemma == "from" and token.lemma.lower() in load(FILE)["grants"]
        if (kid.lemma in ("of", "in") or granted) and inner is not None and _partial(token):
            here = [m for m in ends.all(inner) if m.type not in _FIGURES]
            if kid.lemma == "in":  # "an account in Olt": no place is paid
                here = [m for m in here if m.type != MentionType.LOCATION]
            here = here or (_inside(context, ends, inner, depth + 1) if depth < 2 else [])
            if not here and inner.lemma.lower() in _WHOLES:  # "all of its shares"
                owner = context.tree.child(inner.index, "poss")
                here = [m for m in ends.all(owner) if m.type not in _FIGURES]
            found += here
    return found


def _partial(token: Token) -> bool:
    """Whether what is done to a noun is done to what stands behind "of": a share, an account, a board.

    "the chairman of Y" is not Y, and nor is "a friend of Y".
    """
    if token.pos != "NOUN":
        return True
    words = load(FILE)
    return token.lemma.lower() in {
        *_WHOLES,
        *words["stakes"],
        *words["parts"],
        *words["grants"],
        *words["payments"],
    }


_QUANTITIES = frozenset({"all", "most", "some", "half", "none", "each"})
_WHOLES = frozenset({"board", "office", "branch", "share", "stake", "subsidiary", "campaign", "fund",
                     "arm", "unit", "division", "committee", "council", "desk", "department"})  # fmt: skip


def _value(
    context: Context, verb: Token, entry: Entry, slots: Mapping[str, Token | None]
) -> tuple[str | None, str | None]:
    """The object in words, and the exact kind."""
    object_ = slots.get("object")
    if entry.get("detail"):
        return None, verb.lemma if entry["detail"] is True else str(entry["detail"])
    if object_ is None or object_.pos == "PRON" or object_.lemma.lower() in load(FILE)["no_body"]:
        return None, None
    low, high = context.tree.extent(object_.index)
    if object_.pos == "NUM" or context.document.dates_in(low, min(high, low + 12)):
        return None, None
    return context.words(object_.index), None
