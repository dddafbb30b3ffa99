"""The transition table, the lanes and the happenings, pair by pair, from tables written by hand."""

import itertools

import pytest

from api.threads.happenings import may_say, next_stage, passage
from api.threads.stages import (
    TRANSITIONS,
    Group,
    Happening,
    Lane,
    LaneNote,
    MoveNotAllowed,
    Refused,
    Stage,
    group_of,
    lane_of,
    may_correct,
    may_move,
    note_of,
    stages_of,
)

ORDER_TEXT = """
identified researched drafted asked followed_up replied_yes replied_later referred_on
declined silent_closed scheduling scheduled no_show cancelled held parked
"""
ORDER = ORDER_TEXT.split()

# Written from DOMAIN.md section 4 by hand. Rows: from; columns: to, both in ORDER.
# x = may move, . = may not, - = the stage itself.
#                 before  wait  answered   meeting  af re
#                 i r d   a f   y l o d s  g s n c  h  p
MATRIX = """
identified        - x x   x x   x x x x x  x x x x  x  x
researched        x - x   x x   x x x x x  x x x x  x  x
drafted           x x -   x x   x x x x x  x x x x  x  x
asked             . . .   - x   x x x x x  x x x x  x  x
followed_up       . . .   x -   x x x x x  x x x x  x  x
replied_yes       . . .   . .   - x x x x  x x x x  x  x
replied_later     . . .   x x   x - x x x  x x x x  x  x
referred_on       . . .   x x   x x - x x  x x x x  x  x
declined          . . .   x x   x x x - x  x x x x  x  x
silent_closed     . . .   x x   x x x x -  x x x x  x  x
scheduling        . . .   . .   . . . . .  - x x x  x  x
scheduled         . . .   . .   . . . . .  x - x x  x  x
no_show           . . .   x x   . . . . .  x x - x  x  x
cancelled         . . .   x x   . . . . .  x x x -  x  x
held              . . .   . .   . . . . .  . . . .  -  x
parked            . . .   x x   . . . . .  x x x x  .  -
"""

# What follows when it is said: a stage by its index letter below, = nothing moves, or a refusal.
# i r d  a f  y l o n s  g t w c  h p  for ORDER; refusals in capitals.
LETTERS = dict(zip("irdafylonsgtwchp", ORDER, strict=True))
REFUSALS = {
    "A": "already-asked",
    "T": "touches-spent",
    "Y": "already-answered",
    "N": "not-asked",
    "H": "already-talked",
    "O": "nothing-to-reopen",
}
SAID_TEXT = """
researched drafted sent followed_up answered_yes answered_later referred_on declined
no_answer finding_time date_set no_show cancelled held parked reopened
"""
SAID = SAID_TEXT.split()
#                 re dr  se fo  ye la re de no  fi da  ns ca  he  pa re
HAPPENINGS = """
identified        r  d   a  f   y  l  o  n  N   g  t   w  c   h   p  O
researched        =  d   a  f   y  l  o  n  N   g  t   w  c   h   p  O
drafted           =  =   a  f   y  l  o  n  N   g  t   w  c   h   p  O
asked             =  =   A  f   y  l  o  n  s   g  t   w  c   h   p  O
followed_up       =  =   T  T   y  l  o  n  s   g  t   w  c   h   p  O
replied_yes       =  =   Y  Y   =  l  o  n  s   g  t   w  c   h   p  O
replied_later     =  =   a  f   y  =  o  n  s   g  t   w  c   h   p  a
referred_on       =  =   a  f   y  l  =  n  s   g  t   w  c   h   p  a
declined          =  =   a  f   y  l  o  =  s   g  t   w  c   h   p  a
silent_closed     =  =   a  f   y  l  o  n  =   g  t   w  c   h   p  a
scheduling        =  =   Y  Y   =  l  o  n  s   =  t   w  c   h   p  O
scheduled         =  =   Y  Y   =  l  o  n  s   g  =   w  c   h   p  O
no_show           =  =   a  f   g  l  o  n  s   g  t   =  c   h   p  g
cancelled         =  =   a  f   g  l  o  n  s   g  t   w  =   h   p  g
held              =  =   H  H   H  H  H  H  H   H  H   H  H   =   p  O
parked            =  =   a  f   g  l  o  n  s   g  t   w  c   h   =  a
"""


