"""The SQL of hosts: found and asked by whoever takes part, and by the secret of their own page
(migration 0102)."""

from typing import Final

# How often a host may be asked is decided here alone, where they are shown and where they are asked.
# `at` is the clock of the product. Whoever was asked counts, whatever became of it.
_TIMES: Final = """(SELECT count(*) FROM organization.host_requests r
      WHERE r.organization_id = h.organization_id AND r.host_id = h.id
        AND r.asked_at > at - interval '{days} days')"""
_FREE: Final = f"""h.agreed_at IS NOT NULL AND h.ended_at IS NULL
    AND (h.paused_until IS NULL OR h.paused_until <= (at AT TIME ZONE 'UTC')::date)
    AND (h.asked_at IS NULL OR h.asked_at <= at - make_interval(days => h.cool_off_days))
    AND h.capacity > {_TIMES.format(days=31)}"""
_ASKED_BEFORE: Final = """EXISTS (SELECT FROM organization.host_requests r
      WHERE r.organization_id = h.organization_id AND r.host_id = h.id
        AND r.person_id = app.person_id()
        AND (r.state = 'asked' OR r.asked_at > at - interval '180 days'))"""

# Asked least first; among those asked equally often everybody who takes part has an order of their own.
FIND: Final = f"""
CREATE FUNCTION door.hosts_for(enrolment uuid, wanted text[], in_field text, after_times integer,
  after_place text, most integer, at timestamptz)
RETURNS TABLE (id uuid, name text, headline text, field text, topics text[], times integer,
  place text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT f.id, f.name, f.headline, f.field, f.topics, f.times, f.place
  FROM (
    SELECT h.id, h.name, h.headline, h.field, h.topics,
      {_TIMES.format(days=90)}::integer AS times, md5(e.id::text || h.id::text) AS place
    FROM organization.enrolments e
    JOIN organization.hosts h ON h.organization_id = e.organization_id
    WHERE e.id = enrolment AND e.person_id = app.person_id() AND e.status = 'active'
      AND h.person_id IS DISTINCT FROM app.person_id()
      AND (in_field IS NULL OR h.field = in_field)
      AND NOT EXISTS (SELECT FROM unnest(wanted) w WHERE position(w IN h.words) = 0)
      AND NOT {_ASKED_BEFORE}
      AND {_FREE}) f
  WHERE (f.times, f.place) > (after_times, after_place)
  ORDER BY f.times, f.place LIMIT most
$$
"""

# Who asks at once stands in line at the row of the host; what is counted is looked at after it.
ASK: Final = f"""
CREATE FUNCTION door.ask_host(enrolment uuid, host uuid, request uuid, asks text,
  expires timestamptz, most_open integer, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here uuid;
  made record;
BEGIN
  SELECT e.organization_id INTO here FROM organization.enrolments e
  WHERE e.id = enrolment AND e.person_id = app.person_id() AND e.status = 'active';
  IF NOT FOUND THEN RAISE EXCEPTION 'no such enrolment' USING ERRCODE = 'AW404'; END IF;
  PERFORM pg_advisory_xact_lock(
    hashtextextended('host requests of ' || app.person_id()::text, 0));
  SELECT r.person_id, r.host_id, r.body INTO made FROM organization.host_requests r
  WHERE r.organization_id = here AND r.id = request;
  IF FOUND THEN
    IF (made.person_id, made.host_id, made.body)
      IS NOT DISTINCT FROM (app.person_id(), host, asks)
    THEN RETURN false; END IF;
    RAISE EXCEPTION 'This id is another request''s.' USING ERRCODE = 'AW409';
  END IF;
  PERFORM FROM organization.hosts h
  WHERE h.organization_id = here AND h.id = host AND h.agreed_at IS NOT NULL AND h.ended_at IS NULL
    AND h.person_id IS DISTINCT FROM app.person_id()
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such host' USING ERRCODE = 'AW404'; END IF;
  IF EXISTS (SELECT FROM organization.hosts h
    WHERE h.organization_id = here AND h.id = host AND {_ASKED_BEFORE})
  THEN
    RAISE EXCEPTION 'You asked them within the last half year: choose somebody else.'
      USING ERRCODE = 'AW409';
  END IF;
  IF most_open <= (SELECT count(*) FROM organization.host_requests r
    WHERE r.organization_id = here AND r.person_id = app.person_id() AND r.state = 'asked'
      AND r.expires_at > at)
  THEN
    RAISE EXCEPTION '% of your requests wait for an answer: wait for one, or take one back.',
      most_open USING ERRCODE = 'AW409';
  END IF;
  IF NOT EXISTS (SELECT FROM organization.hosts h
    WHERE h.organization_id = here AND h.id = host AND {_FREE})
  THEN
    RAISE EXCEPTION 'They were asked enough for now: choose somebody else.'
      USING ERRCODE = 'AW409';
  END IF;
  INSERT INTO organization.host_requests
    (organization_id, id, host_id, enrolment_id, person_id, body, state, asked_at, expires_at)
  VALUES (here, request, host, enrolment, app.person_id(), asks, 'asked', at, expires);
  UPDATE organization.hosts h SET asked = h.asked + 1, asked_at = at
  WHERE h.organization_id = here AND h.id = host;
  RETURN true;
END $$
"""

