"""For who writes texts."""
