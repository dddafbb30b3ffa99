"""Who needs a coach: all whom they coach, in one statement."""

from migrations.tenancy import door_function, drop_door_function

revision = "0087"
down_revision = "0085"

BRIDGE = "askwell_bridge"
SIGNATURE = "bridge.queue(timestamptz)"
_LOG = """INSERT INTO person.access_log (owner_id, id, organization_id, enrolment_id, grant_id,
      reader_id, kind, hour)
    SELECT l.owner_id, gen_random_uuid(), l.organization_id, l.enrolment_id, {0}, l.reader_id, '{1}',
      date_trunc('hour', (SELECT app.moment()), 'UTC')
    FROM {2} l WHERE l.owner_id IS NOT NULL ORDER BY l.owner_id ON CONFLICT DO NOTHING"""

# Whoever is looked at by this is told so, as by a page of participants.
QUEUE = f"""
CREATE FUNCTION bridge.queue(at timestamptz)
RETURNS TABLE (enrolment_id uuid, cohort_id uuid, name text, uses_askwell boolean,
  shares_progress boolean, stuck text, waiting integer, item_id uuid, since timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  RETURN QUERY
  WITH mine AS MATERIALIZED (SELECT p.* FROM bridge.present p WHERE p.coached),
  progress AS MATERIALIZED (SELECT l.* FROM bridge.live l WHERE l.scope = 'activity'),
  items AS MATERIALIZED (
    SELECT l.* FROM bridge.live_items l
    WHERE NOT EXISTS (SELECT FROM organization.coach_notes n
        WHERE n.organization_id = l.organization_id AND n.grant_id = l.grant_id
          AND n.at >= l.shared_at)
      AND NOT EXISTS (SELECT FROM person.suggested_edits s
        WHERE s.owner_id = l.owner_id AND s.item_id = l.grant_id AND s.at >= l.shared_at)),
  seen AS ({_LOG.format("NULL::uuid", "membership", "mine")}),
  looked AS ({_LOG.format("l.grant_id", "activity", "progress")}),
  read AS ({_LOG.format("l.grant_id", "item", "items")}),
  waits AS (
    SELECT DISTINCT ON (i.enrolment_id) i.enrolment_id, i.grant_id, i.shared_at,
      (count(*) OVER (PARTITION BY i.enrolment_id))::integer AS n
    FROM items i ORDER BY i.enrolment_id, i.shared_at, i.grant_id)
  SELECT p.enrolment_id, p.cohort_id, p.name, p.owner_id IS NOT NULL, a.grant_id IS NOT NULL,
    CASE WHEN a.grant_id IS NOT NULL THEN bridge.stuck(p.owner_id,
      greatest(p.created_at, c.starts_on::timestamp AT TIME ZONE c.time_zone), 10) END,
    coalesce(w.n, 0), w.grant_id, w.shared_at
  FROM mine p
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (p.organization_id, p.cohort_id)
  LEFT JOIN progress a ON a.enrolment_id = p.enrolment_id
  LEFT JOIN waits w ON w.enrolment_id = p.enrolment_id
  ORDER BY w.shared_at, p.name_norm, p.enrolment_id;
END $$
"""


def upgrade() -> None:
    """Make it."""
    door_function(BRIDGE, QUEUE, SIGNATURE, to="askwell_app")


def downgrade() -> None:
    """Undo it."""
    drop_door_function(BRIDGE, SIGNATURE)
