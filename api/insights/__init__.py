"""What came of a talk: promises of both sides, advice and what came of it, what was given."""
