"""Proceedings that a noun tells: "an investigation into X over bribes", "the indictment of X", "X is the target of an inquiry".

Whom the noun concerns must be named right behind its preposition: an inquiry into the sale of X's house concerns a
sale. The words over the noun must tell that it took place ("opened", "after", "news of"). Inquiries of newspapers and of
firms into themselves, and what was only asked for, refused or never opened, tie nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of, prosecutes
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.deed_nouns import happened
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_OFFENCE = frozenset({"for", "over", "on"})
_JOINED = 3
_TITLE = 30
"""Code points before a name in which its title stands."""
_CASES = "proceedings_en.yaml"
_NO_OFFENCE = (MentionType.DATE, MentionType.LOCATION)


def case_nouns(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """All such ties, one for each person and predicate, in order of place."""
    entries: Mapping[str, Any] = load(FILE)["case_nouns"]
    ended = load(FILE)["case_told"]["doing"]
    known = {_key(context, one.relation) for one in told}
    for token in context.tokens:
        entry = entries.get(token.lemma.lower()) if token.pos == "NOUN" else None
        if entry is None or not happened(context, token, ended):
            continue
        if not _under_way(context, token, entry) or _private(context, ends, token, entry):
            continue
        for one in _ties(context, ends, token, entry):
            if _key(context, one.relation) not in known:
                known.add(_key(context, one.relation))
                yield one


def _under_way(context: Context, noun: Token, entry: Mapping[str, Any]) -> bool:
    """Whether the words over a noun of proceedings tell that they took place: asked for positively, verb by verb."""
    words = load(FILE)["case_told"]
    kinds = entry.get("kinds")
    if kinds and not any(
        t.lemma.lower() in kinds for t in context.tree.children(noun.index, "amod", "compound")
    ):
        return False  # "the case against X" may be an argument
    first = noun
    for _ in range(_JOINED):
        first = context.tokens[first.head] if first.dep == "conj" else first
    above = context.tokens[first.head]
    doing = {*words["doing"], *(words["ordering"] if "into" in entry or "held" in entry else ())}
    doing = set(entry.get("doing", doing))
    if first.dep in ("dobj", "nsubjpass"):
        if first.dep == "nsubjpass" and _asked_for(context, above):
            return False  # "asked that a criminal case against X be opened"
        legal = not entry.get("doing") or _of_a_court(context, noun, above)
        if entry.get("doing") and first.lemma.lower() not in _WITH_CONVICTION:
            return False  # "upheld the appeal, and the conviction of X fell"
        return above.lemma.lower() in doing and legal
    if first.dep == "nsubj" and entry.get("doing"):
        return False  # "the conviction of X shook the party": whether it stands is not told
    if first.dep == "nsubj":
        said = context.tree.children(above.index, "acomp", "attr", "oprd", "xcomp")
        return not any(t.lemma.lower() in words["unsure"] for t in said)
    if first.dep != "pobj":
        return True
    over = context.tokens[above.head]
    if above.lemma.lower() in words["times"] or above.dep == "agent":
        return True
    if over.pos not in ("VERB", "AUX"):
        return over.lemma.lower() in words["over"]
    return above.lemma.lower() in words["places"] or over.lemma.lower() in doing


def _asked_for(context: Context, verb: Token) -> bool:
    """Whether a passive tells what ought to be done: "demanded that a case against X be opened"."""
    passive = context.tree.child(verb.index, "auxpass")
    bare = passive is not None and passive.text.lower() == "be"
    return bare and not context.tree.children(verb.index, "aux")


_FOR_COURTS = frozenset({"uphold", "reinstate"})
"""What is done to a conviction by courts alone; a visit, too, may confirm somebody in a belief."""
_WITH_CONVICTION = frozenset({"conviction", "sentence", "verdict", "penalty", "fine", "term", "guilt", "finding", "order"})  # fmt: skip
_BELIEF = frozenset({"that", "about", "regarding", "as"})


def _of_a_court(context: Context, noun: Token, verb: Token) -> bool:
    """Whether a conviction that stands is a court's: not what somebody believes ("confirmed X's conviction that")."""
    tree = context.tree
    behind = [*context.tokens[noun.index + 1 : noun.index + 2], *tree.children(noun.index, "prep")]
    for clause in tree.children(noun.index, "acl", "relcl", "ccomp"):
        behind += [t for t in tree.children(clause.index) if t.index < clause.index]
    if any(t.lemma.lower() in _BELIEF for t in behind):
        return False
    if verb.lemma.lower() in _FOR_COURTS:
        return True
    agents = [tree.child(k.index, "pobj") for k in tree.children(verb.index, "agent")]
    passive = tree.child(verb.index, "nsubjpass") is not None
    actors = agents if passive else [tree.subject(verb.index)]
    return all(a is not None and court_of(context, a) is not None for a in actors)


