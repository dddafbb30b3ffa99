"""Routes of letters: a coach writes once to several, and whoever takes part reads theirs."""

from typing import Final, cast
from uuid import UUID

from litestar import Router, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.coaching import letters
from api.coaching.letter_schemas import (
    LetterDraft,
    LetterPage,
    LetterPreview,
    LettersAllowed,
    LetterSend,
    Sending,
    SendingPage,
)
from api.database import Work
from api.organizations.allowed import COACHING, READ, WRITE
from api.paging import Cursor, Cursors, Limit
from api.secrets import Keys

SEE: Final = {"scope": READ, "roles": COACHING}
SAY: Final = {"scope": WRITE, "roles": COACHING}


@post("/preview", opt=SAY, status_code=200)
async def preview_letters(
    work: NamedDependency[Work], organization_id: FromPath[UUID], data: JSONBody[LetterDraft]
) -> LetterPreview:
    """What would be sent, to whom, word for word; nothing is sent. Each of them can read that their name
    was looked at."""
    return await letters.preview_letters(work, data)


@put("/{sending_id:uuid}", opt=SAY, status_code=200)
async def send_letters(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    sending_id: FromPath[UUID],
    data: JSONBody[LetterSend],
) -> Sending:
    """Send what was looked at to whom the caller coaches: to each a letter of their own, in the app and by
    mail at their half hour. Right before it goes it is asked again whether each is still to get it."""
    return await letters.send_letters(work, cast(Keys, state["keys"]), sending_id, data)


@get("/{sending_id:uuid}", opt=SEE)
async def read_sending(
    work: NamedDependency[Work], organization_id: FromPath[UUID], sending_id: FromPath[UUID]
) -> Sending:
    """What became of something that the caller sent, in numbers."""
    return await letters.read_sending(work, sending_id)


@get("/", opt=SEE)
async def list_sendings(
    work: NamedDependency[Work],
    state: State,
    organization_id: FromPath[UUID],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> SendingPage:
    """What the caller sent, the latest first, in numbers."""
    return await letters.list_sendings(
        work, cast(Cursors, state.cursors), organization_id, limit=limit, cursor=cursor
    )


@get("/letters", opt={"scope": READ})
async def list_letters(
    work: NamedDependency[Work],
    state: State,
    enrolment_id: FromPath[UUID],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> LetterPage:
    """What coaches wrote to the caller in this cohort, the latest first."""
    return await letters.list_letters(
        work, cast(Cursors, state.cursors), enrolment_id, limit=limit, cursor=cursor
    )


@put("/letters/allowed", opt={"scope": WRITE}, status_code=204)
async def allow_letters(
    work: NamedDependency[Work], enrolment_id: FromPath[UUID], data: JSONBody[LettersAllowed]
) -> None:
    """Whether coaches of this cohort may write to the caller. Who says no gets nothing that was not sent
    by then; the coach reads a number, and no name."""
    await letters.let_write(work, enrolment_id, may=data.allowed)


sendings: Final = Router(
    "/organizations/{organization_id:uuid}/letters",
    route_handlers=[preview_letters, send_letters, read_sending, list_sendings],
    tags=["Participants"],
)
letters_to_me: Final = Router(
    "/enrolments/{enrolment_id:uuid}",
    route_handlers=[list_letters, allow_letters],
    tags=["Sharing"],
)
