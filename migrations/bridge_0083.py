"""The SQL of the bridge (migration 0083): what staff may see of somebody, and nothing beside it.

Every condition stands here under a name, so that a test can leave each one out in turn and see that
it is missed.
"""

from collections.abc import Mapping
from typing import Final

MOMENT: Final = """
CREATE FUNCTION app.moment() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT greatest(pg_catalog.statement_timestamp(),
  nullif(pg_catalog.current_setting('app.moment', true), '')::timestamptz) $$
"""

STAFF: Final[Mapping[str, str]] = {
    "the organization that was entered": "m.organization_id = (SELECT app.organization_id())",
    "whoever is signed in": "m.person_id = (SELECT app.person_id())",
    "works there": "m.ended_at IS NULL",
    "takes part": "e.status = 'active'",
    "of that organization": "e.organization_id = m.organization_id",
}
"""What makes somebody of the staff see that somebody takes part, beside being a manager or coach."""

COACHING: Final[Mapping[str, str]] = {
    "in a role that coaches": "m.role IN ('owner', 'admin', 'coach')",
    "in this organization": "c.organization_id = m.organization_id",
    "of this membership": "c.membership_id = m.id",
    "as this person": "c.coach_id = m.person_id",
    "of this cohort": "c.cohort_id = e.cohort_id",
    "begun": "c.starts_at <= (SELECT app.moment())",
    "not ended": "(c.ends_at IS NULL OR c.ends_at > (SELECT app.moment()))",
}
"""What makes them the coach of whoever takes part."""

GRANT: Final[Mapping[str, str]] = {
    "given to this organization": "g.organization_id = e.organization_id",
    "for this enrolment": "g.enrolment_id = e.id",
    "by whoever takes part": "g.owner_id = e.person_id",
    "not revoked": "g.revoked_at IS NULL",
    "not expired": "g.expires_at > (SELECT app.moment())",
}
"""What makes a grant count."""


def _all(conditions: Mapping[str, str]) -> str:
    return " AND ".join(conditions.values())


def coaches(conditions: Mapping[str, str] = COACHING) -> str:
    """Whether the membership `m` coaches the enrolment `e` at this moment."""
    return f"EXISTS (SELECT FROM organization.coach_assignments c WHERE {_all(conditions)})"


def live_view(
    staff: Mapping[str, str] = STAFF,
    coaching: Mapping[str, str] = COACHING,
    grant: Mapping[str, str] = GRANT,
) -> str:
    """What is shared with whoever is signed in, as the coach of those who share it."""
    return f"""
CREATE VIEW bridge.live WITH (security_barrier) AS
SELECT g.owner_id, g.id AS grant_id, e.organization_id, e.id AS enrolment_id, g.scope, g.alias_salt,
  g.items, g.granted_at, g.expires_at, m.id AS reader_id
FROM organization.memberships m, organization.enrolments e, person.grants g
WHERE {_all({**staff, **grant})} AND {coaches(coaching)}
"""


PRESENT: Final = f"""
CREATE VIEW bridge.present WITH (security_barrier) AS
SELECT p.* FROM (
  SELECT e.organization_id, e.id AS enrolment_id, e.cohort_id, e.person_id AS owner_id, e.name,
    e.name_norm, e.created_at, m.id AS reader_id, m.role IN ('owner', 'admin') AS manages,
    {coaches()} AS coached
  FROM organization.memberships m, organization.enrolments e
  WHERE {_all(STAFF)}) p
WHERE p.manages OR p.coached
"""
"""Who takes part, as managers and their coaches see them (S0)."""

OWN: Final = """
CREATE VIEW bridge.own WITH (security_barrier) AS
SELECT e.organization_id, e.id AS enrolment_id, e.cohort_id, e.person_id AS owner_id, e.name,
  e.created_at
FROM organization.enrolments e
WHERE e.person_id = (SELECT app.person_id()) AND e.status = 'active'
"""
"""Where whoever is signed in takes part: they look at themselves as their coach would."""


_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"

ALIAS: Final = """
CREATE FUNCTION bridge.alias(salt bytea, contact uuid) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'Contact ' || string_agg(
    substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', ((bits.n >> (27 - 5 * k)) & 31)::integer + 1, 1), ''
    ORDER BY k)
  FROM (SELECT ('x' || encode(substr(sha256(salt || uuid_send(contact)), 1, 4), 'hex'))::bit(32)::bigint
      AS n) bits, generate_series(0, 4) k
$$
"""

