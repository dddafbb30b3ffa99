"""One try of one delivery: ask whether it is still wanted, do it, and write how it ended."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Final, Protocol
from uuid import UUID

from api.database import Database, Work
from api.deliveries.calling import Answered, Caller, Hears
from api.deliveries.collapsing import FOR_THE_LATEST, collapse_earlier, later_one
from api.deliveries.devices import reached, remove_device
from api.deliveries.endings import Ending, Fenced, write_ending
from api.deliveries.pushing import Parcel, Push, PushGone, PushNotAccepted
from api.deliveries.rules import (
    Call,
    Claimed,
    Done,
    Held,
    Later,
    More,
    Note,
    NotWanted,
    Prepared,
    Rule,
    Say,
    Send,
    Together,
)
from api.deliveries.spreading import Pair, decide_mail, hold_mail, keep_notices, spread
from api.deliveries.stopping import stop_address
from api.errors import Unavailable
from api.logs import log
from api.mail import Mail, MailNotAccepted

LEASE: Final = timedelta(seconds=30)
"""How long a worker may hold a delivery; then others may take it. Effects end well before."""
EFFECT_SECONDS: Final = 10.0
"""How long one effect may take. None starts when less than twice this is left of the lease."""
MOST_FAILURES: Final = 12
"""After so many bad ends a delivery is dead, visibly: with the pauses below after about 8 hours."""
MOST_PUSH_FAILURES: Final = 4
"""A push is given up sooner, after about two minutes: what may interrupt can still come by mail."""
FIRST_PAUSE: Final = timedelta(seconds=15)
LONGEST_PAUSE: Final = timedelta(hours=1)
FINISH_TRIES: Final = 5

Step = Callable[[str], None]
"""Called at each named step; tests let the process die there."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a rule answered, and what its transaction found out: the parcel of a push, the ways that
    something said goes on. An `ending` is one that is known without an effect."""

    prepared: Prepared
    parcel: Parcel | None = None
    ways: Sequence[Pair] = ()
    ending: Ending | None = None


class Post(Protocol):
    """Hands mails over; `api.mail.Mailer` in life."""

    async def send(self, mail: Mail) -> None:
        """Send once, with a Message-ID made of the mail's identity. Raises MailNotAccepted."""


