"""``dalil export prov``: a case as PROV-JSON."""

from dalil.cli.export_view import exporting

command = exporting(
    "prov",
    """W3C PROV-JSON: what was derived from which exhibit, by whom it is held, who reviewed it.""",
    "case.prov.json",
)
