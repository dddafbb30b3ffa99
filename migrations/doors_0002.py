"""The doors of sign-in as migration 0002 makes them: each takes a secret, an address or a provider's
subject, and answers with one row. Never edit: a later migration replaces what changes."""

HEAD = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"

# GCRA: `full_at` is when the whole allowance is back; one row per rule and key, one statement.
TAKE = f"""
CREATE FUNCTION door.take(rule text, who bytea, every interval, burst int)
RETURNS TABLE (allowed boolean, remaining int, wait double precision)
LANGUAGE plpgsql VOLATILE {HEAD}
DECLARE
  present timestamptz := clock_timestamp();
  stands timestamptz;
BEGIN
  INSERT INTO directory.limits AS l (name, key, full_at) VALUES (rule, who, present + every)
  ON CONFLICT (name, key) DO UPDATE SET full_at = greatest(l.full_at, present) + every
  WHERE greatest(l.full_at, present) + every <= present + every * burst
  RETURNING l.full_at INTO stands;
  IF FOUND THEN
    RETURN QUERY SELECT true,
      floor(extract(epoch FROM present + every * burst - stands) / extract(epoch FROM every))::int,
      0::double precision;
  ELSE
    SELECT l.full_at INTO STRICT stands FROM directory.limits l
    WHERE l.name = rule AND l.key = who;
    RETURN QUERY SELECT false, 0,
      extract(epoch FROM stands + every - every * burst - present)::double precision;
  END IF;
END $$
"""

START_SIGN_IN = f"""
CREATE FUNCTION door.start_sign_in(
  attempt uuid, address text, address_norm text, code bytea, link bytea, browser bytea,
  goal text, by_provider text, by_issuer text, by_subject text, lasts interval)
RETURNS void LANGUAGE sql VOLATILE {HEAD}
  INSERT INTO directory.sign_ins (id, email, email_norm, code_hash, link_hash, browser_hash,
    target, provider, issuer, subject, expires_at)
  VALUES (attempt, address, address_norm, code, link, browser,
    goal, by_provider, by_issuer, by_subject, now() + lasts)
$$
"""

# The row lock of the inner SELECT is what makes a code single-use: who waited finds it redeemed.
# A wrong code counts against every attempt of that address in that browser.
REDEEM_CODE = f"""
CREATE FUNCTION door.redeem_code(address_norm text, browser bytea, codes bytea[], tries int)
RETURNS TABLE (outcome text, email text, target text, provider text, issuer text, subject text,
  person uuid)
LANGUAGE plpgsql VOLATILE {HEAD}
DECLARE
  found_one directory.sign_ins.id%TYPE;
  left_over int;
BEGIN
  SELECT s.id INTO found_one FROM directory.sign_ins s
  WHERE s.email_norm = address_norm AND s.browser_hash = browser AND s.code_hash = ANY (codes)
    AND s.redeemed_at IS NULL AND s.expires_at > now() AND s.attempts < tries
  ORDER BY s.created_at DESC LIMIT 1 FOR NO KEY UPDATE;
  IF FOUND THEN
    RETURN QUERY UPDATE directory.sign_ins s SET redeemed_at = now() WHERE s.id = found_one
    RETURNING 'done', s.email, s.target, s.provider, s.issuer, s.subject,
      (SELECT p.id FROM directory.people p WHERE p.email_norm = s.email_norm);
    RETURN;
  END IF;
  WITH live AS (
    UPDATE directory.sign_ins s SET attempts = s.attempts + 1
    WHERE s.email_norm = address_norm AND s.browser_hash = browser
      AND s.redeemed_at IS NULL AND s.expires_at > now() AND s.attempts < tries
    RETURNING s.attempts)
  SELECT max(tries - live.attempts) INTO left_over FROM live;
  RETURN QUERY SELECT CASE WHEN coalesce(left_over, 0) > 0 THEN 'wrong' ELSE 'gone' END,
    NULL::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::uuid;
END $$
"""

REDEEM_LINK = f"""
CREATE FUNCTION door.redeem_link(link bytea, browser bytea)
RETURNS TABLE (outcome text, email text, target text, provider text, issuer text, subject text,
  person uuid)
LANGUAGE plpgsql VOLATILE {HEAD}
DECLARE
  bound bytea;
  found_one directory.sign_ins.id%TYPE;
BEGIN
  SELECT s.id, s.browser_hash INTO found_one, bound FROM directory.sign_ins s
  WHERE s.link_hash = link AND s.redeemed_at IS NULL AND s.expires_at > now()
  FOR NO KEY UPDATE;
  IF found_one IS NULL OR (bound IS NOT NULL AND bound IS DISTINCT FROM browser) THEN
    RETURN QUERY SELECT CASE WHEN found_one IS NULL THEN 'gone' ELSE 'other-browser' END,
      NULL::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::uuid;
    RETURN;
  END IF;
  RETURN QUERY UPDATE directory.sign_ins s SET redeemed_at = now() WHERE s.id = found_one
  RETURNING 'done', s.email, s.target, s.provider, s.issuer, s.subject,
    (SELECT p.id FROM directory.people p WHERE p.email_norm = s.email_norm);
END $$
"""

