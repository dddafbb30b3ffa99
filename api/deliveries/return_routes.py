"""Routes about mails that came back: what a relay tells, and how an address is used again."""

from typing import Final

from litestar import Request, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.accounts.access import means_of, settings_of
from api.accounts.sign_in.schemas import MailAsked
from api.credentials import PUBLIC, SESSION
from api.database import Work
from api.deliveries import returned
from api.deliveries.return_proofs import require_signature
from api.deliveries.return_schemas import (
    MailReturns,
    MailReturnsTaken,
    MailWorks,
    MailWorksAgain,
    MyMailRead,
)


@post("/mail/returns", opt={"scope": PUBLIC}, status_code=200)
async def take_returns(
    work: NamedDependency[Work],
    request: Request[object, object, State],
    data: JSONBody[MailReturns],
) -> MailReturnsTaken:
    """Bounces and complaints, told by the mail relay of this installation. The body is signed as
    Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`) with one of
    MAIL_RETURN_KEYS; telling the same again changes nothing."""
    require_signature(
        settings_of(request).mail_return_keys,
        message_id=request.headers.get("webhook-id", ""),
        timestamp=request.headers.get("webhook-timestamp", ""),
        signatures=request.headers.get("webhook-signature", ""),
        body=await request.body(),
        now=work.now,
    )
    return MailReturnsTaken(await returned.take_returns(work, data))


@get("/me/mail", opt={"scope": "reminders:read"})
async def read_my_mail(work: NamedDependency[Work]) -> MyMailRead:
    """Where my mails go, and why none go there now."""
    return await returned.read_my_mail(work)


@post("/me/mail/confirmation", opt={"scope": SESSION}, status_code=202)
async def ask_whether_mail_works(
    work: NamedDependency[Work], request: Request[object, object, State]
) -> MailAsked:
    """Send a mail to my address, whose link has reminders go there again."""
    await returned.ask_whether_it_works(work, means_of(request))
    return MailAsked(sent=True)


@post("/mail/works", opt={"scope": PUBLIC}, status_code=200)
async def confirm_mail_works(
    work: NamedDependency[Work],
    data: JSONBody[MailWorks],
    request: Request[object, object, State],
) -> MailWorksAgain:
    """Have reminders go to an address again, with the token of the mail that arrived there."""
    return await returned.confirm_it_works(work, means_of(request), data.token)


router: Final = Router(
    "/",
    route_handlers=[take_returns, read_my_mail, ask_whether_mail_works, confirm_mail_works],
    tags=["Mail"],
)
