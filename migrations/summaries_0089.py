"""The SQL of summary rows (migration 0089): what dashboards read instead of threads and talks.

One row for whoever ever shared how it is going, and one for them and each week, kept by triggers in the
transaction that changes what they count. Weeks begin on Monday at midnight UTC: a row that counted by
somebody's zone would have to be counted anew whenever they travel.
"""

from typing import Final

_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
_INTERNAL: Final = "SET search_path = pg_catalog, pg_temp AS $$"

MOST_DAYS: Final = 60
"""Waits are counted by whole days; what took longer counts as this."""

MONDAY: Final = f"""
CREATE FUNCTION bridge.monday(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE {_INTERNAL}
  SELECT date_trunc('week', at AT TIME ZONE 'UTC')::date
$$
"""
WAIT: Final = f"""
CREATE FUNCTION bridge.wait(since timestamptz, until timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE {_INTERNAL}
  SELECT CASE WHEN until >= since
    THEN least(round(extract(epoch FROM until - since) / 86400)::integer, {MOST_DAYS}) + 1 END
$$
"""
HIDDEN: Final = f"""
CREATE FUNCTION bridge.hidden(owner uuid, contact uuid) RETURNS boolean LANGUAGE sql STABLE {_INTERNAL}
  SELECT EXISTS (
    SELECT FROM person.contacts c
    JOIN person.employers w ON (w.owner_id, w.id) = (c.owner_id, c.employer_id)
    WHERE c.owner_id = owner AND c.id = contact AND w.present AND w.deleted_at IS NULL)
$$
"""
# Counts all anew. It does not share a line with the triggers: each is the check of the other.
COUNTED: Final = f"""
CREATE FUNCTION bridge.counted(owner uuid) RETURNS person.activity LANGUAGE sql STABLE {_INTERNAL}
  SELECT ROW(owner, bridge.last_entry(owner), t.people, t.open, t.before, t.waiting, t.begun, t.asked,
    t.answered, v.talks, v.thanked, v.in_time, t.unthanked, v.unthanked,
    (SELECT array_agg(coalesce(h.n, 0) ORDER BY d) FROM generate_series(1, {MOST_DAYS + 1}) d
      LEFT JOIN (SELECT bridge.wait(s.asked_at, s.answered_at) AS day, count(*)::integer AS n
        FROM bridge.shown s WHERE s.owner_id = owner GROUP BY 1) h ON h.day = d),
    (SELECT array_agg(coalesce(h.n, 0) ORDER BY d) FROM generate_series(1, {MOST_DAYS + 1}) d
      LEFT JOIN (SELECT bridge.wait(s.answered_at, s.held_at) AS day, count(*)::integer AS n
        FROM bridge.shown s WHERE s.owner_id = owner GROUP BY 1) h ON h.day = d),
    statement_timestamp())::person.activity
  FROM (SELECT count(*)::integer AS people,
      (count(*) FILTER (WHERE s.lane IN ('want_to_ask', 'asked', 'said_yes', 'date_set', 'talked')))
        ::integer AS open,
      (count(*) FILTER (WHERE s.lane = 'want_to_ask'))::integer AS before,
      (count(*) FILTER (WHERE s.lane = 'asked'))::integer AS waiting,
      count(coalesce(s.asked_at, s.held_at))::integer AS begun, count(s.asked_at)::integer AS asked,
      (count(s.answered_at) FILTER (WHERE s.asked_at IS NOT NULL))::integer AS answered,
      coalesce(array_agg(s.held_at ORDER BY s.held_at)
        FILTER (WHERE s.stage = 'held' AND s.thanked_at IS NULL), '{{}}') AS unthanked
    FROM bridge.shown s WHERE s.owner_id = owner) t,
  (SELECT count(*)::integer AS talks, count(c.thanked_at)::integer AS thanked,
      (count(*) FILTER (WHERE c.thanked_at <= c.ended_at + interval '24 hours'))::integer AS in_time,
      coalesce(array_agg(c.ended_at ORDER BY c.ended_at) FILTER (WHERE c.thanked_at IS NULL), '{{}}')
        AS unthanked
    FROM person.conversations c JOIN bridge.shown s ON (s.owner_id, s.id) = (c.owner_id, c.thread_id)
    WHERE c.owner_id = owner AND c.state = 'held' AND c.deleted_at IS NULL) v
$$
"""
COUNTED_WEEKS: Final = f"""
CREATE FUNCTION bridge.counted_weeks(owner uuid) RETURNS TABLE (week date, asked integer,
  answered integer, talks integer, in_time integer)
LANGUAGE sql STABLE {_INTERNAL}
  SELECT u.week, sum(u.asked)::integer, sum(u.answered)::integer, sum(u.talks)::integer,
    sum(u.in_time)::integer
  FROM (
    SELECT bridge.monday(s.asked_at) AS week, 1 AS asked, 0 AS answered, 0 AS talks, 0 AS in_time
      FROM bridge.shown s WHERE s.owner_id = owner AND s.asked_at IS NOT NULL
    UNION ALL SELECT bridge.monday(s.answered_at), 0, 1, 0, 0 FROM bridge.shown s
      WHERE s.owner_id = owner AND s.asked_at IS NOT NULL AND s.answered_at IS NOT NULL
    UNION ALL SELECT bridge.monday(c.ended_at), 0, 0, 1,
        CASE WHEN c.thanked_at <= c.ended_at + interval '24 hours' THEN 1 ELSE 0 END
      FROM person.conversations c
      JOIN bridge.shown s ON (s.owner_id, s.id) = (c.owner_id, c.thread_id)
      WHERE c.owner_id = owner AND c.state = 'held' AND c.deleted_at IS NULL) u
  GROUP BY u.week
$$
"""
RECOUNT: Final = f"""
CREATE FUNCTION bridge.recount(owner uuid) RETURNS void LANGUAGE plpgsql VOLATILE {_INTERNAL}
BEGIN
  DELETE FROM person.activity_weeks w WHERE w.owner_id = owner;
  DELETE FROM person.activity a WHERE a.owner_id = owner;
  INSERT INTO person.activity SELECT c.* FROM bridge.counted(owner) c;
  INSERT INTO person.activity_weeks SELECT owner, w.* FROM bridge.counted_weeks(owner) w;
END $$
"""
# What one ask, as it stood or stands, adds to the row of its person.
ADD_ASK: Final = f"""
CREATE FUNCTION bridge.add_ask(r person.activity, t person.threads, n integer) RETURNS person.activity
LANGUAGE plpgsql STABLE {_INTERNAL}
DECLARE
  day integer;
BEGIN
  IF t.id IS NULL OR t.deleted_at IS NOT NULL OR bridge.hidden(t.owner_id, t.contact_id) THEN
    RETURN r;
  END IF;
  r.people := r.people + n;
  IF t.lane IN ('want_to_ask', 'asked', 'said_yes', 'date_set', 'talked') THEN
    r.open := r.open + n;
  END IF;
  IF t.lane = 'want_to_ask' THEN r.before := r.before + n; END IF;
  IF t.lane = 'asked' THEN r.waiting := r.waiting + n; END IF;
  IF coalesce(t.asked_at, t.held_at) IS NOT NULL THEN r.begun := r.begun + n; END IF;
  IF t.asked_at IS NOT NULL THEN
    r.asked := r.asked + n;
    IF t.answered_at IS NOT NULL THEN r.answered := r.answered + n; END IF;
  END IF;
  IF t.stage = 'held' AND t.thanked_at IS NULL AND t.held_at IS NOT NULL THEN
    r.held_unthanked := bridge.placed(r.held_unthanked, t.held_at, n);
  END IF;
  day := bridge.wait(t.asked_at, t.answered_at);
  IF day IS NOT NULL THEN r.days_to_answer[day] := r.days_to_answer[day] + n; END IF;
  day := bridge.wait(t.answered_at, t.held_at);
  IF day IS NOT NULL THEN r.days_to_talk[day] := r.days_to_talk[day] + n; END IF;
  RETURN r;
END $$
"""
PLACED: Final = f"""
CREATE FUNCTION bridge.placed(times timestamptz[], one timestamptz, n integer) RETURNS timestamptz[]
LANGUAGE sql IMMUTABLE {_INTERNAL}
  SELECT coalesce(array_agg(u.at ORDER BY u.at), '{{}}') FROM (
    SELECT x.at FROM unnest(times) WITH ORDINALITY AS x (at, place)
    WHERE n > 0 OR x.place IS DISTINCT FROM array_position(times, one)
    UNION ALL SELECT one WHERE n > 0) u (at)
$$
"""
ADD_TALK: Final = f"""
CREATE FUNCTION bridge.add_talk(r person.activity, c person.conversations, n integer)
RETURNS person.activity LANGUAGE plpgsql STABLE {_INTERNAL}
BEGIN
  IF c.id IS NULL OR c.deleted_at IS NOT NULL OR c.state <> 'held' THEN RETURN r; END IF;
  r.talks := r.talks + n;
  IF c.thanked_at IS NULL THEN
    r.talk_unthanked := bridge.placed(r.talk_unthanked, c.ended_at, n);
  ELSE
    r.thanked := r.thanked + n;
    IF c.thanked_at <= c.ended_at + interval '24 hours' THEN r.in_time := r.in_time + n; END IF;
  END IF;
  RETURN r;
END $$
"""
BUMP: Final = f"""
CREATE FUNCTION bridge.bump(owner uuid, of_week date, n_asked integer, n_answered integer,
  n_talks integer, n_in_time integer) RETURNS void LANGUAGE sql VOLATILE {_INTERNAL}
  INSERT INTO person.activity_weeks AS w (owner_id, week, asked, answered, talks, in_time)
  SELECT owner, of_week, n_asked, n_answered, n_talks, n_in_time WHERE of_week IS NOT NULL
  ON CONFLICT (owner_id, week) DO UPDATE SET asked = w.asked + excluded.asked,
    answered = w.answered + excluded.answered, talks = w.talks + excluded.talks,
    in_time = w.in_time + excluded.in_time
$$
"""
KEEP: Final = f"""
CREATE FUNCTION bridge.keep(r person.activity) RETURNS void LANGUAGE sql VOLATILE {_INTERNAL}
  UPDATE person.activity a SET people = r.people, open = r.open, before = r.before,
    waiting = r.waiting, begun = r.begun, asked = r.asked, answered = r.answered, talks = r.talks,
    thanked = r.thanked, in_time = r.in_time, held_unthanked = r.held_unthanked,
    talk_unthanked = r.talk_unthanked, days_to_answer = r.days_to_answer,
    days_to_talk = r.days_to_talk
  WHERE a.owner_id = r.owner_id
$$
"""
# A talk of an ask that was taken away does not count: that happens seldom, so all is counted anew.
FOLLOW_ASK: Final = f"""
CREATE FUNCTION bridge.follow_ask() RETURNS trigger LANGUAGE plpgsql {_DEFINER}
DECLARE
  r person.activity;
  before person.threads;
BEGIN
  SELECT a.* INTO r FROM person.activity a WHERE a.owner_id = NEW.owner_id FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' THEN
    before := OLD;
    IF coalesce(OLD.held_at, NEW.held_at) IS NOT NULL AND (OLD.contact_id <> NEW.contact_id
      OR (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL))
    THEN
      PERFORM bridge.recount(NEW.owner_id);
      RETURN NULL;
    END IF;
  END IF;
  PERFORM bridge.keep(bridge.add_ask(bridge.add_ask(r, before, -1), NEW, 1));
  IF before.asked_at IS NOT NULL AND before.deleted_at IS NULL
    AND NOT bridge.hidden(before.owner_id, before.contact_id)
  THEN
    PERFORM bridge.bump(before.owner_id, bridge.monday(before.asked_at), -1, 0, 0, 0);
    PERFORM bridge.bump(before.owner_id, bridge.monday(before.answered_at), 0, -1, 0, 0);
  END IF;
  IF NEW.asked_at IS NOT NULL AND NEW.deleted_at IS NULL
    AND NOT bridge.hidden(NEW.owner_id, NEW.contact_id)
  THEN
    PERFORM bridge.bump(NEW.owner_id, bridge.monday(NEW.asked_at), 1, 0, 0, 0);
    PERFORM bridge.bump(NEW.owner_id, bridge.monday(NEW.answered_at), 0, 1, 0, 0);
  END IF;
  RETURN NULL;
END $$
"""
FOLLOW_TALK: Final = f"""
CREATE FUNCTION bridge.follow_talk() RETURNS trigger LANGUAGE plpgsql {_DEFINER}
DECLARE
  r person.activity;
  before person.conversations;
BEGIN
  SELECT a.* INTO r FROM person.activity a WHERE a.owner_id = NEW.owner_id FOR UPDATE;
  IF NOT FOUND OR NOT EXISTS (
    SELECT FROM bridge.shown s WHERE s.owner_id = NEW.owner_id AND s.id = NEW.thread_id)
  THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN before := OLD; END IF;
  PERFORM bridge.keep(bridge.add_talk(bridge.add_talk(r, before, -1), NEW, 1));
  IF before.state = 'held' AND before.deleted_at IS NULL THEN
    PERFORM bridge.bump(before.owner_id, bridge.monday(before.ended_at), 0, 0, -1,
      CASE WHEN before.thanked_at <= before.ended_at + interval '24 hours' THEN -1 ELSE 0 END);
  END IF;
  IF NEW.state = 'held' AND NEW.deleted_at IS NULL THEN
    PERFORM bridge.bump(NEW.owner_id, bridge.monday(NEW.ended_at), 0, 0, 1,
      CASE WHEN NEW.thanked_at <= NEW.ended_at + interval '24 hours' THEN 1 ELSE 0 END);
  END IF;
  RETURN NULL;
END $$
"""
FOLLOW_ENTRY: Final = f"""
CREATE FUNCTION bridge.follow_entry() RETURNS trigger LANGUAGE plpgsql {_DEFINER}
BEGIN
  UPDATE person.activity a
  SET last_entry_at = CASE TG_OP WHEN 'INSERT' THEN greatest(a.last_entry_at, NEW.recorded_at)
    ELSE bridge.last_entry(NEW.owner_id) END
  WHERE a.owner_id = NEW.owner_id;
  RETURN NULL;
END $$
"""
# Whoever works for the person's own employer is in no shared view: which employer that is, and who
# works there, changes seldom.
FOLLOW_SHOWN: Final = f"""
CREATE FUNCTION bridge.follow_shown() RETURNS trigger LANGUAGE plpgsql {_DEFINER}
BEGIN
  IF EXISTS (SELECT FROM person.activity a WHERE a.owner_id = NEW.owner_id) THEN
    PERFORM bridge.recount(NEW.owner_id);
  END IF;
  RETURN NULL;
END $$
"""
FOLLOW_MOVE: Final = f"""
CREATE FUNCTION bridge.follow_move() RETURNS trigger LANGUAGE plpgsql {_DEFINER}
BEGIN
  IF EXISTS (SELECT FROM person.activity a WHERE a.owner_id = NEW.owner_id) AND EXISTS (
    SELECT FROM person.employers w WHERE w.owner_id = NEW.owner_id
      AND w.id IN (OLD.employer_id, NEW.employer_id) AND w.present AND w.deleted_at IS NULL)
  THEN
    PERFORM bridge.recount(NEW.owner_id);
  END IF;
  RETURN NULL;
END $$
"""
BEGIN_COUNTING: Final = f"""
CREATE FUNCTION bridge.begin_counting() RETURNS trigger LANGUAGE plpgsql {_DEFINER}
BEGIN
  IF NOT EXISTS (SELECT FROM person.activity a WHERE a.owner_id = NEW.owner_id) THEN
    PERFORM bridge.recount(NEW.owner_id);
  END IF;
  RETURN NULL;
END $$
"""
# Once a day each row is counted anew. A difference is repaired, and told: there should be none.
CHECK: Final = f"""
CREATE FUNCTION bridge.check_activity(at timestamptz, most integer)
RETURNS TABLE (looked integer, repaired integer) LANGUAGE plpgsql VOLATILE {_DEFINER}
DECLARE
  r person.activity;
  counted person.activity;
BEGIN
  looked := 0;
  repaired := 0;
  FOR r IN SELECT a.* FROM person.activity a WHERE a.checked_at < at - interval '1 day'
    ORDER BY a.checked_at LIMIT most FOR UPDATE SKIP LOCKED
  LOOP
    looked := looked + 1;
    counted := bridge.counted(r.owner_id);
    counted.checked_at := r.checked_at;
    IF r IS DISTINCT FROM counted OR EXISTS (
      (SELECT w.week, w.asked, w.answered, w.talks, w.in_time FROM person.activity_weeks w
        WHERE w.owner_id = r.owner_id AND (w.asked, w.answered, w.talks, w.in_time) <> (0, 0, 0, 0)
        EXCEPT SELECT * FROM bridge.counted_weeks(r.owner_id))
      UNION ALL
      (SELECT * FROM bridge.counted_weeks(r.owner_id)
        EXCEPT SELECT w.week, w.asked, w.answered, w.talks, w.in_time FROM person.activity_weeks w
        WHERE w.owner_id = r.owner_id))
    THEN
      repaired := repaired + 1;
      PERFORM bridge.recount(r.owner_id);
    END IF;
    UPDATE person.activity a SET checked_at = at WHERE a.owner_id = r.owner_id;
  END LOOP;
  RETURN NEXT;
END $$
"""


