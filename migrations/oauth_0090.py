"""The doors of the authorization server (migration 0090): a code, a refresh token or the id of an
application leads to one row, before anybody is signed in."""

from typing import Final

from migrations.doors_0002 import UNDO_EMAIL
from migrations.organizations_0080 import ERASE as _ERASE

_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"

_ENTER: Final = f"""
CREATE OR REPLACE FUNCTION door.enter(kind text, hash bytea, person uuid, scope text) RETURNS void
LANGUAGE plpgsql VOLATILE {_DEFINER}
DECLARE
  held text[];
  looking boolean := false;
  used timestamptz;
%(application)s
BEGIN
  IF kind = 'session' THEN
    SELECT s.read_only, s.last_used_at INTO looking, used FROM directory.sessions s
    WHERE s.token_hash = hash AND s.person_id = person
      AND s.expires_at > now() AND s.last_used_at > now() - interval '30 days';
    IF NOT FOUND THEN RAISE EXCEPTION 'no such session' USING ERRCODE = 'AW401'; END IF;
    IF looking AND scope = 'session' THEN
      RAISE EXCEPTION 'the example has no settings' USING ERRCODE = '25006';
    END IF;
    IF used < now() - interval '5 minutes' AND NOT looking THEN
      UPDATE directory.sessions s SET last_used_at = now() WHERE s.token_hash IN (
        SELECT t.token_hash FROM directory.sessions t WHERE t.token_hash = hash
        FOR NO KEY UPDATE SKIP LOCKED);
    END IF;
%(branch)s
  ELSE
    SELECT t.scopes, t.last_used_at INTO held, used FROM directory.access_tokens t
    WHERE t.token_hash = hash AND t.person_id = person AND t.expires_at > now();
    IF NOT FOUND THEN RAISE EXCEPTION 'no such token' USING ERRCODE = 'AW401'; END IF;
    IF NOT scope = ANY (held) THEN
      RAISE EXCEPTION 'This token lacks the scope %%.', scope USING ERRCODE = 'AW403';
    END IF;
    IF used IS NULL OR used < now() - interval '5 minutes' THEN
      UPDATE directory.access_tokens t SET last_used_at = now() WHERE t.token_hash IN (
        SELECT u.token_hash FROM directory.access_tokens u WHERE u.token_hash = hash
        FOR NO KEY UPDATE SKIP LOCKED);
    END IF;
  END IF;
  PERFORM set_config('app.person_id', person::text, true);
  IF looking THEN PERFORM set_config('transaction_read_only', 'on', true); END IF;
END $$
"""
_OF_AN_APPLICATION: Final = """
  ELSIF kind = 'application' THEN
    SELECT t.scopes, t.used_at, t.connection_id INTO held, used, connection
    FROM directory.application_tokens t
    WHERE t.token_hash = hash AND t.person_id = person AND NOT t.refresh AND t.expires_at > now();
    IF NOT FOUND THEN RAISE EXCEPTION 'no such token' USING ERRCODE = 'AW401'; END IF;
    IF NOT scope = ANY (held) THEN
      RAISE EXCEPTION 'This token lacks the scope %.', scope USING ERRCODE = 'AW403';
    END IF;
    IF used IS NULL OR used < now() - interval '5 minutes' THEN
      UPDATE directory.application_tokens t SET used_at = now() WHERE t.token_hash IN (
        SELECT u.token_hash FROM directory.application_tokens u WHERE u.token_hash = hash
        FOR NO KEY UPDATE SKIP LOCKED);
      UPDATE directory.connections c SET last_used_at = now() WHERE c.id IN (
        SELECT d.id FROM directory.connections d WHERE d.id = connection
        FOR NO KEY UPDATE SKIP LOCKED);
    END IF;"""
ENTER_BEFORE: Final = _ENTER % {"application": "", "branch": ""}
ENTER: Final = _ENTER % {"application": "  connection uuid;", "branch": _OF_AN_APPLICATION[1:]}

