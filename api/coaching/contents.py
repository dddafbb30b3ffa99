"""What is shown of a draft, a preparation, the notes of a talk or a report: the very words that the
person sees before they share it, and nothing beside them."""

import hashlib
from collections.abc import Iterator
from typing import Final, cast
from uuid import UUID

import msgspec

from api.coaching.item_schemas import Content, Idea, ItemKind, Part, PartName
from api.coaching.schemas import SkillShown
from api.conversations.lines import read_lines
from api.conversations.reading import read_conversation
from api.database import Work
from api.errors import NotFound
from api.preparation.questions import list_questions
from api.preparation.sheets import read_preparation
from api.reports.reading import read_report
from api.threads.checks import Finding, worded
from api.threads.checks.wording import CATALOGUE
from api.threads.messages import load_message, message_read

_SHEET: Final[tuple[PartName, ...]] = (
    "goal", "offer", "view", "made", "path", "employer", "news", "shared",
)  # fmt: skip


class Shown(msgspec.Struct, frozen=True):
    """An item as it stands: what it is called, its content, and the ask that it is about, if any."""

    title: str
    content: Content
    thread_id: UUID | None

    @property
    def version(self) -> str:
        """Another one for every other content."""
        return hashlib.sha256(msgspec.json.encode(self.content)).hexdigest()[:32]


async def read_item(work: Work, kind: ItemKind, item_id: UUID) -> Shown:
    """What would be shared of it. Raises NotFound, also where there is nothing in it."""
    match kind:
        case "message":
            return await _message(work, item_id)
        case "preparation":
            return await _preparation(work, item_id)
        case "notes":
            return await _notes(work, item_id)
        case "report":
            return await _report(work, item_id)


async def _message(work: Work, message_id: UUID) -> Shown:
    message = message_read(await load_message(work, message_id))
    content = Content(
        about=message.kind,
        channel=message.channel,
        subject=message.subject,
        body=message.body,
        ideas=[_idea(one) for one in message.check.shown] if message.check else [],
        parts=[],
        skills=[],
    )
    return Shown(message.subject, content, message.thread_id)


def _idea(finding: Finding) -> Idea:
    # Without the name on the card: who it is to is said by the text alone.
    nameless = {key: one for key, one in finding.params.items() if key not in CATALOGUE.fallback}
    words = worded(msgspec.structs.replace(finding, params=nameless))
    return Idea(words.title, words.reason)


async def _preparation(work: Work, conversation_id: UUID) -> Shown:
    sheet = await read_preparation(work, conversation_id)
    questions = (await list_questions(work, conversation_id)).items
    parts = [Part(name, [text]) for name in _SHEET if (text := getattr(sheet, name))]
    parts += [Part("links", sheet.links)] if sheet.links else []
    parts += [Part("questions", [one.text for one in questions])] if questions else []
    thread_id = (await read_conversation(work, conversation_id)).thread_id
    return _of_parts(parts, thread_id)


async def _notes(work: Work, conversation_id: UUID) -> Shown:
    talk = await read_conversation(work, conversation_id)
    by_tag: dict[str, list[str]] = {}
    for line in (await read_lines(work, conversation_id)).items:
        if line.kind == "line" and line.text:
            by_tag.setdefault(line.tag, []).append(line.text)
    parts = [Part(cast(PartName, tag), lines) for tag, lines in by_tag.items()]
    return _of_parts(parts, talk.thread_id)


def _of_parts(parts: list[Part], thread_id: UUID | None) -> Shown:
    if not parts:
        raise NotFound()
    content = Content(
        about=None, channel=None, subject="", body="", ideas=[], parts=parts, skills=[]
    )
    return Shown("", content, thread_id)


async def _report(work: Work, report_id: UUID) -> Shown:
    report = await read_report(work, report_id)
    if report.kind != "skill_gap" or report.made_at is None:
        raise NotFound()
    gaps = [one.gap for one in report.skills]
    steps = [step.text for gap in gaps for step in gap.plan]
    content = Content(
        about=None,
        channel=None,
        subject="",
        body="",
        ideas=[],
        parts=list(_unless_empty("goal", [report.goal] if report.goal else []))
        + list(_unless_empty("plan", steps)),
        skills=[
            SkillShown(
                gap.skill.name, gap.standing, gap.required, gap.own, gap.sources, gap.against
            )
            for gap in gaps
        ],
    )
    return Shown(report.goal, content, None)


def _unless_empty(name: PartName, lines: list[str]) -> Iterator[Part]:
    if lines:
        yield Part(name, lines)