# What a machine did (a silent ask that closed by itself, a promise that became late) was not
# recorded by anybody, and what is shared with whom is nobody's step.
LAST_ENTRY: Final = """
CREATE FUNCTION bridge.last_entry(owner uuid) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT v.recorded_at FROM person.events v
  WHERE v.owner_id = owner AND v.deleted_at IS NULL
    AND v.name NOT IN ('promise.late', 'grant.given', 'grant.revoked')
    AND coalesce(v.codes ->> 'by_itself', 'false') <> 'true'
  ORDER BY v.recorded_at DESC LIMIT 1
$$
"""

WEEK: Final = """
CREATE FUNCTION bridge.week(at timestamptz, zone text) RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT date_trunc('week', at AT TIME ZONE zone)::date
$$
"""

# Whoever works for the person's own employer is in no shared view (DOMAIN.md section 3).
SHOWN: Final = """
CREATE VIEW bridge.shown WITH (security_barrier) AS
SELECT t.owner_id, t.id, t.contact_id, t.stage, t.lane, t.since, t.asked_at, t.answered_at,
  t.talk_starts_at, t.held_at, t.thanked_at, t.touches, c.function, c.seniority
FROM person.threads t
JOIN person.contacts c ON (c.owner_id, c.id) = (t.owner_id, t.contact_id)
WHERE t.deleted_at IS NULL AND c.deleted_at IS NULL AND NOT EXISTS (
  SELECT FROM person.employers w
  WHERE (w.owner_id, w.id) = (c.owner_id, c.employer_id) AND w.present AND w.deleted_at IS NULL)
"""

# DOMAIN.md section 5, "stuck": of a person, not of an ask; resting lanes and vacation never count.
STUCK: Final = """
CREATE FUNCTION bridge.stuck(owner uuid, joined timestamptz, days integer) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN quiet.since > app.moment() - make_interval(days => days) THEN NULL
    WHEN away.until > app.moment() AND away.since <= app.moment() THEN NULL
    WHEN asks.n = 0 THEN 'not_started'
    WHEN asks.unthanked > 0 THEN 'talk_not_thanked'
    WHEN asks.open = 0 THEN NULL
    WHEN asks.asked = 0 THEN 'no_ask_sent'
    WHEN asks.waiting > 0 AND asks.waiting = asks.open - asks.before THEN 'no_answers'
    ELSE 'quiet' END
  FROM (SELECT p.vacation_from AS since, p.vacation_until AS until FROM person.profiles p
      WHERE p.owner_id = owner) away,
    LATERAL (SELECT greatest(joined, bridge.last_entry(owner),
      CASE WHEN away.until <= app.moment() THEN away.until END) AS since) quiet,
    LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE s.asked_at IS NOT NULL OR s.held_at IS NOT NULL)
        AS asked,
      count(*) FILTER (WHERE s.lane IN ('want_to_ask', 'asked', 'said_yes', 'date_set', 'talked'))
        AS open,
      count(*) FILTER (WHERE s.lane = 'want_to_ask') AS before,
      count(*) FILTER (WHERE s.lane = 'asked') AS waiting,
      count(*) FILTER (WHERE s.stage = 'held' AND s.thanked_at IS NULL
        AND s.held_at < app.moment() - interval '24 hours') AS unthanked
    FROM bridge.shown s WHERE s.owner_id = owner) asks
$$
"""

