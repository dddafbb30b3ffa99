"""Mails that somebody waits for: sent within seconds, beside the request, even without a worker.

Everything that may wait goes through deliveries. What is lost here (the process dies, the mail
server stays away for a minute) is asked for again by the person who waits: "send again".
"""

import asyncio
from typing import Final

from api.logs import log
from api.mail import Mail, Mailer, MailNotAccepted

PAUSES: Final = (0.0, 2.0, 10.0, 30.0)
"""Seconds before each attempt: somebody who waits has given up after a minute."""
ATTEMPT_SECONDS: Final = 5.0
MOST_WAITING: Final = 500
"""More than these at once would be an attack on others' mailboxes or a dead server: refused."""


class Courier:
    """Carries mails in the background of one event loop."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer
        self._under_way: set[asyncio.Task[None]] = set()

    async def send_soon(self, mail: Mail) -> None:
        """Begin to send and return at once; failures are logged by the mail's identity alone."""
        if len(self._under_way) >= MOST_WAITING:
            log.error("mail_dropped", identity=mail.identity, reason="too many are waiting")
            return
        task = asyncio.create_task(self._carry(mail))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def close(self) -> None:
        """Let what is under way have one attempt's time, then give up, and take leave of the server."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=ATTEMPT_SECONDS)
            for task in late:
                task.cancel()
        await self._mailer.close()

    async def _carry(self, mail: Mail) -> None:
        for pause in PAUSES:
            await asyncio.sleep(pause)
            try:
                await self._mailer.send(mail, seconds=ATTEMPT_SECONDS)
            except MailNotAccepted as error:
                log.warning("mail_not_accepted", identity=mail.identity, reason=str(error))
                if error.permanent:
                    return
            else:
                return
        log.error("mail_given_up", identity=mail.identity)
