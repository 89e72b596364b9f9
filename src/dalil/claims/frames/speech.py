"""Cue verbs and adjectives: "X said that ...", "..., X said", "X urged Y to ...", "X is sure that ...".

Reads the dependency parse by the constructions that the lexicon allows for each word. Words inside
quotation marks are the speaker's own and are not cues here. It does not resolve who a pronoun is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.frames.clause import predication
from dalil.claims.frames.context import Context
from dalil.claims.frames.frame import Frame, Source
from dalil.claims.frames.holders import OWN
from dalil.claims.frames.lexicon import DOCUMENTS, Cue
from dalil.claims.frames.somebody import is_somebody
from dalil.claims.frames.speakers import impersonal, speaker
from dalil.claims.parse import Token
from dalil.evidence import Kind, MentionType, Stance

_AUXILIARY = (
    "aux",
    "auxpass",
    "neg",
    "advmod",
    "nsubj",
    "nsubjpass",
    "mark",
    "cc",
    "prt",
    "dative",
)


_WIDE = frozenset({"voice", "point"})
"""Classes of verbs with many plain uses."""
_POINTING = frozenset({"this", "that", "it", "these", "those"})
_AGAINST = (Stance.DENIES, Stance.DISPUTES)
_DEEDS = frozenset({"intend"})
_HELD_BY_SOMEBODY = frozenset({"voice", "point", "judge", "intend", "willing", "admit-deed"})


def verbal(context: Context) -> Iterator[Frame]:
    """Attributions whose cue is a verb."""
    for token in context.tokens:
        if token.pos not in ("VERB", "AUX") or context.quoted(token.start):
            continue
        yield from _of_verb(context, token)


def adjectival(context: Context) -> Iterator[Frame]:
    """Attributions whose cue is an adjective after a copula: "is convinced that ..."."""
    for token in context.tokens:
        cues = context.lexicon.adjectives.get(token.lemma.lower())
        if not cues or token.pos != "ADJ" or context.quoted(token.start):
            continue
        source = _adjective_source(context, token)
        copula = context.tokens[token.head]
        places = [token, *([copula] if copula.lemma == "be" and token.dep == "acomp" else [])]
        for cue in cues:
            for part in [p for place in places for p in _complements(context, place, cue)]:
                if part[0] < token.index:
                    continue  # "clear" behind a clause of its own
                yield from _frame(context, token, cue, source, part)


def _of_verb(context: Context, token: Token) -> Iterator[Frame]:
    cues = context.lexicon.verbs.get(token.lemma.lower(), ())
    particle = context.tree.child(token.index, "prt")
    taken: set[tuple[int, int]] = set()
    source = speaker(context, token) if cues else None
    for cue in cues:
        if cue.document and not _written(context, source):
            continue
        if cue.id == "say" and _contracted(context, token):
            continue
        if cue.stance is Stance.DENIES and _neither(context, token):
            continue
        if cue.particles and (particle is None or particle.lemma not in cue.particles):
            continue
        for first, last, head in _complements(context, token, cue):
            if (first, last) in taken:
                continue
            taken.add((first, last))
            yield from _frame(context, token, cue, source, (first, last, head))


def _frame(
    context: Context, token: Token, cue: Cue, source: Source | None, part: tuple[int, int, int]
) -> Iterator[Frame]:
    first, last, head = part
    tokens = context.tokens
    start, end = context.content(tokens[first].start, tokens[last].end)
    start, end = context.whole_quotation(start, end, token.start)
    if end - start < 2:
        return
    if first == last and tokens[first].pos == "PRON":
        if (
            tokens[first].lemma.lower() in _POINTING
            and cue.stance in _AGAINST
            and source is not None
        ):
            yield _pointing(context, token, cue, source)
        return  # "praised him" names nothing that could be quoted
    if cue.stance is Stance.ASSERTS and _only_date(context, start, end):
        return
    if cue.id in _WIDE and not _telling(context, first, last):
        return
    if _of_person(context, token, head) or _says_nothing(context, token, cue, head):
        return
    if _own_deed(context, cue, source) or not _speaks(context, token, cue, source):
        return
    hearsay = _hearsay(context, token, source)
    yield Frame(
        start,
        end,
        token.index,
        source,
        cue.stance,
        Kind.DIRECT if context.is_quotation(start, end) else Kind.INDIRECT,
        f"cue:{cue.id}",
        head=head,
        negated=context.negated(token.index) and cue.stance is not Stance.DENIES,
        hedged=cue.hedged or context.hedged(token.index) or hearsay,
        unnamed=hearsay and source is None,
    )


def _of_person(context: Context, token: Token, head: int) -> bool:
    """Whether "dismiss" or "question" is done to somebody: an aide is dismissed, a witness questioned."""
    if token.lemma.lower() not in _DONE_TO_PEOPLE or context.tokens[head].dep != "dobj":
        return False
    target = context.tokens[head]
    found = context.document.mention_at(target.start, target.end)
    if found is not None:
        return found.type == MentionType.PERSON
    return target.pos == "NOUN" and target.lemma.lower().endswith(_PEOPLE)


_DONE_TO_PEOPLE = frozenset({"dismiss", "question", "challenge", "contest"})
_PEOPLE = (
    "er",
    "or",
    "minister",
    "witness",
    "man",
    "woman",
    "official",
    "ist",
    "aide",
    "chief",
    "head",
)


def _says_nothing(context: Context, token: Token, cue: Cue, head: int) -> bool:
    """Whether somebody only declines to speak: "declined to comment further"."""
    silent = cue.id == "intend" and token.lemma.lower() in ("decline", "refuse")
    return silent and context.tokens[head].lemma.lower() in _ANSWERING


_ANSWERING = frozenset({"comment", "answer", "respond", "reply", "discuss", "elaborate", "speak"})


def _own_deed(context: Context, cue: Cue, source: Source | None) -> bool:
    """Whether "I refused to sign" tells a deed of whoever speaks: nothing is attributed to anybody else."""
    own = source is not None and context.tokens[source.head].text.lower() in OWN
    return own and cue.id in _DEEDS and not context.of_court


def _speaks(context: Context, token: Token, cue: Cue, source: Source | None) -> bool:
    """Whether a verb with many plain uses is said of somebody who can hold a view: no "dividends explain"."""
    if cue.id not in _HELD_BY_SOMEBODY:
        return True
    passive = context.tree.child(token.index, "auxpass", "nsubjpass") is not None
    if source is None:
        return not (passive and cue.id in _WIDE)  # "was agreed with the bank"
    return is_somebody(context, source)


def _pointing(context: Context, token: Token, cue: Cue, source: Source) -> Frame:
    """The whole clause of "X denied this": what is denied stands before, that it is denied stands here."""
    start, end = predication(context, token)
    return Frame(
        start, end, token.index, source, cue.stance, Kind.INDIRECT, f"cue:{cue.id} pointing",
        head=token.index, negated=False, subjects=(source.head,),
    )  # fmt: skip


def _only_date(context: Context, start: int, end: int) -> bool:
    """Whether a content is nothing but a date: "the hearing of 3 May"."""
    found = context.document.mention_at(start, end)
    dated = found is not None and found.type == MentionType.DATE
    return dated and found is not None and found.start <= start and end <= found.end


def _written(context: Context, source: Source | None) -> bool:
    """Whether the subject names a document: "the contract provides for three visits"."""
    return source is not None and context.tokens[source.head].lemma.lower() in DOCUMENTS


def _hearsay(context: Context, token: Token, source: Source | None) -> bool:
    """Whether a report names nobody who says so: "it is said that ..."."""
    return source is None and context.tree.child(token.index, "auxpass") is not None


def _telling(context: Context, first: int, last: int) -> bool:
    """Whether an object says enough to be quoted: a name, or more than a bare noun."""
    tokens = context.tokens[first : last + 1]
    if context.document.mentions_in(tokens[0].start, tokens[-1].end):
        return True
    words = [t for t in tokens if t.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")]
    return len(words) >= 2


def _neither(context: Context, token: Token) -> bool:
    """Whether a denial is only one of two answers: "to confirm or deny", "neither confirms nor denies"."""
    above = context.tokens[token.head]
    near = [above] if token.dep == "conj" else []
    near += context.tree.children(token.index, "conj")
    near += context.tokens[max(0, token.index - 3) : token.index]
    return any(t.lemma.lower() in ("confirm", "admit") and t.pos == "VERB" for t in near)


def _contracted(context: Context, token: Token) -> bool:
    """Whether something was concluded between parties: an agreement, not a thought."""
    if token.lemma != "conclude" or context.tree.child(token.index, "ccomp") is None:
        return token.lemma == "conclude" and context.tree.child(token.index, "dobj") is not None
    behind = {k.lemma for k in context.tree.children(token.index, "prep")}
    return bool(behind & {"between", "with"})


def _adjective_source(context: Context, token: Token) -> Source | None:
    if token.dep not in (
        "acomp",
        "oprd",
        "conj",
        "ccomp",
        "relcl",
        "ROOT",
        "xcomp",
        "amod",
        "advcl",
    ):
        return None
    subject = context.tree.subject(token.index) or context.tree.subject(token.head)
    if subject is None or subject.dep == "expl" or impersonal(context, subject):
        return None
    return context.source(subject)


def _complements(context: Context, token: Token, cue: Cue) -> Iterator[tuple[int, int, int]]:
    """Token ranges (first, last, head) of the contents that a cue's constructions allow."""
    tree = context.tree
    reach = -1
    told = any(
        k.index > token.index and tree.child(k.index, "mark") is not None
        for k in tree.children(token.index, "ccomp")
    )
    for kid in tree.children(token.index):
        if (
            kid.dep == "ccomp"
            and kid.index < token.index
            and (told or _parted(context, kid, token))
        ):
            continue  # "X was fined: a court found that ...": what stands before is told by the text
        if kid.dep == "ccomp" and kid.index > reach:
            for part in _clausal(context, token, cue, kid):
                reach = max(reach, part[1])
                yield part
        elif kid.dep == "xcomp" and kid.index > token.index:
            yield from _infinitive(context, token, cue, kid)
        elif kid.dep == "dobj" and kid.index > token.index:
            yield from _object(context, token, cue, kid)
        elif kid.dep in ("prep", "dative", "agent") and kid.index > token.index:
            yield from _prepositional(context, token, cue, kid)
    if "obj-as" in cue.forms and tree.child(token.index, "auxpass") is not None:
        yield from _described(context, token)
    if cue.stance in _AGAINST and "obj" in cue.forms:
        yield from _denied_subject(context, token)
    if "clause" in cue.forms and token.dep in ("parataxis", "ccomp", "advcl"):
        yield from _parenthetical(context, token)
    if "quote" in cue.forms and token.dep == "ROOT":
        yield from _closing(context, token)