# Numbers with their size: k of n. What is neither done nor due does not count (DOMAIN.md section 7).
SUMMARY: Final = """
CREATE FUNCTION bridge.summary(owner uuid, OUT lanes text, OUT asked integer, OUT answered integer,
  OUT talks integer, OUT thanked_in_time integer, OUT thanks_due integer, OUT kept_in_time integer,
  OUT promises_due integer, OUT days_to_answer integer, OUT days_to_talk integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(l.lanes, '{}')::text, t.asked, t.answered, c.talks, c.in_time, c.due, p.in_time, p.due,
    t.days_to_answer, t.days_to_talk
  FROM (SELECT jsonb_object_agg(g.lane, g.n) AS lanes FROM (
      SELECT s.lane, count(*) AS n FROM bridge.shown s WHERE s.owner_id = owner GROUP BY s.lane) g) l,
    (SELECT count(*) FILTER (WHERE s.asked_at IS NOT NULL)::integer AS asked,
      count(*) FILTER (WHERE s.asked_at IS NOT NULL AND s.answered_at IS NOT NULL)::integer AS answered,
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM s.answered_at - s.asked_at))
        FILTER (WHERE s.answered_at >= s.asked_at) / 86400)::integer AS days_to_answer,
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM s.held_at - s.answered_at))
        FILTER (WHERE s.held_at >= s.answered_at) / 86400)::integer AS days_to_talk
    FROM bridge.shown s WHERE s.owner_id = owner) t,
    (SELECT count(*)::integer AS talks,
      count(*) FILTER (WHERE v.thanked_at <= v.ended_at + interval '24 hours')::integer AS in_time,
      count(*) FILTER (WHERE v.thanked_at IS NOT NULL
        OR v.ended_at < app.moment() - interval '24 hours')::integer AS due
    FROM person.conversations v
    WHERE v.owner_id = owner AND v.state = 'held' AND v.deleted_at IS NULL
      AND EXISTS (SELECT FROM bridge.shown s WHERE (s.owner_id, s.id) = (v.owner_id, v.thread_id))) c,
    (SELECT count(*) FILTER (WHERE m.state = 'kept' AND m.settled_at <= m.due_at)::integer AS in_time,
      count(*) FILTER (WHERE m.state = 'kept' OR m.due_at < app.moment())::integer AS due
    FROM person.promises m
    WHERE m.owner_id = owner AND m.promiser = 'mine' AND m.state <> 'released'
      AND m.deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM person.contacts k JOIN person.employers w
          ON (w.owner_id, w.id) = (k.owner_id, k.employer_id)
        WHERE (k.owner_id, k.id) = (m.owner_id, m.contact_id) AND w.present)) p
$$
"""

_FUNCTIONS: Final = (
    "data software it engineering design product project research education health finance legal"
    " people marketing communications sales support operations consulting administration policy"
    " social other"
)
_SENIORITIES: Final = "student junior professional senior lead manager director executive owner"
_ROWS: Final = """alias text, ref text, function text, seniority text, stage text, lane text,
  touches integer, since_week date, asked_week date, answered_week date, talk_week date,
  held_week date, thanked boolean"""

# Times by week, words from short lists, and an order that gives no hour away: `ref` is another salted
# hash, so that neither an id nor its order leads from one grant to another.
ROWS: Final = f"""
CREATE FUNCTION bridge.rows(owner uuid, salt bytea, zone text) RETURNS TABLE ({_ROWS})
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT bridge.alias(salt, s.contact_id),
    substr(encode(sha256(salt || '\\x00' || uuid_send(s.id)), 'hex'), 1, 20),
    CASE WHEN s.function = ANY ('{{{",".join(_FUNCTIONS.split())}}}') THEN s.function END,
    CASE WHEN s.seniority = ANY ('{{{",".join(_SENIORITIES.split())}}}') THEN s.seniority END,
    s.stage, s.lane, s.touches, bridge.week(s.since, zone), bridge.week(s.asked_at, zone),
    bridge.week(s.answered_at, zone), bridge.week(s.talk_starts_at, zone),
    bridge.week(s.held_at, zone), s.thanked_at IS NOT NULL
  FROM bridge.shown s WHERE s.owner_id = owner
$$
"""

_AT: Final = "PERFORM set_config('app.moment', at::text, true);"
_HOUR: Final = "date_trunc('hour', (SELECT app.moment()), 'UTC')"
_LOG: Final = (
    "INSERT INTO person.access_log (owner_id, id, organization_id, enrolment_id, grant_id,"
    " reader_id, kind, hour)"
)
_ONCE: Final = "ON CONFLICT DO NOTHING"


def _logged(of: str, kind: str, grant: str = "l.grant_id") -> str:
    """The rows of the log for what `of` shows of people, one for each owner, reader, kind and hour."""
    return (
        f"{_LOG} SELECT l.owner_id, gen_random_uuid(), l.organization_id, l.enrolment_id, {grant},"
        f" l.reader_id, '{kind}', {_HOUR} FROM {of} l WHERE l.owner_id IS NOT NULL"
        f" ORDER BY l.owner_id {_ONCE}"
    )