# What has expired is so from that moment, not from when a job said it.
_STATE: Final = "CASE WHEN r.state = 'asked' AND r.expires_at <= at THEN 'expired' ELSE r.state END"
OWN: Final = f"""
CREATE FUNCTION door.own_host_requests(at timestamptz)
RETURNS TABLE (id uuid, enrolment_id uuid, organization text, host text, headline text, state text,
  body text, said text, asked_at timestamptz, expires_at timestamptz, answered_at timestamptz,
  held_at timestamptz, contact_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.id, r.enrolment_id, o.name, h.name, h.headline, {_STATE}, r.body, r.said, r.asked_at,
    r.expires_at, r.answered_at, r.held_at, r.contact_id
  FROM organization.host_requests r
  JOIN organization.hosts h ON (h.organization_id, h.id) = (r.organization_id, r.host_id)
  JOIN organization.organizations o ON o.organization_id = r.organization_id
  WHERE r.person_id = app.person_id()
  ORDER BY r.asked_at DESC, r.id DESC LIMIT 200
$$
"""

TAKE_BACK: Final = """
CREATE FUNCTION door.take_host_request_back(request uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE organization.host_requests r SET state = 'withdrawn', answered_at = at
  WHERE r.id = request AND r.person_id = app.person_id() AND r.state = 'asked';
  RETURN (SELECT r.state FROM organization.host_requests r
    WHERE r.id = request AND r.person_id = app.person_id());
END $$
"""

HELD: Final = """
CREATE FUNCTION door.tell_host_talk(request uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told record;
BEGIN
  UPDATE organization.host_requests r SET held_at = at
  WHERE r.id = request AND r.person_id = app.person_id() AND r.state = 'accepted'
    AND r.held_at IS NULL
  RETURNING r.organization_id, r.host_id INTO told;
  IF FOUND THEN
    UPDATE organization.hosts h SET held = h.held + 1
    WHERE (h.organization_id, h.id) = (told.organization_id, told.host_id);
  END IF;
  RETURN (SELECT r.state FROM organization.host_requests r
    WHERE r.id = request AND r.person_id = app.person_id());
END $$
"""

