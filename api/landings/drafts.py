"""An update to somebody who helped, from the template of updates and what they gave. Pure."""

import re
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from api.landings.schemas import Help, LandingKind
from api.threads.templates import Known, advised, update_of

FOLDER: Final = Path(__file__).parents[1] / "texts" / "landing"
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")


@cache
def words() -> dict[str, str]:
    """The texts of landings."""
    return msgspec.json.decode((FOLDER / "en.json").read_bytes(), type=dict[str, str])


class Gift(msgspec.Struct, frozen=True):
    """What somebody gave: `words` are their advice or a line of theirs, `result` what the person did
    with the advice, `name` whom they led to."""

    help: Help
    words: str = ""
    result: str = ""
    name: str = ""


class Drafted(msgspec.Struct, frozen=True):
    """The two lines that tell it, and the whole update."""

    summary: str
    subject: str
    body: str


def news_of(kind: LandingKind, what: str, employer: str) -> str:
    """How it may be said, until the person says it otherwise.

    >>> news_of("reached", "Clinical informatics analyst", "")
    'It helped: I got where I wanted to be. Clinical informatics analyst.'
    >>> news_of("new_role", "", "Openward")
    'It helped: I got a new role, at Openward.'
    """
    said = words()
    if kind == "new_role":
        return said["new_role_at"].format(employer=employer) if employer else said["new_role"]
    if kind == "reached":
        return said["got_there"].format(what=_stopped(what))
    return said["another_way"].format(what=what.strip().rstrip("."))


def draft(gift: Gift, news: str, names: list[str], sender: str) -> Drafted:
    """The update to one person, in the template of updates: a line, an introduction and their time
    stand where the advice would.

    >>> gift = Gift("line", "You speak ward.")
    >>> draft(gift, "It helped: I got there.", ["Ben Adeyemi"], "Nora").summary
    'When we talked, you told me: "You speak ward". I kept it in mind. It helped: I got there.'
    """
    said = words()
    match gift.help:
        case "advice":
            first = advised(gift.words)
        case "line":
            first = said["told_me"].format(text=gift.words.strip().strip('".'))
        case "introduced":
            first = said["led_me"].format(name=gift.name)
        case "time":
            first = said["gave_time"]
    done = _first(gift.result) or (said["kept_it"] if gift.help in {"advice", "line"} else "")
    known = Known(recipient_names=names, sender=sender)
    begun = update_of("email", known, advised=first, done=done, result=_stopped(news))
    summary = " ".join(filter(None, (first, done, _stopped(news))))
    return Drafted(summary, begun.subject or "", begun.body)


def _first(said: str) -> str:
    """The first sentence: an update has two lines."""
    return _stopped(_SENTENCE.split(said.strip(), 1)[0])


def _stopped(said: str) -> str:
    bare = said.strip()
    return bare if not bare or bare[-1] in ".!?" else bare + "."
