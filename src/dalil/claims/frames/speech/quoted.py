"""Direct speech: who speaks the words between quotation marks.

In the order in which a careful reader decides: the clause that the quotation completes; a cue beside
it in the sentence ("..., X said", "X said: ..."); the sentence before, where it ends with a colon or
speaks of the speaker; the speaker of the quotation before it in the paragraph; the paragraph before,
where the quotation runs on. Words in marks that no cue claims stay with the document's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import main_subject
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.quotes import Quotation, before
from dalil.claims.frames.speech.quoted_beside import (
    UTTERANCES,
    acting,
    called,
    equated,
    for_whom,
    labelling,
    names_something,
    opener,
    outside,
    signed,
    takes_over,
    utterer,
    writer,
)
from dalil.claims.frames.speech.speakers import speaker
from dalil.claims.parse import Token
from dalil.evidence import Kind, Stance

REACH = 60
"""Farthest cue from a quotation, in tokens."""


def spoken(context: Context, frames: Sequence[Frame]) -> Iterator[Frame]:
    """Quotations with their speakers.

    Args:
        context: The document.
        frames: Attributions found already; words in marks inside a longer content belong to it.
    """
    covered = _coverage(context, frames)
    told = {context.tokens[f.cue].sentence: f for f in frames if _tells(f)}
    last: Frame | None = None
    last_quote: Quotation | None = None
    for place, quote in enumerate(context.quotations):
        words = _words(context, quote)
        if not words:
            continue
        holder = covered.get(place)
        if holder is not None:
            if holder.source is not None and holder.kind is not Kind.AUTHOR:
                last, last_quote = holder, quote
            continue
        found = _attributed(context, quote, last, last_quote)
        if found is None:
            continue
        if found.method == "quote:orphan":
            found = _goes_on(context, quote, found, told)
        yield found
        if found.source is not None:
            last, last_quote = found, quote


def _tells(frame: Frame) -> bool:
    """Whether somebody is told to say something in words that are not quoted."""
    return frame.cue >= 0 and frame.source is not None and frame.method == "cue:say"


def _goes_on(context: Context, quote: Quotation, found: Frame, told: Mapping[int, Frame]) -> Frame:
    """A quotation with the speaker of the sentence before: "She said the yard was empty. “I was there.”"."""
    index = min(context.token_at(quote.start), len(context.tokens) - 1)
    number = context.tokens[index].sentence
    earlier = told.get(number - 1)
    sentences = context.document.parse.sentences
    if earlier is None or sentences[number - 1].passage != quote.passage:
        return found
    return replace(found, source=earlier.source, cue=earlier.cue, method="quote:same-speaker")


def _coverage(context: Context, frames: Sequence[Frame]) -> dict[int, Frame]:
    """Which quotations lie inside a longer content, or are one."""
    found: dict[int, Frame] = {}
    ordered = sorted(frames, key=lambda f: (f.start, -f.end))
    position = 0
    active: list[Frame] = []
    for place, quote in enumerate(context.quotations):
        while position < len(ordered) and ordered[position].start <= quote.inner_start:
            active.append(ordered[position])
            position += 1
        active = [f for f in active if f.end > quote.inner_start][-50:]
        holders = [f for f in active if f.end >= quote.inner_end - 2]
        if holders:
            found[place] = min(holders, key=lambda f: f.size)
    return found


def _words(context: Context, quote: Quotation) -> list[Token]:
    first, last = context.token_at(quote.inner_start), context.token_at(quote.inner_end)
    return [t for t in context.tokens[first:last] if t.pos not in ("PUNCT", "SPACE")]


def _attributed(
    context: Context, quote: Quotation, last: Frame | None, last_quote: Quotation | None
) -> Frame | None:
    if _is_title(context, quote):
        return None
    cue = _cue_beside(context, quote)
    whole = _sentence_like(context, quote)
    if cue is not None and not whole and names_something(context, quote, cue):
        return None
    if cue is not None and not whole:
        named = called(context, quote, cue)
        if named is not None:
            return named
    if cue is not None and (whole or _adjacent(context, quote, cue)):
        source = speaker(context, cue)
        if source is not None or not whole:
            return _frame(context, quote, source, cue.index, "quote:cue")
    under = signed(context, quote)
    if under is not None:
        return _frame(context, quote, under, -1, "quote:signed")
    near = last_quote is not None and last is not None and last.source is not None
    if quote.continued and near and last is not None:
        return _frame(context, quote, last.source, last.cue, "quote:runs-on")
    author = equated(context, quote)
    if author is not None:
        return _frame(context, quote, author, -1, "quote:equated")
    if not whole:
        return _of_speaker_before(context, quote, last if near else None, last_quote)
    announced = _announced(context, quote) if _opens_passage(context, quote) else None
    if announced is not None:
        return announced
    if last_quote is not None and _introduces_anew(context, quote, last_quote):
        introduced = _introduced(context, quote)
        if introduced is not None and introduced.source is not None:
            return introduced
    if last is not None and last_quote is not None and near:
        other = takes_over(context, quote, last_quote)
        if other is not None:
            return _frame(context, quote, other, -1, "quote:takes-over")
        same = last_quote.passage == quote.passage
        earlier = before(context.document.layer, quote.passage)
        if same or (_opens_passage(context, quote) and earlier == last_quote.passage):
            return _frame(context, quote, last.source, last.cue, "quote:same-speaker")
    return _introduced(context, quote)


def _is_title(context: Context, quote: Quotation) -> bool:
    """Whether words in marks name a book, a programme or a song: capitals all along, no comma before."""
    words = [t.text for t in _words(context, quote) if len(t.text) > 3]
    before = context.text[max(0, quote.start - 2) : quote.start].strip()
    if not words or len(words) > 8 or not before or before in (",", ":"):
        return False
    return all(word[0].isupper() for word in words) and context.text[quote.inner_start].isupper()


def _adjacent(context: Context, quote: Quotation, cue: Token) -> bool:
    """Whether a cue stands right beside quoted words that make no sentence."""
    if cue.end <= quote.start:
        between = context.text[cue.end : quote.start].strip(" ,:").lower()
    else:
        between = context.text[quote.end : cue.start].strip(" ,").lower()
        return len(between.split()) <= 4 and quote.end < cue.start
    return between in ("", "that", "it", "him", "her", "them", "this")


def _frame(
    context: Context, quote: Quotation, source: Source | None, cue: int, method: str
) -> Frame:
    head = context.token_at(quote.inner_start)
    return Frame(
        quote.inner_start,
        quote.inner_end,
        cue,
        source,
        _stance(context, cue),
        Kind.DIRECT,
        method,
        head=_predicate(context, quote, head),
    )


def _stance(context: Context, cue: int) -> Stance:
    """Stance of the cue word where it is one of denial, dispute or demand."""
    if cue < 0:
        return Stance.ASSERTS
    for entry in context.lexicon.verbs.get(context.tokens[cue].lemma.lower(), ()):
        if "quote" in entry.forms:
            return entry.stance
    return Stance.ASSERTS


def _predicate(context: Context, quote: Quotation, first: int) -> int:
    last = min(context.token_at(quote.inner_end), first + 300)
    for index in range(first, last):
        token = context.tokens[index]
        outside = not quote.inner_start <= context.tokens[token.head].start < quote.inner_end
        if token.pos in ("VERB", "AUX") and (token.head == index or outside):
            return index
    return -1


def _cue_beside(context: Context, quote: Quotation) -> Token | None:
    """The nearest cue verb outside quotation marks in the sentences that the quotation touches."""
    tokens = context.tokens
    first, after = context.token_at(quote.start), context.token_at(quote.end)
    passage = quote.passage
    best: tuple[int, Token] | None = None
    for step, index in enumerate(range(after, min(after + REACH, len(tokens)))):
        token = tokens[index]
        if outside(context, token, passage) or (step and _sentence_ends(context, after, index)):
            break
        if not context.quoted(token.start) and _speech_cue(context, token):
            best = (step, token)
            break
        if context.quoted(token.start):
            break
    if best is not None and _starts_clause(context, quote, after, best[1]):
        return best[1]
    start = context.tokens[min(first, len(tokens) - 1)].sentence
    opening = tokens[first - 1].sentence if first else start
    for index in range(first - 1, max(first - REACH, -1), -1):
        token = tokens[index]
        if outside(context, token, passage) or token.sentence < start - 1:
            break
        if token.sentence < start and not _ends_with_colon(context, quote):
            break
        if token.sentence < opening:
            break  # "She confirmed this. The contract has a clause: “...”"
        if context.quoted(token.start):
            break
        if _speech_cue(context, token):
            return token
    return best[1] if best is not None and best[0] <= 12 and not _full(context, best[1]) else None


def _full(context: Context, cue: Token) -> bool:
    """Whether a cue in a sentence of its own has a content of its own: "“A.” X says he learned of it late"."""
    told = context.tree.children(cue.index, "ccomp", "dobj")
    return any(kid.index > cue.index for kid in told)


def _starts_clause(context: Context, quote: Quotation, after: int, cue: Token) -> bool:
    """Whether the words behind the quotation go on with its sentence: "...," X said."""
    ending = context.text[max(quote.inner_end - 1, 0) : quote.inner_end]
    between = context.text[quote.end : cue.start].lstrip()
    if ending in ",?!…-—–" or between[:1] in (",", "—", "–", "-"):
        return True
    return ending not in "." and cue.index - after <= 8


def _sentence_ends(context: Context, first: int, index: int) -> bool:
    token = context.tokens[index]
    previous = context.tokens[index - 1]
    return (
        previous.text in (".", "!", "?")
        and previous.index >= first
        and token.sentence != previous.sentence
    )


def _ends_with_colon(context: Context, quote: Quotation) -> bool:
    return context.text[max(0, quote.start - 3) : quote.start].strip().endswith((":", ","))


def _speech_cue(context: Context, token: Token) -> bool:
    if token.pos not in ("VERB", "AUX"):
        return False
    cues = context.lexicon.verbs.get(token.lemma.lower(), ())
    particle = context.tree.child(token.index, "prt")
    beside = particle.lemma if particle is not None else ""
    cues = tuple(c for c in cues if not c.particles or beside in c.particles)
    return any("quote" in c.forms or c.id in ("see-as", "think") for c in cues)


def _sentence_like(context: Context, quote: Quotation) -> bool:
    words = _words(context, quote)
    ending = context.text[quote.inner_end - 1 : quote.inner_end]
    opens = context.text[quote.inner_start].isupper()
    alone = len(words) == 1 and ending in ".?!" and words[0].text.isalpha()
    return opens and (alone or ((ending in ".,?!…" or len(words) >= 8) and len(words) >= 2))


def _opens_passage(context: Context, quote: Quotation) -> bool:
    passage = context.document.layer.passages[quote.passage]
    return quote.start <= passage.start + 1


def _introduced(context: Context, quote: Quotation) -> Frame | None:
    """A quotation behind "Letter of X to Y, 3 May:" or "X's answer:"; else with nobody's name."""
    passage = context.document.layer.passages[quote.passage]
    said = context.text[max(passage.start, quote.start - 300) : quote.start].rstrip()
    if not said.endswith(":"):
        return _frame(context, quote, acting(context, quote), -1, "quote:orphan")
    first = context.token_at(max(passage.start, quote.start - 300))
    last = min(context.token_at(quote.start), len(context.tokens))
    named = [
        t
        for t in context.tokens[first:last]
        if t.pos in ("NOUN", "PROPN") and t.lemma.lower() in UTTERANCES
    ]
    for token in reversed(named):
        source = writer(context, token)
        if source is not None:
            return _frame(context, quote, source, token.index, "quote:introduced")
    opening = opener(context, quote) or labelling(context, quote)
    if opening is not None:
        return _frame(context, quote, opening, -1, "quote:introduced")
    return _frame(context, quote, None, -1, "quote:orphan")


