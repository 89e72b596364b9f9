"""Which speakers are independent of each other: independence is of origin, not of outlet.

Two claims have one origin when their innermost holder is one, or when claims on file tie the two
holders: one pays, employs, funds or represents the other, or one third party does so to both; or
when they are the own words of one publisher, or of near-identical versions of one text. Ties that
are only alleged do not count; every tie counted is named by its claim. The number of groups is no
measure of truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from dalil.claims.versions import groups
from dalil.claims.view import CaseView
from dalil.evidence import Claim, HolderRole, MentionType
from dalil.names.fold import name_key
from dalil.names.orgforms import org_key
from dalil.sources.ties import Tie, find_ties

_BINDING = frozenset(
    {"paid_by", "works_for", "funded_by", "represents", "lobbies_for", "role_at", "owner_of"}
)
# A seat in a parliament binds nobody to the others who sit there.
_NO_EMPLOYER = frozenset(
    map(
        name_key,
        ("parliament", "senate", "house", "congress", "assembly", "forum", "парламент", "сенат"),
    )
)
_OWN_WORDS = frozenset({HolderRole.AUTHOR, HolderRole.PUBLISHER})


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Claims that come from one origin.

    Attributes:
        labels: Names of the holders, in the order of their claims.
        claims: Ids of the claims.
        ties: Ids of the claims that tie the holders; empty where the holder is one.
        versions: Exhibits among those of the claims that are versions of one text.
    """

    labels: tuple[str, ...]
    claims: tuple[str, ...]
    ties: tuple[str, ...]
    versions: tuple[str, ...] = ()