# Whoever takes part, or did, gives back: one that was invited under their address already is theirs.
VOLUNTEER: Final = """
CREATE FUNCTION door.volunteer(enrolment uuid, fresh uuid, called text, about text, in_field text,
  on_topics text[], to_find text, a_month integer, pause integer, hash bytea, consent integer,
  at timestamptz) RETURNS TABLE (id uuid, begins boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  here uuid;
  address record;
  there record;
BEGIN
  SELECT e.organization_id INTO here FROM organization.enrolments e
  WHERE e.id = enrolment AND e.person_id = app.person_id();
  IF NOT FOUND THEN RAISE EXCEPTION 'no such enrolment' USING ERRCODE = 'AW404'; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('hosts of ' || here::text, 0));
  SELECT p.email, p.email_norm INTO address FROM directory.people p WHERE p.id = app.person_id();
  SELECT h.id, h.agreed_at INTO there FROM organization.hosts h
  WHERE h.organization_id = here AND h.ended_at IS NULL
    AND (h.person_id = app.person_id() OR h.email_norm = address.email_norm)
  ORDER BY h.person_id IS NULL LIMIT 1;
  IF there.agreed_at IS NOT NULL THEN
    RETURN QUERY SELECT there.id, false;
  ELSIF there.id IS NOT NULL THEN
    UPDATE organization.hosts h
    SET person_id = app.person_id(), name = called, headline = about, field = in_field,
      topics = on_topics, words = to_find, capacity = a_month, cool_off_days = pause,
      consent_version = consent, agreed_at = at
    WHERE h.organization_id = here AND h.id = there.id;
    RETURN QUERY SELECT there.id, true;
  ELSE
    INSERT INTO organization.hosts (organization_id, id, person_id, name, email, email_norm,
      headline, field, topics, words, capacity, cool_off_days, secret_hash, consent_version,
      agreed_at)
    VALUES (here, fresh, app.person_id(), called, address.email, address.email_norm, about,
      in_field, on_topics, to_find, a_month, pause, hash, consent, at);
    RETURN QUERY SELECT fresh, true;
  END IF;
END $$
"""
VOLUNTEERING: Final = """
CREATE FUNCTION door.volunteering()
RETURNS TABLE (id uuid, organization text, name text, headline text, field text, topics text[],
  capacity integer, paused_until date, agreed_at timestamptz, asked integer, accepted integer,
  held integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT h.id, o.name, h.name, h.headline, h.field, h.topics, h.capacity, h.paused_until,
    h.agreed_at, h.asked, h.accepted, h.held
  FROM organization.hosts h
  JOIN organization.organizations o ON o.organization_id = h.organization_id
  WHERE h.person_id = app.person_id() AND h.agreed_at IS NOT NULL AND h.ended_at IS NULL
  ORDER BY h.agreed_at DESC, h.id LIMIT 100
$$
"""

# Whoever asked is told, in the app alone.
_CLOSE: Final = """
  WITH closed AS (
    UPDATE organization.host_requests r SET state = 'closed', answered_at = {at}
    WHERE r.organization_id = {here} AND r.host_id = {host} AND r.state = 'asked'
    RETURNING r.person_id, r.id)
  INSERT INTO person.clocks
    (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)
  SELECT c.person_id, 'host_answered', c.id, 'closed', 'app', {at} AT TIME ZONE 'UTC', 'UTC', {at}
  FROM closed c WHERE c.person_id IS NOT NULL ON CONFLICT DO NOTHING;"""
# Their words go, also those in answers; how often they were asked stays, of nobody.
_EMPTY: Final = """
  UPDATE organization.host_requests r SET said = '', given_email = NULL, given_phone = NULL
  WHERE r.organization_id = {here} AND r.host_id = {host};
  UPDATE organization.hosts h
  SET person_id = NULL, name = '', email = NULL, email_norm = NULL, headline = '', topics = '{{}}',
    words = '', secret_hash = NULL, ended_at = coalesce(h.ended_at, {at})
  WHERE h.organization_id = {here} AND h.id = {host};"""

END: Final = f"""
CREATE FUNCTION door.end_host(host uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF app.organization_role() IS NULL OR app.organization_role() NOT IN ('owner', 'admin') THEN
    RAISE EXCEPTION 'Your role in this organization may not do that.' USING ERRCODE = 'AW403';
  END IF;
  UPDATE organization.hosts h SET ended_at = at, email = NULL, email_norm = NULL
  WHERE h.organization_id = app.organization_id() AND h.id = host AND h.ended_at IS NULL;
  {_CLOSE.format(at="at", here="app.organization_id()", host="host")}
END $$
"""

