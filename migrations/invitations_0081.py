"""The SQL of invitations: read, accepted, and left again by whoever took part (migration 0081)."""

from typing import Final

# An invitation counts as long as whoever made it may still make it: staff are an owner's to invite.
_COUNTS: Final = """i.secret_hash = hash AND i.ended_at IS NULL AND i.expires_at > now()
    AND by.ended_at IS NULL AND (by.role = 'owner' OR (by.role = 'admin' AND i.role IS NULL))"""

READ: Final = f"""
CREATE FUNCTION door.read_invitation(hash bytea)
RETURNS TABLE (organization text, role text, programme text, cohort text, starts_on date,
  ends_on date, time_zone text, expires_at timestamptz, seats_left boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.name, i.role, p.name, c.name, c.starts_on, c.ends_on, c.time_zone, i.expires_at,
    i.used < i.seats
  FROM organization.invitations i
  JOIN organization.memberships by ON (by.organization_id, by.id) = (i.organization_id, i.invited_by)
  JOIN organization.organizations o ON o.organization_id = i.organization_id
  LEFT JOIN organization.cohorts c ON (c.organization_id, c.id) = (i.organization_id, i.cohort_id)
  LEFT JOIN organization.programmes p
    ON (p.organization_id, p.id) = (c.organization_id, c.programme_id)
  WHERE {_COUNTS}
$$
"""

# The row of the invitation is the queue: who comes at once stands in line for the last seat. Whoever
# is there already takes none.
ACCEPT: Final = f"""
CREATE FUNCTION door.accept_invitation(hash bytea, fresh uuid, called text, called_norm text)
RETURNS TABLE (organization_id uuid, membership_id uuid, enrolment_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  asked record;
  there uuid;
  stays boolean;
BEGIN
  IF app.person_id() IS NULL THEN
    RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'AW401';
  END IF;
  SELECT i.organization_id, i.id, i.role, i.cohort_id, i.seats, i.used INTO asked
  FROM organization.invitations i
  JOIN organization.memberships by ON (by.organization_id, by.id) = (i.organization_id, i.invited_by)
  WHERE {_COUNTS}
  FOR NO KEY UPDATE OF i;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such invitation' USING ERRCODE = 'AW404'; END IF;
  IF asked.role IS NOT NULL THEN
    SELECT m.id, m.ended_at IS NULL INTO there, stays FROM organization.memberships m
    WHERE m.organization_id = asked.organization_id AND m.person_id = app.person_id();
  ELSE
    SELECT e.id, e.status = 'active' INTO there, stays FROM organization.enrolments e
    WHERE e.organization_id = asked.organization_id AND e.cohort_id = asked.cohort_id
      AND e.person_id = app.person_id();
  END IF;
  IF stays IS NOT TRUE THEN
    IF asked.used >= asked.seats THEN
      RAISE EXCEPTION 'Every place of this invitation is taken: ask for another one.'
        USING ERRCODE = 'AW409';
    END IF;
    UPDATE organization.invitations i SET used = i.used + 1
    WHERE (i.organization_id, i.id) = (asked.organization_id, asked.id);
    IF asked.role IS NOT NULL AND there IS NULL THEN
      INSERT INTO organization.memberships (organization_id, id, person_id, name, role)
      VALUES (asked.organization_id, fresh, app.person_id(), called, asked.role);
    ELSIF asked.role IS NOT NULL THEN
      UPDATE organization.memberships m SET ended_at = NULL, role = asked.role, name = called
      WHERE (m.organization_id, m.id) = (asked.organization_id, there);
    ELSIF there IS NULL THEN
      INSERT INTO organization.enrolments
        (organization_id, id, cohort_id, person_id, name, name_norm, status)
      VALUES (asked.organization_id, fresh, asked.cohort_id, app.person_id(), called, called_norm,
        'active');
    ELSE
      UPDATE organization.enrolments e
      SET status = 'active', name = called, name_norm = called_norm
      WHERE (e.organization_id, e.id) = (asked.organization_id, there);
    END IF;
  END IF;
  RETURN QUERY SELECT asked.organization_id,
    CASE WHEN asked.role IS NOT NULL THEN coalesce(there, fresh) END,
    CASE WHEN asked.role IS NULL THEN coalesce(there, fresh) END;
END $$
"""

TAKING_PART: Final = """
CREATE FUNCTION door.taking_part()
RETURNS TABLE (enrolment_id uuid, organization text, programme text, cohort text, starts_on date,
  ends_on date, time_zone text, name text, status text, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.id, o.name, p.name, c.name, c.starts_on, c.ends_on, c.time_zone, e.name, e.status,
    e.created_at
  FROM organization.enrolments e
  JOIN organization.organizations o ON o.organization_id = e.organization_id
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (e.organization_id, e.cohort_id)
  JOIN organization.programmes p ON (p.organization_id, p.id) = (c.organization_id, c.programme_id)
  WHERE e.person_id = app.person_id()
  ORDER BY e.created_at DESC, e.id DESC LIMIT 100
$$
"""

LEAVE: Final = """
CREATE FUNCTION door.leave_cohort(enrolment uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE organization.enrolments e SET status = 'left'
  WHERE e.id = enrolment AND e.person_id = app.person_id() AND e.status <> 'left';
  RETURN EXISTS (
    SELECT FROM organization.enrolments e WHERE e.id = enrolment AND e.person_id = app.person_id());
END $$
"""

DOORS: Final = (
    ("door.read_invitation(bytea)", READ),
    ("door.accept_invitation(bytea, uuid, text, text)", ACCEPT),
    ("door.taking_part()", TAKING_PART),
    ("door.leave_cohort(uuid)", LEAVE),
)
