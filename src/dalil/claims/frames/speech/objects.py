"""Objects of cue verbs: where "any role in the sale", "the tender as a theft" and "the price at nine million" end.

What the parser hung on the cue although it belongs to the object is counted in; times, places and
occasions of speaking are not. It does not say who the holder is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS, Cue
from dalil.claims.parse import Token
from dalil.evidence import MentionType

PAIRED = frozenset(
    {"far", "long", "soon", "well", "much", "just", "even", "same", "such", "insofar"}
)
"""Words before an "as" that tells of no description: "as well as", "as long as"."""


def objects(context: Context, token: Token, cue: Cue, kid: Token) -> Iterator[tuple[int, int, int]]:
    """Token ranges (first, last, head) of the contents that an object of a cue stands for."""
    tree = context.tree
    first, last = tree.left[kid.index], tree.right[kid.index]
    complement = tree.child(token.index, "oprd", "acomp")
    if "small" in cue.forms and complement is not None and complement.index > kid.index:
        yield first, tree.right[complement.index], complement.index
    if "obj-at" in cue.forms:
        sum_end = _sum_behind(context, token, last)
        if sum_end is not None:
            yield first, sum_end, kid.index
    if "obj-as" in cue.forms:
        as_phrase = _as_phrase(context, token, kid, last)
        if as_phrase is not None:
            yield first, as_phrase, kid.index
    if "obj-tail" in cue.forms:
        behind = [
            k
            for k in tree.children(token.index, "prep", "dative")
            if last < k.index <= last + 3 and cue.takes(token.lemma.lower(), k.lemma)
        ]
        if behind:
            yield first, tree.right[behind[0].index], kid.index
    if "innocence" in cue.forms and kid.lemma == "innocence":
        yield first, last, kid.index
    if "obj" in cue.forms and kid.lemma in ("example", "case", "instance", "list"):
        yield first, _enumeration(context, kid, last), kid.index
    elif "obj" in cue.forms:
        last = _with_bare_relative(context, token, last)
        last = _with_infinitive(context, token, last)
        last = _with_phrases(context, token, last)
        last = _shown(context, token, last) if token.lemma == "show" else last
        last = _tail(context, token, last, cue.tails)
        yield first, _parted_off(context, last), kid.index


def _parted_off(context: Context, last: int) -> int:
    """Last token of an object whose clause without a pronoun was taken for a sentence: "cited remarks | Venn had made".

    No mark stands between the two, and the second has a subject and a finite verb.
    """
    sentence = context.document.parse.sentences[context.tokens[last].sentence]
    if last + 1 != sentence.last or last + 1 >= len(context.tokens):
        return last
    after = context.tokens[last + 1]
    noun = context.tokens[last].pos == "NOUN"
    if not noun or context.text[context.tokens[last].end : after.start] != " ":
        return last
    end = context.document.parse.sentences[after.sentence].last - 1
    closes = context.tokens[end].pos == "PUNCT"
    subject = context.tokens[after.head].pos in ("VERB", "AUX") or after.dep == "compound"
    return end - closes if subject and after.pos in ("PROPN", "PRON", "DET") else last


def _shown(context: Context, token: Token, last: int) -> int:
    """Last token of what a poll or a paper shows of somebody: "the bank with a loss", "her ahead of the mayor"."""
    end = context.tree.right[token.index]
    for word in context.tokens[last + 1 : end + 1]:
        if word.pos in ("PUNCT", "CCONJ", "SCONJ") or word.dep == "advcl":
            break
        last = word.index
    return last


_OF_NOUNS = frozenset({"in", "at", "for", "about", "on"})
"""Prepositions that join a phrase to the noun before them more often than to the verb of speaking."""


def _with_phrases(context: Context, token: Token, last: int) -> int:
    """Last token of an object with the phrases of its own noun that the parser hung on the cue: "any role in the sale"."""
    tree = context.tree
    if context.tokens[last].pos not in ("NOUN", "PROPN"):
        return last
    for kid in tree.children(token.index, "prep"):
        inner = tree.child(kid.index, "pobj", "pcomp")
        if tree.left[kid.index] != last + 1 or inner is None or kid.lemma.lower() not in _OF_NOUNS:
            continue
        if _occasion(context, inner):
            break
        last = tree.right[kid.index]
    return last


def _occasion(context: Context, noun: Token) -> bool:
    """Whether a noun tells when, where or in what something was said: "in a speech", "on Monday"."""
    found = context.document.mention_at(noun.start, noun.end)
    if found is not None and found.type == MentionType.DATE:
        return True
    lemma = noun.lemma.lower()
    return lemma in DOCUMENTS or lemma in EXHIBITS or lemma in _OCCASIONS


_OCCASIONS = frozenset(
    {"interview", "speech", "tweet", "post", "rally", "debate", "hearing", "meeting", "court", "twitter", "facebook",
     "television", "tv", "radio", "press", "conference", "briefing", "call", "book", "editorial", "op-ed", "column",
     "ad", "show", "programme", "program", "podcast", "blog", "website", "site", "channel", "broadcast", "forum",
     "appearance", "trial", "session", "convention", "summit", "event", "address", "lecture", "sermon", "diatribe",
     "election", "primary", "campaign", "race", "week", "month", "year", "day", "morning", "evening", "night",
     "afternoon", "time", "weekend", "moment", "hour", "minute", "past", "monday", "tuesday", "wednesday", "thursday",
     "friday", "saturday", "sunday", "favor", "favour", "private", "public", "turn", "return", "way", "beginning",
     "end", "start", "term", "occasion", "sentencing", "person", "part", "lack", "ground", "behalf", "advance",
     "remark", "comment", "testimony", "announcement", "reply", "response", "answer", "submission", "story"}
)  # fmt: skip


def _with_infinitive(context: Context, token: Token, last: int) -> int:
    """Last token of an object with the infinitive of its own noun: "decried the calls to ban the union"."""
    tree = context.tree
    if context.tokens[last].lemma.lower() not in context.lexicon.nouns:
        return last
    for clause in tree.children(token.index, "xcomp", "advcl"):
        first = tree.left[clause.index]
        if first == last + 1 and context.tokens[first].tag == "TO":
            return tree.right[clause.index]
    return last


def _with_bare_relative(context: Context, token: Token, last: int) -> int:
    """Last token of an object with a relative clause that lacks its pronoun: "the remarks Venn had made about it"."""
    tree = context.tree
    for clause in tree.children(token.index, "ccomp"):
        bare = tree.child(clause.index, "mark") is None
        subject = tree.child(clause.index, "nsubj", "nsubjpass")
        if tree.left[clause.index] == last + 1 and bare and subject is not None:
            return (
                tree.right[clause.index]
                if subject.index == last + 1 or subject.pos != "PRON"
                else last
            )
    return last


def _sum_behind(context: Context, token: Token, last: int) -> int | None:
    """Last token of "the price at nine million": a figure behind "at"; None where no figure stands there."""
    tree = context.tree
    for kid in tree.children(token.index, "prep"):
        inner = tree.child(kid.index, "pobj", "pcomp")
        if kid.lemma != "at" or kid.index <= last or inner is None:
            continue
        words = context.tokens[kid.index : tree.right[kid.index] + 1]
        return tree.right[kid.index] if any(t.pos == "NUM" for t in words) else None
    return None


def _as_phrase(context: Context, token: Token, kid: Token, last: int) -> int | None:
    """Last token of "the tender as a theft", "the country as beset by thieves"; None without such a phrase."""
    tree = context.tree
    beside = _tail(context, token, last, frozenset({"as"}))
    if beside > last:
        return beside
    for clause in tree.children(token.index, "advcl"):
        mark = tree.child(clause.index, "mark")
        participle = clause.tag in ("VBN", "VBG") and tree.child(clause.index, *SUBJECTS) is None
        if last < clause.index and participle and mark is not None and mark.lemma == "as":
            return tree.right[clause.index]
    for index in range(
        kid.index + 1, last + 1
    ):  # hung on a word of the object: "the poll held in May as a test"
        word = context.tokens[index]
        before = context.tokens[index - 1].lemma.lower()
        fitting = word.lemma == "as" and word.dep == "prep" and before not in PAIRED
        if fitting and tree.child(index, "pobj", "pcomp") is not None:
            return last
    return None


def _enumeration(context: Context, kid: Token, last: int) -> int:
    """Last token of "the examples of A, who ...; B, whose ...; and C": the end of the sentence."""
    sentence = context.document.parse.sentences[kid.sentence]
    rest = context.tokens[kid.index : sentence.last]
    return sentence.last - 1 if any(t.text == ";" for t in rest) else last


def _tail(context: Context, token: Token, last: int, tails: frozenset[str]) -> int:
    """Last token of an object with the phrases that belong to it."""
    tree = context.tree
    for kid in tree.children(token.index):
        if kid.index <= last or kid.index > last + 3:
            continue
        if (kid.dep in ("prep", "mark") and kid.lemma in tails) or (
            kid.dep in ("xcomp", "oprd") and "as" in tails
        ):
            last = max(last, tree.right[kid.index])
    return last
