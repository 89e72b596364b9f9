"""Names in any script: pure functions without I/O."""
