"""Names against names and lists: candidates, features, explained scores."""
