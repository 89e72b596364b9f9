"""Papers whose verb the parser takes for a noun: "The flat was sold in May, land records show.".

Three shapes are read: plural nouns of papers and figures right before the verb at the end of the sentence, the same
before "show that", and papers that open a sentence with a verb that agrees with them ("The minutes record that ...",
"The trust deed names X"). Nothing is guessed about who wrote them, and a noun that another one qualifies ("the audit
report that she ordered") is no verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.graph import FINITE
from dalil.claims.frames.basis.lexicon import DOCUMENTS, load
from dalil.claims.parse import Token
from dalil.evidence import Kind, Stance

_SHOWING = frozenset({"show", "shows", "showed", "indicate", "suggest", "reveal"})
_PAPERS = DOCUMENTS | {
    "paper", "data", "figure", "statistic", "photograph", "minute", "account", "book", "image", "mail", "receipt",
    "statement", "archive", "entry", "estimate", "accounts", "figures", "minutes", "papers", "archives", "draft", "reply",
    "response", "brochure", "chapter", "summary",
}  # fmt: skip
LONGEST = 8
"""Words of the papers' name at most."""
_CLOSING = frozenset({".", "”", '"', "''", "?", "!"})


def papers(context: Context) -> Iterator[Frame]:
    """Attributions to papers whose verb the parser did not take for one."""
    for token in context.tokens:
        if token.text.lower() not in _SHOWING or context.quoted(token.start) or not token.index:
            continue
        noun = context.tokens[token.index - 1]
        obtained = _obtained(context, token)
        if obtained is not None:
            yield from _behind(context, token, obtained)
        elif misread(context, token) and noun.lemma.lower() in _PAPERS:
            yield from _behind(context, token, noun)
        elif token.pos == "NOUN":
            yield from _before(context, token)
    for number in range(len(context.document.parse.sentences)):
        yield from _opening(context, number)


def misread(context: Context, token: Token) -> bool:
    """Whether the papers right before "show" were taken for a part of it."""
    noun = context.tokens[token.index - 1] if token.index else token
    return noun.tag in ("NNS", "NNPS") and noun.dep == "compound" and noun.head == token.index


def _behind(context: Context, token: Token, noun: Token) -> Iterator[Frame]:
    """Content before ", land records show" at the end of a sentence."""
    sentence = context.document.parse.sentences[token.sentence]
    after = token.index + 1
    if after < sentence.last and context.tokens[after].text not in _CLOSING:
        return
    low = max(sentence.first + 3, noun.index - LONGEST)
    comma = next((i for i in range(noun.index, low, -1) if context.tokens[i].text == ","), None)
    if comma is None:
        return
    opening = context.tokens[comma + 1]
    source = Source(opening.start, context.tokens[token.index - 1].end, noun.index)
    start, end = context.content(
        context.tokens[sentence.first].start, context.tokens[comma - 1].end
    )
    head = next((t for t in context.tree.children(token.index, "ccomp") if t.index < comma), None)
    yield Frame(
        start, end, token.index, source, Stance.ASSERTS, Kind.INDIRECT, "cue:say",
        head=head.index if head is not None else -1,
    )  # fmt: skip


def _obtained(context: Context, token: Token) -> Token | None:
    """The papers before "obtained by the Ledger show" at the end of a sentence."""
    sentence = context.document.parse.sentences[token.sentence]
    after = token.index + 1
    if after < sentence.last and context.tokens[after].text not in _CLOSING:
        return None
    got = load("speech_en.yaml")["aside"]["got"]
    for word in reversed(context.tokens[max(sentence.first, token.index - LONGEST) : token.index]):
        if word.text == ",":
            return None
        told = context.tokens[word.index + 1]
        if word.tag in ("NNS", "NNPS") and told.text.lower() in got:
            return word if word.lemma.lower() in _PAPERS else None
    return None


