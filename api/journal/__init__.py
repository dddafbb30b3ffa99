"""What happened, in which order, and how often: events, change numbers, counters."""
