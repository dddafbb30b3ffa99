"""A person who owns at least one row of every kind, made over HTTP and finished behind the scenes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx

from api.tables import new_id
from tests.conversations.pictures import jpeg
from tests.isolation.rows import behind_the_scenes, connect_apps
from tests.people import Somebody, make_somebody

CALENDAR = (
    b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260105T090000Z\nDTEND:20260105T100000Z\n"
    b"RRULE:FREQ=MONTHLY\nEND:VEVENT\nEND:VCALENDAR\n"
)
SKILLS = "conceptUri,preferredLabel,altLabels,status\nurn:1,weave cloth,,released\n"
FILE = b"First Name,Last Name,Email Address\nIda,Berg,ida.berg@example.org\n,,\n"
REPORT = '{"goal": "", "talks": 0, "people": 0, "employers": 0, "lines": 0, "skills": []}'

Ids = dict[str, str]


@dataclass(frozen=True)
class Household:
    """Somebody and the ids of what is theirs, by kind."""

    who: Somebody
    ids: Ids


async def settle(http: httpx.AsyncClient, admin: asyncpg.Connection, who: Somebody) -> Household:
    """Give `who` something of every kind."""
    ids: Ids = {}

    async def send(method: str, path: str, body: object = None, **more: Any) -> Any:
        headers = {**who.bearer, **more.pop("headers", {})}
        answer = await http.request(
            method, f"/v1/{path}", headers=headers, **({"json": body} if body else {}), **more
        )
        assert answer.status_code < 300, (method, path, answer.text)
        return answer.json() if answer.content else None

    def made(kind: str) -> str:
        ids[kind] = str(new_id())
        return ids[kind]

    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    talk = {
        "starts_at": later.isoformat(),
        "ends_at": (later + timedelta(minutes=30)).isoformat(),
        "zone": "Europe/London",
        "medium": "video",
        "place": "By link",
    }
    for kind in ("webhook", "other_webhook"):
        # Of a type that nothing here tells: it stays as it is.
        hook = {"id": made(kind), "url": "http://127.0.0.1:9/", "types": ["outcome.recorded"]}
        await send("POST", "webhooks", hook)
    await send("POST", "employers", {"id": made("employer"), "name": "Harbour Works"})
    await send("POST", "employers", {"id": made("other_employer"), "name": "Lighthouse"})
    await send(
        "POST", "target-employers", {"id": made("target"), "employer_id": ids["other_employer"]}
    )
    for kind in ("contact", "other_contact", "third_contact", "free_contact", "deleted_contact"):
        card = {
            "id": made(kind),
            "name": kind.replace("_", " ").title(),
            "why": "A friend of a friend",
            "role": "Designer",
            "employer_id": ids["employer"],
            "tags": ["harbour"],
            "notes": "Met at the fair",
            "external_id": f"external-{ids[kind]}",
            "points": [{"kind": "email", "value": f"{kind}@example.org"}],
        }
        await send("POST", "contacts", card)
        ids[f"external_{kind}"] = f"external-{ids[kind]}"
    for kind in ("twin", "other_twin", "third_twin", "kept", "merged"):
        name = "Ida Berg" if "twin" in kind else "Ole Lund"
        points = [{"kind": "email", "value": f"{name.replace(' ', '.')}@example.org"}]
        await send("POST", "contacts", {"id": made(kind), "name": name, "points": points})
    two = {"keep_id": ids["kept"], "merge_id": ids["merged"]}
    await send("POST", "merges", {"id": made("merge"), **two})
    two = {"keep_id": ids["twin"], "merge_id": ids["third_twin"]}
    await send("POST", "duplicates/dismissed", two)
    await send(
        "POST",
        "introductions",
        {
            "id": made("introduction"),
            "introducer_id": ids["contact"],
            "introduced_id": ids["other_contact"],
        },
    )
    await send(
        "POST",
        "introductions",
        {
            "id": made("other_introduction"),
            "introducer_id": ids["contact"],
            "introduced_id": ids["third_contact"],
        },
    )

    async def thread(kind: str, contact: str) -> str:
        await send("POST", "threads", {"id": made(kind), "contact_id": ids[contact]})
        return ids[kind]

    async def tell(kind: str, *steps: str, **more: object) -> None:
        for what in steps:
            body = {"id": made("told"), "what": what, **more}
            await send("POST", f"threads/{ids[kind]}/happenings", body)

    async def draft(kind: str, of: str, what: str = "ask") -> None:
        body = {"id": made(kind), "thread_id": ids[of], "kind": what, "channel": "email"}
        await send("POST", "messages", {**body, "subject": "A question", "body": "Hello there"})

    await thread("thread", "contact")
    await draft("message", "thread")
    answer = await http.patch(
        f"/v1/messages/{ids['message']}",
        headers={**who.bearer, "if-match": "*"},
        json={"body": "Hello, may I ask you something?"},
    )
    assert answer.status_code == 200, answer.text
    await draft("deleted_message", "thread", "update")
    await send("DELETE", f"messages/{ids['deleted_message']}")
    await send("POST", "contacts", {"id": made("asked_contact"), "name": "Asked Contact"})
    await thread("asked_thread", "asked_contact")
    await draft("sent_message", "asked_thread")
    await send("POST", f"messages/{ids['sent_message']}/sent", {"id": made("told")})
    await thread("dated_thread", "other_contact")
    await tell("dated_thread", "sent", "answered_yes")
    await send(
        "POST",
        "conversations",
        {"id": made("conversation"), "thread_id": ids["dated_thread"], **talk},
    )
    await send("POST", "contacts", {"id": made("second_contact"), "name": "Second Contact"})
    await thread("second_thread", "second_contact")
    await tell("second_thread", "sent", "answered_yes")
    second = {"id": made("second_conversation"), "thread_id": ids["second_thread"], **talk}
    await send("POST", "conversations", second)
    await thread("yes_thread", "free_contact")
    await tell("yes_thread", "sent", "answered_yes")
    await send("POST", "contacts", {"id": made("refusing_contact"), "name": "Refusing Contact"})
    await thread("closed_thread", "refusing_contact")
    await tell("closed_thread", "sent", "declined")
    past = {
        "thread_id": made("held_thread"),
        "contact_id": ids["third_contact"],
        "ended_at": (datetime.now(UTC) - timedelta(days=1)).isoformat(),
        "heard": "They look for people who write well",
    }
    await send(
        "POST",
        "conversations/past",
        {"id": made("held_conversation"), "line_id": made("line"), **past},
    )
    await _afterwards(send, made, ids)
    for kind in ("gone_thread", "gone_conversation"):
        contact = f"contact_of_{kind}"
        await send("POST", "contacts", {"id": made(contact), "name": contact})
        await thread(kind if kind == "gone_thread" else "thread_of_gone", contact)
    await send("DELETE", f"threads/{ids['gone_thread']}")
    await tell("thread_of_gone", "sent", "answered_yes")
    gone = {"id": made("gone_conversation"), "thread_id": ids["thread_of_gone"], **talk}
    shown = await send("POST", "conversations", gone)
    answer = await http.delete(
        f"/v1/conversations/{shown['id']}",
        headers={**who.bearer, "if-match": f'"{shown["version"]}"'},
    )
    assert answer.status_code == 204, answer.text
    answer = await http.delete(
        f"/v1/contacts/{ids['deleted_contact']}", headers={**who.bearer, "if-match": "*"}
    )
    assert answer.status_code == 204, answer.text
    await _offer_times(send, made, ids, later)
    for kind in ("calendar", "other_calendar", "gone_calendar"):
        answer = await http.post(
            "/v1/calendars",
            headers=who.bearer,
            files={"file": ("work.ics", CALENDAR)},
            data={"id": made(kind)},
        )
        assert answer.status_code == 201, answer.text
    answer = await http.delete(
        f"/v1/calendars/{ids['gone_calendar']}", headers={**who.bearer, "if-match": "*"}
    )
    assert answer.status_code == 204, answer.text
    answer = await http.delete(
        f"/v1/slot-offers/{ids['gone_offer']}", headers={**who.bearer, "if-match": "*"}
    )
    assert answer.status_code == 204, answer.text
    for kind in ("photo", "other_photo", "gone_photo"):
        answer = await http.post(
            "/v1/photos",
            headers=who.bearer,
            files={"file": ("page.jpg", jpeg())},
            data={"id": made(kind), "conversation_id": ids["held_conversation"], "alt": "Names"},
        )
        assert answer.status_code == 201, answer.text
    answer = await http.delete(
        f"/v1/photos/{ids['gone_photo']}", headers={**who.bearer, "if-match": "*"}
    )
    assert answer.status_code == 204, answer.text
    for kind in ("import", "other_import"):
        answer = await http.post(
            "/v1/imports", headers=who.bearer, files={"file": ("people.csv", FILE)}
        )
        assert answer.status_code == 201, answer.text
        ids[kind] = answer.json()["id"]
    for kind in ("skill_list", "other_skill_list"):
        answer = await http.post(
            "/v1/skill-lists", headers=who.bearer, files={"file": ("skills_en.csv", SKILLS)}
        )
        assert answer.status_code == 201, answer.text
        ids[kind] = answer.json()["id"]
    await send(
        "POST",
        "today/snooze",
        {"kind": "ask", "subject_id": ids["contact"], "until": later.isoformat()},
    )
    answer = await http.post(
        "/v1/contacts/bulk",
        headers={**who.bearer, "idempotency-key": "a-key-of-mine"},
        json={"ids": [ids["contact"]], "action": "tag", "tag": "fair"},
    )
    assert answer.status_code == 200, answer.text
    for kind, talk_kind in (("question", "conversation"), ("held_question", "held_conversation")):
        question = {"id": made(kind), "text": "How did you come to this?"}
        await send("POST", f"conversations/{ids[talk_kind]}/questions", {"questions": [question]})
    answer = await http.patch(
        f"/v1/conversations/{ids['conversation']}/preparation",
        headers={**who.bearer, "if-match": '"0"'},
        json={"goal": "To hear how it is", "made": "A page", "links": ["https://example.org/a"]},
    )
    assert answer.status_code == 200, answer.text
    for kind in ("other_pitch", "gone_pitch", "pitch"):
        await send("POST", "pitches", {"id": made(kind), "text": "I draw boats."})
    await send("POST", f"pitches/{ids['pitch']}/practices", {"id": made("practice"), "seconds": 60})
    await send("DELETE", f"pitches/{ids['gone_pitch']}")
    await _grow(send, made, ids)
    await send("POST", "me/exports", {"id": made("export")})
    await _manage(send, made, admin, who, ids)
    await _finish(admin, who, ids)
    return Household(who, ids)


async def _offer_times(
    send: Callable[..., Awaitable[Any]], made: Callable[[str], str], ids: Ids, later: datetime
) -> None:
    """Times that were offered: taken back, replaced, waiting for an answer, and taken."""
    await send("POST", "contacts", {"id": made("timed_contact"), "name": "Timed Contact"})
    await send("POST", "threads", {"id": made("timed_thread"), "contact_id": ids["timed_contact"]})
    for kind, of, slot in (
        ("gone_offer", "yes_thread", "gone_slot"),
        ("slot_offer", "yes_thread", "slot"),
        ("taken_offer", "timed_thread", "taken_slot"),
    ):
        starts = later + timedelta(days=4)
        times = [
            {
                "id": made(name),
                "starts_at": (starts + timedelta(hours=n)).isoformat(),
                "ends_at": (starts + timedelta(hours=n, minutes=30)).isoformat(),
            }
            for n, name in enumerate((slot, f"other_{slot}"))
        ]
        body = {"id": made(kind), "thread_id": ids[of], "zone": "Europe/London", "place": "Here"}
        await send("POST", "slot-offers", {**body, "slots": times, "sent": True})
    path = f"slot-offers/{ids['taken_offer']}/taken"
    await send("POST", path, {"slot_id": ids["taken_slot"]})


async def _afterwards(send: Any, made: Any, ids: Ids) -> None:
    """What comes after a talk: promises, advice, an update, what was given, answers."""
    now = datetime.now(UTC).isoformat()
    lines = [
        {"id": made(kind), "tag": tag, "text": f"A line of {kind}", "at": now, "promiser": whose}
        for kind, tag, whose in (
            ("promise", "promise", "mine"),
            ("other_promise", "promise", "theirs"),
            ("third_promise", "promise", "mine"),
            ("advice", "advice", None),
            ("other_advice", "advice", None),
            *((f"heard_{number}", "insight", None) for number in range(1, 8)),
        )
    ]
    talk = f"conversations/{ids['held_conversation']}"
    await send("POST", f"{talk}/lines", {"lines": lines})
    for kind, goes in (("move", "heard_1"), ("other_move", "heard_2")):
        move = {"id": made(kind), "into_id": ids["line"], "insight_id": ids[goes]}
        await send("POST", "insight-moves", move)
    unlike = {"one_id": ids["heard_3"], "other_id": ids["heard_4"]}
    await send("POST", "insights/unlike", unlike)
    for kind in ("made_promise", "gone_promise"):
        promise = {"id": made(kind), "contact_id": ids["third_contact"], "text": f"A {kind}"}
        await send("POST", "promises", promise)
    await send("DELETE", f"promises/{ids['gone_promise']}")
    update = {"id": made("update"), "thread_id": ids["held_thread"], "kind": "update"}
    await send("POST", "messages", {**update, "channel": "email", "body": "Some news"})
    tells = {"id": ids["update"], "advice_ids": [ids["advice"]]}
    await send("POST", "updates", {**tells, "introduction_ids": [ids["other_introduction"]]})
    for kind in ("given", "other_given"):
        given = {"id": made(kind), "contact_id": ids["third_contact"], "kind": "share"}
        await send("POST", "given", {**given, "text": f"A sheet of {kind}"})
    for kind, said in (("reflection", {"rating": 4}), ("landed", {"words": "The ward story"})):
        answer = {"id": made(kind), "conversation_id": ids["held_conversation"]}
        aspect = "landed" if kind == "landed" else "listening"
        await send("POST", "reflections", {**answer, "aspect": aspect, **said})
    await send("POST", "contacts", {"id": made("met_contact"), "name": "Met Contact"})
    for kind in ("skill", "other_skill", "third_skill"):
        await send("POST", "skills", {"id": made(kind), "name": f"Weaving of {kind}"})
    level = {"level": 2, "proof_kind": "project", "proof": "A basket"}
    await send("PUT", f"skills/{ids['skill']}/level", level)
    for kind, line in (("signal", "advice"), ("other_signal", "other_advice")):
        signal = {"id": made(kind), "line_id": ids[line], "skill_id": ids["skill"], "level": 3}
        await send("POST", "skill-signals", signal)
    refusal = {"line_id": ids["advice"], "skill_id": ids["third_skill"]}
    await send("POST", "skill-refusals", refusal)
    for kind in ("report", "other_report"):
        await send("POST", "reports", {"id": made(kind)})
    met = {"id": made("met_conversation"), "thread_id": made("met_thread"), "ended_at": now}
    await send("POST", "conversations/past", {**met, "contact_id": ids["met_contact"]})


async def _grow(send: Any, made: Any, ids: Ids) -> None:
    """Goals, what is to be found out, the plan, and outcomes."""
    for kind in ("goal", "other_goal"):
        await send("POST", "goals", {"id": made(kind), "what": f"A harbour of my own: {kind}"})
    causes = {"conversation_id": ids["held_conversation"], "insight_ids": [ids["line"]]}
    for kind in ("revision", "other_revision"):
        revision = {"id": made(kind), "what": f"A quiet harbour: {kind}", **causes}
        await send("POST", f"goals/{ids['goal']}/revisions", revision)
    marks = [{"id": made("milestone"), "text": "A boat"}]
    await send("PUT", f"goals/{ids['goal']}/milestones", {"milestones": marks})
    for kind in ("assumption", "other_assumption"):
        question = {"id": made(kind), "text": f"Is it windy: {kind}?", "goal_id": ids["goal"]}
        await send("POST", "assumptions", question)
    finding = f"assumptions/{ids['assumption']}/findings/{ids['line']}"
    await send("PUT", finding, {"says": "supports"})
    for kind in ("plan_item", "other_plan_item"):
        step = {"id": made(kind), "text": f"Learn to sail: {kind}", "goal_id": ids["goal"]}
        await send("POST", "plan-items", {**step, "advice_id": ids["other_advice"]})
    for kind in ("outcome", "other_outcome"):
        came = {"id": made(kind), "kind": "interview", "at": "2026-01-05", "note": "Went well"}
        await send("POST", "outcomes", {**came, "thread_id": ids["held_thread"]})
    for kind in ("ended_goal", "other_ended_goal"):
        await send("POST", "goals", {"id": made(kind), "what": f"A lighthouse: {kind}"})
        await send("PATCH", f"goals/{ids[kind]}", {"state": "reached"}, headers={"if-match": "*"})
    role = {"id": made("new_role"), "kind": "new_role", "at": "2026-01-06"}
    await send("POST", "outcomes", {**role, "contact_id": ids["third_contact"]})
    for kind, of in (("landing", "ended_goal"), ("other_landing", "other_ended_goal")):
        landing = await send("POST", "landings", {"id": made(kind), "goal_id": ids[of]})
        ids[f"telling_of_{kind}"] = landing["people"][0]["id"]
    await send("POST", "landings", {"id": made("role_landing"), "outcome_id": ids["new_role"]})


async def _manage(send: Any, made: Any, admin: asyncpg.Connection, who: Somebody, ids: Ids) -> None:
    """An organization of their own with a colleague, two programmes, two cohorts, and people."""
    found = await send("POST", "organizations", {"name": "A college", "my_name": "Nora"})
    ids["organization"], ids["membership"] = found["id"], found["membership_id"]
    here = f"organizations/{found['id']}"
    colleague = await make_somebody(admin)
    await admin.execute(
        "INSERT INTO organization.memberships (organization_id, id, person_id, name, role)"
        " VALUES ($1, $2, $3, 'Olga', 'owner')",
        found["id"],
        made("colleague"),
        colleague.id,
    )
    for kind in ("programme", "other_programme"):
        await send("POST", f"{here}/programmes", {"id": made(kind), "name": f"A {kind}"})
    days = {"starts_on": "2026-01-05", "ends_on": "2026-06-05", "time_zone": "UTC"}
    for kind in ("cohort", "other_cohort"):
        cohort = {"id": made(kind), "programme_id": ids["programme"], "name": f"A {kind}"}
        await send("POST", f"{here}/cohorts", {**cohort, **days})
    for kind in ("enrolment", "other_enrolment"):
        enrolment = {"id": made(kind), "name": f"A {kind}", "external_id": ids[kind]}
        enrolment |= {"email": f"{kind}@example.org", "to_invite": True}
        await send("POST", f"{here}/cohorts/{ids['cohort']}/enrolments", enrolment)
    begins = datetime.now(UTC).replace(microsecond=0) + timedelta(days=7)
    for kind in ("cohort_session", "other_cohort_session"):
        session = {
            "id": made(kind),
            "title": f"A {kind}",
            "agenda": "Asks, then coffee",
            "starts_at": begins.isoformat(),
            "ends_at": (begins + timedelta(hours=1)).isoformat(),
            "zone": "UTC",
            "place": "Room 4",
        }
        await send("POST", f"{here}/cohorts/{ids['cohort']}/sessions", session)
        marks = [{"enrolment_id": ids["enrolment"], "state": "excused"}]
        await send("PUT", f"{here}/sessions/{ids[kind]}/attendance", {"items": marks})
    for kind in ("told_talk", "other_told_talk"):
        talk = {"id": made(kind), "held_on": "2026-02-02", "field": "data"}
        await send("POST", f"{here}/enrolments/{ids['other_enrolment']}/told-talks", talk)
    for kind, whose in (("coaching", "membership"), ("other_coaching", "colleague")):
        coaching = {"id": made(kind), "membership_id": ids[whose]}
        await send("POST", f"{here}/cohorts/{ids['cohort']}/coaches", coaching)
    await admin.execute(
        "INSERT INTO organization.aggregate_snapshots (organization_id, id, cohort_id, week,"
        " published_at, cells) VALUES ($1, gen_random_uuid(), $2, '2026-01-12', now(), '{}')",
        found["id"],
        ids["cohort"],
    )
    await admin.execute(
        "INSERT INTO organization.snapshot_sets (organization_id, cohort_id, week, name, people)"
        " VALUES ($1, $2, '2026-01-12', 'known/', '{}')",
        found["id"],
        ids["cohort"],
    )
    for kind in ("invitation", "other_invitation"):
        asked = await send("POST", f"{here}/invitations", {"cohort_id": ids["cohort"], "seats": 9})
        ids[kind] = asked["invitation"]["id"]
    to = {"cohort_id": ids["cohort"], "emails": [f"{new_id()}@example.org"]}
    mailed = await send("POST", f"{here}/invitations/mails", to)
    ids["mailed_invitation"] = mailed["items"][0]["id"]
    await send("POST", f"{here}/cohorts/{ids['cohort']}/code", {"days": 30})
    await admin.execute(
        "UPDATE organization.enrolments SET person_id = $1 WHERE id = $2", who.id, ids["enrolment"]
    )
    shared = {"id": made("grant"), "text_version": 1}
    await send("PUT", f"enrolments/{ids['enrolment']}/grants/activity", shared)
    participant = f"{here}/participants/{ids['enrolment']}"
    await send("GET", participant)
    for kind, one, of in (
        ("item", "message", "message"),
        ("other_item", "notes", "held_conversation"),
    ):
        shown = await send("GET", f"shareable/{one}/{ids[of]}")
        body = {"coach_id": ids["membership"], "kind": one, "item_id": ids[of], "text_version": 1}
        item = f"enrolments/{ids['enrolment']}/items/{made(kind)}"
        await send("PUT", item, {**body, "version": shown["version"]})
        ids[f"{kind}_version"] = shown["version"]
    shown = await send("GET", f"shareable/message/{ids['message']}")
    ids["shown_version"] = shown["version"]
    edit = {"id": made("edit"), "version": ids["item_version"], "subject": "", "body": "Hello"}
    await send("POST", f"{participant}/items/{ids['item']}/edits", edit)
    for kind in ("note", "other_note"):
        await send("POST", f"{participant}/notes", {"id": made(kind), "body": f"A {kind}"})
    for kind in ("flag", "other_flag"):
        flag = f"enrolments/{ids['enrolment']}/flags/{made(kind)}"
        await send("PUT", flag, {"words": f"A {kind}"})
    letter = {
        "enrolment_ids": [ids["enrolment"]],
        "cohort_id": ids["cohort"],
        "body": "Hello {name}",
    }
    ids["letter_preview"] = (await send("POST", f"{here}/letters/preview", letter))["preview"]
    for kind in ("sending", "other_sending"):
        body = {**letter, "preview": ids["letter_preview"]}
        await send("PUT", f"{here}/letters/{made(kind)}", body)
    await _host(send, made, admin, ids)


async def _host(send: Any, made: Any, admin: asyncpg.Connection, ids: Ids) -> None:
    """Hosts, one of them with a page whose secret is known here; and requests to two of them."""
    for kind in ("host", "asked_host", "other_host", "free_host"):
        host = {"id": made(kind), "name": f"A {kind}", "email": f"{ids[kind]}@example.org"}
        await send("POST", f"organizations/{ids['organization']}/hosts", host)
        await admin.execute(
            "UPDATE organization.hosts SET agreed_at = now(), consent_version = 1,"
            " secret_hash = sha256(convert_to($2, 'UTF8')) WHERE id = $1",
            ids[kind],
            f"secret-of-{ids[kind]}",
        )
    ids["host_secret"] = f"secret-of-{ids['asked_host']}"
    for kind, to in (("host_request", "asked_host"), ("accepted_request", "other_host")):
        ask = {"id": made(kind), "host_id": ids[to], "body": "Could I ask you three questions?"}
        await send("POST", f"enrolments/{ids['enrolment']}/host-requests", ask)
    await admin.execute(
        "UPDATE organization.host_requests SET state = 'accepted', answered_at = now(),"
        " said = 'Gladly', given_email = 'host@example.org', given_phone = '0113' WHERE id = $1",
        ids["accepted_request"],
    )


async def _finish(admin: asyncpg.Connection, who: Somebody, ids: Ids) -> None:
    for kind in (
        "identity",
        "delivery",
        "other_delivery",
        "email_change",
        "notice",
        "other_notice",
        "device",
        "arrival",
    ):
        ids[kind] = str(new_id())
    ids["file"] = str(
        await admin.fetchval(
            # Not that of a photo: it would be an export's as well.
            "SELECT id FROM person.files WHERE owner_id = $1 AND media_type NOT LIKE 'image/%'"
            " LIMIT 1",
            who.id,
        )
    )
    ids |= await connect_apps(admin, who)
    for kind, table in (("session", "sessions"), ("token", "access_tokens")):
        sql = f"SELECT id FROM directory.{table} WHERE person_id = $1"
        ids[kind] = str(await admin.fetchval(sql, who.id))
    ids["event"] = str(
        await admin.fetchval("SELECT id FROM person.events WHERE owner_id = $1 LIMIT 1", who.id)
    )
    async with behind_the_scenes(admin):
        await admin.execute(
            f"""
            INSERT INTO person.import_pieces (owner_id, import_id, position, contact_ids)
              VALUES ('{who.id}', '{ids["import"]}', 0, '{{}}');
            INSERT INTO person.listed_skills
                (owner_id, kind, language, id, code, name, words, mark)
              VALUES ('{who.id}', 'esco', 'en', '{ids["skill"]}', 'urn:1', 'weave', '{{weave}}', 'm');
            UPDATE person.skill_lists SET state = 'checked', expected = 1
              WHERE owner_id = '{who.id}';
            INSERT INTO person.listed_words (owner_id, lead, kind, language, skill_id)
              VALUES ('{who.id}', 'weav', 'esco', 'en', '{ids["skill"]}');
            INSERT INTO person.import_problems
                (owner_id, import_id, place, number, code, field, row_kept, raw)
              SELECT '{who.id}', '{ids["import"]}', place, place, 'no-name', 'name', false, 'row'
              FROM generate_series(1000, 1002) AS place;
            UPDATE person.exports SET state = 'ready', file_id = '{ids["file"]}', ready_at = now()
              WHERE owner_id = '{who.id}';
            UPDATE person.reports SET state = 'ready', made_at = now(), data = '{REPORT}'
              WHERE owner_id = '{who.id}';
            INSERT INTO person.arrivals
                (owner_id, id, state, exported_at, into_empty, expected, finished_at)
              SELECT '{who.id}', id, 'done', now(), false, 1, now()
              FROM unnest(ARRAY['{ids["arrival"]}', gen_random_uuid()]::uuid[]) AS id;
            INSERT INTO person.arrival_matches (owner_id, arrival_id, old_id, new_id)
              VALUES ('{who.id}', '{ids["arrival"]}', gen_random_uuid(), '{ids["contact"]}');
            INSERT INTO person.suppressions (owner_id, key_hash)
              VALUES ('{who.id}', sha256('somebody'));
            UPDATE organization.coach_letters SET state = 'sent', told_at = now()
              WHERE person_id = '{who.id}';
            INSERT INTO person.letter_stops (owner_id, enrolment_id, at)
              VALUES ('{who.id}', gen_random_uuid(), now());
            INSERT INTO person.switched_off (owner_id, kind, channel, at)
              VALUES ('{who.id}', 'daily', 'email', now()) ON CONFLICT DO NOTHING;
            INSERT INTO person.link_keys (owner_id, secret)
              VALUES ('{who.id}', sha256('{who.id}'));
            INSERT INTO person.taps (owner_id, link_id, at)
              VALUES ('{who.id}', gen_random_uuid(), now());
            INSERT INTO person.mail_stops (owner_id, email_norm, reason, detail, at)
              VALUES ('{who.id}', 'old@example.org', 'bounce', '550 no such user', now());
            INSERT INTO person.push_subscriptions
                (owner_id, id, endpoint_hash, sealed, session_hash, created_at)
              SELECT '{who.id}', '{ids["device"]}', sha256('{who.id}'), 'sealed', s.token_hash, now()
              FROM directory.sessions s WHERE s.person_id = '{who.id}';
            INSERT INTO person.calendar_feeds (owner_id, token_hash, created_at)
              VALUES ('{who.id}', sha256('{who.id}'), now());
            INSERT INTO person.model_consents (owner_id, host, name, agreed_at)
              VALUES ('{who.id}', 'model.example.org', 'small', now());
            INSERT INTO person.assistant_consents (owner_id, agreed_at)
              VALUES ('{who.id}', now());
            INSERT INTO person.assistant_calls
                (owner_id, id, caller_id, caller, tool, hour, calls)
              SELECT '{who.id}', gen_random_uuid(), gen_random_uuid(), 'Pen pal', 'read_talk',
                date_trunc('hour', now()) - n * interval '1 hour', n FROM generate_series(1, 2) AS n;
            INSERT INTO person.notices
                (owner_id, id, kind, subject_id, occurrence, contact_id, title, body, path, at)
              SELECT '{who.id}', id, 'talk_soon', '{ids["conversation"]}', id::text,
                '{ids["contact"]}', 'Contact at 15:00', 'Two questions', '/talks/1', now()
              FROM unnest(ARRAY['{ids["notice"]}', '{ids["other_notice"]}']::uuid[]) AS id;
            INSERT INTO directory.identities (issuer, subject, id, person_id, provider, email)
              VALUES ('https://issuer.example.org', '{who.id}', '{ids["identity"]}', '{who.id}',
                      'example', 'nora@example.org');
            INSERT INTO directory.email_changes
                (id, person_id, new_email, new_email_norm, confirm_hash, expires_at)
              VALUES ('{ids["email_change"]}', '{who.id}', 'new@example.org', 'new@example.org',
                      sha256('{who.id}'), now() + interval '1 day');
            INSERT INTO directory.provider_visits
                (state_hash, browser_hash, provider, sealed, person_id, expires_at)
              VALUES (sha256('{who.id}'), sha256('browser'), 'example', 'sealed', '{who.id}',
                      now() + interval '1 day');
            """
        )
        for kind in ("delivery", "other_delivery"):
            await admin.execute(
                f"""
                INSERT INTO delivery.deliveries (tenant_id, id, kind, subject_id, occurrence,
                    channel, recipient, state, due_at, outcome, finished_at)
                  VALUES ('{who.id}', '{ids[kind]}', 'daily', '{who.id}', '{kind}', 'email',
                    '{who.id}', 'done', now(), 'sent', now())
                """
            )
        for kind in ("call", "other_call"):
            ids[kind] = str(new_id())
            await admin.execute(
                f"""
                INSERT INTO delivery.deliveries (tenant_id, id, kind, subject_id, occurrence,
                    channel, recipient, state, due_at, outcome, finished_at)
                  VALUES ('{who.id}', '{ids[kind]}', 'webhook', '{ids[kind]}', 'event', 'webhook',
                    '{ids["webhook"]}', 'dead', now(), 'failed:500', now())
                """
            )
        for kind in ("digest", "other_digest"):
            ids[kind] = str(new_id())
            await admin.execute(
                f"""
                INSERT INTO person.digests
                    (owner_id, id, occurrence, period, begins, ends, at, zone, locale, content)
                  VALUES ('{who.id}', '{ids[kind]}', '{kind}', 'week', '2026-01-02', '2026-01-09',
                    now(), 'UTC', 'en', '{{"talks": 1}}');
                INSERT INTO person.digest_mentions
                    (owner_id, digest_id, contact_id, name, lines, words)
                  VALUES ('{who.id}', '{ids[kind]}', '{ids["contact"]}', 'Ida',
                    '[{{"place": 0, "what": "talked"}}]', '{{"0": "Met at the fair"}}');
                """
            )