APPLICATION: Final = f"""
CREATE FUNCTION door.application(client uuid)
RETURNS TABLE (name text, website text, confidential boolean, secret_hash bytea,
  redirect_uris text[], scopes text[])
LANGUAGE sql STABLE {_DEFINER}
  SELECT a.name, a.website, a.confidential, a.secret_hash, a.redirect_uris, a.scopes
  FROM directory.applications a WHERE a.id = client
$$
"""

# The connection is locked before anything of it is: whoever ends a family, or cuts it all off, has
# waited for the tokens that were being made and finds them. A code that was redeemed and comes again
# takes what it was redeemed for with it (RFC 6749, 4.1.2).
REDEEM: Final = f"""
CREATE FUNCTION door.redeem_authorization(hash bytea, client uuid)
RETURNS TABLE (person_id uuid, connection_id uuid, family_id uuid, redirect_uri text,
  scopes text[], challenge text)
LANGUAGE plpgsql VOLATILE {_DEFINER}
DECLARE
  family uuid;
  whose uuid;
BEGIN
  PERFORM FROM directory.connections c
  WHERE c.id = (SELECT a.connection_id FROM directory.authorization_codes a WHERE a.code_hash = hash)
  FOR UPDATE;
  RETURN QUERY
    UPDATE directory.authorization_codes a SET redeemed_at = now()
    WHERE a.code_hash = hash AND a.application_id = client AND a.redeemed_at IS NULL
      AND a.expires_at > now()
    RETURNING a.person_id, a.connection_id, a.family_id, a.redirect_uri, a.scopes, a.challenge;
  IF FOUND THEN
    SELECT a.person_id INTO whose FROM directory.authorization_codes a WHERE a.code_hash = hash;
    PERFORM set_config('app.person_id', whose::text, true);
    RETURN;
  END IF;
  SELECT a.family_id INTO family FROM directory.authorization_codes a
  WHERE a.code_hash = hash AND a.application_id = client AND a.redeemed_at IS NOT NULL;
  DELETE FROM directory.application_tokens t WHERE t.family_id = family;
END $$
"""

# Who comes again within `leeway` did not get the answer, as long as nobody used what was in it.
REFRESH: Final = f"""
CREATE FUNCTION door.hold_refresh_token(hash bytea, client uuid, leeway interval)
RETURNS TABLE (person_id uuid, connection_id uuid, family_id uuid, generation int, scopes text[])
LANGUAGE plpgsql VOLATILE {_DEFINER}
DECLARE
  held directory.application_tokens%ROWTYPE;
BEGIN
  PERFORM FROM directory.connections c
  WHERE c.id = (
    SELECT t.connection_id FROM directory.application_tokens t
    WHERE t.token_hash = hash AND t.refresh AND t.application_id = client)
  FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT * INTO held FROM directory.application_tokens t
  WHERE t.token_hash = hash AND t.refresh AND t.application_id = client AND t.expires_at > now()
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  IF held.used_at IS NOT NULL AND (held.used_at <= clock_timestamp() - leeway OR EXISTS (
    SELECT FROM directory.application_tokens t WHERE t.family_id = held.family_id AND t.refresh
      AND t.generation > held.generation AND t.used_at IS NOT NULL))
  THEN
    DELETE FROM directory.application_tokens t WHERE t.family_id = held.family_id;
    RETURN;
  END IF;
  PERFORM set_config('app.person_id', held.person_id::text, true);
  RETURN QUERY SELECT held.person_id, held.connection_id, held.family_id, held.generation, held.scopes;
END $$
"""

# Giving a refresh token back ends all that came from the same code, an access token only itself.
REVOKE: Final = f"""
CREATE FUNCTION door.revoke_application_token(hash bytea, client uuid) RETURNS void
LANGUAGE plpgsql VOLATILE {_DEFINER}
BEGIN
  PERFORM FROM directory.connections c
  WHERE c.id = (
    SELECT t.connection_id FROM directory.application_tokens t
    WHERE t.token_hash = hash AND t.application_id = client)
  FOR UPDATE;
  DELETE FROM directory.application_tokens t WHERE t.family_id IN (
    SELECT g.family_id FROM directory.application_tokens g
    WHERE g.token_hash = hash AND g.application_id = client AND g.refresh);
  DELETE FROM directory.application_tokens t WHERE t.token_hash = hash AND t.application_id = client;
END $$
"""

