"""Whether a tie is put forward at all: not under "if" or "whether", not asked, not called untrue.

"If X owned Y", "asked whether X owned Y", "it is not true that X owns Y", "does X own Y?" state no tie.
What a noun says by the way ("if X, the owner of Y, is convicted") is stated wherever it stands. Denials
of a speaker are not its matter: they are kept with the one who denies.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token

FILE = "relations_en.yaml"
_DEPTH = 14
_BY_THE_WAY = frozenset({"appos", "compound", "nmod", "poss", "nsubj", "nsubjpass", "amod"})
_PREDICATES = ("VERB", "AUX")


def presupposed(context: Context, head: int) -> bool:
    """Whether a word names a tie by the way: a title, an apposition, a possessor, a subject."""
    token = context.tokens[head]
    return token.pos not in _PREDICATES and token.dep in _BY_THE_WAY


def by_the_way(context: Context, head: int, predicate: int) -> bool:
    """Whether a tie is told beside a predicate, so that its negation leaves the tie as it is.

    "The firm does not accept that its treasurer, X, erred": X is its treasurer. "X did not say that she owns Y" and
    "X is not the owner of Y" tell no tie.

    Args:
        context: The document.
        head: The verb or noun that states the tie.
        predicate: The negated predicate; -1 where it was not parsed.
    """
    tokens = context.tokens
    token = tokens[head]
    if head == predicate or predicate < 0:
        return False
    if token.pos not in _PREDICATES and token.dep not in _SAID_OF:
        return any(context.tree.children(head, "appos")) or presupposed(context, head)
    for _ in range(_DEPTH):
        if token.index == predicate:
            return False
        if token.dep in ("relcl", "acl", "appos"):
            return True
        token = tokens[token.head]
    return False


_SAID_OF = frozenset({"attr", "oprd", "acomp", "conj", "ROOT"})


def stated(context: Context, head: int) -> bool:
    """Whether the clause of a tie is put forward.

    Args:
        context: The document.
        head: The verb or noun that states the tie.
    """
    if presupposed(context, head):
        return True
    tokens = context.tokens
    first = tokens[head]
    path = [first, *list(context.tree.ancestors(head))[:_DEPTH]]
    if any(_conditional(context, token) for token in path) or supposed(context, head):
        return False
    if any(_untrue(context, token) for token in path):
        return False
    return not _asked(context, path)


def supposed(context: Context, head: int) -> bool:
    """Whether a clause is only supposed: "had X paid", "should X own it", "imagine that X paid"."""
    path = [context.tokens[head], *list(context.tree.ancestors(head))[:_DEPTH]]
    if any(_bare(context, token) or _imagined(context, token) for token in path):
        return True
    clauses = context.tree.children(head, "ccomp", "advcl")
    return any(kid.index < head and _bare(context, kid) for kid in clauses)


def untruly(context: Context, cue: Token) -> bool:
    """Whether the words call untrue what a cue tells: "it has been wrongly reported that"."""
    return any(t.lemma.lower() in _UNTRULY for t in context.tree.children(cue.index, "advmod"))


_UNTRULY = frozenset({"wrongly", "falsely", "mistakenly", "erroneously", "incorrectly", "untruly", "inaccurately", "misleadingly", "wrongfully", "untruthfully"})  # fmt: skip


_IMAGINING = frozenset({"imagine", "suppose", "assume", "picture"})


def _bare(context: Context, token: Token) -> bool:
    """Whether a clause is a condition without "if" and no question."""
    if token.dep not in ("advcl", "ccomp", "ROOT") or context.asked(token.index):
        return False
    subject = context.tree.child(token.index, "nsubj", "nsubjpass")
    return _inverted(context, token, subject)


def _imagined(context: Context, token: Token) -> bool:
    """Whether a that-clause stands in a bidding to imagine it: "Imagine, she wrote, that X paid"."""
    sentence = context.document.parse.sentences[token.sentence]
    opening = context.tokens[sentence.first]
    after = context.tokens[min(opening.index + 1, len(context.tokens) - 1)]
    bidding = opening.tag in ("VB", "VBP") or after.text == ","
    if opening.text.lower() not in _IMAGINING or not bidding:
        return False
    mark = context.tree.child(token.index, "mark")
    return token.head == opening.index or (mark is not None and mark.lemma == "that")


def denied(context: Context, head: int) -> bool:
    """Whether a tie stands in the content of a verb of denying; what is told by the way does not."""
    if presupposed(context, head):
        return False
    words = load(FILE)["denying"]
    path = [context.tokens[head], *list(context.tree.ancestors(head))[:_DEPTH]]
    for token in path:
        above = context.tokens[token.head]
        if token.dep in ("ccomp", "xcomp", "pcomp") and above.lemma.lower() in words:
            return not context.negated(above.index)
        if token.dep in ("acl", "ccomp") and above.pos == "NOUN":
            verb = context.tree.governing(above.index)
            if verb is not None and verb.lemma.lower() in {*words, *_TURNED_DOWN}:
                return not context.negated(
                    verb.index
                )  # "dismissed as fiction a report that X bought it"
        if token.dep in ("ROOT", "relcl", "advcl"):
            return False
    return False


_TURNED_DOWN = frozenset(
    {"dismiss", "reject", "refute", "rebut", "repudiate", "retract", "withdraw", "recant", "disown", "invent",
     "fabricate", "concoct"}
)  # fmt: skip
"""Verbs that, said of a report or a claim, take back what it says."""


def realised(context: Context, verb: Token) -> bool:
    """Whether a verb says that something is or was so: no "may", "wants to", "should"; "went on to" does."""
    tree = context.tree
    modals = [a for a in tree.children(verb.index, "aux") if a.tag == "MD"]
    if modals:
        later = tree.children(verb.index, "advmod")
        return modals[0].lemma == "would" and any(t.lemma.lower() in _LATER for t in later)
    if verb.tag != "VB":
        return True
    if any(a.lemma == "to" for a in tree.children(verb.index, "aux")):
        above = context.tokens[verb.head]
        if verb.dep == "ccomp" and above.lemma.lower() == "cause":
            return True  # "caused Y to pay Z"
        return verb.dep in ("xcomp", "conj") and above.lemma.lower() in load(FILE)["implicative"]
    return verb.dep != "ROOT"


_LATER = frozenset({"later", "eventually", "subsequently", "soon", "ultimately", "then"})


def _conditional(context: Context, token: Token) -> bool:
    words = load(FILE)["conditions"]
    if token.pos not in _PREDICATES and token.dep not in ("ccomp", "advcl", "pcomp"):
        return False
    asked = context.tree.child(token.index, "nsubj", "nsubjpass", "dobj")
    if _inverted(context, token, asked):
        return True
    if token.dep == "ccomp" and asked is not None and asked.tag == "WP":
        return True  # "asked who owned Y"
    if token.dep == "relcl" and asked is not None and asked.tag == "WP":
        before = context.tokens[max(asked.index - 6, 0) : asked.index]
        if any(t.lemma.lower() in _ASKING for t in before):
            return True  # "asked by e-mail who owned Y"
    kids = context.tree.children(token.index, "mark", "advmod", "cc")
    return any(k.lemma.lower() in words and k.index < token.index for k in kids)


_ASKING = frozenset({"ask", "wonder", "enquire", "inquire"})


def _inverted(context: Context, verb: Token, subject: Token | None) -> bool:
    """Whether a clause opens as a condition without "if": "Should X own Y, ...", "Were X to sell, ..."."""
    if subject is None or verb.pos not in _PREDICATES:
        return False
    first = context.tokens[context.tree.left[verb.index]]
    return first.text.lower() in ("should", "were", "had") and first.index < subject.index


def _untrue(context: Context, token: Token) -> bool:
    """Whether a that-clause is called false, or not true, by the word that governs it."""
    if token.dep not in ("ccomp", "csubj", "acl", "advcl"):
        return False
    above = context.tokens[token.head]
    words = load(FILE)["truth"]
    said = {above.lemma.lower()}
    said |= {k.lemma.lower() for k in context.tree.children(above.index, "acomp", "attr", "oprd")}
    if said & set(words["untrue"]):
        return True
    return bool(said & set(words["true"])) and context.negated(above.index)


def _asked(context: Context, path: list[Token]) -> bool:
    """Whether the main clause of a question states the tie."""
    token = path[0]
    for token in path:
        if token.pos in _PREDICATES:
            break
    if token.pos not in _PREDICATES or token.dep not in ("ROOT", "conj", "ccomp"):
        return False
    _, end = context.tree.sentence_extent(token.index)
    return context.text[max(0, end - 2) : end].rstrip("”\"'’) ").endswith("?")
