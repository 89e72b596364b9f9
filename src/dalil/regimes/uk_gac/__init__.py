"""The UK Global Anti-Corruption sanctions regime (SI 2021/488)."""
