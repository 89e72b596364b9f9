"""Cue verbs and adjectives: "X said that ...", "..., X said", "X urged Y to ...", "X is sure that ...".

Reads the dependency parse by the constructions that the lexicon allows for each word. Words inside
quotation marks are the speaker's own and are not cues here. It does not resolve who a pronoun is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS, Cue
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.frames.speech.complements import complements, strayed
from dalil.claims.frames.speech.cue_nouns import ACCUSATIONS
from dalil.claims.frames.speech.heard import before_bench, heard
from dalil.claims.frames.speech.interrupted import subject_before
from dalil.claims.frames.speech.papers import misread
from dalil.claims.frames.speech.remarks import without_remark
from dalil.claims.frames.speech.speakers import impersonal, speaker
from dalil.claims.frames.speech.strays import strays
from dalil.claims.frames.speech.unsaid import (
    declined,
    forbidden,
    performed,
    put_to,
    told_back,
    unsaid,
    unseen,
    withheld,
)
from dalil.claims.parse import Token
from dalil.evidence import Kind, MentionType, Stance

_WIDE = frozenset({"voice", "point"})
"""Classes of verbs with many plain uses."""
_SLIGHT = frozenset({"intend", "dispute"})
"""Classes whose object in a few words is part of a deed that is told, and no content of its own."""
FEW = 3
"""Such words at most."""
_POINTING = frozenset({"this", "that", "it", "these", "those"})
_AGAINST = (Stance.DENIES, Stance.DISPUTES)
_DEEDS = frozenset({"intend"})
_HELD_BY_SOMEBODY = frozenset(
    {"voice", "point", "judge", "intend", "willing", "admit-deed", "liken", "wave-off", "play-down", "bring-up",
     "put-forward", "await",     "rule-out", "speak-out"}
)  # fmt: skip


def verbal(context: Context) -> Iterator[Frame]:
    """Attributions whose cue is a verb."""
    for token in context.tokens:
        if token.pos not in ("VERB", "AUX") or context.quoted(token.start):
            continue
        if token.text.lower() in ("show", "indicate", "suggest") and misread(context, token):
            continue
        yield from _of_verb(context, token)


def adjectival(context: Context) -> Iterator[Frame]:
    """Attributions whose cue is an adjective after a copula: "is convinced that ..."."""
    for token in context.tokens:
        cues = context.lexicon.adjectives.get(token.lemma.lower())
        if token.pos == "VERB" and token.tag == "VBN" and _as_adjective(context, token):
            cues = context.lexicon.adjectives.get(token.text.lower())
        elif token.pos != "ADJ":
            continue
        if not cues or context.quoted(token.start):
            continue
        source = _adjective_source(context, token)
        copula = context.tokens[token.head]
        places = [token, *([copula] if copula.lemma == "be" and token.dep == "acomp" else [])]
        for cue in cues:
            for part in [p for place in places for p in complements(context, place, cue)]:
                if part[0] < token.index:
                    continue  # "clear" behind a clause of its own
                yield from _frame(context, token, cue, source, part)


def _as_adjective(context: Context, token: Token) -> bool:
    """Whether a participle describes how somebody stands to a thing: "are opposed to the sale"."""
    passive = context.tree.child(token.index, "auxpass") is not None
    return passive and context.tree.child(token.index, "agent") is None


def _of_verb(context: Context, token: Token) -> Iterator[Frame]:
    cues = context.lexicon.verbs.get(token.lemma.lower(), ())
    particle = context.tree.child(token.index, "prt")
    taken: set[tuple[int, int]] = set()
    source = speaker(context, token) if cues else None
    if (source is not None and withheld(context, token)) or unseen(context, token, source):
        return
    wider = _wider(context, token, cues)
    for cue in cues:
        if cue.document and not (_written(context, source) or _shown(context, token, source)):
            continue
        if cue.id == "say" and _contracted(context, token):
            continue
        if cue.stance is Stance.DENIES and _neither(context, token):
            continue
        beside = particle is not None and particle.lemma in cue.particles
        if cue.particles and not beside and not _particle_strayed(context, token, cue):
            continue
        for first, last, head in complements(context, token, cue):
            if (first, last) in taken or last < wider.get((first, head), -1):
                continue  # "the tender" beside "the tender as a theft"
            taken.add((first, last))
            yield from _frame(context, token, cue, source, (first, last, head))
    for cue in cues if not taken else ():
        if "clause" in cue.forms:
            for part in strays(context, token, cue):
                yield from _frame(context, token, cue, source, part)
                return


def _particle_strayed(context: Context, token: Token, cue: Cue) -> bool:
    return any(strayed(kid, token, cue) for kid in context.tree.children(token.index, "prep"))


def _wider(context: Context, token: Token, cues: tuple[Cue, ...]) -> dict[tuple[int, int], int]:
    """Where objects with a description behind them end, by their first word and head: "the tender as a theft"."""
    if len(cues) < 2 or not any(cue.id == "see-as" for cue in cues):
        return {}
    parts = [p for cue in cues if cue.id == "see-as" for p in complements(context, token, cue)]
    return {(first, head): last for first, last, head in parts}


def _frame(
    context: Context, token: Token, cue: Cue, source: Source | None, part: tuple[int, int, int]
) -> Iterator[Frame]:
    first, last, head = part
    tokens = context.tokens
    if head > token.index and not context.quoted(tokens[last].start):
        last = max(without_remark(context, token, cue, (head, last)), head)
    while last > max(first, head) and tokens[last].dep == "cc":
        last -= 1  # "said it was a loss and": what is joined is another's
    start, end = context.content(tokens[first].start, tokens[last].end)
    start, end = context.whole_quotation(start, end, token.start)
    end = _with_words_behind(context, cue, start, end)
    if end - start < 2 or _only_where(context, token, first, last):
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
    declared = token.lemma in _DECLARING and tokens[first].tag == "PRP$"
    declared = declared or (token.lemma in _OWNING_UP and tokens[first].pos == "DET")
    if (cue.id in _WIDE or cue.document) and not (declared or _telling(context, first, last)):
        return
    if _only_deed(context, token, cue, (first, last)):
        return
    if cue.id == "intend" and _awaited(context, token):
        return
    if source is None and _yet_to_come(context, token):
        return
    if (
        _of_person(context, token, head)
        or _told_to_do(context, token, cue, head)
        or declined(context, token, cue.id, head)
    ):
        return
    if _own_deed(context, cue, source) or not _speaks(context, token, cue, source):
        return
    addressed = source is not None and context.tokens[source.head].text.lower() == "you"
    if addressed and not told_back(context, token, cue.id):
        return  # "you know where I live": nobody's
    if unsaid(context, token, head):
        return
    if put_to(context, token) or forbidden(context, token):
        yield _question(context, token, cue, (start, end, head))
        return
    if _is_citation(context, token, head):
        return
    source, via, start = _citing(context, token, source, start, end)
    if heard(context, token, source):
        yield before_bench(context, token, (start, end, head))
        return
    hearsay = _hearsay(context, token, source) or _asked(context, token, source)
    own = source is None and performed(context, token)
    yield Frame(
        start,
        end,
        token.index,
        source,
        cue.stance,
        Kind.DIRECT if context.is_quotation(start, end) else Kind.INDIRECT,
        f"cue:{cue.id}",
        head=head,
        negated=_is_negated(context, token) and cue.stance is not Stance.DENIES,
        hedged=cue.hedged or (not own and (context.hedged(token.index) or hearsay)),
        unnamed=hearsay and source is None and not own,
        own=own,
        via=via,
        subjects=subject_before(context, token.index, head, start),
    )


_BELIEVING = frozenset({"satisfied", "convinced", "persuaded", "confident"})
"""Adjectives whose negation turns the content down: "is not satisfied that the deed was forged"."""


def _is_negated(context: Context, token: Token) -> bool:
    """Whether a cue negates its content: its own negation, or the copula's of an adjective of believing."""
    if context.negated(token.index):
        return True
    if token.text.lower() not in _BELIEVING or token.dep != "acomp":
        return False
    return any(t.dep == "neg" for t in context.tree.children(token.head))


