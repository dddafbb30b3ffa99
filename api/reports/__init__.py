"""Reports: made by a job, kept as they were, read on screen and on paper, compared with earlier ones."""
