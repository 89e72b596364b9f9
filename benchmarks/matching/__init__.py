"""Accuracy of name matching, ours beside others, in one run."""
