"""What a predicate of proceedings needs and names: its nouns, authority, person concerned, reason.

The entries of ``proceedings_en.yaml`` say which predicate reports which stage with which nouns; here
a clause is held against an entry. Nothing here decides what a report is worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import prosecutes
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import MentionType

ABOUT = ("against", "into", "of", "over", "on", "from", "for", "to")
"""Prepositions before the one whom proceedings concern."""
OUGHT = ("should", "must", "ought", "shall")
_HAPPENED = ("go", "come", "happen", "prove", "turn", "live", "begin", "start", "continue")
"""Verbs whose infinitive is told as done: "went on to be convicted"."""
_ORDER = ("first", "second", "third", "last", "latest", "only", "next")
CONSENTING = ("agree", "consent", "undertake", "accept", "have")
_FILE = "proceedings_en.yaml"
_PARTY = (MentionType.PERSON, MentionType.ORGANISATION)
_REASONS = ("because", "since", "as")
_CAUSES = ("lack", "want", "absence", "insufficiency", "ground", "reason", "failure", "shortage")
FAR = 40
"""Tokens behind a predicate in which its reason is looked for."""
NEAR = 12
"""Tokens behind a name in which an offence is looked for that a parse took for the object."""
DEEP = 4
"""How many prepositional phrases are walked: "the arrest of the owner of the bank"."""


def purpose(context: Context, verb: Token) -> bool:
    """Whether a verb is an infinitive, or joined to one: "used it to watch and detain"."""
    for _ in range(3):
        if any(t.tag == "TO" for t in context.tree.children(verb.index, "aux")):
            consents = context.tokens[verb.head].lemma in CONSENTING
            return not (verb.dep == "xcomp" and (consents or due_for_trial(context, verb)))
        if verb.dep != "conj":
            return False
        verb = context.tokens[verb.head]
    return False


def due_for_trial(context: Context, verb: Token) -> bool:
    """Whether an infinitive tells of a trial that is set: "is to stand trial", "is due to face trial"."""
    above = context.tokens[verb.head]
    named = any(t.lemma == "trial" for t in context.tree.children(verb.index, "dobj"))
    return verb.dep == "xcomp" and named and above.lemma.lower() in ("be", "due")


def wished(context: Context, verb: Token) -> bool:
    """Whether a passive infinitive tells of what is hoped, feared or planned: "called for X to be jailed".

    Of "went on to be jailed" and "the first minister to be jailed" it is told as done; so it is of a
    perfect ("is said to have been jailed").
    """
    tree = context.tree
    auxiliaries = tree.children(verb.index, "aux")
    if not any(t.tag == "TO" for t in auxiliaries) or any(t.lemma == "have" for t in auxiliaries):
        return False
    above = context.tokens[verb.head]
    if verb.dep in ("relcl", "acl") and above.pos in ("NOUN", "PROPN"):
        return not any(
            t.lemma.lower() in _ORDER for t in tree.children(above.index, "amod", "nummod")
        )
    return above.lemma.lower() not in _HAPPENED


def undone(context: Context, verb: Token) -> bool:
    """Whether a verb tells what was left undone: "without bringing charges", "instead of suing"."""
    above = context.tokens[verb.head]
    if verb.dep not in ("pcomp", "pobj", "advcl", "conj"):
        return False
    if verb.dep == "conj":
        return undone(context, above)
    if above.lemma.lower() in _LEAVING:
        return True
    return any(
        t.lemma.lower() in _LEAVING
        for t in context.tree.children(verb.index, "mark", "prep")
        if t.index < verb.index
    )


_LEAVING = frozenset({"without", "instead", "rather"})


def hypothetical(context: Context, verb: Token) -> bool:
    """Whether a predicate tells what did not happen: "would have upheld", "could have been charged"."""
    auxiliaries = {t.lemma.lower(): t for t in context.tree.children(verb.index, "aux")}
    modal = auxiliaries.get("would") or auxiliaries.get("could") or auxiliaries.get("might")
    return modal is not None and "have" in auxiliaries


def offends(context: Context, verb: Token, preposition: Token, inner: Token) -> bool:
    """Whether a phrase may name an offence: no day, none of several ("of the five"), not "for his part"."""
    if preposition.index < verb.index and preposition.lemma in ("of", "on", "in"):
        return False
    words = inner.lemma.lower()
    if words in _NO_OFFENCE or _is_number(context, inner):
        return False
    if context.tokens[preposition.index - 1].lemma.lower() in load(_FILE)["together"]:
        return False  # "charged together with X"
    if preposition.lemma == "with" and _is_person(context, inner):
        return False  # "indicted with his tutor, X"
    if preposition.lemma not in ("on", "in"):
        return True
    if inner.entity in ("DATE", "TIME"):
        return False
    found = context.document.mention_at(inner.start, inner.end)
    return found is None or found.type is not MentionType.DATE


_NO_OFFENCE = frozenset(
    {"part", "moment", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday",
     "morning", "evening", "time", "hour", "questioning", "safety", "good", "retrial", "trial", "hearing", "appeal", "bail", "remand", "arrival", "return"}
)  # fmt: skip


def _is_person(context: Context, noun: Token) -> bool:
    """Whether a noun is a person's name or stands right before one."""
    near = (noun, *context.tree.children(noun.index, "appos"))
    named = (context.document.mention_at(t.start, t.end) for t in near)
    return any(m is not None and m.type == MentionType.PERSON for m in named)


