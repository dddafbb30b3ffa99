"""Drafts to begin with: asks by connection and channel, follow-up, thanks, answer to a no, update.

Texts stand in `api/texts/templates.en.json`, which the web app reads as well. What is not known
stays a visible gap: `{{who you are}}`.
"""

import re
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct, json

from api.threads.addressing import addressed, is_deed
from api.threads.checks.draft import Channel
from api.threads.checks.evidence import person_called

Connection = Literal["school", "interest", "read", "introduced", "met", "cold"]

_CLAUSE: Final = re.compile(r"(?:if|whether|how|what|which|where|who|why|when)\b", re.ASCII)
_SENTENCE: Final = re.compile(r"(?:I|I'm|I’m|I've|I’ve|My|We)\b(?!')", re.ASCII)
_LOWERS: Final = re.compile(r".[a-z ]", re.ASCII)
_PLACED: Final = re.compile(r"(?:an?|the|in|at|from|with|currently|now|[a-z]+ing)\b", re.ASCII)
# The labels of gaps have spaces in them, so that {{who you are}} is no slot.
_SLOT: Final = re.compile(r"\{([a-z_]+)\}", re.ASCII)


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """A text with slots; a spoken text or a note has no subject."""

    subject: str
    body: str


class Opening(Struct, frozen=True, forbid_unknown_fields=True):
    """How an ask begins for one kind of connection."""

    label: str
    subject: str
    how: str
    point: str


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """`templates.en.json`."""

    gaps: dict[str, str]
    sentences: dict[str, str]
    frames: dict[str, str]
    connections: dict[Connection, Opening]
    follow_up: Written
    thanks: Written
    answer_no: Written
    update: Written


