"""Contested questions: claims about one matter that disagree.

``asked`` is the door; ``matters`` says what a claim speaks of, ``sides`` on which side it stands.
"""
