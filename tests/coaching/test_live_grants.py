"""The one view that decides what is shared: each of its conditions is missed when it is left out."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest

from api.embedded.postgres import Cluster
from api.tables import new_id
from migrations.bridge_0083 import COACHING, STAFF
from migrations.coaching_0085 import GRANT_NOW as GRANT
from migrations.coaching_0085 import ITEM, items_view, live_view

pytestmark = pytest.mark.anyio

KINDS = ("organization", "other_organization", "coach", "somebody", "owner", "membership", "cohort",
         "other_cohort", "enrolment", "grant", "item", "thread", "message", "contact", "employer")  # fmt: skip
MAKE = """
INSERT INTO organization.memberships (organization_id, id, person_id, name, role)
  VALUES ('{organization}', '{membership}', '{coach}', 'Ruth', 'coach');
INSERT INTO organization.enrolments
  (organization_id, id, cohort_id, person_id, name, name_norm, status)
  VALUES ('{organization}', '{enrolment}', '{cohort}', '{owner}', 'Nora', 'nora', 'active');
INSERT INTO organization.coach_assignments
  (organization_id, id, cohort_id, membership_id, coach_id, starts_at)
  VALUES ('{organization}', gen_random_uuid(), '{cohort}', '{membership}', '{coach}',
    now() - interval '1 hour');
INSERT INTO person.grants (owner_id, id, organization_id, enrolment_id, scope, purpose,
    text_version, granted_at, expires_at, alias_salt)
  VALUES ('{owner}', '{grant}', '{organization}', '{enrolment}', 'activity', 'coaching', 1,
    now() - interval '1 hour', now() + interval '1 day', 'salt');
"""
MAKE_ITEM = """
UPDATE person.grants SET scope = 'item', coach_id = '{membership}' WHERE id = '{grant}';
INSERT INTO person.shared_items
  (owner_id, id, kind, item_id, thread_id, title, version, content, shared_at)
  VALUES ('{owner}', '{grant}', 'message', '{message}', '{thread}', '', '', '{{}}', now());
INSERT INTO person.employers (owner_id, id, name, name_norm)
  VALUES ('{owner}', '{employer}', '', '');
INSERT INTO person.contacts (owner_id, id, name, name_norm, employer_id)
  VALUES ('{owner}', '{contact}', '', '', '{employer}');
INSERT INTO person.threads (owner_id, id, contact_id, since)
  VALUES ('{owner}', '{thread}', '{contact}', now());
INSERT INTO person.messages (owner_id, id, thread_id, kind, channel)
  VALUES ('{owner}', '{message}', '{thread}', 'ask', 'email');