def rows(table: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in table.strip().splitlines()}


PAIRS = [
    (from_, to, mark)
    for from_, marks in rows(MATRIX).items()
    for to, mark in zip(ORDER, marks, strict=True)
]
SAYINGS = [
    (stage, said, mark)
    for stage, marks in rows(HAPPENINGS).items()
    for said, mark in zip(SAID, marks, strict=True)
]


def test_names_and_order_are_those_of_the_specification() -> None:
    assert [stage.value for stage in Stage] == ORDER
    assert sorted(happening.value for happening in Happening) == sorted(SAID)
    assert list(rows(MATRIX)) == ORDER
    assert list(rows(HAPPENINGS)) == ORDER
    assert [group.value for group in Group] == [
        "before",
        "waiting",
        "answered",
        "meeting",
        "after",
        "resting",
    ]
    assert [lane.value for lane in Lane] == [
        "want_to_ask",
        "asked",
        "said_yes",
        "date_set",
        "talked",
        "in_touch",
        "later",
        "not_this_time",
    ]


def test_every_stage_is_in_exactly_one_group_in_order() -> None:
    assert list(itertools.chain.from_iterable(stages_of(group) for group in Group)) == list(Stage)
    assert all(stage in stages_of(group_of(stage)) for stage in Stage)


@pytest.mark.parametrize(("from_", "to", "mark"), PAIRS)
def test_transition_table_pair_by_pair(from_: str, to: str, mark: str) -> None:
    assert may_move(Stage(from_), Stage(to)) is (mark == "x")
    assert (Stage(to) in TRANSITIONS[Stage(from_)]) is (mark == "x")
    assert may_correct(Stage(from_), Stage(to)) is (mark != "-")


@pytest.mark.parametrize(("stage", "said", "mark"), SAYINGS)
def test_what_follows_from_what_is_said(stage: str, said: str, mark: str) -> None:
    if mark in REFUSALS:
        with pytest.raises(Refused) as refused:
            next_stage(Stage(stage), Happening(said))
        assert refused.value.code == REFUSALS[mark]
        assert (refused.value.stage, refused.value.said) == (stage, said)
        assert Happening(said) not in may_say(Stage(stage))
        return
    expected = stage if mark == "=" else LETTERS[mark]
    assert next_stage(Stage(stage), Happening(said)) == expected
    assert (Happening(said) in may_say(Stage(stage))) is (expected != stage)


@pytest.mark.parametrize(("stage", "said", "mark"), [s for s in SAYINGS if s[2] not in REFUSALS])
def test_every_step_of_a_passage_is_in_the_table(stage: str, said: str, mark: str) -> None:
    to = Stage(stage if mark == "=" else LETTERS[mark])
    way = passage(Stage(stage), to)
    marks = {(a, b): m for a, b, m in PAIRS}
    assert all(marks[pair] == "x" for pair in itertools.pairwise((stage, *way)))
    assert way == () if to == stage else way[-1] is to


@pytest.mark.parametrize(
    ("from_", "to", "way"),
    [
        ("identified", "held", ["held"]),
        ("silent_closed", "replied_yes", ["replied_yes"]),
        ("parked", "asked", ["asked"]),
        ("parked", "held", ["scheduling", "held"]),
        ("parked", "declined", ["asked", "declined"]),
        ("scheduled", "declined", ["cancelled", "asked", "declined"]),
        ("scheduling", "referred_on", ["cancelled", "asked", "referred_on"]),
        ("no_show", "silent_closed", ["asked", "silent_closed"]),
        ("cancelled", "replied_later", ["asked", "replied_later"]),
        ("held", "held", []),
    ],
)
def test_passages(from_: str, to: str, way: list[str]) -> None:
    assert list(passage(Stage(from_), Stage(to))) == way


