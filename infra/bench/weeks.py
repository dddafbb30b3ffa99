"""People with eight weeks behind them, made set-based: who asked, talked, thanked and promised.

Of each: eight people, one asked in each week, half of them answered, two talks with three lines each,
one of them this week; a promise that was kept and one that is open.
"""

from typing import Final
from uuid import UUID

from api.embedded.postgres import Cluster
from api.secrets import Keys

from .data import SECRET

PEOPLE: Final = (
    "CREATE TEMP TABLE owners (id uuid, n int)",
    "INSERT INTO owners SELECT gen_random_uuid(), n FROM generate_series(1, %(people)s) AS n",
    """
    INSERT INTO directory.people (id, email, email_norm, sealed_key, created_at)
    SELECT id, n || '@bench.example.org', n || '@bench.example.org', %(sealed)s,
      now() - interval '90 days' FROM owners
    """,
    "INSERT INTO person.changes (owner_id, seq) SELECT id, 1 FROM owners",
    """
    INSERT INTO person.profiles (owner_id, name, time_zone, country, quiet_start, quiet_end)
    SELECT id, 'Nora Haas', 'Europe/London', 'GB', '00:00', '00:00' FROM owners
    """,
)

LIVES: Final = (
    """
    CREATE TEMP TABLE asks AS SELECT id AS owner_id, w, gen_random_uuid() AS contact_id,
      gen_random_uuid() AS thread_id, gen_random_uuid() AS talk_id,
      now() - w * interval '7 days' - interval '50 hours' AS at
    FROM owners, generate_series(0, 7) AS w
    """,
    """
    INSERT INTO person.contacts (owner_id, id, given_name, name, name_norm, search)
    SELECT owner_id, contact_id, 'Ewan', 'Ewan Ross ' || w, 'ewan ross ' || w, 'ewan' FROM asks
    """,
    """
    INSERT INTO person.threads (owner_id, id, contact_id, stage, since, lane, asked_at)
    SELECT owner_id, thread_id, contact_id, s.stage, at, s.lane, at FROM asks, LATERAL (
      SELECT CASE w % 4 WHEN 0 THEN 'held' WHEN 1 THEN 'asked' WHEN 2 THEN 'replied_yes'
          ELSE 'declined' END,
        CASE w % 4 WHEN 0 THEN 'in_touch' WHEN 1 THEN 'asked' WHEN 2 THEN 'said_yes'
          ELSE 'not_this_time' END) AS s (stage, lane)
    """,
    """
    INSERT INTO person.conversations (owner_id, id, thread_id, contact_id, state, starts_at, ends_at,
      zone, medium, planned_at, ended_at, thanks_due_at, thanked_at)
    SELECT owner_id, talk_id, thread_id, contact_id, 'held', at + interval '20 hours',
      at + interval '21 hours', 'Europe/London', 'video', at, at + interval '21 hours',
      at + interval '45 hours', at + interval '30 hours'
    FROM asks WHERE w % 4 = 0
    """,
    """
    INSERT INTO person.note_lines (owner_id, id, conversation_id, tag, text, at)
    SELECT owner_id, gen_random_uuid(), talk_id, 'insight', 'Start with one table you know.',
      at + n * interval '1 minute'
    FROM asks, generate_series(1, 3) AS n WHERE w % 4 = 0
    """,
    """
    INSERT INTO person.promises (owner_id, id, conversation_id, thread_id, contact_id, line_id,
      promiser, text, state, due_on, due_local, due_zone, due_at, comes_up_at, settled_at)
    SELECT owner_id, gen_random_uuid(), talk_id, thread_id, contact_id, gen_random_uuid(), 'mine',
      'The falls sheet', CASE w WHEN 0 THEN 'open' ELSE 'kept' END, at::date + 3,
      (at + interval '3 days')::timestamp, 'UTC', at + interval '3 days', at + interval '1 day',
      CASE w WHEN 0 THEN NULL ELSE at + interval '2 days' END
    FROM asks WHERE w % 4 = 0
    """,
    """
    INSERT INTO person.events (owner_id, id, name, at, recorded_at, contact_id, thread_id)
    SELECT owner_id, gen_random_uuid(), e.name, at + e.after, at + e.after, contact_id, thread_id
    FROM asks, (VALUES ('thread.asked', interval '0', 4), ('thread.answered', interval '5 hours', 3),
      ('thread.scheduled', interval '6 hours', 1), ('conversation.held', interval '21 hours', 1),
      ('thanks.sent', interval '30 hours', 1)) AS e (name, after, of)
    WHERE e.of = 4 OR (e.of = 3 AND w % 4 <> 1) OR (e.of = 1 AND w % 4 = 0)
    """,
)


def make(cluster: Cluster, name: str, template: str, people: int) -> list[UUID]:
    """Make the database `name` with so many people; returns their ids."""
    cluster.create_database(name, template=template)
    sealed = Keys((SECRET,)).seal(bytes(32), "bench")
    with cluster.connect(name) as connection:
        connection.execute("SET session_replication_role = replica")
        given = {"people": people, "sealed": sealed}
        for statement in PEOPLE:
            connection.execute(statement, given)
        for statement in LIVES:
            connection.execute(statement)
        rows = connection.execute("SELECT id FROM owners ORDER BY id").fetchall()
    with cluster.connect(name, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
    return [UUID(str(row[0])) for row in rows]