def _only_where(context: Context, token: Token, first: int, last: int) -> bool:
    """Whether what stands before a cue only says where it was said: "In a letter of 4 May to the bank, she wrote:"."""
    words = context.tokens[first : last + 1]
    if last >= token.index or words[0].pos != "ADP" or context.quoted(words[0].start):
        return False
    return not any(t.pos in ("VERB", "AUX") for t in words)


def _question(context: Context, token: Token, cue: Cue, part: tuple[int, int, int]) -> Frame:
    """A content that somebody is asked to confirm, or told not to say: held by whoever asks, in doubt."""
    start, end, head = part
    return Frame(
        start, end, token.index, None, Stance.ASSERTS, Kind.INDIRECT, f"cue:{cue.id} put", head=head, hedged=True,
    )  # fmt: skip


def _only_deed(context: Context, token: Token, cue: Cue, part: tuple[int, int]) -> bool:
    """Whether a few words belong to a deed that is told and are no content: "asked for a receipt", "refused to sign".

    A term or a sum that is asked for says what it is, and what is rejected as an accusation is denied.
    """
    if cue.id not in _SLIGHT and not (cue.id == "urge-on" and token.lemma == "ask"):
        return False
    tokens = context.tokens[part[0] : part[1] + 1]
    words = [t for t in tokens if t.pos not in ("PUNCT", "SPACE")]
    telling = any(t.pos == "NUM" or t.lemma.lower() in ACCUSATIONS for t in words)
    if cue.id == "dispute" and words[-1].lemma.lower() in context.lexicon.nouns:
        telling = telling or any(t.pos in ("ADJ", "PROPN", "NOUN") for t in words[:-1])
    return len(words) <= FEW and not telling


