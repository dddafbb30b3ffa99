"""What an answer is worth, when a goal is looked at again, and the way back: by their rules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import hypothesis.strategies as st
from hypothesis import given

from api.goals.information import REACH, Candidate, Heard, value
from api.goals.path import Begun, Came, days_of, path_of
from api.goals.reviewing import AFTER, review_due_since

PEOPLE = st.sampled_from(["ana", "ben", "cleo", "dan"])
PLACES = st.sampled_from(["", "harbour", "lighthouse", "mill"])
SAYS = st.sampled_from(["supports", "refutes"])
HEARD = st.lists(st.builds(Heard, PEOPLE, PLACES, PLACES, SAYS), max_size=6)
CANDIDATE = st.builds(
    Candidate, st.just("eve"), PLACES, PLACES, st.sampled_from(sorted(REACH)), st.booleans()
)


@given(CANDIDATE, HEARD)
def test_it_is_bounded_and_independent_of_order_of_other_people(
    candidate: Candidate, heard: list[Heard]
) -> None:
    found = value(candidate, heard)
    assert 0 < found <= 1
    last = list({one.contact: one for one in heard}.values())
    if len(last) == len(heard):
        assert value(candidate, heard[::-1]) == found


@given(CANDIDATE, HEARD, PLACES)
def test_somebody_who_was_heard_settles_nothing_more(
    candidate: Candidate, heard: list[Heard], place: str
) -> None:
    said = Heard(candidate.contact, place, "", "supports")
    assert value(candidate, [*heard, said]) == 0


@given(CANDIDATE, st.lists(st.builds(Heard, PEOPLE, PLACES, PLACES, st.just("supports"))), PEOPLE)
def test_one_more_who_agrees_leaves_less_to_settle(
    candidate: Candidate, heard: list[Heard], name: str
) -> None:
    more = [*heard, Heard(f"another {name}", "", "", "supports")]
    assert value(candidate, more) <= value(candidate, heard)


NOW = datetime(2026, 6, 1, tzinfo=UTC)
MOMENTS = st.lists(st.integers(-90, 10).map(lambda days: NOW + timedelta(days=days)), max_size=8)


@given(MOMENTS, st.integers(0, 80))
def test_a_review_is_due_as_the_rule_says(talks: list[datetime], ago: int) -> None:
    seen = NOW - timedelta(days=ago)
    since = [at for at in talks if seen < at <= NOW]
    due = review_due_since(seen, talks, NOW)
    expected = len(since) >= 3 or (bool(since) and seen + AFTER <= NOW)
    assert (due is not None) == expected
    if due is not None:
        assert seen < due <= NOW
        assert review_due_since(seen, talks, due) == due
        assert review_due_since(due, talks, due) is None


def an_id(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


@dataclass(frozen=True)
class Tale:
    """Introductions by name."""

    led: dict[str, str]

    def introduced_by(self) -> dict[UUID, UUID]:
        return {an_id(one): an_id(by) for one, by in self.led.items()}


@given(st.dictionaries(PEOPLE, PEOPLE))
def test_a_circle_of_introductions_ends(led: dict[str, str]) -> None:
    outcome = Came(an_id("offer"), "offer", date(2026, 6, 1), an_id("ana"), None)
    begun = {an_id(name): Begun(date(2026, 3, 3), None) for name in ("ana", "ben", "cleo", "dan")}
    steps = path_of(outcome, {outcome.id: outcome}, Tale(led).introduced_by(), begun)
    introducers = [one.contact_id for one in steps if one.what == "introduced"]
    assert len(set(introducers)) == len(introducers)
    assert steps[-1].what == "ask"
    assert days_of(outcome, steps) == 90
