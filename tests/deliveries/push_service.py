"""A push service on this machine, and a browser that subscribed there: it checks who sends (RFC 8292)
and opens what was sent (RFC 8291), knowing nothing of how we write them."""

import asyncio
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from secrets import token_bytes, token_hex
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Json = dict[str, Any]


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """One that subscribed: its address at the service and its keys."""

    endpoint: str
    server_key: str
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: token_bytes(16))

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> Json:
        return {
            "endpoint": self.endpoint,
            "p256dh": b64(self.public),
            "auth": b64(self.auth),
            "application_server_key": self.server_key,
        }

    def open(self, body: bytes) -> bytes:
        """What was sealed for it."""
        salt, length, sender = body[:16], body[20], body[21 : 21 + body[20]]
        shared = self.private.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        )
        info = b"WebPush: info\0" + self.public + sender
        start = HKDF(SHA256(), 32, salt=self.auth, info=info).derive(shared)
        extract = HKDF.extract(SHA256(), salt, start)
        key = HKDFExpand(SHA256(), 16, b"Content-Encoding: aes128gcm\0").derive(extract)
        nonce = HKDFExpand(SHA256(), 12, b"Content-Encoding: nonce\0").derive(extract)
        opened = AESGCM(key).decrypt(nonce, body[21 + length :], None)
        words, mark, _ = opened.rpartition(b"\x02")
        assert mark
        return words


@dataclass
class Pushed:
    """A push that was taken: for which browser, with which headers, and its words."""

    browser: Browser
    headers: dict[str, str]
    words: Json


@dataclass
class PushService:
    """Takes pushes; `answers` says what a browser's next ones are answered with instead of 201."""

    address: str = ""
    browsers: dict[str, Browser] = field(default_factory=dict)
    taken: list[Pushed] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    answers: dict[str, list[int]] = field(default_factory=dict)
    open: list[asyncio.StreamWriter] = field(default_factory=list)

    def subscribe(self, server_key: str) -> Browser:
        path = f"/push/{token_hex(8)}"
        self.browsers[path] = Browser(self.address + path, server_key)
        return self.browsers[path]

    def answer(self, browser: Browser, *statuses: int) -> None:
        """Answer the next pushes to this browser so, the last for ever."""
        self.answers[browser.endpoint.removeprefix(self.address)] = list(statuses)

    def _status(self, path: str, headers: dict[str, str], body: bytes) -> int:
        browser = self.browsers.get(path)
        if browser is None:
            return 404
        if not self._is_signed(browser, headers):
            return 403
        if statuses := self.answers.get(path):
            status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
            if status != 201:
                self.refused.append(path)
                return status
        self.taken.append(Pushed(browser, headers, json.loads(browser.open(body))))
        return 201

    def _is_signed(self, browser: Browser, headers: dict[str, str]) -> bool:
        scheme, _, rest = headers["authorization"].partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        head, claims, signature = parts["t"].split(".")
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(parts["k"]))
        raw = unb64(signature)
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
        said = json.loads(unb64(claims))
        return (
            scheme == "vapid"
            and parts["k"] == browser.server_key
            and json.loads(unb64(head))["alg"] == "ES256"
            and said["aud"] == self.address
            and said["sub"].startswith("mailto:")
        )

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.append(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode().split("\r\n")
                headers = {
                    name.lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in lines if line)
                }
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                status = self._status(first.split(" ")[1], headers, body)
                writer.write(f"HTTP/1.1 {status} So\r\ncontent-length: 0\r\n\r\n".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    """One that listens on this machine."""
    made = PushService()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        for writer in made.open:
            writer.close()
        await asyncio.sleep(0.01)
