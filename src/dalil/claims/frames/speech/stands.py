"""Views told without a verb of saying: "is against the sale", "as she puts it", "drew criticism from the dockers".

Also "made it clear that ..." and what a poll or a register holds ("In a poll in May, ..."). Constructions only, each
with a holder whom the words name; where they name nobody, nothing is read. It does not resolve pronouns.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.parse import Token
from dalil.evidence import Kind, Stance

LONGEST = 500
"""Code points of a content at most; a longer one is a mistaken parse."""
_PUTTING = frozenset({"put", "tell", "see", "have", "describe"})
_FAVOURING = frozenset({"favour", "favor", "support"})
DRAWING = frozenset({"draw", "attract", "face", "receive", "win", "have", "earn", "provoke", "prompt", "get", "enjoy",
                      "meet", "find", "gain", "secure", "lose"})  # fmt: skip
DRAWN = frozenset({"criticism", "praise", "condemnation", "rebuke", "support", "backing", "endorsement", "scorn",
                    "opposition", "protest", "approval", "blessing", "applause", "objection", "ridicule", "acclaim",
                    "resistance", "disapproval", "outrage", "complaint"})  # fmt: skip
"""What somebody's view of a thing is called, when the thing draws or has it."""
_COUNTED = frozenset(
    {"poll", "survey", "census", "register", "audit", "registry", "ballot", "questionnaire"}
)
_LEAVING = frozenset({"make", "leave", "find", "think", "consider", "believe"})
_PLAIN = frozenset({"clear", "plain", "known", "obvious", "explicit", "certain", "likely", "unlikely", "possible",
                    "impossible"})  # fmt: skip


def stands(context: Context) -> Iterator[Frame]:
    """Attributions of these constructions, in order of their words."""
    for token in context.tokens:
        if context.quoted(token.start):
            continue
        lemma = token.lemma.lower()
        if lemma in _PUTTING and token.pos == "VERB":
            yield from _putting(context, token)
        elif lemma == "be":
            yield from _siding(context, token)
        if lemma in DRAWN and token.pos == "NOUN":
            yield from _drawn(context, token)
        elif lemma in _PLAIN and token.pos in ("ADJ", "VERB"):
            yield from _made_plain(context, token)
        elif lemma in _COUNTED and token.dep == "pobj":
            yield from _counted(context, token)


def _frame(
    context: Context, span: tuple[int, int], cue: Token, source: Source | None, head: int
) -> Iterator[Frame]:
    start, end = context.content(*span)
    if 4 <= end - start <= LONGEST and source is not None:
        yield Frame(
            start, end, cue.index, source, Stance.ASSERTS, Kind.INDIRECT, "stand", head=head,
            hedged=head >= 0 and context.hedged(head),
        )  # fmt: skip


def _putting(context: Context, verb: Token) -> Iterator[Frame]:
    """What stands beside "as the report puts it" or "the way she tells it"."""
    tree, tokens = context.tree, context.tokens
    it, subject = tree.child(verb.index, "dobj"), tree.child(verb.index, "nsubj")
    if it is None or it.text.lower() != "it" or subject is None or it.index < verb.index:
        return
    mark, head = tree.child(verb.index, "mark"), tokens[verb.head]
    way = verb.dep == "relcl" and head.lemma == "way"
    if not way and (verb.dep != "advcl" or mark is None or mark.lemma.lower() != "as"):
        return
    inner = head if way else verb
    main = tokens[head.head] if way else head
    low, high = tree.left[inner.index], tree.right[inner.index]
    first, last = tree.left[main.index], tree.right[main.index]
    parts = [(first, low - 1), (high + 1, last)]
    first, last = max(parts, key=lambda part: part[1] - part[0])
    if last - first >= 2:
        span = tokens[first].start, tokens[last].end
        yield from _frame(context, span, verb, context.source(subject), main.index)


def _siding(context: Context, verb: Token) -> Iterator[Frame]:
    """What somebody is against, or in favour of."""
    tree = context.tree
    subject = tree.child(verb.index, "nsubj")
    if subject is None or not is_somebody(context, context.source(subject)):
        return
    for kid in tree.children(verb.index, "prep"):
        inner = tree.child(kid.index, "pobj", "pcomp")
        if inner is not None and kid.lemma == "in" and inner.lemma.lower() in _FAVOURING:
            of = tree.child(inner.index, "prep")
            inner = tree.child(of.index, "pobj", "pcomp") if of is not None else None
        elif kid.lemma != "against":
            continue
        if (
            inner is None
            or inner.pos == "PRON"
            or inner.lemma.lower() in ("law", "rule", "odds", "wall")
        ):
            continue
        span = context.tree.extent(inner.index)
        yield from _frame(context, span, kid, context.source(subject), inner.index)


def _drawn(context: Context, noun: Token) -> Iterator[Frame]:
    """What drew "criticism from the dockers", what has "the support of the dockers"."""
    tree, verb = context.tree, context.tokens[noun.head]
    subject = tree.child(verb.index, "nsubj")
    if noun.dep != "dobj" or verb.lemma.lower() not in DRAWING or subject is None:
        return
    if subject.pos not in ("NOUN", "PROPN"):
        return
    prepositions = [*tree.children(noun.index, "prep"), *tree.children(verb.index, "prep")]
    for kid in prepositions:
        inner = tree.child(kid.index, "pobj")
        if (
            kid.lemma not in ("from", "of", "by", "among")
            or inner is None
            or kid.index < noun.index
        ):
            continue
        source = context.source(inner)
        if is_somebody(context, source):
            span = tree.extent(subject.index)
            yield from _frame(context, span, noun, source, subject.index)
            return


def _made_plain(context: Context, word: Token) -> Iterator[Frame]:
    """The clause behind "made it clear that" and "made clear that"."""
    tree, verb = context.tree, context.tokens[word.head]
    if verb.lemma.lower() not in _LEAVING or word.index < verb.index:
        return
    subject = tree.child(verb.index, "nsubj")
    clauses = [*tree.children(word.index, "ccomp", "advcl"), *tree.children(verb.index, "ccomp")]
    for clause in clauses:
        mark = tree.child(clause.index, "mark")
        if mark is None or mark.lemma != "that" or mark.index < word.index or subject is None:
            continue
        source = context.source(subject)
        if subject.text.lower() != "it" and is_somebody(context, source):
            first, last = mark.index + 1, tree.right[clause.index]
            span = context.tokens[first].start, context.tokens[last].end
            yield from _frame(context, span, word, source, clause.index)
            return


def _counted(context: Context, noun: Token) -> Iterator[Frame]:
    """The clause behind "In a poll in May, ...": it is what the poll says."""
    tree, tokens = context.tree, context.tokens
    opening = tokens[noun.head]
    sentence = context.document.parse.sentences[noun.sentence]
    if opening.lemma.lower() != "in" or opening.index != sentence.first:
        return
    last = tree.right[noun.index]
    verb = tokens[opening.head]
    if last + 1 >= sentence.last or tokens[last + 1].text != "," or verb.index < last:
        return
    if verb.lemma.lower() in context.lexicon.verbs and tree.child(verb.index, "ccomp") is not None:
        return  # "In a poll, half of them said that ...": they say it
    span = tokens[last + 2].start, tokens[sentence.last - 1].end
    yield from _frame(context, span, opening, context.source(noun), verb.index)
