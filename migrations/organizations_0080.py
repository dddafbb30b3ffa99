"""The SQL of organizations: their context, their doors and their triggers (migration 0080)."""

from typing import Final

CONTEXT: Final = (
    """
CREATE FUNCTION app.organization_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.organization_id', true), '')::uuid $$
""",
    """
CREATE FUNCTION app.organization_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.organization_role', true), '') $$
""",
    """
CREATE FUNCTION app.membership_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.membership_id', true), '')::uuid $$
""",
    (
        "REVOKE EXECUTE ON FUNCTION app.organization_id(), app.organization_role(),"
        " app.membership_id() FROM PUBLIC"
    ),
    (
        "GRANT EXECUTE ON FUNCTION app.organization_id(), app.organization_role(),"
        " app.membership_id() TO askwell_app, askwell_worker, askwell_door"
    ),
)

ENTER: Final = """
CREATE FUNCTION door.enter_organization(entered uuid, allowed text[], request text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found_id uuid;
  found_role text;
BEGIN
  SELECT m.id, m.role INTO found_id, found_role FROM organization.memberships m
  WHERE m.organization_id = entered AND m.person_id = app.person_id() AND m.ended_at IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such organization' USING ERRCODE = 'AW404'; END IF;
  IF NOT found_role = ANY (allowed) THEN
    RAISE EXCEPTION 'Your role in this organization (%) may not do that.', found_role
      USING ERRCODE = 'AW403';
  END IF;
  PERFORM set_config('app.organization_id', entered::text, true);
  PERFORM set_config('app.organization_role', found_role, true);
  PERFORM set_config('app.membership_id', found_id::text, true);
  PERFORM set_config('app.request_id', request, true);
END $$
"""

FOUND: Final = """
CREATE FUNCTION door.found_organization(organization uuid, membership uuid, called text, founder text)
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF app.person_id() IS NULL THEN
    RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'AW401';
  END IF;
  INSERT INTO organization.organizations (organization_id, name) VALUES (organization, called);
  PERFORM set_config('app.organization_id', organization::text, true);
  PERFORM set_config('app.organization_role', 'owner', true);
  PERFORM set_config('app.membership_id', membership::text, true);
  INSERT INTO organization.memberships (organization_id, id, person_id, name, role)
  VALUES (organization, membership, app.person_id(), founder, 'owner');
END $$
"""

# Only an owner may change memberships; everybody may end their own.
LEAVE: Final = """
CREATE FUNCTION door.leave_organization() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE organization.memberships m SET ended_at = now()
  WHERE m.organization_id = app.organization_id() AND m.person_id = app.person_id()
    AND m.ended_at IS NULL;
END $$
"""

DOORS: Final = (
    ("door.enter_organization(uuid, text[], text)", ENTER),
    ("door.found_organization(uuid, uuid, text, text)", FOUND),
    ("door.leave_organization()", LEAVE),
)

_ERASE_HEAD: Final = """
CREATE OR REPLACE FUNCTION door.erase_person() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  person uuid := (app.batch())[1];
  address text;
BEGIN
  SELECT p.email_norm INTO address FROM directory.people p
  WHERE p.id = person AND p.deletion_due_at IS NOT NULL;
  IF NOT FOUND OR cardinality(app.batch()) <> 1 THEN
    RAISE EXCEPTION 'nobody to erase' USING ERRCODE = 'AW403';
  END IF;
"""
# An organization keeps its husks: who was there is forgotten, that somebody was there stays. Where
# the only owner goes, the admin of longest standing follows: nothing may keep somebody from going.
_ERASE_ORGANIZATIONS: Final = """
  UPDATE organization.memberships m SET role = 'owner'
  FROM (
    SELECT DISTINCT ON (a.organization_id) a.organization_id, a.id
    FROM organization.memberships gone
    JOIN organization.memberships a ON a.organization_id = gone.organization_id
    WHERE gone.person_id = person AND gone.role = 'owner' AND gone.ended_at IS NULL
      AND a.role = 'admin' AND a.ended_at IS NULL
      AND NOT EXISTS (
        SELECT FROM organization.memberships o WHERE o.organization_id = gone.organization_id
          AND o.role = 'owner' AND o.ended_at IS NULL AND o.person_id <> person)
    ORDER BY a.organization_id, a.created_at, a.id) heir
  WHERE (m.organization_id, m.id) = (heir.organization_id, heir.id);
  UPDATE organization.memberships m
  SET person_id = NULL, name = '', ended_at = coalesce(m.ended_at, now()) WHERE m.person_id = person;
  UPDATE organization.coach_assignments c SET coach_id = NULL WHERE c.coach_id = person;
  UPDATE organization.enrolments e
  SET person_id = NULL, name = '', name_norm = '', external_id = NULL, status = 'left'
  WHERE e.person_id = person;
"""
_ERASE_TAIL: Final = """
  DELETE FROM directory.sessions s WHERE s.person_id = person;
  DELETE FROM directory.access_tokens t WHERE t.person_id = person;
  DELETE FROM directory.identities i WHERE i.person_id = person;
  DELETE FROM directory.email_changes e WHERE e.person_id = person;
  DELETE FROM directory.provider_visits v WHERE v.person_id = person;
  DELETE FROM directory.sign_ins a WHERE a.email_norm = address;
  DELETE FROM directory.people p WHERE p.id = person;
END $$
"""
ERASE: Final = _ERASE_HEAD + _ERASE_ORGANIZATIONS + _ERASE_TAIL
ERASE_BEFORE: Final = _ERASE_HEAD + _ERASE_TAIL

