"""One order in, one finished document out."""