def _before(context: Context, token: Token) -> Iterator[Frame]:
    """Content behind "records seen by the paper show that", where "show" is taken for a noun."""
    after = context.tokens[token.index + 1] if token.index + 1 < len(context.tokens) else token
    sentence = context.document.parse.sentences[token.sentence]
    if after.text.lower() != "that" or after.dep != "mark" or after.index + 1 >= sentence.last:
        return
    nouns = context.tokens[sentence.first : token.index]
    noun = next((t for t in nouns if t.tag in ("NNS", "NNPS") and t.lemma.lower() in _PAPERS), None)
    verb = context.tokens[after.head]
    if noun is None or verb.index <= after.index or noun.index > sentence.first + 2:
        return
    opening = context.tokens[max(sentence.first, context.tree.left[noun.index])]
    source = Source(opening.start, context.tokens[token.index - 1].end, noun.index)
    last = context.tree.right[verb.index]
    start, end = context.content(context.tokens[after.index + 1].start, context.tokens[last].end)
    yield Frame(
        start, end, token.index, source, Stance.ASSERTS, Kind.INDIRECT, "cue:say", head=verb.index
    )


_FARTHEST = 7
"""Words at most before the verb."""
_OF = 3
"""Words at most between a paper and its verb: "bill of lading names"."""


def _opening(context: Context, number: int) -> Iterator[Frame]:
    """What a paper says in "The minutes record that ..." and "The trust deed names X", where the verb was misread."""
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    place = next((i for i, t in enumerate(words[1:_FARTHEST], 1) if _records(words, i)), 0)
    if not place or place + 3 > len(words) or context.quoted(words[0].start):
        return
    noun, cue, after = _paper(words, place), words[place], words[place + 1]
    several = after.tag == "NNS" and words[0].tag in ("DT", "PRP$") and words[-1].text == "."
    if (
        noun is None
        or not _agrees(noun, cue)
        or not (several or after.tag in _OBJECT or after.text.lower() == "that")
    ):
        return
    told = after.text.lower() == "that"
    rest = words[place + 2 :] if told else words[place + 1 :]
    finite = [t for t in words if t.tag in FINITE and t not in (noun, cue)]
    if (
        bool(finite) != told
        or (told and finite[0].index < cue.index)
        or (told and _doubled(context, finite))
        or words[0].tag in ("IN", "WRB")
    ):
        return
    last = rest[-1] if rest[-1].text not in _CLOSING else rest[-2]
    source = Source(words[0].start, words[place - 1].end, noun.index)
    start, end = context.content(rest[0].start, last.end)
    yield Frame(
        start, end, cue.index, source, Stance.ASSERTS, Kind.INDIRECT, "cue:say",
        head=finite[0].index if told else -1,
    )  # fmt: skip


def _records(words: Sequence[Token], place: int) -> bool:
    """Whether a word is a form of a verb of papers that was taken for a noun or a participle."""
    token = words[place]
    misread = token.tag in ("NN", "NNS", "NNP", "NNPS") or token.dep in ("acl", "amod")
    return misread and token.text in load("speech_en.yaml")["recording"]


def _agrees(noun: Token, cue: Token) -> bool:
    """Whether a word may be the verb of a paper: "the minutes record", and not "the audit report"."""
    word, several = cue.text.lower(), noun.tag in ("NNS", "NNPS")
    return word.endswith("ed") or word.endswith("s") != several


def _doubled(context: Context, finite: Sequence[Token]) -> bool:
    """Whether more than one thing is told, or a verb has another one right behind: "she commissioned found nothing"."""
    verb = finite[0]
    after = context.tokens[verb.index + 1] if verb.index + 1 < len(context.tokens) else verb
    helps = verb.tag == "MD" or verb.lemma.lower() in ("be", "have", "do")
    return len(finite) > 1 or (not helps and after.pos in ("VERB", "AUX"))


def _paper(words: Sequence[Token], place: int) -> Token | None:
    """The paper right before a verb, or before "of" and a word or two."""
    noun = words[place - 1]
    for back in range(place - 1, max(place - 2 - _OF, 0), -1):
        if words[back].text.lower() == "of":
            noun = words[back - 1]
    return noun if noun.lemma.lower() in _PAPERS or noun.text.lower() in _PAPERS else None


_OBJECT = frozenset({"DT", "CD", "PRP$", "NNP", "NNPS", "PRP"})
