"""The sessions of a cohort, as whoever coaches or manages it plans them, and who was there. A coach of
another cohort sees none of them (policy `assigned`)."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import (
    ARRAY,
    Date,
    DateTime,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    column,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from api.coaching.queue_schemas import SessionToday
from api.coaching.session_schemas import (
    AttendanceMark,
    AttendancePage,
    AttendanceRead,
    AttendanceSums,
    CohortSessionChange,
    CohortSessionCreate,
    CohortSessionPage,
    CohortSessionRead,
)
from api.database import Work, hot
from api.errors import InvalidInput, NotFound
from api.etags import require_version
from api.localtime import is_zone
from api.organizations.founding import spelled
from api.organizations.lists import (
    COHORT,
    EARLIEST,
    LATEST,
    ONE,
    ORGANIZATION,
    Listing,
    create_or_same,
    in_pages,
    one_of,
)
from api.organizations.models import CoachAssignment, Cohort, Enrolment
from api.organizations.session_models import Attendance, Session
from api.paging import Cursors

_AT: Final = DateTime(timezone=True)
_DAYS: Final = timedelta(days=2)
_NOW: Final = bindparam("at", type_=_AT)
_MARKED: Final = (
    select(func.count())
    .where(
        Attendance.organization_id == Session.organization_id,
        Attendance.session_id == Session.id,
        Attendance.state.is_not(None),
    )
    .correlate(Session)
)
READ_SESSION: Final = select(
    Session.id,
    Session.cohort_id,
    Session.title,
    Session.agenda,
    Session.starts_at,
    Session.ends_at,
    Session.zone,
    Session.place,
    Session.cancelled_at,
    _MARKED.where(Attendance.state == "there").scalar_subquery().label("there"),
    _MARKED.scalar_subquery().label("marked"),
    Session.version,
).where(Session.organization_id == ORGANIZATION)
COMING: Final = Listing(
    "sessions",
    in_pages(
        READ_SESSION.where(Session.cohort_id == COHORT, Session.ends_at > _NOW),
        Session.starts_at,
        Session.id,
        down=False,
    ),
    "starts_at",
    EARLIEST,
    False,
    lambda row: CohortSessionRead(*row),
)
PAST: Final = Listing(
    "past-sessions",
    in_pages(
        READ_SESSION.where(Session.cohort_id == COHORT, Session.ends_at <= _NOW),
        Session.starts_at,
        Session.id,
        down=True,
    ),
    "starts_at",
    LATEST,
    True,
    lambda row: CohortSessionRead(*row),
)
READ: Final = hot(READ_SESSION.where(Session.id == ONE))
_VALUES: Final[dict[str, Any]] = {
    name: bindparam(name) for name in ("title", "agenda", "starts_at", "ends_at", "zone", "place")
}
CREATE: Final = hot(
    insert(Session)
    .values(organization_id=ORGANIZATION, id=ONE, cohort_id=COHORT, **_VALUES)
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
CHANGE: Final = hot(
    update(Session)
    .where(Session.organization_id == ORGANIZATION, Session.id == ONE)
    .values(**_VALUES, cancelled_at=bindparam("cancelled_at", type_=_AT))
)
_COACHES: Final = (
    CoachAssignment.coach_id == func.app.person_id(),
    CoachAssignment.starts_at <= func.now(),
    or_(CoachAssignment.ends_at.is_(None), CoachAssignment.ends_at > func.now()),
)
_COACHED: Final = (
    select(CoachAssignment.id)
    .where(
        CoachAssignment.organization_id == ORGANIZATION,
        CoachAssignment.cohort_id == COHORT,
        *_COACHES,
    )
    .exists()
)
MAY: Final = hot(
    select(Cohort.id).where(
        Cohort.organization_id == ORGANIZATION,
        Cohort.id == COHORT,
        or_(func.app.organization_role().in_(["owner", "admin"]), _COACHED),
    )
)
# Today where the session is: a coach who travels looks at the day of those who meet.
TODAY: Final = hot(
    select(
        Session.id,
        Session.title,
        Cohort.name,
        Session.starts_at,
        Session.ends_at,
        Session.zone,
        Session.place,
    )
    .join(
        Cohort,
        and_(Cohort.organization_id == Session.organization_id, Cohort.id == Session.cohort_id),
    )
    .where(
        Session.organization_id == ORGANIZATION,
        Session.cancelled_at.is_(None),
        # An index finds these days; a zone is at most a day away.
        Session.starts_at.between(bindparam("earliest", type_=_AT), bindparam("latest", type_=_AT)),
        cast(func.timezone(Session.zone, Session.starts_at), Date)
        == cast(func.timezone(Session.zone, _NOW), Date),
        Session.cohort_id.in_(
            select(CoachAssignment.cohort_id).where(
                CoachAssignment.organization_id == ORGANIZATION, *_COACHES
            )
        ),
    )
    .order_by(Session.starts_at, Session.id)
    .limit(100)
)
_SESSION: Final = bindparam("session", type_=Uuid())
_MARK: Final = and_(
    Attendance.organization_id == Enrolment.organization_id,
    Attendance.enrolment_id == Enrolment.id,
    Attendance.session_id == _SESSION,
)
WHO: Final = Listing(
    "attendance",
    in_pages(
        select(
            Enrolment.id,
            Enrolment.name,
            Enrolment.status,
            Enrolment.person_id.is_not(None),
            Attendance.state,
            Enrolment.name_norm,
        )
        .outerjoin(Attendance, _MARK)
        .where(
            Enrolment.organization_id == ORGANIZATION,
            Enrolment.cohort_id == COHORT,
            or_(Enrolment.status == bindparam("active"), Attendance.state.is_not(None)),
        ),
        Enrolment.name_norm,
        Enrolment.id,
        down=False,
    ),
    "name_norm",
    "",
    False,
    lambda row: AttendanceRead(*row[:5]),
)
_MARKS: Final = (
    func.unnest(
        bindparam("enrolments", type_=ARRAY(Uuid())), bindparam("states", type_=ARRAY(Text()))
    )
    .table_valued(column("enrolment_id", Uuid()), column("state", Text()))
    .render_derived("marks")
)
_KEPT: Final = insert(Attendance).from_select(
    [
        "organization_id",
        "session_id",
        "enrolment_id",
        "cohort_id",
        "membership_id",
        "state",
        "at",
    ],
    # Nobody of another cohort is marked here.
    select(
        ORGANIZATION,
        _SESSION,
        Enrolment.id,
        Enrolment.cohort_id,
        func.app.membership_id(),
        _MARKS.c.state,
        _NOW,
    ).join_from(
        _MARKS,
        Enrolment,
        and_(
            Enrolment.organization_id == ORGANIZATION,
            Enrolment.id == _MARKS.c.enrolment_id,
            Enrolment.cohort_id == COHORT,
        ),
    ),
    include_defaults=False,
)
MARK: Final = hot(
    _KEPT.on_conflict_do_update(
        index_elements=["organization_id", "session_id", "enrolment_id"],
        set_={name: _KEPT.excluded[name] for name in ("membership_id", "state", "at")},
    )
)


async def list_sessions(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    cohort_id: UUID,
    *,
    past: bool,
    limit: int,
    cursor: str | None,
) -> CohortSessionPage:
    """A page of sessions: those to come or those that are over. Raises NotFound, also for a coach of
    other cohorts."""
    await _may(work, organization_id, cohort_id)
    page = await (PAST if past else COMING).read(
        work,
        cursors,
        organization_id,
        limit=limit,
        cursor=cursor,
        of=cohort_id,
        of_cohort=cohort_id,
        at=work.now,
    )
    return CohortSessionPage(*page)


async def read_session(work: Work, organization_id: UUID, session_id: UUID) -> CohortSessionRead:
    """One session. Raises NotFound, also for a coach of other cohorts."""
    return CohortSessionRead(*await one_of(work, READ, organization_id, session_id))


async def create_session(
    work: Work, organization_id: UUID, cohort_id: UUID, data: CohortSessionCreate
) -> tuple[CohortSessionRead, bool]:
    """Plan a session; says whether it is new. Raises NotFound (the cohort), InvalidInput (times, zone) and
    Conflict (the id is another one's)."""
    await _may(work, organization_id, cohort_id)
    values = _checked(data.title, data.agenda, data.starts_at, data.ends_at, data.zone, data.place)
    return await create_or_same(
        work,
        CREATE,
        lambda: read_session(work, organization_id, data.id),
        lambda shown: shown.cohort_id == cohort_id and _said(shown) == values,
        "session",
        the_organization=organization_id,
        of_cohort=cohort_id,
        one=data.id,
        **values,
    )


async def change_session(
    work: Work,
    organization_id: UUID,
    session_id: UUID,
    change: CohortSessionChange,
    *,
    if_match: str | None,
) -> CohortSessionRead:
    """Move it, say it in other words, or cancel it. Raises NotFound, InvalidInput, PreconditionRequired,
    PreconditionFailed."""
    shown = await read_session(work, organization_id, session_id)
    require_version(if_match, shown.version)
    values = _checked(
        shown.title if change.title is UNSET else change.title,
        shown.agenda if change.agenda is UNSET else change.agenda,
        shown.starts_at if change.starts_at is UNSET else change.starts_at,
        shown.ends_at if change.ends_at is UNSET else change.ends_at,
        shown.zone if change.zone is UNSET else change.zone,
        shown.place if change.place is UNSET else change.place,
    )
    cancelled_at = shown.cancelled_at
    if change.cancelled is not UNSET:
        cancelled_at = (cancelled_at or work.now) if change.cancelled else None
    if (values, cancelled_at) == (_said(shown), shown.cancelled_at):
        return shown
    await work.execute(
        CHANGE,
        the_organization=organization_id,
        one=session_id,
        cancelled_at=cancelled_at,
        **values,
    )
    return await read_session(work, organization_id, session_id)


async def list_attendance(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    session_id: UUID,
    *,
    limit: int,
    cursor: str | None,
) -> AttendancePage:
    """A page of who takes part and whether they were there. Raises NotFound."""
    session = await read_session(work, organization_id, session_id)
    page = await WHO.read(
        work,
        cursors,
        organization_id,
        limit=limit,
        cursor=cursor,
        of=session_id,
        of_cohort=session.cohort_id,
        session=session_id,
        active="active",
    )
    return AttendancePage(*page)


async def mark_attendance(
    work: Work, organization_id: UUID, session_id: UUID, marks: list[AttendanceMark]
) -> AttendanceSums:
    """Mark who was there; the same again is once. Raises NotFound, also where somebody is of another
    cohort: then nobody is marked."""
    session = await read_session(work, organization_id, session_id)
    by_id = {one.enrolment_id: one.state for one in marks}
    done = await work.execute(
        MARK,
        the_organization=organization_id,
        of_cohort=session.cohort_id,
        session=session_id,
        enrolments=list(by_id),
        states=list(by_id.values()),
        at=work.now,
    )
    if done != f"INSERT 0 {len(by_id)}":
        raise NotFound()
    after = await read_session(work, organization_id, session_id)
    return AttendanceSums(after.there, after.marked)


async def sessions_today(work: Work, organization_id: UUID) -> list[SessionToday]:
    """Sessions of this day of the cohorts that the caller coaches, the first first."""
    rows = await work.fetch(
        TODAY,
        the_organization=organization_id,
        at=work.now,
        earliest=work.now - _DAYS,
        latest=work.now + _DAYS,
    )
    return [SessionToday(*row) for row in rows]


async def _may(work: Work, organization_id: UUID, cohort_id: UUID) -> None:
    if not await work.fetchval(MAY, the_organization=organization_id, of_cohort=cohort_id):
        raise NotFound()


def _checked(
    title: str, agenda: str, starts_at: datetime, ends_at: datetime, zone: str, place: str
) -> dict[str, object]:
    if ends_at <= starts_at:
        raise InvalidInput.field(
            "body.ends_at", "before-its-start", "It can't end before it begins."
        )
    if not is_zone(zone):
        raise InvalidInput.field("body.zone", "unknown-zone", "Use a name such as Europe/London.")
    return {
        "title": spelled(title),
        "agenda": agenda.strip(),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": zone,
        "place": place.strip(),
    }


def _said(shown: CohortSessionRead) -> dict[str, object]:
    return {
        "title": shown.title,
        "agenda": shown.agenda,
        "starts_at": shown.starts_at,
        "ends_at": shown.ends_at,
        "zone": shown.zone,
        "place": shown.place,
    }
