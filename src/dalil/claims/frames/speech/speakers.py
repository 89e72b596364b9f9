"""Who is committed by a cue verb: its subject, the agent of its passive, whoever told or pleaded.

"It was argued on behalf of the bank that ..." is the bank's; "we understand from X that ..." is X's; the
report number of a case says nothing, the court named behind it does. It does not resolve who a pronoun is.
"""

from __future__ import annotations

import re

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Source
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import DOCUMENTS
from dalil.claims.frames.speech.carried import after_whom, carried_on
from dalil.claims.parse import Token
from dalil.evidence import MentionType

PAPERS = DOCUMENTS - {"law", "act", "constitution", "code", "order", "record", "list"}
"""Papers in which something is said: "it is stated in the report that ..."."""
FAR = 80
"""Tokens before a cue in which the one that it repeats is looked for."""
_HEARING = frozenset({"understand", "learn", "hear", "gather", "know"})
_FELT = frozenset({"convince", "persuade", "concern", "worry", "determine", "please", "alarm"})
"""Verbs whose passive subject holds the content: "she is convinced that ..."."""
_NEUTRAL = re.compile(r"[\[(](?:1[6-9]|20)\d\d[\])]")


def speaker(context: Context, token: Token) -> Source | None:
    """Who is committed by a verb: its subject; the agent of a passive."""
    tree = context.tree
    passive = tree.child(token.index, "auxpass", "nsubjpass") is not None
    if (post := _main_noun(context, token)) is not None:
        opening = context.tree.child(post.index, "det", "amod", "compound", "poss")
        return Source((opening or post).start, post.end, post.index)
    if passive and token.lemma in _FELT:
        passive = False
    perfect = any(t.lemma in ("have", "having") for t in tree.children(token.index, "aux"))
    if passive or (token.tag == "VBN" and token.dep in ("acl", "advcl") and not perfect):
        agent = tree.child(token.index, "agent")
        found = tree.child(agent.index, "pobj") if agent is not None else _behalf(context, token)
        return context.source(found) if found is not None else None
    if (paper := _paper_alleging(context, token)) is not None:
        return context.source(paper)
    if (named := _named_beside(context, token)) is not None:
        return named
    told = _teller(context, token) or after_whom(context, token)
    if told is not None:
        return context.source(told)
    quoted = _quoted_as(context, token)
    if quoted is not None:
        return context.source(quoted)
    first = _parallel(context, token) or outer_cue(context, token)
    first = first or carried_on(context, token)
    subject = tree.subject(first.index if first is not None else token.index)
    if subject is None:
        return _beside(context, token)
    if subject.dep == "expl" or impersonal(context, subject):
        return None
    if subject.pos in ("NUM", "X") and context.text[subject.start - 1 : subject.start] == "[":
        return _beside_number(context, subject, token)
    if _cites(context, subject):
        subject = _court_behind(context, subject, token)
    if subject is None:
        return None
    return _behind_dateline(context, subject, token) or context.source(subject)


_DATELINE = re.compile(
    r"\s*\([A-Z][\w.'’ -]+, [^()\n]{4,30}\)\s*[-–—]{1,2} (?=\S)"
    r"|\s*[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]+(?:, [A-Z][\w.]+(?: \d{1,2})?){0,2}(?:,? \([^()\n]{2,40}\))?\s*[-–—]{1,2} (?=\S)"
)
"""Place, date and agency at the head of a report: "KORL, May 4 (Port Wire) - "."""


def _behind_dateline(context: Context, subject: Token, cue: Token) -> Source | None:
    """Who speaks behind a dateline that the parser took for a part of the name; None where there is none."""
    number = context.document.parse.sentences[subject.sentence].passage
    passage = context.document.layer.passages[number]
    match = _DATELINE.match(context.text, passage.start, passage.end)
    if match is None or subject.start >= match.end() > cue.start:
        return None
    source = context.source(subject)
    if source.start >= match.end():
        return None
    first = context.token_at(match.end())
    words = context.tokens[first : cue.index]
    while words and words[-1].pos in ("AUX", "ADV", "PUNCT", "PART") and words[-1].tag != "POS":
        words = words[:-1]
    nouns = [t for t in words if t.pos in ("NOUN", "PROPN", "PRON")]
    return Source(words[0].start, words[-1].end, nouns[-1].index) if nouns else None


