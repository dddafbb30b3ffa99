"""Refusals that only contacts know."""

from api.errors import Conflict


class PresentEmployer(Conflict):
    """The person works there: it is shielded, and on no list."""

    code, title = "present-employer", "You work there: nobody there is suggested to you"


class ContactErased(Conflict):
    """The contact asked to be deleted and was erased; nothing more is taken about them."""

    code, title = "contact-erased", "They asked to be deleted: nothing about them is kept"


class ContactDeleted(Conflict):
    """The person deleted the contact with this external id; another system does not bring it back."""

    code, title = (
        "contact-deleted",
        "They were deleted here: restore them first, or use another key",
    )
