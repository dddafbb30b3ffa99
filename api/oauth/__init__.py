"""Our own authorization server: applications of others, and what people let them do."""
