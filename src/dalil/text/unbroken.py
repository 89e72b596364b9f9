"""Where a full stop ends no sentence, and a hyphen no word: "Art. 4 para. 2", "29.9 per cent. of the shares", "e-mail".

The parser ends sentences by itself, and abbreviations of law and finance and titles of other countries than its own
are ends to it. Only what can hardly be an end is kept whole: an abbreviation with a number behind it, "per cent."
with a small letter behind it, a title with a name behind it. Words that a hyphen parts in no sense stay one word.
"""

from __future__ import annotations

from typing import Any

_NUMBERED = frozenset(
    {"art", "arts", "para", "paras", "nos", "sec", "secs", "reg", "regs", "cl", "fig", "vol", "sched", "approx",
     "subs", "subpara", "lit", "pt", "ch", "pp", "fn", "ref", "tel", "abs"}
)  # fmt: skip
"""Abbreviations before numbers."""
_TITLES = frozenset(
    {"Ing", "Mgr", "JUDr", "MUDr", "PhDr", "RNDr", "Dott", "Avv", "Lic", "Sra", "Dña", "Cllr", "Adv", "Dipl", "Bc",
     "Insp", "Supt", "Hon", "hon", "Cdr", "Cpl", "Brig", "Amb", "Sen", "Rep", "Gov", "Engr", "Arch", "Chf", "Mme"}
)  # fmt: skip
_OPENERS = frozenset({"The", "He", "She", "It", "They", "We", "I", "In", "On", "At", "A", "An", "This", "That", "But",
                      "And", "His", "Her", "Their", "No", "As", "If", "When", "There"})  # fmt: skip
"""Words with which a sentence rather begins than a name."""


WHOLE = tuple(
    form
    for word in ("e-mail", "e-mails", "e-mailed", "e-mailing", "co-operate", "co-operates", "co-operated",
                 "co-operating", "co-operation", "co-operative", "co-ordinate", "co-ordinated", "co-ordinating",
                 "co-ordinator", "co-ordination", "re-arraign", "re-arraigned", "re-arraigns", "re-elected",
                 "re-election", "cease-and-desist", "no-show")
    for form in (word, word.capitalize(), word.upper())
)  # fmt: skip
"""Words with a hyphen that are one word."""


def unbroken(doc: Any) -> Any:  # noqa: ANN401  the vendor is untyped
    """Tell the parser which tokens begin no sentence.

    Args:
        doc: A document of the vendor before its parse, changed in place.
    """
    for token in doc[1:]:
        if _abbreviates(doc, token.i - 1, token.text):
            token.is_sent_start = False
    return doc


def _abbreviates(doc: Any, stop: int, behind: str) -> bool:  # noqa: ANN401
    """Whether the token at a place ends an abbreviation that goes on with a word."""
    word = doc[stop].text
    if not word.endswith("."):
        return False
    if word == ".":
        if not stop or doc[stop - 1].whitespace_:
            return False
        word = doc[stop - 1].text
    word = word.removesuffix(".")
    if word.lower() in _NUMBERED:
        return behind[:1].isdigit() or behind in ("(", "§")
    if word in _TITLES:
        return behind[:1].isupper() and behind not in _OPENERS
    cent = (
        word.lower() == "cent"
        and doc[stop].i > 1
        and any(t.text.lower() == "per" for t in doc[max(0, stop - 2) : stop])
    )
    return cent and behind[:1].islower()
