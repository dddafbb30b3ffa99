"""What the API takes and gives.

Written by infra/clients/generate.py: change that, not this.
"""

# ruff: noqa

from typing import Any, Literal, NotRequired, TypedDict

AskClockKind = Literal["second_person", "follow_up", "close_proposed", "close"]
"""What an unanswered ask comes up for, in order."""
DueKind = Literal["follow_up", "close_proposed", "talk", "thanks"]
"""What a thread is due for."""
Happening = Literal[
    "researched",
    "drafted",
    "sent",
    "followed_up",
    "answered_yes",
    "answered_later",
    "referred_on",
    "declined",
    "no_answer",
    "finding_time",
    "date_set",
    "no_show",
    "cancelled",
    "held",
    "parked",
    "reopened",
]
"""What a person says happened ("Sent it", "She answered", "We have a date", "We talked")."""
Lane = Literal[
    "want_to_ask", "asked", "said_yes", "date_set", "talked", "in_touch", "later", "not_this_time"
]
"""The eight lanes that people see, in the order of SCREENS.md section 3."""
LaneNote = Literal["new_time_needed", "led_to"]
"""What a card says beside its lane when the lane alone would mislead."""
LikenessCode = Literal[
    "same_profile",
    "same_email",
    "same_phone",
    "same_name_and_employer",
    "same_name",
    "turned_name",
    "similar_name",
    "short_form",
    "initial",
    "similar_employer",
    "other_profile",
]
"""Why two cards may be one person, or may not; stable names for the API and the texts."""
ReasonCode = Literal[
    "goal_word",
    "goal_function",
    "same_school",
    "same_association",
    "met_at_event",
    "referred",
    "known_a_bit",
]
"""Why a card comes early; stable names for the API and the texts."""
Stage = Literal[
    "identified",
    "researched",
    "drafted",
    "asked",
    "followed_up",
    "replied_yes",
    "replied_later",
    "referred_on",
    "declined",
    "silent_closed",
    "scheduling",
    "scheduled",
    "no_show",
    "cancelled",
    "held",
    "parked",
]
"""The stored stages, in the order of DOMAIN.md section 4."""
TemplateName = Literal["standard", "cautious"]
"""The clock templates a person can choose from."""


class Activity(TypedDict):
    """Activity."""

    answered: int
    asked: int
    days_to_answer: "int | None"
    days_to_talk: "int | None"
    lanes: "list[LaneCount]"
    promises: "InTime"
    stuck: "Literal['not_started', 'no_ask_sent', 'no_answers', 'talk_not_thanked', 'quiet'] | None"
    talks: int
    thanks: "InTime"


class ActivityInShort(TypedDict):
    """ActivityInShort."""

    answered: int
    asked: int
    stuck: "Literal['not_started', 'no_ask_sent', 'no_answers', 'talk_not_thanked', 'quiet'] | None"
    talks: int


class AdviceChange(TypedDict):
    """AdviceChange."""

    at: NotRequired["str | None"]
    result: NotRequired[str]
    state: NotRequired[Literal["new", "trying", "parked", "not_for_me", "done", "told"]]


class AdvicePage(TypedDict):
    """AdvicePage."""

    items: "list[AdviceRead]"
    next_cursor: "str | None"


class AdviceRead(TypedDict):
    """AdviceRead."""

    contact: "Whom"
    conversation_id: str
    created_at: str
    decided_at: "str | None"
    done_at: "str | None"
    id: str
    message_id: "str | None"
    result: str
    state: Literal["new", "trying", "parked", "not_for_me", "done", "told"]
    talked_at: str
    text: str
    thread_id: str
    told_at: "str | None"
    version: int


class Alike(TypedDict):
    """Alike."""

    one: "ClaimLine"
    other: "ClaimLine"
    people: int
    words: str


class AlikeList(TypedDict):
    """AlikeList."""

    items: "list[Alike]"


class AskIn(TypedDict):
    """AskIn."""

    contact: "Whom"
    conversation_id: "str | None"
    starts_at: "str | None"
    why: list[Literal["has_date", "disagree", "new_place", "new_work"]]


class AskToCheck(TypedDict):
    """AskToCheck."""

    draft: "Draft"


class AssistantCallPage(TypedDict):
    """AssistantCallPage."""

    items: "list[AssistantCallRead]"
    next_cursor: "str | None"


class AssistantCallRead(TypedDict):
    """AssistantCallRead."""

    caller: str
    calls: int
    hour: str
    id: str
    tool: str


class AssistantsRead(TypedDict):
    """AssistantsRead."""

    address: str
    agreed_at: "str | None"


class AssumptionChange(TypedDict):
    """AssumptionChange."""

    goal_id: NotRequired["str | None"]
    state: NotRequired[Literal["open", "supported", "refuted"]]
    text: NotRequired[str]


class AssumptionCreate(TypedDict):
    """AssumptionCreate."""

    goal_id: NotRequired["str | None"]
    id: str
    insight_id: NotRequired["str | None"]
    text: str


class AssumptionList(TypedDict):
    """AssumptionList."""

    items: "list[AssumptionRead]"


class AssumptionRead(TypedDict):
    """AssumptionRead."""

    created_at: str
    findings: "list[FindingRead]"
    goal_id: "str | None"
    id: str
    settled_at: "str | None"
    state: Literal["open", "supported", "refuted"]
    text: str
    version: int


class AttendanceMark(TypedDict):
    """AttendanceMark."""

    enrolment_id: str
    state: "Literal['there', 'excused', 'absent'] | None"


class AttendanceMarks(TypedDict):
    """AttendanceMarks."""

    items: "list[AttendanceMark]"


class AttendancePage(TypedDict):
    """AttendancePage."""

    items: "list[AttendanceRead]"
    next_cursor: "str | None"


class AttendanceRead(TypedDict):
    """AttendanceRead."""

    enrolment_id: str
    name: str
    state: "Literal['there', 'excused', 'absent'] | None"
    status: Literal["active", "left"]
    uses_askwell: bool


class AttendanceSums(TypedDict):
    """AttendanceSums."""

    marked: int
    there: int


class AuditChange(TypedDict):
    """AuditChange."""

    after: "str | None"
    before: "str | None"
    field: str


class AuditPage(TypedDict):
    """AuditPage."""

    items: "list[AuditRead]"
    next_cursor: "str | None"


class AuditRead(TypedDict):
    """AuditRead."""

    action: str
    at: str
    by_membership_id: "str | None"
    by_name: "str | None"
    changes: "list[AuditChange]"
    id: str
    request_id: "str | None"
    subject_id: str


class Balance(TypedDict):
    """Balance."""

    people: "list[Between]"


class Bank(TypedDict):
    """Bank."""

    items: "list[BankQuestion]"


class BankQuestion(TypedDict):
    """BankQuestion."""

    cell: Literal[
        "trends",
        "insights",
        "advice",
        "resources",
        "assignments",
        "story",
        "turning",
        "energy",
        "values",
        "next",
        "hours",
        "people",
        "tasks",
        "hard",
        "setting",
        "needed",
        "learned",
        "gap",
        "proof",
        "carried",
        "team",
        "decisions",
        "mistakes",
        "growth",
        "belonging",
        "ways",
        "first",
        "papers",
        "eyes",
        "switching",
    ]
    framework: Literal["tiara", "life", "day", "skills", "culture", "entry", "own"]
    functions: list[str]
    id: str
    minutes: int
    rests_on: "Literal['made', 'path', 'employer', 'news', 'shared'] | None"
    text: str


class BatchResult(TypedDict):
    """BatchResult."""

    contact_id: "str | None"
    external_id: str
    problem: "ProblemDocument | None"
    result: Literal["created", "updated", "unchanged"] | Literal["refused"]


class BatchResults(TypedDict):
    """BatchResults."""

    items: "list[BatchResult]"


class Between(TypedDict):
    """Between."""

    contact: "Whom"
    items: "list[WentAndCame]"


class Board(TypedDict):
    """Board."""

    items: "list[BoardItem]"


class BoardItem(TypedDict):
    """BoardItem."""

    answers: "list[ToLookAt]"
    ask_next: "AskIn | None"
    asked: "list[Whom]"
    assumption: "AssumptionRead"
    disagree: bool
    planned: "list[AskIn]"


class Bridge(TypedDict):
    """Bridge."""

    contact: "Findable"
    reasons: list[
        Literal["named_them", "works_there", "talked_same_field", "knows_well_same_field"]
    ]


class Bridges(TypedDict):
    """Bridges."""

    items: "list[Bridge]"


class Brief(TypedDict):
    """Brief."""

    colleagues: "list[HeardBefore]"
    employer: str
    heard: "list[HeardBefore]"
    introducers: "list[Introducer]"
    promises: "list[OpenPromise]"
    role: str
    source: "str | None"
    talks_before: int
    why: str


class BulkAction(TypedDict):
    """BulkAction."""

    action: Literal["tag", "untag", "archive", "unarchive", "delete"]
    ids: list[str]
    tag: NotRequired[str]


class BulkResult(TypedDict):
    """BulkResult."""

    id: str
    result: Literal["done", "unchanged", "not_found"]


class BulkResults(TypedDict):
    """BulkResults."""

    items: "list[BulkResult]"


class CalendarFile(TypedDict):
    """CalendarFile."""

    file: bytes


class CalendarPage(TypedDict):
    """CalendarPage."""

    items: "list[CalendarRead]"
    next_cursor: "str | None"


class CalendarRead(TypedDict):
    """CalendarRead."""

    brought_at: str
    created_at: str
    events: int
    id: str
    left_out: int
    name: str
    problem: "str | None"
    read_until: "str | None"
    spans: int
    state: Literal["reading", "ready", "failed"]
    unknown_zones: list[str]
    version: int


class CalendarUpload(TypedDict):
    """CalendarUpload."""

    file: bytes
    id: str


class CameTo(TypedDict):
    """CameTo."""

    session_id: str
    starts_at: str
    state: Literal["there", "excused", "absent"]
    title: str
    zone: str


