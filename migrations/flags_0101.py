"""The SQL of urgent flags (migration 0101): somebody needs help now, and whoever answers for them hears of
it at once."""

import re
from typing import Final

from migrations.bridge_0083 import COACHING, coaches
from migrations.summaries_0089 import LOG

_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
_INTERNAL: Final = "SET search_path = pg_catalog, pg_temp AS $$"
_BEGIN: Final = """#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);"""
_ANYBODY: Final = coaches({name: re.sub(r"\bm\.", "b.", sql) for name, sql in COACHING.items()})

# Whoever coaches them at that moment; where nobody does, or only whoever raised it, the owners and admins.
ANSWERS: Final = f"""
CREATE FUNCTION bridge.answers(of_organization uuid, of_enrolment uuid, besides uuid)
RETURNS TABLE (membership_id uuid, person_id uuid)
LANGUAGE sql STABLE {_INTERNAL}
  SELECT m.id, m.person_id
  FROM organization.enrolments e
  JOIN organization.memberships m ON m.organization_id = e.organization_id
  WHERE e.organization_id = of_organization AND e.id = of_enrolment AND e.status = 'active'
    AND m.ended_at IS NULL AND m.person_id IS NOT NULL AND m.id IS DISTINCT FROM besides
    AND ({coaches()} OR (m.role IN ('owner', 'admin') AND NOT EXISTS (
      SELECT FROM organization.memberships b
      WHERE b.organization_id = e.organization_id AND b.ended_at IS NULL
        AND b.person_id IS NOT NULL AND b.id IS DISTINCT FROM besides AND {_ANYBODY})))
$$
"""

ALARM: Final = f"""
CREATE FUNCTION bridge.alarm(of_organization uuid, of_enrolment uuid, flag uuid, besides uuid,
  at timestamptz) RETURNS void
LANGUAGE sql VOLATILE {_INTERNAL}
  INSERT INTO person.clocks (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone,
    due_at)
  SELECT a.person_id, 'urgent_flag', flag, 'raised', 'app', at AT TIME ZONE 'UTC', 'UTC', at
  FROM bridge.answers(of_organization, of_enrolment, besides) a
  ORDER BY a.person_id ON CONFLICT DO NOTHING
$$
"""

_RAISE: Final = """
CREATE FUNCTION bridge.{name}(at timestamptz, enrolment uuid, flag uuid, written text)
RETURNS TABLE (same boolean, fresh boolean)
LANGUAGE plpgsql VOLATILE {definer}
#variable_conflict use_column
DECLARE
  raised organization.flags;
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  INSERT INTO organization.flags
    (organization_id, id, enrolment_id, person_id, membership_id, words, raised_at)
  SELECT w.organization_id, flag, w.enrolment_id, w.owner_id, {by}, written, at
  FROM {of} w WHERE w.enrolment_id = enrolment{may}
  ON CONFLICT DO NOTHING RETURNING * INTO raised;
  IF raised.id IS NOT NULL THEN
    PERFORM bridge.alarm(raised.organization_id, enrolment, flag, raised.membership_id, at);
    RETURN QUERY SELECT true, true;
  ELSE
    RETURN QUERY
    SELECT (f.membership_id IS NOT DISTINCT FROM {by} AND f.words = written
      AND f.enrolment_id = enrolment), false
    FROM {of} w JOIN organization.flags f ON f.organization_id = w.organization_id AND f.id = flag
    WHERE w.enrolment_id = enrolment{may};
  END IF;
END $$
"""
RAISE: Final = _RAISE.format(
    name="raise_flag", definer=_DEFINER, by="NULL::uuid", of="bridge.own", may=""
)
RAISE_ABOUT: Final = _RAISE.format(
    name="raise_flag_about",
    definer=_DEFINER,
    by="w.reader_id",
    of="bridge.present",
    may=" AND w.coached",
)

# For whoever answers for them at this moment. Each of those people can read that it was looked at.
FLAGS: Final = f"""
CREATE FUNCTION bridge.flags(at timestamptz, of_enrolment uuid, before timestamptz, before_id uuid,
  most integer)
RETURNS TABLE (id uuid, enrolment_id uuid, name text, raised_by text, words text,
  raised_at timestamptz, seen_by text, seen_at timestamptz, closed_by text, closed_at timestamptz,
  answer text)
LANGUAGE plpgsql VOLATILE {_DEFINER}
{_BEGIN}
  RETURN QUERY
  WITH mine AS MATERIALIZED (
    SELECT f.*, p.name, p.owner_id, p.reader_id
    FROM bridge.present p
    JOIN organization.flags f
      ON (f.organization_id, f.enrolment_id) = (p.organization_id, p.enrolment_id)
    WHERE (p.coached OR EXISTS (SELECT FROM bridge.answers(p.organization_id, p.enrolment_id,
        f.membership_id) a WHERE a.membership_id = p.reader_id))
      AND (CASE WHEN of_enrolment IS NULL THEN f.closed_at IS NULL
        ELSE f.enrolment_id = of_enrolment END)
      AND (f.raised_at, f.id) < (before, before_id)
    ORDER BY f.raised_at DESC, f.id DESC LIMIT most),
  seen AS ({LOG.format(of="mine", kind="membership", grant="NULL::uuid")})
  SELECT f.id, f.enrolment_id, f.name, b.name, f.words, f.raised_at, s.name, f.seen_at, c.name,
    f.closed_at, f.answer
  FROM mine f
  LEFT JOIN organization.memberships b
    ON (b.organization_id, b.id) = (f.organization_id, f.membership_id)
  LEFT JOIN organization.memberships s ON (s.organization_id, s.id) = (f.organization_id, f.seen_by)
  LEFT JOIN organization.memberships c
    ON (c.organization_id, c.id) = (f.organization_id, f.closed_by)
  ORDER BY f.raised_at DESC, f.id DESC;
END $$
"""

