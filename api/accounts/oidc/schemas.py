"""What the routes about providers take and give."""

import msgspec

from api.accounts.sign_in.schemas import Short, Target


class ProviderRead(msgspec.Struct, frozen=True):
    """A provider one can sign in with."""

    id: str
    label: str


class ProviderList(msgspec.Struct, frozen=True):
    """All of them, in the operator's order."""

    items: list[ProviderRead]


class ProviderChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The provider to connect, and the path to open afterwards."""

    provider: Short
    target: Target | None = None


class ProviderPage(msgspec.Struct, frozen=True):
    """The address at the provider to open in this browser."""

    url: str