def _private(context: Context, ends: Ends, noun: Token, entry: Mapping[str, Any]) -> bool:
    """Whether an inquiry is a newspaper's or a firm's own: whose it is, is named and is no public body."""
    tree, words = context.tree, load(FILE)
    if any(
        t.lemma.lower() in words["private_inquiries"]
        for t in tree.children(noun.index, "amod", "compound")
    ):
        return True
    if "into" not in entry:
        return False
    verb = context.tokens[noun.head]
    actors = [tree.child(noun.index, "poss")]
    behind = tree.children(noun.index, "prep", "agent")
    into = any(k.lemma.lower() in entry["into"] for k in behind)
    own = [k for k in behind if k.lemma == "by" or (k.lemma == "of" and into)]
    if noun.dep == "dobj":
        actors.append(tree.subject(verb.index))
    elif noun.dep == "nsubjpass":
        own += tree.children(verb.index, "agent")
    actors += [tree.child(k.index, "pobj") for k in own]
    return any(one is not None and not _is_public(context, ends, one) for one in actors)


def _is_public(context: Context, ends: Ends, actor: Token) -> bool:
    """Whether who makes an inquiry is a public body, a state or somebody who acts for one, by his words."""
    words = load(FILE)
    press = frozenset(words["press"])
    if actor.pos == "PRON":
        return actor.dep != "poss" and prosecutes(context, actor)
    cases = load(_CASES)
    official = {*words["public_bodies"], *cases["prosecuting"], *cases["courts"]} - press
    named = ends.all(actor)
    if not named:
        near = (actor, *context.tree.children(actor.index, "compound", "amod"))
        said = {t.lemma.lower() for t in near} | {t.text.lower() for t in near}
        return bool(said & official) and not said & press
    for one in named:
        said = {w.strip(".,()'’").lower() for w in one.text.split()}
        if one.type == MentionType.PERSON and not _acts(context, one):
            return False
        if one.type == MentionType.ORGANISATION and (said & press or not said & official):
            return False
    return True


def _acts(context: Context, person: Mention) -> bool:
    """Whether somebody bears a title of those who arrest, charge, judge or teach: his proceedings are against others."""
    before = context.text[max(0, person.start - _TITLE) : person.start].split()[-2:]
    said = {w.strip(".,()'’").lower() for w in (*before, *person.text.split())}
    return bool(said & set(load(FILE)["acting"]))


def _ties(context: Context, ends: Ends, noun: Token, entry: Mapping[str, Any]) -> Iterator[Found]:
    tree = context.tree
    whom, persons = _concerned(context, noun, entry)
    offence, last = _offence(context, noun, whom)
    if whom is None:
        return
    for one in ends.all(whom):
        if one.type not in _PARTIES or (persons and one.type != MentionType.PERSON):
            continue
        his = "into" in entry or "kinds" in entry or whom.dep == "poss"
        if persons and his and _acts(context, one):
            continue  # "Inspector X's arrest", "the inquiry of Judge X": his, not into him
        low = min(context.tokens[tree.left[noun.index]].start, one.start)
        relation = Relation(
            Predicate(entry["predicate"]), Reference(one.id, one.text), value=offence
        )
        span = context.content(low, max(noun.end, one.end, last))
        yield Found(relation, *span, noun.index)


def _concerned(
    context: Context, noun: Token, entry: Mapping[str, Any]
) -> tuple[Token | None, bool]:
    """Whom a noun concerns, and whether that can only be a person: "of" a body is as often by it.

    A possessor only where nobody stands behind the noun: "the prosecutor's indictment of the minister" is not of him.
    """
    tree = context.tree
    behind = [k for k in tree.children(noun.index, "prep") if tree.child(k.index, "pobj")]
    into = [k for k in behind if k.lemma.lower() in entry.get("into", ())]
    about = into or [k for k in behind if k.lemma.lower() in ("of", "against")]
    if "kinds" in entry:  # "the criminal case of prosecutor X against Y"
        about = [k for k in about if k.lemma.lower() == "against"] or about
    for kid in about:
        inner = tree.child(kid.index, "pobj")
        if inner is not None and (named := _itself(context, inner)) is not None:
            return named, kid.lemma.lower() == "of"
    owner = tree.child(noun.index, "poss")
    if owner is not None and entry.get("owned") and owner.pos != "PRON" and not about:
        return owner, True
    above = context.tokens[noun.head]
    if above.lemma == "of" and above.dep == "prep":
        target = context.tokens[above.head]
        if target.dep == "attr" and target.lemma.lower() in load(FILE)["targets"]:
            return tree.subject(target.head), False
    return None, False


def _itself(context: Context, token: Token) -> Token | None:
    """The one named: no part or relative of him ("into the accounts of X", "into X's brother")."""
    if context.document.mention_at(token.start, token.end) is not None:
        return token
    named = [
        k
        for k in context.tree.children(token.index, "appos")
        if context.document.mention_at(k.start, k.end) is not None
    ]
    return named[0] if named else None


def _offence(context: Context, noun: Token, whom: Token | None) -> tuple[str | None, int]:
    """What for, in words, and where they end."""
    tree = context.tree
    for above in (noun, whom) if whom is not None else (noun,):
        for kid in tree.children(above.index, "prep"):
            inner = tree.child(kid.index, "pobj", "pcomp")
            if inner is None or kid.index < above.index or kid.lemma.lower() not in _OFFENCE:
                continue
            found = context.document.mention_at(inner.start, inner.end)
            if found is None or found.type not in _NO_OFFENCE:
                return context.words(inner.index), tree.extent(inner.index)[1]
    return None, noun.end


def _key(context: Context, relation: Relation) -> tuple[str, str]:
    entity_of = context.document.entity_of
    return str(relation.predicate), entity_of.get(relation.subject.id, relation.subject.id)
