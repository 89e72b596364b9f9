"""Whom words stand for.

Pronouns, offices, parties of a case, defined terms, "the company", the body in whose name a document
is written; ``holders`` settles who holds a content, ``ends`` who stands at an end of a tie.
"""
