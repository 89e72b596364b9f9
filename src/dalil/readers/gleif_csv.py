"""GLEIF's golden copy of legal entities as CSV (level 1), row by row.

Columns are the paths of LEI-CDF with points: ``LEI``, ``Entity.LegalName``,
``Entity.OtherEntityNames.OtherEntityName.1``, ``Entity.LegalAddress.City`` ... Source: GLEIF, *Golden
Copy and Delta Files*, CSV layout. A column outside LEI-CDF is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.gleif_xml import ADDRESS as PARTS
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.tables import Row, table

_HEAD = "entity_"
_PLACES = ("legaladdress", "headquartersaddress")
_LINES = tuple(part.casefold() for part in PARTS)
_KNOWN = re.compile(
    r"lei(_again)*|conformityflag|extension_\w+"
    r"|entity_legalname(_xmllang)?"
    r"|entity_(transliterated)?other(entitynames|addresses)_\w+"
    r"|entity_(legaladdress|headquartersaddress)_\w+"
    r"|entity_registrationauthority_\w+|entity_legaljurisdiction|entity_entity(sub)?category"
    r"|entity_legalform_\w+|entity_associatedentity_\w+|entity_entitystatus"
    r"|entity_entitycreationdate|entity_entityexpiration(date|reason)|entity_successorentity_\w+"
    r"|entity_legalentityevents_\w+"
    r"|registration_(initialregistrationdate|lastupdatedate|registrationstatus|nextrenewaldate)"
    r"|registration_(managinglou|validationsources)"
    r"|registration_(other)?validationauthorit(y|ies)_\w+"
)
_NAME = re.compile(
    r"entity_(?:transliterated)?otherentitynames_(?:transliterated)?otherentityname_(\d+)"
)


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the table; entries in its order.

    Raises:
        BadList: No header with ``LEI`` and ``Entity.LegalName``.
    """
    known = lambda key: _KNOWN.fullmatch(key) is not None  # noqa: E731  one test, used once
    found = table(source.main, report, known=known, needed=("lei", "entity_legalname"))
    names = [key for key in found.labels if _NAME.fullmatch(key)]
    for row in found.rows:
        draft = Draft(row["lei"], "company", row.place)
        _take(draft, row, found.labels, names)
        if not draft.id or not draft.named:
            report.refuse(row.place, "no LEI or no name")
            continue
        report.place()
        report.dated(row["registration_lastupdatedate"])
        yield draft.build()


def _take(draft: Draft, row: Row, labels: dict[str, str], names: list[str]) -> None:
    taken = {"lei", "entity_legalname", "entity_legalname_xmllang", "entity_entitystatus"}
    taken |= {"entity_legaljurisdiction", "registration_lastupdatedate", *names}
    draft.name(row["entity_legalname"], "primary", None, row["entity_legalname_xmllang"])
    for key in names:
        label = row[f"{key}_type"]
        kind = "former name" if "PREVIOUS" in label else "alias"
        if row[key]:
            draft.name(row[key], kind, None, row[f"{key}_xmllang"])
        taken |= {f"{key}_type", f"{key}_xmllang"}
    for place in _PLACES:
        keys = [f"{_HEAD}{place}_{part}" for part in _LINES]
        keys += [f"{_HEAD}{place}_additionaladdressline_{n}" for n in (1, 2, 3)]
        draft.put("addresses", ", ".join(row[key] for key in keys if row[key]))
        taken |= {*keys, f"{_HEAD}{place}_xmllang"}
    draft.put("countries", row["entity_legaladdress_country"], row["entity_legaljurisdiction"])
    draft.pair("identifiers", "LEI", row["lei"], "")
    head = "entity_registrationauthority_registrationauthority"
    draft.pair("identifiers", row[f"{head}id"] or "registration number", row[f"{head}entityid"], "")
    taken |= {f"{head}id", f"{head}entityid"}
    draft.one("status", row["entity_entitystatus"])
    if row["registration_lastupdatedate"]:
        draft.date("updated_on", row["registration_lastupdatedate"][:10], "LastUpdateDate")
    row.keep(draft, frozenset(taken), labels)
