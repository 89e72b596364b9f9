"""Set-at-a-time work: one plain reference that is the oracle, one compiled kernel that is quick."""