"""
BROKEN_ITEM: Mapping[str, str] = {
    "to nobody at their own employer": (
        "UPDATE person.employers SET present = true WHERE id = '{employer}'"
    ),
    "there still": "UPDATE person.messages SET deleted_at = now() WHERE id = '{message}'",
}
# Each breaks one condition and no other. Foreign keys and triggers are off: the view does not lean on
# them. Ids may be alike in two organizations, whose keys begin with the organization.
BROKEN: Mapping[str, str] = {
    "the organization that was entered": "SET LOCAL app.organization_id = '{other_organization}'",
    "whoever is signed in": "SET LOCAL app.person_id = '{somebody}'",
    "works there": "UPDATE organization.memberships SET ended_at = now() WHERE id = '{membership}'",
    "takes part": "UPDATE organization.enrolments SET status = 'left' WHERE id = '{enrolment}'",
    "of that organization": (
        "UPDATE organization.enrolments SET organization_id = '{other_organization}'"
        " WHERE id = '{enrolment}';"
        "UPDATE person.grants SET organization_id = '{other_organization}' WHERE id = '{grant}'"
    ),
    "in a role that coaches": (
        "UPDATE organization.memberships SET role = 'analyst' WHERE id = '{membership}'"
    ),
    "in this organization": (
        "UPDATE organization.coach_assignments SET organization_id = '{other_organization}'"
        " WHERE membership_id = '{membership}'"
    ),
    "of this membership": (
        "UPDATE organization.coach_assignments SET membership_id = gen_random_uuid()"
        " WHERE membership_id = '{membership}'"
    ),
    "as this person": (
        "UPDATE organization.coach_assignments SET coach_id = '{somebody}'"
        " WHERE membership_id = '{membership}'"
    ),
    "of this cohort": (
        "UPDATE organization.coach_assignments SET cohort_id = '{other_cohort}'"
        " WHERE membership_id = '{membership}'"
    ),
    "begun": (
        "UPDATE organization.coach_assignments SET starts_at = now() + interval '1 hour'"
        " WHERE membership_id = '{membership}'"
    ),
    "not ended": (
        "UPDATE organization.coach_assignments SET ends_at = now() - interval '1 minute'"
        " WHERE membership_id = '{membership}'"
    ),
    "given to this organization": (
        "UPDATE person.grants SET organization_id = '{other_organization}' WHERE id = '{grant}'"
    ),
    "for this enrolment": (
        "UPDATE person.grants SET enrolment_id = gen_random_uuid() WHERE id = '{grant}'"
    ),
    "by whoever takes part": (
        "UPDATE person.grants SET owner_id = '{somebody}' WHERE id = '{grant}'"
    ),
    "for the coach it names": (
        "UPDATE person.grants SET scope = 'item', coach_id = gen_random_uuid() WHERE id = '{grant}'"
    ),
    "not revoked": "UPDATE person.grants SET revoked_at = now() WHERE id = '{grant}'",
    "not expired": (
        "UPDATE person.grants SET expires_at = now() - interval '1 minute' WHERE id = '{grant}'"
    ),
}


def test_every_condition_is_broken_once() -> None:
    assert BROKEN.keys() == {**STAFF, **COACHING, **GRANT}.keys()
    assert BROKEN_ITEM.keys() == ITEM.keys()


@dataclass
class Scene:
    """Somebody who shares, and their coach, in a database of their own."""

    admin: asyncpg.Connection
    ids: dict[str, UUID]

    async def rows(self, broken: str | None, *, without: str | None = None) -> int:
        """How much is live for the coach when one thing is broken, by a view that leaves one
        condition out."""
        change = self.admin.transaction()
        await change.start()
        try:
            await self.admin.execute("SET LOCAL session_replication_role = replica")
            context = "SET LOCAL app.person_id = '{coach}'; SET LOCAL app.organization_id = '{organization}';"
            for sql in (MAKE, context, BROKEN[broken] if broken else "SELECT"):
                await self.admin.execute(sql.format(**self.ids))
            await self.admin.execute("SET LOCAL ROLE askwell_bridge")
            if without is not None:
                kept = [
                    {name: sql for name, sql in part.items() if name != without}
                    for part in (STAFF, COACHING, GRANT)
                ]
                await self.admin.execute(live_view(*kept))
            return int(await self.admin.fetchval("SELECT count(*) FROM bridge.live"))
        finally:
            await change.rollback()

    async def items(self, broken: str | None, *, without: str | None = None) -> int:
        """The same for an item, and the view of items."""
        change = self.admin.transaction()
        await change.start()
        try:
            await self.admin.execute("SET LOCAL session_replication_role = replica")
            context = "SET LOCAL app.person_id = '{coach}'; SET LOCAL app.organization_id = '{organization}';"
            for sql in (MAKE, MAKE_ITEM, context, BROKEN_ITEM[broken] if broken else "SELECT"):
                await self.admin.execute(sql.format(**self.ids))
            await self.admin.execute("SET LOCAL ROLE askwell_bridge")
            if without is not None:
                kept = {name: sql for name, sql in ITEM.items() if name != without}
                await self.admin.execute(items_view(kept))
            return int(await self.admin.fetchval("SELECT count(*) FROM bridge.live_items"))
        finally:
            await change.rollback()


@pytest.fixture
async def scene(cluster: Cluster, own_database: str) -> AsyncIterator[Scene]:
    admin = await asyncpg.connect(cluster.dsn("postgres", own_database, tcp=True))
    yield Scene(admin, {kind: new_id() for kind in KINDS})
    await admin.close()


async def test_each_condition_counts_and_is_missed_when_it_is_left_out(scene: Scene) -> None:
    assert await scene.rows(None) == 1
    for condition in BROKEN:
        assert await scene.rows(condition) == 0, condition
        assert await scene.rows(condition, without=condition) > 0, f"{condition} adds nothing"
    assert await scene.items(None) == 1
    for condition in BROKEN_ITEM:
        assert await scene.items(condition) == 0, condition
        assert await scene.items(condition, without=condition) > 0, f"{condition} adds nothing"