TOUCH: Final = """
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  NEW.updated_at := pg_catalog.now();
  RETURN NEW;
END $$
"""

# Who did what is written here, so that no way of writing can forget it. The values of columns that
# hold codes or times are kept (they are named where the trigger is made); of words only that they
# were changed.
AUDIT: Final = """
CREATE FUNCTION app.audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  here jsonb := pg_catalog.to_jsonb(NEW);
  before jsonb := '{}';
  changed jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN before := pg_catalog.to_jsonb(OLD); END IF;
  SELECT coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
      'field', k.key,
      'before', CASE WHEN k.key = ANY (TG_ARGV) THEN before ->> k.key END,
      'after', CASE WHEN k.key = ANY (TG_ARGV) THEN here ->> k.key END) ORDER BY k.key), '[]')
    INTO changed
  FROM pg_catalog.jsonb_object_keys(here) AS k (key)
  WHERE k.key NOT IN ('organization_id', 'id', 'created_at', 'updated_at', 'version', 'name_norm')
    AND (here -> k.key) IS DISTINCT FROM (before -> k.key)
    AND (TG_OP = 'UPDATE' OR (k.key = ANY (TG_ARGV) AND here ->> k.key IS NOT NULL));
  IF TG_OP = 'UPDATE' AND changed = '[]' THEN RETURN NULL; END IF;
  INSERT INTO organization.audit_log
    (organization_id, id, at, membership_id, request_id, action, subject_id, changes)
  VALUES (NEW.organization_id, pg_catalog.gen_random_uuid(), pg_catalog.clock_timestamp(),
    app.membership_id(), nullif(pg_catalog.current_setting('app.request_id', true), ''),
    TG_ARGV[0] || CASE TG_OP WHEN 'INSERT' THEN '.created' ELSE '.changed' END,
    coalesce((here ->> 'id')::uuid, NEW.organization_id), changed);
  RETURN NULL;
END $$
"""

# Two owners who end each other at once stand in line here, and the second is refused. Who erases
# their account is not kept back.
KEEP_AN_OWNER: Final = """
CREATE FUNCTION app.keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended('owners of ' || NEW.organization_id::text, 0));
  IF NOT EXISTS (
    SELECT FROM organization.memberships m WHERE m.organization_id = NEW.organization_id
      AND m.role = 'owner' AND m.ended_at IS NULL)
  THEN
    RAISE EXCEPTION 'An organization always has an owner: make somebody else one first.'
      USING ERRCODE = 'AW409';
  END IF;
  RETURN NULL;
END $$
"""

# Who is no longer staff, or no longer somebody who coaches, has no cohort from that moment on.
END_COACHING: Final = """
CREATE FUNCTION app.end_coaching() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organization.coach_assignments c
  SET ends_at = greatest(c.starts_at, pg_catalog.now())
  WHERE c.organization_id = NEW.organization_id AND c.membership_id = NEW.id
    AND (c.ends_at IS NULL OR c.ends_at > pg_catalog.now());
  RETURN NULL;
END $$
"""

_AUDITED: Final = {
    "organizations": "'organization'",
    "memberships": "'membership', 'role', 'ended_at'",
    "programmes": "'programme'",
    "cohorts": "'cohort', 'programme_id', 'starts_on', 'ends_on', 'time_zone'",
    "enrolments": "'enrolment', 'cohort_id', 'status'",
    "coach_assignments": "'coach', 'cohort_id', 'membership_id', 'starts_at', 'ends_at'",
}
TRIGGERS: Final = (
    TOUCH,
    AUDIT,
    KEEP_AN_OWNER,
    END_COACHING,
    (
        "REVOKE EXECUTE ON FUNCTION app.touch(), app.audit(), app.keep_an_owner(), app.end_coaching()"
        " FROM PUBLIC"
    ),
    (
        "GRANT EXECUTE ON FUNCTION app.touch(), app.audit(), app.keep_an_owner(), app.end_coaching()"
        " TO askwell_app, askwell_worker, askwell_door"
    ),
    *(
        f"CREATE TRIGGER touch BEFORE UPDATE ON organization.{table}"
        " FOR EACH ROW EXECUTE FUNCTION app.touch()"
        for table in _AUDITED
    ),
    *(
        # Founding is told by the membership of the founder.
        f"CREATE TRIGGER audit AFTER {'UPDATE' if table == 'organizations' else 'INSERT OR UPDATE'}"
        f" ON organization.{table}"
        f" FOR EACH ROW EXECUTE FUNCTION app.audit({arguments})"
        for table, arguments in _AUDITED.items()
    ),
    (
        "CREATE TRIGGER keep_an_owner AFTER UPDATE ON organization.memberships FOR EACH ROW"
        " WHEN (OLD.role = 'owner' AND OLD.ended_at IS NULL AND NEW.person_id IS NOT NULL"
        " AND (NEW.role <> 'owner' OR NEW.ended_at IS NOT NULL))"
        " EXECUTE FUNCTION app.keep_an_owner()"
    ),
    (
        "CREATE TRIGGER end_coaching AFTER UPDATE ON organization.memberships FOR EACH ROW"
        " WHEN (NEW.ended_at IS NOT NULL OR NEW.role IN ('analyst', 'developer'))"
        " EXECUTE FUNCTION app.end_coaching()"
    ),
)
