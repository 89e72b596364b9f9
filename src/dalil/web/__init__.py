"""The workbench in the browser: pages that read, and the review."""
