"""Files of contacts: which format it is, its rows as a stream, and how rows go out again."""
