"""What the change feed says of goals, what is to be found out, the plan, and outcomes."""

from typing import Final

from api.goals.models import Assumption, Goal, GoalRevision, Milestone, Outcome, PlanItem
from api.journal.changes import Feed

FEEDS: Final = (
    Feed("goal", Goal),
    Feed("goal_revision", GoalRevision),
    Feed("milestone", Milestone),
    Feed("assumption", Assumption),
    Feed("plan_item", PlanItem),
    Feed("outcome", Outcome),
)
