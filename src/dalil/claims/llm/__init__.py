"""The optional second reader: a language model that proposes, behind the same gate as the rules.

It gives quotes and ids of names, never offsets; what does not stand in the text verbatim, names
nobody of the passage or contradicts its own words is refused and counted. What stands in a document
is data to it, never an order. Nothing here sends anything: :class:`LanguageModel` is a port.
"""

from __future__ import annotations

from dalil.claims.llm.port import Answer, LanguageModel, Prompt
from dalil.claims.llm.second import SECOND, read_again

__all__ = ["SECOND", "Answer", "LanguageModel", "Prompt", "read_again"]