def origin_groups(view: CaseView, claim_ids: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Group claims by origin, as labels of their holders.

    Args:
        view: The case, from which the ties are taken.
        claim_ids: The claims to be counted; unknown ids are passed over.

    Returns:
        One tuple of labels for each origin, in the order of the claims. Its length is the number of
        independent origins.
    """
    return tuple(group.labels for group in find_groups(view, claim_ids))


def find_groups(view: CaseView, claim_ids: Iterable[str]) -> list[OriginGroup]:
    """Group claims by origin, with the claims and the ties that make each group."""
    claims = [view.claims[claim] for claim in dict.fromkeys(claim_ids) if claim in view.claims]
    origins = {claim.id: _origin(view, claim) for claim in claims}
    texts = groups(view.versions)
    binding = chain(_bindings(view, set(origins.values())), _of_one_text(claims, origins, texts))
    parent = {origin: origin for origin in origins.values()}

    def top(origin: str) -> str:
        while parent[origin] != origin:
            parent[origin] = parent[parent[origin]]
            origin = parent[origin]
        return origin

    held: dict[str, set[str]] = {}
    for one, other, ties in binding:
        if one in parent and other in parent:
            joined = held.pop(top(other), set()) | held.pop(top(one), set()) | ties
            parent[top(other)] = top(one)
            held[top(one)] = joined
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(top(origins[claim.id]), []).append(claim)
    return [
        OriginGroup(
            labels=tuple(dict.fromkeys(_label(view, claim) for claim in own)),
            claims=tuple(claim.id for claim in own),
            ties=tuple(sorted(held.get(origin, ()))),
            versions=_versions(own, texts),
        )
        for origin, own in grouped.items()
    ]


def _of_one_text(
    claims: Sequence[Claim], origins: Mapping[str, str], texts: Mapping[str, str]
) -> Iterator[tuple[str, str, set[str]]]:
    """Origins that speak in versions of one text: its author, and whom it quotes without a name."""
    first: dict[tuple[str, str], str] = {}
    for claim in claims:
        root = texts.get(claim.exhibit)
        holder = claim.holders[0]
        if root is None:
            continue
        unnamed = origins[claim.id].startswith("unnamed ")
        if holder.role not in _OWN_WORDS and not unnamed:
            continue  # a named speaker is one already, whatever prints the words
        voice = f"unnamed {name_key(holder.text)}" if unnamed else "author"
        origin = first.setdefault((root, voice), origins[claim.id])
        if origin != origins[claim.id]:
            yield origin, origins[claim.id], set()


def _versions(claims: Sequence[Claim], texts: Mapping[str, str]) -> tuple[str, ...]:
    """The exhibits of the claims of which another one is a version."""
    exhibits = tuple(dict.fromkeys(claim.exhibit for claim in claims if claim.exhibit in texts))
    roots = [texts[exhibit] for exhibit in exhibits]
    return tuple(e for e in exhibits if roots.count(texts[e]) > 1)


def _origin(view: CaseView, claim: Claim) -> str:
    """Name the origin of a claim: the innermost holder, or who answers for the document."""
    first = claim.holders[0]
    entity = view.entity_of.get(first.reference.id) if first.reference else None
    if entity:
        return entity
    if first.role == HolderRole.REGISTER:
        return f"register {name_key(first.text) or claim.exhibit}"
    if first.text and first.role not in _OWN_WORDS:
        return f"unnamed {claim.exhibit} {name_key(first.text)}"
    info = view.infos.get(claim.exhibit)
    named = first.text or (info.authors[0] if info and info.authors else "")
    return f"author {name_key(named)}" if named else f"document {claim.exhibit}"


def _bindings(view: CaseView, origins: set[str]) -> Iterator[tuple[str, str, set[str]]]:
    """Pairs of origins that ties join, with the claims that say so."""
    shared: dict[str, list[tuple[str, str]]] = {}
    for tie in _asserted(view):
        if tie.other is None:
            continue
        if tie.holder in origins and tie.other in origins:
            yield tie.holder, tie.other, {tie.claim.id}
        if tie.holder in origins:
            shared.setdefault(tie.other, []).append((tie.holder, tie.claim.id))
    for rows in shared.values():
        first, stated = rows[0]
        for other, claim in rows[1:]:
            if other != first:
                yield first, other, {stated, claim}
    yield from _by_publisher(view, origins)


def _asserted(view: CaseView) -> Iterator[Tie]:
    for tie in find_ties(view):
        if tie.kind in _BINDING and tie.asserted and not _is_seat(view, tie):
            yield tie


def _is_seat(view: CaseView, tie: Tie) -> bool:
    """Whether the tie is a seat in a parliament, or an office of a country as a whole."""
    other = view.entities.get(tie.other or "")
    if other is None or tie.kind != "role_at":
        return False
    return other.type == MentionType.LOCATION or bool({*org_key(other.name).split()} & _NO_EMPLOYER)


def _by_publisher(view: CaseView, origins: set[str]) -> Iterator[tuple[str, str, set[str]]]:
    """Authors whose own words one publisher prints are bound by it."""
    first: dict[str, str] = {}
    for claim in view.claims.values():
        info = view.infos.get(claim.exhibit)
        if claim.holders[0].role not in _OWN_WORDS or not info or not info.publisher:
            continue
        origin = _origin(view, claim)
        if origin in origins:
            held = first.setdefault(org_key(info.publisher), origin)
            if held != origin:
                yield held, origin, set()


def _label(view: CaseView, claim: Claim) -> str:
    holder = claim.holders[0]
    entity = view.entity_of.get(holder.reference.id) if holder.reference else None
    if entity and entity in view.entities:
        return view.entities[entity].name
    info = view.infos.get(claim.exhibit)
    document = _document(view.infos, claim.exhibit)
    if holder.role in _OWN_WORDS:
        author = holder.text or (info.authors[0] if info and info.authors else "")
        return author or f"author of {document}"
    return f"{holder.text or f'unnamed {holder.role}'} in {document}"


def _document(infos: Mapping[str, object], exhibit: str) -> str:
    title = getattr(infos.get(exhibit), "title", None)
    return str(title) if title else f"exhibit {exhibit[:12]}"
