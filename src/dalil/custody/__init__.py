"""What must not be lost or altered: hashes, seals, the append-only ledger, verification."""
