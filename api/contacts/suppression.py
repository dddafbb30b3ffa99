"""What is kept, as keyed hashes, of somebody who asked to be deleted."""

from collections.abc import Iterator

from api.contacts.identity import Identity, is_shared_mailbox


def suppression_keys(who: Identity) -> Iterator[str]:
    """The texts whose keyed hashes keep a person out of later imports.

    The same for the card that is erased and for a row that comes in: one key in common and the
    row is left out. The caller makes the HMACs; nothing of this is stored as it is. Profile and
    own e-mail address count alone; an office's address, a phone number and an employer only
    together with the name. A name without an employer is a key of its own: better a namesake
    left out than somebody back who asked to be gone (DOMAIN.md section 2).
    """
    for slug in sorted(who.profiles):
        yield f"profile:{slug}"
    for email in sorted(who.emails):
        if not is_shared_mailbox(email):
            yield f"email:{email}"
        elif who.name:
            yield f"email:{email}|{who.name}"
    if who.name:
        for phone in sorted(who.phones):
            yield f"phone:{phone}|{who.name}"
        yield f"name:{who.name}|{who.employer}"
