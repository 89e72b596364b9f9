"""Who is told beside a quotation to have spoken it, where no cue verb says so; and what names in marks are.

"Orla Venn was blunt: “...”", "“...” was her advice", "Milo Brandt disagreed. “...”": the sentence beside names the
speaker. Words in marks that are a title or what something is called are no speech. In doubt nobody is named.
"""

from __future__ import annotations

import re

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import main_subject
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import DOCUMENTS
from dalil.claims.frames.basis.quotes import Quotation
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.frames.speech.speakers import behind, speaker
from dalil.claims.parse import Token
from dalil.evidence import Kind, MentionType, Stance

_NAMING = frozenset(
    {
        "title",
        "entitle",
        "name",
        "call",
        "dub",
        "nickname",
        "head",
        "headline",
        "label",
        "term",
        "style",
    }
)


def names_something(context: Context, quote: Quotation, cue: Token) -> bool:
    """Whether words in marks are what something is called: "a paper titled “Ports”", "the so-called “rebels”"."""
    before = context.tokens[max(context.token_at(quote.start) - 1, 0)]
    if before.text.lower() in ("so", "called") or before.lemma.lower() == "so-called":
        named = before.index and context.tokens[before.index - 1].text.lower() in ("-", "so")
        if before.lemma.lower() == "so-called" or named:
            return True
    described = cue.tag == "VBN" and cue.dep in ("acl", "amod")
    by = context.tree.child(cue.index, "agent")
    return described and by is None and cue.lemma.lower() in _NAMING and cue.end <= quote.start


CALLED = 14
"""Words at most between "called" and the quoted words of what somebody is called."""


def called(context: Context, quote: Quotation, cue: Token) -> Frame | None:
    """Whom somebody calls what in marks: "called the sale “a theft”" is one content, the noun with the words."""
    cues = context.lexicon.verbs.get(cue.lemma.lower(), ())
    first, last = cue.index + 1, context.token_at(quote.start)
    if not any(c.id == "see-as" for c in cues) or not cue.end <= quote.start:
        return None
    between = [t for t in context.tokens[first:last] if t.pos not in ("PUNCT", "SPACE")]
    if not 2 <= len(between) <= CALLED or between[0].sentence != cue.sentence:
        return None
    plain = all(t.pos not in ("VERB", "AUX", "SCONJ") and t.text not in (";", ":") for t in between)
    noun = any(t.pos in ("NOUN", "PROPN", "PRON") for t in between)
    source = speaker(context, cue)
    if (
        not (plain and noun)
        or source is None
        or between[0].pos not in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM")
    ):
        return None
    head = next(t for t in between if t.pos in ("NOUN", "PROPN", "PRON"))
    return Frame(
        between[0].start, quote.inner_end, cue.index, source, Stance.ASSERTS, Kind.INDIRECT, "quote:called",
        head=head.index,
    )  # fmt: skip


def opener(context: Context, quote: Quotation) -> Source | None:
    """Of whom the sentence before a colon tells: "Orla Venn was blunt: “It is a ruin.”", "Her verdict is short:"."""
    index = context.token_at(quote.start) - 1
    if index < 0 or outside(context, context.tokens[index], quote.passage):
        return None
    first = context.document.parse.sentences[context.tokens[index].sentence].first
    words = [t for t in context.tokens[first : index + 1] if not context.quoted(t.start)]
    subjects = (t for t in words if t.dep == "nsubj" and first <= t.head <= index)
    subject = next(subjects, None)
    if subject is None:
        return None
    owner = context.tree.child(subject.index, "poss")
    if subject.pos == "NOUN" and owner is not None:
        subject = owner
    return context.source(subject) if _is_person(context, subject) else None


def _is_person(context: Context, token: Token) -> bool:
    """Whether a word names a person, or is "he", "she", "his" or "her"."""
    if token.text.lower() in ("he", "she", "his", "her"):
        return True
    places = [token, *context.tree.children(token.index, "appos")]
    found = (context.document.mention_at(place.start, place.end) for place in places)
    return any(m is not None and m.type == MentionType.PERSON for m in found)