def _described(context: Context, token: Token) -> Iterator[tuple[int, int, int]]:
    """What something is described as by somebody: "has been described as an acquittal"."""
    for kid in context.tree.children(token.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma == "as" and inner is not None and inner.pos in ("NOUN", "PROPN"):
            yield context.tree.left[inner.index], context.tree.right[inner.index], inner.index


def _parted(context: Context, before: Token, cue: Token) -> bool:
    """Whether a semicolon parts a clause from the cue behind it: two statements, not one."""
    between = context.tokens[before.index : cue.index]
    return any(t.text == ";" and not context.quoted(t.start) for t in between)


def _denied_subject(context: Context, token: Token) -> Iterator[tuple[int, int, int]]:
    """The subject of a passive denial: "the allegations are denied by X"."""
    tree = context.tree
    subject = tree.child(token.index, "nsubjpass")
    named = subject is not None and subject.pos in ("NOUN", "PROPN")
    if named and subject is not None and tree.child(token.index, "agent") is not None:
        yield tree.left[subject.index], tree.right[subject.index], subject.index


def _clausal(
    context: Context, token: Token, cue: Cue, kid: Token
) -> Iterator[tuple[int, int, int]]:
    tree = context.tree
    infinitive = any(t.tag == "TO" for t in tree.children(kid.index, "aux")) and kid.tag == "VB"
    small = kid.pos in ("NOUN", "ADJ", "PROPN") and tree.child(kid.index, "aux", "cop") is None
    gerund = kid.tag == "VBG" and tree.child(kid.index, "aux", "nsubj") is None
    if infinitive and kid.index > token.index:
        own = tree.child(kid.index, "nsubj", "nsubjpass") is not None
        others = context.lexicon.verbs.get(token.lemma.lower(), ())
        own = own and any("obj-inf" in other.forms for other in others)
        if "obj-inf" in cue.forms or ("inf" in cue.forms and not own):
            yield tree.left[kid.index], tree.right[kid.index], kid.index
        return
    if gerund and "clause" not in cue.forms:
        if "ger" in cue.forms:
            yield tree.left[kid.index], tree.right[kid.index], kid.index
        return
    if small and "small" in cue.forms:
        yield tree.left[kid.index], tree.right[kid.index], kid.index
        return
    if "clause" not in cue.forms:
        return
    if kid.index > token.index:
        last = _clause_end(context, token, tree.right[kid.index])
        yield _clause_start(context, kid, token.index), last, kid.index
    else:
        last = _cue_group(context, token, tree.right[kid.index]) - 1
        first = min(tree.left[token.index], tree.left[kid.index])
        if last >= first:
            yield first, last, kid.index


def _clause_start(context: Context, kid: Token, cue: int) -> int:
    """First token of a clause, without the complementizer "that"."""
    first = context.tree.left[kid.index]
    if first < cue < kid.index:  # "what he said was stolen": the pronoun stands before the cue
        return cue + 1
    token = context.tokens[first]
    if token.lemma == "that" and token.dep in ("mark", "det", "nsubj") and token.pos == "SCONJ":
        return first + 1
    return first


def _clause_end(context: Context, token: Token, last: int) -> int:
    """Last token of a content that follows its cue, with what is joined to it.

    The parser hangs the rest of a long content on the cue as a second clause; "... and that ..." goes
    on with the content, "... and promised ..." does not.
    """
    tree = context.tree
    for kid in tree.children(token.index):
        if kid.index <= last:
            continue
        mark = tree.child(kid.index, "mark")
        again = kid.dep == "conj" and mark is not None and mark.lemma == "that"
        if kid.dep == "ccomp" or again:
            last = max(last, tree.right[kid.index])
    return last


def _cue_group(context: Context, token: Token, after: int) -> int:
    """First token of "X said" behind a content that comes first."""
    tree = context.tree
    first = token.index
    for kid in tree.children(token.index):
        if kid.dep in _AUXILIARY and after < tree.left[kid.index] < first:
            first = tree.left[kid.index]
    return first


def _infinitive(
    context: Context, token: Token, cue: Cue, kid: Token
) -> Iterator[tuple[int, int, int]]:
    tree = context.tree
    to = any(t.tag == "TO" for t in tree.children(kid.index, "aux"))
    target = tree.child(token.index, "dobj", "dative")
    if kid.tag == "VBG" and "ger" in cue.forms:
        yield tree.left[kid.index], tree.right[kid.index], kid.index
    elif to and target is not None and target.index > token.index and "obj-inf" in cue.forms:
        yield tree.left[target.index], tree.right[kid.index], kid.index
    elif to and (target is None or target.index > kid.index) and "inf" in cue.forms:
        yield tree.left[kid.index], tree.right[kid.index], kid.index
    elif not to and "clause" in cue.forms and tree.child(kid.index, "nsubj", "mark") is not None:
        yield _clause_start(context, kid, token.index), tree.right[kid.index], kid.index


def _object(context: Context, token: Token, cue: Cue, kid: Token) -> Iterator[tuple[int, int, int]]:
    tree = context.tree
    first, last = tree.left[kid.index], tree.right[kid.index]
    complement = tree.child(token.index, "oprd", "acomp")
    if "small" in cue.forms and complement is not None and complement.index > kid.index:
        yield first, tree.right[complement.index], complement.index
    as_phrase = _tail(context, token, last, frozenset({"as"}))
    if "obj-as" in cue.forms and as_phrase > last:
        yield first, as_phrase, kid.index
    if "innocence" in cue.forms and kid.lemma == "innocence":
        yield first, last, kid.index
    if "obj" in cue.forms and kid.lemma in ("example", "case", "instance", "list"):
        yield first, _enumeration(context, kid, last), kid.index
    elif "obj" in cue.forms:
        yield first, _tail(context, token, last, cue.tails), kid.index


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


def _prepositional(
    context: Context, token: Token, cue: Cue, kid: Token
) -> Iterator[tuple[int, int, int]]:
    tree = context.tree
    if not cue.takes(token.lemma, kid.lemma):
        return
    inner = tree.child(kid.index, "pobj", "pcomp")
    if inner is None or (cue.id == "urge-on" and context.names_client(inner)):
        return
    target = tree.child(token.index, "xcomp")
    last = tree.right[inner.index]
    if kid.lemma in ("for", "on", "upon") and target is not None and target.index > inner.index:
        last = max(last, tree.right[target.index])  # "called on the bank to open its books"
    yield tree.left[inner.index], last, inner.index


def _closing(context: Context, token: Token) -> Iterator[tuple[int, int, int]]:
    """The sentence before ", X said" where the parser gave the cue no complement."""
    tree = context.tree
    if any(t.dep in ("ccomp", "dobj", "xcomp") for t in tree.children(token.index)):
        return
    sentence = context.document.parse.sentences[token.sentence]
    subject = tree.child(token.index, "nsubj")
    if subject is None:
        return
    group = min(tree.left[subject.index], token.index)
    group_end = max(tree.right[subject.index], token.index)
    comma = context.tokens[group - 1].text in (",", "”", '"', "''") if group else False
    if comma and group - sentence.first >= 5 and sentence.last - group_end <= 12:
        yield sentence.first, group - 1, -1


def _parenthetical(context: Context, token: Token) -> Iterator[tuple[int, int, int]]:
    """The clause around a cue without a complement: "The deal, he said, was off"."""
    tree = context.tree
    if any(t.dep in ("ccomp", "dobj", "xcomp") for t in tree.children(token.index)):
        return
    if tree.child(token.index, "nsubj") is None or tree.child(token.index, "mark") is not None:
        return
    head = context.tokens[token.head]
    low, high = tree.left[token.index], tree.right[token.index]
    first, last = tree.left[head.index], tree.right[head.index]
    before = (first, low - 1, head.index)
    after = (high + 1, last, head.index)
    sizes = [(b - a, (a, b, h)) for a, b, h in (before, after) if b >= a]
    for size, part in sizes:
        if size >= 3 or size == max(s for s, _ in sizes):
            yield part
