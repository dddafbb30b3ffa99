"""The SQL of what is shared one by one, and of what coaches write (migration 0085)."""

from collections.abc import Mapping
from typing import Final

from migrations.bridge_0083 import COACHING, GRANT, PARTICIPANT, PARTICIPANTS, STAFF, coaches
from migrations.bridge_0083 import live_view as live_before

GRANT_NOW: Final[Mapping[str, str]] = {
    **GRANT,
    "for the coach it names": "(g.coach_id IS NULL OR g.coach_id = m.id)",
}
"""What makes a grant count: one that names a coach is for nobody else."""

ITEM: Final[Mapping[str, str]] = {
    "to nobody at their own employer": (
        "(i.thread_id IS NULL OR EXISTS (SELECT FROM bridge.shown s"
        " WHERE (s.owner_id, s.id) = (i.owner_id, i.thread_id)))"
    ),
    "there still": """CASE i.kind
    WHEN 'message' THEN EXISTS (SELECT FROM person.messages d
      WHERE (d.owner_id, d.id) = (i.owner_id, i.item_id) AND d.deleted_at IS NULL)
    WHEN 'report' THEN EXISTS (SELECT FROM person.reports d
      WHERE (d.owner_id, d.id) = (i.owner_id, i.item_id) AND d.deleted_at IS NULL)
    ELSE EXISTS (SELECT FROM person.conversations d
      WHERE (d.owner_id, d.id) = (i.owner_id, i.item_id) AND d.deleted_at IS NULL) END""",
}
"""What an item must be beside being shared: `bridge.shown` has nobody who was deleted either."""


def live_view(
    staff: Mapping[str, str] = STAFF,
    coaching: Mapping[str, str] = COACHING,
    grant: Mapping[str, str] = GRANT_NOW,
) -> str:
    """What is shared with whoever is signed in, as the coach of those who share it."""
    return live_before(staff, coaching, grant).replace("CREATE VIEW", "CREATE OR REPLACE VIEW")


def items_view(item: Mapping[str, str] = ITEM) -> str:
    """The items among it, each as it stood when it was shared."""
    return f"""
CREATE OR REPLACE VIEW bridge.live_items WITH (security_barrier) AS
SELECT l.owner_id, l.grant_id, l.organization_id, l.enrolment_id, l.reader_id, l.expires_at,
  i.kind, i.title, i.version, i.content, i.shared_at
FROM bridge.live l
JOIN person.shared_items i ON (i.owner_id, i.id) = (l.owner_id, l.grant_id)
{"WHERE " if item else ""}{" AND ".join(item.values())}
"""


LIVE_BEFORE: Final = live_before().replace("CREATE VIEW", "CREATE OR REPLACE VIEW")

_SCOPES: Final = (
    (
        PARTICIPANTS,
        "WHERE l.enrolment_id = p.enrolment_id ORDER BY l.scope",
        "WHERE l.enrolment_id = p.enrolment_id AND l.scope <> 'item' ORDER BY l.scope",
    ),
    (
        PARTICIPANT,
        "WHERE l.enrolment_id = enrolment ORDER BY l.scope",
        "WHERE l.enrolment_id = enrolment AND l.scope <> 'item' ORDER BY l.scope",
    ),
)
"""Where the three switches are told: items are told by themselves."""
SWITCHES: Final = tuple(
    sql.replace(before, now).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    for sql, before, now in _SCOPES
)
SWITCHES_BEFORE: Final = tuple(
    sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION") for sql, _, _ in _SCOPES
)

_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
_BEGIN: Final = """#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', at::text, true);"""
_LOOKED: Final = """looked AS (
    INSERT INTO person.access_log (owner_id, id, organization_id, enrolment_id, grant_id, reader_id,
      kind, hour)
    SELECT l.owner_id, gen_random_uuid(), l.organization_id, l.enrolment_id, l.grant_id, l.reader_id,
      'item', date_trunc('hour', (SELECT app.moment()), 'UTC') FROM live l
    ORDER BY l.owner_id ON CONFLICT DO NOTHING)"""
_COMMENTS: Final = """(SELECT coalesce(json_agg(json_build_object('id', n.id, 'at', n.at, 'by', b.name,
      'body', n.body) ORDER BY n.at, n.id), '[]')::text
    FROM organization.coach_notes n
    JOIN organization.memberships b ON (b.organization_id, b.id) = (n.organization_id, n.membership_id)
    WHERE n.organization_id = {0}.organization_id AND n.grant_id = {0}.grant_id
      AND n.removed_at IS NULL)"""