def signed(context: Context, quote: Quotation) -> Source | None:
    """Whose name stands behind a dash after a quotation: "“It is empty.” - Minister of Ports Orla Venn, on Monday"."""
    after = context.token_at(quote.end)
    dashed = _DASHED.match(context.text, quote.end)
    if dashed is None or after >= len(context.tokens):
        return None
    first = context.token_at(dashed.end())
    if first >= len(context.tokens) or outside(context, context.tokens[first], quote.passage):
        return None
    return behind(context, first)


_DASHED = re.compile(r"[.,]?[ \t]*\n?[ \t]*[-–—]{1,2} ")


def takes_over(context: Context, quote: Quotation, last_quote: Quotation) -> Source | None:
    """Another person named between two quotations, of whom the whole sentence there tells: "Milo Brandt disagreed."."""
    index = context.token_at(quote.start) - 1
    if index < 0 or context.tokens[index].end <= last_quote.end:
        return None
    token = context.tokens[index]
    begins = context.tokens[context.document.parse.sentences[token.sentence].first].start
    if begins < last_quote.end or outside(context, token, quote.passage):
        return None
    subject = main_subject(context, token.sentence)
    if subject is None or context.quoted(subject.start) or subject.pos != "PROPN":
        return None
    return context.source(subject) if _is_person(context, subject) else None


def equated(context: Context, quote: Quotation) -> Source | None:
    """Whose words a quotation is said to be: "“Sell it” was X's advice", "Those are the words of X", "came X's reply"."""
    tokens = context.tokens
    index = context.token_at(quote.end)
    while (
        index < len(tokens) and tokens[index].pos == "PUNCT" and tokens[index].start < quote.end + 3
    ):
        index += 1
    if index >= len(tokens) or outside(context, tokens[index], quote.passage):
        return None
    near = tokens[index : index + 2]
    if near and near[0].lemma in ("come", "go", "run"):
        behind = tokens[index + 1 : index + 6]
        said = next((t for t in behind if t.lemma.lower() in _SAYINGS), None)
        return writer(context, said) if said is not None else None
    points = near[0].text.lower() in ("that", "this", "those", "these", "such")
    verb = near[-1] if points else near[0]
    if verb.lemma != "be":
        return None
    behind = tokens[verb.index + 1 : verb.index + 8]
    said = next((t for t in behind if t.lemma.lower() in _SAYINGS and t.pos == "NOUN"), None)
    return writer(context, said) if said is not None else None


def acting(context: Context, quote: Quotation) -> Source | None:
    """Who is told to do something right beside a quotation: "“It is empty.” Orla Venn shakes her head."."""
    tokens = context.tokens
    after = context.token_at(quote.end)
    before = context.token_at(quote.start) - 1
    for index in (after, before):
        if not 0 <= index < len(tokens) or outside(context, tokens[index], quote.passage):
            continue
        subject = main_subject(context, tokens[index].sentence)
        if subject is None or context.quoted(subject.start):
            continue
        if _is_person(context, subject):
            return context.source(subject)
    return None


def for_whom(context: Context, quote: Quotation) -> Source | None:
    """Whose view it is: "For Orla Venn, “it was stolen from the town”"."""
    first = context.token_at(quote.start)
    sentence = context.document.parse.sentences[
        context.tokens[min(first, len(context.tokens) - 1)].sentence
    ]
    opening = context.tokens[sentence.first]
    noun = context.tree.child(opening.index, "pobj")
    if opening.text.lower() != "for" or noun is None or first - sentence.first > 12:
        return None
    found = context.document.mention_at(noun.start, noun.end)
    named = found is not None and found.type == MentionType.PERSON
    return context.source(noun) if named else None


