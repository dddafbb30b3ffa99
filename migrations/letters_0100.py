"""The SQL of what coaches write to those who take part (migration 0100)."""

from typing import Final

from migrations.bridge_0083 import coaches
from migrations.coaching_0085 import GRANT_NOW
from migrations.summaries_0089 import LOG

_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
_BEGIN: Final = """#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);"""
_ACTIVITY: Final = f"""EXISTS (SELECT FROM person.grants g
      WHERE g.scope = 'activity' AND {" AND ".join(GRANT_NOW.values())})"""

# Whom the caller would write to. `reach` says why not: they do not use Askwell, or no longer share what
# the choice was made by. Whether they want to be written to is not told of anybody.
CHOSEN: Final = f"""
CREATE FUNCTION bridge.letter_to(at timestamptz, enrolments uuid[], of_cohort uuid, basis text,
  most integer)
RETURNS TABLE (enrolment_id uuid, name text, reach text)
LANGUAGE plpgsql VOLATILE {_DEFINER}
{_BEGIN}
  RETURN QUERY
  WITH chosen AS MATERIALIZED (
    SELECT p.* FROM bridge.present p
    WHERE p.coached AND (p.enrolment_id = ANY (enrolments) OR p.cohort_id = of_cohort)
    ORDER BY p.name_norm, p.enrolment_id LIMIT most),
  live AS MATERIALIZED (
    SELECT l.* FROM bridge.live l WHERE basis = 'activity' AND l.scope = 'activity'
      AND l.enrolment_id IN (SELECT c.enrolment_id FROM chosen c)),
  seen AS ({LOG.format(of="chosen", kind="membership", grant="NULL::uuid")}),
  looked AS ({LOG.format(of="live", kind="activity", grant="l.grant_id")})
  SELECT c.enrolment_id, c.name,
    CASE WHEN c.owner_id IS NULL THEN 'not_joined'
      WHEN basis = 'activity' AND l.grant_id IS NULL THEN 'ended' ELSE 'open' END
  FROM chosen c LEFT JOIN live l ON l.enrolment_id = c.enrolment_id
  ORDER BY c.name_norm, c.enrolment_id;
END $$
"""

# One row and one clock for each: nobody sees the others, and the engine asks of each anew.
SEND: Final = f"""
CREATE FUNCTION bridge.send_letters(at timestamptz, sending uuid, basis text, preview text,
  replies boolean, enrolments uuid[], words text[])
RETURNS integer
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
DECLARE
  written integer;
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  WITH made AS (
    INSERT INTO organization.coach_letters (organization_id, id, sending_id, enrolment_id, person_id,
      membership_id, basis, preview, replies, body, written_at, state)
    SELECT p.organization_id, gen_random_uuid(), sending, p.enrolment_id, p.owner_id, p.reader_id,
      basis, preview, replies, t.body, at, 'waiting'
    FROM unnest(enrolments, words) AS t (enrolment_id, body)
    JOIN bridge.present p ON p.enrolment_id = t.enrolment_id
    WHERE p.coached AND p.owner_id IS NOT NULL AND (basis = 'membership' OR EXISTS (
      SELECT FROM bridge.live l WHERE l.enrolment_id = p.enrolment_id AND l.scope = 'activity'))
    RETURNING id, person_id),
  told AS (
    INSERT INTO person.clocks (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone,
      due_at)
    SELECT m.person_id, 'coach_letter', m.id, 'once', 'app', at AT TIME ZONE 'UTC', 'UTC', at
    FROM made m ORDER BY m.person_id)
  SELECT count(*)::integer INTO written FROM made;
  RETURN written;
END $$
"""

# What the caller wrote, each sending in numbers. Where fewer than five were written to, whoever was not
# reached is one number: a reason would be somebody's.
SENDINGS: Final = f"""
CREATE FUNCTION bridge.sendings(of_sending uuid, before timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, at timestamptz, preview text, n integer, waiting integer, reached integer,
  gone integer, ended integer, closed integer)
LANGUAGE sql STABLE {_DEFINER}
  SELECT s.sending_id, s.written_at, s.preview, s.n, s.waiting, s.reached,
    CASE WHEN s.n >= 5 THEN s.gone END, CASE WHEN s.n >= 5 THEN s.ended END,
    CASE WHEN s.n >= 5 THEN s.closed END
  FROM (
    SELECT l.sending_id, l.written_at, l.preview, count(*)::integer AS n,
      (count(*) FILTER (WHERE l.state = 'waiting'))::integer AS waiting,
      (count(*) FILTER (WHERE l.state = 'sent'))::integer AS reached,
      (count(*) FILTER (WHERE l.state = 'gone'))::integer AS gone,
      (count(*) FILTER (WHERE l.state = 'ended'))::integer AS ended,
      (count(*) FILTER (WHERE l.state = 'closed'))::integer AS closed
    FROM organization.coach_letters l
    JOIN organization.memberships m ON (m.organization_id, m.id) = (l.organization_id, l.membership_id)
    WHERE l.organization_id = (SELECT app.organization_id())
      AND m.person_id = (SELECT app.person_id()) AND m.ended_at IS NULL
      AND (of_sending IS NULL OR l.sending_id = of_sending)
      AND (l.written_at, l.sending_id) < (before, before_id)
    GROUP BY l.sending_id, l.written_at, l.preview
    ORDER BY l.written_at DESC, l.sending_id DESC LIMIT most) s
  ORDER BY s.written_at DESC, s.sending_id DESC
$$
"""

