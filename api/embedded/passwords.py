"""The passwords of the embedded cluster, made once and kept in a file for its owner alone."""

import json
import os
import secrets
from pathlib import Path

ROLES = ("postgres", "askwell_owner", "askwell_app", "askwell_worker", "askwell_backup")
"""The roles that may log in (TENANCY.md); `postgres` is the administrator."""


def read_or_make(file: Path) -> dict[str, str]:
    """The password of every role in ROLES; what is missing is made and kept in `file` (0600)."""
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    made = {role: secrets.token_urlsafe(32) for role in ROLES if role not in kept}
    if made:
        kept |= made
        write_private(file, json.dumps(kept, indent=1))
    return kept


def write_private(file: Path, text: str) -> None:
    """Writes `text` so that only its owner may read it, whole or not at all."""
    new = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
