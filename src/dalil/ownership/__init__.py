"""Who owns what: stakes as intervals, chains, and the legal ownership tests at a date."""
