"""What other programs read and write: the calendar feed."""
