"""Contacts: the people somebody talks to about their work, and how they come in and go out."""
