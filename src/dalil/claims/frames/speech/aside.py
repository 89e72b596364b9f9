"""Who says so, told beside a sentence that the parser took for the whole: "The bridge was paid for twice, papers show".

Four shapes are read by their words, where no cue has that content yet: a speaker and a verb of saying behind the last
comma ("..., the Court of Audit said in a report published on Monday"), "as" with a speaker or a paper before or behind
("As Orla Venn told the board, ...", "as alleged in the charges"), a speaker between a subject and its verb ("The house,
she told the paper, was a present"), and a speaker between "who" and what he did ("the
clerk, who prosecutors say took the cash"). It does not resolve who a pronoun is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.graph import FINITE, SUBJECTS
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS, load
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.frames.speech.heard import heard, put_before
from dalil.claims.parse import Token
from dalil.evidence import Kind, Stance

LONGEST = 600
"""Code points of a content at most; a longer one is a mistaken parse."""
SHORTEST = 4
"""Tokens of a content at least."""
ASIDE = 16
"""Tokens at most of who says so, and of where and when."""
_MARKS = frozenset({".", "!", "?", "”", '"', "''", "»"})


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of ``speech_en.yaml``, under "aside"."""

    saying: Mapping[str, Stance]
    showing: frozenset[str]
    telling: frozenset[str]
    named: frozenset[str]
    got: frozenset[str]
    leading: frozenset[str]
    papers: frozenset[str]
    of_time: frozenset[str]
    dated: frozenset[str]
    plain: frozenset[str]


@cache
def _words() -> _Words:
    data = load("speech_en.yaml")["aside"]
    asserts = dict.fromkeys(data["asserts"], Stance.ASSERTS)
    names = ("showing", "telling", "named", "got", "leading", "papers", "of_time", "dated", "plain")
    read = {name: frozenset(data[name]) for name in names}
    read["papers"] |= DOCUMENTS | EXHIBITS
    return _Words(asserts | dict.fromkeys(data["alleges"], Stance.ALLEGES), **read)


def asides(context: Context, found: Sequence[Frame]) -> Iterator[Frame]:
    """Attributions of these shapes that none of the frames has.

    Args:
        context: The document.
        found: Attributions read so far; only those with a speaker count.
    """
    known = {f.cue: f for f in found if f.cue >= 0 and f.source is not None}
    known |= {f.cue: f for f in found if f.cue >= 0 and f.unnamed}
    for number in range(len(context.document.parse.sentences)):
        yield from _behind(context, number, known)
        yield from _opening(context, number, known)
        yield from _in_between(context, number, known)
    for token in context.tokens:
        if token.index in known or token.pos != "VERB" or context.quoted(token.start):
            continue
        if token.dep == "advcl":
            yield from _with_as(context, token)
        elif token.dep == "relcl":
            yield from _within_who(context, token)


def without_said(context: Context, reports: Sequence[Frame], found: Sequence[Frame]) -> list[Frame]:
    """Reports without those that only tell that somebody alleges what an attribution has already.

    Args:
        context: The document.
        reports: Reports of proceedings.
        found: Attributions.
    """
    said = {f.cue for f in found if f.source is not None and f.method.startswith("cue:allege")}
    alleging = (f for f in reports if f.method.startswith("status:allege") and f.source is None)
    repeated = {id(f) for f in alleging if f.head in said and context.tokens[f.head].tag == "VBN"}
    return [f for f in reports if id(f) not in repeated and not _by_as(context, f)]


def _by_as(context: Context, frame: Frame) -> bool:
    """Whether a report is nothing but "as alleged in the charges", which says whose the sentence is."""
    if frame.head < 0:
        return False
    verb = context.tokens[frame.head]
    mark = context.tree.child(verb.index, "mark")
    opens = mark is not None and mark.text.lower() == "as" and verb.dep == "advcl"
    return opens and verb.tag == "VBN" and verb.text.lower() in _words().saying


def _behind(context: Context, number: int, known: dict[int, Frame]) -> Iterator[Frame]:
    """A speaker and a verb of saying behind the last comma of a sentence, and what stands before."""
    sentence = context.document.parse.sentences[number]
    last = sentence.last
    while last > sentence.first and context.tokens[last - 1].text in _MARKS:
        last -= 1
    words = context.tokens[sentence.first : last]
    comma = next((i for i in range(len(words) - 1, SHORTEST - 1, -1) if words[i].text == ","), -1)
    if comma < 0 or context.quoted(words[0].start) or context.quoted(words[-1].start):
        return
    before, aside = words[:comma], words[comma + 1 :]
    cue = _cue(context, aside)
    if cue is None or not _whole(context, before) or _told(known.get(cue.index), before):
        return
    group = [t for t in aside if t.index < cue.index]
    head = _head_of(group)
    if head is None:
        return
    source = Source(group[0].start, group[-1].end, head.index)
    paper = head.lemma.lower() in _words().papers or head.text.lower() in _words().papers
    if not (
        paper if cue.text.lower() in _words().showing else paper or is_somebody(context, source)
    ):
        return
    start, end = context.content(before[0].start, before[-1].end)
    verb = next((t for t in before if _main(t)), None) or next(t for t in before if t.tag in FINITE)
    yield from _frame(context, (start, end), cue, source, verb)


