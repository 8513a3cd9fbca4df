"""What consultants wrote, read, checked and compiled."""
