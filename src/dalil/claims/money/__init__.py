"""Sums of money: numbers, currencies, ranges, periods; ``sums`` is the door."""