def _yet_to_come(context: Context, token: Token) -> bool:
    """Whether nobody has said it: "until it is heard we call on the board to wait"."""
    mark = context.tree.child(token.index, "mark")
    passive = context.tree.child(token.index, "auxpass") is not None
    return (
        passive
        and mark is not None
        and mark.lemma.lower() in ("until", "till", "before", "unless", "once")
    )


def _awaited(context: Context, token: Token) -> bool:
    """Whether something is only "expected to" happen, by nobody named: whoever writes expects it."""
    tree = context.tree
    passive = tree.child(token.index, "auxpass", "nsubjpass") is not None
    alone = passive or (token.tag == "VBN" and tree.child(token.index, "aux", "nsubj") is None)
    return token.lemma == "expect" and alone and tree.child(token.index, "agent") is None


def _with_words_behind(context: Context, cue: Cue, start: int, end: int) -> int:
    """End of a content with the words in marks that a colon joins to it: "says there is one way: “Sell it.”"."""
    if cue.id not in _SAYS or context.text[end : end + 1] != ":" or context.quoted(start):
        return end
    quote = context.quotation_at(end + 2)
    if quote is None or not end < quote.start <= end + 2 or quote.runs_on:
        return end
    return quote.inner_end


_SAYS = frozenset({"say", "think", "allege"})


def _of_person(context: Context, token: Token, head: int) -> bool:
    """Whether "dismiss" or "question" is done to somebody: an aide is dismissed, a witness questioned."""
    if token.lemma.lower() not in _DONE_TO_PEOPLE or context.tokens[head].dep != "dobj":
        return False
    target = context.tokens[head]
    found = context.document.mention_at(target.start, target.end)
    if found is not None:
        return found.type == MentionType.PERSON
    return target.pos == "NOUN" and target.lemma.lower().endswith(_PEOPLE)


def _told_to_do(context: Context, token: Token, cue: Cue, head: int) -> bool:
    """Whether an object of urging is the one who is urged: "urged the party to", not "urged an inquiry"."""
    if cue.id != "demand" or token.lemma.lower() not in ("urge", "request"):
        return False
    target = context.tokens[head]
    found = context.document.mention_at(target.start, target.end)
    people = target.pos == "PRON" or target.lemma.lower().endswith(_PEOPLE)
    named = found is not None and found.type not in (MentionType.MONEY, MentionType.DATE)
    infinitive = context.tree.child(token.index, "xcomp", "ccomp") is not None
    return target.dep == "dobj" and (infinitive or people or (named and found is not None))


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
    if passive and token.lemma in _BORNE_OUT:
        head = context.tokens[source.head].lemma.lower()
        return head not in DOCUMENTS | EXHIBITS  # "was not supported by invoices"
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


def _shown(context: Context, token: Token, source: Source | None) -> bool:
    """Whether a thing shows or records something: "the video shows two lorries", "figures show a loss"."""
    if source is None or token.lemma.lower() not in _SHOWING:
        return False
    return context.tokens[source.head].lemma.lower() in EXHIBITS


_SHOWING = frozenset({"show", "reveal", "indicate", "record", "describe", "list"})