# NULL where the address was given up less than 7 days ago and may still be taken back.
SIGN_UP = f"""
CREATE FUNCTION door.sign_up(proposed uuid, address text, address_norm text, sealed bytea)
RETURNS uuid LANGUAGE plpgsql VOLATILE {HEAD}
DECLARE
  settled uuid;
BEGIN
  IF EXISTS (SELECT FROM directory.email_changes c WHERE c.old_email_norm = address_norm
    AND c.undo_until > now() AND c.undone_at IS NULL) THEN
    RETURN NULL;
  END IF;
  INSERT INTO directory.people (id, email, email_norm, sealed_key)
  VALUES (proposed, address, address_norm, sealed) ON CONFLICT (email_norm) DO NOTHING;
  SELECT p.id INTO STRICT settled FROM directory.people p WHERE p.email_norm = address_norm;
  RETURN settled;
END $$
"""

FIND_PERSON = f"""
CREATE FUNCTION door.find_person(address_norm text) RETURNS uuid LANGUAGE sql STABLE {HEAD}
  SELECT p.id FROM directory.people p WHERE p.email_norm = address_norm
$$
"""

EXAMPLE_PERSON = f"""
CREATE FUNCTION door.example_person() RETURNS uuid LANGUAGE sql STABLE {HEAD}
  SELECT p.id FROM directory.people p WHERE p.example
$$
"""

# The session that this browser had before ends here: an id that somebody planted is worth nothing.
OPEN_SESSION = f"""
CREATE FUNCTION door.open_session(
  whose uuid, token bytea, session uuid, from_browser text, looking boolean, lasts interval,
  instead_of bytea)
RETURNS void LANGUAGE sql VOLATILE {HEAD}
  DELETE FROM directory.sessions s WHERE s.token_hash = instead_of;
  INSERT INTO directory.sessions (token_hash, id, person_id, browser, read_only, expires_at)
  VALUES (token, session, whose, from_browser, looking, now() + lasts)
$$
"""

CLOSE_SESSION = f"""
CREATE FUNCTION door.close_session(token bytea) RETURNS void LANGUAGE sql VOLATILE {HEAD}
  DELETE FROM directory.sessions s WHERE s.token_hash = token
$$
"""

START_VISIT = f"""
CREATE FUNCTION door.start_visit(
  state bytea, browser bytea, at_provider text, kept bytea, lasts interval)
RETURNS void LANGUAGE sql VOLATILE {HEAD}
  INSERT INTO directory.provider_visits
    (state_hash, browser_hash, provider, sealed, person_id, expires_at)
  VALUES (state, browser, at_provider, kept, app.person_id(), now() + lasts)
$$
"""

END_VISIT = f"""
CREATE FUNCTION door.end_visit(state bytea, browser bytea)
RETURNS TABLE (provider text, sealed bytea, person uuid)
LANGUAGE sql VOLATILE {HEAD}
  WITH ended AS (
    DELETE FROM directory.provider_visits v WHERE v.state_hash = state AND v.browser_hash = browser
    RETURNING v.provider, v.sealed, v.person_id, v.expires_at)
  SELECT e.provider, e.sealed, e.person_id FROM ended e WHERE e.expires_at > now()
$$
"""

FIND_IDENTITY = f"""
CREATE FUNCTION door.find_identity(by_issuer text, by_subject text) RETURNS uuid
LANGUAGE sql VOLATILE {HEAD}
  UPDATE directory.identities i SET last_used_at = now()
  WHERE i.issuer = by_issuer AND i.subject = by_subject RETURNING i.person_id
$$
"""

# True when the identity is the entered person's now, false when it is another account's.
LINK_IDENTITY = f"""
CREATE FUNCTION door.link_identity(
  identity uuid, by_provider text, by_issuer text, by_subject text, address text)
RETURNS boolean LANGUAGE plpgsql VOLATILE {HEAD}
BEGIN
  INSERT INTO directory.identities (issuer, subject, id, person_id, provider, email)
  VALUES (by_issuer, by_subject, identity, app.person_id(), by_provider, address)
  ON CONFLICT (issuer, subject) DO NOTHING;
  RETURN (SELECT i.person_id = app.person_id() FROM directory.identities i
    WHERE i.issuer = by_issuer AND i.subject = by_subject);
END $$
"""

