"""The SQL of joining: seats of a cohort, codes, and invitations by mail (migration 0086)."""

from typing import Final

from migrations.invitations_0081 import ACCEPT as ACCEPT_BEFORE
from migrations.invitations_0081 import READ as READ_BEFORE
from migrations.oauth_0090 import ERASE as ERASE_BEFORE

# An invitation counts as long as whoever made it may still make it: staff are an owner's to invite.
_MAY: Final = (
    "by.ended_at IS NULL AND (by.role = 'owner' OR (by.role = 'admin' AND i.role IS NULL))"
)
_COUNTS: Final = f"i.ended_at IS NULL AND i.expires_at > now() AND {_MAY}"
_BY: Final = (
    "JOIN organization.memberships by"
    " ON (by.organization_id, by.id) = (i.organization_id, i.invited_by)"
)
_TAKEN: Final = """(SELECT count(*) FROM organization.enrolments e
    WHERE e.organization_id = {0}.organization_id AND e.cohort_id = {0}.cohort_id
      AND e.status = 'active' AND e.person_id IS NOT NULL)"""
_WHAT: Final = f"""
  FROM organization.invitations i
  {_BY}
  JOIN organization.organizations o ON o.organization_id = i.organization_id
  LEFT JOIN organization.cohorts c ON (c.organization_id, c.id) = (i.organization_id, i.cohort_id)
  LEFT JOIN organization.programmes p
    ON (p.organization_id, p.id) = (c.organization_id, c.programme_id)"""

READ: Final = f"""
CREATE FUNCTION door.read_invitation(hash bytea)
RETURNS TABLE (organization text, by_name text, role text, programme text, about text, cohort text,
  starts_on date, ends_on date, time_zone text, expires_at timestamptz, seats_left boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.name, by.name, i.role, p.name, p.about, c.name, c.starts_on, c.ends_on, c.time_zone,
    i.expires_at, i.used < i.seats AND (c.seats IS NULL OR c.seats > {_TAKEN.format("i")})
  {_WHAT}
  WHERE i.secret_hash = hash AND {_COUNTS}
$$
"""

# Whoever comes by different invitations to one cohort stands in line at the cohort, for its seats.
# The address is of no use any more once somebody came by it.
_SEATS: Final = f"""
    IF asked.cohort_id IS NOT NULL THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('seats of ' || asked.cohort_id::text, 0));
      IF EXISTS (
        SELECT FROM organization.cohorts c
        WHERE (c.organization_id, c.id) = (asked.organization_id, asked.cohort_id)
          AND c.seats <= {_TAKEN.format("asked")})
      THEN
        RAISE EXCEPTION 'Every place of this cohort is taken: ask whoever invited you.'
          USING ERRCODE = 'AW409';
      END IF;
    END IF;
    UPDATE organization.invitations i
    SET used = i.used + 1, email = NULL, email_norm = NULL"""
_USED: Final = "\n    UPDATE organization.invitations i SET used = i.used + 1"
ACCEPT: Final = ACCEPT_BEFORE.replace(_USED, _SEATS)
assert ACCEPT != ACCEPT_BEFORE

# A job writes the mail, and no organization has been entered there: it is asked as the one who
# invited, and answered only while the invitation counts and nobody came by it.
MAILED: Final = f"""
CREATE FUNCTION door.invitation_mail(invitation uuid)
RETURNS TABLE (organization_id uuid, email text, secret_hash bytea, organization text, by_name text,
  role text, programme text, cohort text, starts_on date, ends_on date, time_zone text,
  expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.organization_id, i.email, i.secret_hash, o.name, by.name, i.role, p.name, c.name,
    c.starts_on, c.ends_on, c.time_zone, i.expires_at
  {_WHAT}
  WHERE i.id = invitation AND i.email IS NOT NULL AND by.person_id = ANY (app.batch())
    AND {_COUNTS}
$$
"""

# The code of a cohort is shown in class, by its coaches too, who read no invitations.
CODE: Final = f"""
CREATE FUNCTION door.code_of_cohort(cohort uuid)
RETURNS TABLE (invitation_id uuid, code text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.id, i.code, i.expires_at
  FROM organization.invitations i
  {_BY}
  WHERE i.organization_id = app.organization_id() AND i.cohort_id = cohort AND i.code IS NOT NULL
    AND {_COUNTS}
    AND (app.organization_role() IN ('owner', 'admin') OR app.organization_role() = 'coach'
      AND EXISTS (
        SELECT FROM organization.coach_assignments a
        WHERE a.organization_id = i.organization_id AND a.cohort_id = cohort
          AND a.coach_id = app.person_id() AND a.starts_at <= now()
          AND (a.ends_at IS NULL OR a.ends_at > now())))
  ORDER BY i.created_at DESC, i.id DESC LIMIT 1
$$
"""

_DELETE: Final = "  DELETE FROM directory.sessions s"
ERASE: Final = ERASE_BEFORE.replace(
    _DELETE,
    "  UPDATE organization.invitations i SET email = NULL, email_norm = NULL\n"
    f"  WHERE i.email_norm = address;\n{_DELETE}",
)
assert ERASE != ERASE_BEFORE

READ_SIGNATURE: Final = "door.read_invitation(bytea)"
ACCEPT_SIGNATURE: Final = "door.accept_invitation(bytea, uuid, text, text)"
REPLACED: Final = (
    (READ_SIGNATURE, READ_BEFORE, READ),
    (ACCEPT_SIGNATURE, ACCEPT_BEFORE, ACCEPT),
)
"""Doors that are made anew, with what they were before."""
ADDED: Final = (
    ("door.invitation_mail(uuid)", MAILED, "askwell_worker"),
    ("door.code_of_cohort(uuid)", CODE, "askwell_app"),
)
