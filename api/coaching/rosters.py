"""The roster of a cohort from a table: looked at first, then applied as it was looked at. Nothing of the
table is kept, and nobody is taken away because they are absent from it."""

import hashlib
from typing import BinaryIO, Final, cast
from uuid import UUID

import msgspec
from anyio import to_thread

from api.coaching.roster_reading import RosterRow, RosterTable, read_table
from api.coaching.roster_schemas import (
    Field,
    RosterApplied,
    RosterCounts,
    RosterInvite,
    RosterInvited,
    RosterLine,
    RosterPreview,
    RosterProblem,
)
from api.database import Work
from api.errors import Conflict
from api.limits import Rate, take
from api.organizations import rosters
from api.organizations.cohorts import read_cohort
from api.organizations.invitation_schemas import InvitationMails
from api.organizations.mailing import mail_invitations
from api.organizations.programme_schemas import EnrolmentRead
from api.secrets import Keys

TABLES: Final = Rate("roster", 60, 3600)
SHOWN: Final = 500
MOST_INVITED: Final = 100


class _Plan(msgspec.Struct, frozen=True):
    """What a table would do to the roster."""

    new: list[RosterLine]
    changed: list[RosterLine]
    same: int
    absent: list[RosterLine]
    problems: list[RosterProblem]
    rows: list[rosters.Row]

    @property
    def version(self) -> str:
        """Another one for everything else that would be done."""
        said = msgspec.json.encode([self.rows, self.absent])
        return hashlib.sha256(said).hexdigest()[:32]

    @property
    def counts(self) -> RosterCounts:
        """How many of each."""
        return RosterCounts(
            len(self.new), len(self.changed), self.same, len(self.absent), len(self.problems)
        )


async def check_table(
    work: Work, keys: Keys, organization_id: UUID, cohort_id: UUID, source: BinaryIO
) -> RosterPreview:
    """What would become of a table; nothing is done. Raises NotFound, InvalidInput (it can't be read),
    PayloadTooLarge and TooManyRequests."""
    plan = await _planned(work, keys, organization_id, cohort_id, source)
    return RosterPreview(
        plan.counts,
        plan.new[:SHOWN],
        plan.changed[:SHOWN],
        plan.absent[:SHOWN],
        plan.problems[:SHOWN],
        plan.version,
    )


async def apply_table(
    work: Work,
    keys: Keys,
    organization_id: UUID,
    cohort_id: UUID,
    source: BinaryIO,
    *,
    version: str,
) -> RosterApplied:
    """Do what was looked at; a table that changes nothing needs no look. Raises as `check_table`, and
    Conflict (something else would be done by now)."""
    plan = await _planned(work, keys, organization_id, cohort_id, source)
    if plan.rows and version != plan.version:
        raise Conflict("The roster, or the table, changed since you looked: look once more.")
    await rosters.keep_rows(work, organization_id, cohort_id, plan.rows)
    return RosterApplied(plan.counts)


async def invite_from_roster(
    work: Work, keys: Keys, organization_id: UUID, cohort_id: UUID, data: RosterInvite
) -> RosterInvited:
    """Invite by mail those named, as far as they have an address and did not join, or the next who were
    not invited yet. Raises NotFound (the cohort) and TooManyRequests, which sends none."""
    await read_cohort(work, organization_id, cohort_id)
    emails = await rosters.addresses(
        work, organization_id, cohort_id, data.enrolment_ids, most=MOST_INVITED
    )
    sent = 0
    if emails:
        mails = InvitationMails(emails, cohort_id=cohort_id, days=data.days)
        sent = len((await mail_invitations(work, keys, organization_id, mails)).items)
    left = await rosters.count_uninvited(work, organization_id, cohort_id)
    return RosterInvited(sent, left)


async def _planned(
    work: Work, keys: Keys, organization_id: UUID, cohort_id: UUID, source: BinaryIO
) -> _Plan:
    await read_cohort(work, organization_id, cohort_id)
    await take(work, keys, TABLES, str(work.subject.person_id))
    table = await to_thread.run_sync(read_table, source)
    return _plan(table, await rosters.read_all(work, organization_id, cohort_id))


def _plan(table: RosterTable, roster: list[EnrolmentRead]) -> _Plan:
    known = {one.external_id: one for one in roster if one.external_id is not None}
    new, changed, rows = [], [], []
    problems, same = list(table.problems), 0
    for row in table.rows:
        one = known.get(row.external_id)
        if one is None:
            rows.append(_row(row, None))
            email = row.email.typed if row.email else None
            new.append(RosterLine(None, row.external_id, row.name, email, []))
        elif one.uses_askwell:
            # Their name, and whether they take part, is what they said.
            same += 1
            if one.status == "left":
                text = f"{row.external_id} {one.name}"
                problems.append(RosterProblem(row.number, "left", text, True))
        elif changes := _changes(row, one, table.has_emails):
            kept = _row(row, one, has_emails=table.has_emails)
            rows.append(kept)
            line = RosterLine(one.id, row.external_id, kept.name, kept.email, changes)
            changed.append(line)
        else:
            same += 1
    there = {row.external_id for row in table.rows}
    absent = [
        RosterLine(one.id, one.external_id or "", one.name, one.email, [])
        for one in roster
        if one.status == "active" and one.external_id is not None and one.external_id not in there
    ]
    problems.sort(key=lambda one: one.row)
    return _Plan(new, changed, same, absent, problems, rows)


def _changes(row: RosterRow, one: EnrolmentRead, has_emails: bool) -> list[Field]:
    email = row.email.typed if row.email else None
    differs = {
        "name": row.name != one.name,
        # An empty cell takes an address away only where the table has such a column.
        "email": has_emails and email != one.email,
        "app": row.to_invite is not None and row.to_invite is (one.joining == "without_app"),
        "status": one.status == "left",
    }
    return [cast(Field, field) for field, other in differs.items() if other]


def _row(row: RosterRow, one: EnrolmentRead | None, *, has_emails: bool = True) -> rosters.Row:
    email = row.email.typed if row.email else None
    norm = row.email.norm if row.email else None
    if one is not None and not has_emails:
        email, norm = one.email, one.email and one.email.casefold()
    to_invite = row.to_invite
    if to_invite is None:
        to_invite = one is None or one.joining != "without_app"
    return rosters.Row(one.id if one else None, row.external_id, row.name, email, norm, to_invite)
