"""Views: entities under judgements, and everything that a case holds, ready to be asked.

An entity is a view of mentions under judgements, never stored as truth. The case view is what the
question rooms, the regimes and the dossier ask; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dalil.claims.versions import Version
from dalil.evidence import (
    Claim,
    DocumentInfo,
    Exhibit,
    Interest,
    Judgement,
    Mention,
    Question,
    Refusal,
    Roster,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Entity:
    """Mentions that judgements hold to be one person, organisation, place or thing.

    Attributes:
        id: ``e_...``, derived from the oldest member, so stable while that member stays.
        type: A :class:`~dalil.evidence.MentionType` value, by vote of the members.
        name: The fullest name in Latin script, else the fullest.
        names: All distinct spellings, in all scripts, fullest first.
        members: Ids of the mentions.
        reasons: Ids of the judgements that joined them.
    """

    id: str
    type: str
    name: str
    names: tuple[str, ...]
    members: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseView:
    """All that a case holds, keyed by id, in the order of ingest.

    Attributes:
        name: Name of the case.
        exhibits: By sha256.
        infos: What each read exhibit says of itself, by sha256.
        notes: What could not be read of an exhibit, by sha256.
        refusals: Exhibits that could not be read, by sha256.
        mentions: By id.
        claims: By id.
        rosters: All.
        judgements: All, oldest first.
        entities: By id.
        entity_of: Entity id by mention id.
        redirects: Retired entity id to the one that took it in.
        questions: By id.
        interests: All stated ties of speakers.
        reviewed: Ids of claims that a person has accepted, rejected or corrected.
        targets: Entity ids that the user marked.
        marked: The same as they were when they were marked: joined with nobody since.
        tiers: Disclosure tier of a claim where a mark changed it; exhibits hold theirs.
        privileges: Privilege flag of a claim where a mark changed it.
        aside: Marked claims that count no longer (corrected, read otherwise): their words stay as closed.
        versions: Documents that are near-identical versions of an earlier one, by sha256.
    """

    name: str
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    infos: Mapping[str, DocumentInfo] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    rosters: tuple[Roster, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    entity_of: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    interests: tuple[Interest, ...] = ()
    reviewed: frozenset[str] = frozenset()
    targets: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    tiers: Mapping[str, Tier] = field(default_factory=dict)
    privileges: Mapping[str, bool] = field(default_factory=dict)
    aside: Mapping[str, Claim] = field(default_factory=dict)
    versions: Mapping[str, Version] = field(default_factory=dict)
