"""Addresses that somebody hostile gives, asked in production mode: none leads to a connection that is
not to a public address. Every target is tried by the whole way that a request takes."""

import socket
from typing import Any

import httpcore2
import pytest

from api.addresses import NotAllowed
from api.outgoing import Outgoing, Unreachable

pytestmark = pytest.mark.anyio

PUBLIC = "93.184.216.34"

INSIDE = [
    # This machine, in every writing that a resolver reads.
    "127.0.0.1", "127.1", "127.0.1", "127.127.127.127", "2130706433", "0x7f000001", "017700000001",
    "0x7f.0x0.0x0.0x1", "0177.0.0.1", "0177.0.0.01", "0x7f.1", "127.0x1", "00000177.1", "0", "0.0.0.0",
    "0.1", "localhost", "127.0.0.1.", "%31%32%37.0.0.1", "127。0。0。1", "①②⑦.⓪.⓪.①",
    # Networks at home and behind carriers.
    "10.0.0.1", "10.1", "0xa000001", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.257",
    "0xc0a80001", "100.64.0.1", "100.127.255.254", "198.18.0.1", "192.0.0.8", "192.0.0.192",
    "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255",
    # Where clouds tell machines who they are.
    "169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "169.254.43518",
    "169.254.170.2", "100.100.100.200", "[fd00:ec2::254]", "[::ffff:169.254.169.254]",
    "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]",
    # The same in IPv6: itself, mapped, translated, tunnelled.
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:10.0.0.1]", "[::ffff:0:7f00:1]", "[::127.0.0.1]", "[::7f00:1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::c0a8:1]", "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]", "[2002:c0a8:1::1]", "[2001:0:7f00:1::]", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[2001:20::1]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[100::1]", "[fc00::1]", "[fd12::1]",
    "[fe80::1]", "[fe80::1%25eth0]", "[fec0::1]", "[ff02::1]", "[::ffff:0.0.0.0]", "[4000::1]",
]  # fmt: skip
WRITTEN = [
    # Whoever reads these otherwise than the one that checks them would go inside.
    "http://hooks.example.org/", "ftp://hooks.example.org/", "file:///etc/passwd",
    "gopher://127.0.0.1:25/", "//127.0.0.1/", "127.0.0.1", "javascript:alert(1)", "https:127.0.0.1",
    "https:///127.0.0.1/", "https://", "https://?x", "https://user@hooks.example.org/",
    "https://hooks.example.org@127.0.0.1/", "https://hooks.example.org:443@127.0.0.1/",
    "https://hooks.example.org%40127.0.0.1/", "https://hooks.example.org\\@127.0.0.1/",
    "https://127.0.0.1\\@hooks.example.org/", "https://127.0.0.1#@hooks.example.org/",
    "https://127.0.0.1?@hooks.example.org/", "https://127.0.0.1%23@hooks.example.org/",
    "https://127.0.0.1 @hooks.example.org/", "https://hooks.example.org:22/",
    "https://hooks.example.org:80/", "https://hooks.example.org:0/",
    "https://hooks.example.org:99999/", "https://hooks.example.org:port/",
    "https://[hooks.example.org]/", "https://[::1/", "https://::1/", "https://[::1]:8443/",
    "https://[::ffff:127.0.0.1]:443/", "https://hooks.example.org\N{FULLWIDTH COMMERCIAL AT}127.0.0.1/",
    "https://hooks.example.org℀.127.0.0.1/", "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
]  # fmt: skip
NAMES: dict[str, list[str]] = {
    # Names that look public and lead inside, also with one public answer among the others.
    "localhost.": ["127.0.0.1"],
    "printer.local": ["192.168.1.20"],
    "metadata.google.internal": ["169.254.169.254"],
    "127.0.0.1.nip.io": ["127.0.0.1"],
    "inside.example.org": ["10.0.0.1"],
    "mixed.example.org": [PUBLIC, "10.0.0.1"],
    "last.example.org": [PUBLIC, PUBLIC, "::1"],
    "mapped.example.org": ["::ffff:127.0.0.1"],
    "nat64.example.org": ["64:ff9b::7f00:1"],
    "sixtofour.example.org": ["2002:7f00:1::"],
    "teredo.example.org": ["2001:0:7f00:1::"],
    "link.example.org": ["fe80::1%eth0"],
    "carrier.example.org": ["100.64.0.1"],
    "xn--bcher-kva.example.org": ["127.0.0.1"],
    "bücher.example.org": ["127.0.0.1"],
    "nobody.example.org": [],
}
HOSTILE = [
    *(f"https://{host}/hook" for host in INSIDE),
    *WRITTEN,
    *(f"https://{name}/hook" for name in NAMES),
]


