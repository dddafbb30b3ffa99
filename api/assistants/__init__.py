"""Assistants: what a language model of the person's own may read and draft here, once they let it in."""
