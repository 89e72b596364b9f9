"""Which words a cue verb or adjective commits its holder to: clauses, infinitives, objects, phrases.

Reads the dependency parse by the constructions that the lexicon allows for each class of words. It
does not say who the holder is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import Cue
from dalil.claims.frames.speech.objects import PAIRED, objects
from dalil.claims.frames.speech.speakers import outer_cue
from dalil.claims.parse import Token
from dalil.evidence import Stance

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

_AGAINST = (Stance.DENIES, Stance.DISPUTES)
_OF_OBJECTS = frozenset({"judge", "voice", "demand", "allege"})
"""Classes whose object is what is said or judged, so that the subject of their passive is too."""


def complements(context: Context, token: Token, cue: Cue) -> Iterator[tuple[int, int, int]]:
    """Token ranges (first, last, head) of the contents that a cue's constructions allow."""
    tree = context.tree
    reach = -1
    if "clause" in cue.forms and token.dep == "csubj":
        yield from _what_is_said(context, token)
    marked = tree.child(token.index, "mark")
    told = marked is not None and marked.lemma == "that"
    told = told or any(
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
            yield from objects(context, token, cue, kid)
        elif strayed(kid, token, cue) and "obj" in cue.forms:
            yield from _behind_particle(context, kid)
        elif kid.dep in ("prep", "dative", "agent") and kid.index > token.index:
            yield from _prepositional(context, token, cue, kid)
        elif kid.dep == "advcl" and token.lemma != "ask" and _calls(context, token, cue, kid):
            yield tree.left[kid.index] + 1, tree.right[kid.index], kid.index
    if "obj-as" in cue.forms and tree.child(token.index, "auxpass") is not None:
        yield from _described(context, token)
    if "obj" in cue.forms and (cue.stance in _AGAINST or cue.id in _OF_OBJECTS):
        yield from _passive_subject(context, token, cue)
        yield from _described_noun(context, token)
    if "clause" in cue.forms and token.dep in ("parataxis", "ccomp", "advcl"):
        yield from _parenthetical(context, token, cue)
    if "quote" in cue.forms and token.dep == "ROOT":
        yield from _closing(context, token)


def strayed(kid: Token, token: Token, cue: Cue) -> bool:
    """Whether a particle was taken for a preposition: "shrugged off the criticism of the sale"."""
    near = kid.dep == "prep" and kid.index == token.index + 1
    return near and kid.lemma in cue.particles and kid.lemma in ("off", "down", "out", "up")


def _behind_particle(context: Context, kid: Token) -> Iterator[tuple[int, int, int]]:
    inner = context.tree.child(kid.index, "pobj")
    if inner is not None:
        yield context.tree.left[inner.index], context.tree.right[inner.index], inner.index


def _what_is_said(context: Context, token: Token) -> Iterator[tuple[int, int, int]]:
    """The clause behind "What X says is that ..."."""
    tree = context.tree
    asked = tree.child(token.index, "dobj")
    verb = context.tokens[token.head]
    if verb.lemma != "be" or asked is None or asked.lemma.lower() != "what":
        return
    for kid in tree.children(verb.index, "ccomp"):
        if kid.index > verb.index and tree.child(kid.index, "mark") is not None:
            yield _clause_start(context, kid, verb.index), tree.right[kid.index], kid.index


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


def _passive_subject(context: Context, token: Token, cue: Cue) -> Iterator[tuple[int, int, int]]:
    """The subject of a passive with its agent: "the allegations are denied by X", "the plan was backed by X"."""
    tree = context.tree
    subject = tree.child(token.index, "nsubjpass")
    named = subject is not None and subject.pos in ("NOUN", "PROPN")
    if named and subject is not None and tree.child(token.index, "agent") is not None:
        yield tree.left[subject.index], tree.right[subject.index], subject.index


def _described_noun(context: Context, token: Token) -> Iterator[tuple[int, int, int]]:
    """The noun that a participle with an agent describes: "a plan backed by X", "charges rejected by X"."""
    tree = context.tree
    noun = context.tokens[token.head]
    participle = token.tag == "VBN" and token.dep == "acl" and noun.index < token.index
    if not participle or noun.pos not in ("NOUN", "PROPN"):
        return
    first, last = tree.left[noun.index], tree.left[token.index] - 1
    if tree.child(token.index, "agent") is not None and last >= noun.index:
        yield first, last, noun.index


def _clausal(
    context: Context, token: Token, cue: Cue, kid: Token
) -> Iterator[tuple[int, int, int]]:
    tree = context.tree
    passive = tree.child(kid.index, "auxpass") is not None
    to = any(t.tag == "TO" for t in tree.children(kid.index, "aux"))
    infinitive = to and (kid.tag == "VB" or passive)
    small = kid.pos in ("NOUN", "ADJ", "PROPN") and tree.child(kid.index, "aux", "cop") is None
    gerund = kid.tag == "VBG" and tree.child(kid.index, "aux", "nsubj") is None
    gerund = gerund or _having(context, kid)
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
        last = _clause_end(context, token, _own_last(context, token, kid))
        yield _whole_start(context, token, kid), last, kid.index
    elif not _only_asked(context, kid):
        last = _cue_group(context, token, tree.right[kid.index]) - 1
        first = min(tree.left[token.index], tree.left[kid.index])
        if last >= first:
            yield first, last, kid.index


def _only_asked(context: Context, kid: Token) -> bool:
    """Whether what stands before a cue tells what the speaker was asked: "Asked to explain it, she shrugged"."""
    bare = context.tree.child(kid.index, "aux", "auxpass", *SUBJECTS) is None
    participle = kid.tag in ("VBN", "VBD") and bare and not context.quoted(kid.start)
    return participle and kid.lemma.lower() in ("ask", "press", "question", "quiz", "challenge")


def _having(context: Context, kid: Token) -> bool:
    """Whether a clause is a perfect gerund: "denied having taken money"."""
    auxiliaries = context.tree.children(kid.index, "aux", "auxpass")
    return any(t.text.lower() in ("having", "being") for t in auxiliaries)


def _clause_start(context: Context, kid: Token, cue: int) -> int:
    """First token of a clause, without the complementizer "that"."""
    first = context.tree.left[kid.index]
    if first < cue < kid.index:  # "what he said was stolen": the pronoun stands before the cue
        return cue + 1
    token = context.tokens[first]
    if token.lemma.lower() in _ONLY and context.tokens[first + 1].dep == "mark":
        token, first = context.tokens[first + 1], first + 1
    if token.lemma == "that" and token.dep in ("mark", "det", "nsubj") and token.pos == "SCONJ":
        return first + 1
    passive = context.tree.child(kid.index, "nsubjpass")
    if token.lemma == "that" and token.dep == "dobj" and passive is not None:
        return first + 1  # taken for an object, where there is a subject already
    return first


_ONLY = frozenset({"only", "merely", "simply", "just"})


def _whole_start(context: Context, token: Token, kid: Token) -> int:
    """First token of a clause with the subject that the parser hung on the cue: "said [his offer to pay] was a joke"."""
    tree, first = context.tree, _clause_start(context, kid, token.index)
    if tree.child(kid.index, "mark", *SUBJECTS) is not None or not _is_finite(context, kid):
        return first
    between = [k for k in tree.children(token.index, *_STRAYED) if token.index < k.index < first]
    if not between or tree.right[between[-1].index] < first - 3:
        return first
    return tree.left[between[0].index]


_STRAYED = ("dobj", "xcomp", "attr", "oprd", "csubj", "nmod", "dep")
"""Where the parser hangs the long subject of a content."""


def _is_finite(context: Context, verb: Token) -> bool:
    near = (verb, *context.tree.children(verb.index, "aux", "auxpass"))
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in near)


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
    return _behind_colon(context, token, last)


