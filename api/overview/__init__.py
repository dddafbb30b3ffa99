"""What a person sees first: today, the numbers that are theirs, and which parts are shown."""
