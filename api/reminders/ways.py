"""The small links under a thing in a mail: done, later, let go, and no more mails of this kind."""

from typing import Final
from uuid import UUID

import msgspec

from api.database import Work
from api.deliveries.rules import Claimed
from api.overview.schemas import Kind, TodayItem
from api.reminders.links import Signer, signer_of
from api.reminders.topics import BY_ONE_TAP, TOPICS
from api.reminders.unsubscribing import Unsubscriber

Way = dict[str, str]
_DONE: Final[dict[Kind, str]] = {
    "any_answers": "nothing_yet",
    "keep_person": "keep",
    "token_ends": "seen",
}
"""What is said instead of "Did it already"."""


class Ways(msgspec.Struct, frozen=True):
    """Makes them for one mail."""

    signer: Signer
    unsubscriber: Unsubscriber

    def of(self, item: TodayItem) -> list[Way]:
        """The ways of a row of the message a day."""
        topic = TOPICS[item.kind]
        return [
            *self.both(item.kind, item.subject.id, later=bool(item.later)),
            *self._let_go(item),
            {"way": "stop", "link": self.unsubscriber.page(self.signer.person_id, topic)},
        ]

    def both(
        self, kind: Kind, subject_id: UUID, *, done: bool = True, later: bool = True
    ) -> list[Way]:
        """Done, where one tap can say so, and later."""
        found: list[Way] = []
        if done and kind in BY_ONE_TAP:
            way = _DONE.get(kind, "done")
            found.append({"way": way, "link": self.signer.link("done", kind, subject_id)})
        if later:
            found.append({"way": "later", "link": self.signer.link("later", kind, subject_id)})
        return found

    def _let_go(self, item: TodayItem) -> list[Way]:
        if "let_go" not in item.actions:
            return []
        link = self.signer.link("let_go", item.kind, item.subject.id)
        return [{"way": "let_go", "link": link}]


async def ways_of(work: Work, claimed: Claimed, address: str, unsubscriber: Unsubscriber) -> Ways:
    """The ways of this delivery: the same in every attempt, because it is signed as of its due time."""
    signer = await signer_of(work, claimed.tenant_id, address, claimed.due_at)
    return Ways(signer, unsubscriber)
