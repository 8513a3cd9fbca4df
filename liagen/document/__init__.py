"""A document as a value."""
