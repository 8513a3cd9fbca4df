"""What an officer gives back: a draft that she edited, read again."""
