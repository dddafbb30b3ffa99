"""The web app, served from memory: compressed ahead, immutable by hash, under a strict policy."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import State

from api.credentials import PUBLIC
from api.errors import NotFound

_IMMUTABLE: Final = "public, max-age=31536000, immutable"
_PAGES: Final = re.compile(r"[^.]*")
"""Addresses of pages have no dot; everything with one is a file or is not there."""


@dataclass(frozen=True, slots=True)
class Served:
    """A file with its encodings (name of the encoding → bytes) and its headers."""

    variants: dict[str, bytes]
    headers: dict[str, str]


class WebApp:
    """The built frontend below `directory`, read once."""

    def __init__(self, directory: Path) -> None:
        self._files = {
            f"/{path.relative_to(directory).as_posix()}": _read(path, directory)
            for path in sorted(directory.rglob("*"))
            if path.is_file() and path.suffix not in {".br", ".gz"}
        }
        self._index = self._files.pop("/index.html", None)
        sources = self._files.pop("/csp.json", None)
        if self._index and sources:
            self._index.headers["Content-Security-Policy"] = policy(
                msgspec.json.decode(sources.variants["identity"], type=dict[str, list[str]])
            )

    def find(self, path: str) -> Served | None:
        """The file at `path`; the one page for every address that is not a file's."""
        return self._files.get(path) or (self._index if _PAGES.fullmatch(path) else None)


def _read(path: Path, directory: Path) -> Served:
    content = path.read_bytes()
    variants = {"identity": content}
    for encoding, ending in (("br", ".br"), ("gzip", ".gz")):
        packed = path.with_name(path.name + ending)
        if packed.is_file():
            variants[encoding] = packed.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix == ".webmanifest":
        kind = "application/manifest+json"
    immutable = "immutable" in path.relative_to(directory).parts
    headers = {
        "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        "Cache-Control": _IMMUTABLE if immutable else "no-cache",
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:20]}"',
        "Vary": "Accept-Encoding",
    }
    return Served(variants, headers)


def policy(sources: dict[str, list[str]]) -> str:
    """The Content-Security-Policy of the one page: own files, and what the build says its inline
    start script and styles hash to."""
    allowed = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    for directive, more in sources.items():
        allowed[directive] = [*allowed.get(directive, []), *more]
    return "; ".join(f"{directive} {' '.join(values)}" for directive, values in allowed.items())


@get(
    ["/", "/{path:path}"],
    opt={"scope": PUBLIC},
    include_in_schema=False,
    name="webapp",
)
async def serve_webapp(request: Request[object, object, State]) -> Response[bytes]:
    """A file of the web app, or its one page."""
    webapp = cast("WebApp | None", request.app.state.webapp)
    found = webapp.find(request.url.path) if webapp else None
    if found is None or request.url.path.startswith(("/v1/", "/health/")):
        raise NotFound()
    if request.headers.get("if-none-match") == found.headers["ETag"]:
        return Response(b"", status_code=304, headers=found.headers)
    accepted = request.headers.get("accept-encoding", "")
    encoding = next(
        (one for one in ("br", "gzip") if one in accepted and one in found.variants), ""
    )
    headers = {**found.headers, **({"Content-Encoding": encoding} if encoding else {})}
    return Response(
        found.variants[encoding or "identity"],
        headers=headers,
        media_type=found.headers["Content-Type"],
    )