_BY_LINK: Final = """
  SELECT h.organization_id, h.id INTO mine FROM organization.hosts h WHERE h.secret_hash = hash;
  IF NOT FOUND THEN RETURN false; END IF;"""
LOOK: Final = """
CREATE FUNCTION door.host_page(hash bytea)
RETURNS TABLE (id uuid, organization text, invited_by text, name text, email text, headline text,
  field text, topics text[], capacity integer, cool_off_days integer, paused_until date,
  consent_version integer, agreed_at timestamptz, ended_at timestamptz, asked integer,
  accepted integer, held integer, link integer, has_account boolean, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT h.id, o.name, by.name, h.name, h.email, h.headline, h.field, h.topics, h.capacity,
    h.cool_off_days, h.paused_until, h.consent_version, h.agreed_at, h.ended_at, h.asked,
    h.accepted, h.held, h.link, h.person_id IS NOT NULL, h.created_at
  FROM organization.hosts h
  JOIN organization.organizations o ON o.organization_id = h.organization_id
  LEFT JOIN organization.memberships by
    ON (by.organization_id, by.id) = (h.organization_id, h.invited_by)
  WHERE h.secret_hash = hash
$$
"""
ITS_REQUESTS: Final = f"""
CREATE FUNCTION door.host_page_requests(hash bytea, at timestamptz)
RETURNS TABLE (id uuid, name text, programme text, body text, state text, said text,
  asked_at timestamptz, expires_at timestamptz, answered_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.id, e.name, p.name, r.body, {_STATE}, r.said, r.asked_at, r.expires_at, r.answered_at
  FROM organization.hosts h
  JOIN organization.host_requests r ON (r.organization_id, r.host_id) = (h.organization_id, h.id)
  JOIN organization.enrolments e ON (e.organization_id, e.id) = (r.organization_id, r.enrolment_id)
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (e.organization_id, e.cohort_id)
  JOIN organization.programmes p ON (p.organization_id, p.id) = (c.organization_id, c.programme_id)
  WHERE h.secret_hash = hash
  ORDER BY r.asked_at DESC, r.id DESC LIMIT 200
$$
"""
AGREE: Final = f"""
CREATE FUNCTION door.host_agrees(hash bytea, consent integer, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine record;
BEGIN
  {_BY_LINK}
  UPDATE organization.hosts h SET agreed_at = at, consent_version = consent
  WHERE h.organization_id = mine.organization_id AND h.id = mine.id AND h.agreed_at IS NULL
    AND h.ended_at IS NULL;
  RETURN true;
END $$
"""
CHANGE: Final = f"""
CREATE FUNCTION door.change_host(hash bytea, called text, about text, in_field text,
  on_topics text[], to_find text, a_month integer, pause integer, until date) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine record;
BEGIN
  {_BY_LINK}
  UPDATE organization.hosts h
  SET name = called, headline = about, field = in_field, topics = on_topics, words = to_find,
    capacity = a_month, cool_off_days = pause, paused_until = until
  WHERE h.organization_id = mine.organization_id AND h.id = mine.id;
  RETURN true;
END $$
"""
# The answer is one statement, so the second of two at once finds nothing to answer. Without consent
# nobody was asked, and whoever ended it has no open request.
ANSWER: Final = """
CREATE FUNCTION door.answer_host_request(hash bytea, request uuid, yes boolean, line text,
  with_email text, with_phone text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told record;
BEGIN
  UPDATE organization.host_requests r
  SET state = CASE WHEN yes THEN 'accepted' ELSE 'declined' END, said = line, answered_at = at,
    given_email = CASE WHEN yes THEN with_email END,
    given_phone = CASE WHEN yes THEN with_phone END
  FROM organization.hosts h
  WHERE h.secret_hash = hash AND h.organization_id = r.organization_id AND h.id = r.host_id
    AND r.id = request AND r.state = 'asked' AND r.expires_at > at
  RETURNING r.organization_id, r.host_id, r.person_id INTO told;
  IF NOT FOUND THEN RETURN false; END IF;
  IF yes THEN
    UPDATE organization.hosts h SET accepted = h.accepted + 1
    WHERE (h.organization_id, h.id) = (told.organization_id, told.host_id);
  END IF;
  INSERT INTO person.clocks
    (owner_id, kind, subject_id, occurrence, channel, due_local, due_zone, due_at)
  SELECT told.person_id, 'host_answered', request, 'answered', 'app', at AT TIME ZONE 'UTC', 'UTC',
    at WHERE told.person_id IS NOT NULL ON CONFLICT DO NOTHING;
  RETURN true;
END $$
"""
RENEW: Final = """
CREATE FUNCTION door.renew_host_link(hash bytea, new_hash bytea, new_link integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE organization.hosts h SET secret_hash = new_hash, link = new_link
  WHERE h.secret_hash = hash AND h.link = new_link - 1;
  RETURN FOUND;
END $$
"""
ERASE: Final = f"""
CREATE FUNCTION door.erase_host(hash bytea, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine record;
BEGIN
  {_BY_LINK}
  {_CLOSE.format(at="at", here="mine.organization_id", host="mine.id")}
  {_EMPTY.format(at="at", here="mine.organization_id", host="mine.id")}
  RETURN true;
END $$
"""

