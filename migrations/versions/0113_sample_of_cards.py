"""The search door guesses from cards in the order they were made how many have a word: in the order
of names, that of families comes along, and a beginning like "hol" stood on none of the first."""

from importlib import import_module

from alembic import op

revision = "0113"
down_revision = "0108"

_before = import_module("migrations.versions.0027_common_words")
FILTERS = _before.FILTERS

# The first page asks the cards made first; a later one the next cards, because what comes after it
# may have none left. Where a word stands on 3 of 150 the page is full after some 2,500 names.
_NEXT = """
        AND (after_name IS NULL OR (n.name_norm, n.id) > (after_name, after_id))
      ORDER BY n.name_norm, n.id LIMIT 150) AS c
"""
_FIRST = """
      ORDER BY n.id LIMIT 150) AS c
"""
_COUNT = _before.CONTACTS[
    _before.CONTACTS.index("    SELECT count(*) INTO seen") : _before.CONTACTS.index(
        "    IF seen < 3"
    )
]
assert _NEXT in _COUNT
CONTACTS = _before.CONTACTS.replace(
    _COUNT,
    f"    IF after_name IS NULL THEN\n{_COUNT.replace(_NEXT, _FIRST)}    ELSE\n{_COUNT}    END IF;\n",
)
# A word is known by a few of its cards: to look at all of them again took longer than to find them.
_ALL = """SELECT count(*) > 0 INTO known FROM person.contacts c
    WHERE c.owner_id = me AND c.deleted_at IS NULL AND c.search LIKE one;"""
assert _ALL in CONTACTS
CONTACTS = CONTACTS.replace(
    _ALL,
    """SELECT count(*) > 0 INTO known FROM (
      SELECT FROM person.contacts c
      WHERE c.owner_id = me AND c.deleted_at IS NULL AND c.search LIKE one LIMIT 100) AS few;""",
)


def upgrade() -> None:
    """Make it."""
    op.execute("SET LOCAL ROLE askwell_search")
    op.execute(CONTACTS)
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it."""
    op.execute("SET LOCAL ROLE askwell_search")
    op.execute(_before.CONTACTS)
    op.execute("RESET ROLE")