def _behind_colon(context: Context, token: Token, last: int) -> int:
    """Last token of a content with the clause that a colon joins to it: "insists that she left: she had sold it"."""
    behind = context.tokens[token.head]
    if token.dep != "ccomp" or behind.index <= last + 1 or context.tokens[last + 1].text != ":":
        return last
    sentence = context.document.parse.sentences[token.sentence]
    rest = context.tokens[last + 2 : sentence.last]
    quoted = any(context.quoted(t.start) for t in rest)
    speaks = any(t.lemma.lower() in _SPEAKS for t in rest if t.pos == "VERB")
    return last if quoted or speaks else max(last, context.tree.right[behind.index] - 1)


_SPEAKS = frozenset({"say", "tell", "deny", "claim", "allege", "add", "argue", "rule", "find", "hold", "convict", "acquit", "sentence"})  # fmt: skip


def _own_last(context: Context, token: Token, kid: Token) -> int:
    """Last token of a content without what its speaker says or does next: "said it was late and declined ..."."""
    last = context.tree.right[kid.index]
    own = [kid, *context.tree.children(kid.index, "conj")]
    joined = [c for verb in own for c in context.tree.children(verb.index, "conj", "advcl")]
    for conjunct in joined:
        if outer_cue(context, conjunct) is not None:
            first = context.tree.left[conjunct.index]
            while first > kid.index + 1 and (
                context.tokens[first - 1].dep == "cc"
                or context.tokens[first - 1].text in (",", ";")
            ):
                first -= 1
            last = min(last, first - 1)
    return max(last, kid.index)


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
    if (kid.tag == "VBG" or _having(context, kid)) and "ger" in cue.forms:
        yield tree.left[kid.index], tree.right[kid.index], kid.index
    elif to and any(t.tag in ("WRB", "WP", "WDT") for t in tree.children(kid.index)):
        return  # "told them how to vote"
    elif to and target is not None and target.index > token.index and "obj-inf" in cue.forms:
        yield tree.left[target.index], tree.right[kid.index], kid.index
    elif to and (target is None or target.index > kid.index) and "inf" in cue.forms:
        yield tree.left[kid.index], _joined_last(context, token, kid), kid.index
    elif not to and "clause" in cue.forms and tree.child(kid.index, "nsubj", "mark") is not None:
        yield _clause_start(context, kid, token.index), tree.right[kid.index], kid.index


