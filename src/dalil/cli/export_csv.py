"""``dalil export csv``: a case as CSV."""

from dalil.cli.export_view import exporting

command = exporting(
    "csv",
    """Tables for a spreadsheet: claims, relations, entities, contests, exhibits.

Every row of a claim names its holder, stance, state of proceedings and review. No cell can run as
a formula.""",
    "tables/",
)