PARTICIPANTS: Final = f"""
CREATE FUNCTION bridge.participants(at timestamptz, of_cohort uuid, after_name text, after_id uuid,
  most integer)
RETURNS TABLE (enrolment_id uuid, cohort_id uuid, name text, name_norm text, uses_askwell boolean,
  coached boolean, last_week date, shares text[], stuck text, asked integer, answered integer,
  talks integer, more boolean)
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  {_AT}
  RETURN QUERY
  WITH ahead AS MATERIALIZED (
    SELECT p.*, row_number() OVER (ORDER BY p.name_norm, p.enrolment_id) AS place
    FROM bridge.present p
    WHERE (of_cohort IS NULL OR p.cohort_id = of_cohort)
      AND (p.name_norm, p.enrolment_id) > (after_name, after_id)
    ORDER BY p.name_norm, p.enrolment_id LIMIT most + 1),
  page AS MATERIALIZED (SELECT a.* FROM ahead a WHERE a.place <= most),
  live AS MATERIALIZED (
    SELECT l.* FROM bridge.live l WHERE l.enrolment_id IN (SELECT p.enrolment_id FROM page p)),
  seen AS ({_logged("page", "membership", "NULL::uuid")}),
  looked AS ({_logged("(SELECT * FROM live WHERE scope = 'activity')", "activity")})
  SELECT p.enrolment_id, p.cohort_id, p.name, p.name_norm, p.owner_id IS NOT NULL, p.coached,
    bridge.week(bridge.last_entry(p.owner_id), c.time_zone),
    ARRAY(SELECT l.scope FROM live l WHERE l.enrolment_id = p.enrolment_id ORDER BY l.scope),
    CASE WHEN a.grant_id IS NOT NULL THEN bridge.stuck(p.owner_id,
      greatest(p.created_at, c.starts_on::timestamp AT TIME ZONE c.time_zone), 10) END,
    s.asked, s.answered, s.talks, (SELECT count(*) > most FROM ahead)
  FROM page p
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (p.organization_id, p.cohort_id)
  LEFT JOIN live a ON a.enrolment_id = p.enrolment_id AND a.scope = 'activity'
  LEFT JOIN LATERAL bridge.summary(a.owner_id) s ON a.grant_id IS NOT NULL
  ORDER BY p.place;
END $$
"""

PARTICIPANT: Final = f"""
CREATE FUNCTION bridge.participant(at timestamptz, enrolment uuid)
RETURNS TABLE (id uuid, cohort_id uuid, name text, uses_askwell boolean, coached boolean,
  last_week date, shares text[])
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  {_AT}
  RETURN QUERY
  WITH page AS MATERIALIZED (SELECT p.* FROM bridge.present p WHERE p.enrolment_id = enrolment),
  seen AS ({_logged("page", "membership", "NULL::uuid")})
  SELECT p.enrolment_id, p.cohort_id, p.name, p.owner_id IS NOT NULL, p.coached,
    bridge.week(bridge.last_entry(p.owner_id), c.time_zone),
    ARRAY(SELECT l.scope FROM bridge.live l WHERE l.enrolment_id = enrolment ORDER BY l.scope)
  FROM page p
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (p.organization_id, p.cohort_id);
END $$
"""

_SUMMARY: Final = """lanes text, asked integer, answered integer, talks integer,
  thanked_in_time integer, thanks_due integer, kept_in_time integer, promises_due integer,
  days_to_answer integer, days_to_talk integer, stuck text"""
_STUCK_OF: Final = """bridge.stuck({0}.owner_id,
      greatest(e.created_at, c.starts_on::timestamp AT TIME ZONE c.time_zone), 10)"""
_COHORT: Final = """JOIN organization.enrolments e
    ON (e.organization_id, e.id) = ({0}.organization_id, {0}.enrolment_id)
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (e.organization_id, e.cohort_id)"""

ACTIVITY: Final = f"""
CREATE FUNCTION bridge.activity(at timestamptz, enrolment uuid) RETURNS TABLE ({_SUMMARY})
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  {_AT}
  RETURN QUERY
  WITH live AS MATERIALIZED (
    SELECT l.* FROM bridge.live l WHERE l.enrolment_id = enrolment AND l.scope = 'activity'),
  looked AS ({_logged("live", "activity")})
  SELECT s.*, {_STUCK_OF.format("l")}
  FROM live l {_COHORT.format("l")} CROSS JOIN LATERAL bridge.summary(l.owner_id) s;
END $$
"""