INSPECT: Final = f"""
CREATE FUNCTION door.inspect_application_token(hash bytea, client uuid)
RETURNS TABLE (refresh boolean, scopes text[], created_at timestamptz, expires_at timestamptz)
LANGUAGE sql STABLE {_DEFINER}
  SELECT t.refresh, t.scopes, t.created_at, t.expires_at FROM directory.application_tokens t
  WHERE t.token_hash = hash AND t.application_id = client AND t.expires_at > now()
    AND NOT (t.refresh AND t.used_at IS NOT NULL)
$$
"""

_DROP_OF: Final = """
  DELETE FROM directory.connections c WHERE c.application_id IN ({applications});
  DELETE FROM directory.authorization_codes a WHERE a.application_id IN ({applications});
  DELETE FROM directory.application_tokens t WHERE t.application_id IN ({applications});
  DELETE FROM directory.applications a WHERE a.id IN ({applications});
"""
_MINE: Final = (
    "SELECT m.id FROM directory.applications m WHERE m.id = application"
    " AND m.person_id = app.person_id()"
)
DROP: Final = f"""
CREATE FUNCTION door.drop_application(application uuid) RETURNS void
LANGUAGE plpgsql VOLATILE {_DEFINER}
BEGIN
{_DROP_OF.format(applications=_MINE).strip(chr(10))}
END $$
"""

SWEEP: Final = f"""
CREATE FUNCTION door.sweep_applications(most int) RETURNS void LANGUAGE sql VOLATILE {_DEFINER}
  DELETE FROM directory.authorization_codes a WHERE a.code_hash IN (
    SELECT d.code_hash FROM directory.authorization_codes d
    WHERE d.expires_at < now() - interval '1 day' LIMIT most FOR UPDATE SKIP LOCKED);
  DELETE FROM directory.application_tokens t WHERE t.token_hash IN (
    SELECT d.token_hash FROM directory.application_tokens d
    WHERE d.expires_at < now() LIMIT most FOR UPDATE SKIP LOCKED);
$$
"""

_THEIRS: Final = "SELECT m.id FROM directory.applications m WHERE m.person_id = person"
_CUT_OFF: Final = """
  DELETE FROM directory.connections c WHERE c.person_id = {person};
  DELETE FROM directory.authorization_codes a WHERE a.person_id = {person};
  DELETE FROM directory.application_tokens t WHERE t.person_id = {person};
"""
_SESSIONS: Final = "  DELETE FROM directory.sessions s WHERE s.person_id = person;\n"
ERASE_BEFORE: Final = _ERASE
ERASE: Final = _ERASE.replace(
    _SESSIONS,
    _CUT_OFF.format(person="person") + _DROP_OF.format(applications=_THEIRS) + _SESSIONS,
)
assert ERASE != ERASE_BEFORE
_REPLACING: Final = ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
UNDO_BEFORE: Final = UNDO_EMAIL.replace(*_REPLACING)
_GONE: Final = "  DELETE FROM directory.access_tokens t WHERE t.person_id = change.person_id;\n"
UNDO: Final = UNDO_BEFORE.replace(_GONE, _CUT_OFF.format(person="change.person_id") + _GONE)
assert UNDO != UNDO_BEFORE

APP: Final = "askwell_app"
DOORS: Final = (
    ("door.application(uuid)", APPLICATION),
    ("door.redeem_authorization(bytea, uuid)", REDEEM),
    ("door.hold_refresh_token(bytea, uuid, interval)", REFRESH),
    ("door.revoke_application_token(bytea, uuid)", REVOKE),
    ("door.inspect_application_token(bytea, uuid)", INSPECT),
    ("door.drop_application(uuid)", DROP),
    ("door.sweep_applications(integer)", SWEEP),
)