class Attempts:
    """Makes the tries of one engine. Everything a rule decides is decided here, right before its
    effect."""

    def __init__(
        self,
        database: Database,
        rules: Mapping[str, Rule],
        post: Post,
        push: Push | None,
        caller: Caller | None,
        step: Step,
    ) -> None:
        self._database = database
        self._rules = rules
        self._post = post
        self._push = push
        self._caller = caller
        self._step = step

    async def ready_together(self, some: Sequence[Claimed]) -> Mapping[UUID, Ready]:
        """What is ready of these, which their rule can be asked of together: one kind, one of each
        person, and no more than are tried at the same time, since they must be tried at once. After
        a failure it is nothing, and each is asked of alone."""
        rule = self._rules[some[0].kind]
        assert isinstance(rule, Together)
        try:
            async with self._database.enter_as([one.tenant_id for one in some]) as work:
                found = await rule.prepare_all(work, some)
                sent = [(one, found[one.id]) for one in some]
                notes = [
                    (one, each.note) for one, each in sent if isinstance(each, Send) and each.note
                ]
                await keep_notices(work, notes)
        except Exception:
            log.exception("not_ready_together", kind=rule.kind)
            return {}
        return {one: Ready(prepared) for one, prepared in found.items()}

    async def make(
        self, one: Claimed, claimed_at: float, ready: Ready | None = None
    ) -> Sequence[Pair]:
        """One try of what was claimed at this (monotonic) time; what there is to do at once after
        it. `ready` where its rule was just asked."""
        ending: Ending | Answered | None
        try:
            ready = ready or await self._prepare(one)
            self._step("prepared")
            ending = await self._effect(one, ready, claimed_at)
        except PushGone:
            ending = Ending("done", "gone", None, failed=False)
        except PushNotAccepted as error:
            log.warning("push_not_accepted", delivery=str(one.id), reason=str(error))
            ending = self._failure(one, "push", permanent=error.permanent)
        except MailNotAccepted as error:
            log.warning("mail_not_accepted", delivery=str(one.id), reason=str(error))
            code = "address" if error.gone else "mail"
            ending = self._failure(one, code, permanent=error.permanent)
        except Unavailable:
            # The database went away before the effect: the lease runs out and the sweep rings again.
            log.warning("delivery_interrupted", delivery=str(one.id), kind=one.kind)
            return ()
        except Fenced:
            log.warning("delivery_fenced", delivery=str(one.id), attempt=one.attempt)
            return ()
        except Exception:
            log.exception("delivery_failed", delivery=str(one.id), kind=one.kind)
            ending = self._failure(one, "error", permanent=False)
        else:
            if isinstance(ready.prepared, More):
                return [(one.tenant_id, one.id)]
        self._step("effected")
        further = await self._finish(one, ending) if ending is not None else ()
        self._step("finished")
        return [*(ready.ways if ready else ()), *further]

    async def _prepare(self, one: Claimed) -> Ready:
        rule = self._rules[one.kind]
        async with self._database.enter_as([one.tenant_id]) as work:
            prepared = await rule.prepare(work, one)
            # What a job did and how far it got are one transaction: neither is there without the
            # other, and a worker that was overtaken loses both.
            match prepared:
                case Done(code):
                    await write_ending(work, one, Ending("done", code, None, failed=False))
                case More(code):
                    await write_ending(work, one, Ending("pending", code, work.now, failed=False))
                case Held(why):
                    await write_ending(
                        work, one, Ending("pending", f"waits:{why}", None, failed=False)
                    )
                case Say() if one.channel == "push":
                    return await self._pushed(work, one, prepared)
                case Say():
                    return await self._said(work, one, prepared)
                case Send(note=Note() as note):
                    await keep_notices(work, [(one, note)])
            return Ready(prepared)

    async def _said(self, work: Work, one: Claimed, say: Say) -> Ready:
        later = await later_one(work, one)
        if later == "said":
            await write_ending(
                work, one, Ending("done", "not-wanted:collapsed", None, failed=False)
            )
            return Ready(say)
        if later == "open":
            until = work.now + FOR_THE_LATEST
            await write_ending(work, one, Ending("pending", "waits:latest", until, failed=False))
            return Ready(say)
        await write_ending(work, one, Ending("done", "said", None, failed=False))
        await collapse_earlier(work, one)
        await keep_notices(work, [(one, say.note)])
        possible = say if self._push is not None else replace(say, push=False)
        return Ready(say, ways=await spread(work, one, possible))

    async def _pushed(self, work: Work, one: Claimed, say: Say) -> Ready:
        device = await self._push.device(work, one.tenant_id, one.recipient) if self._push else None
        if device is None:
            return Ready(say, ending=Ending("done", "gone", None, failed=False))
        return Ready(say, Parcel(device, say.note, one.subject_id, say.until, work.now))

    async def _effect(
        self, one: Claimed, ready: Ready, claimed_at: float
    ) -> Ending | Answered | None:
        match ready.prepared:
            case Done() | More() | Held():
                return None
            case Call() as call:
                if self._too_little_left(claimed_at):
                    return self._another_lease()
                assert self._caller is not None
                async with asyncio.timeout(EFFECT_SECONDS):
                    return await self._caller.call(one.id, call, self._database.clock.now())
            case Say():
                if ready.parcel is None:
                    return ready.ending
                if self._too_little_left(claimed_at):
                    return self._another_lease()
                assert self._push is not None
                try:
                    async with asyncio.timeout(EFFECT_SECONDS):
                        await self._push.send(ready.parcel)
                except TimeoutError as error:
                    raise PushNotAccepted("no answer in time", permanent=False) from error
                return Ending("done", "sent", None, failed=False)
            case NotWanted(why):
                return Ending("done", f"not-wanted:{why}", None, failed=False)
            case Later(until, why):
                return Ending("pending", f"waits:{why}", until, failed=False, waited_until=until)
            case Send() as send:
                if self._too_little_left(claimed_at):
                    return self._another_lease()
                mail = Mail(
                    to=send.to,
                    letter=send.letter,
                    identity=str(one.id),
                    at=send.written_at or self._database.clock.now(),
                    unsubscribe_url=send.unsubscribe_url,
                    in_reply_to=send.in_reply_to,
                    extra_headers={"Reply-To": send.reply_to} if send.reply_to else {},
                )
                await self._send(one, mail, own=send.own)
                return Ending("done", "sent", None, failed=False)

    def _too_little_left(self, claimed_at: float) -> bool:
        return monotonic() - claimed_at > LEASE.total_seconds() - 2 * EFFECT_SECONDS

    def _another_lease(self) -> Ending:
        return Ending("pending", "waits:lease", self._database.clock.now(), failed=False)

    async def _send(self, one: Claimed, mail: Mail, *, own: bool) -> None:
        try:
            async with asyncio.timeout(EFFECT_SECONDS):
                await self._post.send(mail)
        except TimeoutError as error:
            raise MailNotAccepted("no answer in time", permanent=False) from error
        except MailNotAccepted as error:
            if error.gone and own:
                async with self._database.enter_as([one.tenant_id]) as work:
                    await stop_address(work, one.tenant_id, mail.to, error.gone)
            raise

    def _failure(self, one: Claimed, code: str, *, permanent: bool) -> Ending:
        most = MOST_PUSH_FAILURES if one.channel == "push" else MOST_FAILURES
        if permanent or one.failures + 1 >= most:
            return Ending("dead", f"failed:{code}", None, failed=True)
        pause = min(FIRST_PAUSE * 2**one.failures, LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311
        return Ending("pending", f"failed:{code}", self._database.clock.now() + pause, failed=True)

    async def _finish(self, one: Claimed, result: Ending | Answered) -> Sequence[Pair]:
        """Write the end, of a call as its rule says; what is due because of it."""
        # Resending is worse than waiting: the end is written again and again before it is given up.
        for attempt in range(FINISH_TRIES):
            try:
                async with self._database.enter_as([one.tenant_id]) as work:
                    if isinstance(result, Ending):
                        ending = result
                    else:
                        rule = self._rules[one.kind]
                        assert isinstance(rule, Hears)
                        ending = await rule.hear(work, one, result)
                    if one.channel == "push" and ending.state in {"done", "dead"}:
                        return await self._finish_push(work, one, ending)
                    await write_ending(work, one, ending)
                    return ()
            except Fenced:
                log.warning("delivery_fenced", delivery=str(one.id), attempt=one.attempt)
                return ()
            except Unavailable:
                await asyncio.sleep(0.2 * 2**attempt)
        log.error("delivery_not_finished", delivery=str(one.id), outcome=result.outcome)
        return ()

    async def _finish_push(self, work: Work, one: Claimed, ending: Ending) -> Sequence[Pair]:
        stands_by = await hold_mail(work, one)
        await write_ending(work, one, ending)
        if ending.outcome == "sent":
            await reached(work, one.tenant_id, one.recipient)
        elif ending.outcome == "gone":
            await remove_device(work, one.tenant_id, one.recipient)
        return await decide_mail(work, one, ending.outcome) if stands_by else ()
