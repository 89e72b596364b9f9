"""How a holder stands to a content.

What is alleged, denied, disputed, demanded; what is rejected, corrected or taken back; ``decisions``
is the table of what no cue decides.
"""
