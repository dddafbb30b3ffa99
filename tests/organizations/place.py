"""An organization for tests: somebody in each role, a programme, two cohorts, and who takes part."""

import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from api.credentials import STAFF_ROLES
from api.tables import new_id
from tests.conftest import MakePerson
from tests.people import Somebody

TABLE = tomllib.loads((Path(__file__).parents[1] / "isolation" / "staff.toml").read_text())
"""Who may do what in an organization."""


@dataclass(frozen=True)
class Place:
    """An organization; the coach coaches `cohort` and not `other_cohort`."""

    http: httpx.AsyncClient
    admin: asyncpg.Connection
    id: str
    staff: dict[str, Somebody]
    ids: dict[str, str]

    async def ask(
        self, who: str | Somebody, method: str, path: str, body: object = None, **headers: str
    ) -> httpx.Response:
        """A request under this organization's address."""
        somebody = self.staff[who] if isinstance(who, str) else who
        return await self.http.request(
            method,
            f"/v1/organizations/{self.id}{path}",
            headers={**somebody.bearer, **headers},
            **sent(body),
        )

    async def do(
        self, who: str | Somebody, method: str, path: str, body: object = None, **headers: str
    ) -> Any:
        """A request that succeeds."""
        answer = await self.ask(who, method, path, body, **headers)
        assert answer.status_code < 300, (method, path, answer.text)
        return answer.json() if answer.content else None

    async def hire(self, who: Somebody, role: str) -> str:
        """Have `who` work there; returns their membership."""
        membership = new_id()
        await self.admin.execute(
            "INSERT INTO organization.memberships (organization_id, id, person_id, name, role)"
            " VALUES ($1, $2, $3, $4, $5)",
            self.id,
            membership,
            who.id,
            role.title(),
            role,
        )
        return str(membership)


@dataclass(frozen=True)
class Form:
    """A body that holds a file."""

    file: str
    fields: dict[str, str]


def sent(body: object) -> Any:
    """A body as it is handed to the client."""
    if isinstance(body, Form):
        return {"files": {"file": ("table.csv", body.file.encode())}, "data": body.fields}
    return {"json": body}


async def found(http: httpx.AsyncClient, who: Somebody, name: str = "Harbour College") -> Any:
    """Found an organization."""
    body = {"name": name, "my_name": "Olga Owner"}
    answer = await http.post("/v1/organizations", json=body, headers=who.bearer)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def open_place(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> Place:
    """Somebody in each role, two cohorts with a participant each, and one coach of the first."""
    staff = {role: await person(name=role.title()) for role in STAFF_ROLES}
    made = await found(http, staff["owner"])
    ids = {"organization": made["id"], "owner": made["membership_id"]}
    place = Place(http, admin, made["id"], staff, ids)
    for role in STAFF_ROLES[1:]:
        ids[role] = await place.hire(staff[role], role)
    for kind in ("programme", "cohort", "other_cohort", "enrolment", "other_enrolment", "coaching"):
        ids[kind] = str(new_id())
    await place.do("owner", "POST", "/programmes", {"id": ids["programme"], "name": "Change over"})
    for kind, name, of in (
        ("cohort", "Spring", "enrolment"),
        ("other_cohort", "Fall", "other_enrolment"),
    ):
        cohort = {
            "id": ids[kind],
            "programme_id": ids["programme"],
            "name": name,
            "starts_on": "2026-03-01",
            "ends_on": "2026-06-30",
            "time_zone": "Europe/London",
        }
        await place.do("owner", "POST", "/cohorts", cohort)
        who = {"id": ids[of], "name": f"Paul of {name}", "external_id": f"{name}-1"}
        if name == "Fall":
            who["email"] = "paul@example.org"
        await place.do("owner", "POST", f"/cohorts/{ids[kind]}/enrolments", who)
    # Since long ago: under a clock that a test moved ahead, the database's own counts as well.
    since = "2026-01-05T00:00:00Z"
    coaching = {"id": ids["coaching"], "membership_id": ids["coach"], "starts_at": since}
    await place.do("owner", "POST", f"/cohorts/{ids['cohort']}/coaches", coaching)
    invited = await place.do("owner", "POST", "/invitations", {"cohort_id": ids["cohort"]})
    ids["invitation"] = invited["invitation"]["id"]
    mailed = await place.do(
        "owner",
        "POST",
        "/invitations/mails",
        {"cohort_id": ids["cohort"], "emails": [f"{new_id()}@example.org"]},
    )
    ids["mailed"] = mailed["items"][0]["id"]
    await place.do("owner", "POST", f"/cohorts/{ids['cohort']}/code", {})
    ids |= {"roster": "none", "session": str(new_id())}
    session = {"id": ids["session"], "title": "Asks", **hours_of(3)}
    await place.do("owner", "POST", f"/cohorts/{ids['cohort']}/sessions", session)
    marks = {"items": [{"enrolment_id": ids["enrolment"], "state": "there"}]}
    await place.do("owner", "PUT", f"/sessions/{ids['session']}/attendance", marks)
    ids["told_talk"] = str(new_id())
    talk = {"id": ids["told_talk"], "held_on": "2026-03-02"}
    await place.do("owner", "POST", f"/enrolments/{ids['enrolment']}/told-talks", talk)
    ids["host"] = str(new_id())
    host = {"id": ids["host"], "name": "Grace Obi", "email": f"{new_id()}@example.org"}
    await place.do("owner", "POST", "/hosts", host)
    # Of nobody, until a test shares something and writes about it.
    ids |= {"item": str(new_id()), "version": "0" * 32, "note": str(new_id())}
    ids |= {"sending": str(new_id()), "preview": "0" * 32, "flag": str(new_id())}
    return place


def hours_of(days: int) -> dict[str, str]:
    """From ten to eleven, so many days from now."""
    day = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0)
    begins = day + timedelta(days=days)
    ends = begins + timedelta(hours=1)
    return {"starts_at": begins.isoformat(), "ends_at": ends.isoformat(), "zone": "UTC"}


