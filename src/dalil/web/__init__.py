"""The workbench in the browser, read-only."""
