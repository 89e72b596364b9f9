"""Lists over HTTP in yente's wire format: match, search, look up, reconcile."""