def _joined_last(context: Context, token: Token, kid: Token) -> int:
    """Last token of an infinitive with those that the parser joined to the cue: "wants to sell, pay and leave"."""
    tree, last = context.tree, context.tree.right[kid.index]
    if token.tag == "VB":
        return last
    for other in tree.children(token.index, "conj"):
        bare = other.tag == "VB" and tree.child(other.index, "aux", *SUBJECTS) is None
        if bare and last < other.index <= last + 4:
            last = max(last, tree.right[other.index])
    return last


def _prepositional(
    context: Context, token: Token, cue: Cue, kid: Token
) -> Iterator[tuple[int, int, int]]:
    tree = context.tree
    if not cue.takes(token.lemma, kid.lemma) or "obj-tail" in cue.forms:
        return
    inner = tree.child(kid.index, "pobj", "pcomp")
    if inner is None or (cue.id == "urge-on" and context.names_client(inner)):
        return
    target = tree.child(token.index, "xcomp")
    last = tree.right[inner.index]
    if kid.lemma == "with":  # "agreed with Orla Venn on the sale"
        matter = [
            k for k in tree.children(token.index, "prep") if k.lemma in ("on", "about", "over")
        ]
        last = max([last, *(tree.right[k.index] for k in matter if k.index == last + 1)])
    if kid.lemma in ("for", "on", "upon") and target is not None and target.index > inner.index:
        last = max(last, tree.right[target.index])  # "called on the bank to open its books"
    yield tree.left[inner.index], last, inner.index


def _calls(context: Context, token: Token, cue: Cue, kid: Token) -> bool:
    return (
        cue.stance is Stance.CALLS_FOR and cue.takes(token.lemma, "for") and for_whom(context, kid)
    )


def for_whom(context: Context, clause: Token) -> bool:
    """Whether a clause tells what somebody is to do: "calls for Milo Brandt to resign"."""
    mark = context.tree.child(clause.index, "mark")
    to = any(t.tag == "TO" for t in context.tree.children(clause.index, "aux"))
    first = context.tree.left[clause.index]
    return to and mark is not None and mark.lemma == "for" and mark.index == first


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


def _as_noted(context: Context, token: Token, mark: Token) -> bool:
    """Whether an "as" opens a remark on who says so: "as she noted", not "as far as" or "as if"."""
    if token.dep != "advcl" or mark.text.lower() != "as":
        return False
    before, after = context.tokens[max(mark.index - 1, 0)], context.tokens[mark.index + 1]
    paired = before.index < mark.index and before.lemma.lower() in PAIRED
    return not paired and after.lemma.lower() not in ("if", "though", "to")


def _said_behind(context: Context, verb: Token) -> bool:
    """Whether who says so stands right behind a comma: ", she said"."""
    speaker = context.tree.child(verb.index, "nsubj")
    first = context.tree.left[speaker.index] if speaker is not None else 0
    return first > 0 and context.tokens[first - 1].text == "," and _tells(context, verb)


def _tells(context: Context, verb: Token) -> bool:
    """Whether a verb takes what is said as a clause behind it."""
    cues = context.lexicon.verbs.get(verb.lemma.lower(), ())
    return any("clause" in cue.forms for cue in cues)


def _beside(context: Context, token: Token) -> bool:
    """Whether a cue with whom it is said to is put into a sentence between commas."""
    before = context.tokens[max(context.tree.left[token.index] - 1, 0)]
    return token.lemma in _TOLD and before.text == ","


_TOLD = frozenset({"tell", "remind", "inform", "assure", "warn", "advise", "notify"})
"""Verbs whose object is whom it is said to: "The seal, she told the court, was broken"."""


def _parenthetical(context: Context, token: Token, cue: Cue) -> Iterator[tuple[int, int, int]]:
    """The clause around a cue without a complement: "The deal, he said, was off", "As he noted, it was off"."""
    tree = context.tree
    told = tree.child(token.index, "dobj") if _beside(context, token) else None
    filled = [t for t in tree.children(token.index) if t.dep in ("ccomp", "dobj", "xcomp")]
    if any(told is None or t.index != told.index for t in filled):
        return
    mark = tree.child(token.index, "mark")
    noted = cue.id in ("say", "point-out") and mark is not None and _as_noted(context, token, mark)
    if mark is not None and not noted:
        return
    if tree.child(token.index, "nsubj", "agent" if mark is not None else "nsubj") is None:
        return
    head = context.tokens[token.head]
    if token.dep == "ccomp" and head.index < token.index and _tells(context, head):
        return  # "Orla Venn says that Milo Brandt lied": what he did is told, not what he said
    if token.dep == "ccomp" and head.index > token.index and _said_behind(context, head):
        return  # "Milo Brandt lied, she said" likewise
    low, high = tree.left[token.index], tree.right[token.index]
    first, last = tree.left[head.index], tree.right[head.index]
    before = (first, low - 1, head.index)
    after = (high + 1, last, head.index)
    sizes = [(b - a, (a, b, h)) for a, b, h in (before, after) if b >= a]
    for size, part in sizes:
        if size >= 3 or size == max(s for s, _ in sizes):
            yield part
