"""State of proceedings: who was charged, convicted, cleared or sanctioned, and by whom.

``status`` finds the reports, ``reported`` what a predicate needs and names, ``cases`` the case that a
content is part of.
"""