_EDITS: Final = """(SELECT coalesce(json_agg(json_build_object('id', s.id, 'at', s.at, 'version', s.version,
      'subject', s.subject, 'body', s.body, 'answer', s.answer) ORDER BY s.at, s.id), '[]')::text
    FROM person.suggested_edits s
    WHERE s.owner_id = {0}.owner_id AND s.item_id = {0}.grant_id)"""
_ANSWERED: Final = """(EXISTS (SELECT FROM organization.coach_notes n
      WHERE n.organization_id = {0}.organization_id AND n.grant_id = {0}.grant_id
        AND n.at >= {0}.shared_at)
    OR EXISTS (SELECT FROM person.suggested_edits s
      WHERE s.owner_id = {0}.owner_id AND s.item_id = {0}.grant_id AND s.at >= {0}.shared_at))"""

ITEMS: Final = f"""
CREATE FUNCTION bridge.items(at timestamptz, enrolment uuid, before timestamptz, before_id uuid,
  most integer)
RETURNS TABLE (id uuid, kind text, title text, shared_at timestamptz, expires_at timestamptz,
  answered boolean)
LANGUAGE plpgsql VOLATILE {_DEFINER}
{_BEGIN}
  RETURN QUERY
  WITH live AS MATERIALIZED (
    SELECT l.* FROM bridge.live_items l WHERE l.enrolment_id = enrolment
      AND (l.shared_at, l.grant_id) < (before, before_id)
    ORDER BY l.shared_at DESC, l.grant_id DESC LIMIT most),
  {_LOOKED}
  SELECT l.grant_id, l.kind, l.title, l.shared_at, l.expires_at, {_ANSWERED.format("l")}
  FROM live l ORDER BY l.shared_at DESC, l.grant_id DESC;
END $$
"""

ONE: Final = f"""
CREATE FUNCTION bridge.item(at timestamptz, enrolment uuid, of_grant uuid)
RETURNS TABLE (id uuid, kind text, title text, version text, content text, shared_at timestamptz,
  expires_at timestamptz, comments text, edits text)
LANGUAGE plpgsql VOLATILE {_DEFINER}
{_BEGIN}
  RETURN QUERY
  WITH live AS MATERIALIZED (
    SELECT l.* FROM bridge.live_items l
    WHERE l.enrolment_id = enrolment AND l.grant_id = of_grant),
  {_LOOKED}
  SELECT l.grant_id, l.kind, l.title, l.version, l.content::text, l.shared_at, l.expires_at,
    {_COMMENTS.format("l")}, {_EDITS.format("l")}
  FROM live l;
END $$
"""

# Words about somebody are written by whoever coaches them at that moment; words about an item only
# while that is shared with them. They are told in the app (`coach_answered`).
WRITE: Final = """
CREATE FUNCTION bridge.write_note(at timestamptz, enrolment uuid, of_grant uuid, note uuid, words text)
RETURNS TABLE (same boolean, fresh boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  written uuid;
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  INSERT INTO organization.coach_notes
    (organization_id, id, enrolment_id, person_id, membership_id, grant_id, body, at)
  SELECT p.organization_id, note, p.enrolment_id, p.owner_id, p.reader_id, of_grant, words, at
  FROM bridge.present p
  WHERE p.enrolment_id = enrolment AND p.coached AND (of_grant IS NULL OR EXISTS (
    SELECT FROM bridge.live_items l
    WHERE l.enrolment_id = p.enrolment_id AND l.grant_id = of_grant))
  ON CONFLICT DO NOTHING RETURNING person_id INTO written;
  IF FOUND THEN
    PERFORM bridge.tell(written, coalesce(of_grant, enrolment), at);
    RETURN QUERY SELECT true, true;
  ELSE
    RETURN QUERY
    SELECT (n.grant_id IS NOT DISTINCT FROM of_grant AND n.body = words), false
    FROM organization.coach_notes n
    JOIN bridge.present p ON (p.organization_id, p.enrolment_id, p.reader_id)
      = (n.organization_id, n.enrolment_id, n.membership_id)
    WHERE n.organization_id = app.organization_id() AND n.id = note AND n.enrolment_id = enrolment
      AND p.coached;
  END IF;
END $$
"""

