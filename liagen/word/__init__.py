"""Word files: styles, parts, writing a document, and putting one into someone else's file."""
