"""What a person wrote about somebody, turned into words to that somebody.

"Her article on ward data" becomes "your article on ward data", "She moved to teaching" becomes
"you moved to teaching". The web app has a twin (frontend/src/lib/threads/addressing.ts); the
vectors in tests/vectors/templates.json hold both to the same words.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final, Literal, NamedTuple

from msgspec import Struct, json

from api.threads.checks.lexicon import TITLES

Kind = Literal["thing", "you", "told", "other"]


class _Family(Struct, frozen=True, forbid_unknown_fields=True):
    who: str
    own: str
    whom: str
    whose: str
    oneself: str

    def has(self, word: str) -> bool:
        """Whether a word is one of the five."""
        return word in (self.who, self.own, self.whom, self.whose, self.oneself)


class _Grammar(Struct, frozen=True, forbid_unknown_fields=True):
    families: list[_Family]
    verbs: dict[str, str]
    no_verbs: str
    between: str
    second_verbs: str
    no_noun: str
    deeds: str
    first_person: str
    tells: str


_GRAMMAR: Final = json.decode(
    (Path(__file__).parent / "addressing.en.json").read_bytes(), type=_Grammar
)
_NO_VERBS: Final = frozenset(_GRAMMAR.no_verbs.split())
_BETWEEN: Final = frozenset(_GRAMMAR.between.split())
_SECOND_VERBS: Final = frozenset(_GRAMMAR.second_verbs.split())
_NO_NOUN: Final = frozenset(_GRAMMAR.no_noun.split())
_DEEDS: Final = frozenset(_GRAMMAR.deeds.split())
_FIRST_PERSON: Final = frozenset(_GRAMMAR.first_person.split())
_TELLS: Final = frozenset(_GRAMMAR.tells.split())
_TOKEN: Final = re.compile(r"^([\"'(]?)(.*?)([,.;:!?)\"]*)$", re.ASCII | re.DOTALL)


class Addressed(NamedTuple):
    """Words to somebody: their kind, and the text without a full stop.

    `thing` is something of theirs, `you` what they did, `told` a whole sentence, `other` a
    fragment.
    """

    kind: Kind
    text: str


class _Token(NamedTuple):
    before: str
    core: str
    after: str

    @property
    def low(self) -> str:
        """The word in lower case with plain apostrophes."""
        return self.core.lower().replace("’", "'")


def addressed(said: str, names: Collection[str]) -> Addressed:
    """What `said` tells about the person called `names`, said to them.

    Only the pronouns of the first family met (she, he, they) are taken as theirs; "they" only
    where the text begins with it. A name is theirs where the text begins with it.
    """
    tokens = [_token(part) for part in said.strip().rstrip(".!?").split()]
    if not tokens:
        return Addressed("other", "")
    first_person = tokens[0].low in _FIRST_PERSON
    turned = _pronouns_turned(_name_turned(tokens, names))
    text = " ".join(t.before + t.core + t.after for t in turned)
    tells = any(t.low in _TELLS for t in turned[1:])
    opening = turned[0].low
    if opening in ("you", "you've", "you're"):
        return Addressed("you", _capital(text))
    if opening == "your" and not tells:
        return Addressed("thing", _capital(text))
    return Addressed("told" if first_person or tells else "other", _capital(text))


def is_deed(text: str) -> bool:
    """Whether a text begins with what somebody is going to do: "Send you my falls sheet"."""
    return text.partition(" ")[0].lower() in _DEEDS


def _token(part: str) -> _Token:
    match = _TOKEN.match(part)
    return _Token(*match.groups()) if match else _Token("", part, "")


def _name_turned(tokens: list[_Token], names: Collection[str]) -> list[_Token]:
    """The text with a name at its beginning as "you" or "your"."""
    known = {part.lower() for name in names for part in name.split()}
    count = 0
    for token in tokens:
        bare = token.low.removesuffix("'s")
        if bare not in known and not (bare in TITLES and count == 0):
            break
        count += 1
        if token.after or bare != token.low:
            break
    named = tokens[:count]
    if not any(t.low.removesuffix("'s") in known for t in named):
        return tokens
    core = "your" if named[-1].low.endswith("'s") else "you"
    return [_Token("", core, named[-1].after), *tokens[count:]]


def _pronouns_turned(tokens: list[_Token]) -> list[_Token]:
    family = _family(tokens)
    turned: list[_Token] = []
    theirs = verb_due = False
    for place, token in enumerate(tokens):
        following = tokens[place + 1].low if place + 1 < len(tokens) else ""
        core, subject = token.core, place == 0 and token.core == "you"
        if family and token.low == family.who:
            core, subject = "you", True
        elif family and token.low == f"{family.who}'s":
            core = "you've" if following.endswith("ed") else "you're"
        elif family and family.has(token.low):
            core = _object_or_own(token, family, following)
        elif verb_due or (theirs and turned[-1].low == "and" and token.low in _SECOND_VERBS):
            core = _second_person(token.core)
        theirs = theirs or subject
        verb_due = subject or (verb_due and token.low in _BETWEEN)
        turned.append(token._replace(core=core))
    return turned


def _family(tokens: list[_Token]) -> _Family | None:
    for place, token in enumerate(tokens):
        for family in _GRAMMAR.families:
            if family.has(token.low.removesuffix("'s")) and (family.who != "they" or place == 0):
                return family
    return None


def _object_or_own(token: _Token, family: _Family, following: str) -> str:
    alone = bool(token.after) or not following or following in _NO_NOUN
    if token.low == family.oneself:
        return "yourself"
    if token.low == family.own and not alone:
        return "your"
    if token.low == family.whose:
        return "yours"
    return "your" if token.low == family.own and family.own != family.whom else "you"


def _second_person(verb: str) -> str:
    low = verb.lower()
    if low in _GRAMMAR.verbs:
        return _GRAMMAR.verbs[low]
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us")) or low in _NO_VERBS:
        return verb
    if low.endswith("ies"):
        return verb[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
