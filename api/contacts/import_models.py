"""Tables of imports: a file on its way in, how far it got, and what in it could not be read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKeyConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, own, person_args, plain, third


class Import(PersonRow):
    """A file of contacts that somebody handed over.

    It is read twice: to say what would come of it (`uploaded` → `checked`), and to do it
    (`running` → `done`). `position` is how many rows of the present reading are behind, `expected`
    how many there are once that is known. `round` names the job in hand: one of an earlier round
    finds itself replaced. The file goes when the import is done; `preview` and the problems go with
    the import's forgetting.
    """

    __tablename__ = "imports"
    __table_args__ = person_args(
        ForeignKeyConstraint(["owner_id", "file_id"], ["person.files.owner_id", "person.files.id"]),
        CheckConstraint(
            "format IN ('linkedin_csv', 'linkedin_zip', 'google_csv', 'vcard', 'table')",
            name="format",
        ),
        CheckConstraint(
            "state IN ('uploaded', 'checked', 'running', 'done', 'failed')", name="state"
        ),
    )
    file_id: Mapped[UUID | None] = plain()
    file_name: Mapped[str] = own()
    format: Mapped[str] = plain()
    state: Mapped[str] = plain(server_default="uploaded")
    mapping: Mapped[dict[str, Any] | None] = own(JSONB(none_as_null=True))
    preview: Mapped[dict[str, Any] | None] = third(JSONB(none_as_null=True))
    bring_back: Mapped[bool] = plain(Boolean, server_default=text("false"))
    round: Mapped[int] = plain(server_default=text("0"))
    position: Mapped[int] = plain(server_default=text("0"))
    expected: Mapped[int | None] = plain()
    counts: Mapped[dict[str, int]] = plain(JSONB, server_default="{}")
    problem: Mapped[str | None] = plain()
    started_at: Mapped[datetime | None] = plain()
    finished_at: Mapped[datetime | None] = plain()


class ImportPiece(OwnedRow):
    """A piece of a running import that is in the list: whom its rows meant, so that a later row
    about one of them adds and never changes, also when another worker takes over."""

    __tablename__ = "import_pieces"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "import_id"], ["person.imports.owner_id", "person.imports.id"]
        ),
    )
    import_id: Mapped[UUID] = plain(primary_key=True)
    position: Mapped[int] = plain(primary_key=True)
    contact_ids: Mapped[list[UUID]] = plain(ARRAY(Uuid()))


class ImportProblem(OwnedRow):
    """One thing in a file that could not be read. `number` is the row as a spreadsheet counts it;
    with `row_kept` the rest of it came in all the same."""

    __tablename__ = "import_problems"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "import_id"], ["person.imports.owner_id", "person.imports.id"]
        ),
    )
    import_id: Mapped[UUID] = plain(primary_key=True)
    place: Mapped[int] = plain(primary_key=True)
    number: Mapped[int] = plain()
    code: Mapped[str] = plain()
    field: Mapped[str] = plain()
    row_kept: Mapped[bool] = plain(Boolean)
    raw: Mapped[str] = third()
