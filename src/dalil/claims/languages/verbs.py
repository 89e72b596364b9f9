"""Verbs of saying with what is said: behind them with "that", or before them as in Kazakh."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.frames.basis.frame import trimmed
from dalil.claims.languages.cues import Cues, Speech
from dalil.claims.languages.speakers import (
    Said,
    Sentence,
    before_stop,
    is_said,
    or_none,
    subject,
)
from dalil.evidence import Kind, Stance

Span = tuple[int, int]
_WORD = re.compile(r"\s*[\w-]+")
_COLON = re.compile(r"(?:\s+(?:следующее|ce qui suit))?\s*:\s+(?=[^\W_])")
"""What opens a content without "that": "The court found: ..."."""
_ADVERB = re.compile(r"\w+ment|полностью|категорически|en bloc|решительно", re.IGNORECASE)
_HELD = ("say", "think", "judge")
"""Classes of verbs by which a court holds something."""


def verbs(sentence: Sentence, cues: Cues) -> Iterator[Said]:
    """Verbs of saying with "that" and a clause, with an object, or with an agent behind them."""
    plain = sentence.plain
    stop = before_stop(plain, sentence.start, sentence.end)
    for speech in cues.speech:
        yield from _passives(sentence, speech, cues, stop)
        for match in speech.pattern.finditer(plain, sentence.start, stop):
            if not is_said(sentence, match, cues):
                continue
            if cues.after:
                content, speaker = _after(sentence, match, speech, cues, stop)
            else:
                content, speaker = _before(sentence, match, speech, cues)
            if content is None:
                continue
            said = _made(sentence, match, content, speaker, speech, cues)
            if said is not None:
                yield said


def _made(
    sentence: Sentence,
    verb: re.Match[str],
    content: Span,
    speaker: Span | None,
    speech: Speech,
    cues: Cues,
) -> Said | None:
    plain = sentence.plain
    start, end = trimmed(plain, *content)
    if end - start < 3 or len(plain[start:end].split()) < (1 if speech.object else 2):
        return None
    words = plain[speaker[0] : speaker[1]] if speaker else ""
    court = bool(cues.courts.search(words)) and not cues.kin.search(words)
    stance = speech.stance
    if court and stance is Stance.DENIES:
        return None  # a court that rejects a claim denies nothing: it decides
    if court and speech.id in _HELD:
        stance = Stance.REPORTS_COURT_HELD
    own = _own_voice(words, verb.group(), cues)
    hedged = speech.hedged or bool(cues.hedges.search(verb.group().split()[0]))
    return Said(
        start, end, speaker, stance, Kind.INDIRECT, f"verb:{speech.id}", speech.stage, own, hedged
    )


def _own_voice(words: str, verb: str, cues: Cues) -> bool:
    """Whether the document's own "we" speaks: by its pronoun alone, or by the verb's ending without one."""
    if words:
        return bool(cues.first_person and cues.first_person.fullmatch(words.strip()))
    return bool(cues.we_say and cues.we_say.search(verb))


def _passives(sentence: Sentence, speech: Speech, cues: Cues, stop: int) -> Iterator[Said]:
    """The agent of "X was accused by Y of ..." speaks; the sentence is what is said."""
    plain = sentence.plain
    for match in speech.passive.finditer(plain, sentence.start, stop) if speech.passive else ():
        if sentence.in_quotes(match.start()):
            continue
        agent = next(((s, e) for s, e in sentence.named if 0 <= s - match.end() <= 40), None)
        if agent is not None:
            agent = (match.end(), agent[1])
        speaker = trimmed(plain, *agent) if agent else None
        start, end = trimmed(plain, sentence.start, stop)
        yield Said(
            start, end, speaker, speech.stance, Kind.INDIRECT, f"passive:{speech.id}", speech.stage
        )


def _after(
    sentence: Sentence, verb: re.Match[str], speech: Speech, cues: Cues, stop: int
) -> tuple[Span | None, Span | None]:
    """The content behind a verb, from "that" to the end of the sentence, and the subject before it."""
    plain = sentence.plain
    if speech.subjectless and speech.subjectless.match(plain, verb.end(), stop):
        return trimmed(plain, sentence.start, stop), None  # its object stands before the verb
    speaker = subject(sentence, verb.start(), cues)
    joining = speech.that or cues.that
    that = joining.search(plain, verb.end(), min(stop, verb.end() + cues.between))
    if that is not None and not sentence.in_quotes(that.start()):
        between = plain[verb.end() : that.start()]
        if not re.search(r"[.;:!?]", between):
            return (that.end(), stop), speaker
    listed = _COLON.match(plain, verb.end(), stop) if speech.id in _HELD else None
    if listed and not sentence.in_quotes(listed.end()):
        return (listed.end(), stop), speaker
    if not speech.object and not speech.starts:
        return None, None
    if speech.starts and not speech.starts.match(plain, verb.end(), stop):
        return None, None
    end = stop
    for clause in re.compile(r"[;:]|,\s").finditer(plain, verb.end(), stop):
        if not sentence.in_quotes(clause.start()):
            end = clause.start()
            break
    end = _before_next(sentence, (verb.end(), end), cues)
    content = plain[verb.end() : end].strip()
    if cues.joins.match(content):
        return (
            None,
            None,
        )  # "denies his guilt and insists ...": what is denied stands before the verb
    return ((verb.end(), end) if content and not _ADVERB.fullmatch(content) else None), speaker


def _before_next(sentence: Sentence, span: Span, cues: Cues) -> int:
    """The end of a content before another verb of saying: "denied the charges and demanded ..."."""
    for join in cues.joins.finditer(sentence.plain, *span):
        place = join.end() + 1
        if sentence.in_quotes(join.start()) or place >= span[1]:
            continue
        if any(speech.pattern.match(sentence.plain, place, span[1]) for speech in cues.speech):
            return join.start()
    return span[1]


def _before(
    sentence: Sentence, verb: re.Match[str], speech: Speech, cues: Cues
) -> tuple[Span | None, Span | None]:
    """The content before a verb, closed by its "that"; the speaker opens the sentence."""
    plain = sentence.plain
    least = max(sentence.start, verb.start() - cues.between)
    that = None
    for match in cues.that.finditer(plain, least, verb.start()):
        that = match
    form = None
    for match in cues.that_forms.finditer(plain, least, verb.start()) if cues.that_forms else ():
        form = match
    if that is None and form is None and not speech.object:
        return None, None
    end = verb.start()
    if that is not None and (form is None or that.start() > form.start()):
        end = that.start() if that.group().lower() == "деп" else end
    speaker = _opening(sentence, end, cues)
    if speaker is None:
        return ((sentence.start, end), None) if _own_voice("", verb.group(), cues) else (None, None)
    start = speaker[1]
    apposition = re.compile(r",[^,]{2,60},\s").match(plain, start, end)
    if apposition:
        start = apposition.end()
    return (start, end), trimmed(plain, *speaker)


def _opening(sentence: Sentence, end: int, cues: Cues) -> Span | None:
    """Who speaks in a sentence that opens with its speaker: a name with its nouns, a pronoun, a word."""
    plain, start = sentence.plain, sentence.start
    first = next((n for n in sentence.named if start <= n[0] < end), None)
    if first is not None and not plain[start : first[0]].count(","):
        if cues.objects and cues.objects.search(plain[first[0] : first[1]]):
            return or_none(sentence, start, first[0])  # a name in another case is spoken of
        return start, _with_nouns(sentence, first, end, cues)
    if first is not None and cues.first_person and cues.first_person.match(plain, start):
        return start, _with_nouns(sentence, first, end, cues)
    pronoun = cues.pronouns.match(plain, start)
    if pronoun is not None:
        return pronoun.span()
    word = re.compile(r"\S+\s+").match(plain, start, end)
    return (start, word.end()) if word else None


def _with_nouns(sentence: Sentence, name: Span, end: int, cues: Cues) -> int:
    """The end of a name with what belongs to it: "Х пен У", "Хтің қорғаушысы У", "Х банкі"."""
    plain, place = sentence.plain, name[1]
    for _ in range(4):
        joined = cues.joined.match(plain, place + 1, end) if cues.joined else None
        after = joined.end() if joined else place
        following = next(
            (n for n in sentence.named if after <= n[0] <= after + 2 and n[1] <= end), None
        )
        words = plain[name[0] : place].lower()
        owner = words.endswith(cues.genitive)
        if following is not None and (joined or (owner is False and place > name[1])):
            place = following[1]
            continue
        noun = _WORD.match(plain, place, end)
        if (
            noun
            and plain[place : place + 1] != ","
            and (owner or (cues.possessed and cues.possessed.fullmatch(noun.group().strip())))
        ):
            place = noun.end()
            continue
        if plain[place : place + 1] in ('"', "»"):
            place += 1
            continue
        break
    return place