def _main_noun(context: Context, token: Token) -> Token | None:
    """The noun right before "alleged that" which the parser has for a sentence by itself: "a post alleged that"."""
    noun = context.tokens[token.head]
    behind = context.tokens[token.index + 1 : token.index + 2]
    that = bool(behind) and behind[0].text.lower() == "that"
    whole = noun.head == noun.index and noun.pos in ("NOUN", "PROPN")
    apart = token.tag == "VBN" and token.dep == "acl" and noun.index == token.index - 1
    said = context.tree.child(token.index, "ccomp") is not None
    return noun if that and whole and apart and said else None


def _named_beside(context: Context, token: Token) -> Source | None:
    """Whoever is named right before a verb behind what he is: "his lawyer Orla Venn told", "a clerk, Orla Venn, said"."""
    tokens = context.tokens
    comma = tokens[token.index - 1].text == ","
    last = token.index - (2 if comma else 1)
    if last < 1 or token.tag not in ("VBD", "VBZ"):
        return None
    found = context.document.mention_at(tokens[last].start, tokens[last].end)
    if found is None or found.type != MentionType.PERSON or found.end != tokens[last].end:
        return None
    before = context.token_at(found.start) - 1
    if comma != (tokens[before].text == ","):
        return None
    noun = tokens[before - 1 if comma else before]
    subject = context.tree.subject(token.index)
    if noun.pos != "NOUN" or noun.sentence != token.sentence or noun.text.lower() in _PLACED:
        return None
    if subject is not None and last >= subject.index > before:
        return None  # the parser has the name for the subject
    if comma and subject is not None and subject.index == noun.index:
        return None
    if not noun.lemma.lower().endswith(_OF_PEOPLE):
        return None
    return Source(tokens[context.tree.left[noun.index]].start, found.end, last)


_PLACED = frozenset({"number", "letter", "matter"})
_OF_PEOPLE = ("er", "or", "man", "woman", "ist", "ant", "lawyer", "attorney", "spokesperson", "clerk", "aide", "chief",
              "head", "witness", "official", "partner", "cousin", "brother", "sister", "wife", "son", "daughter", "friend",
              "president", "counsel", "advocate", "secretary", "deputy", "agent", "judge", "minister", "colleague")  # fmt: skip
"""Endings of what people are."""


def _quoted_as(context: Context, token: Token) -> Token | None:
    """Whom a paper quotes: "minutes record Orla Venn as saying that ..."."""
    preposition = context.tokens[token.head]
    if token.tag != "VBG" or token.dep != "pcomp" or preposition.lemma != "as":
        return None
    verb = context.tokens[preposition.head]
    if verb.lemma.lower() not in _QUOTING:
        return None
    return context.tree.child(verb.index, "dobj", "nsubjpass")


