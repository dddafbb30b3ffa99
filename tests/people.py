"""People for tests: an account, a profile, a token and a session, made by an administrator."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from api.credentials import SCOPES, SESSION_COOKIE, mint
from api.secrets import Keys
from api.tables import new_id


@dataclass(frozen=True)
class Somebody:
    """A person with credentials: `bearer` for the API, `cookie` for a browser."""

    id: UUID
    email: str
    token: str
    session: str

    @property
    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    @property
    def cookie(self) -> dict[str, str]:
        return {"cookie": f"{SESSION_COOKIE}={self.session}", "sec-fetch-site": "same-origin"}


async def make_somebody(
    admin: asyncpg.Connection,
    *,
    name: str = "Nora Haas",
    zone: str = "Europe/London",
    country: str | None = "GB",
    scopes: Sequence[str] = SCOPES,
    read_only: bool = False,
    secret_key: str = "a test key of more than thirty-two characters",
) -> Somebody:
    """Make somebody with random ids."""
    person_id = new_id()
    email = f"{person_id}@example.org"
    token, token_hash = mint("token", person_id)
    session, session_hash = mint("session", person_id)
    sealed = Keys((secret_key,)).seal(person_id.bytes * 2, f"people|{person_id}|sealed_key")
    async with admin.transaction():
        await admin.execute(
            "INSERT INTO directory.people (id, email, email_norm, sealed_key)"
            " VALUES ($1, $2::text, $2::text, $3)",
            person_id,
            email,
            sealed,
        )
        await admin.execute(
            "INSERT INTO person.changes (owner_id, seq, txid)"
            " VALUES ($1, 1, pg_current_xact_id()::text::bigint)",
            person_id,
        )
        await admin.execute(
            "INSERT INTO person.profiles (owner_id, name, time_zone, country)"
            " VALUES ($1, $2, $3, $4)",
            person_id,
            name,
            zone,
            country,
        )
        await admin.execute(
            "INSERT INTO directory.access_tokens (token_hash, id, person_id, name, hint, scopes,"
            " expires_at) VALUES ($1, $2, $3, 'test', 'test', $4, now() + interval '1 day')",
            token_hash,
            new_id(),
            person_id,
            list(scopes),
        )
        await admin.execute(
            "INSERT INTO directory.sessions (token_hash, id, person_id, read_only, expires_at)"
            " VALUES ($1, $2, $3, $4, now() + interval '90 days')",
            session_hash,
            new_id(),
            person_id,
            read_only,
        )
    return Somebody(person_id, email, token, session)
