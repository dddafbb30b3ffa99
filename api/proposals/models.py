"""The table of who agreed that their notes may go to a model."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, person_args, plain


class ModelConsent(OwnedRow):
    """A person agreed to send notes to the model `name` at `host`; to another one, or to the same
    elsewhere, they did not. There is no row of whoever did not agree, or took it back."""

    __tablename__ = "model_consents"
    __table_args__ = person_args()
    host: Mapped[str] = plain()
    name: Mapped[str] = plain()
    agreed_at: Mapped[datetime] = plain()
