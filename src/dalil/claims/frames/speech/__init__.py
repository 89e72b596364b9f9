"""Who says what.

Cue verbs and nouns, quotations, hearsay, speech that goes on without a cue, sections, points behind
a colon, turns.
"""
