"""Talks: planned, moved, held or not, what was said, and the thanks they ask for."""
