"""Names in a text: where they stand, of what type, and which of one document are the same.

``finding`` is the door for names, ``aliases`` for the links between them, ``gazetteer`` holds names that
the user knows, ``rosters`` lists of people as printed.
"""
