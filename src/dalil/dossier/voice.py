"""Names for things: holders, entities, exhibits and dates as a dossier calls them.

A speaker is named as the documents name them; nothing is added about a speaker but what ties them
to the people of the case. This module does not decide what a sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from dalil.claims.view import CaseView, Entity
from dalil.dossier import wording
from dalil.evidence import Claim, Exhibit, Holder, HolderRole, Reference, Relation

_LOCAL = re.compile(r"(?:file:|[/\\~]|\.{1,2}[/\\]|[A-Za-z]:[/\\])")
_ADDRESS = re.compile(r"(?!file:)[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_ROLE_WORDS = {
    HolderRole.SPEAKER: "An unnamed speaker",
    HolderRole.COURT: "A court not named",
    HolderRole.SIGNATORY: "An unnamed signatory",
}


def _on_disk(exhibit: Exhibit) -> bool:
    """Whether its source is a path of the receiver's, from the root or from where a command was given."""
    if _ADDRESS.match(exhibit.source):
        return False
    last = re.split(r"[/\\]", exhibit.source)[-1]
    return bool(_LOCAL.match(exhibit.source)) or (exhibit.parent is None and last == exhibit.name)


class Voice:
    """Names of one case, numbered in the order of ingest.

    Args:
        view: The case.
        shown: Whether who reads may see an exhibit; all are seen when left out.
    """

    def __init__(self, view: CaseView, shown: Callable[[Exhibit], bool] | None = None) -> None:
        self.view = view
        self._shown = shown or (lambda exhibit: True)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Exhibit number by sha256."""
        return {sha: index for index, sha in enumerate(self.view.exhibits, start=1)}

    def entity(self, reference: Reference | None) -> Entity | None:
        """The entity that a reference names, under the judgements of the case."""
        if reference is None:
            return None
        return self.view.entities.get(self.view.entity_of.get(reference.id, ""))

    def name(self, reference: Reference | None) -> str:
        """The name of what a reference names; its own words where it is no entity."""
        found = self.entity(reference)
        if found is not None:
            return found.name
        return reference.text if reference is not None else ""

    def title(self, sha256: str) -> str:
        """An exhibit's title, else its file name."""
        info = self.view.infos.get(sha256)
        exhibit = self.view.exhibits.get(sha256)
        return (info.title if info else None) or (exhibit.name if exhibit else sha256[:12])

    def address(self, sha256: str) -> str:
        """Where an exhibit came from: the address that it states, else where it was received from.

        A path on the disk of whoever received it says nothing to a reader and something about the
        receiver, so only the name of the file stands there; so it does where the container that held
        the file may not be shown, since its name would be told.
        """
        info = self.view.infos.get(sha256)
        if info and info.address and not _LOCAL.match(info.address):
            return info.address
        exhibit = self.view.exhibits.get(sha256)
        if exhibit is None:
            return ""
        if exhibit.parent:
            container = self.view.exhibits.get(exhibit.parent)
            if container is None or not self._shown(container):
                return exhibit.name
        return exhibit.name if _on_disk(exhibit) else exhibit.source

    def holder(self, claim: Claim, *, short: bool = False, whole: bool = False) -> str:
        """Who holds a claim, chain included, in one line.

        Args:
            claim: The claim.
            short: Leave outlet and date out.
            whole: Name every signatory.
        """
        bare = [self.holder_name(one, claim.exhibit) for one in claim.holders]
        name = self.holder_name if short else self._holder
        parts: list[tuple[str, HolderRole]] = []
        signatories: list[str] = []
        for index, one in enumerate(claim.holders):
            if bare[index] in bare[index + 1 :]:
                continue  # who speaks and publishes is named once
            if one.role is HolderRole.SIGNATORY:
                signatories.append(name(one, claim.exhibit))
                if len(signatories) == 1:
                    parts.append(("", one.role))
            else:
                parts.append((name(one, claim.exhibit), one.role))
        signed = wording.signed(tuple(signatories), whole=whole)
        return wording.chain(tuple((text or signed, role) for text, role in parts), claim.kind)

    def holder_name(self, one: Holder, sha256: str) -> str:
        """One holder's name without the outlet."""
        found = self.entity(one.reference)
        words = one.text.strip()
        inner = one.reference.text if one.reference is not None else ""
        if found is not None and (not inner or inner == words or inner not in words):
            return found.name
        if words:
            return words
        if one.role in _ROLE_WORDS:
            return _ROLE_WORDS[one.role]
        info = self.view.infos.get(sha256)
        if info is not None and one.role is HolderRole.AUTHOR and info.authors:
            return " and ".join(info.authors)
        if info is not None and info.publisher:
            return info.publisher
        return f"The unnamed {one.role} of Exhibit {self.numbers.get(sha256, 0)}"

    def _holder(self, one: Holder, sha256: str) -> str:
        name = self.holder_name(one, sha256)
        name = f"{name} ({one.capacity})" if one.capacity else name
        if one.role not in (HolderRole.AUTHOR, HolderRole.PUBLISHER):
            return name
        info = self.view.infos.get(sha256)
        publisher = info.publisher if info else None
        when = wording.date(info.date) if info else ""
        if publisher and name.casefold() in publisher.casefold():
            name, publisher = publisher, None
        beside = [part for part in (publisher, when) if part]
        return f"{name} ({', '.join(beside)})" if beside else name

    def about(self, claim: Claim, target: str) -> str:
        """The target's name where the quote speaks of them without naming them, else ""."""
        if not any(self.view.entity_of.get(ref.id) == target for ref in claim.about):
            return ""
        entity = self.view.entities[target]
        words = {word.casefold() for name in entity.names for word in name.split() if len(word) > 3}
        quote = claim.quote.casefold()
        return "" if any(word in quote for word in words) else entity.name

    def relation(self, relation: Relation) -> str:
        """A relation in words, for register rows: subject, verb, object, particulars."""
        verb = wording.VERBS[relation.predicate]
        thing = self.name(relation.object) if relation.object else relation.value or ""
        extra = [
            relation.detail or "",
            wording.share(relation.share) if relation.share else "",
            wording.money(relation.amount) if relation.amount else "",
            period(relation),
        ]
        kept = "; ".join(part for part in extra if part)
        text = f"{self.name(relation.subject)} {verb} {thing}".strip()
        return f"{text} ({kept})" if kept else text


def period(relation: Relation) -> str:
    """``from 14 March 2009 to 2 November 2013``, as far as stated."""
    start, end = wording.date(relation.start_date), wording.date(relation.end_date)
    return " ".join(
        part for part in (f"from {start}" if start else "", f"to {end}" if end else "") if part
    )
