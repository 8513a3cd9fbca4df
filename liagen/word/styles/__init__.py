"""Word style files: ours, a municipality's own, a host's."""