# Seen by somebody, or closed with a word: the person is told of each, once.
ANSWER: Final = f"""
CREATE FUNCTION bridge.answer_flag(at timestamptz, flag uuid, written text)
RETURNS TABLE (same boolean)
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
DECLARE
  found organization.flags;
  mine uuid;
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  SELECT f.* INTO found FROM organization.flags f
  WHERE f.organization_id = app.organization_id() AND f.id = flag FOR NO KEY UPDATE;
  SELECT p.reader_id INTO mine FROM bridge.present p
  WHERE p.enrolment_id = found.enrolment_id AND (p.coached OR EXISTS (
    SELECT FROM bridge.answers(p.organization_id, p.enrolment_id, found.membership_id) a
    WHERE a.membership_id = p.reader_id));
  IF mine IS NULL THEN RETURN; END IF;
  IF found.closed_at IS NOT NULL OR (written IS NULL AND found.seen_at IS NOT NULL) THEN
    RETURN QUERY SELECT written IS NULL OR found.answer = written;
    RETURN;
  END IF;
  UPDATE organization.flags f SET seen_at = coalesce(f.seen_at, at), seen_by = coalesce(f.seen_by, mine),
    closed_at = CASE WHEN written IS NOT NULL THEN at END,
    closed_by = CASE WHEN written IS NOT NULL THEN mine END, answer = coalesce(written, '')
  WHERE f.organization_id = found.organization_id AND f.id = flag;
  INSERT INTO person.clocks (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone,
    due_at)
  SELECT found.person_id, 'flag_answered', flag, CASE WHEN written IS NULL THEN 'seen' ELSE 'closed' END,
    'app', at AT TIME ZONE 'UTC', 'UTC', at
  WHERE found.person_id IS NOT NULL ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT true;
END $$
"""

# Right before somebody is told: do they answer for them still, and is it open?
CALL: Final = f"""
CREATE FUNCTION bridge.flag_for(at timestamptz, flag uuid)
RETURNS TABLE (organization_id uuid, name text, open boolean)
LANGUAGE plpgsql VOLATILE {_DEFINER}
{_BEGIN}
  RETURN QUERY
  SELECT f.organization_id, e.name, f.seen_at IS NULL
  FROM organization.flags f
  JOIN organization.enrolments e ON (e.organization_id, e.id) = (f.organization_id, f.enrolment_id)
  WHERE f.id = flag AND EXISTS (
    SELECT FROM bridge.answers(f.organization_id, f.enrolment_id, f.membership_id) a
    WHERE a.person_id = ANY ((SELECT app.batch())::uuid[]));
END $$
"""

OWN: Final = f"""
CREATE FUNCTION bridge.own_flags(of_enrolment uuid, before timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, enrolment_id uuid, raised_by text, words text, raised_at timestamptz,
  seen_by text, seen_at timestamptz, closed_by text, closed_at timestamptz, answer text)
LANGUAGE sql STABLE {_DEFINER}
  SELECT f.id, f.enrolment_id, b.name, f.words, f.raised_at, s.name, f.seen_at, c.name, f.closed_at,
    f.answer
  FROM organization.flags f
  LEFT JOIN organization.memberships b
    ON (b.organization_id, b.id) = (f.organization_id, f.membership_id)
  LEFT JOIN organization.memberships s ON (s.organization_id, s.id) = (f.organization_id, f.seen_by)
  LEFT JOIN organization.memberships c
    ON (c.organization_id, c.id) = (f.organization_id, f.closed_by)
  WHERE f.person_id = coalesce(app.person_id(), (app.batch())[1])
    AND (of_enrolment IS NULL OR f.enrolment_id = of_enrolment)
    AND (f.raised_at, f.id) < (before, before_id)
  ORDER BY f.raised_at DESC, f.id DESC LIMIT most
$$
"""

# Words about somebody go with their account; that there were some stays.
FORGET: Final = """
CREATE FUNCTION app.forget_flag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words := '';
  NEW.answer := '';
  RETURN NEW;
END $$
"""

INTERNAL: Final = (ANSWERS, ALARM)
DOORS: Final = (
    ("bridge.raise_flag(timestamptz, uuid, uuid, text)", RAISE, "askwell_app"),
    ("bridge.raise_flag_about(timestamptz, uuid, uuid, text)", RAISE_ABOUT, "askwell_app"),
    ("bridge.flags(timestamptz, uuid, timestamptz, uuid, integer)", FLAGS, "askwell_app"),
    ("bridge.answer_flag(timestamptz, uuid, text)", ANSWER, "askwell_app"),
    ("bridge.flag_for(timestamptz, uuid)", CALL, "askwell_worker"),
    ("bridge.own_flags(uuid, timestamptz, uuid, integer)", OWN, "askwell_app, askwell_worker"),
)
"""Each door, its text, and who may call it."""