def _is_number(context: Context, noun: Token) -> bool:
    """Whether an offence is only counted: "on counts 1 to 6", "to ten charges"."""
    if noun.lemma.lower() not in load(_FILE)["counts"] or context.tree.child(
        noun.index, "amod", "compound"
    ):
        return False
    said = [k.lemma for k in context.tree.children(noun.index, "prep")]
    counted = context.tree.child(noun.index, "nummod", "appos") is not None
    return "of" not in said and (counted or noun.lemma.lower() == "count")


def is_term(said: str) -> bool:
    """Whether words name a sentence: years, life, custody."""
    terms = ("year", "month", "week", "day", "life", "prison", "jail", "death", "custody", "term")
    return any(word in said.lower() for word in terms)


def before_court(context: Context, inner: Token) -> str:
    """The words of an offence without the court that decided: "all charges by the Military Court"."""
    said = context.words(inner.index)
    for kid in context.tree.children(inner.index, "prep", "agent"):
        court = context.tree.child(kid.index, "pobj")
        if kid.lemma == "by" and court is not None and context.is_court(court):
            cut = kid.start - context.tokens[context.tree.left[inner.index]].start
            return said[:cut].strip()
    return said


def demanded(context: Context, verb: Token) -> bool:
    """Whether a predicate says what ought to be: "should be prosecuted", "asks that it be dismissed"."""
    auxiliaries = context.tree.children(verb.index, "aux")
    passive = context.tree.child(verb.index, "auxpass")
    bare = passive is not None and passive.text.lower() == "be" and not auxiliaries
    return (bare and verb.dep in ("ccomp", "conj", "acl")) or any(
        t.lemma.lower() in OUGHT for t in auxiliaries
    )


def fits(context: Context, verb: Token, entry: Mapping[str, Any], *, passive: bool) -> bool:
    """Whether a clause has the nouns, phrases, words and authority that an entry names."""
    tree = context.tree
    if entry.get("objects"):
        noun = objected(context, verb, passive=passive)
        if noun is None or noun.lemma.lower() not in entry["objects"]:
            return False
        if not _modified(context, noun, entry.get("modified")):
            return False
        if entry.get("never_of") and _modified(context, noun, entry["never_of"]):
            return False
    if entry.get("prosecuting") and not prosecutes(context, tree.subject(verb.index)):
        return False
    subjects = entry.get("subjects")
    if subjects:
        subject = tree.subject(verb.index)
        if subject is None or subject.lemma.lower() not in subjects:
            return False
    if entry.get("phrases") and not _phrased(context, verb, entry):
        return False
    if entry.get("says"):
        first, last = tree.left[verb.index], min(tree.right[verb.index], verb.index + 40)
        words = context.text[context.tokens[first].start : context.tokens[last].end].lower()
        if not any(word in words for word in entry["says"]):
            return False
    return _by(context, verb, entry.get("by"), passive=passive)