# Whoever erases their account erases what they were as a host and what they asked hosts. It hangs on
# the row itself, so no way of erasing somebody can forget it.
FORGET: Final = f"""
CREATE FUNCTION app.forget_host() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine record;
BEGIN
  FOR mine IN
    SELECT h.organization_id, h.id FROM organization.hosts h
    WHERE h.person_id = OLD.id OR h.email_norm = OLD.email_norm
  LOOP
    {_CLOSE.format(at="pg_catalog.now()", here="mine.organization_id", host="mine.id")}
    {_EMPTY.format(at="pg_catalog.now()", here="mine.organization_id", host="mine.id")}
  END LOOP;
  UPDATE organization.host_requests r
  SET person_id = NULL, body = '', said = '', given_email = NULL, given_phone = NULL,
    contact_id = NULL, state = CASE r.state WHEN 'asked' THEN 'withdrawn' ELSE r.state END
  WHERE r.person_id = OLD.id;
  RETURN OLD;
END $$
"""

# Jobs write these mails as whoever has them sent: a manager, or the host themselves.
MAIL: Final = """
CREATE FUNCTION door.host_mail(host uuid)
RETURNS TABLE (organization text, by_name text, name text, email text, secret_hash bytea,
  link integer, agreed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.name, by.name, h.name, h.email, h.secret_hash, h.link, h.agreed_at
  FROM organization.hosts h
  JOIN organization.organizations o ON o.organization_id = h.organization_id
  LEFT JOIN organization.memberships by ON by.organization_id = h.organization_id
    AND by.person_id = ANY (app.batch()) AND by.ended_at IS NULL AND by.role IN ('owner', 'admin')
  WHERE h.id = host AND h.email IS NOT NULL AND h.ended_at IS NULL
    AND (by.id IS NOT NULL OR h.person_id = ANY (app.batch()))
$$
"""
REQUEST_MAIL: Final = """
CREATE FUNCTION door.host_request_mail(request uuid, at timestamptz)
RETURNS TABLE (organization text, programme text, asker text, body text, expires_at timestamptz,
  host_id uuid, name text, email text, secret_hash bytea, link integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.name, p.name, e.name, r.body, r.expires_at, h.id, h.name, h.email, h.secret_hash, h.link
  FROM organization.host_requests r
  JOIN organization.hosts h ON (h.organization_id, h.id) = (r.organization_id, r.host_id)
  JOIN organization.organizations o ON o.organization_id = r.organization_id
  JOIN organization.enrolments e ON (e.organization_id, e.id) = (r.organization_id, r.enrolment_id)
  JOIN organization.cohorts c ON (c.organization_id, c.id) = (e.organization_id, e.cohort_id)
  JOIN organization.programmes p ON (p.organization_id, p.id) = (c.organization_id, c.programme_id)
  WHERE r.id = request AND r.person_id = ANY (app.batch()) AND r.state = 'asked'
    AND r.expires_at > at AND h.email IS NOT NULL AND h.ended_at IS NULL
$$
"""
EXPIRE: Final = """
CREATE FUNCTION door.expire_host_request(request uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE organization.host_requests r SET state = 'expired', answered_at = r.expires_at
  WHERE r.id = request AND r.person_id = ANY (app.batch()) AND r.state = 'asked'
    AND r.expires_at <= at;
  RETURN FOUND;
END $$
"""
ANSWERED: Final = """
CREATE FUNCTION door.host_answer(request uuid)
RETURNS TABLE (state text, enrolment_id uuid, organization text, host text, headline text,
  field text, body text, said text, given_email text, given_phone text, contact_id uuid,
  asked_at timestamptz, answered_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.state, r.enrolment_id, o.name, h.name, h.headline, h.field, r.body, r.said, r.given_email,
    r.given_phone, r.contact_id, r.asked_at, r.answered_at
  FROM organization.host_requests r
  JOIN organization.hosts h ON (h.organization_id, h.id) = (r.organization_id, r.host_id)
  JOIN organization.organizations o ON o.organization_id = r.organization_id
  WHERE r.id = request AND r.person_id = ANY (app.batch())
$$
"""
# What the host gave is the person's from then on, and the organization keeps none of it.
KEPT: Final = """
CREATE FUNCTION door.keep_host_contact(request uuid, contact uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE organization.host_requests r
  SET contact_id = contact, given_email = NULL, given_phone = NULL
  WHERE r.id = request AND r.person_id = ANY (app.batch()) AND r.state = 'accepted'
$$
"""

