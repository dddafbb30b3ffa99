"""What a line of a talk may be, read from its words: offered afterwards, never decided.

Deterministic and small on purpose: it speaks only where it is likely to be right, and a person says
yes or no with one tap.
"""

import re
from collections.abc import Collection
from typing import Final, Literal

Offered = Literal["advice", "promise", "name", "resource", "skill"]

_I: Final = re.IGNORECASE
_PROMISE: Final = re.compile(
    r"\b(?:I|he|she|they|we)(?:'ll|’ll| will| promised| said (?:he|she|they)(?:'d|’d| would)|"
    r" would| can)\s+(?:to\s+)?(?:send|share|introduce|forward|ask|write|call|put|look|check|show|"
    r"give|mail|e-?mail|find|pass|let)\b",
    _I,
)
_MINE: Final = re.compile(r"\b(?:I|we)(?:'ll|’ll| will| promised| would| can)\b")
_ADVICE: Final = re.compile(
    r"^(?:[\"“'‘]?\s*)(?:(?:you should|you could|i would|i'd|i’d|better to|make sure|be sure to)\b|"
    r"(?:try|learn|read|start|begin|take|ask|look|go|do|don't|don’t|never|always|write|build|find|"
    r"get|keep|stop|avoid|join|apply|practi[sc]e|use|pick|choose|talk|shadow|volunteer)\b(?!\s+to\s+"
    r"[A-Z]))",
    _I,
)
_NAME: Final = re.compile(
    r"^(?:[Tt]alk|[Ss]peak|[Ww]rite|[Gg]o)\s+to\s+(?:[A-Z][\w’'-]+)|"
    r"^(?:[A-Z][a-zà-ÿ’'-]+)(?:\s+[A-Z][a-zà-ÿ’'-]+){1,2}(?:$|,|\s+(?:at|from|who|does|runs|owns)\b)"
)
_RESOURCE: Final = re.compile(
    r"https?://|\bwww\.|\b(?:book|article|podcast|course|newsletter|blog|website|paper|report|"
    r"video|forum|meetup|conference)\b",
    _I,
)
_TOOLS: Final = re.compile(
    r"\b(?:SQL|Excel|Python|R|Power\s?BI|Tableau|Figma|JavaScript|Java|C\+\+|SAP|GIS|SPSS|Stata|"
    r"Git|statistics|data model(?:l)?ing|project management|accounting)\b"
)
_WISH: Final = re.compile(
    r"\b(?:need|needs|must|have to|has to|expect|expects|require|requires|before any|ask for|asks"
    r" for|know|knows|without)\b",
    _I,
)


def offered(text: str, *, names: Collection[str] = ()) -> Offered | None:
    """What this line may be, the surest first; None where nothing stands out.

    `names` are given names of people that are known already: a line that is one of them is a name.
    """
    said = text.strip().strip('"“”').strip()
    if not said:
        return None
    if _PROMISE.search(said):
        return "promise"
    if _NAME.search(said) or said.rstrip(".") in names:
        return "name"
    if _ADVICE.search(said):
        return "advice"
    if _RESOURCE.search(said):
        return "resource"
    if _TOOLS.search(said) and _WISH.search(said):
        return "skill"
    return None


def promiser_of(text: str) -> Literal["mine", "theirs"]:
    """Whose promise a line tells of: one's own where it says "I will", else theirs."""
    return "mine" if _MINE.search(text) else "theirs"
