"""Speed and recall of the matching kernel on invented entities with fixed seeds."""