ROSTER = "External ID,Name\nSpring-1,Paul of Spring\n"
"""A table of which nothing is new."""


def requests_of(ids: dict[str, str]) -> dict[str, tuple[str, str, object]]:
    """A request that succeeds for each operation of an organization, whoever may make it."""
    new = {"id": str(new_id()), "name": "Another"}
    days = {"starts_on": "2026-09-01", "ends_on": "2026-12-18", "time_zone": "Europe/Paris"}
    cohort, programme = f"/cohorts/{ids['cohort']}", f"/programmes/{ids['programme']}"
    enrolment, membership = f"/enrolments/{ids['enrolment']}", f"/memberships/{ids['analyst']}"
    participant, session = f"/participants/{ids['enrolment']}", f"/sessions/{ids['session']}"
    item, words = f"{participant}/items/{ids['item']}", {"id": new["id"], "body": "Well begun"}
    letter = {"enrolment_ids": [ids["enrolment"]], "body": "Hello {name}"}
    return {
        "readOrganization": ("GET", "", None),
        "changeOrganization": ("PATCH", "", {"name": "Harbour University"}),
        "listMemberships": ("GET", "/memberships", None),
        "readMembership": ("GET", membership, None),
        "changeMembership": ("PATCH", membership, {"role": "analyst"}),
        "listAuditLog": ("GET", "/audit-log", None),
        "saveAuditLog": ("GET", "/audit-log.csv", None),
        "listProgrammes": ("GET", "/programmes", None),
        "createProgramme": ("POST", "/programmes", new),
        "readProgramme": ("GET", programme, None),
        "changeProgramme": ("PATCH", programme, {"about": "Twelve weeks"}),
        "listCohorts": ("GET", "/cohorts", None),
        "createCohort": ("POST", "/cohorts", {**new, **days, "programme_id": ids["programme"]}),
        "readCohort": ("GET", cohort, None),
        "changeCohort": ("PATCH", cohort, {"name": "Summer"}),
        "listCoaches": ("GET", f"{cohort}/coaches", None),
        "assignCoach": (
            "POST",
            f"{cohort}/coaches",
            {"id": new["id"], "membership_id": ids["admin"]},
        ),
        "endCoaching": ("POST", f"/coaches/{ids['coaching']}/end", None),
        "listEnrolments": ("GET", f"{cohort}/enrolments", None),
        "createEnrolment": ("POST", f"{cohort}/enrolments", new),
        "readEnrolment": ("GET", enrolment, None),
        "keepEnrolment": (
            "PUT",
            f"{cohort}/enrolments/by-external-id/B-2",
            {"name": "Berta", "to_invite": True},
        ),
        "checkRoster": ("POST", f"{cohort}/roster/check", Form(ROSTER, {})),
        "applyRoster": ("POST", f"{cohort}/roster", Form(ROSTER, {"version": ids["roster"]})),
        "inviteFromRoster": ("POST", f"{cohort}/roster/invitations", {}),
        "changeEnrolment": ("PATCH", enrolment, {"status": "left"}),
        "listParticipants": ("GET", "/participants", None),
        "readParticipant": ("GET", f"/participants/{ids['enrolment']}", None),
        "listParticipantAsks": ("GET", f"/participants/{ids['enrolment']}/asks", None),
        "listCohortSessions": ("GET", f"{cohort}/sessions", None),
        "createCohortSession": (
            "POST",
            f"{cohort}/sessions",
            {"id": new["id"], "title": "Asks", **hours_of(4)},
        ),
        "readCohortSession": ("GET", session, None),
        "changeCohortSession": ("PATCH", session, {"title": "Thanks"}),
        "saveCohortSession": ("GET", f"{session}/session.ics", None),
        "listAttendance": ("GET", f"{session}/attendance", None),
        "markAttendance": (
            "PUT",
            f"{session}/attendance",
            {"items": [{"enrolment_id": ids["enrolment"], "state": "excused"}]},
        ),
        "readEnrolmentRecord": ("GET", f"{enrolment}/record", None),
        "tellTalk": ("POST", f"{enrolment}/told-talks", {"id": new["id"], "held_on": "2026-04-01"}),
        "removeToldTalk": ("DELETE", f"{enrolment}/told-talks/{ids['told_talk']}", None),
        "readQueue": ("GET", "/queue", None),
        "listParticipantItems": ("GET", f"{participant}/items", None),
        "readParticipantItem": ("GET", item, None),
        "commentOnItem": ("POST", f"{item}/comments", words),
        "suggestEdit": (
            "POST",
            f"{item}/edits",
            {"id": new["id"], "version": ids["version"], "subject": "", "body": "Hello"},
        ),
        "listParticipantNotes": ("GET", f"{participant}/notes", None),
        "writeParticipantNote": ("POST", f"{participant}/notes", words),
        "removeParticipantNote": ("DELETE", f"{participant}/notes/{ids['note']}", None),
        "listFlags": ("GET", "/flags", None),
        "raiseFlagAbout": ("PUT", f"{participant}/flags/{new['id']}", {"words": "Needs help now"}),
        "answerFlag": ("POST", f"/flags/{ids['flag']}/answer", {"words": "I call you"}),
        "previewLetters": ("POST", "/letters/preview", letter),
        "sendLetters": ("PUT", f"/letters/{new['id']}", {**letter, "preview": ids["preview"]}),
        "readSending": ("GET", f"/letters/{ids['sending']}", None),
        "listSendings": ("GET", "/letters", None),
        "readDashboard": ("GET", f"{cohort}/dashboard", None),
        "listDashboardPeople": ("GET", f"{cohort}/dashboard/people", None),
        "readProgrammeReport": ("GET", f"{cohort}/report", None),
        "saveProgrammeReport": ("GET", f"{cohort}/report.csv", None),
        "printProgrammeReport": ("GET", f"{cohort}/report.pdf", None),
        "listInvitations": ("GET", "/invitations", None),
        "invite": ("POST", "/invitations", {"cohort_id": ids["cohort"], "seats": 40}),
        "mailInvitations": (
            "POST",
            "/invitations/mails",
            {"cohort_id": ids["cohort"], "emails": [f"{new_id()}@example.org"]},
        ),
        "sendInvitationAgain": ("POST", f"/invitations/{ids['mailed']}/mail", {}),
        "readCode": ("GET", f"{cohort}/code", None),
        "renewCode": ("POST", f"{cohort}/code", {"days": 30}),
        "endInvitation": ("POST", f"/invitations/{ids['invitation']}/end", None),
        "listHosts": ("GET", "/hosts", None),
        "inviteHost": ("POST", "/hosts", {**new, "email": f"{new_id()}@example.org"}),
        "readHost": ("GET", f"/hosts/{ids['host']}", None),
        "changeHost": ("PATCH", f"/hosts/{ids['host']}", {"headline": "Analyst"}),
        "mailHost": ("POST", f"/hosts/{ids['host']}/mail", {}),
        "endHost": ("POST", f"/hosts/{ids['host']}/end", None),
        "leaveOrganization": ("POST", "/leave", None),
    }


def told(answer: httpx.Response) -> tuple[int, str]:
    """What somebody learns from an answer, but for the id of the request."""
    shown = json.loads(answer.text or "{}")
    shown.pop("request_id", None)
    return answer.status_code, json.dumps(shown, sort_keys=True)
