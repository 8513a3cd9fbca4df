"""Text, YAML and archives in and out."""