def _hearsay(context: Context, token: Token, source: Source | None) -> bool:
    """Whether a report names nobody who says so: "it is said that ..."."""
    return source is None and context.tree.child(token.index, "auxpass") is not None


def _citing(
    context: Context, token: Token, source: Source | None, start: int, end: int
) -> tuple[Source | None, Source | None, int]:
    """Whom a report cites, who reports, and where the content begins: "the paper said, citing two clerks, that ..."."""
    unchanged = (source, None, start)
    tree = context.tree
    first = context.tokens[min(context.token_at(start), len(context.tokens) - 1)]
    near = [first, *tree.children(token.index, "advcl")]
    for verb in near:
        if verb.tag != "VBG" or verb.lemma not in ("cite", "quote") or source is None:
            continue
        target = tree.child(verb.index, "dobj")
        if target is None or verb.index < token.index:
            continue
        cited = context.source(target)
        if not is_somebody(context, cited):
            continue
        behind = max(tree.right[target.index], target.index) + 1
        if verb.index == first.index:  # the parser hung it on the content
            while behind < len(context.tokens) and context.tokens[behind].text in (",", "that"):
                behind += 1
            if behind >= len(context.tokens) or context.tokens[behind].start >= end:
                return unchanged
            start = context.tokens[behind].start
        return cited, source, start
    return unchanged


def _is_citation(context: Context, token: Token, head: int) -> bool:
    """Whether an object is whom a report cites, not what: "citing two clerks"."""
    if token.tag != "VBG" or token.lemma not in ("cite", "quote") or head < 0:
        return False
    target = context.tokens[head]
    sources = target.pos == "NOUN" and target.dep == "dobj" and target.lemma.lower() in _SOURCES
    return sources or (target.dep == "dobj" and target.lemma.lower().endswith(_PEOPLE))


_SOURCES = frozenset({"source", "people", "clerk", "colleague", "relative", "friend", "staff"})


def _asked(context: Context, token: Token, source: Source | None) -> bool:
    """Whether a participle tells a question of somebody unnamed: "asked whether the port was sold, she ..."."""
    participle = token.tag in ("VBN", "VBD") and token.dep == "advcl"
    alone = context.tree.child(token.index, "nsubj", "aux") is None
    return source is None and participle and alone and token.lemma in ("ask", "question", "press")


_BORNE_OUT = frozenset({"support", "back"})
"""Verbs of which papers are the agent where they bear something out."""
_DECLARING = frozenset(
    {"announce", "confirm", "declare", "disclose", "reveal", "reiterate", "repeat", "restate"}
)
"""Verbs by which somebody makes known what is theirs: "announced her resignation"."""


_OWNING_UP = frozenset({"admit", "confess"})
"""Verbs whose bare object is a matter of the case: "admits the payments"."""


def _telling(context: Context, first: int, last: int) -> bool:
    """Whether an object says enough to be quoted: a name, or more than a bare noun."""
    tokens = context.tokens[first : last + 1]
    if context.document.mentions_in(tokens[0].start, tokens[-1].end):
        return True
    words = [t for t in tokens if t.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")]
    return len(words) >= 2 or (len(tokens) >= 2 and any(t.pos == "VERB" for t in tokens))


def _neither(context: Context, token: Token) -> bool:
    """Whether a denial is only one of two answers: "to confirm or deny", "neither confirms nor denies"."""
    above = context.tokens[token.head]
    near = [above] if token.dep == "conj" else []
    near += context.tree.children(token.index, "conj")
    near += context.tokens[max(0, token.index - 3) : token.index]
    either = [t for t in near if t.lemma.lower() in ("confirm", "admit") and t.pos == "VERB"]
    return any(not _but(context, token, other) for other in either)


def _but(context: Context, token: Token, other: Token) -> bool:
    """Whether "but" parts two answers, so that each is given: "admits the payments but denies the theft"."""
    between = context.tokens[min(token.index, other.index) : max(token.index, other.index)]
    return any(t.lemma.lower() in ("but", "while", "though") for t in between)


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
    auxiliary = context.tree.child(token.index, "auxpass")
    if subject is None and auxiliary is not None:  # "were opposed to": the parser hangs it there
        subject = context.tree.subject(auxiliary.index)
    if subject is None or subject.dep == "expl" or impersonal(context, subject):
        return None
    return context.source(subject)
