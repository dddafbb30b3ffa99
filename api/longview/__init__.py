"""The long view: who led to whom, how wide the circle is, and what went to and fro."""
