"""Masks: names that a public export may not show are replaced everywhere in the tree.

Masked are the people whom the case protects (children, victims, witnesses, as marked) and persons
whom the file names as under investigation but not as charged, tried or listed (product.md, principle
12). The target, whom the user marked, is not masked, but for one whose data are restricted. A quote with a mask in it is no longer verbatim
there; the brackets say so. Every string of the tree passes through here (``masks.py`` says which
spellings are found), but a name in a spelling that the case does not know is not found.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from dalil.claims.reviews import rejected
from dalil.claims.view import Entity
from dalil.dossier.draft import references
from dalil.dossier.masks import Masks
from dalil.dossier.values import Box, Dossier, Material, Sentence
from dalil.evidence import Claim, HolderRole, MentionType, Predicate, Stage, Stance, Tier
from dalil.names.parts import parse_person

RESTRICTED = "restricted"
"""A reason that masks a person for every audience; the others mask for the public."""
VEILED = "[person not named]"
"""The sign of a protected person's name where nothing that is shown tells whose name it is."""
WORD = 4
"""Code points from which one word of a masked name is masked on its own, in small letters too."""

T = TypeVar("T")
_UNTOUCHED = frozenset(
    {"sha256", "claim", "claims", "id", "target", "kind", "checkpoint", "format"}
)
_AFTER = frozenset(
    {
        Stage.CHARGE,
        Stage.CONVICTION,
        Stage.ACQUITTAL,
        Stage.JUDGMENT,
        Stage.PENALTY,
        Stage.SETTLEMENT,
        Stage.DESIGNATION,
        Stage.DELISTING,
    }
)
_TELLING = frozenset(
    {HolderRole.AUTHOR, HolderRole.PUBLISHER, HolderRole.COURT, HolderRole.REGISTER}
)
_AROUND = 240
"""Code points before and behind a claim in which the rest of its sentence is looked for."""
_SENTENCE = re.compile(r"[.!?;…]\s|\n")
_TAKEN_BACK = re.compile(
    r"(?<!\w)(?:not|never|no|none|nobody|neither|nor|false|falsely|untrue|wrong|wrongly|mistakenly|almost|nearly"
    r"|without|withdrew|withdrawn|retracted|denie[ds]|deny|denies|denying|whether|if|unless|rumours?|rumors?"
    r"|не|нет|ни|никогда|якобы|ложно|неправд\w*|неверн\w*|почти|едва|чуть|если|опроверг\w*|отриц\w*"
    r"|емес|жоқ|ешқашан|егер|өтірік|жалған"
    r"|ne|pas|jamais|aucune?|faux|presque|si|ni|démenti\w*|nie|nient)(?!\w)|n['’]t(?!\w)",
    re.IGNORECASE,
)
"""Words by which a sentence may take back what a part of it says, in the languages that are read."""
_PROCEEDINGS = frozenset(
    {
        Predicate.INVESTIGATED_FOR,
        Predicate.CHARGED_WITH,
        Predicate.CONVICTED_OF,
        Predicate.ACQUITTED_OF,
        Predicate.SANCTIONED_BY,
    }
)


