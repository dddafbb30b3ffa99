"""The SQL of sessions: those of whoever takes part (migration 0098)."""

from typing import Final

# Whoever takes part enters no organization: they see the sessions of their cohorts, and whether they
# were there themselves.
OWN: Final = """
CREATE FUNCTION door.own_sessions(past boolean, moment timestamptz, after timestamptz, after_id uuid,
  only_one uuid, most integer)
RETURNS TABLE (id uuid, enrolment_id uuid, organization text, programme text, cohort text,
  title text, agenda text, starts_at timestamptz, ends_at timestamptz, zone text, place text,
  cancelled_at timestamptz, attendance text, created_at timestamptz, updated_at timestamptz,
  version integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.id, e.id, o.name, p.name, c.name, s.title, s.agenda, s.starts_at, s.ends_at, s.zone,
    s.place, s.cancelled_at, a.state, s.created_at, s.updated_at, s.version
  FROM organization.enrolments e
  JOIN organization.sessions s ON (s.organization_id, s.cohort_id) = (e.organization_id, e.cohort_id)
  JOIN organization.organizations o ON o.organization_id = e.organization_id
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (e.organization_id, e.cohort_id)
  JOIN organization.programmes p ON (p.organization_id, p.id) = (c.organization_id, c.programme_id)
  LEFT JOIN organization.attendance a
    ON (a.organization_id, a.session_id, a.enrolment_id) = (e.organization_id, s.id, e.id)
  WHERE e.person_id = app.person_id() AND e.status = 'active'
    AND (only_one IS NULL OR s.id = only_one)
    AND CASE WHEN past THEN s.ends_at <= moment AND (s.starts_at, s.id) < (after, after_id)
      ELSE s.ends_at > moment AND (s.starts_at, s.id) > (after, after_id) END
  ORDER BY CASE WHEN past THEN s.starts_at END DESC, CASE WHEN past THEN s.id END DESC,
    s.starts_at, s.id
  LIMIT most
$$
"""
SIGNATURE: Final = "door.own_sessions(boolean, timestamptz, timestamptz, uuid, uuid, integer)"
