"""The provenance of a case in PROV-JSON (W3C Member Submission, 24 April 2013; PROV-DM, 30 April 2013).

Exhibits, texts and claims are entities; ingest, reading and review are activities; holders, readers and
reviewers are agents. A claim is derived from its exhibit and attributed to those who hold it. Times are
those of the case's records. Whether a claim is true is not said. Beyond the submitter's side neither
who reviewed nor why is said: a reviewer has a number there.
"""

from __future__ import annotations

import hashlib
import json

from dalil.claims.reviews import REVIEWS, adds, in_effect
from dalil.dossier.leaving import Leaving
from dalil.evidence import Claim, Exhibit, Holder, Verdict

_OURS = "urn:dalil:ns:"
Json = dict[str, object]


def render(leaving: Leaving) -> bytes:
    """The provenance of all that leaves, as UTF-8 JSON; the same case gives the same bytes."""
    document: dict[str, Json] = {
        name: {}
        for name in (
            "entity",
            "activity",
            "agent",
            "wasGeneratedBy",
            "used",
            "wasDerivedFrom",
            "wasAttributedTo",
            "wasAssociatedWith",
        )
    }
    whole: Json = {"prefix": {"dalil": _OURS, "prov": "http://www.w3.org/ns/prov#"}, **document}
    _Writer(leaving, document).write()
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "backslashreplace"
    )


class _Writer:
    """Fills the parts of one PROV document."""

    def __init__(self, leaving: Leaving, document: dict[str, Json]) -> None:
        self.leaving = leaving
        self.parts = document

    def write(self) -> None:
        self.put("entity", "dalil:export", {**_typed("Export"), **self._state()})
        for exhibit in self.leaving.exhibits:
            self._exhibit(exhibit)
        for claim in self.leaving.claims:
            self._claim(claim)
        self._reviews()

    def put(self, part: str, key: str, value: Json) -> str:
        self.parts[part][key] = value
        return key

    def tie(self, part: str, **ends: str) -> None:
        """A relation of PROV between two things, under a name made of both."""
        key = hashlib.sha256("\x00".join((part, *ends.values())).encode()).hexdigest()[:20]
        self.put(part, f"_:{key}", {f"prov:{name}": value for name, value in ends.items()})

    def _state(self) -> Json:
        plain = {key: value for key, value in self.leaving.state.items() if key != "checkpoint"}
        checkpoint = self.leaving.material.checkpoint
        if checkpoint is not None:
            plain |= {"checkpoint_size": checkpoint.size, "checkpoint_root": checkpoint.root}
        return {f"dalil:{key}": value for key, value in plain.items()}

    def _exhibit(self, exhibit: Exhibit) -> None:
        words, voice = self.leaving.words, self.leaving.draft.voice
        key = self.put(
            "entity",
            f"dalil:exhibit-{exhibit.sha256}",
            {
                **_typed("Exhibit"),
                "prov:label": words(voice.title(exhibit.sha256)),
                "dalil:sha256": exhibit.sha256,
                "dalil:size": exhibit.size,
                "dalil:mediaType": exhibit.media_type,
                "dalil:address": words(voice.address(exhibit.sha256)),
            },
        )
        ingest = self.put(
            "activity",
            f"dalil:ingest-{exhibit.sha256}",
            {
                **_typed("Ingest"),
                "prov:startTime": exhibit.received_at,
                "prov:endTime": exhibit.received_at,
            },
        )
        self.tie("wasGeneratedBy", entity=key, activity=ingest)
        if exhibit.parent and any(one.sha256 == exhibit.parent for one in self.leaving.exhibits):
            self.tie(
                "wasDerivedFrom",
                generatedEntity=key,
                usedEntity=f"dalil:exhibit-{exhibit.parent}",
            )

    def _claim(self, claim: Claim) -> None:
        row = self.leaving.row(claim)
        kept = ("quote", "stance", "kind", "negated", "hedged", "stage", "place", "start", "end")
        key = self.put(
            "entity",
            f"dalil:{claim.id}",
            {
                **_typed("Claim"),
                **{f"dalil:{name}": row[name] for name in kept if row[name] is not None},
                "dalil:reviewed": bool(row["reviewed"]),
                "dalil:contestedIn": " ".join(self.leaving.contests.get(claim.id, ())),
            },
        )
        reading = self.put(
            "activity",
            f"dalil:read-{_short(claim.exhibit + claim.method)}",
            {**_typed("Reading"), "dalil:method": claim.method},
        )
        self.tie("wasGeneratedBy", entity=key, activity=reading)
        if any(exhibit.sha256 == claim.exhibit for exhibit in self.leaving.exhibits):
            source = f"dalil:exhibit-{claim.exhibit}"
            self.tie("used", activity=reading, entity=source)
            self.tie("wasDerivedFrom", generatedEntity=key, usedEntity=source)
        for holder in claim.holders:
            self.tie("wasAttributedTo", entity=key, agent=self._agent(claim, holder))

    def _agent(self, claim: Claim, holder: Holder) -> str:
        """The holder as an agent: the entity of the case, else the words that stand for them."""
        name = self.leaving.words(self.leaving.draft.voice.holder_name(holder, claim.exhibit))
        known = self.leaving.entity_of(holder.reference)
        key = f"dalil:{known}" if known else f"dalil:holder-{_short(f'{claim.exhibit}{name}')}"
        return self.put("agent", key, {"prov:label": name, "dalil:role": str(holder.role)})

    def _reviews(self) -> None:
        shown = {claim.id for claim in self.leaving.claims}
        for judgement in in_effect(self.leaving.view.judgements):
            # Of a correction the claim that stands now is reviewed by it.
            claim = judgement.right if judgement.verdict is Verdict.CORRECT else None
            claim = claim or judgement.left
            reviews = judgement.verdict in REVIEWS or adds(judgement)
            if claim not in shown or not reviews:
                continue
            draft = self.leaving.draft
            review: Json = {
                **_typed("Review"),
                "prov:startTime": judgement.made_at,
                "dalil:verdict": str(judgement.verdict),
            }
            if draft.inner:
                review["dalil:reason"] = self.leaving.words(judgement.reason)
            who = draft.worker(judgement.author) if judgement.by_person else judgement.author
            # The id of a judgement is made from its author and reason, so that they could be tried.
            named = f"{claim}{judgement.verdict}{judgement.made_at}{who}"
            activity = self.put("activity", f"dalil:review-{_short(named)}", review)
            agent = self.put("agent", f"dalil:reviewer-{_short(who)}", {"prov:label": who})
            self.tie("used", activity=activity, entity=f"dalil:{claim}")
            self.tie("wasAssociatedWith", activity=activity, agent=agent)


def _typed(name: str) -> Json:
    return {"prov:type": {"$": f"dalil:{name}", "type": "prov:QUALIFIED_NAME"}}


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


__all__ = ["render"]
