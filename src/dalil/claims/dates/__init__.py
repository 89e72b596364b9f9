"""Dates with the precision that the words give; ``told`` is the door."""
