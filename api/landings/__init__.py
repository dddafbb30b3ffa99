"""Landing: a new role, a goal reached or given up; who helped, and telling them."""
