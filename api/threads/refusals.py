"""Why something that was told can't follow, in words a person can act on."""

from typing import Final

from api.errors import Conflict, FieldError
from api.threads.stages import Refused

_WORDS: Final = {
    "move-not-allowed": "That can't follow. A wrong step can be corrected.",
    "already-asked": "This ask is out. What you send now is a follow-up.",
    "touches-spent": "An ask and one follow-up are enough. Now it is their turn.",
    "already-answered": "They said yes. There is nothing to ask again.",
    "not-asked": "They were not asked yet.",
    "already-talked": "You talked. Another talk is another ask.",
    "nothing-to-reopen": "It is open.",
    "nothing-to-pause": "There is no open ask to pause.",
    "say-what-happened": "Say what happened: they led you to somebody, or you talked and thanked.",
    "promises-open": "Something you promised is open.",
}


class CannotFollow(Conflict):
    """What was told can't follow from the present stage; `errors` has the reason's code."""

    code, title = "cannot-follow", "That can't follow from where it is"


class DoNotContact(Conflict):
    """The contact asked not to be contacted, or the person decided so."""

    code, title = "do-not-contact", "You noted not to contact them"


class OpenAlready(Conflict):
    """There is an open thread with this contact; another one would be a third touch in disguise."""

    code, title = "thread-open", "You are in touch with them about a talk already"


def cannot_follow(refused: Refused) -> CannotFollow:
    """The problem that tells a refusal of the domain."""
    words = _WORDS[refused.code]
    return CannotFollow(words, errors=[FieldError("body", refused.code, words)])
