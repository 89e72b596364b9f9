"""The tables of a case, as SQLAlchemy Core describes them.

Rows are immutable: triggers refuse UPDATE, and DELETE of a row whose salt still stands. Every row of
a sealed table has a seal, and the seals of a batch are bound by one ledger entry. An erased row is
gone; its seal stays without its salt as a tombstone. Bodies are JSON of frozen values; ids of
values that have none are hashes of their content.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

exhibits = Table(
    "exhibits",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("body", Text, nullable=False),
)

_exhibit = "exhibits.sha256"

layers = Table(
    "layers",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("exhibit", String(64), ForeignKey(_exhibit), nullable=False, index=True),
    Column("head", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("passages", LargeBinary, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("exhibit", String(64), ForeignKey(_exhibit), nullable=False, index=True),
    Column("body", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("exhibit", String(64), ForeignKey(_exhibit), nullable=False, index=True),
    Column("method", Text, nullable=False),
    Column("body", Text, nullable=False),
)

_reading = "readings.seq"

mentions = Table(
    "mentions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey(_reading), nullable=False, index=True),
    Column("id", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey(_reading), nullable=False, index=True),
    Column("id", String, nullable=False, index=True),
    Column("stance", String, nullable=False),
    Column("stage", String),
    Column("body", Text, nullable=False),
)

rosters = Table(
    "rosters",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey(_reading), nullable=False, index=True),
    Column("id", String, nullable=False),
    Column("body", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("left", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

resolutions = Table(
    "resolutions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("questions", Text, nullable=False),
    Column("interests", Text, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("records_by_kind", "kind", "key"),
)

SEALED = (
    exhibits,
    layers,
    refusals,
    readings,
    mentions,
    claims,
    rosters,
    judgements,
    resolutions,
    records,
)
"""Tables whose every row is bound by a seal, in a fixed order."""

batches = Table(
    "batches",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
)

seals = Table(
    "seals",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("batch", Integer, ForeignKey("batches.number"), nullable=False, index=True),
    Column("in_table", String, nullable=False),
    Column("row", Integer, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    UniqueConstraint("in_table", "row"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("batch", Integer, ForeignKey("batches.number"), primary_key=True),
    Column("line", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
)
"""Ledger entries sealed with their rows and not yet known to stand in the ledger."""
