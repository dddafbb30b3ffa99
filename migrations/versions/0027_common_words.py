"""The search door looks at the next cards first: what many have needs no list of all that match."""

from importlib import import_module

from alembic import op

revision = "0027"
down_revision = "0021"

_before = import_module("migrations.versions.0010_search")
FILTERS = _before.FILTERS.strip()

# In three steps, each only where the one before left room on the page.
# 0: names that begin with the whole text, by the index of names.
# 1: every word begins a word of the card: by walking the names where 3 of the next 150 cards match
#    (50 are then found among some 2,500, and collecting all that match would take longer), else by
#    trigrams, or by walking all the same where more than 1,000 match.
# 2: with nothing found, a word that no card has is taken to have a slip. Its variants are tried, the
#    commonest slip first, until one leads to a card that has the other words too. Where each word
#    is known, nobody has all of them: that is an answer.
CONTACTS = f"""
CREATE OR REPLACE FUNCTION search.contacts(
  words text[], a_tag text, in_archive boolean, in_lane text, from_source text, at_employer uuid,
  after_rank integer, after_name text, after_id uuid, most integer)
RETURNS TABLE (contact_id uuid, rank integer) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  me CONSTANT uuid := app.person_id();
  whole CONSTANT text := array_to_string(words, ' ');
  patterns text[];
  hits uuid[];
  near text[];
  word text;
  slip text;
  one text;
  known boolean;
  step integer := 0;
  seen integer := 0;
BEGIN
  SELECT coalesce(array_agg(search.pattern(w) ORDER BY length(w) DESC), '{{}}') INTO patterns
  FROM unnest(words) AS w;
  IF whole <> '' AND coalesce(after_rank, 0) = 0 THEN
    RETURN QUERY
      SELECT c.id, 0 FROM person.contacts c
      WHERE {FILTERS} AND c.name_norm >= whole AND c.name_norm < whole || chr(1114111)
        AND (after_rank IS NULL OR (c.name_norm, c.id) > (after_name, after_id))
      ORDER BY c.name_norm, c.id LIMIT most;
    GET DIAGNOSTICS step = ROW_COUNT;
    IF step >= most THEN RETURN; END IF;
    most := most - step;
  END IF;

  IF after_rank = 0 THEN after_name := NULL; END IF;
  IF whole = '' THEN
    SELECT array_agg(h.id ORDER BY h.name_norm, h.id) INTO hits FROM (
      SELECT c.id, c.name_norm FROM person.contacts c
      WHERE {FILTERS} AND c.tags <> '{{}}'::text[] AND c.tags @> ARRAY[a_tag]
        AND (after_name IS NULL OR (c.name_norm, c.id) > (after_name, after_id))
      LIMIT 1001) AS h;
  ELSE
    SELECT count(*) INTO seen FROM (
      SELECT n.owner_id, n.id, n.search, n.tags, n.archived, n.deleted_at, n.lane, n.source,
        n.employer_id
      FROM person.contacts n
      WHERE n.owner_id = me AND n.archived = in_archive AND n.deleted_at IS NULL
        AND (after_name IS NULL OR (n.name_norm, n.id) > (after_name, after_id))
      ORDER BY n.name_norm, n.id LIMIT 150) AS c
    WHERE {FILTERS} AND c.search LIKE ALL (patterns);
    IF seen < 3 THEN
      SELECT array_agg(h.id ORDER BY h.name_norm, h.id) INTO hits FROM (
        SELECT c.id, c.name_norm FROM person.contacts c
        WHERE {FILTERS} AND c.search LIKE patterns[1] AND c.search LIKE coalesce(patterns[2], '%')
          AND c.search LIKE coalesce(patterns[3], '%') AND c.search LIKE ALL (patterns)
          AND NOT starts_with(c.name_norm, whole)
          AND (after_name IS NULL OR (c.name_norm, c.id) > (after_name, after_id))
        LIMIT 1001) AS h;
    END IF;
  END IF;
  IF seen >= 3 OR cardinality(hits) > 1000 THEN
    RETURN QUERY
      SELECT w, 1 FROM search.walk(me, patterns, whole, a_tag, in_archive, in_lane, from_source,
        at_employer, after_name, after_id, most) AS w;
  ELSE
    RETURN QUERY SELECT h, 1 FROM unnest(hits[1:most]) AS h;
  END IF;
  IF FOUND OR step > 0 OR after_rank IS NOT NULL OR whole = '' THEN RETURN; END IF;

  FOR word IN SELECT w FROM unnest(words) AS w WHERE length(w) >= 4 ORDER BY length(w) DESC LOOP
    one := search.pattern(word);
    -- All of them: for the first alone the planner would walk the owner's cards one by one.
    SELECT count(*) > 0 INTO known FROM person.contacts c
    WHERE c.owner_id = me AND c.deleted_at IS NULL AND c.search LIKE one;
    IF NOT known THEN
      slip := word;
      EXIT;
    END IF;
  END LOOP;
  IF slip IS NULL THEN RETURN; END IF;
  FOREACH one IN ARRAY search.near(slip) LOOP
    hits := ARRAY(
      SELECT c.id FROM person.contacts c WHERE {FILTERS} AND c.search LIKE one LIMIT 400);
    IF cardinality(hits) > 0 THEN
      FOREACH word IN ARRAY words LOOP
        near := search.near(word);
        hits := ARRAY(
          SELECT c.id FROM person.contacts c
          WHERE c.owner_id = me AND c.id = ANY (hits) AND c.search LIKE ANY (near));
      END LOOP;
    END IF;
    EXIT WHEN cardinality(hits) > 0;
  END LOOP;
  RETURN QUERY
    SELECT c.id, 2 FROM person.contacts c WHERE c.owner_id = me AND c.id = ANY (hits)
    ORDER BY public.word_similarity(whole, c.search) DESC, c.name_norm, c.id LIMIT most;
END $$
"""


def upgrade() -> None:
    """Make it."""
    op.execute("SET LOCAL ROLE askwell_search")
    op.execute(CONTACTS)
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it."""
    op.execute("SET LOCAL ROLE askwell_search")
    op.execute(_before.CONTACTS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    op.execute("RESET ROLE")
