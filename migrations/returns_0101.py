"""The SQL of mails that came back (migrations 0032 and 0101): the delivery says so, also where it went to
somebody who was invited and has no account."""

from typing import Final

SIGNATURE: Final = "door.mail_came_back(text[], uuid[], text[], text[], timestamptz[])"
_CAME_BACK: Final = """
CREATE OR REPLACE FUNCTION door.mail_came_back(addresses text[], deliveries uuid[], reasons text[],
  details text[], happened timestamptz[]) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH told AS MATERIALIZED (
    SELECT p.id AS owner_id, p.email_norm, n.delivery, n.reason, n.detail, n.happened
    FROM unnest($1, $2, $3, $4, $5) AS n (address, delivery, reason, detail, happened)
    JOIN directory.people p ON p.email_norm = n.address),
  stopped AS (
    INSERT INTO person.mail_stops AS s (owner_id, email_norm, reason, detail, at)
    SELECT DISTINCT ON (owner_id) owner_id, email_norm, reason, detail, happened FROM told
    ORDER BY owner_id, happened DESC
    ON CONFLICT (owner_id, email_norm) DO UPDATE
      SET reason = excluded.reason, detail = excluded.detail, at = excluded.at, lifted_at = NULL
      WHERE excluded.at > greatest(s.at, s.lifted_at)),
  marked AS (
    UPDATE delivery.deliveries d SET outcome = 'returned:' || t.reason FROM told t
    WHERE (d.tenant_id, d.id) = (t.owner_id, t.delivery) AND d.channel = 'email'
      AND d.outcome = 'sent'){invited}
  SELECT count(*) FROM told $$
"""
# The mail of an invitation is a delivery of whoever invited, or sent it again.
_INVITED: Final = """,
  invited AS (
    UPDATE delivery.deliveries d SET outcome = 'returned:' || n.reason
    FROM unnest($1, $2, $3) AS n (address, delivery, reason)
    JOIN organization.invitations i ON i.email_norm = n.address
    JOIN organization.memberships m ON m.organization_id = i.organization_id
    WHERE (d.tenant_id, d.id) = (m.person_id, n.delivery) AND d.channel = 'email'
      AND d.outcome = 'sent')"""
BEFORE: Final = _CAME_BACK.replace("{invited}", "")
NOW: Final = _CAME_BACK.replace("{invited}", _INVITED)