class Net:
    """Names as a hostile server answers them, and every address that was connected to."""

    def __init__(self) -> None:
        self.connected: list[str] = []
        self.looked_up: list[str] = []
        self.answers: dict[str, list[list[str]]] = {
            name: [addresses] for name, addresses in NAMES.items()
        }
        self.said: bytes | None = None

    async def look_up(self, loop: Any, host: Any, port: int, **options: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        self.looked_up.append(name)
        if name in self.answers:
            rounds = self.answers[name]
            found = rounds.pop(0) if len(rounds) > 1 else rounds[0]
            if not found:
                raise socket.gaierror("no such name")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]
        if name == "localhost":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        # The machine's own resolver reads the odd writings; it asks nobody about names.
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    async def connect(self, backend: Any, host: str, *_: Any, **__: Any) -> Any:
        self.connected.append(host)
        if self.said is None:
            raise httpcore2.ConnectError("nobody is there")
        return Said([self.said])


class Said(httpcore2.AsyncMockStream):
    """A server whose TLS went well and that says what it was given."""

    async def start_tls(self, *_: Any, **__: Any) -> "Said":
        return self


@pytest.fixture
async def net(monkeypatch: pytest.MonkeyPatch) -> Net:
    made = Net()
    monkeypatch.setattr("api.outgoing.look_up", made.look_up)
    backend = httpcore2.AnyIOBackend
    monkeypatch.setattr(backend, "connect_tcp", lambda *a, **o: made.connect(*a, **o))
    return made


async def ask(url: str, times: int = 1) -> list[str]:
    """Ask in production mode; what came of each time."""
    outgoing = Outgoing(anywhere=False)
    ends = []
    for _ in range(times):
        try:
            said = await outgoing.post(url, {}, b"{}", seconds=2)
        except (NotAllowed, Unreachable) as error:
            ends.append(type(error).__name__)
        else:
            ends.append(str(said.status))
    await outgoing.close()
    return ends


def test_there_are_enough() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 80


@pytest.mark.parametrize("url", HOSTILE)
async def test_nothing_inside_is_connected_to(net: Net, url: str) -> None:
    assert (await ask(url))[0] in {"NotAllowed", "Unreachable"}
    assert net.connected == []


async def test_what_is_public_is_connected_to_by_the_address_that_was_checked(net: Net) -> None:
    net.answers["hooks.example.org"] = [[PUBLIC]]
    assert await ask("https://hooks.example.org/x") == ["Unreachable"]
    net.answers["six.example.org"] = [["2606:4700::1"]]
    assert await ask("https://six.example.org/x") == ["Unreachable"]
    assert net.connected == [PUBLIC, "2606:4700::1"]


async def test_a_name_that_leads_elsewhere_the_next_time_is_checked_each_time(net: Net) -> None:
    net.answers["hooks.example.org"] = [[PUBLIC], ["127.0.0.1"], ["169.254.169.254"]]
    ends = await ask("https://hooks.example.org/x", times=3)
    assert ends == ["Unreachable", "NotAllowed", "NotAllowed"]
    # Looked up once for each try: what was checked is what was connected to.
    assert net.looked_up == ["hooks.example.org"] * 3
    assert net.connected == [PUBLIC]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "where", ["http://127.0.0.1/", "https://169.254.169.254/latest", "//[::1]/"]
)
async def test_no_redirect_is_followed(net: Net, status: int, where: str) -> None:
    net.answers["hooks.example.org"] = [[PUBLIC]]
    net.said = f"HTTP/1.1 {status} So\r\nlocation: {where}\r\ncontent-length: 0\r\n\r\n".encode()
    assert await ask("https://hooks.example.org/x") == [str(status)]
    assert net.connected == [PUBLIC]
