"""Whom "he said" goes on with: who was the subject, or spoke, in the sentence before, not whom he spoke of.

"Counsel submits that the judge misread Mr Venn's letter. He contends that ...": he is counsel. The subject of the
sentence before in the same paragraph is meant where it may be: a person for "he" and "she", several or a body for
"they", a body or a paper for "it". Where the sentence before is about a thing and names somebody else, or where the
pronoun answers an accusation ("He denied it"), nothing is told here.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import main_subject
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS, load
from dalil.claims.frames.referents.sections import PARTIES
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

BACK = 3
"""Sentences before a pronoun in which its speaker is looked for."""
_ONE = frozenset({"he", "she"})
_MEANT = _ONE | {"they", "it"}
_ANSWERING = frozenset({"deny", "dispute", "reject", "refute", "rebut", "dismiss", "admit", "confess", "reply",
                        "respond", "answer", "retort", "counter"})  # fmt: skip
_SAYING = frozenset(
    {"say", "allege", "deny", "dispute", "ask", "accuse", "urge", "demand", "think", "see-as"}
)
_PARTY = (MentionType.PERSON, MentionType.ORGANISATION)
_FILE = "speech_en.yaml"


def goes_on_with(context: Context, token: Token) -> Token | None:
    """The subject that a speaking pronoun goes on with; None where it is for others to find."""
    token = _outermost(context, token)
    word = token.text.lower()
    told = _told_of(context, token)
    speaks = told is not None or _speaks_up(context, token)
    if word not in _MEANT or token.dep not in SUBJECTS or not speaks:
        return None
    sentences = context.document.parse.sentences
    lemma = context.tokens[token.head].lemma.lower()
    own = sentences[token.sentence]
    start = context.tokens[own.first].start
    if (
        told is None
        and start < token.start
        and (_named(context, start, token.start) or _second(context, token))
    ):
        return None
    for number in range(token.sentence - 1, max(token.sentence - 1 - BACK, -1), -1):
        if sentences[number].passage != own.passage:
            return None
        subject = main_subject(context, number)
        if subject is None or context.quoted(subject.start):
            return None
        other = subject.text.lower()
        if other == word:
            continue
        if subject.pos == "PRON":
            return None
        sentence = sentences[number]
        extent = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
        if lemma in _ANSWERING and context.tokens[subject.head].lemma.lower() not in _ANSWERING:
            return None  # whom the one before accused answers, not he
        if _may_mean(context, word, subject):
            known = context.document.mention_at(subject.start, subject.end) is not None
            return (
                subject
                if known or _says(context, subject) or not _named(context, *extent)
                else None
            )
        if _named(context, *extent):
            return None
    return None


def not_told_of(context: Context, token: Token, found: Mention | None) -> Mention | None:
    """Whom a speaking pronoun is taken for, but not whom its own words are about: in "Orla Venn lied, he said" not Venn."""
    subject = _told_of(context, token)
    if found is None or subject is None:
        return found
    low, high = context.tree.extent(subject.index)
    return None if low <= found.start < high else found


def _told_of(context: Context, token: Token) -> Token | None:
    """The subject of what a pronoun says, where that stands before it: "Orla Venn lied, he said"."""
    verb = context.tokens[token.head]
    if token.text.lower() not in _MEANT or verb.lemma.lower() not in context.lexicon.verbs:
        return None
    content = context.tree.child(verb.index, "ccomp")
    if content is None and verb.dep == "parataxis":
        content = context.tokens[verb.head]
    subject = context.tree.child(content.index, *SUBJECTS) if content is not None else None
    if subject is None or subject.index > token.index or context.quoted(subject.start):
        return None
    parted = token.index and context.tokens[token.index - 1].text == ","
    behind = any(t.index > verb.index for t in context.tree.children(verb.index, "ccomp"))
    return subject if parted and not behind else None


def _second(context: Context, token: Token) -> bool:
    """Whether a sentence has had another subject before the pronoun: "The panel agreed; it observed"."""
    first = context.document.parse.sentences[token.sentence].first
    return any(t.dep in SUBJECTS and t.pos != "PRON" for t in context.tokens[first : token.index])


def _says(context: Context, subject: Token) -> bool:
    """Whether a subject is told to say something."""
    cues = context.lexicon.verbs.get(context.tokens[subject.head].lemma.lower(), ())
    return any(c.id in _SAYING for c in cues)


def _outermost(context: Context, token: Token) -> Token:
    """The pronoun in whose words the same one speaks again: the first of "he said that he believed"."""
    for _ in range(BACK):
        verb = context.tokens[token.head]
        above = context.tree.child(verb.head, *SUBJECTS) if verb.dep == "ccomp" else None
        if above is None or above.text.lower() != token.text.lower() or token.dep not in SUBJECTS:
            break
        token = above
    return token


def _speaks_up(context: Context, token: Token) -> bool:
    """Whether a pronoun is the subject of a main verb of speech."""
    verb = context.tokens[token.head]
    above = context.tokens[verb.head]
    main = verb.head == verb.index or (verb.dep == "conj" and above.head == above.index)
    return main and verb.lemma.lower() in context.lexicon.verbs


def _named(context: Context, start: int, end: int) -> bool:
    return any(m.type in _PARTY for m in context.document.mentions_in(start, end))


def _may_mean(context: Context, word: str, subject: Token) -> bool:
    """Whether a pronoun may stand for a subject by its number and kind."""
    mention = context.document.mention_at(subject.start, subject.end)
    kind = mention.type if mention is not None else None
    lemma = subject.lemma.lower()
    several = (
        subject.tag in ("NNS", "NNPS")
        or context.tree.child(subject.index, "conj") is not None
        or (lemma.endswith("s") and lemma.removesuffix("s") in PARTIES)
    )
    if word in _ONE:
        if kind is not None:
            return kind == MentionType.PERSON and not several
        return not several and _is_person(context, subject)
    if word == "they":
        return several or (_says(context, subject) and _is_body(lemma, kind))
    return not several and (_is_body(lemma, kind) or lemma in DOCUMENTS | EXHIBITS)


def _is_body(lemma: str, kind: str | None) -> bool:
    return kind == MentionType.ORGANISATION or (
        kind is None and (lemma in PARTIES or lemma in load(_FILE)["bodies"])
    )


def _is_person(context: Context, subject: Token) -> bool:
    """Whether a noun without a name is a person: a party of a case, or whoever speaks and is no paper and no body."""
    lemma = subject.lemma.lower()
    if lemma in load(_FILE)["bodies"] or lemma in DOCUMENTS | EXHIBITS:
        return False
    if lemma in load(_FILE)["persons"]:
        return True
    return (
        _says(context, subject)
        and subject.pos in ("NOUN", "PROPN")
        and not context.is_court(subject)
    )