def _paper_alleging(context: Context, token: Token) -> Token | None:
    """The paper that somebody received or saw, or its author: "received a letter from the Ministry alleging that"."""
    if token.tag != "VBG" or token.dep not in ("advcl", "acl", "xcomp"):
        return None
    between: list[Token] = []
    paper = None
    for word in reversed(context.tokens[max(0, token.index - NEAR) : token.index]):
        if word.lemma.lower() in _LETTERS and word.dep == "dobj":
            paper = word
            break
        between.append(word)
    if paper is None or any(t.pos in ("PUNCT", "VERB", "AUX") for t in between):
        return None
    writing = context.tokens[paper.head]
    if writing.lemma.lower() in _WRITING:
        return context.tree.child(writing.index, "nsubj")
    if writing.lemma.lower() not in _RECEIVING:
        return None
    for kid in context.tree.children(paper.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma in ("from", "by") and inner is not None:
            return inner
    return paper


NEAR = 12
"""Tokens before "alleging" in which the paper is looked for."""
_WRITING = frozenset(
    {"write", "send", "sign", "address", "circulate", "file", "submit", "issue", "publish", "post"}
)
_RECEIVING = frozenset(
    {"receive", "get", "see", "obtain", "read", "find", "have", "cite", "open", "keep"}
)
_LETTERS = PAPERS | {
    "message",
    "call",
    "complaint",
    "tip",
    "submission",
    "representation",
    "mail",
    "text",
    "note",
}
_QUOTING = frozenset({"quote", "record", "cite", "report", "remember", "describe", "note"})


def _beside_number(context: Context, number: Token, cue: Token) -> Source | None:
    """Who speaks behind the number of a paragraph: "At [32] she added"."""
    for token in reversed(context.tokens[number.index + 1 : cue.index]):
        if token.pos in ("PRON", "PROPN", "NOUN"):
            return context.source(token)
    return None


def _beside(context: Context, token: Token) -> Source | None:
    """The name right beside a finite verb to which the parser gave no subject: "“...”, declared Orla Venn"."""
    if not token.index:
        return None
    before = context.tokens[token.index - 1]
    if token.tag == "VBN" and before.text in MARKS:
        return behind(context, token.index + 1)  # "“...”, joked founder Orla Venn"
    if token.tag not in ("VBD", "VBZ", "VBP") or token.dep == "conj":
        return None
    found = context.document.mention_at(before.start, before.end)
    if found is not None and found.type in _PARTIES and found.end == before.end:
        return Source(found.start, found.end, before.index)
    return behind(context, token.index + 1) if before.text in _ENDS_SPEECH else None


TITLES = 7
"""Words of a title at most before the name of whoever spoke."""


def behind(context: Context, first: int) -> Source | None:
    """The name that stands at a place, maybe behind a title: "said Under Secretary Orla Venn"."""
    for token in context.tokens[first : first + TITLES]:
        found = context.document.mention_at(token.start, token.end)
        if found is not None and found.type in _PARTIES and found.start == token.start:
            after = context.token_at(found.end)
            office = found.type == MentionType.ORGANISATION and after < len(context.tokens)
            if office and context.tokens[after].pos in ("PROPN", "NOUN"):
                continue  # "Harbour Board chairman Milo Brandt"
            return Source(found.start, found.end, after - 1)
        titled = token.pos in ("NOUN", "PROPN", "ADJ", "DET") or token.lemma.lower() in _OF_TITLES
        if not titled or token.lemma == "-":
            return None
    return None


_OF_TITLES = frozenset({"of", "for", "under", "the", "and", "'s", "’s"})
MARKS = frozenset({"”", '"', "»", "''", "’", "'"})
_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_ENDS_SPEECH = frozenset({",", "”", '"', "»", "''", "-", "–", "—", "?", "!"})


def _behalf(context: Context, token: Token) -> Token | None:
    """For whom, or where, a passive is said: "it was argued on behalf of the bank", "is stated in the report"."""
    for kid in context.tree.children(token.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma == "in" and inner is not None and inner.lemma.lower() in PAPERS:
            return inner
        if kid.lemma != "on" or inner is None or inner.lemma != "behalf":
            continue
        of = context.tree.child(inner.index, "prep")
        return context.tree.child(of.index, "pobj") if of is not None else None
    return None


def _cites(context: Context, subject: Token) -> bool:
    """Whether a subject is the number or report of a case: "[2004] EWHC 112 the Court of Appeal held"."""
    if subject.pos not in ("NUM", "PROPN", "X"):
        return False
    around = context.text[max(0, subject.start - 12) : subject.end + 1]
    return _NEUTRAL.search(around) is not None


def _court_behind(context: Context, subject: Token, cue: Token) -> Token | None:
    """The court named last between a citation and its verb; None where none is."""
    for token in reversed(context.tokens[subject.index + 1 : cue.index]):
        if token.pos in ("NOUN", "PROPN") and context.is_court(token):
            return token
    return None


def _teller(context: Context, token: Token) -> Token | None:
    """Whoever told what the subject only heard: "we understand from X that ...", "learned from X that"."""
    if token.lemma.lower() not in _HEARING:
        return None
    for kid in context.tree.children(token.index, "prep"):
        inner = context.tree.child(kid.index, "pobj")
        if kid.lemma == "from" and inner is not None and inner.pos in ("PROPN", "NOUN", "PRON"):
            return inner
    return None


def _parallel(context: Context, token: Token) -> Token | None:
    """The verb that a cue repeats: in "denied A, denied that B was C and denied D" the first one.

    The parser hangs the later ones on a verb of the content, whose subject speaks nothing.
    """
    if token.dep != "conj" or context.tree.child(token.index, *SUBJECTS) is not None:
        return None
    sentence = context.document.parse.sentences[token.sentence]
    low = max(sentence.first, token.index - FAR)
    for other in reversed(context.tokens[low : token.index]):
        same = other.lemma == token.lemma and other.tag == token.tag and other.pos == "VERB"
        if same and context.tree.child(other.index, *SUBJECTS) is not None:
            return other
    return None


def outer_cue(context: Context, token: Token) -> Token | None:
    """The cue whose subject goes on with a second verb that the parser hung on the content of the first.

    "The bank said that he had been suspended and declined to comment", "noted that the loan is small and
    asked whether ...": the second verb tells of speaking, stands in the tense of the first, and the
    content between them in another one.
    """
    content = context.tokens[token.head]
    if content.dep == "conj" and token.dep == "advcl":
        content = context.tokens[content.head]
    cue = context.tokens[content.head]
    if token.dep == "advcl":
        return cue if _adds(context, token, content, cue) else None
    if token.dep != "conj" or content.dep != "ccomp" or not cue.index < content.index < token.index:
        return None
    if token.tag != cue.tag or token.tag not in ("VBD", "VBZ", "VBP", "VBG"):
        return None
    words = context.lexicon.verbs
    if token.lemma.lower() not in words or cue.lemma.lower() not in words:
        return None
    if not any(c.id in _SPEAKING for c in words[token.lemma.lower()]):
        return None
    tree = context.tree
    if tree.child(token.index, "aux", "auxpass", "mark", *SUBJECTS) is not None:
        return None
    if tree.child(token.index, "ccomp", "xcomp", "dobj", "prep") is None:
        return None
    apart = tree.child(content.index, "aux", "auxpass") is not None or content.tag != cue.tag
    return cue if apart or token.lemma == "add" else None


def _adds(context: Context, token: Token, content: Token, cue: Token) -> bool:
    """Whether whoever speaks goes on with a participle: "said that the bank was closed, adding that ..."."""
    if token.tag != "VBG" or content.dep != "ccomp" or not cue.index < content.index < token.index:
        return False
    words, tree = context.lexicon.verbs, context.tree
    if not any(c.id in _ADDING for c in words.get(token.lemma.lower(), ())):
        return False
    if not any(c.id in _ADDING for c in words.get(cue.lemma.lower(), ())):
        return False
    first = tree.left[token.index]
    if context.tokens[first - 1].text != "," or tree.child(token.index, "mark", *SUBJECTS):
        return False
    said = tree.child(token.index, "ccomp", "xcomp", "dobj") is not None
    behind = context.text[token.end : token.end + 3].strip()
    return said or (behind[:1] in (",", ":") and behind[1:].strip()[:1] in ("“", '"', "'"))


_ADDING = frozenset({"say", "allege", "deny"})
_SPEAKING = frozenset(
    {
        "say",
        "allege",
        "deny",
        "dispute",
        "intend",
        "urge",
        "demand",
        "ask",
        "accuse",
        "talk",
        "point",
        "judge",
        "see-as",
        "liken",
        "point-out",
    }
)


def impersonal(context: Context, subject: Token) -> bool:
    """Whether the subject is the "it" of "it is worth asking whether ...", which is nobody."""
    verb = context.tokens[subject.head]
    if subject.text.lower() == "one":
        described = (
            context.tree.child(subject.index, "prep") is not None
        )  # "one of the clerks says"
        return verb.tag != "VBD" and not described  # "one might say", but "One said: ..."
    if subject.text.lower() != "it" or verb.lemma != "be":
        return False
    return context.tree.child(verb.index, "acomp", "attr", "prep") is not None
