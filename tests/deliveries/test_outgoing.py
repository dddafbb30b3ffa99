"""Addresses that people gave lead outside of our own network, or nowhere."""

import asyncio
import socket
from typing import Any

import pytest

from api.addresses import NotAllowed, check_address, is_public
from api.outgoing import Outgoing, Unreachable
from tests.deliveries.push_service import push_service

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "192.0.0.192",
        "192.88.99.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_what_is_not_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "142.250.1.1", "2606:4700::1", "2001:4860:4860::8888"]
)
def test_what_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example.org/1",
        "https://push.example.org:8443/1",
        "https://user@push.example.org/1",
        "https://localhost/1",
        "https://127.0.0.1/1",
        "https://[::1]/1",
        "https://[::ffff:10.0.0.1]/1",
        "https://push.example.org:port/1",
        "ftp://push.example.org/1",
        "https:///1",
        "push.example.org",
    ],
)
def test_what_may_not_even_be_looked_up(url: str) -> None:
    with pytest.raises(NotAllowed):
        check_address(url, anywhere=False)


async def test_a_public_name_that_leads_inside_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also when only one of its addresses does, or only the second time it is looked up."""

    async def leads(_: object, host: str, port: int, **__: Any) -> list[Any]:
        addresses = ["93.184.216.34", "127.0.0.1"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr("api.outgoing.look_up", leads)
    outgoing = Outgoing(anywhere=False)
    with pytest.raises(NotAllowed, match="not a public address"):
        await outgoing.post("https://push.example.org/1", {}, b"", seconds=2)
    await outgoing.close()


async def test_an_answer_is_read_and_silence_ends() -> None:
    outgoing = Outgoing(anywhere=True)
    async with push_service() as service:
        said = await outgoing.post(
            f"{service.address}/push/nobody", {"a": "b"}, b"words", seconds=2
        )
        assert said.status == 404

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    with pytest.raises(Unreachable):
        await outgoing.post(f"http://127.0.0.1:{port}/", {}, b"", seconds=0.2)
    silent.close()
    await silent.wait_closed()
    with pytest.raises(Unreachable):
        await outgoing.post(f"http://127.0.0.1:{port}/", {}, b"", seconds=2)
    await outgoing.close()