def stuck(joined: str, now: str) -> str:
    """Why somebody is stuck (DOMAIN.md section 5), by their sums `a` and profile `v`. As words in a
    statement: functions with a search path of their own are not drawn into it, and a call for each of
    500 people takes longer than all else."""
    return f"""CASE
        WHEN greatest({joined}, a.last_entry_at,
          CASE WHEN v.vacation_until <= {now} THEN v.vacation_until END)
          > {now} - interval '10 days' THEN NULL
        WHEN v.vacation_until > {now} AND v.vacation_from <= {now} THEN NULL
        WHEN a.people = 0 THEN 'not_started'
        WHEN a.held_unthanked[1] < {now} - interval '24 hours' THEN 'talk_not_thanked'
        WHEN a.open = 0 THEN NULL
        WHEN a.begun = 0 THEN 'no_ask_sent'
        WHEN a.waiting > 0 AND a.waiting = a.open - a.before THEN 'no_answers'
        ELSE 'quiet' END"""


MEDIAN: Final = f"""
CREATE FUNCTION bridge.median(days bigint[]) RETURNS integer LANGUAGE sql IMMUTABLE {_INTERNAL}
  SELECT min(u.day)::integer - 1 FROM (
    SELECT x.day, sum(x.n) OVER (ORDER BY x.day) AS so_far, sum(x.n) OVER () AS every
    FROM unnest(days) WITH ORDINALITY AS x (n, day)) u
  WHERE u.every > 0 AND u.so_far * 2 >= u.every
$$
"""