class Card(TypedDict):
    """Card."""

    country: NotRequired["str | None"]
    do_not_contact: NotRequired[bool]
    employer: NotRequired["str | None"]
    employer_id: NotRequired["str | None"]
    external_id: NotRequired["str | None"]
    family_name: NotRequired[str]
    function: NotRequired[
        "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    ]
    given_name: NotRequired[str]
    industry: NotRequired["str | None"]
    name: NotRequired[str]
    notes: NotRequired[str]
    points: NotRequired["list[PointWrite]"]
    retain_until: NotRequired["str | None"]
    role: NotRequired[str]
    seniority: NotRequired[
        "Literal['student', 'junior', 'professional', 'senior', 'lead', 'manager', 'director', 'executive', 'owner'] | None"
    ]
    source: NotRequired[
        "Literal['alumni', 'association', 'linkedin', 'referral', 'event', 'cold', 'known', 'host'] | None"
    ]
    tags: NotRequired[list[str]]
    tie: NotRequired["Literal['well', 'bit'] | None"]
    time_zone: NotRequired["str | None"]
    why: NotRequired[str]


class CauseRead(TypedDict):
    """CauseRead."""

    insight_id: str
    text: str


class Changed(TypedDict):
    """Changed."""

    data: "Any"
    deleted: bool
    id: str
    type: str


class Changes(TypedDict):
    """Changes."""

    anew: bool
    cursor: str
    epoch: str
    items: "list[Changed]"
    more: bool


class CheckResult(TypedDict):
    """CheckResult."""

    characters: int
    findings: "list[Finding]"
    grade: float
    judged: bool
    shown: "list[Finding]"
    words: int


class ChoiceList(TypedDict):
    """ChoiceList."""

    items: "list[ChoiceRead]"


class ChoiceRead(TypedDict):
    """ChoiceRead."""

    label: str
    value: str


class ClaimChange(TypedDict):
    """ClaimChange."""

    claim: NotRequired[str]
    theme: NotRequired[
        Literal["skill", "trend", "path", "culture", "advice", "entry", "pay", "other"]
    ]


class ClaimLine(TypedDict):
    """ClaimLine."""

    at: str
    contact: "Whom"
    conversation_id: str
    employer: str
    id: str
    insight_id: str
    line_id: str
    polarity: Literal["supports", "contradicts"]
    text: str
    version: int


class ClaimList(TypedDict):
    """ClaimList."""

    items: "list[ClaimRead]"


class ClaimPage(TypedDict):
    """ClaimPage."""

    items: "list[ClaimRead]"
    next_cursor: "str | None"


class ClaimRead(TypedDict):
    """ClaimRead."""

    claim: str
    corroborated: bool
    created_at: str
    disagree: int
    employers: int
    id: str
    last_at: "str | None"
    lines: int
    people: int
    supporters: int
    theme: Literal["skill", "trend", "path", "culture", "advice", "entry", "pay", "other"]
    version: int
    words: str


class ClaimWithLines(TypedDict):
    """ClaimWithLines."""

    claim: "ClaimRead"
    items: "list[ClaimLine]"
    trend: "Trend | None"
    version: int


class Closed(TypedDict):
    """Closed."""

    kind: Literal["yes_no", "either", "fact"]
    rewording: str


class CoachChoice(TypedDict):
    """CoachChoice."""

    coach_id: str
    enrolment_id: str
    name: str
    organization: str


class CoachCreate(TypedDict):
    """CoachCreate."""

    ends_at: NotRequired["str | None"]
    id: str
    membership_id: str
    starts_at: NotRequired["str | None"]


class CoachPage(TypedDict):
    """CoachPage."""

    items: "list[CoachRead]"
    next_cursor: "str | None"


class CoachRead(TypedDict):
    """CoachRead."""

    cohort_id: str
    ends_at: "str | None"
    id: str
    membership_id: str
    name: str
    starts_at: str
    version: int


class Code(TypedDict):
    """Code."""

    code: str
    expires_at: str
    invitation_id: str


class CodeNow(TypedDict):
    """CodeNow."""

    code: "Code | None"


class CohortChange(TypedDict):
    """CohortChange."""

    ends_on: NotRequired[str]
    name: NotRequired[str]
    seats: NotRequired["int | None"]
    starts_on: NotRequired[str]
    time_zone: NotRequired[str]


class CohortCreate(TypedDict):
    """CohortCreate."""

    ends_on: str
    id: str
    name: str
    programme_id: str
    seats: NotRequired["int | None"]
    starts_on: str
    time_zone: str


class CohortPage(TypedDict):
    """CohortPage."""

    items: "list[CohortRead]"
    next_cursor: "str | None"


class CohortRead(TypedDict):
    """CohortRead."""

    ends_on: str
    id: str
    joined: "int | None"
    mine: bool
    name: str
    programme_id: str
    programme_name: str
    seats: "int | None"
    starts_on: str
    time_zone: str
    version: int


class CohortSessionChange(TypedDict):
    """CohortSessionChange."""

    agenda: NotRequired[str]
    cancelled: NotRequired[bool]
    ends_at: NotRequired[str]
    place: NotRequired[str]
    starts_at: NotRequired[str]
    title: NotRequired[str]
    zone: NotRequired[str]


class CohortSessionCreate(TypedDict):
    """CohortSessionCreate."""

    agenda: NotRequired[str]
    ends_at: str
    id: str
    place: NotRequired[str]
    starts_at: str
    title: str
    zone: str


class CohortSessionPage(TypedDict):
    """CohortSessionPage."""

    items: "list[CohortSessionRead]"
    next_cursor: "str | None"


class CohortSessionRead(TypedDict):
    """CohortSessionRead."""

    agenda: str
    cancelled_at: "str | None"
    cohort_id: str
    ends_at: str
    id: str
    marked: int
    place: str
    starts_at: str
    there: int
    title: str
    version: int
    zone: str


class Comment(TypedDict):
    """Comment."""

    at: str
    body: str
    by: str
    id: str


class Consent(TypedDict):
    """Consent."""

    lines: list[str]
    version: int


class ContactBatch(TypedDict):
    """ContactBatch."""

    items: "list[ContactKeyed]"


class ContactChange(TypedDict):
    """ContactChange."""

    archived: NotRequired[bool]
    country: NotRequired["str | None"]
    do_not_contact: NotRequired[bool]
    employer: NotRequired["str | None"]
    employer_id: NotRequired["str | None"]
    external_id: NotRequired["str | None"]
    family_name: NotRequired[str]
    function: NotRequired[
        "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    ]
    given_name: NotRequired[str]
    industry: NotRequired["str | None"]
    name: NotRequired[str]
    notes: NotRequired[str]
    points: NotRequired["list[PointWrite]"]
    retain_until: NotRequired["str | None"]
    role: NotRequired[str]
    seniority: NotRequired[
        "Literal['student', 'junior', 'professional', 'senior', 'lead', 'manager', 'director', 'executive', 'owner'] | None"
    ]
    source: NotRequired[
        "Literal['alumni', 'association', 'linkedin', 'referral', 'event', 'cold', 'known', 'host'] | None"
    ]
    tags: NotRequired[list[str]]
    tie: NotRequired["Literal['well', 'bit'] | None"]
    time_zone: NotRequired["str | None"]
    why: NotRequired[str]


class ContactCreate(TypedDict):
    """ContactCreate."""

    country: NotRequired["str | None"]
    do_not_contact: NotRequired[bool]
    employer: NotRequired["str | None"]
    employer_id: NotRequired["str | None"]
    external_id: NotRequired["str | None"]
    family_name: NotRequired[str]
    function: NotRequired[
        "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    ]
    given_name: NotRequired[str]
    id: str
    industry: NotRequired["str | None"]
    name: NotRequired[str]
    notes: NotRequired[str]
    points: NotRequired["list[PointWrite]"]
    retain_until: NotRequired["str | None"]
    role: NotRequired[str]
    seniority: NotRequired[
        "Literal['student', 'junior', 'professional', 'senior', 'lead', 'manager', 'director', 'executive', 'owner'] | None"
    ]
    source: NotRequired[
        "Literal['alumni', 'association', 'linkedin', 'referral', 'event', 'cold', 'known', 'host'] | None"
    ]
    tags: NotRequired[list[str]]
    tie: NotRequired["Literal['well', 'bit'] | None"]
    time_zone: NotRequired["str | None"]
    why: NotRequired[str]


class ContactKeyed(TypedDict):
    """ContactKeyed."""

    country: NotRequired["str | None"]
    do_not_contact: NotRequired[bool]
    employer: NotRequired["str | None"]
    employer_id: NotRequired["str | None"]
    external_id: str
    family_name: NotRequired[str]
    function: NotRequired[
        "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    ]
    given_name: NotRequired[str]
    industry: NotRequired["str | None"]
    name: NotRequired[str]
    notes: NotRequired[str]
    points: NotRequired["list[PointWrite]"]
    retain_until: NotRequired["str | None"]
    role: NotRequired[str]
    seniority: NotRequired[
        "Literal['student', 'junior', 'professional', 'senior', 'lead', 'manager', 'director', 'executive', 'owner'] | None"
    ]
    source: NotRequired[
        "Literal['alumni', 'association', 'linkedin', 'referral', 'event', 'cold', 'known', 'host'] | None"
    ]
    tags: NotRequired[list[str]]
    tie: NotRequired["Literal['well', 'bit'] | None"]
    time_zone: NotRequired["str | None"]
    why: NotRequired[str]


class ContactPage(TypedDict):
    """ContactPage."""

    items: "list[ContactRow]"
    next_cursor: "str | None"


class ContactRead(TypedDict):
    """ContactRead."""

    archived_at: "str | None"
    connected_on: "str | None"
    country: "str | None"
    created_at: str
    do_not_contact: bool
    email: "str | None"
    employer: "EmployerOfContact | None"
    employer_name: "str | None"
    external_id: "str | None"
    family_name: str
    function: "str | None"
    function_guessed: bool
    given_name: str
    id: str
    industry: "str | None"
    lane: "Literal['want_to_ask', 'asked', 'said_yes', 'date_set', 'talked', 'in_touch', 'later', 'not_this_time'] | None"
    last_contact_at: "str | None"
    name: str
    notes: str
    phone: "str | None"
    points: "list[PointRead]"
    retain_until: "str | None"
    role: str
    seniority: "str | None"
    seniority_guessed: bool
    sort: Literal["unsorted", "sorted", "later"]
    source: "Literal['alumni', 'association', 'linkedin', 'referral', 'event', 'cold', 'known', 'host'] | None"
    tags: list[str]
    thread: "ThreadOfContact | None"
    tie: "Literal['well', 'bit'] | None"
    time_zone: "str | None"
    updated_at: str
    version: int
    why: str


class ContactRow(TypedDict):
    """ContactRow."""

    due_at: "str | None"
    due_kind: "str | None"
    employer_name: "str | None"
    id: str
    lane: "Literal['want_to_ask', 'asked', 'said_yes', 'date_set', 'talked', 'in_touch', 'later', 'not_this_time'] | None"
    name: str
    role: str
    stage: "str | None"
    tags: list[str]
    updated_at: str


class Content(TypedDict):
    """Content."""

    about: "Literal['ask', 'follow_up', 'thanks', 'answer_no', 'update'] | None"
    body: str
    channel: "Literal['email', 'linkedin_message', 'linkedin_note', 'chat', 'spoken', 'through', 'volunteer_request'] | None"
    ideas: "list[Idea]"
    parts: "list[Part]"
    skills: "list[SkillShown]"
    subject: str


class ConversationChange(TypedDict):
    """ConversationChange."""

    ends_at: NotRequired[str]
    medium: NotRequired[Literal["in_person", "phone", "video", "chat"]]
    place: NotRequired[str]
    starts_at: NotRequired[str]
    zone: NotRequired[str]


class ConversationPage(TypedDict):
    """ConversationPage."""

    items: "list[ConversationRead]"
    next_cursor: "str | None"


class ConversationPlan(TypedDict):
    """ConversationPlan."""

    ends_at: str
    id: NotRequired["str | None"]
    medium: Literal["in_person", "phone", "video", "chat"]
    place: NotRequired["str | None"]
    starts_at: str
    zone: str


class ConversationRead(TypedDict):
    """ConversationRead."""

    contact: "Whom"
    created_at: str
    debrief: "Debrief"
    ended_at: "str | None"
    ends_at: str
    heard: "str | None"
    id: str
    medium: Literal["in_person", "phone", "video", "chat"]
    needs_answer: bool
    place: str
    schedule_version: int
    starts_at: str
    state: Literal["planned", "held", "no_show", "cancelled", "resting"]
    thanks: "Thanks | None"
    thread_id: str
    version: int
    zone: str


class ConversionRead(TypedDict):
    """ConversionRead."""

    cold: "ShareRead | None"
    introduced: "ShareRead | None"
    open: int


class CorrectionTold(TypedDict):
    """CorrectionTold."""

    at: NotRequired["str | None"]
    at_precision: NotRequired[Literal["now", "earlier_today", "yesterday", "picked"]]
    id: str
    stage: "Stage"


class CouldSettle(TypedDict):
    """CouldSettle."""

    assumption_id: str
    contact_id: str
    text: str


class CouldSettleList(TypedDict):
    """CouldSettleList."""

    items: "list[CouldSettle]"


class CouldTell(TypedDict):
    """CouldTell."""

    contact: "Whom"
    conversation_id: "str | None"
    employer: str
    reason: Literal["their_work", "talk_planned", "said_yes", "same_work", "close_work"]
    role: str
    starts_at: "str | None"
    thread_id: "str | None"


class Coverage(TypedDict):
    """Coverage."""

    asked: int
    left: list[str]
    planned: int


class Credit(TypedDict):
    """Credit."""

    licence: str
    name: str


class Dashboard(TypedDict):
    """Dashboard."""

    answered: int
    asked: int
    days_to_answer: "int | None"
    days_to_talk: "int | None"
    moved: int
    people: int
    sharing: int
    stuck: "list[StuckCount]"
    talks: int
    thanks: "InTime"
    told: "ToldSums"
    using_app: int
    weeks: "list[DashboardWeek]"


class DashboardPeople(TypedDict):
    """DashboardPeople."""

    items: "list[DashboardPerson]"
    next_cursor: "str | None"


class DashboardPerson(TypedDict):
    """DashboardPerson."""

    activity: "ActivityInShort | None"
    id: str
    last_week: "str | None"
    moved: bool
    name: str
    shares: bool
    thanks: "InTime | None"
    uses_askwell: bool
    weeks: "list[PersonWeek] | None"


class DashboardWeek(TypedDict):
    """DashboardWeek."""

    active: int
    answered: int
    asked: int
    talks: int
    thanked_in_time: int
    wanted_asks: "int | None"
    wanted_talks: "int | None"
    week: str


class DayPlan(TypedDict):
    """DayPlan."""

    half_hour: bool
    minutes: int
    next: "ItemDue"


class Debrief(TypedDict):
    """Debrief."""

    done_at: "str | None"
    step: int


class DebriefChange(TypedDict):
    """DebriefChange."""

    step: int


class DebriefRead(TypedDict):
    """DebriefRead."""

    answered: "list[ReflectionRead]"
    coverage: "Coverage | None"
    offers: "list[TagOffer]"
    turn: Literal["listening", "questions", "clarity", "follow_through", "confidence", "landed"]


class DeliveryPage(TypedDict):
    """DeliveryPage."""

    items: "list[DeliveryRead]"
    next_cursor: "str | None"


class DeliveryRead(TypedDict):
    """DeliveryRead."""

    at: "str | None"
    attempts: int
    because: "str | None"
    channel: str
    due_at: str
    id: str
    kind: str
    occurrence: str
    outcome: "str | None"
    state: Literal["pending", "leased", "done", "dead"]
    subject_id: str


class DigestLineRead(TypedDict):
    """DigestLineRead."""

    contact: "ToldOf"
    what: Literal[
        "talked", "heard", "said_yes", "answered", "said_no", "thanked", "kept", "tried", "told"
    ]
    words: str


class DigestPage(TypedDict):
    """DigestPage."""

    items: "list[DigestRead]"
    next_cursor: "str | None"


class DigestRead(TypedDict):
    """DigestRead."""

    answered: int
    asked: int
    at: str
    begins: str
    compared: "Literal['fullest', 'usual', 'quieter'] | None"
    ending: "Literal['reached', 'given_up'] | None"
    ends: str
    goal: str
    goals: int
    happened: bool
    heard: int
    id: str
    kept: int
    lines: "list[DigestLineRead]"
    next: "list[DigestStepRead]"
    period: Literal["week", "month", "goal"]
    said_no: int
    said_yes: int
    steps: list[int]
    talks: int
    thanked: int
    thanked_in_time: int
    told: int
    tried: int


class DigestStepRead(TypedDict):
    """DigestStepRead."""

    contact: "ToldOf"
    due_at: "str | None"
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
    ]
    subject_id: str
    words: str


class DormantTie(TypedDict):
    """DormantTie."""

    contact: "Whom"
    employer_name: "str | None"
    known: Literal["knew_well", "knew_a_bit", "talked_before"]
    last_at: "str | None"
    new: list[Literal["new_employer", "new_field", "new_function", "new_level"]]
    role: str


class DormantTies(TypedDict):
    """DormantTies."""

    items: "list[DormantTie]"


class Draft(TypedDict):
    """Draft."""

    body: str
    channel: Literal[
        "email",
        "linkedin_message",
        "linkedin_note",
        "chat",
        "spoken",
        "through",
        "volunteer_request",
    ]
    field_words: NotRequired[list[str]]
    note_limit: NotRequired[Literal[200, 300]]
    recipient_names: NotRequired[list[str]]
    sender_name: NotRequired["str | None"]
    subject: "str | None"
    why: NotRequired[str]


class DueOfContact(TypedDict):
    """DueOfContact."""

    at: str
    kind: str


class DueRead(TypedDict):
    """DueRead."""

    at: str
    kind: "DueKind"
    local: str
    zone: str


class DuplicateDismissed(TypedDict):
    """DuplicateDismissed."""

    keep_id: str
    merge_id: str


class DuplicatePage(TypedDict):
    """DuplicatePage."""

    items: "list[DuplicatePair]"
    next_cursor: "str | None"


class DuplicatePair(TypedDict):
    """DuplicatePair."""

    keep: "ContactRow"
    likeness: int
    merge: "ContactRow"
    reasons: "list[DuplicateReason]"


class DuplicateReason(TypedDict):
    """DuplicateReason."""

    code: "LikenessCode"
    word: "str | None"


class EasyAsk(TypedDict):
    """EasyAsk."""

    contact: "Findable"
    reasons: list[
        Literal[
            "volunteers",
            "knows_well",
            "introduced",
            "known",
            "same_school",
            "same_association",
            "met_at_event",
            "knows_a_bit",
        ]
    ]


class EasyAsks(TypedDict):
    """EasyAsks."""

    asked: int
    items: "list[EasyAsk]"


class Edit(TypedDict):
    """Edit."""

    answer: "Literal['taken', 'left'] | None"
    at: str
    body: str
    id: str
    subject: str
    version: str


class EditAnswer(TypedDict):
    """EditAnswer."""

    answer: Literal["taken", "left"]


class EditWrite(TypedDict):
    """EditWrite."""

    body: str
    id: str
    subject: str
    version: str


class EmployerChange(TypedDict):
    """EmployerChange."""

    name: NotRequired[str]
    present: NotRequired[bool]


class EmployerCreate(TypedDict):
    """EmployerCreate."""

    id: str
    name: str
    present: NotRequired[bool]


class EmployerNamed(TypedDict):
    """EmployerNamed."""

    id: str
    name: str


class EmployerOfContact(TypedDict):
    """EmployerOfContact."""

    id: str
    name: str
    present: bool


class EmployerPage(TypedDict):
    """EmployerPage."""

    items: "list[EmployerRead]"
    next_cursor: "str | None"


class EmployerRead(TypedDict):
    """EmployerRead."""

    id: str
    name: str
    people: int
    present: bool
    version: int


class EnrolmentChange(TypedDict):
    """EnrolmentChange."""

    email: NotRequired["str | None"]
    external_id: NotRequired["str | None"]
    name: NotRequired[str]
    status: NotRequired[Literal["active", "left"]]
    to_invite: NotRequired[bool]


class EnrolmentCreate(TypedDict):
    """EnrolmentCreate."""

    email: NotRequired["str | None"]
    external_id: NotRequired["str | None"]
    id: str
    name: str
    to_invite: NotRequired[bool]


class EnrolmentKeyed(TypedDict):
    """EnrolmentKeyed."""

    email: NotRequired["str | None"]
    name: NotRequired[str]
    status: NotRequired[Literal["active", "left"]]
    to_invite: NotRequired[bool]


class EnrolmentPage(TypedDict):
    """EnrolmentPage."""

    items: "list[EnrolmentRead]"
    next_cursor: "str | None"


class EnrolmentRead(TypedDict):
    """EnrolmentRead."""

    cohort_id: str
    created_at: str
    email: "str | None"
    external_id: "str | None"
    id: str
    invited_at: "str | None"
    joining: Literal["joined", "invited", "not_invited", "without_app"]
    name: str
    status: Literal["active", "left"]
    updated_at: str
    uses_askwell: bool
    version: int


class EnrolmentRecord(TypedDict):
    """EnrolmentRecord."""

    sessions: "list[CameTo]"
    told: "list[ToldTalkRead]"


class EntriesWritten(TypedDict):
    """EntriesWritten."""

    entries: "list[EntryWritten]"
    format: NotRequired[Literal[1]]


class EntryWritten(TypedDict):
    """EntryWritten."""

    at: str
    conversation_id: str
    due_on: NotRequired["str | None"]
    gone: NotRequired[bool]
    id: str
    kind: NotRequired[Literal["line", "mark", "asked"]]
    promiser: NotRequired["Literal['mine', 'theirs'] | None"]
    question_id: NotRequired["str | None"]
    supersedes: NotRequired["str | None"]
    tag: NotRequired[
        Literal["insight", "skill", "name", "promise", "advice", "resource", "quote", "plain"]
    ]
    text: NotRequired[str]


class EventData(TypedDict):
    """EventData."""

    at: str
    codes: "dict[str, str | int | bool | None]"
    contact_id: "str | None"
    conversation_id: "str | None"
    from_stage: "str | None"
    subject_id: "str | None"
    thread_id: "str | None"
    to_stage: "str | None"


class EventPage(TypedDict):
    """EventPage."""

    anew: bool
    items: "list[EventRead]"
    next_cursor: "str | None"
    since: str


class EventRead(TypedDict):
    """EventRead."""

    data: "EventData"
    id: str
    timestamp: str
    type: str


class EventSamples(TypedDict):
    """EventSamples."""

    items: "list[EventRead]"


class EvidenceChange(TypedDict):
    """EvidenceChange."""

    polarity: Literal["supports", "contradicts"]


class EvidenceList(TypedDict):
    """EvidenceList."""

    items: "list[ClaimLine]"


class ExportRead(TypedDict):
    """ExportRead."""

    created_at: str
    id: str
    ready_at: "str | None"
    state: Literal["waiting", "ready", "gone"]


class ExportWish(TypedDict):
    """ExportWish."""

    id: str


class FeedContent(TypedDict):
    """FeedContent."""

    names: bool
    promises: bool
    talks: bool


class FeedRead(TypedDict):
    """FeedRead."""

    names: bool
    promises: bool
    since: "str | None"
    talks: bool


class Felt(TypedDict):
    """Felt."""

    asked_at: str
    contact: "Whom"
    rating: int
    result: Literal["yes", "answered", "no", "open"]


class FieldError(TypedDict):
    """One wrong field: where it stands (`body.name`, `query.limit`), what is wrong, what would be right."""

    code: str
    field: str
    message: str


class Findable(TypedDict):
    """Findable."""

    employer_name: "str | None"
    first_name: str
    id: str
    name: str
    role: str
    thread_id: "str | None"


class Finding(TypedDict):
    """Finding."""

    end: int
    field: Literal["body", "subject"]
    fix: "Fix"
    level: Literal["hint", "warning"]
    params: dict[str, str | int]
    rule: str
    start: int


class FindingRead(TypedDict):
    """FindingRead."""

    at: str
    contact: "Whom"
    conversation_id: str
    evidence_id: str
    says: Literal["supports", "refutes"]
    text: str


class FindingWrite(TypedDict):
    """FindingWrite."""

    says: Literal["supports", "refutes"]


class Fix(TypedDict):
    """Fix."""

    code: str
    end: int
    insert: "str | None"
    start: int


class FlagAnswer(TypedDict):
    """FlagAnswer."""

    words: NotRequired["str | None"]


class FlagPage(TypedDict):
    """FlagPage."""

    items: "list[FlagRead]"
    next_cursor: "str | None"


class FlagRaise(TypedDict):
    """FlagRaise."""

    words: str


class FlagRead(TypedDict):
    """FlagRead."""

    answer: str
    closed_at: "str | None"
    closed_by: "str | None"
    enrolment_id: str
    id: str
    raised_at: str
    raised_by: "str | None"
    seen_at: "str | None"
    seen_by: "str | None"
    words: str


class FlagSeen(TypedDict):
    """FlagSeen."""

    answer: str
    closed_at: "str | None"
    closed_by: "str | None"
    enrolment_id: str
    id: str
    name: str
    raised_at: str
    raised_by: "str | None"
    seen_at: "str | None"
    seen_by: "str | None"
    words: str


class FlagSeenPage(TypedDict):
    """FlagSeenPage."""

    items: "list[FlagSeen]"
    next_cursor: "str | None"


class ForecastRead(TypedDict):
    """ForecastRead."""

    about: int
    k: int
    n: int
    perhaps: int


class Found(TypedDict):
    """Found."""

    claims: "list[FoundClaim]"
    lines: "list[FoundLine]"


class FoundClaim(TypedDict):
    """FoundClaim."""

    disagree: int
    employers: int
    id: str
    marks: "list[Mark]"
    people: int
    supporters: int


class FoundLine(TypedDict):
    """FoundLine."""

    at: str
    contact: "Whom"
    conversation_id: str
    id: str
    insight_id: "str | None"
    marks: "list[Mark]"


class GapRead(TypedDict):
    """GapRead."""

    goal_id: "str | None"
    goals: "list[OpenGoal]"
    skills: "list[SkillGap]"
    talks: int


class GivenCreate(TypedDict):
    """GivenCreate."""

    at: NotRequired["str | None"]
    contact_id: str
    id: str
    kind: Literal["share", "introduce", "answer", "other"]
    text: str


class GivenPage(TypedDict):
    """GivenPage."""

    items: "list[GivenRead]"
    next_cursor: "str | None"


class GivenRead(TypedDict):
    """GivenRead."""

    at: str
    contact: "Whom"
    created_at: str
    id: str
    kind: Literal["share", "introduce", "answer", "other"]
    text: str
    version: int


class GoalChange(TypedDict):
    """GoalChange."""

    position: NotRequired[int]
    state: NotRequired[Literal["open", "reached", "given_up", "parked"]]


class GoalHistory(TypedDict):
    """GoalHistory."""

    items: "list[RevisionRead]"


class GoalList(TypedDict):
    """GoalList."""

    held: int
    items: "list[GoalRead]"


class GoalRead(TypedDict):
    """GoalRead."""

    changed_after: "TalkNamed | None"
    created_at: str
    due_on: "str | None"
    ended_at: "str | None"
    how_known: str
    id: str
    measure: str
    milestones: "list[MilestoneRead]"
    position: int
    questions: int
    review_due: bool
    reviewed_at: str
    revised_at: str
    revisions: int
    settled: int
    state: Literal["open", "reached", "given_up", "parked"]
    steps: int
    talks: int
    untested: bool
    version: int
    what: str
    why: str


class GoalShown(TypedDict):
    """GoalShown."""

    due_on: "str | None"
    state: Literal["open", "reached", "given_up", "parked"]
    what: str


class GoalSupport(TypedDict):
    """GoalSupport."""

    items: "list[Supporting]"


class GrantGive(TypedDict):
    """GrantGive."""

    goal_ids: NotRequired[list[str]]
    id: str
    text_version: int


class GrantRead(TypedDict):
    """GrantRead."""

    expires_at: str
    goal_ids: list[str]
    granted_at: str
    id: str
    purpose: Literal["coaching", "results"]
    scope: Literal["activity", "growth", "outcome"]
    text_version: int


class Growth(TypedDict):
    """Growth."""

    goals: "list[GoalShown]"
    report_week: "str | None"
    skills: "list[SkillShown]"


class GuessFrom(TypedDict):
    """GuessFrom."""

    text: str


class HappenedTold(TypedDict):
    """HappenedTold."""

    ended_at: NotRequired["str | None"]
    ends_at: NotRequired["str | None"]
    id: str
    starts_at: NotRequired["str | None"]
    what: Literal["talked", "moved", "no_show", "cancelled"]


class HappeningTold(TypedDict):
    """HappeningTold."""

    at: NotRequired["str | None"]
    at_precision: NotRequired[Literal["now", "earlier_today", "yesterday", "picked"]]
    conversation: NotRequired["ConversationPlan | None"]
    id: str
    introduced: NotRequired["Introduced | None"]
    note: NotRequired["str | None"]
    what: "Happening"


class HeardBefore(TypedDict):
    """HeardBefore."""

    at: str
    name: str
    text: str


class HeardLine(TypedDict):
    """HeardLine."""

    evidence_id: str
    insight_id: str
    text: str


class HeardLines(TypedDict):
    """HeardLines."""

    items: "list[HeardLine]"


class HostAsk(TypedDict):
    """HostAsk."""

    body: str
    host_id: str
    id: str


class HostChange(TypedDict):
    """HostChange."""

    field: NotRequired[
        "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    ]
    headline: NotRequired[str]
    name: NotRequired[str]
    paused_until: NotRequired["str | None"]
    topics: NotRequired[list[str]]


class HostFound(TypedDict):
    """HostFound."""

    field: "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    headline: str
    id: str
    name: str
    topics: list[str]


class HostInvite(TypedDict):
    """HostInvite."""

    capacity: NotRequired[int]
    cool_off_days: NotRequired[int]
    email: str
    field: NotRequired[
        "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    ]
    headline: NotRequired[str]
    id: str
    name: str
    topics: NotRequired[list[str]]


class HostMailed(TypedDict):
    """HostMailed."""

    new_link: NotRequired[bool]


class HostPage(TypedDict):
    """HostPage."""

    items: "list[HostRead]"
    next_cursor: "str | None"


class HostRead(TypedDict):
    """HostRead."""

    accepted: int
    agreed_at: "str | None"
    asked: int
    capacity: int
    consent_version: "int | None"
    cool_off_days: int
    created_at: str
    email: "str | None"
    ended_at: "str | None"
    field: "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    headline: str
    held: int
    id: str
    name: str
    paused_until: "str | None"
    sent: int
    topics: list[str]
    version: int


class HostRequestList(TypedDict):
    """HostRequestList."""

    items: "list[HostRequestRead]"


class HostRequestRead(TypedDict):
    """HostRequestRead."""

    answered_at: "str | None"
    asked_at: str
    body: str
    contact_id: "str | None"
    enrolment_id: str
    expires_at: str
    headline: str
    held_at: "str | None"
    host: str
    id: str
    organization: str
    said: str
    state: Literal["asked", "accepted", "declined", "expired", "withdrawn", "closed"]


class HostsFound(TypedDict):
    """HostsFound."""

    items: "list[HostFound]"
    next_cursor: "str | None"


class Idea(TypedDict):
    """Idea."""

    reason: str
    title: str


class ImportChange(TypedDict):
    """ImportChange."""

    bring_back: NotRequired[bool]
    header_row: NotRequired[int]
    mapping: NotRequired["list[MappedColumn]"]


class ImportCounts(TypedDict):
    """ImportCounts."""

    changed: int
    deleted: int
    duplicates: int
    incomplete: int
    new: int
    problems: int
    rows: int
    suppressed: int
    unchanged: int


class ImportPage(TypedDict):
    """ImportPage."""

    items: "list[ImportRead]"
    next_cursor: "str | None"


class ImportProblemPage(TypedDict):
    """ImportProblemPage."""

    items: "list[ImportProblemRead]"
    next_cursor: "str | None"


class ImportProblemRead(TypedDict):
    """ImportProblemRead."""

    code: str
    field: str
    kept: bool
    row: int
    text: str


class ImportRead(TypedDict):
    """ImportRead."""

    bring_back: bool
    columns: list[str]
    counts: "ImportCounts"
    created_at: str
    file_name: str
    finished_at: "str | None"
    format: Literal["linkedin", "google", "vcard", "csv"]
    header_row: int
    id: str
    mapping: "list[MappedColumn]"
    needs_mapping: bool
    problem: "str | None"
    problems_url: "str | None"
    progress: float
    sample: list[list[str]]
    started_at: "str | None"
    state: Literal["uploaded", "checked", "running", "done", "failed"]
    version: int


class ImportUpload(TypedDict):
    """ImportUpload."""

    file: bytes
    format: NotRequired["Literal['linkedin', 'google', 'vcard', 'csv'] | None"]


class InTime(TypedDict):
    """InTime."""

    k: int
    n: int


class Introduced(TypedDict):
    """Introduced."""

    employer_name: NotRequired["str | None"]
    family_name: NotRequired["str | None"]
    given_name: NotRequired["str | None"]
    id: NotRequired["str | None"]
    role: NotRequired["str | None"]


class Introducer(TypedDict):
    """Introducer."""

    contact: "Whom"
    line: "str | None"


class IntroductionChange(TypedDict):
    """IntroductionChange."""

    closed_at: "str | None"


class IntroductionCreate(TypedDict):
    """IntroductionCreate."""

    id: str
    introduced_id: str
    introducer_id: str


class IntroductionPage(TypedDict):
    """IntroductionPage."""

    items: "list[IntroductionRead]"
    next_cursor: "str | None"


class IntroductionRead(TypedDict):
    """IntroductionRead."""

    closed_at: "str | None"
    created_at: str
    id: str
    introduced_id: str
    introduced_name: str
    introducer_id: str
    introducer_name: str
    met_at: "str | None"
    tell_by: "str | None"
    version: int


class InvitationAccept(TypedDict):
    """InvitationAccept."""

    name: str
    secret: str


class InvitationAccepted(TypedDict):
    """InvitationAccepted."""

    enrolment_id: "str | None"
    membership_id: "str | None"
    organization_id: str


class InvitationCreate(TypedDict):
    """InvitationCreate."""

    cohort_id: NotRequired["str | None"]
    days: NotRequired[int]
    role: NotRequired["Literal['owner', 'admin', 'coach', 'analyst', 'developer'] | None"]
    seats: NotRequired[int]


class InvitationCreated(TypedDict):
    """InvitationCreated."""

    invitation: "InvitationRead"
    secret: str


class InvitationMails(TypedDict):
    """InvitationMails."""

    cohort_id: NotRequired["str | None"]
    days: NotRequired[int]
    emails: list[str]
    role: NotRequired["Literal['owner', 'admin', 'coach', 'analyst', 'developer'] | None"]


class InvitationPage(TypedDict):
    """InvitationPage."""

    items: "list[InvitationRead]"
    next_cursor: "str | None"


class InvitationRead(TypedDict):
    """InvitationRead."""

    by_code: bool
    by_name: str
    came_back: bool
    cohort_id: "str | None"
    created_at: str
    email: "str | None"
    ended_at: "str | None"
    expires_at: str
    id: str
    role: "Literal['owner', 'admin', 'coach', 'analyst', 'developer'] | None"
    seats: int
    sent: int
    used: int
    version: int


class InvitationsMailed(TypedDict):
    """InvitationsMailed."""

    already: list[str]
    items: "list[InvitationRead]"


class ItemDue(TypedDict):
    """ItemDue."""

    at: str
    local: str
    zone: str


class ItemLater(TypedDict):
    """ItemLater."""

    at: str
    local: str
    when: Literal["half_hour", "week", "in_time"]


class ItemPage(TypedDict):
    """ItemPage."""

    items: "list[ItemRead]"
    next_cursor: "str | None"


class ItemRead(TypedDict):
    """ItemRead."""

    coach: str
    coach_id: str
    comments: "list[Comment]"
    content: "Content"
    edits: "list[Edit]"
    enrolment_id: str
    expires_at: str
    id: str
    item_id: str
    kind: Literal["message", "preparation", "notes", "report"]
    read: bool
    shared_at: str
    title: str
    version: str


class ItemSeen(TypedDict):
    """ItemSeen."""

    comments: "list[Comment]"
    content: "Content"
    edits: "list[Edit]"
    expires_at: str
    id: str
    kind: Literal["message", "preparation", "notes", "report"]
    shared_at: str
    title: str
    version: str


class ItemShare(TypedDict):
    """ItemShare."""

    coach_id: str
    item_id: str
    kind: Literal["message", "preparation", "notes", "report"]
    text_version: int
    version: str


class ItemShort(TypedDict):
    """ItemShort."""

    answered: bool
    expires_at: str
    id: str
    kind: Literal["message", "preparation", "notes", "report"]
    shared_at: str
    title: str


class ItemShortPage(TypedDict):
    """ItemShortPage."""

    items: "list[ItemShort]"
    next_cursor: "str | None"


class ItemSubject(TypedDict):
    """ItemSubject."""

    id: str
    type: Literal[
        "person",
        "contact",
        "thread",
        "conversation",
        "promise",
        "introduction",
        "advice",
        "goal",
        "plan_item",
        "telling",
        "token",
    ]


class KnownSkill(TypedDict):
    """KnownSkill."""

    group: str
    group_name: str
    id: str
    name: str


class KnownSkills(TypedDict):
    """KnownSkills."""

    credits: "list[Credit]"
    items: "list[KnownSkill]"


class KnownThere(TypedDict):
    """KnownThere."""

    id: str
    lane: "Literal['want_to_ask', 'asked', 'said_yes', 'date_set', 'talked', 'in_touch', 'later', 'not_this_time'] | None"
    name: str
    role: str
    thread_id: "str | None"


class LandingChange(TypedDict):
    """LandingChange."""

    news: str


class LandingList(TypedDict):
    """LandingList."""

    items: "list[LandingRow]"


class LandingOpen(TypedDict):
    """LandingOpen."""

    goal_id: NotRequired["str | None"]
    id: str
    outcome_id: NotRequired["str | None"]


class LandingRead(TypedDict):
    """LandingRead."""

    at: str
    eased: int
    goal_id: "str | None"
    id: str
    kind: Literal["new_role", "reached", "given_up"]
    news: str
    open_goal_id: "str | None"
    outcome_id: "str | None"
    path: "list[PathStep]"
    people: "list[TellingRead]"
    planned: bool
    since: "str | None"
    version: int
    what: str


class LandingRow(TypedDict):
    """LandingRow."""

    at: str
    goal_id: "str | None"
    id: str
    kind: Literal["new_role", "reached", "given_up"]
    outcome_id: "str | None"
    people: int
    told: int
    what: str


class LaneCount(TypedDict):
    """LaneCount."""

    lane: "Lane"
    n: int


class LaneRead(TypedDict):
    """LaneRead."""

    count: int
    items: "list[ThreadCard]"
    lane: "Lane"
    next_cursor: "str | None"


class Lanes(TypedDict):
    """Lanes."""

    lanes: "list[LaneRead]"


class Lasting(TypedDict):
    """Lasting."""

    days: NotRequired[int]


class Led(TypedDict):
    """Led."""

    contact: "Whom"
    depth: int
    employer_name: "str | None"
    field: "str | None"
    led_by_id: "str | None"
    role: str
    source: "str | None"
    talked_on: "str | None"


class LetterDraft(TypedDict):
    """LetterDraft."""

    basis: NotRequired[Literal["membership", "activity"]]
    body: str
    cohort_id: NotRequired["str | None"]
    enrolment_ids: list[str]
    replies: NotRequired[bool]


class LetterPage(TypedDict):
    """LetterPage."""

    allowed: bool
    items: "list[LetterRead]"
    next_cursor: "str | None"


class LetterPreview(TypedDict):
    """LetterPreview."""

    ended: int
    letters: "list[LetterTo]"
    n: int
    not_joined: int
    preview: str


class LetterRead(TypedDict):
    """LetterRead."""

    at: str
    body: str
    by: str
    enrolment_id: str
    id: str
    reply_to: "str | None"


class LetterSend(TypedDict):
    """LetterSend."""

    basis: NotRequired[Literal["membership", "activity"]]
    body: str
    cohort_id: NotRequired["str | None"]
    enrolment_ids: list[str]
    preview: str
    replies: NotRequired[bool]


class LetterTo(TypedDict):
    """LetterTo."""

    body: str
    enrolment_id: str
    name: str


class LettersAllowed(TypedDict):
    """LettersAllowed."""

    allowed: bool


class LineRead(TypedDict):
    """LineRead."""

    at: str
    due_on: "str | None"
    id: str
    kind: Literal["line", "mark", "asked"]
    promiser: "Literal['mine', 'theirs'] | None"
    question_id: "str | None"
    tag: Literal["insight", "skill", "name", "promise", "advice", "resource", "quote", "plain"]
    text: str


class LineResult(TypedDict):
    """LineResult."""

    code: "Literal['no-talk', 'erased', 'other-line', 'too-many', 'too-long', 'no-zone', 'no-question'] | None"
    id: str
    status: Literal["kept", "refused"]


class LineResults(TypedDict):
    """LineResults."""

    items: "list[LineResult]"


class LineWritten(TypedDict):
    """LineWritten."""

    at: str
    due_on: NotRequired["str | None"]
    gone: NotRequired[bool]
    id: str
    kind: NotRequired[Literal["line", "mark", "asked"]]
    promiser: NotRequired["Literal['mine', 'theirs'] | None"]
    question_id: NotRequired["str | None"]
    supersedes: NotRequired["str | None"]
    tag: NotRequired[
        Literal["insight", "skill", "name", "promise", "advice", "resource", "quote", "plain"]
    ]
    text: NotRequired[str]


class Lines(TypedDict):
    """Lines."""

    items: "list[LineRead]"


class LinesWritten(TypedDict):
    """LinesWritten."""

    lines: "list[LineWritten]"


class ListCounts(TypedDict):
    """ListCounts."""

    beyond: int
    changed: int
    gone: int
    new: int
    other: int
    repeated: int
    retired: int
    rows: int
    unchanged: int
    unreadable: int


class LookPage(TypedDict):
    """LookPage."""

    items: "list[LookRead]"
    next_cursor: "str | None"


class LookRead(TypedDict):
    """LookRead."""

    enrolment_id: str
    hour: str
    id: str
    kind: Literal["membership", "activity", "growth", "outcome", "item"]
    organization: str
    reader: "str | None"


class LookedAt(TypedDict):
    """LookedAt."""

    calendars: int
    oldest_at: "str | None"


class LookingBack(TypedDict):
    """LookingBack."""

    asked: int
    talks: int


class MailStopRead(TypedDict):
    """MailStopRead."""

    at: str
    detail: str
    reason: Literal["bounce", "complaint"]


class MappedColumn(TypedDict):
    """MappedColumn."""

    column: str
    field: "Literal['first_name', 'last_name', 'full_name', 'email', 'phone', 'url', 'role', 'employer', 'connected_on', 'country', 'tags', 'notes'] | None"


class Mark(TypedDict):
    """Mark."""

    hit: bool
    text: str


class MeRead(TypedDict):
    """MeRead."""

    deletion_due_at: "str | None"
    email: "str | None"
    example: bool
    id: str
    label: str
    profile: "ProfileRead"


class MeasuresRead(TypedDict):
    """MeasuresRead."""

    advice_told: "ShareRead | None"
    answer_days: "MiddleRead | None"
    answered: "ShareRead | None"
    asked: int
    asks_so_far: int
    by_source: "list[SourceRead]"
    conversion: "ConversionRead | None"
    forecast: "ForecastRead | None"
    held: "ShareRead | None"
    introducers_told: "ShareRead | None"
    names: "NamesRead | None"
    open: int
    promises_kept: "ShareRead | None"
    reasons: "ReasonsRead | None"
    rhythm: "RhythmRead | None"
    said_yes: "ShareRead | None"
    steps: "list[StepRead]"
    talk_days: "MiddleRead | None"
    talks: int
    thanked_in_time: "ShareRead | None"
    thanks_citing: "ShareRead | None"


class MembershipChange(TypedDict):
    """MembershipChange."""

    active: NotRequired[bool]
    role: NotRequired[Literal["owner", "admin", "coach", "analyst", "developer"]]


class MembershipPage(TypedDict):
    """MembershipPage."""

    items: "list[MembershipRead]"
    next_cursor: "str | None"


class MembershipRead(TypedDict):
    """MembershipRead."""

    created_at: str
    ended_at: "str | None"
    id: str
    me: bool
    name: str
    role: Literal["owner", "admin", "coach", "analyst", "developer"]
    version: int


class MergeRead(TypedDict):
    """MergeRead."""

    id: str
    keep_id: str
    merge_id: str
    undo_until: str


class MergeWish(TypedDict):
    """MergeWish."""

    id: NotRequired[str]
    keep_id: str
    merge_id: str


class MessageChange(TypedDict):
    """MessageChange."""

    advice: NotRequired[list[str]]
    body: NotRequired[str]
    channel: NotRequired[
        Literal[
            "email",
            "linkedin_message",
            "linkedin_note",
            "chat",
            "spoken",
            "through",
            "volunteer_request",
        ]
    ]
    insights: NotRequired[list[str]]
    promises: NotRequired[list[str]]
    subject: NotRequired["str | None"]


class MessageList(TypedDict):
    """MessageList."""

    items: "list[MessageRead]"


class MessageRead(TypedDict):
    """MessageRead."""

    body: str
    channel: Literal[
        "email",
        "linkedin_message",
        "linkedin_note",
        "chat",
        "spoken",
        "through",
        "volunteer_request",
    ]
    check: "CheckResult | None"
    created_at: str
    id: str
    kind: Literal["ask", "follow_up", "thanks", "answer_no", "update"]
    sent_at: "str | None"
    sent_changed: "bool | None"
    state: Literal["draft", "sent"]
    subject: str
    thread_id: str
    updated_at: str
    version: int


class MessageSent(TypedDict):
    """MessageSent."""

    at: NotRequired["str | None"]
    at_precision: NotRequired[Literal["now", "earlier_today", "yesterday", "picked"]]
    changed: NotRequired[bool]
    id: str


class MessageStart(TypedDict):
    """MessageStart."""

    advice: NotRequired[list[str]]
    body: NotRequired[str]
    channel: Literal[
        "email",
        "linkedin_message",
        "linkedin_note",
        "chat",
        "spoken",
        "through",
        "volunteer_request",
    ]
    id: str
    insights: NotRequired[list[str]]
    kind: Literal["ask", "follow_up", "thanks", "answer_no", "update"]
    promises: NotRequired[list[str]]
    subject: NotRequired["str | None"]
    thread_id: str


class MessageVersionPage(TypedDict):
    """MessageVersionPage."""

    items: "list[MessageVersionRead]"
    next_cursor: "str | None"


class MessageVersionRead(TypedDict):
    """MessageVersionRead."""

    body: str
    channel: Literal[
        "email",
        "linkedin_message",
        "linkedin_note",
        "chat",
        "spoken",
        "through",
        "volunteer_request",
    ]
    check: "CheckResult | None"
    created_at: str
    number: int
    subject: str


class MiddleRead(TypedDict):
    """MiddleRead."""

    days: int
    high: "int | None"
    low: "int | None"
    n: int


class MilestoneRead(TypedDict):
    """MilestoneRead."""

    done_at: "str | None"
    due_on: "str | None"
    id: str
    text: str


class MilestoneWrite(TypedDict):
    """MilestoneWrite."""

    done: NotRequired[bool]
    due_on: NotRequired["str | None"]
    id: str
    text: str


class MilestonesWrite(TypedDict):
    """MilestonesWrite."""

    milestones: "list[MilestoneWrite]"


class ModelRead(TypedDict):
    """ModelRead."""

    agreed_at: "str | None"
    host: str
    name: str


class MoveCreate(TypedDict):
    """MoveCreate."""

    contrary: NotRequired[bool]
    id: str
    insight_id: NotRequired[str]
    into_id: str
    line_id: NotRequired[str]


class MoveRead(TypedDict):
    """MoveRead."""

    from_id: "str | None"
    id: str
    into_id: str
    kind: Literal["add", "merge", "split"]
    undo_until: str


class MoveTold(TypedDict):
    """MoveTold."""

    at: NotRequired["str | None"]
    at_precision: NotRequired[Literal["now", "earlier_today", "yesterday", "picked"]]
    id: str
    lane: "Lane"


class MyMailRead(TypedDict):
    """MyMailRead."""

    email: "str | None"
    stopped: "MailStopRead | None"


class Named(TypedDict):
    """Named."""

    id: str
    name: str


class NamesRead(TypedDict):
    """NamesRead."""

    introductions: int
    names: int
    talks: int


class NextGap(TypedDict):
    """NextGap."""

    contact: "Whom"
    employer_name: "str | None"
    field: "str | None"
    role: str


class NotePage(TypedDict):
    """NotePage."""

    items: "list[NoteRead]"
    next_cursor: "str | None"


class NoteRead(TypedDict):
    """NoteRead."""

    at: str
    body: str
    by: str
    enrolment_id: str
    id: str
    item_id: "str | None"


class NoteSeen(TypedDict):
    """NoteSeen."""

    at: str
    body: str
    by: str
    id: str
    item_id: "str | None"
    own: bool


class NoteSeenPage(TypedDict):
    """NoteSeenPage."""

    items: "list[NoteSeen]"
    next_cursor: "str | None"


class NoteWrite(TypedDict):
    """NoteWrite."""

    body: str
    id: str


class NoticePage(TypedDict):
    """NoticePage."""

    items: "list[NoticeRead]"
    next_cursor: "str | None"
    unread: bool


class NoticeRead(TypedDict):
    """NoticeRead."""

    at: str
    body: str
    id: str
    kind: str
    path: str
    read: bool
    title: str


class NoticesSeen(TypedDict):
    """NoticesSeen."""

    ids: list[str]


class Offer(TypedDict):
    """Offer."""

    kind: Literal["share", "introduce", "answer", "other"]
    somebody: "Whom | None"
    text: str


class OfferPage(TypedDict):
    """OfferPage."""

    items: "list[OfferRead]"
    next_cursor: "str | None"


class OfferRead(TypedDict):
    """OfferRead."""

    contact: "Whom"
    created_at: str
    held_until: str
    id: str
    medium: Literal["in_person", "phone", "video", "chat"]
    message_id: "str | None"
    open: bool
    place: str
    sent_at: "str | None"
    slots: "list[SlotRead]"
    state: Literal["draft", "held", "released", "taken"]
    taken_slot_id: "str | None"
    text: str
    thread_id: str
    version: int
    zone: str


class OfferSent(TypedDict):
    """OfferSent."""

    at: NotRequired["str | None"]


class OfferWrite(TypedDict):
    """OfferWrite."""

    id: str
    medium: NotRequired[Literal["in_person", "phone", "video", "chat"]]
    message_id: NotRequired["str | None"]
    place: NotRequired[str]
    sent: NotRequired[bool]
    slots: "list[SlotWrite]"
    thread_id: str
    zone: str


class OpenCircle(TypedDict):
    """OpenCircle."""

    id: str
    introduced: "Whom"
    met_at: str


class OpenGoal(TypedDict):
    """OpenGoal."""

    id: str
    what: str


class OpenPromise(TypedDict):
    """OpenPromise."""

    due_on: str
    promiser: Literal["mine", "theirs"]
    text: str


class OrganizationChange(TypedDict):
    """OrganizationChange."""

    name: NotRequired[str]


class OrganizationFound(TypedDict):
    """OrganizationFound."""

    my_name: str
    name: str


class OrganizationList(TypedDict):
    """OrganizationList."""

    items: "list[OrganizationRead]"


class OrganizationRead(TypedDict):
    """OrganizationRead."""

    created_at: str
    id: str
    membership_id: str
    name: str
    role: Literal["owner", "admin", "coach", "analyst", "developer"]
    version: int


class OutcomeChange(TypedDict):
    """OutcomeChange."""

    at: NotRequired[str]
    contact_id: NotRequired["str | None"]
    employer_id: NotRequired["str | None"]
    goal_id: NotRequired["str | None"]
    kind: NotRequired[
        Literal[
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
    ]
    led_by_id: NotRequired["str | None"]
    note: NotRequired[str]


class OutcomeCreate(TypedDict):
    """OutcomeCreate."""

    at: str
    contact_id: NotRequired["str | None"]
    employer_id: NotRequired["str | None"]
    goal_id: NotRequired["str | None"]
    id: str
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
    led_by_id: NotRequired["str | None"]
    note: NotRequired[str]
    thread_id: NotRequired["str | None"]


class OutcomeList(TypedDict):
    """OutcomeList."""

    items: "list[OutcomeRead]"


class OutcomeRead(TypedDict):
    """OutcomeRead."""

    at: str
    contact: "Whom | None"
    created_at: str
    days: "int | None"
    employer: "EmployerNamed | None"
    goal_id: "str | None"
    id: str
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
    led_by_id: "str | None"
    note: str
    path: "list[PathStep]"
    thread_id: "str | None"
    version: int


class OwnLevel(TypedDict):
    """OwnLevel."""

    level: int
    proof: NotRequired[str]
    proof_kind: NotRequired[Literal["none", "course", "project", "feedback", "work"]]


class OwnSession(TypedDict):
    """OwnSession."""

    agenda: str
    attendance: "Literal['there', 'excused', 'absent'] | None"
    cancelled_at: "str | None"
    cohort: str
    ends_at: str
    enrolment_id: str
    id: str
    organization: str
    place: str
    programme: str
    starts_at: str
    title: str
    zone: str


class OwnSessionPage(TypedDict):
    """OwnSessionPage."""

    items: "list[OwnSession]"
    next_cursor: "str | None"


class Part(TypedDict):
    """Part."""

    lines: list[str]
    name: Literal[
        "goal",
        "offer",
        "view",
        "made",
        "path",
        "employer",
        "news",
        "shared",
        "links",
        "questions",
        "insight",
        "skill",
        "name",
        "promise",
        "advice",
        "resource",
        "quote",
        "plain",
        "plan",
    ]


class Participant(TypedDict):
    """Participant."""

    activity: "Activity | None"
    coached: bool
    cohort_id: str
    growth: "Growth | None"
    id: str
    last_week: "str | None"
    name: str
    shares: list[Literal["activity", "growth", "outcome"]]
    uses_askwell: bool


class ParticipantPage(TypedDict):
    """ParticipantPage."""

    items: "list[ParticipantShort]"
    next_cursor: "str | None"


class ParticipantShort(TypedDict):
    """ParticipantShort."""

    activity: "ActivityInShort | None"
    coached: bool
    cohort_id: str
    id: str
    last_week: "str | None"
    name: str
    shares: list[Literal["activity", "growth", "outcome"]]
    uses_askwell: bool


class PastTalk(TypedDict):
    """PastTalk."""

    contact_id: str
    ended_at: str
    heard: NotRequired[str]
    id: str
    line_id: NotRequired["str | None"]
    medium: NotRequired[Literal["in_person", "phone", "video", "chat"]]
    thread_id: str


class PathStep(TypedDict):
    """PathStep."""

    at: "str | None"
    contact: "Whom | None"
    kind: "Literal['referral', 'mentorship', 'collaboration', 'project', 'lead', 'interview', 'offer', 'new_role', 'invitation', 'asked_for_advice'] | None"
    what: Literal["outcome", "introduced", "ask", "talk"]


class PersonGuessed(TypedDict):
    """PersonGuessed."""

    email: "str | None"
    employer: "str | None"
    name: "str | None"
    phone: "str | None"
    role: "str | None"
    url: "str | None"


class PersonWeek(TypedDict):
    """PersonWeek."""

    asked: int
    talks: int
    week: str


class PhotoChange(TypedDict):
    """PhotoChange."""

    alt: str


class PhotoRead(TypedDict):
    """PhotoRead."""

    alt: str
    at: str
    conversation_id: str
    created_at: str
    height: int
    id: str
    version: int
    width: int


class PhotoUpload(TypedDict):
    """PhotoUpload."""

    alt: NotRequired[str]
    at: NotRequired["str | None"]
    conversation_id: str
    file: bytes
    id: str


class Photos(TypedDict):
    """Photos."""

    items: "list[PhotoRead]"


class PitchPage(TypedDict):
    """PitchPage."""

    items: "list[PitchRead]"
    next_cursor: "str | None"


class PitchRead(TypedDict):
    """PitchRead."""

    created_at: str
    id: str
    last_seconds: "int | None"
    practised: int
    seconds: int
    text: str
    version: int
    words: int


class PitchWritten(TypedDict):
    """PitchWritten."""

    id: str
    text: str


class PlanItemChange(TypedDict):
    """PlanItemChange."""

    due_on: NotRequired["str | None"]
    kind: NotRequired[
        Literal["course", "project", "shadowing", "volunteering", "certificate", "reading", "other"]
    ]
    proof: NotRequired[str]
    state: NotRequired[Literal["open", "done", "dropped"]]
    text: NotRequired[str]


class PlanItemCreate(TypedDict):
    """PlanItemCreate."""

    advice_id: NotRequired["str | None"]
    due_on: NotRequired["str | None"]
    goal_id: NotRequired["str | None"]
    id: str
    kind: NotRequired[
        Literal["course", "project", "shadowing", "volunteering", "certificate", "reading", "other"]
    ]
    skill_id: NotRequired["str | None"]
    text: str


class PlanItemList(TypedDict):
    """PlanItemList."""

    items: "list[PlanItemRead]"


class PlanItemRead(TypedDict):
    """PlanItemRead."""

    advice_id: "str | None"
    advised_by: "Whom | None"
    created_at: str
    done_at: "str | None"
    due_on: "str | None"
    goal_id: "str | None"
    id: str
    kind: Literal[
        "course", "project", "shadowing", "volunteering", "certificate", "reading", "other"
    ]
    proof: str
    skill_id: "str | None"
    state: Literal["open", "done", "dropped"]
    text: str
    told: "bool | None"
    version: int


class PlanRead(TypedDict):
    """PlanRead."""

    employer_name: "str | None"
    paused_at: "str | None"
    second: "list[SecondPerson]"
    steps: "list[PlanStep]"
    template: "TemplateName"
    version: int


class PlanStep(TypedDict):
    """PlanStep."""

    at: str
    kind: "AskClockKind"
    local: str
    past: bool
    zone: str


class PointRead(TypedDict):
    """PointRead."""

    id: str
    kind: Literal["email", "phone", "url"]
    label: str
    value: str


class PointWrite(TypedDict):
    """PointWrite."""

    kind: Literal["email", "phone", "url"]
    label: NotRequired[str]
    value: str


class PracticeDone(TypedDict):
    """PracticeDone."""

    id: str
    seconds: int


class PreparationChange(TypedDict):
    """PreparationChange."""

    employer: NotRequired[str]
    goal: NotRequired[str]
    links: NotRequired[list[str]]
    made: NotRequired[str]
    news: NotRequired[str]
    offer: NotRequired[str]
    path: NotRequired[str]
    shared: NotRequired[str]
    view: NotRequired[str]


class PreparationRead(TypedDict):
    """PreparationRead."""

    brief: "Brief"
    contact: "Whom"
    conversation_id: str
    employer: str
    goal: str
    left: list[Literal["read", "goal", "offer", "view", "questions"]]
    links: list[str]
    made: str
    minutes_left: int
    news: str
    offer: str
    path: str
    shared: str
    starts_at: str
    version: int
    view: str


class Preview(TypedDict):
    """Preview."""

    activity: "Activity"
    growth: "Growth"
    last_week: "str | None"
    name: str


class ProblemDocument(TypedDict):
    """RFC 9457 problem document. `type` is stable and safe to compare; `title` is for people."""

    detail: str
    errors: "list[FieldError]"
    request_id: str
    status: int
    title: str
    type: str


class ProfileChange(TypedDict):
    """ProfileChange."""

    clock_template: NotRequired[Literal["standard", "cautious"]]
    country: NotRequired["str | None"]
    field_words: NotRequired[list[str]]
    first_run_done_at: NotRequired["str | None"]
    half_hour_days: NotRequired[list[int]]
    half_hour_time: NotRequired[str]
    locale: NotRequired[str]
    name: NotRequired[str]
    note_limit: NotRequired[Literal[200, 300]]
    quiet_end: NotRequired[str]
    quiet_start: NotRequired[str]
    theme: NotRequired[Literal["system", "light", "dark"]]
    time_zone: NotRequired[str]
    vacation_from: NotRequired["str | None"]
    vacation_until: NotRequired["str | None"]
    wish_kind: NotRequired["Literal['fit', 'new_field', 'gap', 'looking'] | None"]
    wish_line: NotRequired[str]
    working_days: NotRequired[list[int]]


class ProfileRead(TypedDict):
    """ProfileRead."""

    clock_template: Literal["standard", "cautious"]
    country: "str | None"
    field_words: list[str]
    first_run_done_at: "str | None"
    half_hour_days: list[int]
    half_hour_time: str
    locale: str
    name: str
    note_limit: int
    quiet_end: str
    quiet_start: str
    theme: Literal["system", "light", "dark"]
    time_zone: str
    vacation_from: "str | None"
    vacation_until: "str | None"
    version: int
    wish_kind: "Literal['fit', 'new_field', 'gap', 'looking'] | None"
    wish_line: str
    working_days: list[int]


class ProgrammeChange(TypedDict):
    """ProgrammeChange."""

    about: NotRequired[str]
    asks_a_week: NotRequired["int | None"]
    name: NotRequired[str]
    talks_a_week: NotRequired["int | None"]


class ProgrammeCreate(TypedDict):
    """ProgrammeCreate."""

    about: NotRequired[str]
    asks_a_week: NotRequired["int | None"]
    id: str
    name: str
    talks_a_week: NotRequired["int | None"]


class ProgrammePage(TypedDict):
    """ProgrammePage."""

    items: "list[ProgrammeRead]"
    next_cursor: "str | None"


class ProgrammeRead(TypedDict):
    """ProgrammeRead."""

    about: str
    asks_a_week: "int | None"
    created_at: str
    id: str
    name: str
    talks_a_week: "int | None"
    version: int


class ProgrammeReport(TypedDict):
    """ProgrammeReport."""

    before: "str | None"
    cohort: str
    cohort_id: str
    ends_on: str
    lines: "list[ReportLine]"
    programme: str
    starts_on: str
    week: "str | None"


class PromiseChange(TypedDict):
    """PromiseChange."""

    at: NotRequired["str | None"]
    due_on: NotRequired[str]
    state: NotRequired[Literal["open", "kept", "released"]]
    text: NotRequired[str]


class PromiseCreate(TypedDict):
    """PromiseCreate."""

    contact_id: str
    due_on: NotRequired["str | None"]
    id: str
    promiser: NotRequired[Literal["mine", "theirs"]]
    text: str


class PromisePage(TypedDict):
    """PromisePage."""

    items: "list[PromiseRead]"
    next_cursor: "str | None"


class PromiseRead(TypedDict):
    """PromiseRead."""

    comes_up_at: str
    contact: "Whom"
    conversation_id: "str | None"
    created_at: str
    due_at: str
    due_on: str
    id: str
    on_time: "bool | None"
    promiser: Literal["mine", "theirs"]
    settled_at: "str | None"
    state: Literal["open", "kept", "released"]
    text: str
    thread_id: "str | None"
    version: int


class Proposal(TypedDict):
    """Proposal."""

    line_id: str
    name: "str | None"
    promiser: "Literal['mine', 'theirs'] | None"
    skills: "list[SkillProposal]"
    tag: Literal["insight", "skill", "name", "promise", "advice", "resource"]
    theme: "Literal['skill', 'trend', 'path', 'culture', 'advice', 'entry', 'pay', 'other'] | None"


class Proposals(TypedDict):
    """Proposals."""

    host: str
    items: "list[Proposal]"


class QuestionChange(TypedDict):
    """QuestionChange."""

    minutes: NotRequired[int]
    state: NotRequired[Literal["planned", "asked", "answered"]]
    text: NotRequired[str]


class QuestionList(TypedDict):
    """QuestionList."""

    budget: int
    items: "list[QuestionRead]"
    minutes: int
    rests: bool


class QuestionLooked(TypedDict):
    """QuestionLooked."""

    closed: "Closed | None"


class QuestionOrder(TypedDict):
    """QuestionOrder."""

    ids: list[str]


class QuestionPlanned(TypedDict):
    """QuestionPlanned."""

    assumption_id: NotRequired["str | None"]
    bank: NotRequired["str | None"]
    id: str
    minutes: NotRequired["int | None"]
    moved_from_id: NotRequired["str | None"]
    rests_on: NotRequired["Literal['made', 'path', 'employer', 'news', 'shared'] | None"]
    text: str


class QuestionRead(TypedDict):
    """QuestionRead."""

    assumption_id: "str | None"
    bank: "str | None"
    cell: "Literal['trends', 'insights', 'advice', 'resources', 'assignments', 'story', 'turning', 'energy', 'values', 'next', 'hours', 'people', 'tasks', 'hard', 'setting', 'needed', 'learned', 'gap', 'proof', 'carried', 'team', 'decisions', 'mistakes', 'growth', 'belonging', 'ways', 'first', 'papers', 'eyes', 'switching'] | None"
    closed: "Closed | None"
    conversation_id: str
    core: bool
    framework: Literal["tiara", "life", "day", "skills", "culture", "entry", "own"]
    id: str
    minutes: int
    moved_from_id: "str | None"
    rests_on: "Literal['made', 'path', 'employer', 'news', 'shared'] | None"
    state: Literal["planned", "asked", "answered", "moved"]
    text: str
    version: int


class QuestionTyped(TypedDict):
    """QuestionTyped."""

    text: str


class QuestionsPlanned(TypedDict):
    """QuestionsPlanned."""

    questions: "list[QuestionPlanned]"


class Queue(TypedDict):
    """Queue."""

    cohorts: int
    drafts: "list[WaitingItems]"
    moving: int
    not_joined: int
    only_name: int
    people: int
    sessions: "list[SessionToday]"
    sharing: int
    stuck: "list[StuckGroup]"
    urgent: "list[FlagSeen]"
    waiting: int


class QueuePerson(TypedDict):
    """QueuePerson."""

    enrolment_id: str
    name: str


class Rated(TypedDict):
    """Rated."""

    aspect: Literal["listening", "questions", "clarity", "follow_through", "confidence", "landed"]
    at: str
    contact: "Whom"
    conversation_id: "str | None"
    rating: int


class ReasonsRead(TypedDict):
    """ReasonsRead."""

    cannot_know: int
    my_message: int
    n: int
    wrong_moment: int
    wrong_person: int


class ReflectionCreate(TypedDict):
    """ReflectionCreate."""

    aspect: Literal["listening", "questions", "clarity", "follow_through", "confidence", "landed"]
    conversation_id: NotRequired["str | None"]
    id: str
    rating: NotRequired["int | None"]
    thread_id: NotRequired["str | None"]
    words: NotRequired[str]


class ReflectionPage(TypedDict):
    """ReflectionPage."""

    items: "list[ReflectionRead]"
    next_cursor: "str | None"


class ReflectionRead(TypedDict):
    """ReflectionRead."""

    aspect: Literal["listening", "questions", "clarity", "follow_through", "confidence", "landed"]
    at: str
    conversation_id: "str | None"
    id: str
    rating: "int | None"
    thread_id: str
    version: int
    words: str


class Refusal(TypedDict):
    """Refusal."""

    line_id: str
    skill_id: str


class ReminderSwitch(TypedDict):
    """ReminderSwitch."""

    channel: Literal["push", "email"]
    kind: Literal[
        "talk_soon",
        "how_was_it",
        "thanks_nudge",
        "thanks_last_call",
        "daily",
        "weekly",
        "talks",
        "answers",
        "promises",
        "news",
        "keep_in_touch",
        "goals",
        "people",
        "keys",
        "coach",
    ]
    on: bool


class RemindersChange(TypedDict):
    """RemindersChange."""

    switches: NotRequired["list[ReminderSwitch]"]
    vacation_from: NotRequired["str | None"]
    vacation_until: NotRequired["str | None"]


class RemindersRead(TypedDict):
    """RemindersRead."""

    switches: "list[ReminderSwitch]"
    vacation_from: "str | None"
    vacation_until: "str | None"
    version: int


class ReportChange(TypedDict):
    """ReportChange."""

    closed: list[str]
    narrower: list[str]
    new: list[str]
    report_id: str
    since: str


class ReportLine(TypedDict):
    """ReportLine."""

    before: "int | None"
    n: "int | None"
    week: "str | None"
    what: Literal[
        "enrolled",
        "sharing",
        "moved",
        "steps.none",
        "steps.asked",
        "steps.talked",
        "asks",
        "talks",
        "thanked",
        "answered",
        "outcomes.work",
        "outcomes.interview",
        "outcomes.other",
        "outcomes.none",
    ]


class ReportPage(TypedDict):
    """ReportPage."""

    items: "list[ReportRow]"
    next_cursor: "str | None"


class ReportRead(TypedDict):
    """ReportRead."""

    change: "ReportChange | None"
    created_at: str
    credits: list[str]
    employers: int
    goal: str
    goal_id: "str | None"
    id: str
    kind: Literal["skill_gap", "year"]
    lines: int
    made_at: "str | None"
    people: int
    skills: "list[ReportSkill]"
    state: Literal["waiting", "ready", "failed"]
    talks: int
    version: int
    year: "YearRead | None"


class ReportRow(TypedDict):
    """ReportRow."""

    created_at: str
    gaps: int
    goal: str
    goal_id: "str | None"
    id: str
    kind: Literal["skill_gap", "year"]
    made_at: "str | None"
    state: Literal["waiting", "ready", "failed"]


class ReportSkill(TypedDict):
    """ReportSkill."""

    gap: "SkillGap"
    lines: "list[SaidLine]"


class ReportWish(TypedDict):
    """ReportWish."""

    goal_id: NotRequired["str | None"]
    id: str
    kind: NotRequired[Literal["skill_gap", "year"]]


class RevisionRead(TypedDict):
    """RevisionRead."""

    at: str
    causes: "list[CauseRead]"
    due_on: "str | None"
    how_known: str
    id: str
    measure: str
    talk: "TalkNamed | None"
    what: str
    why: str


class RhythmRead(TypedDict):
    """RhythmRead."""

    active: int
    weeks: "list[WeekRead]"


class RosterApplied(TypedDict):
    """RosterApplied."""

    counts: "RosterCounts"


class RosterApply(TypedDict):
    """RosterApply."""

    file: bytes
    version: str


class RosterCounts(TypedDict):
    """RosterCounts."""

    absent: int
    changed: int
    new: int
    problems: int
    same: int


class RosterInvite(TypedDict):
    """RosterInvite."""

    days: NotRequired[int]
    enrolment_ids: NotRequired["list[str] | None"]


class RosterInvited(TypedDict):
    """RosterInvited."""

    left: int
    sent: int


class RosterLine(TypedDict):
    """RosterLine."""

    changes: list[Literal["name", "email", "app", "status"]]
    email: "str | None"
    enrolment_id: "str | None"
    external_id: str
    name: str


class RosterPreview(TypedDict):
    """RosterPreview."""

    absent: "list[RosterLine]"
    changed: "list[RosterLine]"
    counts: "RosterCounts"
    new: "list[RosterLine]"
    problems: "list[RosterProblem]"
    version: str


class RosterProblem(TypedDict):
    """RosterProblem."""

    code: Literal[
        "no_external_id",
        "no_name",
        "bad_email",
        "twice",
        "email_twice",
        "left",
        "too_many_columns",
        "unclosed_quote",
    ]
    kept: bool
    row: int
    text: str


class RosterUpload(TypedDict):
    """RosterUpload."""

    file: bytes


class SaidLine(TypedDict):
    """SaidLine."""

    at: str
    contact: "Whom"
    conversation_id: str
    employer: str
    level: "int | None"
    line_id: str
    role: str
    says: Literal["needed", "not_needed"]
    text: str


class SecondPerson(TypedDict):
    """SecondPerson."""

    first_name: str
    id: str
    name: str
    role: str


class SecretMade(TypedDict):
    """SecretMade."""

    old_secret_until: str
    secret: str


class SecretRotate(TypedDict):
    """SecretRotate."""

    overlap_hours: int


class Sendable(TypedDict):
    """Sendable."""

    line_id: str
    text: str


class Sending(TypedDict):
    """Sending."""

    at: str
    closed: "int | None"
    ended: "int | None"
    gone: "int | None"
    id: str
    n: int
    reached: int
    waiting: int


class SendingPage(TypedDict):
    """SendingPage."""

    items: "list[Sending]"
    next_cursor: "str | None"


class Sent(TypedDict):
    """Sent."""

    line_id: str
    text: str


class SentRead(TypedDict):
    """SentRead."""

    message: "MessageRead"
    next: "DueRead | None"
    thread: "ThreadRead"


class SessionToday(TypedDict):
    """SessionToday."""

    cohort: str
    ends_at: str
    id: str
    place: str
    starts_at: str
    title: str
    zone: str


class ShareRead(TypedDict):
    """ShareRead."""

    high: float
    k: int
    low: float
    n: int


class Shareable(TypedDict):
    """Shareable."""

    coaches: "list[CoachChoice]"
    content: "Content"
    item_id: str
    kind: Literal["message", "preparation", "notes", "report"]
    shared: "list[ItemRead]"
    version: str


class Sharing(TypedDict):
    """Sharing."""

    enrolment: "TakingPart"
    grants: "list[GrantRead]"


class SharingList(TypedDict):
    """SharingList."""

    items: "list[Sharing]"


class Shows(TypedDict):
    """Shows."""

    answers: bool
    asked: bool
    growth: bool
    led: bool
    measures: bool
    said: bool
    takes_part: bool
    talks: bool
    ties: bool
    unread: bool


class SignalChange(TypedDict):
    """SignalChange."""

    level: NotRequired["int | None"]
    says: Literal["needed", "not_needed"]


class SignalCreate(TypedDict):
    """SignalCreate."""

    id: str
    level: NotRequired["int | None"]
    line_id: str
    says: NotRequired[Literal["needed", "not_needed"]]
    skill_id: str


class SignalPage(TypedDict):
    """SignalPage."""

    items: "list[SignalRead]"
    next_cursor: "str | None"


class SignalRead(TypedDict):
    """SignalRead."""

    at: str
    contact: "Whom"
    conversation_id: str
    employer: str
    id: str
    level: "int | None"
    line_id: str
    role: str
    says: Literal["needed", "not_needed"]
    skill: "Named"
    text: str
    version: int


class SkillChange(TypedDict):
    """SkillChange."""

    aliases: NotRequired[list[str]]
    group: NotRequired[str]
    merged_into_id: NotRequired["str | None"]
    muted: NotRequired[bool]
    name: NotRequired[str]


class SkillCreate(TypedDict):
    """SkillCreate."""

    aliases: NotRequired[list[str]]
    group: NotRequired[str]
    id: str
    name: NotRequired[str]


class SkillGap(TypedDict):
    """SkillGap."""

    against: int
    confidence: Literal["none", "one", "some", "good", "strong"]
    level_said: bool
    own: "int | None"
    people: int
    plan: "list[SkillStep]"
    proof: str
    proof_kind: Literal["none", "course", "project", "feedback", "work"]
    required: int
    skill: "Named"
    sources: int
    standing: Literal["gap", "unsaid", "met", "ask"]
    whom: "list[CouldTell]"


class SkillListChange(TypedDict):
    """SkillListChange."""

    language: NotRequired[str]
    release: NotRequired[str]


class SkillListPage(TypedDict):
    """SkillListPage."""

    items: "list[SkillListRead]"
    next_cursor: "str | None"


class SkillListRead(TypedDict):
    """SkillListRead."""

    counts: "ListCounts"
    created_at: str
    file_name: str
    finished_at: "str | None"
    id: str
    kind: Literal["esco", "onet_skills", "onet_tools"]
    language: str
    licence: str
    name: str
    problem: "str | None"
    progress: float
    release: str
    started_at: "str | None"
    state: Literal["uploaded", "checked", "running", "done", "failed"]
    version: int


class SkillListUpload(TypedDict):
    """SkillListUpload."""

    file: bytes


class SkillPage(TypedDict):
    """SkillPage."""

    items: "list[SkillRead]"
    next_cursor: "str | None"


class SkillProposal(TypedDict):
    """SkillProposal."""

    level: "int | None"
    says: Literal["needed", "not_needed"]
    skill: "Named"


class SkillRead(TypedDict):
    """SkillRead."""

    aliases: list[str]
    created_at: str
    credit: str
    group: str
    id: str
    level: "int | None"
    level_at: "str | None"
    merged_into_id: "str | None"
    muted: bool
    name: str
    proof: str
    proof_kind: Literal["none", "course", "project", "feedback", "work"]
    signals: int
    source: Literal["own", "askwell", "onet", "esco"]
    version: int


class SkillShown(TypedDict):
    """SkillShown."""

    against: int
    name: str
    own: "int | None"
    required: int
    sources: int
    standing: Literal["gap", "unsaid", "met", "ask"]


class SkillStep(TypedDict):
    """SkillStep."""

    due_on: "str | None"
    id: str
    kind: str
    state: str
    text: str


class SlotRead(TypedDict):
    """SlotRead."""

    ends_at: str
    id: str
    starts_at: str


class SlotTaken(TypedDict):
    """SlotTaken."""

    medium: NotRequired["Literal['in_person', 'phone', 'video', 'chat'] | None"]
    place: NotRequired["str | None"]
    slot_id: str


class SlotWrite(TypedDict):
    """SlotWrite."""

    ends_at: str
    id: str
    starts_at: str


class SortChoose(TypedDict):
    """SortChoose."""

    ids: list[str]


class SortItem(TypedDict):
    """SortItem."""

    contact: "ContactRow"
    reasons: "list[SortReason]"
    suggested: bool


class SortPage(TypedDict):
    """SortPage."""

    items: "list[SortItem]"
    remaining: int


class SortReason(TypedDict):
    """SortReason."""

    code: "ReasonCode"
    word: "str | None"


class SortTold(TypedDict):
    """SortTold."""

    answer: "Literal['well', 'bit', 'later'] | None"
    id: str


class Sorted(TypedDict):
    """Sorted."""

    id: str
    remaining: int
    sort: Literal["unsorted", "sorted", "later"]
    tie: "Literal['well', 'bit'] | None"


class SortingRead(TypedDict):
    """SortingRead."""

    held_back: int
    host: str
    instruction: str
    lines: "list[Sendable]"


class SortingWish(TypedDict):
    """SortingWish."""

    lines: "list[Sent]"


class SourceRead(TypedDict):
    """SourceRead."""

    answered: "ShareRead | None"
    asked: int
    open: int
    source: "str | None"
    talked: "ShareRead | None"


class Spread(TypedDict):
    """Spread."""

    narrowest: "Literal['employer', 'industry', 'function', 'seniority', 'tie'] | None"
    unknown: Literal["none", "few", "some", "most"]
    widest: Literal["employer", "industry", "function", "seniority", "tie"]


class Step(TypedDict):
    """Step."""

    alias: str
    answered_week: "str | None"
    asked_week: "str | None"
    function: "str | None"
    held_week: "str | None"
    lane: "Lane"
    ref: str
    seniority: "str | None"
    since_week: str
    stage: "Stage"
    talk_week: "str | None"
    thanked: bool
    touches: int


class StepPage(TypedDict):
    """StepPage."""

    items: "list[Step]"
    next_cursor: "str | None"


class StepRead(TypedDict):
    """StepRead."""

    asks: int
    step: Literal["asked", "answered", "said_yes", "date_set", "talked"]


class StepsMailed(TypedDict):
    """StepsMailed."""

    sent: bool


class StuckCount(TypedDict):
    """StuckCount."""

    n: int
    reason: Literal["not_started", "no_ask_sent", "no_answers", "talk_not_thanked", "quiet"]


class StuckGroup(TypedDict):
    """StuckGroup."""

    n: int
    people: "list[QueuePerson]"
    reason: Literal["not_started", "no_ask_sent", "no_answers", "talk_not_thanked", "quiet"]


class Suggested(TypedDict):
    """Suggested."""

    day_part: Literal["morning", "afternoon"]
    ends_at: str
    starts_at: str


class SuggestedQuestion(TypedDict):
    """SuggestedQuestion."""

    assumption_id: "str | None"
    bank: "str | None"
    cell: "Literal['trends', 'insights', 'advice', 'resources', 'assignments', 'story', 'turning', 'energy', 'values', 'next', 'hours', 'people', 'tasks', 'hard', 'setting', 'needed', 'learned', 'gap', 'proof', 'carried', 'team', 'decisions', 'mistakes', 'growth', 'belonging', 'ways', 'first', 'papers', 'eyes', 'switching'] | None"
    framework: Literal["tiara", "life", "day", "skills", "culture", "entry", "own"]
    left_open_with: "str | None"
    minutes: int
    moved_from_id: "str | None"
    reasons: list[Literal["left_open", "rests_on", "assumption", "wish", "field", "seniority"]]
    resting_note: "str | None"
    rests_on: "Literal['made', 'path', 'employer', 'news', 'shared'] | None"
    text: str


class Suggestion(TypedDict):
    """Suggestion."""

    end: int
    line_id: str
    skill: "Named"
    start: int


class Suggestions(TypedDict):
    """Suggestions."""

    budget: int
    minutes: int
    more: "list[SuggestedQuestion]"
    plan: "list[SuggestedQuestion]"
    rests: bool


class Supporting(TypedDict):
    """Supporting."""

    at: str
    contact: "Whom"
    conversation_id: str
    evidence_id: str
    text: str


class TagList(TypedDict):
    """TagList."""

    items: "list[TagRead]"


class TagOffer(TypedDict):
    """TagOffer."""

    line_id: str
    promiser: "Literal['mine', 'theirs'] | None"
    tag: Literal["advice", "promise", "name", "resource", "skill"]
    text: str


class TagRead(TypedDict):
    """TagRead."""

    count: int
    tag: str


class TakingPart(TypedDict):
    """TakingPart."""

    cohort: str
    created_at: str
    ends_on: str
    id: str
    name: str
    organization: str
    programme: str
    starts_on: str
    status: Literal["active", "left"]
    time_zone: str


class TakingPartList(TypedDict):
    """TakingPartList."""

    items: "list[TakingPart]"


class TalkNamed(TypedDict):
    """TalkNamed."""

    at: str
    contact: "Whom"
    id: str


class TalkPlan(TypedDict):
    """TalkPlan."""

    ends_at: str
    id: str
    medium: Literal["in_person", "phone", "video", "chat"]
    place: NotRequired[str]
    starts_at: str
    thread_id: str
    zone: str


class TalkSkills(TypedDict):
    """TalkSkills."""

    credits: "list[Credit]"
    signals: "list[SignalRead]"
    suggestions: "list[Suggestion]"


class TargetChange(TypedDict):
    """TargetChange."""

    alumni: NotRequired[Literal["none", "alumni", "advocate"]]
    motivation: NotRequired[int]
    note: NotRequired[str]
    posting: NotRequired[int]


class TargetCreate(TypedDict):
    """TargetCreate."""

    alumni: NotRequired[Literal["none", "alumni", "advocate"]]
    employer: NotRequired[str]
    employer_id: NotRequired[str]
    id: str
    motivation: NotRequired[int]
    note: NotRequired[str]
    posting: NotRequired[int]


class TargetEmployerName(TypedDict):
    """TargetEmployerName."""

    id: str
    name: str


class TargetList(TypedDict):
    """TargetList."""

    begin: int
    items: "list[TargetRead]"
    most: int


class TargetRead(TypedDict):
    """TargetRead."""

    active: "KnownThere | None"
    alumni: Literal["none", "alumni", "advocate"]
    employer: "TargetEmployerName"
    id: str
    known: "list[KnownThere]"
    motivation: int
    note: str
    people: int
    posting: int
    version: int


class TellingChange(TypedDict):
    """TellingChange."""

    standing: Literal["waiting", "told", "left_out"]


class TellingRead(TypedDict):
    """TellingRead."""

    advice_id: "str | None"
    body: str
    contact: "Whom"
    conversation_id: "str | None"
    due_on: "str | None"
    employer_name: "str | None"
    help: Literal["advice", "line", "introduced", "time"]
    id: str
    introduced: "Whom | None"
    landing_id: str
    on_path: bool
    role: str
    standing: Literal["waiting", "told", "left_out"]
    subject: str
    summary: str
    thread_id: "str | None"
    version: int
    words: str


class TemplateList(TypedDict):
    """TemplateList."""

    items: "list[TemplateRead]"


class TemplateRead(TypedDict):
    """TemplateRead."""

    body: str
    connection: "Literal['school', 'interest', 'read', 'introduced', 'met', 'cold'] | None"
    kind: Literal["ask", "follow_up", "thanks", "answer_no", "update"]
    label: "str | None"
    subject: "str | None"


class Thanks(TypedDict):
    """Thanks."""

    due_at: str
    on_time: "bool | None"
    sent_at: "str | None"


class ThanksDraft(TypedDict):
    """ThanksDraft."""

    body: str
    channel: Literal[
        "email",
        "linkedin_message",
        "linkedin_note",
        "chat",
        "spoken",
        "through",
        "volunteer_request",
    ]
    field_words: NotRequired[list[str]]
    held_at: NotRequired["str | None"]
    insights: NotRequired[list[str]]
    note_limit: NotRequired[Literal[200, 300]]
    promises: NotRequired[list[str]]
    recipient_names: NotRequired[list[str]]
    sender_name: NotRequired["str | None"]
    sent_at: NotRequired["str | None"]
    subject: "str | None"
    why: NotRequired[str]


class ThanksStart(TypedDict):
    """ThanksStart."""

    chips: "list[LineRead]"
    contact: "Whom"
    due_at: str
    held_at: str
    promises: "list[LineRead]"


class ThanksToCheck(TypedDict):
    """ThanksToCheck."""

    draft: "ThanksDraft"


class ThanksTold(TypedDict):
    """ThanksTold."""

    at: NotRequired["str | None"]
    at_precision: NotRequired[Literal["now", "earlier_today", "yesterday", "picked"]]
    id: str


class ThreadCard(TypedDict):
    """ThreadCard."""

    contact: "Whom"
    due: "DueRead | None"
    employer_name: "str | None"
    id: str
    lane: "Lane"
    lane_note: "LaneNote | None"
    led_to: "str | None"
    role: str
    since: str
    stage: "Stage"
    touches: int
    version: int


class ThreadChange(TypedDict):
    """ThreadChange."""

    beside_ok: NotRequired[bool]
    close_reason: NotRequired[
        "Literal['wrong_moment', 'wrong_person', 'my_message', 'cannot_know'] | None"
    ]
    paused: NotRequired[bool]


class ThreadGoal(TypedDict):
    """ThreadGoal."""

    goal_id: "str | None"


class ThreadList(TypedDict):
    """ThreadList."""

    items: "list[ThreadRead]"


class ThreadOfContact(TypedDict):
    """ThreadOfContact."""

    due: "DueOfContact | None"
    id: str
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
    stage: str


class ThreadPage(TypedDict):
    """ThreadPage."""

    items: "list[ThreadCard]"
    next_cursor: "str | None"


class ThreadRead(TypedDict):
    """ThreadRead."""

    answered_at: "str | None"
    asked_at: "str | None"
    close_reason: "Literal['wrong_moment', 'wrong_person', 'my_message', 'cannot_know'] | None"
    closed_at: "str | None"
    contact: "Whom"
    created_at: str
    due: "DueRead | None"
    held_at: "str | None"
    hints: list[
        Literal["do_not_contact", "present_employer", "active_at_employer", "said_no_lately"]
    ]
    id: str
    lane: "Lane"
    lane_note: "LaneNote | None"
    led_to: "Whom | None"
    may: "list[Happening]"
    paused_at: "str | None"
    peace_until: "str | None"
    since: str
    stage: "Stage"
    thanked_at: "str | None"
    touches: int
    version: int


class ThreadStart(TypedDict):
    """ThreadStart."""

    contact_id: str
    id: str


class TieChange(TypedDict):
    """TieChange."""

    every_days: NotRequired[Literal[60, 120, 365]]
    off: NotRequired[bool]


class TiePage(TypedDict):
    """TiePage."""

    items: "list[TieRead]"
    next_cursor: "str | None"


class TieRead(TypedDict):
    """TieRead."""

    contact: "Whom"
    due_at: "str | None"
    employer_name: "str | None"
    every_days: Literal[60, 120, 365]
    held_at: str
    last_at: str
    off: bool
    role: str
    skipped_until: "str | None"
    version: int


class TimelineItem(TypedDict):
    """TimelineItem."""

    at: str
    codes: "dict[str, str | int | bool | None]"
    conversation_id: "str | None"
    from_stage: "str | None"
    id: str
    name: str
    recorded_at: str
    subject_id: "str | None"
    thread_id: "str | None"
    to_stage: "str | None"


class TimelinePage(TypedDict):
    """TimelinePage."""

    items: "list[TimelineItem]"
    next_cursor: "str | None"


class TimesRead(TypedDict):
    """TimesRead."""

    contact: "Whom"
    items: "list[Suggested]"
    looked_at: "LookedAt"
    minutes: int
    scarce: "Literal['hours', 'taken'] | None"
    text: str
    thread_id: str
    zone: str
    zone_from: Literal["contact", "country", "own"]


class ToLookAt(TypedDict):
    """ToLookAt."""

    at: str
    contact: "Whom"
    conversation_id: str
    evidence_id: str
    text: str


class TodayDone(TypedDict):
    """TodayDone."""

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
    ]
    subject_id: str


class TodayItem(TypedDict):
    """TodayItem."""

    about: "str | None"
    actions: list[Literal["done", "snooze", "let_go"]]
    contact: "Whom | None"
    due: "ItemDue | None"
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
    ]
    later: "list[ItemLater]"
    line: "str | None"
    minutes: int
    names: "list[Whom]"
    subject: "ItemSubject"
    up_at: "str | None"


class TodayRead(TypedDict):
    """TodayRead."""

    can_wait: "list[TodayItem]"
    card: "TodayItem | None"
    date: str
    first_day: bool
    looking_back: "LookingBack"
    plan: "DayPlan"
    then: "list[TodayItem]"
    weekday: int
    zone: str


class TodaySnooze(TypedDict):
    """TodaySnooze."""

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
    ]
    subject_id: str
    until: str


class ToldOf(TypedDict):
    """ToldOf."""

    first_name: str
    id: str


class ToldSums(TypedDict):
    """ToldSums."""

    people: int
    talks: int


class ToldTalkCreate(TypedDict):
    """ToldTalkCreate."""

    field: NotRequired[
        "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    ]
    held_on: str
    id: str


class ToldTalkRead(TypedDict):
    """ToldTalkRead."""

    by_name: str
    field: "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    held_on: str
    id: str
    told_at: str


class Touched(TypedDict):
    """Touched."""

    at: NotRequired["str | None"]


class Trend(TypedDict):
    """Trend."""

    after: int
    before: int
    since: str
    talks_after: int
    talks_before: int


class Trends(TypedDict):
    """Trends."""

    felt: "list[Felt]"
    rated: "list[Rated]"


class Unlike(TypedDict):
    """Unlike."""

    one_id: str
    other_id: str


class UpdateDraft(TypedDict):
    """UpdateDraft."""

    advice: NotRequired[list[str]]
    body: str
    channel: Literal[
        "email",
        "linkedin_message",
        "linkedin_note",
        "chat",
        "spoken",
        "through",
        "volunteer_request",
    ]
    field_words: NotRequired[list[str]]
    note_limit: NotRequired[Literal[200, 300]]
    recipient_names: NotRequired[list[str]]
    sender_name: NotRequired["str | None"]
    subject: "str | None"
    why: NotRequired[str]


class UpdateStart(TypedDict):
    """UpdateStart."""

    advice: "list[AdviceRead]"
    circles: "list[OpenCircle]"
    contact: "Whom"
    offers: "list[Offer]"
    talked_at: "str | None"
    thread_id: "str | None"


class UpdateTells(TypedDict):
    """UpdateTells."""

    advice_ids: NotRequired[list[str]]
    id: str
    introduction_ids: NotRequired[list[str]]


class UpdateToCheck(TypedDict):
    """UpdateToCheck."""

    draft: "UpdateDraft"


class Volunteer(TypedDict):
    """Volunteer."""

    capacity: NotRequired[int]
    consent_version: int
    cool_off_days: NotRequired[int]
    field: NotRequired[
        "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    ]
    headline: NotRequired[str]
    name: str
    topics: NotRequired[list[str]]


class Volunteering(TypedDict):
    """Volunteering."""

    accepted: int
    agreed_at: str
    asked: int
    capacity: int
    field: "Literal['data', 'software', 'it', 'engineering', 'design', 'product', 'project', 'research', 'education', 'health', 'finance', 'legal', 'people', 'marketing', 'communications', 'sales', 'support', 'operations', 'consulting', 'administration', 'policy', 'social'] | None"
    headline: str
    held: int
    id: str
    name: str
    organization: str
    paused_until: "str | None"
    topics: list[str]


class VolunteeringRead(TypedDict):
    """VolunteeringRead."""

    items: "list[Volunteering]"
    possible: "list[VolunteeringWhere]"


class VolunteeringWhere(TypedDict):
    """VolunteeringWhere."""

    consent: "Consent"
    enrolment_id: str
    name: str
    organization: str
    programme: str


class Waiting(TypedDict):
    """Waiting."""

    items: "list[WaitingItem]"


class WaitingItem(TypedDict):
    """WaitingItem."""

    contact: "Whom"
    due_at: str
    id: str
    kind: Literal["advice", "introduction", "first_update"]
    since: str
    text: str
    thread_id: "str | None"
    version: int


class WaitingItems(TypedDict):
    """WaitingItems."""

    item_id: str
    n: int
    person: "QueuePerson"
    since: str


class WebhookChange(TypedDict):
    """WebhookChange."""

    paused: NotRequired[bool]
    types: NotRequired[
        list[
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
    ]
    url: NotRequired[str]


class WebhookCreate(TypedDict):
    """WebhookCreate."""

    id: NotRequired[str]
    types: NotRequired[
        list[
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
    ]
    url: str


class WebhookDelivery(TypedDict):
    """WebhookDelivery."""

    code: "str | None"
    created_at: str
    event_id: str
    finished_at: "str | None"
    id: str
    next_at: "str | None"
    state: Literal["waiting", "delivered", "failed", "not-wanted"]
    status: "int | None"
    test: bool
    tries: int
    type: str


class WebhookDeliveryPage(TypedDict):
    """WebhookDeliveryPage."""

    items: "list[WebhookDelivery]"
    next_cursor: "str | None"


class WebhookMade(TypedDict):
    """WebhookMade."""

    created_at: str
    failing_since: "str | None"
    id: str
    last_at: "str | None"
    last_code: "str | None"
    last_status: "int | None"
    off_at: "str | None"
    old_secret_until: "str | None"
    secret: "str | None"
    state: Literal["on", "paused", "failing", "off", "gone", "cut_off"]
    types: list[str]
    url: str
    version: int
    waiting: int


class WebhookPage(TypedDict):
    """WebhookPage."""

    items: "list[WebhookRead]"
    next_cursor: "str | None"


class WebhookRead(TypedDict):
    """WebhookRead."""

    created_at: str
    failing_since: "str | None"
    id: str
    last_at: "str | None"
    last_code: "str | None"
    last_status: "int | None"
    off_at: "str | None"
    old_secret_until: "str | None"
    state: Literal["on", "paused", "failing", "off", "gone", "cut_off"]
    types: list[str]
    url: str
    version: int
    waiting: int


class WebhookReplay(TypedDict):
    """WebhookReplay."""

    delivery_ids: NotRequired[list[str]]
    since: NotRequired[str]
    taken: NotRequired[bool]


class WebhookReplayed(TypedDict):
    """WebhookReplayed."""

    count: int


class WebhookTest(TypedDict):
    """WebhookTest."""

    type: NotRequired[
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


class WeekRead(TypedDict):
    """WeekRead."""

    begins: str
    steps: int


class WentAndCame(TypedDict):
    """WentAndCame."""

    count: int
    side: Literal["got", "gave"]
    what: Literal[
        "time",
        "advice",
        "introduction",
        "promise",
        "outcome",
        "thanks",
        "told",
        "share",
        "introduce",
        "answer",
        "other",
    ]


class WhoLed(TypedDict):
    """WhoLed."""

    items: "list[Led]"
    left_out: bool
    next_gap: "list[NextGap]"
    spread: "Spread | None"


class Whom(TypedDict):
    """Whom."""

    first_name: str
    id: str
    name: str


class Wording(TypedDict):
    """Wording."""

    conversation_id: NotRequired["str | None"]
    due_on: NotRequired["str | None"]
    how_known: NotRequired[str]
    id: str
    insight_ids: NotRequired[list[str]]
    measure: NotRequired[str]
    what: str
    why: NotRequired[str]


class YearClaim(TypedDict):
    """YearClaim."""

    employers: int
    insight_id: str
    own: bool
    people: int
    text: str


class YearOutcome(TypedDict):
    """YearOutcome."""

    at: str
    contact: "Whom | None"
    id: str
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


class YearRead(TypedDict):
    """YearRead."""

    answered: int
    asked: int
    begins: str
    claims: "list[YearClaim]"
    employers: int
    ends: str
    given: int
    introductions: int
    kept: int
    outcomes: "list[YearOutcome]"
    people: int
    talks: "list[YearTalk]"
    thanked: int
    told: int
    wordings: "list[YearWording]"


class YearTalk(TypedDict):
    """YearTalk."""

    at: str
    contact: "Whom"
    conversation_id: str
    employer: str
    role: str


class YearWording(TypedDict):
    """YearWording."""

    at: str
    what: str
