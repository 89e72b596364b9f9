"""Bytes to text layers with places, in a bounded child process; linguistic parsers."""