_HOUR: Final = "date_trunc('hour', (SELECT app.moment()), 'UTC')"
LOG: Final = f"""
    INSERT INTO person.access_log (owner_id, id, organization_id, enrolment_id, grant_id, reader_id,
      kind, hour)
    SELECT l.owner_id, gen_random_uuid(), l.organization_id, l.enrolment_id, {{grant}}, l.reader_id,
      '{{kind}}', {_HOUR} FROM {{of}} l
    WHERE l.owner_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM person.access_log g WHERE g.owner_id = l.owner_id
        AND g.enrolment_id = l.enrolment_id AND g.grant_id IS NOT DISTINCT FROM {{grant}}
        AND g.reader_id = l.reader_id AND g.kind = '{{kind}}' AND g.hour = {_HOUR})
    ORDER BY l.owner_id ON CONFLICT DO NOTHING"""
_NOW: Final = "(SELECT now FROM place)"
_MEMBERS: Final = f"""
  members AS MATERIALIZED (
    SELECT p.* FROM bridge.present p WHERE p.cohort_id = of_cohort AND p.coached),
  live AS MATERIALIZED (
    SELECT l.* FROM bridge.live l JOIN members m ON m.enrolment_id = l.enrolment_id
    WHERE l.scope = 'activity'),
  place AS MATERIALIZED (
    SELECT c.starts_on::timestamp AT TIME ZONE c.time_zone AS begins, c.starts_on, c.time_zone,
      app.moment() AS now, bridge.monday(app.moment()) AS week
    FROM organization.cohorts c
    WHERE c.organization_id = (SELECT app.organization_id()) AND c.id = of_cohort),
  told AS MATERIALIZED (
    SELECT l.enrolment_id, a AS r,
      {stuck("m.created_at, (SELECT begins FROM place)", _NOW)} AS stuck
    FROM live l JOIN members m ON m.enrolment_id = l.enrolment_id
    JOIN person.activity a ON a.owner_id = l.owner_id
    LEFT JOIN person.profiles v ON v.owner_id = l.owner_id)"""
