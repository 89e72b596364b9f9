"""Sections in which a party's case, evidence or answer is set out: what nobody else says there is that party's.

A heading does so by its shape alone: "The Applicant's submissions", "Evidence of Orla Venn", "Reply of the Council,
24 August", a party's name under "Submissions of the parties", "Answer" under the head of a question put to a
minister. The title of a document never does, and a heading that only names somebody beside such a noun
("Sanctions in response to the death of Orla Venn") puts nothing into anybody's mouth. It reads no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Source
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Passage, Proceedings, Stance

SHORT_HEADING = 90
_HEADING_WORDS = 16
HEAD = 600
"""Code points at the head of a document in which it says to whom a question is put."""
_NOUN = (
    r"(?:submissions?|arguments?|case|contentions?|accounts?|version|position|evidence|reply|replies|response|"
    r"observations|claims|allegations|grounds?|objections?|defence|testimony|comments|representations|answers?|"
    r"explanation|complaints?|pleas?|statement|views?|reasons|reasoning|findings)"
)
_WORD = r"[^\W\d_][\w.'’&-]*"
_NUMBER = r"(?:\W*(?:[A-Z]|\d{1,3}|[IVX]{1,5})[.)])*\s*"
_END = r"(?:,? (?:on|in|as to|to|at|before|under|of|dated|regarding|concerning) [^\n]{1,60}|,? \(?\d[^\n]{0,30}|, [^\n]{1,40})?\W*"
_OF_PARTY = re.compile(
    rf"{_NUMBER}(?:The )?(?:(?:main|written|oral|further|amended|initial|closing|opening|full) )?{_NOUN}"
    rf"(?: and {_NOUN})? (?:of|by|for|from|on behalf of) (?P<party>(?:the )?{_WORD}(?: {_WORD}){{0,5}}?){_END}",
    re.IGNORECASE,
)
"""A noun of speaking, then whose it is."""
_PARTYS = re.compile(
    rf"{_NUMBER}(?P<party>(?:The )?{_WORD}(?: {_WORD}){{0,5}}?)(?:['’]s|s['’]) "
    rf"(?:\w+ ){{0,2}}?{_NOUN}(?: and {_NOUN})?{_END}",
    re.IGNORECASE,
)
"""Whose it is, then a noun of speaking."""
_BY_WHOM = re.compile(
    rf"{_NUMBER}(?:(?:Written |Oral |Parliamentary |Supplementary |Joint )*(?:Questions?|Answers?|Reply|Response|Statement)"
    r"(?: for (?:written|oral) (?:answer|question)\b[^\n]{0,30}?)?(?: (?:given|tabled|put|submitted|signed|made))?|Asked|Answered|Tabled|Replied)"
    rf" (?:by|from) (?P<party>(?:the )?{_WORD}(?: {_WORD}){{0,5}}?)"
    r"(?: (?:on behalf of|for|of) [^\n]{1,70})?(?: ?\([^()\n]{1,60}\))*(?:,? (?:on|dated) [^\n]{1,30}|, [^\n]{1,60})?\W*",
    re.IGNORECASE,
)
"""Who asks or answers: "Answer given by Ms Venn on behalf of the Commission (3 May)", "Asked by Lord Brandt"."""
_MEMBER = re.compile(
    rf"(?P<party>{_WORD}(?: {_WORD}){{1,4}}) \([^()\n]{{1,30}}\)(?:, [^\n]{{1,60}})?"
)
"""A member who puts a written question, on a line of its own with the group in brackets."""
_WRITTEN = re.compile(
    r"\bquestion for (?:written|oral) answer\b|\bwritten question\b|\bparliamentary question\b",
    re.IGNORECASE,
)
_OF_BOTH = re.compile(
    rf"\b{_NOUN}\b[^\n]*\bparties\b|\bparties['’]? \w* ?{_NOUN}\b|{_NUMBER}{_NOUN}\W*",
    re.IGNORECASE,
)
"""A heading under which the parties follow one by one."""
_JUDGMENT = re.compile(
    r"\W*(?:judge?ment|award|decision|ruling|order|reasons|opinion|determination)\W*", re.IGNORECASE
)
_ANSWERS = re.compile(
    rf"{_NUMBER}(?:Text of the )?(?:Answers?|Reply|Replies|Response)\b[^\n.]{{0,40}}"
)
_ASKS = re.compile(rf"{_NUMBER}(?:Text of the )?Questions?\b[^\n.]{{0,40}}")
_QUESTION = re.compile(
    r"\bquestions?\b[^\n]{0,60}?(?: (?:of|by|from|put by|tabled by) (?P<asker>[^\n,]{3,70}?))? to (?P<answerer>the [^\n,;(]{3,70})",
    re.IGNORECASE,
)
"""The title of a question put to a government: who asks, who is to answer."""
WEIGHED = re.compile(
    r"\b(?:in|to) (?:my|our) (?:view|judge?ment|opinion|mind)\b|\b(?:I|we) (?:\w+ )?(?:accept|reject|agree|think|consider|find|cannot)\b"
    r"|\bseems? to (?:me|us)\b|\b(?:untenable|misconceived|not persuaded|no force|no merit|plainly wrong)\b",
    re.IGNORECASE,
)
"""Words with which whoever writes weighs what was said."""
_AS_FOLLOWS = re.compile(
    rf"{_NUMBER}(?P<party>(?:The |the )?{_WORD}(?: {_WORD}){{0,6}}?)(?: (?:also|further|then|next))?"
    r" (?:submit|argue|contend|plead|state|testifie|explain|respond|replie|answer|claim|assert|say|said)(?:s|d|ed|ted)?"
    r" (?:as follows|the following|in summary|in essence|in short)\s*:",
    re.IGNORECASE,
)
"""A line that opens somebody's case: "Ms Venn submitted as follows:"."""
PARTIES = frozenset(
    {"claimant", "defendant", "applicant", "respondent", "appellant", "petitioner", "prosecution", "defence", "defense",
     "plaintiff", "government", "commission", "state", "accused", "intervener", "council", "company", "bank", "crown",
     "minister", "ministry", "complainant", "prosecutor", "authority", "entity", "witness", "secretary", "bidder"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """Who holds a stretch of sentences, and of which proceedings."""

    source: Source
    role: HolderRole
    stance: Stance
    proceedings: Proceedings | None
    method: str


def sections(context: Context) -> Iterator[tuple[int, Voice]]:
    """Voices by number of sentence, of sentences under a heading that names whose case is set out."""
    by_passage = _by_passage(context)
    if not by_passage:
        return
    for number, sentence in enumerate(context.document.parse.sentences):
        if sentence.passage in by_passage:
            yield number, by_passage[sentence.passage]


def _by_passage(context: Context) -> dict[int, Voice]:
    passages = context.document.layer.passages
    found: dict[int, Voice] = {}
    voice: Voice | None = None
    of_parties = titled = headed = False
    asker = _of_question(context, "asker")
    for index, passage in enumerate(passages):
        if passage.kind == "furniture":
            continue
        if not heads(context, passage):
            titled = True  # the lines before are the document's title, whatever they name
            if context.of_court and WEIGHED.search(context.text, passage.start, passage.end):
                voice = None  # the court has begun to weigh what was said
            headed = False
            if voice is not None:
                found[index] = voice
            elif asker is not None and _ends(context, passage) == "?":
                found[index] = _voice(context, asker)
            continue
        words = context.text[passage.start : passage.end].strip()
        titles = not titled and not _of_part(context, passage)
        head = None if titles else _whose(context, passage, alone=of_parties)
        if head is not None or not headed:  # "Answer given by Orla Venn" goes on over several lines
            voice = _voice(context, head) if head is not None else None
        headed = True
        titled = titled or _JUDGMENT.fullmatch(words) is not None
        if head is None:
            of_parties = _OF_BOTH.fullmatch(words) is not None
    return found


def _ends(context: Context, passage: Passage) -> str:
    return context.text[passage.start : passage.end].rstrip()[-1:]


def _voice(context: Context, head: Token) -> Voice:
    return Voice(context.source(head), HolderRole.SPEAKER, Stance.ASSERTS, None, "section")


def _of_part(context: Context, passage: Passage) -> bool:
    """Whether a line among the first is no title: the heading of a part of a judgment, who puts a written question."""
    words = context.text[passage.start : passage.end].strip()
    if _WRITTEN.search(context.text, 0, HEAD) is not None:
        return _MEMBER.fullmatch(words) is not None or _BY_WHOM.fullmatch(words) is not None
    return context.of_court and _PARTYS.fullmatch(words) is not None


def heads(context: Context, passage: Passage) -> bool:
    """Whether a passage is a heading: told to be one, or a short line that no stop ends."""
    if passage.kind == "heading":
        return True
    words = context.text[passage.start : passage.end].strip()
    short = passage.kind == "paragraph" and 0 < len(words) <= SHORT_HEADING
    return (
        short
        and "\n" not in words
        and (words[-1].isalnum() or words[-1] in ":)")
        and len(words.split()) <= _HEADING_WORDS
    )


def _whose(context: Context, passage: Passage, *, alone: bool) -> Token | None:
    """Whose case a heading says is set out; None where it names nobody, several, or a court."""
    words = context.text[passage.start : passage.end]
    lead = len(words) - len(words.lstrip())
    words = words.strip()
    start = passage.start + lead
    written = _WRITTEN.search(context.text, 0, HEAD) is not None
    shapes = (_BY_WHOM, _PARTYS, _OF_PARTY, _AS_FOLLOWS, *((_MEMBER,) if written else ()))
    for pattern in shapes:
        match = pattern.fullmatch(words)
        if match is not None:
            return _party(context, start + match.start("party"), start + match.end("party"))
    for pattern, who in ((_ANSWERS, "answerer"), (_ASKS, "asker")):
        if pattern.fullmatch(words) is not None:
            return _of_question(context, who)
    if alone and len(words.split()) <= 5:
        return _party(context, start, start + len(words))
    return None


def _of_question(context: Context, who: str) -> Token | None:
    """Who asks or answers, where the head of the document says to whom a question is put."""
    asked = _QUESTION.search(context.text, 0, HEAD)
    if asked is None or not asked[who]:
        return None
    return _party(context, *asked.span(who))


def _party(context: Context, start: int, end: int) -> Token | None:
    """The one party in a stretch of words; None where it names none, several, or a court."""
    first, last = context.token_at(start), context.token_at(end)
    found: dict[str, Token] = {}
    for token in context.tokens[first:last]:
        lemma = token.lemma.lower().removesuffix("s")
        mention = context.document.mention_at(token.start, token.end)
        if mention is not None and mention.type in ("PER", "ORG"):
            found[mention.text] = token
        elif lemma in PARTIES:
            found[lemma] = token
    if not found:
        return None
    tokens = list(found.values())
    if len(tokens) > 1 and not all(t.end - tokens[0].start <= SHORT_HEADING // 2 for t in tokens):
        return None
    if any(t.lemma.lower() in ("and", "or") for t in context.tokens[first:last]):
        return None
    courts = set(load("proceedings_en.yaml")["courts"])
    token = tokens[0]
    return None if token.lemma.lower() in courts or context.is_court(token) else token