def objected(context: Context, verb: Token, *, passive: bool) -> Token | None:
    """What a predicate is done to: its object, the noun that a relative clause describes, what "them" means."""
    tree = context.tree
    if passive:
        return tree.child(verb.index, "nsubjpass") or tree.subject(verb.index)
    noun = tree.child(verb.index, "dobj")
    if noun is None or noun.tag in ("WDT", "WP"):
        relative = verb.dep == "relcl" and tree.child(verb.index, "nsubj") is not None
        subject = tree.child(verb.index, "nsubj") if relative else None
        if subject is not None and subject.tag not in ("WDT", "WP"):
            return context.tokens[verb.head]
        return noun
    return _meant(context, noun) if noun.text.lower() in ("it", "them") else noun


def right_behind(context: Context, verb: Token, noun: Token) -> Token:
    """The party named right behind a verb where a parse took its offence for the object: "convicted X of fraud"."""
    if is_party(context, noun) or noun.index <= verb.index + 1:
        return noun
    named = context.document.mention_at(
        context.tokens[verb.index + 1].start, context.tokens[verb.index + 1].end
    )
    if named is None or named.type not in _PARTY or named.end > noun.start:
        return noun
    if context.text[named.end : named.end + 2] in ("'s", "’s"):
        return noun  # "charged X's former director, Y"
    return context.tokens[context.token_at(named.end) - 1]


def found_so(context: Context, verb: Token, entry: Mapping[str, Any]) -> Token | None:
    """Who is found guilty where the parse makes a clause of it: "found [X guilty]"."""
    for kid in context.tree.children(verb.index, "ccomp", "xcomp", "oprd"):
        if kid.lemma.lower() in entry["complement"]:
            return context.tree.child(kid.index, "nsubj")
    return None


def swallowed(
    context: Context, verb: Token, about: Token, prepositions: Sequence[str]
) -> str | None:
    """The offence right behind a name, where a parse hung it there or made it the object: "convicted [X of fraud]"."""
    tree, tokens = context.tree, context.tokens
    mark = tokens[about.index + 1] if about.index + 1 < len(tokens) else about
    if mark.lemma != "of" or "of" not in prepositions or about.pos in ("NUM", "DET"):
        return None  # "convicted one of the deputies, X, of bribery"
    inner, noun = tree.child(mark.index, "pobj", "pcomp"), tree.child(verb.index, "dobj")
    named_so = verb.index < mark.head <= about.index
    if named_so and noun is not None and mark.index + 1 < noun.index < mark.index + NEAR:
        return context.text[tokens[mark.index + 1].start : noun.end]
    named = inner is not None and context.document.mention_at(inner.start, inner.end) is not None
    if not named_so or inner is None or named:
        return None  # "sentenced X of Harrow Bank"
    return context.words(inner.index)


def hung(context: Context, verb: Token) -> frozenset[str]:
    """Prepositions of a predicate that a parse hung on the party it is done to: "suspect [X of fraud]"."""
    noun = context.tree.child(verb.index, "dobj")
    if noun is None or not is_party(context, noun):
        return frozenset()
    kids = context.tree.children(noun.index, "prep")
    return frozenset(k.lemma for k in kids if context.tree.child(k.index, "pcomp") is not None)


_NEARLY = frozenset({"almost", "nearly"})


def nearly(context: Context, verb: Token) -> bool:
    """Whether what is told did not happen after all: "was almost charged"."""
    return any(t.lemma.lower() in _NEARLY for t in context.tree.children(verb.index, "advmod"))


def below(context: Context, token: Token) -> list[Token]:
    """The words below a word, up to sixty of them."""
    tree = context.tree
    last = min(tree.right[token.index], token.index + 60)
    return list(context.tokens[token.index + 1 : last + 1])


def _meant(context: Context, pronoun: Token) -> Token:
    """The noun of proceedings in the sentence before that "it" or "them" means, by its number; else itself."""
    plural = pronoun.text.lower() == "them"
    sentences = context.document.parse.sentences
    number = pronoun.sentence - 1
    if number < 0 or sentences[number].passage != sentences[pronoun.sentence].passage:
        return pronoun
    nouns = _OBJECTS
    for token in context.tokens[sentences[number].first : sentences[number].last]:
        fitting = token.lemma.lower() in nouns and (token.tag == "NNS") == plural
        if fitting and token.dep in ("dobj", "nsubjpass", "pobj"):
            return token
    return pronoun


