import type { Migrations } from '../connection/migrate.ts';

/** Times are milliseconds since the epoch by the database's clock, so gateways do not have to agree on the time. */
const throttleSchema = `
CREATE TABLE IF NOT EXISTS throttles (
  channel text PRIMARY KEY,
  starts double precision[] NOT NULL DEFAULT '{}',
  paused_until double precision NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS slots (
  channel text NOT NULL,
  gateway text NOT NULL,
  held integer NOT NULL,
  wanted integer NOT NULL,
  waiting_since double precision,
  expires_at double precision NOT NULL,
  PRIMARY KEY (channel, gateway)
);

CREATE OR REPLACE FUNCTION throttle_now() RETURNS double precision LANGUAGE sql VOLATILE AS
  'SELECT extract(epoch FROM clock_timestamp())::double precision * 1000';

CREATE OR REPLACE FUNCTION share_slots(
  of_channel text, me text, most integer, my_wanted integer, my_kept integer, lease_ms double precision
) RETURNS TABLE (held integer, granted integer, takes_turns boolean, pause_ms double precision) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  moment double precision;
  resume_at double precision;
  mine slots%ROWTYPE;
  free integer;
  parties integer;
  part integer;
  owed integer;
  my_since double precision;
  my_grant integer;
  my_held integer;
  was_starved boolean;
BEGIN
  INSERT INTO throttles (channel) VALUES (of_channel) ON CONFLICT DO NOTHING;
  SELECT t.paused_until INTO resume_at FROM throttles t WHERE t.channel = of_channel FOR UPDATE;
  moment := throttle_now();
  SELECT * INTO mine FROM slots s WHERE s.channel = of_channel AND s.gateway = me;
  IF mine.expires_at <= moment THEN
    -- The database was away for this gateway, so perhaps for all of them: the others get one more lease to say so.
    UPDATE slots s SET expires_at = greatest(s.expires_at, moment + lease_ms)
    WHERE s.channel = of_channel AND s.gateway <> me;
  ELSE
    DELETE FROM slots s WHERE s.channel = of_channel AND s.gateway <> me AND s.expires_at <= moment;
  END IF;

  my_since := CASE WHEN mine.held = 0 THEN coalesce(mine.waiting_since, moment) ELSE moment END;
  SELECT most - coalesce(sum(s.held), 0), count(*) FILTER (WHERE s.wanted > 0) INTO free, parties
  FROM slots s WHERE s.channel = of_channel AND s.gateway <> me;
  parties := parties + CASE WHEN my_wanted > 0 THEN 1 ELSE 0 END;
  part := most / greatest(parties, 1);
  IF part > 0 THEN
    SELECT coalesce(sum(greatest(0, least(s.wanted, part) - s.held)), 0) INTO owed
    FROM slots s WHERE s.channel = of_channel AND s.gateway <> me;
    my_grant := least(my_wanted, free, greatest(part, free - owed));
  ELSE
    SELECT count(*) INTO owed FROM slots s
    WHERE s.channel = of_channel AND s.gateway <> me AND s.wanted > 0 AND s.held = 0
      AND (s.waiting_since, s.gateway) < (my_since, me);
    my_grant := least(my_wanted, 1, free - owed);
  END IF;
  my_grant := greatest(0, my_grant);
  my_held := greatest(my_kept, my_grant);

  IF my_held = 0 AND my_wanted = 0 THEN
    DELETE FROM slots s WHERE s.channel = of_channel AND s.gateway = me;
  ELSE
    INSERT INTO slots AS s (channel, gateway, held, wanted, waiting_since, expires_at)
    VALUES (of_channel, me, my_held, my_wanted, CASE WHEN my_held = 0 THEN my_since END, moment + lease_ms)
    ON CONFLICT (channel, gateway) DO UPDATE SET held = excluded.held, wanted = excluded.wanted,
      waiting_since = excluded.waiting_since, expires_at = excluded.expires_at;
  END IF;

  was_starved := coalesce(mine.held < least(mine.wanted, greatest(part, 1)), false);
  IF (my_held < least(my_wanted, greatest(part, 1)) AND NOT was_starved)
    OR ((my_held < mine.held OR my_wanted < mine.wanted) AND EXISTS (
      SELECT FROM slots s WHERE s.channel = of_channel AND s.gateway <> me AND s.wanted > s.held))
  THEN
    PERFORM pg_notify('onshelf_throttle', me || ' ' || of_channel);
  END IF;
  RETURN QUERY SELECT my_held, my_grant, part = 0, greatest(0, resume_at - moment);
END $$;

CREATE OR REPLACE FUNCTION reserve_start(of_channel text, rate integer, window_ms double precision)
RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
  recent double precision[];
  resume_at double precision;
  moment double precision;
  start_at double precision;
BEGIN
  INSERT INTO throttles (channel) VALUES (of_channel) ON CONFLICT DO NOTHING;
  SELECT t.starts, t.paused_until INTO recent, resume_at FROM throttles t WHERE t.channel = of_channel FOR UPDATE;
  moment := throttle_now();
  start_at := greatest(moment, resume_at, recent[cardinality(recent)], recent[cardinality(recent) - rate + 1] + window_ms);
  UPDATE throttles t SET starts = (recent || start_at)[greatest(1, cardinality(recent) - rate + 2):]
  WHERE t.channel = of_channel;
  RETURN start_at - moment;
END $$;

CREATE OR REPLACE FUNCTION pause_channel(of_channel text, me text, for_ms double precision) RETURNS void LANGUAGE sql AS $$
  INSERT INTO throttles AS t (channel, paused_until) VALUES (of_channel, throttle_now() + for_ms)
  ON CONFLICT (channel) DO UPDATE SET paused_until = greatest(t.paused_until, excluded.paused_until);
  SELECT pg_notify('onshelf_throttle', me || ' ' || of_channel);
$$;
`;

