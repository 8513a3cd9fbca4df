"""From facts to a chapter."""
