"""What the tables of an export mean: generated from the models, so that it can't be out of date."""

from typing import Any, Final

from sqlalchemy import Table

from api.models import Base
from api.portability.archive import FORMAT
from api.portability.everything import exported_columns, exported_tables

PRIVACY: Final = {
    "own": "what the person says of themselves or wrote",
    "third": "about somebody else; emptied when that person is erased",
    "plain": "ids, states, codes, counts and times",
}


def schema() -> dict[str, Any]:
    """The whole description: tables in the order in which they refer to each other."""
    return {"format": FORMAT, "tables": [_table(table) for table in exported_tables()]}


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": str(table.name),
        "means": _MEANINGS[table.name],
        "key": [
            str(column.name) for column in table.primary_key.columns if column.name != "owner_id"
        ],
        "columns": [
            {
                "name": str(column.name),
                "type": str(column.type).lower(),
                "may_be_null": bool(column.nullable),
                "holds": PRIVACY[column.info["privacy"]],
            }
            for column in exported_columns(table)
        ],
        "refers_to": [
            {
                "columns": [str(name) for name in key.column_keys if name != "owner_id"],
                "table": str(key.referred_table.name),
            }
            for key in sorted(table.foreign_key_constraints, key=lambda one: str(one.name))
            if key.referred_table.schema == "person"
        ],
    }


_MEANINGS: Final = {
    mapper.class_.__table__.name: " ".join((mapper.class_.__doc__ or "").split())
    for mapper in Base.registry.mappers
}
