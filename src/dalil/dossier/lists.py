"""List screening: which versions of which lists the names were held against, found or not.

A hit is a likeness of names, not a person: whether it is the same person is somebody's judgement.
"""

from __future__ import annotations

from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.values import Block, Cell, Plain, Section, Sentence, Table
from dalil.matching.values import Match, Screening


def section(draft: Draft) -> Section:
    """Every screening with its list versions and its hits, or that nothing was found."""
    blocks: list[Block] = []
    for screening in draft.material.screenings:
        blocks.extend(_screening(screening))
    if not blocks:
        text = "The names were not held against any list: no list is installed, or none was asked."
        blocks.append(Plain((Sentence(text),)))
    return Section(
        id="lists",
        title="List screening",
        lead=Sentence(
            "A score says how alike two names are. It is no probability that they are one person, "
            "and a namesake is common."
        ),
        blocks=tuple(blocks),
        notes=draft.take_notes(),
    )


def _screening(screening: Screening) -> list[Block]:
    names = "; ".join(wording.quoted(name) for name in screening.names)
    result = wording.plural(len(screening.matches), "entry", "entries") + " to look at"
    text = f"Held against the lists below on {wording.date(screening.at)}: {names}. "
    blocks: list[Block] = [
        Plain((Sentence(text + (f"Found: {result}." if screening.matches else "Nothing found.")),))
    ]
    if screening.matches:
        rows = tuple(_match(match) for match in screening.matches)
        columns = ("Listed name", "List and entry", "Likeness of names", "Why")
        blocks.append(Table("Entries with a similar name", columns, rows, "matches"))
    versions: tuple[tuple[Cell, ...], ...] = tuple(
        (
            (Sentence(version.list),),
            (Sentence(version.publisher),),
            (Sentence(version.version),),
            (Sentence(f"{version.entries:,}"),),
            (Sentence(version.sha256),),
        )
        for version in screening.lists
    )
    head = ("List", "Publisher", "Version", "Entries", "sha256 of the file")
    blocks.append(Table("Lists asked", head, versions, "versions"))
    return blocks


def _match(match: Match) -> tuple[Cell, ...]:
    entry = match.entry
    facts = [
        "; ".join(f"born {wording.date(born)}" for born in entry.birth_dates),
        ", ".join(entry.countries),
        f"listed on {wording.date(entry.listed_on)}" if entry.listed_on else "",
    ]
    return (
        (Sentence(match.name), *(Sentence(fact) for fact in facts if fact)),
        (Sentence(f"{match.list}, version {match.version}, entry {entry.id}"),),
        (Sentence(f"{match.score:.2f}", marks=(_decision(match.decision),)),),
        tuple(Sentence(line) for line in match.why) or (Sentence("–"),),
    )


def _decision(word: str) -> str:
    return {"match": "names agree", "review": "to be looked at", "no": "names differ"}.get(
        word, word
    )
