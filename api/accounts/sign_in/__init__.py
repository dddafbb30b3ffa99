"""How people get in: a code or a link by mail, the example, and out again."""