# What a coach would write instead is the person's: it holds the words of their draft.
SUGGEST: Final = """
CREATE FUNCTION bridge.suggest(at timestamptz, enrolment uuid, of_grant uuid, edit uuid,
  on_version text, new_subject text, new_body text)
RETURNS TABLE (same boolean, fresh boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  written uuid;
BEGIN
  PERFORM set_config('app.moment', at::text, true);
  INSERT INTO person.suggested_edits (owner_id, id, item_id, version, subject, body, at)
  SELECT l.owner_id, edit, l.grant_id, on_version, new_subject, new_body, at
  FROM bridge.live_items l
  WHERE l.enrolment_id = enrolment AND l.grant_id = of_grant AND l.kind = 'message'
    AND l.version = on_version
  ON CONFLICT DO NOTHING RETURNING owner_id INTO written;
  IF FOUND THEN
    PERFORM bridge.tell(written, of_grant, at);
    RETURN QUERY SELECT true, true;
  ELSE
    RETURN QUERY
    SELECT coalesce((SELECT (s.version, s.subject, s.body) = (on_version, new_subject, new_body)
      FROM person.suggested_edits s
      WHERE s.owner_id = l.owner_id AND s.id = edit AND s.item_id = l.grant_id), false), false
    FROM bridge.live_items l WHERE l.enrolment_id = enrolment AND l.grant_id = of_grant;
  END IF;
END $$
"""

TELL: Final = """
CREATE FUNCTION bridge.tell(owner uuid, subject uuid, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO person.clocks (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone,
    due_at)
  SELECT owner, 'coach_answered', subject, at::text, 'app', at AT TIME ZONE 'UTC', 'UTC', at
  WHERE owner IS NOT NULL ON CONFLICT DO NOTHING
$$
"""

NOTES: Final = f"""
CREATE FUNCTION bridge.notes(moment timestamptz, enrolment uuid, before timestamptz, before_id uuid,
  most integer)
RETURNS TABLE (id uuid, at timestamptz, by_name text, own boolean, grant_id uuid, body text)
LANGUAGE plpgsql VOLATILE {_DEFINER}
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.moment', $1::text, true);
  RETURN QUERY
  SELECT n.id, n.at, b.name, n.membership_id = p.reader_id, n.grant_id, n.body
  FROM bridge.present p
  JOIN organization.coach_notes n
    ON (n.organization_id, n.enrolment_id) = (p.organization_id, p.enrolment_id)
  JOIN organization.memberships b ON (b.organization_id, b.id) = (n.organization_id, n.membership_id)
  WHERE p.enrolment_id = enrolment AND p.coached AND n.removed_at IS NULL
    AND (n.grant_id IS NULL OR n.membership_id = p.reader_id)
    AND (n.at, n.id) < (before, before_id)
  ORDER BY n.at DESC, n.id DESC LIMIT most;
END $$
"""

REMOVE: Final = f"""
CREATE FUNCTION bridge.remove_note(moment timestamptz, enrolment uuid, note uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE {_DEFINER}
BEGIN
  PERFORM set_config('app.moment', $1::text, true);
  UPDATE organization.coach_notes n SET removed_at = $1, body = ''
  FROM bridge.present p
  WHERE p.enrolment_id = enrolment AND p.coached AND n.id = note AND n.removed_at IS NULL
    AND (n.organization_id, n.enrolment_id, n.membership_id)
      = (p.organization_id, p.enrolment_id, p.reader_id);
  RETURN FOUND;
END $$
"""

OWN_COACHES: Final = f"""
CREATE FUNCTION bridge.own_coaches(at timestamptz)
RETURNS TABLE (enrolment_id uuid, coach_id uuid, coach text, organization text)
LANGUAGE plpgsql VOLATILE {_DEFINER}
{_BEGIN}
  RETURN QUERY
  SELECT o.enrolment_id, m.id, m.name, z.name
  FROM bridge.own o
  JOIN organization.enrolments e
    ON (e.organization_id, e.id) = (o.organization_id, o.enrolment_id)
  JOIN organization.organizations z ON z.organization_id = o.organization_id
  JOIN organization.memberships m ON m.organization_id = o.organization_id AND m.ended_at IS NULL
  WHERE {coaches()}
  ORDER BY z.name, m.name, m.id LIMIT 100;
END $$
"""