_DUE: Final = (
    "((t.r).thanked + (SELECT count(*) FROM unnest((t.r).talk_unthanked) u"
    f" WHERE u < {_NOW} - interval '24 hours'))::integer"
)

# Whoever coaches the cohort reads all of it; each of those counted can read that it was looked at.
COHORT: Final = f"""
CREATE FUNCTION bridge.cohort(at timestamptz, of_cohort uuid)
RETURNS TABLE (people integer, using_app integer, sharing integer, moved integer, stuck text,
  asked integer, answered integer, talks integer, in_time integer, thanks_due integer,
  days_to_answer integer, days_to_talk integer, weeks text)
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  RETURN QUERY
  WITH {_MEMBERS.strip()},
  looked AS ({LOG.format(of="live", kind="activity", grant="l.grant_id")}),
  byday AS (
    SELECT array_agg(d.answered ORDER BY d.day) AS answered, array_agg(d.talked ORDER BY d.day) AS talked
    FROM (SELECT x.day, sum(x.answered) AS answered, sum(x.talked) AS talked
      FROM told t, unnest((t.r).days_to_answer, (t.r).days_to_talk)
        WITH ORDINALITY AS x (answered, talked, day) GROUP BY x.day) d),
  byweek AS (
    SELECT w.week, sum(w.asked)::integer AS asked, sum(w.answered)::integer AS answered,
      sum(w.talks)::integer AS talks, sum(w.in_time)::integer AS in_time, count(*)::integer AS active
    FROM told t JOIN person.activity_weeks w ON w.owner_id = (t.r).owner_id
    WHERE w.week >= date_trunc('week', (SELECT starts_on FROM place))::date
      AND w.week <= (SELECT week FROM place)
      AND (w.asked, w.answered, w.talks) <> (0, 0, 0)
    GROUP BY w.week)
  SELECT (SELECT count(*)::integer FROM members), (SELECT count(owner_id)::integer FROM members),
    s.sharing, s.moved,
    (SELECT coalesce(json_object_agg(k.stuck, k.n), '{{}}')::text FROM (
      SELECT t.stuck, count(*) AS n FROM told t WHERE t.stuck IS NOT NULL GROUP BY t.stuck) k),
    s.asked, s.answered, s.talks, s.in_time, s.due, bridge.median(d.answered),
    bridge.median(d.talked),
    (SELECT coalesce(json_agg(json_build_object('week', b.week, 'asked', b.asked, 'answered',
      b.answered, 'talks', b.talks, 'thanked_in_time', b.in_time, 'active', b.active)
      ORDER BY b.week), '[]')::text FROM byweek b)
  FROM (SELECT count(*)::integer AS sharing,
      (count(*) FILTER (WHERE (t.r).last_entry_at > {_NOW} - interval '7 days'))::integer
        AS moved,
      coalesce(sum((t.r).asked), 0)::integer AS asked,
      coalesce(sum((t.r).answered), 0)::integer AS answered,
      coalesce(sum((t.r).talks), 0)::integer AS talks,
      coalesce(sum((t.r).in_time), 0)::integer AS in_time,
      coalesce(sum({_DUE}), 0)::integer AS due
    FROM told t) s, byday d
  WHERE EXISTS (SELECT FROM organization.coach_assignments c
    JOIN organization.memberships m ON (m.organization_id, m.id) = (c.organization_id, c.membership_id)
    WHERE c.organization_id = (SELECT app.organization_id()) AND c.cohort_id = of_cohort
      AND c.coach_id = (SELECT app.person_id()) AND m.ended_at IS NULL
      AND m.role IN ('owner', 'admin', 'coach') AND c.starts_at <= app.moment()
      AND (c.ends_at IS NULL OR c.ends_at > app.moment()));
END $$
"""

