"""Write the list of ordinary English words that the mention rules know.

    python tools/make_ordinary_words.py [--check]

The words are those of the lemma index of the pinned English model (nouns, verbs, adjectives and adverbs of
WordNet) that also stand in the vocabulary of that model, so that words which nobody writes are left out.
Nouns stay only where a plural is in the vocabulary too or the ending is one of abstract nouns and callings:
WordNet lists cities, rivers and famous people among its nouns, and these have no plural.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "src"))

from dalil.text.parser_models import installed, pinned  # noqa: E402

TARGET = REPO / "src" / "dalil" / "claims" / "lexicons" / "ordinary_words.txt"
ENDINGS = (
    "tion", "sion", "ness", "ment", "ments", "ity", "ism", "ist", "er", "or", "ing", "ance", "ence", "ship",
    "logy", "sal", "val", "wal", "ial", "ence", "tude", "tory", "ware", "graphy", "acy", "ure", "age", "cy", "hood", "dom", "ery", "tics",
)  # fmt: skip


def ordinary() -> list[str]:
    """The words, in order of the alphabet."""
    import srsly
    from spacy.strings import hash_string

    folder = installed(pinned("en"))
    tables = srsly.msgpack_loads((folder / "lemmatizer" / "lookups" / "lookups.bin").read_bytes())
    index = {
        kind: set(tables["lemma_index"][hash_string(kind)])
        for kind in ("noun", "verb", "adj", "adv")
    }
    seen = set(json.loads((folder / "vocab" / "strings.json").read_text(encoding="utf-8")))
    sure = index["verb"] | index["adj"] | index["adv"]

    def counted(noun: str) -> bool:
        forms = {f"{noun}s", f"{noun}es"} | ({f"{noun[:-1]}ies"} if noun.endswith("y") else set())
        return bool(forms & seen) or noun.endswith(ENDINGS)

    known = (
        word for word in index["noun"] | sure if re.fullmatch("[a-z]{3,}", word) and word in seen
    )
    return sorted(word for word in known if word in sure or counted(word))


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="exit 1 where the file is not what would be written"
    )
    options = parser.parse_args()
    text = "\n".join(ordinary()) + "\n"
    if options.check:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
