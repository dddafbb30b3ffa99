"""What a person shares with an organization in which they take part, and who looked."""
