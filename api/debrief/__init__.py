"""What is looked at after a talk: the lines once more, one question about oneself."""
