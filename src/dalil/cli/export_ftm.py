"""``dalil export ftm``: a case as FollowTheMoney."""

from dalil.cli.export_view import exporting

command = exporting(
    "ftm",
    """FollowTheMoney entities: what registers state as edges, what people say as notes.

FtM has no speaker, so an allegation never leaves as an edge or property. A second file, .provenance.jsonl,
says of each entity who said it, in which words, and where.""",
    "case.ftm.json",
)