CONFIRM_EMAIL = f"""
CREATE FUNCTION door.confirm_email(token bytea, undo bytea, undo_lasts interval)
RETURNS TABLE (outcome text, change uuid, old_address text, new_address text)
LANGUAGE plpgsql VOLATILE {HEAD}
DECLARE
  wish record;
  before record;
BEGIN
  SELECT c.id, c.person_id, c.new_email, c.new_email_norm INTO wish
  FROM directory.email_changes c
  WHERE c.confirm_hash = token AND c.confirmed_at IS NULL AND c.expires_at > now()
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'gone', NULL::uuid, NULL::text, NULL::text;
    RETURN;
  END IF;
  SELECT p.email, p.email_norm INTO STRICT before FROM directory.people p
  WHERE p.id = wish.person_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM directory.people p
      WHERE p.email_norm = wish.new_email_norm AND p.id <> wish.person_id)
    OR EXISTS (SELECT FROM directory.email_changes c
      WHERE c.old_email_norm = wish.new_email_norm AND c.person_id <> wish.person_id
        AND c.undo_until > now() AND c.undone_at IS NULL) THEN
    RETURN QUERY SELECT 'taken', wish.id, before.email, wish.new_email;
    RETURN;
  END IF;
  UPDATE directory.people p SET email = wish.new_email, email_norm = wish.new_email_norm
  WHERE p.id = wish.person_id;
  UPDATE directory.email_changes c SET old_email = before.email,
    old_email_norm = before.email_norm, undo_hash = undo, confirmed_at = now(),
    undo_until = now() + undo_lasts
  WHERE c.id = wish.id;
  RETURN QUERY SELECT 'done', wish.id, before.email, wish.new_email;
END $$
"""

# Whoever undoes may be facing a thief: every session, token and identity made since ends with it.
UNDO_EMAIL = f"""
CREATE FUNCTION door.undo_email(token bytea)
RETURNS TABLE (outcome text, address text)
LANGUAGE plpgsql VOLATILE {HEAD}
DECLARE
  change record;
BEGIN
  SELECT c.person_id, c.old_email, c.old_email_norm, c.created_at INTO change
  FROM directory.email_changes c
  WHERE c.undo_hash = token AND c.undo_until > now() AND c.undone_at IS NULL
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'gone', NULL::text;
    RETURN;
  END IF;
  UPDATE directory.people p SET email = change.old_email, email_norm = change.old_email_norm
  WHERE p.id = change.person_id;
  UPDATE directory.email_changes c SET undone_at = now()
  WHERE c.person_id = change.person_id AND c.created_at >= change.created_at;
  DELETE FROM directory.sessions s WHERE s.person_id = change.person_id;
  DELETE FROM directory.access_tokens t WHERE t.person_id = change.person_id;
  DELETE FROM directory.identities i
  WHERE i.person_id = change.person_id AND i.created_at >= change.created_at;
  RETURN QUERY SELECT 'done', change.old_email;
END $$
"""

SWEEP_SIGN_IN = f"""
CREATE FUNCTION door.sweep_sign_in(most int) RETURNS void LANGUAGE sql VOLATILE {HEAD}
  DELETE FROM directory.sign_ins s WHERE s.id IN (
    SELECT d.id FROM directory.sign_ins d WHERE d.expires_at < now() - interval '1 day'
    LIMIT most FOR UPDATE SKIP LOCKED);
  DELETE FROM directory.provider_visits v WHERE v.state_hash IN (
    SELECT d.state_hash FROM directory.provider_visits d WHERE d.expires_at < now() LIMIT most);
  DELETE FROM directory.sessions s WHERE s.token_hash IN (
    SELECT d.token_hash FROM directory.sessions d WHERE d.expires_at < now()
    LIMIT most FOR UPDATE SKIP LOCKED);
  DELETE FROM directory.limits l WHERE (l.name, l.key) IN (
    SELECT d.name, d.key FROM directory.limits d WHERE d.full_at < now()
    LIMIT most FOR UPDATE SKIP LOCKED)
$$
"""

APP = "askwell_app"

DOORS = (
    ("door.take(text, bytea, interval, int)", TAKE, APP),
    (
        "door.start_sign_in(uuid, text, text, bytea, bytea, bytea, text, text, text, text, interval)",
        START_SIGN_IN,
        APP,
    ),
    ("door.redeem_code(text, bytea, bytea[], int)", REDEEM_CODE, APP),
    ("door.redeem_link(bytea, bytea)", REDEEM_LINK, APP),
    ("door.sign_up(uuid, text, text, bytea)", SIGN_UP, APP),
    ("door.find_person(text)", FIND_PERSON, APP),
    ("door.example_person()", EXAMPLE_PERSON, APP),
    ("door.open_session(uuid, bytea, uuid, text, boolean, interval, bytea)", OPEN_SESSION, APP),
    ("door.close_session(bytea)", CLOSE_SESSION, APP),
    ("door.start_visit(bytea, bytea, text, bytea, interval)", START_VISIT, APP),
    ("door.end_visit(bytea, bytea)", END_VISIT, APP),
    ("door.find_identity(text, text)", FIND_IDENTITY, APP),
    ("door.link_identity(uuid, text, text, text, text)", LINK_IDENTITY, APP),
    ("door.confirm_email(bytea, bytea, interval)", CONFIRM_EMAIL, APP),
    ("door.undo_email(bytea)", UNDO_EMAIL, APP),
    ("door.sweep_sign_in(int)", SWEEP_SIGN_IN, f"{APP}, askwell_worker"),
)
"""Signature, SQL, and who may call it."""
