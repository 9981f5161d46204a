-- What the check held back, or a person did: of a place that it is not shown, of what was described
-- or added that somebody has still to look at it (decided = 0) or has.
CREATE TABLE withheld_texts (
  jurisdiction_id INTEGER NOT NULL,
  value_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  decided INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, value_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX withheld_texts_waiting ON withheld_texts (jurisdiction_id, case_id)
  WHERE decided = 0;

-- Updates between us and partners. told_seq: the last event that a partner was told, or that came
-- before the case was sent.
ALTER TABLE deliveries ADD COLUMN told_seq INTEGER NOT NULL DEFAULT 0;
UPDATE deliveries SET told_seq = coalesce((SELECT c.version FROM cases c
  WHERE c.jurisdiction_id = deliveries.jurisdiction_id AND c.id = deliveries.case_id), 0);
-- How far a partner's updates have been read.
CREATE TABLE partner_readings (
  jurisdiction_id INTEGER NOT NULL,
  partner_id INTEGER NOT NULL,
  read_until INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, partner_id)
) STRICT, WITHOUT ROWID;
-- Which of their updates stand on a case: their id, as a digest.
CREATE TABLE partner_updates (
  jurisdiction_id INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL,
  update_digest TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, delivery_id, update_digest)
) STRICT, WITHOUT ROWID;