# Asked right before each effect: do they take part still, does whoever wrote coach them still, is what
# the choice was made by shared still, do they want to be written to? The first answer is kept.
RELEASE: Final = f"""
CREATE FUNCTION bridge.release_letter(at timestamptz, letter uuid)
RETURNS TABLE (state text, enrolment_id uuid, by_name text, organization text, body text,
  reply_to text, written_at timestamptz)
LANGUAGE plpgsql VOLATILE {_DEFINER}
{_BEGIN}
  RETURN QUERY
  WITH asked AS MATERIALIZED (
    SELECT l.organization_id, l.id, l.enrolment_id, m.name, z.name AS organization, l.body,
      l.replies, b.email, l.written_at,
      CASE
        WHEN e.status <> 'active' OR e.person_id IS DISTINCT FROM l.person_id
          OR m.ended_at IS NOT NULL OR NOT {coaches()} THEN 'gone'
        WHEN l.basis = 'activity' AND NOT {_ACTIVITY} THEN 'ended'
        WHEN p.deletion_due_at IS NOT NULL OR EXISTS (SELECT FROM person.letter_stops s
          WHERE (s.owner_id, s.enrolment_id) = (l.person_id, l.enrolment_id)) THEN 'closed'
        ELSE 'sent' END AS state
    FROM organization.coach_letters l
    JOIN organization.enrolments e
      ON (e.organization_id, e.id) = (l.organization_id, l.enrolment_id)
    JOIN organization.memberships m
      ON (m.organization_id, m.id) = (l.organization_id, l.membership_id)
    JOIN organization.organizations z ON z.organization_id = l.organization_id
    JOIN directory.people p ON p.id = l.person_id
    LEFT JOIN directory.people b ON b.id = m.person_id
    WHERE l.id = letter AND l.person_id = ANY ((SELECT app.batch())::uuid[])),
  kept AS (
    UPDATE organization.coach_letters l SET state = a.state, told_at = at,
      body = CASE WHEN a.state = 'sent' THEN l.body ELSE '' END
    FROM asked a
    WHERE (l.organization_id, l.id) = (a.organization_id, a.id) AND l.state = 'waiting'
    RETURNING l.id)
  SELECT a.state, a.enrolment_id, a.name, a.organization, a.body,
    CASE WHEN a.replies THEN a.email END, a.written_at
  FROM asked a;
END $$
"""

OWN: Final = f"""
CREATE FUNCTION bridge.own_letters(of_enrolment uuid, before timestamptz, before_id uuid,
  most integer)
RETURNS TABLE (id uuid, at timestamptz, by_name text, enrolment_id uuid, body text, reply_to text)
LANGUAGE sql STABLE {_DEFINER}
  SELECT l.id, l.told_at, m.name, l.enrolment_id, l.body,
    CASE WHEN l.replies AND m.ended_at IS NULL THEN b.email END
  FROM organization.coach_letters l
  JOIN organization.memberships m ON (m.organization_id, m.id) = (l.organization_id, l.membership_id)
  LEFT JOIN directory.people b ON b.id = m.person_id
  WHERE l.person_id = coalesce(app.person_id(), (app.batch())[1]) AND l.state = 'sent'
    AND (of_enrolment IS NULL OR l.enrolment_id = of_enrolment)
    AND (l.told_at, l.id) < (before, before_id)
  ORDER BY l.told_at DESC, l.id DESC LIMIT most
$$
"""

DOORS: Final = (
    ("bridge.letter_to(timestamptz, uuid[], uuid, text, integer)", CHOSEN, "askwell_app"),
    (
        "bridge.send_letters(timestamptz, uuid, text, text, boolean, uuid[], text[])",
        SEND,
        "askwell_app",
    ),
    ("bridge.sendings(uuid, timestamptz, uuid, integer)", SENDINGS, "askwell_app"),
    ("bridge.release_letter(timestamptz, uuid)", RELEASE, "askwell_worker"),
    ("bridge.own_letters(uuid, timestamptz, uuid, integer)", OWN, "askwell_app, askwell_worker"),
)
"""Each door, its text, and who may call it."""
