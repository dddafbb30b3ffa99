"""Goals and what is tested on the way: assumptions, the development plan, outcomes."""
