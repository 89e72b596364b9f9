"""Status reports: was convicted, is accused, was fined, lost the case, the case was dropped.

The stage hangs on the predicate, never on words nearby: "corrupt" beside a policy goal reports no
proceedings. A decision of a court is held by the court; a charge, an inquiry or a fine by whoever
brings it. This module does not weigh whether a decision was right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.proceedings.nearby import nearby
from dalil.claims.frames.proceedings.outcomes import outcome_ties, tied_by
from dalil.claims.frames.proceedings.reported import (
    ABOUT,
    CONSENTING,
    before_court,
    behind,
    below,
    concerned,
    demanded,
    fits,
    found_so,
    hung,
    hypothetical,
    is_party,
    is_term,
    jurisdiction,
    nearly,
    objected,
    offends,
    prepositions_of,
    purpose,
    reason,
    right_behind,
    subject_of,
    swallowed,
    undone,
    wished,
)
from dalil.claims.frames.referents.holders import Resolver
from dalil.claims.parse import Token
from dalil.evidence import (
    Finality,
    Forum,
    HolderRole,
    Kind,
    Proceedings,
    Stage,
    Stance,
)

HOPING = ("see", "want", "have", "get", "like", "wish", "prefer")
"""Verbs whose complement is wished for, not told."""
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


def reporting_verbs() -> frozenset[str]:
    """Verbs that may report a stage of proceedings."""
    return frozenset(_entries())


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
    for token in context.tokens:
        if token.dep == "amod" and context.tokens[token.head].pos == "NOUN":
            yield from _titled(context, resolver, token)


def _report(context: Context, verb: Token, entry: Mapping[str, Any]) -> _Report | None:
    tree = context.tree
    participle = verb.tag == "VBN" and verb.dep in ("acl", "advcl", "amod", "conj", "ROOT", "appos")
    own_object = tree.child(verb.index, "dobj")
    passive = tree.child(verb.index, "auxpass", "nsubjpass") is not None or (
        participle and tree.child(verb.index, "aux") is None and own_object is None
    )
    if (not passive and purpose(context, verb)) or demanded(context, verb):
        return None
    if undone(context, verb):
        return None
    if passive and wished(context, verb):
        return None
    if _supposed(context, verb):
        return None
    if entry.get("alleges") and tree.child(verb.index, "det") is not None:
        return None  # "the second accused" is who is tried, no accusation
    if entry.get("verb") and verb.pos == "ADJ" and verb.text.lower() == verb.lemma.lower():
        return None  # it is fine to say so
    if (verb.dep == "amod" and verb.pos != "ADJ") or (entry.get("passive") and not passive):
        return None
    if entry.get("active") and passive:
        return None
    if not _conditions(context, verb, entry, passive=passive):
        return None
    subject = subject_of(context, verb)
    if verb.dep == "appos" and subject is None:
        subject = context.tokens[verb.head]
    if verb.pos == "ADJ" and subject is None:
        subject = context.tokens[verb.head]
    if entry.get("about") == "subject":
        return _Report(entry, verb, subject, None, passive=False)
    if passive and entry.get("receiver") and (subject is None or not is_party(context, subject)):
        return None
    if passive:
        agent = tree.child(verb.index, "agent")
        authority = tree.child(agent.index, "pobj") if agent is not None else None
        return _Report(entry, verb, subject, authority, passive=True)
    if entry.get("receiver"):
        return _given(context, entry, verb, subject)
    receiver = tree.child(verb.index, "dative")
    named = receiver if receiver is not None and receiver.pos != "ADP" else own_object
    if entry.get("objects"):
        named = objected(context, verb, passive=False)
    elif entry.get("complement") and named is None:
        named = found_so(context, verb, entry)
    elif entry.get("predicate") and named is not None:
        named = right_behind(context, verb, named)
    return _Report(entry, verb, named, subject, passive=False)


def _supposed(context: Context, verb: Token) -> bool:
    """Whether a predicate is a bare condition: "faces six years if convicted" tells no conviction."""
    mark = context.tree.child(verb.index, "mark")
    return (
        mark is not None and mark.lemma.lower() in ("if", "unless", "until") and verb.dep == "advcl"
    )


def _given(
    context: Context, entry: Mapping[str, Any], verb: Token, authority: Token | None
) -> _Report | None:
    """A term that is handed out: "a judge gave X six years", "imposed a sentence of six years on X"."""
    tree = context.tree
    near = [*tree.children(verb.index, "dative", "dobj"), *tree.children(verb.index, "oprd")]
    terms = [t for t in near if t.lemma.lower() in entry["terms"]]
    given = next((t for t in near if t not in terms and is_party(context, t)), None)
    given = given or behind(context, verb, ("on", "upon", "to", "against"))
    if not terms:
        return None
    return _Report(entry, verb, given, authority, passive=False)


def _conditions(context: Context, verb: Token, entry: Mapping[str, Any], *, passive: bool) -> bool:
    tree = context.tree
    preps = {k.lemma for k in tree.children(verb.index, "prep", "agent", "dative")}
    if entry.get("needs") and not (preps | hung(context, verb)) & set(entry["needs"]):
        return False
    if not _complemented(context, verb, entry) or not fits(context, verb, entry, passive=passive):
        return False
    if entry.get("people") and not passive:
        target = tree.child(verb.index, "dobj")
        if target is None or target.pos not in ("PROPN", "PRON", "NOUN"):
            return False
        if any(is_party(context, t) for t in tree.children(target.index, "appos")):
            return True  # "cleared his deputy, X"
        numbers = context.tokens[verb.index : tree.right[verb.index] + 1]
        if not preps and any(t.pos == "NUM" for t in numbers):
            return False  # a price: "charged her ten crowns"
        marks = set(entry.get("marks", entry.get("offence", ())))
        named = context.document.mention_at(target.start, target.end) is not None
        named = named or any(is_party(context, t) for t in tree.children(target.index, "appos"))
        return named or target.pos == "PRON" or bool(preps & marks)
    return True


def _complemented(context: Context, verb: Token, entry: Mapping[str, Any]) -> bool:
    """Whether the predicate has the complement that an entry asks for: "guilty", "not guilty"."""
    wanted = entry.get("complement")
    if not wanted:
        return True
    near = context.tree.children(verb.index, "oprd", "acomp", "xcomp", "ccomp", "advcl")
    found = [t for t in near if t.lemma.lower() in wanted]
    if not found:
        return False
    negated = any(
        context.negated(t.index) or context.tokens[t.index - 1].lemma == "not" for t in found
    )
    return negated == bool(entry.get("negated_complement"))


def _frame(context: Context, resolver: Resolver, report: _Report) -> Frame:
    entry, verb = report.entry, report.verb
    start, end = predication(context, _stating(context, verb))
    about = _about(context, report)
    proceedings = _proceedings(context, report, start, end)
    court = report.authority is not None and court_of(context, report.authority) is not None
    held = bool(entry.get("held")) and (court or report.authority is None)
    held = held and not (_never_held(context, report) or nearly(context, verb))
    own = bool(entry.get("held")) and _of_own_court(context, report)
    stance = _stance(entry, held=held or own)
    if hypothetical(context, verb):
        return _would_have(context, report, (start, end), about)
    if stance is Stance.ALLEGES and not entry.get("stance") and context.negated(verb.index):
        stance, proceedings = Stance.ASSERTS, replace(proceedings, stage=None)
    source = _source(context, report, held=held)
    near: tuple[int, ...] = ()
    if about is None and entry.get("bridges"):
        near = nearby(context, resolver, verb, report.authority)
    ends = about, report.authority
    relations = outcome_ties(
        resolver, tied_by(context, entry, verb, proceedings), ends, proceedings
    )
    return Frame(
        start, end, verb.index, source, stance, Kind.STATUS,
        f"status:{entry['id']}" + (" near" if near else ""),
        role=HolderRole.COURT if held and not own else HolderRole.SPEAKER,
        head=verb.index, proceedings=proceedings, relations=relations,
        subjects=(about.index,) if about is not None else near,
        negated=entry.get("negates", False) or nearly(context, verb), closing=bool(entry.get("speaks")),
    )  # fmt: skip


def _would_have(
    context: Context, report: _Report, span: tuple[int, int], about: Token | None
) -> Frame:
    """What somebody would have done or decided: told by the document, of no stage."""
    return Frame(
        *span, report.verb.index, None, Stance.ASSERTS, Kind.AUTHOR, f"status:{report.entry['id']} unreal",
        head=report.verb.index, subjects=(about.index,) if about is not None else (), hedged=True,
        own=True,
    )  # fmt: skip


def _never_held(context: Context, report: _Report) -> bool:
    """Whether no court decided: "has not been convicted", "nobody was found liable"."""
    if report.authority is not None:
        no = context.tree.children(report.authority.index, "det")
        return any(t.lemma.lower() == "no" for t in no)
    if not report.passive:
        return False
    auxiliaries = context.tree.children(report.verb.index, "aux")
    perfect = any(t.lemma == "have" for t in auxiliaries)
    nobody = report.about is not None and report.about.text.lower() in ("nobody", "none", "no-one")
    return context.negated(report.verb.index) and (perfect or nobody)


def _of_own_court(context: Context, report: _Report) -> bool:
    """Whether a judgment tells its own decision: "I would allow the appeal", "permission is refused"."""
    if not context.of_court or context.quoted(report.verb.start):
        return False
    if report.authority is not None:
        return report.authority.text.lower() in ("i", "we")
    auxiliaries = context.tree.children(report.verb.index, "auxpass")
    return any(t.tag in ("VBZ", "VBP") for t in auxiliaries)


def _stating(context: Context, verb: Token) -> Token:
    """The verb whose clause is quoted: for "agreed to pay a fine" that of "agreed"."""
    above = context.tokens[verb.head]
    if verb.dep == "acomp" and above.lemma in ("be", "become", "remain"):
        return above
    return above if verb.dep == "xcomp" and above.lemma in CONSENTING else verb


def _about(context: Context, report: _Report) -> Token | None:
    """Whom the report concerns: for "the case against X" it is X, for "X's conviction" X."""
    entry = report.entry
    if entry.get("about") == "subject":
        return report.about
    if entry.get("about") == "prep":
        return behind(context, report.verb, entry.get("about_preps", ()))
    if not entry.get("objects"):
        return report.about
    if report.about is not None:
        found = concerned(context, report.about)
        if found is not None:
            return found
    return behind(context, report.verb, ABOUT)


def _stance(entry: Mapping[str, Any], *, held: bool) -> Stance:
    if entry.get("stance"):
        return Stance(entry["stance"])
    if held:
        return Stance.REPORTS_COURT_HELD
    return Stance.ALLEGES if entry.get("alleges") else Stance.ASSERTS


def _source(context: Context, report: _Report, *, held: bool) -> Source | None:
    """The court of a decision; the accuser of an accusation; else the document speaks."""
    if report.entry.get("stance") and report.about is not None:
        return context.source(report.about)
    if report.authority is None:
        return None
    if report.authority.pos == "PRON":
        court = court_of(context, report.authority) if held else None
        return context.source(court) if court is not None else None
    if held or report.entry.get("alleges") or report.entry.get("speaks"):
        return context.source(report.authority)
    return None


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
    named_court = _court_token(context, report, court if named else None)
    return Proceedings(
        stage=Stage(entry["stage"]) if entry.get("stage") else None,
        forum=Forum(forum) if forum else None,
        finality=Finality(finality) if finality else None,
        in_absentia=True if any(w in quote for w in words["absentia"]) else None,
        sentence=sentence,
        offence=offence,
        court=_words_of(context, named_court),
        jurisdiction=jurisdiction(context, named_court),
        date=dates[0] if dates else None,
        reason=entry.get("reason")
        or (reason(context, report.verb) if entry.get("reasons") else None),
    )


def _forum(quote: str, words: Mapping[str, Any]) -> str | None:
    return "civil" if any(word in quote for word in words["civil"]) else None


def _court_token(context: Context, report: _Report, named: Token | None) -> Token | None:
    """The head of the court's name: the one that decides, or "in the X court"."""
    if named is not None:
        return named
    for kid in context.tree.children(report.verb.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma in ("in", "at", "before") and inner is not None and context.is_court(inner):
            return inner
    return None


def _words_of(context: Context, token: Token | None) -> str | None:
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
    for kid in [k for place in places for k in prepositions_of(context, place)]:
        inner = tree.child(kid.index, "pobj", "pcomp")
        if inner is None or not offends(context, report.verb, kid, inner):
            continue
        said = before_court(context, inner)
        said, cut = _term(context, inner, said, prepositions)
        offence = offence or cut
        if kid.lemma in entry.get("sentence", ()) and is_term(said):
            sentence = sentence or said
        elif kid.lemma in prepositions:
            offence = offence or said
    if offence is None and entry.get("offence"):
        offence = _offence_behind(context, report)
    if entry.get("infinitive"):
        clause = tree.child(holder, "xcomp")
        offence = context.words(clause.index) if clause is not None else offence
    return offence, sentence


def _offence_behind(context: Context, report: _Report) -> str | None:
    """The offence behind the person's name and description, where the parser hung it on these.

    "indicted X for fraud", "convicted X, 58, former director of Y, of bribery"; "sentenced X for being guilty of fraud".
    """
    tree, tokens, verb = context.tree, context.tokens, report.verb
    guilty = next((t for t in below(context, verb) if t.lemma.lower() == "guilty"), None)
    if guilty is not None:
        of = next((k for k in tree.children(guilty.index, "prep") if k.lemma == "of"), None)
        inner = tree.child(of.index, "pobj", "pcomp") if of is not None else None
        return context.words(inner.index) if inner is not None else None
    about = report.about
    if about is None or about.index < verb.index:
        return None
    if (said := swallowed(context, report.verb, about, report.entry["offence"])) is not None:
        return said
    for token in reversed(below(context, about)):
        inner = tree.child(token.index, "pobj", "pcomp")
        marked = token.dep == "prep" and token.lemma in report.entry["offence"]
        apart = tokens[token.index - 1].text == ","
        named = token.head == about.index and is_party(context, about)
        deed = inner is not None and context.document.mention_at(inner.start, inner.end) is None
        if marked and inner is not None and (apart or (named and deed)):
            return context.words(inner.index)
    return None


def _term(
    context: Context, inner: Token, said: str, prepositions: set[str]
) -> tuple[str, str | None]:
    """A term and the offence behind it: "six years for fraud"."""
    for kid in context.tree.children(inner.index, "prep"):
        below = context.tree.child(kid.index, "pobj", "pcomp")
        cut = kid.start - context.tokens[context.tree.left[inner.index]].start
        if kid.lemma in prepositions and below is not None and is_term(said[:cut]):
            return said[:cut].strip(), context.words(below.index)
    return said, None


def _under(context: Context, resolver: Resolver, noun: Token) -> Iterator[Frame]:
    """Status by prepositional phrase: "is under investigation for fraud", "went on trial"."""
    above = context.tokens[noun.head]
    if above.lemma not in ("under", "on") or context.tree.child(noun.index, "det") is not None:
        return
    for stage, nouns in load("proceedings_en.yaml")["under"].items():
        if noun.lemma.lower() not in nouns:
            continue
        verb = context.tokens[above.head]
        if verb.lemma not in ("be", "remain", "come", "place", "stand", "go", "put"):
            continue
        above_verb = context.tokens[verb.head].lemma
        hoped = verb.dep in ("xcomp", "ccomp") and above_verb in HOPING
        if hoped or purpose(context, verb):
            continue  # "hopes to see him put under sanctions"
        entry = {"id": "under", "stage": stage, "offence": ["for", "over"],
                 "predicate": {"investigation": "investigated_for", "charge": "charged_with"}.get(stage)}  # fmt: skip
        report = _Report(entry, verb, context.tree.subject(verb.index), None, passive=True)
        yield _frame(context, resolver, report)


def _titled(context: Context, resolver: Resolver, word: Token) -> Iterator[Frame]:
    """Status in a description: "X, a convicted embezzler", "the accused banker X"."""
    stage = load("proceedings_en.yaml")["titles"].get(word.text.lower())
    if stage is None or context.quoted(word.start):
        return
    noun = context.tokens[word.head]
    above = context.tokens[noun.head]
    bearer = None
    if noun.dep == "appos" and is_party(context, above):
        bearer, start = above, context.tree.left[above.index]
    elif noun.dep in ("compound", "nmod") and is_party(context, above):
        bearer, start = above, context.tree.left[noun.index]
    elif (named := context.tree.child(noun.index, "appos")) is not None and is_party(
        context, named
    ):
        bearer, start = named, context.tree.left[noun.index]
    if bearer is None:
        return
    end = max(context.tree.right[noun.index] if noun.dep == "appos" else bearer.index, bearer.index)
    span = context.content(context.tokens[start].start, context.tokens[end].end)
    held = stage == "conviction"
    alleged = stage == "allegation"
    stance = Stance.REPORTS_COURT_HELD if held else Stance.ALLEGES if alleged else Stance.ASSERTS
    yield Frame(
        *span, word.index, None, stance, Kind.STATUS, "status:title",
        role=HolderRole.COURT if held else HolderRole.SPEAKER, head=noun.index,
        proceedings=Proceedings(stage=Stage(stage)), subjects=(bearer.index,), hedged=alleged,
    )  # fmt: skip
