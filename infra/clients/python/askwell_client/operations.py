"""Every request of the API as a method.

Written by infra/clients/generate.py: change that, not this.
"""

# ruff: noqa

# mypy: disable-error-code="no-any-return"

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from askwell_client import models as m
from askwell_client.calling import OMITTED, AsyncCaller, Caller, Omitted, part
from askwell_client.pages import AsyncPages, Pages


class Operations(Caller):
    """Every request."""

    def list_advice(
        self,
        *,
        stands: Literal["new", "trying", "parked", "not_for_me", "done", "told"]
        | None
        | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.AdviceRead, m.AdvicePage]:
        """Advice, the latest first; `stands` names one state. Needs the scope `conversations:read`."""
        return self._pages(
            "/v1/advice", query={"stands": stands, "contact_id": contact_id, "limit": limit}
        )

    def read_advice(self, advice_id: str | UUID, /) -> m.AdviceRead:
        """One piece of advice. Its id is that of the line that was first tagged so. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/advice/{part(advice_id)}")

    def change_advice(
        self,
        advice_id: str | UUID,
        /,
        *,
        if_match: int | str,
        at: str | datetime | None | Omitted = OMITTED,
        result: str | Omitted = OMITTED,
        state: Literal["new", "trying", "parked", "not_for_me", "done", "told"] | Omitted = OMITTED,
    ) -> m.AdviceRead:
        """Try it, park it, not for me; done, with what came of it; told. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/advice/{part(advice_id)}",
            if_match=if_match,
            body={"at": at, "result": result, "state": state},
        )

    def list_assumptions(self) -> m.AssumptionList:
        """What the person wants to find out: the open ones first, with the lines for and against. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/assumptions")

    def make_assumption(
        self,
        *,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        insight_id: str | UUID | None | Omitted = OMITTED,
        text: str,
    ) -> m.AssumptionRead:
        """Keep something to find out, put as a question; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/assumptions",
            body={"goal_id": goal_id, "id": id, "insight_id": insight_id, "text": text},
            makes_id=True,
        )

    def read_board(self) -> m.Board:
        """What the person wants to find out: who was asked about it, whether they disagree, where it is planned to be asked, whom to ask next and why, and answers to look at. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/assumptions/board")

    def could_settle(
        self, *, contact_id: list[str | UUID] | Omitted = OMITTED
    ) -> m.CouldSettleList:
        """Of each of these people the open question to which their answer is worth most; who could add to none is left out. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/assumptions/could-settle", query={"contact_id": contact_id})

    def remove_assumption(self, assumption_id: str | UUID, /) -> None:
        """It need not be found out any more. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/assumptions/{part(assumption_id)}")

    def read_assumption(self, assumption_id: str | UUID, /) -> m.AssumptionRead:
        """One thing to find out. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/assumptions/{part(assumption_id)}")

    def change_assumption(
        self,
        assumption_id: str | UUID,
        /,
        *,
        if_match: int | str,
        goal_id: str | UUID | None | Omitted = OMITTED,
        state: Literal["open", "supported", "refuted"] | Omitted = OMITTED,
        text: str | Omitted = OMITTED,
    ) -> m.AssumptionRead:
        """Say what the answer is, or that it is open after all; or word it anew. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/assumptions/{part(assumption_id)}",
            if_match=if_match,
            body={"goal_id": goal_id, "state": state, "text": text},
        )

    def forget(self, assumption_id: str | UUID, evidence_id: str | UUID, /) -> m.AssumptionRead:
        """A line says nothing about it after all. Needs the scope `conversations:write`."""
        return self._call(
            "DELETE", f"/v1/assumptions/{part(assumption_id)}/findings/{part(evidence_id)}"
        )

    def find(
        self,
        assumption_id: str | UUID,
        evidence_id: str | UUID,
        /,
        *,
        says: Literal["supports", "refutes"],
    ) -> m.AssumptionRead:
        """A line speaks for it, or against it. Needs the scope `conversations:write`."""
        return self._call(
            "PUT",
            f"/v1/assumptions/{part(assumption_id)}/findings/{part(evidence_id)}",
            body={"says": says},
        )

    def read_balance(self) -> m.Balance:
        """What came from people and what went to them: talks, advice, introductions, promises kept, what was shared and told. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/balance")

    def list_calendars(
        self, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.CalendarRead, m.CalendarPage]:
        """Calendars, the latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/calendars", query={"limit": limit})

    def bring_calendar(self, *, file: bytes, id: str | UUID | Omitted = OMITTED) -> m.CalendarRead:
        """Bring a calendar as a file, so that no time is offered when you are busy. Only when you are busy is kept: no titles, no places, no guests, and not the file. Needs the scope `conversations:write`."""
        return self._call("POST", "/v1/calendars", form={"file": file, "id": id}, makes_id=True)

    def forget_calendar(self, calendar_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take a calendar away: nothing of it counts any more. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/calendars/{part(calendar_id)}", if_match=if_match)

    def read_calendar(self, calendar_id: str | UUID, /) -> m.CalendarRead:
        """One calendar, and how far it is known. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/calendars/{part(calendar_id)}")

    def replace_calendar(
        self, calendar_id: str | UUID, /, *, if_match: int | str, file: bytes
    ) -> m.CalendarRead:
        """Bring a newer file in its place. Needs the scope `conversations:write`."""
        return self._call(
            "PUT", f"/v1/calendars/{part(calendar_id)}", if_match=if_match, form={"file": file}
        )

    def bring_calendar_back(self, calendar_id: str | UUID, /) -> m.CalendarRead:
        """Undo the taking away, within a day. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/calendars/{part(calendar_id)}/restore")

    def read_changes(
        self,
        *,
        since: str | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
        type: list[str] | None | Omitted = OMITTED,
    ) -> m.Changes:
        """Everything of mine that changed since then, deleted rows as tombstones; with `type` only these. Needs the scope `export:read`."""
        return self._call(
            "GET", "/v1/changes", query={"since": since, "limit": limit, "type": type}
        )

    def check_an_ask(self, *, draft: m.Draft) -> m.CheckResult:
        """Look at an ask; nothing is kept. Needs the scope `threads:read`."""
        return self._call("POST", "/v1/checks/ask", body={"draft": draft})

    def look_at_question(self, *, text: str) -> m.QuestionLooked:
        """Whether a yes, a no or a number would answer it, and how it could be asked instead. Needs the scope `conversations:read`."""
        return self._call("POST", "/v1/checks/question", body={"text": text})

    def check_a_thank_you(self, *, draft: m.ThanksDraft) -> m.CheckResult:
        """Look at a thank-you; nothing is kept. Needs the scope `threads:read`."""
        return self._call("POST", "/v1/checks/thanks", body={"draft": draft})

    def check_an_update(self, *, draft: m.UpdateDraft) -> m.CheckResult:
        """Look at an update; nothing is kept. Needs the scope `threads:read`."""
        return self._call("POST", "/v1/checks/update", body={"draft": draft})

    def list_choices(
        self,
        which: Literal[
            "lanes",
            "sources",
            "ties",
            "functions",
            "seniorities",
            "channels",
            "media",
            "line_tags",
            "outcomes",
            "events",
        ],
        /,
    ) -> m.ChoiceList:
        """A fixed list in the product's own words, for drop-downs: `value` is what the API takes."""
        return self._call("GET", f"/v1/choices/{part(which)}")

    def list_own_sessions(
        self, *, past: bool | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> Pages[m.OwnSession, m.OwnSessionPage]:
        """Sessions of the cohorts in which the caller takes part: those to come, the next first, or those that are over, the latest first. Needs the scope `organizations:read`."""
        return self._pages("/v1/cohort-sessions", query={"past": past, "limit": limit})

    def save_own_session(self, session_id: str | UUID, /) -> bytes:
        """A session in which the caller takes part, as a calendar file. The same file moves and cancels what an earlier one made. Needs the scope `organizations:read`."""
        return self._call("GET", f"/v1/cohort-sessions/{part(session_id)}/session.ics", raw=True)

    def list_contacts(
        self,
        *,
        q: str | None | Omitted = OMITTED,
        tag: str | None | Omitted = OMITTED,
        lane: Literal[
            "want_to_ask",
            "asked",
            "said_yes",
            "date_set",
            "talked",
            "in_touch",
            "later",
            "not_this_time",
        ]
        | None
        | Omitted = OMITTED,
        source: Literal[
            "alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"
        ]
        | None
        | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        email: str | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        archived: bool | Omitted = OMITTED,
        sort: Literal["name", "recent", "due"] | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.ContactRow, m.ContactPage]:
        """People, by name, by the last change or by what is due; filtered, or found by words. Needs the scope `contacts:read`."""
        return self._pages(
            "/v1/contacts",
            query={
                "q": q,
                "tag": tag,
                "lane": lane,
                "source": source,
                "employer_id": employer_id,
                "email": email,
                "external_id": external_id,
                "archived": archived,
                "sort": sort,
                "limit": limit,
            },
        )

    def create_contact(
        self,
        *,
        country: str | None | Omitted = OMITTED,
        do_not_contact: bool | Omitted = OMITTED,
        employer: str | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        family_name: str | Omitted = OMITTED,
        function: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        given_name: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        industry: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        notes: str | Omitted = OMITTED,
        points: list[m.PointWrite] | Omitted = OMITTED,
        retain_until: str | date | None | Omitted = OMITTED,
        role: str | Omitted = OMITTED,
        seniority: Literal[
            "student",
            "junior",
            "professional",
            "senior",
            "lead",
            "manager",
            "director",
            "executive",
            "owner",
        ]
        | None
        | Omitted = OMITTED,
        source: Literal[
            "alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"
        ]
        | None
        | Omitted = OMITTED,
        tags: list[str] | Omitted = OMITTED,
        tie: Literal["well", "bit"] | None | Omitted = OMITTED,
        time_zone: str | None | Omitted = OMITTED,
        why: str | Omitted = OMITTED,
    ) -> m.ContactRead:
        """Add somebody. The same request again answers 200 with the same contact. Needs the scope `contacts:write`."""
        return self._call(
            "POST",
            "/v1/contacts",
            body={
                "country": country,
                "do_not_contact": do_not_contact,
                "employer": employer,
                "employer_id": employer_id,
                "external_id": external_id,
                "family_name": family_name,
                "function": function,
                "given_name": given_name,
                "id": id,
                "industry": industry,
                "name": name,
                "notes": notes,
                "points": points,
                "retain_until": retain_until,
                "role": role,
                "seniority": seniority,
                "source": source,
                "tags": tags,
                "tie": tie,
                "time_zone": time_zone,
                "why": why,
            },
            makes_id=True,
        )

    def upsert_many(self, *, items: list[m.ContactKeyed]) -> m.BatchResults:
        """Create or update up to a hundred people by their keys; says for each what became of it. One that is refused hinders no other. Needs the scope `contacts:write`."""
        return self._call("POST", "/v1/contacts/batch", body={"items": items})

    def do_with_many(
        self,
        *,
        idempotency_key: str | None = None,
        action: Literal["tag", "untag", "archive", "unarchive", "delete"],
        ids: list[str | UUID],
        tag: str | Omitted = OMITTED,
    ) -> m.BulkResults:
        """Tag, archive or delete many people; says for each what became of it. Needs the scope `contacts:write`."""
        return self._call(
            "POST",
            "/v1/contacts/bulk",
            idempotency_key=idempotency_key,
            keyed=True,
            body={"action": action, "ids": ids, "tag": tag},
        )

    def upsert_contact(
        self,
        the_external_id: str,
        /,
        *,
        country: str | None | Omitted = OMITTED,
        do_not_contact: bool | Omitted = OMITTED,
        employer: str | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        family_name: str | Omitted = OMITTED,
        function: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        given_name: str | Omitted = OMITTED,
        industry: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        notes: str | Omitted = OMITTED,
        points: list[m.PointWrite] | Omitted = OMITTED,
        retain_until: str | date | None | Omitted = OMITTED,
        role: str | Omitted = OMITTED,
        seniority: Literal[
            "student",
            "junior",
            "professional",
            "senior",
            "lead",
            "manager",
            "director",
            "executive",
            "owner",
        ]
        | None
        | Omitted = OMITTED,
        source: Literal[
            "alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"
        ]
        | None
        | Omitted = OMITTED,
        tags: list[str] | Omitted = OMITTED,
        tie: Literal["well", "bit"] | None | Omitted = OMITTED,
        time_zone: str | None | Omitted = OMITTED,
        why: str | Omitted = OMITTED,
    ) -> m.ContactRead:
        """Create (201) or update (200) the contact that another system has under this key, in one call. What is not sent stays; where nothing differs nothing is written. Without a contact of this key, the only one with an e-mail address that was sent gets it. Needs the scope `contacts:write`."""
        return self._call(
            "PUT",
            f"/v1/contacts/by-external-id/{part(the_external_id)}",
            body={
                "country": country,
                "do_not_contact": do_not_contact,
                "employer": employer,
                "employer_id": employer_id,
                "external_id": external_id,
                "family_name": family_name,
                "function": function,
                "given_name": given_name,
                "industry": industry,
                "name": name,
                "notes": notes,
                "points": points,
                "retain_until": retain_until,
                "role": role,
                "seniority": seniority,
                "source": source,
                "tags": tags,
                "tie": tie,
                "time_zone": time_zone,
                "why": why,
            },
        )

    def export_contacts(self, *, format: Literal["csv", "vcard"] | Omitted = OMITTED) -> bytes:
        """Everybody as a CSV file or as vCards. Needs the scope `contacts:read`."""
        return self._call("GET", "/v1/contacts/export", query={"format": format}, raw=True)

    def guess(self, *, text: str) -> m.PersonGuessed:
        """Who a pasted profile link, page title or signature is about. No page is fetched. Needs the scope `contacts:read`."""
        return self._call("POST", "/v1/contacts/guess", body={"text": text})

    def delete_contact(self, contact_id: str | UUID, /, *, if_match: int | str) -> None:
        """Delete somebody; 30 days long it can be taken back. Needs the scope `contacts:write`."""
        self._call("DELETE", f"/v1/contacts/{part(contact_id)}", if_match=if_match)

    def read_contact(self, contact_id: str | UUID, /) -> m.ContactRead:
        """One person. Needs the scope `contacts:read`."""
        return self._call("GET", f"/v1/contacts/{part(contact_id)}")

    def change_contact(
        self,
        contact_id: str | UUID,
        /,
        *,
        if_match: int | str,
        archived: bool | Omitted = OMITTED,
        country: str | None | Omitted = OMITTED,
        do_not_contact: bool | Omitted = OMITTED,
        employer: str | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        family_name: str | Omitted = OMITTED,
        function: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        given_name: str | Omitted = OMITTED,
        industry: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        notes: str | Omitted = OMITTED,
        points: list[m.PointWrite] | Omitted = OMITTED,
        retain_until: str | date | None | Omitted = OMITTED,
        role: str | Omitted = OMITTED,
        seniority: Literal[
            "student",
            "junior",
            "professional",
            "senior",
            "lead",
            "manager",
            "director",
            "executive",
            "owner",
        ]
        | None
        | Omitted = OMITTED,
        source: Literal[
            "alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"
        ]
        | None
        | Omitted = OMITTED,
        tags: list[str] | Omitted = OMITTED,
        tie: Literal["well", "bit"] | None | Omitted = OMITTED,
        time_zone: str | None | Omitted = OMITTED,
        why: str | Omitted = OMITTED,
    ) -> m.ContactRead:
        """Change a card; what is not sent stays, what is sent no import overwrites. Needs the scope `contacts:write`."""
        return self._call(
            "PATCH",
            f"/v1/contacts/{part(contact_id)}",
            if_match=if_match,
            body={
                "archived": archived,
                "country": country,
                "do_not_contact": do_not_contact,
                "employer": employer,
                "employer_id": employer_id,
                "external_id": external_id,
                "family_name": family_name,
                "function": function,
                "given_name": given_name,
                "industry": industry,
                "name": name,
                "notes": notes,
                "points": points,
                "retain_until": retain_until,
                "role": role,
                "seniority": seniority,
                "source": source,
                "tags": tags,
                "tie": tie,
                "time_zone": time_zone,
                "why": why,
            },
        )

    def erase_contact(
        self, contact_id: str | UUID, /, *, idempotency_key: str | None = None
    ) -> None:
        """They asked to be deleted: empty everything about them, for good, and keep them out. Needs the scope `contacts:write`."""
        self._call(
            "POST",
            f"/v1/contacts/{part(contact_id)}/erase",
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def restore_contact(self, contact_id: str | UUID, /) -> m.ContactRead:
        """Take a deletion back. Needs the scope `contacts:write`."""
        return self._call("POST", f"/v1/contacts/{part(contact_id)}/restore")

    def read_timeline(
        self, contact_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.TimelineItem, m.TimelinePage]:
        """What happened with somebody, newest first. Needs the scope `contacts:read`."""
        return self._pages(f"/v1/contacts/{part(contact_id)}/timeline", query={"limit": limit})

    def list_conversations(
        self,
        *,
        when: Literal["upcoming", "past", "unanswered"] | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.ConversationRead, m.ConversationPage]:
        """Talks: coming ones soonest first; past ones, or those nobody has told about, latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/conversations", query={"when": when, "limit": limit})

    def plan_conversation(
        self,
        *,
        ends_at: str | datetime,
        id: str | UUID | Omitted = OMITTED,
        medium: Literal["in_person", "phone", "video", "chat"],
        place: str | Omitted = OMITTED,
        starts_at: str | datetime,
        thread_id: str | UUID,
        zone: str,
    ) -> m.ConversationRead:
        """Set a date; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/conversations",
            body={
                "ends_at": ends_at,
                "id": id,
                "medium": medium,
                "place": place,
                "starts_at": starts_at,
                "thread_id": thread_id,
                "zone": zone,
            },
            makes_id=True,
        )

    def record_past_conversation(
        self,
        *,
        contact_id: str | UUID,
        ended_at: str | datetime,
        heard: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        line_id: str | UUID | None | Omitted = OMITTED,
        medium: Literal["in_person", "phone", "video", "chat"] | Omitted = OMITTED,
        thread_id: str | UUID,
    ) -> m.ConversationRead:
        """Record a talk that took place already; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/conversations/past",
            body={
                "contact_id": contact_id,
                "ended_at": ended_at,
                "heard": heard,
                "id": id,
                "line_id": line_id,
                "medium": medium,
                "thread_id": thread_id,
            },
            makes_id=True,
        )

    def delete_conversation(self, conversation_id: str | UUID, /, *, if_match: int | str) -> None:
        """Delete a talk that was entered by mistake. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/conversations/{part(conversation_id)}", if_match=if_match)

    def read_conversation(self, conversation_id: str | UUID, /) -> m.ConversationRead:
        """One talk. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}")

    def change_conversation(
        self,
        conversation_id: str | UUID,
        /,
        *,
        if_match: int | str,
        ends_at: str | datetime | Omitted = OMITTED,
        medium: Literal["in_person", "phone", "video", "chat"] | Omitted = OMITTED,
        place: str | Omitted = OMITTED,
        starts_at: str | datetime | Omitted = OMITTED,
        zone: str | Omitted = OMITTED,
    ) -> m.ConversationRead:
        """Move a planned talk, or change how and where. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/conversations/{part(conversation_id)}",
            if_match=if_match,
            body={
                "ends_at": ends_at,
                "medium": medium,
                "place": place,
                "starts_at": starts_at,
                "zone": zone,
            },
        )

    def keep_debrief_step(self, conversation_id: str | UUID, /, *, step: int) -> m.ConversationRead:
        """How far the three questions got; it may be left at each. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH", f"/v1/conversations/{part(conversation_id)}/debrief", body={"step": step}
        )

    def heard_in(self, conversation_id: str | UUID, /) -> m.HeardLines:
        """The lines of one talk that stand behind claims: what may have changed a goal, or speaks for or against what is to be found out. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/evidence")

    def tell_what_happened(
        self,
        conversation_id: str | UUID,
        /,
        *,
        ended_at: str | datetime | None | Omitted = OMITTED,
        ends_at: str | datetime | None | Omitted = OMITTED,
        id: str | UUID,
        starts_at: str | datetime | None | Omitted = OMITTED,
        what: Literal["talked", "moved", "no_show", "cancelled"],
    ) -> m.ConversationRead:
        """How was it? We talked, it was moved, it did not happen. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            f"/v1/conversations/{part(conversation_id)}/happened",
            body={
                "ended_at": ended_at,
                "ends_at": ends_at,
                "id": id,
                "starts_at": starts_at,
                "what": what,
            },
        )

    def list_claims_of_talk(self, conversation_id: str | UUID, /) -> m.ClaimList:
        """The claims that have a line of one talk, with all that stands behind them. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/insights")

    def read_invitation(self, conversation_id: str | UUID, /) -> bytes:
        """The talk as a calendar file to send or to open: an invitation while the date stands, its cancellation once it does not. The same file moves and cancels what an earlier one made. Needs the scope `conversations:read`."""
        return self._call(
            "GET", f"/v1/conversations/{part(conversation_id)}/invitation.ics", raw=True
        )

    def read_lines(self, conversation_id: str | UUID, /) -> m.Lines:
        """The lines of a talk as they stand, in their order. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/lines")

    def write_lines(
        self, conversation_id: str | UUID, /, *, lines: list[m.LineWritten]
    ) -> m.LineResults:
        """Keep lines of one talk; sent again, they are kept once. `/v1/entries` takes those of any. Needs the scope `conversations:write`."""
        return self._call(
            "POST", f"/v1/conversations/{part(conversation_id)}/lines", body={"lines": lines}
        )

    def list_photos(self, conversation_id: str | UUID, /) -> m.Photos:
        """The photos of a talk in the order they were taken. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/photos")

    def read_preparation(self, conversation_id: str | UUID, /) -> m.PreparationRead:
        """What is prepared for a talk, and what is known of the person already. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/preparation")

    def change_preparation(
        self,
        conversation_id: str | UUID,
        /,
        *,
        if_match: int | str,
        employer: str | Omitted = OMITTED,
        goal: str | Omitted = OMITTED,
        links: list[str] | Omitted = OMITTED,
        made: str | Omitted = OMITTED,
        news: str | Omitted = OMITTED,
        offer: str | Omitted = OMITTED,
        path: str | Omitted = OMITTED,
        shared: str | Omitted = OMITTED,
        view: str | Omitted = OMITTED,
    ) -> m.PreparationRead:
        """Write some fields of the sheet. One that nobody has begun has version 0. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/conversations/{part(conversation_id)}/preparation",
            if_match=if_match,
            body={
                "employer": employer,
                "goal": goal,
                "links": links,
                "made": made,
                "news": news,
                "offer": offer,
                "path": path,
                "shared": shared,
                "view": view,
            },
        )

    def print_preparation(self, conversation_id: str | UUID, /) -> bytes:
        """The sheet on one page, to be printed. Needs the scope `conversations:read`."""
        return self._call(
            "GET", f"/v1/conversations/{part(conversation_id)}/preparation.pdf", raw=True
        )

    def list_questions(self, conversation_id: str | UUID, /) -> m.QuestionList:
        """The question plan of a talk, in its order, with what became of each. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/questions")

    def plan_questions(
        self, conversation_id: str | UUID, /, *, questions: list[m.QuestionPlanned]
    ) -> m.QuestionList:
        """Put questions into the plan; sent again, they are kept once. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            f"/v1/conversations/{part(conversation_id)}/questions",
            body={"questions": questions},
        )

    def order_questions(
        self, conversation_id: str | UUID, /, *, ids: list[str | UUID]
    ) -> m.QuestionList:
        """Put the questions of a plan in another order. Needs the scope `conversations:write`."""
        return self._call(
            "POST", f"/v1/conversations/{part(conversation_id)}/questions/order", body={"ids": ids}
        )

    def suggest_questions(
        self, conversation_id: str | UUID, /, *, minutes: int | Omitted = OMITTED
    ) -> m.Suggestions:
        """Questions that would fit this talk: what others left open, what rests on something read. Needs the scope `conversations:read`."""
        return self._call(
            "GET",
            f"/v1/conversations/{part(conversation_id)}/questions/suggested",
            query={"minutes": minutes},
        )

    def restore_conversation(self, conversation_id: str | UUID, /) -> m.ConversationRead:
        """Undo the deletion. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/conversations/{part(conversation_id)}/restore")

    def read_talk_skills(self, conversation_id: str | UUID, /) -> m.TalkSkills:
        """What the lines of a talk say of skills, and what they seem to say: suggestions to confirm (as a signal) or to refuse. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/skills")

    def read_sorting(self, conversation_id: str | UUID, /) -> m.SortingRead:
        """All that would be sent to have the lines of a talk sorted. Nothing is sent yet. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/sorting")

    def sort_lines(self, conversation_id: str | UUID, /, *, lines: list[m.Sent]) -> m.Proposals:
        """Send these lines, as they were shown or shortened, and get what the model proposes. Nothing of it is kept: confirm it by writing the line, the insight or the signal. Needs the scope `conversations:write`."""
        return self._call(
            "POST", f"/v1/conversations/{part(conversation_id)}/sorting", body={"lines": lines}
        )

    def start_thanks(self, conversation_id: str | UUID, /) -> m.ThanksStart:
        """What a thank-you can begin from. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/conversations/{part(conversation_id)}/thanks")

    def read_debrief(self, conversation_id: str | UUID, /) -> m.DebriefRead:
        """What can be looked at once more after a talk. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/debriefs/{part(conversation_id)}")

    def list_deliveries(
        self, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.DeliveryRead, m.DeliveryPage]:
        """What was said to this person by which way, or why it was not. Days on which nothing was due are left out. Needs the scope `reminders:read`."""
        return self._pages("/v1/deliveries", query={"limit": limit})

    def list_digests(self, *, limit: int | Omitted = OMITTED) -> Pages[m.DigestRead, m.DigestPage]:
        """How each week went, the latest first, as it was told then; months and goals among them. Needs the scope `threads:read`."""
        return self._pages("/v1/digests", query={"limit": limit})

    def list_duplicates(
        self, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.DuplicatePair, m.DuplicatePage]:
        """Pairs of cards that may be one person, with the reasons, the likeliest first. Needs the scope `contacts:read`."""
        return self._pages("/v1/duplicates", query={"limit": limit})

    def dismiss(self, *, keep_id: str | UUID, merge_id: str | UUID) -> None:
        """Say that two cards are two people. Needs the scope `contacts:write`."""
        self._call(
            "POST", "/v1/duplicates/dismissed", body={"keep_id": keep_id, "merge_id": merge_id}
        )

    def show_again(self, keep_id: str | UUID, merge_id: str | UUID, /) -> None:
        """Take back that two cards are two people. Needs the scope `contacts:write`."""
        self._call("DELETE", f"/v1/duplicates/dismissed/{part(keep_id)}/{part(merge_id)}")

    def list_employers(
        self, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.EmployerRead, m.EmployerPage]:
        """Employers, by name. Needs the scope `contacts:read`."""
        return self._pages("/v1/employers", query={"limit": limit})

    def create_employer(
        self, *, id: str | UUID | Omitted = OMITTED, name: str, present: bool | Omitted = OMITTED
    ) -> m.EmployerRead:
        """Add an employer. The same request again answers 200. Needs the scope `contacts:write`."""
        return self._call(
            "POST",
            "/v1/employers",
            body={"id": id, "name": name, "present": present},
            makes_id=True,
        )

    def delete_employer(self, employer_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take an employer away; its people stay, without one. Needs the scope `contacts:write`."""
        self._call("DELETE", f"/v1/employers/{part(employer_id)}", if_match=if_match)

    def read_employer(self, employer_id: str | UUID, /) -> m.EmployerRead:
        """One employer. Needs the scope `contacts:read`."""
        return self._call("GET", f"/v1/employers/{part(employer_id)}")

    def change_employer(
        self,
        employer_id: str | UUID,
        /,
        *,
        if_match: int | str,
        name: str | Omitted = OMITTED,
        present: bool | Omitted = OMITTED,
    ) -> m.EmployerRead:
        """Rename an employer, or say whether it is one's own. Needs the scope `contacts:write`."""
        return self._call(
            "PATCH",
            f"/v1/employers/{part(employer_id)}",
            if_match=if_match,
            body={"name": name, "present": present},
        )

    def list_taking_part(self) -> m.TakingPartList:
        """The cohorts in which the caller takes part, or did. Needs the scope `organizations:read`."""
        return self._call("GET", "/v1/enrolments")

    def list_flags_about_me(
        self, enrolment_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.FlagRead, m.FlagPage]:
        """Flags about the caller in this cohort, by themselves or a coach, the latest first, and what was answered. Needs the scope `organizations:read`."""
        return self._pages(f"/v1/enrolments/{part(enrolment_id)}/flags", query={"limit": limit})

    def raise_flag(self, enrolment_id: str | UUID, flag_id: str | UUID, /, *, words: str) -> None:
        """Say that the caller needs help now. Whoever coaches them is told at once, and where nobody does, the owners and admins. Needs the scope `organizations:write`."""
        self._call(
            "PUT",
            f"/v1/enrolments/{part(enrolment_id)}/flags/{part(flag_id)}",
            body={"words": words},
        )

    def end_grant(
        self, enrolment_id: str | UUID, what: Literal["activity", "growth", "outcome"], /
    ) -> None:
        """Share it no longer: no read that begins after this answer returns anything of it. Needs the scope `organizations:write`."""
        self._call("DELETE", f"/v1/enrolments/{part(enrolment_id)}/grants/{part(what)}")

    def give_grant(
        self,
        enrolment_id: str | UUID,
        what: Literal["activity", "growth", "outcome"],
        /,
        *,
        goal_ids: list[str | UUID] | Omitted = OMITTED,
        id: str | UUID,
        text_version: int,
    ) -> m.GrantRead:
        """Share it with the coach, or change how. It ends by itself 30 days after the cohort does. Needs the scope `organizations:write`."""
        return self._call(
            "PUT",
            f"/v1/enrolments/{part(enrolment_id)}/grants/{part(what)}",
            body={"goal_ids": goal_ids, "id": id, "text_version": text_version},
        )

    def ask_host(
        self,
        enrolment_id: str | UUID,
        /,
        *,
        body: str,
        host_id: str | UUID,
        id: str | UUID | Omitted = OMITTED,
    ) -> m.HostRequestRead:
        """Ask a host for a talk: Askwell mails it to them, because they agreed to that. It is over after ten business days. At most three wait for an answer at a time. The same request again answers 200. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/enrolments/{part(enrolment_id)}/host-requests",
            body={"body": body, "host_id": host_id, "id": id},
            makes_id=True,
        )

    def find_hosts(
        self,
        enrolment_id: str | UUID,
        /,
        *,
        words: str | None | Omitted = OMITTED,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.HostFound, m.HostsFound]:
        """Hosts where the caller takes part who can be asked now, those asked least first. Whoever rests, was asked enough, or was asked by the caller within half a year is not among them. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/enrolments/{part(enrolment_id)}/hosts",
            query={"words": words, "field": field, "limit": limit},
        )

    def end_item(self, enrolment_id: str | UUID, grant_id: str | UUID, /) -> None:
        """Share it no longer: no read that begins after this answer returns it. Needs the scope `organizations:write`."""
        self._call("DELETE", f"/v1/enrolments/{part(enrolment_id)}/items/{part(grant_id)}")

    def share_item(
        self,
        enrolment_id: str | UUID,
        grant_id: str | UUID,
        /,
        *,
        coach_id: str | UUID,
        item_id: str | UUID,
        kind: Literal["message", "preparation", "notes", "report"],
        text_version: int,
        version: str,
    ) -> m.ItemRead:
        """Share the version that was looked at with one coach, who alone reads it. Needs the scope `organizations:write`."""
        return self._call(
            "PUT",
            f"/v1/enrolments/{part(enrolment_id)}/items/{part(grant_id)}",
            body={
                "coach_id": coach_id,
                "item_id": item_id,
                "kind": kind,
                "text_version": text_version,
                "version": version,
            },
        )

    def leave_cohort(self, enrolment_id: str | UUID, /) -> None:
        """No longer take part. Everything that was recorded stays with whoever recorded it. Needs the scope `organizations:write`."""
        self._call("POST", f"/v1/enrolments/{part(enrolment_id)}/leave")

    def list_letters(
        self, enrolment_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.LetterRead, m.LetterPage]:
        """What coaches wrote to the caller in this cohort, the latest first. Needs the scope `organizations:read`."""
        return self._pages(f"/v1/enrolments/{part(enrolment_id)}/letters", query={"limit": limit})

    def allow_letters(self, enrolment_id: str | UUID, /, *, allowed: bool) -> None:
        """Whether coaches of this cohort may write to the caller. Who says no gets nothing that was not sent by then; the coach reads a number, and no name. Needs the scope `organizations:write`."""
        self._call(
            "PUT", f"/v1/enrolments/{part(enrolment_id)}/letters/allowed", body={"allowed": allowed}
        )

    def read_preview(self, enrolment_id: str | UUID, /) -> m.Preview:
        """What a coach sees of the caller, by the very functions that show it to a coach. Needs the scope `organizations:read`."""
        return self._call("GET", f"/v1/enrolments/{part(enrolment_id)}/preview")

    def list_preview_asks(
        self, enrolment_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.Step, m.StepPage]:
        """The caller's own asks as a coach sees them. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/enrolments/{part(enrolment_id)}/preview/asks", query={"limit": limit}
        )

    def volunteer(
        self,
        enrolment_id: str | UUID,
        /,
        *,
        capacity: int | Omitted = OMITTED,
        consent_version: int,
        cool_off_days: int | Omitted = OMITTED,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        headline: str | Omitted = OMITTED,
        name: str,
        topics: list[str] | Omitted = OMITTED,
    ) -> m.VolunteeringRead:
        """Become a host where one takes part, or did. The link of a page of their own goes to their address. The same request again answers 200. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/enrolments/{part(enrolment_id)}/volunteer",
            body={
                "capacity": capacity,
                "consent_version": consent_version,
                "cool_off_days": cool_off_days,
                "field": field,
                "headline": headline,
                "name": name,
                "topics": topics,
            },
        )

    def push_entries(
        self, *, entries: list[m.EntryWritten], format: Literal[1] | Omitted = OMITTED
    ) -> m.LineResults:
        """Keep entries written on a device; sent again, they are kept once. A refused one does not stop the rest. What came from other devices is read from `/v1/changes?type=note_line`. Needs the scope `conversations:write`."""
        return self._call("POST", "/v1/entries", body={"entries": entries, "format": format})

    def list_events(
        self,
        *,
        type: list[
            Literal[
                "contact.created",
                "contact.updated",
                "contact.deleted",
                "thread.asked",
                "thread.answered",
                "thread.scheduled",
                "thread.closed",
                "conversation.held",
                "conversation.cancelled",
                "conversation.missed",
                "thanks.sent",
                "promise.kept",
                "promise.late",
                "insight.created",
                "advice.done",
                "advice.told",
                "goal.revised",
                "report.ready",
                "outcome.recorded",
                "grant.given",
                "grant.revoked",
                "host_request.answered",
                "host_request.expired",
            ]
        ]
        | None
        | Omitted = OMITTED,
        since: str | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.EventRead, m.EventPage]:
        """What happened, the latest told first: ids and codes, the same as a webhook sends. With `since` only what was told after an earlier list; ask on with `next_cursor` until there is none. Needs the scope `events:read`."""
        return self._pages("/v1/events", query={"type": type, "since": since, "limit": limit})

    def sample_events(
        self,
        *,
        type: list[
            Literal[
                "contact.created",
                "contact.updated",
                "contact.deleted",
                "thread.asked",
                "thread.answered",
                "thread.scheduled",
                "thread.closed",
                "conversation.held",
                "conversation.cancelled",
                "conversation.missed",
                "thanks.sent",
                "promise.kept",
                "promise.late",
                "insight.created",
                "advice.done",
                "advice.told",
                "goal.revised",
                "report.ready",
                "outcome.recorded",
                "grant.given",
                "grant.revoked",
                "host_request.answered",
                "host_request.expired",
            ]
        ]
        | None
        | Omitted = OMITTED,
    ) -> m.EventSamples:
        """One event of each type, for tools that ask what one looks like: the latest of mine, or an invented one whose ids lead nowhere. Needs the scope `events:read`."""
        return self._call("GET", "/v1/events/samples", query={"type": type})

    def list_evidence(self, *, conversation_id: str | UUID | Omitted = OMITTED) -> m.EvidenceList:
        """The lines of one talk that stand behind claims, each with the claim's id. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/evidence", query={"conversation_id": conversation_id})

    def change_evidence(
        self,
        evidence_id: str | UUID,
        /,
        *,
        if_match: int | str,
        polarity: Literal["supports", "contradicts"],
    ) -> m.ClaimLine:
        """A line supports its claim, or says the contrary. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/evidence/{part(evidence_id)}",
            if_match=if_match,
            body={"polarity": polarity},
        )

    def list_bridges(
        self,
        *,
        contact_id: str | UUID | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
    ) -> m.Bridges:
        """Who could introduce one to somebody, or to somebody at an employer. Needs the scope `threads:read`."""
        return self._call(
            "GET",
            "/v1/finding/bridges",
            query={"contact_id": contact_id, "employer_id": employer_id},
        )

    def list_easy_asks(self, *, limit: int | Omitted = OMITTED) -> m.EasyAsks:
        """The people most likely to say yes among those who were not asked yet, with the reasons. Needs the scope `threads:read`."""
        return self._call("GET", "/v1/finding/easy", query={"limit": limit})

    def read_gap(self, *, goal_id: str | UUID | None | Omitted = OMITTED) -> m.GapRead:
        """Required against own, skill by skill, from what people said: for one goal, or over all talks. A skill counts from two employers on; below that it says whom to ask next. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/gap", query={"goal_id": goal_id})

    def list_given(
        self, *, contact_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> Pages[m.GivenRead, m.GivenPage]:
        """What I gave, the latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/given", query={"contact_id": contact_id, "limit": limit})

    def give(
        self,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        contact_id: str | UUID,
        id: str | UUID | Omitted = OMITTED,
        kind: Literal["share", "introduce", "answer", "other"],
        text: str,
    ) -> m.GivenRead:
        """Keep something that I gave or offered; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/given",
            body={"at": at, "contact_id": contact_id, "id": id, "kind": kind, "text": text},
            makes_id=True,
        )

    def take_given_back(self, given_id: str | UUID, /) -> None:
        """It was not given after all. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/given/{part(given_id)}")

    def list_goals(self) -> m.GoalList:
        """All goals: the open ones in the person's order, then those parked, reached and given up. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/goals")

    def set_goal(
        self,
        *,
        conversation_id: str | UUID | None | Omitted = OMITTED,
        due_on: str | date | None | Omitted = OMITTED,
        how_known: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        insight_ids: list[str | UUID] | Omitted = OMITTED,
        measure: str | Omitted = OMITTED,
        what: str,
        why: str | Omitted = OMITTED,
    ) -> m.GoalRead:
        """Set a goal; the same again answers 200. Its first wording has the same id. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/goals",
            body={
                "conversation_id": conversation_id,
                "due_on": due_on,
                "how_known": how_known,
                "id": id,
                "insight_ids": insight_ids,
                "measure": measure,
                "what": what,
                "why": why,
            },
            makes_id=True,
        )

    def remove_goal(self, goal_id: str | UUID, /) -> None:
        """It was no goal. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/goals/{part(goal_id)}")

    def read_goal(self, goal_id: str | UUID, /) -> m.GoalRead:
        """One goal as it is worded now. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/goals/{part(goal_id)}")

    def change_goal(
        self,
        goal_id: str | UUID,
        /,
        *,
        if_match: int | str,
        position: int | Omitted = OMITTED,
        state: Literal["open", "reached", "given_up", "parked"] | Omitted = OMITTED,
    ) -> m.GoalRead:
        """Park it, take it up again, reach it, give it up; or put it elsewhere among the others. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/goals/{part(goal_id)}",
            if_match=if_match,
            body={"position": position, "state": state},
        )

    def keep_milestones(
        self, goal_id: str | UUID, /, *, milestones: list[m.MilestoneWrite]
    ) -> m.GoalRead:
        """Keep these marks on the way, in their order, and no others. Needs the scope `conversations:write`."""
        return self._call(
            "PUT", f"/v1/goals/{part(goal_id)}/milestones", body={"milestones": milestones}
        )

    def read_history(self, goal_id: str | UUID, /) -> m.GoalHistory:
        """Every wording of a goal, the present one first, with the talk and the claims that led to it. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/goals/{part(goal_id)}/revisions")

    def revise_goal(
        self,
        goal_id: str | UUID,
        /,
        *,
        conversation_id: str | UUID | None | Omitted = OMITTED,
        due_on: str | date | None | Omitted = OMITTED,
        how_known: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        insight_ids: list[str | UUID] | Omitted = OMITTED,
        measure: str | Omitted = OMITTED,
        what: str,
        why: str | Omitted = OMITTED,
    ) -> m.GoalRead:
        """Word a goal anew; the wording before is kept. The same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            f"/v1/goals/{part(goal_id)}/revisions",
            body={
                "conversation_id": conversation_id,
                "due_on": due_on,
                "how_known": how_known,
                "id": id,
                "insight_ids": insight_ids,
                "measure": measure,
                "what": what,
                "why": why,
            },
            makes_id=True,
        )

    def take_revision_back(self, goal_id: str | UUID, /) -> m.GoalRead:
        """The last wording was none: the one before stands again. Needs the scope `conversations:write`."""
        return self._call("DELETE", f"/v1/goals/{part(goal_id)}/revisions/last")

    def say_still_right(self, goal_id: str | UUID, /) -> m.GoalRead:
        """The person looked at it again, and it is still right. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/goals/{part(goal_id)}/still-right")

    def read_support(self, goal_id: str | UUID, /) -> m.GoalSupport:
        """The lines that support a goal, the latest first, at most 50. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/goals/{part(goal_id)}/support")

    def list_host_requests(self) -> m.HostRequestList:
        """The caller's requests to hosts, the latest first. Needs the scope `organizations:read`."""
        return self._call("GET", "/v1/host-requests")

    def tell_host_talk(self, request_id: str | UUID, /) -> m.HostRequestRead:
        """Have the talk counted for the host and the organization: that there was one, nothing else. Needs the scope `organizations:write`."""
        return self._call("POST", f"/v1/host-requests/{part(request_id)}/held")

    def take_host_request_back(self, request_id: str | UUID, /) -> m.HostRequestRead:
        """Ask no longer, while there is no answer. Needs the scope `organizations:write`."""
        return self._call("POST", f"/v1/host-requests/{part(request_id)}/take-back")

    def list_imports(self, *, limit: int | Omitted = OMITTED) -> Pages[m.ImportRead, m.ImportPage]:
        """Imports, newest first. Needs the scope `contacts:read`."""
        return self._pages("/v1/imports", query={"limit": limit})

    def upload_import(
        self,
        *,
        file: bytes,
        format: Literal["linkedin", "google", "vcard", "csv"] | None | Omitted = OMITTED,
    ) -> m.ImportRead:
        """Hand over a file of contacts: LinkedIn's Connections.csv or its archive, Google's CSV, vCards or any CSV. Nothing comes into the list before the import is started. Needs the scope `contacts:write`."""
        return self._call("POST", "/v1/imports", form={"file": file, "format": format})

    def mail_steps(self, *, idempotency_key: str | None = None) -> m.StepsMailed:
        """Mail me how to get LinkedIn's file, which is given at a computer only. Needs the scope `contacts:write`."""
        return self._call(
            "POST", "/v1/imports/steps-mail", idempotency_key=idempotency_key, keyed=True
        )

    def forget_import(self, import_id: str | UUID, /) -> None:
        """Take an import away with its file; the people it brought stay. Needs the scope `contacts:write`."""
        self._call("DELETE", f"/v1/imports/{part(import_id)}")

    def read_import(self, import_id: str | UUID, /) -> m.ImportRead:
        """One import, and how far it got. Needs the scope `contacts:read`."""
        return self._call("GET", f"/v1/imports/{part(import_id)}")

    def change_import(
        self,
        import_id: str | UUID,
        /,
        *,
        if_match: int | str,
        bring_back: bool | Omitted = OMITTED,
        header_row: int | Omitted = OMITTED,
        mapping: list[m.MappedColumn] | Omitted = OMITTED,
    ) -> m.ImportRead:
        """Say how the file is to be read; it is looked at anew. If-Match is heeded where it is sent. Needs the scope `contacts:write`."""
        return self._call(
            "PATCH",
            f"/v1/imports/{part(import_id)}",
            if_match=if_match,
            body={"bring_back": bring_back, "header_row": header_row, "mapping": mapping},
        )

    def list_problems(
        self, import_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.ImportProblemRead, m.ImportProblemPage]:
        """What could not be read, in the order of the file. Needs the scope `contacts:read`."""
        return self._pages(f"/v1/imports/{part(import_id)}/problems", query={"limit": limit})

    def save_problems(self, import_id: str | UUID, /) -> bytes:
        """What could not be read, as a file. Needs the scope `contacts:read`."""
        return self._call("GET", f"/v1/imports/{part(import_id)}/problems.csv", raw=True)

    def start_import(self, import_id: str | UUID, /) -> m.ImportRead:
        """Take the file into the list. It makes people, never asks, and none of them is told. Needs the scope `contacts:write`."""
        return self._call("POST", f"/v1/imports/{part(import_id)}/start")

    def move_insight(
        self,
        *,
        contrary: bool | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        insight_id: str | UUID | Omitted = OMITTED,
        into_id: str | UUID,
        line_id: str | UUID | Omitted = OMITTED,
    ) -> m.MoveRead:
        """Two claims are one, a line belongs to a claim, or to one of its own. The same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/insight-moves",
            body={
                "contrary": contrary,
                "id": id,
                "insight_id": insight_id,
                "into_id": into_id,
                "line_id": line_id,
            },
            makes_id=True,
        )

    def undo_insight_move(self, move_id: str | UUID, /) -> None:
        """Have the lines stand where they stood, for 30 days. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/insight-moves/{part(move_id)}")

    def list_insights(
        self,
        *,
        theme: Literal["skill", "trend", "path", "culture", "advice", "entry", "pay", "other"]
        | None
        | Omitted = OMITTED,
        stands: Literal["corroborated", "mixed", "single"] | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.ClaimRead, m.ClaimPage]:
        """What I heard, as claims: the best supported first, what is old weighs less. `stands` names those of two employers or more, those that somebody disagrees with, or those of one source. Needs the scope `conversations:read`."""
        return self._pages("/v1/insights", query={"theme": theme, "stands": stands, "limit": limit})

    def list_alike(
        self,
        *,
        conversation_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> m.AlikeList:
        """Lines of two claims that seem to say the same, the likeliest first; of one talk, when it is named. Nothing is grouped by itself. Needs the scope `conversations:read`."""
        return self._call(
            "GET", "/v1/insights/alike", query={"conversation_id": conversation_id, "limit": limit}
        )

    def refuse_alike(self, *, one_id: str | UUID, other_id: str | UUID) -> None:
        """Two lines do not say the same: their claims are not suggested for each other again. Needs the scope `conversations:write`."""
        self._call("POST", "/v1/insights/unlike", body={"one_id": one_id, "other_id": other_id})

    def read_insight(self, insight_id: str | UUID, /) -> m.ClaimWithLines:
        """One claim with the lines behind it: who said it, where they worked, and when. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/insights/{part(insight_id)}")

    def change_insight(
        self,
        insight_id: str | UUID,
        /,
        *,
        if_match: int | str,
        claim: str | Omitted = OMITTED,
        theme: Literal["skill", "trend", "path", "culture", "advice", "entry", "pay", "other"]
        | Omitted = OMITTED,
    ) -> m.ClaimWithLines:
        """Say it in my own words, or what it is about. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/insights/{part(insight_id)}",
            if_match=if_match,
            body={"claim": claim, "theme": theme},
        )

    def list_introductions(
        self, *, contact_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> Pages[m.IntroductionRead, m.IntroductionPage]:
        """Who led to whom, newest first; of one person or all. Needs the scope `contacts:read`."""
        return self._pages("/v1/introductions", query={"contact_id": contact_id, "limit": limit})

    def create_introduction(
        self,
        *,
        id: str | UUID | Omitted = OMITTED,
        introduced_id: str | UUID,
        introducer_id: str | UUID,
    ) -> m.IntroductionRead:
        """Say who led to whom. The same request again answers 200. Needs the scope `contacts:write`."""
        return self._call(
            "POST",
            "/v1/introductions",
            body={"id": id, "introduced_id": introduced_id, "introducer_id": introducer_id},
            makes_id=True,
        )

    def delete_introduction(self, introduction_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take an introduction away. Needs the scope `contacts:write`."""
        self._call("DELETE", f"/v1/introductions/{part(introduction_id)}", if_match=if_match)

    def read_introduction(self, introduction_id: str | UUID, /) -> m.IntroductionRead:
        """One introduction. Needs the scope `contacts:read`."""
        return self._call("GET", f"/v1/introductions/{part(introduction_id)}")

    def change_introduction(
        self,
        introduction_id: str | UUID,
        /,
        *,
        if_match: int | str,
        closed_at: str | datetime | None,
    ) -> m.IntroductionRead:
        """Say when the introducer was told what came of it. Needs the scope `contacts:write`."""
        return self._call(
            "PATCH",
            f"/v1/introductions/{part(introduction_id)}",
            if_match=if_match,
            body={"closed_at": closed_at},
        )

    def accept_invitation(self, *, name: str, secret: str) -> m.InvitationAccepted:
        """Work there, or take part. Accepted twice is once. Needs the scope `organizations:write`."""
        return self._call("POST", "/v1/invitations/accept", body={"name": name, "secret": secret})

    def list_landings(self) -> m.LandingList:
        """New roles, and goals that were reached or given up, the latest first. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/landings")

    def open_landing(
        self,
        *,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        outcome_id: str | UUID | None | Omitted = OMITTED,
    ) -> m.LandingRead:
        """Open the page of an end: everybody on the path to it and everybody who helped, each with an update drafted from what they gave. With a new role or the last open goal, people are kept in touch with once a year from then on. Opened again it answers 200, with whoever helped since. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/landings",
            body={"goal_id": goal_id, "id": id, "outcome_id": outcome_id},
            makes_id=True,
        )

    def take_landing_back(self, landing_id: str | UUID, /) -> None:
        """It was none: nobody is told, and people are kept in touch with as often as before. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/landings/{part(landing_id)}")

    def read_landing(self, landing_id: str | UUID, /) -> m.LandingRead:
        """One landing; there is none while the goal is open again. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/landings/{part(landing_id)}")

    def say_it(self, landing_id: str | UUID, /, *, if_match: int | str, news: str) -> m.LandingRead:
        """Say the news in other words; every draft follows. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH", f"/v1/landings/{part(landing_id)}", if_match=if_match, body={"news": news}
        )

    def unplan_telling(self, landing_id: str | UUID, /) -> m.LandingRead:
        """Not over two weeks after all. Needs the scope `conversations:write`."""
        return self._call("DELETE", f"/v1/landings/{part(landing_id)}/plan")

    def plan_telling(self, landing_id: str | UUID, /) -> m.LandingRead:
        """Tell them over two weeks, 15 minutes at a time, at the person's own half hours. Whoever was told or left out has no day. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/landings/{part(landing_id)}/plan")

    def print_story(self, landing_id: str | UUID, /) -> bytes:
        """How it came to this, to print (PDF/UA): the goal as it changed, the way, and who helped. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/landings/{part(landing_id)}/story.pdf", raw=True)

    def read_lanes(self) -> m.Lanes:
        """The eight lanes: how many threads are in each, and the first of them. Needs the scope `threads:read`."""
        return self._call("GET", "/v1/lanes")

    def read_me(self) -> m.MeRead:
        """Who is signed in. Needs the scope `profile:read`."""
        return self._call("GET", "/v1/me")

    def keep_assistants_out(self) -> None:
        """Keep assistants out, from the next call on. Needs the scope `profile:write`."""
        self._call("DELETE", "/v1/me/assistants")

    def read_assistants(self) -> m.AssistantsRead:
        """Whether I let assistants in, and where they call. Needs the scope `profile:read`."""
        return self._call("GET", "/v1/me/assistants")

    def list_assistant_calls(
        self, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.AssistantCallRead, m.AssistantCallPage]:
        """What assistants called, by the hour, the latest first; kept for two years. Needs the scope `profile:read`."""
        return self._pages("/v1/me/assistants/calls", query={"limit": limit})

    def end_calendar_feed(self) -> None:
        """Have its address lead nowhere. Needs the scope `conversations:write`."""
        self._call("DELETE", "/v1/me/calendar-feed")

    def read_calendar_feed(self) -> m.FeedRead:
        """Whether calendars can read my dates, and what stands there. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/me/calendar-feed")

    def change_calendar_feed(self, *, names: bool, promises: bool, talks: bool) -> m.FeedRead:
        """Say what stands in it; its address stays. Needs the scope `conversations:write`."""
        return self._call(
            "PUT",
            "/v1/me/calendar-feed",
            body={"names": names, "promises": promises, "talks": talks},
        )

    def ask_for_export(self, *, id: str | UUID) -> m.ExportRead:
        """Have the whole account made into a file. It takes a moment: look again, or leave. Needs the scope `export:read`."""
        return self._call("POST", "/v1/me/exports", body={"id": id})

    def read_export(self, export_id: str | UUID, /) -> m.ExportRead:
        """How far an export is. Needs the scope `export:read`."""
        return self._call("GET", f"/v1/me/exports/{part(export_id)}")

    def take_export(self, export_id: str | UUID, /) -> bytes:
        """The file: JSON of everything, people as CSV and vCard. Needs the scope `export:read`."""
        return self._call("GET", f"/v1/me/exports/{part(export_id)}/file", raw=True)

    def read_my_mail(self) -> m.MyMailRead:
        """Where my mails go, and why none go there now. Needs the scope `reminders:read`."""
        return self._call("GET", "/v1/me/mail")

    def leave_model(self) -> None:
        """Take that back: nothing is sent from then on. Needs the scope `profile:write`."""
        self._call("DELETE", "/v1/me/model")

    def read_model(self) -> m.ModelRead:
        """The language model of this installation, if there is one, and whether I agreed to use it. Needs the scope `profile:read`."""
        return self._call("GET", "/v1/me/model")

    def change_profile(
        self,
        *,
        if_match: int | str,
        clock_template: Literal["standard", "cautious"] | Omitted = OMITTED,
        country: str | None | Omitted = OMITTED,
        field_words: list[str] | Omitted = OMITTED,
        first_run_done_at: str | datetime | None | Omitted = OMITTED,
        half_hour_days: list[int] | Omitted = OMITTED,
        half_hour_time: str | Omitted = OMITTED,
        locale: str | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        note_limit: Literal[200, 300] | Omitted = OMITTED,
        quiet_end: str | Omitted = OMITTED,
        quiet_start: str | Omitted = OMITTED,
        theme: Literal["system", "light", "dark"] | Omitted = OMITTED,
        time_zone: str | Omitted = OMITTED,
        vacation_from: str | datetime | None | Omitted = OMITTED,
        vacation_until: str | datetime | None | Omitted = OMITTED,
        wish_kind: Literal["fit", "new_field", "gap", "looking"] | None | Omitted = OMITTED,
        wish_line: str | Omitted = OMITTED,
        working_days: list[int] | Omitted = OMITTED,
    ) -> m.ProfileRead:
        """Change the profile; what is not sent stays. Needs the scope `profile:write`."""
        return self._call(
            "PATCH",
            "/v1/me/profile",
            if_match=if_match,
            body={
                "clock_template": clock_template,
                "country": country,
                "field_words": field_words,
                "first_run_done_at": first_run_done_at,
                "half_hour_days": half_hour_days,
                "half_hour_time": half_hour_time,
                "locale": locale,
                "name": name,
                "note_limit": note_limit,
                "quiet_end": quiet_end,
                "quiet_start": quiet_start,
                "theme": theme,
                "time_zone": time_zone,
                "vacation_from": vacation_from,
                "vacation_until": vacation_until,
                "wish_kind": wish_kind,
                "wish_line": wish_line,
                "working_days": working_days,
            },
        )

    def read_reminders(self) -> m.RemindersRead:
        """Which reminders may come by mail. Needs the scope `reminders:read`."""
        return self._call("GET", "/v1/me/reminders")

    def change_reminders(
        self,
        *,
        if_match: int | str,
        switches: list[m.ReminderSwitch] | Omitted = OMITTED,
        vacation_from: str | datetime | None | Omitted = OMITTED,
        vacation_until: str | datetime | None | Omitted = OMITTED,
    ) -> m.RemindersRead:
        """Switch kinds of reminders, or pause them all. Needs the scope `reminders:write`."""
        return self._call(
            "PATCH",
            "/v1/me/reminders",
            if_match=if_match,
            body={
                "switches": switches,
                "vacation_from": vacation_from,
                "vacation_until": vacation_until,
            },
        )

    def read_measures(self) -> m.MeasuresRead:
        """Answers, talks, thanks and introductions, each with its size; nothing before ten asks. Needs the scope `threads:read`."""
        return self._call("GET", "/v1/measures")

    def merge_contacts(
        self, *, id: str | UUID | Omitted = OMITTED, keep_id: str | UUID, merge_id: str | UUID
    ) -> m.MergeRead:
        """Make one card of two. The same `id` again answers 200. Needs the scope `contacts:write`."""
        return self._call(
            "POST",
            "/v1/merges",
            body={"id": id, "keep_id": keep_id, "merge_id": merge_id},
            makes_id=True,
        )

    def undo_merge(self, merge_id: str | UUID, /) -> None:
        """Make two cards of one again, for 30 days. Needs the scope `contacts:write`."""
        self._call("DELETE", f"/v1/merges/{part(merge_id)}")

    def start_message(
        self,
        *,
        advice: list[str] | Omitted = OMITTED,
        body: str | Omitted = OMITTED,
        channel: Literal[
            "email",
            "linkedin_message",
            "linkedin_note",
            "chat",
            "spoken",
            "through",
            "volunteer_request",
        ],
        id: str | UUID | Omitted = OMITTED,
        insights: list[str] | Omitted = OMITTED,
        kind: Literal["ask", "follow_up", "thanks", "answer_no", "update"],
        promises: list[str] | Omitted = OMITTED,
        subject: str | None | Omitted = OMITTED,
        thread_id: str | UUID,
    ) -> m.MessageRead:
        """Start a draft; the same again answers 200. Needs the scope `threads:write`."""
        return self._call(
            "POST",
            "/v1/messages",
            body={
                "advice": advice,
                "body": body,
                "channel": channel,
                "id": id,
                "insights": insights,
                "kind": kind,
                "promises": promises,
                "subject": subject,
                "thread_id": thread_id,
            },
            makes_id=True,
        )

    def delete_message(self, message_id: str | UUID, /) -> None:
        """Delete a message; it can be brought back. Needs the scope `threads:write`."""
        self._call("DELETE", f"/v1/messages/{part(message_id)}")

    def read_message(self, message_id: str | UUID, /) -> m.MessageRead:
        """One message. Needs the scope `threads:read`."""
        return self._call("GET", f"/v1/messages/{part(message_id)}")

    def save_message(
        self,
        message_id: str | UUID,
        /,
        *,
        if_match: int | str,
        advice: list[str] | Omitted = OMITTED,
        body: str | Omitted = OMITTED,
        channel: Literal[
            "email",
            "linkedin_message",
            "linkedin_note",
            "chat",
            "spoken",
            "through",
            "volunteer_request",
        ]
        | Omitted = OMITTED,
        insights: list[str] | Omitted = OMITTED,
        promises: list[str] | Omitted = OMITTED,
        subject: str | None | Omitted = OMITTED,
    ) -> m.MessageRead:
        """Save a draft; what is not sent stays. Needs the scope `threads:write`."""
        return self._call(
            "PATCH",
            f"/v1/messages/{part(message_id)}",
            if_match=if_match,
            body={
                "advice": advice,
                "body": body,
                "channel": channel,
                "insights": insights,
                "promises": promises,
                "subject": subject,
            },
        )

    def restore_message(self, message_id: str | UUID, /) -> m.MessageRead:
        """Undo the deletion of a message. Needs the scope `threads:write`."""
        return self._call("POST", f"/v1/messages/{part(message_id)}/restore")

    def take_back(self, message_id: str | UUID, /) -> m.SentRead:
        """Undo "Yes, I sent it": a draft again, and the thread as it was. Needs the scope `threads:write`."""
        return self._call("DELETE", f"/v1/messages/{part(message_id)}/sent")

    def mark_sent(
        self,
        message_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        changed: bool | Omitted = OMITTED,
        id: str | UUID,
    ) -> m.SentRead:
        """Say that a message was sent, as it stood or with changes. Needs the scope `threads:write`."""
        return self._call(
            "POST",
            f"/v1/messages/{part(message_id)}/sent",
            body={"at": at, "at_precision": at_precision, "changed": changed, "id": id},
        )

    def list_versions(
        self, message_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.MessageVersionRead, m.MessageVersionPage]:
        """The versions of a message, newest first. Needs the scope `threads:read`."""
        return self._pages(f"/v1/messages/{part(message_id)}/versions", query={"limit": limit})

    def list_notices(self, *, limit: int | Omitted = OMITTED) -> Pages[m.NoticeRead, m.NoticePage]:
        """What was said to me, by whatever channel: the latest first, and whether I saw it. Needs the scope `reminders:read`."""
        return self._pages("/v1/notices", query={"limit": limit})

    def see_notices(self, *, ids: list[str | UUID]) -> None:
        """Say that these were seen. Again changes nothing. Needs the scope `reminders:write`."""
        self._call("POST", "/v1/notices/seen", body={"ids": ids})

    def list_organizations(self) -> m.OrganizationList:
        """The organizations that the caller works in, by name. Needs the scope `organizations:read`."""
        return self._call("GET", "/v1/organizations")

    def found_organization(
        self, *, idempotency_key: str | None = None, my_name: str, name: str
    ) -> m.OrganizationRead:
        """Found an organization; the caller is its first owner. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            "/v1/organizations",
            idempotency_key=idempotency_key,
            keyed=True,
            body={"my_name": my_name, "name": name},
        )

    def read_organization(self, organization_id: str | UUID, /) -> m.OrganizationRead:
        """One organization, and what the caller is in it. Needs the scope `organizations:read`."""
        return self._call("GET", f"/v1/organizations/{part(organization_id)}")

    def change_organization(
        self, organization_id: str | UUID, /, *, if_match: int | str, name: str | Omitted = OMITTED
    ) -> m.OrganizationRead:
        """Rename an organization. Needs the scope `organizations:write`."""
        return self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}",
            if_match=if_match,
            body={"name": name},
        )

    def list_audit_log(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.AuditRead, m.AuditPage]:
        """Who did what for whom, the latest first. It can only grow. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/audit-log", query={"limit": limit}
        )

    def save_audit_log(self, organization_id: str | UUID, /) -> bytes:
        """Who did what for whom in the last two years, as a file. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/audit-log.csv", raw=True
        )

    def end_coaching(
        self, organization_id: str | UUID, assignment_id: str | UUID, /
    ) -> m.CoachRead:
        """From now on they do not coach the cohort, and see nobody of it. Needs the scope `organizations:write`."""
        return self._call(
            "POST", f"/v1/organizations/{part(organization_id)}/coaches/{part(assignment_id)}/end"
        )

    def list_cohorts(
        self,
        organization_id: str | UUID,
        /,
        *,
        programme_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.CohortRead, m.CohortPage]:
        """Cohorts, the one that begins last first; of one programme or all. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts",
            query={"programme_id": programme_id, "limit": limit},
        )

    def create_cohort(
        self,
        organization_id: str | UUID,
        /,
        *,
        ends_on: str | date,
        id: str | UUID | Omitted = OMITTED,
        name: str,
        programme_id: str | UUID,
        seats: int | None | Omitted = OMITTED,
        starts_on: str | date,
        time_zone: str,
    ) -> m.CohortRead:
        """Add a cohort to a programme. The same request again answers 200. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts",
            body={
                "ends_on": ends_on,
                "id": id,
                "name": name,
                "programme_id": programme_id,
                "seats": seats,
                "starts_on": starts_on,
                "time_zone": time_zone,
            },
            makes_id=True,
        )

    def read_cohort(self, organization_id: str | UUID, cohort_id: str | UUID, /) -> m.CohortRead:
        """One cohort. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}"
        )

    def change_cohort(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        if_match: int | str,
        ends_on: str | date | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        seats: int | None | Omitted = OMITTED,
        starts_on: str | date | Omitted = OMITTED,
        time_zone: str | Omitted = OMITTED,
    ) -> m.CohortRead:
        """Change its name or its days. Needs the scope `organizations:write`."""
        return self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}",
            if_match=if_match,
            body={
                "ends_on": ends_on,
                "name": name,
                "seats": seats,
                "starts_on": starts_on,
                "time_zone": time_zone,
            },
        )

    def list_coaches(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.CoachRead, m.CoachPage]:
        """Who coaches and coached a cohort. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/coaches",
            query={"limit": limit},
        )

    def assign_coach(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        ends_at: str | datetime | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        membership_id: str | UUID,
        starts_at: str | datetime | None | Omitted = OMITTED,
    ) -> m.CoachRead:
        """Have somebody of the staff coach a cohort: they see who takes part. The same request again answers 200. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/coaches",
            body={
                "ends_at": ends_at,
                "id": id,
                "membership_id": membership_id,
                "starts_at": starts_at,
            },
            makes_id=True,
        )

    def read_code(self, organization_id: str | UUID, cohort_id: str | UUID, /) -> m.CodeNow:
        """The code by which a class joins now, or null. A coach reads those of the cohorts they coach. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/code"
        )

    def renew_code(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        days: int | Omitted = OMITTED,
    ) -> m.Code:
        """A new code for a cohort. The one before lets nobody in any more. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/code",
            body={"days": days},
        )

    def read_dashboard(self, organization_id: str | UUID, cohort_id: str | UUID, /) -> m.Dashboard:
        """The sums of a cohort at this moment, of those who share how it is going; for whoever coaches it. Each of them can read that it was looked at. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/dashboard"
        )

    def list_dashboard_people(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        sort: Literal["name", "quiet"] | Omitted = OMITTED,
        show: Literal[
            "all",
            "stuck",
            "moved",
            "private",
            "not_started",
            "no_ask_sent",
            "no_answers",
            "talk_not_thanked",
            "quiet",
        ]
        | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.DashboardPerson, m.DashboardPeople]:
        """Who takes part, each with eight weeks of what they share: by name, or the longest quiet first. Everybody, or those who are stuck (for one reason), who moved, or who share nothing but their name. Empty for whoever does not coach the cohort. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/dashboard/people",
            query={"sort": sort, "show": show, "limit": limit},
        )

    def list_enrolments(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        updated_since: str | datetime | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.EnrolmentRead, m.EnrolmentPage]:
        """Who takes part, by name: the roster. A coach sees those of cohorts they coach. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/enrolments",
            query={"updated_since": updated_since, "limit": limit},
        )

    def create_enrolment(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        email: str | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        name: str,
        to_invite: bool | Omitted = OMITTED,
    ) -> m.EnrolmentRead:
        """Keep somebody who takes part and did not join. The same request again answers 200. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/enrolments",
            body={
                "email": email,
                "external_id": external_id,
                "id": id,
                "name": name,
                "to_invite": to_invite,
            },
            makes_id=True,
        )

    def keep_enrolment(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        external_id: str,
        /,
        *,
        email: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        status: Literal["active", "left"] | Omitted = OMITTED,
        to_invite: bool | Omitted = OMITTED,
    ) -> m.EnrolmentRead:
        """Create (201) or update (200) the row of the roster that another system has under this key, in one call. What is not sent stays; where nothing differs nothing is written. Needs the scope `organizations:write`."""
        return self._call(
            "PUT",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/enrolments/by-external-id/{part(external_id)}",
            body={"email": email, "name": name, "status": status, "to_invite": to_invite},
        )

    def read_programme_report(
        self, organization_id: str | UUID, cohort_id: str | UUID, /
    ) -> m.ProgrammeReport:
        """A cohort in numbers that may be told: closed weeks, each counted once, beside the term before. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/report"
        )

    def save_programme_report(self, organization_id: str | UUID, cohort_id: str | UUID, /) -> bytes:
        """The report as a file. Needs the scope `organizations:read`."""
        return self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/report.csv",
            raw=True,
        )

    def print_programme_report(
        self, organization_id: str | UUID, cohort_id: str | UUID, /
    ) -> bytes:
        """The report on one page, to print (PDF/UA). Needs the scope `organizations:read`."""
        return self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/report.pdf",
            raw=True,
        )

    def apply_roster(
        self, organization_id: str | UUID, cohort_id: str | UUID, /, *, file: bytes, version: str
    ) -> m.RosterApplied:
        """Have the roster say what the table says. Who is absent from it stays, and so does whoever joined. The same table again changes nothing. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/roster",
            form={"file": file, "version": version},
        )

    def check_roster(
        self, organization_id: str | UUID, cohort_id: str | UUID, /, *, file: bytes
    ) -> m.RosterPreview:
        """See what would become of a table: who is new, what changes, who is absent from it, and what in it can't be read. Nothing is done, and nothing of it is kept. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/roster/check",
            form={"file": file},
        )

    def invite_from_roster(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        days: int | Omitted = OMITTED,
        enrolment_ids: list[str | UUID] | None | Omitted = OMITTED,
    ) -> m.RosterInvited:
        """Invite those of the roster by mail who were not invited yet, a hundred at a time, or those named. Whoever comes by it takes their own row; seats hold as for any invitation. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/roster/invitations",
            body={"days": days, "enrolment_ids": enrolment_ids},
        )

    def list_cohort_sessions(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        past: bool | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.CohortSessionRead, m.CohortSessionPage]:
        """Sessions of a cohort: those to come, the next first, or those that are over, the latest first. A coach sees those of cohorts they coach. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/sessions",
            query={"past": past, "limit": limit},
        )

    def create_cohort_session(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        agenda: str | Omitted = OMITTED,
        ends_at: str | datetime,
        id: str | UUID | Omitted = OMITTED,
        place: str | Omitted = OMITTED,
        starts_at: str | datetime,
        title: str,
        zone: str,
    ) -> m.CohortSessionRead:
        """Plan a session. Whoever takes part sees it at once. The same request again answers 200. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/sessions",
            body={
                "agenda": agenda,
                "ends_at": ends_at,
                "id": id,
                "place": place,
                "starts_at": starts_at,
                "title": title,
                "zone": zone,
            },
            makes_id=True,
        )

    def read_enrolment(
        self, organization_id: str | UUID, enrolment_id: str | UUID, /
    ) -> m.EnrolmentRead:
        """One who takes part. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}"
        )

    def change_enrolment(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        if_match: int | str,
        email: str | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        status: Literal["active", "left"] | Omitted = OMITTED,
        to_invite: bool | Omitted = OMITTED,
    ) -> m.EnrolmentRead:
        """Change how the organization calls somebody, or whether they take part. Needs the scope `organizations:write`."""
        return self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}",
            if_match=if_match,
            body={
                "email": email,
                "external_id": external_id,
                "name": name,
                "status": status,
                "to_invite": to_invite,
            },
        )

    def read_enrolment_record(
        self, organization_id: str | UUID, enrolment_id: str | UUID, /
    ) -> m.EnrolmentRecord:
        """What the organization keeps itself of one who takes part: the sessions they came to, and talks that they told a coach while they did not use the app. Nothing of it is in any other number. Needs the scope `organizations:read`."""
        return self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}/record",
        )

    def tell_talk(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        held_on: str | date,
        id: str | UUID | Omitted = OMITTED,
    ) -> m.ToldTalkRead:
        """Keep a talk that somebody without the app told their coach. With whom it was is not kept. The same request again answers 200. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}/told-talks",
            body={"field": field, "held_on": held_on, "id": id},
            makes_id=True,
        )

    def remove_told_talk(
        self, organization_id: str | UUID, enrolment_id: str | UUID, talk_id: str | UUID, /
    ) -> None:
        """Take back a talk that was entered by mistake. Needs the scope `organizations:write`."""
        self._call(
            "DELETE",
            f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}/told-talks/{part(talk_id)}",
        )

    def list_flags(
        self,
        organization_id: str | UUID,
        /,
        *,
        enrolment_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.FlagSeen, m.FlagSeenPage]:
        """Open flags that the caller answers for, the latest first; with `enrolment_id` all of that person. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/flags",
            query={"enrolment_id": enrolment_id, "limit": limit},
        )

    def answer_flag(
        self,
        organization_id: str | UUID,
        flag_id: str | UUID,
        /,
        *,
        words: str | None | Omitted = OMITTED,
    ) -> None:
        """Say that it was read, or settle it with a word; whoever it is about is told at once. Needs the scope `organizations:write`."""
        self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/flags/{part(flag_id)}/answer",
            body={"words": words},
        )

    def list_hosts(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.HostRead, m.HostPage]:
        """Hosts, the latest first, with how often each was asked, said yes and talked. Who asked them, and what, is not the organization's to read. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/hosts", query={"limit": limit}
        )

    def invite_host(
        self,
        organization_id: str | UUID,
        /,
        *,
        capacity: int | Omitted = OMITTED,
        cool_off_days: int | Omitted = OMITTED,
        email: str,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        headline: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        name: str,
        topics: list[str] | Omitted = OMITTED,
    ) -> m.HostRead:
        """Ask somebody by mail whether they volunteer. Nobody asks them anything before they agreed, on a page that needs no account. The same request again answers 200 and mails nothing. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/hosts",
            body={
                "capacity": capacity,
                "cool_off_days": cool_off_days,
                "email": email,
                "field": field,
                "headline": headline,
                "id": id,
                "name": name,
                "topics": topics,
            },
            makes_id=True,
        )

    def read_host(self, organization_id: str | UUID, host_id: str | UUID, /) -> m.HostRead:
        """One host. Needs the scope `organizations:read`."""
        return self._call("GET", f"/v1/organizations/{part(organization_id)}/hosts/{part(host_id)}")

    def change_host(
        self,
        organization_id: str | UUID,
        host_id: str | UUID,
        /,
        *,
        if_match: int | str,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        headline: str | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        paused_until: str | date | None | Omitted = OMITTED,
        topics: list[str] | Omitted = OMITTED,
    ) -> m.HostRead:
        """Put right what is said of a host, or pause them. How often they are asked they say themselves. Needs the scope `organizations:write`."""
        return self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/hosts/{part(host_id)}",
            if_match=if_match,
            body={
                "field": field,
                "headline": headline,
                "name": name,
                "paused_until": paused_until,
                "topics": topics,
            },
        )

    def end_host(self, organization_id: str | UUID, host_id: str | UUID, /) -> m.HostRead:
        """Have a host asked no longer, and forget their address. Whoever waits for an answer is told. Needs the scope `organizations:write`."""
        return self._call(
            "POST", f"/v1/organizations/{part(organization_id)}/hosts/{part(host_id)}/end"
        )

    def mail_host(
        self,
        organization_id: str | UUID,
        host_id: str | UUID,
        /,
        *,
        new_link: bool | Omitted = OMITTED,
    ) -> m.HostRead:
        """Mail a host the link of their own page once more, or a new one in place of those they have. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/hosts/{part(host_id)}/mail",
            body={"new_link": new_link},
        )

    def list_invitations(
        self,
        organization_id: str | UUID,
        /,
        *,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        staff: bool | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.InvitationRead, m.InvitationPage]:
        """Invitations, the latest first; to one cohort, to the staff, or all; none of their secrets. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/invitations",
            query={"cohort_id": cohort_id, "staff": staff, "limit": limit},
        )

    def invite(
        self,
        organization_id: str | UUID,
        /,
        *,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        days: int | Omitted = OMITTED,
        role: Literal["owner", "admin", "coach", "analyst", "developer"] | None | Omitted = OMITTED,
        seats: int | Omitted = OMITTED,
    ) -> m.InvitationCreated:
        """Invite to a cohort, or (as an owner) one person to the staff. Its secret is shown this once, and it counts as long as whoever made it may make it. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/invitations",
            body={"cohort_id": cohort_id, "days": days, "role": role, "seats": seats},
        )

    def mail_invitations(
        self,
        organization_id: str | UUID,
        /,
        *,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        days: int | Omitted = OMITTED,
        emails: list[str],
        role: Literal["owner", "admin", "coach", "analyst", "developer"] | None | Omitted = OMITTED,
    ) -> m.InvitationsMailed:
        """Invite by mail: one invitation for each address, with a link that works once. Whoever is invited already gets no second mail, so the same request again sends nothing. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/invitations/mails",
            body={"cohort_id": cohort_id, "days": days, "emails": emails, "role": role},
        )

    def end_invitation(
        self, organization_id: str | UUID, invitation_id: str | UUID, /
    ) -> m.InvitationRead:
        """Let nobody in by it any more. Whoever came by it stays. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/invitations/{part(invitation_id)}/end",
        )

    def send_invitation_again(
        self,
        organization_id: str | UUID,
        invitation_id: str | UUID,
        /,
        *,
        days: int | Omitted = OMITTED,
    ) -> m.InvitationRead:
        """Send the mail of an invitation once more, and let it count for longer. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/invitations/{part(invitation_id)}/mail",
            body={"days": days},
        )

    def leave_organization(self, organization_id: str | UUID, /) -> None:
        """No longer work there. Its last owner makes somebody else one first. Needs the scope `organizations:write`."""
        self._call("POST", f"/v1/organizations/{part(organization_id)}/leave")

    def list_sendings(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.Sending, m.SendingPage]:
        """What the caller sent, the latest first, in numbers. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/letters", query={"limit": limit}
        )

    def preview_letters(
        self,
        organization_id: str | UUID,
        /,
        *,
        basis: Literal["membership", "activity"] | Omitted = OMITTED,
        body: str,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        enrolment_ids: list[str | UUID],
        replies: bool | Omitted = OMITTED,
    ) -> m.LetterPreview:
        """What would be sent, to whom, word for word; nothing is sent. Each of them can read that their name was looked at. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/letters/preview",
            body={
                "basis": basis,
                "body": body,
                "cohort_id": cohort_id,
                "enrolment_ids": enrolment_ids,
                "replies": replies,
            },
        )

    def read_sending(self, organization_id: str | UUID, sending_id: str | UUID, /) -> m.Sending:
        """What became of something that the caller sent, in numbers. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/letters/{part(sending_id)}"
        )

    def send_letters(
        self,
        organization_id: str | UUID,
        sending_id: str | UUID,
        /,
        *,
        basis: Literal["membership", "activity"] | Omitted = OMITTED,
        body: str,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        enrolment_ids: list[str | UUID],
        preview: str,
        replies: bool | Omitted = OMITTED,
    ) -> m.Sending:
        """Send what was looked at to whom the caller coaches: to each a letter of their own, in the app and by mail at their half hour. Right before it goes it is asked again whether each is still to get it. Needs the scope `organizations:write`."""
        return self._call(
            "PUT",
            f"/v1/organizations/{part(organization_id)}/letters/{part(sending_id)}",
            body={
                "basis": basis,
                "body": body,
                "cohort_id": cohort_id,
                "enrolment_ids": enrolment_ids,
                "preview": preview,
                "replies": replies,
            },
        )

    def list_memberships(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.MembershipRead, m.MembershipPage]:
        """Who works there and who did, in the order in which they came. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/memberships", query={"limit": limit}
        )

    def read_membership(
        self, organization_id: str | UUID, membership_id: str | UUID, /
    ) -> m.MembershipRead:
        """One of the staff. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/memberships/{part(membership_id)}"
        )

    def change_membership(
        self,
        organization_id: str | UUID,
        membership_id: str | UUID,
        /,
        *,
        if_match: int | str,
        active: bool | Omitted = OMITTED,
        role: Literal["owner", "admin", "coach", "analyst", "developer"] | Omitted = OMITTED,
    ) -> m.MembershipRead:
        """Give somebody another role, end it, or take it up again. An organization always has an owner. Needs the scope `organizations:write`."""
        return self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/memberships/{part(membership_id)}",
            if_match=if_match,
            body={"active": active, "role": role},
        )

    def list_participants(
        self,
        organization_id: str | UUID,
        /,
        *,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.ParticipantShort, m.ParticipantPage]:
        """Who takes part, by name, each with what they share: for a coach those they coach. Each of them can read that it was looked at. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/participants",
            query={"cohort_id": cohort_id, "limit": limit},
        )

    def read_participant(
        self, organization_id: str | UUID, enrolment_id: str | UUID, /
    ) -> m.Participant:
        """One who takes part, and how it is going where they share it with their coach. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}"
        )

    def list_participant_asks(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.Step, m.StepPage]:
        """Their asks, the latest moved first, under names that stand for people here alone. Empty where they do not share it with the caller. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/asks",
            query={"limit": limit},
        )

    def raise_flag_about(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        flag_id: str | UUID,
        /,
        *,
        words: str,
    ) -> None:
        """Say it of somebody whom the caller coaches, who reads it too. Their other coaches are told at once, and where there are none, the owners and admins. Needs the scope `organizations:write`."""
        self._call(
            "PUT",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/flags/{part(flag_id)}",
            body={"words": words},
        )

    def list_participant_items(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.ItemShort, m.ItemShortPage]:
        """What one who takes part shares with the caller, one by one, the latest first. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/items",
            query={"limit": limit},
        )

    def read_participant_item(
        self, organization_id: str | UUID, enrolment_id: str | UUID, item_id: str | UUID, /
    ) -> m.ItemSeen:
        """One of them, exactly as it was shared, and what the caller wrote about it. Needs the scope `organizations:read`."""
        return self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/items/{part(item_id)}",
        )

    def comment_on_item(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        item_id: str | UUID,
        /,
        *,
        body: str,
        id: str | UUID,
    ) -> m.ItemSeen:
        """Write about it. Whoever shared it is told in the app. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/items/{part(item_id)}/comments",
            body={"body": body, "id": id},
        )

    def suggest_edit(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        item_id: str | UUID,
        /,
        *,
        body: str,
        id: str | UUID,
        subject: str,
        version: str,
    ) -> m.ItemSeen:
        """Suggest how to write a draft. It stands beside the draft until its author takes or leaves it. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/items/{part(item_id)}/edits",
            body={"body": body, "id": id, "subject": subject, "version": version},
        )

    def list_participant_notes(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.NoteSeen, m.NoteSeenPage]:
        """What coaches wrote about one who takes part, who can read it as well, the latest first. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/notes",
            query={"limit": limit},
        )

    def write_participant_note(
        self, organization_id: str | UUID, enrolment_id: str | UUID, /, *, body: str, id: str | UUID
    ) -> None:
        """Write about one whom the caller coaches. They can read it. Needs the scope `organizations:write`."""
        self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/notes",
            body={"body": body, "id": id},
        )

    def remove_participant_note(
        self, organization_id: str | UUID, enrolment_id: str | UUID, note_id: str | UUID, /
    ) -> None:
        """Take back what the caller wrote. Needs the scope `organizations:write`."""
        self._call(
            "DELETE",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/notes/{part(note_id)}",
        )

    def list_programmes(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.ProgrammeRead, m.ProgrammePage]:
        """Programmes, the newest first. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/programmes", query={"limit": limit}
        )

    def create_programme(
        self,
        organization_id: str | UUID,
        /,
        *,
        about: str | Omitted = OMITTED,
        asks_a_week: int | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        name: str,
        talks_a_week: int | None | Omitted = OMITTED,
    ) -> m.ProgrammeRead:
        """Add a programme. The same request again answers 200. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/programmes",
            body={
                "about": about,
                "asks_a_week": asks_a_week,
                "id": id,
                "name": name,
                "talks_a_week": talks_a_week,
            },
            makes_id=True,
        )

    def read_programme(
        self, organization_id: str | UUID, programme_id: str | UUID, /
    ) -> m.ProgrammeRead:
        """One programme. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/programmes/{part(programme_id)}"
        )

    def change_programme(
        self,
        organization_id: str | UUID,
        programme_id: str | UUID,
        /,
        *,
        if_match: int | str,
        about: str | Omitted = OMITTED,
        asks_a_week: int | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        talks_a_week: int | None | Omitted = OMITTED,
    ) -> m.ProgrammeRead:
        """Say it in other words. Needs the scope `organizations:write`."""
        return self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/programmes/{part(programme_id)}",
            if_match=if_match,
            body={
                "about": about,
                "asks_a_week": asks_a_week,
                "name": name,
                "talks_a_week": talks_a_week,
            },
        )

    def read_queue(self, organization_id: str | UUID, /) -> m.Queue:
        """Who needs the caller, over all cohorts that they coach. Each of those people can read that it was looked at. Needs the scope `organizations:read`."""
        return self._call("GET", f"/v1/organizations/{part(organization_id)}/queue")

    def read_cohort_session(
        self, organization_id: str | UUID, session_id: str | UUID, /
    ) -> m.CohortSessionRead:
        """One session. Needs the scope `organizations:read`."""
        return self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}"
        )

    def change_cohort_session(
        self,
        organization_id: str | UUID,
        session_id: str | UUID,
        /,
        *,
        if_match: int | str,
        agenda: str | Omitted = OMITTED,
        cancelled: bool | Omitted = OMITTED,
        ends_at: str | datetime | Omitted = OMITTED,
        place: str | Omitted = OMITTED,
        starts_at: str | datetime | Omitted = OMITTED,
        title: str | Omitted = OMITTED,
        zone: str | Omitted = OMITTED,
    ) -> m.CohortSessionRead:
        """Move a session, say it in other words, cancel it, or hold it after all. Needs the scope `organizations:write`."""
        return self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}",
            if_match=if_match,
            body={
                "agenda": agenda,
                "cancelled": cancelled,
                "ends_at": ends_at,
                "place": place,
                "starts_at": starts_at,
                "title": title,
                "zone": zone,
            },
        )

    def list_attendance(
        self,
        organization_id: str | UUID,
        session_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.AttendanceRead, m.AttendancePage]:
        """Who takes part, by name, and whether they were there. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}/attendance",
            query={"limit": limit},
        )

    def mark_attendance(
        self,
        organization_id: str | UUID,
        session_id: str | UUID,
        /,
        *,
        items: list[m.AttendanceMark],
    ) -> m.AttendanceSums:
        """Mark who was there, was excused, or was not; each of them can see their own mark. Needs the scope `organizations:write`."""
        return self._call(
            "PUT",
            f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}/attendance",
            body={"items": items},
        )

    def save_cohort_session(self, organization_id: str | UUID, session_id: str | UUID, /) -> bytes:
        """A session as a calendar file. The same file moves and cancels what an earlier one made. Needs the scope `organizations:read`."""
        return self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}/session.ics",
            raw=True,
        )

    def list_outcomes(self) -> m.OutcomeList:
        """What came of it, the latest first, each with the way back to the ask with which it began. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/outcomes")

    def record_outcome(
        self,
        *,
        at: str | date,
        contact_id: str | UUID | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        kind: Literal[
            "referral",
            "mentorship",
            "collaboration",
            "project",
            "lead",
            "interview",
            "offer",
            "new_role",
            "invitation",
            "asked_for_advice",
        ],
        led_by_id: str | UUID | None | Omitted = OMITTED,
        note: str | Omitted = OMITTED,
        thread_id: str | UUID | None | Omitted = OMITTED,
    ) -> m.OutcomeRead:
        """Keep what came of it; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/outcomes",
            body={
                "at": at,
                "contact_id": contact_id,
                "employer_id": employer_id,
                "goal_id": goal_id,
                "id": id,
                "kind": kind,
                "led_by_id": led_by_id,
                "note": note,
                "thread_id": thread_id,
            },
            makes_id=True,
        )

    def take_outcome_back(self, outcome_id: str | UUID, /) -> None:
        """It did not come of it. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/outcomes/{part(outcome_id)}")

    def read_outcome(self, outcome_id: str | UUID, /) -> m.OutcomeRead:
        """One outcome, with its way back. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/outcomes/{part(outcome_id)}")

    def change_outcome(
        self,
        outcome_id: str | UUID,
        /,
        *,
        if_match: int | str,
        at: str | date | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        goal_id: str | UUID | None | Omitted = OMITTED,
        kind: Literal[
            "referral",
            "mentorship",
            "collaboration",
            "project",
            "lead",
            "interview",
            "offer",
            "new_role",
            "invitation",
            "asked_for_advice",
        ]
        | Omitted = OMITTED,
        led_by_id: str | UUID | None | Omitted = OMITTED,
        note: str | Omitted = OMITTED,
    ) -> m.OutcomeRead:
        """Put it right. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/outcomes/{part(outcome_id)}",
            if_match=if_match,
            body={
                "at": at,
                "contact_id": contact_id,
                "employer_id": employer_id,
                "goal_id": goal_id,
                "kind": kind,
                "led_by_id": led_by_id,
                "note": note,
            },
        )

    def bring_photo(
        self,
        *,
        alt: str | Omitted = OMITTED,
        at: str | datetime | None | Omitted = OMITTED,
        conversation_id: str | UUID,
        file: bytes,
        id: str | UUID | Omitted = OMITTED,
    ) -> m.PhotoRead:
        """Keep the photo of a paper page with a talk; the same again answers 200. Of the file the picture alone is kept: where, when and with what it was taken is dropped, and so is which side is up. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/photos",
            form={"alt": alt, "at": at, "conversation_id": conversation_id, "file": file, "id": id},
            makes_id=True,
        )

    def take_photo_away(self, photo_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take a photo away. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/photos/{part(photo_id)}", if_match=if_match)

    def read_photo(self, photo_id: str | UUID, /) -> m.PhotoRead:
        """What is known of one photo. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/photos/{part(photo_id)}")

    def describe_photo(
        self, photo_id: str | UUID, /, *, if_match: int | str, alt: str
    ) -> m.PhotoRead:
        """Say in words what can be seen. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH", f"/v1/photos/{part(photo_id)}", if_match=if_match, body={"alt": alt}
        )

    def read_photo_file(self, photo_id: str | UUID, /) -> bytes:
        """The picture. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/photos/{part(photo_id)}/file", raw=True)

    def bring_photo_back(self, photo_id: str | UUID, /) -> m.PhotoRead:
        """Undo the taking away. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/photos/{part(photo_id)}/restore")

    def list_pitches(self, *, limit: int | Omitted = OMITTED) -> Pages[m.PitchRead, m.PitchPage]:
        """The own story in its versions, the newest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/pitches", query={"limit": limit})

    def write_pitch(self, *, id: str | UUID | Omitted = OMITTED, text: str) -> m.PitchRead:
        """Tell the story anew; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call("POST", "/v1/pitches", body={"id": id, "text": text}, makes_id=True)

    def delete_pitch(self, pitch_id: str | UUID, /) -> None:
        """Take a version away. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/pitches/{part(pitch_id)}")

    def read_pitch(self, pitch_id: str | UUID, /) -> m.PitchRead:
        """One version of the story. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/pitches/{part(pitch_id)}")

    def practise(self, pitch_id: str | UUID, /, *, id: str | UUID, seconds: int) -> m.PitchRead:
        """It was told aloud, against the clock; sent again, it counts once. Needs the scope `conversations:write`."""
        return self._call(
            "POST", f"/v1/pitches/{part(pitch_id)}/practices", body={"id": id, "seconds": seconds}
        )

    def restore_pitch(self, pitch_id: str | UUID, /) -> m.PitchRead:
        """Undo the deletion. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/pitches/{part(pitch_id)}/restore")

    def list_plan(self) -> m.PlanItemList:
        """The development plan: what is open by its date, then what was done. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/plan-items")

    def plan_item(
        self,
        *,
        advice_id: str | UUID | None | Omitted = OMITTED,
        due_on: str | date | None | Omitted = OMITTED,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        kind: Literal[
            "course", "project", "shadowing", "volunteering", "certificate", "reading", "other"
        ]
        | Omitted = OMITTED,
        skill_id: str | UUID | None | Omitted = OMITTED,
        text: str,
    ) -> m.PlanItemRead:
        """Put a step into the plan; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/plan-items",
            body={
                "advice_id": advice_id,
                "due_on": due_on,
                "goal_id": goal_id,
                "id": id,
                "kind": kind,
                "skill_id": skill_id,
                "text": text,
            },
            makes_id=True,
        )

    def remove_item(self, item_id: str | UUID, /) -> None:
        """Take a step out of the plan. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/plan-items/{part(item_id)}")

    def read_item(self, item_id: str | UUID, /) -> m.PlanItemRead:
        """One step of the plan. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/plan-items/{part(item_id)}")

    def change_item(
        self,
        item_id: str | UUID,
        /,
        *,
        if_match: int | str,
        due_on: str | date | None | Omitted = OMITTED,
        kind: Literal[
            "course", "project", "shadowing", "volunteering", "certificate", "reading", "other"
        ]
        | Omitted = OMITTED,
        proof: str | Omitted = OMITTED,
        state: Literal["open", "done", "dropped"] | Omitted = OMITTED,
        text: str | Omitted = OMITTED,
    ) -> m.PlanItemRead:
        """Word a step anew, move its date, or say what became of it, with what shows it. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/plan-items/{part(item_id)}",
            if_match=if_match,
            body={"due_on": due_on, "kind": kind, "proof": proof, "state": state, "text": text},
        )

    def list_promises(
        self,
        *,
        settled: Literal["open", "settled"] | Omitted = OMITTED,
        promiser: Literal["mine", "theirs"] | None | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.PromiseRead, m.PromisePage]:
        """Promises: open ones what is due first, settled ones the latest first. Needs the scope `conversations:read`."""
        return self._pages(
            "/v1/promises",
            query={
                "settled": settled,
                "promiser": promiser,
                "contact_id": contact_id,
                "limit": limit,
            },
        )

    def make_promise(
        self,
        *,
        contact_id: str | UUID,
        due_on: str | date | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        promiser: Literal["mine", "theirs"] | Omitted = OMITTED,
        text: str,
    ) -> m.PromiseRead:
        """Keep a promise that was not made in a talk; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/promises",
            body={
                "contact_id": contact_id,
                "due_on": due_on,
                "id": id,
                "promiser": promiser,
                "text": text,
            },
            makes_id=True,
        )

    def remove_promise(self, promise_id: str | UUID, /) -> None:
        """It was entered by mistake. One of a talk is a line of it: that is taken away there. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/promises/{part(promise_id)}")

    def read_promise(self, promise_id: str | UUID, /) -> m.PromiseRead:
        """One promise. One of a talk has the id of the line that was first tagged so. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/promises/{part(promise_id)}")

    def change_promise(
        self,
        promise_id: str | UUID,
        /,
        *,
        if_match: int | str,
        at: str | datetime | None | Omitted = OMITTED,
        due_on: str | date | Omitted = OMITTED,
        state: Literal["open", "kept", "released"] | Omitted = OMITTED,
        text: str | Omitted = OMITTED,
    ) -> m.PromiseRead:
        """It was kept, it was released, or neither after all; or it has other words, or another day. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/promises/{part(promise_id)}",
            if_match=if_match,
            body={"at": at, "due_on": due_on, "state": state, "text": text},
        )

    def restore_promise(self, promise_id: str | UUID, /) -> m.PromiseRead:
        """Undo the removal. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/promises/{part(promise_id)}/restore")

    def read_bank(
        self,
        *,
        framework: Literal["tiara", "life", "day", "skills", "culture", "entry", "own"]
        | None
        | Omitted = OMITTED,
    ) -> m.Bank:
        """Our open questions, by framework and cell. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/questions/bank", query={"framework": framework})

    def remove_question(self, question_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take a question out of the plan; what it took up is open again in the earlier talk. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/questions/{part(question_id)}", if_match=if_match)

    def read_question(self, question_id: str | UUID, /) -> m.QuestionRead:
        """One question of a plan. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/questions/{part(question_id)}")

    def change_question(
        self,
        question_id: str | UUID,
        /,
        *,
        if_match: int | str,
        minutes: int | Omitted = OMITTED,
        state: Literal["planned", "asked", "answered"] | Omitted = OMITTED,
        text: str | Omitted = OMITTED,
    ) -> m.QuestionRead:
        """Other words, other minutes, or what became of it. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/questions/{part(question_id)}",
            if_match=if_match,
            body={"minutes": minutes, "state": state, "text": text},
        )

    def list_reflections(
        self,
        *,
        aspect: Literal[
            "listening", "questions", "clarity", "follow_through", "confidence", "landed"
        ]
        | None
        | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.ReflectionRead, m.ReflectionPage]:
        """What I said about myself, the latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/reflections", query={"aspect": aspect, "limit": limit})

    def reflect(
        self,
        *,
        aspect: Literal[
            "listening", "questions", "clarity", "follow_through", "confidence", "landed"
        ],
        conversation_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        rating: int | None | Omitted = OMITTED,
        thread_id: str | UUID | None | Omitted = OMITTED,
        words: str | Omitted = OMITTED,
    ) -> m.ReflectionRead:
        """Keep an answer about myself; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/reflections",
            body={
                "aspect": aspect,
                "conversation_id": conversation_id,
                "id": id,
                "rating": rating,
                "thread_id": thread_id,
                "words": words,
            },
            makes_id=True,
        )

    def read_trends(self) -> m.Trends:
        """How the answers went over time: the four soft skills, and how sure I was before an ask beside what came of it. Nothing while there are fewer than five answers. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/reflections/trends")

    def take_reflection_back(self, reflection_id: str | UUID, /) -> None:
        """Forget an answer. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/reflections/{part(reflection_id)}")

    def list_reports(self, *, limit: int | Omitted = OMITTED) -> Pages[m.ReportRow, m.ReportPage]:
        """Reports, the newest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/reports", query={"limit": limit})

    def ask_for_report(
        self,
        *,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID,
        kind: Literal["skill_gap", "year"] | Omitted = OMITTED,
    ) -> m.ReportRead:
        """Have a report made: the gap between what people asked for and what I can do, or the year with people that ends today. It takes a moment: look again, or leave. Asked for again under the same id it is the same report. Needs the scope `conversations:write`."""
        return self._call("POST", "/v1/reports", body={"goal_id": goal_id, "id": id, "kind": kind})

    def forget_report(self, report_id: str | UUID, /) -> None:
        """Take a report away. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/reports/{part(report_id)}")

    def read_report(self, report_id: str | UUID, /) -> m.ReportRead:
        """One report, with every line behind it, and what changed since the one before. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/reports/{part(report_id)}")

    def print_report(
        self, report_id: str | UUID, /, *, sources: Literal["named", "counted"] | Omitted = OMITTED
    ) -> bytes:
        """A report to print or to hand over (PDF/UA). With `sources=counted` it names nobody and quotes nobody: it says how many employers and people stand behind each claim. Needs the scope `conversations:read`."""
        return self._call(
            "GET", f"/v1/reports/{part(report_id)}/report.pdf", query={"sources": sources}, raw=True
        )

    def picture_report(
        self, report_id: str | UUID, /, *, sources: Literal["named", "counted"] | Omitted = OMITTED
    ) -> bytes:
        """The same as one picture. Needs the scope `conversations:read`."""
        return self._call(
            "GET", f"/v1/reports/{part(report_id)}/report.png", query={"sources": sources}, raw=True
        )

    def search(self, *, q: str | Omitted = OMITTED, limit: int | Omitted = OMITTED) -> m.Found:
        """Notes and claims that have all these words, or words that begin so: `"in this order"`, `or` and `-not` are understood. People are found by `/v1/contacts?q=`. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/search", query={"q": q, "limit": limit})

    def read_shareable(
        self, kind: Literal["message", "preparation", "notes", "report"], item_id: str | UUID, /
    ) -> m.Shareable:
        """A draft, the preparation or the notes of a talk, or a report: exactly what a coach would see of it, with whom it can be shared, with whom it is, and what they wrote. Needs the scope `organizations:read`."""
        return self._call("GET", f"/v1/shareable/{part(kind)}/{part(item_id)}")

    def list_sharing(self) -> m.SharingList:
        """Where the caller takes part now, and what they share there. Needs the scope `organizations:read`."""
        return self._call("GET", "/v1/sharing")

    def list_shared_items(self, *, limit: int | Omitted = OMITTED) -> Pages[m.ItemRead, m.ItemPage]:
        """What the caller shares one by one, the latest first. Needs the scope `organizations:read`."""
        return self._pages("/v1/sharing/items", query={"limit": limit})

    def answer_edit(
        self, grant_id: str | UUID, edit_id: str | UUID, /, *, answer: Literal["taken", "left"]
    ) -> m.ItemRead:
        """Take what a coach suggests as the draft, or leave it. Needs the scope `organizations:write`."""
        return self._call(
            "POST",
            f"/v1/sharing/items/{part(grant_id)}/edits/{part(edit_id)}/answer",
            body={"answer": answer},
        )

    def list_looks(
        self, *, enrolment_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> Pages[m.LookRead, m.LookPage]:
        """Who of the staff looked at what is shared, in which hour, the latest first; in one cohort, or in all. Needs the scope `organizations:read`."""
        return self._pages(
            "/v1/sharing/looks", query={"enrolment_id": enrolment_id, "limit": limit}
        )

    def list_notes_about_me(
        self, *, enrolment_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> Pages[m.NoteRead, m.NotePage]:
        """What coaches wrote about the caller, the latest first; in one cohort, or in all. Needs the scope `organizations:read`."""
        return self._pages(
            "/v1/sharing/notes", query={"enrolment_id": enrolment_id, "limit": limit}
        )

    def read_shows(self) -> m.Shows:
        """Which parts of the app have something to say yet. Needs the scope `threads:read`."""
        return self._call("GET", "/v1/shows")

    def list_skill_lists(
        self, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.SkillListRead, m.SkillListPage]:
        """Lists of skills that I brought, newest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/skill-lists", query={"limit": limit})

    def upload_skill_list(self, *, file: bytes) -> m.SkillListRead:
        """Hand over a list of skills that was downloaded from ESCO or O*NET. Nothing is used before it is started. Needs the scope `conversations:write`."""
        return self._call("POST", "/v1/skill-lists", form={"file": file})

    def take_skill_list_away(self, list_id: str | UUID, /) -> None:
        """Take a list away, with its words; skills of it that I use stay mine. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/skill-lists/{part(list_id)}")

    def read_skill_list(self, list_id: str | UUID, /) -> m.SkillListRead:
        """One list, and how far it got. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/skill-lists/{part(list_id)}")

    def change_skill_list(
        self,
        list_id: str | UUID,
        /,
        *,
        if_match: int | str,
        language: str | Omitted = OMITTED,
        release: str | Omitted = OMITTED,
    ) -> m.SkillListRead:
        """Say which version it is, and in which language, where the file does not. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/skill-lists/{part(list_id)}",
            if_match=if_match,
            body={"language": language, "release": release},
        )

    def start_skill_list(self, list_id: str | UUID, /) -> m.SkillListRead:
        """Use the list: its words are found in notes from then on, beside mine and Askwell's. It takes the place of an earlier one of its kind and language; my own skills stay as they are. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/skill-lists/{part(list_id)}/start")

    def refuse_skill(self, *, line_id: str | UUID, skill_id: str | UUID) -> None:
        """This line does not speak of this skill: it is not suggested there again. Needs the scope `conversations:write`."""
        self._call("POST", "/v1/skill-refusals", body={"line_id": line_id, "skill_id": skill_id})

    def allow_skill(self, line_id: str | UUID, skill_id: str | UUID, /) -> None:
        """Take a refusal back. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/skill-refusals/{part(line_id)}/{part(skill_id)}")

    def list_signals(
        self, *, skill_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> Pages[m.SignalRead, m.SignalPage]:
        """Who said what of skills, in which line: the latest talk first. Needs the scope `conversations:read`."""
        return self._pages("/v1/skill-signals", query={"skill_id": skill_id, "limit": limit})

    def add_signal(
        self,
        *,
        id: str | UUID | Omitted = OMITTED,
        level: int | None | Omitted = OMITTED,
        line_id: str | UUID,
        says: Literal["needed", "not_needed"] | Omitted = OMITTED,
        skill_id: str | UUID,
    ) -> m.SignalRead:
        """A line says that a skill is needed, and how well, or that it is not; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/skill-signals",
            body={"id": id, "level": level, "line_id": line_id, "says": says, "skill_id": skill_id},
            makes_id=True,
        )

    def take_signal_back(self, signal_id: str | UUID, /) -> None:
        """They did not say it after all. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/skill-signals/{part(signal_id)}")

    def read_signal(self, signal_id: str | UUID, /) -> m.SignalRead:
        """One signal. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/skill-signals/{part(signal_id)}")

    def change_signal(
        self,
        signal_id: str | UUID,
        /,
        *,
        if_match: int | str,
        level: int | None | Omitted = OMITTED,
        says: Literal["needed", "not_needed"],
    ) -> m.SignalRead:
        """They said it otherwise. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/skill-signals/{part(signal_id)}",
            if_match=if_match,
            body={"level": level, "says": says},
        )

    def list_skills(self, *, limit: int | Omitted = OMITTED) -> Pages[m.SkillRead, m.SkillPage]:
        """The skills that I use: those I can do, and those that were spoken of. Needs the scope `conversations:read`."""
        return self._pages("/v1/skills", query={"limit": limit})

    def add_skill(
        self,
        *,
        aliases: list[str] | Omitted = OMITTED,
        group: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
    ) -> m.SkillRead:
        """Add a skill in my own words, or use one of the vocabulary; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/skills",
            body={"aliases": aliases, "group": group, "id": id, "name": name},
            makes_id=True,
        )

    def find_skills(self, *, text: str | Omitted = OMITTED) -> m.KnownSkills:
        """Skills to choose from by what was typed: my own and those of the vocabulary. Free text is always allowed: add it as a skill of your own. Needs the scope `conversations:read`."""
        return self._call("GET", "/v1/skills/known", query={"text": text})

    def read_skill(self, skill_id: str | UUID, /) -> m.SkillRead:
        """One skill that I use. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/skills/{part(skill_id)}")

    def change_skill(
        self,
        skill_id: str | UUID,
        /,
        *,
        if_match: int | str,
        aliases: list[str] | Omitted = OMITTED,
        group: str | Omitted = OMITTED,
        merged_into_id: str | UUID | None | Omitted = OMITTED,
        muted: bool | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
    ) -> m.SkillRead:
        """Call it something else, give it further words, have it counted as another, or never suggested. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/skills/{part(skill_id)}",
            if_match=if_match,
            body={
                "aliases": aliases,
                "group": group,
                "merged_into_id": merged_into_id,
                "muted": muted,
                "name": name,
            },
        )

    def unsay_level(self, skill_id: str | UUID, /) -> None:
        """I have not said how well after all. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/skills/{part(skill_id)}/level")

    def say_level(
        self,
        skill_id: str | UUID,
        /,
        *,
        level: int,
        proof: str | Omitted = OMITTED,
        proof_kind: Literal["none", "course", "project", "feedback", "work"] | Omitted = OMITTED,
    ) -> m.SkillRead:
        """Say how well I can do it, and what shows it. A skill of the vocabulary needs no row before. Needs the scope `conversations:write`."""
        return self._call(
            "PUT",
            f"/v1/skills/{part(skill_id)}/level",
            body={"level": level, "proof": proof, "proof_kind": proof_kind},
        )

    def list_offers(
        self, *, thread_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> Pages[m.OfferRead, m.OfferPage]:
        """Times that were offered, the latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/slot-offers", query={"thread_id": thread_id, "limit": limit})

    def offer_times(
        self,
        *,
        id: str | UUID | Omitted = OMITTED,
        medium: Literal["in_person", "phone", "video", "chat"] | Omitted = OMITTED,
        message_id: str | UUID | None | Omitted = OMITTED,
        place: str | Omitted = OMITTED,
        sent: bool | Omitted = OMITTED,
        slots: list[m.SlotWrite],
        thread_id: str | UUID,
        zone: str,
    ) -> m.OfferRead:
        """Offer times; the same again answers 200. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            "/v1/slot-offers",
            body={
                "id": id,
                "medium": medium,
                "message_id": message_id,
                "place": place,
                "sent": sent,
                "slots": slots,
                "thread_id": thread_id,
                "zone": zone,
            },
            makes_id=True,
        )

    def withdraw_times(self, offer_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take offered times back: they are free again. Needs the scope `conversations:write`."""
        self._call("DELETE", f"/v1/slot-offers/{part(offer_id)}", if_match=if_match)

    def read_offer(self, offer_id: str | UUID, /) -> m.OfferRead:
        """Times that were offered together. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/slot-offers/{part(offer_id)}")

    def bring_times_back(self, offer_id: str | UUID, /) -> m.OfferRead:
        """Undo the taking back. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/slot-offers/{part(offer_id)}/restore")

    def mark_offered(
        self, offer_id: str | UUID, /, *, at: str | datetime | None | Omitted = OMITTED
    ) -> m.OfferRead:
        """Say that the times were sent: from then on they are held. Needs the scope `conversations:write`."""
        return self._call("POST", f"/v1/slot-offers/{part(offer_id)}/sent", body={"at": at})

    def take_time_back(self, offer_id: str | UUID, /) -> m.OfferRead:
        """Undo: they did not take it. The talk goes and the times are offered as before. Needs the scope `conversations:write`."""
        return self._call("DELETE", f"/v1/slot-offers/{part(offer_id)}/taken")

    def take_time(
        self,
        offer_id: str | UUID,
        /,
        *,
        medium: Literal["in_person", "phone", "video", "chat"] | None | Omitted = OMITTED,
        place: str | None | Omitted = OMITTED,
        slot_id: str | UUID,
    ) -> m.ConversationRead:
        """They took this one: the talk is planned in one go; its id is that of the time. Needs the scope `conversations:write`."""
        return self._call(
            "POST",
            f"/v1/slot-offers/{part(offer_id)}/taken",
            body={"medium": medium, "place": place, "slot_id": slot_id},
        )

    def next_cards(self, *, limit: int | Omitted = OMITTED) -> m.SortPage:
        """The next cards to be sorted, most promising first, with the reasons. Needs the scope `contacts:read`."""
        return self._call("GET", "/v1/sort", query={"limit": limit})

    def sort_contact(
        self, *, answer: Literal["well", "bit", "later"] | None, id: str | UUID
    ) -> m.Sorted:
        """Say how well you know somebody, or take it back. Needs the scope `contacts:write`."""
        return self._call("POST", "/v1/sort", body={"answer": answer, "id": id})

    def choose(self, *, ids: list[str | UUID]) -> m.ThreadList:
        """Put people that were sorted into *Want to ask*; chosen again nothing changes. Needs the scope `threads:write`."""
        return self._call("POST", "/v1/sort/choose", body={"ids": ids})

    def list_tags(self) -> m.TagList:
        """All tags, with how many people have each. Needs the scope `contacts:read`."""
        return self._call("GET", "/v1/tags")

    def list_targets(self) -> m.TargetList:
        """Employers the person would like to work for, in the order of the method, and whom they know there. Needs the scope `contacts:read`."""
        return self._call("GET", "/v1/target-employers")

    def create_target(
        self,
        *,
        alumni: Literal["none", "alumni", "advocate"] | Omitted = OMITTED,
        employer: str | Omitted = OMITTED,
        employer_id: str | UUID | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        motivation: int | Omitted = OMITTED,
        note: str | Omitted = OMITTED,
        posting: int | Omitted = OMITTED,
    ) -> m.TargetRead:
        """Put an employer on the list. The same request again answers 200. Needs the scope `contacts:write`."""
        return self._call(
            "POST",
            "/v1/target-employers",
            body={
                "alumni": alumni,
                "employer": employer,
                "employer_id": employer_id,
                "id": id,
                "motivation": motivation,
                "note": note,
                "posting": posting,
            },
            makes_id=True,
        )

    def delete_target(self, target_id: str | UUID, /) -> None:
        """Take an employer off the list; it can be brought back. Needs the scope `contacts:write`."""
        self._call("DELETE", f"/v1/target-employers/{part(target_id)}")

    def read_target(self, target_id: str | UUID, /) -> m.TargetRead:
        """One employer on the list. Needs the scope `contacts:read`."""
        return self._call("GET", f"/v1/target-employers/{part(target_id)}")

    def change_target(
        self,
        target_id: str | UUID,
        /,
        *,
        if_match: int | str,
        alumni: Literal["none", "alumni", "advocate"] | Omitted = OMITTED,
        motivation: int | Omitted = OMITTED,
        note: str | Omitted = OMITTED,
        posting: int | Omitted = OMITTED,
    ) -> m.TargetRead:
        """Change what is noted of an employer on the list. Needs the scope `contacts:write`."""
        return self._call(
            "PATCH",
            f"/v1/target-employers/{part(target_id)}",
            if_match=if_match,
            body={"alumni": alumni, "motivation": motivation, "note": note, "posting": posting},
        )

    def restore_target(self, target_id: str | UUID, /) -> m.TargetRead:
        """Undo taking an employer off the list. Needs the scope `contacts:write`."""
        return self._call("POST", f"/v1/target-employers/{part(target_id)}/restore")

    def read_telling(self, telling_id: str | UUID, /) -> m.TellingRead:
        """One person who is told, with the update to them. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/tellings/{part(telling_id)}")

    def change_telling(
        self,
        telling_id: str | UUID,
        /,
        *,
        if_match: int | str,
        standing: Literal["waiting", "told", "left_out"],
    ) -> m.TellingRead:
        """They were told some other way, or are not to be told; or neither after all. An update that was sent since tells it by itself. Needs the scope `conversations:write`."""
        return self._call(
            "PATCH",
            f"/v1/tellings/{part(telling_id)}",
            if_match=if_match,
            body={"standing": standing},
        )

    def list_templates(
        self,
        *,
        kind: Literal["ask", "follow_up", "thanks", "answer_no", "update"] | Omitted = OMITTED,
        channel: Literal[
            "email",
            "linkedin_message",
            "linkedin_note",
            "chat",
            "spoken",
            "through",
            "volunteer_request",
        ]
        | Omitted = OMITTED,
        thread_id: str | UUID | None | Omitted = OMITTED,
    ) -> m.TemplateList:
        """Drafts to begin with, filled with what is known of the thread's contact. Needs the scope `threads:read`."""
        return self._call(
            "GET", "/v1/templates", query={"kind": kind, "channel": channel, "thread_id": thread_id}
        )

    def list_threads(
        self,
        *,
        lane: m.Lane | None | Omitted = OMITTED,
        stage: m.Stage | None | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.ThreadCard, m.ThreadPage]:
        """Threads, what is due first. Needs the scope `threads:read`."""
        return self._pages(
            "/v1/threads",
            query={"lane": lane, "stage": stage, "contact_id": contact_id, "limit": limit},
        )

    def start_thread(
        self, *, contact_id: str | UUID, id: str | UUID | Omitted = OMITTED
    ) -> m.ThreadRead:
        """Start the pursuit of a talk; the same again answers 200. Needs the scope `threads:write`."""
        return self._call(
            "POST", "/v1/threads", body={"contact_id": contact_id, "id": id}, makes_id=True
        )

    def delete_thread(self, thread_id: str | UUID, /) -> None:
        """Delete a thread; it can be brought back. Needs the scope `threads:write`."""
        self._call("DELETE", f"/v1/threads/{part(thread_id)}")

    def read_thread(self, thread_id: str | UUID, /) -> m.ThreadRead:
        """One thread. Needs the scope `threads:read`."""
        return self._call("GET", f"/v1/threads/{part(thread_id)}")

    def change_thread(
        self,
        thread_id: str | UUID,
        /,
        *,
        if_match: int | str,
        beside_ok: bool | Omitted = OMITTED,
        close_reason: Literal["wrong_moment", "wrong_person", "my_message", "cannot_know"]
        | None
        | Omitted = OMITTED,
        paused: bool | Omitted = OMITTED,
    ) -> m.ThreadRead:
        """Keep why an ask ended, let its plan rest or go on, or refuse a hint. Needs the scope `threads:write`."""
        return self._call(
            "PATCH",
            f"/v1/threads/{part(thread_id)}",
            if_match=if_match,
            body={"beside_ok": beside_ok, "close_reason": close_reason, "paused": paused},
        )

    def correct_stage(
        self,
        thread_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        id: str | UUID,
        stage: m.Stage,
    ) -> m.ThreadRead:
        """Put a wrong step right. Needs the scope `threads:write`."""
        return self._call(
            "POST",
            f"/v1/threads/{part(thread_id)}/corrections",
            body={"at": at, "at_precision": at_precision, "id": id, "stage": stage},
        )

    def read_served(self, thread_id: str | UUID, /) -> m.ThreadGoal:
        """Which goal an ask serves, if one was named. Needs the scope `conversations:read`."""
        return self._call("GET", f"/v1/threads/{part(thread_id)}/goal")

    def serve_goal(self, thread_id: str | UUID, /, *, goal_id: str | UUID | None) -> None:
        """Say which goal an ask serves, or that it serves none in particular. Needs the scope `conversations:write`."""
        self._call("PUT", f"/v1/threads/{part(thread_id)}/goal", body={"goal_id": goal_id})

    def tell(
        self,
        thread_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        conversation: m.ConversationPlan | None | Omitted = OMITTED,
        id: str | UUID,
        introduced: m.Introduced | None | Omitted = OMITTED,
        note: str | None | Omitted = OMITTED,
        what: m.Happening,
    ) -> m.ThreadRead:
        """Say what happened; told again under the same id it changes nothing. Needs the scope `threads:write`."""
        return self._call(
            "POST",
            f"/v1/threads/{part(thread_id)}/happenings",
            body={
                "at": at,
                "at_precision": at_precision,
                "conversation": conversation,
                "id": id,
                "introduced": introduced,
                "note": note,
                "what": what,
            },
        )

    def list_messages(self, thread_id: str | UUID, /) -> m.MessageList:
        """The messages of a thread, oldest first. Needs the scope `threads:read`."""
        return self._call("GET", f"/v1/threads/{part(thread_id)}/messages")

    def move(
        self,
        thread_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        id: str | UUID,
        lane: m.Lane,
    ) -> m.ThreadRead:
        """Put a card into another lane: "Move to…". Needs the scope `threads:write`."""
        return self._call(
            "POST",
            f"/v1/threads/{part(thread_id)}/moves",
            body={"at": at, "at_precision": at_precision, "id": id, "lane": lane},
        )

    def read_plan(self, thread_id: str | UUID, /) -> m.PlanRead:
        """What comes up when of an open ask, and whom else at this employer might be asked. Needs the scope `threads:read`."""
        return self._call("GET", f"/v1/threads/{part(thread_id)}/plan")

    def restore_thread(self, thread_id: str | UUID, /) -> m.ThreadRead:
        """Undo the deletion of a thread. Needs the scope `threads:write`."""
        return self._call("POST", f"/v1/threads/{part(thread_id)}/restore")

    def thank(
        self,
        thread_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        id: str | UUID,
    ) -> m.ThreadRead:
        """Say that they were thanked, without a message kept here. Needs the scope `threads:write`."""
        return self._call(
            "POST",
            f"/v1/threads/{part(thread_id)}/thanks",
            body={"at": at, "at_precision": at_precision, "id": id},
        )

    def suggest_times(
        self,
        thread_id: str | UUID,
        /,
        *,
        minutes: int | Omitted = OMITTED,
        after: str | date | None | Omitted = OMITTED,
    ) -> m.TimesRead:
        """Three times to offer, in their zone and working hours, when you are free. Needs the scope `conversations:read`."""
        return self._call(
            "GET",
            f"/v1/threads/{part(thread_id)}/times",
            query={"minutes": minutes, "after": after},
        )

    def list_ties(
        self,
        *,
        due: bool | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.TieRead, m.TiePage]:
        """People to keep in touch with, what is due first; with `due` only those due now. Of one person: at most that one, whatever is due. Needs the scope `contacts:read`."""
        return self._pages("/v1/ties", query={"due": due, "contact_id": contact_id, "limit": limit})

    def read_dormant_ties(self) -> m.DormantTies:
        """People not heard of for long who may be worth a line, and why. Needs the scope `contacts:read`."""
        return self._call("GET", "/v1/ties/dormant")

    def read_tie(self, contact_id: str | UUID, /) -> m.TieRead:
        """Keeping in touch with one person; there is nothing before a talk. Needs the scope `contacts:read`."""
        return self._call("GET", f"/v1/ties/{part(contact_id)}")

    def change_tie(
        self,
        contact_id: str | UUID,
        /,
        *,
        if_match: int | str,
        every_days: Literal[60, 120, 365] | Omitted = OMITTED,
        off: bool | Omitted = OMITTED,
    ) -> m.TieRead:
        """How often, or not at all. Needs the scope `contacts:write`."""
        return self._call(
            "PATCH",
            f"/v1/ties/{part(contact_id)}",
            if_match=if_match,
            body={"every_days": every_days, "off": off},
        )

    def unskip_tie(self, contact_id: str | UUID, /) -> m.TieRead:
        """Take the skip back. Needs the scope `contacts:write`."""
        return self._call("DELETE", f"/v1/ties/{part(contact_id)}/skipped")

    def skip_tie(self, contact_id: str | UUID, /) -> m.TieRead:
        """Not now. It is put off, not done. Needs the scope `contacts:write`."""
        return self._call("POST", f"/v1/ties/{part(contact_id)}/skipped")

    def untouch_tie(self, contact_id: str | UUID, /) -> m.TieRead:
        """We were not in touch after all. Needs the scope `contacts:write`."""
        return self._call("DELETE", f"/v1/ties/{part(contact_id)}/touched")

    def touch_tie(
        self, contact_id: str | UUID, /, *, at: str | datetime | None | Omitted = OMITTED
    ) -> m.TieRead:
        """We were in touch some other way: the clock begins anew. Needs the scope `contacts:write`."""
        return self._call("POST", f"/v1/ties/{part(contact_id)}/touched", body={"at": at})

    def begin_update(self, contact_id: str | UUID, /) -> m.UpdateStart:
        """What an update to this person can begin from. Needs the scope `contacts:read`."""
        return self._call("GET", f"/v1/ties/{part(contact_id)}/update")

    def read_today(self) -> m.TodayRead:
        """The single next thing, at most three more, and what can wait. Needs the scope `threads:read`."""
        return self._call("GET", "/v1/today")

    def mark_undone(
        self,
        *,
        kind: Literal[
            "ask_first",
            "write_thanks",
            "did_you_talk",
            "debrief",
            "date_soon",
            "prepare",
            "promise_mine",
            "any_answers",
            "choose_time",
            "find_time",
            "follow_up",
            "tell_introducer",
            "new_time",
            "advice_told",
            "tell_landed",
            "first_update",
            "finish_draft",
            "ask",
            "promise_theirs",
            "keep_in_touch",
            "plan_item",
            "goal_review",
            "token_ends",
            "second_person",
            "close",
            "keep_person",
            "sort",
        ],
        subject_id: str | UUID,
    ) -> None:
        """Not done after all. Needs the scope `threads:write`."""
        self._call("DELETE", "/v1/today/done", body={"kind": kind, "subject_id": subject_id})

    def mark_done(
        self,
        *,
        kind: Literal[
            "ask_first",
            "write_thanks",
            "did_you_talk",
            "debrief",
            "date_soon",
            "prepare",
            "promise_mine",
            "any_answers",
            "choose_time",
            "find_time",
            "follow_up",
            "tell_introducer",
            "new_time",
            "advice_told",
            "tell_landed",
            "first_update",
            "finish_draft",
            "ask",
            "promise_theirs",
            "keep_in_touch",
            "plan_item",
            "goal_review",
            "token_ends",
            "second_person",
            "close",
            "keep_person",
            "sort",
        ],
        subject_id: str | UUID,
    ) -> None:
        """Done, or not to be shown again. Needs the scope `threads:write`."""
        self._call("POST", "/v1/today/done", body={"kind": kind, "subject_id": subject_id})

    def wake(
        self,
        *,
        kind: Literal[
            "ask_first",
            "write_thanks",
            "did_you_talk",
            "debrief",
            "date_soon",
            "prepare",
            "promise_mine",
            "any_answers",
            "choose_time",
            "find_time",
            "follow_up",
            "tell_introducer",
            "new_time",
            "advice_told",
            "tell_landed",
            "first_update",
            "finish_draft",
            "ask",
            "promise_theirs",
            "keep_in_touch",
            "plan_item",
            "goal_review",
            "token_ends",
            "second_person",
            "close",
            "keep_person",
            "sort",
        ],
        subject_id: str | UUID,
    ) -> None:
        """Show it again. Needs the scope `threads:write`."""
        self._call("DELETE", "/v1/today/snooze", body={"kind": kind, "subject_id": subject_id})

    def snooze(
        self,
        *,
        kind: Literal[
            "ask_first",
            "write_thanks",
            "did_you_talk",
            "debrief",
            "date_soon",
            "prepare",
            "promise_mine",
            "any_answers",
            "choose_time",
            "find_time",
            "follow_up",
            "tell_introducer",
            "new_time",
            "advice_told",
            "tell_landed",
            "first_update",
            "finish_draft",
            "ask",
            "promise_theirs",
            "keep_in_touch",
            "plan_item",
            "goal_review",
            "token_ends",
            "second_person",
            "close",
            "keep_person",
            "sort",
        ],
        subject_id: str | UUID,
        until: str | datetime,
    ) -> None:
        """Not before a time. Needs the scope `threads:write`."""
        self._call(
            "POST",
            "/v1/today/snooze",
            body={"kind": kind, "subject_id": subject_id, "until": until},
        )

    def name_update(
        self,
        *,
        advice_ids: list[str | UUID] | Omitted = OMITTED,
        id: str | UUID,
        introduction_ids: list[str | UUID] | Omitted = OMITTED,
    ) -> None:
        """Say which advice and which introductions a message tells of; once it is sent, they are told. Needs the scope `conversations:write`."""
        self._call(
            "POST",
            "/v1/updates",
            body={"advice_ids": advice_ids, "id": id, "introduction_ids": introduction_ids},
        )

    def read_volunteering(self) -> m.VolunteeringRead:
        """Where the caller is a host, and where they could become one, with the words to agree to. Needs the scope `organizations:read`."""
        return self._call("GET", "/v1/volunteering")

    def read_waiting(self) -> m.Waiting:
        """People waiting to hear from me. Needs the scope `contacts:read`."""
        return self._call("GET", "/v1/waiting")

    def list_webhooks(
        self, *, limit: int | Omitted = OMITTED
    ) -> Pages[m.WebhookRead, m.WebhookPage]:
        """My webhooks and how they are doing, the latest first. Needs the scope `webhooks:read`."""
        return self._pages("/v1/webhooks", query={"limit": limit})

    def create_webhook(
        self,
        *,
        id: str | UUID | Omitted = OMITTED,
        types: list[
            Literal[
                "contact.created",
                "contact.updated",
                "contact.deleted",
                "thread.asked",
                "thread.answered",
                "thread.scheduled",
                "thread.closed",
                "conversation.held",
                "conversation.cancelled",
                "conversation.missed",
                "thanks.sent",
                "promise.kept",
                "promise.late",
                "insight.created",
                "advice.done",
                "advice.told",
                "goal.revised",
                "report.ready",
                "outcome.recorded",
                "grant.given",
                "grant.revoked",
                "host_request.answered",
                "host_request.expired",
            ]
        ]
        | Omitted = OMITTED,
        url: str,
    ) -> m.WebhookMade:
        """Subscribe: have what happens from now on sent to an address, as `GET /v1/events` shows it and signed as Standard Webhooks says. The secret is in this answer only. Whatever answers 2xx within 8 seconds has taken it; else it is tried again for a day. The same request again answers 200. Needs the scope `webhooks:write`."""
        return self._call(
            "POST", "/v1/webhooks", body={"id": id, "types": types, "url": url}, makes_id=True
        )

    def delete_webhook(self, webhook_id: str | UUID, /) -> None:
        """Unsubscribe: nothing more is sent. It can be brought back for 30 days. Needs the scope `webhooks:write`."""
        self._call("DELETE", f"/v1/webhooks/{part(webhook_id)}")

    def read_webhook(self, webhook_id: str | UUID, /) -> m.WebhookRead:
        """One webhook. Needs the scope `webhooks:read`."""
        return self._call("GET", f"/v1/webhooks/{part(webhook_id)}")

    def change_webhook(
        self,
        webhook_id: str | UUID,
        /,
        *,
        if_match: int | str,
        paused: bool | Omitted = OMITTED,
        types: list[
            Literal[
                "contact.created",
                "contact.updated",
                "contact.deleted",
                "thread.asked",
                "thread.answered",
                "thread.scheduled",
                "thread.closed",
                "conversation.held",
                "conversation.cancelled",
                "conversation.missed",
                "thanks.sent",
                "promise.kept",
                "promise.late",
                "insight.created",
                "advice.done",
                "advice.told",
                "goal.revised",
                "report.ready",
                "outcome.recorded",
                "grant.given",
                "grant.revoked",
                "host_request.answered",
                "host_request.expired",
            ]
        ]
        | Omitted = OMITTED,
        url: str | Omitted = OMITTED,
    ) -> m.WebhookRead:
        """Change where it goes and what is sent, pause it, or have it go on. Needs the scope `webhooks:write`."""
        return self._call(
            "PATCH",
            f"/v1/webhooks/{part(webhook_id)}",
            if_match=if_match,
            body={"paused": paused, "types": types, "url": url},
        )

    def list_webhook_deliveries(
        self,
        webhook_id: str | UUID,
        /,
        *,
        failed: bool | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> Pages[m.WebhookDelivery, m.WebhookDeliveryPage]:
        """Every event on its way to this webhook and what came of it, the latest first; for 13 months. Needs the scope `webhooks:read`."""
        return self._pages(
            f"/v1/webhooks/{part(webhook_id)}/deliveries", query={"failed": failed, "limit": limit}
        )

    def read_webhook_delivery(
        self, webhook_id: str | UUID, delivery_id: str | UUID, /
    ) -> m.WebhookDelivery:
        """One of them. Needs the scope `webhooks:read`."""
        return self._call("GET", f"/v1/webhooks/{part(webhook_id)}/deliveries/{part(delivery_id)}")

    def replay_webhook(
        self,
        webhook_id: str | UUID,
        /,
        *,
        idempotency_key: str | None = None,
        delivery_ids: list[str | UUID] | Omitted = OMITTED,
        since: str | datetime | Omitted = OMITTED,
        taken: bool | Omitted = OMITTED,
    ) -> m.WebhookReplayed:
        """Send again, under the same `webhook-id`: some deliveries, or all since a moment. Needs the scope `webhooks:write`."""
        return self._call(
            "POST",
            f"/v1/webhooks/{part(webhook_id)}/replay",
            idempotency_key=idempotency_key,
            keyed=True,
            body={"delivery_ids": delivery_ids, "since": since, "taken": taken},
        )

    def restore_webhook(self, webhook_id: str | UUID, /) -> m.WebhookRead:
        """Undo unsubscribing. What happened meanwhile is not sent; `GET /v1/events` has it. Needs the scope `webhooks:write`."""
        return self._call("POST", f"/v1/webhooks/{part(webhook_id)}/restore")

    def rotate_webhook_secret(
        self, webhook_id: str | UUID, /, *, overlap_hours: int
    ) -> m.SecretMade:
        """Make a new secret, shown in this answer only. Until the overlap is over every message carries two signatures, by the new one and by the one before. Needs the scope `webhooks:write`."""
        return self._call(
            "POST",
            f"/v1/webhooks/{part(webhook_id)}/rotate-secret",
            body={"overlap_hours": overlap_hours},
        )

    def test_webhook(
        self,
        webhook_id: str | UUID,
        /,
        *,
        idempotency_key: str | None = None,
        type: Literal[
            "contact.created",
            "contact.updated",
            "contact.deleted",
            "thread.asked",
            "thread.answered",
            "thread.scheduled",
            "thread.closed",
            "conversation.held",
            "conversation.cancelled",
            "conversation.missed",
            "thanks.sent",
            "promise.kept",
            "promise.late",
            "insight.created",
            "advice.done",
            "advice.told",
            "goal.revised",
            "report.ready",
            "outcome.recorded",
            "grant.given",
            "grant.revoked",
            "host_request.answered",
            "host_request.expired",
        ]
        | Omitted = OMITTED,
    ) -> m.WebhookDelivery:
        """Send an invented event, once; read the delivery a moment later to see what came of it. Needs the scope `webhooks:write`."""
        return self._call(
            "POST",
            f"/v1/webhooks/{part(webhook_id)}/test",
            idempotency_key=idempotency_key,
            keyed=True,
            body={"type": type},
        )

    def who_led(self) -> m.WhoLed:
        """Who led to whom as a tree, how wide the circle of people talked to is, and who would widen it. Needs the scope `contacts:read`."""
        return self._call("GET", "/v1/who-led")


class AsyncOperations(AsyncCaller):
    """Every request, awaited."""

    def list_advice(
        self,
        *,
        stands: Literal["new", "trying", "parked", "not_for_me", "done", "told"]
        | None
        | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.AdviceRead, m.AdvicePage]:
        """Advice, the latest first; `stands` names one state. Needs the scope `conversations:read`."""
        return self._pages(
            "/v1/advice", query={"stands": stands, "contact_id": contact_id, "limit": limit}
        )

    async def read_advice(self, advice_id: str | UUID, /) -> m.AdviceRead:
        """One piece of advice. Its id is that of the line that was first tagged so. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/advice/{part(advice_id)}")

    async def change_advice(
        self,
        advice_id: str | UUID,
        /,
        *,
        if_match: int | str,
        at: str | datetime | None | Omitted = OMITTED,
        result: str | Omitted = OMITTED,
        state: Literal["new", "trying", "parked", "not_for_me", "done", "told"] | Omitted = OMITTED,
    ) -> m.AdviceRead:
        """Try it, park it, not for me; done, with what came of it; told. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/advice/{part(advice_id)}",
            if_match=if_match,
            body={"at": at, "result": result, "state": state},
        )

    async def list_assumptions(self) -> m.AssumptionList:
        """What the person wants to find out: the open ones first, with the lines for and against. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/assumptions")

    async def make_assumption(
        self,
        *,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        insight_id: str | UUID | None | Omitted = OMITTED,
        text: str,
    ) -> m.AssumptionRead:
        """Keep something to find out, put as a question; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/assumptions",
            body={"goal_id": goal_id, "id": id, "insight_id": insight_id, "text": text},
            makes_id=True,
        )

    async def read_board(self) -> m.Board:
        """What the person wants to find out: who was asked about it, whether they disagree, where it is planned to be asked, whom to ask next and why, and answers to look at. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/assumptions/board")

    async def could_settle(
        self, *, contact_id: list[str | UUID] | Omitted = OMITTED
    ) -> m.CouldSettleList:
        """Of each of these people the open question to which their answer is worth most; who could add to none is left out. Needs the scope `conversations:read`."""
        return await self._call(
            "GET", "/v1/assumptions/could-settle", query={"contact_id": contact_id}
        )

    async def remove_assumption(self, assumption_id: str | UUID, /) -> None:
        """It need not be found out any more. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/assumptions/{part(assumption_id)}")

    async def read_assumption(self, assumption_id: str | UUID, /) -> m.AssumptionRead:
        """One thing to find out. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/assumptions/{part(assumption_id)}")

    async def change_assumption(
        self,
        assumption_id: str | UUID,
        /,
        *,
        if_match: int | str,
        goal_id: str | UUID | None | Omitted = OMITTED,
        state: Literal["open", "supported", "refuted"] | Omitted = OMITTED,
        text: str | Omitted = OMITTED,
    ) -> m.AssumptionRead:
        """Say what the answer is, or that it is open after all; or word it anew. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/assumptions/{part(assumption_id)}",
            if_match=if_match,
            body={"goal_id": goal_id, "state": state, "text": text},
        )

    async def forget(
        self, assumption_id: str | UUID, evidence_id: str | UUID, /
    ) -> m.AssumptionRead:
        """A line says nothing about it after all. Needs the scope `conversations:write`."""
        return await self._call(
            "DELETE", f"/v1/assumptions/{part(assumption_id)}/findings/{part(evidence_id)}"
        )

    async def find(
        self,
        assumption_id: str | UUID,
        evidence_id: str | UUID,
        /,
        *,
        says: Literal["supports", "refutes"],
    ) -> m.AssumptionRead:
        """A line speaks for it, or against it. Needs the scope `conversations:write`."""
        return await self._call(
            "PUT",
            f"/v1/assumptions/{part(assumption_id)}/findings/{part(evidence_id)}",
            body={"says": says},
        )

    async def read_balance(self) -> m.Balance:
        """What came from people and what went to them: talks, advice, introductions, promises kept, what was shared and told. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/balance")

    def list_calendars(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.CalendarRead, m.CalendarPage]:
        """Calendars, the latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/calendars", query={"limit": limit})

    async def bring_calendar(
        self, *, file: bytes, id: str | UUID | Omitted = OMITTED
    ) -> m.CalendarRead:
        """Bring a calendar as a file, so that no time is offered when you are busy. Only when you are busy is kept: no titles, no places, no guests, and not the file. Needs the scope `conversations:write`."""
        return await self._call(
            "POST", "/v1/calendars", form={"file": file, "id": id}, makes_id=True
        )

    async def forget_calendar(self, calendar_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take a calendar away: nothing of it counts any more. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/calendars/{part(calendar_id)}", if_match=if_match)

    async def read_calendar(self, calendar_id: str | UUID, /) -> m.CalendarRead:
        """One calendar, and how far it is known. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/calendars/{part(calendar_id)}")

    async def replace_calendar(
        self, calendar_id: str | UUID, /, *, if_match: int | str, file: bytes
    ) -> m.CalendarRead:
        """Bring a newer file in its place. Needs the scope `conversations:write`."""
        return await self._call(
            "PUT", f"/v1/calendars/{part(calendar_id)}", if_match=if_match, form={"file": file}
        )

    async def bring_calendar_back(self, calendar_id: str | UUID, /) -> m.CalendarRead:
        """Undo the taking away, within a day. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/calendars/{part(calendar_id)}/restore")

    async def read_changes(
        self,
        *,
        since: str | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
        type: list[str] | None | Omitted = OMITTED,
    ) -> m.Changes:
        """Everything of mine that changed since then, deleted rows as tombstones; with `type` only these. Needs the scope `export:read`."""
        return await self._call(
            "GET", "/v1/changes", query={"since": since, "limit": limit, "type": type}
        )

    async def check_an_ask(self, *, draft: m.Draft) -> m.CheckResult:
        """Look at an ask; nothing is kept. Needs the scope `threads:read`."""
        return await self._call("POST", "/v1/checks/ask", body={"draft": draft})

    async def look_at_question(self, *, text: str) -> m.QuestionLooked:
        """Whether a yes, a no or a number would answer it, and how it could be asked instead. Needs the scope `conversations:read`."""
        return await self._call("POST", "/v1/checks/question", body={"text": text})

    async def check_a_thank_you(self, *, draft: m.ThanksDraft) -> m.CheckResult:
        """Look at a thank-you; nothing is kept. Needs the scope `threads:read`."""
        return await self._call("POST", "/v1/checks/thanks", body={"draft": draft})

    async def check_an_update(self, *, draft: m.UpdateDraft) -> m.CheckResult:
        """Look at an update; nothing is kept. Needs the scope `threads:read`."""
        return await self._call("POST", "/v1/checks/update", body={"draft": draft})

    async def list_choices(
        self,
        which: Literal[
            "lanes",
            "sources",
            "ties",
            "functions",
            "seniorities",
            "channels",
            "media",
            "line_tags",
            "outcomes",
            "events",
        ],
        /,
    ) -> m.ChoiceList:
        """A fixed list in the product's own words, for drop-downs: `value` is what the API takes."""
        return await self._call("GET", f"/v1/choices/{part(which)}")

    def list_own_sessions(
        self, *, past: bool | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.OwnSession, m.OwnSessionPage]:
        """Sessions of the cohorts in which the caller takes part: those to come, the next first, or those that are over, the latest first. Needs the scope `organizations:read`."""
        return self._pages("/v1/cohort-sessions", query={"past": past, "limit": limit})

    async def save_own_session(self, session_id: str | UUID, /) -> bytes:
        """A session in which the caller takes part, as a calendar file. The same file moves and cancels what an earlier one made. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/cohort-sessions/{part(session_id)}/session.ics", raw=True
        )

    def list_contacts(
        self,
        *,
        q: str | None | Omitted = OMITTED,
        tag: str | None | Omitted = OMITTED,
        lane: Literal[
            "want_to_ask",
            "asked",
            "said_yes",
            "date_set",
            "talked",
            "in_touch",
            "later",
            "not_this_time",
        ]
        | None
        | Omitted = OMITTED,
        source: Literal[
            "alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"
        ]
        | None
        | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        email: str | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        archived: bool | Omitted = OMITTED,
        sort: Literal["name", "recent", "due"] | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.ContactRow, m.ContactPage]:
        """People, by name, by the last change or by what is due; filtered, or found by words. Needs the scope `contacts:read`."""
        return self._pages(
            "/v1/contacts",
            query={
                "q": q,
                "tag": tag,
                "lane": lane,
                "source": source,
                "employer_id": employer_id,
                "email": email,
                "external_id": external_id,
                "archived": archived,
                "sort": sort,
                "limit": limit,
            },
        )

    async def create_contact(
        self,
        *,
        country: str | None | Omitted = OMITTED,
        do_not_contact: bool | Omitted = OMITTED,
        employer: str | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        family_name: str | Omitted = OMITTED,
        function: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        given_name: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        industry: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        notes: str | Omitted = OMITTED,
        points: list[m.PointWrite] | Omitted = OMITTED,
        retain_until: str | date | None | Omitted = OMITTED,
        role: str | Omitted = OMITTED,
        seniority: Literal[
            "student",
            "junior",
            "professional",
            "senior",
            "lead",
            "manager",
            "director",
            "executive",
            "owner",
        ]
        | None
        | Omitted = OMITTED,
        source: Literal[
            "alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"
        ]
        | None
        | Omitted = OMITTED,
        tags: list[str] | Omitted = OMITTED,
        tie: Literal["well", "bit"] | None | Omitted = OMITTED,
        time_zone: str | None | Omitted = OMITTED,
        why: str | Omitted = OMITTED,
    ) -> m.ContactRead:
        """Add somebody. The same request again answers 200 with the same contact. Needs the scope `contacts:write`."""
        return await self._call(
            "POST",
            "/v1/contacts",
            body={
                "country": country,
                "do_not_contact": do_not_contact,
                "employer": employer,
                "employer_id": employer_id,
                "external_id": external_id,
                "family_name": family_name,
                "function": function,
                "given_name": given_name,
                "id": id,
                "industry": industry,
                "name": name,
                "notes": notes,
                "points": points,
                "retain_until": retain_until,
                "role": role,
                "seniority": seniority,
                "source": source,
                "tags": tags,
                "tie": tie,
                "time_zone": time_zone,
                "why": why,
            },
            makes_id=True,
        )

    async def upsert_many(self, *, items: list[m.ContactKeyed]) -> m.BatchResults:
        """Create or update up to a hundred people by their keys; says for each what became of it. One that is refused hinders no other. Needs the scope `contacts:write`."""
        return await self._call("POST", "/v1/contacts/batch", body={"items": items})

    async def do_with_many(
        self,
        *,
        idempotency_key: str | None = None,
        action: Literal["tag", "untag", "archive", "unarchive", "delete"],
        ids: list[str | UUID],
        tag: str | Omitted = OMITTED,
    ) -> m.BulkResults:
        """Tag, archive or delete many people; says for each what became of it. Needs the scope `contacts:write`."""
        return await self._call(
            "POST",
            "/v1/contacts/bulk",
            idempotency_key=idempotency_key,
            keyed=True,
            body={"action": action, "ids": ids, "tag": tag},
        )

    async def upsert_contact(
        self,
        the_external_id: str,
        /,
        *,
        country: str | None | Omitted = OMITTED,
        do_not_contact: bool | Omitted = OMITTED,
        employer: str | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        family_name: str | Omitted = OMITTED,
        function: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        given_name: str | Omitted = OMITTED,
        industry: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        notes: str | Omitted = OMITTED,
        points: list[m.PointWrite] | Omitted = OMITTED,
        retain_until: str | date | None | Omitted = OMITTED,
        role: str | Omitted = OMITTED,
        seniority: Literal[
            "student",
            "junior",
            "professional",
            "senior",
            "lead",
            "manager",
            "director",
            "executive",
            "owner",
        ]
        | None
        | Omitted = OMITTED,
        source: Literal[
            "alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"
        ]
        | None
        | Omitted = OMITTED,
        tags: list[str] | Omitted = OMITTED,
        tie: Literal["well", "bit"] | None | Omitted = OMITTED,
        time_zone: str | None | Omitted = OMITTED,
        why: str | Omitted = OMITTED,
    ) -> m.ContactRead:
        """Create (201) or update (200) the contact that another system has under this key, in one call. What is not sent stays; where nothing differs nothing is written. Without a contact of this key, the only one with an e-mail address that was sent gets it. Needs the scope `contacts:write`."""
        return await self._call(
            "PUT",
            f"/v1/contacts/by-external-id/{part(the_external_id)}",
            body={
                "country": country,
                "do_not_contact": do_not_contact,
                "employer": employer,
                "employer_id": employer_id,
                "external_id": external_id,
                "family_name": family_name,
                "function": function,
                "given_name": given_name,
                "industry": industry,
                "name": name,
                "notes": notes,
                "points": points,
                "retain_until": retain_until,
                "role": role,
                "seniority": seniority,
                "source": source,
                "tags": tags,
                "tie": tie,
                "time_zone": time_zone,
                "why": why,
            },
        )

    async def export_contacts(
        self, *, format: Literal["csv", "vcard"] | Omitted = OMITTED
    ) -> bytes:
        """Everybody as a CSV file or as vCards. Needs the scope `contacts:read`."""
        return await self._call("GET", "/v1/contacts/export", query={"format": format}, raw=True)

    async def guess(self, *, text: str) -> m.PersonGuessed:
        """Who a pasted profile link, page title or signature is about. No page is fetched. Needs the scope `contacts:read`."""
        return await self._call("POST", "/v1/contacts/guess", body={"text": text})

    async def delete_contact(self, contact_id: str | UUID, /, *, if_match: int | str) -> None:
        """Delete somebody; 30 days long it can be taken back. Needs the scope `contacts:write`."""
        await self._call("DELETE", f"/v1/contacts/{part(contact_id)}", if_match=if_match)

    async def read_contact(self, contact_id: str | UUID, /) -> m.ContactRead:
        """One person. Needs the scope `contacts:read`."""
        return await self._call("GET", f"/v1/contacts/{part(contact_id)}")

    async def change_contact(
        self,
        contact_id: str | UUID,
        /,
        *,
        if_match: int | str,
        archived: bool | Omitted = OMITTED,
        country: str | None | Omitted = OMITTED,
        do_not_contact: bool | Omitted = OMITTED,
        employer: str | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        family_name: str | Omitted = OMITTED,
        function: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        given_name: str | Omitted = OMITTED,
        industry: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        notes: str | Omitted = OMITTED,
        points: list[m.PointWrite] | Omitted = OMITTED,
        retain_until: str | date | None | Omitted = OMITTED,
        role: str | Omitted = OMITTED,
        seniority: Literal[
            "student",
            "junior",
            "professional",
            "senior",
            "lead",
            "manager",
            "director",
            "executive",
            "owner",
        ]
        | None
        | Omitted = OMITTED,
        source: Literal[
            "alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"
        ]
        | None
        | Omitted = OMITTED,
        tags: list[str] | Omitted = OMITTED,
        tie: Literal["well", "bit"] | None | Omitted = OMITTED,
        time_zone: str | None | Omitted = OMITTED,
        why: str | Omitted = OMITTED,
    ) -> m.ContactRead:
        """Change a card; what is not sent stays, what is sent no import overwrites. Needs the scope `contacts:write`."""
        return await self._call(
            "PATCH",
            f"/v1/contacts/{part(contact_id)}",
            if_match=if_match,
            body={
                "archived": archived,
                "country": country,
                "do_not_contact": do_not_contact,
                "employer": employer,
                "employer_id": employer_id,
                "external_id": external_id,
                "family_name": family_name,
                "function": function,
                "given_name": given_name,
                "industry": industry,
                "name": name,
                "notes": notes,
                "points": points,
                "retain_until": retain_until,
                "role": role,
                "seniority": seniority,
                "source": source,
                "tags": tags,
                "tie": tie,
                "time_zone": time_zone,
                "why": why,
            },
        )

    async def erase_contact(
        self, contact_id: str | UUID, /, *, idempotency_key: str | None = None
    ) -> None:
        """They asked to be deleted: empty everything about them, for good, and keep them out. Needs the scope `contacts:write`."""
        await self._call(
            "POST",
            f"/v1/contacts/{part(contact_id)}/erase",
            idempotency_key=idempotency_key,
            keyed=True,
        )

    async def restore_contact(self, contact_id: str | UUID, /) -> m.ContactRead:
        """Take a deletion back. Needs the scope `contacts:write`."""
        return await self._call("POST", f"/v1/contacts/{part(contact_id)}/restore")

    def read_timeline(
        self, contact_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.TimelineItem, m.TimelinePage]:
        """What happened with somebody, newest first. Needs the scope `contacts:read`."""
        return self._pages(f"/v1/contacts/{part(contact_id)}/timeline", query={"limit": limit})

    def list_conversations(
        self,
        *,
        when: Literal["upcoming", "past", "unanswered"] | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.ConversationRead, m.ConversationPage]:
        """Talks: coming ones soonest first; past ones, or those nobody has told about, latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/conversations", query={"when": when, "limit": limit})

    async def plan_conversation(
        self,
        *,
        ends_at: str | datetime,
        id: str | UUID | Omitted = OMITTED,
        medium: Literal["in_person", "phone", "video", "chat"],
        place: str | Omitted = OMITTED,
        starts_at: str | datetime,
        thread_id: str | UUID,
        zone: str,
    ) -> m.ConversationRead:
        """Set a date; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/conversations",
            body={
                "ends_at": ends_at,
                "id": id,
                "medium": medium,
                "place": place,
                "starts_at": starts_at,
                "thread_id": thread_id,
                "zone": zone,
            },
            makes_id=True,
        )

    async def record_past_conversation(
        self,
        *,
        contact_id: str | UUID,
        ended_at: str | datetime,
        heard: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        line_id: str | UUID | None | Omitted = OMITTED,
        medium: Literal["in_person", "phone", "video", "chat"] | Omitted = OMITTED,
        thread_id: str | UUID,
    ) -> m.ConversationRead:
        """Record a talk that took place already; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/conversations/past",
            body={
                "contact_id": contact_id,
                "ended_at": ended_at,
                "heard": heard,
                "id": id,
                "line_id": line_id,
                "medium": medium,
                "thread_id": thread_id,
            },
            makes_id=True,
        )

    async def delete_conversation(
        self, conversation_id: str | UUID, /, *, if_match: int | str
    ) -> None:
        """Delete a talk that was entered by mistake. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/conversations/{part(conversation_id)}", if_match=if_match)

    async def read_conversation(self, conversation_id: str | UUID, /) -> m.ConversationRead:
        """One talk. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}")

    async def change_conversation(
        self,
        conversation_id: str | UUID,
        /,
        *,
        if_match: int | str,
        ends_at: str | datetime | Omitted = OMITTED,
        medium: Literal["in_person", "phone", "video", "chat"] | Omitted = OMITTED,
        place: str | Omitted = OMITTED,
        starts_at: str | datetime | Omitted = OMITTED,
        zone: str | Omitted = OMITTED,
    ) -> m.ConversationRead:
        """Move a planned talk, or change how and where. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/conversations/{part(conversation_id)}",
            if_match=if_match,
            body={
                "ends_at": ends_at,
                "medium": medium,
                "place": place,
                "starts_at": starts_at,
                "zone": zone,
            },
        )

    async def keep_debrief_step(
        self, conversation_id: str | UUID, /, *, step: int
    ) -> m.ConversationRead:
        """How far the three questions got; it may be left at each. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH", f"/v1/conversations/{part(conversation_id)}/debrief", body={"step": step}
        )

    async def heard_in(self, conversation_id: str | UUID, /) -> m.HeardLines:
        """The lines of one talk that stand behind claims: what may have changed a goal, or speaks for or against what is to be found out. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/evidence")

    async def tell_what_happened(
        self,
        conversation_id: str | UUID,
        /,
        *,
        ended_at: str | datetime | None | Omitted = OMITTED,
        ends_at: str | datetime | None | Omitted = OMITTED,
        id: str | UUID,
        starts_at: str | datetime | None | Omitted = OMITTED,
        what: Literal["talked", "moved", "no_show", "cancelled"],
    ) -> m.ConversationRead:
        """How was it? We talked, it was moved, it did not happen. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            f"/v1/conversations/{part(conversation_id)}/happened",
            body={
                "ended_at": ended_at,
                "ends_at": ends_at,
                "id": id,
                "starts_at": starts_at,
                "what": what,
            },
        )

    async def list_claims_of_talk(self, conversation_id: str | UUID, /) -> m.ClaimList:
        """The claims that have a line of one talk, with all that stands behind them. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/insights")

    async def read_invitation(self, conversation_id: str | UUID, /) -> bytes:
        """The talk as a calendar file to send or to open: an invitation while the date stands, its cancellation once it does not. The same file moves and cancels what an earlier one made. Needs the scope `conversations:read`."""
        return await self._call(
            "GET", f"/v1/conversations/{part(conversation_id)}/invitation.ics", raw=True
        )

    async def read_lines(self, conversation_id: str | UUID, /) -> m.Lines:
        """The lines of a talk as they stand, in their order. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/lines")

    async def write_lines(
        self, conversation_id: str | UUID, /, *, lines: list[m.LineWritten]
    ) -> m.LineResults:
        """Keep lines of one talk; sent again, they are kept once. `/v1/entries` takes those of any. Needs the scope `conversations:write`."""
        return await self._call(
            "POST", f"/v1/conversations/{part(conversation_id)}/lines", body={"lines": lines}
        )

    async def list_photos(self, conversation_id: str | UUID, /) -> m.Photos:
        """The photos of a talk in the order they were taken. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/photos")

    async def read_preparation(self, conversation_id: str | UUID, /) -> m.PreparationRead:
        """What is prepared for a talk, and what is known of the person already. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/preparation")

    async def change_preparation(
        self,
        conversation_id: str | UUID,
        /,
        *,
        if_match: int | str,
        employer: str | Omitted = OMITTED,
        goal: str | Omitted = OMITTED,
        links: list[str] | Omitted = OMITTED,
        made: str | Omitted = OMITTED,
        news: str | Omitted = OMITTED,
        offer: str | Omitted = OMITTED,
        path: str | Omitted = OMITTED,
        shared: str | Omitted = OMITTED,
        view: str | Omitted = OMITTED,
    ) -> m.PreparationRead:
        """Write some fields of the sheet. One that nobody has begun has version 0. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/conversations/{part(conversation_id)}/preparation",
            if_match=if_match,
            body={
                "employer": employer,
                "goal": goal,
                "links": links,
                "made": made,
                "news": news,
                "offer": offer,
                "path": path,
                "shared": shared,
                "view": view,
            },
        )

    async def print_preparation(self, conversation_id: str | UUID, /) -> bytes:
        """The sheet on one page, to be printed. Needs the scope `conversations:read`."""
        return await self._call(
            "GET", f"/v1/conversations/{part(conversation_id)}/preparation.pdf", raw=True
        )

    async def list_questions(self, conversation_id: str | UUID, /) -> m.QuestionList:
        """The question plan of a talk, in its order, with what became of each. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/questions")

    async def plan_questions(
        self, conversation_id: str | UUID, /, *, questions: list[m.QuestionPlanned]
    ) -> m.QuestionList:
        """Put questions into the plan; sent again, they are kept once. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            f"/v1/conversations/{part(conversation_id)}/questions",
            body={"questions": questions},
        )

    async def order_questions(
        self, conversation_id: str | UUID, /, *, ids: list[str | UUID]
    ) -> m.QuestionList:
        """Put the questions of a plan in another order. Needs the scope `conversations:write`."""
        return await self._call(
            "POST", f"/v1/conversations/{part(conversation_id)}/questions/order", body={"ids": ids}
        )

    async def suggest_questions(
        self, conversation_id: str | UUID, /, *, minutes: int | Omitted = OMITTED
    ) -> m.Suggestions:
        """Questions that would fit this talk: what others left open, what rests on something read. Needs the scope `conversations:read`."""
        return await self._call(
            "GET",
            f"/v1/conversations/{part(conversation_id)}/questions/suggested",
            query={"minutes": minutes},
        )

    async def restore_conversation(self, conversation_id: str | UUID, /) -> m.ConversationRead:
        """Undo the deletion. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/conversations/{part(conversation_id)}/restore")

    async def read_talk_skills(self, conversation_id: str | UUID, /) -> m.TalkSkills:
        """What the lines of a talk say of skills, and what they seem to say: suggestions to confirm (as a signal) or to refuse. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/skills")

    async def read_sorting(self, conversation_id: str | UUID, /) -> m.SortingRead:
        """All that would be sent to have the lines of a talk sorted. Nothing is sent yet. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/sorting")

    async def sort_lines(
        self, conversation_id: str | UUID, /, *, lines: list[m.Sent]
    ) -> m.Proposals:
        """Send these lines, as they were shown or shortened, and get what the model proposes. Nothing of it is kept: confirm it by writing the line, the insight or the signal. Needs the scope `conversations:write`."""
        return await self._call(
            "POST", f"/v1/conversations/{part(conversation_id)}/sorting", body={"lines": lines}
        )

    async def start_thanks(self, conversation_id: str | UUID, /) -> m.ThanksStart:
        """What a thank-you can begin from. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/conversations/{part(conversation_id)}/thanks")

    async def read_debrief(self, conversation_id: str | UUID, /) -> m.DebriefRead:
        """What can be looked at once more after a talk. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/debriefs/{part(conversation_id)}")

    def list_deliveries(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.DeliveryRead, m.DeliveryPage]:
        """What was said to this person by which way, or why it was not. Days on which nothing was due are left out. Needs the scope `reminders:read`."""
        return self._pages("/v1/deliveries", query={"limit": limit})

    def list_digests(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.DigestRead, m.DigestPage]:
        """How each week went, the latest first, as it was told then; months and goals among them. Needs the scope `threads:read`."""
        return self._pages("/v1/digests", query={"limit": limit})

    def list_duplicates(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.DuplicatePair, m.DuplicatePage]:
        """Pairs of cards that may be one person, with the reasons, the likeliest first. Needs the scope `contacts:read`."""
        return self._pages("/v1/duplicates", query={"limit": limit})

    async def dismiss(self, *, keep_id: str | UUID, merge_id: str | UUID) -> None:
        """Say that two cards are two people. Needs the scope `contacts:write`."""
        await self._call(
            "POST", "/v1/duplicates/dismissed", body={"keep_id": keep_id, "merge_id": merge_id}
        )

    async def show_again(self, keep_id: str | UUID, merge_id: str | UUID, /) -> None:
        """Take back that two cards are two people. Needs the scope `contacts:write`."""
        await self._call("DELETE", f"/v1/duplicates/dismissed/{part(keep_id)}/{part(merge_id)}")

    def list_employers(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.EmployerRead, m.EmployerPage]:
        """Employers, by name. Needs the scope `contacts:read`."""
        return self._pages("/v1/employers", query={"limit": limit})

    async def create_employer(
        self, *, id: str | UUID | Omitted = OMITTED, name: str, present: bool | Omitted = OMITTED
    ) -> m.EmployerRead:
        """Add an employer. The same request again answers 200. Needs the scope `contacts:write`."""
        return await self._call(
            "POST",
            "/v1/employers",
            body={"id": id, "name": name, "present": present},
            makes_id=True,
        )

    async def delete_employer(self, employer_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take an employer away; its people stay, without one. Needs the scope `contacts:write`."""
        await self._call("DELETE", f"/v1/employers/{part(employer_id)}", if_match=if_match)

    async def read_employer(self, employer_id: str | UUID, /) -> m.EmployerRead:
        """One employer. Needs the scope `contacts:read`."""
        return await self._call("GET", f"/v1/employers/{part(employer_id)}")

    async def change_employer(
        self,
        employer_id: str | UUID,
        /,
        *,
        if_match: int | str,
        name: str | Omitted = OMITTED,
        present: bool | Omitted = OMITTED,
    ) -> m.EmployerRead:
        """Rename an employer, or say whether it is one's own. Needs the scope `contacts:write`."""
        return await self._call(
            "PATCH",
            f"/v1/employers/{part(employer_id)}",
            if_match=if_match,
            body={"name": name, "present": present},
        )

    async def list_taking_part(self) -> m.TakingPartList:
        """The cohorts in which the caller takes part, or did. Needs the scope `organizations:read`."""
        return await self._call("GET", "/v1/enrolments")

    def list_flags_about_me(
        self, enrolment_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.FlagRead, m.FlagPage]:
        """Flags about the caller in this cohort, by themselves or a coach, the latest first, and what was answered. Needs the scope `organizations:read`."""
        return self._pages(f"/v1/enrolments/{part(enrolment_id)}/flags", query={"limit": limit})

    async def raise_flag(
        self, enrolment_id: str | UUID, flag_id: str | UUID, /, *, words: str
    ) -> None:
        """Say that the caller needs help now. Whoever coaches them is told at once, and where nobody does, the owners and admins. Needs the scope `organizations:write`."""
        await self._call(
            "PUT",
            f"/v1/enrolments/{part(enrolment_id)}/flags/{part(flag_id)}",
            body={"words": words},
        )

    async def end_grant(
        self, enrolment_id: str | UUID, what: Literal["activity", "growth", "outcome"], /
    ) -> None:
        """Share it no longer: no read that begins after this answer returns anything of it. Needs the scope `organizations:write`."""
        await self._call("DELETE", f"/v1/enrolments/{part(enrolment_id)}/grants/{part(what)}")

    async def give_grant(
        self,
        enrolment_id: str | UUID,
        what: Literal["activity", "growth", "outcome"],
        /,
        *,
        goal_ids: list[str | UUID] | Omitted = OMITTED,
        id: str | UUID,
        text_version: int,
    ) -> m.GrantRead:
        """Share it with the coach, or change how. It ends by itself 30 days after the cohort does. Needs the scope `organizations:write`."""
        return await self._call(
            "PUT",
            f"/v1/enrolments/{part(enrolment_id)}/grants/{part(what)}",
            body={"goal_ids": goal_ids, "id": id, "text_version": text_version},
        )

    async def ask_host(
        self,
        enrolment_id: str | UUID,
        /,
        *,
        body: str,
        host_id: str | UUID,
        id: str | UUID | Omitted = OMITTED,
    ) -> m.HostRequestRead:
        """Ask a host for a talk: Askwell mails it to them, because they agreed to that. It is over after ten business days. At most three wait for an answer at a time. The same request again answers 200. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/enrolments/{part(enrolment_id)}/host-requests",
            body={"body": body, "host_id": host_id, "id": id},
            makes_id=True,
        )

    def find_hosts(
        self,
        enrolment_id: str | UUID,
        /,
        *,
        words: str | None | Omitted = OMITTED,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.HostFound, m.HostsFound]:
        """Hosts where the caller takes part who can be asked now, those asked least first. Whoever rests, was asked enough, or was asked by the caller within half a year is not among them. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/enrolments/{part(enrolment_id)}/hosts",
            query={"words": words, "field": field, "limit": limit},
        )

    async def end_item(self, enrolment_id: str | UUID, grant_id: str | UUID, /) -> None:
        """Share it no longer: no read that begins after this answer returns it. Needs the scope `organizations:write`."""
        await self._call("DELETE", f"/v1/enrolments/{part(enrolment_id)}/items/{part(grant_id)}")

    async def share_item(
        self,
        enrolment_id: str | UUID,
        grant_id: str | UUID,
        /,
        *,
        coach_id: str | UUID,
        item_id: str | UUID,
        kind: Literal["message", "preparation", "notes", "report"],
        text_version: int,
        version: str,
    ) -> m.ItemRead:
        """Share the version that was looked at with one coach, who alone reads it. Needs the scope `organizations:write`."""
        return await self._call(
            "PUT",
            f"/v1/enrolments/{part(enrolment_id)}/items/{part(grant_id)}",
            body={
                "coach_id": coach_id,
                "item_id": item_id,
                "kind": kind,
                "text_version": text_version,
                "version": version,
            },
        )

    async def leave_cohort(self, enrolment_id: str | UUID, /) -> None:
        """No longer take part. Everything that was recorded stays with whoever recorded it. Needs the scope `organizations:write`."""
        await self._call("POST", f"/v1/enrolments/{part(enrolment_id)}/leave")

    def list_letters(
        self, enrolment_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.LetterRead, m.LetterPage]:
        """What coaches wrote to the caller in this cohort, the latest first. Needs the scope `organizations:read`."""
        return self._pages(f"/v1/enrolments/{part(enrolment_id)}/letters", query={"limit": limit})

    async def allow_letters(self, enrolment_id: str | UUID, /, *, allowed: bool) -> None:
        """Whether coaches of this cohort may write to the caller. Who says no gets nothing that was not sent by then; the coach reads a number, and no name. Needs the scope `organizations:write`."""
        await self._call(
            "PUT", f"/v1/enrolments/{part(enrolment_id)}/letters/allowed", body={"allowed": allowed}
        )

    async def read_preview(self, enrolment_id: str | UUID, /) -> m.Preview:
        """What a coach sees of the caller, by the very functions that show it to a coach. Needs the scope `organizations:read`."""
        return await self._call("GET", f"/v1/enrolments/{part(enrolment_id)}/preview")

    def list_preview_asks(
        self, enrolment_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.Step, m.StepPage]:
        """The caller's own asks as a coach sees them. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/enrolments/{part(enrolment_id)}/preview/asks", query={"limit": limit}
        )

    async def volunteer(
        self,
        enrolment_id: str | UUID,
        /,
        *,
        capacity: int | Omitted = OMITTED,
        consent_version: int,
        cool_off_days: int | Omitted = OMITTED,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        headline: str | Omitted = OMITTED,
        name: str,
        topics: list[str] | Omitted = OMITTED,
    ) -> m.VolunteeringRead:
        """Become a host where one takes part, or did. The link of a page of their own goes to their address. The same request again answers 200. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/enrolments/{part(enrolment_id)}/volunteer",
            body={
                "capacity": capacity,
                "consent_version": consent_version,
                "cool_off_days": cool_off_days,
                "field": field,
                "headline": headline,
                "name": name,
                "topics": topics,
            },
        )

    async def push_entries(
        self, *, entries: list[m.EntryWritten], format: Literal[1] | Omitted = OMITTED
    ) -> m.LineResults:
        """Keep entries written on a device; sent again, they are kept once. A refused one does not stop the rest. What came from other devices is read from `/v1/changes?type=note_line`. Needs the scope `conversations:write`."""
        return await self._call("POST", "/v1/entries", body={"entries": entries, "format": format})

    def list_events(
        self,
        *,
        type: list[
            Literal[
                "contact.created",
                "contact.updated",
                "contact.deleted",
                "thread.asked",
                "thread.answered",
                "thread.scheduled",
                "thread.closed",
                "conversation.held",
                "conversation.cancelled",
                "conversation.missed",
                "thanks.sent",
                "promise.kept",
                "promise.late",
                "insight.created",
                "advice.done",
                "advice.told",
                "goal.revised",
                "report.ready",
                "outcome.recorded",
                "grant.given",
                "grant.revoked",
                "host_request.answered",
                "host_request.expired",
            ]
        ]
        | None
        | Omitted = OMITTED,
        since: str | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.EventRead, m.EventPage]:
        """What happened, the latest told first: ids and codes, the same as a webhook sends. With `since` only what was told after an earlier list; ask on with `next_cursor` until there is none. Needs the scope `events:read`."""
        return self._pages("/v1/events", query={"type": type, "since": since, "limit": limit})

    async def sample_events(
        self,
        *,
        type: list[
            Literal[
                "contact.created",
                "contact.updated",
                "contact.deleted",
                "thread.asked",
                "thread.answered",
                "thread.scheduled",
                "thread.closed",
                "conversation.held",
                "conversation.cancelled",
                "conversation.missed",
                "thanks.sent",
                "promise.kept",
                "promise.late",
                "insight.created",
                "advice.done",
                "advice.told",
                "goal.revised",
                "report.ready",
                "outcome.recorded",
                "grant.given",
                "grant.revoked",
                "host_request.answered",
                "host_request.expired",
            ]
        ]
        | None
        | Omitted = OMITTED,
    ) -> m.EventSamples:
        """One event of each type, for tools that ask what one looks like: the latest of mine, or an invented one whose ids lead nowhere. Needs the scope `events:read`."""
        return await self._call("GET", "/v1/events/samples", query={"type": type})

    async def list_evidence(
        self, *, conversation_id: str | UUID | Omitted = OMITTED
    ) -> m.EvidenceList:
        """The lines of one talk that stand behind claims, each with the claim's id. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/evidence", query={"conversation_id": conversation_id})

    async def change_evidence(
        self,
        evidence_id: str | UUID,
        /,
        *,
        if_match: int | str,
        polarity: Literal["supports", "contradicts"],
    ) -> m.ClaimLine:
        """A line supports its claim, or says the contrary. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/evidence/{part(evidence_id)}",
            if_match=if_match,
            body={"polarity": polarity},
        )

    async def list_bridges(
        self,
        *,
        contact_id: str | UUID | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
    ) -> m.Bridges:
        """Who could introduce one to somebody, or to somebody at an employer. Needs the scope `threads:read`."""
        return await self._call(
            "GET",
            "/v1/finding/bridges",
            query={"contact_id": contact_id, "employer_id": employer_id},
        )

    async def list_easy_asks(self, *, limit: int | Omitted = OMITTED) -> m.EasyAsks:
        """The people most likely to say yes among those who were not asked yet, with the reasons. Needs the scope `threads:read`."""
        return await self._call("GET", "/v1/finding/easy", query={"limit": limit})

    async def read_gap(self, *, goal_id: str | UUID | None | Omitted = OMITTED) -> m.GapRead:
        """Required against own, skill by skill, from what people said: for one goal, or over all talks. A skill counts from two employers on; below that it says whom to ask next. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/gap", query={"goal_id": goal_id})

    def list_given(
        self, *, contact_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.GivenRead, m.GivenPage]:
        """What I gave, the latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/given", query={"contact_id": contact_id, "limit": limit})

    async def give(
        self,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        contact_id: str | UUID,
        id: str | UUID | Omitted = OMITTED,
        kind: Literal["share", "introduce", "answer", "other"],
        text: str,
    ) -> m.GivenRead:
        """Keep something that I gave or offered; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/given",
            body={"at": at, "contact_id": contact_id, "id": id, "kind": kind, "text": text},
            makes_id=True,
        )

    async def take_given_back(self, given_id: str | UUID, /) -> None:
        """It was not given after all. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/given/{part(given_id)}")

    async def list_goals(self) -> m.GoalList:
        """All goals: the open ones in the person's order, then those parked, reached and given up. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/goals")

    async def set_goal(
        self,
        *,
        conversation_id: str | UUID | None | Omitted = OMITTED,
        due_on: str | date | None | Omitted = OMITTED,
        how_known: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        insight_ids: list[str | UUID] | Omitted = OMITTED,
        measure: str | Omitted = OMITTED,
        what: str,
        why: str | Omitted = OMITTED,
    ) -> m.GoalRead:
        """Set a goal; the same again answers 200. Its first wording has the same id. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/goals",
            body={
                "conversation_id": conversation_id,
                "due_on": due_on,
                "how_known": how_known,
                "id": id,
                "insight_ids": insight_ids,
                "measure": measure,
                "what": what,
                "why": why,
            },
            makes_id=True,
        )

    async def remove_goal(self, goal_id: str | UUID, /) -> None:
        """It was no goal. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/goals/{part(goal_id)}")

    async def read_goal(self, goal_id: str | UUID, /) -> m.GoalRead:
        """One goal as it is worded now. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/goals/{part(goal_id)}")

    async def change_goal(
        self,
        goal_id: str | UUID,
        /,
        *,
        if_match: int | str,
        position: int | Omitted = OMITTED,
        state: Literal["open", "reached", "given_up", "parked"] | Omitted = OMITTED,
    ) -> m.GoalRead:
        """Park it, take it up again, reach it, give it up; or put it elsewhere among the others. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/goals/{part(goal_id)}",
            if_match=if_match,
            body={"position": position, "state": state},
        )

    async def keep_milestones(
        self, goal_id: str | UUID, /, *, milestones: list[m.MilestoneWrite]
    ) -> m.GoalRead:
        """Keep these marks on the way, in their order, and no others. Needs the scope `conversations:write`."""
        return await self._call(
            "PUT", f"/v1/goals/{part(goal_id)}/milestones", body={"milestones": milestones}
        )

    async def read_history(self, goal_id: str | UUID, /) -> m.GoalHistory:
        """Every wording of a goal, the present one first, with the talk and the claims that led to it. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/goals/{part(goal_id)}/revisions")

    async def revise_goal(
        self,
        goal_id: str | UUID,
        /,
        *,
        conversation_id: str | UUID | None | Omitted = OMITTED,
        due_on: str | date | None | Omitted = OMITTED,
        how_known: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        insight_ids: list[str | UUID] | Omitted = OMITTED,
        measure: str | Omitted = OMITTED,
        what: str,
        why: str | Omitted = OMITTED,
    ) -> m.GoalRead:
        """Word a goal anew; the wording before is kept. The same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            f"/v1/goals/{part(goal_id)}/revisions",
            body={
                "conversation_id": conversation_id,
                "due_on": due_on,
                "how_known": how_known,
                "id": id,
                "insight_ids": insight_ids,
                "measure": measure,
                "what": what,
                "why": why,
            },
            makes_id=True,
        )

    async def take_revision_back(self, goal_id: str | UUID, /) -> m.GoalRead:
        """The last wording was none: the one before stands again. Needs the scope `conversations:write`."""
        return await self._call("DELETE", f"/v1/goals/{part(goal_id)}/revisions/last")

    async def say_still_right(self, goal_id: str | UUID, /) -> m.GoalRead:
        """The person looked at it again, and it is still right. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/goals/{part(goal_id)}/still-right")

    async def read_support(self, goal_id: str | UUID, /) -> m.GoalSupport:
        """The lines that support a goal, the latest first, at most 50. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/goals/{part(goal_id)}/support")

    async def list_host_requests(self) -> m.HostRequestList:
        """The caller's requests to hosts, the latest first. Needs the scope `organizations:read`."""
        return await self._call("GET", "/v1/host-requests")

    async def tell_host_talk(self, request_id: str | UUID, /) -> m.HostRequestRead:
        """Have the talk counted for the host and the organization: that there was one, nothing else. Needs the scope `organizations:write`."""
        return await self._call("POST", f"/v1/host-requests/{part(request_id)}/held")

    async def take_host_request_back(self, request_id: str | UUID, /) -> m.HostRequestRead:
        """Ask no longer, while there is no answer. Needs the scope `organizations:write`."""
        return await self._call("POST", f"/v1/host-requests/{part(request_id)}/take-back")

    def list_imports(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.ImportRead, m.ImportPage]:
        """Imports, newest first. Needs the scope `contacts:read`."""
        return self._pages("/v1/imports", query={"limit": limit})

    async def upload_import(
        self,
        *,
        file: bytes,
        format: Literal["linkedin", "google", "vcard", "csv"] | None | Omitted = OMITTED,
    ) -> m.ImportRead:
        """Hand over a file of contacts: LinkedIn's Connections.csv or its archive, Google's CSV, vCards or any CSV. Nothing comes into the list before the import is started. Needs the scope `contacts:write`."""
        return await self._call("POST", "/v1/imports", form={"file": file, "format": format})

    async def mail_steps(self, *, idempotency_key: str | None = None) -> m.StepsMailed:
        """Mail me how to get LinkedIn's file, which is given at a computer only. Needs the scope `contacts:write`."""
        return await self._call(
            "POST", "/v1/imports/steps-mail", idempotency_key=idempotency_key, keyed=True
        )

    async def forget_import(self, import_id: str | UUID, /) -> None:
        """Take an import away with its file; the people it brought stay. Needs the scope `contacts:write`."""
        await self._call("DELETE", f"/v1/imports/{part(import_id)}")

    async def read_import(self, import_id: str | UUID, /) -> m.ImportRead:
        """One import, and how far it got. Needs the scope `contacts:read`."""
        return await self._call("GET", f"/v1/imports/{part(import_id)}")

    async def change_import(
        self,
        import_id: str | UUID,
        /,
        *,
        if_match: int | str,
        bring_back: bool | Omitted = OMITTED,
        header_row: int | Omitted = OMITTED,
        mapping: list[m.MappedColumn] | Omitted = OMITTED,
    ) -> m.ImportRead:
        """Say how the file is to be read; it is looked at anew. If-Match is heeded where it is sent. Needs the scope `contacts:write`."""
        return await self._call(
            "PATCH",
            f"/v1/imports/{part(import_id)}",
            if_match=if_match,
            body={"bring_back": bring_back, "header_row": header_row, "mapping": mapping},
        )

    def list_problems(
        self, import_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.ImportProblemRead, m.ImportProblemPage]:
        """What could not be read, in the order of the file. Needs the scope `contacts:read`."""
        return self._pages(f"/v1/imports/{part(import_id)}/problems", query={"limit": limit})

    async def save_problems(self, import_id: str | UUID, /) -> bytes:
        """What could not be read, as a file. Needs the scope `contacts:read`."""
        return await self._call("GET", f"/v1/imports/{part(import_id)}/problems.csv", raw=True)

    async def start_import(self, import_id: str | UUID, /) -> m.ImportRead:
        """Take the file into the list. It makes people, never asks, and none of them is told. Needs the scope `contacts:write`."""
        return await self._call("POST", f"/v1/imports/{part(import_id)}/start")

    async def move_insight(
        self,
        *,
        contrary: bool | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        insight_id: str | UUID | Omitted = OMITTED,
        into_id: str | UUID,
        line_id: str | UUID | Omitted = OMITTED,
    ) -> m.MoveRead:
        """Two claims are one, a line belongs to a claim, or to one of its own. The same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/insight-moves",
            body={
                "contrary": contrary,
                "id": id,
                "insight_id": insight_id,
                "into_id": into_id,
                "line_id": line_id,
            },
            makes_id=True,
        )

    async def undo_insight_move(self, move_id: str | UUID, /) -> None:
        """Have the lines stand where they stood, for 30 days. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/insight-moves/{part(move_id)}")

    def list_insights(
        self,
        *,
        theme: Literal["skill", "trend", "path", "culture", "advice", "entry", "pay", "other"]
        | None
        | Omitted = OMITTED,
        stands: Literal["corroborated", "mixed", "single"] | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.ClaimRead, m.ClaimPage]:
        """What I heard, as claims: the best supported first, what is old weighs less. `stands` names those of two employers or more, those that somebody disagrees with, or those of one source. Needs the scope `conversations:read`."""
        return self._pages("/v1/insights", query={"theme": theme, "stands": stands, "limit": limit})

    async def list_alike(
        self,
        *,
        conversation_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> m.AlikeList:
        """Lines of two claims that seem to say the same, the likeliest first; of one talk, when it is named. Nothing is grouped by itself. Needs the scope `conversations:read`."""
        return await self._call(
            "GET", "/v1/insights/alike", query={"conversation_id": conversation_id, "limit": limit}
        )

    async def refuse_alike(self, *, one_id: str | UUID, other_id: str | UUID) -> None:
        """Two lines do not say the same: their claims are not suggested for each other again. Needs the scope `conversations:write`."""
        await self._call(
            "POST", "/v1/insights/unlike", body={"one_id": one_id, "other_id": other_id}
        )

    async def read_insight(self, insight_id: str | UUID, /) -> m.ClaimWithLines:
        """One claim with the lines behind it: who said it, where they worked, and when. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/insights/{part(insight_id)}")

    async def change_insight(
        self,
        insight_id: str | UUID,
        /,
        *,
        if_match: int | str,
        claim: str | Omitted = OMITTED,
        theme: Literal["skill", "trend", "path", "culture", "advice", "entry", "pay", "other"]
        | Omitted = OMITTED,
    ) -> m.ClaimWithLines:
        """Say it in my own words, or what it is about. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/insights/{part(insight_id)}",
            if_match=if_match,
            body={"claim": claim, "theme": theme},
        )

    def list_introductions(
        self, *, contact_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.IntroductionRead, m.IntroductionPage]:
        """Who led to whom, newest first; of one person or all. Needs the scope `contacts:read`."""
        return self._pages("/v1/introductions", query={"contact_id": contact_id, "limit": limit})

    async def create_introduction(
        self,
        *,
        id: str | UUID | Omitted = OMITTED,
        introduced_id: str | UUID,
        introducer_id: str | UUID,
    ) -> m.IntroductionRead:
        """Say who led to whom. The same request again answers 200. Needs the scope `contacts:write`."""
        return await self._call(
            "POST",
            "/v1/introductions",
            body={"id": id, "introduced_id": introduced_id, "introducer_id": introducer_id},
            makes_id=True,
        )

    async def delete_introduction(
        self, introduction_id: str | UUID, /, *, if_match: int | str
    ) -> None:
        """Take an introduction away. Needs the scope `contacts:write`."""
        await self._call("DELETE", f"/v1/introductions/{part(introduction_id)}", if_match=if_match)

    async def read_introduction(self, introduction_id: str | UUID, /) -> m.IntroductionRead:
        """One introduction. Needs the scope `contacts:read`."""
        return await self._call("GET", f"/v1/introductions/{part(introduction_id)}")

    async def change_introduction(
        self,
        introduction_id: str | UUID,
        /,
        *,
        if_match: int | str,
        closed_at: str | datetime | None,
    ) -> m.IntroductionRead:
        """Say when the introducer was told what came of it. Needs the scope `contacts:write`."""
        return await self._call(
            "PATCH",
            f"/v1/introductions/{part(introduction_id)}",
            if_match=if_match,
            body={"closed_at": closed_at},
        )

    async def accept_invitation(self, *, name: str, secret: str) -> m.InvitationAccepted:
        """Work there, or take part. Accepted twice is once. Needs the scope `organizations:write`."""
        return await self._call(
            "POST", "/v1/invitations/accept", body={"name": name, "secret": secret}
        )

    async def list_landings(self) -> m.LandingList:
        """New roles, and goals that were reached or given up, the latest first. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/landings")

    async def open_landing(
        self,
        *,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        outcome_id: str | UUID | None | Omitted = OMITTED,
    ) -> m.LandingRead:
        """Open the page of an end: everybody on the path to it and everybody who helped, each with an update drafted from what they gave. With a new role or the last open goal, people are kept in touch with once a year from then on. Opened again it answers 200, with whoever helped since. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/landings",
            body={"goal_id": goal_id, "id": id, "outcome_id": outcome_id},
            makes_id=True,
        )

    async def take_landing_back(self, landing_id: str | UUID, /) -> None:
        """It was none: nobody is told, and people are kept in touch with as often as before. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/landings/{part(landing_id)}")

    async def read_landing(self, landing_id: str | UUID, /) -> m.LandingRead:
        """One landing; there is none while the goal is open again. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/landings/{part(landing_id)}")

    async def say_it(
        self, landing_id: str | UUID, /, *, if_match: int | str, news: str
    ) -> m.LandingRead:
        """Say the news in other words; every draft follows. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH", f"/v1/landings/{part(landing_id)}", if_match=if_match, body={"news": news}
        )

    async def unplan_telling(self, landing_id: str | UUID, /) -> m.LandingRead:
        """Not over two weeks after all. Needs the scope `conversations:write`."""
        return await self._call("DELETE", f"/v1/landings/{part(landing_id)}/plan")

    async def plan_telling(self, landing_id: str | UUID, /) -> m.LandingRead:
        """Tell them over two weeks, 15 minutes at a time, at the person's own half hours. Whoever was told or left out has no day. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/landings/{part(landing_id)}/plan")

    async def print_story(self, landing_id: str | UUID, /) -> bytes:
        """How it came to this, to print (PDF/UA): the goal as it changed, the way, and who helped. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/landings/{part(landing_id)}/story.pdf", raw=True)

    async def read_lanes(self) -> m.Lanes:
        """The eight lanes: how many threads are in each, and the first of them. Needs the scope `threads:read`."""
        return await self._call("GET", "/v1/lanes")

    async def read_me(self) -> m.MeRead:
        """Who is signed in. Needs the scope `profile:read`."""
        return await self._call("GET", "/v1/me")

    async def keep_assistants_out(self) -> None:
        """Keep assistants out, from the next call on. Needs the scope `profile:write`."""
        await self._call("DELETE", "/v1/me/assistants")

    async def read_assistants(self) -> m.AssistantsRead:
        """Whether I let assistants in, and where they call. Needs the scope `profile:read`."""
        return await self._call("GET", "/v1/me/assistants")

    def list_assistant_calls(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.AssistantCallRead, m.AssistantCallPage]:
        """What assistants called, by the hour, the latest first; kept for two years. Needs the scope `profile:read`."""
        return self._pages("/v1/me/assistants/calls", query={"limit": limit})

    async def end_calendar_feed(self) -> None:
        """Have its address lead nowhere. Needs the scope `conversations:write`."""
        await self._call("DELETE", "/v1/me/calendar-feed")

    async def read_calendar_feed(self) -> m.FeedRead:
        """Whether calendars can read my dates, and what stands there. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/me/calendar-feed")

    async def change_calendar_feed(self, *, names: bool, promises: bool, talks: bool) -> m.FeedRead:
        """Say what stands in it; its address stays. Needs the scope `conversations:write`."""
        return await self._call(
            "PUT",
            "/v1/me/calendar-feed",
            body={"names": names, "promises": promises, "talks": talks},
        )

    async def ask_for_export(self, *, id: str | UUID) -> m.ExportRead:
        """Have the whole account made into a file. It takes a moment: look again, or leave. Needs the scope `export:read`."""
        return await self._call("POST", "/v1/me/exports", body={"id": id})

    async def read_export(self, export_id: str | UUID, /) -> m.ExportRead:
        """How far an export is. Needs the scope `export:read`."""
        return await self._call("GET", f"/v1/me/exports/{part(export_id)}")

    async def take_export(self, export_id: str | UUID, /) -> bytes:
        """The file: JSON of everything, people as CSV and vCard. Needs the scope `export:read`."""
        return await self._call("GET", f"/v1/me/exports/{part(export_id)}/file", raw=True)

    async def read_my_mail(self) -> m.MyMailRead:
        """Where my mails go, and why none go there now. Needs the scope `reminders:read`."""
        return await self._call("GET", "/v1/me/mail")

    async def leave_model(self) -> None:
        """Take that back: nothing is sent from then on. Needs the scope `profile:write`."""
        await self._call("DELETE", "/v1/me/model")

    async def read_model(self) -> m.ModelRead:
        """The language model of this installation, if there is one, and whether I agreed to use it. Needs the scope `profile:read`."""
        return await self._call("GET", "/v1/me/model")

    async def change_profile(
        self,
        *,
        if_match: int | str,
        clock_template: Literal["standard", "cautious"] | Omitted = OMITTED,
        country: str | None | Omitted = OMITTED,
        field_words: list[str] | Omitted = OMITTED,
        first_run_done_at: str | datetime | None | Omitted = OMITTED,
        half_hour_days: list[int] | Omitted = OMITTED,
        half_hour_time: str | Omitted = OMITTED,
        locale: str | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        note_limit: Literal[200, 300] | Omitted = OMITTED,
        quiet_end: str | Omitted = OMITTED,
        quiet_start: str | Omitted = OMITTED,
        theme: Literal["system", "light", "dark"] | Omitted = OMITTED,
        time_zone: str | Omitted = OMITTED,
        vacation_from: str | datetime | None | Omitted = OMITTED,
        vacation_until: str | datetime | None | Omitted = OMITTED,
        wish_kind: Literal["fit", "new_field", "gap", "looking"] | None | Omitted = OMITTED,
        wish_line: str | Omitted = OMITTED,
        working_days: list[int] | Omitted = OMITTED,
    ) -> m.ProfileRead:
        """Change the profile; what is not sent stays. Needs the scope `profile:write`."""
        return await self._call(
            "PATCH",
            "/v1/me/profile",
            if_match=if_match,
            body={
                "clock_template": clock_template,
                "country": country,
                "field_words": field_words,
                "first_run_done_at": first_run_done_at,
                "half_hour_days": half_hour_days,
                "half_hour_time": half_hour_time,
                "locale": locale,
                "name": name,
                "note_limit": note_limit,
                "quiet_end": quiet_end,
                "quiet_start": quiet_start,
                "theme": theme,
                "time_zone": time_zone,
                "vacation_from": vacation_from,
                "vacation_until": vacation_until,
                "wish_kind": wish_kind,
                "wish_line": wish_line,
                "working_days": working_days,
            },
        )

    async def read_reminders(self) -> m.RemindersRead:
        """Which reminders may come by mail. Needs the scope `reminders:read`."""
        return await self._call("GET", "/v1/me/reminders")

    async def change_reminders(
        self,
        *,
        if_match: int | str,
        switches: list[m.ReminderSwitch] | Omitted = OMITTED,
        vacation_from: str | datetime | None | Omitted = OMITTED,
        vacation_until: str | datetime | None | Omitted = OMITTED,
    ) -> m.RemindersRead:
        """Switch kinds of reminders, or pause them all. Needs the scope `reminders:write`."""
        return await self._call(
            "PATCH",
            "/v1/me/reminders",
            if_match=if_match,
            body={
                "switches": switches,
                "vacation_from": vacation_from,
                "vacation_until": vacation_until,
            },
        )

    async def read_measures(self) -> m.MeasuresRead:
        """Answers, talks, thanks and introductions, each with its size; nothing before ten asks. Needs the scope `threads:read`."""
        return await self._call("GET", "/v1/measures")

    async def merge_contacts(
        self, *, id: str | UUID | Omitted = OMITTED, keep_id: str | UUID, merge_id: str | UUID
    ) -> m.MergeRead:
        """Make one card of two. The same `id` again answers 200. Needs the scope `contacts:write`."""
        return await self._call(
            "POST",
            "/v1/merges",
            body={"id": id, "keep_id": keep_id, "merge_id": merge_id},
            makes_id=True,
        )

    async def undo_merge(self, merge_id: str | UUID, /) -> None:
        """Make two cards of one again, for 30 days. Needs the scope `contacts:write`."""
        await self._call("DELETE", f"/v1/merges/{part(merge_id)}")

    async def start_message(
        self,
        *,
        advice: list[str] | Omitted = OMITTED,
        body: str | Omitted = OMITTED,
        channel: Literal[
            "email",
            "linkedin_message",
            "linkedin_note",
            "chat",
            "spoken",
            "through",
            "volunteer_request",
        ],
        id: str | UUID | Omitted = OMITTED,
        insights: list[str] | Omitted = OMITTED,
        kind: Literal["ask", "follow_up", "thanks", "answer_no", "update"],
        promises: list[str] | Omitted = OMITTED,
        subject: str | None | Omitted = OMITTED,
        thread_id: str | UUID,
    ) -> m.MessageRead:
        """Start a draft; the same again answers 200. Needs the scope `threads:write`."""
        return await self._call(
            "POST",
            "/v1/messages",
            body={
                "advice": advice,
                "body": body,
                "channel": channel,
                "id": id,
                "insights": insights,
                "kind": kind,
                "promises": promises,
                "subject": subject,
                "thread_id": thread_id,
            },
            makes_id=True,
        )

    async def delete_message(self, message_id: str | UUID, /) -> None:
        """Delete a message; it can be brought back. Needs the scope `threads:write`."""
        await self._call("DELETE", f"/v1/messages/{part(message_id)}")

    async def read_message(self, message_id: str | UUID, /) -> m.MessageRead:
        """One message. Needs the scope `threads:read`."""
        return await self._call("GET", f"/v1/messages/{part(message_id)}")

    async def save_message(
        self,
        message_id: str | UUID,
        /,
        *,
        if_match: int | str,
        advice: list[str] | Omitted = OMITTED,
        body: str | Omitted = OMITTED,
        channel: Literal[
            "email",
            "linkedin_message",
            "linkedin_note",
            "chat",
            "spoken",
            "through",
            "volunteer_request",
        ]
        | Omitted = OMITTED,
        insights: list[str] | Omitted = OMITTED,
        promises: list[str] | Omitted = OMITTED,
        subject: str | None | Omitted = OMITTED,
    ) -> m.MessageRead:
        """Save a draft; what is not sent stays. Needs the scope `threads:write`."""
        return await self._call(
            "PATCH",
            f"/v1/messages/{part(message_id)}",
            if_match=if_match,
            body={
                "advice": advice,
                "body": body,
                "channel": channel,
                "insights": insights,
                "promises": promises,
                "subject": subject,
            },
        )

    async def restore_message(self, message_id: str | UUID, /) -> m.MessageRead:
        """Undo the deletion of a message. Needs the scope `threads:write`."""
        return await self._call("POST", f"/v1/messages/{part(message_id)}/restore")

    async def take_back(self, message_id: str | UUID, /) -> m.SentRead:
        """Undo "Yes, I sent it": a draft again, and the thread as it was. Needs the scope `threads:write`."""
        return await self._call("DELETE", f"/v1/messages/{part(message_id)}/sent")

    async def mark_sent(
        self,
        message_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        changed: bool | Omitted = OMITTED,
        id: str | UUID,
    ) -> m.SentRead:
        """Say that a message was sent, as it stood or with changes. Needs the scope `threads:write`."""
        return await self._call(
            "POST",
            f"/v1/messages/{part(message_id)}/sent",
            body={"at": at, "at_precision": at_precision, "changed": changed, "id": id},
        )

    def list_versions(
        self, message_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.MessageVersionRead, m.MessageVersionPage]:
        """The versions of a message, newest first. Needs the scope `threads:read`."""
        return self._pages(f"/v1/messages/{part(message_id)}/versions", query={"limit": limit})

    def list_notices(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.NoticeRead, m.NoticePage]:
        """What was said to me, by whatever channel: the latest first, and whether I saw it. Needs the scope `reminders:read`."""
        return self._pages("/v1/notices", query={"limit": limit})

    async def see_notices(self, *, ids: list[str | UUID]) -> None:
        """Say that these were seen. Again changes nothing. Needs the scope `reminders:write`."""
        await self._call("POST", "/v1/notices/seen", body={"ids": ids})

    async def list_organizations(self) -> m.OrganizationList:
        """The organizations that the caller works in, by name. Needs the scope `organizations:read`."""
        return await self._call("GET", "/v1/organizations")

    async def found_organization(
        self, *, idempotency_key: str | None = None, my_name: str, name: str
    ) -> m.OrganizationRead:
        """Found an organization; the caller is its first owner. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            "/v1/organizations",
            idempotency_key=idempotency_key,
            keyed=True,
            body={"my_name": my_name, "name": name},
        )

    async def read_organization(self, organization_id: str | UUID, /) -> m.OrganizationRead:
        """One organization, and what the caller is in it. Needs the scope `organizations:read`."""
        return await self._call("GET", f"/v1/organizations/{part(organization_id)}")

    async def change_organization(
        self, organization_id: str | UUID, /, *, if_match: int | str, name: str | Omitted = OMITTED
    ) -> m.OrganizationRead:
        """Rename an organization. Needs the scope `organizations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}",
            if_match=if_match,
            body={"name": name},
        )

    def list_audit_log(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.AuditRead, m.AuditPage]:
        """Who did what for whom, the latest first. It can only grow. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/audit-log", query={"limit": limit}
        )

    async def save_audit_log(self, organization_id: str | UUID, /) -> bytes:
        """Who did what for whom in the last two years, as a file. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/audit-log.csv", raw=True
        )

    async def end_coaching(
        self, organization_id: str | UUID, assignment_id: str | UUID, /
    ) -> m.CoachRead:
        """From now on they do not coach the cohort, and see nobody of it. Needs the scope `organizations:write`."""
        return await self._call(
            "POST", f"/v1/organizations/{part(organization_id)}/coaches/{part(assignment_id)}/end"
        )

    def list_cohorts(
        self,
        organization_id: str | UUID,
        /,
        *,
        programme_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.CohortRead, m.CohortPage]:
        """Cohorts, the one that begins last first; of one programme or all. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts",
            query={"programme_id": programme_id, "limit": limit},
        )

    async def create_cohort(
        self,
        organization_id: str | UUID,
        /,
        *,
        ends_on: str | date,
        id: str | UUID | Omitted = OMITTED,
        name: str,
        programme_id: str | UUID,
        seats: int | None | Omitted = OMITTED,
        starts_on: str | date,
        time_zone: str,
    ) -> m.CohortRead:
        """Add a cohort to a programme. The same request again answers 200. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts",
            body={
                "ends_on": ends_on,
                "id": id,
                "name": name,
                "programme_id": programme_id,
                "seats": seats,
                "starts_on": starts_on,
                "time_zone": time_zone,
            },
            makes_id=True,
        )

    async def read_cohort(
        self, organization_id: str | UUID, cohort_id: str | UUID, /
    ) -> m.CohortRead:
        """One cohort. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}"
        )

    async def change_cohort(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        if_match: int | str,
        ends_on: str | date | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        seats: int | None | Omitted = OMITTED,
        starts_on: str | date | Omitted = OMITTED,
        time_zone: str | Omitted = OMITTED,
    ) -> m.CohortRead:
        """Change its name or its days. Needs the scope `organizations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}",
            if_match=if_match,
            body={
                "ends_on": ends_on,
                "name": name,
                "seats": seats,
                "starts_on": starts_on,
                "time_zone": time_zone,
            },
        )

    def list_coaches(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.CoachRead, m.CoachPage]:
        """Who coaches and coached a cohort. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/coaches",
            query={"limit": limit},
        )

    async def assign_coach(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        ends_at: str | datetime | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        membership_id: str | UUID,
        starts_at: str | datetime | None | Omitted = OMITTED,
    ) -> m.CoachRead:
        """Have somebody of the staff coach a cohort: they see who takes part. The same request again answers 200. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/coaches",
            body={
                "ends_at": ends_at,
                "id": id,
                "membership_id": membership_id,
                "starts_at": starts_at,
            },
            makes_id=True,
        )

    async def read_code(self, organization_id: str | UUID, cohort_id: str | UUID, /) -> m.CodeNow:
        """The code by which a class joins now, or null. A coach reads those of the cohorts they coach. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/code"
        )

    async def renew_code(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        days: int | Omitted = OMITTED,
    ) -> m.Code:
        """A new code for a cohort. The one before lets nobody in any more. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/code",
            body={"days": days},
        )

    async def read_dashboard(
        self, organization_id: str | UUID, cohort_id: str | UUID, /
    ) -> m.Dashboard:
        """The sums of a cohort at this moment, of those who share how it is going; for whoever coaches it. Each of them can read that it was looked at. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/dashboard"
        )

    def list_dashboard_people(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        sort: Literal["name", "quiet"] | Omitted = OMITTED,
        show: Literal[
            "all",
            "stuck",
            "moved",
            "private",
            "not_started",
            "no_ask_sent",
            "no_answers",
            "talk_not_thanked",
            "quiet",
        ]
        | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.DashboardPerson, m.DashboardPeople]:
        """Who takes part, each with eight weeks of what they share: by name, or the longest quiet first. Everybody, or those who are stuck (for one reason), who moved, or who share nothing but their name. Empty for whoever does not coach the cohort. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/dashboard/people",
            query={"sort": sort, "show": show, "limit": limit},
        )

    def list_enrolments(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        updated_since: str | datetime | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.EnrolmentRead, m.EnrolmentPage]:
        """Who takes part, by name: the roster. A coach sees those of cohorts they coach. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/enrolments",
            query={"updated_since": updated_since, "limit": limit},
        )

    async def create_enrolment(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        email: str | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        name: str,
        to_invite: bool | Omitted = OMITTED,
    ) -> m.EnrolmentRead:
        """Keep somebody who takes part and did not join. The same request again answers 200. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/enrolments",
            body={
                "email": email,
                "external_id": external_id,
                "id": id,
                "name": name,
                "to_invite": to_invite,
            },
            makes_id=True,
        )

    async def keep_enrolment(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        external_id: str,
        /,
        *,
        email: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        status: Literal["active", "left"] | Omitted = OMITTED,
        to_invite: bool | Omitted = OMITTED,
    ) -> m.EnrolmentRead:
        """Create (201) or update (200) the row of the roster that another system has under this key, in one call. What is not sent stays; where nothing differs nothing is written. Needs the scope `organizations:write`."""
        return await self._call(
            "PUT",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/enrolments/by-external-id/{part(external_id)}",
            body={"email": email, "name": name, "status": status, "to_invite": to_invite},
        )

    async def read_programme_report(
        self, organization_id: str | UUID, cohort_id: str | UUID, /
    ) -> m.ProgrammeReport:
        """A cohort in numbers that may be told: closed weeks, each counted once, beside the term before. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/report"
        )

    async def save_programme_report(
        self, organization_id: str | UUID, cohort_id: str | UUID, /
    ) -> bytes:
        """The report as a file. Needs the scope `organizations:read`."""
        return await self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/report.csv",
            raw=True,
        )

    async def print_programme_report(
        self, organization_id: str | UUID, cohort_id: str | UUID, /
    ) -> bytes:
        """The report on one page, to print (PDF/UA). Needs the scope `organizations:read`."""
        return await self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/report.pdf",
            raw=True,
        )

    async def apply_roster(
        self, organization_id: str | UUID, cohort_id: str | UUID, /, *, file: bytes, version: str
    ) -> m.RosterApplied:
        """Have the roster say what the table says. Who is absent from it stays, and so does whoever joined. The same table again changes nothing. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/roster",
            form={"file": file, "version": version},
        )

    async def check_roster(
        self, organization_id: str | UUID, cohort_id: str | UUID, /, *, file: bytes
    ) -> m.RosterPreview:
        """See what would become of a table: who is new, what changes, who is absent from it, and what in it can't be read. Nothing is done, and nothing of it is kept. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/roster/check",
            form={"file": file},
        )

    async def invite_from_roster(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        days: int | Omitted = OMITTED,
        enrolment_ids: list[str | UUID] | None | Omitted = OMITTED,
    ) -> m.RosterInvited:
        """Invite those of the roster by mail who were not invited yet, a hundred at a time, or those named. Whoever comes by it takes their own row; seats hold as for any invitation. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/roster/invitations",
            body={"days": days, "enrolment_ids": enrolment_ids},
        )

    def list_cohort_sessions(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        past: bool | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.CohortSessionRead, m.CohortSessionPage]:
        """Sessions of a cohort: those to come, the next first, or those that are over, the latest first. A coach sees those of cohorts they coach. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/sessions",
            query={"past": past, "limit": limit},
        )

    async def create_cohort_session(
        self,
        organization_id: str | UUID,
        cohort_id: str | UUID,
        /,
        *,
        agenda: str | Omitted = OMITTED,
        ends_at: str | datetime,
        id: str | UUID | Omitted = OMITTED,
        place: str | Omitted = OMITTED,
        starts_at: str | datetime,
        title: str,
        zone: str,
    ) -> m.CohortSessionRead:
        """Plan a session. Whoever takes part sees it at once. The same request again answers 200. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/cohorts/{part(cohort_id)}/sessions",
            body={
                "agenda": agenda,
                "ends_at": ends_at,
                "id": id,
                "place": place,
                "starts_at": starts_at,
                "title": title,
                "zone": zone,
            },
            makes_id=True,
        )

    async def read_enrolment(
        self, organization_id: str | UUID, enrolment_id: str | UUID, /
    ) -> m.EnrolmentRead:
        """One who takes part. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}"
        )

    async def change_enrolment(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        if_match: int | str,
        email: str | None | Omitted = OMITTED,
        external_id: str | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        status: Literal["active", "left"] | Omitted = OMITTED,
        to_invite: bool | Omitted = OMITTED,
    ) -> m.EnrolmentRead:
        """Change how the organization calls somebody, or whether they take part. Needs the scope `organizations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}",
            if_match=if_match,
            body={
                "email": email,
                "external_id": external_id,
                "name": name,
                "status": status,
                "to_invite": to_invite,
            },
        )

    async def read_enrolment_record(
        self, organization_id: str | UUID, enrolment_id: str | UUID, /
    ) -> m.EnrolmentRecord:
        """What the organization keeps itself of one who takes part: the sessions they came to, and talks that they told a coach while they did not use the app. Nothing of it is in any other number. Needs the scope `organizations:read`."""
        return await self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}/record",
        )

    async def tell_talk(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        held_on: str | date,
        id: str | UUID | Omitted = OMITTED,
    ) -> m.ToldTalkRead:
        """Keep a talk that somebody without the app told their coach. With whom it was is not kept. The same request again answers 200. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}/told-talks",
            body={"field": field, "held_on": held_on, "id": id},
            makes_id=True,
        )

    async def remove_told_talk(
        self, organization_id: str | UUID, enrolment_id: str | UUID, talk_id: str | UUID, /
    ) -> None:
        """Take back a talk that was entered by mistake. Needs the scope `organizations:write`."""
        await self._call(
            "DELETE",
            f"/v1/organizations/{part(organization_id)}/enrolments/{part(enrolment_id)}/told-talks/{part(talk_id)}",
        )

    def list_flags(
        self,
        organization_id: str | UUID,
        /,
        *,
        enrolment_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.FlagSeen, m.FlagSeenPage]:
        """Open flags that the caller answers for, the latest first; with `enrolment_id` all of that person. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/flags",
            query={"enrolment_id": enrolment_id, "limit": limit},
        )

    async def answer_flag(
        self,
        organization_id: str | UUID,
        flag_id: str | UUID,
        /,
        *,
        words: str | None | Omitted = OMITTED,
    ) -> None:
        """Say that it was read, or settle it with a word; whoever it is about is told at once. Needs the scope `organizations:write`."""
        await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/flags/{part(flag_id)}/answer",
            body={"words": words},
        )

    def list_hosts(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.HostRead, m.HostPage]:
        """Hosts, the latest first, with how often each was asked, said yes and talked. Who asked them, and what, is not the organization's to read. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/hosts", query={"limit": limit}
        )

    async def invite_host(
        self,
        organization_id: str | UUID,
        /,
        *,
        capacity: int | Omitted = OMITTED,
        cool_off_days: int | Omitted = OMITTED,
        email: str,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        headline: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        name: str,
        topics: list[str] | Omitted = OMITTED,
    ) -> m.HostRead:
        """Ask somebody by mail whether they volunteer. Nobody asks them anything before they agreed, on a page that needs no account. The same request again answers 200 and mails nothing. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/hosts",
            body={
                "capacity": capacity,
                "cool_off_days": cool_off_days,
                "email": email,
                "field": field,
                "headline": headline,
                "id": id,
                "name": name,
                "topics": topics,
            },
            makes_id=True,
        )

    async def read_host(self, organization_id: str | UUID, host_id: str | UUID, /) -> m.HostRead:
        """One host. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/hosts/{part(host_id)}"
        )

    async def change_host(
        self,
        organization_id: str | UUID,
        host_id: str | UUID,
        /,
        *,
        if_match: int | str,
        field: Literal[
            "data",
            "software",
            "it",
            "engineering",
            "design",
            "product",
            "project",
            "research",
            "education",
            "health",
            "finance",
            "legal",
            "people",
            "marketing",
            "communications",
            "sales",
            "support",
            "operations",
            "consulting",
            "administration",
            "policy",
            "social",
        ]
        | None
        | Omitted = OMITTED,
        headline: str | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        paused_until: str | date | None | Omitted = OMITTED,
        topics: list[str] | Omitted = OMITTED,
    ) -> m.HostRead:
        """Put right what is said of a host, or pause them. How often they are asked they say themselves. Needs the scope `organizations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/hosts/{part(host_id)}",
            if_match=if_match,
            body={
                "field": field,
                "headline": headline,
                "name": name,
                "paused_until": paused_until,
                "topics": topics,
            },
        )

    async def end_host(self, organization_id: str | UUID, host_id: str | UUID, /) -> m.HostRead:
        """Have a host asked no longer, and forget their address. Whoever waits for an answer is told. Needs the scope `organizations:write`."""
        return await self._call(
            "POST", f"/v1/organizations/{part(organization_id)}/hosts/{part(host_id)}/end"
        )

    async def mail_host(
        self,
        organization_id: str | UUID,
        host_id: str | UUID,
        /,
        *,
        new_link: bool | Omitted = OMITTED,
    ) -> m.HostRead:
        """Mail a host the link of their own page once more, or a new one in place of those they have. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/hosts/{part(host_id)}/mail",
            body={"new_link": new_link},
        )

    def list_invitations(
        self,
        organization_id: str | UUID,
        /,
        *,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        staff: bool | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.InvitationRead, m.InvitationPage]:
        """Invitations, the latest first; to one cohort, to the staff, or all; none of their secrets. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/invitations",
            query={"cohort_id": cohort_id, "staff": staff, "limit": limit},
        )

    async def invite(
        self,
        organization_id: str | UUID,
        /,
        *,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        days: int | Omitted = OMITTED,
        role: Literal["owner", "admin", "coach", "analyst", "developer"] | None | Omitted = OMITTED,
        seats: int | Omitted = OMITTED,
    ) -> m.InvitationCreated:
        """Invite to a cohort, or (as an owner) one person to the staff. Its secret is shown this once, and it counts as long as whoever made it may make it. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/invitations",
            body={"cohort_id": cohort_id, "days": days, "role": role, "seats": seats},
        )

    async def mail_invitations(
        self,
        organization_id: str | UUID,
        /,
        *,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        days: int | Omitted = OMITTED,
        emails: list[str],
        role: Literal["owner", "admin", "coach", "analyst", "developer"] | None | Omitted = OMITTED,
    ) -> m.InvitationsMailed:
        """Invite by mail: one invitation for each address, with a link that works once. Whoever is invited already gets no second mail, so the same request again sends nothing. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/invitations/mails",
            body={"cohort_id": cohort_id, "days": days, "emails": emails, "role": role},
        )

    async def end_invitation(
        self, organization_id: str | UUID, invitation_id: str | UUID, /
    ) -> m.InvitationRead:
        """Let nobody in by it any more. Whoever came by it stays. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/invitations/{part(invitation_id)}/end",
        )

    async def send_invitation_again(
        self,
        organization_id: str | UUID,
        invitation_id: str | UUID,
        /,
        *,
        days: int | Omitted = OMITTED,
    ) -> m.InvitationRead:
        """Send the mail of an invitation once more, and let it count for longer. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/invitations/{part(invitation_id)}/mail",
            body={"days": days},
        )

    async def leave_organization(self, organization_id: str | UUID, /) -> None:
        """No longer work there. Its last owner makes somebody else one first. Needs the scope `organizations:write`."""
        await self._call("POST", f"/v1/organizations/{part(organization_id)}/leave")

    def list_sendings(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.Sending, m.SendingPage]:
        """What the caller sent, the latest first, in numbers. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/letters", query={"limit": limit}
        )

    async def preview_letters(
        self,
        organization_id: str | UUID,
        /,
        *,
        basis: Literal["membership", "activity"] | Omitted = OMITTED,
        body: str,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        enrolment_ids: list[str | UUID],
        replies: bool | Omitted = OMITTED,
    ) -> m.LetterPreview:
        """What would be sent, to whom, word for word; nothing is sent. Each of them can read that their name was looked at. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/letters/preview",
            body={
                "basis": basis,
                "body": body,
                "cohort_id": cohort_id,
                "enrolment_ids": enrolment_ids,
                "replies": replies,
            },
        )

    async def read_sending(
        self, organization_id: str | UUID, sending_id: str | UUID, /
    ) -> m.Sending:
        """What became of something that the caller sent, in numbers. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/letters/{part(sending_id)}"
        )

    async def send_letters(
        self,
        organization_id: str | UUID,
        sending_id: str | UUID,
        /,
        *,
        basis: Literal["membership", "activity"] | Omitted = OMITTED,
        body: str,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        enrolment_ids: list[str | UUID],
        preview: str,
        replies: bool | Omitted = OMITTED,
    ) -> m.Sending:
        """Send what was looked at to whom the caller coaches: to each a letter of their own, in the app and by mail at their half hour. Right before it goes it is asked again whether each is still to get it. Needs the scope `organizations:write`."""
        return await self._call(
            "PUT",
            f"/v1/organizations/{part(organization_id)}/letters/{part(sending_id)}",
            body={
                "basis": basis,
                "body": body,
                "cohort_id": cohort_id,
                "enrolment_ids": enrolment_ids,
                "preview": preview,
                "replies": replies,
            },
        )

    def list_memberships(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.MembershipRead, m.MembershipPage]:
        """Who works there and who did, in the order in which they came. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/memberships", query={"limit": limit}
        )

    async def read_membership(
        self, organization_id: str | UUID, membership_id: str | UUID, /
    ) -> m.MembershipRead:
        """One of the staff. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/memberships/{part(membership_id)}"
        )

    async def change_membership(
        self,
        organization_id: str | UUID,
        membership_id: str | UUID,
        /,
        *,
        if_match: int | str,
        active: bool | Omitted = OMITTED,
        role: Literal["owner", "admin", "coach", "analyst", "developer"] | Omitted = OMITTED,
    ) -> m.MembershipRead:
        """Give somebody another role, end it, or take it up again. An organization always has an owner. Needs the scope `organizations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/memberships/{part(membership_id)}",
            if_match=if_match,
            body={"active": active, "role": role},
        )

    def list_participants(
        self,
        organization_id: str | UUID,
        /,
        *,
        cohort_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.ParticipantShort, m.ParticipantPage]:
        """Who takes part, by name, each with what they share: for a coach those they coach. Each of them can read that it was looked at. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/participants",
            query={"cohort_id": cohort_id, "limit": limit},
        )

    async def read_participant(
        self, organization_id: str | UUID, enrolment_id: str | UUID, /
    ) -> m.Participant:
        """One who takes part, and how it is going where they share it with their coach. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}"
        )

    def list_participant_asks(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.Step, m.StepPage]:
        """Their asks, the latest moved first, under names that stand for people here alone. Empty where they do not share it with the caller. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/asks",
            query={"limit": limit},
        )

    async def raise_flag_about(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        flag_id: str | UUID,
        /,
        *,
        words: str,
    ) -> None:
        """Say it of somebody whom the caller coaches, who reads it too. Their other coaches are told at once, and where there are none, the owners and admins. Needs the scope `organizations:write`."""
        await self._call(
            "PUT",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/flags/{part(flag_id)}",
            body={"words": words},
        )

    def list_participant_items(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.ItemShort, m.ItemShortPage]:
        """What one who takes part shares with the caller, one by one, the latest first. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/items",
            query={"limit": limit},
        )

    async def read_participant_item(
        self, organization_id: str | UUID, enrolment_id: str | UUID, item_id: str | UUID, /
    ) -> m.ItemSeen:
        """One of them, exactly as it was shared, and what the caller wrote about it. Needs the scope `organizations:read`."""
        return await self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/items/{part(item_id)}",
        )

    async def comment_on_item(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        item_id: str | UUID,
        /,
        *,
        body: str,
        id: str | UUID,
    ) -> m.ItemSeen:
        """Write about it. Whoever shared it is told in the app. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/items/{part(item_id)}/comments",
            body={"body": body, "id": id},
        )

    async def suggest_edit(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        item_id: str | UUID,
        /,
        *,
        body: str,
        id: str | UUID,
        subject: str,
        version: str,
    ) -> m.ItemSeen:
        """Suggest how to write a draft. It stands beside the draft until its author takes or leaves it. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/items/{part(item_id)}/edits",
            body={"body": body, "id": id, "subject": subject, "version": version},
        )

    def list_participant_notes(
        self,
        organization_id: str | UUID,
        enrolment_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.NoteSeen, m.NoteSeenPage]:
        """What coaches wrote about one who takes part, who can read it as well, the latest first. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/notes",
            query={"limit": limit},
        )

    async def write_participant_note(
        self, organization_id: str | UUID, enrolment_id: str | UUID, /, *, body: str, id: str | UUID
    ) -> None:
        """Write about one whom the caller coaches. They can read it. Needs the scope `organizations:write`."""
        await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/notes",
            body={"body": body, "id": id},
        )

    async def remove_participant_note(
        self, organization_id: str | UUID, enrolment_id: str | UUID, note_id: str | UUID, /
    ) -> None:
        """Take back what the caller wrote. Needs the scope `organizations:write`."""
        await self._call(
            "DELETE",
            f"/v1/organizations/{part(organization_id)}/participants/{part(enrolment_id)}/notes/{part(note_id)}",
        )

    def list_programmes(
        self, organization_id: str | UUID, /, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.ProgrammeRead, m.ProgrammePage]:
        """Programmes, the newest first. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/programmes", query={"limit": limit}
        )

    async def create_programme(
        self,
        organization_id: str | UUID,
        /,
        *,
        about: str | Omitted = OMITTED,
        asks_a_week: int | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        name: str,
        talks_a_week: int | None | Omitted = OMITTED,
    ) -> m.ProgrammeRead:
        """Add a programme. The same request again answers 200. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/organizations/{part(organization_id)}/programmes",
            body={
                "about": about,
                "asks_a_week": asks_a_week,
                "id": id,
                "name": name,
                "talks_a_week": talks_a_week,
            },
            makes_id=True,
        )

    async def read_programme(
        self, organization_id: str | UUID, programme_id: str | UUID, /
    ) -> m.ProgrammeRead:
        """One programme. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/programmes/{part(programme_id)}"
        )

    async def change_programme(
        self,
        organization_id: str | UUID,
        programme_id: str | UUID,
        /,
        *,
        if_match: int | str,
        about: str | Omitted = OMITTED,
        asks_a_week: int | None | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
        talks_a_week: int | None | Omitted = OMITTED,
    ) -> m.ProgrammeRead:
        """Say it in other words. Needs the scope `organizations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/programmes/{part(programme_id)}",
            if_match=if_match,
            body={
                "about": about,
                "asks_a_week": asks_a_week,
                "name": name,
                "talks_a_week": talks_a_week,
            },
        )

    async def read_queue(self, organization_id: str | UUID, /) -> m.Queue:
        """Who needs the caller, over all cohorts that they coach. Each of those people can read that it was looked at. Needs the scope `organizations:read`."""
        return await self._call("GET", f"/v1/organizations/{part(organization_id)}/queue")

    async def read_cohort_session(
        self, organization_id: str | UUID, session_id: str | UUID, /
    ) -> m.CohortSessionRead:
        """One session. Needs the scope `organizations:read`."""
        return await self._call(
            "GET", f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}"
        )

    async def change_cohort_session(
        self,
        organization_id: str | UUID,
        session_id: str | UUID,
        /,
        *,
        if_match: int | str,
        agenda: str | Omitted = OMITTED,
        cancelled: bool | Omitted = OMITTED,
        ends_at: str | datetime | Omitted = OMITTED,
        place: str | Omitted = OMITTED,
        starts_at: str | datetime | Omitted = OMITTED,
        title: str | Omitted = OMITTED,
        zone: str | Omitted = OMITTED,
    ) -> m.CohortSessionRead:
        """Move a session, say it in other words, cancel it, or hold it after all. Needs the scope `organizations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}",
            if_match=if_match,
            body={
                "agenda": agenda,
                "cancelled": cancelled,
                "ends_at": ends_at,
                "place": place,
                "starts_at": starts_at,
                "title": title,
                "zone": zone,
            },
        )

    def list_attendance(
        self,
        organization_id: str | UUID,
        session_id: str | UUID,
        /,
        *,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.AttendanceRead, m.AttendancePage]:
        """Who takes part, by name, and whether they were there. Needs the scope `organizations:read`."""
        return self._pages(
            f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}/attendance",
            query={"limit": limit},
        )

    async def mark_attendance(
        self,
        organization_id: str | UUID,
        session_id: str | UUID,
        /,
        *,
        items: list[m.AttendanceMark],
    ) -> m.AttendanceSums:
        """Mark who was there, was excused, or was not; each of them can see their own mark. Needs the scope `organizations:write`."""
        return await self._call(
            "PUT",
            f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}/attendance",
            body={"items": items},
        )

    async def save_cohort_session(
        self, organization_id: str | UUID, session_id: str | UUID, /
    ) -> bytes:
        """A session as a calendar file. The same file moves and cancels what an earlier one made. Needs the scope `organizations:read`."""
        return await self._call(
            "GET",
            f"/v1/organizations/{part(organization_id)}/sessions/{part(session_id)}/session.ics",
            raw=True,
        )

    async def list_outcomes(self) -> m.OutcomeList:
        """What came of it, the latest first, each with the way back to the ask with which it began. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/outcomes")

    async def record_outcome(
        self,
        *,
        at: str | date,
        contact_id: str | UUID | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        kind: Literal[
            "referral",
            "mentorship",
            "collaboration",
            "project",
            "lead",
            "interview",
            "offer",
            "new_role",
            "invitation",
            "asked_for_advice",
        ],
        led_by_id: str | UUID | None | Omitted = OMITTED,
        note: str | Omitted = OMITTED,
        thread_id: str | UUID | None | Omitted = OMITTED,
    ) -> m.OutcomeRead:
        """Keep what came of it; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/outcomes",
            body={
                "at": at,
                "contact_id": contact_id,
                "employer_id": employer_id,
                "goal_id": goal_id,
                "id": id,
                "kind": kind,
                "led_by_id": led_by_id,
                "note": note,
                "thread_id": thread_id,
            },
            makes_id=True,
        )

    async def take_outcome_back(self, outcome_id: str | UUID, /) -> None:
        """It did not come of it. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/outcomes/{part(outcome_id)}")

    async def read_outcome(self, outcome_id: str | UUID, /) -> m.OutcomeRead:
        """One outcome, with its way back. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/outcomes/{part(outcome_id)}")

    async def change_outcome(
        self,
        outcome_id: str | UUID,
        /,
        *,
        if_match: int | str,
        at: str | date | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        employer_id: str | UUID | None | Omitted = OMITTED,
        goal_id: str | UUID | None | Omitted = OMITTED,
        kind: Literal[
            "referral",
            "mentorship",
            "collaboration",
            "project",
            "lead",
            "interview",
            "offer",
            "new_role",
            "invitation",
            "asked_for_advice",
        ]
        | Omitted = OMITTED,
        led_by_id: str | UUID | None | Omitted = OMITTED,
        note: str | Omitted = OMITTED,
    ) -> m.OutcomeRead:
        """Put it right. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/outcomes/{part(outcome_id)}",
            if_match=if_match,
            body={
                "at": at,
                "contact_id": contact_id,
                "employer_id": employer_id,
                "goal_id": goal_id,
                "kind": kind,
                "led_by_id": led_by_id,
                "note": note,
            },
        )

    async def bring_photo(
        self,
        *,
        alt: str | Omitted = OMITTED,
        at: str | datetime | None | Omitted = OMITTED,
        conversation_id: str | UUID,
        file: bytes,
        id: str | UUID | Omitted = OMITTED,
    ) -> m.PhotoRead:
        """Keep the photo of a paper page with a talk; the same again answers 200. Of the file the picture alone is kept: where, when and with what it was taken is dropped, and so is which side is up. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/photos",
            form={"alt": alt, "at": at, "conversation_id": conversation_id, "file": file, "id": id},
            makes_id=True,
        )

    async def take_photo_away(self, photo_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take a photo away. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/photos/{part(photo_id)}", if_match=if_match)

    async def read_photo(self, photo_id: str | UUID, /) -> m.PhotoRead:
        """What is known of one photo. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/photos/{part(photo_id)}")

    async def describe_photo(
        self, photo_id: str | UUID, /, *, if_match: int | str, alt: str
    ) -> m.PhotoRead:
        """Say in words what can be seen. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH", f"/v1/photos/{part(photo_id)}", if_match=if_match, body={"alt": alt}
        )

    async def read_photo_file(self, photo_id: str | UUID, /) -> bytes:
        """The picture. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/photos/{part(photo_id)}/file", raw=True)

    async def bring_photo_back(self, photo_id: str | UUID, /) -> m.PhotoRead:
        """Undo the taking away. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/photos/{part(photo_id)}/restore")

    def list_pitches(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.PitchRead, m.PitchPage]:
        """The own story in its versions, the newest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/pitches", query={"limit": limit})

    async def write_pitch(self, *, id: str | UUID | Omitted = OMITTED, text: str) -> m.PitchRead:
        """Tell the story anew; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call("POST", "/v1/pitches", body={"id": id, "text": text}, makes_id=True)

    async def delete_pitch(self, pitch_id: str | UUID, /) -> None:
        """Take a version away. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/pitches/{part(pitch_id)}")

    async def read_pitch(self, pitch_id: str | UUID, /) -> m.PitchRead:
        """One version of the story. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/pitches/{part(pitch_id)}")

    async def practise(
        self, pitch_id: str | UUID, /, *, id: str | UUID, seconds: int
    ) -> m.PitchRead:
        """It was told aloud, against the clock; sent again, it counts once. Needs the scope `conversations:write`."""
        return await self._call(
            "POST", f"/v1/pitches/{part(pitch_id)}/practices", body={"id": id, "seconds": seconds}
        )

    async def restore_pitch(self, pitch_id: str | UUID, /) -> m.PitchRead:
        """Undo the deletion. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/pitches/{part(pitch_id)}/restore")

    async def list_plan(self) -> m.PlanItemList:
        """The development plan: what is open by its date, then what was done. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/plan-items")

    async def plan_item(
        self,
        *,
        advice_id: str | UUID | None | Omitted = OMITTED,
        due_on: str | date | None | Omitted = OMITTED,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        kind: Literal[
            "course", "project", "shadowing", "volunteering", "certificate", "reading", "other"
        ]
        | Omitted = OMITTED,
        skill_id: str | UUID | None | Omitted = OMITTED,
        text: str,
    ) -> m.PlanItemRead:
        """Put a step into the plan; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/plan-items",
            body={
                "advice_id": advice_id,
                "due_on": due_on,
                "goal_id": goal_id,
                "id": id,
                "kind": kind,
                "skill_id": skill_id,
                "text": text,
            },
            makes_id=True,
        )

    async def remove_item(self, item_id: str | UUID, /) -> None:
        """Take a step out of the plan. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/plan-items/{part(item_id)}")

    async def read_item(self, item_id: str | UUID, /) -> m.PlanItemRead:
        """One step of the plan. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/plan-items/{part(item_id)}")

    async def change_item(
        self,
        item_id: str | UUID,
        /,
        *,
        if_match: int | str,
        due_on: str | date | None | Omitted = OMITTED,
        kind: Literal[
            "course", "project", "shadowing", "volunteering", "certificate", "reading", "other"
        ]
        | Omitted = OMITTED,
        proof: str | Omitted = OMITTED,
        state: Literal["open", "done", "dropped"] | Omitted = OMITTED,
        text: str | Omitted = OMITTED,
    ) -> m.PlanItemRead:
        """Word a step anew, move its date, or say what became of it, with what shows it. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/plan-items/{part(item_id)}",
            if_match=if_match,
            body={"due_on": due_on, "kind": kind, "proof": proof, "state": state, "text": text},
        )

    def list_promises(
        self,
        *,
        settled: Literal["open", "settled"] | Omitted = OMITTED,
        promiser: Literal["mine", "theirs"] | None | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.PromiseRead, m.PromisePage]:
        """Promises: open ones what is due first, settled ones the latest first. Needs the scope `conversations:read`."""
        return self._pages(
            "/v1/promises",
            query={
                "settled": settled,
                "promiser": promiser,
                "contact_id": contact_id,
                "limit": limit,
            },
        )

    async def make_promise(
        self,
        *,
        contact_id: str | UUID,
        due_on: str | date | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        promiser: Literal["mine", "theirs"] | Omitted = OMITTED,
        text: str,
    ) -> m.PromiseRead:
        """Keep a promise that was not made in a talk; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/promises",
            body={
                "contact_id": contact_id,
                "due_on": due_on,
                "id": id,
                "promiser": promiser,
                "text": text,
            },
            makes_id=True,
        )

    async def remove_promise(self, promise_id: str | UUID, /) -> None:
        """It was entered by mistake. One of a talk is a line of it: that is taken away there. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/promises/{part(promise_id)}")

    async def read_promise(self, promise_id: str | UUID, /) -> m.PromiseRead:
        """One promise. One of a talk has the id of the line that was first tagged so. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/promises/{part(promise_id)}")

    async def change_promise(
        self,
        promise_id: str | UUID,
        /,
        *,
        if_match: int | str,
        at: str | datetime | None | Omitted = OMITTED,
        due_on: str | date | Omitted = OMITTED,
        state: Literal["open", "kept", "released"] | Omitted = OMITTED,
        text: str | Omitted = OMITTED,
    ) -> m.PromiseRead:
        """It was kept, it was released, or neither after all; or it has other words, or another day. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/promises/{part(promise_id)}",
            if_match=if_match,
            body={"at": at, "due_on": due_on, "state": state, "text": text},
        )

    async def restore_promise(self, promise_id: str | UUID, /) -> m.PromiseRead:
        """Undo the removal. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/promises/{part(promise_id)}/restore")

    async def read_bank(
        self,
        *,
        framework: Literal["tiara", "life", "day", "skills", "culture", "entry", "own"]
        | None
        | Omitted = OMITTED,
    ) -> m.Bank:
        """Our open questions, by framework and cell. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/questions/bank", query={"framework": framework})

    async def remove_question(self, question_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take a question out of the plan; what it took up is open again in the earlier talk. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/questions/{part(question_id)}", if_match=if_match)

    async def read_question(self, question_id: str | UUID, /) -> m.QuestionRead:
        """One question of a plan. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/questions/{part(question_id)}")

    async def change_question(
        self,
        question_id: str | UUID,
        /,
        *,
        if_match: int | str,
        minutes: int | Omitted = OMITTED,
        state: Literal["planned", "asked", "answered"] | Omitted = OMITTED,
        text: str | Omitted = OMITTED,
    ) -> m.QuestionRead:
        """Other words, other minutes, or what became of it. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/questions/{part(question_id)}",
            if_match=if_match,
            body={"minutes": minutes, "state": state, "text": text},
        )

    def list_reflections(
        self,
        *,
        aspect: Literal[
            "listening", "questions", "clarity", "follow_through", "confidence", "landed"
        ]
        | None
        | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.ReflectionRead, m.ReflectionPage]:
        """What I said about myself, the latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/reflections", query={"aspect": aspect, "limit": limit})

    async def reflect(
        self,
        *,
        aspect: Literal[
            "listening", "questions", "clarity", "follow_through", "confidence", "landed"
        ],
        conversation_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        rating: int | None | Omitted = OMITTED,
        thread_id: str | UUID | None | Omitted = OMITTED,
        words: str | Omitted = OMITTED,
    ) -> m.ReflectionRead:
        """Keep an answer about myself; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/reflections",
            body={
                "aspect": aspect,
                "conversation_id": conversation_id,
                "id": id,
                "rating": rating,
                "thread_id": thread_id,
                "words": words,
            },
            makes_id=True,
        )

    async def read_trends(self) -> m.Trends:
        """How the answers went over time: the four soft skills, and how sure I was before an ask beside what came of it. Nothing while there are fewer than five answers. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/reflections/trends")

    async def take_reflection_back(self, reflection_id: str | UUID, /) -> None:
        """Forget an answer. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/reflections/{part(reflection_id)}")

    def list_reports(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.ReportRow, m.ReportPage]:
        """Reports, the newest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/reports", query={"limit": limit})

    async def ask_for_report(
        self,
        *,
        goal_id: str | UUID | None | Omitted = OMITTED,
        id: str | UUID,
        kind: Literal["skill_gap", "year"] | Omitted = OMITTED,
    ) -> m.ReportRead:
        """Have a report made: the gap between what people asked for and what I can do, or the year with people that ends today. It takes a moment: look again, or leave. Asked for again under the same id it is the same report. Needs the scope `conversations:write`."""
        return await self._call(
            "POST", "/v1/reports", body={"goal_id": goal_id, "id": id, "kind": kind}
        )

    async def forget_report(self, report_id: str | UUID, /) -> None:
        """Take a report away. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/reports/{part(report_id)}")

    async def read_report(self, report_id: str | UUID, /) -> m.ReportRead:
        """One report, with every line behind it, and what changed since the one before. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/reports/{part(report_id)}")

    async def print_report(
        self, report_id: str | UUID, /, *, sources: Literal["named", "counted"] | Omitted = OMITTED
    ) -> bytes:
        """A report to print or to hand over (PDF/UA). With `sources=counted` it names nobody and quotes nobody: it says how many employers and people stand behind each claim. Needs the scope `conversations:read`."""
        return await self._call(
            "GET", f"/v1/reports/{part(report_id)}/report.pdf", query={"sources": sources}, raw=True
        )

    async def picture_report(
        self, report_id: str | UUID, /, *, sources: Literal["named", "counted"] | Omitted = OMITTED
    ) -> bytes:
        """The same as one picture. Needs the scope `conversations:read`."""
        return await self._call(
            "GET", f"/v1/reports/{part(report_id)}/report.png", query={"sources": sources}, raw=True
        )

    async def search(
        self, *, q: str | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> m.Found:
        """Notes and claims that have all these words, or words that begin so: `"in this order"`, `or` and `-not` are understood. People are found by `/v1/contacts?q=`. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/search", query={"q": q, "limit": limit})

    async def read_shareable(
        self, kind: Literal["message", "preparation", "notes", "report"], item_id: str | UUID, /
    ) -> m.Shareable:
        """A draft, the preparation or the notes of a talk, or a report: exactly what a coach would see of it, with whom it can be shared, with whom it is, and what they wrote. Needs the scope `organizations:read`."""
        return await self._call("GET", f"/v1/shareable/{part(kind)}/{part(item_id)}")

    async def list_sharing(self) -> m.SharingList:
        """Where the caller takes part now, and what they share there. Needs the scope `organizations:read`."""
        return await self._call("GET", "/v1/sharing")

    def list_shared_items(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.ItemRead, m.ItemPage]:
        """What the caller shares one by one, the latest first. Needs the scope `organizations:read`."""
        return self._pages("/v1/sharing/items", query={"limit": limit})

    async def answer_edit(
        self, grant_id: str | UUID, edit_id: str | UUID, /, *, answer: Literal["taken", "left"]
    ) -> m.ItemRead:
        """Take what a coach suggests as the draft, or leave it. Needs the scope `organizations:write`."""
        return await self._call(
            "POST",
            f"/v1/sharing/items/{part(grant_id)}/edits/{part(edit_id)}/answer",
            body={"answer": answer},
        )

    def list_looks(
        self, *, enrolment_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.LookRead, m.LookPage]:
        """Who of the staff looked at what is shared, in which hour, the latest first; in one cohort, or in all. Needs the scope `organizations:read`."""
        return self._pages(
            "/v1/sharing/looks", query={"enrolment_id": enrolment_id, "limit": limit}
        )

    def list_notes_about_me(
        self, *, enrolment_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.NoteRead, m.NotePage]:
        """What coaches wrote about the caller, the latest first; in one cohort, or in all. Needs the scope `organizations:read`."""
        return self._pages(
            "/v1/sharing/notes", query={"enrolment_id": enrolment_id, "limit": limit}
        )

    async def read_shows(self) -> m.Shows:
        """Which parts of the app have something to say yet. Needs the scope `threads:read`."""
        return await self._call("GET", "/v1/shows")

    def list_skill_lists(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.SkillListRead, m.SkillListPage]:
        """Lists of skills that I brought, newest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/skill-lists", query={"limit": limit})

    async def upload_skill_list(self, *, file: bytes) -> m.SkillListRead:
        """Hand over a list of skills that was downloaded from ESCO or O*NET. Nothing is used before it is started. Needs the scope `conversations:write`."""
        return await self._call("POST", "/v1/skill-lists", form={"file": file})

    async def take_skill_list_away(self, list_id: str | UUID, /) -> None:
        """Take a list away, with its words; skills of it that I use stay mine. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/skill-lists/{part(list_id)}")

    async def read_skill_list(self, list_id: str | UUID, /) -> m.SkillListRead:
        """One list, and how far it got. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/skill-lists/{part(list_id)}")

    async def change_skill_list(
        self,
        list_id: str | UUID,
        /,
        *,
        if_match: int | str,
        language: str | Omitted = OMITTED,
        release: str | Omitted = OMITTED,
    ) -> m.SkillListRead:
        """Say which version it is, and in which language, where the file does not. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/skill-lists/{part(list_id)}",
            if_match=if_match,
            body={"language": language, "release": release},
        )

    async def start_skill_list(self, list_id: str | UUID, /) -> m.SkillListRead:
        """Use the list: its words are found in notes from then on, beside mine and Askwell's. It takes the place of an earlier one of its kind and language; my own skills stay as they are. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/skill-lists/{part(list_id)}/start")

    async def refuse_skill(self, *, line_id: str | UUID, skill_id: str | UUID) -> None:
        """This line does not speak of this skill: it is not suggested there again. Needs the scope `conversations:write`."""
        await self._call(
            "POST", "/v1/skill-refusals", body={"line_id": line_id, "skill_id": skill_id}
        )

    async def allow_skill(self, line_id: str | UUID, skill_id: str | UUID, /) -> None:
        """Take a refusal back. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/skill-refusals/{part(line_id)}/{part(skill_id)}")

    def list_signals(
        self, *, skill_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.SignalRead, m.SignalPage]:
        """Who said what of skills, in which line: the latest talk first. Needs the scope `conversations:read`."""
        return self._pages("/v1/skill-signals", query={"skill_id": skill_id, "limit": limit})

    async def add_signal(
        self,
        *,
        id: str | UUID | Omitted = OMITTED,
        level: int | None | Omitted = OMITTED,
        line_id: str | UUID,
        says: Literal["needed", "not_needed"] | Omitted = OMITTED,
        skill_id: str | UUID,
    ) -> m.SignalRead:
        """A line says that a skill is needed, and how well, or that it is not; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/skill-signals",
            body={"id": id, "level": level, "line_id": line_id, "says": says, "skill_id": skill_id},
            makes_id=True,
        )

    async def take_signal_back(self, signal_id: str | UUID, /) -> None:
        """They did not say it after all. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/skill-signals/{part(signal_id)}")

    async def read_signal(self, signal_id: str | UUID, /) -> m.SignalRead:
        """One signal. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/skill-signals/{part(signal_id)}")

    async def change_signal(
        self,
        signal_id: str | UUID,
        /,
        *,
        if_match: int | str,
        level: int | None | Omitted = OMITTED,
        says: Literal["needed", "not_needed"],
    ) -> m.SignalRead:
        """They said it otherwise. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/skill-signals/{part(signal_id)}",
            if_match=if_match,
            body={"level": level, "says": says},
        )

    def list_skills(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.SkillRead, m.SkillPage]:
        """The skills that I use: those I can do, and those that were spoken of. Needs the scope `conversations:read`."""
        return self._pages("/v1/skills", query={"limit": limit})

    async def add_skill(
        self,
        *,
        aliases: list[str] | Omitted = OMITTED,
        group: str | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
    ) -> m.SkillRead:
        """Add a skill in my own words, or use one of the vocabulary; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/skills",
            body={"aliases": aliases, "group": group, "id": id, "name": name},
            makes_id=True,
        )

    async def find_skills(self, *, text: str | Omitted = OMITTED) -> m.KnownSkills:
        """Skills to choose from by what was typed: my own and those of the vocabulary. Free text is always allowed: add it as a skill of your own. Needs the scope `conversations:read`."""
        return await self._call("GET", "/v1/skills/known", query={"text": text})

    async def read_skill(self, skill_id: str | UUID, /) -> m.SkillRead:
        """One skill that I use. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/skills/{part(skill_id)}")

    async def change_skill(
        self,
        skill_id: str | UUID,
        /,
        *,
        if_match: int | str,
        aliases: list[str] | Omitted = OMITTED,
        group: str | Omitted = OMITTED,
        merged_into_id: str | UUID | None | Omitted = OMITTED,
        muted: bool | Omitted = OMITTED,
        name: str | Omitted = OMITTED,
    ) -> m.SkillRead:
        """Call it something else, give it further words, have it counted as another, or never suggested. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/skills/{part(skill_id)}",
            if_match=if_match,
            body={
                "aliases": aliases,
                "group": group,
                "merged_into_id": merged_into_id,
                "muted": muted,
                "name": name,
            },
        )

    async def unsay_level(self, skill_id: str | UUID, /) -> None:
        """I have not said how well after all. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/skills/{part(skill_id)}/level")

    async def say_level(
        self,
        skill_id: str | UUID,
        /,
        *,
        level: int,
        proof: str | Omitted = OMITTED,
        proof_kind: Literal["none", "course", "project", "feedback", "work"] | Omitted = OMITTED,
    ) -> m.SkillRead:
        """Say how well I can do it, and what shows it. A skill of the vocabulary needs no row before. Needs the scope `conversations:write`."""
        return await self._call(
            "PUT",
            f"/v1/skills/{part(skill_id)}/level",
            body={"level": level, "proof": proof, "proof_kind": proof_kind},
        )

    def list_offers(
        self, *, thread_id: str | UUID | None | Omitted = OMITTED, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.OfferRead, m.OfferPage]:
        """Times that were offered, the latest first. Needs the scope `conversations:read`."""
        return self._pages("/v1/slot-offers", query={"thread_id": thread_id, "limit": limit})

    async def offer_times(
        self,
        *,
        id: str | UUID | Omitted = OMITTED,
        medium: Literal["in_person", "phone", "video", "chat"] | Omitted = OMITTED,
        message_id: str | UUID | None | Omitted = OMITTED,
        place: str | Omitted = OMITTED,
        sent: bool | Omitted = OMITTED,
        slots: list[m.SlotWrite],
        thread_id: str | UUID,
        zone: str,
    ) -> m.OfferRead:
        """Offer times; the same again answers 200. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            "/v1/slot-offers",
            body={
                "id": id,
                "medium": medium,
                "message_id": message_id,
                "place": place,
                "sent": sent,
                "slots": slots,
                "thread_id": thread_id,
                "zone": zone,
            },
            makes_id=True,
        )

    async def withdraw_times(self, offer_id: str | UUID, /, *, if_match: int | str) -> None:
        """Take offered times back: they are free again. Needs the scope `conversations:write`."""
        await self._call("DELETE", f"/v1/slot-offers/{part(offer_id)}", if_match=if_match)

    async def read_offer(self, offer_id: str | UUID, /) -> m.OfferRead:
        """Times that were offered together. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/slot-offers/{part(offer_id)}")

    async def bring_times_back(self, offer_id: str | UUID, /) -> m.OfferRead:
        """Undo the taking back. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/slot-offers/{part(offer_id)}/restore")

    async def mark_offered(
        self, offer_id: str | UUID, /, *, at: str | datetime | None | Omitted = OMITTED
    ) -> m.OfferRead:
        """Say that the times were sent: from then on they are held. Needs the scope `conversations:write`."""
        return await self._call("POST", f"/v1/slot-offers/{part(offer_id)}/sent", body={"at": at})

    async def take_time_back(self, offer_id: str | UUID, /) -> m.OfferRead:
        """Undo: they did not take it. The talk goes and the times are offered as before. Needs the scope `conversations:write`."""
        return await self._call("DELETE", f"/v1/slot-offers/{part(offer_id)}/taken")

    async def take_time(
        self,
        offer_id: str | UUID,
        /,
        *,
        medium: Literal["in_person", "phone", "video", "chat"] | None | Omitted = OMITTED,
        place: str | None | Omitted = OMITTED,
        slot_id: str | UUID,
    ) -> m.ConversationRead:
        """They took this one: the talk is planned in one go; its id is that of the time. Needs the scope `conversations:write`."""
        return await self._call(
            "POST",
            f"/v1/slot-offers/{part(offer_id)}/taken",
            body={"medium": medium, "place": place, "slot_id": slot_id},
        )

    async def next_cards(self, *, limit: int | Omitted = OMITTED) -> m.SortPage:
        """The next cards to be sorted, most promising first, with the reasons. Needs the scope `contacts:read`."""
        return await self._call("GET", "/v1/sort", query={"limit": limit})

    async def sort_contact(
        self, *, answer: Literal["well", "bit", "later"] | None, id: str | UUID
    ) -> m.Sorted:
        """Say how well you know somebody, or take it back. Needs the scope `contacts:write`."""
        return await self._call("POST", "/v1/sort", body={"answer": answer, "id": id})

    async def choose(self, *, ids: list[str | UUID]) -> m.ThreadList:
        """Put people that were sorted into *Want to ask*; chosen again nothing changes. Needs the scope `threads:write`."""
        return await self._call("POST", "/v1/sort/choose", body={"ids": ids})

    async def list_tags(self) -> m.TagList:
        """All tags, with how many people have each. Needs the scope `contacts:read`."""
        return await self._call("GET", "/v1/tags")

    async def list_targets(self) -> m.TargetList:
        """Employers the person would like to work for, in the order of the method, and whom they know there. Needs the scope `contacts:read`."""
        return await self._call("GET", "/v1/target-employers")

    async def create_target(
        self,
        *,
        alumni: Literal["none", "alumni", "advocate"] | Omitted = OMITTED,
        employer: str | Omitted = OMITTED,
        employer_id: str | UUID | Omitted = OMITTED,
        id: str | UUID | Omitted = OMITTED,
        motivation: int | Omitted = OMITTED,
        note: str | Omitted = OMITTED,
        posting: int | Omitted = OMITTED,
    ) -> m.TargetRead:
        """Put an employer on the list. The same request again answers 200. Needs the scope `contacts:write`."""
        return await self._call(
            "POST",
            "/v1/target-employers",
            body={
                "alumni": alumni,
                "employer": employer,
                "employer_id": employer_id,
                "id": id,
                "motivation": motivation,
                "note": note,
                "posting": posting,
            },
            makes_id=True,
        )

    async def delete_target(self, target_id: str | UUID, /) -> None:
        """Take an employer off the list; it can be brought back. Needs the scope `contacts:write`."""
        await self._call("DELETE", f"/v1/target-employers/{part(target_id)}")

    async def read_target(self, target_id: str | UUID, /) -> m.TargetRead:
        """One employer on the list. Needs the scope `contacts:read`."""
        return await self._call("GET", f"/v1/target-employers/{part(target_id)}")

    async def change_target(
        self,
        target_id: str | UUID,
        /,
        *,
        if_match: int | str,
        alumni: Literal["none", "alumni", "advocate"] | Omitted = OMITTED,
        motivation: int | Omitted = OMITTED,
        note: str | Omitted = OMITTED,
        posting: int | Omitted = OMITTED,
    ) -> m.TargetRead:
        """Change what is noted of an employer on the list. Needs the scope `contacts:write`."""
        return await self._call(
            "PATCH",
            f"/v1/target-employers/{part(target_id)}",
            if_match=if_match,
            body={"alumni": alumni, "motivation": motivation, "note": note, "posting": posting},
        )

    async def restore_target(self, target_id: str | UUID, /) -> m.TargetRead:
        """Undo taking an employer off the list. Needs the scope `contacts:write`."""
        return await self._call("POST", f"/v1/target-employers/{part(target_id)}/restore")

    async def read_telling(self, telling_id: str | UUID, /) -> m.TellingRead:
        """One person who is told, with the update to them. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/tellings/{part(telling_id)}")

    async def change_telling(
        self,
        telling_id: str | UUID,
        /,
        *,
        if_match: int | str,
        standing: Literal["waiting", "told", "left_out"],
    ) -> m.TellingRead:
        """They were told some other way, or are not to be told; or neither after all. An update that was sent since tells it by itself. Needs the scope `conversations:write`."""
        return await self._call(
            "PATCH",
            f"/v1/tellings/{part(telling_id)}",
            if_match=if_match,
            body={"standing": standing},
        )

    async def list_templates(
        self,
        *,
        kind: Literal["ask", "follow_up", "thanks", "answer_no", "update"] | Omitted = OMITTED,
        channel: Literal[
            "email",
            "linkedin_message",
            "linkedin_note",
            "chat",
            "spoken",
            "through",
            "volunteer_request",
        ]
        | Omitted = OMITTED,
        thread_id: str | UUID | None | Omitted = OMITTED,
    ) -> m.TemplateList:
        """Drafts to begin with, filled with what is known of the thread's contact. Needs the scope `threads:read`."""
        return await self._call(
            "GET", "/v1/templates", query={"kind": kind, "channel": channel, "thread_id": thread_id}
        )

    def list_threads(
        self,
        *,
        lane: m.Lane | None | Omitted = OMITTED,
        stage: m.Stage | None | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.ThreadCard, m.ThreadPage]:
        """Threads, what is due first. Needs the scope `threads:read`."""
        return self._pages(
            "/v1/threads",
            query={"lane": lane, "stage": stage, "contact_id": contact_id, "limit": limit},
        )

    async def start_thread(
        self, *, contact_id: str | UUID, id: str | UUID | Omitted = OMITTED
    ) -> m.ThreadRead:
        """Start the pursuit of a talk; the same again answers 200. Needs the scope `threads:write`."""
        return await self._call(
            "POST", "/v1/threads", body={"contact_id": contact_id, "id": id}, makes_id=True
        )

    async def delete_thread(self, thread_id: str | UUID, /) -> None:
        """Delete a thread; it can be brought back. Needs the scope `threads:write`."""
        await self._call("DELETE", f"/v1/threads/{part(thread_id)}")

    async def read_thread(self, thread_id: str | UUID, /) -> m.ThreadRead:
        """One thread. Needs the scope `threads:read`."""
        return await self._call("GET", f"/v1/threads/{part(thread_id)}")

    async def change_thread(
        self,
        thread_id: str | UUID,
        /,
        *,
        if_match: int | str,
        beside_ok: bool | Omitted = OMITTED,
        close_reason: Literal["wrong_moment", "wrong_person", "my_message", "cannot_know"]
        | None
        | Omitted = OMITTED,
        paused: bool | Omitted = OMITTED,
    ) -> m.ThreadRead:
        """Keep why an ask ended, let its plan rest or go on, or refuse a hint. Needs the scope `threads:write`."""
        return await self._call(
            "PATCH",
            f"/v1/threads/{part(thread_id)}",
            if_match=if_match,
            body={"beside_ok": beside_ok, "close_reason": close_reason, "paused": paused},
        )

    async def correct_stage(
        self,
        thread_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        id: str | UUID,
        stage: m.Stage,
    ) -> m.ThreadRead:
        """Put a wrong step right. Needs the scope `threads:write`."""
        return await self._call(
            "POST",
            f"/v1/threads/{part(thread_id)}/corrections",
            body={"at": at, "at_precision": at_precision, "id": id, "stage": stage},
        )

    async def read_served(self, thread_id: str | UUID, /) -> m.ThreadGoal:
        """Which goal an ask serves, if one was named. Needs the scope `conversations:read`."""
        return await self._call("GET", f"/v1/threads/{part(thread_id)}/goal")

    async def serve_goal(self, thread_id: str | UUID, /, *, goal_id: str | UUID | None) -> None:
        """Say which goal an ask serves, or that it serves none in particular. Needs the scope `conversations:write`."""
        await self._call("PUT", f"/v1/threads/{part(thread_id)}/goal", body={"goal_id": goal_id})

    async def tell(
        self,
        thread_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        conversation: m.ConversationPlan | None | Omitted = OMITTED,
        id: str | UUID,
        introduced: m.Introduced | None | Omitted = OMITTED,
        note: str | None | Omitted = OMITTED,
        what: m.Happening,
    ) -> m.ThreadRead:
        """Say what happened; told again under the same id it changes nothing. Needs the scope `threads:write`."""
        return await self._call(
            "POST",
            f"/v1/threads/{part(thread_id)}/happenings",
            body={
                "at": at,
                "at_precision": at_precision,
                "conversation": conversation,
                "id": id,
                "introduced": introduced,
                "note": note,
                "what": what,
            },
        )

    async def list_messages(self, thread_id: str | UUID, /) -> m.MessageList:
        """The messages of a thread, oldest first. Needs the scope `threads:read`."""
        return await self._call("GET", f"/v1/threads/{part(thread_id)}/messages")

    async def move(
        self,
        thread_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        id: str | UUID,
        lane: m.Lane,
    ) -> m.ThreadRead:
        """Put a card into another lane: "Move to…". Needs the scope `threads:write`."""
        return await self._call(
            "POST",
            f"/v1/threads/{part(thread_id)}/moves",
            body={"at": at, "at_precision": at_precision, "id": id, "lane": lane},
        )

    async def read_plan(self, thread_id: str | UUID, /) -> m.PlanRead:
        """What comes up when of an open ask, and whom else at this employer might be asked. Needs the scope `threads:read`."""
        return await self._call("GET", f"/v1/threads/{part(thread_id)}/plan")

    async def restore_thread(self, thread_id: str | UUID, /) -> m.ThreadRead:
        """Undo the deletion of a thread. Needs the scope `threads:write`."""
        return await self._call("POST", f"/v1/threads/{part(thread_id)}/restore")

    async def thank(
        self,
        thread_id: str | UUID,
        /,
        *,
        at: str | datetime | None | Omitted = OMITTED,
        at_precision: Literal["now", "earlier_today", "yesterday", "picked"] | Omitted = OMITTED,
        id: str | UUID,
    ) -> m.ThreadRead:
        """Say that they were thanked, without a message kept here. Needs the scope `threads:write`."""
        return await self._call(
            "POST",
            f"/v1/threads/{part(thread_id)}/thanks",
            body={"at": at, "at_precision": at_precision, "id": id},
        )

    async def suggest_times(
        self,
        thread_id: str | UUID,
        /,
        *,
        minutes: int | Omitted = OMITTED,
        after: str | date | None | Omitted = OMITTED,
    ) -> m.TimesRead:
        """Three times to offer, in their zone and working hours, when you are free. Needs the scope `conversations:read`."""
        return await self._call(
            "GET",
            f"/v1/threads/{part(thread_id)}/times",
            query={"minutes": minutes, "after": after},
        )

    def list_ties(
        self,
        *,
        due: bool | Omitted = OMITTED,
        contact_id: str | UUID | None | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.TieRead, m.TiePage]:
        """People to keep in touch with, what is due first; with `due` only those due now. Of one person: at most that one, whatever is due. Needs the scope `contacts:read`."""
        return self._pages("/v1/ties", query={"due": due, "contact_id": contact_id, "limit": limit})

    async def read_dormant_ties(self) -> m.DormantTies:
        """People not heard of for long who may be worth a line, and why. Needs the scope `contacts:read`."""
        return await self._call("GET", "/v1/ties/dormant")

    async def read_tie(self, contact_id: str | UUID, /) -> m.TieRead:
        """Keeping in touch with one person; there is nothing before a talk. Needs the scope `contacts:read`."""
        return await self._call("GET", f"/v1/ties/{part(contact_id)}")

    async def change_tie(
        self,
        contact_id: str | UUID,
        /,
        *,
        if_match: int | str,
        every_days: Literal[60, 120, 365] | Omitted = OMITTED,
        off: bool | Omitted = OMITTED,
    ) -> m.TieRead:
        """How often, or not at all. Needs the scope `contacts:write`."""
        return await self._call(
            "PATCH",
            f"/v1/ties/{part(contact_id)}",
            if_match=if_match,
            body={"every_days": every_days, "off": off},
        )

    async def unskip_tie(self, contact_id: str | UUID, /) -> m.TieRead:
        """Take the skip back. Needs the scope `contacts:write`."""
        return await self._call("DELETE", f"/v1/ties/{part(contact_id)}/skipped")

    async def skip_tie(self, contact_id: str | UUID, /) -> m.TieRead:
        """Not now. It is put off, not done. Needs the scope `contacts:write`."""
        return await self._call("POST", f"/v1/ties/{part(contact_id)}/skipped")

    async def untouch_tie(self, contact_id: str | UUID, /) -> m.TieRead:
        """We were not in touch after all. Needs the scope `contacts:write`."""
        return await self._call("DELETE", f"/v1/ties/{part(contact_id)}/touched")

    async def touch_tie(
        self, contact_id: str | UUID, /, *, at: str | datetime | None | Omitted = OMITTED
    ) -> m.TieRead:
        """We were in touch some other way: the clock begins anew. Needs the scope `contacts:write`."""
        return await self._call("POST", f"/v1/ties/{part(contact_id)}/touched", body={"at": at})

    async def begin_update(self, contact_id: str | UUID, /) -> m.UpdateStart:
        """What an update to this person can begin from. Needs the scope `contacts:read`."""
        return await self._call("GET", f"/v1/ties/{part(contact_id)}/update")

    async def read_today(self) -> m.TodayRead:
        """The single next thing, at most three more, and what can wait. Needs the scope `threads:read`."""
        return await self._call("GET", "/v1/today")

    async def mark_undone(
        self,
        *,
        kind: Literal[
            "ask_first",
            "write_thanks",
            "did_you_talk",
            "debrief",
            "date_soon",
            "prepare",
            "promise_mine",
            "any_answers",
            "choose_time",
            "find_time",
            "follow_up",
            "tell_introducer",
            "new_time",
            "advice_told",
            "tell_landed",
            "first_update",
            "finish_draft",
            "ask",
            "promise_theirs",
            "keep_in_touch",
            "plan_item",
            "goal_review",
            "token_ends",
            "second_person",
            "close",
            "keep_person",
            "sort",
        ],
        subject_id: str | UUID,
    ) -> None:
        """Not done after all. Needs the scope `threads:write`."""
        await self._call("DELETE", "/v1/today/done", body={"kind": kind, "subject_id": subject_id})

    async def mark_done(
        self,
        *,
        kind: Literal[
            "ask_first",
            "write_thanks",
            "did_you_talk",
            "debrief",
            "date_soon",
            "prepare",
            "promise_mine",
            "any_answers",
            "choose_time",
            "find_time",
            "follow_up",
            "tell_introducer",
            "new_time",
            "advice_told",
            "tell_landed",
            "first_update",
            "finish_draft",
            "ask",
            "promise_theirs",
            "keep_in_touch",
            "plan_item",
            "goal_review",
            "token_ends",
            "second_person",
            "close",
            "keep_person",
            "sort",
        ],
        subject_id: str | UUID,
    ) -> None:
        """Done, or not to be shown again. Needs the scope `threads:write`."""
        await self._call("POST", "/v1/today/done", body={"kind": kind, "subject_id": subject_id})

    async def wake(
        self,
        *,
        kind: Literal[
            "ask_first",
            "write_thanks",
            "did_you_talk",
            "debrief",
            "date_soon",
            "prepare",
            "promise_mine",
            "any_answers",
            "choose_time",
            "find_time",
            "follow_up",
            "tell_introducer",
            "new_time",
            "advice_told",
            "tell_landed",
            "first_update",
            "finish_draft",
            "ask",
            "promise_theirs",
            "keep_in_touch",
            "plan_item",
            "goal_review",
            "token_ends",
            "second_person",
            "close",
            "keep_person",
            "sort",
        ],
        subject_id: str | UUID,
    ) -> None:
        """Show it again. Needs the scope `threads:write`."""
        await self._call(
            "DELETE", "/v1/today/snooze", body={"kind": kind, "subject_id": subject_id}
        )

    async def snooze(
        self,
        *,
        kind: Literal[
            "ask_first",
            "write_thanks",
            "did_you_talk",
            "debrief",
            "date_soon",
            "prepare",
            "promise_mine",
            "any_answers",
            "choose_time",
            "find_time",
            "follow_up",
            "tell_introducer",
            "new_time",
            "advice_told",
            "tell_landed",
            "first_update",
            "finish_draft",
            "ask",
            "promise_theirs",
            "keep_in_touch",
            "plan_item",
            "goal_review",
            "token_ends",
            "second_person",
            "close",
            "keep_person",
            "sort",
        ],
        subject_id: str | UUID,
        until: str | datetime,
    ) -> None:
        """Not before a time. Needs the scope `threads:write`."""
        await self._call(
            "POST",
            "/v1/today/snooze",
            body={"kind": kind, "subject_id": subject_id, "until": until},
        )

    async def name_update(
        self,
        *,
        advice_ids: list[str | UUID] | Omitted = OMITTED,
        id: str | UUID,
        introduction_ids: list[str | UUID] | Omitted = OMITTED,
    ) -> None:
        """Say which advice and which introductions a message tells of; once it is sent, they are told. Needs the scope `conversations:write`."""
        await self._call(
            "POST",
            "/v1/updates",
            body={"advice_ids": advice_ids, "id": id, "introduction_ids": introduction_ids},
        )

    async def read_volunteering(self) -> m.VolunteeringRead:
        """Where the caller is a host, and where they could become one, with the words to agree to. Needs the scope `organizations:read`."""
        return await self._call("GET", "/v1/volunteering")

    async def read_waiting(self) -> m.Waiting:
        """People waiting to hear from me. Needs the scope `contacts:read`."""
        return await self._call("GET", "/v1/waiting")

    def list_webhooks(
        self, *, limit: int | Omitted = OMITTED
    ) -> AsyncPages[m.WebhookRead, m.WebhookPage]:
        """My webhooks and how they are doing, the latest first. Needs the scope `webhooks:read`."""
        return self._pages("/v1/webhooks", query={"limit": limit})

    async def create_webhook(
        self,
        *,
        id: str | UUID | Omitted = OMITTED,
        types: list[
            Literal[
                "contact.created",
                "contact.updated",
                "contact.deleted",
                "thread.asked",
                "thread.answered",
                "thread.scheduled",
                "thread.closed",
                "conversation.held",
                "conversation.cancelled",
                "conversation.missed",
                "thanks.sent",
                "promise.kept",
                "promise.late",
                "insight.created",
                "advice.done",
                "advice.told",
                "goal.revised",
                "report.ready",
                "outcome.recorded",
                "grant.given",
                "grant.revoked",
                "host_request.answered",
                "host_request.expired",
            ]
        ]
        | Omitted = OMITTED,
        url: str,
    ) -> m.WebhookMade:
        """Subscribe: have what happens from now on sent to an address, as `GET /v1/events` shows it and signed as Standard Webhooks says. The secret is in this answer only. Whatever answers 2xx within 8 seconds has taken it; else it is tried again for a day. The same request again answers 200. Needs the scope `webhooks:write`."""
        return await self._call(
            "POST", "/v1/webhooks", body={"id": id, "types": types, "url": url}, makes_id=True
        )

    async def delete_webhook(self, webhook_id: str | UUID, /) -> None:
        """Unsubscribe: nothing more is sent. It can be brought back for 30 days. Needs the scope `webhooks:write`."""
        await self._call("DELETE", f"/v1/webhooks/{part(webhook_id)}")

    async def read_webhook(self, webhook_id: str | UUID, /) -> m.WebhookRead:
        """One webhook. Needs the scope `webhooks:read`."""
        return await self._call("GET", f"/v1/webhooks/{part(webhook_id)}")

    async def change_webhook(
        self,
        webhook_id: str | UUID,
        /,
        *,
        if_match: int | str,
        paused: bool | Omitted = OMITTED,
        types: list[
            Literal[
                "contact.created",
                "contact.updated",
                "contact.deleted",
                "thread.asked",
                "thread.answered",
                "thread.scheduled",
                "thread.closed",
                "conversation.held",
                "conversation.cancelled",
                "conversation.missed",
                "thanks.sent",
                "promise.kept",
                "promise.late",
                "insight.created",
                "advice.done",
                "advice.told",
                "goal.revised",
                "report.ready",
                "outcome.recorded",
                "grant.given",
                "grant.revoked",
                "host_request.answered",
                "host_request.expired",
            ]
        ]
        | Omitted = OMITTED,
        url: str | Omitted = OMITTED,
    ) -> m.WebhookRead:
        """Change where it goes and what is sent, pause it, or have it go on. Needs the scope `webhooks:write`."""
        return await self._call(
            "PATCH",
            f"/v1/webhooks/{part(webhook_id)}",
            if_match=if_match,
            body={"paused": paused, "types": types, "url": url},
        )

    def list_webhook_deliveries(
        self,
        webhook_id: str | UUID,
        /,
        *,
        failed: bool | Omitted = OMITTED,
        limit: int | Omitted = OMITTED,
    ) -> AsyncPages[m.WebhookDelivery, m.WebhookDeliveryPage]:
        """Every event on its way to this webhook and what came of it, the latest first; for 13 months. Needs the scope `webhooks:read`."""
        return self._pages(
            f"/v1/webhooks/{part(webhook_id)}/deliveries", query={"failed": failed, "limit": limit}
        )

    async def read_webhook_delivery(
        self, webhook_id: str | UUID, delivery_id: str | UUID, /
    ) -> m.WebhookDelivery:
        """One of them. Needs the scope `webhooks:read`."""
        return await self._call(
            "GET", f"/v1/webhooks/{part(webhook_id)}/deliveries/{part(delivery_id)}"
        )

    async def replay_webhook(
        self,
        webhook_id: str | UUID,
        /,
        *,
        idempotency_key: str | None = None,
        delivery_ids: list[str | UUID] | Omitted = OMITTED,
        since: str | datetime | Omitted = OMITTED,
        taken: bool | Omitted = OMITTED,
    ) -> m.WebhookReplayed:
        """Send again, under the same `webhook-id`: some deliveries, or all since a moment. Needs the scope `webhooks:write`."""
        return await self._call(
            "POST",
            f"/v1/webhooks/{part(webhook_id)}/replay",
            idempotency_key=idempotency_key,
            keyed=True,
            body={"delivery_ids": delivery_ids, "since": since, "taken": taken},
        )

    async def restore_webhook(self, webhook_id: str | UUID, /) -> m.WebhookRead:
        """Undo unsubscribing. What happened meanwhile is not sent; `GET /v1/events` has it. Needs the scope `webhooks:write`."""
        return await self._call("POST", f"/v1/webhooks/{part(webhook_id)}/restore")

    async def rotate_webhook_secret(
        self, webhook_id: str | UUID, /, *, overlap_hours: int
    ) -> m.SecretMade:
        """Make a new secret, shown in this answer only. Until the overlap is over every message carries two signatures, by the new one and by the one before. Needs the scope `webhooks:write`."""
        return await self._call(
            "POST",
            f"/v1/webhooks/{part(webhook_id)}/rotate-secret",
            body={"overlap_hours": overlap_hours},
        )

    async def test_webhook(
        self,
        webhook_id: str | UUID,
        /,
        *,
        idempotency_key: str | None = None,
        type: Literal[
            "contact.created",
            "contact.updated",
            "contact.deleted",
            "thread.asked",
            "thread.answered",
            "thread.scheduled",
            "thread.closed",
            "conversation.held",
            "conversation.cancelled",
            "conversation.missed",
            "thanks.sent",
            "promise.kept",
            "promise.late",
            "insight.created",
            "advice.done",
            "advice.told",
            "goal.revised",
            "report.ready",
            "outcome.recorded",
            "grant.given",
            "grant.revoked",
            "host_request.answered",
            "host_request.expired",
        ]
        | Omitted = OMITTED,
    ) -> m.WebhookDelivery:
        """Send an invented event, once; read the delivery a moment later to see what came of it. Needs the scope `webhooks:write`."""
        return await self._call(
            "POST",
            f"/v1/webhooks/{part(webhook_id)}/test",
            idempotency_key=idempotency_key,
            keyed=True,
            body={"type": type},
        )

    async def who_led(self) -> m.WhoLed:
        """Who led to whom as a tree, how wide the circle of people talked to is, and who would widen it. Needs the scope `contacts:read`."""
        return await self._call("GET", "/v1/who-led")
