"""A chapter in someone else's Word file."""
