"""The statements that fill the bench's database: whole batches of people, never row by row.

They run with triggers off, so whatever a trigger keeps (counters, the latest thread on a card) is
computed here, over all rows at once.
"""

from typing import Final

THREADS_IN_TEN: Final = 3
"""Of ten contacts, how many somebody pursues: all lanes of a person with 1,000 are full."""

FUNCTIONS: Final = """
CREATE FUNCTION pg_temp.pick(number bigint, salt integer, size bigint) RETURNS integer
LANGUAGE sql IMMUTABLE AS
$$ SELECT ((pg_catalog.hashint8extended(number, salt) & 1073741823) % size)::integer $$;
CREATE FUNCTION pg_temp.key(kind text, number bigint, at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
    || substr(m, 1, 3) || '8' || substr(m, 4, 15))::uuid
  FROM md5(kind || number) AS m $$;
"""

MADE: Final = """
CREATE TEMP TABLE made ON COMMIT DROP AS
WITH numbered AS (
  SELECT o.id AS owner_id, o.n, o.contacts, o.first + i AS number, i,
    date_trunc('hour', now()) - pg_temp.pick(o.first + i, 1, 17000) * interval '1 hour' AS made_at
  FROM owners o, generate_series(0, o.contacts - 1) AS i WHERE o.n = ANY (%(batch)s)
), laned AS (
  SELECT *, CASE WHEN i %% 10 < %(threads)s THEN (i / 10 * 3 + i %% 10) * 37 %% 100 END AS lot
  FROM numbered
)
SELECT l.owner_id, l.number, l.made_at, pg_temp.key('contact', l.number, l.made_at) AS id,
  CASE WHEN k.lane IS NOT NULL THEN pg_temp.key('thread', l.number, l.made_at) END AS thread_id,
  (%(given)s::text[])[1 + pg_temp.pick(l.number, 3, %(givens)s)] AS given,
  (%(family)s::text[])[1 + pg_temp.pick(l.number, 4, %(families)s)] AS family,
  1 + pg_temp.pick(l.number, 5, %(roles)s) AS role,
  1 + pg_temp.pick(l.number, 6, least(%(employers)s, 1 + l.contacts / 5)) AS employer,
  l.n * 1000 AS employer_base,
  CASE WHEN pg_temp.pick(l.number, 7, 4) = 0
    THEN ARRAY[(%(tags)s::text[])[1 + pg_temp.pick(l.number, 8, %(tag_count)s)]]
    ELSE '{}' END AS tags,
  pg_temp.pick(l.number, 9, 5) = 0 AS has_email,
  k.lane, k.stage, k.due_kind,
  CASE k.due_kind
    WHEN 'talk' THEN date_trunc('hour', now())
      + (24 + pg_temp.pick(l.number, 10, 500)) * interval '1 hour'
    ELSE date_trunc('hour', now()) + (pg_temp.pick(l.number, 10, 600) - 120) * interval '1 hour'
  END AS due_at
FROM laned l LEFT JOIN (VALUES
  ('want_to_ask', 'identified', NULL, 0, 24), ('asked', 'asked', 'follow_up', 25, 39),
  ('said_yes', 'replied_yes', NULL, 40, 48), ('date_set', 'scheduled', 'talk', 49, 57),
  ('talked', 'held', 'thanks', 58, 71), ('in_touch', 'held', NULL, 72, 82),
  ('later', 'replied_later', NULL, 83, 90), ('not_this_time', 'declined', NULL, 91, 99)
) AS k (lane, stage, due_kind, low, high) ON l.lot BETWEEN k.low AND k.high
"""

CONTACTS: Final = """
INSERT INTO person.contacts (owner_id, id, given_name, family_name, name, name_norm, search, role,
  employer_id, source, tags, sort, thread_id, stage, lane, due_kind, due_at, created_at, updated_at)
SELECT owner_id, id, given, family, given || ' ' || family, lower(given || ' ' || family),
  ' ' || lower(given || ' ' || family) || ' ' || (%(role_words)s::text[])[role] || ' '
    || (%(employer_norms)s::text[])[employer] || ' '
    || coalesce(tags[1] || ' ', '') || CASE WHEN has_email THEN number || ' example org ' ELSE '' END,
  (%(role_names)s::text[])[role], pg_temp.key('employer', employer_base + employer, '2024-01-01Z'),
  'linkedin', tags, CASE WHEN lane IS NULL THEN 'unsorted' ELSE 'sorted' END,
  thread_id, stage, lane, due_kind, CASE WHEN due_kind IS NOT NULL THEN due_at END,
  made_at, made_at
FROM made
"""

EMPLOYERS: Final = """
INSERT INTO person.employers (owner_id, id, name, name_norm)
SELECT DISTINCT owner_id, pg_temp.key('employer', employer_base + employer, '2024-01-01Z'),
  (%(employer_names)s::text[])[employer], (%(employer_norms)s::text[])[employer]
FROM made
"""

POINTS: Final = """
INSERT INTO person.contact_points (owner_id, id, contact_id, kind, value, value_norm)
SELECT owner_id, pg_temp.key('point', number, made_at), id, 'email', address, address
FROM made, lower(given || '.' || family || '.' || number || '@example.org') AS address
WHERE has_email
"""

