"""Cue nouns and prepositions: "the claim that ...", "his criticism of ...", "according to X, ...".

Reads constructions that the lexicon allows. It does not resolve who a pronoun is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import DOCUMENTS, Cue
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.frames.speech.aside import cut_at_time
from dalil.claims.frames.speech.complements import for_whom
from dalil.claims.frames.speech.stands import DRAWING as _DRAWING
from dalil.claims.frames.speech.stands import DRAWN as _DRAWN
from dalil.claims.frames.speech.views import in_ones_view
from dalil.claims.parse import Token
from dalil.evidence import Kind, MentionType, Stance

_LIGHT = frozenset(
    [
        "make",
        "issue",
        "have",
        "release",
        "express",
        "voice",
        "raise",
        "give",
        "publish",
        "reiterate",
        "repeat",
        "announce",
        "deny",
        "reject",
        "face",
        "send",
        "deliver",
        "offer",
        "share",
        "hold",
        "post",
        "write",
        "file",
        "sign",
        "draw",
        "produce",
        "present",
        "advance",
        "float",
        "utter",
        "convey",
        "submit",
        "circulate",
        "spread",
        "take",
        "put",
        "push",
        "press",
        "lay",
        "set",
        "unveil",
        "reach",
        "abandon",
        "drop",
        "scrap",
        "break",
        "keep",
        "honour",
        "honor",
        "harbour",
        "harbor",
        "hide",
        "defend",
        "confirm",
        "outline",
        "detail",
        "maintain",
    ]
)
"""Light verbs: the subject of "made a claim that ..." is the holder of the claim."""


_OWNED = frozenset({"support", "intention"})
"""Classes of nouns that say nothing without somebody whose they are: "support for families", "the decision to extend"."""


def nominal(context: Context) -> Iterator[Frame]:
    """Attributions whose cue is a noun."""
    for token in context.tokens:
        if token.pos != "NOUN" or context.quoted(token.start):
            continue
        for cue in context.lexicon.nouns.get(token.lemma.lower(), ()):
            yield from _of_noun(context, token, cue)


def _of_noun(context: Context, token: Token, cue: Cue) -> Iterator[Frame]:
    source = _holder(context, token, cue)
    if cue.id in _OWNED and source is None:
        return
    for first, last, head in _contents(context, token, cue):
        start, end = context.content(context.tokens[first].start, context.tokens[last].end)
        if end - start < 2:
            continue
        if _bare_name(context, start, end):
            continue  # "the claim against X", "the complaint of X": nothing of what is said
        yield Frame(
            start, end, token.index, source, _stance(context, token, cue),
            Kind.INDIRECT, f"noun:{cue.id}", head=head, hedged=cue.hedged,
            negated=_negated(context, token), unnamed=source is None and _somebodys(context, token),
        )  # fmt: skip


def _bare_name(context: Context, start: int, end: int) -> bool:
    """Whether a content is nothing but the name of a person or a body, or a pronoun."""
    found = context.document.mention_at(start, end)
    parties = (MentionType.PERSON, MentionType.ORGANISATION)
    if (
        found is not None
        and found.type in parties
        and found.start <= start + 4
        and end <= found.end
    ):
        return True
    return context.text[start:end].lower() in ("him", "her", "them", "it", "me", "us")


_SOMEBODYS = frozenset(
    {"rumour", "rumor", "claim", "allegation", "accusation", "suspicion", "speculation", "concern", "fear", "worry",
     "complaint", "criticism", "belief", "perception", "feeling", "hope", "contention", "assertion", "suggestion",
     "insinuation", "boast", "skepticism", "scepticism", "disapproval"}
)  # fmt: skip
"""Nouns of what somebody says or thinks: without a name it is somebody's all the same, not the document's."""


def _somebodys(context: Context, token: Token) -> bool:
    """Whether a noun tells that somebody unnamed says so: "suspicions persist that ...", not "no suspicion that"."""
    return token.lemma.lower() in _SOMEBODYS and not _negated(context, token)


def _negated(context: Context, token: Token) -> bool:
    """Whether a cue noun is negated: "no finding that ...", "neither order is a finding that ..."."""
    if any(t.lemma == "no" for t in context.tree.children(token.index, "det")):
        return True
    above = context.tokens[token.head]
    if token.dep != "attr" or above.lemma != "be" or context.asked(above.index):
        return False  # "is it not the case that" asks for a yes
    return context.negated(above.index)


ACCUSATIONS = frozenset(
    {"allegation", "accusation", "charge", "claim", "suggestion", "insinuation", "rumour", "rumor"}
)
"""Nouns of what is said against somebody: to reject it is to deny."""
_WITHDRAWING = frozenset({"withdraw", "retract", "recant", "disown", "disavow", "rescind"})


def _stance(context: Context, token: Token, cue: Cue) -> Stance:
    """Stance of a cue noun, or of the verb that denies or takes it back: "denied reports that ..."."""
    verb = context.tree.governing(token.index)
    if verb is None:
        return cue.stance
    if cue.stance not in (Stance.ASSERTS, Stance.ALLEGES):
        return cue.stance
    if verb.lemma.lower() in _WITHDRAWING and not context.negated(verb.index):
        return Stance.DISPUTES  # "the paper withdrew its report that ..."
    for entry in context.lexicon.verbs.get(verb.lemma.lower(), ()):
        if entry.stance in (Stance.DENIES, Stance.DISPUTES) and "obj" in entry.forms:
            return Stance.DENIES if token.lemma.lower() in ACCUSATIONS else entry.stance
    return cue.stance


def _contents(context: Context, token: Token, cue: Cue) -> Iterator[tuple[int, int, int]]:
    tree = context.tree
    for kid in tree.children(token.index):
        if kid.index < token.index:
            continue
        if kid.dep in ("acl", "ccomp", "relcl"):
            yield from _clause(context, cue, kid)
        elif kid.dep == "advcl" and "inf" in cue.forms and for_whom(context, kid):
            yield tree.left[kid.index] + 1, tree.right[kid.index], kid.index
        elif kid.dep == "prep" and cue.takes(token.lemma, kid.lemma):
            inner = tree.child(kid.index, "pobj", "pcomp")
            if inner is not None:
                yield tree.left[inner.index], tree.right[inner.index], inner.index
    above = context.tokens[token.head]
    if token.dep == "dobj" and above.lemma in _LIGHT and "that" in cue.forms:
        for kid in tree.children(above.index, "ccomp"):
            if kid.index > token.index:  # "made the case to the owners that ..."
                yield from _clause(context, cue, kid)
    if token.dep == "nsubj" and above.lemma in _STANDING and "that" in cue.forms:
        for kid in tree.children(above.index, "ccomp"):
            yield from _clause(context, cue, kid)


_STANDING = frozenset(
    {"be", "persist", "remain", "grow", "mount", "spread", "emerge", "arise", "surface", "linger", "abound",
     "circulate", "rise", "swirl", "go", "run"}
)  # fmt: skip
"""Verbs behind which the content of their subject may stand: "suspicions persist that ..."."""


def _clause(context: Context, cue: Cue, kid: Token) -> Iterator[tuple[int, int, int]]:
    tree = context.tree
    first = tree.left[kid.index]
    mark = tree.child(kid.index, "mark")
    subject = tree.child(kid.index, "nsubj", "nsubjpass", "expl")
    to = any(t.tag == "TO" for t in tree.children(kid.index, "aux"))
    if mark is not None and mark.lemma == "that" and "that" in cue.forms:
        yield mark.index + 1 if mark.index == first else first, tree.right[kid.index], kid.index
    elif to and kid.dep != "relcl" and "inf" in cue.forms:
        yield first, tree.right[kid.index], kid.index
    elif (
        kid.dep == "acl"
        and "that" in cue.forms
        and subject is not None
        and context.tokens[first].lemma == "that"
        and subject.index != first
    ):
        yield first + 1, tree.right[kid.index], kid.index


def _holder(context: Context, token: Token, cue: Cue) -> Source | None:
    """Possessor of a cue noun, its "by" or "from" phrase, or the subject of its light verb."""
    tree = context.tree
    verb = context.tree.governing(token.index) if token.dep == "pobj" else None
    if verb is not None and (subject := tree.subject(verb.index)) is not None:
        return context.source(subject)
    owner = tree.child(token.index, "poss")
    if owner is not None:
        return _rejecter(context, token, cue) or context.source(owner)
    for kid in tree.children(token.index, "prep", "agent"):
        found = tree.child(kid.index, "pobj")
        if found is None:
            continue
        if kid.lemma in ("by", "from", "among"):
            return context.source(found)
        if (
            kid.lemma == "of"
            and not cue.takes(token.lemma, "of")
            and is_somebody(context, context.source(found))
        ):
            return context.source(found)  # "the position of the ministry is that ..."
    verb = context.tokens[token.head]
    if token.dep == "pobj" and verb.lemma == "of" and context.tokens[verb.head].lemma == "be":
        subject = tree.subject(verb.head)  # "the expert was of the opinion that ..."
        return context.source(subject) if subject is not None else None
    above = context.tokens[verb.head]
    if token.dep == "pobj" and verb.lemma in ("in", "by", "through") and _says(context, above):
        subject = tree.subject(above.index)  # "the agency said in a statement that ..."
        if subject is not None and (subject.dep == "nsubjpass" or subject.text.lower() == "it"):
            return context.source(token)  # "it is stated in the report that ..."
        return context.source(subject) if subject is not None else None
    if token.dep == "dobj" and verb.lemma in _DRAWING and token.lemma.lower() in _DRAWN:
        return None  # "has the support of the dockers": theirs
    if token.dep == "dobj" and (verb.lemma in _LIGHT or _takes_stance(context, verb)):
        subject = tree.subject(verb.index)
        return context.source(subject) if subject is not None else None
    return None


def _rejecter(context: Context, token: Token, cue: Cue) -> Source | None:
    """Who rejects what another claims: "X rejected Y's claim that ..." is X's denial, not Y's."""
    against = (Stance.DENIES, Stance.DISPUTES)
    verb = context.tree.governing(token.index)
    if verb is None or cue.stance in against or _stance(context, token, cue) not in against:
        return None
    subject = context.tree.subject(verb.index)
    return context.source(subject) if subject is not None else None


def _says(context: Context, verb: Token) -> bool:
    """Whether a verb is one of saying."""
    cues = context.lexicon.verbs.get(verb.lemma.lower(), ()) if verb.pos == "VERB" else ()
    return any(cue.id in ("say", "allege", "deny") for cue in cues)


def _takes_stance(context: Context, verb: Token) -> bool:
    """Whether a verb is one of denying or rejecting."""
    against = (Stance.DENIES, Stance.DISPUTES)
    return any(c.stance in against for c in context.lexicon.verbs.get(verb.lemma.lower(), ()))


PAPERS = DOCUMENTS - {
    "article",
    "statute",
    "regulation",
    "directive",
    "list",
    "data",
    "figures",
    "average",
    "estimate",
    "law",
    "bill",
    "act",
    "constitution",
    "treaty",
    "order",
    "resolution",
    "charter",
}
"""Documents of parties: "under the law" names no speaker."""


def prepositional(context: Context) -> Iterator[Frame]:
    """Attributions by phrase ("According to X, ..."): the clause without the phrase."""
    tokens = context.tokens
    phrases: dict[str, list[tuple[list[str], Cue]]] = {}
    for phrase, cue in context.lexicon.phrases.items():
        phrases.setdefault(phrase.split()[0], []).append((phrase.split(), cue))
    for token in tokens:
        owner = in_ones_view(context, token)
        if owner is not None and not context.quoted(token.start):
            yield from _of_phrase(context, token.index, token.index, _view(context), owner)
            continue
        known = phrases.get(token.text.lower())
        if known is None or context.quoted(token.start):
            continue
        for words, cue in known:
            if not _reads(context, token.index, words):
                continue
            yield from _of_phrase(context, token.index, token.index + len(words) - 1, cue)
            break


def _reads(context: Context, index: int, words: list[str]) -> bool:
    tokens = context.tokens
    if index + len(words) >= len(tokens):
        return False
    if words == ["under"]:
        return tokens[index].dep == "prep"
    if len(words) == 1:
        before = context.text[max(0, tokens[index].start - 2) : tokens[index].start].strip()
        after = tokens[index + 1]
        return before in (",", "") and after.pos == "PROPN" and tokens[index].pos == "ADP"
    return all(tokens[index + k].text.lower() == word for k, word in enumerate(words))


def _view(context: Context) -> Cue:
    return context.lexicon.phrases["in the view of"]


def _of_phrase(
    context: Context, first: int, last: int, cue: Cue, owner: Token | None = None
) -> Iterator[Frame]:
    tree, tokens = context.tree, context.tokens
    name = tree.child(last, "pobj", "pcomp") or (
        tokens[last + 1] if last + 1 < len(tokens) else None
    )
    if name is None or name.sentence != tokens[first].sentence:
        return
    if cue.document and (name.lemma.lower() not in PAPERS or name.pos == "PROPN"):
        return
    if _by_rule(context, name):
        return
    source = context.source(owner or name)
    high = cut_at_time(context, name, max(last, tree.right[name.index]))
    source = Source(source.start, min(source.end, tokens[high].end), source.head)
    sentence = context.document.parse.sentences[tokens[first].sentence]
    begin, finish = _clause_around(context, first, sentence.first, sentence.last - 1)
    before, after = (begin, first - 1), (high + 1, finish)
    relative = _in_relative(context, first)
    if relative is not None:
        parts = [(first, relative)]
    elif first - begin <= 1:
        parts = [after]
    elif _opens_clause(context, first, begin):
        parts = [after if after[1] - after[0] >= 2 else (begin, first - 2)]
    elif _ends_clause(context, high + 1, finish):
        parts = [before]
    elif tokens[before[1] - (tokens[before[1]].text == ",")].lemma == "be":
        parts = [(begin, finish)]  # "The contract was, in the auditor's words, “a fiction”"
    elif any(context.quoted(t.start) for t in tokens[after[0] : after[1] + 1]):
        parts = [part for part in (before, after) if part[1] - part[0] >= 2]
    else:
        parts = [(begin, finish)]  # "The founder, according to the clerk, is X"
    for part in parts:
        if part[1] < part[0] or (cue.document and _past_deed(context, first, part)):
            continue
        start, end = context.content(tokens[part[0]].start, tokens[part[1]].end)
        if end - start < 3 or (context.quoted(start) and context.quotation_at(start) is None):
            continue
        head = _head(context, part)
        yield Frame(
            start, end, first, source, Stance.ASSERTS, Kind.INDIRECT, f"prep:{cue.id}", head=head,
            hedged=head >= 0 and context.hedged(head),
        )  # fmt: skip


def _by_rule(context: Context, name: Token) -> bool:
    """Whether something is done by a rule and told by nobody: "proved guilty according to law"."""
    bare = context.tree.child(name.index, "det", "poss", "amod", "compound") is None
    return bare and name.pos == "NOUN" and name.lemma.lower() in _RULES


_RULES = frozenset(
    {"law", "procedure", "rule", "schedule", "plan", "custom", "practice", "need", "ability", "size", "age", "rank",
     "order", "type", "nature", "merit", "protocol", "tradition", "seniority", "usage", "principle", "equity"}
)  # fmt: skip


def _past_deed(context: Context, first: int, part: tuple[int, int]) -> bool:
    """Whether "under an agreement" tells how something was done, and not what the paper says."""
    head = _head(context, part)
    opens = first == context.document.parse.sentences[context.tokens[first].sentence].first
    if not opens or head < 0:
        return not opens
    deed = context.tokens[head].tag == "VBD" and context.tokens[head].pos == "VERB"
    passive = context.tree.child(head, "auxpass")
    return deed or (passive is not None and passive.tag == "VBD")


def _clause_around(context: Context, first: int, low: int, high: int) -> tuple[int, int]:
    """The clause to which the phrase belongs: the sentence, or its conjunct where it has several."""
    tree, tokens = context.tree, context.tokens
    index = first
    for above in tree.ancestors(first):
        index = above.index
        if above.pos in ("VERB", "AUX") and tree.child(above.index, "nsubj", "nsubjpass", "expl"):
            break
    token = tokens[index]
    if token.dep == "conj" and tree.left[index] < first and tree.left[index] > low:
        return tree.left[index], high
    return low, high


def _in_relative(context: Context, first: int) -> int | None:
    """Last token of a relative clause that opens with the phrase: "Orla Venn, who according to Milo Brandt is ..."."""
    before = context.tokens[first - 1] if first else None
    before = context.tokens[first - 2] if before is not None and before.text == "," else before
    if (
        before is None
        or before.lemma.lower() not in ("who", "which", "that")
        or before.pos != "PRON"
    ):
        return None
    verb = context.tokens[before.head]
    return context.tree.right[verb.index] if verb.dep == "relcl" and verb.index > first else None


def _opens_clause(context: Context, first: int, begin: int) -> bool:
    """Whether a phrase stands behind "but" or "and": "..., but according to X the port is open"."""
    before = context.tokens[first - 1] if first > begin else None
    return before is not None and before.pos == "CCONJ" and before.lemma in ("but", "and", "yet")


def _ends_clause(context: Context, index: int, last: int) -> bool:
    """Whether what follows the phrase is nothing, or another statement ("..., but ...")."""
    tokens = context.tokens
    while index <= last and tokens[index].pos == "PUNCT":
        index += 1
    if index > last:
        return True
    return tokens[index].pos in ("CCONJ", "SCONJ") or tokens[index].lemma in (
        "who",
        "which",
        "while",
        "where",
        "whose",
    )


def _head(context: Context, part: tuple[int, int]) -> int:
    for index in range(part[0], min(part[1] + 1, part[0] + 400)):
        token = context.tokens[index]
        if token.pos in ("VERB", "AUX") and token.dep in ("ROOT", "ccomp", "conj", "parataxis"):
            return index
    return -1
