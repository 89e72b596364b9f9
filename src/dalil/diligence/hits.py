"""The hits of a file: which of them are asked about. Whether one is the party is a person's judgement."""

from __future__ import annotations

from dalil.diligence.values import ClientFile, Hit


def newest_hits(file: ClientFile) -> tuple[Hit, ...]:
    """The newest content of each party beside each entry; what an entry said before is superseded."""
    found: dict[tuple[str, str, str], dict[str, Hit]] = {}
    for check in file.of("check"):
        now: dict[tuple[str, str, str], dict[str, Hit]] = {}
        for hit in file.hits(check):
            now.setdefault((hit.party, hit.list, hit.entry_id), {})[hit.id] = hit
        found.update(now)
    # Who was taken off the file takes no open question along.
    parties, decisions = file.parties, file.decisions
    known = {step.text("name") for step in file.of("party")}
    return tuple(
        hit
        for hits in found.values()
        for hit in hits.values()
        if hit.party in parties or (hit.party in known and hit.id not in decisions)
    )