def _opening(context: Context, number: int, known: dict[int, Frame]) -> Iterator[Frame]:
    """The sentence behind "As the report notes," where "notes" was taken for a noun."""
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    if words[0].text != "As" or context.quoted(words[0].start):
        return
    comma = next((i for i, t in enumerate(words[: ASIDE + 2]) if t.text == ","), -1)
    aside, behind = words[1:comma], words[comma + 1 :]
    if comma < 3 or not _whole(context, behind):
        return
    cue = _cue(context, aside)
    if cue is None or cue.dep == "advcl" or cue.index in known or cue.index != aside[-1].index:
        return
    group = aside[: cue.index - aside[0].index]
    head = _head_of(group)
    if head is None:
        return
    source = Source(group[0].start, group[-1].end, head.index)
    if head.lemma.lower() in _words().papers or is_somebody(context, source):
        span = context.content(behind[0].start, behind[-1].end)
        verb = next(t for t in behind if t.tag in FINITE)
        yield from _frame(context, span, cue, source, verb)


def _in_between(context: Context, number: int, known: dict[int, Frame]) -> Iterator[Frame]:
    """The whole of "The house, she told the paper, was a present": who says so stands behind its subject."""
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    commas = [i for i, t in enumerate(words) if t.text == ","][:2]
    if len(commas) < 2 or context.quoted(words[0].start):
        return
    before, aside, behind = (
        words[: commas[0]],
        words[commas[0] + 1 : commas[1]],
        words[commas[1] + 1 :],
    )
    cue = _cue(context, aside)
    if cue is None or cue.index in known or not before or len(behind) < SHORTEST:
        return
    verb = behind[0]
    if verb.tag not in FINITE or any(t.tag in FINITE for t in before) or _head_of(before) is None:
        return
    group = [t for t in aside if t.index < cue.index]
    head = _head_of(group)
    if head is None or before[0].text.lower() in _words().leading or _apposed(group, cue):
        return
    source = Source(group[0].start, group[-1].end, head.index)
    if head.lemma.lower() in _words().papers or is_somebody(context, source):
        last = behind[-1] if behind[-1].text not in _MARKS else behind[-2]
        span = context.content(before[0].start, last.end)
        yield from _frame(context, span, cue, source, verb)


def _apposed(group: Sequence[Token], cue: Token) -> bool:
    """Whether words tell what a thing is and who did something to it: "the gun, a pistol police found in the car"."""
    nouns = [t for t in group if t.pos in ("NOUN", "PROPN", "PRON")]
    for before, token in pairwise(group):
        opens = token.pos == "PRON" or token.tag in ("DT", "PRP$")
        if opens and before.pos not in ("ADP", "CCONJ"):
            return True
    described = group[0].tag in ("DT", "PRP$") and (len(nouns) > 1 or len(group) > 2)
    return described and cue.text.lower() not in _words().plain


def cut_at_time(context: Context, name: Token, last: int) -> int:
    """Last token of whom "according to" names, without a phrase of time or place behind a comma that opens the sentence.

    Args:
        context: The document.
        name: The head of the name.
        last: Its last token by the parse.
    """
    for index in range(name.index + 1, last):
        opens = context.tokens[index + 1].text.lower() in _words().of_time
        if context.tokens[index].text == "," and opens:
            return index - 1
    return last


def _cue(context: Context, aside: Sequence[Token]) -> Token | None:
    """The verb of saying in the words behind a comma; None where they say more than who, where and when."""
    if not 2 <= len(aside) <= ASIDE or aside[0].text.lower() in _words().leading:
        return None
    known = set(_words().saying)
    if aside[0].pos in ("PRON", "PROPN"):
        known |= _words().named
    cue = next((t for t in aside[1:] if t.text.lower() in known), None)
    if cue is None or context.quoted(cue.start) or (cue.lemma == "go" and not _goes_on(aside)):
        return None
    for token in aside:
        if token.index < cue.index and token.pos in ("VERB", "AUX", "PUNCT", "SCONJ"):
            hyphen = token.text in ("-", "'", "’", "’s", "'s", "&")
            if not hyphen and token.text.lower() not in _words().got:
                return None
        if token.index > cue.index and (token.tag in FINITE or token.text in ("that", ":", ",")):
            return None
    rest = [t for t in aside if t.index > cue.index]
    if rest and rest[0].pos not in ("ADP", "ADV") and not _dated(rest[0]):
        told = cue.text.lower() in _words().telling and rest[0].pos in (
            "NOUN",
            "PROPN",
            "PRON",
            "DET",
            "ADJ",
        )
        return cue if told else None
    return cue


