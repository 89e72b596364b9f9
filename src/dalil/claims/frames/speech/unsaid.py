"""What nobody has said: "did not say whether", "must not suggest that", "if the bank asks who", and questions.

A verb of speaking commits its subject only where it is told that the subject spoke. "Will the Minister confirm
that A?" puts A to the Minister, who has said nothing yet: it stays with whoever asks. "Whether" and "why" behind
a negated verb name what was left open; the whole clause is the document's then, not a content of the silent.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Source
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS
from dalil.claims.parse import Token

_OPEN = frozenset(
    {"whether", "why", "who", "whom", "whose", "what", "which", "how", "where", "when", "if"}
)
_ASKING = _OPEN - {"whether", "if"}
"""What somebody knows of it, the words do not tell: "knew who owned it"."""
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "should", "lest"})
_DECIDING = frozenset({"decide", "determine", "resolve", "rule"})
"""What a court leaves undecided is told elsewhere."""
_BINDING = frozenset({"must", "should", "ought", "need", "shall"})


def unsaid(context: Context, verb: Token, head: int) -> bool:
    """Whether a verb tells that its content was not said: left open, or only supposed.

    Args:
        context: The document.
        verb: The cue.
        head: Token index of the content's head.
    """
    if verb.pos not in ("VERB", "AUX"):
        return False
    negated = any(t.dep == "neg" for t in context.tree.children(verb.index))
    opening = context.tokens[context.tree.left[head]]
    told = verb.lemma.lower() not in _DECIDING
    if verb.lemma.lower() == "know" and head > verb.index and opening.text.lower() in _ASKING:
        return True
    if negated and told and head > verb.index and opening.text.lower() in _OPEN:
        return True
    return _supposed(context, verb)


_PERFORMED = frozenset({"recall", "recommend", "note"})
_PRESSED = frozenset({"stress", "emphasise", "emphasize", "reiterate", "underline"})
"""Bare, these sum up what somebody said as often: "It is stressed that"; "It must be stressed" is the writer's."""


def performed(context: Context, verb: Token) -> bool:
    """Whether whoever writes says so by writing it: "It is recalled that", "It should be noted that"."""
    tree = context.tree
    subject = tree.child(verb.index, "nsubjpass")
    impersonal = subject is not None and subject.text.lower() == "it"
    pressed = any(t.tag == "MD" for t in tree.children(verb.index, "aux"))
    known = _PERFORMED | _PRESSED if pressed else _PERFORMED
    if verb.lemma.lower() not in known or not impersonal or tree.child(verb.index, "agent"):
        return False
    helpers = tree.children(verb.index, "aux", "auxpass")
    return verb.tag == "VBN" and not any(t.tag in ("VBD", "VBN") for t in helpers)


def forbidden(context: Context, verb: Token) -> bool:
    """Whether somebody is told not to say it: "The Member must not suggest that"."""
    kids = context.tree.children(verb.index)
    bound = any(t.dep == "aux" and t.lemma.lower() in _BINDING for t in kids)
    said = context.tree.child(verb.index, "ccomp") is not None
    return bound and said and any(t.dep == "neg" for t in kids)


_TELLING = frozenset({"say", "allege", "deny", "dispute", "accuse"})
_OWNING_UP = frozenset({"accept", "acknowledge", "recognise", "recognize"})


def told_back(context: Context, verb: Token, rule: str) -> bool:
    """Whether somebody is told what he himself said: "you alleged that", "you accepted that"; no "if you say so".

    Args:
        context: The document.
        verb: A verb of saying whose subject is "you".
        rule: The class of the cue.
    """
    if rule not in _TELLING and verb.lemma.lower() not in _OWNING_UP:
        return False
    auxiliaries = context.tree.children(verb.index, "aux")
    told = verb.tag == "VBD" or any(
        t.lemma == "have" or t.text.lower() == "did" for t in auxiliaries
    )
    modal = any(t.tag in ("MD", "TO") for t in auxiliaries)
    mark = context.tree.child(verb.index, "mark")
    open_ = mark is not None and mark.lemma.lower() in _CONDITIONS
    return told and not modal and not open_ and not context.asked(verb.index)


