"""Preparation routes: the sheet of a talk, its questions, the bank, and the own story."""

from typing import Annotated, Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream

from api.database import Work
from api.etags import IfMatch, with_etag
from api.files import attachment
from api.paging import Cursor, Cursors, Limit
from api.preparation import closed, pitches, printing, questions, sheets
from api.preparation.bank import BANK
from api.preparation.schemas import (
    Bank,
    BankQuestion,
    Framework,
    PitchPage,
    PitchRead,
    PitchWritten,
    PracticeDone,
    PreparationChange,
    PreparationRead,
    QuestionChange,
    QuestionList,
    QuestionLooked,
    QuestionOrder,
    QuestionRead,
    QuestionsPlanned,
    QuestionTyped,
    Suggestions,
)
from api.typeset import PDF

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}
Budget = Annotated[int, QueryParameter(ge=5, le=60, description="Minutes of questions in all")]


@get("/conversations/{conversation_id:uuid}/preparation", opt=READ)
async def read_preparation(
    work: NamedDependency[Work], conversation_id: FromPath[UUID]
) -> Response[PreparationRead]:
    """What is prepared for a talk, and what is known of the person already."""
    return with_etag(await sheets.read_preparation(work, conversation_id))


@patch("/conversations/{conversation_id:uuid}/preparation", opt=WRITE)
async def change_preparation(
    work: NamedDependency[Work],
    conversation_id: FromPath[UUID],
    data: JSONBody[PreparationChange],
    if_match: IfMatch = None,
) -> Response[PreparationRead]:
    """Write some fields of the sheet. One that nobody has begun has version 0."""
    return with_etag(
        await sheets.change_preparation(work, conversation_id, data, if_match=if_match)
    )


@get("/conversations/{conversation_id:uuid}/preparation.pdf", opt=READ, media_type=PDF)
async def print_preparation(work: NamedDependency[Work], conversation_id: FromPath[UUID]) -> Stream:
    """The sheet on one page, to be printed."""
    page = await printing.print_sheet(work, conversation_id)
    return Stream(iter([page.content]), media_type=PDF, headers=attachment(page.name))


@get("/conversations/{conversation_id:uuid}/questions", opt=READ)
async def list_questions(
    work: NamedDependency[Work], conversation_id: FromPath[UUID]
) -> QuestionList:
    """The question plan of a talk, in its order, with what became of each."""
    return await questions.list_questions(work, conversation_id)


@post("/conversations/{conversation_id:uuid}/questions", opt=WRITE, status_code=200)
async def plan_questions(
    work: NamedDependency[Work],
    conversation_id: FromPath[UUID],
    data: JSONBody[QuestionsPlanned],
) -> QuestionList:
    """Put questions into the plan; sent again, they are kept once."""
    return await questions.plan_questions(work, conversation_id, data.questions)


@get("/conversations/{conversation_id:uuid}/questions/suggested", opt=READ)
async def suggest_questions(
    work: NamedDependency[Work],
    conversation_id: FromPath[UUID],
    minutes: Budget = questions.BUDGET,
) -> Suggestions:
    """Questions that would fit this talk: what others left open, what rests on something read."""
    return await sheets.suggest_questions(work, conversation_id, minutes=minutes)


@post("/conversations/{conversation_id:uuid}/questions/order", opt=WRITE, status_code=200)
async def order_questions(
    work: NamedDependency[Work], conversation_id: FromPath[UUID], data: JSONBody[QuestionOrder]
) -> QuestionList:
    """Put the questions of a plan in another order."""
    return await questions.order_questions(work, conversation_id, data)


@get("/questions/{question_id:uuid}", opt=READ)
async def read_question(
    work: NamedDependency[Work], question_id: FromPath[UUID]
) -> Response[QuestionRead]:
    """One question of a plan."""
    return with_etag(await questions.read_question(work, question_id))


@patch("/questions/{question_id:uuid}", opt=WRITE)
async def change_question(
    work: NamedDependency[Work],
    question_id: FromPath[UUID],
    data: JSONBody[QuestionChange],
    if_match: IfMatch = None,
) -> Response[QuestionRead]:
    """Other words, other minutes, or what became of it."""
    return with_etag(await questions.change_question(work, question_id, data, if_match=if_match))


@delete("/questions/{question_id:uuid}", opt=WRITE)
async def remove_question(
    work: NamedDependency[Work], question_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Take a question out of the plan; what it took up is open again in the earlier talk."""
    await questions.remove_question(work, question_id, if_match=if_match)


@get("/questions/bank", opt=READ)
async def read_bank(
    work: NamedDependency[Work], framework: FromQuery[Framework | None] = None
) -> Bank:
    """Our open questions, by framework and cell."""
    return Bank(
        [
            BankQuestion(
                id=one.id,
                framework=one.framework,
                cell=one.cell,
                text=one.said(),
                minutes=one.minutes,
                rests_on=one.rests_on,
                functions=sorted(one.functions),
            )
            for one in BANK
            if framework in {None, one.framework}
        ]
    )


@post("/checks/question", opt=READ, status_code=200)
async def look_at_question(
    work: NamedDependency[Work], data: JSONBody[QuestionTyped]
) -> QuestionLooked:
    """Whether a yes, a no or a number would answer it, and how it could be asked instead."""
    return QuestionLooked(closed.look_at(data.text))


@get("/pitches", opt=READ)
async def list_pitches(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> PitchPage:
    """The own story in its versions, the newest first."""
    return await pitches.list_pitches(
        work, cast(Cursors, state.cursors), limit=limit, cursor=cursor
    )


@post("/pitches", opt=WRITE)
async def write_pitch(
    work: NamedDependency[Work], data: JSONBody[PitchWritten]
) -> Response[PitchRead]:
    """Tell the story anew; the same again answers 200."""
    pitch, new = await pitches.write_pitch(work, data)
    return with_etag(pitch, status=201 if new else 200)


@get("/pitches/{pitch_id:uuid}", opt=READ)
async def read_pitch(work: NamedDependency[Work], pitch_id: FromPath[UUID]) -> Response[PitchRead]:
    """One version of the story."""
    return with_etag(await pitches.read_pitch(work, pitch_id))


@delete("/pitches/{pitch_id:uuid}", opt=WRITE)
async def delete_pitch(work: NamedDependency[Work], pitch_id: FromPath[UUID]) -> None:
    """Take a version away."""
    await pitches.delete_pitch(work, pitch_id)


@post("/pitches/{pitch_id:uuid}/restore", opt=WRITE, status_code=200)
async def restore_pitch(
    work: NamedDependency[Work], pitch_id: FromPath[UUID]
) -> Response[PitchRead]:
    """Undo the deletion."""
    return with_etag(await pitches.restore_pitch(work, pitch_id))


@post("/pitches/{pitch_id:uuid}/practices", opt=WRITE, status_code=200)
async def practise(
    work: NamedDependency[Work], pitch_id: FromPath[UUID], data: JSONBody[PracticeDone]
) -> Response[PitchRead]:
    """It was told aloud, against the clock; sent again, it counts once."""
    return with_etag(await pitches.practise(work, pitch_id, data))


router: Final = Router(
    "/",
    route_handlers=[
        read_preparation,
        change_preparation,
        print_preparation,
        list_questions,
        plan_questions,
        suggest_questions,
        order_questions,
        read_question,
        change_question,
        remove_question,
        read_bank,
        look_at_question,
        list_pitches,
        write_pitch,
        read_pitch,
        delete_pitch,
        restore_pitch,
        practise,
    ],
    tags=["Preparation"],
)
