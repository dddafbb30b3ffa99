"""The bridge shows what somebody is learning: the goals they chose, and their skill gap in numbers."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import door_columns, door_function, drop_door_function

revision = "0084"
down_revision = "0083"

BRIDGE = "askwell_bridge"
DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
COLUMNS = {
    "person.goals": (
        *("owner_id", "id", "what", "due_on", "state", "position"),
        "deleted_at",
    ),
    "person.reports": (
        *("owner_id", "id", "kind", "goal_id", "state", "data", "made_at"),
        "deleted_at",
    ),
}
GROWTH = "goals text, report_week date, skills text"

# Of the latest report for a goal that was chosen, or over all talks: names and numbers. Who said so, their
# words, the proof and the plan stay where they are.
GROWTH_OF = f"""
CREATE FUNCTION bridge.growth_of(owner uuid, chosen uuid[], zone text) RETURNS TABLE ({GROWTH})
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (
    SELECT coalesce(json_agg(json_build_object('what', g.what, 'due_on', g.due_on, 'state', g.state)
      ORDER BY g.position, g.id), '[]')::text
    FROM person.goals g
    WHERE g.owner_id = owner AND g.id = ANY (chosen) AND g.deleted_at IS NULL),
  bridge.week(r.made_at, zone), (
    SELECT coalesce(json_agg(json_build_object('name', s.one -> 'name', 'standing',
      s.one -> 'standing', 'required', s.one -> 'required', 'own', s.one -> 'own', 'sources',
      s.one -> 'sources', 'against', s.one -> 'against') ORDER BY s.place), '[]')::text
    FROM jsonb_array_elements(r.data -> 'skills') WITH ORDINALITY AS s (one, place))
  FROM (VALUES (1)) once (n) LEFT JOIN LATERAL (
    SELECT p.data, p.made_at FROM person.reports p
    WHERE p.owner_id = owner AND p.kind = 'skill_gap' AND p.state = 'ready'
      AND p.deleted_at IS NULL AND (p.goal_id IS NULL OR p.goal_id = ANY (chosen))
    ORDER BY p.made_at DESC LIMIT 1) r ON true
$$
"""

SHARED = f"""
CREATE FUNCTION bridge.growth(at timestamptz, enrolment uuid) RETURNS TABLE ({GROWTH})
LANGUAGE plpgsql VOLATILE {DEFINER}
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  RETURN QUERY
  WITH live AS MATERIALIZED (
    SELECT l.* FROM bridge.live l WHERE l.enrolment_id = enrolment AND l.scope = 'growth'),
  looked AS (
    INSERT INTO person.access_log (owner_id, id, organization_id, enrolment_id, grant_id, reader_id,
      kind, hour)
    SELECT l.owner_id, gen_random_uuid(), l.organization_id, l.enrolment_id, l.grant_id, l.reader_id,
      'growth', date_trunc('hour', (SELECT app.moment()), 'UTC') FROM live l ON CONFLICT DO NOTHING)
  SELECT s.* FROM live l
  JOIN organization.enrolments e ON (e.organization_id, e.id) = (l.organization_id, l.enrolment_id)
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (e.organization_id, e.cohort_id)
  CROSS JOIN LATERAL bridge.growth_of(l.owner_id, l.items, c.time_zone) s;
END $$
"""

OWN = f"""
CREATE FUNCTION bridge.own_growth(at timestamptz, enrolment uuid) RETURNS TABLE ({GROWTH})
LANGUAGE plpgsql VOLATILE {DEFINER}
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  RETURN QUERY
  SELECT s.* FROM bridge.own o
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (o.organization_id, o.cohort_id)
  CROSS JOIN LATERAL bridge.growth_of(o.owner_id, coalesce((
    SELECT g.items FROM person.grants g
    WHERE g.owner_id = o.owner_id AND g.enrolment_id = o.enrolment_id AND g.scope = 'growth'
      AND g.revoked_at IS NULL), '{{}}'), c.time_zone) s
  WHERE o.enrolment_id = enrolment;
END $$
"""

DOORS = (
    ("bridge.growth(timestamptz, uuid)", SHARED),
    ("bridge.own_growth(timestamptz, uuid)", OWN),
)


def upgrade() -> None:
    """Make it."""
    for table, columns in COLUMNS.items():
        door_columns(BRIDGE, table, select=columns)
    op.execute(f"SET LOCAL ROLE {BRIDGE}")
    op.execute("SET LOCAL row_security = on")
    op.execute(sa.text(GROWTH_OF.replace(":", "\\:")))
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")
    for signature, sql in DOORS:
        door_function(BRIDGE, sql, signature, to="askwell_app")


def downgrade() -> None:
    """Undo it."""
    for signature, _ in reversed(DOORS):
        drop_door_function(BRIDGE, signature)
    drop_door_function(BRIDGE, "bridge.growth_of(uuid, uuid[], text)")
    for table, columns in COLUMNS.items():
        op.execute(f"DROP POLICY bridge ON {table}")
        op.execute(f"REVOKE SELECT ({', '.join(columns)}) ON {table} FROM {BRIDGE}")
