"""What the database itself saw: every step of every delivery, written down by a trigger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

import psycopg

from tests.chaos.plant import DATABASE, Plant

WATCH: Final = """
CREATE SCHEMA chaos;
CREATE TABLE chaos.steps (
  n bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), op text NOT NULL,
  id uuid NOT NULL, kind text NOT NULL, was text, became text, old_attempts int, attempts int,
  held_until timestamptz);
CREATE FUNCTION chaos.watch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO chaos.steps (op, id, kind, became, attempts)
    VALUES (TG_OP, NEW.id, NEW.kind, NEW.state, NEW.attempts);
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO chaos.steps (op, id, kind, was, old_attempts)
    VALUES (TG_OP, OLD.id, OLD.kind, OLD.state, OLD.attempts);
  ELSE
    INSERT INTO chaos.steps (op, id, kind, was, became, old_attempts, attempts, held_until)
    VALUES (TG_OP, NEW.id, NEW.kind, OLD.state, NEW.state, OLD.attempts, NEW.attempts,
      CASE WHEN OLD.state = 'leased' THEN OLD.next_at END);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER chaos_watch AFTER INSERT OR UPDATE OR DELETE ON delivery.deliveries
  FOR EACH ROW EXECUTE FUNCTION chaos.watch();
"""
STEPS: Final = (
    "SELECT at, op, id, kind, was, became, old_attempts, attempts, held_until"
    " FROM chaos.steps ORDER BY n"
)
DELIVERIES: Final = """
SELECT d.id, d.tenant_id, d.kind, d.subject_id, d.occurrence, d.state, d.due_at, d.outcome,
  d.attempts, p.email
FROM delivery.deliveries d LEFT JOIN directory.people p ON p.id = d.tenant_id"""
TALKS: Final = "SELECT id, planned_at FROM person.conversations"
OPEN: Final = """
SELECT (SELECT count(*) FROM person.clocks WHERE due_at <= now())
  + (SELECT count(*) FROM delivery.deliveries WHERE state IN ('pending', 'leased')
     AND (outcome IS NULL OR outcome NOT LIKE 'waits:%' OR outcome = 'waits:lease'))"""
EMPTY_BROKER: Final = "DELETE FROM dramatiq.queue"
CUT_BROKER: Final = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'dramatiq-postgres'"""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one delivery; `held_until` is the end of the lease that it found."""

    at: datetime
    op: str
    id: UUID
    kind: str
    was: str | None
    became: str | None
    old_attempts: int | None
    attempts: int | None
    held_until: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery as it stands at the end; `email` is where its receiver can be reached."""

    id: UUID
    tenant_id: UUID
    kind: str
    subject_id: UUID
    occurrence: str
    state: str
    due_at: datetime
    outcome: str | None
    attempts: int
    email: str | None

    @property
    def waits(self) -> bool:
        """Whether a rule asked it to wait: then it is in order that it has not ended."""
        waits = self.outcome is not None and self.outcome.startswith("waits:")
        return self.state == "pending" and waits and self.outcome != "waits:lease"


@dataclass(frozen=True)
class History:
    """All of it, read after the end."""

    steps: list[Step]
    deliveries: list[DeliveryRow]
    planned_at: dict[UUID, datetime]


def watch(plant: Plant) -> None:
    """Write every step down from now on."""
    with _connect(plant) as connection:
        connection.execute(WATCH)


def read(plant: Plant) -> History:
    """What was written down."""
    with _connect(plant) as connection:
        steps = connection.execute(STEPS).fetchall()
        rows = connection.execute(DELIVERIES).fetchall()
        talks = connection.execute(TALKS).fetchall()
    return History(
        [Step(*step) for step in steps],  # type: ignore[arg-type]
        [DeliveryRow(*row) for row in rows],  # type: ignore[arg-type]
        {cast(UUID, one): cast(datetime, at) for one, at in talks},
    )


def still_open(plant: Plant) -> int | None:
    """How much is due or in hand; None while the database is away."""
    try:
        with _connect(plant) as connection:
            row = connection.execute(OPEN).fetchone()
    except psycopg.OperationalError:
        return None
    return cast(int, row[0]) if row else None


def empty_broker(plant: Plant) -> bool:
    """Lose every message of the queue and cut the broker's connections; whether it was there."""
    try:
        with _connect(plant) as connection:
            connection.execute(EMPTY_BROKER)
            connection.execute(CUT_BROKER)
    except psycopg.OperationalError:
        return False
    return True


def _connect(plant: Plant) -> "psycopg.Connection[tuple[object, ...]]":
    return plant.cluster.connect(DATABASE, autocommit=True)