# In order of the name, or of the last week in which something was recorded; never of how much: no league
# table. No hour can be read from `place`, which stands in cursors.
COHORT_PEOPLE: Final = f"""
CREATE FUNCTION bridge.cohort_people(at timestamptz, of_cohort uuid, by_quiet boolean, shown text,
  after_place integer, after_name text, after_id uuid, most integer)
RETURNS TABLE (id uuid, name text, name_norm text, uses_askwell boolean, shares boolean,
  last_week date, moved boolean, stuck text, asked integer, answered integer, talks integer,
  thanked_in_time integer, thanks_due integer, weeks text, place integer)
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  RETURN QUERY
  WITH {_MEMBERS.strip()},
  every AS (
    SELECT m.*, t.r, t.stuck, t.enrolment_id IS NOT NULL AS shares,
      coalesce((t.r).last_entry_at > {_NOW} - interval '7 days', false) AS moved,
      CASE WHEN NOT by_quiet THEN 0 WHEN t.enrolment_id IS NULL THEN 1000000
        ELSE coalesce(date_trunc('week', (t.r).last_entry_at AT TIME ZONE 'UTC')::date
          - date '2000-01-03', 0) END AS place
    FROM members m LEFT JOIN told t ON t.enrolment_id = m.enrolment_id),
  page AS MATERIALIZED (
    SELECT e.* FROM every e
    WHERE (e.place, e.name_norm, e.enrolment_id) > (after_place, after_name, after_id)
      AND CASE shown WHEN 'all' THEN true WHEN 'stuck' THEN e.stuck IS NOT NULL
        WHEN 'moved' THEN e.moved WHEN 'private' THEN NOT e.shares ELSE e.stuck = shown END
    ORDER BY e.place, e.name_norm, e.enrolment_id LIMIT most),
  seen AS ({LOG.format(of="page", kind="membership", grant="NULL::uuid")}),
  looked AS ({
    LOG.format(
        of="(SELECT v.* FROM live v JOIN page g ON g.enrolment_id = v.enrolment_id)",
        kind="activity",
        grant="l.grant_id",
    )
})
  SELECT t.enrolment_id, t.name, t.name_norm, t.owner_id IS NOT NULL, t.shares,
    bridge.week(CASE WHEN t.shares THEN (t.r).last_entry_at ELSE bridge.last_entry(t.owner_id) END,
      (SELECT time_zone FROM place)),
    t.moved, t.stuck, (t.r).asked, (t.r).answered, (t.r).talks, (t.r).in_time,
    CASE WHEN t.shares THEN {_DUE} END,
    CASE WHEN t.shares THEN (
      SELECT json_agg(json_build_object('week', d.week::date, 'asked', coalesce(w.asked, 0), 'talks',
        coalesce(w.talks, 0)) ORDER BY d.week)::text
      FROM generate_series(bridge.monday(app.moment()) - 49, bridge.monday(app.moment()),
        interval '7 days') AS d (week)
      LEFT JOIN person.activity_weeks w ON w.owner_id = t.owner_id AND w.week = d.week::date) END,
    t.place
  FROM page t ORDER BY t.place, t.name_norm, t.enrolment_id;
END $$
"""