_OBJECTS = frozenset(
    {"case", "charge", "lawsuit", "suit", "claim", "proceeding", "indictment", "complaint", "order",
     "petition", "appeal", "conviction", "verdict", "sentence", "injunction", "application", "inquiry",
     "investigation"}
)  # fmt: skip


def _modified(context: Context, noun: Token, words: Sequence[str] | None) -> bool:
    """Whether a noun phrase has one of the words in it, where an entry asks for one."""
    if not words:
        return True
    last = min(context.tree.right[noun.index], noun.index + 12)
    phrase = context.tokens[context.tree.left[noun.index] : last + 1]
    return any(t.lemma.lower() in words or t.text.lower() in words for t in phrase)


def _phrased(context: Context, verb: Token, entry: Mapping[str, Any]) -> bool:
    """Whether it has one of the prepositional phrases: "added to the sanctions list"."""
    for kid in context.tree.children(verb.index, "prep", "dative", "agent"):
        inner = context.tree.child(kid.index, "pobj")
        nouns = entry["phrases"].get(kid.lemma)
        if inner is None or nouns is None or inner.lemma.lower() not in nouns:
            continue
        if entry.get("bare") and context.tree.children(inner.index, "det", "poss"):
            continue  # "sent its reporter to the trial"
        if _modified(context, inner, entry.get("modified")):
            return True
    return False


def _by(context: Context, verb: Token, wanted: str | None, *, passive: bool) -> bool:
    """Whether a court, a court or prosecutor ("justice"), or no court decides; nobody named fits where it is passive."""
    if wanted is None:
        return True
    tree = context.tree
    if passive:
        agent = tree.child(verb.index, "agent")
        authority = tree.child(agent.index, "pobj") if agent is not None else None
        if authority is None:
            return wanted != "court-named"
    else:
        authority = tree.subject(verb.index)
    court = authority is not None and (
        context.is_court(authority) or authority.text.lower() in ("it", "they", "i", "we")
    )
    if wanted == "justice":
        return court or prosecutes(context, authority)
    return court if wanted.startswith("court") else not court


def concerned(context: Context, noun: Token) -> Token | None:
    """Whom a noun of proceedings concerns: "the case against X", "X's conviction", "its inquiry into X"."""
    owner = context.tree.child(noun.index, "poss")
    found = behind(context, noun, ABOUT)
    if found is not None:
        return found
    if owner is not None and owner.pos != "PRON" and owner.tag != "PRP$":
        return owner
    if owner is not None and noun.lemma.lower() in _OWN and noun.dep == "nsubjpass":
        return owner
    return None


_OWN = ("conviction", "sentence", "appeal", "trial", "arrest", "detention")


def behind(context: Context, word: Token, prepositions: Sequence[str]) -> Token | None:
    """The party named by a phrase behind a word, walking down its phrases; the first in order."""
    place, left = [word], DEEP
    while place and left:
        left -= 1
        below: list[Token] = []
        for token in place:
            for kid in context.tree.children(token.index, "prep", "dative"):
                inner = context.tree.child(kid.index, "pobj")
                if inner is None or kid.lemma not in prepositions:
                    continue
                if _is_somebody(context, inner):  # "against the former head of X": not X
                    named = context.tree.children(inner.index, "appos")
                    if found := next((t for t in named if is_party(context, t)), None):
                        return found
                    continue
                owner = context.tree.child(inner.index, "poss")
                for candidate in (inner, owner):
                    if candidate is not None and is_party(context, candidate):
                        return candidate
                below.append(inner)
        place = below
    return None


@lru_cache(maxsize=1)
def _bearers() -> frozenset[str]:
    """Nouns for a person by his office, work, mandate or family."""
    table = load("relations_en.yaml")
    roles = table["roles"]
    people = ("role_at", "employed_by", "represents")
    return frozenset(table["kin"]).union(*(roles[name] for name in people))


def _is_somebody(context: Context, token: Token) -> bool:
    """Whether a word stands for a person by what he is, and is no name."""
    named = context.document.mention_at(token.start, token.end) is not None
    return not named and token.lemma.lower() in _bearers()


