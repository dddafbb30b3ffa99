"""Who needs a coach: all whom they coach, in one statement."""

from migrations.summaries_0089 import LOG, stuck
from migrations.tenancy import door_function, drop_door_function

revision = "0096"
down_revision = "0095"

BRIDGE = "askwell_bridge"
SIGNATURE = "bridge.queue(timestamptz)"
_JOINED = "p.created_at, c.starts_on::timestamp AT TIME ZONE c.time_zone"

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
  told AS MATERIALIZED (
    SELECT l.enrolment_id, {stuck(_JOINED, "(SELECT app.moment())")} AS stuck
    FROM progress l JOIN mine p ON p.enrolment_id = l.enrolment_id
    JOIN organization.cohorts c ON (c.organization_id, c.id) = (p.organization_id, p.cohort_id)
    JOIN person.activity a ON a.owner_id = l.owner_id
    LEFT JOIN person.profiles v ON v.owner_id = l.owner_id),
  seen AS ({LOG.format(of="mine", kind="membership", grant="NULL::uuid")}),
  looked AS ({LOG.format(of="progress", kind="activity", grant="l.grant_id")}),
  read AS ({LOG.format(of="items", kind="item", grant="l.grant_id")}),
  waits AS (
    SELECT DISTINCT ON (i.enrolment_id) i.enrolment_id, i.grant_id, i.shared_at,
      (count(*) OVER (PARTITION BY i.enrolment_id))::integer AS n
    FROM items i ORDER BY i.enrolment_id, i.shared_at, i.grant_id)
  SELECT p.enrolment_id, p.cohort_id, p.name, p.owner_id IS NOT NULL, t.enrolment_id IS NOT NULL,
    t.stuck, coalesce(w.n, 0), w.grant_id, w.shared_at
  FROM mine p
  LEFT JOIN told t ON t.enrolment_id = p.enrolment_id
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
