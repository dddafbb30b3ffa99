"""Tables of goals: their wording over time, what is to be found out, the plan, and outcomes."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, own, person_args, plain, third
from api.threads.models import one_of

GOAL_STATES: Final = ("open", "reached", "given_up", "parked")
ASSUMPTION_STATES: Final = ("open", "supported", "refuted")
FINDINGS: Final = ("supports", "refutes")
PLAN_KINDS: Final = (
    "course",
    "project",
    "shadowing",
    "volunteering",
    "certificate",
    "reading",
    "other",
)
PLAN_STATES: Final = ("open", "done", "dropped")
OUTCOME_KINDS: Final = (
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
)
"""DOMAIN.md section 3. `lead` is a job or a project they told of; `invitation` one to lead or
speak; `asked_for_advice` somebody who came to the person."""


def _points_to(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["owner_id", column], [f"person.{table}.owner_id", f"person.{table}.id"]
    )


class Goal(PersonRow):
    """What the person is after, as it is worded now; each earlier wording is a GoalRevision.

    `why`, `how_known` ("how I will know") and `measure` may be "". `revised_at` is when the wording
    last changed, `reviewed_at` when the person last looked at it: made it, changed it, or said that
    it is still right. `ended_at` is when it was reached or given up.
    """

    __tablename__ = "goals"
    __table_args__ = person_args(
        one_of("state", GOAL_STATES),
        CheckConstraint(
            "(state IN ('reached', 'given_up')) = (ended_at IS NOT NULL)", name="ended_at"
        ),
        Index(
            "ix_goals_owner_id_position",
            "owner_id",
            "position",
            "id",
            postgresql_where=sql("deleted_at IS NULL"),
        ),
        Index("ix_goals_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    what: Mapped[str] = own()
    why: Mapped[str] = own(server_default="")
    how_known: Mapped[str] = own(server_default="")
    measure: Mapped[str] = own(server_default="")
    due_on: Mapped[date | None] = own(Date)
    state: Mapped[str] = own(server_default="open")
    position: Mapped[int] = plain(server_default=sql("0"))
    revised_at: Mapped[datetime] = plain()
    reviewed_at: Mapped[datetime] = plain()
    ended_at: Mapped[datetime | None] = plain()


class GoalRevision(PersonRow):
    """A wording as it was from `at` on, never changed. The first is the beginning of the goal.
    `conversation_id` is the talk after which it was changed, null where no talk led to it."""

    __tablename__ = "goal_revisions"
    __table_args__ = person_args(
        _points_to("goal_id", "goals"),
        _points_to("conversation_id", "conversations"),
        Index("ix_goal_revisions_owner_id_goal_id", "owner_id", "goal_id", "at", "id"),
        Index("ix_goal_revisions_owner_id_conversation_id", "owner_id", "conversation_id"),
        Index("ix_goal_revisions_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    goal_id: Mapped[UUID] = plain()
    what: Mapped[str] = own()
    why: Mapped[str] = own(server_default="")
    how_known: Mapped[str] = own(server_default="")
    measure: Mapped[str] = own(server_default="")
    due_on: Mapped[date | None] = own(Date)
    at: Mapped[datetime] = plain()
    conversation_id: Mapped[UUID | None] = plain()


class RevisionCause(OwnedRow):
    """A claim that led to a revision."""

    __tablename__ = "revision_causes"
    __table_args__ = person_args(
        _points_to("revision_id", "goal_revisions"),
        _points_to("insight_id", "insights"),
        Index("ix_revision_causes_owner_id_insight_id", "owner_id", "insight_id"),
    )
    revision_id: Mapped[UUID] = plain(primary_key=True)
    insight_id: Mapped[UUID] = plain(primary_key=True)


class Milestone(PersonRow):
    """A mark on the way to a goal."""

    __tablename__ = "milestones"
    __table_args__ = person_args(
        _points_to("goal_id", "goals"),
        Index("ix_milestones_owner_id_goal_id", "owner_id", "goal_id", "position", "id"),
        Index("ix_milestones_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    goal_id: Mapped[UUID] = plain()
    text: Mapped[str] = own()
    due_on: Mapped[date | None] = own(Date)
    done_at: Mapped[datetime | None] = plain()
    position: Mapped[int] = plain(server_default=sql("0"))


class Assumption(PersonRow):
    """Something the person wants to find out, put as a question ("Do I need a second degree?").
    `settled_at` is when they said what the answer is."""

    __tablename__ = "assumptions"
    __table_args__ = person_args(
        _points_to("goal_id", "goals"),
        one_of("state", ASSUMPTION_STATES),
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_at"),
        Index("ix_assumptions_owner_id_goal_id", "owner_id", "goal_id"),
        Index("ix_assumptions_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    goal_id: Mapped[UUID | None] = plain()
    text: Mapped[str] = own()
    state: Mapped[str] = own(server_default="open")
    settled_at: Mapped[datetime | None] = plain()


class Finding(OwnedRow):
    """A line that speaks for or against an assumption."""

    __tablename__ = "findings"
    __table_args__ = person_args(
        _points_to("assumption_id", "assumptions"),
        _points_to("evidence_id", "evidence"),
        one_of("says", FINDINGS),
        Index("ix_findings_owner_id_evidence_id", "owner_id", "evidence_id"),
    )
    assumption_id: Mapped[UUID] = plain(primary_key=True)
    evidence_id: Mapped[UUID] = plain(primary_key=True)
    says: Mapped[str] = plain()
    created_at: Mapped[datetime] = plain(server_default=sql("now()"))


class PlanItem(PersonRow):
    """A step of the development plan. `proof` is what shows that it was done, in the person's
    words; `advice_id` the advice it follows, whose giver hears of it."""

    __tablename__ = "plan_items"
    __table_args__ = person_args(
        _points_to("goal_id", "goals"),
        _points_to("skill_id", "skills"),
        _points_to("advice_id", "advice"),
        one_of("kind", PLAN_KINDS),
        one_of("state", PLAN_STATES),
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at"),
        Index(
            "ix_plan_items_owner_id_due_on",
            "owner_id",
            "due_on",
            "id",
            postgresql_where=sql("state = 'open' AND deleted_at IS NULL"),
        ),
        Index("ix_plan_items_owner_id_goal_id", "owner_id", "goal_id"),
        Index("ix_plan_items_owner_id_skill_id", "owner_id", "skill_id"),
        Index("ix_plan_items_owner_id_advice_id", "owner_id", "advice_id"),
        Index("ix_plan_items_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    goal_id: Mapped[UUID | None] = plain()
    skill_id: Mapped[UUID | None] = plain()
    advice_id: Mapped[UUID | None] = plain()
    kind: Mapped[str] = plain(server_default="other")
    text: Mapped[str] = own()
    due_on: Mapped[date | None] = own(Date)
    state: Mapped[str] = plain(server_default="open")
    done_at: Mapped[datetime | None] = plain()
    proof: Mapped[str] = own(server_default="")


class Outcome(PersonRow):
    """What came of it all: `at` is the day. `contact_id` is who gave it or made it possible,
    `thread_id` the pursuit it came from, `led_by_id` the outcome it came from (offer ← interview).
    `note` may tell of them, and is emptied with them."""

    __tablename__ = "outcomes"
    __table_args__ = person_args(
        _points_to("employer_id", "employers"),
        _points_to("contact_id", "contacts"),
        _points_to("thread_id", "threads"),
        _points_to("led_by_id", "outcomes"),
        _points_to("goal_id", "goals"),
        one_of("kind", OUTCOME_KINDS),
        CheckConstraint("led_by_id <> id", name="led_by"),
        *(
            Index(f"ix_outcomes_owner_id_{one}_id", "owner_id", f"{one}_id")
            for one in ("employer", "contact", "thread", "led_by", "goal")
        ),
        Index("ix_outcomes_owner_id_at", "owner_id", "at", "id"),
        Index("ix_outcomes_owner_id_change_seq", "owner_id", "change_seq", "id"),
    )
    kind: Mapped[str] = own()
    at: Mapped[date] = own(Date)
    note: Mapped[str] = third(server_default="")
    employer_id: Mapped[UUID | None] = plain()
    contact_id: Mapped[UUID | None] = plain()
    thread_id: Mapped[UUID | None] = plain()
    led_by_id: Mapped[UUID | None] = plain()
    goal_id: Mapped[UUID | None] = plain()
