"""Which roles may do what in an organization (DOMAIN.md section 2): the one table for its routes.

Tables have their own policies by role (`migrations/tenancy.py`): a route that names one role too many
still changes and shows nothing.
"""

from typing import Final

from api.credentials import STAFF_ROLES

EVERYBODY: Final = STAFF_ROLES
COACHING: Final = ("owner", "admin", "coach")
"""Who sees people: a coach those of the cohorts assigned to them."""
MANAGERS: Final = ("owner", "admin")
OWNERS: Final = ("owner",)

READ: Final = "organizations:read"
WRITE: Final = "organizations:write"
