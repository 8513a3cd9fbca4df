"""A chapter as a Word file."""
