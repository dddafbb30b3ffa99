"""Which addresses that people gave may be asked: https ones of the open internet."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(one)
    for one in (
        # What Python 3.11's `is_global` takes for public: addresses that carry another one inside
        # (NAT64, 6to4, Teredo, v4-compatible), protocol assignments, and multicast.
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/23",
        "::/96",
        "fec0::/10",
        "ff00::/8",
        # Documentation and segment routing, which newer registries name and 3.11 does not know.
        "3fff::/20",
        "5f00::/16",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_UNICAST: Final = ipaddress.ip_network("2000::/3")
"""All that is given out of IPv6; whatever else there is (`::ffff:0:7f00:1`) leads somewhere else."""


class NotAllowed(Exception):
    """This address may not be asked: not https, or not a public one."""


def check_address(url: str, *, anywhere: bool) -> None:
    """Raises NotAllowed for what can be told from the address alone, before it is looked up."""
    try:
        # Brackets that don't close, and letters that become an @ when they are normalized.
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise NotAllowed("not an address") from error
    # Names of other scripts are asked for as they are looked up (xn--…), or one letter is two names.
    if not url.isascii():
        raise NotAllowed("not an address")
    if parts.scheme != "https" and not (anywhere and parts.scheme == "http"):
        raise NotAllowed("not https")
    if parts.username or parts.password or not host:
        raise NotAllowed("not an address")
    if anywhere:
        return
    if port not in {None, 443}:
        raise NotAllowed("not the port of https")
    if "." not in host or not is_public_name(host):
        raise NotAllowed("not a public address")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address) and one.ipv4_mapped is not None:
        one = one.ipv4_mapped
    if isinstance(one, ipaddress.IPv6Address) and one not in _UNICAST:
        return False
    return one.is_global and not any(
        one in net for net in _NOT_PUBLIC if net.version == one.version
    )


def is_public_name(host: str) -> bool:
    """False for an IP address that is not public; a name is judged by what it leads to."""
    try:
        return is_public(host)
    except ValueError:
        return True