_THEIRS: Final = """FROM bridge.own o
  JOIN person.grants g ON g.owner_id = o.owner_id AND g.enrolment_id = o.enrolment_id
    AND g.organization_id = o.organization_id AND g.scope = 'item'
    AND g.revoked_at IS NULL AND g.expires_at > (SELECT app.moment())
  JOIN person.shared_items i ON (i.owner_id, i.id) = (g.owner_id, g.id)
  JOIN organization.enrolments e
    ON (e.organization_id, e.id) = (o.organization_id, o.enrolment_id)
  JOIN organization.memberships m ON (m.organization_id, m.id) = (g.organization_id, g.coach_id)"""

# The person sees of an item what the coach does, and whether somebody reads it at this moment.
OWN_ITEMS: Final = f"""
CREATE FUNCTION bridge.own_items(at timestamptz, of_grant uuid, of_item uuid, before timestamptz,
  before_id uuid, most integer)
RETURNS TABLE (id uuid, enrolment_id uuid, coach_id uuid, coach text, kind text, item_id uuid,
  title text, version text, content text, shared_at timestamptz, expires_at timestamptz, read boolean,
  comments text, edits text)
LANGUAGE plpgsql VOLATILE {_DEFINER}
{_BEGIN}
  RETURN QUERY
  SELECT t.grant_id, t.enrolment_id, t.coach_id, t.coach, t.kind, t.item_id, t.title, t.version,
    t.content::text, t.shared_at, t.expires_at, t.read, {_COMMENTS.format("t")}, {_EDITS.format("t")}
  FROM (
    SELECT g.owner_id, g.organization_id, g.id AS grant_id, o.enrolment_id, g.coach_id,
      m.name AS coach, i.kind, i.item_id, i.title, i.version, i.content, i.shared_at, g.expires_at,
      (m.ended_at IS NULL AND {coaches()} AND {ITEM["to nobody at their own employer"]}
        AND {ITEM["there still"]}) AS read
    {_THEIRS}
    WHERE (of_grant IS NULL OR g.id = of_grant) AND (of_item IS NULL OR i.item_id = of_item)
      AND (i.shared_at, i.id) < (before, before_id)
    ORDER BY i.shared_at DESC, i.id DESC LIMIT most) t
  ORDER BY t.shared_at DESC, t.grant_id DESC;
END $$
"""

OWN_NOTES: Final = f"""
CREATE FUNCTION bridge.own_notes(of_enrolment uuid, before timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, at timestamptz, by_name text, enrolment_id uuid, grant_id uuid, body text)
LANGUAGE sql STABLE {_DEFINER}
  SELECT n.id, n.at, b.name, n.enrolment_id, n.grant_id, n.body
  FROM organization.coach_notes n
  JOIN organization.memberships b ON (b.organization_id, b.id) = (n.organization_id, n.membership_id)
  WHERE n.person_id = coalesce(app.person_id(), (app.batch())[1])
    AND (of_enrolment IS NULL OR n.enrolment_id = of_enrolment) AND n.removed_at IS NULL
    AND (n.at, n.id) < (before, before_id)
  ORDER BY n.at DESC, n.id DESC LIMIT most
$$
"""

# Words about somebody go with their account; that there were some stays.
FORGET: Final = """
CREATE FUNCTION app.forget_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.body := '';
  RETURN NEW;
END $$
"""

DOORS: Final = (
    ("bridge.items(timestamptz, uuid, timestamptz, uuid, integer)", ITEMS, "askwell_app"),
    ("bridge.item(timestamptz, uuid, uuid)", ONE, "askwell_app"),
    ("bridge.write_note(timestamptz, uuid, uuid, uuid, text)", WRITE, "askwell_app"),
    ("bridge.suggest(timestamptz, uuid, uuid, uuid, text, text, text)", SUGGEST, "askwell_app"),
    ("bridge.notes(timestamptz, uuid, timestamptz, uuid, integer)", NOTES, "askwell_app"),
    ("bridge.remove_note(timestamptz, uuid, uuid)", REMOVE, "askwell_app"),
    ("bridge.own_coaches(timestamptz)", OWN_COACHES, "askwell_app"),
    (
        "bridge.own_items(timestamptz, uuid, uuid, timestamptz, uuid, integer)",
        OWN_ITEMS,
        "askwell_app",
    ),
    (
        "bridge.own_notes(uuid, timestamptz, uuid, integer)",
        OWN_NOTES,
        "askwell_app, askwell_worker",
    ),
)
"""Each door, its text, and who may call it."""
