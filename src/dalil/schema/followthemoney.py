"""Dalil's types and predicates beside FollowTheMoney's schema names.

Names only: importing this does not import the ``followthemoney`` package (it takes seconds). What
FtM cannot say (who spoke, in which words, with which stance) is not squeezed into it: a claim that
is no plain statement is exported as a note, never as an edge.
"""

from __future__ import annotations

from dataclasses import dataclass

from dalil.evidence import MentionType, Predicate

VERSION = "4.11.2"
"""Version of the package against which the names were checked; the contract test runs with the locked one."""

TYPES: dict[str, tuple[str, ...]] = {
    MentionType.PERSON: ("Person",),
    MentionType.ORGANISATION: ("Organization", "Company", "PublicBody", "LegalEntity"),
    MentionType.LOCATION: ("Address",),
    MentionType.ASSET: ("Asset", "RealEstate", "Vessel", "Airplane", "BankAccount"),
}
"""FtM schemata of each type that is an entity there; the first is the one used where nothing tells."""


@dataclass(frozen=True, slots=True)
class Edge:
    """How a relation is said in FtM.

    Attributes:
        schema: Name of the edge schema.
        subject: Property that takes the relation's subject.
        object: Property that takes its object.
        detail: Property that takes the detail in words.
        start: Property of the start date.
        end: Property of the end date.
    """

    schema: str
    subject: str
    object: str
    detail: str = "role"
    start: str = "startDate"
    end: str = "endDate"


EDGES: dict[Predicate, Edge] = {
    Predicate.FAMILY: Edge("Family", "person", "relative", "relationship"),
    Predicate.ROLE_AT: Edge("Directorship", "director", "organization"),
    Predicate.MEMBER_OF: Edge("Membership", "member", "organization"),
    Predicate.EMPLOYED_BY: Edge("Employment", "employee", "employer"),
    Predicate.OWNS: Edge("Ownership", "owner", "asset"),
    Predicate.CONTROLS: Edge("Directorship", "director", "organization"),
    Predicate.NOMINEE_FOR: Edge("Representation", "agent", "client"),
    Predicate.REPRESENTS: Edge("Representation", "agent", "client"),
    Predicate.LOBBIES_FOR: Edge("Representation", "agent", "client"),
    Predicate.PAYS: Edge("Payment", "payer", "beneficiary", "purpose"),
    Predicate.FUNDS: Edge("Payment", "payer", "beneficiary", "purpose"),
    Predicate.SIGNED: Edge("UnknownLink", "subject", "object"),
    Predicate.PARTY_TO: Edge("UnknownLink", "subject", "object"),
    Predicate.TRANSFERRED_TO: Edge("Payment", "payer", "beneficiary", "purpose"),
    Predicate.MET_WITH: Edge("UnknownLink", "subject", "object"),
}
"""Predicates that FtM says as an edge between two entities."""

NOTES: frozenset[Predicate] = frozenset(
    {
        Predicate.ACCUSED_OF,
        Predicate.INVESTIGATED_FOR,
        Predicate.CHARGED_WITH,
        Predicate.CONVICTED_OF,
        Predicate.ACQUITTED_OF,
        Predicate.DISMISSED_FROM,
        Predicate.RESIGNED_FROM,
        Predicate.CALLS_FOR,
        Predicate.PUBLISHED,
        Predicate.LOCATED_IN,
    }
)
"""Predicates that leave as a ``Note`` or property with holder and stance, never as an edge."""

SANCTION = "Sanction"
"""Schema of a listing (``sanctioned_by``): a record of its own with ``entity``, ``authority``, ``program``."""


def schema_of(kind: str, name: str = "", *, form: bool = False, public: bool = False) -> str | None:
    """Choose the FtM schema for an entity.

    Args:
        kind: A :class:`~dalil.evidence.MentionType` value.
        name: The entity's name; a title number or address makes an asset real estate.
        form: The name carries a company's legal form, or somebody owns it (FtM lets only an Asset be
            owned, and of the organisations only a Company is one).
        public: The name is that of a public body.

    Returns:
        The schema's name, or None for what FtM holds as no entity (dates, sums, laws, groups).
    """
    if kind == MentionType.ORGANISATION:
        return "Company" if form else "PublicBody" if public else "Organization"
    if kind == MentionType.ASSET:
        return "RealEstate" if any(char.isdigit() for char in name) else "Asset"
    found = TYPES.get(kind)
    return found[0] if found else None


def edge_of(predicate: Predicate) -> Edge | None:
    """How FtM says a predicate, or None where it leaves as a note."""
    return EDGES.get(predicate)
