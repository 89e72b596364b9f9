"""What the words around a sum say of it: more or less, and every how often.

"more than", "up to", "or so"; "a month", "annual salary of", "every month he received". Only words
that stand directly by the sum count, or a period that opens its clause. Nothing is computed.
"""

from __future__ import annotations

import re
from functools import cache

from dalil.claims.wordlists import lexicon

_REACH = 64


@cache
def _qualifiers() -> tuple[dict[str, str], re.Pattern[str], dict[str, str], re.Pattern[str]]:
    data = lexicon("mentions_money")
    before = {word: name for name, words in reversed(data["qualifiers"].items()) for word in words}
    after = {word: name for name, words in data["after"].items() for word in words}
    between = "|".join(map(re.escape, data["between"]))
    return (
        before,
        re.compile(
            rf"(?<!\w)(?P<word>{_either(before)})[ \n]*(?P<second>(?:{_either(before)}) )?(?:(?:{between})[ \n]+)?$",
            re.IGNORECASE,
        ),
        after,
        re.compile(rf"[ ]?(?P<word>{_either(after)})(?!\w)", re.IGNORECASE),
    )


def _either(words: dict[str, str] | list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def qualifier(plain: str, start: int, end: int) -> str | None:
    """How the words bound a sum: ``more than``, ``up to``, ``about`` ..., or None."""
    before, left, after, right = _qualifiers()
    if found := left.search(plain, max(0, start - _REACH), start):
        return before[found["word"].lower()]
    found = right.match(plain, end)
    # "$74 million plus interest" adds another thing and bounds nothing.
    if found and not (found["word"] in ("plus", "+") and _GOES_ON.match(plain, found.end())):
        return after[found["word"].lower()]
    return None


_GOES_ON = re.compile(r"[ \n](?!(?:a|per|each|in|to|for|from|on|by|was|were|is|and|or)\b)[^\W_]")


@cache
def _periods() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = lexicon("mentions_money")
    names = {word: str(name) for name, words in data["periods"].items() for word in words}
    units = _either(names)
    adverbs = "monthly|annually|yearly|weekly|daily|quarterly|hourly|ежемесячно|ежегодно|еженедельно|mensuels?"
    kinds = (
        "fees?|salary|salaries|payments?|retainer|rent|income|sum|stipend|rate|budget|pay|wages?|"
        "instalments?|installments?|turnover|revenues?|pension|allowance|charge|bill|cost|costs|contribution|"
        "subscription|dividends?|profits?|earnings|compensation|remuneration|limit|amount"
    )
    return (
        names,
        re.compile(
            rf"(?:[ \n-](?:per|a|an|each|every|в|par)[ \n-]|/ ?)(?P<unit>{units})(?!\w)"
            rf"|[ \n,]{{1,2}}(?:payable |paid |due |in )?(?P<adverb>{adverbs}|pcm|p\.a\.)(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\w)(?P<unit>monthly|annual|yearly|weekly|daily|quarterly|hourly|ежемесячн\w+|годов\w+)"
            rf"(?: (?:[a-z]+ )?(?:{kinds}))?(?:,)?(?: (?:of|is|was|at|to|totalling|worth|:))*[ :]*(?:[a-z]+ ){{0,2}}$",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?:(?<!\w)(?<!%[ ])(?<!%)(?<!cent[ ])(?:each|every|per|каждый|chaque) (?P<unit>{units})|(?P<alone>айына|жылына))(?!\w)[^.;:()\d]*$",
            re.IGNORECASE,
        ),
    )


def period(plain: str, start: int, end: int) -> str | None:
    """Every how often a sum is paid: ``month``, ``year`` ..., or None."""
    names, after, before, opening = _periods()
    behind = after.match(plain, end)
    if behind and not _PAID_IN_PARTS.match(behind.group()):
        return names.get((behind["unit"] or behind["adverb"]).lower())
    if found := before.search(plain, max(0, start - _REACH), start):
        word = found["unit"].lower()
        return names.get(word) or ("month" if word.startswith("ежемес") else "year")
    if behind:
        return names.get((behind["unit"] or behind["adverb"]).lower())
    if found := opening.search(plain, max(0, start - _REACH), start):
        return names.get((found["unit"] or found["alone"]).lower())
    return None


_PAID_IN_PARTS = re.compile(r"[ \n,]+(?:payable|due) ")
"""How a sum is paid that is for another period: "an annual fee of EUR 1.2 million, payable quarterly"."""
