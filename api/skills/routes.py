"""Skill routes: what I can do and what shows it, what was said in talks, and words to choose from."""

from typing import Annotated, Final, cast
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from api.database import Work
from api.etags import IfMatch, with_etag
from api.paging import Cursor, Cursors, Limit
from api.skills import finding, keeping, levels, signals, standing, suggesting
from api.skills.schemas import (
    GapRead,
    KnownSkills,
    OwnLevel,
    Refusal,
    SignalChange,
    SignalCreate,
    SignalPage,
    SignalRead,
    SkillChange,
    SkillCreate,
    SkillPage,
    SkillRead,
    TalkSkills,
)

READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}
Typed = Annotated[str, QueryParameter(min_length=1, max_length=100, description="What was typed")]


@get("/skills", opt=READ)
async def list_skills(
    work: NamedDependency[Work], state: State, limit: Limit = 100, cursor: Cursor = None
) -> SkillPage:
    """The skills that I use: those I can do, and those that were spoken of."""
    return await keeping.list_skills(work, _cursors(state), limit=limit, cursor=cursor)


@post("/skills", opt=WRITE)
async def add_skill(
    work: NamedDependency[Work], data: JSONBody[SkillCreate]
) -> Response[SkillRead]:
    """Add a skill in my own words, or use one of the vocabulary; the same again answers 200."""
    made, new = await keeping.add_skill(work, data)
    return with_etag(made, status=201 if new else 200)


@get("/skills/known", opt=READ)
async def find_skills(work: NamedDependency[Work], text: Typed) -> KnownSkills:
    """Skills to choose from by what was typed: my own and those of the vocabulary. Free text is
    always allowed: add it as a skill of your own."""
    return await finding.find_skills(work, text)


@get("/skills/{skill_id:uuid}", opt=READ)
async def read_skill(work: NamedDependency[Work], skill_id: FromPath[UUID]) -> Response[SkillRead]:
    """One skill that I use."""
    return with_etag(await keeping.read_skill(work, skill_id))


@patch("/skills/{skill_id:uuid}", opt=WRITE)
async def change_skill(
    work: NamedDependency[Work],
    skill_id: FromPath[UUID],
    data: JSONBody[SkillChange],
    if_match: IfMatch = None,
) -> Response[SkillRead]:
    """Call it something else, give it further words, have it counted as another, or never suggested."""
    return with_etag(await keeping.change_skill(work, skill_id, data, if_match=if_match))


@put("/skills/{skill_id:uuid}/level", opt=WRITE)
async def say_level(
    work: NamedDependency[Work], skill_id: FromPath[UUID], data: JSONBody[OwnLevel]
) -> Response[SkillRead]:
    """Say how well I can do it, and what shows it. A skill of the vocabulary needs no row before."""
    return with_etag(await levels.say_level(work, skill_id, data))


@delete("/skills/{skill_id:uuid}/level", opt=WRITE)
async def unsay_level(work: NamedDependency[Work], skill_id: FromPath[UUID]) -> None:
    """I have not said how well after all."""
    await levels.unsay_level(work, skill_id)


@get("/conversations/{conversation_id:uuid}/skills", opt=READ)
async def read_talk_skills(
    work: NamedDependency[Work], conversation_id: FromPath[UUID]
) -> TalkSkills:
    """What the lines of a talk say of skills, and what they seem to say: suggestions to confirm (as a
    signal) or to refuse."""
    return await suggesting.talk_skills(work, conversation_id)


@get("/skill-signals", opt=READ)
async def list_signals(
    work: NamedDependency[Work],
    state: State,
    skill_id: FromQuery[UUID | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> SignalPage:
    """Who said what of skills, in which line: the latest talk first."""
    return await signals.list_signals(
        work, _cursors(state), skill_id=skill_id, limit=limit, cursor=cursor
    )


@post("/skill-signals", opt=WRITE)
async def add_signal(
    work: NamedDependency[Work], data: JSONBody[SignalCreate]
) -> Response[SignalRead]:
    """A line says that a skill is needed, and how well, or that it is not; the same again answers
    200."""
    made, new = await signals.add_signal(work, data)
    return with_etag(made, status=201 if new else 200)


@get("/skill-signals/{signal_id:uuid}", opt=READ)
async def read_signal(
    work: NamedDependency[Work], signal_id: FromPath[UUID]
) -> Response[SignalRead]:
    """One signal."""
    return with_etag(await signals.read_signal(work, signal_id))


@patch("/skill-signals/{signal_id:uuid}", opt=WRITE)
async def change_signal(
    work: NamedDependency[Work],
    signal_id: FromPath[UUID],
    data: JSONBody[SignalChange],
    if_match: IfMatch = None,
) -> Response[SignalRead]:
    """They said it otherwise."""
    return with_etag(await signals.change_signal(work, signal_id, data, if_match=if_match))


@delete("/skill-signals/{signal_id:uuid}", opt=WRITE)
async def take_signal_back(work: NamedDependency[Work], signal_id: FromPath[UUID]) -> None:
    """They did not say it after all."""
    await signals.take_back(work, signal_id)


@post("/skill-refusals", opt=WRITE, status_code=204)
async def refuse_skill(work: NamedDependency[Work], data: JSONBody[Refusal]) -> None:
    """This line does not speak of this skill: it is not suggested there again."""
    await signals.refuse(work, data)


@delete("/skill-refusals/{line_id:uuid}/{skill_id:uuid}", opt=WRITE)
async def allow_skill(
    work: NamedDependency[Work], line_id: FromPath[UUID], skill_id: FromPath[UUID]
) -> None:
    """Take a refusal back."""
    await signals.allow(work, line_id, skill_id)


@get("/gap", opt=READ)
async def read_gap(work: NamedDependency[Work], goal_id: FromQuery[UUID | None] = None) -> GapRead:
    """Required against own, skill by skill, from what people said: for one goal, or over all talks.
    A skill counts from two employers on; below that it says whom to ask next."""
    return await standing.read_gap(work, goal_id)


def _cursors(state: State) -> Cursors:
    return cast(Cursors, state.cursors)


router: Final = Router(
    "/",
    route_handlers=[
        list_skills,
        add_skill,
        find_skills,
        read_skill,
        change_skill,
        say_level,
        unsay_level,
        read_talk_skills,
        list_signals,
        add_signal,
        read_signal,
        change_signal,
        take_signal_back,
        refuse_skill,
        allow_skill,
        read_gap,
    ],
    tags=["Skills"],
)
