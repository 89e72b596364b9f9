"""A case as FollowTheMoney entities, for tools that speak that model, with a file that says who said what.

FtM has no speaker: what stands in it reads as fact. So only a named register's own statement becomes an
edge (Ownership, Directorship ...), or a table's that a person accepted: any party can hand in a table that
looks like a register and is signed by nobody. Everything that somebody says, and everything negated, hedged or told of
proceedings, becomes a ``Note`` whose description holds the words and whose summary names the holder.
The package drops properties that it does not know without a word; what FtM cannot hold (the place of
the quote, its hash, the chain of holders, the other side of a contest) stands in the provenance file,
a line for each entity made from a claim. Model: followthemoney 4.11, checked by a test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from dalil.claims.overruled import tied_by_rules
from dalil.claims.view import Entity
from dalil.dossier import wording
from dalil.dossier.leaving import Leaving
from dalil.evidence import (
    Claim,
    Exhibit,
    HolderRole,
    Kind,
    MentionType,
    Predicate,
    Relation,
    Stance,
)
from dalil.names.orgforms import has_form
from dalil.schema.followthemoney import SANCTION, Edge, edge_of, schema_of

Properties = dict[str, list[str]]
_URL = re.compile(r"https?://\S+\Z")
_RANGES = {
    # Schemata that an end of an edge may have, where FtM is strict about it.
    "person": {"Person"},
    "relative": {"Person"},
    "asset": {"Company", "RealEstate", "Asset", "Vessel", "Airplane", "BankAccount"},
    "organization": {"Organization", "Company", "PublicBody"},
    "employer": {"Organization", "Company", "PublicBody"},
    "employee": {"Person"},
}
_ACTORS = {"Person", "Organization", "Company", "PublicBody", "LegalEntity"}


class Graph:
    """The entities of one export; ask for :meth:`entities`, then for :meth:`provenance`.

    Args:
        leaving: What may leave.
    """

    def __init__(self, leaving: Leaving) -> None:
        self.leaving = leaving
        self._owned = {
            leaving.entity_of(relation.object)
            for claim in leaving.claims
            for relation in tied_by_rules(claim)
            if relation.predicate is Predicate.OWNS
        }
        self._schemata = {
            key: schema
            for key, entity in leaving.entities.items()
            if (schema := self._schema(entity)) is not None
        }
        self._accepted = leaving.draft.accepted
        self._made: list[tuple[str, str, Claim]] = []

    def entities(self) -> Iterator[dict[str, object]]:
        """Documents, things, edges of registers, and notes for all that is said."""
        self._made = []
        for exhibit in self.leaving.exhibits:
            yield _entity(_document_id(exhibit.sha256), "Document", self._document(exhibit))
        for key, schema in self._schemata.items():
            yield _entity(key, schema, self._thing(self.leaving.entities[key]))
        for claim in self.leaving.claims:
            yield from self._claim(claim)

    def provenance(self) -> Iterator[dict[str, object]]:
        """The state of the export, then where each entity that was made from a claim comes from."""
        yield {"export": "ftm", **self.leaving.state}
        for key, schema, claim in self._made:
            yield {"id": key, "schema": schema, **self.leaving.row(claim)}

    def _schema(self, entity: Entity) -> str | None:
        form = entity.id in self._owned or any(map(has_form, entity.names))
        return schema_of(entity.type, entity.name, form=form)

    def _thing(self, entity: Entity) -> Properties:
        words = self.leaving.words
        names = [words(name) for name in entity.names if name != entity.name]
        if entity.type == MentionType.LOCATION:
            return {"full": [words(entity.name)], "name": [words(entity.name)]}
        return {"name": [words(entity.name)], "alias": names}

    def _document(self, exhibit: Exhibit) -> Properties:
        leaving, voice = self.leaving, self.leaving.draft.voice
        info = leaving.view.infos.get(exhibit.sha256)
        # An address with a mask in it leads nowhere.
        address = leaving.words(told := voice.address(exhibit.sha256))
        return {
            "fileName": [leaving.words(exhibit.name)],
            "title": [leaving.words(voice.title(exhibit.sha256))],
            "mimeType": [exhibit.media_type],
            "fileSize": [str(exhibit.size)],
            "sourceUrl": [address] if address == told and _URL.match(address) else [],
            "publisher": [leaving.words(info.publisher)] if info and info.publisher else [],
            "author": [leaving.words(author) for author in info.authors] if info else [],
            "date": [info.date] if info and info.date else [],
            "notes": [f"sha256 {exhibit.sha256}"],
        }

    def _claim(self, claim: Claim) -> Iterator[dict[str, object]]:
        edges = [edge for relation in claim.relations if (edge := self._edge(claim, relation))]
        plain = _stated_by_register(claim) and self._vouched(claim)
        for number, (schema, properties) in enumerate(edges if plain else (), 1):
            key = f"{claim.id}-{number}"
            self._made.append((key, schema, claim))
            yield _entity(key, schema, {**properties, **self._source(claim)})
        if not plain or len(edges) < max(len(claim.relations), 1):
            key = f"{claim.id}-note"
            self._made.append((key, "Note", claim))
            yield _entity(key, "Note", self._note(claim))

    def _vouched(self, claim: Claim) -> bool:
        """Whether the register has a name, or a person accepted what it says."""
        info = self.leaving.view.infos.get(claim.exhibit)
        named = any(
            holder.role is HolderRole.REGISTER and (holder.text.strip() or holder.reference)
            for holder in claim.holders
        )
        stated = bool(info and (info.publisher or "").strip())
        return named or stated or claim.id in self._accepted

    def _edge(self, claim: Claim, relation: Relation) -> tuple[str, Properties] | None:
        subject = self.leaving.entity_of(relation.subject)
        object_ = self.leaving.entity_of(relation.object)
        if relation.predicate is Predicate.SANCTIONED_BY and subject in self._schemata:
            return SANCTION, self._sanction(claim, relation, str(subject))
        edge = edge_of(relation.predicate)
        if edge is None or not self._fits(edge, subject, object_):
            return None
        properties = {
            edge.subject: [str(subject)],
            edge.object: [str(object_)],
            edge.detail: [self.leaving.words(relation.detail)] if relation.detail else [],
            edge.start: [relation.start_date.value] if relation.start_date else [],
            edge.end: [relation.end_date.value] if relation.end_date else [],
        }
        if edge.schema == "Ownership" and relation.share:
            properties["percentage"] = [wording.share(relation.share)]
        amount = relation.amount
        if edge.schema == "Payment" and amount is not None and amount.value is not None:
            properties["amount"] = [str(amount.value)]
            properties["currency"] = [amount.currency] if amount.currency else []
        return edge.schema, properties

    def _fits(self, edge: Edge, subject: str | None, object_: str | None) -> bool:
        """Whether FtM lets entities of these schemata stand at the ends of the edge."""
        ends = ((edge.subject, subject), (edge.object, object_))
        return all(
            key is not None and self._schemata.get(key) in _RANGES.get(name, _ACTORS)
            for name, key in ends
        )

    def _sanction(self, claim: Claim, relation: Relation, subject: str) -> Properties:
        words, voice = self.leaving.words, self.leaving.draft.voice
        authority = voice.name(relation.object) if relation.object else relation.value or ""
        return {
            "entity": [subject],
            "authority": [words(authority)] if authority else [],
            "program": [words(relation.detail)] if relation.detail else [],
            "startDate": [relation.start_date.value] if relation.start_date else [],
            "endDate": [relation.end_date.value] if relation.end_date else [],
            "reason": [words(claim.quote)],
        }

    def _note(self, claim: Claim) -> Properties:
        return {
            "entity": [key for key in self.leaving.named(claim) if key in self._schemata],
            "description": [self.leaving.words(claim.quote)],
            **self._source(claim),
        }

    def _source(self, claim: Claim) -> Properties:
        """Holder, state and place in words, and the document as proof."""
        row = self.leaving.row(claim)
        marks = "; ".join(self.leaving.draft.marks(claim))
        contested = self.leaving.contests.get(claim.id, ())
        dispute = f"; contested in {', '.join(contested)}" if contested else ""
        address, told = str(row["address"]), self.leaving.draft.voice.address(claim.exhibit)
        shown = any(exhibit.sha256 == claim.exhibit for exhibit in self.leaving.exhibits)
        return {
            "summary": [f"Said by {row['holder_line']}; {marks}{dispute}; {row['place']}"],
            "sourceUrl": [address] if address == told and _URL.match(address) else [],
            "proof": [_document_id(claim.exhibit)] if shown else [],
        }


def lines(values: Iterable[Mapping[str, object]]) -> bytes:
    """Values as UTF-8 JSON lines."""
    text = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    return text.encode("utf-8", "backslashreplace")


def _stated_by_register(claim: Claim) -> bool:
    """Whether a register itself states the claim, without doubt or negation."""
    return (
        claim.kind is Kind.REGISTER
        and claim.stance is Stance.ASSERTS
        and not claim.negated
        and not claim.hedged
    )


def _entity(key: str, schema: str, properties: Properties) -> dict[str, object]:
    kept = {name: values for name, values in properties.items() if values}
    return {"id": key, "schema": schema, "properties": kept}


def _document_id(sha256: str) -> str:
    return f"x_{sha256}"
