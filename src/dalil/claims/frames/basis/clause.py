"""The stretch of words that states one thing: a predicate's own clause.

A main clause is quoted with its subject, a relative clause without its pronoun, a participle with the
noun that it describes. What is joined by "and" or added behind a comma states another thing and is
left out. It finds no claim itself.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.parse import Token


def predication(context: Context, verb: Token) -> tuple[int, int]:
    """Offsets of the clause of a predicate."""
    tree, tokens = context.tree, context.tokens
    first, last = tree.left[verb.index], _last(context, verb)
    if verb.dep in ("acl", "amod", "appos") and not _has_subject(context, verb):
        described = tokens[verb.head]
        apposed = described.dep == "appos" and described.head < described.index
        first = tree.left[described.head if apposed else verb.head]
    elif verb.dep == "relcl":
        first = _behind_pronoun(context, first, verb)
    elif tokens[first].lemma == "that" and tokens[first].pos == "SCONJ" and first < verb.index:
        first += 1
    elif verb.dep in ("xcomp", "pcomp") and tokens[verb.head].index < first:
        first = min(first, verb.index)
    first = max(first, _behind_semicolon(context, verb))
    return context.content(tokens[first].start, tokens[last].end)


def _behind_semicolon(context: Context, verb: Token) -> int:
    """First token behind a statement of its own that a semicolon parts from the clause; 0 without one."""
    first = 0
    for kid in context.tree.children(verb.index, "ccomp"):
        last = context.tree.right[kid.index]
        if last < verb.index and context.tokens[last + 1].text == ";":
            first = max(first, last + 2)
    return first if first < verb.index else 0


def _has_subject(context: Context, verb: Token) -> bool:
    return context.tree.child(verb.index, "nsubj", "nsubjpass") is not None


def _behind_pronoun(context: Context, first: int, verb: Token) -> int:
    token = context.tokens[first]
    subject = token.tag in ("WP", "WDT") and token.head == verb.index
    return first + 1 if subject and first < verb.index else first


def _last(context: Context, verb: Token) -> int:
    """Last token of a clause without further conjuncts and added relative clauses."""
    tree = context.tree
    last = tree.right[verb.index]
    for kid in tree.children(verb.index):
        if kid.index <= verb.index:
            continue
        if kid.dep in ("cc", "conj", "parataxis") or (kid.dep == "ccomp" and kid.text == ";"):
            conjunct = tree.child(verb.index, "conj", "parataxis")
            if (
                conjunct is not None
                and conjunct.index > verb.index
                and conjunct.pos in ("VERB", "AUX")
                and not _shares_object(context, verb, conjunct)
            ):
                last = min(last, kid.index - 1 if kid.dep == "cc" else tree.left[kid.index] - 1)
                break
    for kid in tree.children(verb.index, "advcl", "ccomp"):
        speaks = tree.child(kid.index, "ccomp") is not None and kid.tag == "VBG"
        if (
            kid.index > verb.index
            and speaks
            and context.tokens[tree.left[kid.index] - 1].text == ","
        ):
            last = min(last, tree.left[kid.index] - 2)
    return max(without_addition(context, verb.index, last), verb.index)


def _shares_object(context: Context, verb: Token, conjunct: Token) -> bool:
    """Whether the object stands behind the second verb only: "does not own and has never owned the house"."""
    own = [k for k in context.tree.children(verb.index) if verb.index < k.index < conjunct.index]
    filled = [k for k in own if k.dep not in ("cc", "conj", "punct", "advmod", "prt")]
    shared = context.tree.child(conjunct.index, "dobj", "prep")
    passive = context.tree.child(verb.index, "auxpass") is not None
    return not filled and shared is not None and not passive and verb.tag != "VBG"


def without_addition(context: Context, first: int, last: int) -> int:
    """Cut ", who ..." or ", where ..." off the end."""
    tree, tokens = context.tree, context.tokens
    for index in range(max(first, last - 120), last + 1):
        token = tokens[index]
        if token.dep != "relcl" or tree.right[index] < last - 1 or not first < tree.left[index]:
            continue
        before = tokens[tree.left[index] - 1]
        if before.text == "," and tree.left[index] - 2 > first:
            return tree.left[index] - 2
    return last
