"""Skills: the words for them, what a person can do, what was asked for, and the gap between."""
