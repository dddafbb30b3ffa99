"""The SQL of what an organization reads of cohorts as a whole (migration 0095): closed weeks, counted once.

`bridge.counted_people` gives the worker who is in which part of which table, and nothing else; what of
it may be shown is decided there (`api/coaching/suppressing.py`), and `bridge.publish` keeps that and the
sets of people behind it, which nobody but the worker ever reads again.
"""

from typing import Final

_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"

# A cohort has a report for each week from its second until eight weeks after its end.
DUE: Final = f"""
CREATE FUNCTION bridge.reports_due(at timestamptz, most integer)
RETURNS TABLE (organization_id uuid, cohort_id uuid, week date)
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT c.organization_id, c.id, closed.week
  FROM (SELECT bridge.monday(at) - 7 AS week) closed, organization.cohorts c
  WHERE c.starts_on <= closed.week AND c.ends_on + 56 >= closed.week AND NOT EXISTS (
    SELECT FROM organization.aggregate_snapshots s
    WHERE s.organization_id = c.organization_id AND s.cohort_id = c.id AND s.week = closed.week)
  ORDER BY c.organization_id, c.id LIMIT most;
END $$
"""

# Whoever shares how it is going at this moment, with what they did until the end of that week; and
# whoever has what came of it counted, with its kinds since they joined.
PEOPLE: Final = f"""
CREATE FUNCTION bridge.counted_people(at timestamptz, organization uuid, cohort uuid, last date)
RETURNS TABLE (enrolment_id uuid, joined boolean, shares boolean, moved boolean, asked integer, talks integer,
  thanked_in_time integer, answered boolean, kinds text[])
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  RETURN QUERY
  SELECT e.id, e.person_id IS NOT NULL, a.id IS NOT NULL, coalesce(w.moved, false), coalesce(w.asked, 0),
    coalesce(w.talks, 0), coalesce(w.in_time, 0), o.id IS NOT NULL,
    ARRAY(SELECT DISTINCT u.kind FROM person.outcomes u
      WHERE o.id IS NOT NULL AND u.owner_id = e.person_id AND u.deleted_at IS NULL
        AND u.at >= e.created_at::date AND u.at < last + 7 ORDER BY u.kind)
  FROM organization.enrolments e
  LEFT JOIN person.grants a ON a.organization_id = e.organization_id AND a.enrolment_id = e.id
    AND a.owner_id = e.person_id AND a.scope = 'activity' AND a.revoked_at IS NULL
    AND a.expires_at > app.moment()
  LEFT JOIN person.grants o ON o.organization_id = e.organization_id AND o.enrolment_id = e.id
    AND o.owner_id = e.person_id AND o.scope = 'outcome' AND o.revoked_at IS NULL
    AND o.expires_at > app.moment()
  LEFT JOIN LATERAL (
    SELECT sum(v.asked)::integer AS asked, sum(v.talks)::integer AS talks,
      sum(v.in_time)::integer AS in_time,
      bool_or(v.week > last - 28 AND v.asked + v.answered + v.talks > 0) AS moved
    FROM person.activity_weeks v, organization.cohorts c
    WHERE a.id IS NOT NULL AND v.owner_id = e.person_id AND v.week <= last
      AND c.organization_id = e.organization_id AND c.id = e.cohort_id
      AND v.week >= date_trunc('week', c.starts_on)::date) w ON true
  WHERE e.organization_id = organization AND e.cohort_id = cohort AND e.status = 'active';
END $$
"""

BEFORE: Final = f"""
CREATE FUNCTION bridge.published_sets(organization uuid, cohort uuid)
RETURNS TABLE (week date, name text, people uuid[])
LANGUAGE sql STABLE {_DEFINER}
  SELECT s.week, s.name, s.people FROM organization.snapshot_sets s
  WHERE s.organization_id = organization AND s.cohort_id = cohort
$$
"""

# Counted once: who comes second finds it there.
PUBLISH: Final = f"""
CREATE FUNCTION bridge.publish(organization uuid, cohort uuid, closed date, at timestamptz,
  shown jsonb, names text[], sets jsonb)
RETURNS boolean LANGUAGE plpgsql VOLATILE {_DEFINER}
BEGIN
  INSERT INTO organization.aggregate_snapshots
    (organization_id, id, cohort_id, week, published_at, cells)
  VALUES (organization, gen_random_uuid(), cohort, closed, at, shown)
  ON CONFLICT (organization_id, cohort_id, week) DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO organization.snapshot_sets (organization_id, cohort_id, week, name, people)
  SELECT organization, cohort, closed, n.name,
    ARRAY(SELECT p::uuid FROM jsonb_array_elements_text(sets -> (n.place::integer - 1)) p)
  FROM unnest(names) WITH ORDINALITY AS n (name, place);
  RETURN true;
END $$
"""

DOORS: Final = (
    ("bridge.reports_due(timestamptz, integer)", DUE),
    ("bridge.counted_people(timestamptz, uuid, uuid, date)", PEOPLE),
    ("bridge.published_sets(uuid, uuid)", BEFORE),
    ("bridge.publish(uuid, uuid, date, timestamptz, jsonb, text[], jsonb)", PUBLISH),
)
