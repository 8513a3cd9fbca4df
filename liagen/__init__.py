"""liagen: from a municipality profile to a Word draft of the internal-implementation chapter."""

__version__ = "0.1.0"
