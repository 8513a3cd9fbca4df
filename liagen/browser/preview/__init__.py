"""Look along in a browser while someone writes texts; only for this computer, and nothing is written to disk."""
