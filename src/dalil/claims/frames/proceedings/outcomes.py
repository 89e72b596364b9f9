"""Relations that a report of proceedings states: who was charged, convicted, sanctioned, of what and by whom.

Told of everybody whom the report concerns, joined names included ("X, Y and Z were designated"). A sanction is
imposed by the authority that is named, else by the public body whose document it is; who else might have
imposed it is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from dalil.claims.document import refer
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.unreal import realised, stated
from dalil.claims.frames.proceedings.reported import due_for_trial
from dalil.claims.frames.referents.coordinated import beside_owner, not_owners
from dalil.claims.frames.referents.holders import Resolver
from dalil.claims.frames.referents.several import told_as_they, with_them
from dalil.claims.mentions.likeness import sex_of
from dalil.claims.mentions.places import is_place
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Proceedings, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_MOST_JOINED = 12
_JOINT = re.compile(
    r"(?:,|(?P<and>,? and|,? as well as|,? alongside|,? together with|,? along with)) (?:(?:his|her|its|their|the|an?) (?:[a-z-]+ ){0,5}[a-z]+, )?(?:(?:the |an? )?(?:firms?|companies|company|brothers?|sisters?|entities|businessmen|businessman) )?"
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?"
)
_NOTHING = re.compile(r"(?:nothing|anything|no)\b", re.IGNORECASE)
_HEAD = 400
"""Code points at the head of a document in which a public body names itself and its list."""
_SANCTIONS = re.compile(
    r"sanction|designat|restrictive measures|asset freeze|\bOFAC\b|\blist", re.IGNORECASE
)


def outcome_ties(
    resolver: Resolver,
    predicate: str | None,
    ends: tuple[Token | None, Token | None],
    told: Proceedings,
) -> tuple[Relation, ...]:
    """The relations of one report.

    Args:
        resolver: Who is meant by a word.
        predicate: What the report says of whom it concerns; None for nothing.
        ends: Whom the report concerns, and the authority that acts; None where the words name none.
        told: The proceedings, for the offence and the date.
    """
    about, authority = ends
    if predicate is None or about is None or _tells_nothing(resolver, predicate, authority, told):
        return ()
    sanctions = predicate == Predicate.SANCTIONED_BY
    other = _sanctioner(resolver, about, authority) if sanctions else None
    found: dict[str, Relation] = {}
    for one in _concerned(resolver, about):
        if about.end <= one.start and one.text in (told.offence or ""):
            continue  # "convicted the defendant of bribing X": X is no convict
        relation = Relation(
            Predicate(predicate), refer(one), other, start_date=told.date,
            value=None if other is not None else _offence(resolver, told.offence),
        )  # fmt: skip
        found.setdefault(resolver.document.cluster_of(one), relation)
    return tuple(found.values())


def tied_by(
    context: Context, entry: Mapping[str, Any], verb: Token, told: Proceedings
) -> str | None:
    """What a report ties: nothing that may or will be; months spent somewhere may be custody before a trial."""
    if not realised(context, verb) and not _awaits(context, entry, verb):
        return None
    end = context.tree.sentence_extent(verb.index)[1]
    if entry["id"] == "question" and _WITNESS.search(context.text, verb.end, end):
        return None
    if entry["id"] == "charge" and _priced(context, verb):
        return None
    spent = entry["id"] == "serve" and verb.lemma == "spend" and told.offence is None
    return None if spent else entry.get("predicate")


_PRICES = frozenset({"fee", "rent", "toll", "interest", "price", "rate", "commission", "sum", "fare", "double", "extra", "duty", "tax"})  # fmt: skip


def _priced(context: Context, verb: Token) -> bool:
    """Whether somebody was charged money: "were charged fees of 300 euros", "was charged 300 euros"."""
    start = verb.end + 1
    if any(a.start == start for a in context.document.amounts_in(start, start + 40)):
        return True
    behind = context.tokens[verb.index + 1 : verb.index + 4]
    near = list(takewhile(lambda t: t.pos in ("DET", "ADJ", "NOUN", "ADV"), behind))
    return any(t.lemma.lower() in _PRICES for t in near)


def _awaits(context: Context, entry: Mapping[str, Any], verb: Token) -> bool:
    """Whether who will stand trial is charged already: "will face trial for fraud", "is due to stand trial"."""
    modals = [t.lemma.lower() for t in context.tree.children(verb.index, "aux") if t.tag == "MD"]
    if entry["id"] not in ("stand-trial", "face"):
        return False
    if not modals and due_for_trial(context, verb):
        above = context.tokens[verb.head]  # "due", under "is", or "is"
        denied = any(context.negated(place) for place in (above.index, above.head))
        return stated(context, verb.index) and not denied
    return modals == ["will"] and "trial" in {
        t.lemma.lower() for t in context.tree.children(verb.index, "dobj")
    }


def _tells_nothing(
    resolver: Resolver, predicate: str, authority: Token | None, told: Proceedings
) -> bool:
    """Whether a report says no more of somebody than its stage does.

    An accusation without an offence; "pleaded guilty to nothing"; that somebody is a party to "libel", where the tie between the parties is told by the verb.
    """
    if told.offence is not None and _NOTHING.match(told.offence):
        return True
    if predicate == Predicate.ACCUSED_OF:
        return told.offence is None
    sued_by = authority is not None and resolver.mention(authority) is not None
    return predicate == Predicate.PARTY_TO and sued_by


def _offence(resolver: Resolver, said: str | None) -> str | None:
    """The offence in words; a day or a town alone, as in "charged on Tuesday", is none."""
    kinds = (MentionType.DATE, MentionType.LOCATION)
    bare = said is not None and any(
        m.text == said for m in resolver.document.mentions if m.type in kinds
    )
    return None if bare else said


def _concerned(resolver: Resolver, about: Token) -> list[Mention]:
    """Whom a word names, with those joined to it."""
    words = [about]
    for word in words:
        if len(words) < _MOST_JOINED:
            joined = resolver.context.tree.children(word.index, "conj")
            words.extend(k for k in joined if k.pos in ("PROPN", "NOUN"))
    words = not_owners(resolver.context, words)
    if (other := beside_owner(resolver.context, about)) is not None:
        words.append(other)
    named = [resolver.chain.meant(word, resolver.mention(word)) for word in words]
    if about.text.lower() == "you":
        one = _addressed(resolver, about)
        return [one] if one is not None else []
    if about.pos == "PRON":
        named = [m for m in named if m is not None and _may_be(resolver, about, m)]
    found = [m for m in named if m is not None and m.type in _PARTIES]
    if about.pos != "PRON" and found:
        low, high = resolver.context.tree.sentence_extent(about.index)
        if low <= found[0].start < high:
            found += _listed(resolver, found[0], high)
    return (found or told_as_they(resolver.context, about)) + with_them(resolver.context, about)


_YOU = re.compile(r"\byou(?:, |,? )(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?$", re.IGNORECASE)
_WITNESS = re.compile(r"\bas (?:an? )?(?:\w+ )?witness(?:es)?\b")
_SOMEBODY = re.compile(r", (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z]\w+[,.]")
_CALLED = re.compile(r",? (?:and )?you\b", re.IGNORECASE)


def _addressed(resolver: Resolver, pronoun: Token) -> Mention | None:
    """Whom a court addresses as "you": "you, X", "X, you were convicted"; else the last so called before."""
    text, document = resolver.context.text, resolver.document
    low, high = resolver.context.tree.sentence_extent(pronoun.index)
    persons = [m for m in document.mentions_in(0, high) if m.type in _PARTIES]
    called = [
        m
        for m in persons
        if text[m.end : m.end + 1] == ","
        and (_CALLED.match(text, m.end) or _YOU.search(text[max(0, m.start - 12) : m.start]))
    ]
    here = [m for m in called if low <= m.start]
    if not here and _SOMEBODY.match(text, pronoun.end):
        return None  # "convicted you, Renk," where no such name was found
    known = here or called
    return known[-1] if known else None


def _may_be(resolver: Resolver, pronoun: Token, mention: Mention) -> bool:
    """Whether "he" may be somebody: no judge, and no "Anna"; nobody rather than the wrong one convicted."""
    if resolver.chain.judges(mention) or not resolver.chain.fits(pronoun, mention):
        return False
    if _prosecutes(resolver, mention):
        return False
    given = mention.text.split()[0].lower() if " " in mention.text else ""
    woman = given.endswith("a") and not sex_of(mention.text)
    return not (woman and pronoun.text.lower() in ("he", "him", "his"))


_PROSECUTOR = re.compile(r"\b[Pp]rosecutor,? (?:(?:Mr|Mrs|Ms|Dr)\.? )?$")


def _prosecutes(resolver: Resolver, mention: Mention) -> bool:
    """Whether somebody is named as the prosecutor who acts: "he", who is then charged, is somebody else."""
    context = resolver.context
    before = context.text[max(0, mention.start - 30) : mention.start]
    if _PROSECUTOR.search(before) is None:
        return False
    first = min(context.token_at(mention.start), len(context.tokens) - 1)
    above = (context.tokens[first], *list(context.tree.ancestors(first))[:5])
    verb = next((t for t in above if t.pos == "VERB"), None)
    return verb is not None and verb.lemma.lower() in load("proceedings_en.yaml")["accusing"]


def _listed(resolver: Resolver, first: Mention, high: int) -> list[Mention]:
    """The names that commas and a last "and" join to the first, whatever the parser made of them."""
    document, context = resolver.document, resolver.context
    found: list[Mention] = []
    last, closed, joined = first, False, False
    for mention in document.mentions_in(first.end, high):
        if mention.start < last.end or mention.type not in _PARTIES:
            continue
        gap = _JOINT.fullmatch(context.text, last.end, mention.start)
        if gap is None or closed or context.text[mention.end : mention.end + 2] in ("'s", "’s"):
            break
        tokens = document.tokens_in(mention.start, mention.end)
        if any(t.dep in ("nsubj", "nsubjpass") for t in tokens) and not _subject(resolver, first):
            break  # "charged X and Y resigned"
        closed = gap["and"] is not None and gap["and"].strip(" ,") == "and"
        joined = joined or gap["and"] is not None
        found.append(mention)
        last = mention
    return found if joined else []


def _subject(resolver: Resolver, mention: Mention) -> bool:
    """Whether a name stands before the verb: it or the noun that it describes is a subject."""
    tokens = resolver.document.tokens_in(mention.start, mention.end)
    above = [resolver.context.tokens[t.head] for t in tokens if t.dep == "appos"]
    return any(t.dep in ("nsubj", "nsubjpass") for t in (*tokens, *above))


def _sanctioner(resolver: Resolver, about: Token, authority: Token | None) -> Reference | None:
    if authority is not None:
        return resolver.reference(authority)
    document = resolver.document
    if (state := _by_state(resolver, about)) is not None:
        return refer(state)
    if resolver.sanctioners:
        return refer(resolver.sanctioners[0]) if len(resolver.sanctioners) == 1 else None
    holder = document.author.reference
    own = document.by_id.get(holder.id) if holder is not None else None
    if own is None or own.type != MentionType.ORGANISATION:
        heads = (m for m in document.mentions_in(0, _HEAD) if m.type == MentionType.ORGANISATION)
        own = next(heads, None)
    if own is None or not _SANCTIONS.search(document.text[:_HEAD]):
        return None
    words = {w.strip(".,()'’").lower() for w in own.text.split()}
    return refer(own) if words & set(load("relations_en.yaml")["public_bodies"]) else None


_DESIGNATED = re.compile(r"\b(?:designated|sanctioned|blacklisted|listed)\b")
_BY = re.compile(
    r"\b(?:bans?|freezes?|sanctions?|measures?|regulations?|acts?|lists?)(?: (?:in|on) [\w ]{4,20})?,? by (?:the )?$",
    re.IGNORECASE,
)
"""What a state imposes stands before its "by", not what somebody is sanctioned for: "the invasion by Y"."""


def _by_state(resolver: Resolver, about: Token) -> Mention | None:
    """The country that a parse hangs elsewhere: "designated under the Regulations for an asset freeze by the Y"."""
    context = resolver.context
    low, high = context.tree.sentence_extent(about.index)
    told = _DESIGNATED.search(context.text, low, high)
    if told is None:
        return None
    for mention in context.document.mentions_in(told.end(), high):
        between = context.document.tokens_in(told.end(), mention.start)
        if any(t.pos in ("VERB", "AUX") for t in between):
            return None  # "for bribes that were paid by Y"
        place = mention.type == MentionType.LOCATION and is_place(mention.text)
        if place and _BY.search(context.text, max(told.end(), mention.start - 50), mention.start):
            return mention
    return None
