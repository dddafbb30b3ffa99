"""Has a model propose what the lines of a talk are. What is sent is what was shown, or less of it;
nothing that comes back is kept."""

from collections import defaultdict
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from api.contacts.models import Contact
from api.contacts.shielding import names_one_of, shielded_names
from api.conversations.lines import read_lines
from api.conversations.models import Conversation
from api.conversations.schemas import LineRead
from api.credentials import Credential
from api.database import Database, Work, hot
from api.debrief.looking_back import OPEN_TAGS
from api.errors import Conflict, FieldError, InvalidInput, NotFound
from api.limits import Rate, take
from api.proposals.agreeing import require_agreement
from api.proposals.answers import Known, read_answer
from api.proposals.schemas import (
    MOST_LINES,
    MOST_TEXT,
    Proposals,
    Sendable,
    SortingRead,
    SortingWish,
)
from api.proposals.wire import Model
from api.secrets import Keys
from api.skills.suggesting import talk_skills
from api.threads.refusals import DoNotContact

A_DAY: Final = Rate("model", 20, 86_400)
"""How often one person may have a model asked."""
INSTRUCTION: Final = (Path(__file__).parents[1] / "texts" / "model" / "sort.en.txt").read_text()

WHOSE: Final = hot(
    select(Contact.do_not_contact, Contact.erased_at, Contact.deleted_at)
    .select_from(Conversation)
    .join(
        Contact,
        and_(
            Contact.owner_id == Conversation.owner_id,
            Contact.id == Conversation.contact_id,
        ),
    )
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
        Conversation.deleted_at.is_(None),
    )
)


class Erased(Conflict):
    """The person of this talk asked to be deleted."""

    code, title = "contact-erased", "They asked to be deleted: nothing of theirs is sent"


async def read_sorting(work: Work, model: Model | None, conversation_id: UUID) -> SortingRead:
    """All that would be sent. Raises NotFound, NotAgreed, DoNotContact, Erased."""
    chosen = await require_agreement(work, model)
    lines, sayable = await _lines(work, conversation_id)
    return SortingRead(chosen.host, INSTRUCTION, sayable, len(lines) - len(sayable))


async def sort_lines(
    database: Database,
    credential: Credential | None,
    scope: str,
    keys: Keys,
    model: Model | None,
    conversation_id: UUID,
    data: SortingWish,
) -> Proposals:
    """What the model makes of these lines.

    Reads and pays in one transaction that ends before the model is asked: it may take its time, and
    who asks it in vain has asked. Raises NotFound, NotAgreed, DoNotContact, Erased, InvalidInput (a line
    that may not be sent, words that it does not have), TooManyRequests, ModelUnavailable.
    """
    async with database.enter(credential, scope, writing=True) as work:
        chosen = await require_agreement(work, model)
        _, sayable = await _lines(work, conversation_id)
        _check(data, {one.line_id: one.text for one in sayable})
        known = await _known(work, conversation_id)
        await take(work, keys, A_DAY, str(work.subject.person_id))
    text = "\n".join(f"{n}. {_one_line(one.text)}" for n, one in enumerate(data.lines, 1))
    answer = await chosen.ask(INSTRUCTION, text)
    return Proposals(chosen.host, read_answer(answer, data.lines, known))


async def _lines(work: Work, conversation_id: UUID) -> tuple[list[LineRead], list[Sendable]]:
    """The lines that nobody sorted yet, and those of them that may be sent."""
    owner = work.subject.person_id
    whose = await work.fetchrow(WHOSE, owner_id=owner, conversation_id=conversation_id)
    if whose is None:
        raise NotFound()
    if whose["erased_at"] is not None:
        raise Erased()
    if whose["do_not_contact"]:
        raise DoNotContact("Nothing of a talk with them is sent anywhere.")
    if whose["deleted_at"] is not None:
        raise NotFound()
    lines = [
        one
        for one in (await read_lines(work, conversation_id)).items
        if one.kind == "line" and one.tag in OPEN_TAGS and one.text.strip()
    ]
    shielded = await shielded_names(work)
    sayable: list[Sendable] = []
    room = MOST_TEXT
    for one in lines:
        room -= len(one.text)
        if room < 0 or len(sayable) == MOST_LINES:
            break
        if not names_one_of(one.text, shielded):
            sayable.append(Sendable(one.id, one.text))
    return lines, sayable


def _check(data: SortingWish, sayable: dict[UUID, str]) -> None:
    wrong: list[FieldError] = []
    seen: set[UUID] = set()
    for place, one in enumerate(data.lines):
        field = f"body.lines.{place}"
        if one.line_id in seen or one.line_id not in sayable:
            wrong.append(FieldError(f"{field}.line_id", "not-to-send", "Leave this line out."))
        elif not _fewer(one.text, sayable[one.line_id]):
            wrong.append(
                FieldError(f"{field}.text", "other-words", "Only take words out of a line.")
            )
        seen.add(one.line_id)
    if sum(len(one.text) for one in data.lines) > MOST_TEXT:
        wrong.append(FieldError("body.lines", "too-long", f"Send at most {MOST_TEXT} characters."))
    if wrong:
        raise InvalidInput("Some of it can't be sent.", errors=wrong)


def _fewer(text: str, whole: str) -> bool:
    """Whether `text` is `whole` with something taken out.

    >>> _fewer("Talk to .", "Talk to Ben Adeyemi."), _fewer("Talk to Kofi", "Talk to Ben Adeyemi.")
    (True, False)
    """
    left = iter("".join(whole.split()))
    return all(letter in left for letter in "".join(text.split()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


async def _known(work: Work, conversation_id: UUID) -> Known:
    texts = {one.id: one.text for one in (await read_lines(work, conversation_id)).items}
    known = defaultdict(list)
    for one in (await talk_skills(work, conversation_id)).suggestions:
        text = texts.get(one.line_id, "")
        known[one.line_id].append((text[one.start : one.end], one.skill))
    return known