/** Reads of a channel have a rate of their own and the pauses of its writes. */
const readRates = `
ALTER TABLE throttles ADD COLUMN reads double precision[] NOT NULL DEFAULT '{}';

CREATE FUNCTION reserve_read(of_channel text, rate integer, window_ms double precision)
RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
  recent double precision[];
  resume_at double precision;
  moment double precision;
  start_at double precision;
BEGIN
  INSERT INTO throttles (channel) VALUES (of_channel) ON CONFLICT DO NOTHING;
  SELECT t.reads, t.paused_until INTO recent, resume_at FROM throttles t WHERE t.channel = of_channel FOR UPDATE;
  moment := throttle_now();
  start_at := greatest(moment, resume_at, recent[cardinality(recent)], recent[cardinality(recent) - rate + 1] + window_ms);
  UPDATE throttles t SET reads = (recent || start_at)[greatest(1, cardinality(recent) - rate + 2):]
  WHERE t.channel = of_channel;
  RETURN start_at - moment;
END $$;
`;

/**
 * A slot now belongs to a gateway as long as the lease of that gateway in `gateways` lasts; `expires_at` is Infinity then.
 *
 * `share_leased_slots` takes what a gateway wants and what it keeps in any case. It returns how many slots the gateway
 * holds from now on and how many of them it may go on using (`granted`). It runs under the lock of the channel's row, so the
 * slots of all gateways never add up to more than the limit.
 *
 * No gateway gets more than an even part while another one has less than that and wants more. A gateway gets slots that no
 * other one wants. If there are more gateways than slots, each slot goes to the gateway that has waited longest.
 *
 * Gateways of the version before call `share_slots` and renew each slot by its `expires_at`.
 */
