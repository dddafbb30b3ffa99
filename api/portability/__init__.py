"""Leaving with everything: the export of an account, and its erasure."""
