"""Readers of official lists and registers, one file a format."""
