"""Whom "the Consultant", "the second defendant", "the respondents" and "A2" stand for in one document.

The words themselves are found by :mod:`forms` (forms, definitions) and :mod:`case_sides` (cases); here a token of the
text is taken for one of them. Words that stand for two have no bearer in the singular.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.referents.case_sides import ORDINALS, case_sides, ordinal
from dalil.claims.frames.referents.forms import named_parts
from dalil.claims.parse import Token
from dalil.evidence import Mention

_BY_NUMBER = re.compile(r"a\d")
_NUMBERED = re.compile(r"(?:\d(?:st|nd|rd|th)|" + "|".join(ORDINALS) + r")", re.IGNORECASE)


class PartyWords:
    """The parts that one document gives to names.

    Args:
        context: The document.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._sides = case_sides(context.document)
        alone = {words: named[0] for words, named in self._sides.items() if len(named) == 1}
        self._defined = named_parts(context.document)
        self.named: Mapping[str, Mention] = {**alone, **self._defined}

    def part(self, name: str) -> list[Mention]:
        """The bearers of a part in words: "claimant", "second defendant", "respondents"."""
        words = name.lower().split()
        if len(words) > 1 and _NUMBERED.fullmatch(words[0]):
            words[0] = ordinal(words[0])
        one = self.named.get(" ".join(words))
        return [one] if one is not None else list(self._sides.get(" ".join(words), ()))

    def is_defined(self, token: Token) -> bool:
        """Whether a word is a term of a contract: it begins with a capital and was defined for a party."""
        return token.text[:1].isupper() and token.text.lower() in self._defined

    def meant(self, token: Token) -> Mention | None:
        """The party that "the Registrant" or "the second defendant" was given to."""
        if not self.named or token.pos not in ("NOUN", "PROPN", "ADJ", "VERB") or token.index == 0:
            return None
        before = self._context.tokens[token.index - 1].text.lower()
        if _NUMBERED.fullmatch(before):
            return self.named.get(f"{ordinal(before)} {token.text.lower()}")
        if _BY_NUMBER.fullmatch(token.text.lower()):
            return self.named.get(token.text.lower())
        named = self.named.get(f"{before} {token.text.lower()}")
        if named is not None:
            return named
        named = self.named.get(token.lemma.lower()) or self.named.get(token.text.lower())
        if named is None or (token.pos in ("ADJ", "VERB") and before != "the"):
            return None
        if self._context.tree.children(token.index, "compound", "amod", "poss", "appos"):
            return None
        own = self._context.document.mention_at(token.start, token.end)
        return named if own is None or own.text.lower() == token.text.lower() else None

    def all(self, token: Token) -> list[Mention]:
        """The parties of a plural: "the respondents"; empty for any other word."""
        if token.tag not in ("NNS", "NNPS") and not token.text.lower().endswith("ants"):
            return []
        kids = self._context.tree.children(token.index, "det", "compound", "amod", "poss", "nummod")
        if any(k.text.lower() not in ("the", "both", "these") for k in kids):
            return []
        return list(self._sides.get(token.text.lower(), ()))