@pytest.mark.parametrize(
    ("from_", "to"),
    [("asked", "drafted"), ("parked", "identified"), ("held", "asked"), ("held", "declined")],
)
def test_no_passage_where_the_table_has_no_way(from_: str, to: str) -> None:
    with pytest.raises(MoveNotAllowed) as refused:
        passage(Stage(from_), Stage(to))
    assert refused.value.code == "move-not-allowed"


@pytest.mark.parametrize(
    ("rested_from", "expected"),
    [
        ("asked", "asked"),
        ("followed_up", "followed_up"),
        ("replied_yes", "scheduling"),
        ("replied_later", "asked"),
        ("referred_on", "asked"),
        ("declined", "asked"),
        ("silent_closed", "asked"),
        ("scheduling", "scheduling"),
        ("scheduled", "scheduling"),
        ("no_show", "scheduling"),
        ("cancelled", "scheduling"),
        ("held", "held"),
    ],
)
def test_a_parked_thread_reopens_where_it_rested_from(rested_from: str, expected: str) -> None:
    stage = next_stage(Stage.PARKED, Happening.REOPENED, rested_from=Stage(rested_from))
    assert stage == expected
    assert passage(Stage.PARKED, stage)[-1] is stage


@pytest.mark.parametrize("rested_from", ["identified", "researched", "drafted"])
def test_a_thread_parked_before_the_ask_is_not_reopened_into_waiting(rested_from: str) -> None:
    with pytest.raises(Refused) as refused:
        next_stage(Stage.PARKED, Happening.REOPENED, rested_from=Stage(rested_from))
    assert refused.value.code == "not-asked"


def test_where_it_rested_from_matters_to_parked_threads_alone() -> None:
    stage = next_stage(Stage.DECLINED, Happening.REOPENED, rested_from=Stage.SCHEDULED)
    assert stage is Stage.ASKED


def test_refusal_codes_are_distinct() -> None:
    refusals: list[type[Refused]] = [Refused, *Refused.__subclasses__()]
    assert len({refusal.code for refusal in refusals}) == len(refusals)
    assert {*REFUSALS.values(), "move-not-allowed"} <= {refusal.code for refusal in refusals}


@pytest.mark.parametrize(
    ("stage", "lane", "note"),
    [
        ("identified", "want_to_ask", None),
        ("researched", "want_to_ask", None),
        ("drafted", "want_to_ask", None),
        ("asked", "asked", None),
        ("followed_up", "asked", None),
        ("replied_yes", "said_yes", None),
        ("replied_later", "later", None),
        ("referred_on", "in_touch", "led_to"),
        ("declined", "not_this_time", None),
        ("silent_closed", "not_this_time", None),
        ("scheduling", "said_yes", None),
        ("scheduled", "date_set", None),
        ("no_show", "said_yes", "new_time_needed"),
        ("cancelled", "said_yes", "new_time_needed"),
        ("parked", "later", None),
    ],
)
@pytest.mark.parametrize(("thanked", "mine_open"), [(True, 0), (True, 1), (False, 0), (False, 2)])
def test_lane_of_every_stage_before_and_beside_the_talk(
    stage: str, lane: str, note: str | None, thanked: bool, mine_open: int
) -> None:
    assert lane_of(Stage(stage), thanked=thanked, mine_open=mine_open) == lane
    assert note_of(Stage(stage)) == (None if note is None else LaneNote(note))


@pytest.mark.parametrize(
    ("thanked", "mine_open", "lane"),
    [
        (False, 0, "talked"),
        (False, 1, "talked"),
        (True, 1, "talked"),
        (True, 0, "in_touch"),
    ],
)
def test_lane_after_the_talk(thanked: bool, mine_open: int, lane: str) -> None:
    assert lane_of(Stage.HELD, thanked=thanked, mine_open=mine_open) == lane
    assert note_of(Stage.HELD) is None


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="count"):
        lane_of(Stage.HELD, thanked=True, mine_open=-1)
