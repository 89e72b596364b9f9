"""A list entry while it is put together from rows or elements.

Texts are kept as printed with white space made single; the same text twice is kept once; a second
value for a field that holds one goes to ``rest``. Nothing that a reader hands over is lost here.
"""

from __future__ import annotations

from dalil.evidence import PartialDate
from dalil.matching.values import ListEntry, ListName
from dalil.readers.dates import dates_in, iso_date

_MANY = (
    "countries",
    "addresses",
    "programmes",
    "birth_places",
    "positions",
    "legal_basis",
    "measures",
    "topics",
)
_ONE = ("listed_on", "updated_on", "delisted_on", "gender", "status")
_GENDERS = {"m": "male", "male": "male", "f": "female", "female": "female", "homme": "male"}
EMPTY = frozenset({"", "-", "n/a", "none", "null", "unknown", "-0-", "na"})


def line(text: str) -> str:
    """Text with every run of white space made one space."""
    return " ".join(text.split())


class Draft:
    """A growing entry.

    Args:
        id: The publisher's own reference.
        type: As in :class:`~dalil.matching.values.ListEntry`.
        place: Where it stands in the file.
        order: Order of day and month in this format's dates.
    """

    __slots__ = (
        "_many",
        "_names",
        "_one",
        "_pairs",
        "births",
        "id",
        "order",
        "place",
        "reasons",
        "type",
    )

    def __init__(self, id: str, type: str, place: str = "", order: str = "dmy") -> None:  # noqa: A002
        self.id, self.type, self.place, self.order = id, type, place, order
        self._names: dict[tuple[str, str, str | None], ListName] = {}
        self._many: dict[str, dict[str, None]] = {}
        self._one: dict[str, str] = {}
        self._pairs: dict[str, dict[tuple[str, ...], None]] = {}
        self.births: dict[tuple[str, str], PartialDate] = {}
        self.reasons: dict[str, None] = {}

    def name(
        self,
        text: str,
        kind: str = "primary",
        quality: str | None = None,
        language: str | None = None,
        parts: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Add a name; one without a letter or digit is kept in ``rest``."""
        text = line(text)
        if not any(char.isalnum() for char in text):
            self.rest(f"name ({kind})", text)
            return
        held = tuple((part, line(value)) for part, value in parts if value.strip())
        name = ListName(text, kind, quality or None, language or None, held)
        self._names.setdefault((text, kind, name.quality), name)

    def birth(self, text: str, label: str = "birth date") -> None:
        """Add the dates of a cell; what is no date is kept in ``rest`` under the label."""
        if line(text).casefold() in EMPTY:
            self.rest(label, text)
            return
        found = dates_in(text, self.order)
        for date in found:
            self.births.setdefault((date.value, date.text), date)
        if not found:
            self.rest(label, text)

    def date(self, field: str, text: str, label: str) -> None:
        """Set a field that holds one ISO date; anything else goes to ``rest``.

        The end of a listing may be known to the year or month alone.
        """
        found = iso_date(text, self.order)
        if found is None and field == "delisted_on":
            told = dates_in(text, self.order)
            found = told[0].value if len(told) == 1 else None
        if found is None:
            self.rest(label, text)
        else:
            self.one(field, found, label)

    def one(self, field: str, text: str, label: str | None = None) -> None:
        """Set a field that holds one text; a second, different one goes to ``rest``."""
        text = line(text)
        if not text:
            return
        if field == "gender":
            text = _GENDERS.get(text.casefold(), text)
        if self._one.setdefault(field, text) != text:
            self.rest(label or field, text)

    def put(self, field: str, *texts: str) -> None:
        """Add to a field that holds several."""
        held = self._many.setdefault(field, {})
        for text in texts:
            if line(text):
                held[line(text)] = None

    def pair(self, field: str, *values: str) -> None:
        """Add to ``identifiers`` (kind, number, country), ``contacts`` or ``relations`` (kind, text)."""
        if values[1].strip():
            self._pairs.setdefault(field, {})[tuple(line(value) for value in values)] = None

    def reason(self, text: str) -> None:
        """Add to the statement of reasons, verbatim but for white space at the ends."""
        if text.strip():
            self.reasons[text.strip()] = None

    def rest(self, name: str, text: str) -> None:
        """Keep a filled field that has no place of its own."""
        if text.strip():
            self._pairs.setdefault("rest", {})[name, text.strip()] = None

    @property
    def named(self) -> bool:
        """Whether there is a name."""
        return bool(self._names)

    @property
    def title(self) -> str:
        """The first primary name, or the first name."""
        names = list(self._names.values())
        return next((n.text for n in names if n.kind == "primary"), names[0].text if names else "")

    def build(self) -> ListEntry:
        """The entry; the primary name stands first."""
        names = sorted(self._names.values(), key=lambda name: name.kind != "primary")
        return ListEntry(
            id=self.id,
            type=self.type,
            names=tuple(names),
            birth_dates=tuple(self.births.values()),
            reasons="\n".join(self.reasons) or None,
            place=self.place,
            **{field: tuple(self._many.get(field, ())) for field in _MANY},  # type: ignore[arg-type]
            **{field: self._one.get(field) for field in _ONE},  # type: ignore[arg-type]
            **{  # type: ignore[arg-type]
                field: tuple(self._pairs.get(field, ()))
                for field in ("identifiers", "contacts", "relations", "rest")
            },
        )