class Known(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known when a draft begins; "" leaves a gap.

    `salutation` is what follows "Dear" (else the first of `recipient_names`); `why` the answer to
    "What made you think of them?"; `wish` what the person would like to find out; `who` and
    `point` sentences of their own about themselves and about what made them write.
    """

    salutation: str = ""
    recipient_names: list[str] = []
    why: str = ""
    sender: str = ""
    who: str = ""
    wish: str = ""
    point: str = ""


class Promised(Struct, frozen=True, forbid_unknown_fields=True):
    """A promise of the talk, and whether it is the writer's own."""

    text: str
    mine: bool


class Followed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of a piece of advice; "" leaves a gap. `advice` is a line of theirs, `done` and
    `result` sentences of the person's own."""

    advice: str = ""
    done: str = ""
    result: str = ""


class Chip(Struct, frozen=True):
    """A line of the talk and the words it puts into the draft; `used` when it is in already."""

    kind: Literal["line", "promise"]
    text: str
    insert: str
    used: bool


class Begun(Struct, frozen=True):
    """A draft to begin with; `chips` are lines that can be dropped in."""

    subject: str | None
    body: str
    chips: list[Chip]


CATALOGUE: Final = json.decode(
    (Path(__file__).parents[1] / "texts" / "templates.en.json").read_bytes(), type=Catalogue
)


def begin_ask(connection: Connection, channel: Channel, known: Known) -> Begun:
    """An ask for a connection, cut for the channel (DOMAIN.md section 6, Channels)."""
    opening = CATALOGUE.connections[connection]
    frame = {"linkedin_note": "note", "spoken": "spoken"}.get(channel, "message")
    slots = {
        **_people(known),
        "how": reason_said(known.why, known.recipient_names) or opening.how,
        "who": _who(known.who),
        "wish": _wish(known.wish),
        "point": _stopped(known.point) or opening.point,
    }
    subject = opening.subject if channel == "email" else None
    return Begun(subject, _filled(CATALOGUE.frames[frame], slots), [])


def begin_follow_up(channel: Channel, known: Known) -> Begun:
    """The one follow-up after a silence."""
    return _begin(CATALOGUE.follow_up, channel, _people(known))


def begin_answer_to_no(channel: Channel, known: Known) -> Begun:
    """A gracious line after a no."""
    return _begin(CATALOGUE.answer_no, channel, _people(known))


def begin_thanks(
    channel: Channel, known: Known, lines: list[str], promises: list[Promised]
) -> Begun:
    """A thank-you with the first line that was kept and the first promise of one's own in it.

    Every line and promise is a chip as well, so that another can be dropped in.
    """
    own = next((p for p in promises if p.mine), None)
    chips = [Chip("line", text, _line(text), n == 0) for n, text in enumerate(lines)]
    chips += [Chip("promise", p.text, _promise(p, known), p is own) for p in promises]
    stays = chips[0].insert if lines else _gap("line")
    slots = {
        **_people(known),
        "stays": _filled(CATALOGUE.sentences["stays"], {"text": stays}),
        "promise": _promise(own, known) if own else "",
    }
    begun = _begin(CATALOGUE.thanks, channel, slots)
    return Begun(begun.subject, begun.body.replace(" \n", "\n"), chips)


def begin_update(channel: Channel, known: Known, followed: Followed) -> Begun:
    """News to somebody who gave advice: what they said, what was done, what came of it."""
    sentences = CATALOGUE.sentences
    return update_of(
        channel,
        known,
        advised=advised(followed.advice) or sentences["advised_open"],
        done=_stopped(followed.done) or sentences["done_open"],
        result=_stopped(followed.result) or sentences["result_open"],
    )


def update_of(channel: Channel, known: Known, *, advised: str, done: str, result: str) -> Begun:
    """An update of three sentences; `done` may be ""."""
    slots = {**_people(known), "advised": advised, "done": done, "result": result}
    begun = _begin(CATALOGUE.update, channel, slots)
    return Begun(begun.subject, begun.body.replace("  ", " "), [])


def advised(advice: str) -> str:
    """The sentence that takes up their advice; "" without any."""
    said = advice.strip().strip('".')
    return _filled(CATALOGUE.sentences["advised"], {"text": said}) if said else ""


def _begin(written: Written, channel: Channel, slots: dict[str, str]) -> Begun:
    return Begun(written.subject if channel == "email" else None, _filled(written.body, slots), [])


def _people(known: Known) -> dict[str, str]:
    called = known.salutation.strip() or person_called(known.recipient_names)
    return {
        "salutation": called or _gap("salutation"),
        "sender": known.sender.strip() or _gap("sender"),
    }


def reason_said(why: str, names: list[str]) -> str:
    """The answer to "What made you think of them?" as a sentence to them; "" for none."""
    if not why.strip():
        return ""
    kind, text = addressed(why, names)
    return _filled(CATALOGUE.sentences[kind], {"text": text})


def _who(said: str) -> str:
    bare = said.strip().rstrip(".")
    if not bare:
        return _filled(CATALOGUE.sentences["who"], {"text": _gap("who")})
    if _SENTENCE.match(bare):
        return _stopped(bare)
    article = "" if _PLACED.match(bare) else "an " if bare[0] in "aeiou" else "a "
    return _filled(CATALOGUE.sentences["who"], {"text": article + bare})


def _wish(said: str) -> str:
    bare = said.strip().rstrip(".!?")
    if not bare:
        return CATALOGUE.sentences["wish_open"]
    if _SENTENCE.match(bare):
        return _stopped(bare)
    low = bare[0].lower() + bare[1:] if _LOWERS.match(bare) else bare
    form = "wish_clause" if _CLAUSE.match(low) else "wish_about"
    if low.startswith("to "):
        form = "wish_to"
    return _filled(CATALOGUE.sentences[form], {"text": low})


def _line(said: str) -> str:
    return _filled(CATALOGUE.sentences["line"], {"text": said.strip().strip('".')})


def _promise(promised: Promised, known: Known) -> str:
    kind, text = addressed(promised.text, known.recipient_names)
    form = "promise" if text.startswith(("I ", "I'll ", "I’ll ")) else "promise_other"
    if not promised.mine:
        form = "offer"
        text = text[:1].lower() + text[1:] if kind == "you" else text
    elif is_deed(text):
        form, text = "promise_to", text[:1].lower() + text[1:]
    return _filled(CATALOGUE.sentences[form], {"text": text})


def _stopped(said: str) -> str:
    bare = said.strip()
    return bare if not bare or bare[-1] in ".!?" else bare + "."


def _gap(slot: str) -> str:
    return "{{" + CATALOGUE.gaps[slot] + "}}"


def _filled(text: str, slots: dict[str, str]) -> str:
    return _SLOT.sub(lambda m: slots[m.group(1)], text)
