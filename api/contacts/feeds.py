"""What the change feed says of people, employers and introductions."""

from typing import Final

from sqlalchemy import func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB

from api.contacts.models import Contact, ContactPoint, Employer, Introduction
from api.contacts.target_models import TargetEmployer
from api.journal.changes import Feed

_POINTS: Final = (
    select(
        func.coalesce(
            func.jsonb_agg(
                func.jsonb_build_object(
                    literal_column("'id'"), ContactPoint.id,
                    literal_column("'kind'"), ContactPoint.kind,
                    literal_column("'value'"), ContactPoint.value,
                    literal_column("'label'"), ContactPoint.label,
                )
            ),
            literal_column("'[]'::jsonb", JSONB()),
        )
    )
    .where(
        ContactPoint.owner_id == Contact.owner_id,
        ContactPoint.contact_id == Contact.id,
        ContactPoint.deleted_at.is_(None),
    )
    .correlate(Contact)
    .scalar_subquery()
)  # fmt: skip

FEEDS: Final = (
    Feed(
        "contact",
        Contact,
        frozenset({"search", "name_norm", "made_from", "typed", "archived", "due_order"}),
        (("points", _POINTS),),
    ),
    Feed("employer", Employer, frozenset({"name_norm"})),
    Feed("introduction", Introduction),
    Feed("target_employer", TargetEmployer, frozenset({"made_from"})),
)
