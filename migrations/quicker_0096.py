"""The SQL of the cohort's dashboard without a call for each person (migration 0096): functions with a
search path of their own are not drawn into the statement, and 500 calls take longer than all of it."""

from typing import Final

from migrations.summaries_0089 import COHORT as COHORT_BEFORE
from migrations.summaries_0089 import COHORT_PEOPLE as COHORT_PEOPLE_BEFORE

_CALL: Final = (
    "bridge.stuck_row(a, greatest(m.created_at, (SELECT begins FROM place)), 10) AS stuck"
)
_NOW: Final = "(SELECT now FROM place)"
# DOMAIN.md section 5, "stuck".
_STUCK: Final = f"""CASE
        WHEN greatest(m.created_at, (SELECT begins FROM place), a.last_entry_at,
          CASE WHEN v.vacation_until <= {_NOW} THEN v.vacation_until END)
          > {_NOW} - interval '10 days' THEN NULL
        WHEN v.vacation_until > {_NOW} AND v.vacation_from <= {_NOW} THEN NULL
        WHEN a.people = 0 THEN 'not_started'
        WHEN a.held_unthanked[1] < {_NOW} - interval '24 hours' THEN 'talk_not_thanked'
        WHEN a.open = 0 THEN NULL
        WHEN a.begun = 0 THEN 'no_ask_sent'
        WHEN a.waiting > 0 AND a.waiting = a.open - a.before THEN 'no_answers'
        ELSE 'quiet' END AS stuck"""
_ROWS: Final = "JOIN person.activity a ON a.owner_id = l.owner_id)"


def _quicker(sql: str) -> str:
    """The function with its own words in the place of calls, and the moment asked for once."""
    made = (
        sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        .replace(_CALL, _STUCK)
        .replace(
            _ROWS,
            f"{_ROWS[:-1]}\n    LEFT JOIN person.profiles v ON v.owner_id = l.owner_id)",
        )
        .replace(
            "c.starts_on, c.time_zone\n    FROM organization.cohorts",
            "c.starts_on, c.time_zone,\n      app.moment() AS now, bridge.monday(app.moment()) AS week\n"
            "    FROM organization.cohorts",
        )
        .replace("app.moment() - interval", f"{_NOW} - interval")
        .replace("w.week <= bridge.monday(app.moment())", "w.week <= (SELECT week FROM place)")
    )
    assert made.count("bridge.stuck_row") == 0
    return made


COHORT: Final = _quicker(COHORT_BEFORE)
COHORT_PEOPLE: Final = _quicker(COHORT_PEOPLE_BEFORE).replace(
    "coalesce(bridge.monday((t.r).last_entry_at) - date '2000-01-03', 0)",
    "coalesce(date_trunc('week', (t.r).last_entry_at AT TIME ZONE 'UTC')::date"
    " - date '2000-01-03', 0)",
)
BEFORE: Final = tuple(
    sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    for sql in (COHORT_BEFORE, COHORT_PEOPLE_BEFORE)
)
