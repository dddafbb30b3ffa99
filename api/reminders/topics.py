"""What mails may tell of, by kind of Today: its topic, where in the app it is done, and whether one
tap may say that it is done."""

from typing import Final

from api.overview.schemas import Kind, TodayItem

TOPICS: Final[dict[Kind, str]] = {
    "write_thanks": "talks",
    "debrief": "talks",
    "did_you_talk": "talks",
    "date_soon": "talks",
    "prepare": "talks",
    "any_answers": "answers",
    "follow_up": "answers",
    "close": "answers",
    "choose_time": "answers",
    "find_time": "answers",
    "new_time": "answers",
    "promise_mine": "promises",
    "promise_theirs": "promises",
    "tell_introducer": "news",
    "advice_told": "news",
    "tell_landed": "news",
    "first_update": "news",
    "keep_in_touch": "keep_in_touch",
    "plan_item": "goals",
    "goal_review": "goals",
    "keep_person": "people",
    "token_ends": "keys",
}
"""The topic of each kind that is told; what stands here not (ideas, drafts) waits on Today alone.
Whoever switches a topic off still finds it on Today."""

PATHS: Final[dict[Kind, str]] = {
    "write_thanks": "/talks/{id}/after?step=thanks",
    "debrief": "/talks/{id}/after",
    "did_you_talk": "/talks/{id}/after",
    "date_soon": "/talks/{id}",
    "prepare": "/talks/{id}/prepare",
    "promise_mine": "/growth/promises",
    "promise_theirs": "/people/{contact}/tell?promise={id}",
    "any_answers": "/people?lane=asked",
    "follow_up": "/write/{id}?kind=follow_up",
    "close": "/write/{id}",
    "choose_time": "/times/{id}",
    "find_time": "/times/{id}",
    "new_time": "/times/{id}",
    "tell_introducer": "/people/{contact}/tell?circle={id}",
    "advice_told": "/people/{contact}/tell?advice={id}",
    "tell_landed": "/people/{contact}/tell?telling={id}",
    "first_update": "/people/{contact}/tell",
    "keep_in_touch": "/people/{contact}/tell",
    "plan_item": "/growth/plan",
    "goal_review": "/growth/goals/{id}/review",
    "keep_person": "/people/{id}",
    "token_ends": "/settings/tokens",
}
"""Where in the app each kind of which the message may tell (TOPICS) is done."""

BY_ONE_TAP: Final[frozenset[Kind]] = frozenset(
    {
        "write_thanks",
        "prepare",
        "promise_mine",
        "promise_theirs",
        "any_answers",
        "follow_up",
        "close",
        "tell_introducer",
        "advice_told",
        "tell_landed",
        "first_update",
        "keep_in_touch",
        "plan_item",
        "goal_review",
        "keep_person",
        "token_ends",
    }
)
"""What one tap in a mail may call done; of the others there is something to tell."""


def address_of(item: TodayItem, address: str) -> str:
    """Where in the app it is done."""
    contact = item.contact.id if item.contact else ""
    return address + PATHS[item.kind].format(id=item.subject.id, contact=contact)
