"""The SQL of the roster: whoever was invited from it takes their own row of it (migration 0097)."""

from typing import Final

from migrations.joining_0086 import ACCEPT as ACCEPT_BEFORE
from migrations.joining_0086 import ACCEPT_SIGNATURE

_ASKED: Final = "SELECT i.organization_id, i.id, i.role, i.cohort_id, i.seats, i.used INTO asked"
_NEW: Final = """    ELSIF there IS NULL THEN
      INSERT INTO organization.enrolments"""
# Who takes part from now on goes by the name they said, and needs no address there any more.
_OF_THE_ROSTER: Final = """    ELSIF there IS NULL AND EXISTS (
      SELECT FROM organization.enrolments e
      WHERE (e.organization_id, e.id) = (asked.organization_id, asked.enrolment_id)
        AND e.person_id IS NULL)
    THEN
      there := asked.enrolment_id;
      UPDATE organization.enrolments e
      SET person_id = app.person_id(), status = 'active', name = called, name_norm = called_norm
      WHERE (e.organization_id, e.id) = (asked.organization_id, there);
      UPDATE organization.enrolment_addresses a SET email = NULL, email_norm = NULL
      WHERE (a.organization_id, a.enrolment_id) = (asked.organization_id, there);
"""
ACCEPT: Final = ACCEPT_BEFORE.replace(
    _ASKED, _ASKED.replace("i.used", "i.used, i.enrolment_id")
).replace(_NEW, _OF_THE_ROSTER + _NEW)
assert ACCEPT.count("asked.enrolment_id") == 2
assert "i.used, i.enrolment_id INTO asked" in ACCEPT

REPLACED: Final = ((ACCEPT_SIGNATURE, ACCEPT_BEFORE, ACCEPT),)
"""A door that is made anew, with what it was before."""

# Whoever erases their account is asked nowhere any more by its address. It runs within the door that
# erases.
FORGET: Final = """
CREATE FUNCTION app.forget_addresses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organization.enrolment_addresses a SET email = NULL, email_norm = NULL
  WHERE a.email_norm = OLD.email_norm;
  RETURN OLD;
END $$
"""
