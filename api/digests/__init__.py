"""Progress digests: what happened in a week, a month, or on the way to a goal, kept as it was told."""
