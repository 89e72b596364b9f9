"""Whom a reviewer means: an id or words, to a mention that a claim can rest on.

Where the words fit several people the reviewer is asked, never answered for. Somebody whom the program
did not read is named by the words of the document itself; nobody is made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dalil.casework.casefolder import Case
from dalil.claims.reading import BY_PERSON
from dalil.claims.shadow import shadow
from dalil.errors import AmbiguousName, BadInput, NotFound
from dalil.evidence import Mention, MentionType, Reference, TextLayer
from dalil.names.fold import fold

METHOD = f"{BY_PERSON}review/1"
"""Method of what persons make in a review; who it was stands in the judgement."""
_TYPED = re.compile(rf"({'|'.join(MentionType)}):\s*(.+)", re.DOTALL)
_NEAR = 6


@dataclass
class Names:
    """Finds those whom a reviewer names, in one document and at one place of it.

    Attributes:
        case: An open case.
        layer: The text of the document.
        near: The place of the claim, by which one of several mentions is chosen.
        made: Mentions that the reviewer's words made.
    """

    case: Case
    layer: TextLayer
    near: tuple[int, int]
    made: list[Mention] = field(default_factory=list)

    def find(self, wanted: str) -> Reference:
        """The reference that an id, a name or ``TYPE:words of the document`` means.

        Raises:
            NotFound: Nobody is called so.
            AmbiguousName: Several are.
        """
        wanted = wanted.strip()
        if not wanted:
            raise BadInput("A name is empty.", "Give a name, an entity's id or a mention's id.")
        if re.fullmatch(r"[em]_[a-z2-7]{32}", wanted):
            return self._by_id(wanted)
        if typed := _TYPED.fullmatch(wanted):
            return self._by_words(typed[2].strip(), typed[1])
        return self._here(wanted) or self._elsewhere(wanted)

    def words(self, wanted: str) -> tuple[int, int] | None:
        """Where words stand in the document, nearest to the claim; None where they do not."""
        text, asked = shadow(self.layer.text), shadow(wanted.strip())
        places = [found.start() for found in re.finditer(re.escape(asked), text)] if asked else []
        if not places:
            return None
        start = min(places, key=lambda at: self._distance(at, at + len(asked)))
        return start, start + len(asked)

    def _by_id(self, wanted: str) -> Reference:
        index = self.case.store.index
        key = f"m_{wanted[2:]}"
        entity = index.entities_of([key]).get(key)
        named = index.named([entity]).get(entity) if entity else None
        if entity is None or named is None:
            raise NotFound(f"The case has no mention or entity {wanted}.")
        if wanted.startswith("m_"):
            mention = next((m for m in self._mentions() if m.id == key), None)
            return Reference(key, mention.text if mention else named.name)
        return self._of_entity(entity, named.name)

    def _of_entity(self, entity: str, name: str) -> Reference:
        """The mention of an entity nearest to the claim; its oldest where this document has none."""
        mentions = self._mentions()
        of = self.case.store.index.entities_of(one.id for one in mentions)
        own = [one for one in mentions if of.get(one.id) == entity]
        if not own:
            return Reference(f"m_{entity[2:]}", name)
        best = min(own, key=lambda one: self._distance(one.start, one.end))
        return Reference(best.id, best.text)

    def _here(self, wanted: str) -> Reference | None:
        """A mention of this document with these words."""
        key = fold(wanted)
        fitting = [one for one in self._mentions() if fold(one.text) == key]
        of = self.case.store.index.entities_of(one.id for one in fitting)
        entities = {of[one.id] for one in fitting if one.id in of}
        if len(entities) > 1:
            self._refuse(wanted, sorted(entities))
        if not entities:
            return None
        counted = [one for one in fitting if one.id in of]
        best = min(counted, key=lambda one: self._distance(one.start, one.end))
        return Reference(best.id, best.text)

    def _elsewhere(self, wanted: str) -> Reference:
        index, key = self.case.store.index, fold(wanted)
        near = index.find_names(wanted, 50)
        fitting = [one for one in near if key in {fold(name) for name in one.names}]
        whole = [one for one in fitting if fold(one.name) == key] or fitting
        if len(whole) > 1:
            self._refuse(wanted, [one.id for one in whole])
        if whole:
            return self._of_entity(whole[0].id, whole[0].name)
        if self.words(wanted) is not None:
            raise NotFound(
                f"{wanted!r} stands in the document, but nobody was read there.",
                f"Say what it names: PER:{wanted} or ORG:{wanted}",
            )
        names = "; ".join(one.name for one in near[:_NEAR])
        raise NotFound(
            f"Nobody in the case is called {wanted!r}.",
            f"Near it: {names}." if names else "Give the words of the document, or an entity's id.",
        )

    def _by_words(self, words: str, type_: str) -> Reference:
        """A mention made from the words of the document."""
        place = self.words(words)
        if place is None:
            raise NotFound(f"The words {words!r} do not stand in the document.")
        start, end = place
        made = Mention(self.layer.exhibit, start, end, self.layer.text[start:end], type_, METHOD)
        if not any(one.id == made.id for one in (*self._mentions(), *self.made)):
            self.made.append(made)
        return Reference(made.id, made.text)

    def _refuse(self, wanted: str, entities: Sequence[str]) -> None:
        named = self.case.store.index.named(entities)
        lines = "; ".join(
            f"{one.id} ({one.type}, {one.mentions} mentions): {one.name}" for one in named.values()
        )
        raise AmbiguousName(f"The name {wanted!r} fits {len(entities)} entities: {lines}.")

    def _mentions(self) -> Sequence[Mention]:
        return self.case.store.index.mentions_at(self.layer.exhibit, 0, len(self.layer.text))

    def _distance(self, start: int, end: int) -> int:
        """Code points between a span and the claim; 0 where they touch."""
        return max(self.near[0] - end, start - self.near[1], 0)
