"""What Nora prepared: Fatima's sheet, half done; a question left open with Helen; her own story."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple
from uuid import UUID

from api.database import Work
from api.preparation.bank import BY_ID
from api.preparation.pitches import practise, write_pitch
from api.preparation.questions import change_question, plan_questions
from api.preparation.schemas import (
    PitchWritten,
    PracticeDone,
    PreparationChange,
    QuestionChange,
    QuestionPlanned,
)
from api.preparation.sheets import change_preparation
from api.tables import new_id

At = Callable[[datetime], AbstractAsyncContextManager[Work]]
Became = Literal["planned", "asked", "answered"]


class Prepared(NamedTuple):
    """What was prepared for one talk: the sheet, and questions of the bank with what became of each."""

    sheet: PreparationChange
    questions: tuple[tuple[str, Became], ...]


PREPARED: Final[dict[str, Prepared]] = {
    "Fatima El Idrissi": Prepared(
        PreparationChange(
            goal="Does a second degree open a door that a few years of doing does not?",
            offer="How the falls sheet is really filled in, on a full ward at night.",
            view="Numbers from wards come late because the form asks everything twice.",
            path="From the lab bench to looking after data, without a second degree.",
        ),
        (("entry.papers.second-degree", "planned"),),
    ),
    "Helen Marsh": Prepared(
        PreparationChange(goal="What is the work called that I would like to do?"),
        (
            ("life.story.came", "answered"),
            ("tiara.insights.wrong", "answered"),
            ("entry.first.helps", "planned"),
        ),
    ),
    "Maya Lindgren": Prepared(
        PreparationChange(
            goal="What does a certificate open, and what does it not?",
            made="Her article on ward data in the spring nursing letter.",
        ),
        (("tiara.insights.stayed", "answered"), ("entry.papers.training", "answered")),
    ),
}

STORIES: Final = (
    "I am a nurse in Leeds. I have worked on acute wards for six years, and I like numbers.",
    (
        "I am a nurse in Leeds, six years on acute wards. Last winter I counted every fall on our ward"
        " by hand, and found that no two of us meant the same thing by a fall. I wrote down what it is,"
        " and the numbers began to make sense. That is the part of my work I think about on the way"
        " home. So I am learning SQL on our own bed list, and I talk to people who went from care to"
        " data. I would like to find out where a nurse who counts is of most use."
    ),
)
PRACTISED: Final = (41, 46)
"""Seconds that the newer story took, aloud."""


async def prepare_talk(at: At, name: str, talk_id: UUID, starts: datetime) -> None:
    """Tell what was prepared for the talk with `name` the evening before; nothing for most."""
    prepared = PREPARED.get(name)
    if prepared is None:
        return
    planned = [
        QuestionPlanned(id=new_id(), text=BY_ID[key].said(), bank=key, rests_on=BY_ID[key].rests_on)
        for key, _ in prepared.questions
    ]
    async with at(starts - timedelta(hours=17)) as work:
        await change_preparation(work, talk_id, prepared.sheet, if_match="*")
        await plan_questions(work, talk_id, planned)
    async with at(starts + timedelta(minutes=40)) as work:
        for question, (_, became) in zip(planned, prepared.questions, strict=True):
            if became != "planned":
                change = QuestionChange(state=became)
                await change_question(work, question.id, change, if_match="*")


async def tell_story(at: At, first: datetime, later: datetime) -> None:
    """Two versions of Nora's own story; the second was told against the clock."""
    for text, moment in zip(STORIES, (first, later), strict=True):
        pitch_id = new_id()
        async with at(moment) as work:
            await write_pitch(work, PitchWritten(pitch_id, text))
            if text == STORIES[-1]:
                for seconds in PRACTISED:
                    await practise(work, pitch_id, PracticeDone(new_id(), seconds))
