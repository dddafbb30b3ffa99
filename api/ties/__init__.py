"""Keeping in touch with people one has talked to, and those one has not heard of for long."""
