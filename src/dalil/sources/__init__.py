"""Speakers, their interests and ties, and which of them are independent in origin."""