THREADS: Final = """
INSERT INTO person.threads (owner_id, id, contact_id, stage, since, lane, asked_at, answered_at,
  held_at, thanked_at, touches, talk_starts_at, talk_ends_at, talk_zone, due_kind, due_local,
  due_zone, due_at, propose_close_at, created_at, updated_at)
SELECT owner_id, thread_id, id, stage, made_at, lane,
  CASE WHEN lane <> 'want_to_ask' THEN made_at END,
  CASE WHEN lane NOT IN ('want_to_ask', 'asked') THEN made_at END,
  CASE WHEN stage = 'held' THEN made_at END, CASE WHEN lane = 'in_touch' THEN made_at END,
  (lane <> 'want_to_ask')::integer,
  CASE WHEN lane = 'date_set' THEN due_at END,
  CASE WHEN lane = 'date_set' THEN due_at + interval '30 minutes' END,
  CASE WHEN lane = 'date_set' THEN 'Europe/London' END,
  due_kind, CASE WHEN due_kind IS NOT NULL THEN due_at AT TIME ZONE 'Europe/London' END,
  CASE WHEN due_kind IS NOT NULL THEN 'Europe/London' END,
  CASE WHEN due_kind IS NOT NULL THEN due_at END,
  CASE WHEN lane = 'asked' THEN due_at + interval '9 days' END, made_at, made_at
FROM made WHERE lane IS NOT NULL
"""

TALKS: Final = """
INSERT INTO person.conversations (owner_id, id, thread_id, contact_id, state, starts_at, ends_at,
  zone, medium, planned_at, ended_at, thanks_due_at, thanked_at)
SELECT owner_id, pg_temp.key('talk', number, made_at), thread_id, id,
  CASE lane WHEN 'date_set' THEN 'planned' ELSE 'held' END, starts_at,
  starts_at + interval '30 minutes', 'Europe/London', 'video', made_at,
  CASE WHEN lane <> 'date_set' THEN starts_at + interval '30 minutes' END,
  starts_at + interval '24 hours 30 minutes', CASE WHEN lane = 'in_touch' THEN starts_at END
FROM made, LATERAL (SELECT CASE lane WHEN 'date_set' THEN due_at ELSE made_at END) AS s (starts_at)
WHERE lane IN ('date_set', 'talked', 'in_touch')
"""

EVENTS: Final = """
INSERT INTO person.events (owner_id, id, name, at, recorded_at, contact_id, thread_id)
SELECT owner_id, pg_temp.key('event', number * 1000 + e, at), CASE
    WHEN e = 0 THEN 'contact.created' WHEN thread_id IS NULL THEN 'contact.updated'
    ELSE (ARRAY['thread.asked', 'thread.answered', 'thread.moved', 'thanks.sent'])[1 + e %% 4] END,
  at, at, id, CASE WHEN e > 0 THEN thread_id END
FROM made, generate_series(0, %(events_each)s - 1) AS e,
  LATERAL (SELECT made_at + (now() - made_at) * e / %(events_each)s) AS t (at)
"""

HEARD: Final = """
CREATE TEMP TABLE heard ON COMMIT DROP AS
SELECT owner_id, pg_temp.key('line', number, made_at) AS line_id, id AS contact_id, thread_id,
  pg_temp.key('talk', number, made_at) AS talk_id, made_at + interval '30 minutes' AS ended_at,
  pg_temp.key('employer', employer_base + employer, '2024-01-01Z') AS employer_id, role
FROM made WHERE lane IN ('talked', 'in_touch')
"""

LINES: Final = """
INSERT INTO person.note_lines (owner_id, id, conversation_id, tag, text, at)
SELECT owner_id, line_id, talk_id, 'insight',
  'They look for a ' || (%(role_names)s::text[])[role] || ' who asks first.', ended_at FROM heard
"""

CLAIMS: Final = """
INSERT INTO person.insights (owner_id, id, lines, people, supporters, employers, strength, last_at)
SELECT owner_id, line_id, 1, 1, 1, 1,
  (extract(epoch FROM ended_at)::float8 - 946684800) / (730.5 * 86400), ended_at
FROM heard
"""
"""Each with its one line; `strength` as `app.weigh_insight` has it."""

EVIDENCE: Final = """
INSERT INTO person.evidence (owner_id, id, insight_id, conversation_id, thread_id, contact_id,
  line_id, employer_id, at)
SELECT owner_id, line_id, line_id, talk_id, thread_id, contact_id, line_id, employer_id, ended_at
FROM heard
"""

ROWS: Final = (
    EMPLOYERS,
    CONTACTS,
    POINTS,
    THREADS,
    TALKS,
    EVENTS,
    HEARD,
    LINES,
    CLAIMS,
    EVIDENCE,
)

COUNTERS: Final = """
INSERT INTO person.counters (owner_id, kind, key, n)
SELECT owner_id, 'contact', k, count(*) FROM person.contacts,
  unnest(app.contact_keys(deleted_at, archived_at, sort)) AS k GROUP BY 1, 3
UNION ALL
SELECT owner_id, k.kind, k.key, count(*) FROM person.threads,
  LATERAL (VALUES ('lane', lane), ('thread', stage)) AS k (kind, key)
WHERE deleted_at IS NULL GROUP BY 1, 2, 3
"""

PEOPLE: Final = (
    (
        "INSERT INTO directory.people (id, email, email_norm, sealed_key)"
        " SELECT id, n || '@bench.example.org', n || '@bench.example.org', %(sealed)s FROM owners"
    ),
    "INSERT INTO person.changes (owner_id, seq) SELECT id, 1 FROM owners",
    (
        "INSERT INTO person.profiles (owner_id, name, time_zone, country)"
        " SELECT id, 'Nora Haas', 'Europe/London', 'GB' FROM owners"
    ),
)
