"""People, how they sign in, and what they keep in their profile."""