def _introduces_anew(context: Context, quote: Quotation, last_quote: Quotation) -> bool:
    """Whether a sentence behind the last quotation ends with the colon before this one: "The contract has a clause: “...”"."""
    index = context.token_at(quote.start) - 1
    if index < 0 or context.tokens[index].text != ":":
        return False
    first = context.document.parse.sentences[context.tokens[index].sentence].first
    return context.tokens[first].start >= last_quote.end


def _announced(context: Context, quote: Quotation) -> Frame | None:
    """A quotation that is a paragraph of its own, behind one that ends with a colon: "The judge said:".

    Its speaker is that of the cue in the sentence before the colon, else who wrote the paper named there,
    else the subject of the sentence ("Counsel relied upon the words:").
    """
    layer = context.document.layer
    place = before(layer, quote.passage)
    if place is None:
        return None
    passage = layer.passages[place]
    if not context.text[passage.start : passage.end].rstrip(" \t\r\n-–—").endswith(":"):
        return None
    last = context.token_at(passage.end) - 1
    if last < 0:
        return None
    sentence = context.document.parse.sentences[context.tokens[last].sentence]
    tokens = context.tokens[sentence.first : last + 1]
    cues = [t for t in tokens if _speech_cue(context, t) and not context.quoted(t.start)]
    for cue in reversed(cues):
        source = speaker(context, cue)
        if source is not None:
            return _frame(context, quote, source, cue.index, "quote:announced")
    for token in reversed(tokens):
        if token.pos in ("NOUN", "PROPN") and token.lemma.lower() in UTTERANCES:
            source = writer(context, token) or context.source(token)
            return _frame(context, quote, source, token.index, "quote:announced")
    subject = main_subject(context, context.tokens[last].sentence)
    if subject is None or context.tokens[subject.head].lemma == "be":
        return None
    named = context.document.mention_at(subject.start, subject.end)
    if named is None and subject.text.lower() not in ("he", "she", "they"):
        return None
    return _frame(context, quote, context.source(subject), subject.index, "quote:announced")


