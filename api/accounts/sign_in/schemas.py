"""What the sign-in routes take and give."""

from typing import Annotated

import msgspec

from api.accounts.schemas import MeRead

Address = Annotated[str, msgspec.Meta(max_length=254)]
Short = Annotated[str, msgspec.Meta(max_length=100)]
Target = Annotated[str, msgspec.Meta(max_length=2000)]


class Whereabouts(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser says of its owner's clock and language; it counts until the owner says otherwise."""

    zone: Short | None = None
    locale: Short | None = None
    country: Short | None = None


class SignInMail(Whereabouts, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask for a mail with a code and a link; `target` is the path to open afterwards."""

    email: Address
    target: Target | None = None


class SignInCode(Whereabouts, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The six digits of the mail; spaces between them don't matter."""

    email: Address
    code: Short


class SignInLink(Whereabouts, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The token of the mail's link."""

    token: Short


class MailAsked(msgspec.Struct, frozen=True):
    """The same for every address, known or not."""

    sent: bool


class SignedIn(msgspec.Struct, frozen=True):
    """Who is signed in now, and the path they wanted to go to."""

    person: MeRead
    target: str | None