TABLES: Final = {
    "person.activity": (
        "owner_id", "last_entry_at", "people", "open", "before", "waiting", "begun", "asked", "answered",
        "talks", "thanked", "in_time", "held_unthanked", "talk_unthanked", "days_to_answer",
        "days_to_talk", "checked_at",
    ),
    "person.activity_weeks": ("owner_id", "week", "asked", "answered", "talks", "in_time"),
}  # fmt: skip
INTERNAL: Final = (
    MONDAY, WAIT, HIDDEN, COUNTED, COUNTED_WEEKS, RECOUNT, PLACED, ADD_ASK, ADD_TALK, BUMP, KEEP,
    MEDIAN,
)  # fmt: skip
INTERNAL_SIGNATURES: Final = (
    "bridge.median(bigint[])",
    "bridge.keep(person.activity)", "bridge.bump(uuid, date, integer, integer, integer, integer)",
    "bridge.add_talk(person.activity, person.conversations, integer)",
    "bridge.add_ask(person.activity, person.threads, integer)",
    "bridge.placed(timestamptz[], timestamptz, integer)", "bridge.recount(uuid)",
    "bridge.counted_weeks(uuid)", "bridge.counted(uuid)", "bridge.hidden(uuid, uuid)",
    "bridge.wait(timestamptz, timestamptz)", "bridge.monday(timestamptz)",
)  # fmt: skip
DOORS: Final = (
    ("bridge.cohort(timestamptz, uuid)", COHORT, "askwell_app"),
    (
        "bridge.cohort_people(timestamptz, uuid, boolean, text, integer, text, uuid, integer)",
        COHORT_PEOPLE,
        "askwell_app",
    ),
    ("bridge.check_activity(timestamptz, integer)", CHECK, "askwell_worker"),
)
FOLLOWING: Final = (
    ("follow_ask", FOLLOW_ASK), ("follow_talk", FOLLOW_TALK), ("follow_entry", FOLLOW_ENTRY),
    ("follow_shown", FOLLOW_SHOWN), ("follow_move", FOLLOW_MOVE), ("begin_counting", BEGIN_COUNTING),
)  # fmt: skip
_ASK: Final = "contact_id, stage, lane, asked_at, answered_at, held_at, thanked_at, deleted_at"
_ENTRY: Final = (
    "NEW.name NOT IN ('promise.late', 'grant.given', 'grant.revoked')"
    " AND coalesce(NEW.codes ->> 'by_itself', 'false') <> 'true'"
)
TRIGGERS: Final = (
    ("summary_ask_added", "INSERT", "person.threads", "", "follow_ask"),
    ("summary_ask", f"UPDATE OF {_ASK}", "person.threads", "", "follow_ask"),
    ("summary_talk_added", "INSERT", "person.conversations", "NEW.state = 'held'", "follow_talk"),
    (
        "summary_talk",
        "UPDATE OF state, ended_at, thanked_at, deleted_at",
        "person.conversations",
        "OLD.state = 'held' OR NEW.state = 'held'",
        "follow_talk",
    ),
    ("summary_entry_added", "INSERT", "person.events", _ENTRY, "follow_entry"),
    ("summary_entry", "UPDATE OF deleted_at, recorded_at", "person.events", _ENTRY, "follow_entry"),
    (
        "summary_shown",
        "UPDATE OF present, deleted_at",
        "person.employers",
        "OLD.present <> NEW.present OR NEW.present AND OLD.deleted_at IS DISTINCT FROM NEW.deleted_at",
        "follow_shown",
    ),
    (
        "summary_move",
        "UPDATE OF employer_id",
        "person.contacts",
        "OLD.employer_id IS DISTINCT FROM NEW.employer_id",
        "follow_move",
    ),
    ("begin_counting", "INSERT", "person.grants", "NEW.scope = 'activity'", "begin_counting"),
)
"""Name, event, table, condition and function of each trigger."""

