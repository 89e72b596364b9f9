"""Legal regimes: one folder each, criteria as dated data and one function per criterion."""