def _of_speaker_before(
    context: Context, quote: Quotation, last: Frame | None, last_quote: Quotation | None
) -> Frame | None:
    """Quoted words inside a sentence that no cue claims: their speaker is that of the sentence before.

    "She said the yard was empty. That made it “worth less than the gate around it”."
    """
    found = _fragment(context, quote)
    if found is None or found.source is not None or found.cue >= 0 or last is None:
        return found
    first = context.tokens[min(context.token_at(quote.start), len(context.tokens) - 1)]
    if last_quote is None or last_quote.passage != quote.passage:
        return found
    before = context.tokens[max(context.token_at(last_quote.inner_end) - 1, 0)]
    if not 0 < first.sentence - before.sentence <= 1 or not _plain_voice(context, first):
        return found
    return _frame(context, quote, last.source, last.cue, "quote:same-speaker")


def _plain_voice(context: Context, token: Token) -> bool:
    """Whether a sentence names no speaker of its own: no verb of saying in it."""
    sentence = context.document.parse.sentences[token.sentence]
    tokens = context.tokens[sentence.first : sentence.last]
    return not any(_speech_cue(context, t) and not context.quoted(t.start) for t in tokens)


def _fragment(context: Context, quote: Quotation) -> Frame | None:
    """Quoted words inside a sentence that no cue claims."""
    words = _words(context, quote)
    if len(words) < 4 or not any(t.pos in ("VERB", "AUX") for t in words):
        return None
    holder = for_whom(context, quote) or labelling(context, quote)
    if holder is not None:
        return _frame(context, quote, holder, -1, "quote:fragment")
    token = context.tokens[min(context.token_at(quote.inner_start), len(context.tokens) - 1)]
    for above in context.tree.ancestors(token.index):
        if above.pos == "NOUN" and above.lemma.lower() in UTTERANCES and above.end <= quote.start:
            return _frame(context, quote, utterer(context, above), above.index, "quote:fragment")
        if above.pos == "VERB" and not context.quoted(above.start):
            speaks = bool(context.lexicon.verbs.get(above.lemma.lower()))
            said_by = speaker(context, above) if speaks else None
            return _frame(context, quote, said_by, above.index if speaks else -1, "quote:fragment")
    return _frame(context, quote, None, -1, "quote:fragment")