COUNT_ENROLMENTS: Final = f"""
CREATE FUNCTION door.count_enrolments() RETURNS trigger LANGUAGE plpgsql {_DEFINER}
DECLARE
  before integer := 0;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    before := (OLD.person_id IS NOT NULL AND OLD.status = 'active')::integer;
    IF OLD.cohort_id <> NEW.cohort_id THEN
      UPDATE organization.cohort_counts n SET joined = n.joined - before
      WHERE n.organization_id = OLD.organization_id AND n.cohort_id = OLD.cohort_id;
      before := 0;
    END IF;
  END IF;
  UPDATE organization.cohort_counts n
  SET joined = n.joined + (NEW.person_id IS NOT NULL AND NEW.status = 'active')::integer - before
  WHERE n.organization_id = NEW.organization_id AND n.cohort_id = NEW.cohort_id
    AND (NEW.person_id IS NOT NULL AND NEW.status = 'active')::integer <> before;
  RETURN NULL;
END $$
"""
COUNT_COHORT: Final = f"""
CREATE FUNCTION door.count_cohort() RETURNS trigger LANGUAGE plpgsql {_DEFINER}
BEGIN
  INSERT INTO organization.cohort_counts (organization_id, cohort_id, joined)
  VALUES (NEW.organization_id, NEW.id, 0);
  RETURN NULL;
END $$
"""
