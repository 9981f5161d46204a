-- How many cases and promises there are of each kind, kept in step by the database itself: a count of
-- the whole record would take seconds in a city of millions, and consoles ask for it all day.
CREATE TABLE case_counts (
  jurisdiction_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  close_reason TEXT NOT NULL,
  cases INTEGER NOT NULL,
  reopened INTEGER NOT NULL,
  not_heard INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, state, close_reason)
) STRICT, WITHOUT ROWID;
INSERT INTO case_counts
  SELECT jurisdiction_id, state, coalesce(close_reason, ''), count(*), sum(reopened > 0), sum(not_heard)
  FROM cases GROUP BY 1, 2, 3;
CREATE TRIGGER cases_are_counted AFTER INSERT ON cases
BEGIN
  INSERT INTO case_counts
    VALUES (new.jurisdiction_id, new.state, coalesce(new.close_reason, ''), 1, new.reopened > 0, new.not_heard)
    ON CONFLICT DO UPDATE SET cases = cases + 1, reopened = reopened + excluded.reopened,
      not_heard = not_heard + excluded.not_heard;
END;
CREATE TRIGGER changed_cases_are_counted AFTER UPDATE OF state, close_reason, reopened, not_heard ON cases
WHEN old.state IS NOT new.state OR old.close_reason IS NOT new.close_reason
  OR old.reopened IS NOT new.reopened OR old.not_heard IS NOT new.not_heard
BEGIN
  UPDATE case_counts SET cases = cases - 1, reopened = reopened - (old.reopened > 0),
      not_heard = not_heard - old.not_heard
    WHERE jurisdiction_id = old.jurisdiction_id AND state = old.state
      AND close_reason = coalesce(old.close_reason, '');
  INSERT INTO case_counts
    VALUES (new.jurisdiction_id, new.state, coalesce(new.close_reason, ''), 1, new.reopened > 0, new.not_heard)
    ON CONFLICT DO UPDATE SET cases = cases + 1, reopened = reopened + excluded.reopened,
      not_heard = not_heard + excluded.not_heard;
END;

CREATE TABLE promise_counts (
  jurisdiction_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  moved INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  broken_reason TEXT NOT NULL,
  mended INTEGER NOT NULL,
  promises INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, state, moved, evidence, broken_reason, mended)
) STRICT, WITHOUT ROWID;
INSERT INTO promise_counts
  SELECT jurisdiction_id, state, moves > 0, coalesce(evidence, ''), coalesce(broken_reason, ''), mended, count(*)
  FROM promises GROUP BY 1, 2, 3, 4, 5, 6;
-- The promises of a case are written anew with it, never changed in their place.
CREATE TRIGGER promises_are_counted AFTER INSERT ON promises
BEGIN
  INSERT INTO promise_counts
    VALUES (new.jurisdiction_id, new.state, new.moves > 0, coalesce(new.evidence, ''),
      coalesce(new.broken_reason, ''), new.mended, 1)
    ON CONFLICT DO UPDATE SET promises = promises + 1;
END;
CREATE TRIGGER dropped_promises_are_counted AFTER DELETE ON promises
BEGIN
  UPDATE promise_counts SET promises = promises - 1
    WHERE jurisdiction_id = old.jurisdiction_id AND state = old.state AND moved = (old.moves > 0)
      AND evidence = coalesce(old.evidence, '') AND broken_reason = coalesce(old.broken_reason, '')
      AND mended = old.mended;
END;
