"""Why a score: one explanation a feature, with the values that were held against each other.

``name_match`` is what the names alone say (a probability); every other is what a fact adds to or takes
from its log-odds. The features are described under ``/algorithms``.
"""

from __future__ import annotations

from dalil.matching.compare import compare, prepared, score_names, weighed
from dalil.matching.qualifiers import weigh
from dalil.matching.screen import Subject, facts_of
from dalil.matching.standing import standing_line
from dalil.matching.values import Match

FEATURES = {
    "name_match": "Probability, learned from labelled pairs, that two names are one; the reasons follow.",
    "identifier": "A number in common that names one party decides; a contradicted one takes away.",
    "birth_date": "Dates of birth agree, nearly agree, or contradict, each as precisely as it is known.",
    "country": "A country in common adds a little; none in common takes a little.",
    "gender": "Genders that contradict take much.",
    "birth_place": "Places of birth that are alike.",
    "address": "Addresses that are alike.",
    "namesakes": "Where what is known speaks against one person, a common name falls further.",
    "standing": "The list says that the entry was taken off; the score is that of the likeness.",
    "list_quality": "The publisher grades the alias as weak.",
}


def explanations(subject: Subject, match: Match) -> dict[str, dict[str, object]]:
    """Explanations of a match, by feature.

    Args:
        subject: Who was asked for.
        match: What was found.

    Returns:
        For each feature that spoke ``score``, ``detail``, ``query``, ``candidate``.
    """
    evidence = weigh(subject.facts, facts_of(match.entry))
    found: dict[str, dict[str, object]] = {}
    if subject.names:
        asked, score = _best(subject, match, alone=not evidence)
        if evidence:
            evidence = weighed(
                score_names(*prepared(asked, match.name, _kind(subject, match))), evidence
            )
        told = {one.why for one in evidence} | {standing_line(match.entry)}
        lines = [line for line in match.why if line not in told]
        found["name_match"] = _feature(score, "; ".join(lines), asked, match.name)
        weak = next(filter(_is_weak, lines), None)
        if weak is not None:
            found["list_quality"] = _feature(round(match.score - score, 4), weak, asked, match.name)
    if line := standing_line(match.entry):
        found["standing"] = _feature(0.0, line, "", match.entry.delisted_on or match.entry.status)
    for one in evidence:
        query, _, candidate = one.why.partition(" against ")
        said = query.partition(": ")[2] or query, candidate or None
        found[one.feature] = _feature(round(one.change, 4), one.why, *said)
    return found


def _kind(subject: Subject, match: Match) -> str:
    return match.entry.type if subject.type == "any" else subject.type


def _best(subject: Subject, match: Match, *, alone: bool) -> tuple[str, float]:
    """The asked name that fits the matched one best, and how well without anything beside it."""
    if alone and len(subject.names) == 1 and not any(map(_is_weak, match.why)):
        return subject.names[0], match.score  # nothing but the name spoke: its score is the score
    kind = _kind(subject, match)
    scored = [(compare(name, match.name, kind).score, name) for name in subject.names]
    score, name = max(scored, key=lambda one: one[0])
    return name, score


def _is_weak(line: str) -> bool:
    return line.startswith("weak alias on the list")


def _feature(score: float, detail: str, query: str, candidate: str | None) -> dict[str, object]:
    return {"score": score, "detail": detail, "query": query, "candidate": candidate}
