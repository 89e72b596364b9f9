"""Speech that the parser took for something else: the verb for a noun, the content for two clauses.

"The solicitors, Grant & Mayhew, state that A" ("state" as a noun), "two clerks said the prince's secretary, Orla
Venn, gave orders" ("gave" as the main verb), "Management's response: A" (a label). Only shapes in which no other
reading is left are taken; everything else stays as the parser has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.graph import FINITE, SUBJECTS
from dalil.claims.frames.basis.lexicon import EXHIBITS
from dalil.claims.frames.referents.sections import PARTIES
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.parse import Token
from dalil.evidence import Kind, MentionType, Stance

_VERBS = frozenset(
    {"state", "claim", "report", "reply", "answer", "note", "charge", "counter", "fear", "record"}
)
"""Verbs in the plural that read like nouns."""
_SAID = frozenset({"say", "claim", "allege", "report", "add", "state"})
_LABEL = re.compile(
    r"(?P<owner>[A-Z][\w.'’& -]{1,60}?)(?:['’]s|s['’]) (?:\w+ )?(?:response|reply|answer|comment|position|explanation|statement|account)"
    r"(?: \([^()\n]{1,60}\))?: (?=[A-Za-z])"
    r"|(?:Response|Reply|Answer|Comment|Position|Explanation|Statement|Objection|Note|View) (?:of|by|from) (?:the )?(?P<by>[\w.'’& -]{2,60}?)"
    r"(?: \([^()\n]{1,60}\))?: (?=[A-Za-z])"
)
"""A label at the start of a line that says whose words follow."""
LONGEST = 500


def unparsed(context: Context) -> Iterator[Frame]:
    """Attributions of the shapes that the parse hides."""
    for token in context.tokens:
        if context.quoted(token.start):
            continue
        if token.pos == "NOUN" and token.text.lower() in _VERBS:
            yield from _of_noun(context, token)
        if token.text.lower() in _BY_SEVERAL and token.dep in _MISTAKEN:
            yield from _of_several(context, token)
        elif token.dep == "parataxis" and token.lemma.lower() in _SAID:
            yield from _of_parataxis(context, token)
    yield from _labelled(context)


def _of_noun(context: Context, token: Token) -> Iterator[Frame]:
    """A plural noun before, "that" right behind: "The solicitors, Grant & Mayhew, state that A"."""
    head = context.tokens[token.head]
    clause = context.tree.child(token.index, "ccomp", "acl")
    mark = context.tree.child(clause.index, "mark") if clause is not None else None
    if (
        clause is None
        or mark is None
        or mark.text.lower() != "that"
        or mark.index != token.index + 1
    ):
        return
    plural = head.tag in ("NNS", "NNPS") and head.index < token.index and token.dep == "appos"
    if not plural or context.tokens[token.index - 1].text != ",":
        return
    first, last = mark.index + 1, context.tree.right[clause.index]
    span = context.content(context.tokens[first].start, context.tokens[last].end)
    source = Source(context.tokens[context.tree.left[head.index]].start, head.end, head.index)
    if span[1] - span[0] <= LONGEST and is_somebody(context, source):
        yield Frame(
            *span, token.index, source, Stance.ASSERTS, Kind.INDIRECT, "cue:say", head=clause.index
        )


def _of_several(context: Context, token: Token) -> Iterator[Frame]:
    """Several people before, a clause behind: "Prosecutors in Korl allege that A", "U.S. prosecutors allege A"."""
    sentence = context.document.parse.sentences[token.sentence]
    before = list(context.tokens[sentence.first : token.index])
    noun = next((t for t in before if t.tag in ("NNS", "NNPS")), None)
    if noun is None:
        return
    before = _without_insertion(before, noun)
    if any(t.pos in ("VERB", "AUX") and t.tag != "VBN" for t in before):
        return
    if any(t.pos in ("PUNCT", "CCONJ") for t in before if t.index > noun.index):
        return
    that = context.tokens[token.index + 1 : token.index + 2]
    told = bool(that) and that[0].text.lower() == "that" and _clause(context, token.index + 2)
    if not told and token.text.lower() != "allege":
        return  # "claim" and "state" are nouns as well
    verb = next(
        (t for t in context.tokens[token.index + 1 : sentence.last] if t.tag in FINITE), None
    )
    if verb is None:
        return
    first = token.index + (2 if told else 1)
    span = context.content(context.tokens[first].start, context.tokens[sentence.last - 1].end)
    source = Source(before[0].start, before[-1].end, noun.index)
    stance = Stance.ALLEGES if token.text.lower() in _ALLEGING else Stance.ASSERTS
    somebody = is_somebody(context, source) or noun.lemma.lower() in EXHIBITS
    if span[1] - span[0] <= LONGEST and somebody:
        method = "cue:allege" if stance is Stance.ALLEGES else "cue:say"
        yield Frame(*span, token.index, source, stance, Kind.INDIRECT, method, head=verb.index)


def _clause(context: Context, index: int) -> bool:
    """Whether a clause with a subject begins there, behind "that": no "that was kept"."""
    return index < len(context.tokens) and context.tokens[index].pos not in ("VERB", "AUX")


def _without_insertion(before: list[Token], noun: Token) -> list[Token]:
    """The words of a subject without what stands between two commas behind its noun: ", which were unsealed on Monday,"."""
    commas = [t for t in before if t.text == "," and t.index > noun.index]
    if len(commas) != 2 or commas[1].index != before[-1].index:
        return before
    return [t for t in before if t.index < commas[0].index]


_BY_SEVERAL = frozenset(
    {"allege", "claim", "charge", "state", "contend", "complain", "argue", "insist", "say", "fear", "record",
     "report", "note", "show", "reveal", "indicate", "suggest", "confirm"}
)  # fmt: skip
_ALLEGING = frozenset({"allege", "charge"})
_MISTAKEN = frozenset(
    {"pobj", "compound", "nmod", "appos", "conj", "npadvmod", "amod", "dep", "nsubj", "attr"}
)
"""Places in a parse in which no verb of speech stands."""


def _of_parataxis(context: Context, said: Token) -> Iterator[Frame]:
    """What looks like an object is the subject: "Two clerks said the secretary, Orla Venn, gave orders"."""
    tree = context.tree
    verb = context.tokens[said.head]
    subject, noun = tree.child(said.index, *SUBJECTS), tree.child(said.index, "dobj")
    if subject is None or noun is None or tree.child(verb.index, *SUBJECTS) is not None:
        return
    between = context.tokens[tree.right[noun.index] + 1 : verb.index]
    if verb.index < noun.index or any(
        t.text != "," and t.pos not in ("AUX", "ADV", "PART") for t in between
    ):
        return
    first, last = tree.left[noun.index], tree.right[verb.index]
    span = context.content(context.tokens[first].start, context.tokens[last].end)
    if first == said.index + 1 and span[1] - span[0] <= LONGEST:
        yield Frame(
            *span, said.index, context.source(subject), Stance.ASSERTS, Kind.INDIRECT, "cue:say", head=verb.index,
        )  # fmt: skip


def _labelled(context: Context) -> Iterator[Frame]:
    """Sentences of a line that opens with whose words they are."""
    for passage in context.document.layer.passages:
        if passage.kind not in ("paragraph", "item"):
            continue
        match = _LABEL.match(context.text, passage.start, passage.end)
        if match is None:
            continue
        source = _labels(context, *match.span("owner" if match["owner"] else "by"))
        line = context.text.find("\n", match.end(), passage.end)
        if source is not None:
            yield from _sentences(context, source, match.end(), line if line > 0 else passage.end)


def _labels(context: Context, start: int, end: int) -> Source | None:
    """Whose words a label says follow: a name, or a party of the matter."""
    first, last = context.token_at(start), context.token_at(end)
    if last <= first:
        return None
    head = context.tokens[last - 1]
    named = context.document.mentions_in(start, end)
    nouns = (t.lemma.lower().removesuffix("s") for t in context.tokens[first:last])
    party = any(noun in PARTIES | _BODIES for noun in nouns)
    people = [m for m in named if m.type in (MentionType.PERSON, MentionType.ORGANISATION)]
    return Source(start, end, head.index) if people or party else None


_BODIES = frozenset({"management", "board", "auditor", "counsel", "department", "agency", "client", "editor", "office",
                     "delegation", "committee", "firm", "supplier", "contractor", "mayor", "director"})  # fmt: skip


def _sentences(context: Context, source: Source, start: int, end: int) -> Iterator[Frame]:
    place, last = context.token_at(start), context.token_at(end)
    while place < last:
        sentence = context.document.parse.sentences[context.tokens[place].sentence]
        until = min(sentence.last, last)
        tokens = context.tokens[place:until]
        if tokens[0].start > start and _LABEL.match(context.text, tokens[0].start, end):
            return  # the words of another label
        span = context.content(tokens[0].start, tokens[-1].end)
        verb = next(
            (
                t
                for t in tokens
                if (t.pos in ("VERB", "AUX") and not place <= t.head < until) or t.head == t.index
            ),
            None,
        )
        if verb is not None and verb.pos in ("VERB", "AUX") and not context.quoted(span[0]):
            yield Frame(*span, -1, source, Stance.ASSERTS, Kind.INDIRECT, "label", head=verb.index)
        place = max(until, place + 1)
