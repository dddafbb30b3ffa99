"""What the routes of skills take and give."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.schemas import NO_NUL
from api.skills.gap import Confidence, Standing
from api.skills.list_schemas import Credit
from api.threads.schemas import Whom

Level = Annotated[int, Meta(ge=0, le=4)]
Asked = Annotated[int, Meta(ge=1, le=4)]
ProofKind = Literal["none", "course", "project", "feedback", "work"]
Source = Literal["own", "askwell", "onet", "esco"]
Says = Literal["needed", "not_needed"]
SkillName = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00]*\S[^\x00]*$")]
Alias = Annotated[str, Meta(min_length=2, max_length=100, pattern=NO_NUL)]
Aliases = Annotated[list[Alias], Meta(max_length=20)]
GroupId = Annotated[str, Meta(max_length=40, pattern="^[a-z_]*$")]
Proof = Annotated[str, Meta(max_length=1000, pattern=NO_NUL)]


class SkillCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A skill of one's own, under an id of the client's making; or, by its id alone, one of the
    vocabulary to be used as it is."""

    id: UUID
    name: SkillName | UnsetType = UNSET
    group: GroupId = "own"
    aliases: Aliases = []


class SkillChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is not sent stays. `aliases` are other words for it, beside those of the vocabulary;
    `muted` is never suggested; `merged_into_id` names the skill that it is counted as, null makes it
    one of its own again."""

    name: SkillName | UnsetType = UNSET
    group: GroupId | UnsetType = UNSET
    aliases: Aliases | UnsetType = UNSET
    muted: bool | UnsetType = UNSET
    merged_into_id: UUID | None | UnsetType = UNSET


class OwnLevel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How well I can do it: 0 not yet, 1 basics, 2 with help, 3 on my own, 4 can teach it; and what
    shows it."""

    level: Level
    proof_kind: ProofKind = "none"
    proof: Proof = ""


class SkillRead(msgspec.Struct, frozen=True, kw_only=True):
    """A skill that the person uses. `level` is null while they have not said how well they can do
    it; `signals` is how many lines of talks speak of it. `credit` is what is to be said of whose
    words it has, empty where they are the person's or ours."""

    id: UUID
    name: str
    aliases: list[str]
    group: str
    source: Source
    credit: str
    muted: bool
    merged_into_id: UUID | None
    level: int | None
    proof_kind: ProofKind
    proof: str
    level_at: datetime | None
    signals: int
    version: int
    created_at: datetime


class SkillPage(msgspec.Struct, frozen=True):
    """Skills that the person uses, in the order of their ids."""

    items: list[SkillRead]
    next_cursor: str | None


class KnownSkill(msgspec.Struct, frozen=True):
    """A skill to choose, and the name of its group, or of the list that it is from."""

    id: UUID
    name: str
    group: str
    group_name: str


class KnownSkills(msgspec.Struct, frozen=True):
    """Skills whose words fit what was typed, the closest first, and whose words these are."""

    items: list[KnownSkill]
    credits: list[Credit]


class Named(msgspec.Struct, frozen=True):
    """A skill by its name."""

    id: UUID
    name: str


class SignalCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of a talk says that a skill is needed, or that it is not. `level` is how well, left out
    where they did not say."""

    id: UUID
    line_id: UUID
    skill_id: UUID
    says: Says = "needed"
    level: Asked | None = None


class SignalChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """They said it otherwise."""

    says: Says
    level: Asked | None = None


class SignalRead(msgspec.Struct, frozen=True, kw_only=True):
    """What a line says of a skill: who said it, where they worked, when, and in which words."""

    id: UUID
    skill: Named
    line_id: UUID
    text: str
    conversation_id: UUID
    contact: Whom
    role: str
    employer: str
    says: Says
    level: int | None
    at: datetime
    version: int


class SignalPage(msgspec.Struct, frozen=True):
    """Signals, the latest talk first."""

    items: list[SignalRead]
    next_cursor: str | None


class Suggestion(msgspec.Struct, frozen=True):
    """A line seems to speak of a skill: from character `start` to `end`."""

    line_id: UUID
    skill: Named
    start: int
    end: int


class TalkSkills(msgspec.Struct, frozen=True):
    """What the lines of one talk say of skills, and what they seem to say. `credits` are of lists
    whose words led to a suggestion."""

    signals: list[SignalRead]
    suggestions: list[Suggestion]
    credits: list[Credit]


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """This line does not speak of this skill: it is not suggested there again."""

    line_id: UUID
    skill_id: UUID


class SkillStep(msgspec.Struct, frozen=True):
    """A step of the development plan that closes a gap."""

    id: UUID
    text: str
    kind: str
    state: str
    due_on: date | None


Reason = Literal["their_work", "talk_planned", "said_yes", "same_work", "close_work"]
"""Why somebody could tell: their role names the skill; a talk with them is coming; they said yes;
they work in its field, or close to the goal."""


class CouldTell(msgspec.Struct, frozen=True):
    """Somebody the person knows who could tell about a skill. `conversation_id` is the talk that is
    coming, `thread_id` what was begun with them, where there is any."""

    contact: Whom
    role: str
    employer: str
    reason: Reason
    thread_id: UUID | None
    conversation_id: UUID | None
    starts_at: datetime | None


class SkillGap(msgspec.Struct, frozen=True, kw_only=True):
    """A skill: what they expect, what I can do. `required` is 0 to 4, and only supposed while
    `level_said` is false; `own` is null where I have not said. `sources` are employers that ask for
    it, `against` those that say it is not needed, `people` everybody who named it."""

    skill: Named
    standing: Standing
    required: int
    level_said: bool
    own: int | None
    proof_kind: ProofKind
    proof: str
    sources: int
    against: int
    people: int
    confidence: Confidence
    plan: list[SkillStep]
    whom: list[CouldTell]


class OpenGoal(msgspec.Struct, frozen=True):
    """A goal that is open, by its words."""

    id: UUID
    what: str


class GapRead(msgspec.Struct, frozen=True, kw_only=True):
    """The gap as it stands now: the most urgent first, in each standing. Without `goal_id` it is
    counted over all talks. `goals` are those that are open: it can be read for each."""

    goal_id: UUID | None
    goals: list[OpenGoal]
    talks: int
    skills: list[SkillGap]