def subject_of(context: Context, verb: Token) -> Token | None:
    """The subject of a predicate; of a participle behind a comma the person named before it, not the clause's body.

    "The unit opened its case against X, accused of theft": it is X who is accused, wherever a parse hangs the participle.
    Of "Y, led by X, accused of theft," either may be: nobody is taken.
    """
    subject = context.tree.subject(verb.index)
    if verb.tag != "VBN" or verb.index < 2:
        return subject
    near = context.tokens[verb.index - 2]
    beside = context.document.mention_at(near.start, near.end)
    if beside is not None and beside.type in _PARTY and context.tokens[verb.index - 1].text == "(":
        return near  # "his money is in Y (sanctioned by Z)": Y
    if verb.dep not in ("advcl", "acl"):
        return subject
    if context.tokens[verb.index - 1].text != "," or beside is None or subject is None:
        return subject
    if _in_aside(context, near):
        return None
    named = context.document.mention_at(subject.start, subject.end)
    body = named is not None and named.type == MentionType.ORGANISATION
    return near if beside.type == MentionType.PERSON and body else subject


def _in_aside(context: Context, name: Token) -> bool:
    """Whether a name stands in a participle or a relative clause that describes another name."""
    token = name
    for _ in range(DEEP):
        above = context.tokens[token.head]
        if token.dep in ("acl", "relcl"):
            return context.document.mention_at(above.start, above.end) is not None
        if token.dep not in ("pobj", "agent", "prep", "dobj", "appos", "compound"):
            return False
        token = above
    return False


def is_party(context: Context, token: Token) -> bool:
    """Whether a noun phrase is a person's or body's name, or a pronoun for a person."""
    if token.text.lower() in ("him", "her", "them", "he", "she", "his"):
        return True
    found = context.document.mention_at(token.start, token.end)
    return found is not None and found.type in _PARTY


def prepositions_of(context: Context, place: int) -> Iterator[Token]:
    """Prepositions of a predicate, and those that the parser hung on its date or its court."""
    tree = context.tree
    for kid in tree.children(place, "prep", "dative", "agent"):
        if kid.dep != "agent":
            yield kid
        inner = tree.child(kid.index, "pobj")
        if inner is None or not (kid.dep == "agent" or _is_time(context, inner)):
            continue
        yield from (t for t in tree.children(inner.index, "prep") if not _names_place(context, t))
    for kid in tree.children(place, "npadvmod"):
        yield from tree.children(kid.index, "prep")


def _names_place(context: Context, preposition: Token) -> bool:
    """Whether a phrase belongs to a name: "the Court of Oldhaven"."""
    inner = context.tree.child(preposition.index, "pobj")
    return inner is not None and context.document.mention_at(inner.start, inner.end) is not None


def _is_time(context: Context, token: Token) -> bool:
    found = context.document.mention_at(token.start, token.end)
    counted = token.pos == "NUM" or token.lemma == "time"  # "for the third time of fraud"
    return counted or (found is not None and found.type == MentionType.DATE)


def jurisdiction(context: Context, court: Token | None) -> str | None:
    """The place in a court's own words: "a court in Oldhaven"."""
    if court is None:
        return None
    source = context.source(court)
    inside = context.document.mentions_in(source.start, source.end)
    return next((m.text for m in inside if m.type == MentionType.LOCATION), None)


def reason(context: Context, verb: Token) -> str | None:
    """The reason that the words give: "for lack of evidence", "because ...", "on the ground that ..."."""
    tree = context.tree
    for kid in tree.children(verb.index, "advcl"):
        mark = tree.child(kid.index, "mark")
        if mark is not None and mark.lemma.lower() in _REASONS:
            words = context.words(kid.index)
            return words[len(mark.text) :].strip()
    for kid in prepositions_of(context, verb.index):
        inner = tree.child(kid.index, "pobj")
        if inner is None:
            continue
        if kid.lemma in ("for", "on", "due") and inner.lemma.lower() in _CAUSES:
            return context.words(inner.index)
        if kid.lemma == "because" and tree.child(kid.index, "pcomp") is not None:
            return context.words(kid.index)
    for index in range(verb.index, min(tree.right[verb.index], verb.index + FAR) + 1):
        kid = context.tokens[index]
        inner = tree.child(index, "pobj") if kid.lemma == "for" else None
        if inner is not None and inner.lemma.lower() in _CAUSES:
            return context.words(inner.index)
    return None
