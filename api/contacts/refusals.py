"""Refusals that only contacts know."""

from api.errors import Conflict


class ContactErased(Conflict):
    """The contact asked to be deleted and was erased; nothing more is taken about them."""

    code, title = "contact-erased", "They asked to be deleted: nothing about them is kept"
