"""All files of a release, made from one commit: the same commit, the same bytes."""
