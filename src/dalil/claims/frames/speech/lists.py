"""Lists behind a colon: each point is held by whoever, or whatever document, introduces it.

"The contract provides for the following: ..." makes every point below a claim read from the contract;
"The union demands:" makes them demands of the union. Points without an introduction are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame, Source, trimmed
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import DOCUMENTS
from dalil.claims.frames.records.declared import is_declared_row
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.parse import Token
from dalil.claims.turns import Turn
from dalil.evidence import HolderRole, Kind, MentionType, Stance

_BULLET = re.compile(r"\s*(?:[•‣▪◦●·*–—-]|\(?[a-z0-9]{1,3}[.)])\s+", re.IGNORECASE)
_TEXT_LINE = re.compile(r"[^\n]*\S[^\n]*")
_JOINING = re.compile(r"[;,.]?\s+(?:and|or)\s*$|[;,]\s*$")
MAX_POINTS = 200
LONGEST_HEADLINE = 160
SHORTEST = 12
"""Shortest sentence of a turn in code points: a bare "Yes." says nothing by itself."""
_SPEAKERS = (MentionType.PERSON, MentionType.ORGANISATION)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    item: bool


def points(context: Context) -> Iterator[Frame]:
    """One frame for each point of a list that a colon introduces."""
    lines = _lines(context)
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if not context.text[line.start : line.end].endswith(":"):
            continue
        source, asked = _introducer(context, line)
        if source is not None and not asked and _own(context, source):
            continue  # "I will say as follows:": what follows is the document's own prose
        last = min(place + MAX_POINTS, len(lines))
        items = []
        while source is not None and place < last and lines[place].item:
            items.append(lines[place])
            place += 1
        items = [item for item in items if not _of_roster(context, item)]
        bare = sum(_bare(context, _opening(context, item)) for item in items)
        asked = asked or bare * 2 >= max(len(items), 2)
        told = Stance.ALLEGES if _accuses(context, line) else Stance.ASSERTS
        for item in items:
            if source is not None:
                yield from _point(context, item, source, asked=asked, told=told)


_ACCUSING = frozenset(
    {
        "allegation",
        "accusation",
        "breach",
        "violation",
        "wrongdoing",
        "offence",
        "offense",
        "failing",
    }
)


def _accuses(context: Context, line: _Line) -> bool:
    """Whether the last sentence before the points announces accusations: "alleges as follows:", "these breaches:"."""
    last = context.token_at(line.end)
    if not last:
        return False
    sentence = context.document.parse.sentences[context.tokens[last - 1].sentence]
    for token in context.tokens[sentence.first : last]:
        lemma = token.lemma.lower()
        cues = context.lexicon.verbs.get(lemma, ()) if token.pos == "VERB" else ()
        if any(c.stance is Stance.ALLEGES for c in cues) or (
            token.pos == "NOUN" and lemma in _ACCUSING
        ):
            return not context.negated(token.index)
    return False


def _own(context: Context, source: Source) -> bool:
    return context.tokens[source.head].text.lower() in OWN


def _of_roster(context: Context, line: _Line) -> bool:
    """Whether a line is one of a list of people, which is read as such."""
    return any(
        row.start < line.end and line.start < row.end
        for roster in context.document.rosters
        for row in roster.rows
    )


def _opening(context: Context, line: _Line) -> int:
    bullet = _BULLET.match(context.text, line.start, line.end)
    return bullet.end() if bullet else line.start


def _lines(context: Context) -> list[_Line]:
    """Passages, and the lines of those that hold several points; hard-wrapped lines go together."""
    found: list[_Line] = []
    for passage in context.document.layer.passages:
        if passage.kind == "furniture":
            continue
        for number, match in enumerate(
            _TEXT_LINE.finditer(context.text, passage.start, passage.end)
        ):
            start, end = match.span()
            end = start + len(context.text[start:end].rstrip())
            bullet = _BULLET.match(context.text, start, end) is not None
            item = bullet or (number == 0 and passage.kind == "item")
            wraps = number > 0 and not bullet and not _after_colon(context, found[-1])
            if wraps:
                found[-1] = replace(found[-1], end=end)
            elif end > start:
                found.append(_Line(start, end, item))
    return found


def _after_colon(context: Context, line: _Line) -> bool:
    return context.text[line.start : line.end].endswith(":")


def headlines(context: Context) -> Iterator[Frame]:
    """Headlines of the form "Brona Tolvik: Port Was Sold at Night": a name, a colon, what it says."""
    for index, passage in enumerate(context.document.layer.passages):
        size = passage.end - passage.start
        if index in context.turn_of:
            continue  # read as a turn of a transcript
        if passage.kind not in ("heading", "paragraph") or size > LONGEST_HEADLINE:
            continue
        speaker = context.document.mention_at(passage.start, passage.start + 1)
        if speaker is None or speaker.start != passage.start or speaker.type not in _SPEAKERS:
            continue
        if context.text[speaker.end : speaker.end + 2] != ": ":
            continue
        if is_declared_row(context, passage.start):
            continue  # "X: 50 % of Y LLC" is nobody's speech
        start, end = context.content(speaker.end + 2, passage.end)
        head = context.token_at(speaker.end) - 1
        if end - start >= 10 and head >= 0 and len(context.text[start:end].split()) >= 3:
            source = Source(speaker.start, speaker.end, head)
            direct = context.is_quotation(start, end)
            yield Frame(
                start, end, -1, source, Stance.ASSERTS, Kind.DIRECT if direct else Kind.INDIRECT,
                "headline",
            )  # fmt: skip


def turns(context: Context) -> Iterator[Frame]:
    """Turns of a transcript: each sentence of a turn is held by its speaker in direct speech."""
    for turn in context.turns:
        if turn.asks:
            continue  # whoever asks in an interview is the document itself
        head = context.token_at(turn.end) - 1
        if head >= 0 and context.tokens[head].start >= turn.start:
            yield from _turn(context, turn, Source(turn.start, turn.end, head))


def _turn(context: Context, turn: Turn, source: Source) -> Iterator[Frame]:
    passage = context.document.layer.passages[turn.passage]
    first, last = context.token_at(turn.spoken), context.token_at(passage.end)
    place = first
    while 0 < place < last:
        sentence = context.document.parse.sentences[context.tokens[place].sentence]
        until = min(sentence.last, last)
        start, end = context.content(context.tokens[place].start, context.tokens[until - 1].end)
        root = _root(context, start, end) or _clause(context, start, end)
        if end - start >= SHORTEST and root is not None:
            yield Frame(
                start, end, -1, source, Stance.ASSERTS, Kind.DIRECT, "turn", head=root.index,
            )  # fmt: skip
        place = max(until, place + 1)


def _introducer(context: Context, line: _Line) -> tuple[Source | None, bool]:
    """The document named in the introducing sentence, else the subject of its cue verb."""
    first, last = context.token_at(line.start), context.token_at(line.end)
    if last <= first:
        return None, False
    sentence = context.document.parse.sentences[context.tokens[last - 1].sentence]
    tokens = context.tokens[max(first, sentence.first) : last]
    asked = any(_asks(context, t) for t in tokens)
    if not asked and _by_deed(context, tokens):
        return None, asked
    named = [t for t in tokens if t.pos in ("NOUN", "PROPN") and _is_document(context, t)]
    named = [t for t in named if _introduces(context, t) and not _decided(context, t)]
    if named:
        return context.source(named[0]), asked
    for token in tokens:
        if token.pos != "VERB" or not (_announces(context, token) or _makes_points(context, token)):
            continue
        subject = context.tree.child(token.index, *SUBJECTS)
        if subject is not None and _puts_forward(context, token, subject):
            return context.source(subject), asked
    return None, asked


_ANNOUNCING = frozenset(
    {"say", "allege", "deny", "dispute", "demand", "urge", "bid", "call-for", "urge-on", "accuse"}
)
_LISTING_VERBS = frozenset({"include", "comprise", "follow", "be", "list", "read"})


def _announces(context: Context, verb: Token) -> bool:
    """Whether a verb is one of speaking: "The union demands:", not "They include:"."""
    if verb.lemma.lower() in _LISTING_VERBS:
        return False
    return any(c.id in _ANNOUNCING for c in context.lexicon.verbs.get(verb.lemma.lower(), ()))


def _puts_forward(context: Context, verb: Token, subject: Token) -> bool:
    """Whether a clause says who puts the points forward: no passive, no aside in brackets, nothing supposed.

    "IT IS ORDERED that:", "(with whom Orla Venn agrees):" and "would prove:" put them into nobody's mouth.
    """
    if subject.dep == "nsubjpass" or subject.text.lower() in ("it", "there", "this", "they"):
        return False
    if verb.dep in ("relcl", "acl", "advcl"):
        return False
    opened = context.text.rfind("(", 0, verb.start)
    bracketed = opened > context.text.rfind(")", 0, verb.start) and opened > verb.start - LONG_ASIDE
    would = any(
        t.lemma.lower() in ("would", "could", "may")
        for t in context.tree.children(verb.index, "aux")
    )
    named = context.document.mention_at(subject.start, subject.end)
    return (
        not bracketed
        and not would
        and not (named is not None and named.type == MentionType.LOCATION)
    )


LONG_ASIDE = 200
"""Code points of an aside in brackets at most."""


def _by_deed(context: Context, tokens: Sequence[Token]) -> bool:
    """Whether whoever writes introduces the points: "By this deed I give the following:"."""
    return any(
        t.text.lower() in ("i", "we") and t.dep in SUBJECTS and not context.quoted(t.start)
        for t in tokens
    )


def _decided(context: Context, token: Token) -> bool:
    """Whether a paper is only made here: "The following order is made:" is the order itself."""
    verb = context.tokens[token.head]
    return token.dep == "nsubjpass" and verb.lemma.lower() in (
        "make",
        "issue",
        "grant",
        "pass",
        "give",
        "enter",
    )


def _introduces(context: Context, token: Token) -> bool:
    """Whether a document is what speaks: as a subject, behind "in" or "under", or by "which includes"."""
    above = context.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "ROOT", "appos", "attr"):
        return True
    if token.dep == "pobj" and above.lemma in ("in", "under", "to", "by", "per"):
        return True
    verbs = context.tree.children(token.index, "relcl", "acl")
    if token.dep == "pobj" and above.lemma == "of":
        verbs += context.tree.children(above.head, "relcl", "acl")
    for kid in context.tree.children(token.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma == "of" and inner is not None:  # "a statement of work that provides ..."
            verbs += context.tree.children(inner.index, "relcl", "acl")
    return any(v.lemma.lower() in _LISTING for v in verbs)


_LISTING = ("provide", "include", "contain", "set", "list", "state", "read", "say", "detail", "call",
            "ask", "demand", "describe", "name", "cover", "promise", "comprise")  # fmt: skip


def _is_document(context: Context, token: Token) -> bool:
    """A noun that names a document, or is one by its phrase ("statement of work")."""
    return token.lemma.lower() in DOCUMENTS and not context.quoted(token.start)


def _makes_points(context: Context, verb: Token) -> bool:
    """Whether a verb announces points: "made three points", "gave two reasons", "has four demands"."""
    points_made = ("point", "argument", "demand", "claim", "reason", "allegation", "recommendation",
                   "proposal", "finding", "question", "complaint", "charge", "condition")  # fmt: skip
    found = context.tree.child(verb.index, "dobj")
    return found is not None and found.lemma.lower() in points_made


def _asks(context: Context, token: Token) -> bool:
    cues = context.lexicon.verbs.get(token.lemma.lower(), ()) if token.pos == "VERB" else ()
    return any(cue.stance is Stance.CALLS_FOR and cue.id != "urge" for cue in cues)


def _point(
    context: Context, line: _Line, source: Source, *, asked: bool, told: Stance
) -> Iterator[Frame]:
    bullet = _BULLET.match(context.text, line.start, line.end)
    start = bullet.end() if bullet else line.start
    end = line.end
    joining = _JOINING.search(context.text, start, end)
    end = joining.start() if joining else end
    start, end = trimmed(context.text, start, end)
    if end - start < 3:
        return
    root = _root(context, start, end)
    opening = context.tokens[min(context.token_at(start), len(context.tokens) - 1)]
    demand = _bare(context, start) or (asked and not opening.text.lower().endswith("ing"))
    held = not demand and court_of(context, context.tokens[source.head]) is not None
    told = Stance.REPORTS_COURT_HELD if held else told
    yield Frame(
        start, end, -1, source, Stance.CALLS_FOR if demand else told, Kind.DOCUMENT, "list:point",
        head=root.index if root is not None else -1,
        role=HolderRole.COURT if held else HolderRole.SPEAKER,
    )  # fmt: skip


def _root(context: Context, start: int, end: int) -> Token | None:
    first, last = context.token_at(start), context.token_at(end)
    return next((t for t in context.tokens[first:last] if t.head == t.index), None)


def _clause(context: Context, start: int, end: int) -> Token | None:
    """The first verb that hangs on words outside a stretch: the parser hung a turn on its label."""
    first, last = context.token_at(start), context.token_at(end)
    for token in context.tokens[first:last]:
        if token.pos in ("VERB", "AUX") and not first <= token.head < last:
            return token
    return None


def _bare(context: Context, start: int) -> bool:
    """A point that opens with a bare verb asks for something to be done ("Freeze the assets")."""
    index = context.token_at(start)
    if index >= len(context.tokens):
        return False
    token = context.tokens[index]
    word = token.text.lower()
    if context.tree.child(index, *SUBJECTS) is not None or word.endswith(("ing", "ed")):
        return False
    takes_object = context.tree.child(index, "dobj") is not None
    return token.tag in ("VB", "VBP") or (takes_object and word == token.lemma.lower())
