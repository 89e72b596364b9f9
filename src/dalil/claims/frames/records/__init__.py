"""Papers with a form of their own.

Registers, lists of sanctions, land registers, declarations of assets, ledgers, signatures: what their
entries, rows and lines state. ``entered`` is the door for entries.
"""
