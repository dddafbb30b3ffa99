"""The search door: people by the beginnings of words, by a tag, and by words with one slip."""

from alembic import op

from migrations.tenancy import door_columns, door_function, drop_door_function

revision = "0010"
down_revision = "0002"

# Digits match inside a number, because a national number is the end of an international one.
PATTERN = """
CREATE FUNCTION search.pattern(word text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN word ~ '^[0-9]{5,}$' THEN '%' || word || '%' ELSE '% ' || word || '%' END
$$
"""

# What is one slip away from a word of at least four letters, the commonest slips first: two letters
# exchanged, one too many, one left out, one wrong. `_` stands for any letter in LIKE; whole words,
# because the beginning of one with a letter open is shared by too many.
NEAR = """
CREATE FUNCTION search.near(word text) RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg('% ' || v.text || ' %' ORDER BY v.slip)
  FROM (VALUES (0, word)) AS exact (slip, text), LATERAL (
    SELECT exact.slip, exact.text
    UNION ALL
    SELECT k.slip, left(word, i - 1) || k.put || substr(word, i + k.skip)
    FROM generate_series(1, length(word)) AS i, LATERAL (VALUES
      (1, substr(word, i + 1, 1) || substr(word, i, 1), 2),
      (2, '', 1), (3, substr(word, i, 1) || '_', 1), (4, '_', 1)) AS k (slip, put, skip)
    WHERE length(word) >= 4 AND (k.slip NOT IN (1, 3) OR i < length(word))) AS v
$$
"""

FILTERS = """
  c.owner_id = me AND c.archived = in_archive AND c.deleted_at IS NULL
  AND (a_tag IS NULL OR a_tag = ANY (c.tags)) AND (in_lane IS NULL OR c.lane = in_lane)
  AND (from_source IS NULL OR c.source = from_source)
  AND (at_employer IS NULL OR c.employer_id = at_employer)
"""

# Walks the index of names until the page is full: the way to what many cards have. Without the
# settings the planner, who knows nothing of this owner's words, collects and sorts all of them.
WALK = f"""
CREATE FUNCTION search.walk(
  me uuid, patterns text[], whole text, a_tag text, in_archive boolean, in_lane text,
  from_source text, at_employer uuid, after_name text, after_id uuid, most integer)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
    SELECT c.id FROM person.contacts c
    WHERE {FILTERS} AND c.search LIKE ALL (patterns)
      AND (whole = '' OR NOT starts_with(c.name_norm, whole))
      AND (after_name IS NULL OR (c.name_norm, c.id) > (after_name, after_id))
    ORDER BY c.name_norm, c.id LIMIT most;
END $$
"""

# In three steps, each only where the one before left room on the page.
# 0: names that begin with the whole text, by the index of names.
# 1: every word begins a word of the card, by trigrams, or by walking where more than 1,000 match.
# 2: with nothing found, the words are taken to have a slip each. A word that no card has is
#    certainly one; its variants lead to few cards, and the other words are looked for in those.
#    The commonest slip that leads anywhere is enough.
CONTACTS = f"""
CREATE FUNCTION search.contacts(
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
    SELECT array_agg(h.id ORDER BY h.name_norm, h.id) INTO hits FROM (
      SELECT c.id, c.name_norm FROM person.contacts c
      WHERE {FILTERS} AND c.search LIKE patterns[1] AND c.search LIKE coalesce(patterns[2], '%')
        AND c.search LIKE coalesce(patterns[3], '%') AND c.search LIKE ALL (patterns)
        AND NOT starts_with(c.name_norm, whole)
        AND (after_name IS NULL OR (c.name_norm, c.id) > (after_name, after_id))
      LIMIT 1001) AS h;
  END IF;
  IF cardinality(hits) > 1000 THEN
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
    slip := CASE WHEN known THEN coalesce(slip, word) ELSE word END;
    EXIT WHEN NOT known;
  END LOOP;
  IF slip IS NULL OR (known AND cardinality(words) = 1) THEN RETURN; END IF;
  near := search.near(slip);
  hits := ARRAY(
    SELECT n.id FROM unnest(near) AS p CROSS JOIN LATERAL (
      SELECT c.id FROM person.contacts c WHERE {FILTERS} AND c.search LIKE p LIMIT 400) AS n
    LIMIT CASE WHEN cardinality(words) = 1 THEN most END);
  FOREACH word IN ARRAY words LOOP
    near := search.near(word);
    hits := ARRAY(
      SELECT c.id FROM person.contacts c
      WHERE c.owner_id = me AND c.id = ANY (hits) AND c.search LIKE ANY (near));
  END LOOP;
  RETURN QUERY
    SELECT c.id, 2 FROM person.contacts c WHERE c.owner_id = me AND c.id = ANY (hits)
    ORDER BY public.word_similarity(whole, c.search) DESC, c.name_norm, c.id LIMIT most;
END $$
"""

SIGNATURE = "search.contacts(text[], text, boolean, text, text, uuid, integer, text, uuid, integer)"
WALKING = "search.walk(uuid, text[], text, text, boolean, text, text, uuid, text, uuid, integer)"


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE SCHEMA search AUTHORIZATION askwell_search")
    op.execute("SET LOCAL ROLE askwell_search")
    op.execute("GRANT USAGE ON SCHEMA search TO askwell_app")
    op.execute(PATTERN)
    op.execute(NEAR)
    op.execute(WALK)
    op.execute("RESET ROLE")
    door_columns(
        "askwell_search",
        "person.contacts",
        select=[
            "owner_id",
            "id",
            "name_norm",
            "search",
            "tags",
            "archived",
            "deleted_at",
            "lane",
            "source",
            "employer_id",
        ],
    )
    door_function("askwell_search", CONTACTS, SIGNATURE, to="askwell_app")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_search", SIGNATURE)
    op.execute("DROP POLICY search ON person.contacts")
    op.execute("REVOKE ALL ON person.contacts FROM askwell_search")
    op.execute(
        "REVOKE SELECT (owner_id, id, name_norm, search, tags, archived, deleted_at, lane, source,"
        " employer_id) ON person.contacts FROM askwell_search"
    )
    op.execute("SET LOCAL ROLE askwell_search")
    op.execute(f"DROP FUNCTION search.pattern(text), search.near(text), {WALKING}")
    op.execute("DROP SCHEMA search")
    op.execute("RESET ROLE")
