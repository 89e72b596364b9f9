"""What every rule of frames stands on.

The parse as a tree (``graph``), quotation marks, the cue words (``lexicon``), what is asked of one
document (``context``), a clause, the edges of a quote, courts behind words, and the values that rules
hand on: a ``frame`` before it is a claim, a tie ``found`` before it hangs on one.
"""