def _supposed(context: Context, verb: Token) -> bool:
    """Whether it is only supposed that somebody speaks: "if the bank asks who the owner is"."""
    mark = context.tree.child(verb.index, "mark")
    if verb.dep != "advcl" or mark is None or mark.lemma.lower() not in _CONDITIONS:
        return False
    return verb.tag in ("VBP", "VBZ", "VB") and context.tree.child(verb.index, "auxpass") is None


def put_to(context: Context, verb: Token) -> bool:
    """Whether a clause asks its subject: "Will the Minister confirm that", "Is she aware that", with a mark at its end."""
    sentence = context.document.parse.sentences[verb.sentence]
    last = context.tokens[sentence.first : sentence.last][-2:]
    if not any("?" in t.text for t in last):
        return False
    subject = context.tree.child(verb.index, *SUBJECTS)
    copula = context.tokens[verb.head] if verb.pos == "ADJ" else None
    if subject is None and copula is not None:
        subject = context.tree.child(copula.index, *SUBJECTS)
    if subject is None or subject.text.lower() in ("i", "we") or verb.index < subject.index:
        return False
    before = [
        *context.tree.children(verb.index, "aux", "auxpass"),
        *([copula] if copula is not None else []),
    ]
    return any(t.index < subject.index for t in before if t is not None)


_MADE_KNOWN = frozenset(
    {
        "disclose",
        "reveal",
        "declare",
        "report",
        "mention",
        "acknowledge",
        "inform",
        "notify",
        "divulge",
        "register",
    }
)
_LEFT_UNDONE = frozenset({"fail", "omit", "neglect", "refuse", "forget", "decline"})


def withheld(context: Context, token: Token) -> bool:
    """Whether somebody kept to himself what the words tell: "failed to disclose that he owned it" is no word of his."""
    told = context.tree.child(token.index, "ccomp") is not None
    if token.lemma.lower() not in _MADE_KNOWN or not told:
        return False
    above = context.tokens[token.head]
    left = token.dep == "xcomp" and above.lemma.lower() in _LEFT_UNDONE
    left = left or (token.dep == "pcomp" and above.lemma.lower() == "without")
    return left or context.negated(token.index)


_NOTHING = frozenset({"nothing", "none"})


def unseen(context: Context, token: Token, source: Source | None) -> bool:
    """Whether a paper that does not exist, or nothing, would show it: "saw no letter which showed that"."""
    noun = context.tokens[token.head]
    if token.dep in ("relcl", "acl") and token.tag == "VB" and noun.lemma.lower() in _NOTHING:
        return True
    if source is None:
        return False
    head = context.tokens[source.head]
    if head.text.lower() in ("which", "that") and token.dep == "relcl":
        head = noun
    article = context.tree.child(head.index, "det")
    missing = article is not None and article.lemma.lower() in ("any", "no")
    papers = DOCUMENTS | EXHIBITS | {"evidence", "proof", "material"}
    return missing and head.lemma.lower() in papers


def declined(context: Context, verb: Token, rule: str, head: int) -> bool:
    """Whether somebody only declines to speak: "declined to comment", "did not respond to a request for comment".

    Args:
        context: The document.
        verb: The cue.
        rule: The class of the cue.
        head: Token index of the content's head.
    """
    lemma, said = verb.lemma.lower(), context.tokens[head]
    if lemma in _REPLYING and said.lemma.lower() in _REQUESTS:
        return True
    silent = rule == "intend" and lemma in ("decline", "refuse")
    details = context.tree.child(head, "dobj")
    told = details is not None and details.lemma.lower() in _DETAILS
    return silent and (said.lemma.lower() in _ANSWERING or told)


_REPLYING = frozenset({"respond", "reply", "answer", "return", "react"})
_REQUESTS = frozenset({"request", "question", "call", "message", "email", "e-mail", "inquiry", "enquiry", "query",
                       "letter"})  # fmt: skip
_DETAILS = frozenset({"detail", "information", "comment", "interview", "explanation", "reason", "figure", "name"})  # fmt: skip
_ANSWERING = frozenset({"say", "comment", "answer", "respond", "reply", "discuss", "elaborate", "speak"})  # fmt: skip