_SAYINGS = frozenset(
    {"answer", "reply", "response", "comment", "remark", "advice", "verdict", "word", "message", "motto", "order",
     "warning", "question", "retort", "cry", "plea", "summary", "explanation", "judgment", "judgement", "opinion",
     "promise", "refrain", "conclusion", "lament", "boast", "demand", "command", "phrase"}
)  # fmt: skip
"""Nouns of what somebody says, beside "be" or "come"."""
UTTERANCES = DOCUMENTS | {
    "answer", "reply", "response", "comment", "interview", "speech", "remark", "post", "tweet",
    "testimony", "submission", "message", "telephone", "conversation", "letters",
}  # fmt: skip
"""Nouns of things said or written, before a colon."""


def utterer(context: Context, noun: Token) -> Source | None:
    """Whose remarks they are: by the noun's own words, else the subject of the verb over it."""
    named = writer(context, noun)
    if named is not None and named.head != noun.index:
        return named
    for above in context.tree.ancestors(noun.index):
        if above.pos == "VERB":
            subject = context.tree.subject(above.index)
            return context.source(subject) if subject is not None else named
    return named


def writer(context: Context, token: Token) -> Source | None:
    """Who wrote or said a thing: "letter of X", "statement by X", "X's answer"; else the thing itself."""
    owner = context.tree.child(token.index, "poss")
    if owner is not None:
        return context.source(owner)
    for kid in context.tree.children(token.index, "prep", "agent"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma in ("of", "by", "from", "with") and inner is not None:
            found = context.document.mention_at(inner.start, inner.end)
            if found is not None and found.type in (MentionType.PERSON, MentionType.ORGANISATION):
                return Source(found.start, found.end, inner.index)
            source = context.source(inner)
            if found is None and kid.lemma != "with" and is_somebody(context, source):
                return source
    return Source(token.start, token.end, token.index) if token.lemma in DOCUMENTS else None


def outside(context: Context, token: Token, passage: int) -> bool:
    """Whether a token stands in another passage."""
    return context.document.parse.sentences[token.sentence].passage != passage


_LABELLED = re.compile(
    r"\W*(?:(?:Exhibit|Annex|Document|Item|Tab|No\.?|Source) ?(?:[A-Z]{0,3}-?\d+|[A-Z])[.):]?\s+)?(?P<label>[A-Z][^:\n]{2,70}?)"
    r"(?P<dated>,? \(?(?:(?:of|on|dated) )?(?:\d{1,2} [A-Z][a-z]+ )?\d{4}\)?)?: ?(?P<lead>(?:[\w'’.-]+ ){0,6})"
)
"""What stands before a quotation that a label opens: "Exhibit 1. Port Weekly, 4 May 2019: Mr Orsk “"."""


def labelling(context: Context, quote: Quotation) -> Source | None:
    """Who or which paper the label of a line names, where a quotation follows it: "Judge: “...”", "Old reasons: “...”"."""
    passage = context.document.layer.passages[quote.passage]
    match = _LABELLED.fullmatch(context.text, passage.start, quote.start)
    if match is None:
        return None
    start, end = match.span("label")
    first, last = context.token_at(start), context.token_at(end)
    words = [t for t in context.tokens[first:last] if t.pos not in ("PUNCT", "SPACE")]
    if not words or any(t.pos in ("VERB", "AUX") and t.tag != "VBN" for t in words):
        return None
    named = [m for m in context.document.mentions_in(start, end) if m.end <= end]
    if any(m.type in (MentionType.PERSON, MentionType.ORGANISATION) for m in named):
        return Source(start, end, words[-1].index)
    heads = [t for t in words if t.lemma.lower().removesuffix("s") in _LABELS]
    return Source(start, end, heads[-1].index) if heads else None


_LABELS = frozenset(DOCUMENTS) | {
    "reason", "ground", "judge", "court", "minister", "defendant", "witness", "accused", "prosecutor", "prosecution",
    "defence", "counsel", "lawyer", "contractor", "driver", "mayor", "governor", "chairman", "director", "entry",
    "website", "brochure", "advertisement", "caption", "poster", "press", "agency", "newspaper", "daily", "weekly",
    "gazette", "channel", "portal", "blog", "delegation", "ministry", "committee", "auditor", "inspector", "expert",
    "inscription", "telegram", "message", "slogan",
}  # fmt: skip
"""Nouns of those and of the papers that a label names."""
