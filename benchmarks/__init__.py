"""Measurements: quality and speed, with pinned minima. Nothing here is part of the product."""
