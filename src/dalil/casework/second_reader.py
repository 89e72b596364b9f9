"""A language model as second reader of a case or of files, beside the rules and never instead of them.

Off unless a run asks for it. What is sealed, privileged or restricted is never shown to it. Its usable
answers are kept in the case as records, so that a person's erasure reaches them and nothing is
asked twice. Nothing is sent here: the model is a port.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from dalil.casework.casefolder import Case
from dalil.casework.marks import CLAIMS, RESTRICTED, restricted, shown_exhibits
from dalil.casework.ports import ClaimReaders
from dalil.casework.protection import protected_in
from dalil.casework.view import load_view
from dalil.claims.llm import SECOND, LanguageModel, read_again
from dalil.claims.llm.prompt import VERSION
from dalil.claims.ports import ClaimStore, Record
from dalil.claims.reading import Reading
from dalil.evidence import TextLayer, Tier
from dalil.names.fold import fold

TOGETHER = 8
"""Documents whose windows are asked about at once."""
ANSWER = "answer"
"""Kind of the records that hold a model's answers."""


class CaseAnswers:
    """Kept answers of a case: old ones from its records, new ones waiting to be recorded.

    Args:
        store: The case's rows.
        now: Gives the time.
    """

    def __init__(self, store: ClaimStore, now: Callable[[], str]) -> None:
        self._store = store
        self._now = now
        self._fresh: dict[str, Record] = {}

    def get(self, key: str) -> str | None:
        """The kept answer, or None."""
        if key in self._fresh:
            return str(self._fresh[key].body["text"])
        kept = self._store.records(ANSWER, key)
        return str(kept[-1].body["text"]) if kept else None

    def put(self, key: str, text: str) -> None:
        """Keep an answer until it is recorded."""
        self._fresh[key] = Record(ANSWER, key, self._now(), {"text": text})

    def take(self) -> tuple[Record, ...]:
        """The answers that wait to be recorded; they wait no more."""
        waiting = tuple(self._fresh.values())
        self._fresh = {}
        return waiting


def nothing_fresh() -> tuple[Record, ...]:
    """No answers wait: they are kept elsewhere."""
    return ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """What no model is shown.

    Attributes:
        exhibits: Reason by exhibit.
        names: Folded names of people whose data are restricted.
    """

    exhibits: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def why(self, reading: Reading) -> str | None:
        """Why a document is not shown, or None."""
        if reading.exhibit in self.exhibits:
            return self.exhibits[reading.exhibit]
        if self.names and any(fold(mention.text) in self.names for mention in reading.mentions):
            return "it names a person whose data are restricted"
        return None


class SecondReader:
    """Claim readers whose readings a language model reads again.

    Args:
        readers: The rules.
        model: The model.
        withheld: What is not shown to it.
        fresh: Gives the answers that are to be recorded with the readings.
    """

    def __init__(
        self,
        readers: ClaimReaders,
        model: LanguageModel,
        withheld: Withheld | None = None,
        fresh: Callable[[], tuple[Record, ...]] = nothing_fresh,
    ) -> None:
        self._readers = readers
        self._model = model
        self._withheld = withheld or Withheld()
        self._fresh = fresh

    @property
    def method(self) -> str:
        """The rules' method and the model's."""
        return f"{self._readers.method}{SECOND}{self._model.name} {VERSION}"

    @property
    def told(self) -> str:
        """What asking the model has taken so far, in one line."""
        return self._model.told

    def read_all(self, layers: Iterable[TextLayer]) -> Iterator[Reading]:
        """Readings with the claims of both readers, in the order in which the rules give them.

        Raises:
            FetchFailed: The model's address refuses all requests.
        """
        here: dict[str, TextLayer] = {}
        readings = self._readers.read_all(_remembered(layers, here))
        while some := list(islice(readings, TOGETHER)):
            shown = [(here[one.exhibit], one) for one in some if self._withheld.why(one) is None]
            again = {one.exhibit: one for one in read_again(shown, self._model)}
            for one in some:
                del here[one.exhibit]
                yield again.get(one.exhibit) or self._left(one)

    def fresh(self) -> tuple[Record, ...]:
        """The answers that are to be recorded with the readings given so far."""
        return self._fresh()

    def _left(self, reading: Reading) -> Reading:
        """A reading of the rules alone, which says that the model was not shown the document."""
        told = f"Not shown to the language model: {self._withheld.why(reading)}."
        return replace(reading, notes=(*reading.notes, told))


def _remembered(layers: Iterable[TextLayer], here: dict[str, TextLayer]) -> Iterator[TextLayer]:
    for layer in layers:
        here[layer.exhibit] = layer
        yield layer


def withheld_in(case: Case) -> Withheld:
    """What no outside party is shown of a case."""
    marks = case.store.records("mark")
    found = {}
    for sha256, one in shown_exhibits(case).items():
        if one.tier is Tier.SEALED:
            found[sha256] = "it is sealed"
        elif one.privileged:
            found[sha256] = "it is privileged"
    people = restricted(marks)
    if not (people or case.store.records("mark", begins=CLAIMS)):
        return Withheld(found)
    view = load_view(case)
    for claim in (*view.claims.values(), *view.aside.values()):
        if view.tiers.get(claim.id) is Tier.SEALED:
            found.setdefault(claim.exhibit, "a claim on it is sealed")
        elif view.privileges.get(claim.id):
            found.setdefault(claim.exhibit, "a claim on it is privileged")
    closed = protected_in(view, marks)
    names = [name for key in closed.closed for name in view.entities[key].names]
    names += [name for name, word in closed.names.items() if word == RESTRICTED]
    return Withheld(found, frozenset(map(fold, names)))
