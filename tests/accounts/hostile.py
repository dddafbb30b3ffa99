"""An OpenID provider that answers as it is told to, right or wrong, on loopback."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT = "hostile-client"
SECRET = "a secret that both sides know"
KEY = generate_private_key(65537, 2048)
OTHER_KEY = generate_private_key(65537, 2048)

Json = dict[str, Any]


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def public_jwk(key: RSAPrivateKey, **more: object) -> Json:
    numbers = key.public_key().public_numbers()
    return {
        "kty": "RSA",
        "kid": "one",
        "use": "sig",
        "n": encoded(numbers.n.to_bytes(256, "big")),
        "e": encoded(numbers.e.to_bytes(3, "big")),
        **more,
    }


def public_pem(key: RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def signed(header: Json, claims: Json, sign: Callable[[bytes], bytes]) -> str:
    """A JWS of this header and these claims, signed by whatever `sign` does."""
    body = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    return f"{body}.{encoded(sign(body.encode()))}"


def rs256(claims: Json, key: RSAPrivateKey = KEY, **header: object) -> str:
    """Signed as it should be, with `key`."""
    head = {"alg": "RS256", "kid": "one", **header}
    return signed(head, claims, lambda body: key.sign(body, PKCS1v15(), SHA256()))


def hs256(claims: Json, secret: bytes, **header: object) -> str:
    """Signed with a secret where a private key belongs."""
    head = {"alg": "HS256", "kid": "one", **header}
    return signed(head, claims, lambda body: hmac.new(secret, body, hashlib.sha256).digest())


def unsigned(claims: Json, alg: str = "none") -> str:
    """Not signed at all."""
    return signed({"alg": alg}, claims, lambda _: b"")


@dataclass
class Hostile:
    """What it answers next; the defaults are right. `seconds` is how long it thinks."""

    issuer: str = ""
    nonce: str = ""
    claims: Json = field(default_factory=dict)
    without: tuple[str, ...] = ()
    token: Callable[[Json], str | None] = rs256
    metadata: Json = field(default_factory=dict)
    keys: list[Json] = field(default_factory=lambda: [public_jwk(KEY)])
    userinfo: Json | None = None
    status: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    posted: list[dict[str, list[str]]] = field(default_factory=list)

    def id_token(self) -> str | None:
        """The ID token for the visit of `nonce`."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "somebody",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            **self.claims,
        }
        return self.token({k: v for k, v in claims.items() if k not in self.without})

    def answer(self, path: str) -> Json:
        """The document at `path`."""
        if path.startswith("/.well-known"):
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "id_token_signing_alg_values_supported": ["RS256"],
                **self.metadata,
            }
        if path == "/keys":
            return {"keys": self.keys}
        if path == "/userinfo":
            return self.userinfo or {"sub": self.claims.get("sub", "somebody")}
        token: Json = {"access_token": "opaque", "token_type": "Bearer", "expires_in": 60}
        made = self.id_token()
        return token if made is None else {**token, "id_token": made}


class HostileServer:
    """Serves a `Hostile` in a thread."""

    def __init__(self) -> None:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                server.state.posted.append(parse_qs(self.rfile.read(length).decode()))
                self._answer()

            def _answer(self) -> None:
                time.sleep(server.state.seconds)
                status = server.state.status.get(self.path, 200)
                body = json.dumps(server.state.answer(self.path)).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self.issuer = f"http://127.0.0.1:{self._http.server_port}"
        self.state = Hostile(issuer=self.issuer)

    def __enter__(self) -> "HostileServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Be gone: nobody listens any more."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
