"""Tables that are derived from sealed rows, so that a page asks for what it shows.

None of them is a record: :mod:`dalil.store.derived` makes them with every batch, can make them anew
from sealed rows alone, and verification does so beside the case and compares. What they hold is of
people, so erasure must reach it; where names land:

- ``found_words`` and ``found_quotes``: every word of texts and quotes (full-text, contentless);
- ``entities``: names, and reasons of judgements, which quote names; ``entity_words``: keys of names;
- ``question_rows``, ``interest_rows``: copies of the newest resolution, which quotes names;
- the others hold numbers and ids only; those of ``claim_sets`` as bits (:mod:`dalil.store.bits`).

:meth:`dalil.store.derived.Derived.forget` takes a row out of all of them before it is erased.
"""

from __future__ import annotations

CLAIM_SETS = """CREATE TABLE claim_sets (
        entity INTEGER NOT NULL, name TEXT NOT NULL, segment INTEGER NOT NULL, claims BLOB NOT NULL,
        PRIMARY KEY (entity, name, segment)) WITHOUT ROWID"""
MEMBERS_IN_ORDER = """CREATE INDEX members_by_entity
        ON members (entity, exhibit, start, stop DESC, mention)"""
CREATE = (
    """CREATE TABLE documents (
        exhibit INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, number INTEGER NOT NULL,
        layer INTEGER, refused INTEGER NOT NULL DEFAULT 0, reading INTEGER,
        claims INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX documents_by_number ON documents (number)",
    "CREATE INDEX documents_by_reading ON documents (reading)",
    "CREATE INDEX documents_by_state ON documents (reading IS NOT NULL, layer IS NOT NULL, refused)",
    """CREATE TABLE claim_rows (
        claim INTEGER PRIMARY KEY, exhibit INTEGER NOT NULL, start INTEGER NOT NULL,
        stop INTEGER NOT NULL, stance TEXT NOT NULL, stage TEXT NOT NULL,
        against INTEGER NOT NULL, soft INTEGER NOT NULL, related INTEGER NOT NULL,
        reviewed INTEGER NOT NULL)""",
    "CREATE INDEX claim_rows_by_place ON claim_rows (exhibit, start, stop)",
    "CREATE INDEX claim_rows_by_stance ON claim_rows (stance, stage, claim)",
    "CREATE INDEX claim_rows_by_stage ON claim_rows (stage, claim)",
    "CREATE INDEX claim_rows_by_review ON claim_rows (reviewed, claim)",
    """CREATE TABLE claim_refs (
        mention INTEGER NOT NULL, role INTEGER NOT NULL, claim INTEGER NOT NULL,
        PRIMARY KEY (mention, role, claim)) WITHOUT ROWID""",
    "CREATE INDEX claim_refs_by_claim ON claim_refs (claim, role)",
    "CREATE TABLE reviews (claim TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE links (
        node TEXT NOT NULL, judgement INTEGER NOT NULL, PRIMARY KEY (node, judgement)
        ) WITHOUT ROWID""",
    """CREATE TABLE members (
        mention INTEGER PRIMARY KEY, entity INTEGER NOT NULL, exhibit INTEGER NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL)""",
    MEMBERS_IN_ORDER,
    "CREATE INDEX members_by_place ON members (exhibit, start)",
    """CREATE TABLE entities (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
        name TEXT NOT NULL, names TEXT NOT NULL, mentions INTEGER NOT NULL,
        about INTEGER NOT NULL, held INTEGER NOT NULL, reasons TEXT NOT NULL)""",
    """CREATE INDEX entities_by_weight
        ON entities (type, about + held DESC, mentions DESC, name, number)""",
    """CREATE TABLE entity_words (
        word TEXT NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (word, entity)) WITHOUT ROWID""",
    "CREATE INDEX entity_words_by_entity ON entity_words (entity)",
    "CREATE TABLE question_rows (place INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL)",
    "CREATE INDEX question_rows_by_id ON question_rows (id)",
    """CREATE TABLE question_refs (
        key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID""",
    """CREATE TABLE interest_rows (
        place INTEGER PRIMARY KEY, holder TEXT NOT NULL, other TEXT, kind TEXT NOT NULL,
        body TEXT NOT NULL)""",
    "CREATE INDEX interest_rows_by_holder ON interest_rows (holder, place)",
    "CREATE INDEX interest_rows_by_other ON interest_rows (other, place)",
    CLAIM_SETS,
    """CREATE VIRTUAL TABLE found_words USING fts5(
        words, content='', columnsize=0, tokenize='ascii')""",
    """CREATE VIRTUAL TABLE found_quotes USING fts5(
        words, content='', columnsize=0, tokenize='ascii')""",
)
"""Statements that make the tables, in order."""

PLAIN = (
    "documents",
    "claim_rows",
    "claim_refs",
    "reviews",
    "links",
    "members",
    "entities",
    "entity_words",
    "question_rows",
    "question_refs",
    "interest_rows",
    "claim_sets",
)
"""Derived tables, each with a primary key that comes first."""

WORDS = ("found_words", "found_quotes")
"""Full-text tables, fed with keys of words (:func:`dalil.claims.searching.keys_of`)."""

ABOUT, HOLDS, SPEAKS = 0, 1, 2
"""Roles in ``claim_refs``: spoken of; innermost holder; one of those who hold it together."""
