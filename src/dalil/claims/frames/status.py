"""Status reports: was convicted, is accused, was fined, lost the case, the case was dropped.

The stage hangs on the predicate, never on words nearby: "corrupt" beside a policy goal reports no
proceedings. A decision of a court is held by the court; a charge, an inquiry or a fine by whoever
brings it. This module does not weigh whether a decision was right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dalil.claims.frames.clause import predication
from dalil.claims.frames.context import Context
from dalil.claims.frames.frame import Frame, Source
from dalil.claims.frames.holders import Resolver
from dalil.claims.frames.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import (
    Finality,
    Forum,
    HolderRole,
    Kind,
    Predicate,
    Proceedings,
    Relation,
    Stage,
    Stance,
)

_BESIDE = ("oprd", "acomp", "xcomp", "ccomp", "npadvmod", "advmod")
"""Where the parser hangs an offence that is not on the verb: "found guilty last year of ..."."""


@dataclass(frozen=True, slots=True)
class _Report:
    """What one predicate was found to report."""

    entry: Mapping[str, Any]
    verb: Token
    about: Token | None
    authority: Token | None
    passive: bool


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[Mapping[str, Any], ...]]:
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for entry in load("proceedings_en.yaml")["verbs"]:
        for lemma in entry["lemmas"]:
            found[lemma] = (*found.get(lemma, ()), entry)
    return found


def statuses(context: Context, resolver: Resolver) -> Iterator[Frame]:
    """Status frames of a document."""
    entries = _entries()
    for token in context.tokens:
        if token.pos in ("VERB", "ADJ", "AUX"):
            for entry in entries.get(token.lemma.lower(), ()):
                report = _report(context, token, entry)
                if report is not None:
                    yield _frame(context, resolver, report)
                    break
        elif token.pos == "NOUN" and token.dep == "pobj":
            yield from _under(context, resolver, token)


def _report(context: Context, verb: Token, entry: Mapping[str, Any]) -> _Report | None:
    tree = context.tree
    participle = verb.tag == "VBN" and verb.dep in ("acl", "advcl", "amod", "conj", "ROOT", "appos")
    own_object = tree.child(verb.index, "dobj")
    passive = tree.child(verb.index, "auxpass", "nsubjpass") is not None or (
        participle and tree.child(verb.index, "aux") is None and own_object is None
    )
    if not passive and _purpose(context, verb):
        return None
    if verb.dep == "amod" or (entry.get("passive") and not passive):
        return None
    if not _conditions(context, verb, entry, passive=passive):
        return None
    subject = tree.subject(verb.index)
    if verb.dep == "appos" and subject is None:
        subject = context.tokens[verb.head]
    if entry.get("about") == "subject":
        return _Report(entry, verb, subject, None, passive=False)
    if passive:
        agent = tree.child(verb.index, "agent")
        authority = tree.child(agent.index, "pobj") if agent is not None else None
        return _Report(entry, verb, subject, authority, passive=True)
    receiver = tree.child(verb.index, "dative")
    named = receiver if receiver is not None and receiver.pos != "ADP" else own_object
    return _Report(entry, verb, named, subject, passive=False)


def _purpose(context: Context, verb: Token) -> bool:
    """Whether a verb is an infinitive, or joined to one: "used it to watch and detain"."""
    for _ in range(3):
        if any(t.tag == "TO" for t in context.tree.children(verb.index, "aux")):
            return True
        if verb.dep != "conj":
            return False
        verb = context.tokens[verb.head]
    return False


def _conditions(context: Context, verb: Token, entry: Mapping[str, Any], *, passive: bool) -> bool:
    tree = context.tree
    preps = {k.lemma for k in tree.children(verb.index, "prep", "agent")}
    if entry.get("needs") and not preps & set(entry["needs"]):
        return False
    complement = entry.get("complement")
    if complement:
        words = {t.lemma for t in tree.children(verb.index, "oprd", "acomp", "xcomp", "ccomp")}
        if not words & set(complement):
            return False
    if entry.get("objects"):
        noun = tree.child(verb.index, "nsubjpass") if passive else tree.child(verb.index, "dobj")
        if noun is None and passive:
            noun = tree.subject(verb.index)
        if noun is None or noun.lemma.lower() not in entry["objects"]:
            return False
    if entry.get("people") and not passive:
        target = tree.child(verb.index, "dobj")
        if target is None or target.pos not in ("PROPN", "PRON", "NOUN"):
            return False
        numbers = context.tokens[verb.index : tree.right[verb.index] + 1]
        if not preps and any(t.pos == "NUM" for t in numbers):
            return False  # a price: "charged her ten crowns"
        marks = set(entry.get("marks", entry.get("offence", ())))
        named = context.document.mention_at(target.start, target.end) is not None
        return named or target.pos == "PRON" or bool(preps & marks)
    return True


def _frame(context: Context, resolver: Resolver, report: _Report) -> Frame:
    entry, verb = report.entry, report.verb
    start, end = predication(context, verb)
    about = _about(context, report)
    proceedings = _proceedings(context, report, start, end)
    court = report.authority is not None and context.is_court(report.authority)
    held = bool(entry.get("held")) and (court or report.authority is None)
    stance = _stance(entry, held=held)
    source = _source(context, report, held=held)
    relations = _relations(resolver, report, about, proceedings)
    return Frame(
        start, end, verb.index, source, stance, Kind.STATUS, f"status:{entry['id']}",
        role=HolderRole.COURT if held else HolderRole.SPEAKER,
        head=verb.index, proceedings=proceedings, relations=relations,
        subjects=(about.index,) if about is not None else (),
    )  # fmt: skip


def _about(context: Context, report: _Report) -> Token | None:
    """Whom the report concerns: for "the case against X" it is X, for "X's conviction" X."""
    about = report.about
    if report.entry.get("about") == "subject" or not report.entry.get("objects"):
        return about
    if about is None:
        return None
    owner = context.tree.child(about.index, "poss")
    for kid in context.tree.children(about.index, "prep"):
        if kid.lemma in ("against", "of", "into"):
            return context.tree.child(kid.index, "pobj") or owner
    return owner


def _stance(entry: Mapping[str, Any], *, held: bool) -> Stance:
    if held:
        return Stance.REPORTS_COURT_HELD
    return Stance.ALLEGES if entry.get("alleges") else Stance.ASSERTS


def _source(context: Context, report: _Report, *, held: bool) -> Source | None:
    """The court of a decision; the accuser of an accusation; else the document speaks."""
    if report.authority is None or report.authority.pos == "PRON":
        return None
    if held or report.entry.get("alleges"):
        return context.source(report.authority)
    return None


def _relations(
    resolver: Resolver, report: _Report, about: Token | None, proceedings: Proceedings
) -> tuple[Relation, ...]:
    predicate = report.entry.get("predicate")
    if predicate is None or about is None:
        return ()
    subject = resolver.reference(about)
    if subject is None:
        return ()
    other = resolver.reference(report.authority) if report.authority is not None else None
    return (
        Relation(
            Predicate(predicate),
            subject,
            other,
            value=proceedings.offence,
            start_date=proceedings.date,
        ),
    )


def _proceedings(context: Context, report: _Report, start: int, end: int) -> Proceedings:
    entry, words = report.entry, load("proceedings_en.yaml")
    quote = context.text[start:end].lower()
    dates = context.document.dates_in(start, end)
    forum = entry.get("forum") or _forum(quote, words)
    offence, sentence = _offence(context, report)
    finality = entry.get("finality") or next(
        (state for state, said in words["appeal"].items() if any(w in quote for w in said)), None
    )
    court = report.authority if report.authority is not None else None
    named = court is not None and context.is_court(court)
    return Proceedings(
        stage=Stage(entry["stage"]),
        forum=Forum(forum) if forum else None,
        finality=Finality(finality) if finality else None,
        in_absentia=True if any(w in quote for w in words["absentia"]) else None,
        sentence=sentence,
        offence=offence,
        court=_court(context, report, court if named else None),
        date=dates[0] if dates else None,
        reason=entry.get("reason"),
    )


def _forum(quote: str, words: Mapping[str, Any]) -> str | None:
    return "civil" if any(word in quote for word in words["civil"]) else None


def _court(context: Context, report: _Report, named: Token | None) -> str | None:
    """The court, as the words name it: the one that decides, or "in the X court"."""
    token = named
    if token is None:
        for kid in context.tree.children(report.verb.index, "prep"):
            inner = context.tree.child(kid.index, "pobj")
            if (
                kid.lemma in ("in", "at", "before")
                and inner is not None
                and context.is_court(inner)
            ):
                token = inner
    if token is None:
        return None
    source = context.source(token)
    return context.text[source.start : source.end]


def _offence(context: Context, report: _Report) -> tuple[str | None, str | None]:
    """Offence and sentence, in the words of the text."""
    tree, entry = context.tree, report.entry
    offence: str | None = None
    sentence: str | None = None
    holder = report.verb.index
    places = [holder, *(t.index for t in tree.children(holder, *_BESIDE))]
    if entry.get("object_offence") or entry.get("object_sentence"):
        found = tree.child(holder, "dobj", "nsubjpass")
        places = [found.index] if found is not None else []
        if entry.get("object_sentence") and found is not None:
            sentence = context.words(found.index)
    prepositions = {*entry.get("offence", ()), *entry.get("object_offence", ())}
    for kid in [k for place in places for k in tree.children(place, "prep", "dative")]:
        inner = tree.child(kid.index, "pobj", "pcomp")
        if inner is None:
            continue
        said = context.words(inner.index)
        said, cut = _term(context, inner, said, prepositions)
        offence = offence or cut
        if kid.lemma in entry.get("sentence", ()) and _is_term(said):
            sentence = sentence or said
        elif kid.lemma in prepositions:
            offence = offence or said
    if entry.get("infinitive"):
        clause = tree.child(holder, "xcomp")
        offence = context.words(clause.index) if clause is not None else offence
    return offence, sentence


def _term(
    context: Context, inner: Token, said: str, prepositions: set[str]
) -> tuple[str, str | None]:
    """A term and the offence behind it: "six years for fraud"."""
    for kid in context.tree.children(inner.index, "prep"):
        below = context.tree.child(kid.index, "pobj", "pcomp")
        cut = kid.start - context.tokens[context.tree.left[inner.index]].start
        if kid.lemma in prepositions and below is not None and _is_term(said[:cut]):
            return said[:cut].strip(), context.words(below.index)
    return said, None


def _is_term(said: str) -> bool:
    terms = ("year", "month", "week", "day", "life", "prison", "jail", "death", "custody", "term")
    return any(word in said.lower() for word in terms)


def _under(context: Context, resolver: Resolver, noun: Token) -> Iterator[Frame]:
    """Status by prepositional phrase: "is under investigation for fraud"."""
    above = context.tokens[noun.head]
    if above.lemma not in ("under", "on") or context.tree.child(noun.index, "det") is not None:
        return
    for stage, nouns in load("proceedings_en.yaml")["under"].items():
        if noun.lemma.lower() not in nouns:
            continue
        verb = context.tokens[above.head]
        if verb.lemma not in ("be", "remain", "come", "place", "stand"):
            continue
        entry = {"id": "under", "stage": stage, "offence": ["for", "over"],
                 "predicate": {"investigation": "investigated_for", "charge": "charged_with"}.get(stage)}  # fmt: skip
        report = _Report(entry, verb, context.tree.subject(verb.index), None, passive=True)
        yield _frame(context, resolver, report)