THREADS: Final = f"""
CREATE FUNCTION bridge.threads(at timestamptz, enrolment uuid, before_week date, before_ref text,
  most integer)
RETURNS TABLE ({_ROWS})
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  {_AT}
  RETURN QUERY
  WITH live AS MATERIALIZED (
    SELECT l.* FROM bridge.live l WHERE l.enrolment_id = enrolment AND l.scope = 'activity'),
  looked AS ({_logged("live", "activity")})
  SELECT r.* FROM live l {_COHORT.format("l")}
  CROSS JOIN LATERAL bridge.rows(l.owner_id, l.alias_salt, c.time_zone) r
  WHERE (r.since_week, r.ref) < (before_week, before_ref)
  ORDER BY r.since_week DESC, r.ref DESC LIMIT most;
END $$
"""

# The person looks at themselves through the very functions that show them to a coach. Before anything
# is shared there is no salt yet: any will do.
OWN_ACTIVITY: Final = f"""
CREATE FUNCTION bridge.own_activity(at timestamptz, enrolment uuid)
RETURNS TABLE (last_week date, name text, {_SUMMARY})
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  {_AT}
  RETURN QUERY
  SELECT bridge.week(bridge.last_entry(o.owner_id), c.time_zone), o.name, s.*,
    {_STUCK_OF.format("o")}
  FROM bridge.own o {_COHORT.format("o")} CROSS JOIN LATERAL bridge.summary(o.owner_id) s
  WHERE o.enrolment_id = enrolment;
END $$
"""

OWN_THREADS: Final = f"""
CREATE FUNCTION bridge.own_threads(at timestamptz, enrolment uuid, before_week date, before_ref text,
  most integer)
RETURNS TABLE ({_ROWS})
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  {_AT}
  RETURN QUERY
  SELECT r.* FROM bridge.own o {_COHORT.format("o")}
  CROSS JOIN LATERAL bridge.rows(o.owner_id, coalesce((
    SELECT g.alias_salt FROM person.grants g
    WHERE g.owner_id = o.owner_id AND g.enrolment_id = o.enrolment_id AND g.scope = 'activity'
      AND g.revoked_at IS NULL), uuid_send(o.enrolment_id)), c.time_zone) r
  WHERE o.enrolment_id = enrolment AND (r.since_week, r.ref) < (before_week, before_ref)
  ORDER BY r.since_week DESC, r.ref DESC LIMIT most;
END $$
"""

INTERNAL: Final = (ALIAS, LAST_ENTRY, WEEK, SHOWN, STUCK, SUMMARY, ROWS)
"""What only the bridge itself calls, in the order in which it is made."""
DOORS: Final = (
    ("bridge.participants(timestamptz, uuid, text, uuid, integer)", PARTICIPANTS),
    ("bridge.participant(timestamptz, uuid)", PARTICIPANT),
    ("bridge.activity(timestamptz, uuid)", ACTIVITY),
    ("bridge.threads(timestamptz, uuid, date, text, integer)", THREADS),
    ("bridge.own_activity(timestamptz, uuid)", OWN_ACTIVITY),
    ("bridge.own_threads(timestamptz, uuid, date, text, integer)", OWN_THREADS),
)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "organization.coach_assignments": (
        "organization_id", "cohort_id", "membership_id", "coach_id", "starts_at", "ends_at",
    ),
    "organization.cohorts": ("organization_id", "id", "starts_on", "time_zone"),
    "person.events": ("owner_id", "name", "recorded_at", "codes", "deleted_at"),
    "person.profiles": ("owner_id", "vacation_from", "vacation_until"),
    "person.threads": (
        "owner_id", "id", "contact_id", "stage", "lane", "since", "asked_at", "answered_at",
        "talk_starts_at", "held_at", "thanked_at", "touches", "deleted_at",
    ),
    "person.contacts": ("owner_id", "id", "employer_id", "function", "seniority", "deleted_at"),
    "person.employers": ("owner_id", "id", "present", "deleted_at"),
    "person.conversations": (
        "owner_id", "thread_id", "state", "ended_at", "thanked_at", "deleted_at",
    ),
    "person.promises": (
        "owner_id", "contact_id", "promiser", "state", "due_at", "settled_at", "deleted_at",
    ),
}  # fmt: skip
"""What the bridge reads: no words, no names but those of the enrolment."""
