-- The roles of Askwell, made once per cluster by an administrator (a superuser, or a role with CREATEROLE).
-- Running it again changes nothing. Passwords are set outside this file.
-- No role here needs SUPERUSER or BYPASSRLS; application and worker refuse to start with either.
DO $$
DECLARE
  name text;
  door text;
BEGIN
  FOREACH name IN ARRAY ARRAY['askwell_owner', 'askwell_app', 'askwell_worker', 'askwell_backup'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', name);
    END IF;
  END LOOP;
  -- Door roles own the definer functions of one schema each. Application and worker are never
  -- members; the owner may become one (to create its functions) but inherits nothing from it:
  -- an owner that inherits a door reads every row.
  FOREACH door IN ARRAY ARRAY['askwell_door', 'askwell_search', 'askwell_planner', 'askwell_bridge'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = door) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', door);
    END IF;
    IF current_setting('server_version_num')::int >= 160000 THEN
      EXECUTE format('GRANT %I TO askwell_owner WITH INHERIT FALSE, SET TRUE', door);
    ELSE
      EXECUTE format('GRANT %I TO askwell_owner', door);
    END IF;
  END LOOP;
END
$$;