def _goes_on(aside: Sequence[Token]) -> bool:
    """Whether words end with "went on"."""
    return len(aside) > 2 and aside[-1].text.lower() == "on" and aside[-2].lemma == "go"


def _dated(token: Token) -> bool:
    return token.dep == "npadvmod" or token.lemma.lower() in _words().dated


def _head_of(group: Sequence[Token]) -> Token | None:
    """The noun that names who says so: the first whose group ends, before "of", "by", "obtained"."""
    found = None
    for token in group:
        if token.text.lower() in _words().got or token.pos == "ADP":
            break
        if token.pos in ("NOUN", "PROPN", "PRON") and token.tag not in ("PRP$", "WDT", "WP"):
            found = token
        elif token.text in ("'s", "’s"):
            found = None
    return found


def _whole(context: Context, before: Sequence[Token]) -> bool:
    """Whether words are a statement: something is said of something in them, and they open no other clause."""
    if len(before) < SHORTEST or before[0].text.lower() in _words().leading:
        return False
    verb = next((t for t in before if t.tag in FINITE), None)
    return verb is not None and any(
        t.pos in ("NOUN", "PROPN", "PRON") for t in before if t.index < verb.index
    )


def _told(frame: Frame | None, before: Sequence[Token]) -> bool:
    """Whether a cue has this content already."""
    return frame is not None and frame.start <= before[0].start + 2


def _main(token: Token) -> bool:
    return token.tag in FINITE and token.dep in ("ROOT", "ccomp")


def _frame(
    context: Context, span: tuple[int, int], cue: Token, source: Source | None, verb: Token
) -> Iterator[Frame]:
    """A frame held by a speaker; what a court only heard is held by whoever put it to the court."""
    stance = _words().saying.get(cue.text.lower(), Stance.ASSERTS)
    unnamed = source is not None and heard(context, cue, source)
    if unnamed:
        stance, source = put_before(context, span), None
    if SHORTEST <= span[1] - span[0] <= LONGEST:
        yield Frame(
            *span, cue.index, source, stance, Kind.INDIRECT,
            "cue:allege" if stance is Stance.ALLEGES else "cue:say", head=verb.index, unnamed=unnamed,
        )  # fmt: skip


def _with_as(context: Context, verb: Token) -> Iterator[Frame]:
    """The sentence beside "as Orla Venn told the board" or "as alleged in the charges"."""
    tree = context.tree
    mark = tree.child(verb.index, "mark")
    main = context.tokens[verb.head]
    if mark is None or mark.text.lower() != "as" or verb.text.lower() not in _words().saying:
        return
    if tree.child(verb.index, "ccomp", "xcomp") is not None or main.tag not in FINITE | {
        "VBN",
        "VBG",
    }:
        return
    source = _of_as(context, verb)
    low, high = tree.left[verb.index], tree.right[verb.index]
    first, last = tree.left[main.index], tree.right[main.index]
    begin, end = (high + 1, last) if low <= first + 1 else (first, low - 1)
    if source is None or end - begin < SHORTEST - 2 or context.tokens[mark.index + 1].lemma == "if":
        return
    span = context.content(context.tokens[begin].start, context.tokens[end].end)
    yield from _frame(context, span, verb, source, main)


def _of_as(context: Context, verb: Token) -> Source | None:
    """Who says so by "as": the subject, or the paper in which it is alleged."""
    subject = context.tree.child(verb.index, "nsubj")
    if subject is not None:
        source = context.source(subject)
        fit = subject.lemma.lower() in _words().papers or is_somebody(context, source)
        return source if fit else None
    for kid in context.tree.children(verb.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma == "in" and inner is not None and inner.lemma.lower() in _words().papers:
            return context.source(inner)
    return None


def _within_who(context: Context, verb: Token) -> Iterator[Frame]:
    """What "who" did by the words of a speaker in between: "the clerk, who prosecutors say took the cash"."""
    tree = context.tree
    subjects = tree.children(verb.index, *SUBJECTS, "dobj")
    relative = next((t for t in subjects if t.tag in ("WP", "WDT")), None)
    speaker = next(
        (t for t in subjects if t.tag not in ("WP", "WDT") and t.index < verb.index), None
    )
    deed = tree.child(verb.index, "xcomp", "ccomp")
    if (
        verb.text.lower() not in _words().saying
        or relative is None
        or speaker is None
        or deed is None
    ):
        return
    own = tree.child(deed.index, *SUBJECTS)
    if deed.tag not in FINITE and tree.child(deed.index, "aux", "auxpass") is None:
        return
    if (own is not None and own.tag not in ("WP", "WDT")) or not relative.index < speaker.index:
        return
    span = context.content(
        context.tokens[verb.index + 1].start, context.tokens[tree.right[deed.index]].end
    )
    source = context.source(speaker)
    if is_somebody(context, source):
        told = context.tokens[verb.head]
        for frame in _frame(context, span, verb, source, deed):
            yield replace(frame, subjects=(told.index,))