const leasedSlots = `
CREATE FUNCTION share_leased_slots(
  of_channel text, me text, most integer, my_wanted integer, my_kept integer, expired_too boolean,
  my_expiry double precision DEFAULT 'Infinity'
) RETURNS TABLE (held integer, granted integer, takes_turns boolean, pause_ms double precision) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  moment double precision;
  resume_at double precision;
  mine slots%ROWTYPE;
  free integer;
  parties integer;
  part integer;
  owed integer;
  my_since double precision;
  my_grant integer;
  my_held integer;
  was_starved boolean;
BEGIN
  INSERT INTO throttles (channel) VALUES (of_channel) ON CONFLICT DO NOTHING;
  SELECT t.paused_until INTO resume_at FROM throttles t WHERE t.channel = of_channel FOR UPDATE;
  moment := throttle_now();
  SELECT * INTO mine FROM slots s WHERE s.channel = of_channel AND s.gateway = me;
  DELETE FROM slots s WHERE s.channel = of_channel AND s.gateway <> me AND CASE s.expires_at
    WHEN 'Infinity' THEN NOT EXISTS (
      SELECT FROM gateways g WHERE g.id = s.gateway::integer
        AND (g.expires_at > clock_timestamp() OR (NOT expired_too AND g.expires_at > '-infinity')))
    ELSE expired_too AND s.expires_at <= moment END;

  my_since := CASE WHEN mine.held = 0 THEN coalesce(mine.waiting_since, moment) ELSE moment END;
  SELECT most - coalesce(sum(s.held), 0), count(*) FILTER (WHERE s.wanted > 0) INTO free, parties
  FROM slots s WHERE s.channel = of_channel AND s.gateway <> me;
  parties := parties + CASE WHEN my_wanted > 0 THEN 1 ELSE 0 END;
  part := most / greatest(parties, 1);
  IF part > 0 THEN
    SELECT coalesce(sum(greatest(0, least(s.wanted, part) - s.held)), 0) INTO owed
    FROM slots s WHERE s.channel = of_channel AND s.gateway <> me;
    my_grant := least(my_wanted, free, greatest(part, free - owed));
  ELSE
    SELECT count(*) INTO owed FROM slots s
    WHERE s.channel = of_channel AND s.gateway <> me AND s.wanted > 0 AND s.held = 0
      AND (s.waiting_since, s.gateway) < (my_since, me);
    my_grant := least(my_wanted, 1, free - owed);
  END IF;
  my_grant := greatest(0, my_grant);
  my_held := greatest(my_kept, my_grant);

  IF my_held = 0 AND my_wanted = 0 THEN
    DELETE FROM slots s WHERE s.channel = of_channel AND s.gateway = me;
  ELSE
    INSERT INTO slots AS s (channel, gateway, held, wanted, waiting_since, expires_at)
    VALUES (of_channel, me, my_held, my_wanted, CASE WHEN my_held = 0 THEN my_since END, my_expiry)
    ON CONFLICT (channel, gateway) DO UPDATE SET held = excluded.held, wanted = excluded.wanted,
      waiting_since = excluded.waiting_since, expires_at = excluded.expires_at;
  END IF;

  was_starved := coalesce(mine.held < least(mine.wanted, greatest(part, 1)), false);
  IF (my_held < least(my_wanted, greatest(part, 1)) AND NOT was_starved)
    OR ((my_held < mine.held OR my_wanted < mine.wanted) AND EXISTS (
      SELECT FROM slots s WHERE s.channel = of_channel AND s.gateway <> me AND s.wanted > s.held))
  THEN
    PERFORM pg_notify('onshelf_throttle', me || ' ' || of_channel);
  END IF;
  RETURN QUERY SELECT my_held, my_grant, part = 0, greatest(0, resume_at - moment);
END $$;

-- For gateways of the version before.
CREATE OR REPLACE FUNCTION share_slots(
  of_channel text, me text, most integer, my_wanted integer, my_kept integer, lease_ms double precision
) RETURNS TABLE (held integer, granted integer, takes_turns boolean, pause_ms double precision) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  moment double precision;
  was_away boolean;
BEGIN
  INSERT INTO throttles (channel) VALUES (of_channel) ON CONFLICT DO NOTHING;
  PERFORM FROM throttles t WHERE t.channel = of_channel FOR UPDATE;
  moment := throttle_now();
  SELECT s.expires_at <= moment INTO was_away FROM slots s WHERE s.channel = of_channel AND s.gateway = me;
  was_away := coalesce(was_away, false);
  IF was_away THEN
    -- The database was away for this gateway, so perhaps for all of them: the others get one more lease to renew.
    UPDATE slots s SET expires_at = greatest(s.expires_at, moment + lease_ms)
    WHERE s.channel = of_channel AND s.gateway <> me;
  END IF;
  RETURN QUERY SELECT * FROM share_leased_slots(
    of_channel, me, most, my_wanted, my_kept, NOT was_away, moment + lease_ms);
END $$;
`;

export const rateLimiterMigrations: Migrations = {
  part: 'throttle',
  steps: [throttleSchema, readRates, leasedSlots],
};
