"""How fast the product answers, beside what PostgreSQL itself could do with the same SQL."""
