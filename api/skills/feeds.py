"""What the change feed says of skills."""

from typing import Final

from api.journal.changes import Feed
from api.skills.models import Skill, SkillSelf, SkillSignal

FEEDS: Final = (
    Feed("skill", Skill),
    Feed("skill_self", SkillSelf),
    Feed("skill_signal", SkillSignal),
)
