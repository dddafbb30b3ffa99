"""What came after Nora's talks: promises of both sides, advice and its result, who was told, and what
she said about herself. By SCREENS.md section 6: promises 7 and 5, advice 8, circle 3 of 4."""

from typing import Final, Literal

import msgspec

Settled = Literal["kept", "released"]


class Promised(msgspec.Struct, frozen=True):
    """A promise of a talk: `by` and `after` are days after it; without `after` it is still open."""

    promiser: Literal["mine", "theirs"]
    text: str
    by: int | None = None
    after: int | None = None
    state: Settled = "kept"


class Advised(msgspec.Struct, frozen=True):
    """Advice: what Nora makes of it, when it was done and told (days after the talk), and the line of
    the talk it is, where that was heard already."""

    text: str
    state: Literal["trying", "not_for_me", "done", "told"]
    done: int | None = None
    result: str = ""
    told: int | None = None


class Afterwards(msgspec.Struct, frozen=True):
    """All of one talk. `circle` is when the introducer was told, `news` when an update without
    advice went out, both in days after it."""

    promises: tuple[Promised, ...] = ()
    advice: tuple[Advised, ...] = ()
    circle: int | None = None
    news: int | None = None
    rating: int | None = None
    landed: str = ""


FRIDAY: Final = -1
"""Instead of a number of days: by the next Friday."""

AFTER: Final[dict[str, Afterwards]] = {
    "Priya Nair": Afterwards(
        promises=(Promised("mine", "Tell her what I make of my first table.", None, 2),),
        advice=(
            Advised(
                "Clean one table by hand before you trust a tool.",
                "told",
                60,
                "I cleaned our ward's bed list by hand. Half of the night moves were typed twice.",
                95,
            ),
        ),
        circle=30,
        rating=2,
        landed="The ward, not the course.",
    ),
    "Ana Ferreira": Afterwards(
        promises=(
            Promised("mine", "Send her my notes from the nursing forum.", None, 1),
            Promised("theirs", "Ask Ben whether he has twenty minutes.", None, 2),
        ),
        advice=(
            Advised(
                "Keep a list of every number that somebody asked you to explain.",
                "told",
                50,
                "The list has forty numbers. Seven of them mean two things.",
                70,
            ),
        ),
        rating=3,
    ),
    "Ben Adeyemi": Afterwards(
        promises=(
            Promised("mine", "Send him one page on how we count beds.", None, 9),
            Promised("theirs", "Write to Helen that I will ask.", None, 3),
        ),
        advice=(
            Advised(
                "Ask the analysts what they throw away.",
                "told",
                40,
                "They throw away free text. It says why a bed was blocked.",
                62,
            ),
        ),
        circle=5,
        rating=3,
        landed="That I speak ward.",
    ),
    "Grace Obi": Afterwards(
        advice=(
            Advised(
                "Learn SQL on a table you already know.",
                "done",
                83,
                "I did: twelve evenings with our ward's bed list. Last week I answered the question"
                " about night discharges that nobody had a number for, and my manager asked for it"
                " monthly.",
            ),
        ),
        rating=4,
    ),
    "Lukas Brandt": Afterwards(
        promises=(Promised("theirs", "Send the slides of the meetup.", None, 20, "released"),),
        advice=(Advised("Take a course in product management.", "not_for_me"),),
        news=32,
        rating=3,
    ),
    "Helen Marsh": Afterwards(
        promises=(
            Promised("mine", "Send her the falls sheet.", None, 2),
            Promised("theirs", "Mention me to Ewan.", None, 4),
        ),
        advice=(Advised("Write the definition before you draw the chart.", "trying"),),
        circle=6,
        news=33,
        rating=4,
        landed="The falls sheet.",
    ),
    "Sam Okonkwo": Afterwards(
        promises=(Promised("mine", "Tell him when the project is public.", 40, 35),),
        advice=(
            Advised(
                "Put a small project where people can see it.",
                "done",
                46,
                "The falls sheet is public, with its definitions. Two wards have copied it.",
            ),
        ),
        circle=9,
        rating=4,
    ),
    "Maya Lindgren": Afterwards(
        promises=(
            Promised("mine", "Send her the names of two nurses for her study.", None, 2),
            Promised("theirs", "Send the reading list of the certificate.", None, None),
        ),
        advice=(Advised("Sit in on one evening of the certificate before you pay.", "trying"),),
        news=31,
        rating=4,
    ),
    "Ewan Ross": Afterwards(
        promises=(Promised("mine", "Send him the falls sheet, with its definitions.", FRIDAY),),
    ),
}


def update_of(first: str, advised: Advised) -> str:
    """What Nora wrote when advice was done."""
    said = f"{advised.text[0].lower()}{advised.text[1:].rstrip('.')}"
    return (
        f"Dear {first}, when we talked you told me to {said}. {advised.result} Thank you. Nothing"
        " needed from you. Nora"
    )


def circle_of(first: str, met: str) -> str:
    """What Nora wrote to whoever led her to somebody."""
    return (
        f"Dear {first}, thank you for leading me to {met}. We have talked, and I left with a line that"
        " I keep. I would not have got there without you. Nothing needed from you. Nora"
    )


def news_of(first: str) -> str:
    """What Nora wrote when there was news and nothing to ask."""
    return (
        f"Dear {first}, a month ago you gave me half an hour. Since then I have put our ward's falls"
        " into one sheet, with a definition above every column, and the sister reads it on Mondays."
        " Thank you. Nothing needed from you. Nora"
    )
