"""The hits of a file: which of them are asked about, and what it means to be on their list.

Whether a hit is the party is a person's judgement; nothing here makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dalil.diligence.values import ClientFile, Hit, Step
from dalil.names.fold import words

IMPLIED = {"sanctions": "sanction", "peps": "role.pep", "debarment": "debarment"}
"""What every entry of a list of a kind is, whether or not the list says so."""

UNSAID = "unsaid"
"""In the place of topics where neither the entry nor the kind of its list says what it means."""

_PEP = re.compile(r"\bpeps?\b", re.IGNORECASE)


def newest_hits(file: ClientFile) -> tuple[Hit, ...]:
    """The newest content of each party beside each entry; what an entry said before is superseded.

    Not where the entry of a reference has no name in common with that of before: then a table numbered
    its rows anew, and who stood there is still to be decided.
    """
    found: dict[tuple[str, str, str], dict[str, Hit]] = {}
    for check in file.of("check"):
        now: dict[tuple[str, str, str], dict[str, Hit]] = {}
        for hit in file.hits(check):
            now.setdefault((hit.party, hit.list, hit.entry_id), {})[hit.id] = hit
        for key, hits in now.items():
            names = {name for hit in hits.values() for name in _names(hit)}
            found[key] = hits | {
                id_: hit for id_, hit in found.get(key, {}).items() if not names & _names(hit)
            }
    # Who was taken off the file takes no open question along.
    parties, decisions = file.parties, file.decisions
    known = {step.text("name") for step in file.of("party")}
    return tuple(
        hit
        for hits in found.values()
        for hit in hits.values()
        if hit.party in parties or (hit.party in known and hit.id not in decisions)
    )


def _names(hit: Hit) -> set[str]:
    """The names that the entry of a hit had, however they are kept."""
    told = [
        one.get("text", "") if isinstance(one, Mapping) else one
        for one in hit.content.get("names", ())
    ]
    return {" ".join(sorted(words(str(name)))) for name in (*told, hit.name)}


def meanings(file: ClientFile) -> Mapping[str, frozenset[str]]:
    """What each pair's entry is, by the id of the pair: words of its list, and of the list's kind.

    ``sanction`` stands for everything that a list calls a sanction, in whatever words (``sanction.linked``,
    ``EU Sanctions``), and for an entry of a list of sanctions and others that says nothing of itself.
    """
    found: dict[str, frozenset[str]] = {}
    for check in file.of("check"):
        for hit in file.hits(check):
            found[hit.id] = found.get(hit.id, frozenset()) | _meaning(hit, _kinds(check, hit))
    return found


def implied(kinds: Iterable[str]) -> tuple[str, ...]:
    """What an entry is whose list is of one kind; nothing where it may be of several.

    >>> implied(["sanctions"]), implied(["sanctions", "peps"])
    (('sanction',), ())
    """
    told = set(kinds)
    word = IMPLIED.get(next(iter(told))) if len(told) == 1 else None
    return (word,) if word else ()


def _meaning(hit: Hit, kinds: frozenset[str]) -> frozenset[str]:
    told = {*hit.topics, *implied(kinds)}
    words = {topic.casefold() for topic in told}
    told |= {"sanction" for word in words if "sanction" in word}
    told |= {"debarment" for word in words if "debar" in word}
    told |= {"role.pep" for word in words if _PEP.search(word)}
    if not told:
        told = {"sanction" if kinds & {"sanctions", "mixed"} else UNSAID}
    return frozenset(told)


def _kinds(check: Step, hit: Hit) -> frozenset[str]:
    """The kinds of the list of a hit; of a vendor's those of everything it was held against."""
    lists = check.body.get("lists", ())
    own = [one for one in lists if one.get("list") == hit.list] or lists
    return frozenset(str(kind) for one in own for kind in one.get("kinds", ()))
