"""Organizations: who works there, their programmes and cohorts, and who takes part."""
