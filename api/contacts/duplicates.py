"""How likely two cards are one person, with the reasons that are shown beside them."""

import enum
from collections.abc import Iterable

import msgspec

from api.contacts.identity import Identity

SHOWN_FROM = 60
"""Likeness from which a pair is shown: two equal names alone are not enough."""

_SIMILAR_NAMES = 90
_SIMILAR_EMPLOYERS = 85

_SHORT_FORMS = (
    "robert rob bob bobby", "william will bill billy", "richard rick dick", "james jim jimmy",
    "elizabeth liz lizzie beth eliza", "katherine catherine kate katie kathy cathy",
    "margaret maggie meg peggy", "michael mike mick", "thomas tom tommy", "anthony tony",
    "edward ed eddie ted", "joseph joe joey jose", "daniel dan danny", "samuel samantha sam sammy",
    "benjamin ben", "alexander alexandra alex sasha", "christopher chris", "christina tina chris",
    "matthew matt", "nicholas nick nico", "jonathan jon", "stephen steven steve", "andrew andy",
    "jennifer jen jenny", "patricia pat tricia", "patrick pat paddy", "david dave", "susan sue",
    "rebecca becky", "deborah debbie deb", "gregory greg", "kenneth ken", "ronald ron",
    "johannes hannes hans", "maximilian max", "sebastian basti", "francisco paco", "jose pepe",
    "ignacio nacho", "frederick frederic fred", "philip phillip phil", "victoria vicky",
    "timothy tim", "peter pete", "joshua josh", "zachary zach", "gabriel gabriela gabi gabe",
)  # fmt: skip


class LikenessCode(enum.StrEnum):
    """Why two cards may be one person, or may not; stable names for the API and the texts."""

    same_profile = "same_profile"
    same_email = "same_email"
    same_phone = "same_phone"
    same_name_and_employer = "same_name_and_employer"
    same_name = "same_name"
    turned_name = "turned_name"
    similar_name = "similar_name"
    short_form = "short_form"
    initial = "initial"
    similar_employer = "similar_employer"
    other_profile = "other_profile"


class Reason(msgspec.Struct, frozen=True):
    """One reason: its weight in percent (negative: against), and what the two cards share."""

    code: LikenessCode
    weight: int
    shared: str


_WEIGHTS = {
    LikenessCode.same_profile: 98,
    LikenessCode.same_email: 92,
    LikenessCode.same_phone: 70,
    LikenessCode.same_name_and_employer: 85,
    LikenessCode.same_name: 50,
    LikenessCode.turned_name: 45,
    LikenessCode.similar_name: 40,
    LikenessCode.short_form: 45,
    LikenessCode.initial: 35,
    LikenessCode.similar_employer: 45,
    LikenessCode.other_profile: -50,
}
"""By hand, so that each pair a person would call the same reaches `SHOWN_FROM`: see the tests."""


def duplicate_reasons(a: Identity, b: Identity) -> list[Reason]:
    """The reasons for and against one person behind two cards, the weightiest first."""
    reasons: list[Reason] = []

    def add(code: LikenessCode, shared: str) -> None:
        reasons.append(Reason(code, _WEIGHTS[code], shared))

    for code, one, other in (
        (LikenessCode.same_profile, a.profiles, b.profiles),
        (LikenessCode.same_email, a.emails, b.emails),
        (LikenessCode.same_phone, a.phones, b.phones),
    ):
        if shared := sorted(one & other):
            add(code, shared[0])
    same_employer = bool(a.employer) and a.employer == b.employer
    name_code = _name_reason(a.name, b.name)
    if name_code is LikenessCode.same_name and same_employer:
        add(LikenessCode.same_name_and_employer, a.name)
    elif name_code is not None:
        add(name_code, a.name if a.name == b.name else "")
        if same_employer or _similar_employers(a.employer, b.employer):
            add(LikenessCode.similar_employer, a.employer if same_employer else "")
    if a.profiles and b.profiles and not a.profiles & b.profiles:
        add(LikenessCode.other_profile, "")
    return sorted(reasons, key=lambda reason: (-reason.weight, reason.code))


def likeness(reasons: Iterable[Reason]) -> int:
    """0–100: how likely the reasons together make one person; 0 without any.

    Reasons for it add up as independent ones do (1 − Π(1 − weight)); one against takes its share.
    """
    unlike, kept = 1.0, 1.0
    for reason in reasons:
        if reason.weight > 0:
            unlike *= 1 - reason.weight / 100
        else:
            kept *= 1 + reason.weight / 100
    return round((1 - unlike) * kept * 100)


def _name_reason(a: str, b: str) -> LikenessCode | None:
    if not a or not b:
        return None
    if a == b:
        return LikenessCode.same_name
    one, other = a.split(), b.split()
    if sorted(one) == sorted(other):
        return LikenessCode.turned_name
    if len(one) < 2 or len(other) < 2:
        return None
    if one[-1] == other[-1]:
        if one[0] in _FORMS_OF.get(other[0], ()):
            return LikenessCode.short_form
        if one[0] == other[0]:
            return LikenessCode.similar_name  # a middle name more or less
        if 1 in (len(one[0]), len(other[0])):
            return LikenessCode.initial if one[0][0] == other[0][0] else None
    return LikenessCode.similar_name if _similar_names(one, other) else None


def _similar_names(one: list[str], other: list[str]) -> bool:
    """Alike as a whole and in both ends: "Maria Lopez" and "Mario Lopez" are two people."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler

    if fuzz.token_sort_ratio(" ".join(one), " ".join(other)) < _SIMILAR_NAMES:
        return False
    if one[0] != other[0] and one[0][:-1] == other[0][:-1] and len(one[0]) == len(other[0]):
        return False
    return all(
        JaroWinkler.similarity(left, right) >= 0.85
        for left, right in ((one[0], other[0]), (one[-1], other[-1]))
    )


def _similar_employers(a: str, b: str) -> bool:
    if not a or not b:
        return False
    shorter, longer = sorted((a.split(), b.split()), key=len)
    if len(" ".join(shorter)) > 3 and longer[: len(shorter)] == shorter:
        return True
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(a, b) >= _SIMILAR_EMPLOYERS


def _forms() -> dict[str, frozenset[str]]:
    forms: dict[str, frozenset[str]] = {}
    for group in _SHORT_FORMS:
        names = frozenset(group.split())
        for name in names:
            forms[name] = forms.get(name, frozenset()) | names - {name}
    return forms


_FORMS_OF = _forms()
