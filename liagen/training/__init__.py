"""Training sets: invented municipalities, tasks, chapters with mistakes, and answer keys."""
