"""Stores: SQLite, memory, vault and ledger files."""