APP: Final = "askwell_app"
WORKER: Final = "askwell_worker"
DOORS: Final = (
    (
        "door.hosts_for(uuid, text[], text, integer, text, integer, timestamptz)",
        FIND,
        APP,
    ),
    ("door.ask_host(uuid, uuid, uuid, text, timestamptz, integer, timestamptz)", ASK, APP),
    ("door.own_host_requests(timestamptz)", OWN, APP),
    ("door.take_host_request_back(uuid, timestamptz)", TAKE_BACK, APP),
    ("door.tell_host_talk(uuid, timestamptz)", HELD, APP),
    (
        (
            "door.volunteer(uuid, uuid, text, text, text, text[], text, integer, integer, bytea,"
            " integer, timestamptz)"
        ),
        VOLUNTEER,
        APP,
    ),
    ("door.volunteering()", VOLUNTEERING, APP),
    ("door.end_host(uuid, timestamptz)", END, APP),
    ("door.host_page(bytea)", LOOK, APP),
    ("door.host_page_requests(bytea, timestamptz)", ITS_REQUESTS, APP),
    ("door.host_agrees(bytea, integer, timestamptz)", AGREE, APP),
    (
        "door.change_host(bytea, text, text, text, text[], text, integer, integer, date)",
        CHANGE,
        APP,
    ),
    (
        "door.answer_host_request(bytea, uuid, boolean, text, text, text, timestamptz)",
        ANSWER,
        APP,
    ),
    ("door.renew_host_link(bytea, bytea, integer)", RENEW, APP),
    ("door.erase_host(bytea, timestamptz)", ERASE, APP),
    ("door.host_mail(uuid)", MAIL, WORKER),
    ("door.host_request_mail(uuid, timestamptz)", REQUEST_MAIL, WORKER),
    ("door.expire_host_request(uuid, timestamptz)", EXPIRE, WORKER),
    ("door.host_answer(uuid)", ANSWERED, WORKER),
    ("door.keep_host_contact(uuid, uuid)", KEPT, WORKER),
)