@dataclass(frozen=True)
class Masking:
    """The names that may not be shown, each with its sign.

    Attributes:
        signs: Entity id to the sign that stands for its names, such as ``[person A]``.
        reasons: Entity id to the reason why it is masked.
        names: Spelling to sign.
        own: Spellings of persons who are shown, which stay.
        short: Words of persons' names that are too short to be looked for in small letters, to sign.
        others: Words of whole names of persons who are not masked, which end as a plural does.
    """

    signs: Mapping[str, str]
    reasons: Mapping[str, str]
    names: Mapping[str, str]
    own: Collection[str] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    others: Collection[str] = ()

    @cached_property
    def _masks(self) -> Masks:
        return Masks(self.names, self.own, self.short, self.others)

    def words(self, text: str) -> str:
        """A text with every masked name replaced by its sign."""
        return self._masks.replaced(text)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where in a text masked names stand: first and one past the last code point of each."""
        return self._masks.places(text)


def masking(material: Material, shown: Collection[str]) -> Masking:
    """Whom an export has to mask: the restricted always, for the public the protected too.

    Args:
        material: The case, whom it protects, and the audience.
        shown: Ids of entities that the user marked and that are therefore shown; none that is
            restricted is.
    """
    public = material.audience is Tier.PUBLIC
    reasons = {
        entity: reason
        for entity, reason in material.protected.items()
        if public or reason == RESTRICTED
    }
    if public:
        for entity in investigated_only(material):
            reasons.setdefault(entity, "under investigation but not charged")
    entities = material.view.entities
    open_ = {key for key in shown if key in entities and reasons.get(key) != RESTRICTED}
    found = [key for key in entities if key in reasons and key not in open_]
    signs = {key: f"[person {_letters(index)}]" for index, key in enumerate(found)}
    own = {name for key in open_ for name in _spellings(entities[key])}
    names = {
        name: signs[key]
        for key in reversed(found)
        for name in _spellings(entities[key])
        if name not in own
    }
    for name in _veiled(material):
        names.setdefault(name, VEILED)
    people = [key for key in reversed(found) if entities[key].type == MentionType.PERSON]
    shown_too = {word for key in open_ for word in _short(entities[key])}
    short = {word: signs[key] for key in people for word in _short(entities[key]) - shown_too}
    others = _like_plurals(entities, signs) if names else set()
    return Masking(signs, {key: reasons[key] for key in found}, names, own, short, others)


def mask(dossier: Dossier, material: Material, target: str) -> Dossier:
    """The dossier with protected names replaced, where it is made for the public; else itself."""
    found = masking(material, (target,))
    if not found.names:
        return dossier
    masked = _walk(dossier, found)
    return _say(masked, sorted(set(found.reasons.values())), len(found.signs))


def investigated_only(material: Material) -> tuple[str, ...]:
    """Persons named as under investigation, and nowhere as charged, tried or listed.

    Any word of an investigation masks; only what is told as a fact takes the mask off: that somebody was
    not charged, may be charged or should be convicted names nobody.
    """
    view = material.view
    seen: dict[str, set[Stage]] = {}
    gone = rejected(view.judgements)
    for claim in view.claims.values():
        stage = claim.stage
        after = stage in _AFTER
        if stage is None or (after and not (_told(claim, gone) and _plainly(claim, material))):
            continue
        for entity in _subjects(claim, view.entity_of):
            seen.setdefault(entity, set()).add(stage)
    return tuple(
        key
        for key, stages in seen.items()
        if Stage.INVESTIGATION in stages
        and not stages & _AFTER
        and key in view.entities
        and view.entities[key].type == MentionType.PERSON
    )


def _told(claim: Claim, gone: Collection[str]) -> bool:
    """Whether a document, a court or a register tells of proceedings as of a fact, unrejected.

    What somebody is only said to have said ("a blog claimed that ...") takes no mask off.
    """
    plain = claim.stance in (Stance.ASSERTS, Stance.REPORTS_COURT_HELD) and not claim.calls_for
    plain = plain and all(one.role in _TELLING for one in claim.holders)
    return plain and not (claim.negated or claim.hedged) and claim.id not in gone


def _plainly(claim: Claim, material: Material) -> bool:
    """Whether the words themselves name whom they concern, and nothing beside them takes them back.

    A reader that errs here would name somebody of whom nothing is told: so it is asked for more than a
    claim says. A pronoun, a "not", "almost" or "withdrew" in the sentence leave the mask on.
    """
    place, mentions = claim.locator, material.view.mentions
    named = any(
        place.start <= mentions[one.id].start < place.end
        for one in references(claim)
        if one.id in mentions and mentions[one.id].exhibit == claim.exhibit
    )
    layer = material.layer(claim.exhibit) if named else None
    if layer is None:
        return named
    before = _SENTENCE.split(layer.text[max(place.start - _AROUND, 0) : place.start])[-1]
    after = _SENTENCE.split(layer.text[place.end : place.end + _AROUND])[0]
    return not _TAKEN_BACK.search(f"{before}{claim.quote}{after}")


def _subjects(claim: Claim, entity_of: Mapping[str, str]) -> set[str]:
    """Of whom a stage is reported: the relation's subject, else everybody the claim speaks of."""
    under = [relation.subject for relation in claim.relations if relation.predicate in _PROCEEDINGS]
    return {entity_of[ref.id] for ref in (under or references(claim)) if ref.id in entity_of}


def _spellings(entity: Entity) -> set[str]:
    """Whole names and their longer words: a quote may begin in the middle of a name."""
    words = {word for name in entity.names for word in name.split() if len(word) >= WORD}
    return {name for name in entity.names if len(name) > 1} | words


def _short(entity: Entity) -> set[str]:
    """Words of a person's names that are too short to be looked for in any case; no initial and no title."""
    parsed = [parse_person(name) for name in entity.names]
    words = {
        word
        for one in parsed
        for part in (*one.given, *one.patronymic, *one.family)
        for word in part.split()
    }
    return {word for word in words if 2 <= len(word.rstrip(".")) < WORD and not word[0].islower()}


def _like_plurals(entities: Mapping[str, Entity], masked: Collection[str]) -> set[str]:
    """Words that end as a plural does, of whole names of persons who are not masked."""
    return {
        word
        for key, one in entities.items()
        if key not in masked and one.type == MentionType.PERSON
        for name in one.names
        if "s" in name.lower() and parse_person(name).full
        for word in name.split()
        if word[-1] in "sS"
    }


def _veiled(material: Material) -> Iterator[str]:
    """Closed spellings of the protected, which a reader may have missed in a text that is shown.

    Of their words those that no name which is shown has: a family name is others' too.
    """
    if not material.veiled:
        return
    known = {
        word
        for entity in material.view.entities.values()
        for name in entity.names
        for word in name.split()
    }
    for name in material.veiled:
        yield name
        yield from (word for word in name.split() if len(word) >= WORD and word not in known)


def _letters(index: int) -> str:
    letters = ""
    while True:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
        if index < 0:
            return letters


def _walk(value: T, masking: Masking) -> T:
    def walk(part: object) -> object:
        if isinstance(part, str):
            return masking.words(part)
        if isinstance(part, tuple):
            return tuple(walk(one) for one in part)
        if dataclasses.is_dataclass(part) and not isinstance(part, type):
            changes = {
                field.name: walk(getattr(part, field.name))
                for field in dataclasses.fields(part)
                if field.name not in _UNTOUCHED
            }
            return dataclasses.replace(part, **changes)
        return part

    return cast(T, walk(value))


def _say(dossier: Dossier, reasons: list[str], count: int) -> Dossier:
    """State on the front page that names are masked, and why."""
    sentence = Sentence(
        f"Names of {count} {'person' if count == 1 else 'persons'} are masked "
        f"({'; '.join(reasons)}); a quote is not verbatim where a mask stands in it."
    )
    first = dossier.sections[0]
    blocks = tuple(
        dataclasses.replace(block, sentences=(*block.sentences, sentence))
        if isinstance(block, Box) and block.kind == "status"
        else block
        for block in first.blocks
    )
    return dataclasses.replace(
        dossier, sections=(dataclasses.replace(first, blocks=blocks), *dossier.sections[1:])
    )
